//! TCP servers: many connections, one core, on one thread with a current-thread runtime.
//!
//! Nothing outside this folder knows that there is a runtime.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::os::fd::AsFd;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWriteExt, ReadBuf};
use tokio::net::{TcpStream, UnixStream};
use tokio::sync::Notify;
use tokio::task::{LocalSet, spawn_local, yield_now};
use tokio::time::{Sleep, sleep, sleep_until, timeout};

use super::stop::Stop;
use super::{Figures, Notice, Teller};
use crate::clock::{self, Instant};
use crate::contract::{Answer, Direction, Ended, Gone, Streams, Traffic, Transport};
use crate::error::{Error, Result, reason};
use crate::net::stream::Listener;
use crate::net::sys::outq;
use crate::pace::OncePerSecond;

/// How long accepting rests when the system could not give us a connection.
const ACCEPT_REST: Duration = Duration::from_millis(50);

/// How long a peer may take to read our last bytes and to close its side after we closed ours. Closing at once
/// while bytes of the peer lie unread would make the system throw our answer away.
const LINGER: Duration = Duration::from_secs(1);

/// How many refused peers may linger so; further ones are let go at once.
pub const MAX_REFUSED: usize = 256;

/// Bytes read at once. One buffer serves all connections: a silent one holds none.
const READ: usize = 64 * 1024;

/// Serves `listeners` by `core` until `stop` is raised or the core wants to end.
///
/// At most `max_clients` connections are open at once; the core answers the others by [`Streams::full`].
pub fn serve<C: Streams + 'static>(
    listeners: Vec<Listener>,
    core: C,
    max_clients: usize,
    stop: &Stop,
    teller: Teller<C::Event, Figures<C::Summary>>,
) -> Result<Figures<C::Summary>> {
    let cannot_start = |error: io::Error| Error::system("cannot start serving connections", &error);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(cannot_start)?;
    let answer = Answer::new(teller.watch().details);
    let (traffic, complaints) = (Traffic::default(), OncePerSecond::default());
    let inner = Inner { core, answer, teller, traffic, read: vec![0; READ].into(), complaints };
    let house = Rc::new(House {
        inner: RefCell::new(inner),
        open: Cell::new(0),
        refused: Cell::new(0),
        max_clients,
        core_stops: Notify::new(),
    });
    // Dropping the set at the end closes whatever connection is still open.
    LocalSet::new().block_on(&runtime, async {
        for listener in listeners {
            let address = listener.address();
            let listener = tokio::net::TcpListener::from_std(listener.into_std()).map_err(cannot_start)?;
            spawn_local(accept(Rc::clone(&house), listener));
            house.inner.borrow_mut().teller.tell(Notice::Ready(Transport::Tcp, address));
        }
        let ended = rule(&house, stop).await.map_err(cannot_start)?;
        let inner = house.inner.borrow();
        let summary = inner.core.summary(clock::now());
        Ok(Figures { summary, traffic: inner.traffic, ended: Some(ended) })
    })
}

/// What all connections of a server share.
struct House<C: Streams> {
    inner: RefCell<Inner<C>>,
    open: Cell<usize>,
    refused: Cell<usize>,
    max_clients: usize,
    core_stops: Notify,
}

struct Inner<C: Streams> {
    core: C,
    answer: Answer<C::Event>,
    teller: Teller<C::Event, Figures<C::Summary>>,
    traffic: Traffic,
    read: Box<[u8]>,
    /// That nobody can be accepted is told once a second, whatever the number of listeners.
    complaints: OncePerSecond,
}

/// What one call of the core leaves to do.
struct Outcome {
    /// What the system did not take at once.
    unsent: Vec<u8>,
    more: bool,
    close: bool,
}

impl<C: Streams> House<C> {
    /// Calls the core, tells its news, and writes its answer as far as the system takes it at once.
    /// Never held across an await.
    fn call<T>(
        &self,
        stream: &TcpStream,
        peer: SocketAddr,
        body: impl FnOnce(&mut C, Instant, &[u8], &mut Answer<C::Event>) -> T,
    ) -> (T, Outcome) {
        let inner = &mut *self.inner.borrow_mut();
        let answer = &mut inner.answer;
        (answer.more, answer.close) = (false, false);
        let result = body(&mut inner.core, clock::now(), &inner.read, answer);
        inner.teller.news(&mut answer.news);
        if answer.news.stopped().is_some() {
            self.core_stops.notify_one();
        }
        let mut unsent = Vec::new();
        if !answer.bytes.is_empty() {
            inner.teller.message(Direction::Out, Transport::Tcp, peer, &answer.bytes);
            // An error is met again when the rest is written.
            let written = stream.try_write(&answer.bytes).unwrap_or(0);
            inner.traffic.out_bytes += written as u64;
            unsent.extend_from_slice(answer.bytes.get(written..).unwrap_or_default());
            answer.bytes.clear();
        }
        (result, Outcome { unsent, more: answer.more, close: answer.close })
    }

    /// Tells the core what needs no answer.
    fn tell(&self, body: impl FnOnce(&mut C, Instant, &mut Answer<C::Event>)) {
        let inner = &mut *self.inner.borrow_mut();
        body(&mut inner.core, clock::now(), &mut inner.answer);
        inner.teller.news(&mut inner.answer.news);
    }

    /// Tells that nobody can be accepted.
    fn complain(&self, error: &io::Error) {
        let inner = &mut *self.inner.borrow_mut();
        if inner.complaints.pass(clock::now()).is_some() {
            let text = format!("cannot accept connections for now: {}", reason(error));
            inner.teller.tell(Notice::Note(text));
        }
    }
}

/// Waits for the end, and gives figures and ticks meanwhile.
async fn rule<C: Streams>(house: &House<C>, stop: &Stop) -> io::Result<Ended> {
    let raised = UnixStream::from_std(stop.stream()?)?;
    let figures = UnixStream::from_std(stop.figures_stream()?)?;
    loop {
        let deadline = house.inner.borrow().core.deadline();
        let tick = async {
            match deadline {
                Some(deadline) => sleep(deadline.since(clock::now())).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = raised.readable() => {}
            _ = figures.readable() => {
                // The runtime clears its readiness only through its own read.
                let mut asked = false;
                while matches!(figures.try_read(&mut [0; 64]), Ok(1..)) {
                    asked = true;
                }
                if asked {
                    let inner = &mut *house.inner.borrow_mut();
                    let summary = inner.core.summary(clock::now());
                    inner.teller.tell(Notice::Interim(Figures { summary, traffic: inner.traffic, ended: None }));
                }
            }
            () = tick => {
                house.tell(|core, now, answer| {
                    if core.deadline().is_some_and(|deadline| deadline <= now) {
                        core.tick(now, &mut answer.news);
                    }
                });
            }
            () = house.core_stops.notified() => {}
        }
        let core_stops = house.inner.borrow().answer.news.stopped();
        if let Some(why) = stop.raised().or(core_stops) {
            return Ok(why);
        }
    }
}

async fn accept<C: Streams + 'static>(house: Rc<House<C>>, listener: tokio::net::TcpListener) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                house.inner.borrow_mut().traffic.connections += 1;
                // Answers are written whole: nothing is gained by waiting for more of them.
                let _ = stream.set_nodelay(true);
                let peer = SocketAddr::new(peer.ip().to_canonical(), peer.port());
                if house.open.get() < house.max_clients {
                    let place = Place::take(&house, |house| &house.open);
                    spawn_local(connection(Rc::clone(&house), stream, peer, place));
                } else {
                    refuse(&house, stream, peer);
                }
            }
            // The peer has gone again before we came.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(error) => {
                house.complain(&error);
                sleep(ACCEPT_REST).await;
            }
        }
    }
}

/// Counts one while it is there.
struct Place<C: Streams> {
    house: Rc<House<C>>,
    kind: fn(&House<C>) -> &Cell<usize>,
}

impl<C: Streams> Place<C> {
    fn take(house: &Rc<House<C>>, kind: fn(&House<C>) -> &Cell<usize>) -> Place<C> {
        let count = kind(house);
        count.set(count.get() + 1);
        Place { house: Rc::clone(house), kind }
    }
}

impl<C: Streams> Drop for Place<C> {
    fn drop(&mut self) {
        let count = (self.kind)(&self.house);
        count.set(count.get() - 1);
    }
}

/// Tells a peer that there is no room. It holds no place while it listens to that.
fn refuse<C: Streams + 'static>(house: &Rc<House<C>>, stream: TcpStream, peer: SocketAddr) {
    // A socket that is new to the runtime has not been found writable yet.
    let place = (house.refused.get() < MAX_REFUSED).then(|| Place::take(house, |house| &house.refused));
    let house = Rc::clone(house);
    spawn_local(async move {
        let ((), outcome) = house.call(&stream, peer, |core, now, _, answer| core.full(now, peer, answer));
        let mut line = Line { house: &house, stream, peer };
        let patience = if place.is_some() { LINGER } else { Duration::ZERO };
        if line.write(&outcome.unsent, patience).await.is_ok() && place.is_some() {
            line.linger().await;
        }
    });
}

async fn connection<C: Streams>(house: Rc<House<C>>, stream: TcpStream, peer: SocketAddr, _place: Place<C>) {
    let (opened, first) = house.call(&stream, peer, |core, now, _, answer| core.open(now, peer, answer));
    let mut line = Line { house: &house, stream, peer };
    let Some(mut on) = opened else {
        let _ = line.write(&first.unsent, Duration::ZERO).await;
        return;
    };
    let gone = line.converse(&mut on, first).await;
    house.tell(|core, now, answer| core.closed(now, on, gone, &mut answer.news));
    match gone {
        Gone::Closed => line.linger().await,
        // What it never took must not lie about in the system.
        Gone::Stalled => drop(line.stream.set_zero_linger()),
        Gone::Reset => {}
    }
}

/// One connection and the house it belongs to.
struct Line<'a, C: Streams> {
    house: &'a House<C>,
    stream: TcpStream,
    peer: SocketAddr,
}

/// What a connection waited for.
enum Heard {
    /// So many bytes lie in the house's buffer; zero is the end.
    Bytes(usize),
    /// The core's deadline has passed.
    Deadline(Instant),
}

impl<C: Streams> Line<'_, C> {
    /// Carries bytes between peer and core until one of them is done.
    async fn converse(&mut self, on: &mut C::Connection, mut outcome: Outcome) -> Gone {
        let mut alarm = Alarm::default();
        let mut has_ended = false;
        loop {
            let deadline = self.house.inner.borrow().core.connection_deadline(on);
            if !outcome.unsent.is_empty() {
                let patience = match deadline {
                    _ if outcome.close => LINGER,
                    Some(deadline) => deadline.since(clock::now()),
                    None => Duration::MAX,
                };
                if let Err(gone) = self.write(&outcome.unsent, patience).await {
                    return gone;
                }
                self.house.tell(|core, now, _| core.taken(now, on));
            }
            if outcome.close {
                return Gone::Closed;
            }
            if outcome.more {
                yield_now().await;
                outcome = self.call(|core, now, _, answer| core.more(now, on, answer));
                continue;
            }
            if has_ended {
                return Gone::Closed;
            }
            outcome = match self.hear(&mut alarm, deadline).await {
                Err(_) => return Gone::Reset,
                Ok(Heard::Bytes(0)) => {
                    has_ended = true;
                    self.call(|core, now, _, answer| core.end(now, on, answer))
                }
                Ok(Heard::Bytes(n)) => {
                    // One who always has more to send would keep the thread from everybody else.
                    let outcome = self.call(|core, now, read, answer| {
                        core.read(now, on, read.get(..n).unwrap_or_default(), answer);
                    });
                    if n == READ {
                        yield_now().await;
                    }
                    outcome
                }
                // The runtime's timer may be early by less than a millisecond.
                Ok(Heard::Deadline(deadline)) => {
                    self.call(|core, now, _, answer| core.timeout(now.max(deadline), on, answer))
                }
            };
        }
    }

    fn call(&self, body: impl FnOnce(&mut C, Instant, &[u8], &mut Answer<C::Event>)) -> Outcome {
        self.house.call(&self.stream, self.peer, body).1
    }

    /// Waits for bytes, the end, or the deadline.
    ///
    /// The bytes must be used before anything else is awaited: the next read of any connection replaces them.
    async fn hear(&mut self, alarm: &mut Alarm, deadline: Option<Instant>) -> io::Result<Heard> {
        poll_fn(|cx| {
            let inner = &mut *self.house.inner.borrow_mut();
            let mut into = ReadBuf::new(&mut inner.read);
            if let Poll::Ready(read) = Pin::new(&mut self.stream).poll_read(cx, &mut into) {
                read?;
                let bytes = into.filled();
                inner.traffic.in_bytes += bytes.len() as u64;
                if !bytes.is_empty() {
                    inner.teller.message(Direction::In, Transport::Tcp, self.peer, bytes);
                }
                return Poll::Ready(Ok(Heard::Bytes(bytes.len())));
            }
            match deadline {
                None => Poll::Pending,
                Some(deadline) => alarm.poll(deadline, cx).map(|()| Ok(Heard::Deadline(deadline))),
            }
        })
        .await
    }

    /// Writes `bytes`; the peer may take `patience` for each part of them that it takes.
    async fn write(&mut self, mut bytes: &[u8], patience: Duration) -> std::result::Result<(), Gone> {
        while !bytes.is_empty() {
            let before = self.unacknowledged();
            match timeout(patience, self.stream.write(bytes)).await {
                // A slow reader makes room in large steps, and takes bytes between them.
                Err(_) if self.unacknowledged() < before => {}
                Err(_) => return Err(Gone::Stalled),
                Ok(Err(_) | Ok(0)) => return Err(Gone::Reset),
                Ok(Ok(written)) => {
                    bytes = bytes.get(written..).unwrap_or_default();
                    self.house.inner.borrow_mut().traffic.out_bytes += written as u64;
                }
            }
        }
        Ok(())
    }

    /// Bytes that the peer has not acknowledged; none where the system does not say.
    fn unacknowledged(&self) -> usize {
        outq::unacknowledged(self.stream.as_fd()).unwrap_or(0)
    }

    /// Closes our side and lets the peer close its own, throwing away what it still sends.
    async fn linger(&mut self) {
        if self.stream.shutdown().await.is_err() {
            return;
        }
        let drain = async {
            loop {
                if self.stream.readable().await.is_err() {
                    return;
                }
                match self.stream.try_read(&mut self.house.inner.borrow_mut().read) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    Ok(1..) => {}
                    Ok(0) | Err(_) => return,
                }
                yield_now().await;
            }
        };
        let _ = timeout(LINGER, drain).await;
    }
}

/// A connection's timer. A deadline that moves on with each request costs nothing: the timer rings at the old one
/// and is set anew then.
#[derive(Default)]
struct Alarm {
    timer: Option<Pin<Box<Sleep>>>,
    at: Instant,
}

impl Alarm {
    fn poll(&mut self, deadline: Instant, cx: &mut std::task::Context<'_>) -> Poll<()> {
        loop {
            match &mut self.timer {
                Some(timer) if self.at <= deadline => {
                    ready!(timer.as_mut().poll(cx));
                    if self.at == deadline {
                        self.timer = None;
                        return Poll::Ready(());
                    }
                }
                _ => {}
            }
            self.set(deadline);
        }
    }

    fn set(&mut self, deadline: Instant) {
        self.at = deadline;
        let when = tokio::time::Instant::now() + deadline.since(clock::now());
        match &mut self.timer {
            Some(timer) => timer.as_mut().reset(when),
            None => self.timer = Some(Box::pin(sleep_until(when))),
        }
    }
}
