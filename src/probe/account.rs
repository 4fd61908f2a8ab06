//! The client's account on the course wire, whose acknowledgements carry no number.
//!
//! What tells acknowledgements apart is the socket they come back to. The client has a few, and while a packet is
//! unanswered it sends the next one from another. So a socket has one packet to wait for, an acknowledgement is that
//! packet's own however late it comes, and its round-trip time is exact.
//!
//! Only when more packets are unanswered than there are sockets do several share one. An acknowledgement there could
//! belong to any of them: it is counted as ambiguous, and booked as nobody's round-trip time, until all of them have
//! been answered or are too old.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use serde::Serialize;

use crate::clock::{Instant, Moment};
use crate::contract::{Arrival, Collector, Event, Level, News, Sent, Unreachable};
use crate::stats::{Distribution, Jitter, Spread, Variation};

/// The most packets that can be awaited at once; with more the oldest count as lost.
const MAX_AWAITED: usize = 1 << 20;

/// What the account is told.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How long after it left a packet can be answered.
    pub reply_timeout: Duration,
    /// Payload bytes of each packet.
    pub size: usize,
}

/// What became of a packet, or what an acknowledgement came to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum PacketEvent {
    /// A packet was answered.
    Reply {
        /// Its number, from 1.
        number: u64,
        /// When it left, counted from the first packet.
        sent_ns: u64,
        /// Its payload.
        size_bytes: usize,
        /// From leaving to the answer.
        rtt_ns: u64,
        /// Whether the answer came later than the interval.
        late: bool,
    },
    /// A packet was not answered in time.
    Lost {
        /// Its number, from 1.
        number: u64,
        /// When it left, counted from the first packet.
        sent_ns: u64,
        /// Its payload.
        size_bytes: usize,
    },
    /// An acknowledgement came that could belong to any of several packets.
    Ambiguous {
        /// The oldest of them.
        first: u64,
        /// The youngest.
        last: u64,
    },
    /// A packet was lost, or an ambiguous acknowledgement was its own.
    Unclear {
        /// Its number, from 1.
        number: u64,
        /// When it left, counted from the first packet.
        sent_ns: u64,
        /// Its payload.
        size_bytes: usize,
        /// Whether it was answered for sure, as all that it is mixed up with were; only when is not known.
        #[serde(skip)]
        is_answered: bool,
    },
    /// An acknowledgement came that nobody waited for: a duplicate, or one later than the time-out.
    Unexpected,
    /// The system could not send a packet.
    NotSent {
        /// Its number, from 1.
        number: u64,
        /// When it left, counted from the first packet.
        sent_ns: u64,
        /// Its payload.
        size_bytes: usize,
    },
}

impl fmt::Display for PacketEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            PacketEvent::Reply { number, size_bytes, rtt_ns, late, .. } => {
                let rtt = crate::text::duration(Duration::from_nanos(rtt_ns));
                let late = if late { " (late)" } else { "" };
                write!(f, "packet {number}: {size_bytes} bytes, rtt {rtt}{late}")
            }
            PacketEvent::Lost { number, size_bytes, .. } => {
                write!(f, "packet {number}: {size_bytes} bytes, lost")
            }
            PacketEvent::Ambiguous { first, last } => {
                write!(
                    f,
                    "an acknowledgement that could be for any of packets {first} to {last}: late or ambiguous"
                )
            }
            PacketEvent::Unclear { number, size_bytes, .. } => {
                write!(f, "packet {number}: {size_bytes} bytes, late, ambiguous or lost")
            }
            PacketEvent::Unexpected => f.write_str("an acknowledgement that belongs to no packet"),
            PacketEvent::NotSent { number, size_bytes, .. } => {
                write!(f, "packet {number}: {size_bytes} bytes, not sent by the system")
            }
        }
    }
}

impl Event for PacketEvent {
    fn level(&self) -> Level {
        Level::Detail
    }
}

/// The figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Packets the system took.
    pub sent: u64,
    /// Packets whose answer is known to be theirs.
    pub received: u64,
    /// Those of them answered later than the interval.
    pub late: u64,
    /// Acknowledgements that could be of several packets; each answers one of them.
    pub ambiguous: u64,
    /// Packets that are still awaited.
    pub awaited: u64,
    /// Packets that nothing has answered in time.
    pub lost: u64,
    /// `lost` of `sent`, in percent; those awaited left out.
    pub loss_percent: f64,
    /// As the exercise counts: every packet not known to be answered within its interval is lost.
    pub exercise_loss_percent: f64,
    /// As the exercise counts: the mean round-trip time of the others.
    pub exercise_average_ns: Option<u64>,
    /// Acknowledgements that nobody waited for.
    pub unexpected: u64,
    /// Packets the system did not take.
    pub not_sent: u64,
    /// ICMP messages that a packet did not arrive.
    pub refused_by_icmp: u64,
    /// What the last of them said could not be reached.
    pub unreachable: Option<Unreachable>,
    /// Round-trip times of the packets received.
    pub rtt: Option<Distribution>,
    /// Their variation.
    #[serde(flatten)]
    pub jitter: Variation,
    /// Slots that passed unused because the sender was late by more than an interval.
    pub missed_slots: u64,
    /// How much later than their slots packets left.
    pub lateness: Option<Distribution>,
}

#[derive(Debug)]
struct Awaited {
    number: u64,
    at: Instant,
    /// From its slot to the next.
    interval: Duration,
}

/// What is awaited at one socket.
#[derive(Debug, Default)]
struct Waiting {
    /// Packets that can still be answered, oldest first.
    awaited: VecDeque<Awaited>,
    /// How many of them are not answered; the others have an ambiguous acknowledgement between them.
    open: usize,
    /// The youngest packet that an ambiguous acknowledgement may have been of; older ones may have been too.
    unclear_through: Option<u64>,
    /// Whether a packet was given up that may have had one of the acknowledgements, so that not all of the others
    /// need to be answered when there are as many of these as of them.
    is_doubtful: bool,
}

/// The account.
#[derive(Debug)]
pub struct Account {
    settings: Settings,
    /// When the first packet left.
    start: Option<Instant>,
    sockets: Vec<Waiting>,
    /// The socket of the packet that left last.
    last: usize,
    sent: u64,
    received: u64,
    late: u64,
    ambiguous: u64,
    unexpected: u64,
    not_sent: u64,
    refused: u64,
    unreachable: Option<Unreachable>,
    missed_slots: u64,
    in_time_sum: Duration,
    rtt: Spread,
    jitter: Jitter,
    lateness: Spread,
}

impl Account {
    /// An empty account.
    pub fn new(settings: Settings) -> Account {
        Account {
            settings,
            start: None,
            sockets: Vec::new(),
            last: 0,
            sent: 0,
            received: 0,
            late: 0,
            ambiguous: 0,
            unexpected: 0,
            not_sent: 0,
            refused: 0,
            unreachable: None,
            missed_slots: 0,
            in_time_sum: Duration::ZERO,
            rtt: Spread::default(),
            jitter: Jitter::default(),
            lateness: Spread::default(),
        }
    }

    /// Gives up the packets that can no longer be answered.
    fn expire(&mut self, now: Instant, news: &mut News<PacketEvent>) {
        let mut sockets = std::mem::take(&mut self.sockets);
        for waiting in &mut sockets {
            self.expire_at(now, waiting, news);
        }
        self.sockets = sockets;
    }

    fn expire_at(&self, now: Instant, waiting: &mut Waiting, news: &mut News<PacketEvent>) {
        while let Some(oldest) = waiting.awaited.front() {
            if oldest.at + self.settings.reply_timeout > now && waiting.awaited.len() <= MAX_AWAITED {
                return;
            }
            let Some(packet) = waiting.awaited.pop_front() else { return };
            // The oldest may be one of those with an acknowledgement; at most as many are open as are left.
            waiting.open = waiting.open.min(waiting.awaited.len());
            let (number, sent_ns, size_bytes) = self.describe(&packet);
            let is_unclear = waiting.unclear_through.is_some_and(|through| packet.number <= through);
            waiting.is_doubtful |= is_unclear;
            news.detail(|| match is_unclear {
                true => PacketEvent::Unclear { number, sent_ns, size_bytes, is_answered: false },
                false => PacketEvent::Lost { number, sent_ns, size_bytes },
            });
            if waiting.open == 0 {
                self.settle(waiting, news);
            }
        }
    }

    /// All that are awaited have been answered, nobody knows by which acknowledgement.
    fn settle(&self, waiting: &mut Waiting, news: &mut News<PacketEvent>) {
        let is_answered = !std::mem::take(&mut waiting.is_doubtful);
        for packet in waiting.awaited.drain(..) {
            let (number, sent_ns, size_bytes) = self.describe(&packet);
            news.detail(|| PacketEvent::Unclear { number, sent_ns, size_bytes, is_answered });
        }
    }

    /// Takes an acknowledgement at a socket where something is awaited.
    fn acknowledge(&mut self, now: Instant, waiting: &mut Waiting, news: &mut News<PacketEvent>) {
        waiting.open -= 1;
        if waiting.awaited.len() == 1
            && let Some(packet) = waiting.awaited.pop_front()
        {
            return self.book(now, &packet, news);
        }
        self.ambiguous += 1;
        waiting.unclear_through = waiting.awaited.back().map(|youngest| youngest.number);
        if let (Some(first), Some(last)) = (waiting.awaited.front(), waiting.awaited.back()) {
            let (first, last) = (first.number + 1, last.number + 1);
            news.detail(|| PacketEvent::Ambiguous { first, last });
        }
        if waiting.open == 0 {
            self.settle(waiting, news);
        }
    }

    /// Number from 1, when it left, and size.
    fn describe(&self, packet: &Awaited) -> (u64, u64, usize) {
        let since_start = self.start.map_or(Duration::ZERO, |start| packet.at - start);
        (packet.number + 1, nanos(since_start), self.settings.size)
    }

    fn book(&mut self, now: Instant, packet: &Awaited, news: &mut News<PacketEvent>) {
        let rtt = now - packet.at;
        let late = rtt > packet.interval;
        self.received += 1;
        self.rtt.record(rtt);
        self.jitter.record(packet.number, rtt);
        if late {
            self.late += 1;
        } else {
            self.in_time_sum += rtt;
        }
        let (number, sent_ns, size_bytes) = self.describe(packet);
        news.detail(|| PacketEvent::Reply { number, sent_ns, size_bytes, rtt_ns: nanos(rtt), late });
    }
}

impl Collector for Account {
    type Event = PacketEvent;
    type Summary = Figures;

    fn sent(&mut self, sent: &Sent, news: &mut News<PacketEvent>) {
        self.missed_slots += sent.missed_slots;
        self.lateness.record(sent.lateness);
        self.start.get_or_insert(sent.at);
        self.expire(sent.at, news);
        self.sent += 1;
        self.last = sent.socket;
        if self.sockets.len() <= sent.socket {
            self.sockets.resize_with(sent.socket + 1, Waiting::default);
        }
        if let Some(waiting) = self.sockets.get_mut(sent.socket) {
            waiting.awaited.push_back(Awaited { number: sent.number, at: sent.at, interval: sent.interval });
            waiting.open += 1;
        }
    }

    fn not_sent(&mut self, _socket: usize, news: &mut News<PacketEvent>) {
        let Some(waiting) = self.sockets.get_mut(self.last) else { return };
        let Some(packet) = waiting.awaited.pop_back() else { return };
        waiting.open = waiting.open.saturating_sub(1);
        self.sent -= 1;
        self.not_sent += 1;
        let (number, sent_ns, size_bytes) = self.describe(&packet);
        news.detail(|| PacketEvent::NotSent { number, sent_ns, size_bytes });
    }

    fn received(
        &mut self,
        now: Moment,
        socket: usize,
        _arrival: &Arrival,
        payload: &[u8],
        news: &mut News<PacketEvent>,
    ) {
        let now = now.instant;
        self.expire(now, news);
        let waiting = self.sockets.get_mut(socket).filter(|waiting| waiting.open > 0);
        let Some(waiting) = waiting.filter(|_| payload == super::course::ACKNOWLEDGED) else {
            self.unexpected += 1;
            return news.detail(|| PacketEvent::Unexpected);
        };
        let mut taken = std::mem::take(waiting);
        self.acknowledge(now, &mut taken, news);
        self.sockets[socket] = taken;
    }

    fn refused(&mut self, _socket: usize, what: Unreachable, _news: &mut News<PacketEvent>) {
        self.refused += 1;
        self.unreachable = Some(what);
    }

    fn deadline(&self) -> Option<Instant> {
        let oldest =
            self.sockets.iter().filter_map(|waiting| waiting.awaited.front()).map(|oldest| oldest.at).min();
        oldest.map(|at| at + self.settings.reply_timeout)
    }

    fn tick(&mut self, now: Instant, news: &mut News<PacketEvent>) {
        self.expire(now, news);
    }

    fn is_waiting(&self) -> bool {
        self.sockets.iter().any(|waiting| !waiting.awaited.is_empty())
    }

    fn is_waiting_at(&self, socket: usize) -> bool {
        self.sockets.get(socket).is_some_and(|waiting| !waiting.awaited.is_empty())
    }

    fn summary(&mut self, _now: Instant) -> Figures {
        let in_time = self.received - self.late;
        let awaited = self.sockets.iter().map(|waiting| waiting.open as u64).sum();
        let lost = self.sent.saturating_sub(self.received + self.ambiguous + awaited);
        let settled = self.sent.saturating_sub(awaited);
        Figures {
            sent: self.sent,
            received: self.received,
            late: self.late,
            ambiguous: self.ambiguous,
            awaited,
            lost,
            loss_percent: percent(lost, settled),
            exercise_loss_percent: percent(self.sent.saturating_sub(in_time), self.sent),
            exercise_average_ns: u128::from(in_time)
                .checked_sub(1)
                .map(|less| (self.in_time_sum.as_nanos() / (less + 1)) as u64),
            unexpected: self.unexpected,
            not_sent: self.not_sent,
            refused_by_icmp: self.refused,
            unreachable: self.unreachable,
            rtt: self.rtt.summary(),
            jitter: self.jitter.summary(),
            missed_slots: self.missed_slots,
            lateness: self.lateness.summary(),
        }
    }
}

/// `part` of `whole`, in percent; of nothing it is none.
pub fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 }
}

fn nanos(span: Duration) -> u64 {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
}
