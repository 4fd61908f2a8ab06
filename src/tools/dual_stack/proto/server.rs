//! The server: acknowledges each text of each client until it says `exit`.

use std::fmt;
use std::hash::BuildHasher;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Serialize;

use crate::admit::{Admit, Ignored, Ignoring, Refused, Rules};
use crate::clock::Instant;
use crate::contract::{Answer, Event, Gone, Level, Message, News, Server, Streams};
use crate::framing::Framing;
use crate::text::Escaped;
use crate::tools::dual_stack::wire::{ACKNOWLEDGEMENT, EXIT};

/// What it tells people.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields' names say it, and Display has the sentences")]
pub enum ServerEvent {
    /// Somebody connected.
    Connected { peer: SocketAddr },
    /// A text was taken.
    Received { peer: SocketAddr, text: String },
    /// It is gone.
    Disconnected { peer: SocketAddr },
    /// Somebody was not served.
    Ignored(Ignored),
}

impl fmt::Display for ServerEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServerEvent::Connected { peer } => write!(f, "Connected to {peer}"),
            ServerEvent::Received { peer, text } => write!(f, "{peer} says: {text}"),
            ServerEvent::Disconnected { peer } => write!(f, "Connection with {peer} closed"),
            ServerEvent::Ignored(ignored) => ignored.fmt(f),
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
            ServerEvent::Ignored(_) => Level::Warning,
            _ => Level::Detail,
        }
    }
}

/// Its figures.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Counts {
    /// Connections over IPv4.
    pub ipv4: u64,
    /// Connections over IPv6.
    pub ipv6: u64,
    /// Of both, the ones that are open.
    pub open: u64,
    /// Texts acknowledged.
    pub acknowledged: u64,
    /// Connections that were reset, by the peer or because it took nothing.
    pub broken: u64,
    /// Connections that were quiet for the idle time-out.
    pub idle: u64,
    /// Who was not served, by reason.
    pub refused: Refused,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { ipv4, ipv6, open, acknowledged, broken, idle, refused } = self;
        writeln!(
            f,
            "  clients   {ipv4} over IPv4, {ipv6} over IPv6, {open} open now, {broken} broken, {idle} idle"
        )?;
        writeln!(f, "  messages  {acknowledged} acknowledged")?;
        write!(f, "  refused   {refused}")
    }
}

/// Its state.
#[derive(Debug)]
pub struct Acknowledger<S> {
    admit: Admit<S>,
    idle_timeout: Option<Duration>,
    counts: Counts,
    ignoring: Ignoring,
}

/// One connection.
#[derive(Debug)]
pub struct Connection {
    peer: SocketAddr,
    until: Option<Instant>,
    framing: Framing,
}

impl<S: BuildHasher> Acknowledger<S> {
    /// A server. `hasher` keys its table of sources; give a random one.
    pub fn new(rules: Rules, idle_timeout: Option<Duration>, hasher: S) -> Acknowledger<S> {
        let (counts, ignoring) = (Counts::default(), Ignoring::default());
        Acknowledger { admit: Admit::new(rules, hasher), idle_timeout, counts, ignoring }
    }

    fn acknowledge(&mut self, peer: SocketAddr, text: &[u8], ending: &[u8], out: &mut Answer<ServerEvent>) {
        self.counts.acknowledged += 1;
        let shown = text.get(..Message::KEPT).unwrap_or(text);
        out.news.detail(|| ServerEvent::Received { peer, text: Escaped(shown).to_string() });
        out.bytes.extend_from_slice(ACKNOWLEDGEMENT);
        out.bytes.extend_from_slice(ending);
    }
}

impl<S: BuildHasher> Server for Acknowledger<S> {
    type Event = ServerEvent;
    type Summary = Counts;

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn summary(&self, _now: Instant) -> Counts {
        Counts { refused: self.ignoring.refused().clone(), ..self.counts }
    }
}

impl<S: BuildHasher> Streams for Acknowledger<S> {
    type Connection = Connection;

    fn open(&mut self, now: Instant, peer: SocketAddr, out: &mut Answer<ServerEvent>) -> Option<Connection> {
        if let Err(refusal) = self.admit.source(now, peer.ip()) {
            self.ignoring.tell(now, peer, refusal.name(), refusal.why(), &mut out.news);
            return None;
        }
        let family = if peer.is_ipv4() { &mut self.counts.ipv4 } else { &mut self.counts.ipv6 };
        *family += 1;
        self.counts.open += 1;
        out.news.detail(|| ServerEvent::Connected { peer });
        Some(Connection {
            peer,
            until: self.idle_timeout.map(|idle| now + idle),
            framing: Framing::default(),
        })
    }

    fn full(&mut self, now: Instant, peer: SocketAddr, out: &mut Answer<ServerEvent>) {
        let why = "as many clients as --max-clients allows are connected";
        self.ignoring.tell(now, peer, "max-clients", why, &mut out.news);
    }

    fn read(&mut self, now: Instant, on: &mut Connection, bytes: &[u8], out: &mut Answer<ServerEvent>) {
        on.until = self.idle_timeout.map(|idle| now + idle);
        let mut rest = bytes;
        // The answer to a read is no more than sixteen times as long: a line is a byte at least.
        while let Some(piece) = on.framing.next(&mut rest) {
            if piece.is_whole() && piece.text == EXIT {
                out.close = true;
                return;
            }
            if piece.is_last {
                self.acknowledge(on.peer, piece.text, piece.ending, out);
            }
        }
    }

    fn end(&mut self, _now: Instant, on: &mut Connection, out: &mut Answer<ServerEvent>) {
        let peer = on.peer;
        if let Some(piece) = on.framing.end()
            && piece.text != EXIT
        {
            self.acknowledge(peer, piece.text, b"", out);
        }
        out.close = true;
    }

    fn closed(&mut self, _now: Instant, on: Connection, how: Gone, news: &mut News<ServerEvent>) {
        self.counts.open -= 1;
        if how != Gone::Closed {
            self.counts.broken += 1;
        }
        news.detail(|| ServerEvent::Disconnected { peer: on.peer });
    }

    fn tick(&mut self, _now: Instant, _news: &mut News<ServerEvent>) {}

    fn connection_deadline(&self, on: &Connection) -> Option<Instant> {
        on.until
    }

    fn timeout(&mut self, _now: Instant, _on: &mut Connection, out: &mut Answer<ServerEvent>) {
        self.counts.idle += 1;
        out.close = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::RandomState;

    /// What is answered to these reads, and whether the connection is closed.
    fn converse(reads: &[&[u8]], ends: bool) -> (String, bool) {
        let mut core = Acknowledger::new(Rules::for_tests(50, 9000), None, RandomState::new());
        let (now, mut out) = (Instant::default(), Answer::new(false));
        let mut on = core.open(now, "[::1]:4000".parse().unwrap(), &mut out).unwrap();
        for read in reads {
            assert!(!out.close);
            core.read(now, &mut on, read, &mut out);
        }
        if ends {
            core.end(now, &mut on, &mut out);
        }
        core.closed(now, on, Gone::Closed, &mut News::new(false));
        let counts = core.summary(now);
        assert_eq!((counts.ipv4, counts.ipv6, counts.open), (0, 1, 0));
        (String::from_utf8(out.bytes).unwrap(), out.close)
    }

    #[test]
    fn each_text_is_acknowledged_and_exit_is_the_last() {
        for (reads, ends, answer, closes) in [
            (
                &[&b"Hii Server"[..], b"Hii Server", b"exit"][..],
                false,
                "AcknowledgementAcknowledgement",
                true,
            ),
            (&[b"Hii Serverexit"], false, "Acknowledgement", false),
            (&[b"x", b"exit\n"], false, "AcknowledgementAcknowledgement", false),
            (&[b"exit\n"], false, "", true),
            (&[b"EXIT"], false, "Acknowledgement", false),
            (&[b"a\r\nb\nexit\nc\n"], false, "Acknowledgement\r\nAcknowledgement\n", true),
            (&[b"a\n", b"b"], true, "Acknowledgement\nAcknowledgement", true),
            (&[b"a\n", b"exit"], true, "Acknowledgement\n", true),
            (&[], true, "", true),
        ] {
            assert_eq!(converse(reads, ends), (answer.to_owned(), closes), "{reads:?}");
        }
    }

    #[test]
    fn a_line_of_any_length_is_one_text() {
        let long = vec![b'x'; 10_000];
        assert_eq!(converse(&[b"\n", &long, &long, b"\n"], false).0, "Acknowledgement\nAcknowledgement\n");
    }
}
