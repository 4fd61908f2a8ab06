//! The client's figures for people and programs: so far, and at the end.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Serialize;

use crate::contract::Ended;
use crate::probe::account::Figures;
use crate::probe::words;
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
        words::so_far(&self.figures)
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
        words::is_answered(&self.figures)
    }

    /// What the user might do about what went wrong.
    pub fn hint(&self) -> Option<String> {
        words::unanswered(&self.figures, self.server, self.is_calibrated, "sockctl ping serve --port")
            .or_else(|| words::ambiguous(&self.figures, "make --interval longer"))
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = &self.figures;
        let (server, size, interval) = (self.server, self.size_bytes, span(self.interval));
        writeln!(f, "{server}, packets of {size} bytes every {interval}, course wire:")?;
        write!(f, "  packets   {}", words::packets(n))?;
        let average = words::exercise_average(n);
        write!(
            f,
            "\n  exercise  {:.1} % lost (late counts as lost), average rtt {average}",
            n.exercise_loss_percent
        )?;
        if let Some(rtt) = &n.rtt {
            write!(f, "\n  rtt       {}", words::spread(rtt))?;
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
