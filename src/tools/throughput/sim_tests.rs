//! The sweep against the real server core on the simulated wire. What is expected comes from the wire's own log,
//! never from the account.

use std::hash::RandomState;
use std::net::SocketAddr;
use std::time::Duration;

use proptest::prelude::*;

use super::proto::{Fate, Packet as Told, Second, Series, Settings, Sweep, SweepEvent, SweepFigures};
use crate::admit::Rules;
use crate::clock::{Instant, Moment};
use crate::contract::{Arrival, Collector, News, Sent};
use crate::drive::sim::{Fate as Delays, Host, Packet, Party, Wire};
use crate::pace::{Grid, Pace, pick};
use crate::probe::course;
use crate::probe::reflector::{self, Reflector};

const SIZE: usize = 1000;

const fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn halving() -> Pace {
    Pace::shrinking(ms(1600), "0.5".parse().unwrap(), ms(50))
}

fn server_address() -> SocketAddr {
    "192.168.0.1:8080".parse().unwrap()
}

/// The client: sends on the grid, from several sockets.
struct Sweeper {
    kept_until: Vec<Instant>,
    sweep: Sweep,
    news: News<SweepEvent>,
    grid: Grid,
    next: u64,
    count: u64,
    stops_at: Option<Instant>,
}

impl Sweeper {
    fn new(sockets: usize, count: u64, pace: Pace) -> Sweeper {
        let settings =
            Settings { reply_timeout: ms(1000), size: SIZE, tells_packets: true, keeps_series: true };
        Sweeper {
            kept_until: vec![Instant::default(); sockets],
            sweep: Sweep::new(settings),
            news: News::new(true),
            grid: Grid::at_pace(Instant::default(), pace),
            next: 0,
            count,
            stops_at: None,
        }
    }

    fn slot(&self) -> Option<Instant> {
        (self.next < self.count).then(|| self.grid.slot(self.next))
    }
}

impl Party for Sweeper {
    fn receive(&mut self, now: Instant, packet: &Packet, _out: &mut Vec<Packet>) {
        let socket = usize::from(packet.to.port() - 40_000);
        let now = Moment { instant: now, unix_ns: now.as_nanos() };
        self.sweep.received(now, socket, &Arrival::default(), &packet.payload, &mut self.news);
        if !self.sweep.is_waiting_at(socket) {
            self.kept_until[socket] = Instant::default();
        }
    }

    fn deadline(&self) -> Option<Instant> {
        let next = self.slot().into_iter().chain(self.sweep.deadline()).min();
        next.filter(|next| self.stops_at.is_none_or(|stop| *next < stop))
    }

    fn wake(&mut self, now: Instant, out: &mut Vec<Packet>) {
        if self.slot().is_some_and(|slot| slot <= now) {
            let socket = pick(self.kept_until.iter().copied());
            self.kept_until[socket] = now + ms(1000);
            let (number, interval) = (self.next, self.grid.interval(self.next));
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
            self.sweep.sent(&sent, &mut self.news);
            let from = SocketAddr::new("192.168.0.2".parse().unwrap(), 40_000 + socket as u16);
            out.push(Packet { from, to: server_address(), payload: course::sweep_packet(SIZE) });
        } else {
            self.sweep.tick(now, &mut self.news);
        }
    }
}

/// What a run came to.
struct Swept {
    figures: SweepFigures,
    packets: Vec<Told>,
    seconds: Vec<Second>,
    series: Series,
}

/// Sends; `fate` decides about the nth acknowledgement.
fn sweep(mut sweeper: Sweeper, mut fate: impl FnMut(usize) -> Delays) -> Swept {
    let rules = Rules::for_tests(20_000, 8080);
    let settings = reflector::Settings::for_tests(rules);
    let mut host = Host::new(Reflector::new(settings, RandomState::new()), server_address());
    let mut answers = 0;
    let mut wire = Wire::new(|_, packet: &Packet| {
        if packet.to == server_address() {
            return vec![Duration::ZERO];
        }
        answers += 1;
        fate(answers - 1)
    });
    let stops_at = sweeper.stops_at;
    let mut steps = 0;
    while stops_at.is_none_or(|stop| wire.now < stop) && wire.step(&mut host, &mut sweeper) {
        steps += 1;
        assert!(steps < 1_000_000, "it never ends");
    }
    let figures = sweeper.sweep.summary(wire.now);
    let mut news = sweeper.news;
    let series = sweeper.sweep.finish(&mut news);
    let (mut packets, mut seconds) = (Vec::new(), Vec::new());
    for event in news.take() {
        match event {
            SweepEvent::Packet(packet) => packets.push(packet),
            SweepEvent::Second(second) => seconds.push(second),
            SweepEvent::Stray(_) => {}
        }
    }
    packets.sort_by_key(|packet| packet.number);
    Swept { figures, packets, seconds, series }
}

fn second(second: u64, sent: u64, acknowledged: u64, lost: u64, delay_sum: Duration) -> Second {
    Second { second, sent, acknowledged, lost, delay_sum, size_bytes: SIZE, ..Second::default() }
}

#[test]
fn eight_packets_at_half_the_interval_each_time_are_booked_in_their_seconds() {
    // They leave at 0, 1600, 2400, 2800, 3000, 3100, 3150 and 3200 ms; the third is lost.
    let fate = |n: usize| if n == 2 { vec![] } else { vec![ms(10 * (n as u64 + 1))] };
    let swept = sweep(Sweeper::new(16, 8, halving()), fate);
    let expected = [
        second(0, 1, 1, 0, ms(10)),
        second(1, 1, 1, 0, ms(20)),
        second(2, 2, 1, 1, ms(40)),
        second(3, 4, 4, 0, ms(50 + 60 + 70 + 80)),
    ];
    assert_eq!(swept.seconds, expected);
    assert_eq!(swept.series.seconds, expected);
    assert_eq!(swept.seconds[3].mean_delay(), Some(ms(65)));
    let bits = swept.seconds[2].bits();
    assert_eq!((bits.exercise, bits.sent, bits.acknowledged), (16_000, 16_000, 8_000));
    assert_eq!(bits.returned, 19 * 8);
    let told: Vec<(u64, u64, Fate)> = swept
        .packets
        .iter()
        .map(|packet| (packet.sent_ns / 1_000_000, packet.interval_ns / 1_000_000, packet.result))
        .collect();
    assert_eq!(
        told,
        [
            (0, 1600, Fate::Reply),
            (1600, 800, Fate::Reply),
            (2400, 400, Fate::Lost),
            (2800, 200, Fate::Reply),
            (3000, 100, Fate::Reply),
            (3100, 50, Fate::Late),
            (3150, 50, Fate::Late),
            (3200, 50, Fate::Late),
        ]
    );
    assert_eq!(swept.packets[7].received_ns, Some(3_280_000_000));
    assert_eq!((swept.figures.lasted, swept.figures.last_interval), (ms(3250), ms(50)));
    assert_eq!((swept.figures.figures.late, swept.figures.figures.lost), (3, 1));
}

#[test]
fn a_second_without_packets_is_told_as_one() {
    let swept = sweep(Sweeper::new(4, 2, Pace::steady(ms(3500))), |_| vec![ms(5)]);
    let nothing = |n| second(n, 0, 0, 0, Duration::ZERO);
    assert_eq!(swept.seconds, [second(0, 1, 1, 0, ms(5)), nothing(1), nothing(2), second(3, 1, 1, 0, ms(5))]);
    assert_eq!(swept.seconds[1].mean_delay(), None);
    let json = serde_json::to_value(swept.seconds[1]).unwrap();
    assert_eq!((&json["exercise_throughput_bps"], &json["exercise_delay_ns"]), (&0.into(), &0.into()));
    assert!(json["mean_delay_ns"].is_null());
    assert!(swept.seconds[1].to_string().contains("no packets; the exercise says delay 0"));
}

#[test]
fn what_is_under_way_when_it_is_stopped_is_told_as_awaited() {
    let mut sweeper = Sweeper::new(16, 8, halving());
    sweeper.stops_at = Some(Instant::default() + ms(3010));
    let swept = sweep(sweeper, |n| if n < 3 { vec![ms(5)] } else { vec![] });
    let fates: Vec<Fate> = swept.packets.iter().map(|packet| packet.result).collect();
    assert_eq!(fates, [Fate::Reply, Fate::Reply, Fate::Reply, Fate::Awaited, Fate::Awaited]);
    let awaited: Vec<u64> = swept.seconds.iter().map(|second| second.awaited).collect();
    assert_eq!(awaited, [0, 0, 1, 1]);
    assert_eq!(swept.figures.figures.awaited, 2);
}

#[test]
fn with_too_few_sockets_it_is_known_that_packets_were_answered_but_not_when() {
    let swept = sweep(Sweeper::new(2, 8, halving()), |_| vec![ms(300)]);
    let mut untimed = 0;
    for second in &swept.seconds {
        assert_eq!((second.sent, second.lost, second.unclear), (second.acknowledged, 0, 0), "{second:?}");
        untimed += second.untimed;
    }
    let figures = swept.figures.figures;
    assert_eq!((untimed, figures.received), (figures.ambiguous, 8 - untimed));
    assert!(untimed > 0);
}

#[test]
fn with_too_few_sockets_and_a_loss_nothing_is_known_for_sure() {
    // All leave in the last 200 ms, from one socket; the second is lost.
    let pace = Pace::steady(ms(50));
    let swept = sweep(Sweeper::new(1, 4, pace), |n| if n == 1 { vec![] } else { vec![ms(900)] });
    let fates: Vec<Fate> = swept.packets.iter().map(|packet| packet.result).collect();
    assert_eq!(fates, [Fate::Unclear; 4]);
    assert_eq!((swept.seconds[0].acknowledged, swept.seconds[0].unclear), (0, 4));
    assert_eq!((swept.figures.figures.ambiguous, swept.figures.figures.lost), (3, 1));
}

proptest! {
    #[test]
    fn the_seconds_add_up_to_the_totals_and_each_packet_is_told_once(
        delays in prop::collection::vec(prop::option::weighted(0.8, 0u64..990), 1..80),
        first in 1u64..3000,
        factor in 0.5f64..1.0,
        sockets in 1usize..20,
    ) {
        let pace = Pace::shrinking(ms(first), factor.to_string().parse().unwrap(), ms(1));
        let count = delays.len() as u64;
        let swept = sweep(Sweeper::new(sockets, count, pace), |n| delays[n].map(ms).into_iter().collect());
        let figures = &swept.figures.figures;
        let added = |figure: fn(&Second) -> u64| swept.seconds.iter().map(figure).sum::<u64>();
        prop_assert_eq!(added(|s| s.sent), figures.sent);
        prop_assert_eq!(added(|s| s.acknowledged - s.untimed), figures.received);
        // Of the unclear and untimed ones, as many were answered as there are ambiguous acknowledgements.
        prop_assert_eq!(added(|s| s.lost + s.unclear + s.untimed), figures.lost + figures.ambiguous);
        prop_assert!(added(|s| s.untimed) <= figures.ambiguous);
        prop_assert_eq!(added(|s| s.awaited + s.not_sent), 0);
        prop_assert_eq!(added(|s| s.bits().exercise), added(|s| s.acknowledged) * SIZE as u64 * 16);
        let numbers: Vec<u64> = swept.packets.iter().map(|packet| packet.number).collect();
        prop_assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
        prop_assert!(swept.seconds.iter().map(|s| s.second).eq(0..swept.seconds.len() as u64));
        for packet in &swept.packets {
            let slot = pace.offset(packet.number - 1);
            prop_assert_eq!(u128::from(packet.sent_ns), slot.as_nanos());
            prop_assert_eq!(u128::from(packet.interval_ns), pace.interval(packet.number - 1).as_nanos());
            let delay = delays[packet.number as usize - 1].map(|delay| ms(delay).as_nanos() as u64);
            prop_assert!(packet.result != Fate::Untimed || delay.is_some(), "packet {}", packet.number);
            prop_assert!(packet.result != Fate::Lost || delay.is_none(), "packet {}", packet.number);
            if let Some(rtt) = packet.rtt_ns {
                prop_assert_eq!(Some(rtt), delay, "packet {}", packet.number);
            }
        }
        let sum = |packets: &[Told]| packets.iter().filter_map(|packet| packet.rtt_ns).sum::<u64>();
        let delays: Duration = swept.seconds.iter().map(|second| second.delay_sum).sum();
        prop_assert_eq!(delays.as_nanos() as u64, sum(&swept.packets));
        prop_assert_eq!(swept.series.packets.len() as u64, count);
    }
}
