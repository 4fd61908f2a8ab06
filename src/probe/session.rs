//! The Session-Sender's account of one session with a reflector (RFC 8762 §4.2): which answer belongs to which packet,
//! and what all of them come to.
//!
//! Pure: what was sent and received comes in with its times, events and figures go out. Memory is bounded by the packets
//! of one reply time-out, at most [`MAX_KEPT`].

pub mod event;
pub mod figures;
pub mod split;
pub mod wall;

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::time::Duration;

use super::stamp::auth::Key;
use super::stamp::packet::{Mode, Reply};
use super::stamp::timestamp::{ErrorEstimate, Format, Timestamp};
use super::stamp::tlv::{Answers, Flaw};
use crate::clock::{Instant, Moment};
use crate::contract::{Arrival, News, Sent, Stamp, Stamper};
use crate::stats::{ClockOffset, Jitter, Order, Pdv, Spread};
use event::{Sample, SessionEvent};
use split::{Count, Split, widen};
use wall::WallClock;

/// The most packets that are remembered; with more the oldest count as lost.
pub const MAX_KEPT: usize = 1 << 18;

/// How often the estimate of the far clock is renewed.
const RENEWED: Duration = Duration::from_millis(10);

/// Beyond what a sample's round trip allows, how far the far clock may move between two without having been set.
const FAR_STEP_NS: u64 = 1_000_000;

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
    /// The number that the reflector gave to its first answer.
    Answered(u32),
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
    /// How often our clock had been set.
    steps: u64,
    /// By how much, in all.
    moved_ns: i64,
    fate: Fate,
}

/// What one direction comes to.
#[derive(Clone, Debug, Default)]
struct Direction {
    jitter: Jitter,
    /// Delays by the far clock as it is estimated.
    pdv: Pdv,
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
    missed_slots: u64,
    dropped: u64,
    left_by_kernel: u64,
    received_by_kernel: u64,
    across_step: u64,
    far_steps: u64,
    dscp_changed: u64,
    ecn_changed: u64,
}

/// The account.
#[derive(Clone, Debug)]
pub struct Session {
    settings: Settings,
    start: Option<Instant>,
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
    there: Direction,
    back: Direction,
    offset: ClockOffset,
    /// The far clock's offset as last estimated, and when.
    estimate: Option<(Instant, i64)>,
    /// The last sample of the far clock's offset, and half its round trip.
    far: Option<(Instant, i64, u64)>,
    /// By how much the far clock has been set since the first answer.
    far_moved_ns: i64,
    /// What the reflector says about its clock.
    far_clock: Option<ErrorEstimate>,
    hops_there: Level,
    hops_back: Level,
    lateness: Spread,
    send_call: Spread,
    flaw: Option<Flaw>,
}

impl Session {
    /// An empty account.
    pub fn new(settings: Settings) -> Session {
        Session {
            settings,
            start: None,
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
            there: Direction::default(),
            back: Direction::default(),
            offset: ClockOffset::default(),
            estimate: None,
            far: None,
            far_moved_ns: 0,
            far_clock: None,
            hops_there: Level::default(),
            hops_back: Level::default(),
            lateness: Spread::default(),
            send_call: Spread::default(),
            flaw: None,
        }
    }

    /// A packet is leaving; they come in the order of their numbers.
    pub fn sent(&mut self, sent: &Sent, news: &mut News<SessionEvent>) {
        self.start.get_or_insert(sent.at);
        self.look(Moment { instant: sent.at, unix_ns: sent.unix_ns }, news);
        self.counts.missed_slots += sent.missed_slots;
        self.lateness.record(sent.lateness);
        self.counts.sent += 1;
        self.slots.push_back(Slot {
            at: sent.at,
            unix_ns: sent.unix_ns,
            left_ns: None,
            sent: self.counts.sent,
            steps: self.wall.steps(),
            moved_ns: self.wall.moved_ns(),
            fate: Fate::Awaited,
        });
        self.expire(sent.at, news);
    }

    /// The packet that left last did not.
    pub fn not_sent(&mut self, news: &mut News<SessionEvent>) {
        let number = self.base + self.slots.len() as u64;
        let Some(slot) = self.slots.back_mut() else { return };
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
            // A time far from our own is one from before or after a step.
            slot.left_ns = (unix_ns.abs_diff(slot.unix_ns) < 1_000_000_000).then_some(unix_ns);
        }
    }

    /// The system says that nobody takes our packets.
    pub fn refused(&mut self, news: &mut News<SessionEvent>) {
        self.counts.refused_by_icmp += 1;
        news.detail(|| SessionEvent::Refused);
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
        match slot.fate {
            Fate::Awaited => {
                slot.fate = Fate::Answered(reply.sequence);
                let slot = slot.clone();
                self.book(now, number, &slot, arrival, &reply, news);
                self.forget(now.instant);
            }
            Fate::Lost => {
                slot.fate = Fate::Answered(reply.sequence);
                self.counts.late += 1;
                news.detail(|| SessionEvent::Late { number: number + 1 });
            }
            Fate::Answered(first) => {
                self.counts.duplicates += 1;
                self.split.duplicated(first != reply.sequence);
                news.detail(|| SessionEvent::Duplicate { number: number + 1 });
            }
            Fate::NotSent => self.counts.unrecognised += 1,
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
                let copied = Timestamp::from_unix(slot.unix_ns, Format::Ntp);
                (reply.request_sent_at == copied).then_some((number, reply))
            }
            // Too old to be remembered; one from the future is nobody's.
            None => (number < self.base).then_some((number, reply)),
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
        let answers = reply.answers(self.settings.key.as_ref());
        self.counts.received += 1;
        let is_reordered = self.order.record(number);
        self.follow(slot, reply, &answers, news);
        self.headers(arrival, reply, &answers);

        let left = slot.left_ns.map_or(Stamp { unix_ns: slot.unix_ns, by: Stamper::Program }, |unix_ns| {
            Stamp { unix_ns, by: Stamper::Kernel }
        });
        self.counts.left_by_kernel += u64::from(left.by == Stamper::Kernel);
        self.counts.received_by_kernel += u64::from(arrival.at.by == Stamper::Kernel);
        let rtt_program = now.instant - slot.at;
        let reflector_ns = reply.sent_at.since(reply.received_at).unwrap_or(0).max(0);
        let across_step = slot.steps != self.wall.steps();
        let round_ns = if across_step {
            // Times on either side of a step do not belong together; the monotonic clock was not set.
            self.counts.across_step += 1;
            signed(rtt_program)
        } else {
            arrival.at.unix_ns.wrapping_sub(left.unix_ns).cast_signed()
        };
        // The clocks' steps are wider than nothing, and a reflector can say what it likes.
        let rtt_ns = round_ns.saturating_sub(reflector_ns).max(0);
        let rtt = Duration::from_nanos(rtt_ns.cast_unsigned());
        self.rtt.record(rtt);
        self.rtt_program.record(rtt_program);
        self.jitter.record(number, rtt);
        let ways = (!across_step).then(|| self.one_way(slot, left, arrival, reply, number, news)).flatten();
        let sample = Sample {
            number: number + 1,
            sent_ns: self.since_start(slot.at),
            size_bytes: self.settings.size,
            rtt_ns: rtt_ns.cast_unsigned(),
            rtt_program_ns: u64::try_from(rtt_program.as_nanos()).unwrap_or(u64::MAX),
            reflector_ns: reflector_ns.cast_unsigned(),
            forward_raw_ns: ways.map(|(there, _)| there),
            backward_raw_ns: ways.map(|(_, back)| back),
            ttl: reply.ttl,
            sent_by: left.by,
            received_by: arrival.at.by,
            across_step,
            is_reordered,
        };
        news.detail(|| SessionEvent::Reply(sample));
    }

    /// Takes both directions by themselves, their steps taken out. Gives what the clocks say of them.
    fn one_way(
        &mut self,
        slot: &Slot,
        left: Stamp,
        arrival: &Arrival,
        reply: &Reply<'_>,
        number: u64,
        news: &mut News<SessionEvent>,
    ) -> Option<(i64, i64)> {
        let there = nanos_since(reply.received_at, left.unix_ns)?.checked_add(slot.moved_ns)?;
        let back =
            nanos_since(reply.sent_at, arrival.at.unix_ns)?.checked_add(slot.moved_ns)?.checked_neg()?;
        self.far_clock = Some(reply.error);
        let there = there.checked_sub(self.far_moved_ns)?;
        let back = back.checked_add(self.far_moved_ns)?;
        let moved = self.far_step(slot.at, there, back);
        if moved != 0 {
            self.counts.far_steps += 1;
            self.far_moved_ns = self.far_moved_ns.saturating_add(moved);
            news.warn(SessionEvent::FarClockSet { moved_ns: moved });
        }
        let (there, back) = (there.checked_sub(moved)?, back.checked_add(moved)?);
        self.offset.record(slot.at, there, back);
        let ahead = if self.is_synchronised() { 0 } else { self.ahead(slot.at) };
        self.there.jitter.record_delay(number, there);
        self.back.jitter.record_delay(number, back);
        self.there.pdv.record(there.saturating_sub(ahead));
        self.back.pdv.record(back.saturating_add(ahead));
        Some((there, back))
    }

    /// How far the far clock is ahead, as estimated; looked up anew only so often.
    fn ahead(&mut self, at: Instant) -> i64 {
        if let Some((since, ahead)) = self.estimate
            && at.since(since) < RENEWED
            && self.counts.received > 1000
        {
            return ahead;
        }
        let ahead = self.offset.offset_at(at).unwrap_or_default();
        self.estimate = Some((at, ahead));
        ahead
    }

    /// By how much the far clock has been set since the last answer: what round trips cannot explain.
    fn far_step(&mut self, at: Instant, there: i64, back: i64) -> i64 {
        let ahead = there.saturating_sub(back) / 2;
        let within = there.saturating_add(back).max(0).cast_unsigned() / 2;
        let moved = self.far.map_or(0, |(before, earlier, allowed)| {
            let elapsed = at.since(before).as_nanos() as u64;
            let moved = ahead.saturating_sub(earlier);
            let explained = within.saturating_add(allowed).saturating_add(FAR_STEP_NS + elapsed / 1000);
            if moved.unsigned_abs() > explained { moved } else { 0 }
        });
        self.far = Some((at, ahead.saturating_sub(moved), within));
        moved
    }

    /// What the reflector has counted.
    fn follow(&mut self, slot: &Slot, reply: &Reply<'_>, answers: &Answers, news: &mut News<SessionEvent>) {
        self.flaw = self.flaw.or(answers.flaw);
        let direct = answers.direct_measurement.filter(|direct| direct.received != 0);
        let count = Count {
            sent: slot.sent,
            received: direct.map(|direct| direct.received),
            answered: direct.map_or(reply.sequence.wrapping_add(1), |direct| direct.answered),
        };
        if self.split.answered(count) {
            news.warn(SessionEvent::ReflectorRestarted);
        }
    }

    /// What the headers of both packets said.
    fn headers(&mut self, arrival: &Arrival, reply: &Reply<'_>, answers: &Answers) {
        if let Some(hops) = reply.ttl.and_then(|ttl| self.settings.ttl.checked_sub(ttl)) {
            self.hops_there.record(hops);
        }
        // Reflectors answer with 255, some with the system's 64: that one is not 191 hops away.
        if let Some(ttl) = arrival.ttl {
            self.hops_back.record(if ttl > 64 { u8::MAX - ttl } else { 64 - ttl });
        }
        if let Some(class) = answers.class_of_service {
            let ours = self.settings.traffic_class;
            self.counts.dscp_changed += u64::from(class.dscp != ours >> 2);
            self.counts.ecn_changed += u64::from(class.ecn != ours & 3);
        }
    }

    fn is_synchronised(&self) -> bool {
        self.settings.clock.synchronised() && self.far_clock.is_some_and(ErrorEstimate::synchronised)
    }

    fn look(&mut self, now: Moment, news: &mut News<SessionEvent>) {
        let moved_ns = self.wall.look(now);
        if moved_ns != 0 {
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
            let is_full = self.slots.len() > MAX_KEPT;
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

/// Nanoseconds from a time of ours to one of the reflector's.
fn nanos_since(time: Timestamp, unix_ns: u64) -> Option<i64> {
    time.to_unix(unix_ns).map(|far| far.wrapping_sub(unix_ns).cast_signed())
}

fn signed(span: Duration) -> i64 {
    i64::try_from(span.as_nanos()).unwrap_or(i64::MAX)
}
