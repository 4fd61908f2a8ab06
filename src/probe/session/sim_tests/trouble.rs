//! Reflectors that restart, keep silent, or talk nonsense; networks that go away; runs without end.

use super::*;
use crate::probe::stamp::packet::Probe;
use crate::probe::stamp::packet::Request;
use crate::probe::stamp::reflect::{Facts, reflect};
use crate::probe::stamp::timestamp::Format;
use crate::probe::stamp::tlv::Asks;
use clocks::sent;
use world::{arrival, true_wall};

#[test]
fn a_reflector_that_restarts_is_told_once_and_the_counts_go_on() {
    let at = Instant::from_nanos(1_000_000_000);
    for fate in [restless, |is_there, n| match (is_there, n) {
        (true, _) if n % 10 == 4 => vec![],
        (false, _) if n % 10 == 7 => vec![],
        _ => vec![ms(15)],
    }] {
        let run = World { restarts: Some(at), ..World::new(200) }.run(fate);
        let truth = Truth::of(&run);
        assert_eq!(run.figures.reflector_restarts, 1);
        assert_eq!(run.told(|event| matches!(event, SessionEvent::ReflectorRestarted)), 1);
        assert_eq!((run.figures.received, run.figures.lost), (truth.received, truth.lost));
        assert_round_trips(&run.figures, &truth);
        let ours = losses(&run.figures).unwrap();
        assert!(ours.undetermined <= 2, "{ours:?}");
        assert!(ours.forward <= truth.forward && truth.forward <= ours.forward + 2, "{ours:?} {truth:?}");
        assert!(ours.backward <= truth.backward && truth.backward <= ours.backward + 2, "{ours:?} {truth:?}");
    }
}

#[test]
fn a_stateless_reflector_says_nothing_of_the_way_a_packet_was_lost() {
    let stateless = |refuses: fn(u64) -> bool, fate: fn(bool, usize) -> Fate| {
        let mut world = World { refuses, ..World::new(100) };
        world.reflector.limits.sessions = 0;
        world.run(fate).figures
    };
    let ours = stateless(|_| false, restless);
    assert_eq!((ours.lost, losses(&ours)), (0, split(0, 0, 0, 0)));
    // Packets that the system does not send make its numbers no count.
    let ours = stateless(|n| n == 20, |is_there, n| if n == 50 { vec![] } else { restless(is_there, n) });
    assert_eq!((ours.sent, ours.not_sent, ours.lost, losses(&ours)), (99, 1, 2, None));
    assert_eq!(ours.reflector_restarts, 0);
}

#[test]
fn what_the_reflector_refuses_is_its_own() {
    let direct = |sent| Asks { direct_measurement: Some(sent), ..Asks::default() };
    let mut world = World { asks: direct, ..World::new(301) };
    world.reflector.limits.min_interval = ms(40);
    let run = world.run(|is_there, n| match (is_there, n) {
        (true, 20 | 30) | (false, 5) => vec![],
        _ => vec![ms(5)],
    });
    // What was answered, from the log.
    let answered =
        run.log.iter().filter(|(_, packet, _)| packet.to != world::reflector_address()).count() as u64;
    assert!(answered > 50 && answered < 150, "{answered}");
    let ours = losses(&run.figures).unwrap();
    assert_eq!((run.figures.sent, run.figures.lost), (301, 301 - (answered - 1)));
    assert_eq!((ours.forward, ours.backward), (2, 1));
    assert_eq!(
        (ours.refused + ours.undetermined, ours.undetermined < 5),
        (301 - 2 - answered, true),
        "{ours:?}"
    );
}

#[test]
fn garbage_answers_nothing_and_changes_nothing() {
    let plain = World::new(100).run(restless);
    let spoilt = World {
        spoils: |n, reply| {
            let mut garbage = vec![reply.clone(); 4];
            garbage[0][15] ^= 1; // another session
            garbage[1][35] ^= 0x10; // another T1
            garbage[2][24..28].copy_from_slice(&1_000_000_u32.to_be_bytes()); // a packet to come
            garbage[3].truncate((n % 38) as usize);
            garbage.push(fastrand::Rng::with_seed(n).choose_multiple(0..=255, 100));
            garbage.push(reply);
            garbage
        },
        ..World::new(100)
    }
    .run(restless);
    assert_eq!(spoilt.figures.unrecognised, 500);
    assert_eq!(Figures { unrecognised: 0, ..spoilt.figures.clone() }, plain.figures);
    let told = spoilt.told(|event| matches!(event, SessionEvent::Unrecognised { .. }));
    assert_eq!((told, spoilt.events.len()), (500, 500 + plain.events.len()));
}

#[test]
fn packets_that_the_system_does_not_send_are_nobodys_loss() {
    let refuses: fn(u64) -> bool = |n| (200..400).contains(&n);
    let lossy = |is_there: bool, n: usize| match (is_there, n) {
        (true, 50 | 250) | (false, 60) => vec![],
        _ => restless(is_there, n),
    };
    let run = World { refuses, ..World::new(600) }.run(lossy);
    assert_all(&run);
    assert_eq!((run.figures.sent, run.figures.not_sent, run.figures.lost), (400, 200, 3));
    assert_eq!(losses(&run.figures), split(2, 0, 1, 0));
    // Those after the gap have the kernel's times too.
    assert_eq!(run.figures.stamps.sent_by_kernel, run.figures.received);
    assert_eq!(run.told(|event| matches!(event, SessionEvent::NotSent { .. })), 200);
    let numbers: Vec<u64> = run
        .events
        .iter()
        .filter_map(|event| match event {
            SessionEvent::NotSent { number, .. } => Some(*number),
            _ => None,
        })
        .collect();
    assert_eq!(numbers, (201..=400).collect::<Vec<_>>());
}

#[test]
fn numbers_go_on_after_their_32_bits() {
    let lossy = |is_there: bool, n: usize| match (is_there, n) {
        (true, 50) | (false, 60) => vec![],
        (true, 70) => vec![ms(10), ms(12)],
        _ => restless(is_there, n),
    };
    let plain = World::new(200).run(lossy);
    let run = World { first: u64::from(u32::MAX) - 57, ..World::new(200) }.run(lossy);
    assert_eq!(run.figures, plain.figures);
    assert_eq!(losses(&run.figures), split(1, 0, 1, 0));
    let first = u64::from(u32::MAX) - 57;
    assert!(matches!(run.events[0], SessionEvent::Reply(sample) if sample.number > first));
}

#[test]
fn reflectors_older_than_the_standard_are_understood() {
    let plain = World::new(100).run(restless);
    let no_session = World {
        spoils: |_, mut reply| {
            reply[14..16].fill(0);
            vec![reply]
        },
        ..World::new(100)
    };
    assert_eq!(no_session.run(restless).figures, plain.figures);
    for length in 38..44 {
        let mut world = World { spoils: |_, reply| vec![reply], ..World::new(50) };
        world.spoils = match length {
            38 => |_, reply| vec![reply[..38].to_vec()],
            39 => |_, reply| vec![reply[..39].to_vec()],
            40 => |_, reply| vec![reply[..40].to_vec()],
            41 => |_, reply| vec![reply[..41].to_vec()],
            42 => |_, reply| vec![reply[..42].to_vec()],
            _ => |_, reply| vec![reply[..43].to_vec()],
        };
        let run = world.run(restless);
        assert_all(&run);
        assert_eq!(
            (run.figures.unrecognised, run.figures.hops_forward.is_some()),
            (0, length > 40),
            "{length}"
        );
    }
}

#[test]
fn an_authenticated_session_counts_only_what_is_authentic() {
    let key = Some(Key::new(b"secret"));
    let mut world =
        World { asks: |sent| Asks { direct_measurement: Some(sent), ..Asks::default() }, ..World::new(100) };
    world.settings.mode = Mode::Authenticated;
    world.settings.size = 200;
    (world.settings.key, world.reflector.key) = (key.clone(), key);
    world.spoils = |n, reply| {
        let mut forged = reply.clone();
        forged[(n % 112) as usize] ^= 1;
        vec![forged, reply]
    };
    let run = world.run(|is_there, n| match (is_there, n) {
        (true, 20) | (false, 30) => vec![],
        _ => restless(is_there, n),
    });
    let ours = &run.figures;
    assert_eq!((ours.received, ours.lost, ours.unrecognised), (98, 2, 98));
    assert_eq!((losses(ours), ours.flaw), (split(1, 0, 1, 0), None));
}

#[test]
fn either_format_of_timestamps_is_the_same_time() {
    let plain = World::new(100).run(restless);
    for (ours, theirs) in [(Format::Ntp, Format::Ptp), (Format::Ptp, Format::Ntp), (Format::Ptp, Format::Ptp)]
    {
        let mut world = World::new(100);
        world.settings.clock = ErrorEstimate::new(true, ours, 1_000);
        world.reflector.clock = ErrorEstimate::new(true, theirs, 1_000);
        assert_eq!(world.run(restless).figures, plain.figures, "{ours:?} {theirs:?}");
    }
}

#[test]
fn what_changes_on_the_way_is_seen() {
    let mut world =
        World { asks: |_| Asks { class_of_service: Some(46), ..Asks::default() }, ..World::new(100) };
    world.settings.size = 60;
    world.settings.traffic_class = 46 << 2 | 1;
    // From half a second on another route: one router more, which takes the marks away.
    world.far = |now| {
        let is_marked = now < Instant::from_nanos(500_000_000);
        let (ttl, class) = if is_marked { (250, 46 << 2 | 1) } else { (249, 0) };
        Arrival { ttl: Some(ttl), traffic_class: Some(class), ..arrival(true_wall(now)) }
    };
    world.header = Arrival { ttl: Some(61), ..arrival(0) };
    let run = world.run(|_, _| vec![ms(10)]);
    // Sent at 0, 10, ..., arrived 10 ms later: 49 before the change.
    let ours = &run.figures;
    assert_eq!((ours.dscp_changed, ours.ecn_changed), (51, 51));
    let hops = |hops: Option<figures::Hops>| hops.map(|hops| (hops.min, hops.max, hops.changes));
    assert_eq!((hops(ours.hops_forward), hops(ours.hops_backward)), (Some((5, 6, 1)), Some((3, 3, 0))));
}

/// A session and the answer that a reflector would give to its packet; two milliseconds each way.
struct Hand {
    session: Session,
    news: News<SessionEvent>,
}

impl Hand {
    fn new(settings: Settings) -> Hand {
        Hand { session: Session::new(settings), news: News::new(false) }
    }

    fn send(&mut self, number: u64, at: Instant) {
        self.session.sent(&sent(number, at), &mut self.news);
    }

    fn reply(&self, number: u64, at: Instant, change: impl FnOnce(&mut Facts)) -> Vec<u8> {
        let Settings { mode, ssid, size, clock, .. } = self.session.settings;
        let probe = Probe {
            mode,
            sequence: number as u32,
            sent_at: true_wall(at),
            error: clock,
            ssid,
            asks: Asks::default(),
            size,
        };
        let (mut request, mut reply) = (Vec::new(), Vec::new());
        probe.write(None, &mut request);
        let mut facts = Facts { error: clock, ..Facts::for_tests(true_wall(at) + 2_000_000) };
        facts.sequence = Some(number as u32);
        change(&mut facts);
        reflect(&Request::parse(mode, None, &request).unwrap(), &facts, None, &mut reply);
        reply
    }

    fn receive(&mut self, at: Instant, payload: &[u8], dropped: Option<u32>) {
        let moment = Moment { instant: at, unix_ns: true_wall(at) };
        let arrival = Arrival { dropped, ..arrival(true_wall(at)) };
        self.session.received(moment, &arrival, payload, &mut self.news);
    }
}

const fn at_ms(ms: u64) -> Instant {
    Instant::from_nanos(ms * 1_000_000)
}

#[test]
fn what_our_own_socket_dropped_is_counted_across_the_end_of_its_count() {
    let mut hand = Hand::new(World::new(1).settings);
    for (number, dropped, truth) in [
        (0, Some(u32::MAX - 1), u64::from(u32::MAX) - 1),
        (1, None, u64::from(u32::MAX) - 1),
        (2, Some(3), u64::from(u32::MAX) + 4),
    ] {
        hand.send(number, at_ms(number * 10));
        let reply = hand.reply(number, at_ms(number * 10), |_| {});
        hand.receive(at_ms(number * 10 + 4), &reply, dropped);
        assert_eq!(hand.session.figures().dropped_here, truth);
    }
}

#[test]
fn a_packet_given_up_while_the_system_thought_about_it_is_not_lost() {
    let mut hand = Hand::new(World::new(1).settings);
    hand.send(0, at_ms(0));
    hand.session.tick(at_ms(1000), &mut hand.news);
    assert_eq!(hand.session.figures().lost, 1);
    hand.session.not_sent(&mut hand.news);
    let ours = hand.session.figures();
    assert_eq!((ours.sent, ours.not_sent, ours.lost, ours.awaited), (0, 1, 0, 0));
}

#[test]
fn a_reflector_that_claims_impossible_times_spoils_no_round_trip() {
    let mut hand = Hand::new(World::new(1).settings);
    for number in 0..100 {
        let at = at_ms(number * 10);
        hand.send(number, at);
        let reply = hand.reply(number, at, |facts| match number % 4 {
            1 => facts.sent_at += 3_600_000_000_000,
            2 => facts.sent_at -= 3_600_000_000_000,
            3 => facts.received_at = 0,
            _ => facts.sent_at = facts.received_at,
        });
        hand.receive(at + ms(4), &reply, None);
    }
    let ours = hand.session.figures();
    let rtt = ours.rtt.unwrap();
    assert_eq!((ours.received, rtt.min, rtt.max), (100, ms(4), ms(4)));
    assert_eq!(ours.forward.map(|way| (way.delay_min_ns, way.delay_max_ns)), Some((2_001_000, 2_001_000)));
    assert_eq!((ours.far_clock_steps, hand.news.take().count()), (0, 0));
}

#[test]
fn more_packets_than_are_kept_cost_the_oldest_alone() {
    let mut hand = Hand::new(Settings { reply_timeout: Duration::from_secs(3600), ..World::new(1).settings });
    let sent = MAX_KEPT as u64 + 10;
    for number in 0..sent {
        hand.send(number, Instant::from_nanos(number));
    }
    assert_eq!(hand.session.slots.len(), MAX_KEPT);
    let ours = hand.session.figures();
    assert_eq!((ours.sent, ours.lost, ours.awaited), (sent, 10, MAX_KEPT as u64));
}

#[test]
fn a_hostile_reflector_neither_panics_nor_floods() {
    let mut rng = fastrand::Rng::with_seed(7);
    let mut hand = Hand::new(World::new(1).settings);
    for number in 0..20_000 {
        let at = Instant::from_nanos(number * 100_000);
        hand.send(number, at);
        let mut reply = hand.reply(number, at, |_| {});
        // Anything where it may say anything: its number, T3, its clock, T2, its TTL; then a count of its own.
        rng.fill(&mut reply[..14]);
        rng.fill(&mut reply[16..24]);
        rng.fill(&mut reply[40..41]);
        reply.extend_from_slice(&[0, 5, 0, 12]);
        reply.extend((0..12).map(|_| rng.u8(..)));
        if number % 3 == 0 {
            reply.truncate(44);
        }
        hand.receive(at + ms(1), &reply, Some(rng.u32(..)));
        hand.receive(at + ms(1), &reply, None);
    }
    let ours = hand.session.figures();
    assert_eq!((ours.received, ours.duplicates, ours.lost), (20_000, 20_000, 0));
    assert!(ours.rtt.unwrap().max <= ms(1), "{:?}", ours.rtt);
    // Two seconds of each kind.
    assert!(hand.news.take().count() <= 9);
    assert_ne!(ours.flaw, Some("not-authentic"));
}

#[test]
fn a_run_without_end_takes_no_more_memory_than_a_minute() {
    let mut hand = Hand::new(World::new(1).settings);
    let mut rng = fastrand::Rng::with_seed(3);
    let (mut most, mut lost, mut reply) = (0, 0, hand.reply(0, at_ms(0), |_| {}));
    // Five and a half hours at a hundred packets a second.
    for number in 0..2_000_000 {
        let at = at_ms(number * 10);
        hand.send(number, at);
        if rng.u8(..) < 5 {
            lost += 1;
        } else {
            let bits = |ns| Timestamp::from_unix(true_wall(at) + ns, Format::Ntp).bits().to_be_bytes();
            reply[..4].copy_from_slice(&((number - lost) as u32).to_be_bytes());
            reply[4..12].copy_from_slice(&bits(2_003_500));
            reply[16..24].copy_from_slice(&bits(2_001_000));
            reply[24..28].copy_from_slice(&(number as u32).to_be_bytes());
            reply[28..36].copy_from_slice(&bits(0));
            hand.receive(at + Duration::from_micros(4_000 + rng.u64(..5_000)), &reply, None);
        }
        most = most.max(hand.session.slots.len());
    }
    hand.session.tick(at_ms(30_000_000), &mut hand.news);
    let ours = hand.session.figures();
    assert_eq!(
        (ours.sent, ours.lost, losses(&ours).map(|l| l.forward + l.undetermined)),
        (2_000_000, lost, Some(lost))
    );
    // Twice the time-out.
    assert!(most <= 202, "{most}");
    assert!(hand.session.slots.capacity() <= 512);
}

#[test]
fn only_what_is_awaited_is_kept() {
    let run = World::new(1000).run(restless);
    assert!(run.most_kept <= 202 && run.session.slots.len() <= 202, "{}", run.most_kept);
    assert!(!run.session.is_waiting() && run.session.deadline().is_none());
}
