//! `--plot`: throughput and delay against time, side by side.

use std::time::Duration;

use super::proto::{Fate, Packet, Second, Series as Kept};
use super::summary::Summary;
use crate::report::plot::{Mark, Panel, Picture, Series};
use crate::text::{duration_unit, rate_unit};

const TIME: &str = "time since the first packet (s)";

/// How far the axis of delays goes when there is none, in nanoseconds.
const NO_DELAY: u64 = 1_000_000;

/// The picture of a run.
pub fn picture(summary: &Summary, kept: &Kept) -> Picture {
    let [parameters, outcome] = summary.caption();
    // The same for both, so that what stands at one place belongs together.
    let end = kept.seconds.last().map_or(1.0, |last| last.second as f64 + 1.0);
    let title = format!("Throughput and delay of UDP packets to {}", summary.server);
    Picture { title, panels: vec![throughput(parameters, &kept.seconds, end), delay(outcome, kept, end)] }
}

fn throughput(caption: String, seconds: &[Second], end: f64) -> Panel {
    let highest = seconds.iter().map(|second| second.bits().exercise.max(second.bits().sent)).max();
    let (one, unit) = rate_unit(highest.unwrap_or(0) as f64);
    let rate = |bits: fn(&Second) -> u64| steps(seconds, |second| Some(bits(second) as f64 / one));
    Panel {
        title: "Throughput in each second".into(),
        caption,
        x: TIME.into(),
        x_end: Some(end),
        y: format!("throughput ({unit})"),
        y_end: None,
        series: vec![
            Series {
                name: "average throughput: acknowledged × size × 8 × 2".into(),
                mark: Mark::Area,
                pieces: rate(|second| second.bits().exercise),
            },
            Series {
                name: "really acknowledged".into(),
                mark: Mark::Line,
                pieces: rate(|second| second.bits().acknowledged),
            },
            Series {
                name: "really sent".into(),
                mark: Mark::Dashed,
                pieces: rate(|second| second.bits().sent),
            },
        ],
    }
}

fn delay(caption: String, kept: &Kept, end: f64) -> Panel {
    let longest = kept.packets.iter().filter_map(|packet| packet.rtt_ns).max();
    let (one, unit) = duration_unit(Duration::from_nanos(longest.unwrap_or(NO_DELAY)));
    let at = |packet: &Packet| Duration::from_nanos(packet.sent_ns).as_secs_f64();
    let answered = kept.packets.iter().filter_map(|packet| Some((at(packet), packet.rtt_ns? as f64 / one)));
    // Just above the axis, which would cut the crosses in half.
    let above_axis = longest.unwrap_or(NO_DELAY) as f64 / one * 0.015;
    let unanswered = |fates: &'static [Fate]| -> Vec<(f64, f64)> {
        kept.packets
            .iter()
            .filter(|packet| fates.contains(&packet.result))
            .map(|packet| (at(packet), above_axis))
            .collect()
    };
    let lost = unanswered(&[Fate::Lost, Fate::NotSent]);
    let unknown = unanswered(&[Fate::Untimed, Fate::Unclear, Fate::Awaited]);
    let mean = |second: &Second| second.mean_delay().map(|delay| delay.as_nanos() as f64 / one);
    Panel {
        title: "Delay of each packet".into(),
        caption,
        x: TIME.into(),
        x_end: Some(end),
        y: format!("round-trip time ({unit})"),
        // Without any delay there is still an axis for one.
        y_end: longest.is_none().then_some(NO_DELAY as f64 / one),
        series: vec![
            Series { name: "packet".into(), mark: Mark::Dots, pieces: vec![answered.collect()] },
            Series {
                name: "mean of each second".into(),
                mark: Mark::Line,
                pieces: steps(&kept.seconds, mean),
            },
            Series { name: format!("lost ({})", lost.len()), mark: Mark::Crosses, pieces: vec![lost] },
            Series {
                name: format!("delay unknown ({})", unknown.len()),
                mark: Mark::Ticks,
                pieces: vec![unknown],
            },
        ],
    }
}

/// A horizontal line over each second; where there is no value, a gap.
fn steps(seconds: &[Second], value: impl Fn(&Second) -> Option<f64>) -> Vec<Vec<(f64, f64)>> {
    let mut pieces = vec![Vec::new()];
    for second in seconds {
        let at = second.second as f64;
        match (value(second), pieces.last_mut()) {
            (Some(value), Some(piece)) => piece.extend([(at, value), (at + 1.0, value)]),
            _ => pieces.push(Vec::new()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_without_delay_is_a_gap() {
        let second = |second, acknowledged| Second {
            second,
            acknowledged,
            delay_sum: Duration::from_millis(4),
            ..Second::default()
        };
        let seconds = [second(0, 1), second(1, 0), second(2, 2), second(3, 1)];
        let pieces = steps(&seconds, |second| second.mean_delay().map(|delay| delay.as_millis() as f64));
        assert_eq!(
            pieces,
            [vec![(0.0, 4.0), (1.0, 4.0)], vec![(2.0, 2.0), (3.0, 2.0), (3.0, 4.0), (4.0, 4.0)]]
        );
    }
}
