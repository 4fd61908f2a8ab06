//! The client: what it said, whether that came back, and when. Pure: no socket, no clock.
//!
//! [`Stream`] is for RFC 862 over TCP, where bytes come back; [`Messages`] for everything else, where messages do.

use std::collections::VecDeque;
use std::time::Duration;

use serde::Serialize;

use crate::clock::Instant;
use crate::contract::Transport;
use crate::stats::{Distribution, Spread};
use crate::tools::echo::wire::{Command, FULL, Wire, command};

/// The most bytes that are on the way at once. A server that takes more than this before it gives any back is asked
/// for no more.
pub const MAX_ON_THE_WAY: usize = 1 << 20;

/// An answer whose length is not known is complete when nothing has followed for this time.
const QUIET: Duration = Duration::from_millis(100);

/// How long a server may take to close its side after we said our last word.
pub const LEAVING: Duration = Duration::from_secs(1);

/// Messages over UDP that are remembered, so that a late or second answer to one is known for what it is.
const REMEMBERED: usize = 64;

/// Bytes that are to come back as they are.
#[derive(Debug, Default)]
pub struct Stream {
    on_the_way: VecDeque<u8>,
    figures: StreamFigures,
}

/// What became of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StreamFigures {
    /// Bytes said.
    pub sent_bytes: u64,
    /// Bytes that came back.
    pub received_bytes: u64,
    /// The first of them, counted from 0, that is not the one that was said.
    pub differs_at: Option<u64>,
}

impl Stream {
    /// How many bytes may be said now.
    pub fn room(&self) -> usize {
        MAX_ON_THE_WAY.saturating_sub(self.on_the_way.len())
    }

    /// These are said.
    pub fn sent(&mut self, bytes: &[u8]) {
        self.figures.sent_bytes += bytes.len() as u64;
        self.on_the_way.extend(bytes);
    }

    /// These have come back.
    pub fn received(&mut self, bytes: &[u8]) {
        let length = bytes.len().min(self.on_the_way.len());
        let (front, back) = self.on_the_way.as_slices();
        let (early, late) = bytes.split_at(length.min(front.len()));
        let is_same = length == bytes.len() && front.starts_with(early) && back.starts_with(late);
        if !is_same && self.figures.differs_at.is_none() {
            let same = self.on_the_way.iter().zip(bytes).take_while(|(said, heard)| said == heard).count();
            self.figures.differs_at = Some(self.figures.received_bytes + same as u64);
        }
        self.on_the_way.drain(..length);
        self.figures.received_bytes += bytes.len() as u64;
    }

    /// Whether all that was said has come back.
    pub fn is_complete(&self) -> bool {
        self.on_the_way.is_empty()
    }

    /// Whether nothing but what was said has come back.
    pub fn is_good(&self) -> bool {
        self.is_complete() && self.figures.differs_at.is_none()
    }

    /// The figures so far.
    pub fn figures(&self) -> StreamFigures {
        self.figures.clone()
    }
}

/// What a client that speaks in messages is told to be.
#[derive(Clone, Debug)]
pub struct Settings {
    /// In which words.
    pub wire: Wire,
    /// Over what.
    pub transport: Transport,
    /// What a named server puts behind each answer; empty when that is not known.
    pub suffix: Vec<u8>,
    /// How long each answer may take.
    pub reply_timeout: Duration,
    /// A person talks: nothing is waited for, everything that comes is shown.
    pub is_chat: bool,
}

/// Messages, each with its answer.
#[derive(Debug)]
pub struct Messages {
    settings: Settings,
    suffix: Option<Vec<u8>>,
    waiting: Option<Waiting>,
    /// Of the last messages over UDP, each with whether it has been answered.
    past: VecDeque<(u64, Vec<u8>, bool)>,
    /// When the name must have come.
    name_until: Option<Instant>,
    /// The next message is a file's name.
    names_file: bool,
    /// Until when a server may close that was told of the end.
    leaving_until: Option<Instant>,
    over: Option<Over>,
    counts: MessageFigures,
    rtt: Spread,
}

#[derive(Debug)]
struct Waiting {
    number: u64,
    text: Vec<u8>,
    /// An answer of any form will do.
    is_question: bool,
    sent: Instant,
    until: Instant,
    got: Vec<u8>,
    /// When what was got came, and so when it is complete if nothing follows.
    got_at: Option<Instant>,
}

/// Why a client stops before its user does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// The server has as many clients as it takes.
    Full,
    /// It closed the connection while something was to come.
    Closed,
    /// An answer over TCP did not come in time; those after it could not be told apart any more.
    NoAnswer,
    /// A server of the named wire says a name first; this one did not.
    NoName,
    /// The system says that nobody listens there (ICMP).
    Refused,
    /// The client said its last word and was heard.
    Left,
}

/// How an answer is to its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// What was to come.
    Good,
    /// Something else.
    Differs,
}

/// What the client finds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields' names say it")]
pub enum Found {
    /// The server named us.
    Name(Vec<u8>),
    /// The server refused us with these words.
    Refused(Vec<u8>),
    /// The answer to a message.
    Answer { number: u64, text: Vec<u8>, rtt: Duration, verdict: Verdict },
    /// No answer to a message.
    Lost { number: u64 },
    /// What nobody waits for.
    Text(Vec<u8>),
}

/// Counts of messages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MessageFigures {
    /// Messages sent.
    pub sent: u64,
    /// Messages answered as they should be.
    pub answered: u64,
    /// Messages whose answer was something else.
    pub differing: u64,
    /// Messages without an answer in time.
    pub lost: u64,
    /// Messages that an answer can still come to.
    pub awaited: u64,
    /// Of the lost ones, those answered later (UDP).
    pub late: u64,
    /// Answers to messages that had been answered (UDP).
    pub duplicates: u64,
    /// Payload bytes sent.
    pub sent_bytes: u64,
    /// Payload bytes received.
    pub received_bytes: u64,
    /// From a message to the last byte of its answer.
    pub rtt: Option<Distribution>,
}

impl Messages {
    /// A client that begins at `now`.
    pub fn new(now: Instant, settings: Settings) -> Messages {
        let has_names = settings.wire == Wire::Named && settings.transport == Transport::Tcp;
        let suffix = match settings.wire {
            Wire::Named if has_names => Some(settings.suffix.clone()).filter(|suffix| !suffix.is_empty()),
            _ => Some(Vec::new()),
        };
        Messages {
            name_until: has_names.then(|| now + settings.reply_timeout),
            settings,
            suffix,
            waiting: None,
            past: VecDeque::new(),
            names_file: false,
            leaving_until: None,
            over: None,
            counts: MessageFigures::default(),
            rtt: Spread::default(),
        }
    }

    /// Whether the next message may be sent.
    pub fn may_send(&self) -> bool {
        self.name_until.is_none()
            && self.waiting.is_none()
            && self.leaving_until.is_none()
            && self.over.is_none()
    }

    /// Whether something that was asked for has not come yet.
    pub fn is_waiting(&self) -> bool {
        self.name_until.is_some() || self.waiting.is_some()
    }

    /// Whether a person talks, and answers are not told from what else comes.
    pub fn is_chat(&self) -> bool {
        self.settings.is_chat
    }

    /// Why it stopped, if it did.
    pub fn over(&self) -> Option<Over> {
        self.over
    }

    /// A message is sent.
    pub fn sent(&mut self, now: Instant, text: &[u8]) {
        let counts = &mut self.counts;
        counts.sent += 1;
        counts.sent_bytes += text.len() as u64;
        let is_named = self.settings.wire == Wire::Named && self.settings.transport == Transport::Tcp;
        let names_file = std::mem::take(&mut self.names_file);
        let command = command(text).filter(|_| self.settings.wire != Wire::Rfc862 && !names_file);
        if matches!(command, Some(Command::Exit | Command::Stop)) {
            self.leaving_until = Some(now + LEAVING);
            if self.settings.transport == Transport::Udp {
                self.over = Some(Over::Left);
            }
            return;
        }
        if self.settings.is_chat {
            return;
        }
        let is_question = is_named && (names_file || command.is_some());
        self.names_file = is_named && command == Some(Command::List);
        let until = now + self.settings.reply_timeout;
        let (number, text) = (counts.sent, text.to_vec());
        self.waiting =
            Some(Waiting { number, text, is_question, sent: now, until, got: vec![], got_at: None });
    }

    /// Something came: over UDP a datagram, over TCP any part of the stream.
    pub fn received(&mut self, now: Instant, bytes: &[u8], found: &mut Vec<Found>) {
        self.counts.received_bytes += bytes.len() as u64;
        if self.name_until.take().is_some() {
            let Some(number) = bytes.strip_prefix(b"Client") else {
                self.over = Some(Over::Full);
                found.push(Found::Refused(bytes.to_vec()));
                return;
            };
            // What a hasty server says next may have come along.
            let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let (name, rest) = bytes.split_at(bytes.len() - number.len() + digits);
            found.push(Found::Name(name.to_vec()));
            if !rest.is_empty() {
                found.push(Found::Text(rest.to_vec()));
            }
            return;
        }
        match self.settings.transport {
            Transport::Tcp => self.stream(now, bytes, found),
            Transport::Udp => self.datagram(now, bytes, found),
        }
    }

    fn stream(&mut self, now: Instant, bytes: &[u8], found: &mut Vec<Found>) {
        let Some(waiting) = &mut self.waiting else {
            found.push(Found::Text(bytes.to_vec()));
            return;
        };
        waiting.got.extend_from_slice(bytes);
        waiting.got_at = Some(now);
        let is_known = self.suffix.as_ref().is_some_and(|suffix| {
            let length = waiting.text.len() + suffix.len();
            !waiting.is_question
                && waiting.got.len() >= length
                && waiting.got.starts_with(&waiting.text)
                && waiting.got.ends_with(suffix)
        });
        // More than any answer is: it will not come to a good end.
        let is_too_much = waiting.got.len() > waiting.text.len() + MAX_ON_THE_WAY;
        if is_known || is_too_much {
            self.complete(found);
        }
    }

    fn datagram(&mut self, now: Instant, bytes: &[u8], found: &mut Vec<Found>) {
        if self.waiting.as_ref().is_some_and(|waiting| waiting.text == bytes) {
            if let Some(waiting) = &mut self.waiting {
                waiting.got = bytes.to_vec();
                waiting.got_at = Some(now);
            }
            return self.complete(found);
        }
        if let Some((_, _, was_answered)) = self.past.iter_mut().find(|(_, text, _)| text == bytes) {
            if std::mem::replace(was_answered, true) {
                self.counts.duplicates += 1;
            } else {
                self.counts.late += 1;
            }
            return;
        }
        match &mut self.waiting {
            Some(waiting) => {
                waiting.got = bytes.to_vec();
                waiting.got_at = Some(now);
                self.complete(found);
            }
            None => found.push(Found::Text(bytes.to_vec())),
        }
    }

    /// What was got is the whole answer.
    fn complete(&mut self, found: &mut Vec<Found>) {
        let Some(Waiting { number, text, is_question, sent, got, got_at, .. }) = self.waiting.take() else {
            return;
        };
        let rest = got.strip_prefix(&text[..]);
        let verdict = match (rest, &self.suffix) {
            _ if is_question => Verdict::Good,
            (Some(rest), Some(suffix)) if rest == suffix => Verdict::Good,
            (Some(rest), None) => {
                // The server's own choice, and the same for every answer.
                self.suffix = Some(rest.to_vec());
                Verdict::Good
            }
            _ if got == FULL => {
                self.over = Some(Over::Full);
                found.push(Found::Refused(got));
                return;
            }
            _ => Verdict::Differs,
        };
        let rtt = got_at.unwrap_or(sent) - sent;
        match verdict {
            Verdict::Good => {
                self.counts.answered += 1;
                self.rtt.record(rtt);
            }
            Verdict::Differs => self.counts.differing += 1,
        }
        self.remember(number, text, true);
        found.push(Found::Answer { number, text: got, rtt, verdict });
    }

    fn remember(&mut self, number: u64, text: Vec<u8>, was_answered: bool) {
        if self.settings.transport == Transport::Udp {
            if self.past.len() == REMEMBERED {
                self.past.pop_front();
            }
            self.past.push_back((number, text, was_answered));
        }
    }

    /// The server has closed the connection.
    pub fn closed(&mut self, found: &mut Vec<Found>) {
        if self.waiting.as_ref().is_some_and(|waiting| waiting.got_at.is_some()) {
            self.complete(found);
        }
        let how = if self.leaving_until.is_some() { Over::Left } else { Over::Closed };
        self.over.get_or_insert(how);
    }

    /// Whether what came is the beginning of what is to come: the rest may be on its way.
    fn is_beginning(&self, waiting: &Waiting) -> bool {
        let Waiting { text, got, is_question, .. } = waiting;
        let suffix = self.suffix.as_deref().unwrap_or_default();
        let is_short = got.len() < text.len() + suffix.len();
        !is_question && is_short && text.iter().chain(suffix).zip(got).all(|(due, came)| due == came)
    }

    /// When [`Messages::timeout`] is due.
    pub fn deadline(&self) -> Option<Instant> {
        let waiting = self.waiting.as_ref().map(|waiting| match waiting.got_at {
            Some(at) if !self.is_beginning(waiting) => (at + QUIET).min(waiting.until),
            _ => waiting.until,
        });
        self.name_until.or(waiting).or(self.leaving_until)
    }

    /// Called at or after the deadline.
    pub fn timeout(&mut self, now: Instant, found: &mut Vec<Found>) {
        if self.deadline().is_none_or(|deadline| deadline > now) {
            return;
        }
        if self.name_until.take().is_some() {
            self.over = Some(Over::NoName);
            return;
        }
        if self.leaving_until.is_some() {
            // One that does not close is left all the same.
            self.over.get_or_insert(Over::Left);
            return;
        }
        if self.waiting.as_ref().is_some_and(|waiting| waiting.got_at.is_some()) {
            return self.complete(found);
        }
        if let Some(Waiting { number, text, .. }) = self.waiting.take() {
            self.counts.lost += 1;
            found.push(Found::Lost { number });
            self.remember(number, text, false);
            if self.settings.transport == Transport::Tcp {
                self.over = Some(Over::NoAnswer);
            }
        }
    }

    /// Whether every message was answered as it should be.
    pub fn is_good(&self) -> bool {
        self.counts.differing + self.counts.lost == 0
            && self.waiting.is_none()
            && matches!(self.over, None | Some(Over::Left))
    }

    /// The same for a talk that was cut short: an answer that may be on its way is not held against the server, but
    /// there was one.
    pub fn is_good_so_far(&self) -> bool {
        self.counts.differing + self.counts.lost == 0
            && (self.waiting.is_none() || self.counts.answered > 0)
            && matches!(self.over, None | Some(Over::Left))
    }

    /// The figures so far.
    pub fn figures(&self) -> MessageFigures {
        MessageFigures {
            awaited: self.waiting.is_some().into(),
            rtt: self.rtt.summary(),
            ..self.counts.clone()
        }
    }
}

/// The `number`th message that a client makes up: no two are the same where `size` lets them differ, and none is a
/// command.
pub fn made_up(number: u64, size: usize) -> Vec<u8> {
    let mut text = format!("{number} ").into_bytes();
    text.extend((b'a'..=b'z').cycle().take(size.saturating_sub(text.len())));
    text.truncate(size);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(ms: u64) -> Instant {
        Instant::from_nanos(ms * 1_000_000)
    }

    fn client(wire: Wire, transport: Transport, suffix: &str) -> Messages {
        let settings = Settings {
            wire,
            transport,
            suffix: suffix.into(),
            reply_timeout: Duration::from_secs(2),
            is_chat: false,
        };
        Messages::new(at(0), settings)
    }

    fn hear(client: &mut Messages, ms: u64, bytes: &[u8]) -> Vec<Found> {
        let mut found = Vec::new();
        client.received(at(ms), bytes, &mut found);
        found
    }

    fn wait(client: &mut Messages, ms: u64) -> Vec<Found> {
        let mut found = Vec::new();
        client.timeout(at(ms), &mut found);
        found
    }

    fn answer(number: u64, text: &[u8], rtt_ms: u64, verdict: Verdict) -> Vec<Found> {
        vec![Found::Answer { number, text: text.to_vec(), rtt: Duration::from_millis(rtt_ms), verdict }]
    }

    #[test]
    fn an_answer_in_pieces_is_one_answer() {
        let mut client = client(Wire::Lab, Transport::Tcp, "");
        client.sent(at(0), b"hello");
        assert!(!client.may_send());
        assert_eq!(hear(&mut client, 1, b"he"), []);
        assert_eq!(hear(&mut client, 3, b"llo"), answer(1, b"hello", 3, Verdict::Good));
        assert!(client.may_send() && client.is_good());
    }

    #[test]
    fn the_rest_of_an_answer_may_take_as_long_as_an_answer() {
        let mut client = client(Wire::Named, Transport::Tcp, "ACK");
        hear(&mut client, 0, b"Client01");
        client.sent(at(0), b"hello");
        assert_eq!(hear(&mut client, 5, b"helloA"), []);
        assert_eq!(client.deadline(), Some(at(2000)));
        assert_eq!(hear(&mut client, 1500, b"CK"), answer(1, b"helloACK", 1500, Verdict::Good));
        client.sent(at(2000), b"hello");
        assert_eq!(hear(&mut client, 2005, b"hel"), []);
        assert_eq!(wait(&mut client, 4000), answer(2, b"hel", 5, Verdict::Differs), "it did not come");
    }

    #[test]
    fn an_answer_that_differs_is_complete_when_nothing_follows() {
        let mut client = client(Wire::Lab, Transport::Tcp, "");
        client.sent(at(0), b"hello");
        assert_eq!(hear(&mut client, 5, b"hallo"), []);
        assert_eq!(client.deadline(), Some(at(105)));
        assert_eq!(wait(&mut client, 104), []);
        assert_eq!(wait(&mut client, 105), answer(1, b"hallo", 5, Verdict::Differs));
        assert!(client.may_send() && !client.is_good());
    }

    #[test]
    fn a_suffix_that_nobody_told_is_learnt_from_the_first_answer() {
        let mut client = client(Wire::Named, Transport::Tcp, "");
        assert!(!client.may_send(), "the server speaks first");
        assert_eq!(hear(&mut client, 1, b"Client07"), [Found::Name(b"Client07".to_vec())]);
        client.sent(at(10), b"a");
        assert_eq!(hear(&mut client, 11, b"a"), []);
        assert_eq!(hear(&mut client, 12, b"ACK"), []);
        assert_eq!(wait(&mut client, 112), answer(1, b"aACK", 2, Verdict::Good));
        client.sent(at(200), b"b");
        assert_eq!(hear(&mut client, 201, b"bACK"), answer(2, b"bACK", 1, Verdict::Good), "at once");
        client.sent(at(300), b"c");
        assert_eq!(hear(&mut client, 301, b"cNAK"), []);
        assert_eq!(wait(&mut client, 401), answer(3, b"cNAK", 1, Verdict::Differs));
    }

    #[test]
    fn a_question_may_have_any_answer() {
        let mut client = client(Wire::Named, Transport::Tcp, "ACK");
        hear(&mut client, 0, b"Client01");
        for (said, heard) in
            [("status", "Client01 connected at ..."), ("list", "\na.txt\n"), ("exit", "a file")]
        {
            client.sent(at(0), said.as_bytes());
            assert_eq!(hear(&mut client, 1, heard.as_bytes()), [], "{said}");
            assert!(
                matches!(wait(&mut client, 101)[..], [Found::Answer { verdict: Verdict::Good, .. }]),
                "{said}"
            );
        }
        client.sent(at(0), b"exit");
        assert!(!client.may_send() && !client.is_waiting());
        client.closed(&mut Vec::new());
        assert_eq!((client.over(), client.is_good()), (Some(Over::Left), true));
    }

    #[test]
    fn a_server_that_refuses_is_heard() {
        let mut named = client(Wire::Named, Transport::Tcp, "");
        assert_eq!(hear(&mut named, 0, FULL), [Found::Refused(FULL.to_vec())]);
        let mut lab = client(Wire::Lab, Transport::Tcp, "");
        lab.sent(at(0), b"hello");
        let mut found = hear(&mut lab, 1, FULL);
        lab.closed(&mut found);
        assert_eq!(found, [Found::Refused(FULL.to_vec())]);
        let mut hasty = client(Wire::Named, Transport::Tcp, "");
        let named_and_more = [Found::Name(b"Client01".to_vec()), Found::Text(b"\nwelcome".to_vec())];
        assert_eq!(hear(&mut hasty, 0, b"Client01\nwelcome"), named_and_more);
        assert_eq!((named.over(), lab.over()), (Some(Over::Full), Some(Over::Full)));
        let mut mute = client(Wire::Named, Transport::Tcp, "");
        wait(&mut mute, 2000);
        assert_eq!((mute.over(), mute.is_good()), (Some(Over::NoName), false));
    }

    #[test]
    fn a_server_that_does_not_close_is_left_all_the_same() {
        for word in [&b"exit"[..], b" STOP "] {
            let mut client = client(Wire::Lab, Transport::Tcp, "");
            client.sent(at(0), word);
            assert_eq!(client.deadline(), Some(at(1000)));
            assert_eq!((wait(&mut client, 999), client.over()), (vec![], None));
            assert_eq!((wait(&mut client, 1000), client.over()), (vec![], Some(Over::Left)));
            assert!(client.is_good());
        }
    }

    #[test]
    fn over_tcp_a_missing_answer_is_the_end() {
        let mut client = client(Wire::Lab, Transport::Tcp, "");
        client.sent(at(0), b"a");
        assert_eq!(wait(&mut client, 2000), [Found::Lost { number: 1 }]);
        assert_eq!((client.over(), client.is_good()), (Some(Over::NoAnswer), false));
    }

    #[test]
    fn over_udp_late_and_second_answers_are_known() {
        let mut client = client(Wire::Rfc862, Transport::Udp, "");
        client.sent(at(0), b"1");
        assert_eq!(wait(&mut client, 2000), [Found::Lost { number: 1 }]);
        client.sent(at(2000), b"2");
        assert_eq!(hear(&mut client, 2001, b"1"), [], "late");
        assert_eq!(hear(&mut client, 2002, b"1"), [], "and once more");
        assert_eq!(hear(&mut client, 2003, b"2"), answer(2, b"2", 3, Verdict::Good));
        client.sent(at(3000), b"stop");
        assert_eq!(hear(&mut client, 3001, b"stop"), answer(3, b"stop", 1, Verdict::Good), "no command here");
        client.sent(at(4000), b"4");
        assert_eq!(hear(&mut client, 4001, b"5"), answer(4, b"5", 1, Verdict::Differs));
        let MessageFigures { sent, answered, differing, lost, late, duplicates, .. } = client.figures();
        assert_eq!((sent, answered, differing, lost, late, duplicates), (4, 2, 1, 1, 1, 1));
    }

    #[test]
    fn made_up_messages_are_no_commands() {
        assert_eq!(made_up(7, 6), b"7 abcd");
        assert_eq!(made_up(1234, 2), b"12");
        assert_eq!(made_up(1, 0), b"");
        assert!((1..2000).all(|number| (0..8).all(|size| command(&made_up(number, size)).is_none())));
    }

    proptest! {
        #[test]
        fn a_stream_knows_where_it_first_differs(
            said in prop::collection::vec(any::<u8>(), 1..500),
            parts in prop::collection::vec(1usize..100, 1..20),
            flip in prop::option::of(0usize..500),
        ) {
            let mut heard = said.clone();
            let flip = flip.filter(|at| *at < said.len());
            if let Some(at) = flip {
                heard[at] ^= 1;
            }
            let (mut stream, mut rest) = (Stream::default(), &heard[..]);
            let (early, late) = said.split_at(said.len() / 2);
            stream.sent(early);
            stream.sent(late);
            for part in parts.iter().cycle() {
                let (now, after) = rest.split_at(rest.len().min(*part));
                stream.received(now);
                rest = after;
                if rest.is_empty() {
                    break;
                }
            }
            prop_assert_eq!(stream.figures().differs_at, flip.map(|at| at as u64));
            prop_assert_eq!((stream.is_complete(), stream.is_good()), (true, flip.is_none()));
            stream.received(b"more");
            prop_assert!(!stream.is_good(), "what was never said");
        }
    }
}
