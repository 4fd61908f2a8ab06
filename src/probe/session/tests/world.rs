//! A session and a reflector, both real, on the simulated wire.

use std::hash::RandomState;
use std::net::SocketAddr;
use std::time::Duration;

use crate::admit::Rules;
use crate::clock::{Instant, Moment};
use crate::contract::{Arrival, News, Sent, Stamp, Stamper};
use crate::drive::sim::{Fate, Host, Packet, Party, Wire};
use crate::pace::Grid;
use crate::probe::reflector::{self, Reflector};
use crate::probe::session::event::SessionEvent;
use crate::probe::session::figures::Figures;
use crate::probe::session::{Session, Settings};
use crate::probe::stamp::packet::{Mode, Probe};
use crate::probe::stamp::session_reflector;
use crate::probe::stamp::timestamp::{ErrorEstimate, Format};
use crate::probe::stamp::tlv::Asks;

/// What the wall clocks say as the run begins: some day in 2026, in nanoseconds.
pub(super) const DAY: u64 = 1_790_000_000_000_000_000;

/// From the arrival of an answer until the program has read it.
pub(super) const READ: Duration = Duration::from_micros(7);

/// From the program's time of leaving to the kernel's.
pub(super) const HELD: Duration = Duration::from_micros(3);

/// From T2 to T3.
pub(super) const DWELL: Duration = Duration::from_micros(20);

pub(super) const fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

pub(super) fn reflector_address() -> SocketAddr {
    "192.168.0.1:862".parse().unwrap()
}

fn sender_address() -> SocketAddr {
    "192.168.0.2:40000".parse().unwrap()
}

/// A wall clock.
pub(super) type Wall = fn(Instant) -> u64;

/// What an end sees of its clock and of a packet's header.
pub(super) type Far = fn(Instant) -> Arrival;

/// What is to happen.
pub(super) struct World {
    pub(super) settings: Settings,
    pub(super) reflector: session_reflector::Settings,
    pub(super) asks: fn(sent: u32) -> Asks,
    pub(super) count: u64,
    pub(super) interval: Duration,
    /// The number of the first packet.
    pub(super) first: u64,
    /// Our wall clock.
    pub(super) wall: Wall,
    /// The reflector's.
    pub(super) far: Far,
    /// What we see of the reply's header.
    pub(super) header: Arrival,
    /// Of which packets the kernel says when they left, and of which answers when they came.
    pub(super) departs: fn(u64) -> bool,
    pub(super) arrives: fn(u64) -> bool,
    /// Which packets the system does not send.
    pub(super) refuses: fn(u64) -> bool,
    /// When the reflector is restarted.
    pub(super) restarts: Option<Instant>,
    /// What comes instead of a reply.
    pub(super) spoils: fn(u64, Vec<u8>) -> Vec<Vec<u8>>,
}

/// The wall clock, true.
pub(super) fn true_wall(now: Instant) -> u64 {
    DAY + now.as_nanos()
}

/// A header that passed four routers, seen at a time by the wall clock.
pub(super) fn arrival(unix_ns: u64) -> Arrival {
    let at = Stamp { unix_ns, by: Stamper::Kernel };
    Arrival { at, ttl: Some(251), traffic_class: Some(0), dropped: None }
}

impl World {
    /// `count` packets, ten milliseconds apart, with a second for each; all clocks are right and say so.
    pub(super) fn new(count: u64) -> World {
        let clock = ErrorEstimate::new(true, Format::Ntp, 1_000);
        let limits = crate::probe::stamp::sessions::Limits {
            sessions: 10,
            timeout: Duration::from_secs(300),
            min_interval: Duration::ZERO,
        };
        World {
            settings: Settings {
                mode: Mode::Open,
                key: None,
                ssid: 42,
                reply_timeout: ms(1000),
                size: 44,
                ttl: 255,
                traffic_class: 0,
                clock,
            },
            reflector: session_reflector::Settings {
                limits,
                clock,
                ..session_reflector::Settings::for_tests()
            },
            asks: |_| Asks::default(),
            count,
            interval: ms(10),
            first: 0,
            wall: true_wall,
            far: |now| arrival(true_wall(now)),
            header: arrival(0),
            departs: |_| true,
            arrives: |_| true,
            refuses: |_| false,
            restarts: None,
            spoils: |_, reply| vec![reply],
        }
    }

    fn host(&self) -> Host<Reflector<RandomState>> {
        let settings = reflector::Settings {
            stamp: self.reflector.clone(),
            ..reflector::Settings::for_tests(Rules::for_tests(1_000_000, 862))
        };
        let core = Reflector::new(settings, RandomState::new());
        let mut host = Host::seeing(core, reflector_address(), self.far);
        host.dwell = DWELL;
        host
    }

    /// Lets it happen: `fate` decides about the nth datagram of a direction, `true` for the way there.
    pub(super) fn run(self, mut fate: impl FnMut(bool, usize) -> Fate) -> Run {
        let mut seen = [0, 0];
        let mut wire = Wire::new(|_, packet: &Packet| {
            let is_there = packet.to == reflector_address();
            seen[usize::from(is_there)] += 1;
            let fate = fate(is_there, seen[usize::from(is_there)] - 1);
            // What the reflector takes comes on top.
            fate.into_iter().map(|delay| if is_there { delay } else { delay + DWELL }).collect()
        });
        let (mut host, mut restarts) = (self.host(), self.restarts);
        let mut sender = Sender {
            session: Session::new(self.settings.clone()),
            news: News::new(true),
            grid: Grid::new(Instant::default(), self.interval),
            next: 0,
            taken: 0,
            answers: 0,
            most_kept: 0,
            world: self,
        };
        for _ in 0..10_000_000 {
            if restarts.is_some_and(|at| wire.now >= at) {
                (host, restarts) = (sender.world.host(), None);
            }
            if !wire.step(&mut host, &mut sender) {
                return Run {
                    figures: sender.session.figures(),
                    events: sender.news.take().collect(),
                    log: std::mem::take(&mut wire.log),
                    session: sender.session,
                    most_kept: sender.most_kept,
                };
            }
        }
        panic!("it never ends");
    }
}

/// What has happened.
pub(super) struct Run {
    pub(super) figures: Figures,
    pub(super) events: Vec<SessionEvent>,
    pub(super) log: Vec<(Instant, Packet, Fate)>,
    pub(super) session: Session,
    pub(super) most_kept: usize,
}

impl Run {
    /// How many events are so.
    pub(super) fn told(&self, is_so: impl Fn(&SessionEvent) -> bool) -> usize {
        self.events.iter().filter(|event| is_so(event)).count()
    }
}

struct Sender {
    world: World,
    session: Session,
    news: News<SessionEvent>,
    grid: Grid,
    next: u64,
    /// How many the system has taken.
    taken: u32,
    answers: u64,
    most_kept: usize,
}

impl Sender {
    fn slot(&self) -> Option<Instant> {
        (self.next < self.world.count).then(|| self.grid.slot(self.next))
    }

    fn send(&mut self, now: Instant, out: &mut Vec<Packet>) {
        let World { settings, interval, first, .. } = &self.world;
        let (number, unix_ns) = (first + self.next, (self.world.wall)(now));
        let sent = Sent {
            number,
            socket: 0,
            at: now,
            unix_ns,
            lateness: Duration::from_nanos(self.next),
            missed_slots: self.next % 2,
            interval: *interval,
        };
        self.next += 1;
        self.session.sent(&sent, &mut self.news);
        if (self.world.refuses)(self.next - 1) {
            return self.session.not_sent(&mut self.news);
        }
        let probe = Probe {
            mode: settings.mode,
            sequence: number as u32,
            sent_at: unix_ns,
            error: settings.clock,
            ssid: settings.ssid,
            asks: (self.world.asks)(self.taken + 1),
            size: settings.size,
        };
        let mut payload = Vec::new();
        probe.write(settings.key.as_ref(), &mut payload);
        self.session.taken(ms(1));
        if (self.world.departs)(self.next - 1) {
            self.session.departed(self.taken, (self.world.wall)(now + HELD));
        }
        self.taken = self.taken.wrapping_add(1);
        out.push(Packet { from: sender_address(), to: reflector_address(), payload });
    }
}

impl Party for Sender {
    fn receive(&mut self, now: Instant, packet: &Packet, _out: &mut Vec<Packet>) {
        let by_kernel = (self.world.arrives)(self.answers);
        let (read, wall) = (now + READ, self.world.wall);
        let at = match by_kernel {
            true => Stamp { unix_ns: wall(now), by: Stamper::Kernel },
            false => Stamp { unix_ns: wall(read), by: Stamper::Program },
        };
        let arrival = Arrival { at, ..self.world.header };
        let moment = Moment { instant: read, unix_ns: wall(read) };
        for payload in (self.world.spoils)(self.answers, packet.payload.clone()) {
            self.session.received(moment, &arrival, &payload, &mut self.news);
        }
        self.answers += 1;
    }

    fn deadline(&self) -> Option<Instant> {
        self.slot().into_iter().chain(self.session.deadline()).min()
    }

    fn wake(&mut self, now: Instant, out: &mut Vec<Packet>) {
        if self.slot().is_some_and(|slot| slot <= now) {
            self.send(now, out);
        } else {
            self.session.tick(now, &mut self.news);
        }
        self.most_kept = self.most_kept.max(self.session.slots.len());
    }
}
