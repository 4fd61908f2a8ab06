//! The server over TCP: bytes that go back, messages that go back, or named sessions.
//!
//! What is not taken by a peer is never gathered: each call answers one portion at most, and what is left of a read
//! waits in its connection, which is read again when the portion has gone.

use std::fmt;
use std::hash::BuildHasher;
use std::io::Read;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Serialize;

use super::clients::{Client, Clients};
use crate::admit::{Admit, Ignored, Ignoring, Refused, RemoteStop, Rules};
use crate::clock::{Calendar, Instant, Wall};
use crate::contract::{Answer, Ended, Event, Gone, Level, News, Server, Streams};
use crate::framing::{Framing, Piece};
use crate::text::Escaped;
use crate::tools::echo::wire::{
    Command, FULL, NO_FILES, NO_SUCH_FILE, Wire, client_name, command, python_address, shown,
};

/// Messages of one connection that are answered before others have their turn, however short they are.
const TURN: usize = 1024;

/// The files of the exercise's bonus. Whoever has them sees to it that no name leads anywhere else.
pub trait Files {
    /// Each file's name with a newline behind it; as many as are told at once.
    fn names(&mut self) -> Vec<u8>;

    /// The file of this name.
    fn open(&mut self, name: &[u8]) -> Option<Box<dyn Read + Send>>;
}

/// What the server is told to be.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What it speaks.
    pub wire: Wire,
    /// What stands behind each answer of the named wire.
    pub suffix: String,
    /// A connection ends after this time without a byte.
    pub idle_timeout: Option<Duration>,
    /// Who may.
    pub rules: Rules,
    /// Whose `stop` ends the server.
    pub remote_stop: RemoteStop,
    /// The time for people.
    pub calendar: Calendar,
}

/// What it tells people.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields' names say it, and Display has the sentences")]
pub enum StreamEvent {
    /// Somebody connected; on the named wire it has a name.
    Connected { peer: SocketAddr, client: Option<String> },
    /// A message was taken (lab, named).
    Received { peer: SocketAddr, client: Option<String>, text: String, length_bytes: usize },
    /// It is gone.
    Disconnected { peer: SocketAddr, client: Option<String>, how: &'static str, at: Wall, in_bytes: u64 },
    /// A file is sent.
    Sending { peer: SocketAddr, name: String },
    /// Somebody was not served, or not to the end.
    Ignored(Ignored),
}

impl fmt::Display for StreamEvent {
    /// The exercise's lines, where it has some.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StreamEvent::Connected { peer, client: Some(name) } => {
                write!(f, "[NEW CONNECTION] {name} connected from {}", python_address(*peer))
            }
            StreamEvent::Connected { peer, client: None } => {
                write!(f, "Connected to {}", python_address(*peer))
            }
            StreamEvent::Received { client: Some(name), text, .. } => write!(f, "{name}: {text}"),
            StreamEvent::Received { peer, client: None, text, .. } => {
                write!(f, "Received: {text} from {}", python_address(*peer))
            }
            StreamEvent::Disconnected { client: Some(name), at, .. } => {
                write!(f, "[DISCONNECTED] {name} at {}", at.local())
            }
            StreamEvent::Disconnected { peer, client: None, how, in_bytes, .. } => {
                write!(f, "Connection closed: {}, {how} after {in_bytes} bytes", python_address(*peer))
            }
            StreamEvent::Sending { peer, name } => write!(f, "sends {peer} the file {name}"),
            StreamEvent::Ignored(ignored) => ignored.fmt(f),
        }
    }
}

impl From<Ignored> for StreamEvent {
    fn from(ignored: Ignored) -> StreamEvent {
        StreamEvent::Ignored(ignored)
    }
}

impl Event for StreamEvent {
    fn level(&self) -> Level {
        match self {
            StreamEvent::Ignored(_) => Level::Warning,
            _ => Level::Detail,
        }
    }
}

/// Its figures.
#[derive(Clone, Debug, Serialize)]
pub struct StreamCounts {
    /// What it speaks.
    pub wire: Wire,
    /// Connections that were served.
    pub served: u64,
    /// Of those, the ones that are open.
    pub open: u64,
    /// The most that were open at once.
    pub most_open: u64,
    /// Connections that the peer or the network broke off.
    pub reset: u64,
    /// Connections whose peer took no bytes for the idle time-out.
    pub stalled: u64,
    /// Connections that were quiet for the idle time-out.
    pub idle: u64,
    /// Messages that went back (lab, named).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub echoed: Option<u64>,
    /// What was not served, by reason.
    pub refused: Refused,
    /// Who was there (named).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clients: Option<Vec<Client>>,
}

impl fmt::Display for StreamCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let StreamCounts { wire, served, open, most_open, reset, stalled, idle, echoed, refused, clients } =
            self;
        writeln!(f, "  wire      {wire}")?;
        write!(f, "  clients   {served} served, {most_open} at once at the most, {open} open now")?;
        for (count, what) in [(reset, "reset"), (stalled, "stalled"), (idle, "idle")] {
            if *count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        if let Some(echoed) = echoed {
            write!(f, "\n  messages  {echoed} echoed")?;
        }
        for Client { name, address, connected, disconnected } in clients.iter().flatten() {
            write!(f, "\n  {name:8}  {address}, {} to ", connected.local())?;
            match disconnected {
                Some(at) => write!(f, "{}", at.local())?,
                None => write!(f, "now")?,
            }
        }
        write!(f, "\n  refused   {refused}")
    }
}

/// Its state.
pub struct EchoStreams<S> {
    settings: Settings,
    admit: Admit<S>,
    counts: StreamCounts,
    clients: Clients,
    ignoring: Ignoring,
    files: Option<Box<dyn Files + Send>>,
}

/// One connection. What only conversations need is kept apart, so that an idle one of RFC 862 is small.
pub struct Connection {
    peer: SocketAddr,
    /// When it will have been quiet for too long.
    until: Option<Instant>,
    in_bytes: u64,
    talk: Option<Box<Talk>>,
    was_idle: bool,
}

/// The state of a conversation in messages.
#[derive(Default)]
struct Talk {
    framing: Framing,
    /// What is left of the last read.
    read: Vec<u8>,
    /// What is being told in portions.
    telling: Option<Telling>,
    /// How the line ended that asked for it.
    ending: &'static [u8],
    /// The next message is a file's name.
    names_file: bool,
    has_ended: bool,
    /// Its number, from which its name is made; 0 for no name.
    number: u64,
}

enum Telling {
    /// The clients that came after this one.
    Status { after: u64, is_first: bool },
    /// What is left of a file.
    File(Box<dyn Read + Send>),
}

/// What becomes of the connection after a message.
#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    /// Others have their turn first, because this took the time of a disk.
    Rest,
    Close,
}

impl<S: BuildHasher> EchoStreams<S> {
    /// A server. `hasher` keys its table of sources; give a random one. `files` are offered on the named wire.
    pub fn new(settings: Settings, files: Option<Box<dyn Files + Send>>, hasher: S) -> EchoStreams<S> {
        let counts = StreamCounts {
            wire: settings.wire,
            served: 0,
            open: 0,
            most_open: 0,
            reset: 0,
            stalled: 0,
            idle: 0,
            echoed: (settings.wire != Wire::Rfc862).then_some(0),
            refused: Refused::default(),
            clients: None,
        };
        let admit = Admit::new(settings.rules.clone(), hasher);
        let (clients, ignoring) = (Clients::default(), Ignoring::default());
        EchoStreams { settings, admit, counts, clients, ignoring, files }
    }

    /// Answers what was read, until it is used up or a portion is full or it is the turn of others.
    fn answer(&mut self, peer: SocketAddr, talk: &mut Talk, read: &[u8], out: &mut Answer<StreamEvent>) {
        let mut rest = read;
        for _ in 0..TURN {
            if talk.telling.is_some() && !self.tell(talk, out) {
                break;
            }
            if out.close || out.is_portion() {
                break;
            }
            // Its pieces point into it, and the rest of the talk changes meanwhile.
            let mut framing = std::mem::take(&mut talk.framing);
            let mut then = Then::GoOn;
            let has_piece = match framing.next(&mut rest) {
                Some(piece) => {
                    then = self.piece(peer, talk, piece, out);
                    true
                }
                None => false,
            };
            talk.framing = framing;
            out.close |= then == Then::Close;
            if !has_piece || then == Then::Rest {
                break;
            }
        }
        if out.close {
            return;
        }
        if rest.is_empty() && talk.telling.is_none() {
            if talk.has_ended {
                self.last_piece(peer, talk, out);
            }
            return;
        }
        talk.read = rest.to_vec();
        out.more = true;
    }

    /// The stream has ended: what was kept is the last message.
    fn last_piece(&mut self, peer: SocketAddr, talk: &mut Talk, out: &mut Answer<StreamEvent>) {
        let mut framing = std::mem::take(&mut talk.framing);
        if let Some(piece) = framing.end() {
            self.piece(peer, talk, piece, out);
        }
        match talk.telling {
            Some(_) => out.more = true,
            None => out.close = true,
        }
    }

    /// Answers one piece of a message.
    fn piece(
        &mut self,
        peer: SocketAddr,
        talk: &mut Talk,
        piece: Piece<'_>,
        out: &mut Answer<StreamEvent>,
    ) -> Then {
        let Piece { text, ending, .. } = piece;
        if piece.is_last {
            out.news.detail(|| StreamEvent::Received {
                peer,
                client: name_of(talk.number),
                text: shown(text),
                length_bytes: text.len(),
            });
        }
        let is_named = self.settings.wire == Wire::Named;
        talk.ending = ending;
        if talk.names_file {
            // One that comes in parts is longer than any file's.
            if piece.is_last {
                talk.names_file = false;
                self.send_file(peer, talk, if piece.is_first { text } else { b"" }, out);
                return Then::Rest;
            }
            return Then::GoOn;
        }
        if piece.is_whole() {
            match command(text) {
                Some(Command::Exit) => return Then::Close,
                Some(Command::Stop) => {
                    if self.settings.remote_stop.allows(peer.ip()) {
                        out.news.stop(Ended::StopWord);
                    }
                    return Then::Close;
                }
                Some(Command::Status) if is_named => {
                    talk.telling = Some(Telling::Status { after: 0, is_first: true });
                    return Then::GoOn;
                }
                Some(Command::List) if is_named && self.files.is_some() => {
                    self.list(talk, out);
                    return Then::Rest;
                }
                _ => {}
            }
        }
        out.bytes.extend_from_slice(text);
        if piece.is_last {
            if let Some(echoed) = &mut self.counts.echoed {
                *echoed += 1;
            }
            if is_named {
                out.bytes.extend_from_slice(self.settings.suffix.as_bytes());
            }
            out.bytes.extend_from_slice(ending);
        }
        Then::GoOn
    }

    fn list(&mut self, talk: &mut Talk, out: &mut Answer<StreamEvent>) {
        let names = self.files.as_mut().map(|files| files.names()).unwrap_or_default();
        talk.names_file = !names.is_empty();
        if names.is_empty() {
            out.bytes.extend_from_slice(NO_FILES);
            out.bytes.extend_from_slice(talk.ending);
        } else {
            out.bytes.push(b'\n');
            out.bytes.extend_from_slice(&names);
        }
    }

    fn send_file(&mut self, peer: SocketAddr, talk: &mut Talk, name: &[u8], out: &mut Answer<StreamEvent>) {
        let name = name.trim_ascii_end();
        match self.files.as_mut().and_then(|files| files.open(name)) {
            Some(file) => {
                out.news.detail(|| StreamEvent::Sending { peer, name: Escaped(name).to_string() });
                talk.telling = Some(Telling::File(file));
            }
            None => {
                out.bytes.extend_from_slice(NO_SUCH_FILE);
                out.bytes.extend_from_slice(talk.ending);
            }
        }
    }

    /// Tells one portion; true when all is told.
    fn tell(&mut self, talk: &mut Talk, out: &mut Answer<StreamEvent>) -> bool {
        match &mut talk.telling {
            None => {}
            Some(Telling::Status { after, is_first }) => {
                while !out.is_portion() {
                    let Some((number, line)) = self.clients.status_after(*after) else {
                        out.bytes.extend_from_slice(talk.ending);
                        talk.telling = None;
                        return true;
                    };
                    if !std::mem::take(is_first) {
                        out.bytes.push(b'\n');
                    }
                    out.bytes.extend_from_slice(line.as_bytes());
                    *after = number;
                }
            }
            Some(Telling::File(file)) => {
                let room = Answer::<StreamEvent>::PORTION.saturating_sub(out.bytes.len());
                let mut portion = file.by_ref().take(room as u64);
                match portion.read_to_end(&mut out.bytes) {
                    Ok(read) if read == room && room > 0 => {}
                    Ok(_) if room == 0 => {}
                    Ok(_) => {
                        talk.telling = None;
                        return true;
                    }
                    // The wire has no other way to say that this is not the whole file.
                    Err(_) => {
                        talk.telling = None;
                        out.close = true;
                        return true;
                    }
                }
            }
        }
        talk.telling.is_none()
    }
}

fn name_of(number: u64) -> Option<String> {
    (number > 0).then(|| client_name(number))
}

impl<S: BuildHasher> Server for EchoStreams<S> {
    type Event = StreamEvent;
    type Summary = StreamCounts;

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn summary(&self, _now: Instant) -> StreamCounts {
        StreamCounts {
            refused: self.ignoring.refused().clone(),
            clients: (self.settings.wire == Wire::Named).then(|| self.clients.all()),
            ..self.counts
        }
    }
}

impl<S: BuildHasher> Streams for EchoStreams<S> {
    type Connection = Connection;

    fn open(&mut self, now: Instant, peer: SocketAddr, out: &mut Answer<StreamEvent>) -> Option<Connection> {
        if let Err(refusal) = self.admit.source(now, peer.ip()) {
            self.ignoring.tell(now, peer, refusal.name(), refusal.why(), &mut out.news);
            return None;
        }
        self.counts.served += 1;
        self.counts.open += 1;
        self.counts.most_open = self.counts.most_open.max(self.counts.open);
        let talk = match self.settings.wire {
            Wire::Rfc862 => None,
            Wire::Lab => Some(Box::default()),
            Wire::Named => {
                let number = self.clients.enter(peer, self.settings.calendar.wall(now));
                out.bytes.extend_from_slice(client_name(number).as_bytes());
                Some(Box::new(Talk { number, ..Talk::default() }))
            }
        };
        let client = talk.as_ref().and_then(|talk| name_of(talk.number));
        out.news.detail(|| StreamEvent::Connected { peer, client });
        let until = self.settings.idle_timeout.map(|idle| now + idle);
        Some(Connection { peer, until, in_bytes: 0, talk, was_idle: false })
    }

    fn full(&mut self, now: Instant, peer: SocketAddr, out: &mut Answer<StreamEvent>) {
        let why = "as many clients as --max-clients allows are connected";
        self.ignoring.tell(now, peer, "max-clients", why, &mut out.news);
        out.bytes.extend_from_slice(FULL);
    }

    fn read(&mut self, now: Instant, on: &mut Connection, bytes: &[u8], out: &mut Answer<StreamEvent>) {
        on.in_bytes += bytes.len() as u64;
        on.until = self.settings.idle_timeout.map(|idle| now + idle);
        match &mut on.talk {
            None => out.bytes.extend_from_slice(bytes),
            Some(talk) => self.answer(on.peer, talk, bytes, out),
        }
    }

    fn taken(&mut self, now: Instant, on: &mut Connection) {
        on.until = self.settings.idle_timeout.map(|idle| now + idle);
    }

    fn more(&mut self, now: Instant, on: &mut Connection, out: &mut Answer<StreamEvent>) {
        on.until = self.settings.idle_timeout.map(|idle| now + idle);
        if let Some(talk) = &mut on.talk {
            let read = std::mem::take(&mut talk.read);
            self.answer(on.peer, talk, &read, out);
        }
    }

    fn end(&mut self, _now: Instant, on: &mut Connection, out: &mut Answer<StreamEvent>) {
        match &mut on.talk {
            None => out.close = true,
            Some(talk) => {
                talk.has_ended = true;
                self.answer(on.peer, talk, b"", out);
            }
        }
    }

    fn closed(&mut self, now: Instant, on: Connection, how: Gone, news: &mut News<StreamEvent>) {
        let counts = &mut self.counts;
        counts.open -= 1;
        let how = match how {
            Gone::Closed if on.was_idle => {
                counts.idle += 1;
                "idle"
            }
            Gone::Closed => "ended",
            Gone::Reset => {
                counts.reset += 1;
                "reset"
            }
            Gone::Stalled => {
                counts.stalled += 1;
                "stalled"
            }
        };
        let number = on.talk.map_or(0, |talk| talk.number);
        let at = self.settings.calendar.wall(now);
        self.clients.leave(number, at);
        let (peer, in_bytes) = (on.peer, on.in_bytes);
        news.detail(|| StreamEvent::Disconnected { peer, client: name_of(number), how, at, in_bytes });
    }

    fn tick(&mut self, _now: Instant, _news: &mut News<StreamEvent>) {}

    fn connection_deadline(&self, on: &Connection) -> Option<Instant> {
        on.until
    }

    fn timeout(&mut self, _now: Instant, on: &mut Connection, out: &mut Answer<StreamEvent>) {
        on.was_idle = true;
        out.close = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use std::hash::RandomState;
    use std::io;

    type Core = EchoStreams<RandomState>;

    struct InMemory(BTreeMap<&'static [u8], Vec<u8>>);

    impl Files for InMemory {
        fn names(&mut self) -> Vec<u8> {
            self.0.keys().flat_map(|name| [name, &b"\n"[..]].concat()).collect()
        }

        fn open(&mut self, name: &[u8]) -> Option<Box<dyn Read + Send>> {
            Some(Box::new(io::Cursor::new(self.0.get(name)?.clone())))
        }
    }

    fn at(ms: u64) -> Instant {
        Instant::from_nanos(ms * 1_000_000)
    }

    fn peer(port: u16) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], port))
    }

    fn core(wire: Wire, files: Option<Vec<(&'static [u8], Vec<u8>)>>) -> Core {
        let settings = Settings {
            wire,
            suffix: "ACK".to_owned(),
            idle_timeout: Some(Duration::from_secs(60)),
            rules: Rules::for_tests(50, 9000),
            remote_stop: RemoteStop::Loopback,
            calendar: Calendar::new(at(0), Wall::from_unix_micros(0)),
        };
        let files =
            files.map(|files| Box::new(InMemory(files.into_iter().collect())) as Box<dyn Files + Send>);
        EchoStreams::new(settings, files, RandomState::new())
    }

    /// One connection with what was answered so far; does what the driver does.
    struct Peer {
        on: Connection,
        heard: Vec<u8>,
        /// The most that was answered at once.
        portion: usize,
        is_closed: bool,
    }

    impl Peer {
        fn enter(core: &mut Core, port: u16) -> Peer {
            let mut out = Answer::new(false);
            let on = core.open(at(0), peer(port), &mut out).unwrap();
            Peer { on, heard: out.bytes, portion: 0, is_closed: false }
        }

        fn take(&mut self, core: &mut Core, mut out: Answer<StreamEvent>) -> Option<Ended> {
            loop {
                self.portion = self.portion.max(out.bytes.len());
                self.heard.append(&mut out.bytes);
                self.is_closed |= out.close;
                if self.is_closed || !std::mem::take(&mut out.more) {
                    return out.news.stopped();
                }
                core.more(at(1), &mut self.on, &mut out);
            }
        }

        fn say(&mut self, core: &mut Core, bytes: &[u8]) -> Option<Ended> {
            assert!(!self.is_closed, "nothing is read from a closed connection");
            let mut out = Answer::new(false);
            core.read(at(1), &mut self.on, bytes, &mut out);
            self.take(core, out)
        }

        fn end(&mut self, core: &mut Core) {
            let mut out = Answer::new(true);
            core.end(at(1), &mut self.on, &mut out);
            self.take(core, out);
        }

        /// What came since the last time.
        fn heard(&mut self) -> String {
            String::from_utf8(std::mem::take(&mut self.heard)).unwrap()
        }

        fn leave(self, core: &mut Core) {
            core.closed(at(2), self.on, Gone::Closed, &mut News::new(true));
        }
    }

    #[test]
    fn named_clients_have_names_answers_and_a_status() {
        let mut core = core(Wire::Named, None);
        let (mut first, mut second) = (Peer::enter(&mut core, 1000), Peer::enter(&mut core, 1001));
        assert_eq!((first.heard(), second.heard()), ("Client01".to_owned(), "Client02".to_owned()));
        first.say(&mut core, b"hello world");
        assert_eq!(first.heard(), "hello worldACK");
        let time = Wall::from_unix_micros(0).local();
        first.say(&mut core, b" Status ");
        let both = format!("Client01 connected at {time}\nClient02 connected at {time}");
        assert_eq!(first.heard(), both);
        first.say(&mut core, b"list");
        assert_eq!(first.heard(), "listACK", "there are no files");
        second.say(&mut core, b"typed\r\nstatus\n");
        assert_eq!(second.heard(), format!("typedACK\r\n{both}\n"));
        second.say(&mut core, b"exit now\nEXIT\nnever");
        assert_eq!((second.heard(), second.is_closed), ("exit nowACK\n".to_owned(), true));
        second.leave(&mut core);
        first.say(&mut core, b"status");
        assert_eq!(first.heard(), format!("Client01 connected at {time}"));
        let records = core.summary(at(3)).clients.unwrap();
        let left: Vec<bool> = records.iter().map(|client| client.disconnected.is_some()).collect();
        assert_eq!(left, [false, true]);
    }

    #[test]
    fn stop_ends_the_session_and_the_server_where_it_may() {
        for (wire, word, ended) in [
            (Wire::Lab, &b"stop"[..], Some(Ended::StopWord)),
            (Wire::Lab, b" exit ", None),
            (Wire::Named, b"STOP\n", Some(Ended::StopWord)),
        ] {
            let mut core = core(wire, None);
            let mut peer = Peer::enter(&mut core, 1000);
            peer.heard();
            assert_eq!(peer.say(&mut core, word), ended, "{wire}");
            assert_eq!((peer.heard(), peer.is_closed), (String::new(), true), "no answer");
        }
        let mut core = core(Wire::Rfc862, None);
        let mut peer = Peer::enter(&mut core, 1000);
        assert_eq!(peer.say(&mut core, b"stop"), None);
        assert_eq!((peer.heard(), peer.is_closed), ("stop".to_owned(), false));
    }

    #[test]
    fn one_who_says_much_at_once_lets_others_have_their_turn() {
        let files = vec![(&b"a"[..], b"A".to_vec())];
        let mut core = core(Wire::Named, Some(files));
        let mut peer = Peer::enter(&mut core, 1000);
        peer.say(&mut core, &[b'\n'; 10 * TURN]);
        assert!(peer.portion <= TURN * "ACK\n".len(), "{}", peer.portion);
        assert_eq!(peer.heard(), format!("Client01{}", "ACK\n".repeat(10 * TURN)));
        // What a disk may have to be asked for is one turn each.
        peer.portion = 0;
        peer.say(&mut core, &b"list\na\n".repeat(10));
        assert_eq!((peer.portion, peer.heard()), ("A\na\n".len(), "\na\nA".repeat(10)));
    }

    #[test]
    fn files_are_listed_and_sent_whole() {
        let large = vec![b'x'; 3 * Answer::<StreamEvent>::PORTION];
        let files = vec![(&b"a.txt"[..], b"A\n".to_vec()), (b"large", large.clone())];
        let mut core = core(Wire::Named, Some(files));
        let mut peer = Peer::enter(&mut core, 1000);
        peer.heard();
        for (said, heard) in [
            ("list", "\na.txt\nlarge\n"),
            ("a.txt", "A\n"),
            ("a.txt", "a.txtACK"),
            ("list", "\na.txt\nlarge\n"),
            ("exit", "File does not exist"),
            ("list", "\na.txt\nlarge\n"),
            ("large\r\n", std::str::from_utf8(&large).unwrap()),
        ] {
            peer.say(&mut core, said.as_bytes());
            assert_eq!(peer.heard(), heard, "{said}");
        }
        assert!(peer.portion <= Answer::<StreamEvent>::PORTION);
        let mut core = self::core(Wire::Named, Some(vec![]));
        let mut peer = Peer::enter(&mut core, 1000);
        peer.say(&mut core, b"list");
        peer.say(&mut core, b"a");
        assert_eq!(peer.heard(), "Client01Repository contains no filesaACK");
    }

    #[test]
    fn what_one_read_asks_for_is_answered_in_portions() {
        let mut core = core(Wire::Named, None);
        let others: Vec<Peer> = (1..=1000).map(|port| Peer::enter(&mut core, port)).collect();
        let mut peer = Peer::enter(&mut core, 2000);
        peer.heard();
        peer.say(&mut core, &b"status\n".repeat(200));
        let line = "Client1000 connected at 2023-01-16 06:06:06.123456\n".len();
        assert!(peer.portion <= Answer::<StreamEvent>::PORTION + 2 * line, "{}", peer.portion);
        let heard = peer.heard();
        assert_eq!(heard.lines().count(), 200 * (others.len() + 1));
        assert!(heard.ends_with('\n') && !heard.contains("\n\n"));
    }

    #[test]
    fn the_end_of_the_stream_ends_the_last_message() {
        let mut core = core(Wire::Lab, None);
        let mut peer = Peer::enter(&mut core, 1000);
        peer.say(&mut core, b"one\ntwo");
        assert_eq!(peer.heard(), "one\n");
        peer.end(&mut core);
        assert_eq!((peer.heard(), peer.is_closed), ("two".to_owned(), true));
    }

    #[test]
    fn a_quiet_connection_ends_and_is_counted() {
        let mut core = core(Wire::Rfc862, None);
        let mut peer = Peer::enter(&mut core, 1000);
        assert_eq!(core.connection_deadline(&peer.on), Some(at(60_000)));
        peer.say(&mut core, b"x");
        assert_eq!(core.connection_deadline(&peer.on), Some(at(60_001)));
        let mut out = Answer::new(false);
        core.timeout(at(60_001), &mut peer.on, &mut out);
        assert!(out.close && out.bytes.is_empty());
        peer.leave(&mut core);
        let counts = core.summary(at(60_002));
        assert_eq!((counts.served, counts.open, counts.idle, counts.reset), (1, 0, 1, 0));
    }

    proptest! {
        #[test]
        fn any_split_of_any_bytes_comes_back_the_same(
            parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..300), 0..40),
        ) {
            let mut core = core(Wire::Rfc862, None);
            let mut peer = Peer::enter(&mut core, 1000);
            for part in &parts {
                peer.say(&mut core, part);
            }
            peer.end(&mut core);
            prop_assert_eq!((peer.heard, peer.is_closed), (parts.concat(), true));
        }

        #[test]
        fn lab_echoes_every_byte_of_what_is_no_stop_word(
            parts in prop::collection::vec(
                prop_oneof![
                    4 => prop::collection::vec(prop_oneof![4 => any::<u8>(), 1 => Just(b'\n')], 1..200),
                    1 => (any::<u8>(), 4000usize..5000).prop_map(|(byte, length)| vec![byte | 0x80; length]),
                ],
                0..10,
            ),
        ) {
            let is_stop = |text: &[u8]| matches!(command(text), Some(Command::Exit | Command::Stop));
            prop_assume!(!parts.iter().any(|part| part.split(|&byte| byte == b'\n').any(is_stop)));
            let mut core = core(Wire::Lab, None);
            let mut peer = Peer::enter(&mut core, 1000);
            for part in &parts {
                peer.say(&mut core, part);
            }
            peer.end(&mut core);
            prop_assert_eq!((peer.heard, peer.is_closed), (parts.concat(), true));
        }
    }
}
