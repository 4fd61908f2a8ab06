//! What the client shows: answers as they come, and figures so far and at the end.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Serialize;

use super::proto::client::{Found, MessageFigures, Over, StreamFigures, Verdict};
use super::wire::Wire;
use crate::contract::{Ended, Event, Level, Transport};
use crate::text::{Escaped, duration};

/// Text from the network as lines that are safe on a terminal. A newline at the end makes no empty line.
pub fn shown_lines(text: &[u8]) -> Vec<String> {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    text.split(|&byte| byte == b'\n')
        .map(|line| Escaped(line.strip_suffix(b"\r").unwrap_or(line)).to_string())
        .collect()
}

/// What the client tells while it runs.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields' names say it, and Display has the sentences")]
pub enum ClientEvent {
    /// The server named us.
    Connected { name: String },
    /// The server refused us.
    Refused { text: String },
    /// The answer to a message.
    Answer {
        number: u64,
        rtt_ns: u64,
        verdict: Verdict,
        length_bytes: usize,
        text: String,
        #[serde(skip)]
        bytes: Vec<u8>,
        #[serde(skip)]
        is_made_up: bool,
    },
    /// There was none in time.
    Lost { number: u64 },
    /// What came without being waited for: a part of a stream, or what the server says of itself.
    Data {
        length_bytes: usize,
        text: String,
        #[serde(skip)]
        bytes: Vec<u8>,
    },
}

impl ClientEvent {
    /// Bytes that came.
    pub fn data(bytes: &[u8]) -> ClientEvent {
        ClientEvent::Data {
            length_bytes: bytes.len(),
            text: Escaped(bytes).to_string(),
            bytes: bytes.to_vec(),
        }
    }

    /// What was found, about messages that the client made up or did not.
    pub fn found(found: Found, is_made_up: bool) -> ClientEvent {
        match found {
            Found::Name(name) => ClientEvent::Connected { name: Escaped(&name).to_string() },
            Found::Refused(text) => ClientEvent::Refused { text: Escaped(&text).to_string() },
            Found::Answer { number, text: bytes, rtt, verdict } => ClientEvent::Answer {
                number,
                rtt_ns: u64::try_from(rtt.as_nanos()).unwrap_or(u64::MAX),
                verdict,
                length_bytes: bytes.len(),
                text: Escaped(&bytes).to_string(),
                bytes,
                is_made_up,
            },
            Found::Lost { number } => ClientEvent::Lost { number },
            Found::Text(text) => ClientEvent::data(&text),
        }
    }

    /// What a pipe gets of it: the bytes themselves, a message on a line of its own.
    pub fn raw(&self) -> Option<Vec<u8>> {
        match self {
            ClientEvent::Answer { bytes, .. } => Some([bytes, &b"\n"[..]].concat()),
            ClientEvent::Data { bytes, .. } => Some(bytes.clone()),
            _ => None,
        }
    }

    /// Whether it is the answer that was to come, to a message nobody typed.
    pub fn is_expected(&self) -> bool {
        matches!(self, ClientEvent::Answer { verdict: Verdict::Good, is_made_up: true, .. })
    }
}

impl fmt::Display for ClientEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ClientEvent::Connected { name } => write!(f, "Connected as {name}"),
            ClientEvent::Refused { text } => f.write_str(text),
            ClientEvent::Answer { number, rtt_ns, verdict, length_bytes, text, is_made_up: true, .. } => {
                let rtt = duration(Duration::from_nanos(*rtt_ns));
                write!(f, "message {number}: {length_bytes} bytes, rtt {rtt}")?;
                match verdict {
                    Verdict::Good => Ok(()),
                    Verdict::Differs => write!(f, ", differs: {text:.200}"),
                }
            }
            ClientEvent::Answer { bytes, .. } | ClientEvent::Data { bytes, .. } => {
                f.write_str(&shown_lines(bytes).join("\n"))
            }
            ClientEvent::Lost { number } => write!(f, "message {number}: no answer in time"),
        }
    }
}

impl Event for ClientEvent {
    fn level(&self) -> Level {
        Level::Detail
    }
}

/// Figures of either kind of talk.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Figures {
    /// Bytes that were to come back.
    Stream(StreamFigures),
    /// Messages of a person, who sees for himself what comes back.
    #[expect(missing_docs, reason = "the fields' names say it")]
    Chat { sent: u64, sent_bytes: u64, received_bytes: u64 },
    /// Messages that were to be answered.
    Messages(MessageFigures),
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Figures::Stream(StreamFigures { sent_bytes, received_bytes, differs_at }) => {
                write!(f, "  bytes     {sent_bytes} sent, {received_bytes} came back")?;
                match differs_at {
                    Some(at) => write!(f, ", not as they were from byte {at} on"),
                    None => Ok(()),
                }
            }
            Figures::Chat { sent, sent_bytes, received_bytes } => {
                write!(f, "  messages  {sent} sent\n  bytes     {sent_bytes} sent, {received_bytes} received")
            }
            Figures::Messages(n) => {
                write!(
                    f,
                    "  messages  {} sent, {} answered, {} differing, {} lost",
                    n.sent, n.answered, n.differing, n.lost
                )?;
                for (count, what) in [(n.awaited, "awaited"), (n.late, "late"), (n.duplicates, "duplicates")]
                {
                    if count > 0 {
                        write!(f, ", {count} {what}")?;
                    }
                }
                write!(f, "\n  bytes     {} sent, {} received", n.sent_bytes, n.received_bytes)?;
                let Some(rtt) = &n.rtt else { return Ok(()) };
                let figures = [
                    ("min", rtt.min),
                    ("mean", rtt.mean),
                    ("median", rtt.median),
                    ("p95", rtt.p95),
                    ("p99", rtt.p99),
                    ("max", rtt.max),
                ];
                let figures: Vec<String> =
                    figures.iter().map(|(name, rtt)| format!("{name} {}", duration(*rtt))).collect();
                write!(f, "\n  rtt       {}", figures.join("  "))
            }
        }
    }
}

/// The figures so far.
#[derive(Debug, Serialize)]
pub struct Progress {
    event: &'static str,
    role: &'static str,
    server: SocketAddr,
    #[serde(flatten)]
    figures: Figures,
}

impl Progress {
    /// As an event of its own.
    pub fn new(server: SocketAddr, figures: Figures) -> Progress {
        Progress { event: "interim", role: "client", server, figures }
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "so far, with {}:\n{}", self.server, self.figures)
    }
}

/// How it went.
#[derive(Debug, Serialize)]
pub struct Summary {
    event: &'static str,
    role: &'static str,
    server: SocketAddr,
    transport: Transport,
    wire: Wire,
    name: Option<String>,
    is_good: bool,
    why: Option<Over>,
    ended_by: Option<Ended>,
    #[serde(flatten)]
    figures: Figures,
}

/// With whom, and how.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// Its address.
    pub server: SocketAddr,
    /// Over what.
    pub transport: Transport,
    /// In which words.
    pub wire: Wire,
    /// The name the server gave us.
    pub name: Option<String>,
}

impl Summary {
    /// `is_good` when all that was to come came; `why` when it was not the user who ended it.
    pub fn new(
        with: Circumstances,
        figures: Figures,
        is_good: bool,
        why: Option<Over>,
        ended_by: Option<Ended>,
    ) -> Summary {
        let Circumstances { server, transport, wire, name } = with;
        let is_good = is_good && why.is_none();
        Summary {
            event: "summary",
            role: "client",
            server,
            transport,
            wire,
            name,
            is_good,
            why,
            ended_by,
            figures,
        }
    }

    /// Whether all that was to come came.
    pub fn is_good(&self) -> bool {
        self.is_good
    }

    /// Whether it ended because nobody reads its output.
    pub fn is_unread(&self) -> bool {
        self.ended_by == Some(Ended::OutputClosed)
    }

    /// Why it went wrong, and what the user might do about it.
    pub fn hint(&self) -> Option<String> {
        let (server, port) = (self.server, self.server.port());
        match self.why? {
            Over::Full => Some(format!("{server} refused this client")),
            Over::Closed if matches!(self.figures, Figures::Chat { .. }) => {
                Some(format!("{server} closed the connection"))
            }
            Over::Closed => Some(format!("{server} closed the connection before everything had come back")),
            Over::Refused => Some(format!(
                "nobody listens at {server} over udp; `sockctl echo serve --port {port}` starts a server"
            )),
            Over::NoAnswer => {
                Some(format!("{server} did not give everything back in time (--reply-timeout)"))
            }
            Over::NoName => Some(format!(
                "{server} said no name; it may speak another wire: try --wire lab or --wire rfc862"
            )),
            Over::Left => None,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary { server, transport, wire, figures, .. } = self;
        write!(f, "{server} over {transport}, {wire} wire:\n{figures}")
    }
}
