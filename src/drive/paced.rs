//! Clients that send on a grid: one thread sends, another takes what comes back.
//!
//! The sender waits for each slot of an absolute grid, so that lateness never adds up, and does nothing but wait
//! and send. What it has sent reaches the receiver before any answer does.

use std::io;
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use super::stop::Stop;
use super::{Notice, Teller};
use crate::clock::{self, Instant};
use crate::contract::{Collector, Direction, News, Sent, Transport};
use crate::error::{Error, Result};
use crate::net::udp::{Connected, MAX_PAYLOAD};
use crate::net::wait::{For, Sources, precise_timers, wait};
use crate::pace::{Grid, Pace, pick};

/// How long the receiver sleeps at the most while the sender runs: what was sent in between has a deadline that
/// the receiver does not know yet.
const LOOK_UP: Duration = Duration::from_millis(50);

/// The most answers that are taken at once from one socket: one who floods us must not put off everything else.
const ANSWERS: usize = 256;

/// How many packets, when, and what they carry.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// How far apart packets are.
    pub pace: Pace,
    /// How many packets; `None` without end.
    pub count: Option<u64>,
    /// For how long packets are sent; `None` without end.
    pub duration: Option<Duration>,
    /// How often the figures so far are told.
    pub every: Option<Duration>,
    /// How long an unanswered packet keeps its socket to itself.
    pub reply_timeout: Duration,
    /// What each packet carries.
    pub payload: Vec<u8>,
}

/// The client's sockets. A packet leaves from one at which no other is unanswered, as long as there is one, so that
/// what comes back tells by its socket what it answers.
pub struct Lines {
    sockets: Vec<Connected>,
    /// Until when each is kept for an unanswered packet, in nanoseconds; 0 when it is free.
    kept_until: Vec<AtomicU64>,
}

impl Lines {
    /// One line for each socket, at least one.
    pub fn new(first: Connected, others: impl IntoIterator<Item = Connected>) -> Lines {
        let sockets: Vec<Connected> = std::iter::once(first).chain(others).collect();
        let kept_until = sockets.iter().map(|_| AtomicU64::new(0)).collect();
        Lines { sockets, kept_until }
    }

    /// The one that a client uses that is always answered.
    pub fn first(&self) -> &Connected {
        // There is one at least.
        &self.sockets[0]
    }

    fn pick(&self) -> usize {
        pick(self.kept_until.iter().map(|until| Instant::from_nanos(until.load(Ordering::SeqCst))))
    }

    /// Should sender and receiver do this at once and the wrong one win, two packets share a socket, and the
    /// collector will know.
    fn keep(&self, index: usize, until: Instant) {
        if let Some(kept_until) = self.kept_until.get(index) {
            kept_until.store(until.as_nanos(), Ordering::SeqCst);
        }
    }
}

/// Sends by the schedule and collects until everything is answered or given up.
///
/// A raised stop ends both at once; what is under way then counts as awaited.
pub fn run<C: Collector>(
    lines: &Lines,
    schedule: &Schedule,
    collector: &mut C,
    stop: &Stop,
    teller: &mut Teller<C::Event, C::Summary>,
) -> Result<()> {
    let cannot = |error: io::Error| Error::system("cannot send and receive on a schedule", &error);
    let (sender, sent) = channel();
    thread::scope(|scope| {
        thread::Builder::new()
            .name("sender".to_owned())
            .spawn_scoped(scope, || send_all(lines, schedule, stop, sender))
            .map_err(cannot)?;
        let news = News::new(teller.watch().details);
        let every = schedule.every.map(|every| (every, clock::now() + every));
        let intake = Intake { lines, payload: &schedule.payload, sent, collector, teller, news, every };
        intake.run(stop).map_err(cannot)
    })
}

/// What the sender tells the receiver.
enum Report {
    /// A packet is about to leave.
    Leaving(Sent),
    /// The system did not take it.
    NotTaken,
    /// An ICMP message about an earlier packet says that nobody listens there.
    Refused,
}

/// Sends on the grid. The receiver sees the end of it by the closed channel.
fn send_all(lines: &Lines, schedule: &Schedule, stop: &Stop, reports: Sender<Report>) {
    // Without it the system may wake us 50 microseconds late to save power.
    precise_timers();
    let start = clock::now();
    let grid = Grid::at_pace(start, schedule.pace);
    let end = schedule.duration.map(|duration| start + duration);
    let mut slot = 0;
    for number in 0..schedule.count.unwrap_or(u64::MAX) {
        let due = grid.slot(slot);
        if end.is_some_and(|end| due >= end) || !wait_until(due, stop) {
            return;
        }
        let at = clock::now();
        let (current, socket) = (grid.current(slot, at), lines.pick());
        lines.keep(socket, at + schedule.reply_timeout);
        let (lateness, interval) = (at - grid.slot(current), grid.interval(current));
        let sent = Sent { number, socket, at, lateness, missed_slots: current - slot, interval };
        let told = reports.send(Report::Leaving(sent));
        if told.is_err() {
            return;
        }
        if let Some(socket) = lines.sockets.get(socket) {
            send(socket, &schedule.payload, &reports);
        }
        slot = current + 1;
    }
}

/// Sends one packet. What is told here matters only while there is a receiver.
fn send(socket: &Connected, payload: &[u8], reports: &Sender<Report>) {
    loop {
        match socket.send(payload) {
            Ok(()) => return,
            // The error is an earlier packet's, and gone by being told; this one has not been tried yet.
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                _ = reports.send(Report::Refused)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => {
                let _ = reports.send(Report::NotTaken);
                return;
            }
        }
    }
}

/// Waits; false when told to stop.
fn wait_until(due: Instant, stop: &Stop) -> bool {
    loop {
        let now = clock::now();
        if now >= due {
            return stop.raised().is_none();
        }
        if wait([(stop.fd(), For::Reading)], Some(due - now)).is_err() || stop.raised().is_some() {
            return false;
        }
    }
}

/// The receiving side.
struct Intake<'a, C: Collector> {
    lines: &'a Lines,
    payload: &'a [u8],
    sent: Receiver<Report>,
    collector: &'a mut C,
    teller: &'a mut Teller<C::Event, C::Summary>,
    news: News<C::Event>,
    /// How often figures are told, and when next.
    every: Option<(Duration, Instant)>,
}

impl<C: Collector> Intake<'_, C> {
    fn run(mut self, stop: &Stop) -> io::Result<()> {
        let mut buffer = vec![0; MAX_PAYLOAD];
        let mut is_sending = true;
        let lines = self.lines;
        let mut sources: Vec<_> = lines.sockets.iter().map(Connected::as_fd).collect();
        sources.extend([stop.figures_fd(), stop.fd()]);
        let sources = Sources::new(&sources)?;
        while stop.raised().is_none() && (is_sending || self.collector.is_waiting()) {
            let ready = sources.wait(self.patience(is_sending))?;
            is_sending = self.take_reports();
            for index in ready {
                if let Some(socket) = lines.sockets.get(index) {
                    self.take_answers(index, socket, &mut buffer);
                }
            }
            let now = clock::now();
            if self.collector.deadline().is_some_and(|deadline| deadline <= now) {
                self.collector.tick(now, &mut self.news);
            }
            self.teller.news(&mut self.news);
            self.tell_figures(now, stop);
        }
        // When told to stop, the sender may just have sent a packet. It ends as soon as it has told of it.
        while let Ok(report) = self.sent.recv() {
            self.take_report(&report);
        }
        self.teller.news(&mut self.news);
        Ok(())
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
            Report::Leaving(sent) => {
                self.collector.sent(sent, &mut self.news);
                self.teller.message(Direction::Out, Transport::Udp, self.lines.first().peer(), self.payload);
            }
            Report::NotTaken => self.collector.not_sent(&mut self.news),
            Report::Refused => self.collector.refused(),
        }
    }

    fn take_answers(&mut self, index: usize, socket: &Connected, buffer: &mut [u8]) {
        for _ in 0..ANSWERS {
            match socket.receive(buffer) {
                Ok(length) => {
                    let now = clock::now();
                    // The packet it answers has been told of before it left.
                    self.take_reports();
                    let answer = buffer.get(..length).unwrap_or_default();
                    self.teller.message(Direction::In, Transport::Udp, socket.peer(), answer);
                    self.collector.received(now, index, answer, &mut self.news);
                    if !self.collector.is_waiting_at(index) {
                        self.lines.keep(index, Instant::default());
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                    self.collector.refused();
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return,
            }
        }
    }

    fn tell_figures(&mut self, now: Instant, stop: &Stop) {
        let mut wanted = stop.figures_wanted();
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
