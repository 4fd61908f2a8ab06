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
    streams: Vec<Stream>,
    /// How many packets the system has taken from each socket; wraps.
    taken: Vec<u32>,
    /// The next slot of each target that has one.
    due: BinaryHeap<Reverse<(Instant, usize)>>,
    /// No slot from then on is used.
    end: Option<Instant>,
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
        let start = clock::now();
        let (lead, clock, packet) = (WakeLead::default(), Watch::begin(start), Vec::new());
        let targets = lines.targets();
        let slots = |index| Slots::new(start, schedule.sampling, index, targets);
        let streams: Vec<Stream> =
            (0..targets).map(|index| Stream { slots: slots(index), number: 0 }).collect();
        let is_left = schedule.count != Some(0);
        let due = streams.iter().enumerate().filter(|_| is_left);
        let due = due.map(|(target, stream)| Reverse((stream.slots.due(), target))).collect();
        let end = schedule.duration.map(|duration| start + duration);
        let taken = vec![0; lines.sockets.len()];
        Sender {
            lines,
            schedule,
            packets,
            stop,
            reports,
            traces,
            timer,
            lead,
            clock,
            packet,
            streams,
            taken,
            due,
            end,
        }
    }

    /// Sends all of them, on a thread of its own.
    pub(super) fn run(mut self) {
        // Without it the system may wake us 50 microseconds late to save power.
        precise_timers();
        while let Some(slot) = self.due() {
            if !self.wait_until(slot) || self.send().is_none() {
                return;
            }
        }
    }

    /// When the next packet is due; `None` when there are no more.
    pub(super) fn due(&self) -> Option<Instant> {
        let Reverse((slot, _)) = self.due.peek()?;
        self.end.is_none_or(|end| *slot < end).then_some(*slot)
    }

    /// Sends the next packet, and gives the index of its socket; `None` when there is no receiver any more.
    pub(super) fn send(&mut self) -> Option<usize> {
        let Reverse((_, target)) = self.due.pop()?;
        let stream = self.streams.get_mut(target)?;
        let now = clock::moment();
        let taken = stream.slots.take(now.instant);
        let number = stream.number;
        stream.number += 1;
        if self.schedule.count.is_none_or(|count| stream.number < count) {
            self.due.push(Reverse((stream.slots.due(), target)));
        }
        let socket = self.lines.pick(target);
        if self.lines.per_target > 1 {
            self.lines.keep(socket, now.instant + self.schedule.reply_timeout);
        }
        if let Some(quality) = self.clock.look(now.instant) {
            self.packets.clock(quality);
        }
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
        self.reports.send(Report::Leaving(sent, shown)).ok()?;
        let lines = self.lines;
        self.hand_over(socket, lines.sockets.get(socket)?);
        Some(socket)
    }

    /// Gives the packet to the system. What is told here matters only while there is a receiver.
    fn hand_over(&mut self, index: usize, socket: &Connected) {
        let begun = clock::now();
        let taken = self.taken.get(index).copied().unwrap_or_default();
        let mut earlier = None;
        loop {
            let sent = if self.lines.is_measured {
                socket.send_indexed(&self.packet, taken)
            } else {
                socket.send(&self.packet)
            };
            let error = match sent {
                Ok(()) => {
                    if let Some(taken) = self.taken.get_mut(index) {
                        *taken = taken.wrapping_add(1);
                    }
                    self.tell(earlier.map(|what| Report::Refused(index, what)));
                    return self.tell([Report::Taken(index, clock::now() - begun)]);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => error,
            };
            match unreachable(&error) {
                // Nothing but ICMP says this.
                Some(Unreachable::Port) => self.tell([Report::Refused(index, Unreachable::Port)]),
                // Perhaps the error is an earlier packet's, and gone by being told.
                Some(what) if earlier.is_none() => earlier = Some(what),
                _ if error.kind() == io::ErrorKind::WouldBlock => break,
                _ => {
                    // Perhaps our address has changed: the next packet leaves from what is there now.
                    let _ = socket.reconnect();
                    break;
                }
            }
        }
        self.tell([Report::NotTaken(index)]);
    }

    fn tell(&self, reports: impl IntoIterator<Item = Report>) {
        for report in reports {
            let _ = self.reports.send(report);
        }
    }

    /// Until when it may sleep for a slot; from then on it looks at the clock all the time.
    pub(super) fn asleep_until(&self, due: Instant) -> Instant {
        match self.timer {
            Timer::Sleep => due,
            Timer::Hybrid => due.before(self.lead.get()),
            Timer::Busy => Instant::default(),
        }
    }

    /// It was to sleep until `wanted`, and woke now.
    pub(super) fn woken(&mut self, wanted: Instant, now: Instant) {
        self.lead.woken(now - wanted);
    }

    /// Waits; false when told to stop.
    fn wait_until(&mut self, due: Instant) -> bool {
        let asleep_until = self.asleep_until(due);
        let mut slept = false;
        loop {
            let now = clock::now();
            if now >= asleep_until {
                if slept {
                    self.woken(asleep_until, now);
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
