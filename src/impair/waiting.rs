//! The answers that wait: until their delay is over, or until another answer to their peer has left.
//!
//! Bounded in number and in bytes. Nothing here sends, draws or counts what happened.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use crate::clock::Instant;
use crate::contract::Transmit;

/// How many answers wait at most.
pub(super) const MAX_WAITING: usize = 65_536;

/// How many bytes of payload wait at most.
pub(super) const MAX_WAITING_BYTES: usize = 64 << 20;

/// How long an answer is held back at most when no other one to its peer leaves.
pub(super) const MAX_HELD_BACK: Duration = Duration::from_secs(1);

/// An answer that waits.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Waiter {
    /// Its number among all answers.
    pub(super) number: u64,
    /// Where it goes and how; what it says is beside it.
    pub(super) answer: Transmit,
    /// How often it leaves.
    pub(super) copies: usize,
    /// Whether it is held back once its delay is over.
    pub(super) reordered: bool,
    /// What it says.
    pub(super) payload: Box<[u8]>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    /// By the instant they leave, and then by number.
    by_time: BTreeMap<(Instant, u64), Waiter>,
    /// When those leave at the latest that are held back, by peer and then by number.
    held_back: BTreeMap<(SocketAddr, u64), Instant>,
    bytes: usize,
}

impl Waiting {
    /// Whether an answer of `length` bytes fits in.
    pub(super) fn has_room(&self, length: usize) -> bool {
        self.by_time.len() < MAX_WAITING && self.bytes + length <= MAX_WAITING_BYTES
    }

    /// When something has to be done; `None` when nobody waits.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.by_time.first_key_value().map(|((due, _), _)| *due)
    }

    /// Lets an answer wait until its delay is over at `due`. Ask [`Waiting::has_room`] first.
    pub(super) fn delay(&mut self, due: Instant, waiter: Waiter) {
        self.bytes += waiter.payload.len();
        self.by_time.insert((due, waiter.number), waiter);
    }

    /// The next answer that leaves by itself at `now` or before. Those whose delay is over and that are to be
    /// held back begin to be.
    pub(super) fn pop_due(&mut self, now: Instant) -> Option<Waiter> {
        loop {
            let due = self.deadline().filter(|due| *due <= now)?;
            let (_, waiter) = self.by_time.pop_first()?;
            let key = (waiter.answer.to, waiter.number);
            if !waiter.reordered || self.held_back.remove(&key).is_some() {
                self.bytes -= waiter.payload.len();
                return Some(waiter);
            }
            let latest = due + MAX_HELD_BACK;
            self.held_back.insert(key, latest);
            self.by_time.insert((latest, waiter.number), waiter);
        }
    }

    /// The next answer to `peer` that was held back until now, when another one has left.
    pub(super) fn pop_held_back(&mut self, peer: SocketAddr) -> Option<Waiter> {
        let (&key, _) = self.held_back.range((peer, 0)..=(peer, u64::MAX)).next()?;
        let latest = self.held_back.remove(&key)?;
        let waiter = self.by_time.remove(&(latest, key.1))?;
        self.bytes -= waiter.payload.len();
        Some(waiter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Instant {
        Instant::from_nanos(ms * 1_000_000)
    }

    fn peer(port: u16) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], port))
    }

    fn waiter(number: u64, port: u16, reordered: bool, length: usize) -> Waiter {
        let payload = vec![0; length].into();
        Waiter { number, answer: Transmit::for_tests(peer(port)), copies: 1, reordered, payload }
    }

    fn due(waiting: &mut Waiting, ms: u64) -> Vec<u64> {
        std::iter::from_fn(|| waiting.pop_due(at(ms)).map(|waiter| waiter.number)).collect()
    }

    #[test]
    fn they_leave_by_time_and_then_by_number() {
        let mut waiting = Waiting::default();
        for (number, ms) in [(0, 30), (1, 10), (2, 20), (4, 20), (3, 20)] {
            waiting.delay(at(ms), waiter(number, 1, false, 1));
        }
        assert_eq!(waiting.deadline(), Some(at(10)));
        assert_eq!(due(&mut waiting, 9), [0; 0]);
        assert_eq!(due(&mut waiting, 20), [1, 2, 3, 4]);
        assert_eq!(due(&mut waiting, 30), [0]);
        assert_eq!((waiting.deadline(), waiting.bytes), (None, 0));
    }

    #[test]
    fn one_that_is_held_back_waits_for_its_peer_alone_and_for_a_second_at_most() {
        let mut waiting = Waiting::default();
        waiting.delay(at(5), waiter(0, 1, true, 1));
        waiting.delay(at(6), waiter(1, 1, true, 1));
        waiting.delay(at(7), waiter(2, 2, true, 1));
        assert_eq!(waiting.pop_held_back(peer(1)), None, "its delay is not over");
        assert_eq!(due(&mut waiting, 7), [0; 0]);
        assert_eq!(waiting.deadline(), Some(at(1005)));
        assert_eq!(waiting.pop_held_back(peer(1)).map(|w| w.number), Some(0));
        assert_eq!(waiting.pop_held_back(peer(1)).map(|w| w.number), Some(1));
        assert_eq!(waiting.pop_held_back(peer(1)), None);
        assert_eq!(waiting.deadline(), Some(at(1007)));
        assert_eq!(due(&mut waiting, 1007), [2]);
        assert!(waiting.held_back.is_empty() && waiting.by_time.is_empty() && waiting.bytes == 0);
    }

    #[test]
    fn a_late_call_still_counts_the_second_from_the_end_of_the_delay() {
        let mut waiting = Waiting::default();
        waiting.delay(at(5), waiter(0, 1, true, 1));
        assert_eq!(due(&mut waiting, 2000), [0]);
    }

    #[test]
    fn there_is_room_for_so_many_and_for_so_many_bytes() {
        let mut waiting = Waiting::default();
        for number in 0..MAX_WAITING as u64 {
            assert!(waiting.has_room(0));
            waiting.delay(at(number), waiter(number, 1, false, 0));
        }
        assert!(!waiting.has_room(0));
        assert_eq!(due(&mut waiting, 0).len(), 1);
        assert!(waiting.has_room(MAX_WAITING_BYTES) && !waiting.has_room(MAX_WAITING_BYTES + 1));

        let mut waiting = Waiting::default();
        waiting.delay(at(0), waiter(0, 1, true, MAX_WAITING_BYTES - 1));
        assert!(waiting.has_room(1) && !waiting.has_room(2));
        assert_eq!(due(&mut waiting, 0), [0; 0]);
        assert!(waiting.has_room(1) && !waiting.has_room(2), "held back still waits");
        waiting.pop_held_back(peer(1));
        assert!(waiting.has_room(MAX_WAITING_BYTES));
    }
}
