//! The server of ping: answers each message by itself and keeps nothing about anybody.

use std::fmt;
use std::hash::BuildHasher;
use std::net::SocketAddr;

use serde::Serialize;

use super::course::{ACKNOWLEDGED, CALIBRATED, Request, STOPPING};
use crate::admit::{Admit, Ignored, Ignoring, Refused, RemoteStop, Rules};
use crate::clock::Instant;
use crate::contract::{Datagrams, Ended, Event, Level, Outbox, Received, Server};
use crate::text::Escaped;

/// How many bytes of a message an event keeps.
const SHOWN: usize = 64;

/// What the server is told to be.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who may.
    pub rules: Rules,
    /// Whose `exit` ends it.
    pub remote_stop: RemoteStop,
}

/// What the server tells people.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields' names say it, and Display has the sentences")]
pub enum ReflectorEvent {
    /// A message was answered.
    Answered { peer: SocketAddr, request: String, length_bytes: usize, reply: &'static str },
    /// A message was not answered.
    Ignored(Ignored),
}

impl fmt::Display for ReflectorEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReflectorEvent::Answered { peer, request, length_bytes, reply } => {
                write!(f, "{peer} {request} ({length_bytes} bytes) -> {reply}")
            }
            ReflectorEvent::Ignored(ignored) => ignored.fmt(f),
        }
    }
}

impl From<Ignored> for ReflectorEvent {
    fn from(ignored: Ignored) -> ReflectorEvent {
        ReflectorEvent::Ignored(ignored)
    }
}

impl Event for ReflectorEvent {
    fn level(&self) -> Level {
        match self {
            ReflectorEvent::Answered { .. } => Level::Detail,
            ReflectorEvent::Ignored(_) => Level::Warning,
        }
    }
}

/// The server's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// `C <size>` messages answered.
    pub calibrations: u64,
    /// Packets acknowledged, before artificial loss.
    pub acknowledged: u64,
    /// `exit` messages answered.
    pub exits: u64,
    /// What was not answered, by reason.
    pub refused: Refused,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { calibrations, acknowledged, exits, refused } = self;
        writeln!(f, "  packets   {acknowledged} acknowledged, {calibrations} calibrations, {exits} exits")?;
        write!(f, "  refused   {refused}")
    }
}

/// The server's state.
#[derive(Debug)]
pub struct Reflector<S> {
    admit: Admit<S>,
    remote_stop: RemoteStop,
    counts: Counts,
    ignoring: Ignoring,
}

impl<S: BuildHasher> Reflector<S> {
    /// A server; `hasher` keys its table of rates, give a random one.
    pub fn new(settings: Settings, hasher: S) -> Reflector<S> {
        Reflector {
            admit: Admit::new(settings.rules, hasher),
            remote_stop: settings.remote_stop,
            counts: Counts::default(),
            ignoring: Ignoring::default(),
        }
    }
}

impl<S: BuildHasher> Server for Reflector<S> {
    type Event = ReflectorEvent;
    type Summary = Counts;

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn summary(&self, _now: Instant) -> Counts {
        Counts { refused: self.ignoring.refused().clone(), ..self.counts }
    }
}

impl<S: BuildHasher> Datagrams for Reflector<S> {
    fn datagram(
        &mut self,
        now: Instant,
        request: &Received,
        payload: &[u8],
        out: &mut Outbox<ReflectorEvent>,
    ) {
        let peer = request.from;
        if let Err(refusal) = self.admit.datagram(now, request) {
            return self.ignoring.tell(now, peer, refusal.name(), refusal.why(), &mut out.news);
        }
        let reply = match Request::parse(payload) {
            Request::Reflection => {
                return self.ignoring.tell(
                    now,
                    peer,
                    "reflection",
                    "it is itself a server's answer",
                    &mut out.news,
                );
            }
            Request::Calibrate(_) => {
                self.counts.calibrations += 1;
                out.reply_surely(request, CALIBRATED);
                CALIBRATED
            }
            Request::Exit => {
                self.counts.exits += 1;
                out.reply_surely(request, STOPPING);
                if self.remote_stop.allows(peer.ip()) {
                    out.news.stop(Ended::StopWord);
                }
                STOPPING
            }
            Request::Packet => {
                self.counts.acknowledged += 1;
                out.reply(request, ACKNOWLEDGED);
                ACKNOWLEDGED
            }
        };
        out.news.detail(|| ReflectorEvent::Answered {
            peer,
            request: Escaped(payload.get(..SHOWN).unwrap_or(payload)).to_string(),
            length_bytes: payload.len(),
            // All three are ASCII.
            reply: std::str::from_utf8(reply).unwrap_or_default(),
        });
    }

    fn tick(&mut self, _now: Instant, _out: &mut Outbox<ReflectorEvent>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Kind;
    use std::hash::RandomState;

    fn reflector(remote_stop: RemoteStop) -> Reflector<RandomState> {
        Reflector::new(Settings { rules: Rules::for_tests(20_000, 8080), remote_stop }, RandomState::new())
    }

    fn answers(
        reflector: &mut Reflector<RandomState>,
        from: &str,
        payload: &[u8],
    ) -> (Vec<(Kind, String)>, Option<Ended>) {
        let mut out = Outbox::new(true);
        let request =
            Received { from: from.parse().unwrap(), to: None, unicast: true, arrival: Default::default() };
        reflector.datagram(Instant::default(), &request, payload, &mut out);
        let text = |t| String::from_utf8_lossy(out.payload(t)).into_owned();
        (out.transmits().iter().map(|t| (t.kind, text(t))).collect(), out.news.stopped())
    }

    #[test]
    fn each_message_has_its_answer_and_only_packets_are_impaired() {
        let mut reflector = reflector(RemoteStop::Loopback);
        let here = "127.0.0.1:40000";
        for (payload, kind, reply) in [
            (&b"C 100"[..], Kind::Sure, "Buffer Size Calibrated at Server."),
            (b"Hello Server", Kind::Answer, "Packet Acknowledged"),
            (b"", Kind::Answer, "Packet Acknowledged"),
            (b"C nonsense", Kind::Answer, "Packet Acknowledged"),
            (b"\xff\x00", Kind::Answer, "Packet Acknowledged"),
            (&[b'x'; 65_507], Kind::Answer, "Packet Acknowledged"),
        ] {
            assert_eq!(answers(&mut reflector, here, payload), (vec![(kind, reply.to_owned())], None));
        }
        let stopping = vec![(Kind::Sure, "Stopping the Server.".to_owned())];
        assert_eq!(answers(&mut reflector, here, b"exit"), (stopping, Some(Ended::StopWord)));
        let counts = reflector.summary(Instant::default());
        assert_eq!((counts.calibrations, counts.acknowledged, counts.exits), (1, 5, 1));
    }

    #[test]
    fn a_stop_word_ends_the_server_only_where_that_is_allowed() {
        let ended = |stop, from| answers(&mut reflector(stop), from, b"exit").1;
        assert_eq!(ended(RemoteStop::Off, "127.0.0.1:40000"), None);
        assert_eq!(ended(RemoteStop::Loopback, "10.0.0.1:40000"), None);
        assert_eq!(ended(RemoteStop::Loopback, "[::1]:40000"), Some(Ended::StopWord));
    }

    #[test]
    fn no_answer_to_an_answer_nor_to_the_port_of_a_server() {
        let mut reflector = reflector(RemoteStop::Off);
        for reply in [CALIBRATED, ACKNOWLEDGED, STOPPING] {
            assert_eq!(answers(&mut reflector, "127.0.0.2:40000", reply).0, []);
        }
        assert_eq!(answers(&mut reflector, "127.0.0.2:8080", b"Hello Server").0, []);
        assert_eq!(reflector.summary(Instant::default()).refused.to_string(), "own-port 1, reflection 3");
    }
}
