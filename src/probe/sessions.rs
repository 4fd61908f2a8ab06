//! Sessions with several reflectors side by side, one for each of the client's sockets, and what is kept of them besides
//! their figures: those since the last look, and round trips over time for a picture.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::session::event::SessionEvent;
use super::session::figures::Figures;
use super::session::{Session, Settings};
use super::stamp::auth::Key;
use super::stamp::packet::{Mode, Probe};
use super::stamp::timestamp::ErrorEstimate;
use super::stamp::tlv::Asks;
use crate::clock::{Instant, Moment, Quality};
use crate::contract::{Arrival, Collector, Event, Level, News, Packets, Sent, Unreachable};
use crate::stats::{Distribution, Series, Spread};

/// What happened, and in whose session where there are several.
#[derive(Clone, Debug, Serialize)]
pub struct TargetEvent {
    /// The target as it was named; `None` where there is one alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Arc<str>>,
    /// What happened.
    #[serde(flatten)]
    pub event: SessionEvent,
}

impl fmt::Display for TargetEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.target {
            Some(target) => write!(f, "{target}: {}", self.event),
            None => self.event.fmt(f),
        }
    }
}

impl Event for TargetEvent {
    fn level(&self) -> Level {
        self.event.level()
    }
}

/// How a session stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// From the beginning.
    pub total: Figures,
    /// Since the last look.
    pub recent: Recent,
}

/// What has happened since the last look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Recent {
    /// Packets that were answered in time.
    pub received: u64,
    /// Packets that were given up.
    pub lost: u64,
    /// Their round trips on the network.
    pub rtt: Option<Distribution>,
}

#[derive(Debug, Default)]
struct Since {
    received: u64,
    lost: u64,
    rtt: Spread,
}

/// One of the sessions.
#[derive(Debug)]
struct Place {
    session: Session,
    target: Option<Arc<str>>,
    since: Since,
}

/// All sessions.
#[derive(Debug)]
pub struct Sessions {
    places: Vec<Place>,
    /// Round trips over time, of the first sessions.
    series: Vec<Series>,
    /// What a session tells, before it is known whose it is.
    told: News<SessionEvent>,
}

impl Sessions {
    /// One for each target. There will be a picture of so many of them.
    pub fn new(targets: Vec<(Option<Arc<str>>, Settings)>, pictured: usize) -> Sessions {
        let place =
            |(target, settings)| Place { session: Session::new(settings), target, since: Since::default() };
        Sessions {
            places: targets.into_iter().map(place).collect(),
            series: vec![Series::default(); pictured],
            told: News::new(true),
        }
    }

    /// Round trips over time of the first sessions, and how they are spread.
    pub fn pictured(&mut self) -> Vec<(Series, Vec<(Duration, f64)>)> {
        let series = std::mem::take(&mut self.series);
        series.into_iter().zip(&self.places).map(|(series, place)| (series, place.session.shares())).collect()
    }

    /// Lets a session do something, and passes on what it tells.
    fn with(
        &mut self,
        index: usize,
        news: &mut News<TargetEvent>,
        act: impl FnOnce(&mut Session, &mut News<SessionEvent>),
    ) {
        let Some(place) = self.places.get_mut(index) else { return };
        act(&mut place.session, &mut self.told);
        for event in self.told.take() {
            place.since.record(&event);
            if let Some(series) = self.series.get_mut(index) {
                draw(series, &event);
            }
            let told = || TargetEvent { target: place.target.clone(), event };
            match event.level() {
                Level::Warning => news.warn(told()),
                Level::Trace | Level::Detail => news.detail(told),
            }
        }
    }
}

impl Since {
    fn record(&mut self, event: &SessionEvent) {
        match event {
            SessionEvent::Reply(sample) => {
                self.received += 1;
                self.rtt.record(Duration::from_nanos(sample.rtt_ns));
            }
            SessionEvent::Lost { .. } => self.lost += 1,
            _ => {}
        }
    }

    fn take(&mut self) -> Recent {
        let Since { received, lost, rtt } = std::mem::take(self);
        Recent { received, lost, rtt: rtt.summary() }
    }
}

fn draw(series: &mut Series, event: &SessionEvent) {
    match event {
        SessionEvent::Reply(sample) => {
            series.record(Duration::from_nanos(sample.sent_ns), Duration::from_nanos(sample.rtt_ns));
        }
        SessionEvent::Lost { sent_ns, .. } => series.record_lost(Duration::from_nanos(*sent_ns)),
        _ => {}
    }
}

impl Collector for Sessions {
    type Event = TargetEvent;
    type Summary = Vec<Standing>;

    fn sent(&mut self, sent: &Sent, news: &mut News<TargetEvent>) {
        self.with(sent.socket, news, |session, told| session.sent(sent, told));
    }

    fn not_sent(&mut self, socket: usize, news: &mut News<TargetEvent>) {
        self.with(socket, news, Session::not_sent);
    }

    fn taken(&mut self, socket: usize, took: Duration) {
        if let Some(place) = self.places.get_mut(socket) {
            place.session.taken(took);
        }
    }

    fn departed(&mut self, socket: usize, index: u32, unix_ns: u64) {
        if let Some(place) = self.places.get_mut(socket) {
            place.session.departed(index, unix_ns);
        }
    }

    fn received(
        &mut self,
        now: Moment,
        socket: usize,
        arrival: &Arrival,
        payload: &[u8],
        news: &mut News<TargetEvent>,
    ) {
        self.with(socket, news, |session, told| session.received(now, arrival, payload, told));
    }

    fn refused(&mut self, socket: usize, what: Unreachable, news: &mut News<TargetEvent>) {
        self.with(socket, news, |session, told| session.refused(what, told));
    }

    fn clock(&mut self, quality: Quality) {
        self.places.iter_mut().for_each(|place| place.session.clock(quality));
    }

    fn deadline(&self) -> Option<Instant> {
        self.places.iter().filter_map(|place| place.session.deadline()).min()
    }

    fn tick(&mut self, now: Instant, news: &mut News<TargetEvent>) {
        for index in 0..self.places.len() {
            self.with(index, news, |session, told| session.tick(now, told));
        }
    }

    fn is_waiting(&self) -> bool {
        self.places.iter().any(|place| place.session.is_waiting())
    }

    fn is_waiting_at(&self, socket: usize) -> bool {
        self.places.get(socket).is_some_and(|place| place.session.is_waiting())
    }

    fn summary(&mut self, _now: Instant) -> Vec<Standing> {
        let standing =
            |place: &mut Place| Standing { total: place.session.figures(), recent: place.since.take() };
        self.places.iter_mut().map(standing).collect()
    }
}

/// Writes the packets of all sessions.
#[derive(Clone, Debug)]
pub struct Prober {
    /// With a tag or without.
    pub mode: Mode,
    /// Whose tag.
    pub key: Option<Key>,
    /// The sessions' ids, one for each socket.
    pub ssids: Vec<u16>,
    /// What reflectors are asked besides; the count of Direct Measurement is filled in.
    pub asks: Asks,
    /// Payload bytes of each packet.
    pub size: usize,
    /// What is known of our clock.
    pub clock: ErrorEstimate,
}

impl Packets for Prober {
    fn write(&mut self, socket: usize, number: u64, unix_ns: u64, out: &mut Vec<u8>) {
        // The numbers on the wire are the low 32 bits.
        let sequence = number as u32;
        let direct_measurement = self.asks.direct_measurement.map(|_| sequence.wrapping_add(1));
        let probe = Probe {
            mode: self.mode,
            sequence,
            sent_at: unix_ns,
            error: self.clock,
            ssid: self.ssids.get(socket).copied().unwrap_or_default(),
            asks: Asks { direct_measurement, ..self.asks },
            size: self.size,
        };
        probe.write(self.key.as_ref(), out);
    }

    fn clock(&mut self, quality: Quality) {
        self.clock = ErrorEstimate::of(quality);
    }
}
