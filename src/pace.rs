//! How often something may happen: a token bucket, and a brake for log lines.
//!
//! Pure: time comes in as `now`.

use std::time::Duration;

use crate::clock::Instant;

/// Lets `rate` things a second pass, and a second's worth of them at once.
///
/// Kept as the one instant at which the bucket will be full again, so a bucket is eight bytes.
#[derive(Clone, Copy, Debug)]
pub struct TokenBucket {
    full_at: Instant,
}

impl TokenBucket {
    /// A full bucket.
    pub fn full(now: Instant) -> TokenBucket {
        TokenBucket { full_at: now }
    }

    /// Takes a token when there is one. `rate` is in tokens a second; 0 never has any.
    pub fn take(&mut self, now: Instant, rate: u64) -> bool {
        let Some(one) = 1_000_000_000u64.checked_div(rate) else { return false };
        let after = self.full_at.max(now) + Duration::from_nanos(one);
        let fits = after.since(now) <= Duration::from_secs(1);
        if fits {
            self.full_at = after;
        }
        fits
    }

    /// Whether it holds all its tokens, so that forgetting it changes nothing.
    pub fn is_full(&self, now: Instant) -> bool {
        self.full_at <= now
    }
}

/// Slots at equal distances from a start: where the nth is depends on no other, so lateness never adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    start: Instant,
    interval_ns: u64,
}

impl Grid {
    /// A grid whose slot 0 is at `start`. An interval below a nanosecond counts as one.
    pub fn new(start: Instant, interval: Duration) -> Grid {
        let interval_ns = u64::try_from(interval.as_nanos()).unwrap_or(u64::MAX).max(1);
        Grid { start, interval_ns }
    }

    /// When the nth slot is; far beyond all time, the last instant there is.
    pub fn slot(&self, n: u64) -> Instant {
        Instant::from_nanos(self.start.as_nanos().saturating_add(n.saturating_mul(self.interval_ns)))
    }

    /// The slot to use now by a sender who waited for slot `n`: `n` itself, or the latest that has begun when it
    /// is late by an interval or more. Those between are missed.
    pub fn current(&self, n: u64, now: Instant) -> u64 {
        n.max(now.as_nanos().saturating_sub(self.start.as_nanos()) / self.interval_ns)
    }
}

/// Which of several sockets the next packet leaves from, given until when each is kept for an unanswered packet:
/// one that is free when there is one, else the one that has waited longest. Equal ones in order, so that a client
/// that is always answered uses the first alone.
pub fn pick(kept_until: impl IntoIterator<Item = Instant>) -> usize {
    kept_until.into_iter().enumerate().min_by_key(|(_, until)| *until).map_or(0, |(index, _)| index)
}

/// Lets one line a second pass and counts the others.
#[derive(Clone, Copy, Debug, Default)]
pub struct OncePerSecond {
    next: Instant,
    held_back: u64,
}

impl OncePerSecond {
    /// `Some(n)` when a line may be shown now, `n` having been held back since the last one.
    pub fn pass(&mut self, now: Instant) -> Option<u64> {
        if now < self.next {
            self.held_back += 1;
            return None;
        }
        self.next = now + Duration::from_secs(1);
        Some(std::mem::take(&mut self.held_back))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn at(ms: u64) -> Instant {
        Instant::from_nanos(ms * 1_000_000)
    }

    #[test]
    fn a_bucket_gives_a_second_at_once_and_then_its_rate() {
        let mut bucket = TokenBucket::full(at(0));
        assert_eq!((0..100).filter(|_| bucket.take(at(0), 50)).count(), 50);
        assert!(!bucket.take(at(19), 50));
        assert!(bucket.take(at(20), 50));
        assert!(!bucket.take(at(20), 50));
        assert!(!bucket.is_full(at(1000)));
        assert!(bucket.is_full(at(1020)));
        assert!(!TokenBucket::full(at(0)).take(at(0), 0));
    }

    #[test]
    fn a_late_sender_skips_slots_and_does_not_drift() {
        let grid = Grid::new(at(5), Duration::from_millis(10));
        assert_eq!(grid.slot(0), at(5));
        assert_eq!(grid.slot(1_000_000), at(10_000_005));
        assert_eq!(grid.current(3, at(35)), 3);
        assert_eq!(grid.current(3, at(44)), 3, "late, but not by an interval");
        assert_eq!(grid.current(3, at(45)), 4);
        assert_eq!(grid.current(3, at(99)), 9);
        assert_eq!(grid.current(3, at(0)), 3, "early");
        assert_eq!(grid.slot(u64::MAX), Instant::from_nanos(u64::MAX));
    }

    #[test]
    fn the_first_free_socket_is_picked_or_the_one_that_waited_longest() {
        assert_eq!(pick([at(0), at(0), at(0)]), 0);
        assert_eq!(pick([at(7), at(0), at(0)]), 1);
        assert_eq!(pick([at(7), at(9), at(5)]), 2);
        assert_eq!(pick([]), 0);
    }

    #[test]
    fn one_line_a_second_passes() {
        let mut brake = OncePerSecond::default();
        assert_eq!(brake.pass(at(0)), Some(0));
        assert_eq!(brake.pass(at(1)), None);
        assert_eq!(brake.pass(at(999)), None);
        assert_eq!(brake.pass(at(1000)), Some(2));
    }

    proptest! {
        #[test]
        fn no_window_sees_more_than_its_rate_and_one_burst(gaps in prop::collection::vec(0u64..100, 1..400), rate in 1u64..500) {
            let (mut bucket, mut ms, mut taken) = (TokenBucket::full(at(0)), 0, 0);
            for gap in gaps {
                ms += gap;
                taken += u64::from(bucket.take(at(ms), rate));
            }
            // 10^9 / rate is rounded down, which lets at most one token in 10^9 / rate too many through.
            prop_assert!(taken <= rate + ms * rate / 1000 + 2, "{taken} in {ms} ms at {rate}/s");
        }
    }
}
