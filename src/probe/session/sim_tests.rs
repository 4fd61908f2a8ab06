//! The account against the real reflector on the simulated wire. What is expected comes from the wire's own log, never
//! from the statistics.

mod clocks;
mod trouble;
mod truth;

use std::time::Duration;

use proptest::prelude::*;

use super::event::SessionEvent;
use super::figures::{Figures, Way};
use super::split::Losses;
use super::*;
use crate::drive::sim::Fate;
use truth::{Truth, assert_spread, assert_variation};
use world::{Run, World, ms};

fn assert_way(what: &str, way: Option<Way>, truth: &[(u64, i64)], within_ns: i64) {
    let Some(way) = way else { return assert!(truth.is_empty(), "{what}") };
    assert_variation(what, &way.jitter, truth);
    let mut list: Vec<i64> = truth.iter().map(|(_, ns)| *ns).collect();
    list.sort_unstable();
    let at = |per_mille: usize| list[(list.len() * per_mille).div_ceil(1000) - 1];
    let (min, max) = (list[0], list[list.len() - 1]);
    // The histogram's share; its percentiles are those of what is above the shortest.
    let shares = (max - min) / 100 + 1000;
    for (name, shown, true_ns, off) in [
        ("min", way.delay_min_ns, min, 0),
        ("max", way.delay_max_ns, max, 0),
        ("median", way.delay_median_ns, at(500), shares),
        ("p99", way.delay_p99_ns, at(990), shares),
        ("pdv max", way.pdv_rfc5481.max.as_nanos() as i64, max - min, within_ns),
        ("pdv p95", way.pdv_rfc5481.p95.as_nanos() as i64, at(950) - min, within_ns + shares),
    ] {
        let wrong = shown.abs_diff(true_ns) as i64;
        assert!(wrong <= within_ns + off, "{what} {name}: {shown} is not {true_ns}");
    }
}

/// All but what the clocks say.
fn assert_counts(run: &Run, truth: &Truth) {
    let ours = &run.figures;
    assert_eq!(
        (ours.sent, ours.received, ours.awaited, ours.lost),
        (truth.sent, truth.received, 0, truth.lost)
    );
    assert_eq!((ours.late, ours.duplicates), (truth.late, truth.duplicates));
    assert_eq!((ours.reordered, ours.reordering_extent_max), (truth.reordered, truth.extent));
    assert_eq!((ours.unrecognised, ours.reflector_restarts), (0, 0));
    let told = |is_so: fn(&SessionEvent) -> bool| run.told(is_so) as u64;
    assert_eq!(told(|event| matches!(event, SessionEvent::Reply(_))), truth.received);
    assert_eq!(told(|event| matches!(event, SessionEvent::Lost { .. })), truth.lost);
    assert_eq!(told(|event| matches!(event, SessionEvent::Late { .. })), truth.late);
    assert_eq!(told(|event| matches!(event, SessionEvent::Duplicate { .. })), truth.duplicates);
}

fn assert_round_trips(ours: &Figures, truth: &Truth) {
    assert_spread("rtt", ours.rtt, &truth.rtt);
    assert_spread("rtt_program", ours.rtt_program, &truth.program);
    assert_variation("rtt", &ours.jitter, &truth.rtt);
}

fn losses(ours: &Figures) -> Option<Losses> {
    ours.loss.map(|loss| Losses {
        forward: loss.forward,
        refused: loss.refused,
        backward: loss.backward,
        undetermined: loss.undetermined,
    })
}

const fn split(forward: u64, refused: u64, backward: u64, undetermined: u64) -> Option<Losses> {
    Some(Losses { forward, refused, backward, undetermined })
}

fn assert_all(run: &Run) {
    let (ours, truth) = (&run.figures, Truth::of(run));
    assert_counts(run, &truth);
    assert_round_trips(ours, &truth);
    assert_way("there", ours.forward, &truth.there, 0);
    assert_way("back", ours.backward, &truth.back, 0);
    assert_eq!((ours.clock_steps, ours.far_clock_steps, ours.stamps.across_step), (0, 0, 0));
    if let Some(ours) = losses(ours) {
        assert_eq!(ours, Losses { forward: truth.forward, backward: truth.backward, ..Losses::default() });
    }
}

/// Some of everything, the last packet aside.
fn mixed(is_there: bool, n: usize) -> Fate {
    let us = Duration::from_micros;
    let delay = us(5_000 + n as u64 * 7_919 % 37_000 + u64::from(is_there) * 333);
    match (is_there, n) {
        (true, 499) => vec![ms(300)],
        (true, _) if n % 11 == 5 => vec![],
        (true, _) if n % 13 == 7 => vec![delay, delay + ms(17)],
        (false, _) if n % 29 == 17 && n < 400 => vec![],
        (false, _) if n % 17 == 3 => vec![delay, delay, delay + ms(1)],
        (false, 123) => vec![ms(1_100)],
        _ => vec![delay],
    }
}

#[test]
fn five_hundred_packets_with_everything_that_happens_on_a_wire_are_counted_exactly() {
    let run = World::new(500).run(mixed);
    let truth = Truth::of(&run);
    assert!(truth.forward > 40 && truth.backward > 10 && truth.duplicates > 60, "{truth:?}");
    assert!(truth.late == 1 && truth.reordered > 100 && truth.extent > 2, "{truth:?}");
    let ours = &run.figures;
    assert_counts(&run, &truth);
    assert_round_trips(ours, &truth);
    assert_way("there", ours.forward, &truth.there, 0);
    assert_way("back", ours.backward, &truth.back, 0);
    assert_eq!(ours.stamps.sent_by_kernel, truth.received);
    assert_eq!(ours.stamps.received_by_kernel, truth.received);
    assert_eq!(ours.schedule.missed_slots, 250);
    assert_eq!(ours.schedule.lateness.map(|late| late.max), Some(Duration::from_nanos(499)));
    assert_eq!(ours.schedule.send_call.map(|took| (took.count, took.mean)), Some((500, ms(1))));
    let far = ours.far_clock.unwrap();
    assert!(far.synchronised && (2_000..2_050).contains(&far.bound_ns), "{far:?}");
    let hops =
        ours.hops_forward.zip(ours.hops_backward).map(|(there, back)| (there.min, there.max, back.max));
    assert_eq!((hops, ours.dscp_changed, ours.ecn_changed), (Some((4, 4, 4)), 0, 0));
}

#[test]
fn a_loss_is_blamed_on_the_way_it_happened() {
    // No copy is made on the way there whose answer could be lost.
    let run = World::new(500).run(|is_there, n| match (is_there, n) {
        (true, _) if n % 13 == 7 => vec![ms(20)],
        _ => mixed(is_there, n),
    });
    assert_all(&run);
    let ours = run.figures.loss.unwrap();
    assert!(ours.forward > 40 && ours.backward > 10 && ours.undetermined == 0, "{ours:?}");
    let settled = 500.0;
    assert_eq!(ours.forward_percent, ours.forward as f64 * 100.0 / settled);
    assert_eq!(ours.backward_percent, ours.backward as f64 * 100.0 / (settled - ours.forward as f64));
}

/// Of two seconds, nothing in order: 10 to 60 ms there, 5 to 40 ms back.
fn restless(is_there: bool, n: usize) -> Fate {
    let (least, spread) = if is_there { (10_000, 50_000) } else { (5_000, 35_000) };
    vec![Duration::from_micros(least + n as u64 * 7_919 % spread)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Exact but where it cannot be: of two answers to copies made on the way there none is lost, and the last packet
    /// settles what became of those before it.
    #[test]
    fn every_figure_is_the_truth(
        fates in prop::collection::vec(
            (prop::option::weighted(0.9, 10..400_000u64), prop::option::weighted(0.1, 0..300_000u64),
             prop::option::weighted(0.9, 10..700_000u64), prop::option::weighted(0.1, 0..300_000u64)), 1..60),
        interval in 1..50u64,
        first in prop_oneof![Just(0), Just(u64::from(u32::MAX) - 20)],
    ) {
        let world = World { first, interval: ms(interval), ..World::new(fates.len() as u64 + 1) };
        let spread = |first: Option<u64>, copy: Option<u64>| -> Fate {
            let copies = first.into_iter().flat_map(|at| [Some(at), copy.map(|copy| at + copy)]);
            copies.flatten().map(Duration::from_micros).collect()
        };
        let arrivals: usize = fates.iter().map(|fate| spread(fate.0, fate.1).len()).sum();
        let has_copies = arrivals > fates.iter().filter(|fate| fate.0.is_some()).count();
        let run = world.run(|is_there, n| match (is_there, fates.get(n % fates.len())) {
            (true, Some(fate)) if n < fates.len() => spread(fate.0, fate.1),
            (true, _) => vec![ms(800)],
            (false, Some(fate)) if n < arrivals => spread(fate.2.or(has_copies.then_some(5_000)), fate.3),
            _ => vec![ms(100)],
        });
        let is_wrapped = first > 0;
        if is_wrapped {
            // The log has 32 bits of each number.
            prop_assert_eq!(run.figures.sent, fates.len() as u64 + 1);
            prop_assert_eq!((run.figures.unrecognised, run.figures.reflector_restarts, run.figures.awaited), (0, 0, 0));
        } else {
            assert_all(&run);
        }
    }
}

/// A session and a reflector, both real, on the simulated wire.
mod world {
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
}
