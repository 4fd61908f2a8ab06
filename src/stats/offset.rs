//! By how much the far clock differs from ours, and how fast it drifts away, from packets alone.
//!
//! A packet that leaves at T1 and returns at T4 by our clock, and was there from T2 to T3 by the far one, says that the
//! far clock is ahead by ((T2 - T1) - (T4 - T3)) / 2 (RFC 5905, section 8), wrong by at most half of its round-trip time,
//! however long each way took. Packets that hardly waited say it best.

use std::time::Duration;

use serde::Serialize;

use super::as_nanos;
use crate::clock::Instant;

/// At most so many windows; with one more, all become twice as wide.
const MOST_WINDOWS: usize = 128;

/// Where the windows' width begins.
const FIRST_WIDTH_NS: u64 = 100_000_000;

/// No drift is told from fewer windows.
const FEWEST_WINDOWS: usize = 8;

/// No drift is told from a shorter time.
const SHORTEST_SPAN_NS: u64 = 10_000_000_000;

/// How fast two clocks may drift apart: a part in so many, 100 ppm, as two quartzes of 50 ppm do at worst.
const DRIFT_PART: u64 = 10_000;

/// Takes packets with their times on both clocks and gives [`OffsetFigures`].
///
/// Time is cut into windows, and of each the packet of the shortest round trip is kept. There are at most 128 windows,
/// 4 KiB, however long it runs.
#[derive(Clone, Debug)]
pub struct ClockOffset {
    windows: Vec<Sample>,
    width_ns: u64,
}

/// What the far clock is ahead by, from at least one packet.
///
/// All of it trusts the far end: one that lies about its times can say anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OffsetFigures {
    /// What the far clock is ahead of ours by, in nanoseconds, at the time of the latest window's packet; below zero
    /// when it is behind.
    #[serde(rename = "offset_ns")]
    pub offset: i64,
    /// The offset is wrong by at most this, as long as the two clocks drift at most 100 ppm apart and none is set:
    /// half the round-trip time of the best packet, plus 100 ppm of the time since, plus what its own offset differs.
    #[serde(rename = "bound_ns", serialize_with = "as_nanos")]
    pub bound: Duration,
    /// By how much the far clock goes faster than ours, in parts in 10^9; below zero when it goes slower. `None` in
    /// the first 10 s, and from fewer than 8 windows.
    ///
    /// It is wrong by about what the best packets waited, divided by the time that the run spans: 100 µs in 60 s make
    /// some 1000.
    pub drift_ppb: Option<i64>,
    /// The shortest round-trip time, without the time at the far end.
    #[serde(rename = "min_rtt_ns", serialize_with = "as_nanos")]
    pub min_rtt: Duration,
}

/// The packet that a window keeps.
#[derive(Clone, Copy, Debug)]
struct Sample {
    at_ns: u64,
    offset_ns: i64,
    rtt_ns: u64,
}

/// Offsets on a straight line, all relative to a sample, whose own are too large for floating point.
struct Line {
    origin: Sample,
    at_origin_ns: f64,
    slope: f64,
}

impl ClockOffset {
    /// A packet came back at `at`, after `forward_ns` = T2 - T1 and `backward_ns` = T4 - T3. One whose round-trip time,
    /// the sum of the two, is below zero says nothing and is left out.
    pub fn record(&mut self, at: Instant, forward_ns: i64, backward_ns: i64) {
        let (forward, backward) = (i128::from(forward_ns), i128::from(backward_ns));
        let Ok(rtt_ns) = u64::try_from(forward + backward) else { return };
        let sample = Sample { at_ns: at.as_nanos(), offset_ns: ((forward - backward) / 2) as i64, rtt_ns };
        let width = self.width_ns;
        let place = self.windows.binary_search_by_key(&sample.window(width), |kept| kept.window(width));
        match place {
            Ok(window) => self.windows[window].improve(&sample),
            Err(between) => self.windows.insert(between, sample),
        }
        while self.windows.len() > MOST_WINDOWS {
            self.widen();
        }
    }

    /// The figures so far; `None` before the first packet.
    pub fn summary(&self) -> Option<OffsetFigures> {
        let line = self.line();
        let (offset, bound_ns) = self.estimate(self.windows.last()?.at_ns, line.as_ref())?;
        Some(OffsetFigures {
            offset,
            bound: Duration::from_nanos(bound_ns),
            drift_ppb: line.map(|line| (line.slope * 1e9).round() as i64),
            min_rtt: Duration::from_nanos(self.min_rtt_ns()?),
        })
    }

    /// What the far clock is ahead by at `at`, in nanoseconds, by what is known so far, and the bound of that as in
    /// [`OffsetFigures`]; `None` before the first packet.
    pub fn estimate_at(&self, at: Instant) -> Option<(i64, Duration)> {
        let (offset, bound_ns) = self.estimate(at.as_nanos(), self.line().as_ref())?;
        Some((offset, Duration::from_nanos(bound_ns)))
    }

    /// The offset and how wrong it may be: by the line, where the best packet for that time allows it. Where it does
    /// not, a clock was set or does not drift evenly, and that packet's own offset is better.
    fn estimate(&self, at_ns: u64, line: Option<&Line>) -> Option<(i64, u64)> {
        let best = self.windows.iter().min_by_key(|sample| sample.bound_ns(at_ns))?;
        let bound_ns = best.bound_ns(at_ns);
        let by_line = line.map(|line| line.offset_ns(at_ns));
        let allowed = by_line.filter(|offset| offset.abs_diff(best.offset_ns) <= bound_ns);
        let offset_ns = allowed.unwrap_or(best.offset_ns);
        Some((offset_ns, bound_ns.saturating_add(offset_ns.abs_diff(best.offset_ns))))
    }

    /// Weighted least squares through the windows; `None` while a drift would be a guess.
    fn line(&self) -> Option<Line> {
        let (first, last) = (self.windows.first()?, self.windows.last()?);
        if self.windows.len() < FEWEST_WINDOWS || last.at_ns - first.at_ns < SHORTEST_SPAN_NS {
            return None;
        }
        // A packet's offset is as uncertain as it waited: longer than the fastest, and what is usual in any case.
        let min_rtt_ns = self.min_rtt_ns()?;
        let waited = |sample: &Sample| (sample.rtt_ns - min_rtt_ns) as f64;
        let usual = (self.windows.iter().map(waited).sum::<f64>() / self.windows.len() as f64).max(1.0);
        let points = self.windows.iter().map(|sample| {
            let weight = (1.0 + waited(sample) / usual).powi(-2);
            (weight, difference(sample.at_ns, last.at_ns), difference(sample.offset_ns, last.offset_ns))
        });
        let weights: f64 = points.clone().map(|(weight, ..)| weight).sum();
        let mean_at = points.clone().map(|(weight, at, _)| weight * at).sum::<f64>() / weights;
        let mean_offset = points.clone().map(|(weight, _, offset)| weight * offset).sum::<f64>() / weights;
        let (mut both, mut squares) = (0.0, 0.0);
        for (weight, at, offset) in points {
            both += weight * (at - mean_at) * (offset - mean_offset);
            squares += weight * (at - mean_at).powi(2);
        }
        let slope = both / squares;
        Some(Line { origin: *last, at_origin_ns: mean_offset - slope * mean_at, slope })
    }

    fn min_rtt_ns(&self) -> Option<u64> {
        self.windows.iter().map(|sample| sample.rtt_ns).min()
    }

    /// Makes windows twice as wide. Each new one is two old ones, so nothing is lost but the worse packet of the two.
    fn widen(&mut self) {
        self.width_ns *= 2;
        let width = self.width_ns;
        self.windows.dedup_by(|later, kept| {
            let together = later.window(width) == kept.window(width);
            if together {
                kept.improve(later);
            }
            together
        });
    }
}

impl Default for ClockOffset {
    fn default() -> ClockOffset {
        ClockOffset { windows: Vec::new(), width_ns: FIRST_WIDTH_NS }
    }
}

impl Sample {
    fn window(&self, width_ns: u64) -> u64 {
        self.at_ns / width_ns
    }

    fn improve(&mut self, other: &Sample) {
        if other.rtt_ns <= self.rtt_ns {
            *self = *other;
        }
    }

    /// How wrong this offset may be at another time.
    fn bound_ns(&self, at_ns: u64) -> u64 {
        self.rtt_ns.div_ceil(2).saturating_add(self.at_ns.abs_diff(at_ns) / DRIFT_PART)
    }
}

impl Line {
    fn offset_ns(&self, at_ns: u64) -> i64 {
        let further = self.at_origin_ns + self.slope * difference(at_ns, self.origin.at_ns);
        let offset = i128::from(self.origin.offset_ns).saturating_add(further.round() as i128);
        offset.clamp(i64::MIN.into(), i64::MAX.into()) as i64
    }
}

/// Taken before it becomes floating point, which has no room for years in nanoseconds.
fn difference(one: impl Into<i128>, other: impl Into<i128>) -> f64 {
    (one.into() - other.into()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;
    use proptest::prelude::*;
    use serde_json::json;

    const SECOND: u64 = 1_000_000_000;
    const YEARS: i64 = 50 * 365 * 86_400 * 1_000_000_000;

    /// A far clock, and a path on which each way takes its base and, on top, a random wait, exponentially distributed.
    #[derive(Clone, Copy, Debug)]
    struct World {
        ahead_ns: i64,
        drift_ppb: i64,
        there_ns: i64,
        back_ns: i64,
        mean_wait_ns: f64,
    }

    impl World {
        /// What is to be found out.
        fn truth(&self, at_ns: i64) -> i64 {
            self.ahead_ns + (i128::from(at_ns) * i128::from(self.drift_ppb) / 1_000_000_000) as i64
        }

        /// Packets sent from `from` to `to`, in seconds, so many a second; and when the last came back.
        fn run(&self, offset: &mut ClockOffset, (from, to): (u64, u64), rate: u64, rng: &mut Rng) -> i64 {
            let mut came = 0;
            for packet in from * rate..to * rate {
                let t1 = (packet * (SECOND / rate)) as i64;
                let there = t1 + self.there_ns + self.wait(rng);
                let leaves = there + 20_000;
                let t4 = leaves + self.back_ns + self.wait(rng);
                let (t2, t3) = (there + self.truth(there), leaves + self.truth(leaves));
                offset.record(Instant::from_nanos(t4 as u64), t2 - t1, t4 - t3);
                came = t4;
            }
            came
        }

        fn wait(&self, rng: &mut Rng) -> i64 {
            (-self.mean_wait_ns * (1.0 - rng.f64()).ln()) as i64
        }
    }

    const LAN: World =
        World { ahead_ns: 0, drift_ppb: 0, there_ns: 100_000, back_ns: 100_000, mean_wait_ns: 50_000.0 };

    fn assert_within_bound(world: &World, offset: &ClockOffset) {
        let figures = offset.summary().unwrap();
        let at = offset.windows.last().unwrap().at_ns;
        let wrong = figures.offset.abs_diff(world.truth(at as i64));
        assert!(u128::from(wrong) <= figures.bound.as_nanos(), "{wrong} ns wrong: {figures:?} of {world:?}");
        assert_eq!(offset.estimate_at(Instant::from_nanos(at)), Some((figures.offset, figures.bound)));
    }

    #[test]
    fn nothing_recorded_has_no_figures() {
        assert_eq!(ClockOffset::default().summary(), None);
        assert_eq!(ClockOffset::default().estimate_at(Instant::from_nanos(5)), None);
    }

    #[test]
    fn one_packet_by_hand() {
        // The far clock is 1000 ahead; 300 there and 100 back, so it looks 100 more.
        let mut offset = ClockOffset::default();
        offset.record(Instant::from_nanos(SECOND), 1300, -900);
        let expected = OffsetFigures {
            offset: 1100,
            bound: Duration::from_nanos(200),
            drift_ppb: None,
            min_rtt: Duration::from_nanos(400),
        };
        assert_eq!(offset.summary(), Some(expected));
        let json = json!({ "offset_ns": 1100, "bound_ns": 200, "drift_ppb": null, "min_rtt_ns": 400 });
        assert_eq!(serde_json::to_value(expected).unwrap(), json);
    }

    #[test]
    fn the_packet_of_the_shortest_round_trip_is_believed() {
        let mut offset = ClockOffset::default();
        for (ms, forward, backward) in [(0, 90_000, 10_000), (10, 5500, -4500), (20, 10_000, 90_000)] {
            offset.record(Instant::from_nanos(ms * 1_000_000), forward, backward);
        }
        let figures = offset.summary().unwrap();
        assert_eq!((figures.offset, figures.bound), (5000, Duration::from_nanos(500)));
    }

    #[test]
    fn a_round_trip_below_zero_is_left_out() {
        let mut offset = ClockOffset::default();
        offset.record(Instant::from_nanos(1), 1000, -1001);
        offset.record(Instant::from_nanos(1), i64::MIN, i64::MIN);
        assert_eq!(offset.summary(), None);
    }

    #[test]
    fn a_drift_needs_ten_seconds_and_eight_windows() {
        let drift = |step_ms: u64, packets: u64| {
            let mut offset = ClockOffset::default();
            for packet in 0..packets {
                let ns = packet * step_ms * 1_000_000;
                // 20 ppm, on a path that takes no time at all.
                let ahead = (ns / 50_000) as i64;
                offset.record(Instant::from_nanos(ns), ahead, -ahead);
            }
            offset.summary().unwrap().drift_ppb
        };
        assert_eq!(drift(100, 100), None);
        assert_eq!(drift(100, 101), Some(20_000));
        assert_eq!(drift(2000, 7), None);
        assert_eq!(drift(2000, 8), Some(20_000));
    }

    #[test]
    fn before_a_drift_is_known_the_offset_is_within_the_bound() {
        for drift_ppb in [-50_000, 0, 50_000] {
            let world = World { drift_ppb, ahead_ns: YEARS, ..LAN };
            let mut offset = ClockOffset::default();
            for second in 0..9 {
                world.run(&mut offset, (second, second + 1), 10, &mut Rng::with_seed(second));
                assert_within_bound(&world, &offset);
                assert_eq!(offset.summary().unwrap().drift_ppb, None);
            }
        }
    }

    #[test]
    fn weeks_take_no_more_memory_than_minutes() {
        let world = World { drift_ppb: -20_000, ahead_ns: -YEARS, ..LAN };
        let mut offset = ClockOffset::default();
        let weeks = 3 * 7 * 86_400;
        for minute in 0..weeks / 60 {
            world.run(&mut offset, (minute * 60, minute * 60 + 1), 3, &mut Rng::with_seed(minute));
            assert!(offset.windows.len() <= 128 && offset.windows.capacity() <= 256);
        }
        assert!(offset.windows.len() >= 32, "{}", offset.windows.len());
        assert_within_bound(&world, &offset);
        let drift = offset.summary().unwrap().drift_ppb.unwrap();
        assert!((drift + 20_000).abs() <= 1, "{drift} ppb");
    }

    #[test]
    fn packets_that_waited_hardly_count_for_the_drift() {
        // Every fourth window waits up to 1 ms on the way there alone, longer and longer: by itself, 8 ppm in a minute.
        let mut offset = ClockOffset::default();
        for second in 0..60 {
            let waits = if second % 4 == 3 { second as i64 * 1_000_000 / 60 } else { 0 };
            offset.record(Instant::from_nanos(second * SECOND), 100_000 + waits, 100_000);
        }
        let drift = offset.summary().unwrap().drift_ppb.unwrap();
        assert!(drift.abs() <= 500, "{drift} ppb");
    }

    #[test]
    fn a_clock_that_is_set_is_followed() {
        let mut offset = ClockOffset::default();
        let mut rng = Rng::with_seed(7);
        LAN.run(&mut offset, (0, 100), 10, &mut rng);
        let set = World { ahead_ns: -3 * SECOND as i64, ..LAN };
        set.run(&mut offset, (100, 110), 10, &mut rng);
        assert_within_bound(&set, &offset);
    }

    #[test]
    fn packets_out_of_order_and_of_any_times_do_no_harm() {
        let mut offset = ClockOffset::default();
        let mut rng = Rng::with_seed(3);
        for _ in 0..10_000 {
            let at = rng.u64(..) >> rng.u32(..64);
            offset.record(Instant::from_nanos(at), rng.i64(..), rng.i64(..));
            assert!(offset.windows.len() <= 128);
            assert!(offset.windows.is_sorted_by_key(|sample| sample.at_ns));
        }
        offset.record(Instant::from_nanos(0), i64::MAX, i64::MAX);
        offset.record(Instant::from_nanos(u64::MAX), i64::MAX, i64::MIN + 1);
        let figures = offset.summary().unwrap();
        assert_eq!((figures.offset, figures.min_rtt), (i64::MAX, Duration::ZERO));
    }

    proptest! {
        #[test]
        fn the_true_offset_is_within_the_bound(world in any_world(), seconds in 1..90u64, seed: u64) {
            let mut offset = ClockOffset::default();
            let came = world.run(&mut offset, (0, seconds), 10, &mut Rng::with_seed(seed));
            assert_within_bound(&world, &offset);

            let figures = offset.summary().unwrap();
            let shortest = Duration::from_nanos((world.there_ns + world.back_ns) as u64);
            prop_assert!(figures.min_rtt + Duration::from_micros(1) >= shortest);

            // At any time of the run a packet came within a second or so; no wait is 20 times the mean.
            let longest = world.there_ns + world.back_ns + 40 * world.mean_wait_ns as i64;
            for at in [came / 3, came / 2, came] {
                let ours = offset.estimate_at(Instant::from_nanos(at as u64)).unwrap().0;
                let wrong = ours.abs_diff(world.truth(at)) as i64;
                prop_assert!(wrong <= longest + 2 * SECOND as i64 / 10_000, "{wrong} ns wrong");
            }
        }

        /// Waits of 100 µs on average each way, 10 packets a second: the drift is known within 1 ppm after a minute,
        /// whatever the offset and however unlike the two ways are.
        #[test]
        fn the_true_drift_is_known_after_a_minute(world in any_world(), seconds in 60..200u64, seed: u64) {
            let world = World { mean_wait_ns: 100_000.0, ..world };
            let mut offset = ClockOffset::default();
            world.run(&mut offset, (0, seconds), 10, &mut Rng::with_seed(seed));
            let drift = offset.summary().unwrap().drift_ppb.unwrap();
            prop_assert!(drift.abs_diff(world.drift_ppb) <= 1000, "{drift} ppb");
        }
    }

    fn any_world() -> impl Strategy<Value = World> {
        let ahead = prop_oneof![-1_000_000..1_000_000i64, -YEARS..YEARS];
        let way = || prop_oneof![10_000..1_000_000i64, 1_000_000..100_000_000i64];
        (ahead, -50_000..50_000i64, way(), way(), 0.0..5_000_000.0).prop_map(
            |(ahead_ns, drift_ppb, there_ns, back_ns, mean_wait_ns)| World {
                ahead_ns,
                drift_ppb,
                there_ns,
                back_ns,
                mean_wait_ns,
            },
        )
    }
}
