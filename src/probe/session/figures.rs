//! What a session has come to, in figures. Each has the name of the document that defines it where a word has several
//! meanings.

use std::time::Duration;

use serde::Serialize;

use super::split::Losses;
use super::told::Reflector;
use super::ways::Direction;
use super::{Level, Session};
use crate::contract::Unreachable;
use crate::probe::account::percent;
use crate::probe::stamp::tlv::Flaw;
use crate::stats::{Distribution, OffsetFigures, PdvFigures, Variation};

/// The figures. Times in nanoseconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Packets the system took.
    pub sent: u64,
    /// Packets that were answered in time.
    pub received: u64,
    /// Packets that are still awaited.
    pub awaited: u64,
    /// Packets that nothing has answered in time.
    pub lost: u64,
    /// `lost` of `sent`, in percent; those awaited left out.
    pub loss_percent: f64,
    /// Where they were lost; `None` when the reflector does not count.
    pub loss: Option<LossFigures>,
    /// Answers to packets that were answered already.
    pub duplicates: u64,
    /// Packets whose answer came after that of a later one (RFC 4737).
    pub reordered: u64,
    /// By how many places at most.
    pub reordering_extent_max: u64,
    /// Answers to packets that had been given up; these stay lost.
    pub late: u64,
    /// Packets the system did not take.
    pub not_sent: u64,
    /// Answers for which our own socket had no room: not the network's loss, although those packets count as lost.
    pub dropped_here: u64,
    /// Datagrams that answer nothing.
    pub unrecognised: u64,
    /// ICMP messages that a packet did not arrive.
    pub refused_by_icmp: u64,
    /// What the last of them said could not be reached.
    pub unreachable: Option<Unreachable>,
    /// Round trips on the network, without the time at the reflector.
    pub rtt: Option<Distribution>,
    /// Round trips as the program saw them: what they are longer by is the hosts' own share.
    pub rtt_program: Option<Distribution>,
    /// Their variation from one packet to the next, of `rtt`.
    #[serde(flatten)]
    pub jitter: Variation,
    /// What `rtt` has above its shortest.
    pub rtt_pdv_rfc5481: Option<PdvFigures>,
    /// The way there.
    pub forward: Option<Way>,
    /// The way back.
    pub backward: Option<Way>,
    /// The far clock against ours.
    pub far_clock: Option<FarClock>,
    /// Routers on the way there.
    pub hops_forward: Option<Hops>,
    /// Routers on the way back, if the reflector sends with the TTL it should.
    pub hops_backward: Option<Hops>,
    /// Packets that arrived with another DSCP than they left with, as far as the reflector says.
    pub dscp_changed: u64,
    /// The same for ECN.
    pub ecn_changed: u64,
    /// Who took the times.
    pub stamps: Stamps,
    /// How often this machine's wall clock was set.
    pub clock_steps: u64,
    /// How often the reflector's was.
    pub far_clock_steps: u64,
    /// How often the reflector has begun to count anew.
    pub reflector_restarts: u64,
    /// What the reflector tells of itself; `None` when it was not asked, or does not know the question.
    pub reflector: Option<Reflector>,
    /// What is wrong with the reflector's extensions, if something is.
    pub flaw: Option<&'static str>,
    /// How well the sender kept to its schedule.
    pub schedule: Schedule,
}

/// Where packets were lost.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LossFigures {
    /// On the way there.
    pub forward: u64,
    /// In percent of what was sent.
    pub forward_percent: f64,
    /// On the way back.
    pub backward: u64,
    /// In percent of what was answered there.
    pub backward_percent: f64,
    /// Arrived there, and not answered: its limits, most likely.
    pub refused: u64,
    /// On either: the reflector's count says nothing of these.
    pub undetermined: u64,
}

/// One direction by itself.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Way {
    /// The shortest delay, by the far clock as it is known; right within [`FarClock::bound_ns`].
    pub delay_min_ns: i64,
    /// The median.
    pub delay_median_ns: i64,
    /// The 99th percentile.
    pub delay_p99_ns: i64,
    /// The longest.
    pub delay_max_ns: i64,
    /// What delays have above the shortest: right whatever the clocks say, as long as they go alike.
    pub pdv_rfc5481: PdvFigures,
    /// Their variation from one packet to the next.
    #[serde(flatten)]
    pub jitter: Variation,
}

/// The far clock against ours.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FarClock {
    /// Whether both ends say that their clocks are kept right. If so, delays are as the clocks say, else the offset is
    /// estimated from the shortest round trips.
    pub synchronised: bool,
    /// How wrong one-way delays can be: the least that is known of any of them.
    #[serde(rename = "delay_bound_ns")]
    pub bound_ns: u64,
    /// The estimate, with a bound of its own.
    #[serde(flatten)]
    pub offset: OffsetFigures,
}

/// How many routers packets passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Hops {
    /// The fewest.
    pub min: u8,
    /// The most.
    pub max: u8,
    /// How often it changed from one packet to the next.
    pub changes: u64,
}

/// Who took the times of the packets received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Stamps {
    /// How many times of leaving are the kernel's.
    pub sent_by_kernel: u64,
    /// How many times of arriving are.
    pub received_by_kernel: u64,
    /// Round trips by the monotonic clock alone, since the wall clock was set meanwhile.
    pub across_step: u64,
}

/// How well the sender kept to its schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// Slots that passed unused because the sender was late by more than an interval.
    pub missed_slots: u64,
    /// How much later than their slots packets left.
    pub lateness: Option<Distribution>,
    /// How long the system took to take them.
    pub send_call: Option<Distribution>,
}

impl Session {
    /// The figures so far.
    pub fn figures(&self) -> Figures {
        let counts = &self.counts;
        let awaited = counts.sent.saturating_sub(counts.received + counts.lost);
        let settled = counts.sent.saturating_sub(awaited);
        let rtt = self.rtt.summary();
        let order = self.order.summary();
        let ways = self.ways.settled();
        let [there, back] = ways.directions();
        Figures {
            sent: counts.sent,
            received: counts.received,
            awaited,
            lost: counts.lost,
            loss_percent: percent(counts.lost, settled),
            loss: self.split.losses(counts.lost).map(|losses| loss_figures(losses, settled)),
            duplicates: counts.duplicates,
            reordered: order.reordered,
            reordering_extent_max: order.max_extent,
            late: counts.late,
            not_sent: counts.not_sent,
            dropped_here: counts.dropped,
            unrecognised: counts.unrecognised,
            refused_by_icmp: counts.refused_by_icmp,
            unreachable: counts.unreachable,
            rtt,
            rtt_program: self.rtt_program.summary(),
            jitter: self.jitter.summary(),
            rtt_pdv_rfc5481: rtt.map(|rtt| above_shortest(&rtt)),
            forward: way(there),
            backward: way(back),
            far_clock: self.ways.offset().map(|offset| {
                let synchronised = self.ways.is_synchronised();
                FarClock { synchronised, bound_ns: ways.bound_ns(), offset }
            }),
            hops_forward: hops(self.hops_there),
            hops_backward: hops(self.hops_back),
            dscp_changed: counts.dscp_changed,
            ecn_changed: counts.ecn_changed,
            stamps: Stamps {
                sent_by_kernel: counts.left_by_kernel,
                received_by_kernel: counts.received_by_kernel,
                across_step: counts.across_step,
            },
            clock_steps: self.wall.steps(),
            far_clock_steps: self.ways.steps(),
            reflector_restarts: self.split.restarts(),
            reflector: self.told.summary(),
            flaw: self.flaw.map(|flaw| match flaw {
                Flaw::Malformed => "malformed",
                Flaw::NotAuthentic => "not-authentic",
            }),
            schedule: Schedule {
                missed_slots: counts.missed_slots,
                lateness: self.lateness.summary(),
                send_call: self.send_call.summary(),
            },
        }
    }
}

fn loss_figures(losses: Losses, settled: u64) -> LossFigures {
    let Losses { forward, refused, backward, undetermined } = losses;
    let answered = settled.saturating_sub(forward + refused + undetermined);
    LossFigures {
        forward,
        forward_percent: percent(forward, settled),
        backward,
        backward_percent: percent(backward, answered),
        refused,
        undetermined,
    }
}

fn way(direction: &Direction) -> Option<Way> {
    let (min, pdv) = (direction.pdv.min_ns()?, direction.pdv.summary()?);
    let above = |span: Duration| min.saturating_add(i64::try_from(span.as_nanos()).unwrap_or(i64::MAX));
    Some(Way {
        delay_min_ns: min,
        delay_median_ns: above(pdv.median),
        delay_p99_ns: above(pdv.p99),
        delay_max_ns: above(pdv.max),
        pdv_rfc5481: pdv,
        jitter: direction.jitter.summary(),
    })
}

fn above_shortest(rtt: &Distribution) -> PdvFigures {
    let above = |span: Duration| span.saturating_sub(rtt.min);
    PdvFigures {
        median: above(rtt.median),
        p95: above(rtt.p95),
        p99: above(rtt.p99),
        p99_9: above(rtt.p99_9),
        max: above(rtt.max),
    }
}

fn hops(level: Level) -> Option<Hops> {
    level.range.map(|(min, max)| Hops { min, max, changes: level.changes })
}
