//! The figures of a server, the same for every tool: why it ended, the tool's own counts, the traffic.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

use crate::contract::{Ended, Traffic, Transport};

/// A server's figures, so far (`interim`) or at the end (`summary`).
#[derive(Debug, Serialize)]
pub struct ServerSummary<C> {
    event: &'static str,
    role: &'static str,
    ended_by: Option<Ended>,
    duration_ns: u64,
    #[serde(flatten)]
    parts: Parts<C>,
    #[serde(skip)]
    ran: Duration,
    /// Whose figures, where it is not clear.
    #[serde(skip)]
    server: Option<&'static str>,
}

/// One transport's figures stand for themselves; two are told apart.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Parts<C> {
    One(Part<C>),
    Several(std::collections::BTreeMap<&'static str, Part<C>>),
}

/// A server's figures over one transport.
#[derive(Debug, Serialize)]
pub struct Part<C> {
    #[serde(flatten)]
    counts: C,
    #[serde(flatten)]
    traffic: Traffic,
    #[serde(skip)]
    transport: Transport,
}

impl<C> Part<C> {
    /// The tool's own counts, and what the driver counted.
    pub fn new(transport: Transport, counts: C, traffic: Traffic) -> Part<C> {
        Part { counts, traffic, transport }
    }
}

impl<C> ServerSummary<C> {
    /// The figures of a server that has run for `ran`; `ended` is `None` while it runs. One part for each transport.
    pub fn new(ran: Duration, ended: Option<Ended>, mut parts: Vec<Part<C>>) -> ServerSummary<C> {
        let only = if parts.len() == 1 { parts.pop() } else { None };
        let parts = match only {
            Some(part) => Parts::One(part),
            None => Parts::Several(parts.into_iter().map(|part| (part.transport.name(), part)).collect()),
        };
        ServerSummary {
            event: if ended.is_some() { "summary" } else { "interim" },
            role: "server",
            ended_by: ended,
            duration_ns: u64::try_from(ran.as_nanos()).unwrap_or(u64::MAX),
            parts,
            ran,
            server: None,
        }
    }

    /// The same in the name of its tool, for a process that runs several.
    pub fn named(self, server: &'static str) -> ServerSummary<C> {
        ServerSummary { server: Some(server), ..self }
    }
}

impl<C: fmt::Display> fmt::Display for ServerSummary<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ran = match self.ran.as_secs() {
            0..60 => format!("{:.1}s", self.ran.as_secs_f64()),
            seconds => humantime::format_duration(Duration::from_secs(seconds)).to_string(),
        };
        if let Some(server) = self.server {
            write!(f, "{server} ")?;
        }
        match self.ended_by {
            None => write!(f, "so far, after {ran}:")?,
            Some(Ended::Signal) => write!(f, "ended by a signal after {ran}:")?,
            Some(Ended::StopWord) => write!(f, "ended by a peer's stop word after {ran}:")?,
            Some(Ended::Idle) => {
                write!(f, "ended after {ran}, because no request came for the idle time-out:")?
            }
            Some(Ended::OutputClosed) => write!(f, "ended after {ran}, because nobody reads its output:")?,
            Some(Ended::Failure) => write!(f, "ended after {ran}, because another part of it failed:")?,
            Some(Ended::Served) => write!(f, "ended after {ran}, because one client has been served:")?,
        }
        match &self.parts {
            Parts::One(part) => write!(f, "\n{part}"),
            Parts::Several(parts) => {
                parts.iter().try_for_each(|(transport, part)| write!(f, "\nover {transport}:\n{part}"))
            }
        }
    }
}

/// The figures of several tools' servers that ran in one process.
#[derive(Debug, Serialize)]
pub struct TogetherSummary<C> {
    event: &'static str,
    role: &'static str,
    duration_ns: u64,
    servers: Vec<Named<C>>,
}

#[derive(Debug, Serialize)]
struct Named<C> {
    server: &'static str,
    #[serde(flatten)]
    summary: ServerSummary<C>,
}

impl<C> TogetherSummary<C> {
    /// Of servers that have run for `ran`, each with its tool's name.
    pub fn new(ran: Duration, servers: Vec<(&'static str, ServerSummary<C>)>) -> TogetherSummary<C> {
        let duration_ns = u64::try_from(ran.as_nanos()).unwrap_or(u64::MAX);
        let named =
            |(server, summary): (_, ServerSummary<C>)| Named { server, summary: summary.named(server) };
        let servers = servers.into_iter().map(named).collect();
        TogetherSummary { event: "summary", role: "server", duration_ns, servers }
    }
}

impl<C: fmt::Display> fmt::Display for TogetherSummary<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, Named { summary, .. }) in self.servers.iter().enumerate() {
            write!(f, "{}{summary}", if i == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl<C: fmt::Display> fmt::Display for Part<C> {
    /// The counts' own lines stand before the traffic; each is indented by two.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
