//! The server under test.

use std::cell::Cell;
use std::io;
use std::net::SocketAddr;
use std::process::ExitStatus;
use std::time::Duration;

use super::{Datagrams, Stream, Wire, last_words};
use crate::check::case::{Fault, Outcome, spoken, unjudged, wrong};
use crate::clock;
use crate::drive::connect;
use crate::drive::program::Program;
use crate::error::reason;
use crate::net::bound::Claim;
use crate::net::udp::Connected;

/// The server under test.
pub struct Server<'a> {
    pub(super) wire: Wire<'a>,
    /// Where it listens.
    pub address: SocketAddr,
    pub(super) program: Option<Program>,
    /// Its port, kept from other checks of this machine.
    pub(super) _claim: Option<Claim>,
}

impl<'a> Server<'a> {
    /// A new UDP socket of ours that talks to it.
    pub fn datagrams(&self) -> Outcome<Datagrams<'a>> {
        let socket = Connected::open(self.address, None).map_err(|error| {
            Fault::Unjudged(format!("cannot send to {}: {}", self.address, reason(&error)))
        })?;
        Ok(Datagrams { wire: self.wire.another(), socket, is_refused: Cell::new(false) })
    }

    /// A new connection to it.
    pub fn connect(&self) -> Outcome<Stream<'a>> {
        let mut why = None;
        let limit = Some(self.wire.terms.patience);
        let tried = |attempt: connect::Attempt| why = attempt.error;
        let connection = connect::connect(&[self.address], None, limit, self.wire.stop, tried);
        match (connection, why) {
            (Some(connection), _) => {
                self.wire.log.heard.set(true);
                Ok(Stream::new(self.wire.another(), connection))
            }
            (None, None) => unjudged("interrupted"),
            (None, Some(error)) if error.kind() == io::ErrorKind::ConnectionRefused && !self.is_ours() => {
                Err(Fault::Absent {
                    expected: format!("a server at {}", self.address),
                    seen: "nobody listens there".to_owned(),
                })
            }
            (None, Some(error)) => wrong(
                format!("{} takes a connection", self.address),
                if error.kind() == io::ErrorKind::TimedOut {
                    format!("no answer within {}", spoken(self.wire.terms.patience))
                } else {
                    reason(&error)
                },
            ),
        }
    }

    /// What tells this check's names from those of an earlier one, where the server remembers: four digits for one
    /// that runs already, nothing for one that was just started.
    pub fn mark(&self) -> String {
        if self.is_ours() { String::new() } else { format!("{:04}", std::process::id() % 10_000) }
    }

    /// Whether we started it, so that its end and its output can be seen.
    pub fn is_ours(&self) -> bool {
        self.program.is_some()
    }

    /// Waits until it has ended by itself, at most so long; none when it has not, or when it is not ours to see.
    pub fn ended(&mut self, limit: Duration) -> Outcome<Option<ExitStatus>> {
        let limit = limit.min(self.wire.deadline.since(clock::now()));
        let stop = self.wire.stop;
        let status = self.program.as_mut().and_then(|program| program.wait_for_end(limit, stop));
        if stop.raised().is_some() { unjudged("interrupted") } else { Ok(status) }
    }

    /// What it has printed.
    pub fn output(&self) -> String {
        let output = self.program.as_ref().map(Program::output).unwrap_or_default();
        String::from_utf8_lossy(&output).into_owned()
    }

    /// It is still there: it has not ended while we know.
    pub fn must_live(&mut self, after: &str) -> Outcome {
        let Some(program) = &mut self.program else { return Ok(()) };
        match program.ended() {
            Ok(Some(status)) => wrong(
                format!("the server goes on {after}"),
                format!("it ended ({status}){}", last_words(&program.errors())),
            ),
            _ => Ok(()),
        }
    }
}
