//! Cases of a handshake client.

use std::net::SocketAddr;
use std::time::Duration;

use super::{TCP, UDP, timeout, transport};
use crate::check::case::Severity::{Required, Robust, Style};
use crate::check::case::{Case, Outcome, Terms, spoken, wrong};
use crate::check::trial::{Ended, Stream, TcpHost, Trial, UdpHost, shown};
use crate::contract::Transport;

pub(super) const CASES: &[Case] = &[
    Case::client("HS-41", Required, it_says_hello)
        .requires("The client says HELLO and its ID")
        .asked("the client's message is `HELLO <id>`.")
        .hint("a newline, a small `hello`, or the address in place of the ID"),
    Case::client("HS-42", Required, it_tells_of_success)
        .requires("On OK it prints `Connection established`, the ID, the address and the port, and ends with status 0")
        .asked("on OK it prints `Connection established <id> <ip> <port> on <timestamp>` and exits 0.")
        .hint("its own idea of address and port is printed in place of those in the answer"),
    Case::client("HS-43", Required, it_tells_of_refusal)
        .requires("On RESET it prints `Connection Error` and the ID")
        .asked("on RESET or time-out it prints `Connection Error <id> on <timestamp>`.")
        .hint("the new ID is printed in place of the one that was refused"),
    Case::client("HS-44", Required, it_tries_another_id)
        .requires("After a RESET it asks for a new ID and tries again with that")
        .asked("it asks for a new ID, one line of standard input, and tries again.")
        .hint("the new ID is read but the old message is sent again"),
    Case::client("HS-45", Required, it_takes_a_new_socket)
        .requires("Each try has a new socket")
        .asked("it tries again with a NEW socket to the same server.")
        .hint("the socket is made once, before the loop"),
    Case::client("HS-46", Required, it_waits_its_time)
        .requires("It waits 15 seconds for a reply, then prints `Connection Error` and tries again")
        .asked("the client waits 15 s for a reply (`reply-timeout`); on time-out it prints `Connection Error <id> on <timestamp>` and tries again.")
        .hint("no time-out is set, or it is given in milliseconds")
        .lasts(|terms| timeout(terms).mul_f64(1.2)),
    Case::client("HS-47", Required, every_try_waits)
        .requires("The second try waits its 15 seconds as well")
        .asked("each try waits 15 s for its reply.")
        .hint("the time-out is set once, on the first socket alone")
        .lasts(|terms| timeout(terms).mul_f64(2.4)),
    Case::client("HS-48", Required, it_gives_up)
        .requires("After three tries it makes no further one and prints `Connection Failure`")
        .asked("after 3 tries without success (`tries`) it prints `Connection Failure on <timestamp>`.")
        .hint("the tries are counted from 0 to 3, or the line stands only where no reply came"),
    Case::client("HS-49", Robust, it_ignores_other_ids)
        .requires("A reply about another ID is ignored and the wait goes on")
        .asked("a reply whose id is not the one asked is ignored and the wait goes on.")
        .hint("only the first word of the reply is looked at"),
    Case::client("HS-50", Robust, it_ignores_others)
        .requires("A reply from another address is ignored and the wait goes on")
        .asked("a reply that comes from another address is ignored.")
        .hint("the address that recvfrom gives is not compared; connect() on the UDP socket does it too")
        .only_in(&[UDP]),
    Case::client("HS-51", Robust, it_survives_the_end_of_input)
        .requires("When there is no new ID, because standard input ends, it prints `Connection Failure`")
        .asked("end of input counts as giving up: the same line as after the last try.")
        .hint("input() raises EOFError, which ends the program with a traceback"),
    Case::client("HS-52", Robust, it_survives_junk)
        .requires("A reply that is no text does not end it")
        .asked("what is neither OK nor RESET with the ID asked is ignored and the wait goes on.")
        .hint("the reply is decoded or split without a guard")
        .only_in(&[UDP]),
    Case::client("HS-53", Robust, it_does_not_wait_for_the_end)
        .requires("It takes the answer when it is there and does not wait for the end of the stream")
        .asked("a client must not wait for the end of the stream: some servers forget to close.")
        .hint("it reads until recv gives nothing")
        .only_in(&[TCP]),
    Case::client("HS-54", Robust, it_puts_pieces_together)
        .requires("An answer that arrives in two pieces is one answer")
        .asked("TCP is a stream: what was sent as one message may be read in several pieces.")
        .hint("one recv is taken for one message")
        .only_in(&[TCP]),
    Case::client("HS-55", Robust, a_refused_connection_is_a_failed_try)
        .requires("A refused connection is a failed try: `Connection Error`, and the next try")
        .asked("a refused TCP connection is a failed try like a time-out, at once.")
        .hint("connect stands outside of the try that guards the rest")
        .only_in(&[TCP]),
    Case::client("HS-56", Robust, its_status_tells_of_failure)
        .requires("When it gave up, its exit status is 1")
        .asked("after 3 tries without success it exits 1, so that a script can tell.")
        .hint("the program ends with status 0 whatever happened; sys.exit(1) tells"),
    Case::client("HS-57", Style, its_times_have_microseconds)
        .requires("Times are printed as `2023-01-16 06:06:06.123456`")
        .asked("timestamps are local time with microseconds.")
        .hint("at a full second the microseconds are left out, or there is a T between date and time"),
];

/// Our end that clients ask, over either transport.
enum Host<'a> {
    Udp(UdpHost<'a>),
    Tcp(TcpHost<'a>),
}

/// One try of the client under test.
struct Try<'h, 'a> {
    message: Vec<u8>,
    peer: SocketAddr,
    way: Way<'h, 'a>,
}

enum Way<'h, 'a> {
    Udp(&'h UdpHost<'a>),
    Tcp(Stream<'a>),
}

impl<'a> Host<'a> {
    fn new(trial: &Trial<'a>) -> Outcome<Host<'a>> {
        match transport(trial.terms) {
            Transport::Udp => trial.listen_udp().map(Host::Udp),
            Transport::Tcp => trial.listen_tcp().map(Host::Tcp),
        }
    }

    fn address(&self) -> SocketAddr {
        match self {
            Host::Udp(host) => host.address(),
            Host::Tcp(host) => host.address(),
        }
    }

    /// The next try, at most after `limit`.
    fn next(&self, limit: Duration) -> Outcome<Option<Try<'_, 'a>>> {
        match self {
            Host::Udp(host) => {
                let datagram = host.receive(limit)?;
                Ok(datagram.map(|(message, peer)| Try { message, peer, way: Way::Udp(host) }))
            }
            Host::Tcp(host) => {
                let Some(mut stream) = host.accept(limit)? else { return Ok(None) };
                let message = stream.receive(limit)?;
                Ok(Some(Try { message, peer: stream.peer(), way: Way::Tcp(stream) }))
            }
        }
    }

    /// The next try; that there is none is a fault.
    fn expect(&self, what: &str, limit: Duration) -> Outcome<Try<'_, 'a>> {
        match self.next(limit)? {
            Some(attempt) => Ok(attempt),
            None => wrong(what, format!("nothing within {}", spoken(limit))),
        }
    }
}

impl Try<'_, '_> {
    /// The ID it asks for.
    fn id(&self) -> Outcome<String> {
        let text = std::str::from_utf8(&self.message).unwrap_or_default();
        let mut words = text.split_ascii_whitespace();
        match (words.next(), words.next()) {
            (Some("HELLO"), Some(id)) => Ok(id.to_owned()),
            _ => wrong("`HELLO <id>`", shown(&self.message)),
        }
    }

    fn answer(&mut self, bytes: &[u8]) -> Outcome {
        match &mut self.way {
            Way::Udp(host) => host.send(bytes, self.peer),
            Way::Tcp(stream) => stream.send(bytes),
        }
    }

    fn grant(&mut self) -> Outcome<String> {
        let line = format!("{} {} {}", self.id()?, self.peer.ip(), self.peer.port());
        self.answer(format!("OK {line}").as_bytes())?;
        Ok(line)
    }

    fn refuse(&mut self) -> Outcome<String> {
        let id = self.id()?;
        self.answer(format!("RESET {id}").as_bytes())?;
        Ok(id)
    }
}

/// What a client types when it is asked for more ids.
const MORE_IDS: &str = "4722\n4733\n4744\n";

/// It printed the line that begins so and ends in a time.
fn printed(ended: &Ended, beginning: &str) -> Outcome {
    ended.expect_line(&format!("{beginning} on <timestamp>"), |line| {
        line.contains(&format!("{beginning} on "))
    })
}

fn succeeded(ended: &Ended, line: &str) -> Outcome {
    printed(ended, &format!("Connection established {line}"))
}

fn it_says_hello(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let id = [("id", "4701".to_owned())];
    let _client = trial.client(host.address(), &id, MORE_IDS)?;
    let mut first = host.expect("`HELLO <id>`", trial.arrival())?;
    let asked = first.id()?;
    let trimmed = first.message.trim_ascii();
    if trimmed.len() != first.message.len() {
        return wrong(shown(trimmed), shown(&first.message));
    }
    if trial.has("id") && asked != "4701" {
        return wrong("`HELLO 4701`", shown(&first.message));
    }
    first.grant().map(drop)
}

fn it_tells_of_success(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let mut client = trial.client(host.address(), &[], MORE_IDS)?;
    let mut first = host.expect("`HELLO <id>`", trial.arrival())?;
    // An address it cannot know otherwise.
    let line = format!("{} 192.0.2.77 7777", first.id()?);
    first.answer(format!("OK {line}").as_bytes())?;
    drop(first);
    let ended = client.end(trial.patience())?;
    succeeded(&ended, &line)?;
    ended.expect_status(0)
}

fn it_tells_of_refusal(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let mut client = trial.client(host.address(), &[], MORE_IDS)?;
    let id = host.expect("`HELLO <id>`", trial.arrival())?.refuse()?;
    grant_the_rest(&host, trial)?;
    let ended = client.end(trial.patience())?;
    printed(&ended, &format!("Connection Error {id}"))
}

/// Grants the next try, if one comes.
fn grant_the_rest(host: &Host<'_>, trial: &Trial<'_>) -> Outcome {
    if let Some(mut next) = host.next(trial.patience())? {
        next.grant()?;
    }
    Ok(())
}

fn it_tries_another_id(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let _client = trial.client(host.address(), &[], MORE_IDS)?;
    host.expect("`HELLO <id>`", trial.arrival())?.refuse()?;
    let mut second = host.expect("`HELLO 4722`", trial.arrival())?;
    match second.id()? {
        id if id == "4722" => second.grant().map(drop),
        _ => wrong("`HELLO 4722`", shown(&second.message)),
    }
}

fn it_takes_a_new_socket(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let _client = trial.client(host.address(), &[], MORE_IDS)?;
    let mut first = host.expect("`HELLO <id>`", trial.arrival())?;
    first.refuse()?;
    // Over TCP the first connection stays open here, so that its port cannot be met again by chance.
    let mut second = host.expect("another try", trial.arrival())?;
    if second.peer == first.peer {
        return wrong(
            "the second try from another port",
            format!("it came from port {} again", second.peer.port()),
        );
    }
    second.grant().map(drop)
}

/// The time between two tries is one time-out.
fn waited(trial: &Trial<'_>, span: Duration) -> Outcome {
    let timeout = timeout(trial.terms);
    if span >= timeout.mul_f64(0.8) && span <= timeout.mul_f64(1.3) {
        return Ok(());
    }
    wrong(format!("the next try after {}", spoken(timeout)), format!("it came after {}", spoken(span)))
}

fn it_waits_its_time(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let mut client = trial.client(host.address(), &[], MORE_IDS)?;
    let first = host.expect("`HELLO <id>`", trial.arrival())?;
    let begun = trial.now();
    let id = first.id()?;
    let limit = timeout(trial.terms).mul_f64(1.3);
    let mut second = host.expect(&format!("the next try after {}", spoken(timeout(trial.terms))), limit)?;
    waited(trial, trial.now() - begun)?;
    second.grant()?;
    drop((first, second));
    let ended = client.end(trial.patience())?;
    printed(&ended, &format!("Connection Error {id}"))
}

fn every_try_waits(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let _client = trial.client(host.address(), &[], MORE_IDS)?;
    // The first one is refused at once: how long it would have waited is another case's matter.
    host.expect("`HELLO <id>`", trial.arrival())?.refuse()?;
    let second = host.expect("another try", trial.arrival())?;
    let begun = trial.now();
    let limit = timeout(trial.terms).mul_f64(1.3);
    let mut third = host.expect(&format!("the third try after {}", spoken(timeout(trial.terms))), limit)?;
    waited(trial, trial.now() - begun)?;
    drop(second);
    third.grant().map(drop)
}

fn it_gives_up(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let tries = trial.terms.profile.handshake.tries.get();
    let mut client = trial.client(host.address(), &[], MORE_IDS)?;
    for number in 1..=tries {
        host.expect(&format!("try {number} of {tries}"), trial.arrival())?.refuse()?;
    }
    if let Some(further) = host.next(Terms::QUIET)? {
        return wrong(format!("{tries} tries and no more"), shown(&further.message));
    }
    let ended = client.end(trial.patience())?;
    printed(&ended, "Connection Failure")
}

fn its_status_tells_of_failure(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let mut client = trial.client(host.address(), &[], MORE_IDS)?;
    for number in 1..=trial.terms.profile.handshake.tries.get() {
        host.expect(&format!("try {number}"), trial.arrival())?.refuse()?;
    }
    client.end(trial.patience())?.expect_status(1)
}

fn it_ignores_other_ids(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let mut client = trial.client(host.address(), &[], MORE_IDS)?;
    let mut first = host.expect("`HELLO <id>`", trial.arrival())?;
    let peer = first.peer;
    first.answer(format!("OK 9999 {} {}", peer.ip(), peer.port()).as_bytes())?;
    trial.pause(Terms::QUIET / 2)?;
    let line = first.grant()?;
    drop(first);
    let ended = client.end(trial.patience())?;
    succeeded(&ended, &line)
}

fn it_ignores_others(trial: &Trial<'_>) -> Outcome {
    let host = trial.listen_udp()?;
    let stranger = trial.stranger()?;
    let mut client = trial.client(host.address(), &[], MORE_IDS)?;
    let (message, peer) = host.expect_any("`HELLO <id>`", trial.arrival())?;
    let mut first = Try { message, peer, way: Way::Udp(&host) };
    let id = first.id()?;
    trial.did("from another port:");
    stranger.send(format!("OK {id} 192.0.2.66 6666").as_bytes(), peer)?;
    trial.pause(Terms::QUIET / 2)?;
    trial.did("from the server:");
    let line = first.grant()?;
    let ended = client.end(trial.patience())?;
    succeeded(&ended, &line)
}

fn it_survives_the_end_of_input(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let mut client = trial.client(host.address(), &[], "")?;
    host.expect("`HELLO <id>`", trial.arrival())?.refuse()?;
    let ended = client.end(trial.patience())?;
    printed(&ended, "Connection Failure")
}

fn it_survives_junk(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let mut client = trial.client(host.address(), &[], MORE_IDS)?;
    let mut first = host.expect("`HELLO <id>`", trial.arrival())?;
    for junk in [&b""[..], b"\xff\xfe\x00", b"OK"] {
        first.answer(junk)?;
    }
    trial.pause(Terms::QUIET / 2)?;
    let line = first.grant()?;
    let ended = client.end(trial.patience())?;
    succeeded(&ended, &line)
}

fn it_does_not_wait_for_the_end(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let mut client = trial.client(host.address(), &[], MORE_IDS)?;
    let mut first = host.expect("`HELLO <id>`", trial.arrival())?;
    let line = first.grant()?;
    // The connection stays open until the client has ended.
    let ended = client.end(trial.patience().min(timeout(trial.terms).mul_f64(0.8)));
    drop(first);
    succeeded(&ended?, &line)
}

fn it_puts_pieces_together(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let mut client = trial.client(host.address(), &[], MORE_IDS)?;
    let mut first = host.expect("`HELLO <id>`", trial.arrival())?;
    let line = format!("{} 192.0.2.77 7777", first.id()?);
    first.answer(b"O")?;
    trial.pause(Terms::QUIET / 2)?;
    first.answer(format!("K {line}").as_bytes())?;
    drop(first);
    let ended = client.end(trial.patience())?;
    succeeded(&ended, &line)
}

fn a_refused_connection_is_a_failed_try(trial: &Trial<'_>) -> Outcome {
    let (address, _claim) = trial.deserted(Transport::Tcp)?;
    let mut client = trial.client(address, &[], MORE_IDS)?;
    trial.did("no server listening");
    let ended = client.end(trial.arrival())?;
    let errors = ended.output.matches("Connection Error").count();
    let tries = trial.terms.profile.handshake.tries.get();
    if errors != tries {
        return wrong(format!("{tries} times `Connection Error`"), ended.printed());
    }
    printed(&ended, "Connection Failure")
}

fn its_times_have_microseconds(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let mut client = trial.client(host.address(), &[], MORE_IDS)?;
    host.expect("`HELLO <id>`", trial.arrival())?.grant()?;
    let ended = client.end(trial.patience())?;
    ended.expect_line("... on 2023-01-16 06:06:06.123456", |line| {
        line.rsplit_once(" on ").is_some_and(|(_, time)| is_timestamp(time.trim_end()))
    })
}

/// `2023-01-16 06:06:06.123456`.
fn is_timestamp(text: &str) -> bool {
    let pattern = b"dddd-dd-dd dd:dd:dd.dddddd";
    text.len() == pattern.len()
        && text
            .bytes()
            .zip(pattern)
            .all(|(byte, kind)| if *kind == b'd' { byte.is_ascii_digit() } else { byte == *kind })
}
