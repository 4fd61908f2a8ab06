//! How round-trip times went over time, in memory that does not grow with their number.

use std::time::Duration;

use super::nanos;

/// Takes packets one at a time, in any order, and gives at most [`Series::MOST`] [`Point`]s.
///
/// Up to that many packets each is a point. From then on time is cut into equal buckets from the start on, whose
/// width doubles whenever a packet lies beyond the last that there may be. 120 KiB at most.
#[derive(Clone, Debug, Default)]
pub struct Series {
    kept: Kept,
}

#[derive(Clone, Debug)]
enum Kept {
    /// When each was sent, in the order in which they came.
    Packets(Vec<(u64, Tally)>),
    Buckets(Buckets),
}

/// The nth covers the 2^`shift` ns from n·2^`shift` on.
#[derive(Clone, Debug, Default)]
struct Buckets {
    shift: u32,
    tallies: Vec<Tally>,
}

/// What some packets came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    count: u64,
    lost: u64,
    sum_ns: u128,
    /// Without meaning while there is no round trip, like the next.
    min_ns: u64,
    max_ns: u64,
}

/// One packet, or those of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Since the start: when the packet was sent, or the middle of the stretch.
    pub at: Duration,
    /// How many round-trip times.
    pub count: u64,
    /// How many packets were lost.
    pub lost: u64,
    /// Where the round-trip times lie; `None` when there is none.
    pub rtt: Option<Range>,
}

/// Where some round-trip times lie, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The shortest.
    pub min: Duration,
    /// The arithmetic mean, rounded down to a nanosecond.
    pub mean: Duration,
    /// The longest.
    pub max: Duration,
}

impl Series {
    /// There are no more points than these.
    pub const MOST: usize = 2048;

    /// Takes the round-trip time of a packet that was sent `at` after the start.
    pub fn record(&mut self, at: Duration, rtt: Duration) {
        let ns = nanos(rtt);
        self.take(at, Tally { count: 1, lost: 0, sum_ns: ns.into(), min_ns: ns, max_ns: ns });
    }

    /// Takes a packet that was sent `at` after the start and never answered.
    pub fn record_lost(&mut self, at: Duration) {
        self.take(at, Tally { lost: 1, ..Tally::default() });
    }

    fn take(&mut self, at: Duration, tally: Tally) {
        match &mut self.kept {
            Kept::Packets(packets) if packets.len() < Self::MOST => packets.push((nanos(at), tally)),
            Kept::Packets(packets) => {
                let mut buckets = Buckets::default();
                packets.iter().for_each(|(at_ns, tally)| buckets.add(*at_ns, tally));
                buckets.add(nanos(at), &tally);
                self.kept = Kept::Buckets(buckets);
            }
            Kept::Buckets(buckets) => buckets.add(nanos(at), &tally),
        }
    }

    /// How long the stretch of each point is; `None` while each is one packet.
    pub fn width(&self) -> Option<Duration> {
        match &self.kept {
            Kept::Packets(_) => None,
            Kept::Buckets(buckets) => Some(Duration::from_nanos(1 << buckets.shift)),
        }
    }

    /// In order of time; a stretch in which nothing was sent has no point.
    pub fn points(&self) -> Vec<Point> {
        match &self.kept {
            Kept::Packets(packets) => {
                let mut points: Vec<Point> =
                    packets.iter().map(|(at_ns, tally)| tally.point(*at_ns)).collect();
                points.sort_by_key(|point| point.at);
                points
            }
            Kept::Buckets(buckets) => buckets.points(),
        }
    }
}

impl Default for Kept {
    fn default() -> Kept {
        Kept::Packets(Vec::new())
    }
}

impl Buckets {
    fn add(&mut self, at_ns: u64, tally: &Tally) {
        while at_ns >> self.shift >= Series::MOST as u64 {
            self.double();
        }
        let index = (at_ns >> self.shift) as usize;
        if index >= self.tallies.len() {
            self.tallies.resize(index + 1, Tally::default());
        }
        if let Some(bucket) = self.tallies.get_mut(index) {
            bucket.merge(tally);
        }
    }

    fn double(&mut self) {
        let pairs = self.tallies.chunks(2).map(|pair| {
            let mut both = Tally::default();
            pair.iter().for_each(|tally| both.merge(tally));
            both
        });
        self.tallies = pairs.collect();
        self.shift += 1;
    }

    fn points(&self) -> Vec<Point> {
        let middle = (1u64 << self.shift) / 2;
        let filled = (0u64..).zip(&self.tallies).filter(|(_, tally)| **tally != Tally::default());
        filled.map(|(index, tally)| tally.point((index << self.shift) + middle)).collect()
    }
}

impl Tally {
    fn merge(&mut self, other: &Tally) {
        if other.count > 0 {
            self.min_ns = if self.count == 0 { other.min_ns } else { self.min_ns.min(other.min_ns) };
            self.max_ns = self.max_ns.max(other.max_ns);
        }
        self.count += other.count;
        self.lost += other.lost;
        self.sum_ns += other.sum_ns;
    }

    fn point(&self, at_ns: u64) -> Point {
        let mean = self.sum_ns.checked_div(self.count.into());
        let rtt = mean.map(|mean| Range {
            min: Duration::from_nanos(self.min_ns),
            // Not above the longest, so it fits.
            mean: Duration::from_nanos(mean as u64),
            max: Duration::from_nanos(self.max_ns),
        });
        Point { at: Duration::from_nanos(at_ns), count: self.count, lost: self.lost, rtt }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    fn one(at: Duration, rtt: Duration) -> Point {
        Point { at, count: 1, lost: 0, rtt: Some(Range { min: rtt, mean: rtt, max: rtt }) }
    }

    #[test]
    fn few_packets_are_each_a_point_in_order_of_time() {
        let mut series = Series::default();
        assert_eq!(series.points(), []);
        series.record(ms(0), ms(5));
        series.record(ms(20), ms(7));
        series.record_lost(ms(10));
        let lost = Point { at: ms(10), count: 0, lost: 1, rtt: None };
        assert_eq!(series.points(), [one(ms(0), ms(5)), lost, one(ms(20), ms(7))]);
        assert_eq!(series.width(), None);
    }

    #[test]
    fn one_packet_too_many_makes_buckets_of_time() {
        let mut series = Series::default();
        let ns = Duration::from_nanos;
        // Two a nanosecond, the second of them twice as long.
        for n in 0..2048 {
            series.record(ns(n / 2), ns(100 + n % 2 * 100));
        }
        assert_eq!((series.points().len(), series.width()), (2048, None));
        series.record_lost(ns(2048));
        // 2048 ns do not fit into 2048 buckets of 1 ns that begin at 0 and end before.
        assert_eq!(series.width(), Some(ns(2)));
        let rtt = Some(Range { min: ns(100), mean: ns(150), max: ns(200) });
        let mut expected: Vec<Point> =
            (0..512).map(|n| Point { at: ns(2 * n + 1), count: 4, lost: 0, rtt }).collect();
        expected.push(Point { at: ns(2049), count: 0, lost: 1, rtt: None });
        assert_eq!(series.points(), expected);
    }

    #[test]
    fn a_day_of_packets_keeps_its_worst_moment() {
        let mut series = Series::default();
        for second in 0..86_400 {
            match second {
                40_000 => series.record(Duration::from_secs(second), ms(900)),
                50_000..50_003 => series.record_lost(Duration::from_secs(second)),
                _ => series.record(Duration::from_secs(second), ms(10)),
            }
        }
        let points = series.points();
        let width = series.width().unwrap();
        assert!((1024..=2048).contains(&points.len()), "{}", points.len());
        assert_eq!(points.iter().map(|point| point.count).sum::<u64>(), 86_397);
        assert_eq!(points.iter().map(|point| point.lost).sum::<u64>(), 3);
        let worst = points.iter().max_by_key(|point| point.rtt.unwrap().max).unwrap();
        let (at, rtt) = (Duration::from_secs(40_000), worst.rtt.unwrap());
        assert!(worst.at - width / 2 <= at && at < worst.at + width / 2, "{worst:?}");
        assert_eq!((rtt.min, rtt.max), (ms(10), ms(900)));
        let others = u32::try_from(worst.count - 1).unwrap();
        assert_eq!(rtt.mean, (ms(10) * others + ms(900)) / (others + 1));
    }

    #[test]
    fn all_time_and_all_durations_fit() {
        let mut series = Series::default();
        for _ in 0..3000 {
            series.record(Duration::MAX, Duration::MAX);
            series.record(Duration::ZERO, Duration::ZERO);
        }
        let longest = Duration::from_nanos(u64::MAX);
        let points = series.points();
        assert_eq!(points.len(), 2);
        assert_eq!((points[0].count, points[1].count), (3000, 3000));
        assert_eq!(points[1].rtt, Some(Range { min: longest, mean: longest, max: longest }));
    }

    proptest! {
        // Each has thousands of packets.
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn points_are_bounded_and_nothing_is_forgotten(
            start in 0u64..5_000_000_000,
            packets in prop::collection::vec((0u64..1 << 40, 0u32..41, prop::option::of(1u64..1 << 40)), 0..6000),
        ) {
            let mut series = Series::default();
            // Times of every size; the truth in plain vectors.
            let mut packets: Vec<(u64, Option<u64>)> =
                packets.into_iter().map(|(at, shift, rtt)| (start + (at >> shift), rtt)).collect();
            for (at, rtt) in &packets {
                match rtt {
                    Some(rtt) => series.record(Duration::from_nanos(*at), Duration::from_nanos(*rtt)),
                    None => series.record_lost(Duration::from_nanos(*at)),
                }
            }
            let points = series.points();
            prop_assert!(points.len() <= Series::MOST);
            prop_assert!(points.is_sorted_by_key(|point| point.at));
            prop_assert_eq!(series.width().is_some(), packets.len() > Series::MOST);
            let Some(width) = series.width() else {
                let mut seen: Vec<(u64, Option<u64>)> = points
                    .iter()
                    .map(|point| (nanos(point.at), point.rtt.map(|rtt| nanos(rtt.mean))))
                    .collect();
                seen.sort_unstable();
                packets.sort_unstable();
                prop_assert_eq!(seen, packets);
                return Ok(());
            };
            let mut stretches: BTreeMap<u64, Vec<Option<u64>>> = BTreeMap::new();
            for (at, rtt) in packets {
                stretches.entry(at / nanos(width)).or_default().push(rtt);
            }
            prop_assert_eq!(points.len(), stretches.len());
            for (point, (index, sent)) in points.iter().zip(stretches) {
                prop_assert_eq!(point.at, width * index as u32 + width / 2);
                let rtts: Vec<u64> = sent.iter().flatten().copied().collect();
                prop_assert_eq!((point.count, point.lost), (rtts.len() as u64, (sent.len() - rtts.len()) as u64));
                let expected = rtts.iter().min().zip(rtts.iter().max()).map(|(min, max)| {
                    (*min, rtts.iter().sum::<u64>() / rtts.len() as u64, *max)
                });
                let seen = point.rtt.map(|rtt| (nanos(rtt.min), nanos(rtt.mean), nanos(rtt.max)));
                prop_assert_eq!(seen, expected);
            }
        }
    }
}
