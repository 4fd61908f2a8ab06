//! Cases of a relay server.
//!
//! Whoever is to receive something says `hii` first: a careful relay passes messages on to those alone.

use std::net::SocketAddr;

use crate::check::case::Severity::{Required, Robust, Style};
use crate::check::case::{Case, Outcome, Terms, unjudged, wrong};
use crate::check::trial::{Datagrams, Server, Trial, shown};
use crate::contract::Transport;
use crate::tools::relay::wire::{self, Code, Endpoint, OwnAddress};

pub(super) const CASES: &[Case] = &[
    Case::server("RE-01", Required, own_address_is_answered)
        .requires("`hii` is answered with the sender's own address as a Python tuple: `('<ip>', <port>)`")
        .asked("the server answers `hii` with `('<ip>', <port>)`, the sender's own address.")
        .hint("the server's address in place of the sender's, double quotes, or no quotes around the ip"),
    Case::server("RE-02", Required, hii_is_taken_in_any_case)
        .requires("`hii` is taken in any case: HII, Hii, hIi")
        .asked("`hii` in any case is answered with the sender's own address.")
        .hint("the message is compared as it came, without lower()"),
    Case::server("RE-03", Required, a_message_is_passed_on)
        .requires("A message arrives at its target as `<source ip>/<source port> ; content : <text>`")
        .asked("on `to:<ip>/<port>;content:<text>` the server sends `<source ip>/<source port> ; content : <text>` to `<ip>:<port>`.")
        .hint("the target's own address in place of the sender's, missing spaces, or the whole request passed on"),
    Case::server("RE-04", Required, success_is_answered)
        .requires("The sender of a message is answered `200, UDP Packet Sent Successfully`")
        .asked("on `to:<ip>/<port>;content:<text>` the server answers `200, UDP Packet Sent Successfully`.")
        .hint("another wording, or the answer goes to the target"),
    Case::server("RE-05", Required, a_message_to_oneself_arrives)
        .requires("A message to oneself arrives as well")
        .asked("the text goes to `<ip>:<port>`, whoever that is.")
        .hint("the sender is left out when it is passed on"),
    Case::server("RE-06", Required, no_semicolon_is_400)
        .requires("A message without `;` is answered 400")
        .asked("no `;` in it: the server answers `400`.")
        .hint("the message is split without a look at how many parts there are"),
    Case::server("RE-07", Required, a_bad_form_is_401)
        .requires("401 where the header has not exactly one `:` and one `/`, or the content has no `:`")
        .asked("header without exactly one `:` and one `/`, or content without exactly one `:`: the server answers `401`.")
        .hint("it is only looked whether the signs are there, not how often"),
    Case::server("RE-08", Required, another_word_than_to_is_402)
        .requires("402 where the header's word is not `to`")
        .asked("the header's word is not `to`: the server answers `402`.")
        .hint("the word is not looked at"),
    Case::server("RE-09", Required, a_port_that_is_no_number_is_403)
        .requires("403 where the port is no number")
        .asked("the port is no number: the server answers `403`.")
        .hint("int() without a guard ends the server, or every error is answered 405"),
    Case::server("RE-10", Required, another_word_than_content_is_404)
        .requires("404 where the content's word is not `content`")
        .asked("the content's word is not `content`: the server answers `404`.")
        .hint("the word is not looked at"),
    Case::server("RE-11", Required, what_cannot_be_sent_is_405)
        .requires("405 where the message cannot be sent: to port 70000")
        .asked("the message cannot be sent there: the server answers `405, Could not send the message to the requested address`.")
        .hint("only OSError is caught, and a port above 65535 raises OverflowError; or 405 stands without its words"),
    Case::server("RE-12", Required, the_first_fault_counts)
        .requires("Where several things are wrong, the code is that of the first in the order of the table")
        .asked("the checks run in the order 400, 401, 402, 403, 404, 405.")
        .hint("the content is checked before the port, or the port before the word"),
    Case::server("RE-13", Required, spaces_around_parts_are_allowed)
        .requires("Spaces around the parts of a message are allowed")
        .asked("spaces around any part of `to:<ip>/<port>;content:<text>` are allowed.")
        .hint("a strip() is missing, mostly the one of the ip"),
    Case::server("RE-14", Required, words_are_taken_in_any_case)
        .requires("The words `to` and `content` are taken in any case")
        .asked("words before `:` are matched in any case.")
        .hint("lower() is missing at one of them"),
    Case::server("RE-15", Required, the_first_semicolon_splits)
        .requires("A text with `;` and `/` arrives whole")
        .asked("only the first `;` splits header from content.")
        .hint("split(\";\") without a limit"),
    Case::server("RE-16", Robust, only_the_exact_words_end_it)
        .requires("Nothing but exactly `exit server` ends it: not `exit`, not `exit server now`")
        .asked("`exit server` exactly.")
        .hint("it is looked whether the message begins with, or contains, the words")
        .last(),
    Case::server("RE-17", Required, exit_server_ends_it)
        .requires("`exit server` ends the server")
        .asked("on `exit server` the server ends, without an answer.")
        .hint("the check stands behind the one for `;`, so that 400 is answered")
        .last(),
    Case::server("RE-18", Robust, it_is_sent_before_the_answer)
        .requires("The message leaves before the 200: a message to oneself comes before its own answer")
        .asked("the forwarded message leaves before the `200`.")
        .hint("200 is answered first, before it is known whether the message could be sent"),
    Case::server("RE-19", Robust, two_pairs_do_not_mix)
        .requires("Two pairs at once: each message arrives at its own target, each answer at its own sender")
        .asked("messages go by address; any number of clients talk at once.")
        .hint("the last sender or target is kept in one variable"),
    Case::server("RE-20", Robust, a_text_may_have_colons)
        .requires("A text with a `:` arrives whole")
        .asked("the exercise refuses a text with a `:` (401), so that nobody can write `10:30`; split at the first `:` only.")
        .hint("the colons of the whole content are counted"),
    Case::server("RE-21", Robust, a_long_message_arrives_whole)
        .requires("A message of 2000 bytes arrives whole")
        .asked("datagrams up to 65,507 bytes are relayed whole; the exercise cuts at 1024.")
        .hint("recvfrom(1024) throws the rest of a datagram away"),
    Case::server("RE-22", Robust, an_empty_datagram_is_survived)
        .requires("An empty datagram does not end the server")
        .asked("a datagram may be empty; there is no `;` in it.")
        .hint("an empty read is taken for the end, as over TCP"),
    Case::server("RE-23", Robust, binary_is_400)
        .requires("Bytes that are no text are answered 400 and do not end the server")
        .asked("text that is not UTF-8 is answered `400`.")
        .hint("decode() without a guard ends the server with UnicodeDecodeError"),
    Case::server("RE-24", Robust, an_absent_target_is_survived)
        .requires("A message to an address where nobody is does not end the server")
        .asked("a target may have gone; the server goes on.")
        .hint("a target that is not in the table of clients raises KeyError"),
    Case::server("RE-25", Robust, a_name_is_405)
        .requires("A host name as target is answered 405")
        .asked("a host name as target is refused (`405`): a relay looks nothing up for strangers.")
        .hint("sendto() looks names up by itself; ipaddress.ip_address() takes addresses alone"),
    Case::server("RE-26", Style, messages_are_printed)
        .requires("The server prints each message it takes")
        .asked("the exercise's servers print each message they take.")
        .hint("the output is kept back until the program ends; print with flush"),
];

/// A client of ours.
struct Peer<'a> {
    end: Datagrams<'a>,
    at: SocketAddr,
}

impl<'a> Peer<'a> {
    fn new(server: &Server<'a>) -> Outcome<Peer<'a>> {
        let end = server.datagrams()?;
        Ok(Peer { at: end.local()?, end })
    }

    /// One that has said `hii`. What is answered to that is another case's matter.
    fn registered(server: &Server<'a>, trial: &Trial<'_>) -> Outcome<Peer<'a>> {
        let peer = Peer::new(server)?;
        peer.end.send(wire::REGISTER.as_bytes())?;
        peer.end.receive(trial.patience())?;
        Ok(peer)
    }

    fn sends(&self, to: &Peer<'_>, text: &str) -> Outcome {
        self.end.send(format!("to:{};content:{text}", Endpoint(to.at)).as_bytes())
    }

    /// The answer to this message.
    fn answer_to(&self, message: &[u8], trial: &Trial<'_>) -> Outcome<Option<Vec<u8>>> {
        self.end.send(message)?;
        self.end.receive(trial.patience())
    }

    fn is_answered(&self, message: &str, code: Code) -> Outcome {
        self.end.send(message.as_bytes())?;
        self.end.expect(code.text().as_bytes())
    }

    /// The text arrives. What stands before it is another case's matter.
    fn receives(&self, text: &str, trial: &Trial<'_>) -> Outcome {
        let expected = || format!("a message that ends with {}", shown(text.as_bytes()));
        match self.end.receive(trial.patience())? {
            Some(message) if message.ends_with(text.as_bytes()) => Ok(()),
            Some(message) => wrong(expected(), shown(&message)),
            None => wrong(expected(), self.end.nothing(trial.patience())),
        }
    }
}

fn start<'a>(trial: &Trial<'a>) -> Outcome<Server<'a>> {
    trial.server(Transport::Udp)
}

/// Two clients that have said `hii`.
fn pair<'a>(server: &Server<'a>, trial: &Trial<'_>) -> Outcome<(Peer<'a>, Peer<'a>)> {
    Ok((Peer::registered(server, trial)?, Peer::registered(server, trial)?))
}

/// It still answers `hii`, whatever it says.
fn goes_on(server: &mut Server<'_>, trial: &Trial<'_>, after: &str) -> Outcome {
    let peer = Peer::new(server)?;
    let answer = peer.answer_to(wire::REGISTER.as_bytes(), trial)?;
    server.must_live(after)?;
    match answer {
        Some(_) => Ok(()),
        None => wrong(format!("an answer to `hii` {after}"), peer.end.nothing(trial.patience())),
    }
}

fn own_address_is_answered(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let peer = Peer::new(&server)?;
    peer.end.send(wire::REGISTER.as_bytes())?;
    peer.end.expect(OwnAddress(peer.at).to_string().as_bytes())?;
    peer.end.expect_nothing("one datagram and no more")
}

fn hii_is_taken_in_any_case(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let peer = Peer::new(&server)?;
    // What the right answer is, is another case's matter.
    let Some(usual) = peer.answer_to(wire::REGISTER.as_bytes(), trial)? else {
        return wrong("an answer to `hii`", peer.end.nothing(trial.patience()));
    };
    for hii in ["HII", "Hii", "hIi"] {
        peer.end.send(hii.as_bytes())?;
        peer.end.expect(&usual)?;
    }
    Ok(())
}

fn a_message_is_passed_on(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let (sender, target) = pair(&server, trial)?;
    sender.sends(&target, "hello over there")?;
    target.end.expect(wire::forwarded(sender.at, "hello over there").as_bytes())?;
    target.end.expect_nothing("one datagram and no more")
}

fn success_is_answered(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let (sender, target) = pair(&server, trial)?;
    sender.sends(&target, "hello over there")?;
    sender.end.expect(Code::Sent.text().as_bytes())?;
    sender.end.expect_nothing("one datagram and no more")
}

/// The two datagrams that come of a message to oneself, in the order in which they come.
fn to_oneself(trial: &Trial<'_>, text: &str) -> Outcome<Vec<Vec<u8>>> {
    let server = start(trial)?;
    let peer = Peer::registered(&server, trial)?;
    peer.sends(&peer, text)?;
    let mut both = Vec::new();
    while both.len() < 2
        && let Some(datagram) = peer.end.receive(trial.patience())?
    {
        both.push(datagram);
    }
    Ok(both)
}

fn a_message_to_oneself_arrives(trial: &Trial<'_>) -> Outcome {
    let text = "note to myself";
    let both = to_oneself(trial, text)?;
    if both.iter().any(|datagram| datagram.ends_with(text.as_bytes())) {
        return Ok(());
    }
    let seen: Vec<String> = both.iter().map(|datagram| shown(datagram)).collect();
    let seen = if seen.is_empty() { "nothing".to_owned() } else { seen.join(" and ") };
    wrong(format!("a message that ends with {}", shown(text.as_bytes())), seen)
}

fn it_is_sent_before_the_answer(trial: &Trial<'_>) -> Outcome {
    let text = "which comes first";
    match to_oneself(trial, text)?.as_slice() {
        [first, _] if first.ends_with(text.as_bytes()) => Ok(()),
        [first, second] if second.ends_with(text.as_bytes()) => {
            wrong("the message first, and then the answer", format!("{} first", shown(first)))
        }
        _ => unjudged("a message and an answer to it did not both come"),
    }
}

fn no_semicolon_is_400(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let peer = Peer::new(&server)?;
    ["hello", "to:127.0.0.1/4000,content:hello"]
        .iter()
        .try_for_each(|message| peer.is_answered(message, Code::NoSemicolon))
}

fn a_bad_form_is_401(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let peer = Peer::new(&server)?;
    [
        "to 127.0.0.1/4000;content:hello",
        "to:127.0.0.1:4000;content:hello",
        "to:127.0.0.1 4000;content:hello",
        "to::127.0.0.1/4000;content:hello",
        "to:127.0.0.1/4000/4001;content:hello",
        "to:127.0.0.1/4000;content hello",
        "to:127.0.0.1/4000;",
    ]
    .iter()
    .try_for_each(|message| peer.is_answered(message, Code::BadForm))
}

fn another_word_than_to_is_402(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let peer = Peer::new(&server)?;
    ["from:127.0.0.1/4000;content:hello", "too:127.0.0.1/4000;content:hello"]
        .iter()
        .try_for_each(|message| peer.is_answered(message, Code::NotTo))
}

fn a_port_that_is_no_number_is_403(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let peer = Peer::new(&server)?;
    ["to:127.0.0.1/http;content:hello", "to:127.0.0.1/;content:hello"]
        .iter()
        .try_for_each(|message| peer.is_answered(message, Code::BadPort))
}

fn another_word_than_content_is_404(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let peer = Peer::registered(&server, trial)?;
    ["text", "contents"].iter().try_for_each(|word| {
        peer.is_answered(&format!("to:{};{word}:hello", Endpoint(peer.at)), Code::NotContent)
    })
}

fn what_cannot_be_sent_is_405(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    Peer::new(&server)?.is_answered("to:127.0.0.1/70000;content:hello", Code::NotSent)
}

/// Faults in the order of the table: a message with this one alone, and one with this and those that come later.
const FAULTS: [(Code, &str, &str); 4] = [
    (Code::BadForm, "to:127.0.0.1/4000;content hello", "from:127.0.0.1/http;text hello"),
    (Code::NotTo, "from:127.0.0.1/4000;content:hello", "from:127.0.0.1/http;text:hello"),
    (Code::BadPort, "to:127.0.0.1/http;content:hello", "to:127.0.0.1/http;text:hello"),
    (Code::NotContent, "to:127.0.0.1/4000;text:hello", "to:127.0.0.1/70000;text:hello"),
];

fn the_first_fault_counts(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut is_judged = false;
    for (code, alone, among_others) in FAULTS {
        let peer = Peer::new(&server)?;
        // A fault that is not even seen where it is alone is another case's matter.
        if peer.answer_to(alone.as_bytes(), trial)?.as_deref() == Some(code.text().as_bytes()) {
            peer.is_answered(among_others, code)?;
            is_judged = true;
        }
    }
    if is_judged { Ok(()) } else { unjudged("no fault is answered with its code even where it is alone") }
}

/// The message to a target at this address arrives there with this text.
fn arrives(trial: &Trial<'_>, text: &str, message: impl Fn(SocketAddr) -> String) -> Outcome {
    let server = start(trial)?;
    let (sender, target) = pair(&server, trial)?;
    sender.end.send(message(target.at).as_bytes())?;
    let Err(fault) = target.receives(text, trial) else { return Ok(()) };
    // What it answers in place of that says more.
    match sender.end.receive(Terms::QUIET)? {
        Some(answer) => wrong(
            format!("a message that ends with {} at its target", shown(text.as_bytes())),
            format!("{} answered to its sender", shown(&answer)),
        ),
        None => Err(fault),
    }
}

fn spaces_around_parts_are_allowed(trial: &Trial<'_>) -> Outcome {
    arrives(trial, "hello", |at| match Endpoint(at).to_string().split_once('/') {
        Some((ip, port)) => format!(" to : {ip} / {port} ; content : hello"),
        None => String::new(),
    })
}

fn words_are_taken_in_any_case(trial: &Trial<'_>) -> Outcome {
    arrives(trial, "hello", |at| format!("To:{};CONTENT:hello", Endpoint(at)))
}

fn the_first_semicolon_splits(trial: &Trial<'_>) -> Outcome {
    let text = "one; two; and/or three";
    arrives(trial, text, |at| format!("to:{};content:{text}", Endpoint(at)))
}

fn a_text_may_have_colons(trial: &Trial<'_>) -> Outcome {
    let text = "at 10:30: tea";
    arrives(trial, text, |at| format!("to:{};content:{text}", Endpoint(at)))
}

fn a_long_message_arrives_whole(trial: &Trial<'_>) -> Outcome {
    // Numbered words, so that a piece is not taken for the whole.
    let text = (100..600).map(|number| format!(" {number}")).collect::<String>();
    let text = text.trim();
    arrives(trial, text, |at| format!("to:{};content:{text}", Endpoint(at)))
}

fn two_pairs_do_not_mix(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let ((a, b), (c, d)) = (pair(&server, trial)?, pair(&server, trial)?);
    a.sends(&b, "from a to b")?;
    c.sends(&d, "from c to d")?;
    b.receives("from a to b", trial)?;
    d.receives("from c to d", trial)?;
    for sender in [&a, &c] {
        sender.end.receive(trial.patience())?;
    }
    [a, b, c, d].iter().try_for_each(|peer| peer.end.expect_nothing("each message and each answer once"))
}

fn an_empty_datagram_is_survived(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    // 400 or nothing: there is no `;` in it, and nobody to be told.
    Peer::new(&server)?.end.send(b"")?;
    goes_on(&mut server, trial, "after an empty datagram")
}

fn binary_is_400(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    let peer = Peer::registered(&server, trial)?;
    let message = [format!("to:{};content:", Endpoint(peer.at)).as_bytes(), b"\xff\xfe"].concat();
    for bytes in [&b"\xff\xfe\x00\x80"[..], &message] {
        peer.end.send(bytes)?;
        let answered = peer.end.expect(Code::NoSemicolon.text().as_bytes());
        server.must_live(&format!("after {}", shown(bytes)))?;
        answered?;
    }
    goes_on(&mut server, trial, "after bytes that are no text")
}

fn an_absent_target_is_survived(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    let sender = Peer::registered(&server, trial)?;
    // It has never said anything, and is gone when the message comes.
    let absent = Peer::new(&server)?.at;
    sender.end.send(format!("to:{};content:hello", Endpoint(absent)).as_bytes())?;
    // 200 or 405: over UDP nobody knows.
    sender.end.receive(trial.patience())?;
    goes_on(&mut server, trial, "after a message to nobody")
}

fn a_name_is_405(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let (sender, target) = pair(&server, trial)?;
    let message = format!("to:localhost/{};content:hello", target.at.port());
    // The words after the code are another case's matter.
    match sender.answer_to(message.as_bytes(), trial)? {
        Some(answer) if answer.starts_with(b"405") => Ok(()),
        Some(answer) => wrong(shown(Code::NotSent.text().as_bytes()), shown(&answer)),
        None => wrong(shown(Code::NotSent.text().as_bytes()), sender.end.nothing(trial.patience())),
    }
}

fn only_the_exact_words_end_it(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    for words in ["exit", "exit server now", " exit server", "please exit server"] {
        Peer::new(&server)?.end.send(words.as_bytes())?;
        goes_on(&mut server, trial, &format!("after {}", shown(words.as_bytes())))?;
    }
    Ok(())
}

fn exit_server_ends_it(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    let peer = Peer::new(&server)?;
    // A server that runs already is there: it answers.
    goes_on(&mut server, trial, "before it is told to end")?;
    peer.end.send(wire::STOP.as_bytes())?;
    if server.is_ours() {
        return match server.ended(trial.patience())? {
            Some(status) if status.success() => Ok(()),
            Some(status) => wrong("it ends with exit status 0", format!("it ended with {status}")),
            None => wrong("it ends", "it still runs"),
        };
    }
    trial.pause(Terms::QUIET)?;
    match peer.answer_to(wire::REGISTER.as_bytes(), trial)? {
        None => Ok(()),
        Some(_) if !server.address.ip().is_loopback() => {
            unjudged("a server need not let itself be ended from another machine")
        }
        Some(answer) => wrong("nobody listens there any more", shown(&answer)),
    }
}

fn messages_are_printed(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    if !server.is_ours() {
        return unjudged("what a server prints can be seen when it is started by a command");
    }
    let (sender, target) = pair(&server, trial)?;
    sender.sends(&target, "print this")?;
    // It prints before or after its answer.
    sender.end.receive(trial.patience())?;
    trial.pause(Terms::QUIET)?;
    match server.output() {
        output if output.contains("print this") => Ok(()),
        output => wrong("a line with `print this`", shown(output.as_bytes())),
    }
}
