//! Answers made worse on purpose: seeded loss, delay, duplication, reordering and corruption of what a UDP
//! server sends.
//!
//! [`Impaired`] stands around any core of datagrams and is one itself, so neither the core nor its driver knows
//! of it. The same seed gives the same fates: what happens to an answer follows from the seed, the answer's
//! number and the settings, and from nothing that happens around it. No sockets, no clock, no threads, no
//! printing here, no randomness but what is made from the seed, and nothing of any one tool.

use crate::clock::{Instant, Quality};
use crate::contract::{Datagrams, Event, Kind, Leaving, Level, News, Outbox, Received, Server};

mod fate;
mod line;
mod settings;
mod told;
mod waiting;

use line::Line;
pub use settings::{Chance, Delay, Seed, Settings};
pub use told::{Counts, ImpairedEvent, Impairment, Summary};

/// A core whose answers go through a bad line.
///
/// What happens to an answer ([`Kind::Answer`]):
/// - lost: it is not sent, and nothing else happens to it;
/// - delayed: it leaves later, each by itself, so that a delayed answer delays no other one;
/// - duplicated: it leaves twice, the second right behind the first;
/// - reordered: once its delay is over it is held back, until another answer to the same peer has left that is
///   not held back itself, at most 1 s;
/// - corrupted: one bit of it is flipped, unless it is empty.
///
/// What is sent surely ([`Kind::Sure`]) leaves at once, unchanged, and counts for nothing.
///
/// At most 65,536 answers and 64 MiB of their payload wait. At the bound one that would have to wait is not
/// sent and is counted as overflow, never as lost. Those that wait when the server ends are never sent.
#[derive(Debug)]
pub struct Impaired<C: Datagrams> {
    core: C,
    /// What the core says, before anything happens to it.
    said: Outbox<C::Event>,
    /// `None` when nothing can happen: then everything passes.
    line: Option<Line>,
}

impl<C: Datagrams> Impaired<C> {
    /// Puts the line behind `core`. `details` is that of the outboxes it will be given (see [`News::new`]).
    pub fn new(core: C, settings: Settings, details: bool) -> Impaired<C> {
        let line = settings.change_something().then(|| Line::new(settings));
        Impaired { core, said: Outbox::new(details), line }
    }

    /// Sends the answers whose time has come, so that none of later overtakes them.
    fn leave_due(&mut self, now: Instant, out: &mut Outbox<ImpairedEvent<C::Event>>) {
        if let Some(line) = &mut self.line {
            line.leave_due(now, out);
        }
    }

    /// Passes on what the core has said, answers through the line.
    fn pass_on(&mut self, now: Instant, out: &mut Outbox<ImpairedEvent<C::Event>>) {
        tell(&mut self.said.news, &mut out.news);
        for transmit in self.said.transmits() {
            let payload = self.said.payload(transmit);
            match &mut self.line {
                Some(line) if transmit.kind == Kind::Answer => line.take(now, transmit, payload, out),
                _ => out.forward(transmit, payload),
            }
        }
        self.said.clear();
    }
}

/// Tells what the core has told, in its order.
fn tell<E: Event>(from: &mut News<E>, to: &mut News<ImpairedEvent<E>>) {
    for event in from.take() {
        match event.level() {
            Level::Trace | Level::Detail => to.detail(|| ImpairedEvent::Core(event)),
            Level::Warning => to.warn(ImpairedEvent::Core(event)),
        }
    }
    if let Some(why) = from.stopped() {
        to.stop(why);
    }
}

impl<C: Datagrams> Server for Impaired<C> {
    type Event = ImpairedEvent<C::Event>;
    type Summary = Summary<C::Summary>;

    fn deadline(&self) -> Option<Instant> {
        let line = self.line.as_ref().and_then(Line::deadline);
        self.core.deadline().into_iter().chain(line).min()
    }

    fn summary(&self, now: Instant) -> Summary<C::Summary> {
        Summary { core: self.core.summary(now), impairment: self.line.as_ref().map(Line::counts) }
    }
}

impl<C: Datagrams> Datagrams for Impaired<C> {
    fn datagram(&mut self, now: Instant, request: &Received, payload: &[u8], out: &mut Outbox<Self::Event>) {
        self.leave_due(now, out);
        self.core.datagram(now, request, payload, &mut self.said);
        self.pass_on(now, out);
    }

    fn tick(&mut self, now: Instant, out: &mut Outbox<Self::Event>) {
        if let Some(line) = &mut self.line {
            line.turn();
        }
        self.leave_due(now, out);
        // The deadline may have been the line's alone.
        if self.core.deadline().is_some_and(|deadline| deadline <= now) {
            self.core.tick(now, &mut self.said);
        }
        self.pass_on(now, out);
    }

    fn leaving(&self) -> Option<Box<Leaving>> {
        self.core.leaving()
    }

    fn departed(&mut self, followed_as: u64, unix_ns: u64) {
        self.core.departed(followed_as, unix_ns);
    }

    fn clock(&mut self, quality: Quality) {
        self.core.clock(quality);
    }
}

#[cfg(test)]
mod tests;
