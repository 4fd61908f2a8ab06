//! `--mtu`: the longest packet that the way to a target takes whole, found by halving.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::target::Reached;
use crate::cli::Context;
use crate::cli::probing::explain;
use crate::clock;
use crate::contract::{Direction, Event, Level, Transport};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Error, Exit, Result};
use crate::net::sys::clock::quality;
use crate::net::udp::{self, Connected, MAX_PAYLOAD};
use crate::net::wait::{For, wait};
use crate::probe::stamp::auth::Key;
use crate::probe::stamp::packet::{Mode, Probe, Reply};
use crate::probe::stamp::timestamp::{ErrorEstimate, Format, Timestamp};
use crate::probe::stamp::tlv::Asks;

/// How often a size is tried before it counts as too long: a packet can be lost for other reasons.
const TRIES: u32 = 3;

/// What stands before the payload of a packet: the headers of IP and UDP.
const fn headers(server: SocketAddr) -> usize {
    if server.is_ipv4() { 28 } else { 48 }
}

/// What was found.
#[derive(Debug, Serialize)]
struct Found {
    event: &'static str,
    role: &'static str,
    targets: Vec<PathMtu>,
}

#[derive(Debug, Serialize)]
struct PathMtu {
    target: Arc<str>,
    server: SocketAddr,
    /// The longest IP packet; `None` when nothing was answered.
    mtu_bytes: Option<usize>,
    /// The longest payload of UDP.
    payload_bytes: Option<usize>,
    /// Whether the search was broken off, so that longer ones may arrive too.
    #[serde(rename = "broken_off")]
    is_broken_off: bool,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, PathMtu { target, server, mtu_bytes, payload_bytes, is_broken_off }) in
            self.targets.iter().enumerate()
        {
            if i > 0 {
                writeln!(f)?;
            }
            match (mtu_bytes, payload_bytes) {
                (Some(mtu), Some(payload)) => {
                    write!(
                        f,
                        "{server}: packets of up to {mtu} bytes arrive whole ({payload} bytes of payload)"
                    )?;
                    if *is_broken_off {
                        f.write_str(", and perhaps longer ones: the search was broken off")?;
                    }
                }
                _ => write!(f, "{target}: nothing was answered")?,
            }
        }
        Ok(())
    }
}

/// A size that was tried.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename = "tried")]
struct Tried {
    server: SocketAddr,
    mtu_bytes: usize,
    arrives: bool,
}

impl fmt::Display for Tried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = if self.arrives { "arrive" } else { "do not arrive" };
        write!(f, "{}: packets of {} bytes {outcome}", self.server, self.mtu_bytes)
    }
}

impl Event for Tried {
    fn level(&self) -> Level {
        Level::Detail
    }
}

/// Looks for the path MTU of each target, one after the other.
pub fn run(targets: Vec<Reached>, patience: Duration, key: Option<Key>, context: Context) -> Result<Exit> {
    let mut report = context.report("ping");
    let watch = report.watch(true);
    let search = move |stop: Stop, mut teller: Teller<Tried, ()>| {
        let find = |target: &Reached| Search::new(target, patience, key.clone())?.find(&stop, &mut teller);
        targets.iter().map(find).collect::<Result<Vec<_>>>()
    };
    let targets = supervise(watch, context.leave, search, |notice: Notice<Tried, ()>| {
        report.notice(notice, explain, |_, ()| std::ops::ControlFlow::Continue(()))
    })??;
    let is_answered = targets.iter().any(|found| found.mtu_bytes.is_some());
    let _ = report.result(&Found { event: "summary", role: "client", targets });
    report.finish().map(|()| if is_answered { Exit::Done } else { Exit::Negative })
}

struct Search<'a> {
    target: &'a Reached,
    socket: Connected,
    patience: Duration,
    mode: Mode,
    key: Option<Key>,
    clock: ErrorEstimate,
    next: u32,
}

impl Search<'_> {
    fn new(target: &Reached, patience: Duration, key: Option<Key>) -> Result<Search<'_>> {
        let mode = if key.is_some() { Mode::Authenticated } else { Mode::Open };
        let clock = ErrorEstimate::of(quality());
        Ok(Search { socket: target.connect()?, target, patience, mode, key, clock, next: 0 })
    }

    fn find(mut self, stop: &Stop, teller: &mut Teller<Tried, ()>) -> Result<PathMtu> {
        let (target, server) = (self.target.name.clone(), self.target.server);
        let (mut arrives, mut too_long) = (self.mode.base_length(), MAX_PAYLOAD + 1);
        if !self.passes(arrives, stop, teller)? {
            let is_broken_off = stop.raised().is_some();
            return Ok(PathMtu { target, server, mtu_bytes: None, payload_bytes: None, is_broken_off });
        }
        // Most ways take one of these; with one that arrives and the next that does not, little is left to halve.
        let usual = [1280, 1500, 9000].map(|mtu| mtu - headers(server));
        for size in usual.into_iter().flat_map(|size| [size, size + 1]) {
            if size > arrives && size < too_long && stop.raised().is_none() {
                if self.passes(size, stop, teller)? { arrives = size } else { too_long = size }
            }
        }
        while too_long - arrives > 1 && stop.raised().is_none() {
            let middle = arrives + (too_long - arrives) / 2;
            if self.passes(middle, stop, teller)? { arrives = middle } else { too_long = middle }
        }
        let is_broken_off = stop.raised().is_some();
        let (mtu_bytes, payload_bytes) = (Some(arrives + headers(server)), Some(arrives));
        Ok(PathMtu { target, server, mtu_bytes, payload_bytes, is_broken_off })
    }

    /// Whether a packet of this payload is answered.
    fn passes(&mut self, size: usize, stop: &Stop, teller: &mut Teller<Tried, ()>) -> Result<bool> {
        let mut arrives = false;
        for _ in 0..TRIES {
            match self.ask(size, stop, teller) {
                Ok(true) => arrives = true,
                Ok(false) if stop.raised().is_none() => continue,
                Ok(false) => {}
                // Longer than our own device takes.
                Err(error) if udp::is_too_long(&error) => {}
                Err(error) => {
                    return Err(Error::system(format!("cannot send to {}", self.target.server), &error));
                }
            }
            break;
        }
        let (server, mtu_bytes) = (self.target.server, size + headers(self.target.server));
        if stop.raised().is_some() && !arrives {
            return Ok(false);
        }
        teller.tell(Notice::Event(Tried { server, mtu_bytes, arrives }));
        Ok(arrives)
    }

    fn ask(&mut self, size: usize, stop: &Stop, teller: &mut Teller<Tried, ()>) -> io::Result<bool> {
        let (sequence, sent_at) = (self.next, clock::unix_ns());
        self.next = self.next.wrapping_add(1);
        let Search { mode, clock: error, .. } = *self;
        let probe = Probe { mode, sequence, sent_at, error, ssid: 1, asks: Asks::default(), size };
        let mut packet = Vec::new();
        probe.write(self.key.as_ref(), &mut packet);
        teller.message(Direction::Out, Transport::Udp, self.target.server, &packet);
        self.send(&packet)?;
        let deadline = clock::now() + self.patience;
        let mut answer = vec![0; MAX_PAYLOAD];
        while clock::now() < deadline && stop.raised().is_none() {
            let sources = [(self.socket.as_fd(), For::Reading), (stop.fd(), For::Reading)];
            wait(sources, Some(deadline - clock::now()))?;
            match self.socket.receive(&mut answer) {
                Ok(length) => {
                    let answer = answer.get(..length).unwrap_or_default();
                    teller.message(Direction::In, Transport::Udp, self.target.server, answer);
                    let reply = Reply::parse(mode, self.key.as_ref(), answer);
                    let ours = Timestamp::from_unix(sent_at, Format::Ntp);
                    if reply.is_ok_and(|r| r.request_sequence == sequence && r.request_sent_at == ours) {
                        return Ok(true);
                    }
                }
                Err(error) if is_passing(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }

    /// An error of an earlier packet is told once, in place of sending this one.
    fn send(&self, packet: &[u8]) -> io::Result<()> {
        match self.socket.send(packet) {
            Err(error) if is_passing(&error) => self.socket.send(packet),
            sent => sent,
        }
    }
}

fn is_passing(error: &io::Error) -> bool {
    let kinds = [io::ErrorKind::WouldBlock, io::ErrorKind::Interrupted];
    kinds.contains(&error.kind()) || udp::unreachable(error).is_some()
}
