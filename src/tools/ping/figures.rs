//! The figures by which `--fail-if` can end a run with status 4: their names, and where they are found.

use std::time::Duration;

use crate::probe::session::figures::{Figures, LossFigures, Way};
use crate::stats::Distribution;
use crate::threshold::{Figure, Kind, Quantity};

const fn share(name: &'static str, what: &'static str) -> Figure {
    Figure { name, kind: Kind::Share, what }
}

const fn time(name: &'static str, what: &'static str) -> Figure {
    Figure { name, kind: Kind::Time, what }
}

const fn count(name: &'static str, what: &'static str) -> Figure {
    Figure { name, kind: Kind::Count, what }
}

/// All of them.
pub const KNOWN: [Figure; 34] = [
    share("loss", "packets that were not answered in time"),
    share("loss.forward", "those lost on the way there"),
    share("loss.backward", "those lost on the way back"),
    count("lost", "packets that were not answered in time"),
    count("received", "packets that were answered in time"),
    count("duplicates", "answers to packets that were answered already"),
    count("reordered", "packets whose answer came after that of a later one"),
    count("late", "answers to packets that had been given up"),
    count("not-sent", "packets the system did not take"),
    count("dropped-here", "answers for which our own socket had no room"),
    time("rtt.min", "the shortest round trip on the network"),
    time("rtt.mean", "their mean"),
    time("rtt.stddev", "their standard deviation"),
    time("rtt.median", "their median"),
    time("rtt.p90", "their 90th percentile"),
    time("rtt.p95", "their 95th percentile"),
    time("rtt.p99", "their 99th percentile"),
    time("rtt.p99.9", "their 99.9th percentile"),
    time("rtt.max", "the longest"),
    time("program.median", "the median of round trips as the program saw them"),
    time("program.p99", "their 99th percentile"),
    time("program.max", "the longest"),
    time("jitter", "the round trips' jitter (RFC 3550)"),
    time("ipdv.mean", "the mean difference from one round trip to the next (RFC 3393)"),
    time("ipdv.max", "the largest"),
    time("pdv.p99", "the 99th percentile of round trips above the shortest (RFC 5481)"),
    time("forward.pdv.p99", "the same of the way there"),
    time("backward.pdv.p99", "the same of the way back"),
    count("hops", "the most routers on the way there"),
    count("dscp-changed", "packets that arrived with another DSCP"),
    count("ecn-changed", "packets that arrived with another ECN"),
    count("restarts", "how often the reflector has begun to count anew"),
    count("missed", "slots that passed unused because the sender was late"),
    time("lateness.p99", "the 99th percentile of how late packets left"),
];

/// The figure of this name; `None` when there is nothing to make it of.
pub fn value(figures: &Figures, name: &str) -> Option<Quantity> {
    let settled = figures.sent.saturating_sub(figures.awaited);
    let number = |count: u64| Some(Quantity::Count(count as f64));
    let lost = |count: fn(&LossFigures) -> u64| Quantity::share(count(figures.loss.as_ref()?), settled);
    match name {
        "loss" => Quantity::share(figures.lost, settled),
        "loss.forward" => lost(|loss| loss.forward),
        "loss.backward" => lost(|loss| loss.backward),
        "lost" => number(figures.lost),
        "received" => number(figures.received),
        "duplicates" => number(figures.duplicates),
        "reordered" => number(figures.reordered),
        "late" => number(figures.late),
        "not-sent" => number(figures.not_sent),
        "dropped-here" => number(figures.dropped_here),
        "jitter" => figures.jitter.jitter_rfc3550.map(Quantity::Span),
        "ipdv.mean" => figures.jitter.ipdv_rfc3393_mean_abs.map(Quantity::Span),
        "ipdv.max" => figures.jitter.ipdv_rfc3393_max_abs.map(Quantity::Span),
        "pdv.p99" => figures.rtt_pdv_rfc5481.map(|pdv| Quantity::Span(pdv.p99)),
        "forward.pdv.p99" => pdv_p99(figures.forward.as_ref()),
        "backward.pdv.p99" => pdv_p99(figures.backward.as_ref()),
        "hops" => number(figures.hops_forward?.max.into()),
        "dscp-changed" => number(figures.dscp_changed),
        "ecn-changed" => number(figures.ecn_changed),
        "restarts" => number(figures.reflector_restarts),
        "missed" => number(figures.schedule.missed_slots),
        "lateness.p99" => figures.schedule.lateness.map(|lateness| Quantity::Span(lateness.p99)),
        _ => match name.split_once('.')? {
            ("rtt", which) => of(figures.rtt.as_ref()?, which),
            ("program", which) => of(figures.rtt_program.as_ref()?, which),
            _ => None,
        },
    }
}

fn pdv_p99(way: Option<&Way>) -> Option<Quantity> {
    way.map(|way| Quantity::Span(way.pdv_rfc5481.p99))
}

fn of(spread: &Distribution, which: &str) -> Option<Quantity> {
    let span: Duration = match which {
        "min" => spread.min,
        "mean" => spread.mean,
        "stddev" => spread.stddev,
        "median" => spread.median,
        "p90" => spread.p90,
        "p95" => spread.p95,
        "p99" => spread.p99,
        "p99.9" => spread.p99_9,
        "max" => spread.max,
        _ => return None,
    };
    Some(Quantity::Span(span))
}
