//! The client: registers and keeps registered, sends one message at a time, and tells answers from messages.
//!
//! Nothing in an answer says which message it is to. So a message waits until the one before it is answered or given
//! up, and after one that was said more than once, for as long as a further answer to it may still come.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Serialize;

use crate::clock::Instant;
use crate::contract::{Event, Kind, Level, Outbox};
use crate::text::Escaped;
use crate::tools::relay::wire::{self, Code, Reply};

/// What the client is told to be.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Whether it registers, to receive messages.
    pub registers: bool,
    /// How long after the relay's answer it registers again.
    pub refresh: Duration,
    /// How long each answer is waited for.
    pub reply_timeout: Duration,
    /// How often the same is said before it is given up.
    pub tries: u32,
}

/// What the client tells people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields' names say it, and Display has the sentences")]
pub enum ClientEvent {
    /// The relay knows us, and by this address.
    Registered { relay: SocketAddr, address: SocketAddr },
    /// A registered client hears nothing from the relay any more.
    Silent { relay: SocketAddr },
    /// Somebody wrote to us.
    Message { from: SocketAddr, text: String },
    /// The relay has passed our message on.
    Sent { to: SocketAddr, tries: u32 },
    /// The relay has not.
    Refused { to: SocketAddr, code: Code, reason: &'static str },
    /// It does not fit into a datagram.
    TooLong { to: SocketAddr, length_bytes: usize },
    /// The system says that nobody is there to pass it on.
    NoRelay { to: SocketAddr },
    /// The relay did not answer, so that nobody knows.
    Unanswered { to: SocketAddr, tries: u32 },
}

impl fmt::Display for ClientEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ClientEvent::Registered { relay, address } => write!(f, "registered at {relay} as {address}"),
            ClientEvent::Silent { relay } => {
                write!(f, "{relay} does not answer any more; messages may be missing until it does")
            }
            ClientEvent::Message { from, text } => write!(f, "{from}: {}", Escaped(text.as_bytes())),
            ClientEvent::Sent { to, .. } => write!(f, "sent to {to}"),
            ClientEvent::Refused { to, code, reason } => {
                write!(f, "not sent to {to}: {}: {reason}", u16::from(*code))
            }
            ClientEvent::TooLong { to, length_bytes } => {
                write!(
                    f,
                    "not sent to {to}: {length_bytes} bytes do not fit into a datagram, send it in pieces"
                )
            }
            ClientEvent::NoRelay { to } => {
                write!(f, "not sent to {to}: nobody listens at the relay's address")
            }
            ClientEvent::Unanswered { to, tries } => {
                let times = if *tries == 1 { "once" } else { "several times" };
                write!(f, "no answer about the message to {to}, said {times}: it may have arrived or not")
            }
        }
    }
}

impl Event for ClientEvent {
    fn level(&self) -> Level {
        match self {
            ClientEvent::Silent { .. } => Level::Warning,
            _ => Level::Detail,
        }
    }
}

/// The client's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Messages that arrived.
    pub received: u64,
    /// Messages the relay says it has passed on.
    pub sent: u64,
    /// Messages it refused, by code.
    pub refused: BTreeMap<u16, u64>,
    /// Messages that fit into no datagram.
    pub too_long: u64,
    /// Messages nobody answered about.
    pub unanswered: u64,
    /// How often a message was said again, which may have made it arrive again.
    pub resent: u64,
    /// Answers that belong to no message.
    pub unexpected: u64,
    /// Datagrams that are neither answers nor messages.
    pub not_understood: u64,
}

impl Counts {
    /// Whether the relay has passed on whatever we sent.
    pub fn all_sent(&self) -> bool {
        self.refused.is_empty() && self.unanswered == 0 && self.too_long == 0
    }
}

/// Our registration.
#[derive(Debug)]
struct Registration {
    own: Option<SocketAddr>,
    /// How often `hii` was said since the last answer to it.
    tries: u32,
    /// When it is said next.
    next: Instant,
    has_failed: bool,
}

/// A message under way.
#[derive(Debug)]
struct Order {
    to: SocketAddr,
    request: String,
    tries: u32,
    /// When it is said next, or given up.
    next: Instant,
}

/// The client's state.
#[derive(Debug)]
pub struct Client {
    settings: Settings,
    relay: SocketAddr,
    registration: Registration,
    order: Option<Order>,
    /// Until then an answer may belong to the message before.
    quiet_until: Instant,
    has_heard: bool,
    counts: Counts,
}

impl Client {
    /// A client of `relay` that starts at `now`.
    pub fn new(now: Instant, settings: Settings, relay: SocketAddr) -> Client {
        Client {
            settings,
            relay,
            registration: Registration { own: None, tries: 0, next: now, has_failed: false },
            order: None,
            quiet_until: now,
            has_heard: false,
            counts: Counts::default(),
        }
    }

    /// The relay is at this address instead: whatever was said is said there.
    pub fn turn_to(&mut self, now: Instant, relay: SocketAddr) {
        self.relay = relay;
        self.registration = Registration { own: None, tries: 0, next: now, has_failed: false };
        if let Some(order) = &mut self.order {
            (order.tries, order.next) = (0, now);
        }
    }

    /// The relay it talks to.
    pub fn relay(&self) -> SocketAddr {
        self.relay
    }

    /// Our address as the relay sees it.
    pub fn own(&self) -> Option<SocketAddr> {
        self.registration.own
    }

    /// Whether the relay has said anything yet.
    pub fn has_heard(&self) -> bool {
        self.has_heard
    }

    /// Whether it could not register at all.
    pub fn has_failed(&self) -> bool {
        self.registration.has_failed
    }

    /// Whether the last message is answered or given up, so that there can be another one.
    pub fn is_idle(&self) -> bool {
        self.order.is_none()
    }

    /// Whether a message it is given now can leave at once.
    pub fn is_ready(&self) -> bool {
        self.is_idle() && self.may_send()
    }

    /// The figures so far.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Takes a message to send. One that is still under way is given up.
    pub fn send(&mut self, now: Instant, to: SocketAddr, text: &str, out: &mut Outbox<ClientEvent>) {
        self.give_up(out);
        let (request, next) = (wire::send(to, text), self.quiet_until.max(now));
        if request.len() > wire::MAX_DATAGRAM {
            self.counts.too_long += 1;
            return out.news.detail(|| ClientEvent::TooLong { to, length_bytes: text.len() });
        }
        self.order = Some(Order { to, request, tries: 0, next });
        self.tick(now, out);
    }

    /// Gives up the message under way, if any.
    pub fn give_up(&mut self, out: &mut Outbox<ClientEvent>) {
        if let Some(order) = self.order.take() {
            self.counts.unanswered += 1;
            self.quiet_until = self.quiet_until.max(order.next);
            let Order { to, tries, .. } = order;
            out.news.detail(|| ClientEvent::Unanswered { to, tries });
        }
    }

    /// When [`Client::tick`] is due.
    pub fn deadline(&self) -> Option<Instant> {
        let registration = self.registers().then_some(self.registration.next);
        let order = self.order.as_ref().filter(|_| self.may_send()).map(|order| order.next);
        registration.into_iter().chain(order).min()
    }

    /// Says what is due.
    pub fn tick(&mut self, now: Instant, out: &mut Outbox<ClientEvent>) {
        if self.registers() && self.registration.next <= now {
            self.register(now, out);
        }
        if self.may_send()
            && let Some(order) = &mut self.order
            && order.next <= now
        {
            if order.tries >= self.settings.tries {
                return self.give_up(out);
            }
            self.counts.resent += u64::from(order.tries > 0);
            order.tries += 1;
            order.next = now + self.settings.reply_timeout;
            out.send(self.relay, None, Kind::Sure, order.request.as_bytes());
        }
    }

    fn registers(&self) -> bool {
        self.settings.registers && !self.has_failed()
    }

    /// One who registers sends nothing before: the answer of whom it writes to could not arrive.
    fn may_send(&self) -> bool {
        !self.settings.registers || self.own().is_some()
    }

    fn register(&mut self, now: Instant, out: &mut Outbox<ClientEvent>) {
        let registration = &mut self.registration;
        if registration.tries == self.settings.tries {
            if registration.own.is_none() {
                registration.has_failed = true;
                return;
            }
            out.news.warn(ClientEvent::Silent { relay: self.relay });
        }
        // A relay that has answered once may come back: it is asked for as long as we are there.
        registration.tries = registration.tries.saturating_add(1);
        registration.next = now + self.settings.reply_timeout;
        out.send(self.relay, None, Kind::Sure, wire::REGISTER.as_bytes());
    }

    /// Takes a datagram from the relay.
    pub fn received(&mut self, now: Instant, payload: &[u8], out: &mut Outbox<ClientEvent>) {
        self.has_heard = true;
        match Reply::parse(payload) {
            Reply::Own(address) if self.registers() => self.registered(now, address, out),
            Reply::Code(code) => self.answered(now, code, out),
            Reply::Message { from, text } => {
                self.counts.received += 1;
                let text = || String::from_utf8_lossy(text).into_owned();
                out.news.detail(|| ClientEvent::Message { from, text: text() });
            }
            Reply::Own(_) => self.counts.unexpected += 1,
            Reply::Unknown => self.counts.not_understood += 1,
        }
    }

    fn registered(&mut self, now: Instant, address: SocketAddr, out: &mut Outbox<ClientEvent>) {
        let was_silent = self.registration.tries > self.settings.tries;
        if was_silent || self.registration.own != Some(address) {
            let relay = self.relay;
            out.news.detail(|| ClientEvent::Registered { relay, address });
        }
        let next = now + self.settings.refresh;
        self.registration = Registration { own: Some(address), tries: 0, next, has_failed: false };
        // A message may have waited for this.
        self.tick(now, out);
    }

    fn answered(&mut self, now: Instant, code: Code, out: &mut Outbox<ClientEvent>) {
        if now < self.quiet_until {
            self.counts.unexpected += 1;
            return;
        }
        let Some(Order { to, tries, next, .. }) = self.order.take_if(|order| order.tries > 0) else {
            self.counts.unexpected += 1;
            return;
        };
        if tries > 1 {
            self.quiet_until = next;
        }
        if code == Code::Sent {
            self.counts.sent += 1;
            out.news.detail(|| ClientEvent::Sent { to, tries });
        } else {
            *self.counts.refused.entry(code.into()).or_default() += 1;
            out.news.detail(|| ClientEvent::Refused { to, code, reason: code.why() });
        }
    }

    /// The system says that nobody listens at the relay's address (ICMP).
    pub fn refused(&mut self, out: &mut Outbox<ClientEvent>) {
        if self.settings.registers && self.own().is_none() {
            self.registration.has_failed = true;
        } else if let Some(Order { to, .. }) = self.order.take_if(|order| order.tries > 0) {
            self.counts.unanswered += 1;
            out.news.detail(|| ClientEvent::NoRelay { to });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Instant {
        Instant::from_nanos(ms * 1_000_000)
    }

    fn address(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    /// A client with what it said and told so far.
    struct Tried {
        client: Client,
        said: Vec<String>,
        told: Vec<String>,
    }

    impl Tried {
        fn new(registers: bool) -> Tried {
            let settings = Settings {
                registers,
                refresh: Duration::from_secs(60),
                reply_timeout: Duration::from_secs(1),
                tries: 3,
            };
            let client = Client::new(at(0), settings, address("127.0.0.1:3478"));
            Tried { client, said: Vec::new(), told: Vec::new() }
        }

        fn act(&mut self, act: impl FnOnce(&mut Client, &mut Outbox<ClientEvent>)) {
            let mut out = Outbox::new(true);
            act(&mut self.client, &mut out);
            let said = out.transmits().iter().map(|t| String::from_utf8_lossy(out.payload(t)).into_owned());
            self.said.extend(said);
            self.told.extend(out.news.take().map(|event| event.to_string()));
        }

        fn hear(&mut self, ms: u64, payload: &str) {
            self.act(|client, out| client.received(at(ms), payload.as_bytes(), out));
        }

        fn send(&mut self, ms: u64, text: &str) {
            self.act(|client, out| client.send(at(ms), address("127.0.0.1:9"), text, out));
        }

        /// Lets time pass until then.
        fn wait(&mut self, ms: u64) {
            while let Some(due) = self.client.deadline().filter(|due| *due <= at(ms)) {
                self.act(|client, out| client.tick(due, out));
            }
        }

        fn heard_and_told(&mut self) -> (Vec<String>, Vec<String>) {
            (std::mem::take(&mut self.said), std::mem::take(&mut self.told))
        }
    }

    const SENT: &str = "200, UDP Packet Sent Successfully";
    const OWN: &str = "('127.0.0.1', 4000)";

    #[test]
    fn it_registers_and_does_so_again_before_it_is_forgotten() {
        let mut tried = Tried::new(true);
        tried.wait(0);
        tried.hear(10, OWN);
        tried.wait(60_009);
        assert_eq!(
            (tried.said.len(), &tried.told[..]),
            (1, &["registered at 127.0.0.1:3478 as 127.0.0.1:4000".to_owned()][..])
        );
        tried.wait(60_010);
        tried.hear(60_020, OWN);
        assert_eq!((tried.said.join(" "), tried.told.len()), ("hii hii".to_owned(), 1));
        tried.wait(120_020);
        tried.hear(120_030, "('127.0.0.1', 4001)");
        assert_eq!(tried.told.len(), 2, "another address is told");
    }

    #[test]
    fn a_relay_that_never_answers_is_given_up_and_one_that_did_is_not() {
        let mut tried = Tried::new(true);
        tried.wait(10_000);
        assert!(tried.client.has_failed() && tried.client.deadline().is_none());
        assert_eq!(tried.said, ["hii"; 3]);
        let mut tried = Tried::new(true);
        tried.wait(0);
        tried.hear(0, OWN);
        tried.wait(70_500);
        assert!(!tried.client.has_failed());
        assert_eq!(tried.said.len(), 12);
        assert!(
            tried.told[1..]
                == ["127.0.0.1:3478 does not answer any more; messages may be missing until it does"]
        );
        tried.hear(70_500, OWN);
        assert_eq!(tried.told.last().unwrap(), "registered at 127.0.0.1:3478 as 127.0.0.1:4000");
    }

    #[test]
    fn a_message_is_said_again_until_it_is_answered_and_then_given_up() {
        let mut tried = Tried::new(false);
        tried.send(0, "x");
        tried.wait(1_500);
        tried.hear(1_500, SENT);
        assert_eq!(
            tried.heard_and_told(),
            (vec!["to:127.0.0.1/9;content:x".to_owned(); 2], vec!["sent to 127.0.0.1:9".to_owned()])
        );
        // The second answer comes while the next message waits for it, and is not taken for its own.
        tried.send(1_600, "y");
        assert_eq!(tried.said.len(), 0);
        tried.hear(1_700, SENT);
        tried.wait(2_000);
        assert_eq!(tried.heard_and_told(), (vec!["to:127.0.0.1/9;content:y".to_owned()], vec![]));
        tried.wait(10_000);
        assert!(tried.client.is_idle());
        assert!(tried.told[0].starts_with("no answer about the message to 127.0.0.1:9, said several times"));
        let counts = tried.client.counts();
        assert_eq!((counts.sent, counts.unanswered, counts.resent, counts.unexpected), (1, 1, 3, 1));
        assert!(!counts.all_sent());
    }

    #[test]
    fn one_who_registers_sends_only_then() {
        let mut tried = Tried::new(true);
        tried.send(0, "x");
        assert_eq!(tried.said, ["hii"]);
        tried.hear(1, OWN);
        assert_eq!(tried.said[1..], ["to:127.0.0.1/9;content:x"]);
    }

    #[test]
    fn a_message_that_looks_like_an_answer_is_a_message() {
        let mut tried = Tried::new(true);
        tried.hear(0, OWN);
        tried.send(0, "x");
        tried.hear(1, &format!("127.0.0.1/4000 ; content : {SENT}"));
        tried.hear(1, "[::1]/4000 ; content : ('127.0.0.1', 1)");
        assert!(!tried.client.is_idle());
        assert_eq!(tried.client.own(), Some(address("127.0.0.1:4000")));
        assert_eq!(
            tried.told[1..],
            [format!("127.0.0.1:4000: {SENT}"), "[::1]:4000: ('127.0.0.1', 1)".to_owned()]
        );
        tried.hear(2, "405, Could not send the message to the requested address");
        assert!(tried.client.is_idle());
        assert!(tried.told[3].starts_with("not sent to 127.0.0.1:9: 405: nobody is registered there"));
        tried.hear(3, "405, Could not send the message to the requested address");
        tried.hear(3, "what?");
        let counts = tried.client.counts();
        assert_eq!(
            (counts.received, counts.refused[&405], counts.unexpected, counts.not_understood),
            (2, 1, 1, 1)
        );
    }

    #[test]
    fn where_nobody_listens_another_address_is_tried_or_it_ends_at_once() {
        let mut tried = Tried::new(false);
        tried.send(0, "x");
        tried.act(|client, _| client.turn_to(at(1), address("127.0.0.2:3478")));
        tried.wait(1);
        assert_eq!(tried.said.len(), 2);
        tried.act(Client::refused);
        assert!(tried.client.is_idle() && tried.client.counts().unanswered == 1);
        let mut tried = Tried::new(true);
        tried.wait(0);
        tried.act(Client::refused);
        assert!(tried.client.has_failed());
    }
}
