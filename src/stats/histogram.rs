//! How round-trip times are spread, in memory that does not grow with their number.

use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;

use super::{as_nanos, nanos};

/// A percentile is at most a part in 10^3 off.
pub(super) const SIGNIFICANT_DIGITS: u8 = 3;

/// [`Spread::shares`] leaves out what brings neither the time nor the share this part of its range further.
const STEPS: u64 = 240;

/// Takes round-trip times one at a time and gives their [`Distribution`].
///
/// Percentiles come from a histogram, everything else from exact counts and sums. The histogram is made at the
/// first round trip and widens, by doublings, only when a longer one comes: an idle `Spread` is 160 bytes, one of
/// times up to 100 µs uses 64 KiB, up to 100 ms 144 KiB, and none more than 264 KiB. Bounds from 1 ns to an hour
/// given at once would cost each of them the 264 KiB, and save at most 31 moves of it in its whole life.
#[derive(Clone, Debug)]
pub struct Spread {
    buckets: Option<Histogram<u64>>,
    count: u64,
    min_ns: u64,
    max_ns: u64,
    // An hour squared is under 2^84 ns², so both are exact for 2^44 round trips.
    sum_ns: u128,
    sum_of_squares: u128,
}

/// Figures of some round-trip times, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Distribution {
    /// How many.
    pub count: u64,
    /// The shortest, exactly.
    #[serde(rename = "min_ns", serialize_with = "as_nanos")]
    pub min: Duration,
    /// The arithmetic mean, exact but for rounding to a nanosecond.
    #[serde(rename = "mean_ns", serialize_with = "as_nanos")]
    pub mean: Duration,
    /// The 50th percentile.
    ///
    /// Percentiles are by nearest rank: the p-th of n is the ⌈p·n/100⌉-th shortest, one that did occur. Each is at
    /// most 0.1 % too long, and never longer than the longest.
    #[serde(rename = "median_ns", serialize_with = "as_nanos")]
    pub median: Duration,
    /// The 90th percentile.
    #[serde(rename = "p90_ns", serialize_with = "as_nanos")]
    pub p90: Duration,
    /// The 95th percentile.
    #[serde(rename = "p95_ns", serialize_with = "as_nanos")]
    pub p95: Duration,
    /// The 99th percentile.
    #[serde(rename = "p99_ns", serialize_with = "as_nanos")]
    pub p99: Duration,
    /// The 99.9th percentile.
    #[serde(rename = "p99_9_ns", serialize_with = "as_nanos")]
    pub p99_9: Duration,
    /// The longest, exactly.
    #[serde(rename = "max_ns", serialize_with = "as_nanos")]
    pub max: Duration,
    /// The standard deviation of these round trips themselves (divided by n), which other pings call mdev.
    #[serde(rename = "stddev_ns", serialize_with = "as_nanos")]
    pub stddev: Duration,
}

impl Spread {
    /// What is longer counts as this long.
    pub const LONGEST: Duration = Duration::from_secs(3600);

    /// Takes one round-trip time.
    pub fn record(&mut self, rtt: Duration) {
        let ns = nanos(rtt.min(Self::LONGEST));
        if self.buckets.is_none() {
            // Refuses only numbers of digits above 5.
            self.buckets = Histogram::new(SIGNIFICANT_DIGITS).ok();
        }
        if let Some(buckets) = &mut self.buckets {
            // Never fails: it grows until `ns` fits, and an hour does.
            let _ = buckets.record(ns);
        }
        self.count += 1;
        self.min_ns = self.min_ns.min(ns);
        self.max_ns = self.max_ns.max(ns);
        self.sum_ns += u128::from(ns);
        self.sum_of_squares += u128::from(ns) * u128::from(ns);
    }

    /// Takes all that `other` took.
    pub fn merge(&mut self, other: &Spread) {
        match (&mut self.buckets, &other.buckets) {
            (Some(ours), Some(theirs)) => {
                // Never fails, as in `record`.
                let _ = ours.add(theirs);
            }
            (None, theirs) => self.buckets.clone_from(theirs),
            (Some(_), None) => {}
        }
        self.count += other.count;
        self.min_ns = self.min_ns.min(other.min_ns);
        self.max_ns = self.max_ns.max(other.max_ns);
        self.sum_ns += other.sum_ns;
        self.sum_of_squares += other.sum_of_squares;
    }

    /// The figures so far; `None` before the first round trip.
    pub fn summary(&self) -> Option<Distribution> {
        let count = u128::from(self.count);
        let mean = (self.sum_ns + count / 2).checked_div(count)?;
        Some(Distribution {
            count: self.count,
            min: Duration::from_nanos(self.min_ns),
            mean: Duration::from_nanos(mean as u64),
            median: self.percentile(0.50)?,
            p90: self.percentile(0.90)?,
            p95: self.percentile(0.95)?,
            p99: self.percentile(0.99)?,
            p99_9: self.percentile(0.999)?,
            max: Duration::from_nanos(self.max_ns),
            stddev: Duration::from_nanos(self.stddev_ns()),
        })
    }

    /// The time that `quantile` (from 0 to 1) of the round trips did not exceed, as [`Distribution::median`] is that
    /// of 0.5. 0 and below is the shortest, 1 and above the longest. `None` before the first round trip.
    pub fn percentile(&self, quantile: f64) -> Option<Duration> {
        let ns = self.buckets.as_ref()?.value_at_quantile(quantile.max(0.0));
        // The histogram says the upper end of a bucket, which may lie beyond the longest.
        Some(Duration::from_nanos(ns.clamp(self.min_ns, self.max_ns)))
    }

    /// The cumulative distribution, to be drawn: times, rising, each with the share of all round trips that were at
    /// most that long, up to the longest with 1. Empty before the first round trip.
    ///
    /// At most 482 points. The shares are exact. Of the points left out, each lies less than a 240th of all round
    /// trips, and less than a 240th of the way from the shortest to the longest, beyond the one shown before it.
    pub fn shares(&self) -> Vec<(Duration, f64)> {
        let mut points = Vec::new();
        let Some(buckets) = &self.buckets else { return points };
        let (step_ns, step) = ((self.max_ns - self.min_ns) / STEPS, self.count / STEPS);
        let mut shown = None;
        let mut seen = 0;
        for bucket in buckets.iter_recorded() {
            seen += bucket.count_since_last_iteration();
            let ns = bucket.value_iterated_to().clamp(self.min_ns, self.max_ns);
            let further = |(shown_ns, shown)| ns - shown_ns > step_ns || seen - shown > step;
            if shown.is_none_or(further) || seen == self.count {
                points.push((Duration::from_nanos(ns), seen as f64 / self.count as f64));
                shown = Some((ns, seen));
            }
        }
        points
    }

    fn stddev_ns(&self) -> u64 {
        // Deviations are taken from the mean rounded down, in integers, and corrected for the rest: the squares
        // of long times that hardly differ would cancel to nothing in floating point.
        let count = u128::from(self.count);
        let (mean, rest) = (self.sum_ns / count, self.sum_ns % count);
        let squares = self.sum_of_squares - mean * self.sum_ns - mean * rest;
        let (count, rest) = (count as f64, rest as f64);
        let variance = (squares as f64 - rest * rest / count) / count;
        variance.max(0.0).sqrt().round() as u64
    }
}

impl Default for Spread {
    fn default() -> Spread {
        Spread { buckets: None, count: 0, min_ns: u64::MAX, max_ns: 0, sum_ns: 0, sum_of_squares: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const HOUR: u64 = 3_600_000_000_000;

    #[test]
    fn nothing_recorded_has_no_figures() {
        let mut spread = Spread::default();
        assert_eq!(spread.summary(), None);
        spread.merge(&Spread::default());
        assert_eq!(spread.summary(), None);
        assert!(size_of::<Spread>() <= 256, "{}", size_of::<Spread>());
    }

    #[test]
    fn one_round_trip_is_every_figure() {
        // 12,345,678 is no end of a bucket, yet no percentile leaves [min, max].
        let one = Duration::from_nanos(12_345_678);
        let zero = Duration::ZERO;
        let expected = Distribution {
            count: 1,
            min: one,
            mean: one,
            median: one,
            p90: one,
            p95: one,
            p99: one,
            p99_9: one,
            max: one,
            stddev: zero,
        };
        assert_eq!(of(&[12_345_678]), Some(expected));
        assert_eq!(of(&[0]).map(|d| (d.min, d.p99, d.max)), Some((zero, zero, zero)));
    }

    #[test]
    fn figures_by_hand() {
        // Deviations from the mean of 5: 3 1 1 1 0 0 2 4, squared 32 in all, 4 each, so 2.
        let d = of(&[9, 4, 2, 5, 4, 7, 4, 5]).unwrap();
        assert_eq!(
            [d.min, d.mean, d.median, d.p90, d.p95, d.p99, d.p99_9, d.max, d.stddev].map(nanos),
            [2, 5, 4, 9, 9, 9, 9, 9, 2]
        );
        // 1 to 100: 5050 / 100 is 50.5, rounded up; (100² - 1) / 12 is 833.25, whose root is 28.87.
        let d = of(&(1..=100).collect::<Vec<_>>()).unwrap();
        assert_eq!(
            [d.min, d.mean, d.median, d.p90, d.p95, d.p99, d.p99_9, d.max, d.stddev].map(nanos),
            [1, 51, 50, 90, 95, 99, 100, 100, 29]
        );
    }

    #[test]
    fn long_times_that_hardly_differ_keep_their_deviation() {
        // A bucket at 100 s is 67 ms wide. Here deviations from the mean are -1.5 three times and 4.5: 27 / 4 = 2.6².
        let (usual, longer) = (100_000_000_000, 100_000_000_006);
        let d = of(&[usual, usual, usual, longer].repeat(1000)).unwrap();
        assert_eq!((nanos(d.mean), nanos(d.stddev)), (100_000_000_002, 3));
    }

    #[test]
    fn longer_than_an_hour_counts_as_an_hour() {
        let mut spread = Spread::default();
        spread.record(Duration::MAX);
        spread.record(Duration::from_secs(3601));
        let d = spread.summary().unwrap();
        assert_eq!([d.min, d.mean, d.median, d.p99, d.max], [Spread::LONGEST; 5]);
        assert_eq!(d.stddev, Duration::ZERO);
        let bytes = spread.buckets.unwrap().distinct_values() * size_of::<u64>();
        assert!(bytes <= 264 << 10, "{bytes} bytes");
    }

    #[test]
    fn names_and_units_are_in_the_json() {
        let json = serde_json::to_value(of(&[1, 3])).unwrap();
        let expected = json!({
            "count": 2, "min_ns": 1, "mean_ns": 2, "median_ns": 1, "p90_ns": 3, "p95_ns": 3, "p99_ns": 3,
            "p99_9_ns": 3, "max_ns": 3, "stddev_ns": 1,
        });
        assert_eq!(json, expected);
    }

    #[test]
    fn a_percentile_beyond_the_ends_is_an_end() {
        assert_eq!(Spread::default().percentile(0.5), None);
        let spread = spread(&[1_000_001, 2_000_001, 3_000_001]);
        let percentile = |quantile| spread.percentile(quantile).map(nanos);
        for (quantile, ns) in [(-1.0, 1_000_001), (0.0, 1_000_001), (f64::NAN, 1_000_001), (1.0, 3_000_001)] {
            assert_eq!(percentile(quantile), Some(ns), "{quantile}");
        }
        assert_eq!(percentile(f64::INFINITY), Some(3_000_001));
    }

    #[test]
    fn shares_by_hand() {
        assert_eq!(Spread::default().shares(), []);
        let ns = Duration::from_nanos;
        assert_eq!(spread(&[7, 3, 3, 9]).shares(), [(ns(3), 0.5), (ns(7), 0.75), (ns(9), 1.0)]);
        assert_eq!(spread(&[12_345_678]).shares(), [(ns(12_345_678), 1.0)]);
    }

    proptest! {
        #[test]
        fn figures_are_those_of_the_sorted_list(mut list in prop::collection::vec(any_ns(), 1..400)) {
            let d = of(&list).unwrap();
            list.sort_unstable();
            let n = list.len();
            let (min, max) = (list[0], list[n - 1]);
            prop_assert_eq!((d.count, nanos(d.min), nanos(d.max)), (n as u64, min, max));

            let sum: u128 = list.iter().map(|ns| u128::from(*ns)).sum();
            prop_assert!((u128::from(nanos(d.mean)) * n as u128).abs_diff(sum) * 2 <= n as u128);

            for (per_mille, ours) in
                [(500, d.median), (900, d.p90), (950, d.p95), (990, d.p99), (999, d.p99_9)]
            {
                let exact = list[(n * per_mille).div_ceil(1000) - 1];
                let ours = nanos(ours);
                prop_assert!(
                    (exact..=exact + exact / 1000).contains(&ours),
                    "{per_mille} ‰ {ours}, exactly {exact}"
                );
                prop_assert!((min..=max).contains(&ours));
            }

            let mean = sum as f64 / n as f64;
            let variance = list.iter().map(|ns| (*ns as f64 - mean).powi(2)).sum::<f64>() / n as f64;
            let off = (nanos(d.stddev) as f64 - variance.sqrt()).abs();
            prop_assert!(off <= 1.0 + variance.sqrt() * 1e-9, "{off} ns off");
        }

        #[test]
        fn shares_are_those_of_the_sorted_list(mut list in prop::collection::vec(any_ns(), 1..4000)) {
            let points = spread(&list).shares();
            list.sort_unstable();
            let (n, range) = (list.len(), list[list.len() - 1] - list[0]);
            prop_assert!(points.len() <= 500, "{} points", points.len());
            prop_assert_eq!(points.last().copied(), Some((Duration::from_nanos(list[n - 1]), 1.0)));
            let at_most = |ns: u64| list.partition_point(|one| *one <= ns);
            for (time, share) in &points {
                prop_assert_eq!(*share, at_most(nanos(*time)) as f64 / n as f64);
            }
            for pair in points.windows(2) {
                prop_assert!(pair[0] < pair[1]);
                // Between two points nothing is left out that is far from the first.
                let (from, to) = (nanos(pair[0].0), nanos(pair[1].0));
                let last_before = list[at_most(to - to / 1000 - 1).max(1) - 1];
                if last_before > from {
                    prop_assert!(last_before - from <= range / 240);
                    prop_assert!(at_most(last_before) - at_most(from) <= n / 240);
                }
            }
        }

        #[test]
        fn merging_is_recording_all(
            one in prop::collection::vec(any_ns(), 0..50),
            other in prop::collection::vec(any_ns(), 0..50),
        ) {
            let mut merged = spread(&one);
            merged.merge(&spread(&other));
            prop_assert_eq!(merged.summary(), of(&[one, other].concat()));
        }
    }

    /// From nothing to an hour, each order of magnitude alike.
    fn any_ns() -> impl Strategy<Value = u64> {
        (0..64u32, any::<u64>()).prop_map(|(bits, ns)| (ns >> bits).min(HOUR))
    }

    fn spread(list: &[u64]) -> Spread {
        let mut spread = Spread::default();
        list.iter().for_each(|ns| spread.record(Duration::from_nanos(*ns)));
        spread
    }

    fn of(list: &[u64]) -> Option<Distribution> {
        spread(list).summary()
    }
}
