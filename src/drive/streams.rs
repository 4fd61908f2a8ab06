//! TCP servers: many connections, one core, on one thread with a current-thread runtime.
//!
//! Nothing outside this folder knows that there is a runtime.

use std::cell::{Cell, RefCell};
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpStream, UnixStream};
use tokio::sync::Notify;
use tokio::task::{LocalSet, spawn_local, yield_now};
use tokio::time::{sleep, timeout};

use super::stop::Stop;
use super::{Figures, Notice, Teller};
use crate::clock::{self, Instant};
use crate::contract::{Answer, Direction, Ended, Streams, Traffic, Transport};
use crate::error::{Error, Result, reason};
use crate::net::stream::Listener;
use crate::pace::OncePerSecond;

/// How long accepting rests when the system could not give us a connection.
const ACCEPT_REST: Duration = Duration::from_millis(50);

/// How long a peer may take to read our last bytes and to close its side after we closed ours. Closing at once
/// while bytes of the peer lie unread would make the system throw our answer away.
const LINGER: Duration = Duration::from_secs(1);

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
    let inner = Inner { core, answer, teller, traffic: Traffic::default(), read: vec![0; READ].into() };
    let house = Rc::new(House {
        inner: RefCell::new(inner),
        open: Cell::new(0),
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
    max_clients: usize,
    core_stops: Notify,
}

struct Inner<C: Streams> {
    core: C,
    answer: Answer<C::Event>,
    teller: Teller<C::Event, Figures<C::Summary>>,
    traffic: Traffic,
    read: Box<[u8]>,
}

/// What one call of the core came to.
struct Outcome {
    bytes: Vec<u8>,
    close: bool,
}

impl<C: Streams> House<C> {
    /// Calls the core and tells its news. Never held across an await.
    fn call<T>(&self, body: impl FnOnce(&mut C, Instant, &[u8], &mut Answer<C::Event>) -> T) -> (T, Outcome) {
        let inner = &mut *self.inner.borrow_mut();
        let answer = &mut inner.answer;
        let result = body(&mut inner.core, clock::now(), &inner.read, answer);
        inner.teller.news(&mut answer.news);
        if answer.news.stopped().is_some() {
            self.core_stops.notify_one();
        }
        let outcome = Outcome { bytes: std::mem::take(&mut answer.bytes), close: answer.close };
        answer.close = false;
        (result, outcome)
    }

    fn note(&self, text: String) {
        self.inner.borrow_mut().teller.tell(Notice::Note(text));
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
                house.call(|core, now, _, answer| {
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
    let mut lines = OncePerSecond::default();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                house.inner.borrow_mut().traffic.connections += 1;
                spawn_local(connection(Rc::clone(&house), stream, peer));
            }
            // The peer has gone again before we came.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(error) => {
                if lines.pass(clock::now()).is_some() {
                    house.note(format!("cannot accept connections for now: {}", reason(&error)));
                }
                sleep(ACCEPT_REST).await;
            }
        }
    }
}

/// Counts a connection while it is open.
struct Place<'a>(&'a Cell<usize>);

impl<'a> Place<'a> {
    fn take(open: &'a Cell<usize>) -> Place<'a> {
        open.set(open.get() + 1);
        Place(open)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

async fn connection<C: Streams>(house: Rc<House<C>>, mut stream: TcpStream, peer: SocketAddr) {
    let peer = SocketAddr::new(peer.ip().to_canonical(), peer.port());
    let has_room = house.open.get() < house.max_clients;
    let _place = Place::take(&house.open);
    let (opened, first) = house.call(|core, now, _, answer| {
        if has_room {
            core.open(now, peer, answer)
        } else {
            core.full(now, peer, answer);
            None
        }
    });
    let Some(mut on) = opened else {
        // One that is refused must not hold a place by being slow.
        let _ = say(&house, &mut stream, peer, &first.bytes, Duration::ZERO).await;
        return;
    };
    let mut outcome = first;
    loop {
        let deadline = house.inner.borrow().core.connection_deadline(&on);
        let limit = match deadline {
            _ if outcome.close => LINGER,
            Some(deadline) => deadline.since(clock::now()),
            None => Duration::MAX,
        };
        if say(&house, &mut stream, peer, &outcome.bytes, limit).await.is_err() {
            return;
        }
        if outcome.close {
            return linger(&house, stream).await;
        }
        // One who always has more to send would keep the thread from everybody else.
        yield_now().await;
        outcome = match timeout(limit, hear(&house, &stream, peer)).await {
            Ok(Err(_)) => return,
            Ok(Ok(0)) => house.call(|core, now, _, answer| core.end(now, &mut on, answer)).1,
            Ok(Ok(n)) => {
                house
                    .call(|core, now, read, answer| {
                        core.read(now, &mut on, read.get(..n).unwrap_or_default(), answer);
                    })
                    .1
            }
            Err(_) => {
                house
                    .call(|core, now, _, answer| {
                        // The runtime's timer may be early by less than a millisecond.
                        let now = deadline.map_or(now, |deadline| deadline.max(now));
                        core.timeout(now, &mut on, answer);
                    })
                    .1
            }
        };
    }
}

/// Reads what is there into the shared buffer; zero is the end.
///
/// The bytes must be used before anything else is awaited: the next read of any connection replaces them.
async fn hear<C: Streams>(house: &House<C>, stream: &TcpStream, peer: SocketAddr) -> io::Result<usize> {
    loop {
        stream.readable().await?;
        let inner = &mut *house.inner.borrow_mut();
        match stream.try_read(&mut inner.read) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Ok(n) => {
                inner.traffic.in_bytes += n as u64;
                if n > 0 {
                    inner.teller.message(
                        Direction::In,
                        Transport::Tcp,
                        peer,
                        inner.read.get(..n).unwrap_or_default(),
                    );
                }
                return Ok(n);
            }
            Err(error) => return Err(error),
        }
    }
}

/// Writes `bytes`, giving the peer `limit` to take them.
async fn say<C: Streams>(
    house: &House<C>,
    stream: &mut TcpStream,
    peer: SocketAddr,
    bytes: &[u8],
    limit: Duration,
) -> io::Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    timeout(limit, stream.write_all(bytes)).await??;
    let inner = &mut *house.inner.borrow_mut();
    inner.traffic.out_bytes += bytes.len() as u64;
    inner.teller.message(Direction::Out, Transport::Tcp, peer, bytes);
    Ok(())
}

/// Closes our side and lets the peer close its own, throwing away what it still sends.
async fn linger<C: Streams>(house: &House<C>, mut stream: TcpStream) {
    if stream.shutdown().await.is_err() {
        return;
    }
    let drain = async {
        loop {
            if stream.readable().await.is_err() {
                return;
            }
            let taken = stream.try_read(&mut house.inner.borrow_mut().read);
            match taken {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                // One who always has more to send would keep the thread from everybody else.
                Ok(1..) => yield_now().await,
                Ok(0) | Err(_) => return,
            }
        }
    };
    let _ = timeout(LINGER, drain).await;
}
