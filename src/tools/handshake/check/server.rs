//! Cases of a handshake server.

use super::{TCP, idle, transport, ttl};
use crate::check::case::Severity::{Required, Robust, Style};
use crate::check::case::{Case, Outcome, Terms, spoken, unjudged, wrong};
use crate::check::trial::{Datagrams, Server, Stream, Trial, shown};
use crate::contract::Transport;

pub(super) const CASES: &[Case] = &[
    Case::server("HS-01", Required, a_free_id_is_leased)
        .requires("A free ID is leased: OK, the ID, and the address and port the client has")
        .asked("the server answers `HELLO <id>` with `OK <id> <client ip> <client port>` and the ID is then in use.")
        .hint("the server's own address in place of the client's, a newline at the end, or words in another order"),
    Case::server("HS-02", Required, a_leased_id_is_refused)
        .requires("An ID that another client has is refused: RESET and the ID")
        .asked("while an ID is in use, `HELLO <id>` is answered with `RESET <id>`.")
        .hint("the ID is looked up in another form than it was stored in, such as a number and a text"),
    Case::server("HS-03", Required, its_own_holder_is_refused_too)
        .requires("The client that has an ID is refused it as well")
        .asked("the same ID asked again by its own holder is RESET too; a RESET does not renew it.")
        .hint("the IDs are stored together with the client's port, so that only another client's count"),
    Case::server("HS-04", Required, a_lease_lasts)
        .requires("A lease lasts its full time, 30 seconds")
        .asked("a lease ends 30 s after it began (`id-ttl`).")
        .hint("all IDs are cleared every 30 seconds in place of each at its own time, or milliseconds are taken for seconds")
        .lasts(|terms| ttl(terms).mul_f64(1.3)),
    Case::server("HS-05", Required, a_lease_ends)
        .requires("When a lease has ended, its ID is free again")
        .asked("a lease ends 30 s after it began (`id-ttl`); then the ID can be leased again.")
        .hint("IDs are never taken out, or only by a timer that is armed once")
        .lasts(|terms| ttl(terms).mul_f64(1.2)),
    Case::server("HS-06", Required, a_refusal_does_not_renew)
        .requires("A refusal does not renew the lease")
        .asked("the lease ends 30 s after it began; a RESET in between does not renew it.")
        .hint("the time of the ID is written again on every HELLO, not only when it is granted")
        .lasts(|terms| ttl(terms).mul_f64(1.2)),
    Case::server("HS-07", Required, many_ids_are_leased_at_once)
        .requires("IDs are leased apart: that one is in use does not touch another")
        .asked("a lease is on one ID; any number of IDs can be in use at once.")
        .hint("one variable holds the ID in use, where a set is needed"),
    Case::server("HS-08", Required, an_idle_server_ends)
        .requires("After two minutes without a request the server ends by itself, with exit status 0")
        .asked("the server ends by itself, exit status 0, when no request came for 2 min (`idle-timeout`).")
        .hint("the time-out is not set on the socket, or its exception ends the program with a traceback")
        .lasts(|terms| idle(terms).mul_f64(1.15))
        .last(),
    Case::server("HS-09", Required, a_request_keeps_it_alive)
        .requires("Each request starts the two minutes anew")
        .asked("the server ends when no request came for 2 min: counted from the last one.")
        .hint("the two minutes are counted from the start of the program")
        .lasts(|terms| idle(terms).mul_f64(1.2)),
    Case::server("HS-10", Robust, further_words_are_ignored)
        .requires("Words after the ID are ignored")
        .asked("words after the ID are ignored: one known client sends `HELLO <id> <server ip> <server port>`.")
        .hint("the message is unpacked into exactly two words, or the rest of it is taken for the ID"),
    Case::server("HS-11", Robust, an_id_is_text)
        .requires("An ID is text: 07 is not 7, and letters are allowed")
        .asked("an ID is text of 1 to 64 printable characters: `07` is not `7`.")
        .hint("the ID is turned into a number"),
    Case::server("HS-12", Robust, a_long_id_is_taken)
        .requires("An ID of 64 characters is leased like any other")
        .asked("`<id>` is 1 to 64 printable ASCII characters without a space.")
        .hint("the receive buffer is too small for it"),
    Case::server("HS-13", Robust, what_is_no_request_is_survived)
        .requires("What is no HELLO is not answered and does not end the server: empty, one word, bytes that are no text")
        .asked("anything else that arrives over UDP is dropped; over TCP the connection is closed.")
        .hint("the message is decoded or split without a guard, and the exception ends the server"),
    Case::server("HS-14", Robust, it_closes_after_its_answer)
        .requires("The server closes the connection after its answer")
        .asked("over TCP the server closes after its answer.")
        .hint("the connection's socket is never closed; a client that reads to the end waits for ever")
        .only_in(&[TCP]),
    Case::server("HS-15", Robust, a_request_in_pieces_is_one_request)
        .requires("A request that arrives in two pieces is one request")
        .asked("TCP is a stream: what was sent as one message may be read in several pieces.")
        .hint("one recv is taken for one message")
        .only_in(&[TCP]),
    Case::server("HS-16", Robust, a_vanishing_client_is_survived)
        .requires("A client that breaks off before its answer does not end the server")
        .asked("one request per connection; a connection's failure is its client's alone.")
        .hint("the exception of a broken connection ends the loop that accepts")
        .only_in(&[TCP]),
    Case::server("HS-17", Robust, it_can_be_started_again)
        .requires("It can be started again at once on the same port")
        .asked("a server is started again and again while it is being written; the exercise does not speak of it.")
        .hint("the port is in TIME_WAIT because a connection was open when the server ended; SO_REUSEADDR, set before bind, takes it all the same")
        .only_in(&[TCP]),
    Case::server("HS-18", Style, requests_are_printed)
        .requires("The server prints each request it takes")
        .asked("the exercise's servers print each message they take.")
        .hint("the output is kept back until the program ends; print with flush"),
];

/// An asking client of ours, over either transport.
struct Asking<'a> {
    end: End<'a>,
    /// What is put behind each ID, so that a server that runs on does not know it from an earlier check.
    mark: String,
}

enum End<'a> {
    Udp(Datagrams<'a>),
    Tcp(Stream<'a>),
}

impl<'a> Asking<'a> {
    fn new(server: &Server<'a>, terms: &Terms) -> Outcome<Asking<'a>> {
        let end = match transport(terms) {
            Transport::Udp => End::Udp(server.datagrams()?),
            Transport::Tcp => End::Tcp(server.connect()?),
        };
        Ok(Asking { end, mark: server.mark() })
    }

    /// The message with the mark behind its second word, the ID, which stays within its 64 characters.
    fn marked(&self, message: &str) -> String {
        let mut words = message.splitn(3, ' ');
        let (Some(word), Some(id)) = (words.next(), words.next()) else { return message.to_owned() };
        let kept = id.get(..64 - self.mark.len()).unwrap_or(id);
        let rest = words.next().map(|rest| format!(" {rest}")).unwrap_or_default();
        format!("{word} {kept}{}{rest}", self.mark)
    }

    fn says(&mut self, message: &str) -> Outcome {
        let message = self.marked(message);
        self.says_bytes(message.as_bytes())
    }

    fn says_bytes(&mut self, message: &[u8]) -> Outcome {
        match &mut self.end {
            End::Udp(end) => end.send(message),
            End::Tcp(end) => end.send(message),
        }
    }

    fn hears(&mut self, answer: &str) -> Outcome {
        let answer = self.marked(answer);
        match &mut self.end {
            End::Udp(end) => end.expect(answer.as_bytes()),
            End::Tcp(end) => end.expect(answer.as_bytes()),
        }
    }

    /// The id is granted, to the address this client has.
    fn is_granted(&mut self, id: &str) -> Outcome {
        let local = match &self.end {
            End::Udp(end) => end.local()?,
            End::Tcp(end) => end.local()?,
        };
        self.hears(&format!("OK {id} {} {}", local.ip(), local.port()))
    }
}

/// A new client asks for the id and is granted it.
fn granted(server: &Server<'_>, trial: &Trial<'_>, id: &str) -> Outcome {
    let mut client = Asking::new(server, trial.terms)?;
    client.says(&format!("HELLO {id}"))?;
    client.is_granted(id)
}

/// A new client asks for the id and is refused it.
fn refused(server: &Server<'_>, trial: &Trial<'_>, id: &str) -> Outcome {
    let mut client = Asking::new(server, trial.terms)?;
    client.says(&format!("HELLO {id}"))?;
    client.hears(&format!("RESET {id}"))
}

fn start<'a>(trial: &Trial<'a>) -> Outcome<Server<'a>> {
    trial.server(transport(trial.terms))
}

// Each case has ids of its own: they may all be played against one server.

fn a_free_id_is_leased(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = Asking::new(&server, trial.terms)?;
    client.says("HELLO 1101")?;
    client.is_granted("1101")?;
    match &mut client.end {
        End::Udp(end) => end.expect_nothing("one datagram and no more"),
        End::Tcp(_) => Ok(()),
    }
}

fn a_leased_id_is_refused(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    granted(&server, trial, "1201")?;
    refused(&server, trial, "1201")
}

fn its_own_holder_is_refused_too(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = Asking::new(&server, trial.terms)?;
    client.says("HELLO 1301")?;
    client.is_granted("1301")?;
    if let End::Tcp(_) = client.end {
        // One request a connection: its holder comes again from its own address.
        return refused(&server, trial, "1301");
    }
    client.says("HELLO 1301")?;
    client.hears("RESET 1301")
}

fn a_lease_lasts(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let ttl = ttl(trial.terms);
    // Not at once: a server that clears all IDs every so often does so well before this lease has ended.
    trial.pause(ttl.mul_f64(0.4))?;
    granted(&server, trial, "1401")?;
    trial.pause(ttl.mul_f64(0.9))?;
    trial.did(format!("after {}", spoken(ttl.mul_f64(0.9))));
    refused(&server, trial, "1401")
}

fn a_lease_ends(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    granted(&server, trial, "1501")?;
    after_the_lease(trial)?;
    granted(&server, trial, "1501")
}

fn a_refusal_does_not_renew(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    granted(&server, trial, "1601")?;
    let begun = trial.now();
    let ttl = ttl(trial.terms);
    trial.pause_until(begun, ttl.mul_f64(0.6))?;
    // What comes back is another case's matter.
    let mut client = Asking::new(&server, trial.terms)?;
    client.says("HELLO 1601")?;
    trial.pause_until(begun, ttl.mul_f64(1.2))?;
    trial.did(format!("after {}", spoken(ttl.mul_f64(1.2))));
    let mut client = Asking::new(&server, trial.terms)?;
    client.says("HELLO 1601")?;
    let granted = client.is_granted("1601");
    if granted.is_err() && a_lease_never_ends(&server, trial)? {
        return unjudged("leases do not end here at all");
    }
    granted
}

/// Whether even a lease that nobody asked about goes on for ever.
fn a_lease_never_ends(server: &Server<'_>, trial: &Trial<'_>) -> Outcome<bool> {
    if granted(server, trial, "1602").is_err() {
        return Ok(true);
    }
    after_the_lease(trial)?;
    Ok(granted(server, trial, "1602").is_err())
}

fn after_the_lease(trial: &Trial<'_>) -> Outcome {
    let span = ttl(trial.terms).mul_f64(1.2);
    trial.pause(span)?;
    trial.did(format!("after {}", spoken(span)));
    Ok(())
}

fn many_ids_are_leased_at_once(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    for id in ["1701", "1702", "1703"] {
        granted(&server, trial, id)?;
    }
    refused(&server, trial, "1701")
}

fn an_idle_server_ends(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    // Whether it is granted is another case's matter.
    Asking::new(&server, trial.terms)?.says("HELLO 1801")?;
    let begun = trial.now();
    let idle = idle(trial.terms);
    let (early, late) = (idle.mul_f64(0.9), idle.mul_f64(1.5));
    if !server.is_ours() {
        let gone = idle.mul_f64(1.15);
        trial.pause(gone)?;
        trial.did(format!("after {}", spoken(gone)));
        return is_gone(&server, trial);
    }
    let expected = format!("it ends after {} without a request, with exit status 0", spoken(idle));
    let Some(status) = server.ended(late)? else {
        return wrong(expected, format!("it still runs after {}", spoken(late)));
    };
    let ran = trial.now() - begun;
    if ran < early {
        return wrong(expected, format!("it ended after {}", spoken(ran)));
    }
    if status.success() { Ok(()) } else { wrong(expected, format!("it ended with {status}")) }
}

/// Nobody listens there any more.
fn is_gone(server: &Server<'_>, trial: &Trial<'_>) -> Outcome {
    let expected = "nobody listens there any more";
    match transport(trial.terms) {
        Transport::Udp => {
            let client = server.datagrams()?;
            client.send(b"HELLO 1802")?;
            match client.receive(Terms::QUIET)? {
                Some(answer) => wrong(expected, shown(&answer)),
                None => Ok(()),
            }
        }
        Transport::Tcp => match server.connect() {
            Ok(_) => wrong(expected, "it takes a connection"),
            Err(_) => Ok(()),
        },
    }
}

fn a_request_keeps_it_alive(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let begun = trial.now();
    let idle = idle(trial.terms);
    Asking::new(&server, trial.terms)?.says("HELLO 1901")?;
    trial.pause_until(begun, idle.mul_f64(0.6))?;
    Asking::new(&server, trial.terms)?.says("HELLO 1902")?;
    trial.pause_until(begun, idle.mul_f64(1.2))?;
    trial.did(format!("after {}", spoken(idle.mul_f64(0.6))));
    granted(&server, trial, "1903")
}

fn further_words_are_ignored(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = Asking::new(&server, trial.terms)?;
    client.says("HELLO 2001 127.0.0.1 9000")?;
    client.is_granted("2001")
}

fn an_id_is_text(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    for id in ["7", "07", "abc-7"] {
        granted(&server, trial, id)?;
    }
    Ok(())
}

fn a_long_id_is_taken(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    granted(&server, trial, &"x".repeat(64))
}

fn what_is_no_request_is_survived(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    for junk in [&b""[..], b"HELLO", b"GOODBYE 2301", b"\xff\xfe\x00"] {
        match Asking::new(&server, trial.terms)?.end {
            End::Udp(end) => {
                end.send(junk)?;
                end.expect_nothing("no answer")?;
            }
            End::Tcp(mut end) => {
                end.send(junk)?;
                end.finish();
                end.expect_end("no answer, and the connection closed")?;
            }
        }
        server.must_live(&format!("after {}", shown(junk)))?;
    }
    granted(&server, trial, "2302")
}

fn it_closes_after_its_answer(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = server.connect()?;
    client.send(b"HELLO 2401")?;
    let answer = client.receive(trial.patience())?;
    if answer.is_empty() {
        return wrong("an answer, and then the end", client.seen());
    }
    // An idle server that ends closes it too.
    let limit = trial.patience().min(idle(trial.terms).mul_f64(0.5));
    match client.receive_to_end(limit)? {
        Some(rest) if rest.is_empty() => Ok(()),
        _ => wrong("the connection closed after the answer", client.seen()),
    }
}

fn a_request_in_pieces_is_one_request(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = Asking::new(&server, trial.terms)?;
    client.says_bytes(b"HEL")?;
    trial.pause(Terms::QUIET / 2)?;
    client.says("LO 2501")?;
    client.is_granted("2501")
}

fn a_vanishing_client_is_survived(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    for request in [&b""[..], b"HELLO 2601"] {
        let mut client = server.connect()?;
        client.send(request)?;
        client.vanish();
    }
    granted(&server, trial, "2602")?;
    server.must_live("after clients that broke off")
}

fn it_can_be_started_again(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    // Open on our side when the server ends, so that its port is not free of it for a minute.
    let mut connection = server.connect()?;
    connection.send(b"HELLO 2801")?;
    connection.receive(trial.patience())?;
    let again = trial.restarted(server)?;
    drop(connection);
    granted(&again, trial, "2802")
}

fn requests_are_printed(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    if !server.is_ours() {
        return unjudged("what a server prints can be seen when it is started by a command");
    }
    let mut client = Asking::new(&server, trial.terms)?;
    client.says("HELLO 2701")?;
    // It prints before or after its answer.
    let _ = client.is_granted("2701");
    trial.pause(Terms::QUIET)?;
    match server.output() {
        output if output.contains("2701") => Ok(()),
        output => wrong("a line with 2701", shown(output.as_bytes())),
    }
}
