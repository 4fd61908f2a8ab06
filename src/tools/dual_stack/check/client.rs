//! Cases of a dual-stack client.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use super::{PAUSE, count, timeout};
use crate::check::case::Severity::{Required, Robust};
use crate::check::case::{Case, Fault, Outcome, Terms, unjudged, wrong};
use crate::check::trial::{Client, Ended, Stream, TcpHost, Trial, shown};
use crate::contract::Transport;
use crate::net::resolve::{self, Family};
use crate::tools::dual_stack::wire::{ACKNOWLEDGEMENT, EXIT, TEXT};
use crate::value::Host;

pub(super) const CASES: &[Case] = &[
    Case::client("DS-41", Required, it_says_its_text)
        .requires("The client says `Hii Server`")
        .asked("the client says `Hii Server`.")
        .hint("another spelling, or a newline behind it"),
    Case::client("DS-42", Required, it_says_it_so_often)
        .requires("It says it 5 times, no more and no less")
        .asked("it sends `Hii Server` 5 times (`count`).")
        .hint("the loop runs once too often or too seldom, as in range(1, 5)"),
    Case::client("DS-43", Required, it_waits_for_each_acknowledgement)
        .requires("It says each only when the one before has been acknowledged")
        .asked("each is said after the `Acknowledgement` to the one before.")
        .hint("all are sent first and the answers read afterwards"),
    Case::client("DS-44", Required, it_says_exit)
        .requires("After the last it says `exit`")
        .asked("then it says `exit`.")
        .hint("another spelling, a newline behind it, or the connection is closed without a word"),
    Case::client("DS-45", Required, it_closes)
        .requires("Then it closes the connection and waits for nothing")
        .asked("then `exit`, and closes; there is no reply to that.")
        .hint("an answer to exit is waited for, which never comes"),
    Case::client("DS-46", Required, it_ends_with_status_0)
        .requires("After all that it ends with exit status 0")
        .asked("with the connection closed the client is done.")
        .hint("an exception on the way out"),
    Case::client("DS-47", Required, it_connects_over_ipv6)
        .requires("Told the address ::1, it connects over IPv6")
        .asked("the family follows the address: IPv6 or IPv4, as it is given.")
        .hint("the socket is made with AF_INET; getaddrinfo() gives family and address together"),
    Case::client("DS-48", Required, it_resolves_a_name)
        .requires("Told the name localhost, it connects to the first address of that")
        .asked("the client resolves the host and takes what it gives (IPv6 or IPv4).")
        .hint("the host is taken for an address; getaddrinfo() takes names too"),
    Case::client("DS-49", Robust, an_acknowledgement_in_pieces_is_one)
        .requires("An Acknowledgement that arrives in two pieces is one")
        .asked("TCP is a stream: what was sent as one message may be read in several pieces.")
        .hint("one recv is taken for one message"),
    Case::client("DS-50", Robust, a_server_that_closes_is_told)
        .requires("A server that closes in the middle is told, by an exit status other than 0")
        .asked("the client has said `Hii Server` 5 times when all were acknowledged, and not before.")
        .hint("recv gives nothing, which is taken for an answer"),
    Case::client("DS-51", Robust, a_silent_server_does_not_hang_it)
        .requires("A server that never answers does not hang it for ever")
        .asked("the exercise's client waits 20 s for an answer.")
        .hint("no time-out is set")
        .lasts(for_ever),
    Case::client("DS-52", Robust, nobody_listening_is_told)
        .requires("When nobody listens it tells so and its exit status is not 0")
        .asked("a refused connection is an error like any other.")
        .hint("the exception is caught and nothing is printed, or the status stays 0"),
];

/// After so long without an answer a client is taken to wait for ever: longer than the exercise's own waits.
fn for_ever(terms: &Terms) -> Duration {
    terms.scaled(Duration::from_secs(30))
}

/// A client under test that has connected.
struct Talk<'a> {
    client: Client<'a>,
    stream: Stream<'a>,
}

/// What it says.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    Text,
    Exit,
    /// Something else; nothing where there is silence or the end.
    Other(Vec<u8>),
}

impl<'a> Talk<'a> {
    fn new(trial: &Trial<'a>) -> Outcome<Talk<'a>> {
        Talk::with(&trial.listen_tcp()?, trial)
    }

    fn with(host: &TcpHost<'a>, trial: &Trial<'a>) -> Outcome<Talk<'a>> {
        let client = trial.client(host.address(), &[], "")?;
        let stream = host.expect_connection(trial.arrival())?;
        Ok(Talk { client, stream })
    }

    /// What it says next. Blanks before it are one case's matter.
    fn hear(&mut self, trial: &Trial<'_>) -> Outcome<Said> {
        let mut said = Vec::new();
        for blanks in 0.. {
            said = self.stream.receive_exactly(1, trial.patience())?;
            if blanks == MOST_BLANKS || !said.iter().all(u8::is_ascii_whitespace) || said.is_empty() {
                break;
            }
        }
        for (word, meaning) in [(EXIT, Said::Exit), (TEXT, Said::Text)] {
            if word.starts_with(&said) && !said.is_empty() {
                said.extend(self.stream.receive_exactly(word.len() - said.len(), trial.patience())?);
            }
            if said == word {
                return Ok(meaning);
            }
        }
        Ok(Said::Other(said))
    }

    fn expect_text(&mut self, trial: &Trial<'_>) -> Outcome {
        match self.hear(trial)? {
            Said::Text => Ok(()),
            said => wrong(shown(TEXT), self.spoken(&said)),
        }
    }

    fn spoken(&self, said: &Said) -> String {
        match said {
            Said::Text => shown(TEXT),
            Said::Exit => shown(EXIT),
            Said::Other(bytes) if bytes.is_empty() => self.stream.seen(),
            Said::Other(bytes) => shown(bytes),
        }
    }

    fn acknowledge(&mut self) -> Outcome {
        self.stream.send(ACKNOWLEDGEMENT)
    }

    /// Acknowledges each of its texts until it says something else: how many there were, and what it said then.
    fn converse(&mut self, trial: &Trial<'_>) -> Outcome<(u64, Said)> {
        let mut texts = 0;
        loop {
            match self.hear(trial)? {
                // One that says more than twice as many as it should will not stop.
                Said::Text if texts < 2 * count(trial.terms) => {
                    texts += 1;
                    self.acknowledge()?;
                }
                other => return Ok((texts, other)),
            }
        }
    }
}

/// The most blanks that are passed over at once.
const MOST_BLANKS: usize = 16;

/// It ended with a status that tells of a failure.
fn failed(ended: &Ended) -> Outcome {
    match ended.status {
        Some(0) => wrong("an exit status other than 0", "exit status 0"),
        Some(_) => Ok(()),
        None => wrong("an exit status other than 0", "a signal ended it"),
    }
}

fn it_says_its_text(trial: &Trial<'_>) -> Outcome {
    let mut talk = Talk::new(trial)?;
    talk.stream.expect(TEXT)?;
    match talk.stream.receive(Terms::QUIET)? {
        // One that says several at once does not wait, which is another case's matter.
        more if TEXT.starts_with(&more) || more.starts_with(TEXT) => Ok(()),
        more => wrong(format!("{} and nothing else", shown(TEXT)), format!("after it {}", shown(&more))),
    }
}

fn it_says_it_so_often(trial: &Trial<'_>) -> Outcome {
    let mut talk = Talk::new(trial)?;
    let count = count(trial.terms);
    match talk.converse(trial)? {
        (texts, _) if texts == count => Ok(()),
        (texts, then) => wrong(
            format!("{} {count} times", shown(TEXT)),
            format!("{texts} times, then {}", talk.spoken(&then)),
        ),
    }
}

fn it_waits_for_each_acknowledgement(trial: &Trial<'_>) -> Outcome {
    let mut talk = Talk::new(trial)?;
    for _ in 0..count(trial.terms).min(3) {
        talk.expect_text(trial)?;
        let early = talk.stream.receive(Terms::QUIET)?;
        // Blanks do not say anything.
        if !early.trim_ascii().is_empty() {
            return wrong("nothing before the acknowledgement", shown(&early));
        }
        talk.acknowledge()?;
    }
    Ok(())
}

fn it_says_exit(trial: &Trial<'_>) -> Outcome {
    let mut talk = Talk::new(trial)?;
    let (texts, then) = talk.converse(trial)?;
    if then != Said::Exit {
        return wrong(format!("{} after {texts} times {}", shown(EXIT), shown(TEXT)), talk.spoken(&then));
    }
    match talk.stream.receive(Terms::QUIET)? {
        more if more.is_empty() => Ok(()),
        more => wrong(format!("{} and nothing else", shown(EXIT)), format!("after it {}", shown(&more))),
    }
}

fn it_closes(trial: &Trial<'_>) -> Outcome {
    let mut talk = Talk::new(trial)?;
    // How often and what it says are other cases' matter.
    talk.converse(trial)?;
    match talk.stream.receive_to_end(trial.patience())? {
        Some(_) => Ok(()),
        None => wrong("the connection closed", talk.stream.seen()),
    }
}

fn it_ends_with_status_0(trial: &Trial<'_>) -> Outcome {
    let mut talk = Talk::new(trial)?;
    talk.converse(trial)?;
    talk.stream.finish();
    talk.client.end(trial.patience())?.expect_status(0)
}

fn it_connects_over_ipv6(trial: &Trial<'_>) -> Outcome {
    sees_the_host(trial)?;
    let ip = if trial.is_by_hand() { Ipv6Addr::UNSPECIFIED } else { Ipv6Addr::LOCALHOST };
    let host = trial.listen_tcp_at(IpAddr::V6(ip))?;
    trial.did(format!("the client started towards {}", host.address()));
    Talk::with(&host, trial)?.expect_text(trial)
}

fn it_resolves_a_name(trial: &Trial<'_>) -> Outcome {
    sees_the_host(trial)?;
    if trial.is_by_hand() {
        return unjudged("on which machine the client runs is not known; try it with a name");
    }
    let found = resolve::resolve(&Host::Name(NAME.to_owned()), 0, Family::Any);
    let first = found.ok().and_then(|addresses| addresses.first().map(SocketAddr::ip));
    let Some(ip) = first else {
        return Err(Fault::Unjudged(format!("this machine has no address for {NAME}")));
    };
    let host = trial.listen_tcp_at(ip)?;
    let values = [("host", NAME.to_owned()), ("address", format!("{NAME}:{}", host.address().port()))];
    trial.did(format!("the client started towards {NAME}, which is {ip} here"));
    let _client = trial.client(host.address(), &values, "")?;
    host.expect_connection(trial.arrival()).map(drop)
}

const NAME: &str = "localhost";

/// Which address the client is told can be chosen.
fn sees_the_host(trial: &Trial<'_>) -> Outcome {
    if trial.is_by_hand() || trial.has("host") || trial.has("address") {
        return Ok(());
    }
    unjudged("it is told whom to ask when the command has {host} or {address} to be filled in")
}

fn an_acknowledgement_in_pieces_is_one(trial: &Trial<'_>) -> Outcome {
    let mut talk = Talk::new(trial)?;
    talk.expect_text(trial)?;
    // In all that the client must not give up.
    let pause = PAUSE.min(timeout(trial.terms) / 3);
    // What it says without waiting for anything is another case's matter.
    talk.stream.receive(pause / 2)?;
    let (beginning, rest) = ACKNOWLEDGEMENT.split_at(6);
    talk.stream.send(beginning)?;
    let early = talk.stream.receive(pause)?;
    if !early.trim_ascii().is_empty() {
        return wrong("nothing until the rest of the acknowledgement", shown(&early));
    }
    talk.stream.send(rest)?;
    if count(trial.terms) == 1 { Ok(()) } else { talk.expect_text(trial) }
}

fn a_server_that_closes_is_told(trial: &Trial<'_>) -> Outcome {
    let mut talk = Talk::new(trial)?;
    talk.expect_text(trial)?;
    let Talk { mut client, mut stream } = talk;
    if count(trial.terms) > 1 {
        stream.send(ACKNOWLEDGEMENT)?;
    }
    drop(stream);
    trial.did("the connection closed");
    failed(&client.end(trial.patience())?)
}

fn a_silent_server_does_not_hang_it(trial: &Trial<'_>) -> Outcome {
    let mut talk = Talk::new(trial)?;
    talk.expect_text(trial)?;
    talk.client.end(for_ever(trial.terms)).map(drop)
}

fn nobody_listening_is_told(trial: &Trial<'_>) -> Outcome {
    let (address, _claim) = trial.deserted(Transport::Tcp)?;
    let mut client = trial.client(address, &[], "")?;
    trial.did("no server listening");
    let ended = client.end(trial.arrival())?;
    if ended.output.trim().is_empty() && ended.errors.trim().is_empty() {
        return wrong("a word about it", "nothing was printed");
    }
    failed(&ended)
}
