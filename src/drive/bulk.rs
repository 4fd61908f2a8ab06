//! Files and other long streams over TCP, one thread a stream, moved by the kernel: no buffer of ours, so a thousand
//! clients cost little more than one.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, Scope, scope};
use std::time::Duration;

use nix::fcntl::OFlag;

use super::stop::Stop;
use super::{Figures, Notice, Teller};
use crate::clock::{self, Instant};
use crate::contract::{Answer, BodyEnd, BodyOver, Bulk, Direction, Ended, Traffic, Transport};
use crate::error::{Error, Result, reason};
use crate::net::bulk::{CHUNK, Funnel, Trouble};
use crate::net::stream::{Connection, Listener};
use crate::net::wait::{For, wait, wait_all};
use crate::pace::OncePerSecond;

/// How long accepting rests when the system could not give us a connection or a thread.
const ACCEPT_REST: Duration = Duration::from_millis(50);

/// How often a server that serves one client at a time looks whether it has gone.
const NEXT_CLIENT: Duration = Duration::from_millis(20);

/// How long a peer may take to read an answer that ends the dialogue, and to close its side after it.
const LINGER: Duration = Duration::from_secs(1);

/// Bytes of a dialogue read at once.
const READ: usize = 1024;

/// Bytes a peer may say, unasked, between the last byte of its body and its end.
const MAX_DISCARDED: usize = 1 << 20;

/// Address space of a stream's thread; it uses a few KiB of it.
const STACK: usize = 256 * 1024;

/// How often a receiver tells how far it is.
const PROGRESS: Duration = Duration::from_millis(200);

/// What is sent: a file as it was when it was opened.
#[derive(Debug)]
pub struct Body {
    file: File,
    then: Metadata,
}

impl Body {
    /// Opens a regular file, following links; nothing else is waited for or sent.
    pub fn open(path: &Path) -> io::Result<Body> {
        // A pipe without a writer would keep us waiting.
        let flags = OFlag::O_NONBLOCK | OFlag::O_NOCTTY;
        let file = OpenOptions::new().read(true).custom_flags(flags.bits()).open(path)?;
        let then = file.metadata()?;
        let kind = then.file_type();
        let what = match kind {
            _ if kind.is_file() => return Ok(Body { file, then }),
            _ if kind.is_dir() => "a folder",
            _ if kind.is_fifo() => "a pipe",
            _ if kind.is_socket() => "a socket",
            _ => "a device",
        };
        Err(io::Error::other(format!("it is {what}, and only a regular file can be sent")))
    }

    /// Its length in bytes when it was opened.
    pub fn length(&self) -> u64 {
        self.then.len()
    }

    fn has_changed(&self) -> bool {
        let of = |data: &Metadata| (data.len(), data.mtime(), data.mtime_nsec());
        self.file.metadata().map_or(true, |now| of(&now) != of(&self.then))
    }
}

/// What bounds a server of bodies.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at once.
    pub max_clients: usize,
    /// How long a peer may take no byte.
    pub stall_timeout: Option<Duration>,
    /// Whether the next client waits until the one before has gone.
    pub one_at_a_time: bool,
}

/// Serves `listeners` by `core` until `stop` is raised or the core wants to end; `open` gives each client its body.
pub fn serve<C>(
    listeners: &[Listener],
    core: C,
    open: impl Fn() -> io::Result<Body> + Sync,
    limits: Limits,
    stop: &Stop,
    teller: Teller<C::Event, Figures<C::Summary>>,
) -> Result<Figures<C::Summary>>
where
    C: Bulk + Send,
    C::Connection: Send,
{
    let cannot_start = |error: io::Error| Error::system("cannot start serving connections", &error);
    let answer = Answer::new(teller.watch().details);
    let house = House {
        inner: Mutex::new(Inner { core, answer, teller, connections: 0 }),
        in_bytes: AtomicU64::new(0),
        out_bytes: AtomicU64::new(0),
        open: AtomicUsize::new(0),
        body: open,
        limits,
        over: Stop::new().map_err(cannot_start)?,
    };
    for listener in listeners {
        house.lock().teller.tell(Notice::Ready(Transport::Tcp, listener.address()));
    }
    // Every stream has heard of the end when this is over.
    let ended = scope(|threads| {
        let ended = accept(&house, listeners, stop, threads);
        house.over.raise(*ended.as_ref().unwrap_or(&Ended::Signal));
        ended
    });
    Ok(house.figures(Some(ended.map_err(cannot_start)?)))
}

/// What all connections of a server share.
struct House<C: Bulk, O> {
    inner: Mutex<Inner<C>>,
    in_bytes: AtomicU64,
    out_bytes: AtomicU64,
    open: AtomicUsize,
    body: O,
    limits: Limits,
    /// Raised for the streams' threads; the server's own stop is one of the reasons.
    over: Stop,
}

struct Inner<C: Bulk> {
    core: C,
    answer: Answer<C::Event>,
    teller: Teller<C::Event, Figures<C::Summary>>,
    connections: u64,
}

/// What one call of the core came to.
struct Outcome {
    bytes: Vec<u8>,
    close: bool,
}

impl<C: Bulk, O> House<C, O> {
    fn lock(&self) -> MutexGuard<'_, Inner<C>> {
        // A core that panicked ends the program; until then its figures are as good as they were.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls the core and tells its news.
    fn call<T>(&self, body: impl FnOnce(&mut C, Instant, &mut Answer<C::Event>) -> T) -> (T, Outcome) {
        let inner = &mut *self.lock();
        let answer = &mut inner.answer;
        let result = body(&mut inner.core, clock::now(), answer);
        inner.teller.news(&mut answer.news);
        if let Some(why) = answer.news.stopped() {
            self.over.raise(why);
        }
        let outcome = Outcome { bytes: std::mem::take(&mut answer.bytes), close: answer.close };
        answer.close = false;
        (result, outcome)
    }

    fn figures(&self, ended: Option<Ended>) -> Figures<C::Summary> {
        let inner = self.lock();
        let traffic = Traffic {
            connections: inner.connections,
            in_bytes: self.in_bytes.load(Ordering::Relaxed),
            out_bytes: self.out_bytes.load(Ordering::Relaxed),
            ..Traffic::default()
        };
        Figures { summary: inner.core.summary(clock::now()), traffic, ended }
    }

    fn message(&self, direction: Direction, peer: SocketAddr, bytes: &[u8]) {
        self.lock().teller.message(direction, Transport::Tcp, peer, bytes);
    }
}

/// Takes connections until the end, each to a thread of its own.
fn accept<'scope, C, O>(
    house: &'scope House<C, O>,
    listeners: &[Listener],
    stop: &Stop,
    threads: &'scope Scope<'scope, '_>,
) -> io::Result<Ended>
where
    C: Bulk + Send,
    C::Connection: Send,
    O: Fn() -> io::Result<Body> + Sync,
{
    let mut lines = OncePerSecond::default();
    let signs = [stop.fd(), house.over.fd(), stop.figures_fd()];
    let with_listeners: Vec<BorrowedFd<'_>> =
        signs.into_iter().chain(listeners.iter().map(AsFd::as_fd)).collect();
    let mut rest = None;
    loop {
        let is_busy = house.limits.one_at_a_time && house.open.load(Ordering::SeqCst) > 0;
        let ready = match rest.take().or(is_busy.then_some(NEXT_CLIENT)) {
            Some(limit) => wait_all(&signs, Some(limit))?,
            None => wait_all(&with_listeners, None)?,
        };
        if let Some(why) = stop.raised().or(house.over.raised()) {
            return Ok(why);
        }
        if stop.figures_wanted() {
            let figures = house.figures(None);
            house.lock().teller.tell(Notice::Interim(figures));
        }
        for (listener, _) in listeners.iter().zip(ready.iter().skip(signs.len())).filter(|(_, ready)| **ready)
        {
            let taken = listener.accept().and_then(|connection| admit(house, connection, threads));
            match taken {
                Ok(()) => {}
                // The peer has gone again before we came.
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::WouldBlock | io::ErrorKind::ConnectionAborted
                    ) => {}
                Err(error) => {
                    rest = Some(ACCEPT_REST);
                    if lines.pass(clock::now()).is_some() {
                        let why = reason(&error);
                        house
                            .lock()
                            .teller
                            .tell(Notice::Note(format!("cannot accept connections for now: {why}")));
                    }
                }
            }
            if house.limits.one_at_a_time {
                break;
            }
        }
    }
}

/// Counts a connection while it is open.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(open: &'a AtomicUsize) -> Place<'a> {
        open.fetch_add(1, Ordering::SeqCst);
        Place(open)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn admit<'scope, C, O>(
    house: &'scope House<C, O>,
    connection: Connection,
    threads: &'scope Scope<'scope, '_>,
) -> io::Result<()>
where
    C: Bulk + Send,
    C::Connection: Send,
    O: Fn() -> io::Result<Body> + Sync,
{
    connection.keep_little_unsent()?;
    let peer = connection.peer();
    house.lock().connections += 1;
    let has_room = house.open.load(Ordering::SeqCst) < house.limits.max_clients;
    let (opened, first) = house.call(|core, now, answer| {
        if has_room {
            core.open(now, peer, answer)
        } else {
            core.full(now, peer, answer);
            None
        }
    });
    let Some(on) = opened else {
        // One that is refused must not hold a place by being slow: what it does not take at once is lost.
        let _ = (&connection).write(&first.bytes);
        return Ok(());
    };
    let place = Place::take(&house.open);
    let stream = Stream { house, connection, peer, on };
    Builder::new().name("stream".to_owned()).stack_size(STACK).spawn_scoped(threads, move || {
        let _place = place;
        stream.serve(first);
    })?;
    Ok(())
}

/// One connection on its thread.
struct Stream<'a, C: Bulk, O> {
    house: &'a House<C, O>,
    connection: Connection,
    peer: SocketAddr,
    on: C::Connection,
}

impl<C: Bulk, O: Fn() -> io::Result<Body>> Stream<'_, C, O> {
    fn serve(mut self, first: Outcome) {
        // An error means that the peer has gone; nobody is there to be told.
        let over = self.converse(first).ok().flatten().map(|(answer, pause)| self.give(&answer, pause));
        let Stream { house, connection, on, .. } = self;
        // Before the core tells of it, so that who reads that finds it so.
        if over.as_ref().is_some_and(|over| !matches!(over.end, BodyEnd::Whole { .. })) {
            connection.reset();
        } else {
            drop(connection);
        }
        house.call(|core, now, answer| core.over(now, on, over.as_ref(), &mut answer.news));
    }

    /// The dialogue: `Some` with the last answer, still to be said, when the body follows.
    fn converse(&mut self, first: Outcome) -> io::Result<Option<(Vec<u8>, Duration)>> {
        let mut outcome = first;
        let mut buffer = [0; READ];
        loop {
            let (follows, deadline) = {
                let core = &self.house.lock().core;
                (core.body_follows(&self.on), core.connection_deadline(&self.on))
            };
            if let Some(pause) = follows {
                return Ok(Some((outcome.bytes, pause)));
            }
            let until = if outcome.close { Some(clock::now() + LINGER) } else { deadline };
            self.say(&outcome.bytes, until)?;
            if outcome.close {
                return self.linger().map(|()| None);
            }
            let (house, peer, on) = (self.house, self.peer, &mut self.on);
            outcome = match (&self.connection).read(&mut buffer) {
                Ok(0) => house.call(|core, now, answer| core.end(now, on, answer)).1,
                Ok(count) => {
                    let bytes = buffer.get(..count).unwrap_or_default();
                    house.in_bytes.fetch_add(count as u64, Ordering::Relaxed);
                    house.message(Direction::In, peer, bytes);
                    house.call(|core, now, answer| core.read(now, on, bytes, answer)).1
                }
                Err(error) if is_no_news(&error) => match self.wait(For::Reading, deadline)? {
                    Waited::Ready => Outcome { bytes: Vec::new(), close: false },
                    Waited::Passed => {
                        let on = &mut self.on;
                        house.call(|core, now, answer| core.timeout(now, on, answer)).1
                    }
                    Waited::Over => return Ok(None),
                },
                Err(error) => return Err(error),
            };
        }
    }

    /// The last answer, the pause, the body, and the end.
    fn give(&self, answer: &[u8], pause: Duration) -> BodyOver {
        let mut over = BodyOver { sent_bytes: 0, took: Duration::ZERO, end: BodyEnd::Stopped };
        // Before the peer is told that it comes.
        let body = match (self.house.body)() {
            Ok(body) => body,
            Err(error) => {
                over.end = BodyEnd::Missing(reason(&error));
                return over;
            }
        };
        let until = self.house.limits.stall_timeout.map(|limit| clock::now() + limit);
        if let Err(error) = self.say(answer, until).and_then(|()| self.pause(pause)) {
            over.end = BodyEnd::Lost(reason(&error));
            return over;
        }
        let started = clock::now();
        over.end =
            self.send(&body, &mut over.sent_bytes).unwrap_or_else(|error| BodyEnd::Lost(reason(&error)));
        over.took = clock::now() - started;
        over
    }

    fn pause(&self, pause: Duration) -> io::Result<()> {
        let until = clock::now() + pause;
        while clock::now() < until && self.house.over.raised().is_none() {
            wait([(self.house.over.fd(), For::Reading)], Some(until - clock::now()))?;
        }
        Ok(())
    }

    fn send(&self, body: &Body, sent: &mut u64) -> io::Result<BodyEnd> {
        while *sent < body.length() {
            if self.house.over.raised().is_some() {
                return Ok(BodyEnd::Stopped);
            }
            match self.connection.send_file(&body.file, sent, body.length() - *sent) {
                Ok(0) => return Ok(BodyEnd::Shrunk),
                Ok(count) => {
                    self.house.out_bytes.fetch_add(count as u64, Ordering::Relaxed);
                }
                Err(error) if is_no_news(&error) => {
                    if let Waited::Passed = self.wait_while_taken(For::Writing)? {
                        return Ok(BodyEnd::Stalled);
                    }
                }
                Err(error) => return Err(error),
            }
        }
        let whole = BodyEnd::Whole { changed: body.has_changed() };
        self.connection.finish()?;
        // The last bytes lie in the system still; a peer that has them closes its side. One that talks instead is
        // heard out so long, and no longer.
        for _ in 0..MAX_DISCARDED / READ {
            match self.wait_while_taken(For::Reading)? {
                Waited::Ready if self.discard()? => {}
                Waited::Passed if self.connection.unacknowledged()? > 0 => return Ok(BodyEnd::Stalled),
                _ => break,
            }
        }
        Ok(whole)
    }

    /// Throws away what the peer says, which nobody asked for; false at its end.
    fn discard(&self) -> io::Result<bool> {
        match (&self.connection).read(&mut [0; READ]) {
            Ok(count) => Ok(count > 0),
            Err(error) if is_no_news(&error) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Waits for the connection as long as the peer takes bytes at all.
    fn wait_while_taken(&self, what: For) -> io::Result<Waited> {
        loop {
            let before = self.connection.unacknowledged()?;
            let until = self.house.limits.stall_timeout.map(|limit| clock::now() + limit);
            match self.wait(what, until)? {
                // A slow reader makes room in large steps, and takes bytes between them.
                Waited::Passed if self.connection.unacknowledged()? < before => {}
                waited => return Ok(waited),
            }
        }
    }

    /// Closes our side and lets the peer close its own, throwing away what it still sends. Closing at once while bytes
    /// of the peer lie unread would make the system throw our last ones away.
    fn linger(&self) -> io::Result<()> {
        self.connection.finish()?;
        let until = Some(clock::now() + LINGER);
        while let Waited::Ready = self.wait(For::Reading, until)? {
            if !self.discard()? {
                break;
            }
        }
        Ok(())
    }

    /// Writes `bytes`, giving the peer until `until` to take them.
    fn say(&self, bytes: &[u8], until: Option<Instant>) -> io::Result<()> {
        let mut left = bytes;
        while !left.is_empty() {
            match (&self.connection).write(left) {
                Ok(count) => left = left.get(count..).unwrap_or_default(),
                Err(error) if is_no_news(&error) => {
                    if self.wait(For::Writing, until)? != Waited::Ready {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                }
                Err(error) => return Err(error),
            }
        }
        if !bytes.is_empty() {
            self.house.out_bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            self.house.message(Direction::Out, self.peer, bytes);
        }
        Ok(())
    }

    /// Waits for the connection until `until`, or until the server ends.
    fn wait(&self, what: For, until: Option<Instant>) -> io::Result<Waited> {
        loop {
            let limit = until.map(|until| until.since(clock::now()));
            if limit == Some(Duration::ZERO) {
                return Ok(Waited::Passed);
            }
            let ready = wait([(self.connection.as_fd(), what), (self.house.over.fd(), For::Reading)], limit)?;
            match ready {
                [_, true] => return Ok(Waited::Over),
                [true, _] => return Ok(Waited::Ready),
                [false, false] => {}
            }
        }
    }
}

/// What a wait ended by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waited {
    /// The connection can be read or written.
    Ready,
    /// The time has passed.
    Passed,
    /// The server ends.
    Over,
}

/// Nothing to read, or no room, for now.
fn is_no_news(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}

/// How far a receiver is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Bytes received so far, or in all.
    pub received_bytes: u64,
    /// Since the first byte.
    pub took: Duration,
    /// Whether somebody asked for it; otherwise it is just time again.
    pub is_asked: bool,
}

/// Why a receiver has ended.
#[derive(Debug)]
pub enum Received {
    /// The peer has closed its side.
    End,
    /// We were told to stop.
    Stopped,
    /// The peer sent no byte for too long.
    Stalled,
    /// The connection is lost, and why.
    Lost(io::Error),
    /// The bytes could not be written, and why.
    NotWritten(io::Error),
}

/// Moves what comes from `connection` into `file` until its end, beginning with the bytes of `begun` that are there
/// already, and tells now and then how far it is. Gives how far it came and why it ended.
pub fn receive(
    connection: &Connection,
    begun: &[u8],
    file: &File,
    stall_timeout: Option<Duration>,
    stop: &Stop,
    mut tell: impl FnMut(Progress),
) -> (Progress, Received) {
    let mut started = clock::now();
    let mut progress = Progress { received_bytes: 0, took: Duration::ZERO, is_asked: false };
    let (mut next, mut last) = (started + PROGRESS, started);
    let mut sink = Sink::new(file, stop);
    let mut begun = Some(begun).filter(|begun| !begun.is_empty());
    let end = loop {
        if stop.raised().is_some() {
            break Received::Stopped;
        }
        let moved = match begun.take() {
            Some(bytes) => sink.write(bytes).map(|()| bytes.len()).map_err(Trouble::Writing),
            None => sink.pour(connection),
        };
        progress.is_asked = false;
        match moved {
            Ok(0) => break Received::End,
            Ok(count) => {
                last = clock::now();
                // What a server waits before its first byte says nothing about the line.
                if progress.received_bytes == 0 {
                    started = last;
                }
                progress.received_bytes += count as u64;
            }
            Err(Trouble::Reading(error)) if is_no_news(&error) => {
                let sources = [
                    (connection.as_fd(), For::Reading),
                    (stop.fd(), For::Reading),
                    (stop.figures_fd(), For::Reading),
                ];
                let until = stall_timeout.map(|limit| last + limit);
                if until.is_some_and(|until| until <= clock::now()) {
                    break Received::Stalled;
                }
                if let Err(error) = wait(sources, until.map(|until| until.since(clock::now()))) {
                    break Received::Lost(error);
                }
                progress.is_asked = stop.figures_wanted();
            }
            Err(Trouble::Reading(error)) => break Received::Lost(error),
            Err(Trouble::Writing(_)) if stop.raised().is_some() => break Received::Stopped,
            Err(Trouble::Writing(error)) => break Received::NotWritten(error),
        }
        let now = clock::now();
        if progress.is_asked || next <= now {
            progress.is_asked |= stop.figures_wanted();
            progress.took = now - started;
            next = now + PROGRESS;
            tell(progress);
        }
    };
    progress.took = if progress.received_bytes > 0 { clock::now() - started } else { Duration::ZERO };
    (progress, end)
}

/// Where received bytes go.
enum Sink<'a> {
    /// A file, into which the kernel moves them.
    File(&'a File, Funnel),
    /// A pipe, a terminal or the like, which may have no room for long: no write of ours may block then.
    Pipe { out: &'a File, stop: &'a Stop, buffer: Vec<u8> },
}

/// As much as can be written without blocking to a pipe that has room at all: PIPE_BUF.
const PIECE: usize = 4096;

impl<'a> Sink<'a> {
    fn new(file: &'a File, stop: &'a Stop) -> Sink<'a> {
        match file.metadata() {
            Ok(data) if data.is_file() => Sink::File(file, Funnel::new()),
            _ => Sink::Pipe { out: file, stop, buffer: vec![0; CHUNK] },
        }
    }

    fn pour(&mut self, mut connection: &Connection) -> std::result::Result<usize, Trouble> {
        match self {
            Sink::File(file, funnel) => funnel.pour(connection, file),
            Sink::Pipe { out, stop, buffer } => {
                let count = connection.read(buffer).map_err(Trouble::Reading)?;
                let bytes = buffer.get(..count).unwrap_or_default();
                write_pieces(out, bytes, stop).map_err(Trouble::Writing)?;
                Ok(count)
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Sink::File(file, _) => file.write_all(bytes),
            Sink::Pipe { out, stop, .. } => write_pieces(out, bytes, stop),
        }
    }
}

fn write_pieces(mut out: &File, bytes: &[u8], stop: &Stop) -> io::Result<()> {
    for piece in bytes.chunks(PIECE) {
        while !wait([(out.as_fd(), For::Writing), (stop.fd(), For::Reading)], None)?[0] {
            if stop.raised().is_some() {
                return Err(io::ErrorKind::Interrupted.into());
            }
        }
        out.write_all(piece)?;
    }
    Ok(())
}
