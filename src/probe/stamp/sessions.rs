//! What a stateful reflector remembers of each session: how many packets have arrived and how many it has answered.
//!
//! Bounded: beyond the most sessions newcomers are answered without a number of their own, as a stateless reflector
//! does; those that have been silent for the time-out are forgotten, and where there is no room those that have been
//! silent for a minute: who fills the table must go on sending to keep it full.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::reflect::Previous;
use crate::clock::Instant;
use crate::pace::Spacing;

/// How often the silent ones are looked for while there is no room, and how long they are remembered then.
const SWEEP: Duration = Duration::from_secs(1);
const CROWDED: Duration = Duration::from_secs(60);

/// What tells sessions apart (RFC 8972 §3): both ends, and the sender's session id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The sender.
    pub from: SocketAddr,
    /// Our address that it asks.
    pub to: Option<IpAddr>,
    /// Zero from senders without one.
    pub ssid: u16,
}

/// Limits of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many sessions are remembered at once; 0 for a stateless reflector.
    pub sessions: usize,
    /// How long a silent one is remembered, where there is room.
    pub timeout: Duration,
    /// How far apart the packets of a session must be on average; zero for no limit.
    pub min_interval: Duration,
}

#[derive(Debug)]
struct Session {
    received: u32,
    answered: u32,
    heard: Instant,
    spacing: Spacing,
    /// The latest reply of which the kernel has told when it left.
    previous: Option<Previous>,
}

/// A packet's place in its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// How many packets have arrived, this one among them; wraps.
    pub received: u32,
    /// How many have been answered, this one among them; wraps.
    pub answered: u32,
}

/// What is to become of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is answered, and this is its place.
    Counted(Place),
    /// It is answered without a number: there is no room for another session.
    Uncounted,
    /// Its session's packets come too close together.
    TooClose,
}

/// The table.
#[derive(Debug)]
pub struct Sessions<S> {
    limits: Limits,
    table: HashMap<Name, Session, S>,
    next_sweep: Instant,
}

impl<S: BuildHasher> Sessions<S> {
    /// An empty one; `hasher` keys it, give a random one.
    pub fn new(limits: Limits, hasher: S) -> Sessions<S> {
        Sessions { limits, table: HashMap::with_hasher(hasher), next_sweep: Instant::default() }
    }

    /// Takes a packet that may be answered.
    pub fn take(&mut self, now: Instant, name: Name) -> Decision {
        let Limits { timeout, min_interval, .. } = self.limits;
        // Seldom full, and then it has to be known before the table is borrowed.
        let has_room = self.table.len() < self.limits.sessions || self.has_room(now, &name);
        let session = match self.table.get_mut(&name) {
            Some(session) if now < session.heard + timeout => session,
            _ if !has_room => return Decision::Uncounted,
            _ => {
                let spacing = Spacing::new(now);
                let fresh = Session { received: 0, answered: 0, heard: now, spacing, previous: None };
                self.table.entry(name).insert_entry(fresh).into_mut()
            }
        };
        session.heard = now;
        session.received = session.received.wrapping_add(1);
        if !session.spacing.take(now, min_interval) {
            return Decision::TooClose;
        }
        session.answered = session.answered.wrapping_add(1);
        Decision::Counted(Place { received: session.received, answered: session.answered })
    }

    /// Counts a packet that is not answered for another reason, when its session is known.
    pub fn refuse(&mut self, name: &Name) {
        if let Some(session) = self.table.get_mut(name) {
            session.received = session.received.wrapping_add(1);
        }
    }

    /// The latest reply of a session of which it is known when it really left.
    pub fn previous(&self, name: &Name) -> Option<Previous> {
        self.table.get(name)?.previous
    }

    /// A reply of a session has left.
    pub fn departed(&mut self, name: &Name, previous: Previous) {
        if let Some(session) = self.table.get_mut(name) {
            session.previous = Some(previous);
        }
    }

    /// How many are remembered, silent ones among them until their room is needed.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether none is remembered.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    fn has_room(&mut self, now: Instant, name: &Name) -> bool {
        let Limits { sessions, timeout, .. } = self.limits;
        if self.table.len() >= sessions && now >= self.next_sweep && !self.table.contains_key(name) {
            self.next_sweep = now + SWEEP;
            let timeout = timeout.min(CROWDED);
            self.table.retain(|_, session| now < session.heard + timeout);
        }
        self.table.len() < sessions || self.table.contains_key(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::RandomState;

    const fn at(ms: u64) -> Instant {
        Instant::from_nanos(ms * 1_000_000)
    }

    fn name(port: u16, ssid: u16) -> Name {
        Name { from: SocketAddr::from(([10, 0, 0, 1], port)), to: Some([10, 0, 0, 2].into()), ssid }
    }

    fn sessions(sessions: usize, min_interval_ms: u64) -> Sessions<RandomState> {
        let timeout = Duration::from_secs(10);
        let min_interval = Duration::from_millis(min_interval_ms);
        Sessions::new(Limits { sessions, timeout, min_interval }, RandomState::new())
    }

    const fn counted(received: u32, answered: u32) -> Decision {
        Decision::Counted(Place { received, answered })
    }

    #[test]
    fn sessions_are_told_apart_by_address_port_and_id() {
        let mut table = sessions(10, 0);
        assert_eq!(table.take(at(0), name(1, 7)), counted(1, 1));
        assert_eq!(table.take(at(0), name(1, 7)), counted(2, 2));
        assert_eq!(table.take(at(0), name(2, 7)), counted(1, 1));
        assert_eq!(table.take(at(0), name(1, 8)), counted(1, 1));
        let elsewhere = Name { to: None, ..name(1, 7) };
        assert_eq!(table.take(at(0), elsewhere), counted(1, 1));
        assert_eq!(table.len(), 4);
    }

    #[test]
    fn a_packet_that_is_refused_counts_as_received() {
        let mut table = sessions(10, 0);
        table.refuse(&name(1, 7));
        assert!(table.is_empty(), "a refused packet opens no session");
        table.take(at(0), name(1, 7));
        table.refuse(&name(1, 7));
        assert_eq!(table.take(at(0), name(1, 7)), counted(3, 2));
    }

    #[test]
    fn packets_too_close_together_are_not_answered() {
        let mut table = sessions(10, 2000);
        assert_eq!(table.take(at(0), name(1, 7)), counted(1, 1));
        assert_eq!(table.take(at(1), name(1, 7)), Decision::TooClose);
        assert_eq!(table.take(at(2000), name(1, 7)), counted(3, 2));
    }

    #[test]
    fn a_silent_session_begins_anew() {
        let mut table = sessions(10, 0);
        table.take(at(0), name(1, 7));
        assert_eq!(table.take(at(9_999), name(1, 7)), counted(2, 2));
        assert_eq!(table.take(at(20_000), name(1, 7)), counted(1, 1));
    }

    #[test]
    fn beyond_the_most_newcomers_go_uncounted_until_a_silent_one_makes_room() {
        let mut table = sessions(2, 0);
        table.take(at(0), name(1, 7));
        table.take(at(5_000), name(2, 7));
        assert_eq!(table.take(at(5_000), name(3, 7)), Decision::Uncounted);
        assert_eq!(table.take(at(6_000), name(2, 7)), counted(2, 2), "those that are there stay");
        assert_eq!(table.take(at(10_000), name(3, 7)), counted(1, 1));
        assert_eq!(table.len(), 2);
        assert_eq!(sessions(0, 0).take(at(0), name(1, 7)), Decision::Uncounted);
    }

    #[test]
    fn where_there_is_no_room_a_minute_of_silence_is_enough() {
        let hour = Limits { sessions: 2, timeout: Duration::from_secs(3600), min_interval: Duration::ZERO };
        let mut table = Sessions::new(hour, RandomState::new());
        table.take(at(0), name(1, 7));
        table.take(at(30_000), name(2, 7));
        assert_eq!(table.take(at(59_000), name(3, 7)), Decision::Uncounted);
        assert_eq!(table.take(at(60_000), name(3, 7)), counted(1, 1));
        assert_eq!(table.take(at(60_000), name(1, 7)), Decision::Uncounted, "forgotten, and no room");
        // With room there is no hurry.
        let mut table = Sessions::new(hour, RandomState::new());
        table.take(at(0), name(1, 7));
        assert_eq!(table.take(at(3_599_000), name(1, 7)), counted(2, 2));
    }
}
