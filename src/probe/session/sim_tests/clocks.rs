//! Clocks that differ, drift, and are set; and who takes the times.

use super::*;
use crate::probe::stamp::timestamp::Format;
use world::{DAY, Far, Wall, arrival, true_wall};

const SECOND: u64 = 1_000_000_000;

const fn second(s: u64) -> Instant {
    Instant::from_nanos(s * SECOND)
}

fn unkept(world: World) -> World {
    let clock = ErrorEstimate::new(false, Format::Ntp, 1_000);
    let reflector = crate::probe::stamp::session_reflector::Settings { clock, ..world.reflector };
    World { reflector, settings: Settings { clock, ..world.settings }, ..world }
}

/// A clock that is so far ahead, and goes faster by so many parts in a million.
fn off(now: Instant, ahead_ns: i64, ppm: i64) -> Arrival {
    let ns = now.as_nanos() as i64;
    arrival((DAY as i64 + ns + ahead_ns + ns / 1_000_000 * ppm) as u64)
}

#[test]
fn clocks_that_differ_by_years_and_drift_give_delays_within_the_bound() {
    const YEARS: i64 = 30 * 365 * 86_400 * 1_000_000_000;
    let fars: [Far; 4] = [
        |now| off(now, YEARS, 20),
        |now| off(now, -YEARS, -20),
        |now| off(now, 0, 0),
        |now| off(now, -5_000, 50),
    ];
    for (index, far) in fars.into_iter().enumerate() {
        for count in [1, 3, 20, 64, 65, 3000] {
            // The first packets are slow on one way, then on the other.
            let run = unkept(World { far, ..World::new(count) }).run(|is_there, n| match n {
                0..4 if is_there == (n % 2 == 0) => vec![ms(95)],
                _ => restless(is_there, n),
            });
            let truth = Truth::of(&run);
            assert_counts(&run, &truth);
            let ours = &run.figures;
            let clock = ours.far_clock.unwrap();
            assert!(!clock.synchronised);
            // The dwell time is by a clock that is up to 50 ppm wrong.
            let bound = clock.bound_ns as i64 + 1;
            assert!(count < 64 || bound < 15_000_000, "{count}: {bound}");
            let what = format!("clock {index}, {count} packets");
            for (way, truth) in [(ours.forward, &truth.there), (ours.backward, &truth.back)] {
                let way = way.unwrap();
                let (min, max) = truth
                    .iter()
                    .fold((i64::MAX, i64::MIN), |(min, max), (_, ns)| (min.min(*ns), max.max(*ns)));
                let off = [way.delay_min_ns - min, way.delay_max_ns - max].map(i64::abs);
                assert!(off.iter().all(|off| *off <= bound), "{what}: {off:?} {bound} {way:?}");
            }
            assert_eq!((ours.clock_steps, ours.far_clock_steps), (0, 0), "{what}");
            if count == 3000 {
                let drift = clock.offset.drift_ppb.unwrap();
                let truth = [20_000, -20_000, 0, 50_000][index];
                assert!((drift - truth).abs() < 60_000, "{what}: {drift}");
            }
        }
    }
}

#[test]
fn our_own_clock_is_set_once_and_no_figure_suffers() {
    let walls: [(Wall, i64); 3] = [
        (|now| true_wall(now) + if now >= second(1) { 5 * SECOND } else { 0 }, 5 * SECOND as i64),
        (|now| true_wall(now) - if now >= second(1) { 5 * SECOND } else { 0 }, -5 * SECOND as i64),
        (|now| true_wall(now) - if now >= second(1) { SECOND / 100 } else { 0 }, -(SECOND as i64) / 100),
    ];
    for (wall, moved) in walls {
        let run = unkept(World { wall, ..World::new(200) }).run(restless);
        let truth = Truth::of(&run);
        assert_counts(&run, &truth);
        let told: Vec<_> = run
            .events
            .iter()
            .filter_map(|event| match event {
                SessionEvent::ClockSet { moved_ns } => Some(*moved_ns),
                SessionEvent::FarClockSet { .. } | SessionEvent::ReflectorRestarted => Some(i64::MIN),
                _ => None,
            })
            .collect();
        assert_eq!((told, run.figures.clock_steps), (vec![moved], 1));
        // Some ten are under way at any time; by the monotonic clock they are longer by what the hosts take.
        let across = run.figures.stamps.across_step;
        assert!((3..=11).contains(&across), "{across}");
        let hosts = (world::READ + world::HELD).as_nanos() as u64;
        let (rtt, true_max) =
            (run.figures.rtt.unwrap(), truth.rtt.iter().map(|(_, ns)| *ns as u64).max().unwrap());
        assert!((true_max..=true_max + hosts).contains(&(rtt.max.as_nanos() as u64)), "{rtt:?}");
        assert_spread("rtt_program", run.figures.rtt_program, &truth.program);
        let bound = run.figures.far_clock.unwrap().bound_ns as i64;
        for (way, truth) in [(run.figures.forward, &truth.there), (run.figures.backward, &truth.back)] {
            let (way, max) = (way.unwrap(), truth.iter().map(|(_, ns)| *ns).max().unwrap());
            assert!(way.delay_min_ns > -bound && way.delay_max_ns <= max + bound, "{way:?}");
            assert!(way.jitter.ipdv_rfc3393_max_abs.unwrap() <= ms(60), "{way:?}");
        }
    }
}

#[test]
fn the_far_clock_is_set_once_and_no_figure_suffers() {
    let fars: [(Far, i64); 3] = [
        (|now| off(now, if now >= second(1) { 5 * SECOND as i64 } else { 0 }, 0), 5 * SECOND as i64),
        (|now| off(now, if now >= second(1) { -5 * SECOND as i64 } else { 0 }, 0), -5 * SECOND as i64),
        // While it held the packet that came at 1 s less 10 µs.
        (
            |now| off(now, if now.as_nanos() >= SECOND - 5_000 { 5 * SECOND as i64 } else { 0 }, 0),
            5 * SECOND as i64,
        ),
    ];
    for (index, (far, moved)) in fars.into_iter().enumerate() {
        let run = World { far, ..World::new(200) }.run(|is_there, n| match index {
            2 => vec![if is_there { Duration::from_micros(9_990) } else { ms(5) }],
            _ => restless(is_there, n),
        });
        let truth = Truth::of(&run);
        assert_counts(&run, &truth);
        let told = run.told(|event| matches!(event, SessionEvent::FarClockSet { moved_ns } if moved_ns.abs_diff(moved) < 50_000_000));
        assert_eq!((told, run.figures.far_clock_steps, run.figures.clock_steps), (1, 1, 0));
        if index < 2 {
            assert_round_trips(&run.figures, &truth);
        }
        let far = run.figures.far_clock.unwrap();
        assert!(!far.synchronised, "a clock that was set is believed no more");
        let bound = far.bound_ns as i64;
        for (way, truth) in [(run.figures.forward, &truth.there), (run.figures.backward, &truth.back)] {
            let (way, max) = (way.unwrap(), truth.iter().map(|(_, ns)| *ns).max().unwrap());
            assert!(way.delay_min_ns > -bound && way.delay_max_ns <= max + bound, "{way:?}");
            assert!(way.jitter.ipdv_rfc3393_max_abs.unwrap() <= ms(150), "{way:?}");
        }
    }
}

#[test]
fn times_that_only_the_program_took_have_the_hosts_in_them() {
    let world = World { departs: |n| n % 2 == 0, arrives: |n| n % 3 == 0, ..World::new(90) };
    let run = world.run(|is_there, _| vec![ms(if is_there { 10 } else { 20 })]);
    assert_eq!((run.figures.stamps.sent_by_kernel, run.figures.stamps.received_by_kernel), (45, 30));
    for event in &run.events {
        let SessionEvent::Reply(sample) = event else { panic!("{event:?}") };
        let number = sample.number - 1;
        let held = if number % 2 == 0 { 0 } else { world::HELD.as_nanos() as u64 };
        let read = if number % 3 == 0 { 0 } else { world::READ.as_nanos() as u64 };
        let network = 30_000_000 - world::HELD.as_nanos() as u64;
        assert_eq!(sample.rtt_ns, network + held + read, "{sample:?}");
        assert_eq!(sample.reflector_ns, world::DWELL.as_nanos() as u64);
        assert_eq!(sample.sent_by == Stamper::Kernel, number % 2 == 0);
    }
}

#[test]
fn departures_that_belong_to_another_packet_are_not_believed() {
    let mut session = Session::new(World::new(1).settings);
    let mut news = News::new(false);
    for number in 0..3 {
        let at = Instant::from_nanos(number * 10_000_000);
        session.sent(&sent(number, at), &mut news);
    }
    // The kernel's index is one ahead: it has counted a packet that it did not send.
    session.departed(1, true_wall(Instant::from_nanos(3_000)));
    assert_eq!(session.slots[1].left_ns, None);
    session.departed(1, true_wall(Instant::from_nanos(10_003_000)));
    assert_eq!(session.slots[1].left_ns, Some(DAY + 10_003_000));
    session.departed(7, true_wall(Instant::from_nanos(10_003_000)));
    session.departed(u32::MAX, 0);
    assert_eq!(session.slots.iter().filter(|slot| slot.left_ns.is_some()).count(), 1);
}

#[test]
fn no_figure_has_the_name_of_another() {
    let run = World::new(3).run(restless);
    let json = serde_json::to_string(&run.figures.far_clock).unwrap();
    for name in ["synchronised", "delay_bound_ns", "offset_ns", "bound_ns", "drift_ppb", "min_rtt_ns"] {
        assert_eq!(json.matches(&format!("\"{name}\":")).count(), 1, "{name} in {json}");
    }
}

pub(super) fn sent(number: u64, at: Instant) -> Sent {
    let (lateness, interval) = (Duration::ZERO, ms(10));
    Sent { number, socket: 0, at, unix_ns: true_wall(at), lateness, missed_slots: 0, interval }
}
