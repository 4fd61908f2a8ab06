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
