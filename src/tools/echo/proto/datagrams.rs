//! The server over UDP: a datagram goes back to where it came from.

use std::fmt;
use std::hash::BuildHasher;
use std::net::SocketAddr;

use serde::Serialize;

use crate::admit::{Admit, CoursePeers, Ignored, Ignoring, Refused, RemoteStop, Rules};
use crate::clock::Instant;
use crate::contract::{Datagrams, Ended, Event, Level, News, Outbox, Received, Server};
use crate::tools::echo::wire::{Command, Wire, command, python_address, shown};

/// What it tells people.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields' names say it, and Display has the sentences")]
pub enum DatagramEvent {
    /// A message was taken.
    Received { peer: SocketAddr, text: String, length_bytes: usize },
    /// A sender was refused.
    Ignored(Ignored),
}

impl fmt::Display for DatagramEvent {
    /// The exercise's line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatagramEvent::Received { peer, text, .. } => {
                write!(f, "Received: {text} from {}", python_address(*peer))
            }
            DatagramEvent::Ignored(ignored) => ignored.fmt(f),
        }
    }
}

impl From<Ignored> for DatagramEvent {
    fn from(ignored: Ignored) -> DatagramEvent {
        DatagramEvent::Ignored(ignored)
    }
}

impl Event for DatagramEvent {
    fn level(&self) -> Level {
        match self {
            DatagramEvent::Received { .. } => Level::Detail,
            DatagramEvent::Ignored(_) => Level::Warning,
        }
    }
}

/// Its figures.
#[derive(Clone, Debug, Serialize)]
pub struct DatagramCounts {
    /// What it speaks; over UDP named is lab.
    pub wire: Wire,
    /// Messages that went back.
    pub echoed: u64,
    /// Messages `exit` and `stop`, which do not (lab).
    pub stop_words: u64,
    /// What was not answered, by reason.
    pub refused: Refused,
}

impl fmt::Display for DatagramCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DatagramCounts { wire, echoed, stop_words, refused } = self;
        writeln!(f, "  wire      {wire}")?;
        write!(f, "  messages  {echoed} echoed")?;
        if *wire != Wire::Rfc862 {
            write!(f, ", {stop_words} stop words")?;
        }
        write!(f, "\n  refused   {refused}")
    }
}

/// Its state.
#[derive(Debug)]
pub struct EchoDatagrams<S> {
    admit: Admit<S>,
    remote_stop: RemoteStop,
    counts: DatagramCounts,
    ignoring: Ignoring,
}

impl<S: BuildHasher> EchoDatagrams<S> {
    /// A server of this wire. `hasher` keys its table of sources; give a random one.
    pub fn new(wire: Wire, mut rules: Rules, remote_stop: RemoteStop, hasher: S) -> EchoDatagrams<S> {
        let wire = match wire {
            Wire::Rfc862 => {
                // An answer is its request: nobody is amplified, so that this wire is for everybody.
                rules.course_peers = CoursePeers::Any;
                Wire::Rfc862
            }
            Wire::Lab | Wire::Named => Wire::Lab,
        };
        let counts = DatagramCounts { wire, echoed: 0, stop_words: 0, refused: Refused::default() };
        EchoDatagrams { admit: Admit::new(rules, hasher), remote_stop, counts, ignoring: Ignoring::default() }
    }

    /// Whether this is no message to echo, because it ends a session or the server.
    fn is_stop_word(&mut self, from: SocketAddr, payload: &[u8], news: &mut News<DatagramEvent>) -> bool {
        let is_stop = match command(payload) {
            _ if self.counts.wire == Wire::Rfc862 => return false,
            Some(Command::Stop) => true,
            Some(Command::Exit) => false,
            _ => return false,
        };
        self.counts.stop_words += 1;
        if is_stop && self.remote_stop.allows(from.ip()) {
            news.stop(Ended::StopWord);
        }
        true
    }
}

impl<S: BuildHasher> Server for EchoDatagrams<S> {
    type Event = DatagramEvent;
    type Summary = DatagramCounts;

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn summary(&self, _now: Instant) -> DatagramCounts {
        DatagramCounts { refused: self.ignoring.refused().clone(), ..self.counts }
    }
}

impl<S: BuildHasher> Datagrams for EchoDatagrams<S> {
    fn datagram(
        &mut self,
        now: Instant,
        request: &Received,
        payload: &[u8],
        out: &mut Outbox<DatagramEvent>,
    ) {
        let peer = request.from;
        if let Err(refusal) = self.admit.datagram(now, request) {
            return self.ignoring.tell(now, peer, refusal.name(), refusal.why(), &mut out.news);
        }
        out.news.detail(|| DatagramEvent::Received {
            peer,
            text: shown(payload),
            length_bytes: payload.len(),
        });
        if !self.is_stop_word(peer, payload, &mut out.news) {
            self.counts.echoed += 1;
            out.reply(request, payload);
        }
    }

    fn tick(&mut self, _now: Instant, _out: &mut Outbox<DatagramEvent>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::hash::RandomState;

    fn server(wire: Wire, remote_stop: RemoteStop) -> EchoDatagrams<RandomState> {
        EchoDatagrams::new(wire, Rules::for_tests(50, 9000), remote_stop, RandomState::new())
    }

    /// What comes back to `from`, and whether the server wants to end.
    fn ask(server: &mut EchoDatagrams<RandomState>, from: &str, payload: &[u8]) -> (Vec<Vec<u8>>, bool) {
        let mut out = Outbox::new(true);
        let request =
            Received { from: from.parse().unwrap(), to: None, unicast: true, arrival: Default::default() };
        server.datagram(Instant::default(), &request, payload, &mut out);
        assert!(out.transmits().iter().all(|transmit| transmit.to == request.from));
        let answers = out.transmits().iter().map(|transmit| out.payload(transmit).to_vec()).collect();
        (answers, out.news.stopped().is_some())
    }

    #[test]
    fn lab_knows_two_stop_words_and_rfc862_none() {
        for (wire, text, comes_back, ends) in [
            (Wire::Rfc862, &b"stop"[..], true, false),
            (Wire::Lab, b"stop", false, true),
            (Wire::Named, b" STOP\n", false, true),
            (Wire::Lab, b"exit", false, false),
            (Wire::Lab, b"exit now", true, false),
            (Wire::Named, b"status", true, false),
            (Wire::Lab, b"", true, false),
        ] {
            let answers = if comes_back { vec![text.to_vec()] } else { vec![] };
            let mut server = server(wire, RemoteStop::Loopback);
            assert_eq!(
                ask(&mut server, "127.0.0.1:40000", text),
                (answers, ends),
                "{wire} {}",
                text.escape_ascii()
            );
        }
        let off = ask(&mut server(Wire::Lab, RemoteStop::Off), "127.0.0.1:40000", b"stop");
        let strange = ask(&mut server(Wire::Lab, RemoteStop::Loopback), "10.0.0.1:40000", b"stop");
        assert_eq!((off, strange), ((vec![], false), (vec![], false)));
    }

    #[test]
    fn strangers_are_served_on_the_standard_wire_alone() {
        let stranger = "192.0.2.1:40000";
        assert_eq!(ask(&mut server(Wire::Rfc862, RemoteStop::Off), stranger, b"x").0.len(), 1);
        assert_eq!(ask(&mut server(Wire::Lab, RemoteStop::Off), stranger, b"x").0.len(), 0);
        for server_port in ["127.0.0.2:9000", "127.0.0.1:7", "127.0.0.1:0"] {
            assert_eq!(ask(&mut server(Wire::Rfc862, RemoteStop::Off), server_port, b"x").0.len(), 0);
        }
    }

    proptest! {
        #[test]
        fn any_datagram_comes_back_as_it_is_and_once(payload in prop::collection::vec(any::<u8>(), 0..2000)) {
            let mut server = server(Wire::Rfc862, RemoteStop::Loopback);
            prop_assert_eq!(ask(&mut server, "127.0.0.1:40000", &payload), (vec![payload], false));
        }
    }
}
