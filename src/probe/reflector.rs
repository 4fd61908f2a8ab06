//! The server of ping: answers each message by itself, on the course wire and as a STAMP Session-Reflector, and tells
//! the two apart.

use std::collections::HashMap;
use std::fmt;
use std::hash::BuildHasher;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Serialize;

use super::course::{ACKNOWLEDGED, CALIBRATED, Request, STOPPING};
use super::stamp::packet::Mode;
use super::stamp::recognise::{is_reflection, looks_like_request};
use super::stamp::session_reflector::{self as stamp, SessionReflector};
use super::wire::Wire;
use crate::admit::{Admit, Ignored, Ignoring, Refused, RemoteStop, Rules};
use crate::clock::{Instant, Quality};
use crate::contract::{Datagrams, Ended, Event, Leaving, Level, Outbox, Received, Server};
use crate::text::{Escaped, is_text};

/// How many bytes of a message an event keeps.
const SHOWN: usize = 64;

/// How many that have said their calibration are remembered, and for how long after their last packet.
const MAX_CALIBRATED: usize = 1024;
const CALIBRATED_FOR: Duration = Duration::from_secs(600);

/// What the server is told to be.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who may.
    pub rules: Rules,
    /// Whose `exit` ends it.
    pub remote_stop: RemoteStop,
    /// What is answered.
    pub wire: Wire,
    /// What it is on the standard's wire.
    pub stamp: stamp::Settings,
}

#[cfg(test)]
impl Settings {
    /// Both wires, and nobody's `exit` ends it.
    pub(crate) fn for_tests(rules: Rules) -> Settings {
        let (remote_stop, stamp) = (RemoteStop::Off, stamp::Settings::for_tests());
        Settings { rules, remote_stop, wire: Wire::Auto, stamp }
    }
}

/// What the server tells people.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields' names say it, and Display has the sentences")]
pub enum ReflectorEvent {
    /// A message was answered.
    Answered { peer: SocketAddr, request: String, length_bytes: usize, reply: &'static str },
    /// A STAMP packet was reflected.
    Reflected { peer: SocketAddr, sequence: u32, ssid: u16, authenticated: bool, length_bytes: usize },
    /// A message was not answered.
    Ignored(Ignored),
}

impl fmt::Display for ReflectorEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReflectorEvent::Answered { peer, request, length_bytes, reply } => {
                write!(f, "{peer} {request} ({length_bytes} bytes) -> {reply}")
            }
            ReflectorEvent::Reflected { peer, sequence, ssid, authenticated, length_bytes } => {
                let tag = if *authenticated { ", authenticated" } else { "" };
                write!(
                    f,
                    "{peer} STAMP packet {sequence} of session {ssid} ({length_bytes} bytes{tag}) -> reflected"
                )
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
            ReflectorEvent::Answered { .. } | ReflectorEvent::Reflected { .. } => Level::Detail,
            ReflectorEvent::Ignored(_) => Level::Warning,
        }
    }
}

/// The server's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// STAMP packets reflected, before artificial loss.
    pub reflected: u64,
    /// Those of them that carried a tag.
    pub authenticated: u64,
    /// Those of them for whose session there was no room.
    pub uncounted: u64,
    /// Sessions that are remembered.
    pub sessions: usize,
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
        let Counts { reflected, authenticated, uncounted, sessions, .. } = self;
        if *reflected > 0 {
            write!(
                f,
                "  STAMP     {reflected} reflected ({authenticated} authenticated), {sessions} sessions"
            )?;
            match uncounted {
                0 => writeln!(f)?,
                n => writeln!(f, ", {n} without one: --max-sessions are remembered")?,
            }
        }
        let Counts { calibrations, acknowledged, exits, refused, .. } = self;
        writeln!(f, "  packets   {acknowledged} acknowledged, {calibrations} calibrations, {exits} exits")?;
        write!(f, "  refused   {refused}")
    }
}

/// The server's state.
#[derive(Debug)]
pub struct Reflector<S> {
    admit: Admit<S>,
    remote_stop: RemoteStop,
    wire: Wire,
    stamp: SessionReflector<S>,
    /// Who has said a calibration, and until when all that comes from there is the course's.
    calibrated: HashMap<SocketAddr, Instant, S>,
    counts: Counts,
    ignoring: Ignoring,
}

impl<S: BuildHasher + Clone> Reflector<S> {
    /// A server; `hasher` keys its tables, give a random one.
    pub fn new(settings: Settings, hasher: S) -> Reflector<S> {
        Reflector {
            admit: Admit::new(settings.rules, hasher.clone()),
            remote_stop: settings.remote_stop,
            // The course's wire has no tags.
            wire: if settings.stamp.require_auth { Wire::Stamp } else { settings.wire },
            stamp: SessionReflector::new(settings.stamp, hasher.clone()),
            calibrated: HashMap::with_hasher(hasher),
            counts: Counts::default(),
            ignoring: Ignoring::default(),
        }
    }
}

impl<S: BuildHasher> Reflector<S> {
    /// Which wire a message is taken for; `None` when it is not to be answered on any.
    fn wire_of(&mut self, now: Instant, from: SocketAddr, payload: &[u8]) -> Option<Wire> {
        match self.wire {
            Wire::Course => return Some(Wire::Course),
            Wire::Stamp => return looks_like_request(payload).then_some(Wire::Stamp),
            Wire::Auto => {}
        }
        if is_text(payload) || self.has_calibrated(now, from) {
            Some(Wire::Course)
        } else if is_reflection(payload) {
            None
        } else {
            Some(if looks_like_request(payload) { Wire::Stamp } else { Wire::Course })
        }
    }

    fn has_calibrated(&mut self, now: Instant, from: SocketAddr) -> bool {
        let Some(until) = self.calibrated.get_mut(&from).filter(|until| **until > now) else { return false };
        *until = now + CALIBRATED_FOR;
        true
    }

    fn remember(&mut self, now: Instant, from: SocketAddr) {
        if self.calibrated.len() >= MAX_CALIBRATED {
            self.calibrated.retain(|_, until| *until > now);
        }
        if self.calibrated.len() < MAX_CALIBRATED {
            self.calibrated.insert(from, now + CALIBRATED_FOR);
        }
    }

    /// A message that goes unanswered.
    fn ignore(
        &mut self,
        now: Instant,
        peer: SocketAddr,
        (reason, why): (&'static str, &'static str),
        out: &mut Outbox<ReflectorEvent>,
    ) {
        self.ignoring.tell(now, peer, reason, why, &mut out.news);
    }

    fn acknowledge(
        &mut self,
        now: Instant,
        request: &Received,
        payload: &[u8],
        out: &mut Outbox<ReflectorEvent>,
    ) {
        let peer = request.from;
        if let Err(refusal) = self.admit.course_peer(peer.ip()) {
            return self.ignore(now, peer, (refusal.name(), refusal.why()), out);
        }
        if let Err(refusal) = self.admit.source(now, peer.ip()) {
            return self.ignore(now, peer, (refusal.name(), refusal.why()), out);
        }
        let reply = match Request::parse(payload) {
            Request::Reflection => return self.ignore(now, peer, REFLECTION, out),
            Request::Calibrate(_) => {
                self.counts.calibrations += 1;
                self.remember(now, peer);
                out.reply_surely(request, CALIBRATED);
                CALIBRATED
            }
            Request::Exit => {
                self.counts.exits += 1;
                self.calibrated.remove(&peer);
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

    fn reflect(
        &mut self,
        now: Instant,
        request: &Received,
        payload: &[u8],
        out: &mut Outbox<ReflectorEvent>,
    ) {
        let peer = request.from;
        if let Err(refusal) = self.admit.source(now, peer.ip()) {
            self.stamp.refuse(request, payload);
            return self.ignore(now, peer, (refusal.name(), refusal.why()), out);
        }
        let may_grow = self.admit.course_peer(peer.ip()).is_ok();
        let reflected = match self.stamp.take(now, request, payload, may_grow) {
            Ok(reflected) => reflected,
            Err(silence) => return self.ignore(now, peer, (silence.name(), silence.why()), out),
        };
        let authenticated = reflected.mode == Mode::Authenticated;
        self.counts.reflected += 1;
        self.counts.authenticated += u64::from(authenticated);
        self.counts.uncounted += u64::from(reflected.is_uncounted);
        out.reply_stamped(request, reflected.traffic_class, reflected.followed_as, self.stamp.reply());
        out.news.detail(|| ReflectorEvent::Reflected {
            peer,
            sequence: reflected.sequence,
            ssid: reflected.ssid,
            authenticated,
            length_bytes: payload.len(),
        });
    }
}

const REFLECTION: (&str, &str) = ("reflection", "it is itself a server's answer");
const UNKNOWN: (&str, &str) =
    ("unrecognised", "it is neither text, nor a STAMP packet, nor calibrated before");

impl<S: BuildHasher> Server for Reflector<S> {
    type Event = ReflectorEvent;
    type Summary = Counts;

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn summary(&self, _now: Instant) -> Counts {
        let refused = self.ignoring.refused().clone();
        Counts { refused, sessions: self.stamp.sessions(), ..self.counts }
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
        if let Err(refusal) = self.admit.no_loop(request) {
            return self.ignore(now, request.from, (refusal.name(), refusal.why()), out);
        }
        match self.wire_of(now, request.from, payload) {
            Some(Wire::Stamp) => self.reflect(now, request, payload, out),
            Some(_) => self.acknowledge(now, request, payload, out),
            None if is_reflection(payload) => self.ignore(now, request.from, REFLECTION, out),
            None => self.ignore(now, request.from, UNKNOWN, out),
        }
    }

    fn tick(&mut self, _now: Instant, _out: &mut Outbox<ReflectorEvent>) {}

    fn leaving(&self) -> Option<Box<Leaving>> {
        Some(self.stamp.leaving())
    }

    fn departed(&mut self, followed_as: u64, unix_ns: u64) {
        self.stamp.departed(followed_as, unix_ns);
    }

    fn clock(&mut self, quality: Quality) {
        self.stamp.clock(quality);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admit::CoursePeers;
    use crate::contract::Kind;
    use std::hash::RandomState;

    fn reflector(remote_stop: RemoteStop) -> Reflector<RandomState> {
        let settings = Settings { remote_stop, ..Settings::for_tests(Rules::for_tests(20_000, 8080)) };
        Reflector::new(settings, RandomState::new())
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
            // Known by its calibration.
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

    #[test]
    fn replies_say_how_well_the_clock_is_kept_now() {
        let mut reflector =
            Reflector::new(Settings::for_tests(Rules::for_tests(20_000, 8080)), RandomState::new());
        let mut request = [0; 44];
        request[..14].copy_from_slice(&[0, 0, 0, 1, 0xec, 0x91, 0xf6, 0x80, 0, 0, 0, 0, 0x80, 1]);
        let mut is_synchronised = |quality: Option<Quality>| {
            if let Some(quality) = quality {
                reflector.clock(quality);
            }
            let from = Received {
                from: "127.0.0.1:40000".parse().unwrap(),
                to: None,
                unicast: true,
                arrival: Default::default(),
            };
            let mut out = Outbox::new(false);
            reflector.datagram(Instant::default(), &from, &request, &mut out);
            out.payload(&out.transmits()[0])[12] & 0x80 != 0
        };
        assert!(is_synchronised(None));
        let quality = |is_synchronised| Some(Quality { is_synchronised, within_ns: 1_000 });
        assert!(!is_synchronised(quality(false)));
        assert!(is_synchronised(quality(true)));
    }

    #[test]
    fn a_short_request_is_answered_by_more_only_where_course_peers_are() {
        let request = &[0, 0, 0, 1, 0xec, 0x91, 0xf6, 0x80, 0, 0, 0, 0, 0x80, 1];
        let lengths = |course_peers, from: &str, request: &[u8]| {
            let rules = Rules { course_peers, ..Rules::for_tests(20_000, 8080) };
            let mut reflector = Reflector::new(Settings::for_tests(rules), RandomState::new());
            let mut out = Outbox::new(false);
            let from = Received {
                from: from.parse().unwrap(),
                to: None,
                unicast: true,
                arrival: Default::default(),
            };
            reflector.datagram(Instant::default(), &from, request, &mut out);
            let lengths: Vec<usize> = out.transmits().iter().map(|t| out.payload(t).len()).collect();
            (lengths, reflector.summary(Instant::default()).refused.to_string())
        };
        let long = &[&request[..], &[0; 30]].concat();
        for (course_peers, from, is_answered) in [
            (CoursePeers::Private, "127.0.0.1:40000", true),
            (CoursePeers::Private, "10.1.2.3:40000", true),
            (CoursePeers::Private, "8.8.8.8:40000", false),
            (CoursePeers::Private, "[fd00::1]:40000", true),
            (CoursePeers::Private, "[2001:db8::1]:40000", false),
            (CoursePeers::Loopback, "[::1]:40000", true),
            (CoursePeers::Loopback, "10.1.2.3:40000", false),
            (CoursePeers::Any, "8.8.8.8:40000", true),
        ] {
            let expected = if is_answered { (vec![44], "none") } else { (vec![], "short-request 1") };
            for short in [&request[..], &long[..43]] {
                let (lengths, refused) = lengths(course_peers, from, short);
                assert_eq!((lengths, refused.as_str()), expected, "{course_peers:?} {from}");
            }
            let longer = lengths(course_peers, from, long);
            assert_eq!(longer, (vec![44], "none".to_owned()), "{course_peers:?} {from}");
        }
    }
}
