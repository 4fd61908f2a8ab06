//! What the client shows: the addresses, what became of each, the dialogue, and how it went.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use serde::Serialize;

use super::wire::Wire;
use crate::contract::{Ended, Event, Level};
use crate::drive::connect::Attempt;
use crate::error::reason;
use crate::stats::Distribution;
use crate::text::{Escaped, duration};

/// An IP version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Family {
    /// Version 4.
    #[serde(rename = "ipv4")]
    V4,
    /// Version 6.
    #[serde(rename = "ipv6")]
    V6,
}

impl From<SocketAddr> for Family {
    fn from(address: SocketAddr) -> Family {
        if address.is_ipv4() { Family::V4 } else { Family::V6 }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Family::V4 => "IPv4",
            Family::V6 => "IPv6",
        })
    }
}

/// What the client tells while it runs.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields' names say it, and Display has the sentences")]
pub enum ClientEvent {
    /// What the resolver gave.
    Resolved { host: String, addresses: Vec<IpAddr> },
    /// What became of one address.
    Attempt { server: SocketAddr, family: Family, connected: bool, reason: Option<String>, duration_ns: u64 },
    /// A text was acknowledged, or answered otherwise.
    Answer { number: u64, text: String, is_acknowledgement: bool, rtt_ns: u64 },
}

impl From<Attempt> for ClientEvent {
    fn from(Attempt { server, took, error }: Attempt) -> ClientEvent {
        ClientEvent::Attempt {
            server,
            family: server.into(),
            connected: error.is_none(),
            reason: error.as_ref().map(reason),
            duration_ns: nanos(took),
        }
    }
}

impl fmt::Display for ClientEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ClientEvent::Resolved { host, addresses } => {
                let addresses: Vec<String> = addresses.iter().map(ToString::to_string).collect();
                write!(f, "{host} has {}", addresses.join(", "))
            }
            ClientEvent::Attempt { server, family, reason, duration_ns, .. } => {
                let took = duration(Duration::from_nanos(*duration_ns));
                match reason {
                    None => write!(f, "connected to {server} over {family} in {took}"),
                    Some(why) => write!(f, "no connection to {server} over {family}: {why} after {took}"),
                }
            }
            ClientEvent::Answer { number, text, is_acknowledgement, rtt_ns } => {
                let rtt = duration(Duration::from_nanos(*rtt_ns));
                let remark = if *is_acknowledgement { "" } else { ", which is no Acknowledgement" };
                write!(f, "message {number}: {text}{remark}, rtt {rtt}")
            }
        }
    }
}

impl Event for ClientEvent {
    fn level(&self) -> Level {
        Level::Detail
    }
}

/// How it went.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    pub(super) event: &'static str,
    pub(super) role: &'static str,
    pub(super) wire: Wire,
    pub(super) host: String,
    pub(super) server: Option<SocketAddr>,
    pub(super) family: Option<Family>,
    pub(super) client: Option<SocketAddr>,
    pub(super) connect_ns: Option<u64>,
    pub(super) sent: u64,
    pub(super) acknowledged: u64,
    pub(super) rtt: Option<Distribution>,
    pub(super) why: Option<String>,
    pub(super) ended_by: Option<Ended>,
}

impl Summary {
    /// Whether there was a connection and everything was acknowledged.
    pub fn is_good(&self) -> bool {
        self.server.is_some() && self.acknowledged == self.sent && self.why.is_none()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary { host, wire, sent, acknowledged, .. } = self;
        match (self.server, self.family, self.client) {
            (Some(server), Some(family), Some(client)) => {
                write!(f, "{host} took {family}: from {client} to {server}")?;
            }
            _ => write!(f, "{host}: no connection")?,
        }
        if *wire == Wire::Course && self.server.is_some() {
            write!(f, "; {acknowledged} of {sent} messages acknowledged")?;
        }
        match &self.rtt {
            Some(rtt) => write!(f, ", rtt mean {}, max {}", duration(rtt.mean), duration(rtt.max)),
            None => Ok(()),
        }
    }
}

/// Text from the server, safe and not too long.
pub(super) fn shown(text: &[u8]) -> String {
    Escaped(text.get(..200).unwrap_or(text)).to_string()
}

pub(super) fn nanos(span: Duration) -> u64 {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
}
