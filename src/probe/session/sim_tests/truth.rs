//! What a run's figures have to be, from the wire's log alone.

use std::collections::BTreeMap;
use std::time::Duration;

use super::world::{DWELL, HELD, READ, Run, ms, reflector_address};
use crate::stats::{Distribution, Variation};

/// What became of a packet.
#[derive(Clone, Debug, Default)]
struct Fact {
    sent_ns: u64,
    arrived_ns: Vec<u64>,
    answered: bool,
    given_up: bool,
}

/// The figures of a run in which every packet has a second, kernels took all times, and what is kept to tell a
/// duplicate by, two seconds, was enough. Delays in the order in which the answers came, each with its packet's number.
#[derive(Debug, Default)]
pub(super) struct Truth {
    pub(super) sent: u64,
    pub(super) received: u64,
    pub(super) lost: u64,
    pub(super) late: u64,
    pub(super) duplicates: u64,
    pub(super) forward: u64,
    pub(super) backward: u64,
    pub(super) reordered: u64,
    pub(super) extent: u64,
    pub(super) rtt: Vec<(u64, i64)>,
    pub(super) program: Vec<(u64, i64)>,
    pub(super) there: Vec<(u64, i64)>,
    pub(super) back: Vec<(u64, i64)>,
}

fn number(octets: &[u8]) -> u64 {
    u64::from(u32::from_be_bytes(octets.try_into().unwrap()))
}

impl Truth {
    pub(super) fn of(run: &Run) -> Truth {
        let mut truth = Truth::default();
        let mut packets: BTreeMap<u64, Fact> = BTreeMap::new();
        // When an answer comes, which datagram of the log it is and which copy; whose answer, and when T2 was.
        let mut coming: BTreeMap<(u64, usize, usize), (u64, u64)> = BTreeMap::new();
        for (index, (at, packet, fate)) in run.log.iter().enumerate() {
            let arrivals = fate.iter().map(|delay| at.as_nanos() + delay.as_nanos() as u64);
            if packet.to == reflector_address() {
                let fact = packets.entry(number(&packet.payload[..4])).or_default();
                fact.sent_ns = at.as_nanos();
                fact.arrived_ns = arrivals.collect();
            } else {
                let answers = number(&packet.payload[24..28]);
                for (copy, arrival) in arrivals.enumerate() {
                    coming.insert((arrival, index, copy), (answers, at.as_nanos()));
                }
            }
        }
        let mut order: Vec<u64> = Vec::new();
        for ((came, ..), (number, reached)) in coming {
            let fact = packets.get_mut(&number).unwrap();
            let program = came + READ.as_nanos() as u64 - fact.sent_ns;
            if fact.answered {
                truth.duplicates += 1;
            } else if program >= ms(1000).as_nanos() as u64 {
                truth.late += 1;
                fact.given_up = true;
            } else {
                truth.received += 1;
                order.push(number);
                let there = reached - fact.sent_ns - HELD.as_nanos() as u64;
                let back = came - reached - DWELL.as_nanos() as u64;
                truth.rtt.push((number, (there + back) as i64));
                truth.program.push((number, program as i64));
                truth.there.push((number, there as i64));
                truth.back.push((number, back as i64));
            }
            fact.answered = true;
        }
        for fact in packets.values() {
            truth.sent += 1;
            if fact.given_up || !fact.answered {
                truth.lost += 1;
                truth.forward += u64::from(fact.arrived_ns.is_empty());
                truth.backward += u64::from(!fact.arrived_ns.is_empty());
            }
        }
        for (place, number) in order.iter().enumerate() {
            if let Some(earlier) = order[..place].iter().position(|before| before > number) {
                truth.reordered += 1;
                truth.extent = truth.extent.max((place - earlier) as u64);
            }
        }
        truth
    }
}

/// Exact but for percentiles, which are at most 0.1 % too long.
pub(super) fn assert_spread(what: &str, ours: Option<Distribution>, truth: &[(u64, i64)]) {
    let mut list: Vec<u64> = truth.iter().map(|(_, ns)| *ns as u64).collect();
    list.sort_unstable();
    let Some(ours) = ours else { return assert!(list.is_empty(), "{what}") };
    let (n, sum) = (list.len() as u64, list.iter().sum::<u64>());
    let exact = [ours.min, ours.mean, ours.max].map(|span| span.as_nanos() as u64);
    assert_eq!((ours.count, exact), (n, [list[0], (sum + n / 2) / n, list[list.len() - 1]]), "{what}");
    for (per_mille, shown) in
        [(500, ours.median), (900, ours.p90), (950, ours.p95), (990, ours.p99), (999, ours.p99_9)]
    {
        let rank = list[(list.len() * per_mille).div_ceil(1000) - 1];
        let shown = shown.as_nanos() as u64;
        assert!((rank..=rank + rank / 1000).contains(&shown), "{what}, {per_mille}: {shown} is not {rank}");
    }
}

/// Exact to the nanosecond to which each is rounded.
pub(super) fn assert_variation(what: &str, ours: &Variation, truth: &[(u64, i64)]) {
    let (mut count, mut sum, mut max, mut jitter) = (0, 0, 0, 0.0);
    for pair in truth.windows(2) {
        let difference = pair[0].1.abs_diff(pair[1].1);
        jitter += (difference as f64 - jitter) / 16.0;
        if pair[0].0 + 1 == pair[1].0 {
            (count, sum, max) = (count + 1, sum + difference, max.max(difference));
        }
    }
    let shown = (ours.ipdv_rfc3393_count, ours.ipdv_rfc3393_mean_abs, ours.ipdv_rfc3393_max_abs);
    let some = |ns| (count > 0).then(|| Duration::from_nanos(ns));
    assert_eq!(shown, (count, some((sum + count / 2) / count.max(1)), some(max)), "{what}");
    match ours.jitter_rfc3550 {
        Some(shown) => assert!((shown.as_nanos() as f64 - jitter).abs() <= 0.5, "{what}: {shown:?} {jitter}"),
        None => assert!(truth.len() < 2, "{what}"),
    }
}
