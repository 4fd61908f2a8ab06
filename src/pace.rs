//! How often something may happen: a token bucket, slots to send at, and a brake for log lines.
//!
//! Pure: time comes in as `now`.

mod sampling;
mod wake;

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::clock::Instant;
use crate::value::read_by_text;

pub use sampling::{Sampling, Slots, Taken};
pub use wake::WakeLead;

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

/// Lets things pass that are an interval apart on average, and those of a second at once: packets that a network has
/// bunched are none too many.
#[derive(Clone, Copy, Debug)]
pub struct Spacing {
    next: Instant,
}

impl Spacing {
    /// How much of an average may come at once.
    const BUNCH: Duration = Duration::from_secs(1);

    /// Before the first one.
    pub const fn new(now: Instant) -> Spacing {
        Spacing { next: now }
    }

    /// Whether one more may pass; with an interval of zero all do.
    pub fn take(&mut self, now: Instant, interval: Duration) -> bool {
        let next = self.next.max(now);
        let passes = next.since(now) + interval <= Self::BUNCH.max(interval);
        if passes {
            self.next = next + interval;
        }
        passes
    }
}

/// What an interval is multiplied by from one packet to the next: above 0, at most 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor(f64);

// It is never NaN.
impl Eq for Factor {}

impl Factor {
    /// The number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl FromStr for Factor {
    type Err = String;

    fn from_str(text: &str) -> Result<Factor, String> {
        let factor = text.trim().parse::<f64>().ok().filter(|factor| *factor > 0.0 && *factor <= 1.0);
        factor.map(Factor).ok_or_else(|| {
            format!(
                "`{}` is no factor: write a number above 0 and at most 1, as in 0.95",
                text.escape_debug()
            )
        })
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

read_by_text!(Factor);

/// How far apart slots are: always the same, or each interval a `factor` of the one before until they are as short
/// as they may get.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    first_ns: u64,
    factor: f64,
    /// How many intervals are longer than the shortest.
    shrinking: u64,
    /// How long those are together.
    shrinking_ns: u64,
    shortest_ns: u64,
}

impl Pace {
    /// Equal intervals. One below a nanosecond counts as one.
    pub fn steady(interval: Duration) -> Pace {
        let interval_ns = whole_nanos(interval);
        Pace { first_ns: interval_ns, factor: 1.0, shrinking: 0, shrinking_ns: 0, shortest_ns: interval_ns }
    }

    /// Intervals `first`, `first·factor`, `first·factor²` and so on, none shorter than `shortest` (unless `first`
    /// is) nor than a nanosecond.
    pub fn shrinking(first: Duration, factor: Factor, shortest: Duration) -> Pace {
        let (first_ns, shortest_ns) = (whole_nanos(first), whole_nanos(shortest));
        if factor.0 >= 1.0 || shortest_ns >= first_ns {
            return Pace::steady(first);
        }
        let steps = (shortest_ns as f64 / first_ns as f64).ln() / factor.0.ln();
        let mut pace =
            Pace { first_ns, factor: factor.0, shrinking: steps.ceil() as u64, shrinking_ns: 0, shortest_ns };
        pace.shrinking_ns = pace.shrunk_ns(pace.shrinking);
        pace
    }

    /// The first `n` intervals together, all of them longer than the shortest: a geometric series.
    fn shrunk_ns(&self, n: u64) -> u64 {
        // 1 - factorⁿ, without loss of digits for a factor near 1.
        let share = -(n as f64 * self.factor.ln()).exp_m1();
        (self.first_ns as f64 * share / (1.0 - self.factor)).round() as u64
    }

    /// The shortest interval there is in the end.
    pub const fn shortest(&self) -> Duration {
        Duration::from_nanos(self.shortest_ns)
    }

    /// From the first slot to the nth.
    pub fn offset(&self, n: u64) -> Duration {
        let ns = match n.checked_sub(self.shrinking) {
            None => self.shrunk_ns(n),
            Some(short) => self.shrinking_ns.saturating_add(short.saturating_mul(self.shortest_ns)),
        };
        Duration::from_nanos(ns)
    }

    /// From the nth slot to the next.
    pub fn interval(&self, n: u64) -> Duration {
        self.offset(n.saturating_add(1)).saturating_sub(self.offset(n))
    }

    /// The most of the first `count` slots that lie in any stretch of time as long as `window`. Intervals never grow,
    /// so it is the last stretch.
    pub fn most_within(&self, count: u64, window: Duration) -> u64 {
        let Some(last) = count.checked_sub(1) else { return 0 };
        let Some(from) = self.offset(last).checked_sub(window) else { return count };
        let slot = self.slot_at(from);
        let first = if self.offset(slot) < from { slot + 1 } else { slot };
        count.saturating_sub(first)
    }

    /// The latest slot that begins at most this long after the first.
    pub fn slot_at(&self, offset: Duration) -> u64 {
        let ns = u64::try_from(offset.as_nanos()).unwrap_or(u64::MAX);
        if let Some(rest) = ns.checked_sub(self.shrinking_ns) {
            return self.shrinking.saturating_add(rest / self.shortest_ns);
        }
        // Halving finds it in as many steps as the number has bits, and rounds as `offset` does.
        let (mut begun, mut not_yet) = (0, self.shrinking);
        while not_yet - begun > 1 {
            let middle = begun + (not_yet - begun) / 2;
            if self.offset(middle) <= offset { begun = middle } else { not_yet = middle }
        }
        begun
    }
}

/// At least one.
fn whole_nanos(span: Duration) -> u64 {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX).max(1)
}

/// Slots from a start on: where the nth is depends on no other, so lateness never adds up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    start: Instant,
    pace: Pace,
}

impl Grid {
    /// A grid of equal intervals whose slot 0 is at `start`.
    pub fn new(start: Instant, interval: Duration) -> Grid {
        Grid::at_pace(start, Pace::steady(interval))
    }

    /// A grid whose slot 0 is at `start`.
    pub fn at_pace(start: Instant, pace: Pace) -> Grid {
        Grid { start, pace }
    }

    /// When the nth slot is; far beyond all time, the last instant there is.
    pub fn slot(&self, n: u64) -> Instant {
        self.start + self.pace.offset(n)
    }

    /// From the nth slot to the next.
    pub fn interval(&self, n: u64) -> Duration {
        self.pace.interval(n)
    }

    /// The slot to use now by a sender who waited for slot `n`: `n` itself, or the latest that has begun when it
    /// is late by an interval or more. Those between are missed.
    pub fn current(&self, n: u64, now: Instant) -> u64 {
        n.max(self.pace.slot_at(now - self.start))
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
    fn spacing_lets_a_second_s_worth_pass_at_once() {
        let take =
            |spacing: &mut Spacing, ms, interval| spacing.take(at(ms), Duration::from_millis(interval));
        let mut tenths = Spacing::new(at(0));
        assert_eq!((0..100).filter(|_| take(&mut tenths, 0, 100)).count(), 10);
        assert!(!take(&mut tenths, 99, 100));
        assert!(take(&mut tenths, 100, 100));
        let mut slow = Spacing::new(at(0));
        let passed: Vec<bool> = [0, 4_999, 5_000].into_iter().map(|ms| take(&mut slow, ms, 5_000)).collect();
        assert_eq!(passed, [true, false, true]);
        let mut free = Spacing::new(at(0));
        assert!((0..1000).all(|_| take(&mut free, 0, 0)));
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

    fn pace(first_ms: u64, factor: &str, shortest_ms: u64) -> Pace {
        let ms = Duration::from_millis;
        Pace::shrinking(ms(first_ms), factor.parse().unwrap(), ms(shortest_ms))
    }

    #[test]
    fn each_interval_is_the_factor_of_the_one_before_down_to_the_shortest() {
        let halving = pace(800, "0.5", 100);
        let offsets: Vec<u128> = (0..8).map(|n| halving.offset(n).as_millis()).collect();
        assert_eq!(offsets, [0, 800, 1200, 1400, 1500, 1600, 1700, 1800]);
        // 400 · 0.6 · 0.6 is below 150.
        let offsets: Vec<u128> = (0..5).map(|n| pace(400, "0.6", 150).offset(n).as_millis()).collect();
        assert_eq!(offsets, [0, 400, 640, 790, 940]);
        assert_eq!(pace(10, "1", 1), Pace::steady(Duration::from_millis(10)));
        assert_eq!(
            pace(10, "0.5", 20),
            Pace::steady(Duration::from_millis(10)),
            "never longer than the first"
        );
    }

    #[test]
    fn a_sender_late_for_a_shrinking_slot_takes_the_latest_that_has_begun() {
        let grid = Grid::at_pace(at(5), pace(800, "0.5", 100));
        assert_eq!(grid.current(1, at(1204)), 1, "late, but not by an interval");
        assert_eq!(grid.current(1, at(1205)), 2);
        assert_eq!(grid.current(1, at(1504)), 3);
        assert_eq!(grid.current(1, at(1505)), 4);
        assert_eq!(grid.current(1, at(2604)), 14);
        assert_eq!(grid.current(1, at(5)), 1, "early");
        let steep =
            Grid::at_pace(at(0), Pace::shrinking(Duration::from_secs(1), Factor(0.001), Duration::ZERO));
        assert_eq!(steep.current(0, Instant::from_nanos(u64::MAX)) - 3, u64::MAX - 1_001_001_000);
    }

    #[test]
    fn the_last_stretch_has_the_most_slots() {
        let halving = pace(800, "0.5", 100);
        // Slots at 0, 800, 1200, 1400, 1500, 1600.
        for (count, window_ms, most) in
            [(0, 100, 0), (6, 0, 1), (6, 100, 2), (6, 199, 2), (6, 400, 4), (6, 9000, 6)]
        {
            assert_eq!(
                halving.most_within(count, Duration::from_millis(window_ms)),
                most,
                "{count} {window_ms}"
            );
        }
    }

    #[test]
    fn factors_lie_above_0_and_not_above_1() {
        assert_eq!("0.95".parse(), Ok(Factor(0.95)));
        assert_eq!("1".parse(), Ok(Factor(1.0)));
        for text in ["0", "-0.5", "1.01", "NaN", "inf", "95%", ""] {
            assert!(text.parse::<Factor>().unwrap_err().contains("above 0 and at most 1"), "{text}");
        }
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
        fn slots_follow_one_another_and_each_is_found_again(
            first in 1u64..10_000_000_000,
            factor in prop_oneof![0.0001f64..1.0, 0.999f64..1.0],
            shortest in 1u64..1_000_000_000,
            n in 0u64..100_000,
            late in 0.0f64..1.0,
        ) {
            let ns = Duration::from_nanos;
            let pace = Pace::shrinking(ns(first), Factor(factor), ns(shortest));
            let (slot, interval) = (pace.offset(n), pace.interval(n));
            // A nanosecond more or less is rounding.
            prop_assert!(interval + ns(2) >= ns(shortest.min(first)), "{interval:?}");
            prop_assert!(interval <= ns(first));
            prop_assert!(pace.interval(n + 1) <= interval + ns(2));
            if interval > ns(0) {
                prop_assert_eq!(pace.slot_at(slot), n);
                prop_assert_eq!(pace.slot_at(slot + interval.mul_f64(late * 0.99)), n);
            }
            let exact = first as f64 * factor.powf(n as f64);
            if exact > (shortest as f64) + 2.0 {
                let shown = interval.as_nanos() as f64;
                // What is left of 53 bits after a sum as long as this.
                let error = 2.0 + slot.as_nanos() as f64 / 1e14 + exact / 1e6;
                prop_assert!((shown - exact).abs() <= error, "{shown} is not {exact}");
            }
        }

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
