//! How delays vary from one packet to the next. "Jitter" has several meanings; each figure here is named after the
//! document that defines it, which speaks of one-way delays. Applied to round-trip times, both directions are in
//! them, and no clock but the sender's. Applied to one-way delays, only their differences count, so that it does not
//! matter by how much two clocks differ, only that they go equally fast.

use std::time::Duration;

use serde::Serialize;

use super::{as_nanos_if_any, nanos};

/// RFC 3550, section 6.4.1: each difference moves the jitter by one part in so many.
const GAIN: f64 = 16.0;

/// Takes round-trip times or one-way delays in the order in which the packets came, one for each, and gives their
/// [`Variation`].
#[derive(Clone, Debug, Default)]
pub struct Jitter {
    last: Option<(u64, i64)>,
    smoothed_ns: Option<f64>,
    ipdv_count: u64,
    ipdv_sum_ns: u128,
    ipdv_max_ns: u64,
}

/// Figures of the variation, each under its definition. Those without a difference to judge by are `None`, in
/// JSON null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Variation {
    /// RFC 3550, section 6.4.1, interarrival jitter: the running value J, from 0, of J += (|D| - J) / 16, where D is
    /// the difference between a packet's delay and that of the one which came before it.
    #[serde(rename = "jitter_rfc3550_ns", serialize_with = "as_nanos_if_any")]
    pub jitter_rfc3550: Option<Duration>,
    /// RFC 3393, IPDV (the packet delay variation of its section 2): how many pairs of packets with consecutive
    /// numbers both came, in order. Only these have a difference D = delay(i) - delay(i-1); a lost packet takes two
    /// with it.
    pub ipdv_rfc3393_count: u64,
    /// The mean of |D| over these pairs. (The mean of D itself says only where the first and the last packet lie.)
    #[serde(rename = "ipdv_rfc3393_mean_abs_ns", serialize_with = "as_nanos_if_any")]
    pub ipdv_rfc3393_mean_abs: Option<Duration>,
    /// The largest |D| of these pairs.
    #[serde(rename = "ipdv_rfc3393_max_abs_ns", serialize_with = "as_nanos_if_any")]
    pub ipdv_rfc3393_max_abs: Option<Duration>,
}

impl Jitter {
    /// Packet `number` was answered after `rtt`; 292 years and more are all the same. Numbers count by one from
    /// packet to packet as they were sent.
    pub fn record(&mut self, number: u64, rtt: Duration) {
        self.record_delay(number, i64::try_from(nanos(rtt)).unwrap_or(i64::MAX));
    }

    /// Packet `number` was one way `delay_ns` under way, plus anything, even below zero, that is the same for all.
    pub fn record_delay(&mut self, number: u64, delay_ns: i64) {
        if let Some((before, earlier)) = self.last.replace((number, delay_ns)) {
            let difference = delay_ns.abs_diff(earlier);
            let smoothed = self.smoothed_ns.unwrap_or_default();
            self.smoothed_ns = Some(smoothed + (difference as f64 - smoothed) / GAIN);
            if before.checked_add(1) == Some(number) {
                self.ipdv_count += 1;
                self.ipdv_sum_ns += u128::from(difference);
                self.ipdv_max_ns = self.ipdv_max_ns.max(difference);
            }
        }
    }

    /// The figures so far.
    pub fn summary(&self) -> Variation {
        let count = u128::from(self.ipdv_count);
        let mean = (self.ipdv_sum_ns + count / 2).checked_div(count);
        Variation {
            jitter_rfc3550: self.smoothed_ns.map(|ns| Duration::from_nanos(ns.round() as u64)),
            ipdv_rfc3393_count: self.ipdv_count,
            ipdv_rfc3393_mean_abs: mean.map(|ns| Duration::from_nanos(ns as u64)),
            ipdv_rfc3393_max_abs: (count > 0).then_some(Duration::from_nanos(self.ipdv_max_ns)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn a_difference_needs_two() {
        let none = figures(None, 0, None, None);
        assert_eq!(of(&[]), none);
        assert_eq!(of(&[(7, 500)]), none);
        assert_eq!(of(&[(7, 500), (8, 500)]), figures(Some(0), 1, Some(0), Some(0)));
    }

    #[test]
    fn figures_by_hand() {
        // |D| = 1600, 800: J = 1600/16 = 100, then 100 + 700/16 = 143.75; the mean is 1200.
        assert_eq!(of(&[(1, 1000), (2, 2600), (3, 1800)]), figures(Some(144), 2, Some(1200), Some(1600)));
    }

    #[test]
    fn a_gap_gives_no_ipdv_but_moves_the_jitter() {
        // |D| = 160, 9840, 16: J = 10, 624.375, 586.3...; packet 3 was lost.
        let list = [(1, 1000), (2, 1160), (4, 11_000), (5, 11_016)];
        assert_eq!(of(&list), figures(Some(586), 2, Some(88), Some(160)));
        // Every other one lost.
        assert_eq!(of(&[(1, 0), (3, 16), (5, 16)]), figures(Some(1), 0, None, None));
    }

    #[test]
    fn an_answer_out_of_order_gives_no_ipdv() {
        assert_eq!(of(&[(2, 16), (1, 0), (3, 16)]).ipdv_rfc3393_count, 0);
        assert_eq!(of(&[(u64::MAX, 16), (0, 0)]).ipdv_rfc3393_count, 0);
    }

    #[test]
    fn the_longest_times_do_not_overflow() {
        let mut jitter = Jitter::default();
        for number in 0..1000 {
            jitter.record(number, if number % 2 == 0 { Duration::ZERO } else { Duration::MAX });
        }
        assert_eq!(jitter.summary().ipdv_rfc3393_mean_abs, Some(Duration::from_nanos(i64::MAX as u64)));

        let mut jitter = Jitter::default();
        for number in 0..1000 {
            jitter.record_delay(number, if number % 2 == 0 { i64::MIN } else { i64::MAX });
        }
        assert_eq!(jitter.summary().ipdv_rfc3393_mean_abs, Some(Duration::from_nanos(u64::MAX)));
    }

    #[test]
    fn definitions_and_units_are_in_the_json() {
        let json = serde_json::to_value(of(&[(1, 0), (2, 32)])).unwrap();
        let expected = json!({
            "jitter_rfc3550_ns": 2,
            "ipdv_rfc3393_count": 1,
            "ipdv_rfc3393_mean_abs_ns": 32,
            "ipdv_rfc3393_max_abs_ns": 32,
        });
        assert_eq!(json, expected);
        assert_eq!(serde_json::to_value(of(&[])).unwrap()["jitter_rfc3550_ns"], json!(null));
    }

    proptest! {
        #[test]
        fn figures_are_those_of_the_definitions(fates in prop::collection::vec(prop::option::of(0..1u64 << 40), 0..200)) {
            let answered: Vec<_> = (0..).zip(&fates).filter_map(|(number, rtt)| Some((number, (*rtt)?))).collect();
            let ours = of(&answered);

            let pairs = fates.windows(2).filter_map(|pair| Some(pair[0]?.abs_diff(pair[1]?)));
            let pairs: Vec<_> = pairs.collect();
            let (count, sum) = (pairs.len() as u64, pairs.iter().sum::<u64>());
            prop_assert_eq!(ours.ipdv_rfc3393_count, count);
            prop_assert_eq!(ours.ipdv_rfc3393_max_abs.map(nanos), pairs.iter().max().copied());
            prop_assert_eq!(ours.ipdv_rfc3393_mean_abs.map(nanos), (sum + count / 2).checked_div(count));

            let differences = answered.windows(2).map(|pair| pair[0].1.abs_diff(pair[1].1) as f64);
            let plain = differences.fold(0.0, |j, d| j + (d - j) / 16.0);
            let jitter = ours.jitter_rfc3550.map(nanos);
            prop_assert_eq!(jitter.is_some(), answered.len() > 1);
            prop_assert!((jitter.unwrap_or(0) as f64 - plain).abs() <= 0.5);
        }
    }

    proptest! {
        #[test]
        fn what_all_delays_have_in_common_does_not_count(
            list in prop::collection::vec((0..50u64, 0..1u64 << 40), 0..100),
            clocks_differ_by in -(1i64 << 62)..1i64 << 62,
        ) {
            let mut one_way = Jitter::default();
            for (number, ns) in &list {
                one_way.record_delay(*number, *ns as i64 + clocks_differ_by);
            }
            prop_assert_eq!(one_way.summary(), of(&list));
        }
    }

    fn of(list: &[(u64, u64)]) -> Variation {
        let mut jitter = Jitter::default();
        list.iter().for_each(|(number, ns)| jitter.record(*number, Duration::from_nanos(*ns)));
        jitter.summary()
    }

    fn figures(jitter: Option<u64>, count: u64, mean: Option<u64>, max: Option<u64>) -> Variation {
        Variation {
            jitter_rfc3550: jitter.map(Duration::from_nanos),
            ipdv_rfc3393_count: count,
            ipdv_rfc3393_mean_abs: mean.map(Duration::from_nanos),
            ipdv_rfc3393_max_abs: max.map(Duration::from_nanos),
        }
    }
}
