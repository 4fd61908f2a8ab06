//! Our ends over TCP: a listening socket, and a connection either way.

use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::time::Duration;

use super::{Wire, shown};
use crate::check::case::{Fault, Outcome, Terms, spoken, wrong};
use crate::clock;
use crate::error::reason;
use crate::net::stream::{Connection, Listener};
use crate::net::wait::For;

/// The most bytes of a stream that a case keeps.
const MAX_KEPT: usize = 1 << 20;

/// A listening socket of ours to which the client under test connects.
pub struct TcpHost<'a> {
    pub(super) wire: Wire<'a>,
    pub(super) listener: Listener,
}

impl<'a> TcpHost<'a> {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.listener.address()
    }

    /// The next connection, at most after `limit`.
    pub fn accept(&self, limit: Duration) -> Outcome<Option<Stream<'a>>> {
        let deadline = clock::now() + limit;
        while self.wire.wait(&self.listener, For::Reading, deadline)? {
            if let Ok(connection) = self.listener.accept() {
                self.wire.log.heard.set(true);
                return Ok(Some(Stream::new(self.wire.another(), connection)));
            }
        }
        Ok(None)
    }

    /// The next connection; that none comes is a fault.
    pub fn expect_connection(&self, limit: Duration) -> Outcome<Stream<'a>> {
        match self.accept(limit)? {
            Some(stream) => Ok(stream),
            None => wrong("a connection", format!("none within {}", spoken(limit))),
        }
    }
}

/// A connection with the program under test.
pub struct Stream<'a> {
    pub(super) wire: Wire<'a>,
    pub(super) connection: Connection,
    /// Bytes that have come and were not looked at.
    pub(super) kept: Vec<u8>,
    /// How the other end ended it, if it has.
    pub(super) end: Option<End>,
}

/// How the other end ended a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It closed it.
    Closed,
    /// It broke it off.
    Reset,
}

impl<'a> Stream<'a> {
    pub(super) fn new(wire: Wire<'a>, connection: Connection) -> Stream<'a> {
        Stream { wire, connection, kept: Vec::new(), end: None }
    }

    /// Our address.
    pub fn local(&self) -> Outcome<SocketAddr> {
        self.connection.local().map_err(|error| Fault::Unjudged(reason(&error)))
    }

    /// The other end's.
    pub fn peer(&self) -> SocketAddr {
        self.connection.peer()
    }

    /// Sends these bytes. A program that no longer takes them is no fault here: what it does next tells.
    pub fn send(&mut self, bytes: &[u8]) -> Outcome {
        self.wire.sent(self.connection.peer(), bytes);
        let mut deadline = clock::now() + self.wire.terms.patience;
        let mut rest = bytes;
        while !rest.is_empty() && self.wire.wait(&self.connection, For::Writing, deadline)? {
            match (&self.connection).write(rest) {
                Ok(length) => {
                    rest = rest.get(length..).unwrap_or_default();
                    deadline = clock::now() + self.wire.terms.patience;
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => return Ok(()),
            }
            // It may wait for us to take something first.
            self.read_what_is_there();
        }
        Ok(())
    }

    fn read_what_is_there(&mut self) {
        let mut chunk = [0; 16 << 10];
        while self.end.is_none() && self.kept.len() < MAX_KEPT {
            match (&self.connection).read(&mut chunk) {
                Ok(0) => self.end = Some(End::Closed),
                Ok(length) => {
                    let bytes = chunk.get(..length).unwrap_or_default();
                    self.wire.received(self.connection.peer(), bytes);
                    self.kept.extend_from_slice(bytes);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => self.end = Some(End::Reset),
            }
        }
    }

    /// Reads until `enough` of what is kept, the end, the bound or the limit.
    fn read_until(&mut self, limit: Duration, enough: impl Fn(&[u8]) -> bool) -> Outcome {
        let deadline = clock::now() + limit;
        loop {
            self.read_what_is_there();
            if enough(&self.kept) || self.end.is_some() || self.kept.len() >= MAX_KEPT {
                return Ok(());
            }
            if !self.wire.wait(&self.connection, For::Reading, deadline)? {
                return Ok(());
            }
        }
    }

    /// The next bytes are exactly these; what follows them stays for later.
    pub fn expect(&mut self, expected: &[u8]) -> Outcome {
        self.read_until(self.wire.terms.patience, |kept| {
            !expected.starts_with(kept) || kept.len() >= expected.len()
        })?;
        if self.kept.starts_with(expected) {
            self.kept.drain(..expected.len());
            return Ok(());
        }
        // The rest of a wrong answer says more than its beginning.
        self.read_until(Terms::QUIET, |_| false)?;
        wrong(shown(expected), self.seen())
    }

    /// What comes next, whole as far as can be told: until nothing more has come for a while, or the end.
    pub fn receive(&mut self, limit: Duration) -> Outcome<Vec<u8>> {
        self.read_until(limit, |kept| !kept.is_empty())?;
        loop {
            let length = self.kept.len();
            self.read_until(Duration::from_millis(100), |kept| kept.len() > length)?;
            if self.kept.len() == length {
                return Ok(std::mem::take(&mut self.kept));
            }
        }
    }

    /// At least so many bytes, or those there were when the limit passed or the end came.
    pub fn receive_exactly(&mut self, length: usize, limit: Duration) -> Outcome<Vec<u8>> {
        self.read_until(limit, |kept| kept.len() >= length)?;
        let length = length.min(self.kept.len());
        Ok(self.kept.drain(..length).collect())
    }

    /// Everything until the end; none when it does not end within the limit.
    pub fn receive_to_end(&mut self, limit: Duration) -> Outcome<Option<Vec<u8>>> {
        self.read_until(limit, |_| false)?;
        Ok(self.end.map(|_| std::mem::take(&mut self.kept)))
    }

    /// Nothing more comes.
    pub fn expect_nothing(&mut self, instead_of: &str) -> Outcome {
        self.read_until(Terms::QUIET, |kept| !kept.is_empty())?;
        if self.kept.is_empty() && self.end.is_none() { Ok(()) } else { wrong(instead_of, self.seen()) }
    }

    /// The other end closes without a further byte.
    pub fn expect_end(&mut self, expected: &str) -> Outcome {
        self.read_until(self.wire.terms.patience, |kept| !kept.is_empty())?;
        if self.kept.is_empty() && self.end.is_some() { Ok(()) } else { wrong(expected, self.seen()) }
    }

    /// How the other end ended it, if it has.
    pub fn end(&self) -> Option<End> {
        self.end
    }

    /// What has come and was not looked at, in words.
    pub fn seen(&self) -> String {
        let bytes = if self.kept.is_empty() { "nothing".to_owned() } else { shown(&self.kept) };
        match self.end {
            Some(End::Closed) => format!("{bytes}, then it closed the connection"),
            Some(End::Reset) => format!("{bytes}, then it broke the connection off"),
            None => format!("{bytes}, and the connection stays open"),
        }
    }

    /// Says that nothing more will be said.
    pub fn finish(&self) {
        self.wire.log.write_down("the end of our side".to_owned());
        let _ = self.connection.finish();
    }

    /// Breaks the connection off, as a machine does that vanishes.
    pub fn vanish(self) {
        self.wire.log.write_down("the connection broken off".to_owned());
        self.connection.reset();
    }
}
