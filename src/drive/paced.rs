//! Clients that send on a schedule: one thread sends, another takes what comes back; where packets are far apart one
//! does both.
//!
//! The sender waits for each slot of an absolute schedule, so that lateness never adds up, and does nothing but wait
//! and send. What it has sent reaches the receiver before any answer does.

mod sender;

use std::io;
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use super::quality::Watch;
use super::stop::Stop;
use super::{Notice, Teller};
use crate::clock::{self, Instant};
use crate::contract::{Collector, Direction, News, Packets, Transport};
use crate::error::{Error, Result};
use crate::net::sys::mmsg::{Departure, Slots};
use crate::net::udp::{Connected, MAX_PAYLOAD, unreachable};
use crate::net::wait::{Ready, Sources, precise_timers};
use crate::pace::{Sampling, pick};
pub use sender::Timer;
use sender::{Report, Sender};

/// How long the receiver sleeps at the most while the sender runs: what was sent in between has a deadline that
/// the receiver does not know yet.
const LOOK_UP: Duration = Duration::from_millis(50);

/// How often a socket tells of times of leaving before somebody looks, with no answer in between.
const UNREAD: u32 = 16;

/// One thread sends and receives where packets leave no closer together than this, to no more targets than these: what
/// is to be done for each must not make the next packet late.
const APART: Duration = Duration::from_micros(500);
const FEW: usize = 8;

/// The most batches of answers that are taken at once from one socket: one who floods us must not put off everything
/// else.
const BATCHES: usize = 8;

/// How many packets, and when.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// When packets leave, for each target.
    pub sampling: Sampling,
    /// How the sender waits.
    pub timer: Timer,
    /// How many packets to each target; `None` without end.
    pub count: Option<u64>,
    /// For how long packets are sent; `None` without end.
    pub duration: Option<Duration>,
    /// How often the figures so far are told.
    pub every: Option<Duration>,
    /// How long an unanswered packet keeps its socket to itself, where a target has several.
    pub reply_timeout: Duration,
}

/// The client's sockets.
pub struct Lines {
    sockets: Vec<Connected>,
    /// How many of them each target has, one behind the other.
    per_target: usize,
    /// Whether the kernel says when packets left.
    is_measured: bool,
    /// Until when each is kept for an unanswered packet, in nanoseconds; 0 when it is free.
    kept_until: Vec<AtomicU64>,
}

impl Lines {
    /// Several for one target whose answers carry no number, at least one. A packet leaves from one at which no other
    /// is unanswered, as long as there is one, so that what comes back tells by its socket what it answers.
    pub fn of_one_target(first: Connected, others: impl IntoIterator<Item = Connected>) -> Lines {
        let sockets: Vec<Connected> = std::iter::once(first).chain(others).collect();
        let per_target = sockets.len();
        Lines::new(sockets, per_target, false)
    }

    /// One for each target. The kernel is asked for times.
    pub fn of_targets(sockets: Vec<Connected>) -> io::Result<Lines> {
        sockets.iter().try_for_each(Connected::measure)?;
        Ok(Lines::new(sockets, 1, true))
    }

    fn new(sockets: Vec<Connected>, per_target: usize, is_measured: bool) -> Lines {
        let kept_until = sockets.iter().map(|_| AtomicU64::new(0)).collect();
        Lines { sockets, per_target, is_measured, kept_until }
    }

    /// The first one, if any.
    pub fn first(&self) -> Option<&Connected> {
        self.sockets.first()
    }

    fn targets(&self) -> usize {
        self.sockets.len() / self.per_target.max(1)
    }

    /// The index of the socket from which the next packet to this target leaves.
    fn pick(&self, target: usize) -> usize {
        let first = target * self.per_target;
        let own = self.kept_until.iter().skip(first).take(self.per_target);
        first + pick(own.map(|until| Instant::from_nanos(until.load(Ordering::SeqCst))))
    }

    /// Should sender and receiver do this at once and the wrong one win, two packets share a socket, and the
    /// collector will know.
    fn keep(&self, index: usize, until: Instant) {
        if let Some(kept_until) = self.kept_until.get(index) {
            kept_until.store(until.as_nanos(), Ordering::SeqCst);
        }
    }
}

/// Sends `packets` by the schedule and collects until everything is answered or given up.
///
/// A raised stop ends both at once; what is under way then counts as awaited.
pub fn run<C: Collector>(
    lines: &Lines,
    schedule: &Schedule,
    packets: impl Packets + Send,
    collector: &mut C,
    stop: &Stop,
    teller: &mut Teller<C::Event, C::Summary>,
) -> Result<()> {
    let cannot = |error: io::Error| Error::system("cannot send and receive on a schedule", &error);
    let (reports, sent) = channel();
    let sender = Sender::new(lines, schedule, packets, stop, reports, teller.watch().trace);
    let news = News::new(teller.watch().details);
    let every = schedule.every.map(|every| (every, clock::now() + every));
    let intake = Intake::new(lines, sent, collector, teller, news, every, stop).map_err(cannot)?;
    let (targets, mean) = (lines.targets(), schedule.sampling.mean());
    if lines.is_measured && targets <= FEW && mean / targets.max(1) as u32 >= APART {
        return intake.run_alone(sender).map_err(cannot);
    }
    thread::scope(|scope| {
        thread::Builder::new()
            .name("sender".to_owned())
            .spawn_scoped(scope, || sender.run())
            .map_err(cannot)?;
        intake.run().map_err(cannot)
    })
}

/// The receiving side.
struct Intake<'a, C: Collector> {
    lines: &'a Lines,
    sent: Receiver<Report>,
    collector: &'a mut C,
    teller: &'a mut Teller<C::Event, C::Summary>,
    news: News<C::Event>,
    /// How often figures are told, and when next.
    every: Option<(Duration, Instant)>,
    stop: &'a Stop,
    /// The lines' sockets, then what wakes us for figures, then for the end.
    sources: Sources,
    slots: Slots,
    /// Sockets with more than was taken at once: nobody tells of them again.
    rest: Vec<usize>,
    /// How often each socket has told of times of leaving that nobody has looked at.
    unread: Vec<u32>,
    next_look: Instant,
    /// Entries of an error queue, which have no payload.
    times: Slots,
    departures: Vec<Departure>,
    clock: Watch,
}

impl<'a, C: Collector> Intake<'a, C> {
    fn new(
        lines: &'a Lines,
        sent: Receiver<Report>,
        collector: &'a mut C,
        teller: &'a mut Teller<C::Event, C::Summary>,
        news: News<C::Event>,
        every: Option<(Duration, Instant)>,
        stop: &'a Stop,
    ) -> io::Result<Intake<'a, C>> {
        let mut sources: Vec<_> = lines.sockets.iter().map(Connected::as_fd).collect();
        sources.extend([stop.figures_fd(), stop.fd()]);
        Ok(Intake {
            lines,
            sent,
            collector,
            teller,
            news,
            every,
            stop,
            sources: Sources::new(&sources)?,
            slots: Slots::new(MAX_PAYLOAD),
            rest: Vec::new(),
            unread: vec![0; lines.sockets.len()],
            next_look: Instant::default(),
            times: Slots::new(1),
            departures: Vec::new(),
            clock: Watch::begin(clock::now()),
        })
    }

    /// Takes what comes back while another thread sends.
    fn run(mut self) -> io::Result<()> {
        let mut is_sending = true;
        while self.stop.raised().is_none() && (is_sending || self.collector.is_waiting()) {
            let patience = if self.rest.is_empty() { self.patience(is_sending) } else { Duration::ZERO };
            let told = self.sources.wait(patience)?;
            is_sending = self.take_reports();
            self.take(told);
        }
        self.end();
        Ok(())
    }

    /// Sends, and takes what comes back in between. Where packets are far enough apart one thread is as punctual as
    /// two, and an answer finds it awake sooner than a second one that has to be scheduled first.
    fn run_alone<P: Packets>(mut self, mut sender: Sender<'_, P>) -> io::Result<()> {
        precise_timers();
        while self.stop.raised().is_none() {
            let due = sender.due();
            if due.is_none() && !self.collector.is_waiting() {
                break;
            }
            if due.is_some_and(|due| clock::now() >= due) {
                if let Some(index) = sender.send()
                    && let Some(socket) = self.lines.sockets.get(index)
                {
                    // It has left already where the device is no slower than we are.
                    self.take_departures(index, socket);
                }
                self.take_reports();
                continue;
            }
            let told = self.wait_alone(&mut sender, due)?;
            self.take(told);
        }
        drop(sender);
        self.end();
        Ok(())
    }

    /// Waits until something has come, something is to be done, or it is time to look at the clock; and then, where
    /// the timer says so, looks at it until the slot.
    fn wait_alone<P: Packets>(
        &self,
        sender: &mut Sender<'_, P>,
        due: Option<Instant>,
    ) -> io::Result<Vec<Ready>> {
        if !self.rest.is_empty() {
            return self.sources.wait(Duration::ZERO);
        }
        let asleep_until = due.map(|due| sender.asleep_until(due));
        let now = clock::now();
        let own = self.patience(false);
        let until = now + own;
        if asleep_until.is_none_or(|asleep_until| now < asleep_until) {
            let slot = asleep_until.map(|asleep_until| asleep_until - now);
            let told = self.sources.wait_precisely(slot.map_or(own, |slot| slot.min(own)))?;
            let now = clock::now();
            match asleep_until {
                Some(asleep_until) if told.is_empty() && now >= asleep_until => {
                    sender.woken(asleep_until, now)
                }
                _ => return Ok(told),
            }
        }
        while due.is_some_and(|due| clock::now() < due.min(until)) {
            let told = self.sources.wait(Duration::ZERO)?;
            if !told.is_empty() {
                return Ok(told);
            }
        }
        Ok(Vec::new())
    }

    /// Takes what has come to those that were told of, does what is due, and passes on the news.
    fn take(&mut self, told: Vec<Ready>) {
        let figures = self.lines.sockets.len();
        let is_asked = told.iter().any(|ready| ready.index == figures);
        let mut ready = std::mem::take(&mut self.rest);
        for Ready { index, is_readable } in told {
            // What is not to be read is a time of leaving. It is enough to look when the answer comes, but not to
            // let them fill the room of answers that take long.
            let is_time = !is_readable && self.lines.is_measured;
            let times = if is_readable { 0 } else { self.unread.get(index).map_or(0, |times| times + 1) };
            if let Some(unread) = self.unread.get_mut(index) {
                *unread = times % UNREAD;
            }
            if (!is_time || times >= UNREAD) && !ready.contains(&index) {
                ready.push(index);
            }
        }
        let is_due = self.collector.deadline().is_some_and(|deadline| deadline <= clock::now());
        if is_due && self.lines.is_measured && clock::now() >= self.next_look {
            // Or, when none comes, that nobody listens there.
            self.next_look = clock::now() + LOOK_UP;
            ready = (0..self.lines.sockets.len()).collect();
        }
        for index in ready {
            let Some(socket) = self.lines.sockets.get(index) else { continue };
            if self.take_answers(index, socket) {
                self.rest.push(index);
            }
        }
        let now = clock::now();
        if let Some(quality) = self.clock.look(now) {
            self.collector.clock(quality);
        }
        if is_due {
            self.collector.tick(now, &mut self.news);
        }
        self.teller.news(&mut self.news);
        self.tell_figures(now, is_asked && self.stop.figures_wanted());
    }

    /// When told to stop, the sender may just have sent a packet. It ends as soon as it has told of it.
    fn end(mut self) {
        while let Ok(report) = self.sent.recv() {
            self.take_report(&report);
        }
        self.teller.news(&mut self.news);
    }

    fn patience(&self, is_sending: bool) -> Duration {
        let now = clock::now();
        let next = self.every.map(|(_, next)| next).into_iter().chain(self.collector.deadline());
        let patience = next.map(|deadline| deadline - now).min().unwrap_or(LOOK_UP);
        if is_sending { patience.min(LOOK_UP) } else { patience }
    }

    /// Takes what the sender told; false when it has finished.
    fn take_reports(&mut self) -> bool {
        loop {
            match self.sent.try_recv() {
                Ok(report) => self.take_report(&report),
                Err(TryRecvError::Empty) => return true,
                Err(TryRecvError::Disconnected) => return false,
            }
        }
    }

    fn take_report(&mut self, report: &Report) {
        match report {
            Report::Leaving(sent, packet) => {
                self.collector.sent(sent, &mut self.news);
                if let (Some(packet), Some(socket)) = (packet, self.lines.sockets.get(sent.socket)) {
                    self.teller.message(Direction::Out, Transport::Udp, socket.peer(), packet);
                }
            }
            Report::Taken(socket, took) => self.collector.taken(*socket, *took),
            Report::NotTaken(socket) => self.collector.not_sent(*socket, &mut self.news),
            Report::Refused(socket, what) => self.collector.refused(*socket, *what, &mut self.news),
        }
    }

    /// Takes what has come to a socket, until there is nothing; whether there may be more.
    fn take_answers(&mut self, index: usize, socket: &Connected) -> bool {
        for _ in 0..BATCHES {
            match socket.receive_batch(&mut self.slots) {
                // A batch that is not full may have ended at an error, with more behind it.
                Ok(()) => self.take_batch(index, socket),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.take_departures(index, socket);
                    return false;
                }
                // Of an earlier packet, and gone by being told: answers may lie behind it.
                Err(error) => {
                    if let Some(what) = unreachable(&error) {
                        self.collector.refused(index, what, &mut self.news);
                    }
                }
            }
        }
        true
    }

    fn take_batch(&mut self, index: usize, socket: &Connected) {
        let now = clock::moment();
        // The packets they answer have been told of before they left, and left before they were answered.
        self.take_reports();
        self.take_departures(index, socket);
        for (from, answer) in self.slots.arrived() {
            self.teller.message(Direction::In, Transport::Udp, socket.peer(), answer);
            self.collector.received(now, index, &from.arrival, answer, &mut self.news);
        }
        if self.lines.per_target > 1 && !self.collector.is_waiting_at(index) {
            self.lines.keep(index, Instant::default());
        }
    }

    /// Takes when packets really left.
    fn take_departures(&mut self, index: usize, socket: &Connected) {
        if !self.lines.is_measured {
            return;
        }
        socket.departures(&mut self.times, &mut self.departures);
        self.take_reports();
        for departure in self.departures.drain(..) {
            self.collector.departed(index, departure.index, departure.unix_ns);
        }
    }

    fn tell_figures(&mut self, now: Instant, mut wanted: bool) {
        if let Some((every, next)) = &mut self.every
            && now >= *next
        {
            // From now on, not from when it was due: after a pause one report is enough.
            *next = now + *every;
            wanted = true;
        }
        if wanted {
            let summary = self.collector.summary(now);
            self.teller.tell(Notice::Interim(summary));
        }
    }
}
