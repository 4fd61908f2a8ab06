//! The server: registers whoever says `hii`, and passes messages on to those who are registered.
//!
//! A datagram in makes at most one to its sender and one to a registered peer. Nobody else ever gets one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::BuildHasher;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use serde::Serialize;

use super::peers::Peers;
use crate::admit::{Admit, Ignored, Ignoring, Refused, RemoteStop, Rules};
use crate::clock::Instant;
use crate::contract::{Datagrams, Ended, Event, Kind, Level, Outbox, Received, Server};
use crate::text::Escaped;
use crate::tools::relay::wire::{self, Code, MAX_DATAGRAM, NoAddress, OwnAddress, Request};

/// How many bytes of a message an event keeps.
const SHOWN: usize = 128;

/// What the server is told to be.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long a peer stays registered after it last said something.
    pub peer_ttl: Duration,
    /// The most peers at once.
    pub max_peers: usize,
    /// Registrations a second from one source that are not renewals; loopback is exempt.
    pub max_first_contacts: u64,
    /// Pass messages on to every loopback address, registered or not.
    pub open: bool,
    /// Where the server listens.
    pub listening: Vec<SocketAddr>,
    /// Who may.
    pub rules: Rules,
    /// Whose `exit server` ends it.
    pub remote_stop: RemoteStop,
}

/// What the server tells people.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields' names say it, and Display has the sentences")]
pub enum ServerEvent {
    /// A message was taken.
    Taken {
        peer: SocketAddr,
        request: String,
        length_bytes: usize,
        reply: Option<Cow<'static, str>>,
        forwarded_to: Option<SocketAddr>,
        reason: Option<&'static str>,
    },
    /// A message was not answered.
    Ignored(Ignored),
}

impl fmt::Display for ServerEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServerEvent::Taken { peer, request, reply, reason, .. } => {
                write!(f, "{peer} {request} -> {}", reply.as_deref().unwrap_or("no answer"))?;
                match reason {
                    Some(reason) => write!(f, " ({reason})"),
                    None => Ok(()),
                }
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
            ServerEvent::Taken { .. } => Level::Detail,
            ServerEvent::Ignored(_) => Level::Warning,
        }
    }
}

/// The server's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Peers that are registered now.
    pub registered: usize,
    /// `hii` messages answered, renewals too.
    pub registrations: u64,
    /// Messages passed on, before artificial loss.
    pub forwarded: u64,
    /// Answers to messages, by code.
    pub answers: BTreeMap<u16, u64>,
    /// `exit server` messages.
    pub exits: u64,
    /// What was not answered, by reason; and of the 405 answers why.
    pub refused: Refused,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { registered, registrations, forwarded, answers, exits, refused } = self;
        writeln!(f, "  peers     {registered} registered now, {registrations} registrations")?;
        writeln!(f, "  messages  {forwarded} forwarded, {exits} exits")?;
        let answers: Vec<_> = answers.iter().map(|(code, count)| format!("{code}: {count}")).collect();
        writeln!(
            f,
            "  answers   {}",
            if answers.is_empty() { "none".to_owned() } else { answers.join(", ") }
        )?;
        write!(f, "  refused   {refused}")
    }
}

/// The server's state.
#[derive(Debug)]
pub struct Relay<S> {
    settings: Settings,
    admit: Admit<S>,
    first_contacts: Admit<S>,
    peers: Peers<S>,
    counts: Counts,
    ignoring: Ignoring,
}

/// What became of a message that was taken.
struct Outcome {
    reply: Option<Cow<'static, str>>,
    forwarded_to: Option<SocketAddr>,
    reason: Option<&'static str>,
}

impl<S: BuildHasher + Clone> Relay<S> {
    /// A server; `hasher` keys its tables, give a random one.
    pub fn new(settings: Settings, hasher: S) -> Relay<S> {
        let first_contacts = Rules { max_pps: settings.max_first_contacts, ..settings.rules.clone() };
        Relay {
            admit: Admit::new(settings.rules.clone(), hasher.clone()),
            first_contacts: Admit::new(first_contacts, hasher.clone()),
            peers: Peers::new(settings.peer_ttl, settings.max_peers, hasher),
            settings,
            counts: Counts::default(),
            ignoring: Ignoring::default(),
        }
    }

    /// Answers `hii`; `None` when it was refused, which is told.
    fn register(
        &mut self,
        now: Instant,
        request: &Received,
        out: &mut Outbox<ServerEvent>,
    ) -> Option<Outcome> {
        let peer = request.from;
        // Whoever is registered has been renewed by this very message.
        if self.peers.find(now, peer).is_none() {
            if self.first_contacts.source(now, peer.ip()).is_err() {
                let why = "its source registers more than --max-first-contacts addresses a second";
                self.ignoring.tell(now, peer, "too-many-first-contacts", why, &mut out.news);
                return None;
            }
            if self.peers.register(now, peer, request.to).is_err() {
                let why = "as many peers as --max-peers allows are registered";
                self.ignoring.tell(now, peer, "max-peers", why, &mut out.news);
                return None;
            }
        }
        self.counts.registrations += 1;
        let reply = OwnAddress(peer).to_string();
        out.reply(request, reply.as_bytes());
        Some(Outcome { reply: Some(reply.into()), forwarded_to: None, reason: None })
    }

    /// Passes a message on if that can be, and answers it.
    fn send(
        &mut self,
        now: Instant,
        request: &Received,
        to: Result<SocketAddr, NoAddress>,
        text: &str,
        out: &mut Outbox<ServerEvent>,
    ) -> Outcome {
        let message = wire::forwarded(request.from, text);
        match self.way(now, to, message.len()) {
            Ok((to, source)) => {
                self.counts.forwarded += 1;
                out.send(to, source, Kind::Answer, message.as_bytes());
                Outcome { forwarded_to: Some(to), ..self.answer(request, Code::Sent, out) }
            }
            Err(reason) => {
                self.ignoring.refused_mut().count(reason);
                Outcome { reason: Some(reason), ..self.answer(request, Code::NotSent, out) }
            }
        }
    }

    /// Where a message of this length goes, and which address of ours it leaves from; or why it cannot be sent.
    fn way(
        &self,
        now: Instant,
        to: Result<SocketAddr, NoAddress>,
        length: usize,
    ) -> Result<(SocketAddr, Option<IpAddr>), &'static str> {
        let to = to.map_err(|why| match why {
            NoAddress::Host => "target-is-no-address",
            NoAddress::Port => "target-has-no-port",
        })?;
        // The header that is put before the text may be longer than the one it came with.
        if length > MAX_DATAGRAM {
            return Err("too-long-to-forward");
        }
        match self.peers.find(now, to) {
            Some(source) => Ok((to, source)),
            None if self.settings.open => self.open_way(to).ok_or("target-out-of-reach"),
            None => Err("target-not-registered"),
        }
    }

    /// The way to an address of this machine that nobody registered.
    fn open_way(&self, to: SocketAddr) -> Option<(SocketAddr, Option<IpAddr>)> {
        let is_one = match to.ip() {
            // The first and the last address of 127.0.0.0/8 are everybody's.
            IpAddr::V4(ip) => ip.is_loopback() && !matches!(ip.to_bits() & 0x00ff_ffff, 0 | 0x00ff_ffff),
            IpAddr::V6(ip) => ip.is_loopback(),
        };
        let source = self.settings.listening.iter().find(|own| own.is_ipv4() == to.is_ipv4())?;
        let is_ours = self.settings.rules.own_ports.contains(&to.port());
        (is_one && !is_ours).then_some((to, Some(source.ip())))
    }

    fn answer(&mut self, request: &Received, code: Code, out: &mut Outbox<ServerEvent>) -> Outcome {
        *self.counts.answers.entry(code.into()).or_default() += 1;
        out.reply(request, code.text().as_bytes());
        Outcome { reply: Some(code.text().into()), forwarded_to: None, reason: None }
    }
}

impl<S: BuildHasher + Clone> Server for Relay<S> {
    type Event = ServerEvent;
    type Summary = Counts;

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn summary(&self, now: Instant) -> Counts {
        Counts {
            registered: self.peers.count(now),
            refused: self.ignoring.refused().clone(),
            ..self.counts.clone()
        }
    }
}

impl<S: BuildHasher + Clone> Datagrams for Relay<S> {
    fn datagram(&mut self, now: Instant, request: &Received, payload: &[u8], out: &mut Outbox<ServerEvent>) {
        let peer = request.from;
        if let Err(refusal) = self.admit.datagram(now, request) {
            return self.ignoring.tell(now, peer, refusal.name(), refusal.why(), &mut out.news);
        }
        let parsed = Request::parse(payload);
        if parsed == Request::Reflection {
            return self.ignoring.tell(
                now,
                peer,
                "reflection",
                "it is itself what a server answers",
                &mut out.news,
            );
        }
        self.peers.renew(now, peer, request.to);
        let outcome = match parsed {
            Request::Register => match self.register(now, request, out) {
                Some(outcome) => outcome,
                None => return,
            },
            Request::Stop => {
                self.counts.exits += 1;
                if self.settings.remote_stop.allows(peer.ip()) {
                    out.news.stop(Ended::StopWord);
                }
                Outcome { reply: None, forwarded_to: None, reason: None }
            }
            Request::Send { to, text } => self.send(now, request, to, text, out),
            Request::Malformed(code) => self.answer(request, code, out),
            Request::Reflection => return,
        };
        let Outcome { reply, forwarded_to, reason } = outcome;
        out.news.detail(|| ServerEvent::Taken {
            peer,
            request: Escaped(payload.get(..SHOWN).unwrap_or(payload)).to_string(),
            length_bytes: payload.len(),
            reply,
            forwarded_to,
            reason,
        });
    }

    fn tick(&mut self, _now: Instant, _out: &mut Outbox<ServerEvent>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::hash::RandomState;

    type Transmitted = (String, Option<IpAddr>, String);

    fn settings() -> Settings {
        Settings {
            peer_ttl: Duration::from_secs(300),
            max_peers: 3,
            max_first_contacts: 2,
            open: false,
            listening: vec!["127.0.0.1:3478".parse().unwrap()],
            rules: Rules::for_tests(100, 3478),
            remote_stop: RemoteStop::Off,
        }
    }

    fn relay() -> Relay<RandomState> {
        Relay::new(settings(), RandomState::new())
    }

    /// What leaves when this comes, and whether the server ends.
    fn transmits(
        relay: &mut Relay<RandomState>,
        ms: u64,
        from: &str,
        payload: &[u8],
    ) -> (Vec<Transmitted>, Option<Ended>) {
        let mut out = Outbox::new(true);
        let from: SocketAddr = from.parse().unwrap();
        let to = Some(if from.is_ipv4() { [127, 0, 0, 1].into() } else { "::1".parse().unwrap() });
        let now = Instant::from_nanos(ms * 1_000_000);
        relay.datagram(
            now,
            &Received { from, to, unicast: true, arrival: Default::default() },
            payload,
            &mut out,
        );
        let text = |t| String::from_utf8_lossy(out.payload(t)).into_owned();
        let all = out.transmits().iter().map(|t| (t.to.to_string(), t.source, text(t))).collect();
        (all, out.news.stopped())
    }

    /// The same: to whom, and what.
    fn told(relay: &mut Relay<RandomState>, ms: u64, from: &str, payload: &str) -> Vec<(String, String)> {
        let (all, _) = transmits(relay, ms, from, payload.as_bytes());
        all.into_iter().map(|(to, _, text)| (to, text)).collect()
    }

    fn one(to: &str, text: &str) -> Vec<(String, String)> {
        vec![(to.to_owned(), text.to_owned())]
    }

    const A: &str = "127.0.0.1:40000";
    const B: &str = "[::1]:40001";
    const NOT_SENT: &str = "405, Could not send the message to the requested address";
    const SENT: &str = "200, UDP Packet Sent Successfully";

    #[test]
    fn a_message_goes_to_who_is_registered_and_then_its_sender_hears_so() {
        let mut relay = relay();
        assert_eq!(told(&mut relay, 0, A, "hii"), one(A, "('127.0.0.1', 40000)"));
        assert_eq!(told(&mut relay, 0, B, "HII"), one(B, "('::1', 40001, 0, 0)"));
        let both = [(B, "127.0.0.1/40000 ; content : hello: you"), (A, SENT)];
        let both = both.map(|(to, text)| (to.to_owned(), text.to_owned()));
        assert_eq!(told(&mut relay, 0, A, "to:[::1]/40001;content:hello: you"), both);
        let back = [(A, "[::1]/40001 ; content : hi"), (B, SENT)];
        let back = back.map(|(to, text)| (to.to_owned(), text.to_owned()));
        assert_eq!(told(&mut relay, 0, B, "to:127.0.0.1/40000;content:hi"), back);
        let own = [(A, "127.0.0.1/40000 ; content : me"), (A, SENT)];
        let own = own.map(|(to, text)| (to.to_owned(), text.to_owned()));
        assert_eq!(told(&mut relay, 0, A, "to:[::ffff:127.0.0.1]/40000;content:me"), own);
        let counts = relay.summary(Instant::default());
        assert_eq!((counts.registered, counts.forwarded, counts.answers[&200]), (2, 3, 3));
    }

    #[test]
    fn a_message_leaves_from_the_address_that_its_receiver_asked() {
        let mut relay = relay();
        told(&mut relay, 0, B, "hii");
        let (all, _) = transmits(&mut relay, 0, A, b"to:[::1]/40001;content:x");
        let sources: Vec<_> = all.into_iter().map(|(_, source, _)| source.unwrap().to_string()).collect();
        assert_eq!(sources, ["::1", "127.0.0.1"]);
    }

    #[test]
    fn nothing_goes_to_who_is_not_registered_or_no_longer() {
        let mut relay = relay();
        told(&mut relay, 0, A, "hii");
        for target in [
            "127.0.0.1/40001",
            "[::1]/40000",
            "localhost/40000",
            "127.0.0.1/3478",
            "127.0.0.1/0",
            "255.255.255.255/40000",
            "224.0.0.1/40000",
            "0.0.0.0/40000",
            "[::ffff:127.0.0.1]/3478",
        ] {
            let message = format!("to:{target};content:x");
            assert_eq!(told(&mut relay, 0, A, &message), one(A, NOT_SENT), "{target}");
        }
        let to_a = "to:127.0.0.1/40000;content:x";
        assert_eq!(told(&mut relay, 299_999, B, to_a).len(), 2);
        assert_eq!(told(&mut relay, 300_000, B, to_a), one(B, NOT_SENT));
        told(&mut relay, 300_000, A, "hii");
        told(&mut relay, 500_000, A, "anything");
        assert_eq!(told(&mut relay, 799_999, B, to_a).len(), 2, "any message renews");
        assert_eq!(told(&mut relay, 800_000, B, to_a), one(B, NOT_SENT));
        let refused = relay.summary(Instant::default()).refused.to_string();
        assert_eq!(refused, "target-has-no-port 1, target-is-no-address 1, target-not-registered 9");
    }

    #[test]
    fn what_would_be_too_long_with_its_new_header_is_not_sent() {
        let mut relay = relay();
        told(&mut relay, 0, A, "hii");
        let longest = MAX_DATAGRAM - "127.0.0.1/40000 ; content : ".len();
        let message = |length| format!("to:127.0.0.1/40000;content:{}", "x".repeat(length));
        let sent = told(&mut relay, 0, A, &message(longest));
        assert_eq!((sent[0].1.len(), sent[1].1.as_str()), (MAX_DATAGRAM, SENT));
        assert_eq!(told(&mut relay, 0, A, &message(longest + 1)), one(A, NOT_SENT));
    }

    #[test]
    fn the_table_is_bounded_and_says_so() {
        let mut relay = relay();
        for port in 1..=3 {
            assert_eq!(told(&mut relay, 0, &format!("127.0.0.1:{port}"), "hii").len(), 1);
        }
        assert_eq!(told(&mut relay, 0, A, "hii"), []);
        assert_eq!(told(&mut relay, 0, "127.0.0.1:3", "hii").len(), 1, "who is there may say it again");
        assert_eq!(told(&mut relay, 300_000, A, "hii").len(), 1);
        assert_eq!(relay.summary(Instant::default()).refused.to_string(), "max-peers 1");
    }

    #[test]
    fn first_contacts_are_rarer_than_messages_and_loopback_is_exempt() {
        let mut relay = Relay::new(Settings { max_peers: 100, ..settings() }, RandomState::new());
        let far = |port: u16| format!("10.0.0.1:{port}");
        let count = (5000..5010).filter(|port| !told(&mut relay, 0, &far(*port), "hii").is_empty()).count();
        assert_eq!(count, 2);
        assert_eq!(told(&mut relay, 0, &far(5000), "hii").len(), 1, "a renewal is no first contact");
        assert_eq!(told(&mut relay, 500, &far(5009), "hii").len(), 1);
        assert!(
            (5000..5010).all(|port| !told(&mut relay, 0, &format!("127.0.0.1:{port}"), "hii").is_empty())
        );
        let refused = relay.summary(Instant::default()).refused.to_string();
        assert_eq!(refused, "too-many-first-contacts 8");
        assert_eq!(told(&mut relay, 500, "192.0.2.1:5000", "hii"), [], "no course peer");
    }

    #[test]
    fn exit_server_has_no_answer_and_ends_the_server_only_where_that_is_allowed() {
        for (remote_stop, from, ended) in [
            (RemoteStop::Off, A, None),
            (RemoteStop::Loopback, "10.0.0.1:40000", None),
            (RemoteStop::Loopback, A, Some(Ended::StopWord)),
            (RemoteStop::Loopback, B, Some(Ended::StopWord)),
        ] {
            let mut relay = Relay::new(Settings { remote_stop, ..settings() }, RandomState::new());
            assert_eq!(transmits(&mut relay, 0, from, b"exit server"), (vec![], ended), "{from}");
            assert_eq!(relay.summary(Instant::default()).exits, 1);
        }
    }

    #[test]
    fn an_open_relay_sends_to_every_address_of_this_machine_but_a_servers() {
        let mut relay = Relay::new(Settings { open: true, ..settings() }, RandomState::new());
        let open = transmits(&mut relay, 0, A, b"to:127.0.0.2/9;content:x").0;
        let source = Some([127, 0, 0, 1].into());
        assert_eq!(open[0], ("127.0.0.2:9".to_owned(), source, "127.0.0.1/40000 ; content : x".to_owned()));
        assert_eq!(open[1].2, SENT);
        for target in [
            "127.0.0.2/3478",
            "127.255.255.255/9",
            "127.0.0.0/9",
            "10.0.0.1/9",
            "[::1]/9",
            "localhost/9",
            "0.0.0.0/9",
            "255.255.255.255/9",
            "224.0.0.1/9",
            "127.0.0.1/0",
        ] {
            let message = format!("to:{target};content:x");
            assert_eq!(told(&mut relay, 0, A, &message), one(A, NOT_SENT), "{target}");
        }
    }

    #[test]
    fn a_relays_own_words_and_a_servers_port_are_not_answered() {
        let mut relay = relay();
        for said in ["400", SENT, NOT_SENT, "('127.0.0.1', 40000)", "127.0.0.1/40000 ; content : hii"] {
            assert_eq!(told(&mut relay, 0, A, said), [], "{said}");
        }
        assert_eq!(told(&mut relay, 0, "127.0.0.2:3478", "hii"), []);
        assert_eq!(relay.summary(Instant::default()).refused.to_string(), "own-port 1, reflection 5");
    }

    /// Messages that nearly are something.
    fn messages() -> impl Strategy<Value = Vec<u8>> {
        let target = prop_oneof![
            (1u16..6).prop_map(|port| format!("127.0.0.1/{port}")),
            (1u16..6).prop_map(|port| format!("[::ffff:127.0.0.1]/{port}")),
            Just("224.0.0.1/5".to_owned()),
            ".{0,12}",
        ];
        prop_oneof![
            Just(b"hii".to_vec()),
            Just(b"exit server".to_vec()),
            (target, ".{0,8}").prop_map(|(target, text)| format!("to:{target};content:{text}").into_bytes()),
            prop::collection::vec(any::<u8>(), 0..60),
        ]
    }

    proptest! {
        #[test]
        fn at_most_one_datagram_to_the_sender_and_one_to_a_registered_peer(
            steps in prop::collection::vec((1u16..6, messages(), 0u64..200_000), 1..60),
        ) {
            let (mut relay, mut ms, mut registered) = (relay(), 0, BTreeMap::new());
            for (port, message, wait) in steps {
                ms += wait;
                registered.retain(|_, ends| *ends > ms);
                let from = format!("127.0.0.1:{port}");
                let (all, _) = transmits(&mut relay, ms, &from, &message);
                if all.iter().any(|(to, _, text)| to == &from && text.starts_with("('")) {
                    registered.insert(from.clone(), ms + 300_000);
                } else if let Some(ends) = registered.get_mut(&from).filter(|_| !all.is_empty()) {
                    *ends = ms + 300_000;
                } else if let Some(ends) = registered.get_mut(&from) {
                    // `exit server` has no answer and renews all the same.
                    *ends = if message == b"exit server" { ms + 300_000 } else { *ends };
                }
                match &all[..] {
                    [] => {}
                    [(to, ..)] => prop_assert_eq!(to, &from),
                    [(peer, _, text), (to, ..)] => {
                        prop_assert_eq!(to, &from);
                        prop_assert!(registered.contains_key(peer), "{} is not registered", peer);
                        let header = format!("127.0.0.1/{port} ; content : ");
                        prop_assert!(text.starts_with(&header));
                    }
                    more => prop_assert!(false, "{:?}", more),
                }
            }
        }
    }
}
