//! UDP servers: batches in, a core, batches out, on one thread or on several that share the core.

use std::collections::VecDeque;
use std::os::fd::AsFd;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::quality::Watch;
use super::stop::Stop;
use super::{Figures, Notice, Teller};
use crate::clock;
use crate::contract::{Datagrams, Direction, Ended, Leaving, Outbox, Traffic, Transport};
use crate::error::{Error, Result};
use crate::net::sys::mmsg::{Departure, Slots};
use crate::net::udp::{Listener, MAX_RECEIVED};
use crate::net::wait::wait_all;

/// Serves by `core` until `stop` is raised or the core wants to end. Each of `groups` has a thread of its own, and the
/// sockets of all of them the same addresses.
///
/// Each turn takes at most one batch from each socket, so that neither family starves the other.
pub fn serve<C: Datagrams + Send>(
    groups: &[Vec<Listener>],
    core: C,
    stop: &Stop,
    mut teller: Teller<C::Event, Figures<C::Summary>>,
) -> Result<Figures<C::Summary>> {
    for socket in groups.first().into_iter().flatten() {
        teller.tell(Notice::Ready(Transport::Udp, socket.address()));
    }
    let details = teller.watch().details;
    let leaving = core.leaving();
    let clock = Watch::begin(clock::now());
    let shared = Mutex::new(Shared { core, teller, traffic: Traffic::default(), clock });
    // Raised by the thread whose datagram made the core want to end.
    let over =
        Stop::new().map_err(|error| Error::system("cannot end a server's threads together", &error))?;
    let worker = |group, is_first| Worker {
        sockets: group,
        shared: &shared,
        stop,
        over: &over,
        is_first,
        leaving: leaving.as_deref(),
    };
    let ended = thread::scope(|scope| {
        let (first, others) =
            groups.split_first().ok_or_else(|| Error::start("there is no socket to serve"))?;
        let run = |group, is_first| {
            let _all = EndsAll(&over);
            worker(group, is_first).run(Outbox::new(details))
        };
        let (mut threads, mut started) = (Vec::new(), Ok(()));
        for group in others {
            match thread::Builder::new().spawn_scoped(scope, move || run(group, false)) {
                Ok(thread) => threads.push(thread),
                Err(error) => started = Err(error),
            }
        }
        let ended = match started {
            Ok(()) => run(first, true),
            Err(error) => {
                over.raise(Ended::Failure);
                Err(Error::system("cannot start a thread for each socket", &error))
            }
        };
        // What any of them failed by is what all of them ended by.
        threads.into_iter().fold(ended, |ended, thread| match thread.join() {
            Ok(other) => ended.and_then(|ended| other.map(|_| ended)),
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })?;
    let shared = lock(&shared);
    Ok(Figures { summary: shared.core.summary(clock::now()), traffic: shared.traffic, ended: Some(ended) })
}

/// When one thread ends, however it ends, so do the others.
struct EndsAll<'a>(&'a Stop);

impl Drop for EndsAll<'_> {
    fn drop(&mut self) {
        self.0.raise(Ended::Failure);
    }
}

/// What all threads of a server have together.
struct Shared<C: Datagrams> {
    core: C,
    teller: Teller<C::Event, Figures<C::Summary>>,
    traffic: Traffic,
    clock: Watch,
}

/// A panic of one thread is the end of all, and told by its own thread.
fn lock<C: Datagrams>(shared: &Mutex<Shared<C>>) -> MutexGuard<'_, Shared<C>> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One thread of a server.
struct Worker<'a, C: Datagrams> {
    sockets: &'a [Listener],
    shared: &'a Mutex<Shared<C>>,
    stop: &'a Stop,
    over: &'a Stop,
    /// Whether it looks after deadlines and figures too.
    is_first: bool,
    leaving: Option<&'a Leaving>,
}

impl<C: Datagrams> Worker<'_, C> {
    fn run(&self, mut out: Outbox<C::Event>) -> Result<Ended> {
        let mut slots = Slots::new(MAX_RECEIVED);
        let mut followed: Vec<Followed> = self.sockets.iter().map(|_| Followed::new()).collect();
        let mut sources = vec![self.stop.fd(), self.over.fd()];
        sources.extend(self.sockets.iter().map(|socket| socket.as_fd()));
        if self.is_first {
            sources.push(self.stop.figures_fd());
        }
        loop {
            let deadline = if self.is_first { lock(self.shared).core.deadline() } else { None };
            let limit = deadline.map(|deadline| deadline.since(clock::now()));
            let ready = wait_all(&sources, limit)
                .map_err(|error| Error::system("cannot wait for datagrams", &error))?;
            if let Some(why) = self.stop.raised().or(self.over.raised()) {
                return Ok(why);
            }
            let readable =
                ready.iter().skip(2).zip(self.sockets).enumerate().filter(|(_, (ready, _))| **ready);
            for (index, (_, socket)) in readable {
                self.take(socket, &mut slots, &mut out);
                self.post(&mut out, &mut followed);
                if let Some(followed) = followed.get_mut(index) {
                    self.follow(socket, followed);
                }
            }
            if self.is_first {
                self.look_after(ready.last() == Some(&true), &mut out, &mut followed);
            }
            if let Some(why) = out.news.stopped() {
                self.over.raise(why);
                return Ok(why);
            }
        }
    }

    /// Does what is due, and what was asked for.
    fn look_after(&self, is_asked: bool, out: &mut Outbox<C::Event>, followed: &mut [Followed]) {
        let now = clock::now();
        let mut shared = lock(self.shared);
        if is_asked && self.stop.figures_wanted() {
            let (summary, traffic) = (shared.core.summary(now), shared.traffic);
            shared.teller.tell(Notice::Interim(Figures { summary, traffic, ended: None }));
        }
        if shared.core.deadline().is_some_and(|deadline| deadline <= now) {
            shared.core.tick(now, out);
            shared.teller.news(&mut out.news);
            drop(shared);
            self.post(out, followed);
        }
    }

    /// Takes one batch from one socket.
    fn take(&self, socket: &Listener, slots: &mut Slots, out: &mut Outbox<C::Event>) {
        // An error here is about an earlier datagram (somebody's ICMP) and is gone once it has been read.
        if socket.receive(slots).is_err() {
            return;
        }
        let mut shared = lock(self.shared);
        let Shared { core, teller, traffic, clock } = &mut *shared;
        // Behind the lock, so that time never goes back for the core.
        let now = clock::now();
        if let Some(quality) = clock.look(now) {
            core.clock(quality);
        }
        for (request, payload) in slots.arrived() {
            traffic.datagrams_in += 1;
            traffic.in_bytes += payload.len() as u64;
            teller.message(Direction::In, Transport::Udp, request.from, payload);
            core.datagram(now, request, payload, out);
        }
        teller.news(&mut out.news);
    }

    /// Sends what the core wants to send, each datagram from the socket that can.
    fn post(&self, out: &mut Outbox<C::Event>, followed: &mut [Followed]) {
        if out.transmits().is_empty() {
            return;
        }
        let mut sent = Traffic::default();
        let leave = |payload: &mut [u8]| {
            if let Some(leaving) = self.leaving {
                leaving(clock::unix_ns(), payload);
            }
        };
        for (socket, followed) in self.sockets.iter().zip(followed) {
            let gone = socket.send(out, leave, followed.next.unwrap_or_default(), &mut followed.leaving);
            followed.keep();
            sent.datagrams_out += gone.datagrams;
            sent.out_bytes += gone.bytes;
            sent.send_failures += gone.failures;
        }
        let mut shared = lock(self.shared);
        shared.traffic.datagrams_out += sent.datagrams_out;
        shared.traffic.out_bytes += sent.out_bytes;
        shared.traffic.send_failures += sent.send_failures;
        // Shown behind the sending: what carries its time has it now.
        for transmit in out.transmits() {
            shared.teller.message(Direction::Out, Transport::Udp, transmit.to, out.payload(transmit));
        }
        out.clear();
    }

    /// Tells the core when answers that it follows left.
    fn follow(&self, socket: &Listener, followed: &mut Followed) {
        // Times of those that are waited for no more are taken too, or the socket would never be quiet.
        if followed.next.is_none() {
            return;
        }
        socket.departures(&mut followed.times, &mut followed.departures);
        let mut shared = lock(self.shared);
        for departure in std::mem::take(&mut followed.departures) {
            if let Some(name) = followed.take(departure.index) {
                shared.core.departed(name, departure.unix_ns);
            }
        }
    }
}

/// The answers of one socket that the core follows, until the kernel has told when they left.
struct Followed {
    /// Those that have just been sent.
    leaving: Vec<u64>,
    /// Their indexes, and what the core calls them.
    waiting: VecDeque<(u32, u64)>,
    /// The index of the next one; `None` when none was ever followed.
    next: Option<u32>,
    times: Slots,
    departures: Vec<Departure>,
}

impl Followed {
    /// The most that are waited for: of a kernel that tells nothing, the oldest are forgotten.
    const MOST: usize = 4096;

    fn new() -> Followed {
        let times = Slots::new(1);
        Followed { leaving: Vec::new(), waiting: VecDeque::new(), next: None, times, departures: Vec::new() }
    }

    /// Waits for those that have just been sent.
    fn keep(&mut self) {
        for name in self.leaving.drain(..) {
            let index = self.next.unwrap_or_default();
            self.waiting.push_back((index, name));
            self.next = Some(index.wrapping_add(1));
            if self.waiting.len() > Self::MOST {
                self.waiting.pop_front();
            }
        }
    }

    fn take(&mut self, index: u32) -> Option<u64> {
        let place = self.waiting.iter().position(|(waiting, _)| *waiting == index)?;
        self.waiting.remove(place).map(|(_, name)| name)
    }
}
