//! The server's side: who may have the file, and what became of it.

use std::fmt;
use std::hash::BuildHasher;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Serialize;
use subtle::ConstantTimeEq;

use crate::admit::{Admit, Ignored, Ignoring, Refused, Rules};
use crate::clock::Instant;
use crate::contract::{Answer, BodyEnd, BodyOver, Bulk, Ended, Event, Level, News, Server, Streams};
use crate::pace::OncePerSecond;
use crate::text::duration;
use crate::tools::ftp::wire::{AUTH_ERROR, AUTH_SUCCESS};
use crate::value::CourseKey;

/// What a server is told at its start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What a client must say.
    pub key: CourseKey,
    /// Who may be served.
    pub rules: Rules,
    /// How long a client may take to say the key.
    pub auth_timeout: Duration,
    /// Between the answer and the file.
    pub pause: Duration,
    /// Whether the server ends when one client has the file.
    pub once: bool,
}

/// What the server tells.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "fields are as in the sentence, sizes in bytes")]
pub enum ServerEvent {
    /// Somebody is there.
    Connected { peer: SocketAddr },
    /// The key was right.
    KeyAccepted { peer: SocketAddr },
    /// It was not.
    KeyRefused { peer: SocketAddr, reason: &'static str },
    /// Somebody left before the key was known.
    Left { peer: SocketAddr },
    /// The whole file has been sent.
    Sent { peer: SocketAddr, sent_bytes: u64, duration_ns: u64 },
    /// A part of it has, and the connection was reset.
    NotSent { peer: SocketAddr, sent_bytes: u64, reason: &'static str, why: String },
    /// The file cannot be had, or not whole, and that is the server's trouble.
    NoFile { peer: SocketAddr, sent_bytes: u64, reason: &'static str, why: String, held_back: u64 },
    /// The file was written to while it was sent.
    Changed { peer: SocketAddr },
    /// A connection was not served.
    Ignored(Ignored),
}

impl fmt::Display for ServerEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServerEvent::Connected { peer } => write!(f, "{peer} connected"),
            ServerEvent::KeyAccepted { peer } => write!(f, "{peer} said the right key"),
            ServerEvent::KeyRefused { peer, reason } => write!(f, "{peer} said no right key ({reason})"),
            ServerEvent::Left { peer } => write!(f, "{peer} left without a key"),
            ServerEvent::Sent { peer, sent_bytes, duration_ns } => {
                let took = duration(Duration::from_nanos(*duration_ns));
                write!(f, "{peer} has the file: {sent_bytes} bytes in {took}")
            }
            ServerEvent::NotSent { peer, sent_bytes, reason, why } => {
                write!(f, "{peer} has not the whole file ({reason}: {why}), {sent_bytes} bytes were sent")
            }
            ServerEvent::NoFile { peer, sent_bytes, reason, why, held_back } => {
                write!(f, "cannot send the file to {peer} ({reason}: {why}), after {sent_bytes} bytes")?;
                match held_back {
                    0 => Ok(()),
                    n => write!(f, " (and {n} more since the last such line)"),
                }
            }
            ServerEvent::Changed { peer } => {
                write!(f, "the file was written to while it was sent; {peer} may have old and new of it")
            }
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
            ServerEvent::NoFile { .. } | ServerEvent::Changed { .. } | ServerEvent::Ignored(_) => {
                Level::Warning
            }
            _ => Level::Detail,
        }
    }
}

/// What the server has done.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the names are those of the summary")]
pub struct Counts {
    pub keys_accepted: u64,
    pub keys_refused: u64,
    pub sent: u64,
    pub sending: u64,
    pub not_sent: Refused,
    pub refused: Refused,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { keys_accepted, keys_refused, sent, sending, not_sent, refused } = self;
        writeln!(f, "  keys      {keys_accepted} right, {keys_refused} wrong")?;
        writeln!(
            f,
            "  files     {sent} sent whole, {sending} under way, {} not: {not_sent}",
            not_sent.total()
        )?;
        write!(f, "  refused   {refused}")
    }
}

/// The server's state.
#[derive(Debug)]
pub struct FileServer<S> {
    settings: Settings,
    admit: Admit<S>,
    counts: Counts,
    ignoring: Ignoring,
    trouble_lines: OncePerSecond,
    changed_lines: OncePerSecond,
}

/// One connection.
#[derive(Debug)]
pub struct Connection {
    peer: SocketAddr,
    /// Up to one byte more than a key and a line end: enough to tell that it is longer.
    said: Vec<u8>,
    until: Instant,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The key is not known yet.
    Asked,
    Accepted,
    Refused,
}

impl<S: BuildHasher> FileServer<S> {
    /// A server whose table of sources is keyed by `hasher`; give a random one.
    pub fn new(settings: Settings, hasher: S) -> FileServer<S> {
        FileServer {
            admit: Admit::new(settings.rules.clone(), hasher),
            settings,
            counts: Counts::default(),
            ignoring: Ignoring::default(),
            trouble_lines: OncePerSecond::default(),
            changed_lines: OncePerSecond::default(),
        }
    }

    fn accept(&mut self, on: &mut Connection, out: &mut Answer<ServerEvent>) {
        on.state = State::Accepted;
        self.counts.keys_accepted += 1;
        self.counts.sending += 1;
        out.bytes.extend_from_slice(AUTH_SUCCESS);
        let peer = on.peer;
        out.news.detail(|| ServerEvent::KeyAccepted { peer });
    }

    fn refuse(&mut self, on: &mut Connection, reason: &'static str, out: &mut Answer<ServerEvent>) {
        on.state = State::Refused;
        self.counts.keys_refused += 1;
        out.bytes.extend_from_slice(AUTH_ERROR);
        out.close = true;
        let peer = on.peer;
        out.news.detail(|| ServerEvent::KeyRefused { peer, reason });
    }

    /// In the same time whatever was said, as long as it has the key's length.
    fn is_key(&self, said: &[u8]) -> bool {
        said.ct_eq(self.settings.key.bytes()).into()
    }
}

impl<S: BuildHasher> Server for FileServer<S> {
    type Event = ServerEvent;
    type Summary = Counts;

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn summary(&self, _now: Instant) -> Counts {
        Counts { refused: self.ignoring.refused().clone(), ..self.counts.clone() }
    }
}

impl<S: BuildHasher> Streams for FileServer<S> {
    type Connection = Connection;

    fn open(&mut self, now: Instant, peer: SocketAddr, out: &mut Answer<ServerEvent>) -> Option<Connection> {
        if let Err(refusal) = self.admit.source(now, peer.ip()) {
            self.ignoring.tell(now, peer, refusal.name(), refusal.why(), &mut out.news);
            return None;
        }
        out.news.detail(|| ServerEvent::Connected { peer });
        let until = now + self.settings.auth_timeout;
        Some(Connection { peer, said: Vec::new(), until, state: State::Asked })
    }

    fn full(&mut self, now: Instant, peer: SocketAddr, out: &mut Answer<ServerEvent>) {
        let why = "as many connections as --max-clients allows are open";
        self.ignoring.tell(now, peer, "max-clients", why, &mut out.news);
    }

    /// The key counts as said when as many bytes have come as it has, or a line; a line end after it is no part of
    /// it. What is longer in one read is no key, even when it begins as one.
    fn read(&mut self, _now: Instant, on: &mut Connection, bytes: &[u8], out: &mut Answer<ServerEvent>) {
        let length = self.settings.key.bytes().len();
        let room = (length + b"\r\n".len() + 1).saturating_sub(on.said.len());
        on.said.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        let line = on.said.iter().position(|&byte| byte == b'\n').and_then(|end| on.said.get(..end));
        if line.is_none() && on.said.len() < length {
            return;
        }
        let said = line.unwrap_or(&on.said);
        let said = said.strip_suffix(b"\r").unwrap_or(said);
        if self.is_key(said) { self.accept(on, out) } else { self.refuse(on, "wrong-key", out) }
    }

    fn end(&mut self, _now: Instant, on: &mut Connection, out: &mut Answer<ServerEvent>) {
        if on.said.is_empty() {
            out.close = true;
        } else {
            self.refuse(on, "wrong-key", out);
        }
    }

    fn tick(&mut self, _now: Instant, _news: &mut News<ServerEvent>) {}

    fn connection_deadline(&self, on: &Connection) -> Option<Instant> {
        (on.state == State::Asked).then_some(on.until)
    }

    fn timeout(&mut self, _now: Instant, on: &mut Connection, out: &mut Answer<ServerEvent>) {
        self.refuse(on, "auth-timeout", out);
    }
}

impl<S: BuildHasher> Bulk for FileServer<S> {
    fn body_follows(&self, on: &Connection) -> Option<Duration> {
        (on.state == State::Accepted).then_some(self.settings.pause)
    }

    fn over(&mut self, now: Instant, on: Connection, body: Option<&BodyOver>, news: &mut News<ServerEvent>) {
        let peer = on.peer;
        if on.state == State::Accepted {
            self.counts.sending -= 1;
        }
        let Some(BodyOver { sent_bytes, took, end }) = body else {
            if on.state == State::Asked {
                self.ignoring.refused_mut().count("left-without-a-key");
                news.detail(|| ServerEvent::Left { peer });
            }
            return;
        };
        let sent_bytes = *sent_bytes;
        let (reason, why, is_ours) = match end {
            BodyEnd::Whole { changed } => {
                self.counts.sent += 1;
                let duration_ns = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
                news.detail(|| ServerEvent::Sent { peer, sent_bytes, duration_ns });
                if *changed && self.changed_lines.pass(now).is_some() {
                    news.warn(ServerEvent::Changed { peer });
                }
                if self.settings.once {
                    news.stop(Ended::Served);
                }
                return;
            }
            BodyEnd::Missing(why) => ("no-file", why.clone(), true),
            BodyEnd::Shrunk => ("shrunk", "it became shorter while it was sent".to_owned(), true),
            BodyEnd::Stalled => ("stalled", "no byte was taken for the stall time-out".to_owned(), false),
            BodyEnd::Lost(why) => ("gone", why.clone(), false),
            BodyEnd::Stopped => ("stopped", "the server ended".to_owned(), false),
        };
        self.counts.not_sent.count(reason);
        if !is_ours {
            news.detail(|| ServerEvent::NotSent { peer, sent_bytes, reason, why });
        } else if let Some(held_back) = self.trouble_lines.pass(now) {
            news.warn(ServerEvent::NoFile { peer, sent_bytes, reason, why, held_back });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admit::CoursePeers;
    use proptest::prelude::*;
    use std::hash::RandomState;

    const START: Instant = Instant::from_nanos(1_000_000_000);
    const SECOND: Duration = Duration::from_secs(1);

    fn server() -> FileServer<RandomState> {
        let rules = Rules { course_peers: CoursePeers::Any, ..Rules::for_tests(1000, 0) };
        let key = "SECRET_KEY".parse().unwrap();
        let settings = Settings { key, rules, auth_timeout: 10 * SECOND, pause: SECOND, once: true };
        FileServer::new(settings, RandomState::new())
    }

    fn peer() -> SocketAddr {
        "127.0.0.1:50000".parse().unwrap()
    }

    /// What a client that says this in these pieces is answered, if anything; and whether the file follows.
    fn said(pieces: &[&[u8]]) -> (String, bool) {
        let (mut server, mut out) = (server(), Answer::new(true));
        let mut on = server.open(START, peer(), &mut out).unwrap();
        for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
            server.read(START, &mut on, piece, &mut out);
            if out.close || server.body_follows(&on).is_some() {
                break;
            }
        }
        let follows = server.body_follows(&on).is_some();
        assert_eq!(out.close, out.bytes == AUTH_ERROR);
        (String::from_utf8(out.bytes).unwrap(), follows)
    }

    #[test]
    fn the_key_opens_and_nothing_else_does() {
        let granted = ("AUTH_SUCCESS".to_owned(), true);
        let refused = ("AUTH_ERROR".to_owned(), false);
        let undecided = (String::new(), false);
        for (text, answer) in [
            ("SECRET_KEY", &granted),
            ("SECRET_KEY\n", &granted),
            ("SECRET_KEY\r\n", &granted),
            ("SECRET_KEY\nand more", &granted),
            ("SECRET_KEZ", &refused),
            ("secret_key", &refused),
            ("SECRET_KEYS", &refused),
            ("SECRET_KEY ", &refused),
            ("SECRET_KEY\r\r\n", &refused),
            ("SECRET_KE\n", &refused),
            ("\n", &refused),
            ("SECRET_KE", &undecided),
            ("x", &undecided),
        ] {
            assert_eq!(&said(&[text.as_bytes()]), answer, "{text:?}");
        }
        assert_eq!(said(&[&[b'x'; 1024]]), refused);
    }

    #[test]
    fn a_key_that_does_not_come_in_time_is_refused() {
        let (mut server, mut out) = (server(), Answer::new(true));
        let mut on = server.open(START, peer(), &mut out).unwrap();
        server.read(START, &mut on, b"SECRET_KE", &mut out);
        assert_eq!(server.connection_deadline(&on), Some(START + 10 * SECOND));
        server.timeout(START + 10 * SECOND, &mut on, &mut out);
        assert_eq!((out.bytes.as_slice(), out.close), (AUTH_ERROR, true));
        assert_eq!(server.connection_deadline(&on), None);
        assert_eq!(server.summary(START).keys_refused, 1);
    }

    #[test]
    fn a_part_of_the_key_is_refused_at_the_end_and_silence_is_not_answered() {
        for (text, answer) in [(&b"SECRET"[..], AUTH_ERROR), (b"", b"")] {
            let (mut server, mut out) = (server(), Answer::new(true));
            let mut on = server.open(START, peer(), &mut out).unwrap();
            server.read(START, &mut on, text, &mut out);
            server.end(START, &mut on, &mut out);
            assert_eq!((out.bytes.as_slice(), out.close), (answer, true));
        }
    }

    /// What is told and counted when a body ends like this.
    fn ended(end: BodyEnd) -> (Vec<String>, Counts, Option<Ended>) {
        let (mut server, mut out) = (server(), Answer::new(true));
        let mut on = server.open(START, peer(), &mut out).unwrap();
        server.read(START, &mut on, b"SECRET_KEY", &mut out);
        assert_eq!(server.summary(START).sending, 1);
        let _ = out.news.take();
        let over = BodyOver { sent_bytes: 5, took: SECOND, end };
        server.over(START, on, Some(&over), &mut out.news);
        let told = out.news.take().map(|event| event.to_string()).collect();
        (told, server.summary(START), out.news.stopped())
    }

    #[test]
    fn what_became_of_the_file_is_told_and_counted() {
        let (told, counts, stopped) = ended(BodyEnd::Whole { changed: false });
        assert_eq!(told, ["127.0.0.1:50000 has the file: 5 bytes in 1.000 s"]);
        assert_eq!((counts.sent, counts.sending, counts.not_sent.total()), (1, 0, 0));
        assert_eq!(stopped, Some(Ended::Served), "once is once");
        let (told, counts, _) = ended(BodyEnd::Whole { changed: true });
        assert!(told[1].contains("was written to while it was sent"), "{told:?}");
        assert_eq!(counts.sent, 1);
        for (end, words) in [
            (BodyEnd::Missing("no such file".into()), "no-file: no such file"),
            (BodyEnd::Shrunk, "became shorter"),
            (BodyEnd::Stalled, "no byte was taken"),
            (BodyEnd::Lost("broken pipe".into()), "gone: broken pipe"),
            (BodyEnd::Stopped, "the server ended"),
        ] {
            let (told, counts, stopped) = ended(end);
            assert!(told.len() == 1 && told[0].contains(words), "{told:?}");
            assert_eq!((counts.sent, counts.sending, counts.not_sent.total()), (0, 0, 1));
            assert_eq!(stopped, None, "once is once whole");
        }
    }

    fn pieces<'a>(stream: &'a [u8], cuts: &[usize]) -> Vec<&'a [u8]> {
        let mut ends: Vec<usize> = cuts.iter().map(|cut| cut % (stream.len() + 1)).collect();
        ends.extend([0, stream.len()]);
        ends.sort_unstable();
        ends.windows(2).map(|ends| &stream[ends[0]..ends[1]]).collect()
    }

    proptest! {
        #[test]
        fn the_key_opens_in_any_pieces(
            after in prop_oneof![Just(""), Just("\n"), Just("\r\n"), Just("\nSECRET_KEY")],
            cuts in prop::collection::vec(any::<usize>(), 0..20),
        ) {
            let stream = format!("SECRET_KEY{after}");
            prop_assert_eq!(said(&pieces(stream.as_bytes(), &cuts)), ("AUTH_SUCCESS".to_owned(), true));
        }

        #[test]
        fn what_does_not_begin_with_the_key_never_opens(
            stream in prop_oneof!["[SECRT_KY\n\r]{0,14}", ".*"],
            cuts in prop::collection::vec(any::<usize>(), 0..20),
        ) {
            prop_assume!(!stream.starts_with("SECRET_KEY"));
            let whole = said(&[stream.as_bytes()]);
            prop_assert!(!whole.1);
            prop_assert_eq!(said(&pieces(stream.as_bytes(), &cuts)), whole);
        }
    }
}
