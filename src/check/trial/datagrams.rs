//! Our ends over UDP: one that asks a server, and one at which clients ask.

use std::cell::Cell;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use super::{Wire, shown};
use crate::check::case::{Fault, Outcome, Terms, spoken, wrong};
use crate::clock;
use crate::error::reason;
use crate::net::udp::{Connected, MAX_RECEIVED, Unconnected};
use crate::net::wait::For;

/// A UDP socket of ours that talks to the server under test.
pub struct Datagrams<'a> {
    pub(super) wire: Wire<'a>,
    pub(super) socket: Connected,
    /// The other machine says that nobody listens there.
    pub(super) is_refused: Cell<bool>,
}

impl Datagrams<'_> {
    /// Our address.
    pub fn local(&self) -> Outcome<SocketAddr> {
        self.socket.local().map_err(|error| Fault::Unjudged(reason(&error)))
    }

    /// Sends one datagram.
    pub fn send(&self, bytes: &[u8]) -> Outcome {
        self.wire.sent(self.socket.peer(), bytes);
        if let Err(error) = self.socket.send(bytes) {
            self.is_refused.set(error.kind() == io::ErrorKind::ConnectionRefused);
        }
        Ok(())
    }

    /// The next datagram, at most after `limit`; none when there is none, also where nobody listens any more.
    pub fn receive(&self, limit: Duration) -> Outcome<Option<Vec<u8>>> {
        let deadline = clock::now() + limit;
        let mut buffer = vec![0; MAX_RECEIVED];
        while self.wire.wait(&self.socket, For::Reading, deadline)? {
            match self.socket.receive(&mut buffer) {
                Ok(length) => {
                    buffer.truncate(length);
                    self.wire.received(self.socket.peer(), &buffer);
                    return Ok(Some(buffer));
                }
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                    self.is_refused.set(true);
                    return Ok(None);
                }
                Err(_) => {}
            }
        }
        Ok(None)
    }

    /// The answer is exactly this.
    pub fn expect(&self, expected: &[u8]) -> Outcome {
        match self.receive(self.wire.terms.patience)? {
            Some(answer) if answer == expected => Ok(()),
            Some(answer) => wrong(shown(expected), shown(&answer)),
            None => wrong(shown(expected), self.nothing(self.wire.terms.patience)),
        }
    }

    /// Nothing comes.
    pub fn expect_nothing(&self, instead_of: &str) -> Outcome {
        match self.receive(Terms::QUIET)? {
            Some(answer) => wrong(instead_of, shown(&answer)),
            None => Ok(()),
        }
    }

    /// That nothing came, in words.
    pub fn nothing(&self, within: Duration) -> String {
        if self.is_refused() {
            "nobody listens there".to_owned()
        } else {
            format!("nothing within {}", spoken(within))
        }
    }

    /// Whether the other machine said that nobody listens there.
    pub fn is_refused(&self) -> bool {
        self.is_refused.get()
    }
}

/// A UDP socket of ours at which the client under test asks.
pub struct UdpHost<'a> {
    pub(super) wire: Wire<'a>,
    pub(super) socket: Unconnected,
}

impl UdpHost<'_> {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.socket.address()
    }

    /// The next datagram and who sent it, at most after `limit`.
    pub fn receive(&self, limit: Duration) -> Outcome<Option<(Vec<u8>, SocketAddr)>> {
        let deadline = clock::now() + limit;
        let mut buffer = vec![0; MAX_RECEIVED];
        while self.wire.wait(&self.socket, For::Reading, deadline)? {
            // An error is about a datagram that was sent before.
            if let Ok((length, peer)) = self.socket.receive_from(&mut buffer) {
                buffer.truncate(length);
                self.wire.received(peer, &buffer);
                return Ok(Some((buffer, peer)));
            }
        }
        Ok(None)
    }

    /// The next datagram; that none comes is a fault.
    pub fn expect_any(&self, what: &str, limit: Duration) -> Outcome<(Vec<u8>, SocketAddr)> {
        match self.receive(limit)? {
            Some(datagram) => Ok(datagram),
            None => wrong(what, format!("nothing within {}", spoken(limit))),
        }
    }

    /// Sends one datagram.
    pub fn send(&self, bytes: &[u8], peer: SocketAddr) -> Outcome {
        self.wire.sent(peer, bytes);
        let _ = self.socket.send_to(bytes, peer);
        Ok(())
    }
}
