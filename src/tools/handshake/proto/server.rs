//! The server: answers requests over UDP and over TCP from one table of leases.

use std::fmt::{self, Write as _};
use std::hash::BuildHasher;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Serialize;

use super::leases::{Denied, Leases, Limits};
use crate::admit::{Admit, Ignored, Ignoring, Refused, Rules};
use crate::clock::Instant;
use crate::contract::{Answer, Datagrams, Ended, Event, Level, News, Outbox, Received, Server, Streams};
use crate::pace::OncePerSecond;
use crate::tools::handshake::wire::{self, MAX_REQUEST, Malformed, Reply};

/// How long a TCP peer must be quiet for a request without a newline to be complete. A program that sends its
/// request in pieces has them on the way within this time; one that sends it whole waits for it once.
const QUIET: Duration = Duration::from_millis(20);

/// What the server is told to be.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The bounds of the lease table.
    pub limits: Limits,
    /// The server ends after this time without a request.
    pub idle_timeout: Option<Duration>,
    /// How long a TCP peer may take to say its request.
    pub request_timeout: Duration,
    /// Who may.
    pub rules: Rules,
}

/// What the server tells people.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields' names say it, and Display has the sentences")]
pub enum ServerEvent {
    /// A request was answered.
    Answered { peer: SocketAddr, request: String, reply: String },
    /// What came was no request, or its sender was refused.
    Ignored(Ignored),
    /// A free ID was refused because a bound was reached.
    Bounded { peer: SocketAddr, reason: &'static str, held_back: u64 },
}

impl fmt::Display for ServerEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServerEvent::Answered { peer, request, reply } => write!(f, "{peer} {request} -> {reply}"),
            ServerEvent::Ignored(ignored) => ignored.fmt(f),
            ServerEvent::Bounded { peer, reason, held_back } => {
                write!(f, "refused a free id to {peer}: {reason} is reached")?;
                match held_back {
                    0 => Ok(()),
                    n => write!(f, " (and {n} more since the last such line)"),
                }
            }
        }
    }
}

impl From<Ignored> for ServerEvent {
    fn from(ignored: Ignored) -> ServerEvent {
        ServerEvent::Ignored(ignored)
    }
}

impl Event for ServerEvent {
    fn level(&self) -> Level {
        match self {
            ServerEvent::Answered { .. } => Level::Detail,
            ServerEvent::Ignored(_) | ServerEvent::Bounded { .. } => Level::Warning,
        }
    }
}

/// The server's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Requests that were understood.
    pub requests: u64,
    /// Requests answered with OK.
    pub granted: u64,
    /// Requests answered with RESET.
    pub reset: u64,
    /// Leases that have not ended.
    pub leases: usize,
    /// What was not answered, by reason; and of the RESETs those because of a bound.
    pub refused: Refused,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { requests, granted, reset, leases, refused } = self;
        writeln!(f, "  requests  {requests} ({granted} granted, {reset} reset), {leases} ids leased now")?;
        write!(f, "  refused   {refused}")
    }
}

/// The server's state.
#[derive(Debug)]
pub struct LeaseServer<S> {
    settings: Settings,
    admit: Admit<S>,
    leases: Leases<S>,
    counts: Counts,
    last_request: Instant,
    ignoring: Ignoring,
    bounded_lines: OncePerSecond,
    reply: String,
}

/// One TCP connection: what it has said so far.
#[derive(Debug)]
pub struct Connection {
    peer: SocketAddr,
    said: Vec<u8>,
    /// When the request must be there.
    until: Instant,
    /// When the request counts as complete, because it can be read and its sender has been quiet since.
    complete_at: Option<Instant>,
}

impl<S: BuildHasher + Clone> LeaseServer<S> {
    /// A server that starts at `now`. `hasher` keys its tables; give a random one.
    pub fn new(now: Instant, settings: Settings, hasher: S) -> LeaseServer<S> {
        LeaseServer {
            admit: Admit::new(settings.rules.clone(), hasher.clone()),
            leases: Leases::new(settings.limits, hasher),
            settings,
            counts: Counts::default(),
            last_request: now,
            ignoring: Ignoring::default(),
            bounded_lines: OncePerSecond::default(),
            reply: String::new(),
        }
    }

    /// Answers one request; the answer is left in `self.reply`.
    fn answer(&mut self, now: Instant, peer: SocketAddr, id: &str, news: &mut News<ServerEvent>) {
        self.last_request = now;
        self.counts.requests += 1;
        let outcome = self.leases.lease(now, id, peer.ip());
        let reply = match outcome {
            Ok(()) => Reply::Ok { id, client: peer },
            Err(_) => Reply::Reset { id },
        };
        self.reply.clear();
        // Writing to a String cannot fail.
        let _ = write!(self.reply, "{reply}");
        match outcome {
            Ok(()) => self.counts.granted += 1,
            Err(why) => {
                self.counts.reset += 1;
                self.bounded(now, peer, why, news);
            }
        }
        news.detail(|| ServerEvent::Answered { peer, request: wire::request(id), reply: self.reply.clone() });
    }

    fn bounded(&mut self, now: Instant, peer: SocketAddr, why: Denied, news: &mut News<ServerEvent>) {
        let reason = match why {
            Denied::Leased => return,
            Denied::Full => "max-ids",
            Denied::SourceFull => "max-ids-per-source",
        };
        self.ignoring.refused_mut().count(reason);
        if let Some(held_back) = self.bounded_lines.pass(now) {
            news.warn(ServerEvent::Bounded { peer, reason, held_back });
        }
    }

    /// Ends the server when nobody has asked for long enough.
    fn end_when_idle(&self, now: Instant, news: &mut News<ServerEvent>) {
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            news.stop(Ended::Idle);
        }
    }

    /// Takes what a connection has said for its request, and ends it.
    fn complete(&mut self, now: Instant, on: &mut Connection, out: &mut Answer<ServerEvent>) {
        match wire::parse_request(&on.said) {
            Ok(id) => {
                self.answer(now, on.peer, id, &mut out.news);
                out.bytes.extend_from_slice(self.reply.as_bytes());
            }
            Err(why) => self.ignoring.tell(now, on.peer, "malformed", why.why(), &mut out.news),
        }
        out.close = true;
    }
}

impl<S: BuildHasher + Clone> Server for LeaseServer<S> {
    type Event = ServerEvent;
    type Summary = Counts;

    fn deadline(&self) -> Option<Instant> {
        self.settings.idle_timeout.map(|idle| self.last_request + idle)
    }

    fn summary(&self, _now: Instant) -> Counts {
        Counts { leases: self.leases.len(), refused: self.ignoring.refused().clone(), ..self.counts }
    }
}

impl<S: BuildHasher + Clone> Datagrams for LeaseServer<S> {
    fn datagram(&mut self, now: Instant, request: &Received, payload: &[u8], out: &mut Outbox<ServerEvent>) {
        if let Err(refusal) = self.admit.datagram(now, request) {
            return self.ignoring.tell(now, request.from, refusal.name(), refusal.why(), &mut out.news);
        }
        match wire::parse_request(payload) {
            Ok(id) => {
                self.answer(now, request.from, id, &mut out.news);
                out.reply(request, self.reply.as_bytes());
            }
            Err(why) => self.ignoring.tell(now, request.from, "malformed", why.why(), &mut out.news),
        }
    }

    fn tick(&mut self, now: Instant, out: &mut Outbox<ServerEvent>) {
        self.end_when_idle(now, &mut out.news);
    }
}

impl<S: BuildHasher + Clone> Streams for LeaseServer<S> {
    type Connection = Connection;

    fn open(&mut self, now: Instant, peer: SocketAddr, out: &mut Answer<ServerEvent>) -> Option<Connection> {
        if let Err(refusal) = self.admit.source(now, peer.ip()) {
            self.ignoring.tell(now, peer, refusal.name(), refusal.why(), &mut out.news);
            return None;
        }
        let until = now + self.settings.request_timeout;
        Some(Connection { peer, said: Vec::new(), until, complete_at: None })
    }

    fn full(&mut self, now: Instant, peer: SocketAddr, out: &mut Answer<ServerEvent>) {
        self.ignoring.tell(
            now,
            peer,
            "max-clients",
            "as many connections as --max-clients allows are open",
            &mut out.news,
        );
    }

    fn read(&mut self, now: Instant, on: &mut Connection, bytes: &[u8], out: &mut Answer<ServerEvent>) {
        let line = bytes.iter().position(|&b| b == b'\n').map(|end| &bytes[..end]);
        on.said.extend_from_slice(line.unwrap_or(bytes));
        if line.is_some() || on.said.len() > MAX_REQUEST {
            on.said.truncate(MAX_REQUEST);
            return self.complete(now, on, out);
        }
        match wire::parse_request(&on.said) {
            Ok(_) => on.complete_at = Some(now + QUIET),
            Err(Malformed::Incomplete) => {}
            Err(_) => self.complete(now, on, out),
        }
    }

    fn end(&mut self, now: Instant, on: &mut Connection, out: &mut Answer<ServerEvent>) {
        if on.said.is_empty() {
            self.ignoring.refused_mut().count("said-nothing");
            out.close = true;
            return;
        }
        self.complete(now, on, out);
    }

    fn tick(&mut self, now: Instant, news: &mut News<ServerEvent>) {
        self.end_when_idle(now, news);
    }

    fn connection_deadline(&self, on: &Connection) -> Option<Instant> {
        Some(on.complete_at.unwrap_or(on.until).min(on.until))
    }

    fn timeout(&mut self, now: Instant, on: &mut Connection, out: &mut Answer<ServerEvent>) {
        if on.complete_at.is_some() {
            return self.complete(now, on, out);
        }
        self.ignoring.tell(
            now,
            on.peer,
            "request-timeout",
            "it did not say its request in time",
            &mut out.news,
        );
        out.close = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::hash::RandomState;

    fn at(ms: u64) -> Instant {
        Instant::from_nanos(ms * 1_000_000)
    }

    fn server() -> LeaseServer<RandomState> {
        let settings = Settings {
            limits: Limits { id_ttl: Duration::from_secs(30), max_ids: 3, max_ids_per_source: 3 },
            idle_timeout: Some(Duration::from_secs(120)),
            request_timeout: Duration::from_secs(10),
            rules: Rules::for_tests(50, 9000),
        };
        LeaseServer::new(at(0), settings, RandomState::new())
    }

    fn peer() -> SocketAddr {
        "127.0.0.1:40000".parse().unwrap()
    }

    fn ask(server: &mut LeaseServer<RandomState>, ms: u64, payload: &[u8]) -> Vec<String> {
        let mut out = Outbox::new(true);
        server.datagram(
            at(ms),
            &Received { from: peer(), to: None, unicast: true, arrival: Default::default() },
            payload,
            &mut out,
        );
        out.transmits().iter().map(|t| String::from_utf8_lossy(out.payload(t)).into_owned()).collect()
    }

    /// Sends `pieces`, each at its millisecond, and gives what the server wrote and whether it closed.
    fn converse(pieces: &[(u64, &[u8])], end: Option<u64>) -> (String, bool, LeaseServer<RandomState>) {
        let (mut server, mut out) = (server(), Answer::new(false));
        let mut on = server.open(at(0), peer(), &mut out).unwrap();
        let due = |server: &LeaseServer<RandomState>, on: &Connection, ms| {
            server.connection_deadline(on).is_some_and(|deadline| deadline <= at(ms))
        };
        for &(ms, piece) in pieces {
            if !out.close && due(&server, &on, ms) {
                let now = server.connection_deadline(&on).unwrap();
                server.timeout(now, &mut on, &mut out);
            }
            if !out.close {
                server.read(at(ms), &mut on, piece, &mut out);
            }
        }
        match end {
            Some(ms) if !out.close => server.end(at(ms), &mut on, &mut out),
            _ if !out.close => {
                let now = server.connection_deadline(&on).unwrap();
                server.timeout(now, &mut on, &mut out);
            }
            _ => {}
        }
        (String::from_utf8(out.bytes).unwrap(), out.close, server)
    }

    #[test]
    fn ok_then_reset_then_ok_again_after_the_lease() {
        let mut server = server();
        assert_eq!(ask(&mut server, 0, b"HELLO 1234"), ["OK 1234 127.0.0.1 40000"]);
        assert_eq!(ask(&mut server, 29_999, b"HELLO 1234"), ["RESET 1234"]);
        assert_eq!(ask(&mut server, 30_000, b"HELLO 1234"), ["OK 1234 127.0.0.1 40000"]);
        let counts = server.summary(at(30_000));
        assert_eq!((counts.requests, counts.granted, counts.reset, counts.leases), (3, 2, 1, 1));
    }

    #[test]
    fn a_full_table_resets_a_free_id_and_says_why_once_a_second() {
        let mut server = server();
        for id in ["a", "b", "c"] {
            ask(&mut server, 0, format!("HELLO {id}").as_bytes());
        }
        let mut warnings = Vec::new();
        for ms in [0, 1, 2, 1000] {
            let mut out = Outbox::new(false);
            let request = Received { from: peer(), to: None, unicast: true, arrival: Default::default() };
            server.datagram(at(ms), &request, b"HELLO d", &mut out);
            assert_eq!(out.payload(&out.transmits()[0]), b"RESET d");
            warnings.extend(out.news.take().map(|event| event.to_string()));
        }
        assert_eq!(
            warnings,
            [
                "refused a free id to 127.0.0.1:40000: max-ids is reached",
                "refused a free id to 127.0.0.1:40000: max-ids is reached (and 2 more since the last such line)",
            ]
        );
    }

    #[test]
    fn what_is_no_request_gets_no_answer_and_does_not_keep_the_server_awake() {
        let mut server = server();
        for payload in [&b""[..], b"\xff", b"HELLO", b"HELLO a\0", &[b'x'; 65_507]] {
            assert_eq!(ask(&mut server, 60_000, payload), [""; 0]);
        }
        assert_eq!(server.summary(at(0)).refused.to_string(), "malformed 5");
        assert_eq!(server.deadline(), Some(at(120_000)));
        let mut out = Outbox::new(false);
        Datagrams::tick(&mut server, at(119_999), &mut out);
        assert_eq!(out.news.stopped(), None);
        Datagrams::tick(&mut server, at(120_000), &mut out);
        assert_eq!(out.news.stopped(), Some(Ended::Idle));
    }

    #[test]
    fn a_request_over_tcp_may_come_whole_in_pieces_or_as_a_line() {
        for (pieces, end) in [
            (&[(0, &b"HELLO 1234"[..])][..], None),
            (&[(0, b"HELLO 1234")], Some(1)),
            (&[(0, b"HELLO 1234\nHELLO 5")], None),
            (&[(0, b"HEL"), (500, b"LO "), (1000, b"12"), (1019, b"34")], None),
            (&[(0, b"HELLO 1234"), (10, b"\r\n")], None),
        ] {
            let (said, closed, _) = converse(pieces, end);
            assert_eq!((said.as_str(), closed), ("OK 1234 127.0.0.1 40000", true), "{pieces:?}");
        }
    }

    #[test]
    fn other_input_over_tcp_closes_the_connection_without_an_answer() {
        let long = [&b"HELLO 1 "[..], &[b'x'; MAX_REQUEST]].concat();
        let too_long = [&b"HELLO "[..], &[b'x'; MAX_REQUEST]].concat();
        for (pieces, end, refused) in [
            (&[(0, &b"GET / HTTP/1.1\r\n"[..])][..], None, "malformed 1"),
            (&[(0, b"HELX")], None, "malformed 1"),
            (&[(0, b"HEL")], Some(5), "malformed 1"),
            (&[(0, b"HEL")], None, "request-timeout 1"),
            (&[], None, "request-timeout 1"),
            (&[], Some(0), "said-nothing 1"),
            (&[(0, &too_long)], None, "malformed 1"),
        ] {
            let (said, closed, server) = converse(pieces, end);
            assert_eq!((said.as_str(), closed), ("", true), "{pieces:?}");
            assert_eq!(server.summary(at(0)).refused.to_string(), refused);
        }
        assert_eq!(
            converse(&[(0, &long)], None).0,
            "OK 1 127.0.0.1 40000",
            "words after the id do not count"
        );
    }

    #[test]
    fn one_who_trickles_is_dropped_when_the_time_is_up() {
        let pieces: Vec<(u64, &[u8])> = (0..12).map(|second| (second * 1000, &b" "[..])).collect();
        let (said, closed, server) = converse(&pieces, None);
        assert_eq!((said.as_str(), closed), ("", true));
        assert_eq!(server.summary(at(0)).refused.to_string(), "request-timeout 1");
    }

    #[test]
    fn events_escape_nothing_because_ids_are_printable() {
        let mut server = server();
        let mut out = Outbox::new(true);
        server.datagram(
            at(0),
            &Received { from: peer(), to: None, unicast: true, arrival: Default::default() },
            b"HELLO 7",
            &mut out,
        );
        let told: Vec<_> = out.news.take().map(|event| event.to_string()).collect();
        assert_eq!(told, ["127.0.0.1:40000 HELLO 7 -> OK 7 127.0.0.1 40000"]);
    }

    proptest! {
        #[test]
        fn any_datagram_gets_one_answer_at_most_and_only_its_sender(payload in prop::collection::vec(any::<u8>(), 0..100)) {
            let (mut server, mut out) = (server(), Outbox::new(false));
            server.datagram(at(0), &Received { from: peer(), to: None, unicast: true, arrival: Default::default() }, &payload, &mut out);
            prop_assert!(out.transmits().len() <= 1);
            prop_assert!(out.transmits().iter().all(|t| t.to == peer()));
        }

        #[test]
        fn any_split_of_a_request_is_the_same_request(cuts in prop::collection::vec(1usize..9, 0..4)) {
            let mut rest = &b"HELLO 1234"[..];
            let mut pieces = Vec::new();
            for (i, cut) in cuts.into_iter().enumerate() {
                let (piece, after) = rest.split_at(cut.min(rest.len()));
                if !piece.is_empty() {
                    pieces.push((i as u64 * 10, piece));
                }
                rest = after;
            }
            if !rest.is_empty() {
                pieces.push((pieces.len() as u64 * 10, rest));
            }
            prop_assert_eq!(converse(&pieces, None).0, "OK 1234 127.0.0.1 40000");
        }
    }
}
