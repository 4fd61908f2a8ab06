//! The client's account against the real server core on the simulated wire. What is expected comes from the wire's
//! own log, never from the statistics.

use std::hash::RandomState;
use std::net::SocketAddr;
use std::time::Duration;

use proptest::prelude::*;

use super::account::{Account, Figures, PacketEvent, Settings};
use super::course;
use super::reflector::{self, Reflector};
use crate::admit::Rules;
use crate::clock::{Instant, Moment};
use crate::contract::{Arrival, Collector, News, Sent};
use crate::drive::sim::{Fate, Host, Packet, Party, Wire};
use crate::pace::{Grid, pick};

/// From the client to the server.
const THERE: Duration = Duration::from_millis(5);

const fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn server_address() -> SocketAddr {
    "192.168.0.1:8080".parse().unwrap()
}

/// Of one of the client's sockets.
fn client_address(socket: usize) -> SocketAddr {
    SocketAddr::new("192.168.0.2".parse().unwrap(), 40_000 + socket as u16)
}

fn host() -> Host<Reflector<RandomState>> {
    let rules = Rules::for_tests(20_000, 8080);
    let settings = reflector::Settings::for_tests(rules);
    Host::new(Reflector::new(settings, RandomState::new()), server_address())
}

/// The client: sends on the grid, from one socket or several, and keeps its account.
struct Pinger {
    kept_until: Vec<Instant>,
    interval: Duration,
    reply_timeout: Duration,
    account: Account,
    news: News<PacketEvent>,
    grid: Grid,
    next: u64,
    count: u64,
}

impl Pinger {
    fn new(sockets: usize, count: u64, interval: Duration, reply_timeout: Duration) -> Pinger {
        Pinger {
            kept_until: vec![Instant::default(); sockets],
            interval,
            reply_timeout,
            account: Account::new(Settings { reply_timeout, size: 12 }),
            news: News::new(true),
            grid: Grid::new(Instant::default(), interval),
            next: 0,
            count,
        }
    }

    fn slot(&self) -> Option<Instant> {
        (self.next < self.count).then(|| self.grid.slot(self.next))
    }
}

impl Party for Pinger {
    fn receive(&mut self, now: Instant, packet: &Packet, _out: &mut Vec<Packet>) {
        let socket = usize::from(packet.to.port() - 40_000);
        let now = Moment { instant: now, unix_ns: now.as_nanos() };
        self.account.received(now, socket, &Arrival::default(), &packet.payload, &mut self.news);
        if !self.account.is_waiting_at(socket) {
            self.kept_until[socket] = Instant::default();
        }
    }

    fn deadline(&self) -> Option<Instant> {
        self.slot().into_iter().chain(self.account.deadline()).min()
    }

    fn wake(&mut self, now: Instant, out: &mut Vec<Packet>) {
        if self.slot().is_some_and(|slot| slot <= now) {
            let socket = pick(self.kept_until.iter().copied());
            self.kept_until[socket] = now + self.reply_timeout;
            let (number, interval) = (self.next, self.interval);
            let sent = Sent {
                number,
                socket,
                at: now,
                unix_ns: now.as_nanos(),
                lateness: Duration::ZERO,
                missed_slots: 0,
                interval,
            };
            self.next += 1;
            self.account.sent(&sent, &mut self.news);
            out.push(Packet {
                from: client_address(socket),
                to: server_address(),
                payload: course::packet(12),
            });
        } else {
            self.account.tick(now, &mut self.news);
        }
    }
}

/// Sends `count` packets; `fate` decides about the nth acknowledgement. Gives the figures, the events, and the fates
/// as the wire has logged them.
fn ping(mut pinger: Pinger, mut fate: impl FnMut(usize) -> Fate) -> (Figures, Vec<PacketEvent>, Vec<Fate>) {
    let (mut host, mut answers) = (host(), 0);
    let mut wire = Wire::new(|_, packet: &Packet| {
        if packet.to == server_address() {
            return vec![THERE];
        }
        answers += 1;
        fate(answers - 1)
    });
    for _ in 0..1_000_000 {
        if !wire.step(&mut host, &mut pinger) {
            let answered = wire.log.iter().filter(|(_, packet, _)| packet.from == server_address());
            let fates = answered.map(|(_, _, fate)| fate.clone()).collect();
            let figures = pinger.account.summary(wire.now);
            return (figures, pinger.news.take().collect(), fates);
        }
    }
    panic!("it never ends");
}

#[test]
fn a_hundred_packets_with_loss_delay_and_duplication_are_counted_exactly() {
    let fate = |n: usize| match n {
        _ if n % 10 == 3 => vec![],
        _ if n % 7 == 2 => vec![ms(n as u64 * 37 % 150), ms(n as u64 * 37 % 150 + 1)],
        _ => vec![ms(n as u64 * 37 % 150)],
    };
    let (figures, events, fates) = ping(Pinger::new(1, 100, ms(200), ms(200)), fate);
    let lost = fates.iter().filter(|fate| fate.is_empty()).count() as u64;
    let duplicates = fates.iter().filter(|fate| fate.len() == 2).count() as u64;
    let mut rtts: Vec<Duration> =
        fates.iter().filter_map(|fate| fate.first()).map(|delay| THERE + *delay).collect();
    assert_eq!((fates.len(), lost, duplicates), (100, 10, 12), "the wire did what the test means it to do");

    assert_eq!((figures.sent, figures.received, figures.lost), (100, 100 - lost, lost));
    assert_eq!((figures.unexpected, figures.ambiguous, figures.late, figures.awaited), (duplicates, 0, 0, 0));
    assert_eq!((figures.loss_percent, figures.exercise_loss_percent), (10.0, 10.0));
    let booked: Vec<u64> = events
        .iter()
        .filter_map(|event| match event {
            PacketEvent::Reply { rtt_ns, .. } => Some(*rtt_ns),
            _ => None,
        })
        .collect();
    assert_eq!(booked, rtts.iter().map(|rtt| rtt.as_nanos() as u64).collect::<Vec<_>>());

    let sum: Duration = rtts.iter().sum();
    let steps: Vec<(usize, Duration)> =
        fates.iter().enumerate().filter_map(|(n, fate)| Some((n, *fate.first()?))).collect();
    let differences: Vec<Duration> =
        steps.windows(2).filter(|w| w[1].0 == w[0].0 + 1).map(|w| w[1].1.abs_diff(w[0].1)).collect();
    rtts.sort();
    let rtt = figures.rtt.unwrap();
    assert_eq!((rtt.min, rtt.max), (rtts[0], rtts[89]));
    // To the nearest nanosecond.
    assert_eq!(rtt.mean, (sum + Duration::from_nanos(45)) / 90);
    assert_eq!(figures.exercise_average_ns, Some((sum / 90).as_nanos() as u64));
    // The histogram keeps three significant digits; ranks are the nearest ones.
    for (shown, rank) in [(rtt.median, 45), (rtt.p95, 86), (rtt.p99, 90)] {
        let truth = rtts[rank - 1];
        assert!(shown.abs_diff(truth) <= truth / 1000, "rank {rank}: {shown:?} is not {truth:?}");
    }
    let count = differences.len() as u32;
    let mean_difference =
        (differences.iter().sum::<Duration>() + Duration::from_nanos(1) * (count / 2)) / count;
    assert_eq!(figures.jitter.ipdv_rfc3393_mean_abs, Some(mean_difference));
}

#[test]
fn a_server_later_than_the_interval_is_late_and_exact() {
    let (figures, events, _) = ping(Pinger::new(16, 20, ms(300), ms(1000)), |_| vec![ms(445)]);
    for event in &events {
        assert!(matches!(event, PacketEvent::Reply { rtt_ns: 450_000_000, late: true, .. }), "{event:?}");
    }
    assert_eq!((figures.sent, figures.received, figures.late, figures.lost), (20, 20, 20, 0));
    assert_eq!(figures.exercise_loss_percent, 100.0, "to the exercise, late is lost");
}

#[test]
fn one_later_than_the_time_out_is_nobodys_round_trip() {
    let (figures, ..) = ping(Pinger::new(16, 3, ms(1000), ms(1000)), |_| vec![ms(1195)]);
    assert_eq!((figures.received, figures.ambiguous, figures.lost), (0, 0, 3));
    assert_eq!(figures.unexpected, 3);
}

#[test]
fn on_one_socket_no_acknowledgement_is_booked_for_another_packet() {
    let (figures, events, _) = ping(Pinger::new(1, 20, ms(300), ms(1000)), |_| vec![ms(445)]);
    for event in &events {
        assert!(!matches!(event, PacketEvent::Reply { rtt_ns, .. } if *rtt_ns < 450_000_000), "{event:?}");
    }
    assert_eq!((figures.sent, figures.lost, figures.received + figures.ambiguous), (20, 0, 20));
}

#[test]
fn a_loss_costs_one_packet_and_on_one_socket_the_certainty_about_the_next_ones() {
    let fate = |n| if n == 1 { vec![] } else { vec![ms(5)] };
    let (figures, ..) = ping(Pinger::new(16, 10, ms(200), ms(1000)), fate);
    assert_eq!((figures.received, figures.ambiguous, figures.lost), (9, 0, 1));
    let (figures, ..) = ping(Pinger::new(1, 10, ms(200), ms(1000)), fate);
    assert_eq!((figures.received, figures.ambiguous, figures.lost), (1, 8, 1));
}

proptest! {
    #[test]
    fn whatever_is_booked_is_true_and_everything_is_counted_once(
        delays in prop::collection::vec(prop::option::weighted(0.8, 0u64..990), 1..60),
        interval in 1u64..600,
        sockets in 1usize..20,
    ) {
        let pinger = Pinger::new(sockets, delays.len() as u64, ms(interval), ms(1000));
        let (figures, events, fates) = ping(pinger, |n| delays[n].map(ms).into_iter().collect());
        for event in events {
            if let PacketEvent::Reply { number, rtt_ns, sent_ns, .. } = event {
                let truth = fates[number as usize - 1].first().map(|delay| (THERE + *delay).as_nanos() as u64);
                prop_assert_eq!(Some(rtt_ns), truth);
                prop_assert_eq!(sent_ns, (number - 1) * interval * 1_000_000);
            }
        }
        let lost = fates.iter().filter(|fate| fate.is_empty()).count() as u64;
        prop_assert_eq!(figures.lost, lost);
        prop_assert_eq!(figures.sent, figures.received + figures.ambiguous + lost);
        prop_assert_eq!((figures.unexpected, figures.awaited), (0, 0));
        if (sockets as u64) * interval > 1000 {
            prop_assert_eq!(figures.ambiguous, 0, "there were sockets enough");
        }
    }
}
