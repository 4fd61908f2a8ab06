//! What the client has to show: how far it is, and how it went.

use std::fmt;
use std::net::SocketAddr;

use serde::Serialize;

use super::wire::Wire;
use crate::contract::{Ended, Event, Level};
use crate::drive::bulk::Progress;
use crate::text::{bits_per_second, duration, rate, volume};

/// How far the client is.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Interim {
    event: &'static str,
    role: &'static str,
    received_bytes: u64,
    duration_ns: u64,
    rate_bps: Option<u64>,
    #[serde(skip)]
    progress: Progress,
}

impl Interim {
    /// As JSON and as text.
    pub fn new(progress: Progress) -> Interim {
        Interim {
            event: "interim",
            role: "client",
            received_bytes: progress.received_bytes,
            duration_ns: u64::try_from(progress.took.as_nanos()).unwrap_or(u64::MAX),
            rate_bps: bits_per_second(progress.received_bytes, progress.took),
            progress,
        }
    }
}

impl Event for Interim {
    fn level(&self) -> Level {
        Level::Detail
    }
}

impl fmt::Display for Interim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", volume(self.received_bytes), duration(self.progress.took))?;
        match self.rate_bps {
            Some(bps) => write!(f, ", {}", rate(bps)),
            None => Ok(()),
        }
    }
}

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The stream came to a clean end.
    Received,
    /// `AUTH_ERROR`.
    KeyRefused,
    /// An answer that is none.
    StrangeAnswer,
    /// The server closed, or said nothing in time.
    NoAnswer,
    /// Nobody could be connected to.
    Unreachable,
    /// The connection was lost within the file.
    Cut,
    /// No byte came for too long.
    Stalled,
    /// We were told to stop.
    Stopped,
}

/// How it went.
#[derive(Debug, Serialize)]
pub struct Summary {
    event: &'static str,
    role: &'static str,
    wire: Wire,
    /// In a word.
    pub result: Verdict,
    /// In a sentence, when it is not [`Verdict::Received`].
    pub reason: Option<String>,
    /// Who was asked last.
    pub server: SocketAddr,
    received_bytes: u64,
    duration_ns: u64,
    rate_bps: Option<u64>,
    /// The file's name, when it is there; null for standard output.
    pub output: Option<String>,
    /// Where a part of it is.
    pub partial: Option<String>,
    /// What this wire cannot tell.
    completeness: &'static str,
    /// Who ended it.
    pub ended_by: Option<Ended>,
    #[serde(skip)]
    interim: Interim,
}

impl Summary {
    /// Of a run that came this far.
    pub fn new(
        wire: Wire,
        server: SocketAddr,
        result: Verdict,
        reason: Option<String>,
        progress: Progress,
    ) -> Summary {
        let interim = Interim::new(progress);
        Summary {
            event: "summary",
            role: "client",
            wire,
            result,
            reason,
            server,
            received_bytes: interim.received_bytes,
            duration_ns: interim.duration_ns,
            rate_bps: interim.rate_bps,
            output: None,
            partial: None,
            completeness: "not-verified",
            ended_by: None,
            interim,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary { server, interim, received_bytes, .. } = self;
        match &self.reason {
            None => {
                let output = self.output.as_deref().unwrap_or("standard output");
                writeln!(f, "{output}: {interim}, from {server}")?;
                write!(
                    f,
                    "the course format has no length: {received_bytes} bytes received, completeness not verified"
                )
            }
            Some(reason) => {
                write!(f, "{reason}")?;
                if *received_bytes > 0 {
                    write!(f, ", after {received_bytes} bytes")?;
                }
                match &self.partial {
                    Some(partial) => write!(f, "; what came is in {partial}"),
                    None => Ok(()),
                }
            }
        }
    }
}
