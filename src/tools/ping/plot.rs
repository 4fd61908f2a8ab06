//! `--plot`: round-trip times against time, beside how many came back within a time.

use std::time::Duration;

use crate::report::plot::{Mark, Panel, Picture, Series};
use crate::stats::{Point, Range, Series as Kept};
use crate::text;

/// How far the axis of round-trip times goes when there is none.
const NO_RTT: Duration = Duration::from_millis(1);

/// How much further than the last point an axis goes, which would else cut its mark in half.
const HEADROOM: f64 = 1.04;

/// The shares of packets of which the time is shown.
const SHARES: [f64; 2] = [0.5, 0.99];

/// When the longest round trip is more than so many times as long as 99 % of them are, the horizontal axis ends before
/// it.
const FAR_OUT: u32 = 5;

/// The curve has no more steps than these, several of which are a pixel.
const STEPS: f64 = 2000.0;

/// From so many seconds on: the unit of the time axis and its seconds.
const TIME_UNITS: [(f64, &str, f64); 3] = [(10_800.0, "h", 3600.0), (600.0, "min", 60.0), (0.0, "s", 1.0)];

/// One of several targets that are compared.
pub struct Compared {
    /// In the legend.
    pub name: String,
    /// Its round trips over time.
    pub kept: Kept,
    /// As [`picture`] has them.
    pub shares: Vec<(Duration, f64)>,
}

/// The picture of a run to several targets, no more than [`Mark::COLOURS`].
pub fn comparison(title: String, caption: String, targets: &[Compared]) -> Picture {
    let all: Vec<Vec<Point>> = targets.iter().map(|target| target.kept.points()).collect();
    let last = all.iter().flatten().map(|point| point.at).max();
    let time = Time::up_to(last.unwrap_or_default());
    let longest = all.iter().flatten().filter_map(|point| point.rtt).map(|rtt| rtt.max).max();
    let rtt = Axis::up_to(longest);
    let over_time = |(nth, (target, points)): (usize, (&Compared, &Vec<Point>))| Series {
        name: format!("{} ({} lost)", target.name, points.iter().map(|point| point.lost).sum::<u64>()),
        mark: if target.kept.width().is_none() { Mark::NthDots(nth) } else { Mark::NthLine(nth) },
        pieces: match target.kept.width() {
            None => vec![means(points, &time, &rtt)],
            Some(width) => steps(points, width, &time, &rtt, |range| [range.mean; 2]),
        },
    };
    let mut series: Vec<Series> = targets.iter().zip(&all).enumerate().map(over_time).collect();
    series.push(lost(all.iter().flatten(), &time, &rtt));
    let left = trips(caption, &time, &rtt, series);
    let rtt = Axis::up_to(targets.iter().filter_map(|target| reach(&target.shares)).max());
    let distribution = |(nth, target): (usize, &Compared)| Series {
        name: match within(&target.shares, SHARES[0]) {
            Some(median) => format!("{}: 50 % within {}", target.name, text::duration(median)),
            None => target.name.clone(),
        },
        mark: Mark::NthLine(nth),
        pieces: vec![curve(&target.shares, &rtt)],
    };
    let right = distributions(String::new(), &rtt, targets.iter().enumerate().map(distribution).collect());
    Picture { title, panels: vec![left, right] }
}

/// The picture of a run to one target.
///
/// `captions` stand below the titles of the left and the right panel. `shares` says of round-trip times, in ascending
/// order, which share of the packets (0 to 1) took at most that long; it need not come to 1.
pub fn picture(title: String, captions: [String; 2], kept: &Kept, shares: &[(Duration, f64)]) -> Picture {
    let [left, right] = captions;
    Picture { title, panels: vec![over_time(left, kept), cumulative(right, shares)] }
}

fn over_time(caption: String, kept: &Kept) -> Panel {
    let points = kept.points();
    let half = kept.width().unwrap_or_default() / 2;
    let time = Time::up_to(points.last().map(|last| last.at + half).unwrap_or_default());
    let rtt = Axis::up_to(points.iter().filter_map(|point| point.rtt).map(|rtt| rtt.max).max());
    let mut series = match kept.width() {
        None => vec![each(&points, &time, &rtt)],
        Some(width) => ranges(&points, width, &time, &rtt),
    };
    series.push(lost(points.iter(), &time, &rtt));
    trips(caption, &time, &rtt, series)
}

fn trips(caption: String, time: &Time, rtt: &Axis, series: Vec<Series>) -> Panel {
    Panel {
        title: "Round-trip times and losses".into(),
        caption,
        x: time.label(),
        x_end: Some(time.end * HEADROOM),
        y: rtt.label(),
        y_end: Some(rtt.end * HEADROOM),
        series,
    }
}

/// At the upper edge: most round-trip times are near the lower one when some are far out.
fn lost<'p>(points: impl Iterator<Item = &'p Point> + Clone, time: &Time, rtt: &Axis) -> Series {
    let lost_at = points.clone().filter(|point| point.lost > 0).map(|point| (time.place(point.at), rtt.end));
    Series {
        name: format!("lost ({})", points.map(|point| point.lost).sum::<u64>()),
        mark: Mark::Crosses,
        pieces: vec![lost_at.collect()],
    }
}

/// A dot for each packet.
fn each(points: &[Point], time: &Time, rtt: &Axis) -> Series {
    let answered = means(points, time, rtt);
    Series { name: format!("answered ({})", answered.len()), mark: Mark::Dots, pieces: vec![answered] }
}

/// Where the points lie.
fn means(points: &[Point], time: &Time, rtt: &Axis) -> Vec<(f64, f64)> {
    points.iter().filter_map(|point| Some((time.place(point.at), rtt.place(point.rtt?.mean)))).collect()
}

/// A line up and down between shortest and longest, and one of means.
fn ranges(points: &[Point], width: Duration, time: &Time, rtt: &Axis) -> Vec<Series> {
    let count: u64 = points.iter().map(|point| point.count).sum();
    vec![
        Series {
            name: format!("answered ({count}): shortest to longest of each {}", text::duration(width)),
            mark: Mark::Thin,
            pieces: steps(points, width, time, rtt, |range| [range.min, range.max]),
        },
        Series {
            name: "their mean".into(),
            mark: Mark::Line,
            pieces: steps(points, width, time, rtt, |range| [range.mean; 2]),
        },
    ]
}

/// A step as wide as its stretch, so that one by itself is seen too. A stretch without round trips is a gap.
fn steps(
    points: &[Point],
    width: Duration,
    time: &Time,
    rtt: &Axis,
    both: fn(&Range) -> [Duration; 2],
) -> Vec<Vec<(f64, f64)>> {
    let answered: Vec<(Duration, Range)> =
        points.iter().filter_map(|point| Some((point.at, point.rtt?))).collect();
    let step = |(at, range): &(Duration, Range)| {
        let [from, to] = both(range);
        let (begin, end) = (at.saturating_sub(width / 2), *at + width / 2);
        [(time.place(begin), rtt.place(from)), (time.place(end), rtt.place(to))]
    };
    let adjacent = answered.chunk_by(|(at, _), (next, _)| *at + width == *next);
    adjacent.map(|stretches| stretches.iter().flat_map(step).collect()).collect()
}

fn cumulative(caption: String, shares: &[(Duration, f64)]) -> Panel {
    let rtt = Axis::up_to(reach(shares));
    let name = match shares.last() {
        None => "answered (none)".to_owned(),
        Some((longest, _)) => format!("answered (the longest after {})", text::duration(*longest)),
    };
    let mut series = vec![Series { name, mark: Mark::Area, pieces: vec![curve(shares, &rtt)] }];
    series.extend(SHARES.into_iter().filter_map(|share| {
        let (at, percent) = (within(shares, share)?, share * 100.0);
        let x = rtt.place(at);
        Some(Series {
            name: format!("{percent} % within {}", text::duration(at)),
            mark: Mark::Dashed,
            pieces: vec![vec![(0.0, percent), (x, percent), (x, 0.0)]],
        })
    }));
    distributions(caption, &rtt, series)
}

/// The time within which this share of the packets came back.
fn within(shares: &[(Duration, f64)], share: f64) -> Option<Duration> {
    shares.iter().find(|(_, reached)| *reached >= share).map(|(rtt, _)| *rtt)
}

/// How far an axis goes: one straggler must not press all others against the other one.
fn reach(shares: &[(Duration, f64)]) -> Option<Duration> {
    let (longest, all) = *shares.last()?;
    let far = within(shares, all * 0.99).filter(|most| *most * FAR_OUT < longest);
    Some(far.map_or(longest, |most| most * 2))
}

fn distributions(caption: String, rtt: &Axis, series: Vec<Series>) -> Panel {
    Panel {
        title: "Cumulative distribution of round-trip times".into(),
        caption,
        x: rtt.label(),
        x_end: Some(rtt.end),
        y: "answered within that time (% of packets)".into(),
        y_end: Some(100.0 * HEADROOM),
        series,
    }
}

/// Steps from nothing at the left edge to the share that is reached at the right one.
fn curve(shares: &[(Duration, f64)], rtt: &Axis) -> Vec<(f64, f64)> {
    let step = |at: Duration| (rtt.place(at) / rtt.end * STEPS) as u64;
    let (mut curve, mut percent) = (vec![(0.0, 0.0)], 0.0);
    for (at, share) in shares.chunk_by(|(at, _), (next, _)| step(*at) == step(*next)).filter_map(<[_]>::last)
    {
        let x = rtt.place(*at);
        if x > rtt.end {
            break;
        }
        curve.push((x, percent));
        percent = share * 100.0;
        curve.push((x, percent));
    }
    curve.push((rtt.end, percent));
    curve
}

/// An axis of time since the start.
struct Time {
    unit: &'static str,
    /// In seconds.
    one: f64,
    /// In that unit.
    end: f64,
}

impl Time {
    fn up_to(last: Duration) -> Time {
        let end = if last.is_zero() { 1.0 } else { last.as_secs_f64() };
        let (_, unit, one) = TIME_UNITS.into_iter().find(|(from, ..)| end >= *from).unwrap_or(TIME_UNITS[2]);
        Time { unit, one, end: end / one }
    }

    fn place(&self, at: Duration) -> f64 {
        at.as_secs_f64() / self.one
    }

    fn label(&self) -> String {
        format!("time since the start ({})", self.unit)
    }
}

/// An axis of round-trip times.
struct Axis {
    unit: &'static str,
    unit_ns: f64,
    /// In that unit.
    end: f64,
}

impl Axis {
    /// To a little beyond `longest`.
    fn up_to(longest: Option<Duration>) -> Axis {
        let longest = longest.filter(|longest| !longest.is_zero()).unwrap_or(NO_RTT);
        let (unit_ns, unit) = text::duration_unit(longest);
        Axis { unit, unit_ns, end: longest.as_nanos() as f64 / unit_ns * HEADROOM }
    }

    fn place(&self, rtt: Duration) -> f64 {
        rtt.as_nanos() as f64 / self.unit_ns
    }

    fn label(&self) -> String {
        format!("round-trip time ({})", self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    fn drawn(kept: &Kept, shares: &[(Duration, f64)]) -> [Panel; 2] {
        let captions = ["44 bytes".to_owned(), "median 2 ms".to_owned()];
        let picture = picture("ping of 192.0.2.1:862".into(), captions, kept, shares);
        assert_eq!(picture.title, "ping of 192.0.2.1:862");
        let panels: [Panel; 2] = picture.panels.try_into().unwrap();
        assert_eq!(panels.each_ref().map(|panel| panel.caption.as_str()), ["44 bytes", "median 2 ms"]);
        panels
    }

    fn legend(panel: &Panel) -> Vec<(&str, Mark)> {
        panel.series.iter().map(|series| (series.name.as_str(), series.mark)).collect()
    }

    #[test]
    fn few_packets_are_dots_and_those_lost_are_crosses_above_them() {
        let mut kept = Kept::default();
        kept.record(ms(0), ms(2));
        kept.record_lost(ms(500));
        kept.record(ms(1000), ms(10));
        let [panel, _] = drawn(&kept, &[]);
        assert_eq!(legend(&panel), [("answered (2)", Mark::Dots), ("lost (1)", Mark::Crosses)]);
        assert_eq!(
            (panel.x.as_str(), panel.y.as_str()),
            ("time since the start (s)", "round-trip time (ms)")
        );
        assert_eq!(panel.series[0].pieces, [[(0.0, 2.0), (1.0, 10.0)]]);
        let (at, height) = panel.series[1].pieces[0][0];
        assert_eq!(at, 0.5);
        assert!(10.0 < height && height < panel.y_end.unwrap(), "{height} in {:?}", panel.y_end);
        assert!(panel.x_end.unwrap() > 1.0);
    }

    #[test]
    fn many_packets_are_a_line_from_shortest_to_longest_and_one_of_means() {
        let mut kept = Kept::default();
        // Three days; an hour of silence, and one in which all is lost.
        let hour = |n: u64| n / 3600;
        for second in (0..72 * 3600).filter(|second| hour(*second) != 10) {
            let at = Duration::from_secs(second);
            match hour(second) {
                20 => kept.record_lost(at),
                _ => kept.record(at, Duration::from_micros(100 + second % 2 * 50)),
            }
        }
        let [panel, _] = drawn(&kept, &[]);
        // 2^37 ns, the first power of two of which 2048 are longer than three days.
        assert_eq!(
            legend(&panel),
            [
                ("answered (252000): shortest to longest of each 137.4 s", Mark::Thin),
                ("their mean", Mark::Line),
                ("lost (3600)", Mark::Crosses)
            ]
        );
        assert_eq!(
            (panel.x.as_str(), panel.y.as_str()),
            ("time since the start (h)", "round-trip time (µs)")
        );
        let [range, mean, lost] = &panel.series[..] else { panic!("{:?}", legend(&panel)) };
        for line in [range, mean] {
            let spans: Vec<(f64, f64)> = line
                .pieces
                .iter()
                .map(|piece| (piece.first().unwrap().0.round(), piece.last().unwrap().0.round()))
                .collect();
            assert_eq!(spans, [(0.0, 10.0), (11.0, 20.0), (21.0, 72.0)]);
        }
        let inside = |low, high| move |(_, y): &(f64, f64)| (low..=high).contains(y);
        assert!(range.pieces.iter().flatten().all(|(_, y)| [100.0, 150.0].contains(y)));
        assert!(mean.pieces.iter().flatten().all(inside(124.0, 126.0)));
        let (first, last) = (lost.pieces[0].first().unwrap().0, lost.pieces[0].last().unwrap().0);
        assert!((19.9..20.1).contains(&first) && (20.9..21.1).contains(&last), "{first} {last}");
    }

    #[test]
    fn the_distribution_rises_in_steps_and_says_where_half_and_nearly_all_are_back() {
        let shares = [(ms(1), 0.25), (ms(2), 0.5), (ms(4), 0.995), (ms(5), 1.0)];
        let [_, panel] = drawn(&Kept::default(), &shares);
        assert_eq!(
            legend(&panel),
            [
                ("answered (the longest after 5.000 ms)", Mark::Area),
                ("50 % within 2.000 ms", Mark::Dashed),
                ("99 % within 4.000 ms", Mark::Dashed)
            ]
        );
        let (end, curve) = (panel.x_end.unwrap(), &panel.series[0].pieces[0]);
        let steps = [(1.0, 0.0), (1.0, 25.0), (2.0, 25.0), (2.0, 50.0), (4.0, 50.0), (4.0, 99.5)];
        assert_eq!(curve[..7], [&[(0.0, 0.0)][..], &steps].concat());
        assert_eq!(curve[7..], [(5.0, 99.5), (5.0, 100.0), (end, 100.0)]);
        assert_eq!(panel.series[1].pieces, [[(0.0, 50.0), (2.0, 50.0), (2.0, 0.0)]]);
        assert_eq!(panel.x, "round-trip time (ms)");
        assert!(end > 5.0 && panel.y_end.unwrap() > 100.0);
    }

    #[test]
    fn several_targets_have_a_colour_each_and_one_axis() {
        let (mut near, mut far) = (Kept::default(), Kept::default());
        for second in 0..4 {
            near.record(ms(second * 1000), ms(1));
            if second == 2 { far.record_lost(ms(2000)) } else { far.record(ms(second * 1000), ms(40)) }
        }
        let compared =
            |name: &str, kept, rtt, most| Compared { name: name.into(), kept, shares: vec![(ms(rtt), most)] };
        let targets = [compared("near", near, 1, 1.0), compared("far", far, 40, 0.75)];
        let Picture { title, panels } = comparison("two".into(), "8 sent".into(), &targets);
        let [left, right]: [Panel; 2] = panels.try_into().unwrap();
        assert_eq!((title.as_str(), left.caption.as_str()), ("two", "8 sent"));
        assert_eq!(
            legend(&left),
            [
                ("near (0 lost)", Mark::NthDots(0)),
                ("far (1 lost)", Mark::NthDots(1)),
                ("lost (1)", Mark::Crosses)
            ]
        );
        assert_eq!(left.series[1].pieces, [[(0.0, 40.0), (1.0, 40.0), (3.0, 40.0)]]);
        assert_eq!(left.series[2].pieces[0][0].0, 2.0);
        assert_eq!(
            legend(&right),
            [
                ("near: 50 % within 1.000 ms", Mark::NthLine(0)),
                ("far: 50 % within 40.0 ms", Mark::NthLine(1))
            ]
        );
        assert!(right.x_end.unwrap() > 40.0, "the axis of both");
        assert_eq!(right.series[1].pieces[0].last(), Some(&(right.x_end.unwrap(), 75.0)));
    }

    #[test]
    fn a_share_that_is_never_reached_is_not_marked() {
        let [_, panel] = drawn(&Kept::default(), &[(ms(1), 0.5), (ms(2), 0.97)]);
        let names: Vec<&str> = legend(&panel).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["answered (the longest after 2.000 ms)", "50 % within 1.000 ms"]);
    }

    #[test]
    fn a_straggler_lies_beyond_the_axis_and_is_named() {
        let [_, panel] = drawn(&Kept::default(), &[(ms(1), 0.5), (ms(2), 0.995), (ms(900), 1.0)]);
        let (end, curve) = (panel.x_end.unwrap(), &panel.series[0].pieces[0]);
        assert!((4.0..5.0).contains(&end), "{end}");
        assert_eq!(curve.last(), Some(&(end, 99.5)));
        assert_eq!(legend(&panel)[0].0, "answered (the longest after 900.0 ms)");
    }

    #[test]
    fn a_fine_distribution_is_drawn_with_few_steps() {
        let shares: Vec<(Duration, f64)> =
            (1..=100_000).map(|n| (Duration::from_micros(n), n as f64 / 1e5)).collect();
        let [_, panel] = drawn(&Kept::default(), &shares);
        let curve = &panel.series[0].pieces[0];
        assert!((2000..5000).contains(&curve.len()), "{}", curve.len());
        for (x, y) in curve.iter().filter(|(x, _)| *x < 100.0) {
            assert!((x - y).abs() < 0.2, "{y} % within {x} ms");
        }
    }

    #[test]
    fn nothing_answered_still_has_axes() {
        let mut kept = Kept::default();
        kept.record_lost(ms(0));
        let [left, right] = drawn(&kept, &[]);
        assert_eq!(legend(&left), [("answered (0)", Mark::Dots), ("lost (1)", Mark::Crosses)]);
        assert_eq!(legend(&right), [("answered (none)", Mark::Area)]);
        assert!(right.series[0].pieces[0].iter().all(|(_, percent)| *percent == 0.0));
        for panel in [left, right] {
            assert!(panel.x_end.unwrap() >= 1.0 && panel.y_end.unwrap() > 1.0, "{panel:?}");
        }
    }
}
