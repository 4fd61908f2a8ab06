//! All that a core and a driver say to each other.
//!
//! A core is synchronous: bytes and `now` go in, decisions come out, and one [`Server::deadline`] says when it
//! wants to be called again. No sockets, no clock, no threads, no printing here, and nothing of any one tool.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use serde::Serialize;

use crate::clock::{Instant, Moment, Quality, Wall};

/// How a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// One datagram is one message.
    Udp,
    /// A byte stream.
    Tcp,
}

impl Transport {
    /// Its name in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Transport::Udp => "udp",
            Transport::Tcp => "tcp",
        }
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Where a datagram came from and how it reached us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// The sender.
    pub from: SocketAddr,
    /// Our address that was asked; the answer leaves from it. `None` when the system did not say.
    pub to: Option<IpAddr>,
    /// False when it was sent to a group or to everybody.
    pub unicast: bool,
    /// When it arrived, and what its header said.
    pub arrival: Arrival,
}

/// When a datagram arrived, and what its IP header said, as far as the system told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// By the wall clock.
    pub at: Stamp,
    /// What was left of its TTL or hop limit.
    pub ttl: Option<u8>,
    /// DSCP and ECN, as one octet of the header.
    pub traffic_class: Option<u8>,
    /// How many datagrams this socket has had no room for so far; the count wraps.
    pub dropped: Option<u32>,
}

/// A point on the wall clock, and who looked at the clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Nanoseconds since 1970-01-01 UTC.
    pub unix_ns: u64,
    /// Who looked.
    pub by: Stamper,
}

/// Who took the time at which a packet left or arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stamper {
    /// This program, just before it sent, or once it had read.
    #[default]
    Program,
    /// The kernel, as the packet passed between it and the device.
    Kernel,
}

/// Something a core wants people to know, as a sentence (`Display`) and as data (`Serialize`, tagged `event`).
pub trait Event: Serialize + fmt::Display + Send + 'static {
    /// Whether it is shown only on request or always.
    fn level(&self) -> Level;
}

/// Who gets to see an [`Event`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Shown with `-v`, `--events` or `--trace`: why a traced message is not what one would expect.
    Trace,
    /// Shown with `-v` or `--events`.
    Detail,
    /// Shown always, on standard error. Cores limit how often.
    Warning,
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// Somebody said so with Ctrl-C or SIGTERM.
    Signal,
    /// Nothing came for the whole idle time-out.
    Idle,
    /// A peer that may said a stop word.
    StopWord,
    /// Nobody reads our output any more.
    OutputClosed,
    /// Something else that belongs to it failed.
    Failure,
    /// The one client it was started for has been served.
    Served,
}

/// What a core tells the people who watch, and whether it wants the server to end.
#[derive(Debug)]
pub struct News<E> {
    details: bool,
    events: Vec<E>,
    stop: Option<Ended>,
}

impl<E: Event> News<E> {
    /// With `details` false only warnings are kept.
    pub fn new(details: bool) -> News<E> {
        News { details, events: Vec::new(), stop: None }
    }

    /// Tells a detail; `event` is made only when somebody wants to see it.
    pub fn detail(&mut self, event: impl FnOnce() -> E) {
        if self.details {
            self.events.push(event());
        }
    }

    /// Tells a warning.
    pub fn warn(&mut self, event: E) {
        self.events.push(event);
    }

    /// Asks the driver to end the server.
    pub fn stop(&mut self, why: Ended) {
        self.stop.get_or_insert(why);
    }

    /// For the driver: what has been told since the last call.
    pub fn take(&mut self) -> std::vec::Drain<'_, E> {
        self.events.drain(..)
    }

    /// For the driver: whether the core wants to end, and why.
    pub fn stopped(&self) -> Option<Ended> {
        self.stop
    }
}

/// What a core answers to datagrams, gathered for one batch.
#[derive(Debug)]
pub struct Outbox<E> {
    /// What people should know.
    pub news: News<E>,
    bytes: Vec<u8>,
    transmits: Vec<Transmit>,
}

/// Whether artificial loss and delay apply to a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// They do.
    Answer,
    /// They do not: it belongs to the dialogue around a measurement.
    Sure,
}

/// One datagram to send; its payload lies in the [`Outbox`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transmit {
    /// Where it goes.
    pub to: SocketAddr,
    /// Our address it leaves from; `None` lets the system choose.
    pub source: Option<IpAddr>,
    /// Whether artificial loss and delay apply.
    pub kind: Kind,
    /// DSCP and ECN it is to have, as one octet of the IP header; `None` for the socket's own.
    pub traffic_class: Option<u8>,
    /// Whether the time at which it leaves is to be written into it (see [`Datagrams::leaving`]).
    pub is_stamped: bool,
    /// What the core calls it, if it wants to know when it really left (see [`Datagrams::departed`]).
    pub followed_as: Option<u64>,
    start: usize,
    end: usize,
}

#[cfg(test)]
impl Transmit {
    /// A datagram without a payload.
    pub(crate) fn for_tests(to: SocketAddr) -> Transmit {
        let kind = Kind::Answer;
        let (traffic_class, followed_as) = (None, None);
        Transmit { to, source: None, kind, traffic_class, is_stamped: false, followed_as, start: 0, end: 0 }
    }
}

impl<E: Event> Outbox<E> {
    /// An empty one; see [`News::new`] for `details`.
    pub fn new(details: bool) -> Outbox<E> {
        Outbox { news: News::new(details), bytes: Vec::new(), transmits: Vec::new() }
    }

    /// Answers `request` with `payload`, from the address that was asked.
    pub fn reply(&mut self, request: &Received, payload: &[u8]) {
        self.send(request.from, request.to, Kind::Answer, payload);
    }

    /// The same for an answer that artificial loss and delay leave alone.
    pub fn reply_surely(&mut self, request: &Received, payload: &[u8]) {
        self.send(request.from, request.to, Kind::Sure, payload);
    }

    /// Answers `request` with a payload that is to carry the time at which it leaves (see [`Datagrams::leaving`]).
    pub fn reply_stamped(
        &mut self,
        request: &Received,
        traffic_class: Option<u8>,
        followed_as: Option<u64>,
        payload: &[u8],
    ) {
        self.send(request.from, request.to, Kind::Answer, payload);
        if let Some(transmit) = self.transmits.last_mut() {
            *transmit = Transmit { traffic_class, is_stamped: true, followed_as, ..*transmit };
        }
    }

    /// Sends `payload` to `to`, from our address `source`.
    pub fn send(&mut self, to: SocketAddr, source: Option<IpAddr>, kind: Kind, payload: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(payload);
        let end = self.bytes.len();
        let (traffic_class, followed_as) = (None, None);
        self.transmits.push(Transmit {
            to,
            source,
            kind,
            traffic_class,
            is_stamped: false,
            followed_as,
            start,
            end,
        });
    }

    /// Sends what another outbox would have sent, as it is.
    pub fn forward(&mut self, transmit: &Transmit, payload: &[u8]) {
        self.send(transmit.to, transmit.source, transmit.kind, payload);
        if let Some(last) = self.transmits.last_mut() {
            let Transmit { traffic_class, is_stamped, followed_as, .. } = *transmit;
            *last = Transmit { traffic_class, is_stamped, followed_as, ..*last };
        }
    }

    /// For the driver: what is to be sent, in order.
    pub fn transmits(&self) -> &[Transmit] {
        &self.transmits
    }

    /// For the driver: the payload of one of [`Outbox::transmits`].
    pub fn payload(&self, transmit: &Transmit) -> &[u8] {
        self.bytes.get(transmit.start..transmit.end).unwrap_or_default()
    }

    /// For the driver: the same, to write the time of leaving into it.
    pub fn payload_mut(&mut self, transmit: &Transmit) -> &mut [u8] {
        self.bytes.get_mut(transmit.start..transmit.end).unwrap_or_default()
    }

    /// For the driver: forgets what has been sent.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.transmits.clear();
    }
}

/// What a core answers on one connection.
#[derive(Debug)]
pub struct Answer<E> {
    /// What people should know.
    pub news: News<E>,
    /// Bytes to write, in order.
    pub bytes: Vec<u8>,
    /// There is more to answer: [`Streams::more`] is called once the bytes are written, before anything else is
    /// read. So a peer that does not read its answers costs no more than one portion of them.
    pub more: bool,
    /// Close once the bytes are written.
    pub close: bool,
}

impl<E: Event> Answer<E> {
    /// About how many bytes a core answers before it says that there is [`Answer::more`].
    pub const PORTION: usize = 64 * 1024;

    /// An empty one; see [`News::new`] for `details`.
    pub fn new(details: bool) -> Answer<E> {
        Answer { news: News::new(details), bytes: Vec::new(), more: false, close: false }
    }

    /// Whether this answer is long enough to leave the rest for [`Streams::more`].
    pub fn is_portion(&self) -> bool {
        self.bytes.len() >= Answer::<E>::PORTION
    }
}

/// How a connection came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// The core closed it, as it was to do.
    Closed,
    /// The peer, or the network, broke it off.
    Reset,
    /// The peer took no bytes for as long as the connection had left until its deadline.
    Stalled,
}

/// What every server core has, whatever it listens on.
pub trait Server {
    /// What it tells people.
    type Event: Event;
    /// What it has done so far, in figures.
    type Summary: Send + 'static;

    /// When its `tick` is due; `None` for never. Asked again after each call.
    fn deadline(&self) -> Option<Instant>;

    /// The figures so far.
    fn summary(&self, now: Instant) -> Self::Summary;
}

/// Writes into a datagram that it leaves now, in nanoseconds since 1970-01-01 UTC.
pub type Leaving = dyn Fn(u64, &mut [u8]) + Send + Sync;

/// A server over UDP.
pub trait Datagrams: Server {
    /// Takes one datagram.
    fn datagram(&mut self, now: Instant, request: &Received, payload: &[u8], out: &mut Outbox<Self::Event>);

    /// Called at or after [`Server::deadline`].
    fn tick(&mut self, now: Instant, out: &mut Outbox<Self::Event>);

    /// What writes into an answer of [`Outbox::reply_stamped`] when it leaves; asked once. It is not used for answers
    /// that were delayed on purpose: those are to look like the network's delay.
    fn leaving(&self) -> Option<Box<Leaving>> {
        None
    }

    /// The kernel says when an answer that is [`Transmit::followed_as`] this really left, in nanoseconds since
    /// 1970-01-01 UTC. Not every one is told of.
    fn departed(&mut self, _followed_as: u64, _unix_ns: u64) {}

    /// How well the wall clock is kept now; told from time to time.
    fn clock(&mut self, _quality: Quality) {}
}

/// A server over TCP: one core for all connections, with some state for each.
pub trait Streams: Server {
    /// What it keeps for one connection.
    type Connection;

    /// Somebody connected. `None` closes the connection at once.
    fn open(
        &mut self,
        now: Instant,
        peer: SocketAddr,
        out: &mut Answer<Self::Event>,
    ) -> Option<Self::Connection>;

    /// Somebody connected when there was no room left; the connection is closed after what is answered.
    fn full(&mut self, now: Instant, peer: SocketAddr, out: &mut Answer<Self::Event>);

    /// Bytes arrived; never none.
    fn read(&mut self, now: Instant, on: &mut Self::Connection, bytes: &[u8], out: &mut Answer<Self::Event>);

    /// The peer has taken so much of a long answer that the system keeps the rest: it is there, and not idle.
    fn taken(&mut self, _now: Instant, _on: &mut Self::Connection) {}

    /// What was answered is written; called only after [`Answer::more`].
    fn more(&mut self, _now: Instant, _on: &mut Self::Connection, _out: &mut Answer<Self::Event>) {}

    /// The peer has sent all it will. Called once; what is answered must close the connection in the end.
    fn end(&mut self, now: Instant, on: &mut Self::Connection, out: &mut Answer<Self::Event>);

    /// The connection is gone, whoever ended it. Connections that are open when the server ends are not told.
    fn closed(&mut self, _now: Instant, _on: Self::Connection, _how: Gone, _news: &mut News<Self::Event>) {}

    /// Called at or after [`Server::deadline`].
    fn tick(&mut self, now: Instant, news: &mut News<Self::Event>);

    /// When [`Streams::timeout`] is due for this connection.
    fn connection_deadline(&self, on: &Self::Connection) -> Option<Instant>;

    /// Called at or after [`Streams::connection_deadline`].
    fn timeout(&mut self, now: Instant, on: &mut Self::Connection, out: &mut Answer<Self::Event>);
}

/// A server over TCP whose dialogue with a client can lead to a long body, such as a file, which the driver sends
/// without showing it to the core.
pub trait Bulk: Streams {
    /// Asked after each call: whether the dialogue is over and the body follows what was answered, after a pause. From
    /// then on what the peer says is read by nobody.
    fn body_follows(&self, on: &Self::Connection) -> Option<Duration>;

    /// A connection is over; `body` is how its body ended, if it came to that. [`Streams::closed`] is not called.
    fn over(
        &mut self,
        now: Instant,
        on: Self::Connection,
        body: Option<&BodyOver>,
        news: &mut News<Self::Event>,
    );
}

/// How the body of a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyOver {
    /// Bytes of it that were handed to the system.
    pub sent_bytes: u64,
    /// From the first byte to the end.
    pub took: Duration,
    /// Whether all of it was sent.
    pub end: BodyEnd,
}

/// Why a body is over. All but the first reset the connection, lest the peer takes a part for the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyEnd {
    /// All of it was sent; `changed` when its source was written to meanwhile.
    Whole {
        /// The peer may have got something old and something new.
        changed: bool,
    },
    /// There is no body to be had, and why.
    Missing(String),
    /// It became shorter than it was at the beginning.
    Shrunk,
    /// The peer took no byte for too long.
    Stalled,
    /// The peer has gone, or the system failed us, and why.
    Lost(String),
    /// The server ends.
    Stopped,
}

/// A packet that a sender on a schedule has sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its number among those to its target, from 0.
    pub number: u64,
    /// Which of the client's sockets it leaves from, counted from 0.
    pub socket: usize,
    /// When it left.
    pub at: Instant,
    /// The same on the wall clock, as the packet itself may say it: nanoseconds since 1970-01-01 UTC.
    pub unix_ns: u64,
    /// How much later than its slot.
    pub lateness: Duration,
    /// Slots that passed unused before it, because the sender was late by more than an interval.
    pub missed_slots: u64,
    /// From its slot to the next one.
    pub interval: Duration,
}

/// Writes packets, on the sender's own thread.
pub trait Packets {
    /// Writes the next packet to leave from `socket` into `out`, in place of what was there: `number` and `unix_ns` are
    /// those of [`Sent`].
    fn write(&mut self, socket: usize, number: u64, unix_ns: u64, out: &mut Vec<u8>);

    /// How well the wall clock is kept now; told from time to time.
    fn clock(&mut self, _quality: Quality) {}
}

/// The same packet each time.
impl Packets for Vec<u8> {
    fn write(&mut self, _socket: usize, _number: u64, _unix_ns: u64, out: &mut Vec<u8>) {
        out.clone_from(self);
    }
}

/// A client that sends packets on a schedule and makes sense of what comes back.
pub trait Collector {
    /// What it tells people.
    type Event: Event;
    /// What it has found so far.
    type Summary: Send + 'static;

    /// A packet is leaving; those of a socket in the order of their numbers, and before anything that answers them.
    fn sent(&mut self, sent: &Sent, news: &mut News<Self::Event>);

    /// The packet that left last from this socket did not: the system refused it.
    fn not_sent(&mut self, socket: usize, news: &mut News<Self::Event>);

    /// The system took so long to take the packet that left last from this socket.
    fn taken(&mut self, _socket: usize, _took: Duration) {}

    /// The kernel says when the packet with this index (see [`crate::net::sys::mmsg::Departure`]) really left.
    fn departed(&mut self, _socket: usize, _index: u32, _unix_ns: u64) {}

    /// Something came back to this socket, and was read `now`.
    fn received(
        &mut self,
        now: Moment,
        socket: usize,
        arrival: &Arrival,
        payload: &[u8],
        news: &mut News<Self::Event>,
    );

    /// An ICMP message says that an earlier packet from this socket did not arrive.
    fn refused(&mut self, socket: usize, what: Unreachable, news: &mut News<Self::Event>);

    /// How well the wall clock is kept now; told from time to time.
    fn clock(&mut self, _quality: Quality) {}

    /// When [`Collector::tick`] is due.
    fn deadline(&self) -> Option<Instant>;

    /// Called at or after the deadline.
    fn tick(&mut self, now: Instant, news: &mut News<Self::Event>);

    /// Whether an answer is still awaited at all.
    fn is_waiting(&self) -> bool;

    /// Whether an answer is still awaited at this socket.
    fn is_waiting_at(&self, socket: usize) -> bool;

    /// The figures so far; for people who look again and again, with those since the last look.
    fn summary(&mut self, now: Instant) -> Self::Summary;
}

/// What an ICMP message said could not be reached (RFC 792, RFC 4443 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unreachable {
    /// Nobody listens at the port.
    Port,
    /// The host is not there, or a firewall lets nobody in.
    Host,
    /// There is no way to its network, or a firewall on the way lets nobody in.
    Network,
}

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unreachable::Port => "nobody listens there",
            Unreachable::Host => "the host is not there or a firewall lets nobody in",
            Unreachable::Network => "there is no way to its network or a firewall lets nobody in",
        })
    }
}

/// Whether a traced message came in or went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Received by us.
    In,
    /// Sent by us.
    Out,
}

/// One message as `--trace` shows it.
#[derive(Clone, Debug)]
pub struct Message {
    /// When the driver saw it.
    pub time: Wall,
    /// In or out.
    pub direction: Direction,
    /// UDP or TCP.
    pub transport: Transport,
    /// The other end.
    pub peer: SocketAddr,
    /// Its length in bytes.
    pub length: usize,
    /// Its first [`Message::KEPT`] bytes.
    pub bytes: Vec<u8>,
}

impl Message {
    /// How many bytes of a message a trace keeps.
    pub const KEPT: usize = 512;

    /// The message `bytes`, cut for the trace.
    pub fn new(
        time: Wall,
        direction: Direction,
        transport: Transport,
        peer: SocketAddr,
        bytes: &[u8],
    ) -> Message {
        let kept = bytes.get(..Message::KEPT).unwrap_or(bytes).to_vec();
        Message { time, direction, transport, peer, length: bytes.len(), bytes: kept }
    }
}

/// What went over the network, counted by the driver.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Traffic {
    /// Datagrams received; 0 over TCP.
    pub datagrams_in: u64,
    /// Connections accepted; 0 over UDP.
    pub connections: u64,
    /// Payload bytes received.
    pub in_bytes: u64,
    /// Datagrams sent; 0 over TCP.
    pub datagrams_out: u64,
    /// Payload bytes sent.
    pub out_bytes: u64,
    /// Answers the system refused to send.
    pub send_failures: u64,
}
