//! The client: up to `tries` requests, each with another ID and on another socket, until one is granted.
//!
//! The driver asks [`Client::what_next`] what to do, does it, and tells what came of it.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Serialize;

use crate::clock::Instant;
use crate::contract::Transport;
use crate::tools::handshake::wire::{Id, Malformed, Reply};

/// How long a TCP server must be quiet for its answer to be complete when it forgets to close: the port may have
/// come in two pieces.
const QUIET: Duration = Duration::from_millis(20);

/// The longest answer that is kept over TCP, in bytes. A valid one is shorter; more cannot become one.
const MAX_REPLY: usize = 1024;

/// What to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send the request for this ID on a new socket, call [`Client::sent`], and wait until the try has ended.
    Ask(Id),
    /// Get another ID from the user and give it to [`Client::give_id`].
    NeedId,
    /// It is over.
    Over(Outcome),
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The ID is leased.
    Established {
        /// The ID.
        id: Id,
        /// This client's address and port as the server sees them.
        client: SocketAddr,
        /// From the request to the answer.
        rtt: Duration,
    },
    /// No try was granted.
    Failure,
}

/// How one try ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Try {
    /// The ID is leased; [`Client::what_next`] has the details.
    Established,
    /// It is not.
    Failed {
        /// The ID of this try.
        id: Id,
        /// Why.
        why: Why,
    },
}

/// Why a try failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The server said that the ID is not free.
    Reset,
    /// No answer came in time.
    Timeout,
    /// Nobody listens there.
    Refused,
    /// The server ended the connection before it had answered.
    Closed,
    /// The system could not send.
    Unreachable,
}

impl Why {
    /// The reason as the rest of a sentence about the server.
    pub const fn sentence(self) -> &'static str {
        match self {
            Why::Reset => "says that the id is not free",
            Why::Timeout => "did not answer in time",
            Why::Refused => "has nobody listening on that port",
            Why::Closed => "ended the connection without an answer",
            Why::Unreachable => "cannot be reached",
        }
    }
}

/// The client's state.
#[derive(Debug)]
pub struct Client {
    transport: Transport,
    reply_timeout: Option<Duration>,
    tries_left: u32,
    ids: VecDeque<Id>,
    outcome: Option<Outcome>,
    asked: Option<Asked>,
}

#[derive(Debug)]
struct Asked {
    id: Id,
    at: Instant,
    until: Option<Instant>,
    /// TCP: what the server has said so far.
    said: Vec<u8>,
    /// TCP: when `said` counts as complete.
    complete_at: Option<Instant>,
}

impl Client {
    /// A client that uses `ids` first and then asks for more.
    pub fn new(
        transport: Transport,
        tries: u32,
        reply_timeout: Option<Duration>,
        ids: impl IntoIterator<Item = Id>,
    ) -> Client {
        let ids = ids.into_iter().collect();
        Client { transport, reply_timeout, tries_left: tries, ids, outcome: None, asked: None }
    }

    /// What to do now. To be called when the try before has ended.
    pub fn what_next(&mut self) -> Next {
        if let Some(outcome) = &self.outcome {
            return Next::Over(outcome.clone());
        }
        if self.tries_left == 0 {
            return Next::Over(Outcome::Failure);
        }
        match self.ids.pop_front() {
            Some(id) => {
                self.tries_left -= 1;
                Next::Ask(id)
            }
            None => Next::NeedId,
        }
    }

    /// The user's next ID, or `None` for giving up.
    pub fn give_id(&mut self, id: Option<Id>) {
        match id {
            Some(id) => self.ids.push_back(id),
            None => self.outcome = Some(Outcome::Failure),
        }
    }

    /// The request for `id` is about to leave: the wait begins.
    pub fn sent(&mut self, now: Instant, id: Id) {
        let until = self.reply_timeout.map(|wait| now + wait);
        self.asked = Some(Asked { id, at: now, until, said: Vec::new(), complete_at: None });
    }

    /// The ID that is asked for now.
    pub fn asked(&self) -> Option<&Id> {
        self.asked.as_ref().map(|asked| &asked.id)
    }

    /// When [`Client::timeout`] is due.
    pub fn deadline(&self) -> Option<Instant> {
        let asked = self.asked.as_ref()?;
        asked.complete_at.into_iter().chain(asked.until).min()
    }

    /// Bytes from the server; `None` while the try goes on.
    pub fn received(&mut self, now: Instant, bytes: &[u8]) -> Option<Try> {
        let asked = self.asked.as_mut()?;
        if self.transport == Transport::Udp {
            let reply = Reply::parse(bytes).ok().filter(|reply| reply.id() == asked.id.as_str());
            return reply.map(|reply| Client::conclude(&mut self.outcome, asked, now, &reply));
        }
        let room = MAX_REPLY.saturating_sub(asked.said.len());
        asked.said.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        if asked.said.contains(&b'\n') {
            return self.complete(now);
        }
        match Reply::parse(&asked.said) {
            Ok(Reply::Reset { id }) if id == asked.id.as_str() => self.complete(now),
            Ok(_) => {
                asked.complete_at = Some(now + QUIET);
                None
            }
            Err(Malformed::Incomplete) => None,
            // What is there may still be cut in the middle of a word; the wait goes on.
            Err(_) => None,
        }
    }

    /// The server has closed the connection.
    pub fn closed(&mut self, now: Instant) -> Option<Try> {
        self.complete(now).or_else(|| self.failed(Why::Closed))
    }

    /// The deadline has come.
    pub fn timeout(&mut self, now: Instant) -> Option<Try> {
        let asked = self.asked.as_mut()?;
        if asked.complete_at.take().is_some()
            && let Some(ended) = self.complete(now)
        {
            return Some(ended);
        }
        let is_up = self.asked.as_ref()?.until.is_some_and(|until| until <= now);
        if is_up { self.failed(Why::Timeout) } else { None }
    }

    /// The try has failed.
    pub fn failed(&mut self, why: Why) -> Option<Try> {
        let asked = self.asked.take()?;
        Some(Try::Failed { id: asked.id, why })
    }

    /// Nobody wants to wait any more.
    pub fn give_up(&mut self) {
        self.outcome.get_or_insert(Outcome::Failure);
    }

    /// Takes what a TCP server has said for its answer, when it is one to this request.
    fn complete(&mut self, now: Instant) -> Option<Try> {
        let mut asked = self.asked.take()?;
        let said = std::mem::take(&mut asked.said);
        // Lines about other ids do not count.
        let replies = said.split(|&byte| byte == b'\n').filter_map(|line| Reply::parse(line).ok());
        match replies.into_iter().find(|reply| reply.id() == asked.id.as_str()) {
            Some(reply) => Some(Client::conclude(&mut self.outcome, &asked, now, &reply)),
            None => {
                self.asked = Some(asked);
                None
            }
        }
    }

    fn conclude(outcome: &mut Option<Outcome>, asked: &Asked, now: Instant, reply: &Reply<'_>) -> Try {
        let id = asked.id.clone();
        match *reply {
            Reply::Ok { client, .. } => {
                *outcome = Some(Outcome::Established { id, client, rtt: now - asked.at });
                Try::Established
            }
            Reply::Reset { .. } => Try::Failed { id, why: Why::Reset },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(ms: u64) -> Instant {
        Instant::from_nanos(ms * 1_000_000)
    }

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    fn client(transport: Transport, ids: &[&str]) -> Client {
        Client::new(transport, 3, Some(Duration::from_secs(15)), ids.iter().map(|text| id(text)))
    }

    /// Starts the next try at `ms` and gives its ID.
    fn ask(client: &mut Client, ms: u64) -> Id {
        let Next::Ask(asked) = client.what_next() else { panic!("no further try") };
        client.sent(at(ms), asked.clone());
        asked
    }

    fn failed(text: &str, why: Why) -> Option<Try> {
        Some(Try::Failed { id: id(text), why })
    }

    #[test]
    fn ok_establishes() {
        let mut client = client(Transport::Udp, &["7"]);
        ask(&mut client, 0);
        assert_eq!(client.received(at(4), b"OK 7 192.0.2.1 4000"), Some(Try::Established));
        let established = Outcome::Established {
            id: id("7"),
            client: "192.0.2.1:4000".parse().unwrap(),
            rtt: Duration::from_millis(4),
        };
        assert_eq!(client.what_next(), Next::Over(established));
    }

    #[test]
    fn three_tries_then_failure_and_no_question_after_the_last() {
        let mut client = client(Transport::Udp, &["a", "b"]);
        ask(&mut client, 0);
        assert_eq!(client.deadline(), Some(at(15_000)));
        assert_eq!(client.timeout(at(14_999)), None);
        assert_eq!(client.timeout(at(15_000)), failed("a", Why::Timeout));
        ask(&mut client, 15_000);
        assert_eq!(client.received(at(15_001), b"RESET b"), failed("b", Why::Reset));
        assert_eq!(client.what_next(), Next::NeedId);
        client.give_id(Some(id("c")));
        ask(&mut client, 16_000);
        assert_eq!(client.failed(Why::Refused), failed("c", Why::Refused));
        assert_eq!(client.what_next(), Next::Over(Outcome::Failure));
    }

    #[test]
    fn the_end_of_input_is_giving_up() {
        let mut client = client(Transport::Udp, &[]);
        assert_eq!(client.what_next(), Next::NeedId);
        client.give_id(None);
        assert_eq!(client.what_next(), Next::Over(Outcome::Failure));
    }

    #[test]
    fn answers_about_another_id_and_noise_are_ignored_over_udp() {
        let mut client = client(Transport::Udp, &["7"]);
        ask(&mut client, 0);
        for noise in [&b"OK 07 127.0.0.1 1"[..], b"RESET 8", b"", b"\xff", b"OK 7", b"OK 7 x y"] {
            assert_eq!(client.received(at(1), noise), None);
        }
        assert_eq!(client.deadline(), Some(at(15_000)), "the wait goes on unchanged");
        assert_eq!(client.received(at(2), b"OK 7 ::1 1"), Some(Try::Established));
    }

    #[test]
    fn an_answer_over_tcp_may_come_in_pieces_and_without_an_end() {
        let mut client = client(Transport::Tcp, &["7", "8", "9"]);
        ask(&mut client, 0);
        assert_eq!(client.received(at(1), b"OK 7 127.0.0.1 4"), None);
        assert_eq!(client.deadline(), Some(at(21)));
        assert_eq!(client.received(at(9), b"0000"), None);
        assert_eq!(client.timeout(at(29)), Some(Try::Established));
        let Next::Over(Outcome::Established { client: seen, .. }) = client.what_next() else { panic!() };
        assert_eq!(seen.port(), 40_000);
    }

    #[test]
    fn over_tcp_the_end_completes_an_answer_or_fails_the_try() {
        let mut client = client(Transport::Tcp, &["7", "8", "9"]);
        ask(&mut client, 0);
        assert_eq!(client.received(at(1), b"OK 7 127.0.0.1"), None);
        assert_eq!(client.closed(at(2)), failed("7", Why::Closed));
        ask(&mut client, 3);
        assert_eq!(client.received(at(4), b"RESET 8"), failed("8", Why::Reset));
        ask(&mut client, 5);
        assert_eq!(client.received(at(6), b"OK 9 ::1 4"), None);
        assert_eq!(client.closed(at(7)), Some(Try::Established));
    }

    #[test]
    fn an_answer_behind_one_about_another_id_is_found() {
        let mut client = client(Transport::Tcp, &["7"]);
        ask(&mut client, 0);
        assert_eq!(client.received(at(1), b"RESET 8\nOK 7 127.0.0.1 5\n"), Some(Try::Established));
    }

    #[test]
    fn an_answer_about_another_id_over_tcp_waits_for_the_time_out() {
        let mut client = client(Transport::Tcp, &["7"]);
        ask(&mut client, 0);
        assert_eq!(client.received(at(1), b"OK 8 127.0.0.1 40000"), None);
        assert_eq!(client.timeout(at(21)), None);
        assert_eq!(client.deadline(), Some(at(15_000)));
        assert_eq!(client.timeout(at(15_000)), failed("7", Why::Timeout));
    }

    proptest! {
        #[test]
        fn whatever_a_server_says_the_try_ends_by_its_time_out(
            replies in prop::collection::vec((1u64..4000, prop::collection::vec(any::<u8>(), 0..80)), 0..20),
            tcp: bool,
        ) {
            let mut client = client(if tcp { Transport::Tcp } else { Transport::Udp }, &["7"]);
            ask(&mut client, 0);
            let (mut now, mut ended) = (0, None);
            for (wait, bytes) in replies {
                now += wait;
                while ended.is_none() && client.deadline().is_some_and(|due| due <= at(now)) {
                    let due = client.deadline().unwrap();
                    ended = client.timeout(due);
                }
                ended = ended.or_else(|| client.received(at(now), &bytes));
            }
            while ended.is_none() {
                let due = client.deadline().unwrap();
                prop_assert!(due <= at(15_000));
                ended = client.timeout(due);
            }
        }
    }
}
