//! The sending side: waits for each slot, writes a packet, sends it, and tells the receiving side.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::{Lines, Schedule};
use crate::clock::{self, Instant};
use crate::contract::{Packets, Sent, Unreachable};
use crate::drive::quality::Watch;
use crate::drive::stop::Stop;
use crate::net::udp::{Connected, unreachable};
use crate::net::wait::{For, precise_timers, wait};
use crate::pace::{Slots, WakeLead};

/// How a sender waits for its slots.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, serde::Deserialize, serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Timer {
    /// Sleeps until the slot: costs nothing, and is as late as the system wakes it.
    Sleep,
    /// Sleeps until shortly before the slot and spins for the rest.
    #[default]
    Hybrid,
    /// Spins all the time: on time, for a whole processor.
    Busy,
}

impl Timer {
    /// Where there is one processor alone, one who spins keeps the others from what it waits for.
    fn as_there_is_room(self) -> Timer {
        match thread::available_parallelism() {
            Ok(processors) if processors.get() > 1 => self,
            _ => Timer::Sleep,
        }
    }
}

/// What the sender tells the receiver.
pub(super) enum Report {
    /// A packet is about to leave; its octets are there when messages are watched.
    Leaving(Sent, Option<Box<[u8]>>),
    /// The system took so long to take it.
    Taken(usize, Duration),
    /// The system did not take it.
    NotTaken(usize),
    /// An ICMP message says that an earlier packet did not arrive.
    Refused(usize, Unreachable),
    /// The kernel counts anew, from this packet or behind one that was not taken.
    CountedAnew(usize),
}

/// One target's packets to come.
struct Stream {
    slots: Slots,
    /// Of the next packet.
    number: u64,
}

/// Sends all packets. The receiver sees the end of it by the closed channel.
pub(super) struct Sender<'a, P> {
    lines: &'a Lines,
    schedule: &'a Schedule,
    packets: P,
    stop: &'a Stop,
    reports: mpsc::Sender<Report>,
    traces: bool,
    timer: Timer,
    lead: WakeLead,
    clock: Watch,
    packet: Vec<u8>,
}

impl<'a, P: Packets> Sender<'a, P> {
    pub(super) fn new(
        lines: &'a Lines,
        schedule: &'a Schedule,
        packets: P,
        stop: &'a Stop,
        reports: mpsc::Sender<Report>,
        traces: bool,
    ) -> Sender<'a, P> {
        let timer = schedule.timer.as_there_is_room();
        let (lead, clock, packet) = (WakeLead::default(), Watch::begin(clock::now()), Vec::new());
        Sender { lines, schedule, packets, stop, reports, traces, timer, lead, clock, packet }
    }

    pub(super) fn run(mut self) {
        // Without it the system may wake us 50 microseconds late to save power.
        precise_timers();
        let start = clock::now();
        let end = self.schedule.duration.map(|duration| start + duration);
        let targets = self.lines.targets();
        let mut streams: Vec<Stream> = (0..targets)
            .map(|index| Slots::new(start, self.schedule.sampling, index, targets))
            .map(|slots| Stream { slots, number: 0 })
            .collect();
        let is_left = |stream: &Stream| self.schedule.count.is_none_or(|count| stream.number < count);
        let mut due: BinaryHeap<Reverse<(Instant, usize)>> = streams
            .iter()
            .enumerate()
            .filter(|(_, stream)| is_left(stream))
            .map(|(target, stream)| Reverse((stream.slots.due(), target)))
            .collect();
        while let Some(Reverse((slot, target))) = due.pop() {
            if end.is_some_and(|end| slot >= end) || !self.wait_until(slot) {
                return;
            }
            let Some(stream) = streams.get_mut(target) else { return };
            if !self.send(target, stream) {
                return;
            }
            let schedule = self.schedule;
            if schedule.count.is_none_or(|count| stream.number < count) {
                due.push(Reverse((stream.slots.due(), target)));
            }
        }
    }

    /// Sends the next packet to this target; false when there is no receiver any more.
    fn send(&mut self, target: usize, stream: &mut Stream) -> bool {
        let now = clock::moment();
        let taken = stream.slots.take(now.instant);
        let socket = self.lines.pick(target);
        if self.lines.per_target > 1 {
            self.lines.keep(socket, now.instant + self.schedule.reply_timeout);
        }
        if let Some(quality) = self.clock.look(now.instant) {
            self.packets.clock(quality);
        }
        let number = stream.number;
        stream.number += 1;
        self.packets.write(socket, number, now.unix_ns, &mut self.packet);
        let sent = Sent {
            number,
            socket,
            at: now.instant,
            unix_ns: now.unix_ns,
            lateness: now.instant - taken.due,
            missed_slots: taken.missed,
            interval: taken.interval,
        };
        let shown = self.traces.then(|| self.packet.clone().into_boxed_slice());
        let told = self.reports.send(Report::Leaving(sent, shown));
        if let (Ok(()), Some(line)) = (&told, self.lines.sockets.get(socket)) {
            self.hand_over(socket, line);
        }
        told.is_ok()
    }

    /// Gives the packet to the system. What is told here matters only while there is a receiver.
    fn hand_over(&self, index: usize, socket: &Connected) {
        let begun = clock::now();
        let mut earlier = None;
        loop {
            let error = match socket.send(&self.packet) {
                Ok(()) => {
                    self.tell(earlier.map(|what| Report::Refused(index, what)));
                    return self.tell([Report::Taken(index, clock::now() - begun)]);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => error,
            };
            match unreachable(&error) {
                // Perhaps the error is an earlier packet's, and gone by being told.
                Some(what) if earlier.is_none() || what == Unreachable::Port => {
                    self.tell(earlier.map(|what| Report::Refused(index, what)));
                    earlier = Some(what);
                    self.count_anew(index, socket);
                }
                _ if error.kind() == io::ErrorKind::WouldBlock => break,
                _ => {
                    // Perhaps our address has changed: the next packet leaves from what is there now.
                    let _ = socket.reconnect();
                    break;
                }
            }
        }
        self.tell([Report::NotTaken(index)]);
        self.count_anew(index, socket);
    }

    /// The kernel may have counted a packet that it did not send.
    fn count_anew(&self, index: usize, socket: &Connected) {
        if self.lines.is_measured {
            socket.count_anew();
            self.tell([Report::CountedAnew(index)]);
        }
    }

    fn tell(&self, reports: impl IntoIterator<Item = Report>) {
        for report in reports {
            let _ = self.reports.send(report);
        }
    }

    /// Waits; false when told to stop.
    fn wait_until(&mut self, due: Instant) -> bool {
        let asleep_until = match self.timer {
            Timer::Sleep => due,
            Timer::Hybrid => due.before(self.lead.get()),
            Timer::Busy => Instant::default(),
        };
        let mut slept = false;
        loop {
            let now = clock::now();
            if now >= asleep_until {
                if slept {
                    self.lead.woken(now - asleep_until);
                }
                break;
            }
            slept = true;
            let patience = Some(asleep_until - now);
            if wait([(self.stop.fd(), For::Reading)], patience).is_err() || self.stop.raised().is_some() {
                return false;
            }
        }
        while clock::now() < due {
            std::hint::spin_loop();
        }
        self.stop.raised().is_none()
    }
}
