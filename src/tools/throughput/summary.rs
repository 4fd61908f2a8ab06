//! The client's figures for people and programs: so far, and at the end.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Serialize;

use super::args::ClientPlan;
use super::proto::{Bits, SweepFigures};
use super::wire::Wire;
use crate::contract::Ended;
use crate::probe::account::Figures;
use crate::probe::words;
use crate::text::{duration as span, rate};

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
    pub fn new(figures: SweepFigures) -> Interim {
        Interim { event: "interim", role: "client", figures: figures.figures }
    }
}

impl fmt::Display for Interim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words::so_far(&self.figures))
    }
}

/// The figures at the end.
#[derive(Debug, Serialize)]
pub struct Summary {
    event: &'static str,
    role: &'static str,
    wire: Wire,
    /// The address that was sent to.
    pub server: SocketAddr,
    interval_ns: u64,
    factor: f64,
    min_interval_ns: u64,
    last_interval_ns: u64,
    size_bytes: usize,
    /// Why it ended before its time, if it did.
    pub ended_by: Option<Ended>,
    duration_ns: u64,
    sent_bytes: u64,
    acknowledged_bytes: u64,
    returned_bytes: u64,
    exercise_throughput_bps: u64,
    sent_bps: u64,
    acknowledged_bps: u64,
    returned_bps: u64,
    #[serde(flatten)]
    figures: Figures,
    #[serde(skip)]
    is_calibrated: bool,
}

impl Summary {
    /// Of a run by `plan`.
    pub fn new(
        plan: &ClientPlan,
        server: SocketAddr,
        is_calibrated: bool,
        ended_by: Option<Ended>,
        swept: SweepFigures,
    ) -> Summary {
        let SweepFigures { figures, lasted, last_interval } = swept;
        // Each ambiguous acknowledgement is one packet's, whosever it is.
        let bits = Bits::new(figures.sent, figures.received + figures.ambiguous, plan.size);
        let per_second = |bits: u64| {
            let ns = lasted.as_nanos().max(1);
            u64::try_from(u128::from(bits) * 1_000_000_000 / ns).unwrap_or(u64::MAX)
        };
        Summary {
            event: "summary",
            role: "client",
            wire: plan.wire,
            server,
            interval_ns: nanos(plan.interval),
            factor: plan.factor.get(),
            min_interval_ns: nanos(plan.min_interval),
            last_interval_ns: nanos(last_interval),
            size_bytes: plan.size,
            ended_by,
            duration_ns: nanos(lasted),
            sent_bytes: bits.sent / 8,
            acknowledged_bytes: bits.acknowledged / 8,
            returned_bytes: bits.returned / 8,
            exercise_throughput_bps: per_second(bits.exercise),
            sent_bps: per_second(bits.sent),
            acknowledged_bps: per_second(bits.acknowledged),
            returned_bps: per_second(bits.returned),
            figures,
            is_calibrated,
        }
    }

    /// Whether anything came back.
    pub fn is_answered(&self) -> bool {
        words::is_answered(&self.figures)
    }

    /// What the user might do about what went wrong.
    pub fn hint(&self) -> Option<String> {
        let serve = "sockctl throughput serve --probe-port";
        words::unanswered(&self.figures, self.server, self.is_calibrated, serve)
            .or_else(|| words::ambiguous(&self.figures, "make --min-interval longer"))
    }

    /// The run's parameters and what came of it, a line each, for a picture.
    pub fn caption(&self) -> [String; 2] {
        let n = &self.figures;
        let delay = n.rtt.as_ref().map_or("no delay known".to_owned(), |rtt| {
            format!("delay mean {}, max {}", span(rtt.mean), span(rtt.max))
        });
        [
            self.parameters(),
            format!(
                "{} sent, {} acknowledged, {} lost ({:.1} %); {delay}",
                n.sent,
                n.received + n.ambiguous,
                n.lost,
                n.loss_percent
            ),
        ]
    }

    fn parameters(&self) -> String {
        let ns = |ns| span(Duration::from_nanos(ns));
        format!(
            "packets of {} bytes, interval {} x {} each time, at least {}",
            self.size_bytes,
            ns(self.interval_ns),
            self.factor,
            ns(self.min_interval_ns)
        )
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = &self.figures;
        let ns = |ns| span(Duration::from_nanos(ns));
        writeln!(f, "{}, {}, course wire:", self.server, self.parameters())?;
        writeln!(f, "  packets   {}", words::packets(n))?;
        writeln!(
            f,
            "  time      {} from the first packet, the last interval {}",
            ns(self.duration_ns),
            ns(self.last_interval_ns)
        )?;
        writeln!(
            f,
            "  exercise  average throughput {} (acked x size x 8 x 2), delay {}, {:.1} % lost (late ones too)",
            rate(self.exercise_throughput_bps),
            n.rtt.as_ref().map_or("0".to_owned(), |rtt| span(rtt.mean)),
            n.exercise_loss_percent
        )?;
        let [sent, acked, returned] = [self.sent_bps, self.acknowledged_bps, self.returned_bps].map(rate);
        write!(
            f,
            "  payload   {} bytes sent ({sent}), {} acked ({acked}), {} returned ({returned})",
            self.sent_bytes, self.acknowledged_bytes, self.returned_bytes
        )?;
        if let Some(rtt) = &n.rtt {
            write!(f, "\n  delay     {}", words::spread(rtt))?;
        }
        if let Some(jitter) = words::jitter(n) {
            write!(f, "\n  jitter    {jitter}")?;
        }
        if let Some(sender) = words::sender(n) {
            write!(f, "\n  sender    {sender}")?;
        }
        Ok(())
    }
}

fn nanos(span: Duration) -> u64 {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
}
