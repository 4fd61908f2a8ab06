//! A simulated wire for tests: the same cores as in the binary, with time that jumps to whatever comes next.
//!
//! Two minutes pass in a millisecond. The wire loses, delays and duplicates as the test says, and keeps a log of
//! what it did, from which a test takes the figures it expects.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use crate::clock::Instant;
use crate::contract::{Arrival, Datagrams, Ended, Outbox, Received};

/// One end of the wire: a server core, or a test's own client around a client core.
pub(crate) trait Party {
    /// Takes a datagram.
    fn receive(&mut self, now: Instant, packet: &Packet, out: &mut Vec<Packet>);

    /// When it wants to be woken; `None` for never.
    fn deadline(&self) -> Option<Instant>;

    /// Called at its deadline.
    fn wake(&mut self, now: Instant, out: &mut Vec<Packet>);
}

/// A datagram that wants to travel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Packet {
    pub(crate) from: SocketAddr,
    pub(crate) to: SocketAddr,
    pub(crate) payload: Vec<u8>,
}

/// What the wire does with a datagram: it arrives after each of these delays; with none it is lost.
pub(crate) type Fate = Vec<Duration>;

/// A server core at an address.
pub(crate) struct Host<C: Datagrams> {
    pub(crate) core: C,
    pub(crate) out: Outbox<C::Event>,
    address: SocketAddr,
    /// What it sees of a datagram that arrives now: its own wall clock, and what the header says.
    arrival: Box<dyn Fn(Instant) -> Arrival>,
    /// How long after it arrived a datagram is answered, by what is written into the answer. The wire knows nothing of
    /// it: it is part of the answer's fate.
    pub(crate) dwell: Duration,
}

impl<C: Datagrams> Host<C> {
    pub(crate) fn new(core: C, address: SocketAddr) -> Host<C> {
        Host::seeing(core, address, |_| Arrival::default())
    }

    /// The same with a wall clock of its own, and headers: `arrival` gives what it sees at a time.
    pub(crate) fn seeing(
        core: C,
        address: SocketAddr,
        arrival: impl Fn(Instant) -> Arrival + 'static,
    ) -> Host<C> {
        Host { core, out: Outbox::new(false), address, arrival: Box::new(arrival), dwell: Duration::ZERO }
    }

    /// Why the core wants to end, if it does.
    pub(crate) fn ended(&self) -> Option<Ended> {
        self.out.news.stopped()
    }

    fn post(&mut self, now: Instant, out: &mut Vec<Packet>) {
        let leaves = (self.arrival)(now + self.dwell).at.unix_ns;
        for transmit in self.out.transmits() {
            let mut payload = self.out.payload(transmit).to_vec();
            if let (true, Some(leaving)) = (transmit.is_stamped, self.core.leaving()) {
                leaving(leaves, &mut payload);
            }
            out.push(Packet { from: self.address, to: transmit.to, payload });
        }
        self.out.clear();
    }
}

impl<C: Datagrams> Party for Host<C> {
    fn receive(&mut self, now: Instant, packet: &Packet, out: &mut Vec<Packet>) {
        let request = Received {
            from: packet.from,
            to: Some(self.address.ip()),
            unicast: true,
            arrival: (self.arrival)(now),
        };
        self.core.datagram(now, &request, &packet.payload, &mut self.out);
        self.post(now, out);
    }

    fn deadline(&self) -> Option<Instant> {
        self.core.deadline().filter(|_| self.ended().is_none())
    }

    fn wake(&mut self, now: Instant, out: &mut Vec<Packet>) {
        self.core.tick(now, &mut self.out);
        self.post(now, out);
    }
}

/// The wire between a server and a client.
pub(crate) struct Wire<F> {
    pub(crate) now: Instant,
    /// Every datagram that was sent, when, and its fate.
    pub(crate) log: Vec<(Instant, Packet, Fate)>,
    fate: F,
    /// What is under way, by time of arrival and then in the order of sending.
    flying: BTreeMap<(Instant, usize), Packet>,
}

impl<F: FnMut(usize, &Packet) -> Fate> Wire<F> {
    /// `fate` decides about the nth datagram, counted from 0.
    pub(crate) fn new(fate: F) -> Wire<F> {
        Wire { now: Instant::default(), log: Vec::new(), fate, flying: BTreeMap::new() }
    }

    /// Puts datagrams on the wire.
    pub(crate) fn send(&mut self, packets: Vec<Packet>) {
        for packet in packets {
            let fate = (self.fate)(self.log.len(), &packet);
            for (copy, delay) in fate.iter().enumerate() {
                self.flying.insert((self.now + *delay, self.log.len() * 16 + copy), packet.clone());
            }
            self.log.push((self.now, packet, fate));
        }
    }

    /// Jumps to the next thing that happens and lets it happen; false when nothing will.
    pub(crate) fn step<C: Datagrams>(&mut self, server: &mut Host<C>, client: &mut impl Party) -> bool {
        let arrival = self.flying.keys().next().map(|(at, _)| *at);
        let wake = server.deadline().into_iter().chain(client.deadline()).min();
        let mut out = Vec::new();
        match (arrival, wake) {
            (Some(at), wake) if wake.is_none_or(|wake| at <= wake) => {
                let Some((_, packet)) = self.flying.pop_first() else { return false };
                self.now = self.now.max(at);
                if packet.to == server.address {
                    server.receive(self.now, &packet, &mut out);
                } else {
                    client.receive(self.now, &packet, &mut out);
                }
            }
            (_, Some(at)) => {
                self.now = self.now.max(at);
                let is_server = server.deadline().is_some_and(|deadline| deadline <= at);
                if is_server {
                    server.wake(self.now, &mut out);
                } else {
                    client.wake(self.now, &mut out);
                }
            }
            _ => return false,
        }
        self.send(out);
        true
    }
}
