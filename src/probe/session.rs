//! The Session-Sender's account of one session with a reflector (RFC 8762 §4.2): which answer belongs to which packet,
//! and what all of them come to.
//!
//! Pure: what was sent and received comes in with its times, events and figures go out. Memory is bounded by the packets
//! of one reply time-out, at most [`MAX_KEPT`].

pub mod event;
pub mod figures;
pub mod numbers;
pub mod split;
pub mod told;
pub mod wall;
pub mod ways;

#[cfg(test)]
mod sim_tests;

use std::collections::VecDeque;
use std::time::Duration;

use super::stamp::auth::Key;
use super::stamp::packet::{Mode, Reply};
use super::stamp::timestamp::{ErrorEstimate, Timestamp};
use super::stamp::tlv::{Answers, Flaw};
use crate::clock::{Instant, Moment, Quality};
use crate::contract::{Arrival, News, Sent, Stamp, Stamper, Unreachable};
use crate::pace::OncePerSecond;
use crate::stats::{Jitter, Order, Spread};
use event::{Sample, SessionEvent};
use split::{Count, Split, widen};
use told::Told;
use wall::{WallClock, moved_ns, tolerated_ns};
use ways::{Delays, Ways};

/// The most packets that are remembered; with more the oldest count as lost.
pub const MAX_KEPT: usize = 1 << 18;

/// By how much a reflector's two timestamps may be the wrong way round: they may be of two clocks.
const WRONG_WAY_NS: i64 = 1_000_000;

/// What a session is told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// With a tag or without.
    pub mode: Mode,
    /// Whose tag.
    pub key: Option<Key>,
    /// The session id.
    pub ssid: u16,
    /// How long after it left a packet can be answered.
    pub reply_timeout: Duration,
    /// Payload bytes of each packet.
    pub size: usize,
    /// The TTL that packets leave with.
    pub ttl: u8,
    /// DSCP and ECN that packets leave with, as one octet.
    pub traffic_class: u8,
    /// What is known of our clock.
    pub clock: ErrorEstimate,
}

/// What has become of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Awaited,
    Answered,
    Lost,
    NotSent,
}

#[derive(Clone, Debug)]
struct Slot {
    at: Instant,
    unix_ns: u64,
    /// When it really left, if the kernel said so.
    left_ns: Option<u64>,
    /// How many packets had been sent, this one among them.
    sent: u64,
    /// By how much our clock had been set, in all.
    moved_ns: i64,
    fate: Fate,
}

/// The smallest and the largest of something, and how often it changed.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    last: Option<u8>,
    range: Option<(u8, u8)>,
    changes: u64,
}

impl Level {
    fn record(&mut self, value: u8) {
        let (low, high) = self.range.unwrap_or((value, value));
        self.range = Some((low.min(value), high.max(value)));
        self.changes += u64::from(self.last.replace(value).is_some_and(|last| last != value));
    }
}

/// What is counted.
#[derive(Clone, Debug, Default)]
struct Counts {
    sent: u64,
    received: u64,
    lost: u64,
    late: u64,
    duplicates: u64,
    not_sent: u64,
    unrecognised: u64,
    refused_by_icmp: u64,
    unreachable: Option<Unreachable>,
    missed_slots: u64,
    dropped: u64,
    left_by_kernel: u64,
    received_by_kernel: u64,
    across_step: u64,
    dscp_changed: u64,
    ecn_changed: u64,
}

/// The account.
#[derive(Clone, Debug)]
pub struct Session {
    settings: Settings,
    start: Option<Instant>,
    /// The number of the first packet.
    first: u64,
    /// The packets that can still be answered, and those that have been and may be again.
    slots: VecDeque<Slot>,
    /// The number of the first of them.
    base: u64,
    /// The first that is still awaited, or may be.
    oldest: u64,
    counts: Counts,
    /// The running count of the socket's buffer at the last answer.
    dropped: Option<u32>,
    order: Order,
    split: Split,
    wall: WallClock,
    rtt: Spread,
    rtt_program: Spread,
    jitter: Jitter,
    ways: Ways,
    hops_there: Level,
    hops_back: Level,
    lateness: Spread,
    send_call: Spread,
    flaw: Option<Flaw>,
    warnings: Warnings,
    told: Told,
}

/// When each was last told: a reflector must not flood the screen.
#[derive(Clone, Copy, Debug, Default)]
struct Warnings {
    restart: OncePerSecond,
    clock: OncePerSecond,
    far_clock: OncePerSecond,
}

impl Session {
    /// An empty account.
    pub fn new(settings: Settings) -> Session {
        Session {
            settings,
            start: None,
            first: 0,
            slots: VecDeque::new(),
            base: 0,
            oldest: 0,
            counts: Counts::default(),
            dropped: None,
            order: Order::default(),
            split: Split::default(),
            wall: WallClock::default(),
            rtt: Spread::default(),
            rtt_program: Spread::default(),
            jitter: Jitter::default(),
            ways: Ways::default(),
            hops_there: Level::default(),
            hops_back: Level::default(),
            lateness: Spread::default(),
            send_call: Spread::default(),
            flaw: None,
            told: Told::default(),
            warnings: Warnings::default(),
        }
    }

    /// A packet is leaving; they come in the order of their numbers.
    pub fn sent(&mut self, sent: &Sent, news: &mut News<SessionEvent>) {
        if self.start.is_none() {
            (self.start, self.first) = (Some(sent.at), sent.number);
            (self.base, self.oldest) = (sent.number, sent.number);
        }
        self.look(Moment { instant: sent.at, unix_ns: sent.unix_ns }, news);
        self.counts.missed_slots += sent.missed_slots;
        self.lateness.record(sent.lateness);
        self.counts.sent += 1;
        self.slots.push_back(Slot {
            at: sent.at,
            unix_ns: sent.unix_ns,
            left_ns: None,
            sent: self.counts.sent,
            moved_ns: self.wall.moved_ns(),
            fate: Fate::Awaited,
        });
        self.expire(sent.at, news);
    }

    /// The packet that left last did not.
    pub fn not_sent(&mut self, news: &mut News<SessionEvent>) {
        let number = self.base + self.slots.len() as u64;
        let Some(slot) = self.slots.back_mut() else { return };
        match slot.fate {
            Fate::Awaited => {}
            // The system took longer than the time-out to say so.
            Fate::Lost => self.counts.lost -= 1,
            Fate::Answered | Fate::NotSent => return,
        }
        slot.fate = Fate::NotSent;
        self.counts.sent -= 1;
        self.counts.not_sent += 1;
        let at = slot.at;
        let sent_ns = self.since_start(at);
        news.detail(|| SessionEvent::NotSent { number, sent_ns });
    }

    /// The system took so long to take the packet that left last.
    pub fn taken(&mut self, took: Duration) {
        self.send_call.record(took);
    }

    /// The kernel says when the packet with this index among those that were sent really left.
    pub fn departed(&mut self, index: u32, unix_ns: u64) {
        let newest = self.counts.sent;
        let wanted = widen(newest, index.wrapping_add(1));
        // Only packets that were not sent lie between, so it is close to where it would be without them.
        let found = self.slots.partition_point(|slot| slot.sent < wanted);
        let slot = self.slots.range_mut(found..).find(|slot| slot.fate != Fate::NotSent);
        if let Some(slot) = slot.filter(|slot| slot.sent == wanted && slot.left_ns.is_none()) {
            // It cannot have left before its own time of leaving, nor after it was given up: then the clock was set,
            // or a kernel that counts by itself has counted a packet that it did not send.
            let held = unix_ns.checked_sub(slot.unix_ns).map(Duration::from_nanos);
            slot.left_ns = held.filter(|held| *held < self.settings.reply_timeout).map(|_| unix_ns);
        }
    }

    /// How well our clock is kept now.
    pub fn clock(&mut self, quality: Quality) {
        self.settings.clock = ErrorEstimate::of(quality);
    }

    /// An ICMP message says that a packet did not arrive.
    pub fn refused(&mut self, what: Unreachable, news: &mut News<SessionEvent>) {
        self.counts.refused_by_icmp += 1;
        self.counts.unreachable = Some(what);
        news.detail(|| SessionEvent::Refused { unreachable: what });
    }

    /// Something came back.
    pub fn received(
        &mut self,
        now: Moment,
        arrival: &Arrival,
        payload: &[u8],
        news: &mut News<SessionEvent>,
    ) {
        self.look(now, news);
        self.expire(now.instant, news);
        self.count_drops(arrival);
        let Some((number, reply)) = self.recognise(payload) else {
            self.counts.unrecognised += 1;
            return news.detail(|| SessionEvent::Unrecognised { length_bytes: payload.len() });
        };
        let known = number.checked_sub(self.base).and_then(|index| usize::try_from(index).ok());
        let Some(slot) = known.and_then(|index| self.slots.get_mut(index)) else {
            self.counts.late += 1;
            return news.detail(|| SessionEvent::Late { number: number + 1 });
        };
        let fate = slot.fate;
        if fate != Fate::NotSent {
            slot.fate = Fate::Answered;
        }
        let slot = slot.clone();
        let answers = reply.answers(self.settings.key.as_ref());
        let count = self.counted(&slot, &reply, &answers);
        match fate {
            Fate::Awaited => {
                self.follow(now.instant, count, false, news);
                self.headers(arrival, &reply, &answers);
                self.book(now, number, &slot, arrival, &reply, news);
                self.expire(now.instant, news);
            }
            Fate::Lost => {
                self.counts.late += 1;
                self.follow(now.instant, count, true, news);
                news.detail(|| SessionEvent::Late { number: number + 1 });
            }
            Fate::Answered => {
                self.counts.duplicates += 1;
                self.split.again(count);
                news.detail(|| SessionEvent::Duplicate { number: number + 1 });
            }
            Fate::NotSent => {
                self.counts.unrecognised += 1;
                news.detail(|| SessionEvent::Unrecognised { length_bytes: payload.len() });
            }
        }
    }

    /// When the oldest packet is given up.
    pub fn deadline(&self) -> Option<Instant> {
        self.oldest_awaited().map(|slot| slot.at + self.settings.reply_timeout)
    }

    /// Gives up the packets that can no longer be answered.
    pub fn tick(&mut self, now: Instant, news: &mut News<SessionEvent>) {
        self.expire(now, news);
    }

    /// Whether an answer is still awaited.
    pub fn is_waiting(&self) -> bool {
        self.oldest_awaited().is_some()
    }

    /// The distribution of round trips on the network, for a plot.
    pub fn shares(&self) -> Vec<(Duration, f64)> {
        self.rtt.shares()
    }

    /// What the reply answers, if it is one to us.
    fn recognise<'a>(&self, payload: &'a [u8]) -> Option<(u64, Reply<'a>)> {
        let Settings { mode, key, ssid, .. } = &self.settings;
        let reply = Reply::parse(*mode, key.as_ref(), payload).ok()?;
        // Reflectors from before RFC 8972 have zero there.
        if reply.ssid != *ssid && reply.ssid != 0 {
            return None;
        }
        let number = widen(self.base + self.slots.len() as u64, reply.request_sequence);
        let index = number.checked_sub(self.base).and_then(|index| usize::try_from(index).ok());
        match index.and_then(|index| self.slots.get(index)) {
            Some(slot) => {
                let copied = Timestamp::from_unix(slot.unix_ns, self.settings.clock.format());
                // Some reflectors do not copy the error estimate, which has the format.
                (reply.request_sent_at.bits() == copied.bits()).then_some((number, reply))
            }
            // Too old to be remembered; one from the future is nobody's.
            None => (self.first..self.base).contains(&number).then_some((number, reply)),
        }
    }

    /// Takes the first answer to a packet.
    fn book(
        &mut self,
        now: Moment,
        number: u64,
        slot: &Slot,
        arrival: &Arrival,
        reply: &Reply<'_>,
        news: &mut News<SessionEvent>,
    ) {
        self.counts.received += 1;
        let is_reordered = self.order.record(number);
        let left = slot.left_ns.map_or(Stamp { unix_ns: slot.unix_ns, by: Stamper::Program }, |unix_ns| {
            Stamp { unix_ns, by: Stamper::Kernel }
        });
        self.counts.left_by_kernel += u64::from(left.by == Stamper::Kernel);
        self.counts.received_by_kernel += u64::from(arrival.at.by == Stamper::Kernel);
        let rtt_program = now.instant - slot.at;
        let (program_ns, kernel_ns) =
            (signed(rtt_program), arrival.at.unix_ns.wrapping_sub(left.unix_ns).cast_signed());
        let sent = Moment { instant: slot.at, unix_ns: slot.unix_ns };
        let longest = program_ns.saturating_add_unsigned(tolerated_ns(program_ns));
        // Times on either side of a step do not belong together; the monotonic clock was not set.
        let across_step = moved_ns(sent, now) != 0 || !(0..=longest).contains(&kernel_ns);
        self.counts.across_step += u64::from(across_step);
        let round_ns = if across_step { program_ns } else { kernel_ns };
        let dwell_ns = dwell_ns(reply, round_ns);
        let reflector_ns = dwell_ns.unwrap_or(0);
        let rtt_ns = round_ns - reflector_ns;
        let rtt = Duration::from_nanos(rtt_ns.cast_unsigned());
        self.rtt.record(rtt);
        self.rtt_program.record(rtt_program);
        self.jitter.record(number, rtt);
        // A far clock that was set while it held the packet spoils both directions.
        let is_whole = !across_step && dwell_ns.is_some();
        let ways = if is_whole { self.one_way(now, slot, left, arrival, reply, number, news) } else { None };
        let sample = Sample {
            number: number + 1,
            sent_ns: self.since_start(slot.at),
            size_bytes: self.settings.size,
            rtt_ns: rtt_ns.cast_unsigned(),
            rtt_program_ns: program_ns.cast_unsigned(),
            reflector_ns: reflector_ns.cast_unsigned(),
            forward_raw_ns: ways.map(|delays| delays.there_ns),
            backward_raw_ns: ways.map(|delays| delays.back_ns),
            ttl: reply.ttl,
            sent_by: left.by,
            received_by: arrival.at.by,
            across_step,
            is_reordered,
        };
        news.detail(|| SessionEvent::Reply(sample));
    }

    /// Takes both directions by themselves. Gives what the clocks say of them, their steps taken out.
    #[expect(clippy::too_many_arguments, reason = "all that one packet says")]
    fn one_way(
        &mut self,
        now: Moment,
        slot: &Slot,
        left: Stamp,
        arrival: &Arrival,
        reply: &Reply<'_>,
        number: u64,
        news: &mut News<SessionEvent>,
    ) -> Option<Delays> {
        let there = nanos_since(reply.received_at, left.unix_ns)?.checked_add(slot.moved_ns)?;
        let back =
            nanos_since(reply.sent_at, arrival.at.unix_ns)?.checked_add(slot.moved_ns)?.checked_neg()?;
        let raw = Delays { number, at: slot.at, there_ns: there, back_ns: back };
        let (delays, moved_ns) = self.ways.record(raw, self.stated_ns(reply.error))?;
        if moved_ns != 0 && self.warnings.far_clock.pass(now.instant).is_some() {
            news.warn(SessionEvent::FarClockSet { moved_ns });
        }
        Some(delays)
    }

    /// How wrong one-way delays can be by what both ends state; `None` unless both say that their clocks are kept right.
    fn stated_ns(&self, theirs: ErrorEstimate) -> Option<u64> {
        let both = [self.settings.clock, theirs];
        let is_kept = both.iter().all(|clock| clock.synchronised()) && self.wall.steps() == 0;
        let stated = both[0].seconds()? + both[1].seconds()?;
        // Saturates.
        is_kept.then_some((stated * 1e9).ceil() as u64)
    }

    /// What the reflector has counted.
    fn counted(&self, slot: &Slot, reply: &Reply<'_>, answers: &Answers) -> Count {
        let direct = answers.direct_measurement.filter(|direct| direct.received != 0);
        // Some reflectors count the reply that says it, others only those before it.
        let answered =
            direct.map(|direct| direct.answered.wrapping_add((direct.answered == reply.sequence).into()));
        let refused = direct.zip(answered).map(|(direct, answered)| {
            direct.received.wrapping_sub(answered).cast_signed().max(0).cast_unsigned()
        });
        Count {
            sent: slot.sent,
            sent_by_now: self.counts.sent,
            number: answered.unwrap_or(reply.sequence.wrapping_add(1)),
            is_own: direct.is_some() || reply.sequence != reply.request_sequence,
            refused,
        }
    }

    fn follow(&mut self, now: Instant, count: Count, is_late: bool, news: &mut News<SessionEvent>) {
        if self.split.answered(count, is_late) && self.warnings.restart.pass(now).is_some() {
            news.warn(SessionEvent::ReflectorRestarted);
        }
    }

    /// What the headers of both packets said.
    fn headers(&mut self, arrival: &Arrival, reply: &Reply<'_>, answers: &Answers) {
        self.flaw = self.flaw.or(answers.flaw);
        self.told.take(reply, answers);
        if let Some(hops) = reply.ttl.and_then(|ttl| self.settings.ttl.checked_sub(ttl)) {
            self.hops_there.record(hops);
        }
        // Reflectors answer with 255, some with their system's 64 or 128: these are not 191 hops away.
        if let Some(ttl) = arrival.ttl {
            let begun = [64, 128, u8::MAX].into_iter().find(|begun| ttl <= *begun).unwrap_or(u8::MAX);
            self.hops_back.record(begun - ttl);
        }
        if let Some(class) = answers.class_of_service {
            let ours = self.settings.traffic_class;
            self.counts.dscp_changed += u64::from(class.dscp != ours >> 2);
            self.counts.ecn_changed += u64::from(class.ecn != ours & 3);
        }
    }

    fn look(&mut self, now: Moment, news: &mut News<SessionEvent>) {
        let moved_ns = self.wall.look(now);
        if moved_ns != 0 && self.warnings.clock.pass(now.instant).is_some() {
            news.warn(SessionEvent::ClockSet { moved_ns });
        }
    }

    /// Takes what our own socket has had no room for.
    fn count_drops(&mut self, arrival: &Arrival) {
        if let Some(dropped) = arrival.dropped {
            let before = self.dropped.replace(dropped).unwrap_or(0);
            self.counts.dropped += u64::from(dropped.wrapping_sub(before));
        }
    }

    /// Gives up packets, and forgets those that nobody will answer again.
    fn expire(&mut self, now: Instant, news: &mut News<SessionEvent>) {
        while let Some(index) = self.index_of_oldest() {
            // Then the first makes room, and none but that one is given up for it.
            let is_full = index == 0 && self.slots.len() > MAX_KEPT;
            let Some(slot) = self.slots.get_mut(index) else { break };
            if slot.fate == Fate::Awaited {
                if slot.at + self.settings.reply_timeout > now && !is_full {
                    break;
                }
                slot.fate = Fate::Lost;
                let (sent, at, number) = (slot.sent, slot.at, self.oldest + 1);
                self.counts.lost += 1;
                self.split.lost(sent);
                let (sent_ns, size_bytes) = (self.since_start(at), self.settings.size);
                news.detail(|| SessionEvent::Lost { number, sent_ns, size_bytes });
            }
            self.oldest += 1;
        }
        self.forget(now);
    }

    /// Forgets what nobody will answer again: twice the time-out, so that a late answer is known from a second one.
    fn forget(&mut self, now: Instant) {
        let kept = self.settings.reply_timeout * 2;
        while self.base < self.oldest
            && self.slots.front().is_some_and(|slot| slot.at + kept <= now || self.slots.len() > MAX_KEPT)
        {
            self.slots.pop_front();
            self.base += 1;
        }
    }

    fn index_of_oldest(&self) -> Option<usize> {
        usize::try_from(self.oldest - self.base).ok().filter(|index| *index < self.slots.len())
    }

    fn oldest_awaited(&self) -> Option<&Slot> {
        let index = self.index_of_oldest()?;
        self.slots.range(index..).find(|slot| slot.fate == Fate::Awaited)
    }

    fn since_start(&self, at: Instant) -> u64 {
        self.start.map_or(0, |start| at.as_nanos().saturating_sub(start.as_nanos()))
    }
}

/// The time at the reflector, as it says. `None` when it cannot be: its clock was set meanwhile, or it lies.
fn dwell_ns(reply: &Reply<'_>, round_ns: i64) -> Option<i64> {
    let dwell = reply.sent_at.since(reply.received_at)?;
    // Two clocks do not go equally fast, nor tell less than their steps apart.
    let longest = round_ns.saturating_add(round_ns / 1000 + 1000);
    (-WRONG_WAY_NS..=longest).contains(&dwell).then(|| dwell.clamp(0, round_ns))
}

/// Nanoseconds from a time of ours to one of the reflector's; `None` where it gives none, which is zero.
fn nanos_since(time: Timestamp, unix_ns: u64) -> Option<i64> {
    if time.bits() == 0 {
        return None;
    }
    time.to_unix(unix_ns).map(|far| far.wrapping_sub(unix_ns).cast_signed())
}

fn signed(span: Duration) -> i64 {
    i64::try_from(span.as_nanos()).unwrap_or(i64::MAX)
}
