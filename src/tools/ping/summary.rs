//! The client's figures for people and programs: so far, and at the end.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Serialize;

use crate::contract::Ended;
use crate::probe::account::Figures;
use crate::stats::Distribution;
use crate::text::duration as span;

/// The figures so far.
#[derive(Debug, Serialize)]
pub struct Interim {
    event: &'static str,
    role: &'static str,
    #[serde(flatten)]
    figures: Figures,
}

impl Interim {
    /// As an event of its own.
    pub fn new(figures: Figures) -> Interim {
        Interim { event: "interim", role: "client", figures }
    }

    /// In one line.
    pub fn status(&self) -> String {
        let Figures { sent, received, late, ambiguous, lost, rtt, .. } = &self.figures;
        let rtt = rtt
            .as_ref()
            .map_or(String::new(), |rtt| format!(", rtt mean {}, max {}", span(rtt.mean), span(rtt.max)));
        format!(
            "so far: {sent} sent, {received} received ({late} late), {ambiguous} ambiguous, {lost} lost{rtt}"
        )
    }
}

impl fmt::Display for Interim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.status())
    }
}

/// The figures at the end.
#[derive(Debug, Serialize)]
pub struct Summary {
    event: &'static str,
    role: &'static str,
    wire: &'static str,
    server: SocketAddr,
    interval_ns: u64,
    size_bytes: usize,
    ended_by: Option<Ended>,
    #[serde(flatten)]
    figures: Figures,
    #[serde(skip)]
    interval: Duration,
    #[serde(skip)]
    is_calibrated: bool,
}

impl Summary {
    /// Of packets of `size` bytes to `server`, `interval` apart.
    pub fn new(
        server: SocketAddr,
        is_calibrated: bool,
        interval: Duration,
        size: usize,
        ended_by: Option<Ended>,
        figures: Figures,
    ) -> Summary {
        Summary {
            event: "summary",
            role: "client",
            wire: "course",
            server,
            interval_ns: u64::try_from(interval.as_nanos()).unwrap_or(u64::MAX),
            size_bytes: size,
            ended_by,
            figures,
            interval,
            is_calibrated,
        }
    }

    /// Whether anything came back.
    pub fn is_answered(&self) -> bool {
        self.figures.received + self.figures.ambiguous > 0
    }

    /// What the user might do about what went wrong.
    pub fn hint(&self) -> Option<String> {
        let (server, port) = (self.server, self.server.port());
        if !self.is_answered() && self.is_calibrated && self.figures.sent > 0 {
            return Some(format!("{server} answered the calibration, but acknowledged no packet in time"));
        }
        if !self.is_answered() && (self.figures.sent > 0 || self.figures.refused_by_icmp > 0) {
            let why = if self.figures.refused_by_icmp > 0 { "nobody listens" } else { "nobody answered" };
            return Some(format!(
                "{why} at {server} over udp; `sockctl ping serve --port {port}` starts a server"
            ));
        }
        (self.figures.ambiguous > 0).then(|| {
            format!(
                "{} acknowledgements could belong to several packets: more were unanswered at once than the client has \
                 sockets; make --interval longer, or --reply-timeout shorter if answers never take so long",
                self.figures.ambiguous
            )
        })
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = &self.figures;
        let (server, size, interval) = (self.server, self.size_bytes, span(self.interval));
        writeln!(f, "{server}, packets of {size} bytes every {interval}, course wire:")?;
        write!(
            f,
            "  packets   {} sent, {} received ({} late), {} ambiguous",
            n.sent, n.received, n.late, n.ambiguous
        )?;
        write!(f, ", {} lost ({:.1} %)", n.lost, n.loss_percent)?;
        for (count, what) in [
            (n.unexpected, "unexpected acknowledgements"),
            (n.not_sent, "not sent by the system"),
            (n.refused_by_icmp, "refused by ICMP"),
            (n.awaited, "still awaited"),
        ] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        let average = n.exercise_average_ns.map_or("none".to_owned(), |ns| span(Duration::from_nanos(ns)));
        write!(
            f,
            "\n  exercise  {:.1} % lost (late counts as lost), average rtt {average}",
            n.exercise_loss_percent
        )?;
        if let Some(rtt) = &n.rtt {
            write!(f, "\n  rtt       {}", spread(rtt))?;
        }
        if let Some(jitter) = n.jitter.jitter_rfc3550 {
            write!(f, "\n  jitter    {} (RFC 3550, of round trips)", span(jitter))?;
        }
        if let (Some(mean), Some(max)) = (n.jitter.ipdv_rfc3393_mean_abs, n.jitter.ipdv_rfc3393_max_abs) {
            write!(f, ", |IPDV| mean {} max {} (RFC 3393, the same)", span(mean), span(max))?;
        }
        if let Some(lateness) = &n.lateness {
            let Distribution { median, p99, max, .. } = lateness;
            let (median, p99, max) = (span(*median), span(*p99), span(*max));
            write!(
                f,
                "\n  sender    {} slots missed, late by median {median}, p99 {p99}, max {max}",
                n.missed_slots
            )?;
        }
        Ok(())
    }
}

fn spread(d: &Distribution) -> String {
    let parts = [
        ("min", d.min),
        ("mean", d.mean),
        ("median", d.median),
        ("p95", d.p95),
        ("p99", d.p99),
        ("max", d.max),
    ];
    parts.map(|(name, value)| format!("{name} {}", span(value))).join("  ")
}
