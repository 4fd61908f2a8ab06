//! Whether our own wall clock was set while packets were under way: the monotonic clock tells.

use super::signed;
use crate::clock::Moment;

/// What the two clocks may drift apart between two looks without one having been set: the kernel corrects the wall
/// clock by at most 500 parts in a million, and two looks at both are not at one instant.
const DRIFT_PER_THOUSAND: u64 = 1;
const LOOK_NS: u64 = 100_000;

/// By how much the wall clock was set between two moments, in nanoseconds; zero when it was not.
pub fn moved_ns(from: Moment, to: Moment) -> i64 {
    let went_ns = signed(to.instant - from.instant);
    let moved = to.unix_ns.wrapping_sub(from.unix_ns).cast_signed().saturating_sub(went_ns);
    if moved.unsigned_abs() <= tolerated_ns(went_ns) { 0 } else { moved }
}

/// By how much times on the two clocks that are so far apart may differ.
pub fn tolerated_ns(went_ns: i64) -> u64 {
    LOOK_NS + went_ns.unsigned_abs() / 1000 * DRIFT_PER_THOUSAND
}

/// Follows both clocks.
#[derive(Clone, Copy, Debug, Default)]
pub struct WallClock {
    last: Option<Moment>,
    steps: u64,
    moved_ns: i64,
}

impl WallClock {
    /// Takes what both clocks say, and gives by how much the wall clock has been set since the last look, in
    /// nanoseconds; zero when it has not. Looks may come a little out of order.
    pub fn look(&mut self, now: Moment) -> i64 {
        let last = *self.last.get_or_insert(now);
        if now.instant < last.instant {
            return 0;
        }
        self.last = Some(now);
        let moved = moved_ns(last, now);
        self.steps += u64::from(moved != 0);
        self.moved_ns = self.moved_ns.saturating_add(moved);
        moved
    }

    /// How often it was set.
    pub const fn steps(&self) -> u64 {
        self.steps
    }

    /// By how much in all, in nanoseconds: what is to be taken off a time after the steps to compare it with one before.
    pub const fn moved_ns(&self) -> i64 {
        self.moved_ns
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Instant;

    const SECOND: u64 = 1_000_000_000;

    fn look(clock: &mut WallClock, instant_ns: u64, unix_ns: u64) -> i64 {
        clock.look(Moment { instant: Instant::from_nanos(instant_ns), unix_ns })
    }

    #[test]
    fn a_clock_that_is_corrected_slowly_has_not_been_set() {
        let mut clock = WallClock::default();
        for second in 0..1000 {
            // 400 parts in a million ahead, and never in one step.
            assert_eq!(look(&mut clock, second * SECOND, 1_000 * SECOND + second * (SECOND + 400_000)), 0);
        }
        assert_eq!((clock.steps(), clock.moved_ns()), (0, 0));
    }

    #[test]
    fn a_step_is_seen_either_way() {
        let mut clock = WallClock::default();
        assert_eq!(look(&mut clock, SECOND, 1_000 * SECOND), 0);
        assert_eq!(look(&mut clock, 2 * SECOND, 1_006 * SECOND), 5 * SECOND as i64);
        assert_eq!(look(&mut clock, 3 * SECOND, 1_007 * SECOND), 0);
        assert_eq!(look(&mut clock, 4 * SECOND, 1_006 * SECOND), -2 * SECOND as i64);
        assert_eq!((clock.steps(), clock.moved_ns()), (2, 3 * SECOND as i64));
        // A look from before the last one says nothing.
        assert_eq!(look(&mut clock, SECOND, 0), 0);
    }
}
