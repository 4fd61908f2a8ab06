//! The figures of a server, the same for every tool: why it ended, the tool's own counts, the traffic.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

use crate::contract::{Ended, Traffic, Transport};
use crate::drive::Figures;

/// A server's figures, so far (`interim`) or at the end (`summary`).
#[derive(Debug, Serialize)]
pub struct ServerSummary<C> {
    event: &'static str,
    role: &'static str,
    ended_by: Option<Ended>,
    duration_ns: u64,
    #[serde(flatten)]
    counts: C,
    #[serde(flatten)]
    traffic: Traffic,
    #[serde(skip)]
    ran: Duration,
    #[serde(skip)]
    transport: Transport,
}

impl<C> ServerSummary<C> {
    /// The figures of a server over `transport` that has run for `ran`.
    pub fn new(transport: Transport, ran: Duration, figures: Figures<C>) -> ServerSummary<C> {
        ServerSummary {
            event: if figures.ended.is_some() { "summary" } else { "interim" },
            role: "server",
            ended_by: figures.ended,
            duration_ns: u64::try_from(ran.as_nanos()).unwrap_or(u64::MAX),
            counts: figures.summary,
            traffic: figures.traffic,
            ran,
            transport,
        }
    }
}

impl<C: fmt::Display> fmt::Display for ServerSummary<C> {
    /// The counts' own lines stand between the first and the traffic; each is indented by two.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ran = match self.ran.as_secs() {
            0..60 => format!("{:.1}s", self.ran.as_secs_f64()),
            seconds => humantime::format_duration(Duration::from_secs(seconds)).to_string(),
        };
        match self.ended_by {
            None => writeln!(f, "so far, after {ran}:")?,
            Some(Ended::Signal) => writeln!(f, "ended by a signal after {ran}:")?,
            Some(Ended::StopWord) => writeln!(f, "ended by a peer's stop word after {ran}:")?,
            Some(Ended::Idle) => {
                writeln!(f, "ended after {ran}, because no request came for the idle time-out:")?
            }
            Some(Ended::Served) => writeln!(f, "ended after {ran}, because one client has been served:")?,
            Some(Ended::OutputClosed) => writeln!(f, "ended after {ran}, because nobody reads its output:")?,
        }
        writeln!(f, "{}", self.counts)?;
        let t = &self.traffic;
        write!(f, "  traffic   ")?;
        if self.transport == Transport::Tcp {
            write!(f, "{} connections, {} bytes in, {} bytes out", t.connections, t.in_bytes, t.out_bytes)?;
        } else {
            let (i, o) = (t.datagrams_in, t.datagrams_out);
            write!(f, "{i} datagrams in ({} bytes), {o} out ({} bytes)", t.in_bytes, t.out_bytes)?;
        }
        if t.in_bytes > 0 {
            write!(f, ", {:.2} bytes out for each in", t.out_bytes as f64 / t.in_bytes as f64)?;
        }
        match t.send_failures {
            0 => Ok(()),
            n => write!(f, "\n  not sent  {n} answers, refused by the system"),
        }
    }
}
