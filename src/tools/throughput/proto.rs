//! The sweep's account: what became of each packet, and of each second of the run.
//!
//! Which acknowledgement is whose, [`Account`] says; here its findings are put beside each packet's interval and
//! added up by the second in which the packet left. Pure, and bounded: a second is kept until all of its packets are
//! answered or given up, and for a picture as many as one can show.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::time::Duration;

use serde::{Serialize, Serializer};

use crate::clock::{Instant, Moment};
use crate::contract::{Arrival, Collector, Event, Level, News, Sent, Unreachable};
use crate::probe::account::{self, Account, Figures, PacketEvent};
use crate::probe::course::ACKNOWLEDGED;
use crate::text::{duration, rate};

/// The most packets, and the most seconds, that are kept for a picture.
pub const MAX_DRAWN: usize = 20_000;

const SECOND_NS: u64 = 1_000_000_000;

/// What the account is told.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How long after it left a packet can be answered.
    pub reply_timeout: Duration,
    /// Payload bytes of each packet.
    pub size: usize,
    /// Whether somebody wants to hear of each packet.
    pub tells_packets: bool,
    /// Whether the series are kept for a picture.
    pub keeps_series: bool,
}

/// What became of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Answered before the next packet was due.
    Reply,
    /// Answered after that.
    Late,
    /// Answered for sure, by one of several acknowledgements: when is not known.
    Untimed,
    /// Not answered in time.
    Lost,
    /// Lost, or an acknowledgement that could be of several packets was its own.
    Unclear,
    /// The run ended before it was answered.
    Awaited,
    /// The system did not take it.
    NotSent,
}

impl Fate {
    /// The word in JSON and in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Fate::Reply => "reply",
            Fate::Late => "late",
            Fate::Untimed => "untimed",
            Fate::Lost => "lost",
            Fate::Unclear => "unclear",
            Fate::Awaited => "awaited",
            Fate::NotSent => "not-sent",
        }
    }
}

/// One packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Packet {
    /// Its number, from 1.
    pub number: u64,
    /// Until the next packet was due.
    pub interval_ns: u64,
    /// When it left, counted from the first packet.
    pub sent_ns: u64,
    /// When its acknowledgement came, counted likewise.
    pub received_ns: Option<u64>,
    /// Its payload.
    pub size_bytes: usize,
    /// What became of it.
    pub result: Fate,
    /// From leaving to the acknowledgement.
    pub rtt_ns: Option<u64>,
}

/// One second of the run, counted from the first packet: what became of the packets that left in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Second {
    /// Which one, from 0.
    pub second: u64,
    /// Packets that left.
    pub sent: u64,
    /// Those known to be acknowledged.
    pub acknowledged: u64,
    /// Those of them of which it is not known when.
    pub untimed: u64,
    /// Those that nothing has answered in time.
    pub lost: u64,
    /// Those lost, or answered by an acknowledgement that could be of several packets.
    pub unclear: u64,
    /// Those still unanswered when the run ended.
    pub awaited: u64,
    /// Packets the system did not take.
    pub not_sent: u64,
    /// Round-trip times of those acknowledged, added up, the untimed ones left out.
    pub delay_sum: Duration,
    /// Payload of each packet.
    pub size_bytes: usize,
}

/// Bits of packets, each counted by its payload: of one second or of the whole run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    /// As the exercise counts: acknowledged packets × size × 8 × 2, as if the answer were as long as the packet.
    pub exercise: u64,
    /// Of packets sent.
    pub sent: u64,
    /// Of packets acknowledged.
    pub acknowledged: u64,
    /// Of their acknowledgements.
    pub returned: u64,
}

impl Bits {
    /// Of so many packets of `size` bytes.
    pub fn new(sent: u64, acknowledged: u64, size: usize) -> Bits {
        let bits = |packets: u64, bytes: usize| packets.saturating_mul(bytes as u64).saturating_mul(8);
        Bits {
            exercise: bits(acknowledged, size).saturating_mul(2),
            sent: bits(sent, size),
            acknowledged: bits(acknowledged, size),
            returned: bits(acknowledged, ACKNOWLEDGED.len()),
        }
    }
}

impl Second {
    /// What went through in it.
    pub fn bits(&self) -> Bits {
        Bits::new(self.sent, self.acknowledged, self.size_bytes)
    }

    /// The mean round-trip time; `None` when none is known.
    pub fn mean_delay(&self) -> Option<Duration> {
        let count = u128::from(self.acknowledged.saturating_sub(self.untimed));
        let nanos = (self.delay_sum.as_nanos() + count / 2).checked_div(count)?;
        Some(Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX)))
    }

    /// Heading of the lines that [`Second`]s are.
    pub const HEADING: &'static str = "second   sent  acked   lost  unclear  avg throughput          sent         acked      returned  mean delay\n\
         ------  -----  -----  -----  -------  --------------  ------------  ------------  ------------  ----------";
}

impl Serialize for Second {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Line {
            event: &'static str,
            second: u64,
            sent: u64,
            acknowledged: u64,
            untimed: u64,
            lost: u64,
            unclear: u64,
            awaited: u64,
            not_sent: u64,
            exercise_throughput_bps: u64,
            sent_bps: u64,
            acknowledged_bps: u64,
            returned_bps: u64,
            mean_delay_ns: Option<u64>,
            exercise_delay_ns: u64,
        }
        let Second { second, sent, acknowledged, untimed, lost, unclear, awaited, not_sent, .. } = *self;
        let (bits, mean_delay_ns) = (self.bits(), self.mean_delay().map(nanos));
        Line {
            event: "second",
            second,
            sent,
            acknowledged,
            untimed,
            lost,
            unclear,
            awaited,
            not_sent,
            exercise_throughput_bps: bits.exercise,
            sent_bps: bits.sent,
            acknowledged_bps: bits.acknowledged,
            returned_bps: bits.returned,
            mean_delay_ns,
            exercise_delay_ns: mean_delay_ns.unwrap_or(0),
        }
        .serialize(to)
    }
}

impl fmt::Display for Second {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Second { second, sent, acknowledged, untimed, lost, unclear, awaited, not_sent, .. } = self;
        let bits = self.bits();
        let [exercise, really, acked, returned] =
            [bits.exercise, bits.sent, bits.acknowledged, bits.returned].map(rate);
        let delay = self.mean_delay().map_or("-".to_owned(), duration);
        write!(
            f,
            "{second:>6}  {sent:>5}  {acknowledged:>5}  {lost:>5}  {unclear:>7}  {exercise:>14}  {really:>12}  \
             {acked:>12}  {returned:>12}  {delay:>10}"
        )?;
        if *sent + *not_sent == 0 {
            write!(f, " (no packets; the exercise says delay 0)")?;
        }
        for (count, what) in [
            (untimed, "acked at a time unknown"),
            (awaited, "still awaited"),
            (not_sent, "not sent by the system"),
        ] {
            if *count > 0 {
                write!(f, " ({count} {what})")?;
            }
        }
        Ok(())
    }
}

/// What the account tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SweepEvent {
    /// The fate of a packet.
    Packet(Packet),
    /// A second is over, and all of its packets are answered or given up.
    Second(Second),
    /// An acknowledgement that is nobody's for sure.
    Stray(PacketEvent),
}

impl Serialize for SweepEvent {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(tag = "event", rename = "packet")]
        struct Tagged<'a> {
            #[serde(flatten)]
            packet: &'a Packet,
        }
        match self {
            SweepEvent::Packet(packet) => Tagged { packet }.serialize(to),
            SweepEvent::Second(second) => second.serialize(to),
            SweepEvent::Stray(event) => event.serialize(to),
        }
    }
}

impl fmt::Display for SweepEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SweepEvent::Packet(packet) => {
                let span = |ns| duration(Duration::from_nanos(ns));
                let Packet { number, interval_ns, sent_ns, result, .. } = packet;
                write!(
                    f,
                    "packet {number}: sent at {:.6} s, interval {}",
                    seconds(*sent_ns),
                    span(*interval_ns)
                )?;
                match (packet.received_ns, packet.rtt_ns) {
                    (Some(received), Some(rtt)) => {
                        let late = if *result == Fate::Late { " (late)" } else { "" };
                        write!(f, ", reply at {:.6} s, rtt {}{late}", seconds(received), span(rtt))
                    }
                    _ => write!(f, ", {}", result.word()),
                }
            }
            SweepEvent::Second(second) => second.fmt(f),
            SweepEvent::Stray(event) => event.fmt(f),
        }
    }
}

impl Event for SweepEvent {
    fn level(&self) -> Level {
        Level::Detail
    }
}

/// The figures so far.
#[derive(Clone, Debug)]
pub struct SweepFigures {
    /// Of the packets.
    pub figures: Figures,
    /// From the first packet to when the one after the last was due.
    pub lasted: Duration,
    /// The interval after the last packet.
    pub last_interval: Duration,
}

/// What a picture is drawn from.
#[derive(Clone, Debug, Default)]
pub struct Series {
    /// All seconds, in order.
    pub seconds: Vec<Second>,
    /// The packets, as their fates became known.
    pub packets: Vec<Packet>,
    /// Whether there were more than can be drawn.
    pub is_cut: bool,
}

/// A packet whose fate is not known yet.
#[derive(Clone, Copy, Debug)]
struct Flying {
    interval: Duration,
    sent_ns: u64,
}

/// The account.
#[derive(Debug)]
pub struct Sweep {
    settings: Settings,
    account: Account,
    findings: News<PacketEvent>,
    start: Option<Instant>,
    flying: BTreeMap<u64, Flying>,
    last: Option<Flying>,
    /// Seconds that are not told yet, without a gap.
    open: VecDeque<Second>,
    series: Series,
}

impl Sweep {
    /// An empty account.
    pub fn new(settings: Settings) -> Sweep {
        let Settings { reply_timeout, size, .. } = settings;
        Sweep {
            settings,
            account: Account::new(account::Settings { reply_timeout, size }),
            findings: News::new(true),
            start: None,
            flying: BTreeMap::new(),
            last: None,
            open: VecDeque::new(),
            series: Series::default(),
        }
    }

    /// Tells what is left at the end of a run, and gives what a picture is drawn from.
    pub fn finish(mut self, news: &mut News<SweepEvent>) -> Series {
        for (number, flying) in std::mem::take(&mut self.flying) {
            self.tell_packet(number, flying, Fate::Awaited, None, news);
        }
        while let Some(second) = self.open.pop_front() {
            self.tell_second(second, news);
        }
        self.series
    }

    /// The second in which a packet left. It is open as long as one of its packets is flying.
    fn second(&mut self, sent_ns: u64) -> Option<&mut Second> {
        let first = self.open.front()?.second;
        self.open.get_mut(usize::try_from((sent_ns / SECOND_NS).checked_sub(first)?).ok()?)
    }

    /// Opens the second of a packet that leaves now, and those without any packet before it.
    fn open_through(&mut self, second: u64, news: &mut News<SweepEvent>) {
        let size_bytes = self.settings.size;
        let mut next = self.open.back().map_or(0, |last| last.second + 1);
        while next <= second {
            self.open.push_back(Second { second: next, size_bytes, ..Second::default() });
            self.tell_settled(news);
            next += 1;
        }
    }

    /// Tells the seconds that are over and have no packet flying. The last one that is open may go on.
    fn tell_settled(&mut self, news: &mut News<SweepEvent>) {
        while self.open.len() > 1 && self.open.front().is_some_and(|second| second.awaited == 0) {
            if let Some(second) = self.open.pop_front() {
                self.tell_second(second, news);
            }
        }
    }

    fn tell_second(&mut self, second: Second, news: &mut News<SweepEvent>) {
        if self.settings.keeps_series {
            keep(&mut self.series.seconds, second, &mut self.series.is_cut);
        }
        news.detail(|| SweepEvent::Second(second));
    }

    /// Puts what the account has found beside the packets' intervals and into their seconds.
    fn book(&mut self, news: &mut News<SweepEvent>) {
        let findings: Vec<PacketEvent> = self.findings.take().collect();
        for finding in findings {
            let (number, fate, rtt_ns) = match finding {
                PacketEvent::Reply { number, rtt_ns, late, .. } => {
                    (number, if late { Fate::Late } else { Fate::Reply }, Some(rtt_ns))
                }
                PacketEvent::Lost { number, .. } => (number, Fate::Lost, None),
                PacketEvent::Unclear { number, is_answered: true, .. } => (number, Fate::Untimed, None),
                PacketEvent::Unclear { number, .. } => (number, Fate::Unclear, None),
                PacketEvent::NotSent { number, .. } => (number, Fate::NotSent, None),
                PacketEvent::Ambiguous { .. } | PacketEvent::Unexpected => {
                    if self.settings.tells_packets {
                        news.detail(|| SweepEvent::Stray(finding));
                    }
                    continue;
                }
            };
            let Some(flying) = self.flying.remove(&number) else { continue };
            if let Some(second) = self.second(flying.sent_ns) {
                second.awaited = second.awaited.saturating_sub(1);
                match fate {
                    Fate::Reply | Fate::Late => {
                        second.acknowledged += 1;
                        second.delay_sum += Duration::from_nanos(rtt_ns.unwrap_or_default());
                    }
                    Fate::Untimed => {
                        second.acknowledged += 1;
                        second.untimed += 1;
                    }
                    Fate::Lost => second.lost += 1,
                    Fate::Unclear => second.unclear += 1,
                    Fate::NotSent => {
                        second.sent = second.sent.saturating_sub(1);
                        second.not_sent += 1;
                    }
                    Fate::Awaited => {}
                }
            }
            self.tell_packet(number, flying, fate, rtt_ns, news);
        }
        self.tell_settled(news);
    }

    fn tell_packet(
        &mut self,
        number: u64,
        flying: Flying,
        result: Fate,
        rtt_ns: Option<u64>,
        news: &mut News<SweepEvent>,
    ) {
        let Flying { interval, sent_ns } = flying;
        let received_ns = rtt_ns.map(|rtt| sent_ns.saturating_add(rtt));
        let (interval_ns, size_bytes) = (nanos(interval), self.settings.size);
        let packet = Packet { number, interval_ns, sent_ns, received_ns, size_bytes, result, rtt_ns };
        if self.settings.keeps_series {
            keep(&mut self.series.packets, packet, &mut self.series.is_cut);
        }
        if self.settings.tells_packets {
            news.detail(|| SweepEvent::Packet(packet));
        }
    }
}

fn keep<T>(kept: &mut Vec<T>, one: T, is_cut: &mut bool) {
    if kept.len() < MAX_DRAWN { kept.push(one) } else { *is_cut = true }
}

impl Collector for Sweep {
    type Event = SweepEvent;
    type Summary = SweepFigures;

    fn sent(&mut self, sent: &Sent, news: &mut News<SweepEvent>) {
        let start = *self.start.get_or_insert(sent.at);
        self.account.sent(sent, &mut self.findings);
        self.book(news);
        let flying = Flying { interval: sent.interval, sent_ns: nanos(sent.at - start) };
        self.open_through(flying.sent_ns / SECOND_NS, news);
        if let Some(second) = self.open.back_mut() {
            second.sent += 1;
            second.awaited += 1;
        }
        // The account's packets are counted from 1.
        self.flying.insert(sent.number + 1, flying);
        self.last = Some(flying);
    }

    fn not_sent(&mut self, socket: usize, news: &mut News<SweepEvent>) {
        self.account.not_sent(socket, &mut self.findings);
        self.book(news);
    }

    fn received(
        &mut self,
        now: Moment,
        socket: usize,
        arrival: &Arrival,
        payload: &[u8],
        news: &mut News<SweepEvent>,
    ) {
        self.account.received(now, socket, arrival, payload, &mut self.findings);
        self.book(news);
    }

    fn refused(&mut self, socket: usize, what: Unreachable, news: &mut News<SweepEvent>) {
        self.account.refused(socket, what, &mut self.findings);
        self.book(news);
    }

    fn deadline(&self) -> Option<Instant> {
        self.account.deadline()
    }

    fn tick(&mut self, now: Instant, news: &mut News<SweepEvent>) {
        self.account.tick(now, &mut self.findings);
        self.book(news);
    }

    fn is_waiting(&self) -> bool {
        self.account.is_waiting()
    }

    fn is_waiting_at(&self, socket: usize) -> bool {
        self.account.is_waiting_at(socket)
    }

    fn summary(&mut self, now: Instant) -> SweepFigures {
        let (lasted, last_interval) = match self.last {
            Some(Flying { interval, sent_ns }) => (Duration::from_nanos(sent_ns) + interval, interval),
            None => (Duration::ZERO, Duration::ZERO),
        };
        SweepFigures { figures: self.account.summary(now), lasted, last_interval }
    }
}

fn nanos(span: Duration) -> u64 {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
}

fn seconds(ns: u64) -> f64 {
    Duration::from_nanos(ns).as_secs_f64()
}
