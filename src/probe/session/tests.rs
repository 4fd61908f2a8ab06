//! The account against the real reflector on the simulated wire. What is expected comes from the wire's own log, never
//! from the statistics.

mod clocks;
mod trouble;
mod truth;
mod world;

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
