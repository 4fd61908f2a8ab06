//! How much longer than the shortest delay of one direction the others are: packet delay variation (PDV) as RFC 5481,
//! section 4.2, defines it. What two clocks differ by falls out, as long as it stays the same.

use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;

use super::as_nanos;
use super::histogram::SIGNIFICANT_DIGITS;

/// The histogram begins below the shortest delay by this part of what lies between the shortest and the longest...
const MARGIN_PART: u64 = 16;

/// ...and at least by this much. Each time that a delay is shorter still, all is moved to a new beginning, and each
/// move but the first makes the histogram a sixteenth wider: delays that fall for ever cost some 600 moves at most.
const LEAST_MARGIN_NS: u64 = 1000;

/// Takes the delays of packets in one direction and gives their [`PdvFigures`].
///
/// A delay may be off by any constant, such as years between two clocks. Memory is that of a
/// [`Spread`](super::Spread), and at most 448 KiB for delays that lie centuries apart.
#[derive(Clone, Debug)]
pub struct Pdv {
    /// Of delays less `base_ns`.
    buckets: Option<Histogram<u64>>,
    base_ns: i64,
    count: u64,
    min_ns: i64,
    max_ns: i64,
}

/// RFC 5481's PDV of some packets, at least one: how much longer they took than the fastest of them.
///
/// Percentiles are by nearest rank. While no delay falls below the first by more than a microsecond, each is at most
/// 0.1 % (of itself and a microsecond) too long. When the shortest delay keeps falling, each is at most 1 % off: of
/// itself, a sixteenth of the longest, and a microsecond, together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PdvFigures {
    /// The 50th percentile.
    #[serde(rename = "median_ns", serialize_with = "as_nanos")]
    pub median: Duration,
    /// The 95th percentile.
    #[serde(rename = "p95_ns", serialize_with = "as_nanos")]
    pub p95: Duration,
    /// The 99th percentile.
    #[serde(rename = "p99_ns", serialize_with = "as_nanos")]
    pub p99: Duration,
    /// The 99.9th percentile.
    #[serde(rename = "p99_9_ns", serialize_with = "as_nanos")]
    pub p99_9: Duration,
    /// From the shortest delay to the longest, exactly.
    #[serde(rename = "max_ns", serialize_with = "as_nanos")]
    pub max: Duration,
}

impl Pdv {
    /// Takes one delay, plus anything that is the same for all.
    pub fn record(&mut self, delay_ns: i64) {
        self.count += 1;
        self.min_ns = self.min_ns.min(delay_ns);
        self.max_ns = self.max_ns.max(delay_ns);
        if self.buckets.is_none() || delay_ns < self.base_ns {
            self.rebase();
        }
        if let Some(buckets) = &mut self.buckets {
            // Never fails: it grows until the value fits.
            let _ = buckets.record(delay_ns.abs_diff(self.base_ns));
        }
    }

    /// How many delays there were.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The shortest delay as it was recorded, exactly; `None` before the first.
    pub fn min_ns(&self) -> Option<i64> {
        (self.count > 0).then_some(self.min_ns)
    }

    /// The figures so far; `None` before the first delay.
    pub fn summary(&self) -> Option<PdvFigures> {
        let buckets = self.buckets.as_ref()?;
        let (below_min, max) = (self.min_ns.abs_diff(self.base_ns), self.max_ns.abs_diff(self.min_ns));
        let percentile = |quantile| {
            let ns = buckets.value_at_quantile(quantile).saturating_sub(below_min);
            Duration::from_nanos(ns.min(max))
        };
        Some(PdvFigures {
            median: percentile(0.50),
            p95: percentile(0.95),
            p99: percentile(0.99),
            p99_9: percentile(0.999),
            max: Duration::from_nanos(max),
        })
    }

    /// Begins the histogram below the shortest delay, with a margin for shorter ones to come.
    fn rebase(&mut self) {
        let margin = (self.max_ns.abs_diff(self.min_ns) / MARGIN_PART).max(LEAST_MARGIN_NS);
        let base_ns = self.min_ns.saturating_sub_unsigned(margin);
        let shift = self.base_ns.abs_diff(base_ns);
        // Refuses only numbers of digits above 5.
        let mut moved = Histogram::new(SIGNIFICANT_DIGITS).ok();
        if let (Some(from), Some(to)) = (&self.buckets, &mut moved) {
            for bucket in from.iter_recorded() {
                // The middle of a bucket, lest all delays become longer with each move.
                let middle = from.median_equivalent(bucket.value_iterated_to());
                // Never fails, as in `record`.
                let _ = to.record_n(middle.saturating_add(shift), bucket.count_since_last_iteration());
            }
        }
        self.buckets = moved;
        self.base_ns = base_ns;
    }
}

impl Default for Pdv {
    fn default() -> Pdv {
        Pdv { buckets: None, base_ns: 0, count: 0, min_ns: i64::MAX, max_ns: i64::MIN }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::nanos;
    use proptest::prelude::*;
    use serde_json::json;

    const YEARS: i64 = 30 * 365 * 86_400 * 1_000_000_000;

    #[test]
    fn nothing_recorded_has_no_figures() {
        assert_eq!((Pdv::default().summary(), Pdv::default().min_ns()), (None, None));
    }

    #[test]
    fn figures_by_hand() {
        for clocks_differ_by in [0, 5, -YEARS, YEARS] {
            // 1 to 100 ns above the shortest but one, which is 0 above itself.
            let pdv = pdv((0..=100).rev().map(|ns| clocks_differ_by + ns));
            assert_eq!((pdv.count(), pdv.min_ns()), (101, Some(clocks_differ_by)));
            let d = pdv.summary().unwrap();
            assert_eq!([d.median, d.p95, d.p99, d.p99_9, d.max].map(nanos), [50, 95, 99, 100, 100]);
        }
    }

    #[test]
    fn one_delay_does_not_vary() {
        let d = pdv([-YEARS]).summary().unwrap();
        assert_eq!([d.median, d.p95, d.p99, d.p99_9, d.max], [Duration::ZERO; 5]);
    }

    #[test]
    fn the_longest_and_the_shortest_delay_there_are() {
        for ends in [[i64::MIN, i64::MAX], [i64::MAX, i64::MIN]] {
            let pdv = pdv(ends);
            let d = pdv.summary().unwrap();
            assert_eq!(nanos(d.max), u64::MAX);
            assert!(nanos(d.median) <= u64::MAX / 100, "{:?}", d.median);
            assert!(nanos(d.p99) >= u64::MAX / 100 * 99, "{:?}", d.p99);
            let bytes = pdv.buckets.unwrap().distinct_values() * size_of::<u64>();
            assert!(bytes <= 448 << 10, "{bytes} bytes");
        }
    }

    #[test]
    fn a_clock_that_drifts_for_ever_moves_the_histogram_rarely() {
        // 20 ns less a millisecond, with some noise, is 20 ppm.
        let mut pdv = Pdv::default();
        let mut moves = 0;
        let delay = |i: i64| YEARS - 20 * i + i * 7919 % 1000;
        for i in 0..1_000_000 {
            let before = pdv.base_ns;
            pdv.record(delay(i));
            moves += u64::from(pdv.base_ns != before);
        }
        assert!(moves < 200, "{moves} moves");
        // Delays fall evenly over 20 ms, so percentiles lie evenly.
        let d = pdv.summary().unwrap();
        for (ours, exact) in [(d.median, 10_000_000), (d.p95, 19_000_000), (d.p99, 19_800_000)] {
            let off = nanos(ours).abs_diff(exact);
            assert!(off <= exact / 500, "{off} ns off {exact}");
        }
    }

    #[test]
    fn units_are_in_the_json() {
        let json = serde_json::to_value(pdv([5, 7]).summary()).unwrap();
        let expected = json!({ "median_ns": 0, "p95_ns": 2, "p99_ns": 2, "p99_9_ns": 2, "max_ns": 2 });
        assert_eq!(json, expected);
    }

    proptest! {
        #[test]
        fn figures_are_those_of_the_sorted_list(
            list in prop::collection::vec((0..64u32, any::<u64>()), 1..400),
            clocks_differ_by in -YEARS..YEARS,
            drift in -1_000_000_000..1_000_000_000i64,
        ) {
            // Up to an hour and more, each order of magnitude alike, and what the drift brings on top.
            let delay = |(i, (bits, ns)): (i64, &(u32, u64))| {
                clocks_differ_by + drift * i + (ns >> bits).min(4_000_000_000_000) as i64
            };
            let mut list: Vec<i64> = (0..).zip(&list).map(delay).collect();
            let pdv = pdv(list.iter().copied());
            let d = pdv.summary().unwrap();
            list.sort_unstable();
            let n = list.len();
            let max = (list[n - 1] - list[0]) as u64;
            prop_assert_eq!((pdv.count(), pdv.min_ns(), nanos(d.max)), (n as u64, Some(list[0]), max));
            for (per_mille, ours) in [(500, d.median), (950, d.p95), (990, d.p99), (999, d.p99_9)] {
                let exact = (list[(n * per_mille).div_ceil(1000) - 1] - list[0]) as u64;
                let off = nanos(ours).abs_diff(exact);
                prop_assert!(off <= (exact + max / 16 + 1000) / 100, "{off} ns off {exact}, longest {max}");
            }
        }

        #[test]
        fn after_the_shortest_a_tenth_of_a_percent_holds(mut list in prop::collection::vec(0..1i64 << 40, 1..400)) {
            let pdv = pdv([0].into_iter().chain(list.iter().copied()));
            list.push(0);
            list.sort_unstable();
            let d = pdv.summary().unwrap();
            for (percent, ours) in [(50, d.median), (95, d.p95), (99, d.p99)] {
                let exact = list[(list.len() * percent).div_ceil(100) - 1] as u64;
                prop_assert!((exact..=exact + (exact + 1000) / 1000).contains(&nanos(ours)), "{ours:?} {exact}");
            }
        }
    }

    fn pdv(delays: impl IntoIterator<Item = i64>) -> Pdv {
        let mut pdv = Pdv::default();
        delays.into_iter().for_each(|ns| pdv.record(ns));
        pdv
    }
}
