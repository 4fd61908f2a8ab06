//! What the client on STAMP's wire says: so far, at the end, and why it failed.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::args::When;
use crate::contract::Ended;
use crate::probe::session::event::Signed;
use crate::probe::session::figures::{FarClock, Figures, Hops, Way};
use crate::probe::sessions::{Recent, Standing};
use crate::report::Table;
use crate::stats::{Distribution, Variation};
use crate::text::duration as span;

/// One target and how it stands.
#[derive(Clone, Debug, Serialize)]
pub struct Target {
    /// As it was named.
    pub target: Arc<str>,
    /// Its address.
    pub server: SocketAddr,
    /// The session id.
    pub ssid: u16,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// The figures so far: since the last such report, and from the beginning.
#[derive(Debug, Serialize)]
pub struct Interim {
    event: &'static str,
    role: &'static str,
    targets: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    target: Arc<str>,
    recent: Recent,
    total: Figures,
}

impl Interim {
    /// Of all targets, in their order.
    pub fn new(names: &[Arc<str>], standing: Vec<Standing>) -> Interim {
        let row = |(target, Standing { total, recent }): (&Arc<str>, _)| Row {
            target: target.clone(),
            recent,
            total,
        };
        Interim { event: "interim", role: "client", targets: names.iter().zip(standing).map(row).collect() }
    }

    /// In one line.
    pub fn status(&self) -> String {
        let sum = |count: fn(&Figures) -> u64| self.targets.iter().map(|row| count(&row.total)).sum::<u64>();
        let (sent, received, lost) = (sum(|n| n.sent), sum(|n| n.received), sum(|n| n.lost));
        let rtt = match &self.targets[..] {
            [row] => row.total.rtt.as_ref().map_or(String::new(), |rtt| {
                format!(", rtt median {}, p99 {}, max {}", span(rtt.median), span(rtt.p99), span(rtt.max))
            }),
            rows => format!(" to and from {} targets", rows.len()),
        };
        format!("so far: {sent} sent, {received} received, {lost} lost{rtt}")
    }
}

impl fmt::Display for Interim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, Row { target, recent, total }) in self.targets.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            if self.targets.len() > 1 {
                write!(f, "{target}: ")?;
            }
            let Recent { received, lost, rtt } = recent;
            write!(f, "since the last: {received} received, {lost} lost")?;
            if let Some(rtt) = rtt {
                write!(f, ", rtt median {}, p99 {}, max {}", span(rtt.median), span(rtt.p99), span(rtt.max))?;
            }
            write!(f, "; in all: {} sent, {} lost ({:.2} %)", total.sent, total.lost, total.loss_percent)?;
            if let Some(rtt) = &total.rtt {
                write!(f, ", rtt median {}, p99 {}", span(rtt.median), span(rtt.p99))?;
            }
        }
        Ok(())
    }
}

/// The figures at the end.
#[derive(Debug, Serialize)]
pub struct Summary {
    event: &'static str,
    role: &'static str,
    wire: &'static str,
    authenticated: bool,
    interval_ns: u64,
    sampling: When,
    size_bytes: usize,
    ended_by: Option<Ended>,
    /// What `--fail-if` was given for and is so.
    failures: Vec<String>,
    #[serde(flatten)]
    targets: Targets,
    #[serde(skip)]
    interval: Duration,
}

/// One target's figures stand for themselves.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Targets {
    One(Box<Target>),
    Several { targets: Vec<Target> },
}

impl Summary {
    /// Of packets of `size` bytes, `interval` apart.
    pub fn new(
        (sampling, interval): (When, Duration),
        size: usize,
        authenticated: bool,
        ended_by: Option<Ended>,
        failures: Vec<String>,
        mut targets: Vec<Target>,
    ) -> Summary {
        let only = if targets.len() == 1 { targets.pop() } else { None };
        Summary {
            event: "summary",
            role: "client",
            wire: "stamp",
            authenticated,
            interval_ns: u64::try_from(interval.as_nanos()).unwrap_or(u64::MAX),
            sampling,
            size_bytes: size,
            ended_by,
            failures,
            targets: only.map_or(Targets::Several { targets }, |target| Targets::One(Box::new(target))),
            interval,
        }
    }

    /// All targets.
    pub fn targets(&self) -> &[Target] {
        match &self.targets {
            Targets::One(target) => std::slice::from_ref(target),
            Targets::Several { targets } => targets,
        }
    }

    /// The sentences of `--fail-if`.
    pub fn failures(&self) -> &[String] {
        &self.failures
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, every) = (self.size_bytes, self.sampling.words(self.interval));
        let tag = if self.authenticated { ", authenticated" } else { "" };
        let packets = format!("packets of {size} bytes {every}, STAMP{tag}");
        match self.targets() {
            [target] => {
                write!(f, "{}, {packets}:", target.server)?;
                lines(&target.figures, f)
            }
            targets => write!(f, "{} targets, {packets}:\n{}", targets.len(), table(targets)),
        }
    }
}

/// A row for each target.
fn table(targets: &[Target]) -> Table {
    let mut table =
        Table::new(["target", "sent", "lost", "loss", "min", "median", "p99", "max", "jitter", "hops"]);
    for Target { target, figures: n, .. } in targets {
        let rtt =
            |value: fn(&Distribution) -> Duration| n.rtt.as_ref().map_or("-".into(), |rtt| span(value(rtt)));
        table.row([
            target.to_string(),
            n.sent.to_string(),
            n.lost.to_string(),
            format!("{:.1} %", n.loss_percent),
            rtt(|rtt| rtt.min),
            rtt(|rtt| rtt.median),
            rtt(|rtt| rtt.p99),
            rtt(|rtt| rtt.max),
            n.jitter.jitter_rfc3550.map_or("-".into(), span),
            n.hops_forward.map_or("-".into(), |hops| hops.max.to_string()),
        ]);
    }
    table
}

fn lines(n: &Figures, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(
        f,
        "\n  packets   {} sent, {} received, {} lost ({:.2} %)",
        n.sent, n.received, n.lost, n.loss_percent
    )?;
    for (count, what) in [
        (n.duplicates, "answered once more"),
        (n.reordered, "reordered (RFC 4737)"),
        (n.late, "late"),
        (n.dropped_here, "had no room in our own socket"),
        (n.not_sent, "not sent by the system"),
        (n.refused_by_icmp, "refused by ICMP"),
        (n.unrecognised, "unrecognised"),
        (n.awaited, "still awaited"),
    ] {
        if count > 0 {
            write!(f, ", {count} {what}")?;
        }
    }
    loss(n, f)?;
    if let Some(rtt) = &n.rtt {
        write!(f, "\n  rtt       {}", spread(rtt))?;
    }
    if let Some(rtt) = &n.rtt_program {
        write!(f, "\n  program   {}", spread(rtt))?;
    }
    if let Some(line) = variation(&n.jitter) {
        write!(f, "\n  jitter    {line}")?;
        if let Some(pdv) = &n.rtt_pdv_rfc5481 {
            write!(f, "{MORE}PDV p99 {} max {} (RFC 5481)", span(pdv.p99), span(pdv.max))?;
        }
    }
    if let Some(clock) = &n.far_clock {
        one_way("there", n.forward.as_ref(), clock, f)?;
        one_way("back", n.backward.as_ref(), clock, f)?;
        far_clock(clock, f)?;
    }
    path(n, f)?;
    reflector(n, f)?;
    stamps(n, f)?;
    sender(n, f)
}

/// Where packets were lost.
fn loss(n: &Figures, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    // Of one that has never answered nothing is known, not even whether it counts.
    if n.lost == 0 || n.received == 0 {
        return Ok(());
    }
    let Some(loss) = &n.loss else {
        return f.write_str(
            "\n  lost      which way is not known: the reflector does not count, or all were lost on the way back",
        );
    };
    write!(
        f,
        "\n  lost      {} on the way there ({:.2} %), {} on the way back ({:.2} %)",
        loss.forward, loss.forward_percent, loss.backward, loss.backward_percent
    )?;
    if loss.refused > 0 {
        write!(f, ", {} refused by the reflector's limits", loss.refused)?;
    }
    match loss.undetermined {
        0 => Ok(()),
        count => write!(f, ", {count} not known"),
    }
}

/// What begins a row that belongs to the one before: a terminal of 100 columns breaks none of them.
const MORE: &str = "\n            ";

fn spread(d: &Distribution) -> String {
    let parts = [
        ("min", d.min),
        ("mean", d.mean),
        ("median", d.median),
        ("p90", d.p90),
        ("p95", d.p95),
        ("p99", d.p99),
    ];
    let tail = [("p99.9", d.p99_9), ("max", d.max), ("stddev", d.stddev)];
    let row = |parts: &[(&str, Duration)]| {
        parts.iter().map(|(name, value)| format!("{name} {}", span(*value))).collect::<Vec<_>>().join("  ")
    };
    row(&parts) + MORE + &row(&tail)
}

fn variation(jitter: &Variation) -> Option<String> {
    let mut line = format!("{} (RFC 3550)", span(jitter.jitter_rfc3550?));
    if let (Some(mean), Some(max)) = (jitter.ipdv_rfc3393_mean_abs, jitter.ipdv_rfc3393_max_abs) {
        line += &format!(", |IPDV| mean {} max {} (RFC 3393)", span(mean), span(max));
    }
    Some(line)
}

/// One direction.
fn one_way(name: &str, way: Option<&Way>, clock: &FarClock, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some(way) = way else { return Ok(()) };
    let shown =
        |ns: i64| if ns < 0 { Signed(ns).to_string() } else { span(Duration::from_nanos(ns.unsigned_abs())) };
    write!(
        f,
        "\n  {name:<8}  min {}  median {}  p99 {}  max {}, each ± {}{MORE}PDV p99 {}",
        shown(way.delay_min_ns),
        shown(way.delay_median_ns),
        shown(way.delay_p99_ns),
        shown(way.delay_max_ns),
        span(Duration::from_nanos(clock.bound_ns)),
        span(way.pdv_rfc5481.p99)
    )?;
    match way.jitter.jitter_rfc3550 {
        Some(jitter) => write!(f, ", jitter {}", span(jitter)),
        None => Ok(()),
    }
}

fn far_clock(clock: &FarClock, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let bound = span(clock.offset.bound);
    write!(f, "\n  clocks    the far one {} ± {bound} against ours", Signed(clock.offset.offset))?;
    if let Some(ppb) = clock.offset.drift_ppb {
        write!(f, ", drifting {:+.2} ppm", ppb as f64 / 1000.0)?;
    }
    f.write_str(MORE)?;
    f.write_str(if clock.synchronised {
        "both say that they are kept right"
    } else {
        "not both are kept right, so one-way delays are by this estimate"
    })
}

/// What the network did to headers.
fn path(n: &Figures, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shown = |hops: &Hops| match (hops.min, hops.max) {
        (1, 1) => "1 router".to_owned(),
        (min, max) if min == max => format!("{min} routers"),
        (min, max) => format!("{min} to {max} routers ({} changes)", hops.changes),
    };
    if let Some(there) = &n.hops_forward {
        write!(f, "\n  path      {} there", shown(there))?;
        if let Some(back) = &n.hops_backward {
            write!(f, ", {} back", shown(back))?;
        }
        for (count, what) in [(n.dscp_changed, "DSCP"), (n.ecn_changed, "ECN")] {
            if count > 0 {
                write!(f, ", {count} packets arrived with another {what}")?;
            }
        }
    }
    for (count, what) in [
        (n.reflector_restarts, "restarts of the reflector"),
        (n.clock_steps, "steps of this machine's clock"),
        (n.far_clock_steps, "steps of the reflector's clock"),
    ] {
        if count > 0 {
            write!(f, "\n  note      {what}: {count}")?;
        }
    }
    match n.flaw {
        Some(flaw) => write!(f, "\n  note      the reflector's extensions are {flaw}"),
        None => Ok(()),
    }
}

/// What the reflector tells of itself.
fn reflector(n: &Figures, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some(told) = &n.reflector else { return Ok(()) };
    let mut parts = Vec::new();
    if let Some(at) = told.sees_us_at {
        parts.push(format!("sees us at {at}"));
    }
    if let Some(at) = told.is_at {
        parts.push(format!("is asked at {at}"));
    }
    if let Some(clock) = told.clock {
        parts.push(format!("clock {clock}"));
    }
    if let Some(by) = told.stamped_by {
        parts.push(format!("times by {by}"));
    }
    if let Some(later) = &told.sent_later {
        let (median, max) = (span(later.median), span(later.max));
        parts.push(format!("replies left later than they say by median {median}, max {max}"));
    }
    write!(f, "\n  reflector {}", parts.join(", "))
}

/// Who took the times.
fn stamps(n: &Figures, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if n.received == 0 {
        return Ok(());
    }
    let share = |count: u64| count as f64 * 100.0 / n.received as f64;
    let (sent, received) = (share(n.stamps.sent_by_kernel), share(n.stamps.received_by_kernel));
    write!(
        f,
        "\n  times     by the kernel: {sent:.1} % of those of leaving, {received:.1} % of those of arriving"
    )
}

/// How good the sender was.
fn sender(n: &Figures, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some(late) = &n.schedule.lateness else { return Ok(()) };
    write!(
        f,
        "\n  sender    {} slots missed, late by median {}, p99 {}, max {}",
        n.schedule.missed_slots,
        span(late.median),
        span(late.p99),
        span(late.max)
    )?;
    match &n.schedule.send_call {
        Some(call) => write!(f, "{MORE}send call median {}, p99 {}", span(call.median), span(call.p99)),
        None => Ok(()),
    }
}
