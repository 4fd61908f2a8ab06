//! Cases of an echo server.

use std::time::Duration;

use super::{LAB_TCP, LAB_UDP, NAMED, answer_to, is_named, max_clients, transport};
use crate::check::case::Severity::{Required, Robust, Style};
use crate::check::case::{Case, Outcome, Terms, spoken, unjudged, wrong};
use crate::check::trial::{Datagrams, Server, Stream, Trial, shown};
use crate::contract::Transport;
use crate::tools::echo::wire::FULL;

pub(super) const CASES: &[Case] = &[
    Case::server("EC-01", Required, it_names_its_client)
        .requires("The server speaks first and gives the client its name, the first one `Client01`")
        .asked("the first thing a server sends is the client's name: `Client01`, two digits at least.")
        .hint("one digit, a greeting around the name, or a newline behind it")
        .only_in(&[NAMED]),
    Case::server("EC-02", Required, names_count_up)
        .requires("Names count up in the order in which clients come")
        .asked("the server names its clients `Client01`, `Client02`, and so on in order of arrival.")
        .hint("the number is counted in two places, or each thread has a counter of its own")
        .only_in(&[NAMED]),
    Case::server("EC-03", Required, no_name_is_given_twice)
        .requires("A name is not given twice: numbers count up for the life of the server")
        .asked("the server counts up for its whole life; who comes after another has left has a new name.")
        .hint("the name is made from how many clients are there now")
        .only_in(&[NAMED]),
    Case::server("EC-04", Required, a_text_comes_back)
        .requires("A text comes back: the same bytes, or on the named exercise with the suffix behind them")
        .asked("`hello world` is answered with `hello world`, or on the named exercise with `hello worldACK`.")
        .hint("capital letters, words around the text, a blank before the suffix, or a newline behind it"),
    Case::server("EC-05", Required, a_session_goes_on)
        .requires("A session has any number of messages, each with its answer")
        .asked("the session ends when the client says so, and not with the first answer.")
        .hint("the connection is closed after one answer: recv and send stand outside of the loop"),
    Case::server("EC-06", Required, exit_ends_the_session)
        .requires("`exit` ends the session and is not answered")
        .asked("on `exit` the server closes that client's session; there is no reply. Over UDP it is not echoed.")
        .hint("the word is echoed first and looked at after that, or the socket is not closed"),
    Case::server("EC-07", Required, a_command_is_taken_in_any_case)
        .requires("Commands are taken in any case and with blanks around them")
        .asked("commands are taken in any case with blanks around them stripped: ` EXIT ` is `exit`.")
        .hint("the text is compared as it came: text.strip().lower() does it"),
    Case::server("EC-08", Required, a_command_is_a_whole_message)
        .requires("A text that only begins like a command is a text: `exit now` comes back")
        .asked("`exit now` is text.")
        .hint("startswith, or `in`, where == is meant"),
    Case::server("EC-09", Required, the_next_one_is_served)
        .requires("When a client has left with `exit`, the next one is served, and its place is free")
        .asked("`exit` ends that client's session, not the server. When a client leaves, its place is free again.")
        .hint("the loop that accepts ends together with the session, or the count of clients is not taken down"),
    Case::server("EC-10", Required, status_lists_those_who_are_there)
        .requires("`status` is answered with a line `Client01 connected at <timestamp>` for everyone who is there")
        .asked("`status` → one line `Client<NN> connected at <timestamp>` for every client that is there, joined by a newline, none at the end.")
        .hint("only the client that asks is listed, or each line is sent with a newline behind it")
        .only_in(&[NAMED]),
    Case::server("EC-11", Required, status_leaves_out_who_has_left)
        .requires("`status` does not list a client that has left")
        .asked("`status` lists every client that is there.")
        .hint("clients are added to the list and never taken out")
        .only_in(&[NAMED]),
    Case::server("EC-12", Required, each_hears_its_own)
        .requires("Clients are served at the same time, and each hears its own answers")
        .asked("up to three clients are connected at once, and each message is answered to who sent it.")
        .hint("one global variable holds the client's socket or address; or there is no thread for each client")
        .only_in(&[NAMED, LAB_UDP]),
    Case::server("EC-13", Required, one_too_many_is_told)
        .requires("One client too many hears `Server is full` and is closed")
        .asked("one too many is told `Server is full`, then its connection closes; no name comes before it.")
        .hint("the cap is checked after the name was sent, or listen(3) is taken for a cap")
        .only_in(&[NAMED]),
    Case::server("EC-14", Required, as_many_as_the_cap_are_taken)
        .requires("As many clients as the cap says are taken at once")
        .asked("three clients may be connected at once (`max-clients`); the fourth is one too many.")
        .hint("> and >= are confused, or the new client is counted before the check")
        .only_in(&[NAMED]),
    Case::server("EC-15", Required, a_refused_one_takes_no_place)
        .requires("A client that was told `Server is full` takes no place")
        .asked("the client that is one too many takes no place: when the others have left there is room again.")
        .hint("the count goes up before the check and does not come down for who is refused")
        .only_in(&[NAMED]),
    Case::server("EC-16", Required, stop_ends_the_session)
        .requires("`stop` ends the session and is not answered")
        .asked("on `stop` the server closes that client's session; there is no reply. Over UDP it is not echoed.")
        .hint("only `exit` is looked for")
        .only_in(&[LAB_TCP, LAB_UDP])
        .last(),
    Case::server("EC-17", Robust, stop_ends_the_session)
        .requires("`stop` ends the session like `exit`")
        .asked("`stop` is taken like `exit` on both exercises, though only the plain one has it.")
        .hint("only `exit` is looked for")
        .only_in(&[NAMED])
        .last(),
    Case::server("EC-18", Robust, who_closes_has_left)
        .requires("A client that closes its connection without `exit` has left: the next one is served, and its place is free")
        .asked("when a client leaves, its place is free again, however it leaves.")
        .hint("that recv gives nothing is not looked at, or the place is given back on `exit` alone")
        .only_in(&[LAB_TCP, NAMED]),
    Case::server("EC-19", Robust, who_vanishes_has_left)
        .requires("A client that breaks off does not end the server, and its place is free")
        .asked("the failure of a connection is its client's alone.")
        .hint("ConnectionResetError is not caught: it ends the program, or the thread before it gives the place back")
        .only_in(&[LAB_TCP, NAMED]),
    Case::server("EC-20", Robust, a_long_text_comes_back)
        .requires("A text of 1000 bytes comes back whole")
        .asked("`<text>` comes back; the exercise receives up to 1024 bytes at once.")
        .hint("the receive buffer is smaller"),
    Case::server("EC-21", Robust, utf_8_comes_back)
        .requires("A text with letters beyond ASCII comes back")
        .asked("all text is UTF-8.")
        .hint("the text is taken for ASCII, or characters are counted as bytes"),
    Case::server("EC-22", Robust, bytes_come_back)
        .requires("Bytes that are no text come back like any other message")
        .asked("the same bytes come back: nothing says that they are text.")
        .hint("the bytes are decoded without a guard; send back what was received"),
    Case::server("EC-23", Robust, blanks_are_a_message)
        .requires("A message of blanks alone is answered and does not end the session")
        .asked("an empty message is data, not the end; the end is when recv gives nothing.")
        .hint("the text is stripped before it is looked at whether there is any")
        .only_in(&[LAB_TCP, NAMED]),
    Case::server("EC-24", Robust, an_empty_datagram_comes_back)
        .requires("An empty datagram comes back")
        .asked("over UDP the datagram comes back; an empty message is data.")
        .hint("an empty message is taken for the end, which UDP does not have")
        .only_in(&[LAB_UDP]),
    Case::server("EC-25", Robust, a_line_is_answered)
        .requires("A line, as a person types it at nc, is answered like the text on it")
        .asked("a line is a message too: `hello` and a newline is answered with `helloACK`, so that a person on a terminal can be served.")
        .hint("the newline is left between the text and the suffix")
        .only_in(&[NAMED]),
    Case::server("EC-26", Style, messages_are_printed)
        .requires("The server prints each message it takes")
        .asked("the exercises' servers print each message they take.")
        .hint("the output is kept back until the program ends; print with flush")
        .only_in(&[LAB_TCP, LAB_UDP]),
    Case::server("EC-27", Style, arrivals_are_printed)
        .requires("The server prints `[NEW CONNECTION] Client01 connected from` and the client's address")
        .asked("it prints `[NEW CONNECTION] Client01 connected from ('<ip>', <port>)`.")
        .hint("another wording, or the output is kept back")
        .only_in(&[NAMED]),
    Case::server("EC-28", Style, departures_are_printed)
        .requires("The server prints `[DISCONNECTED] Client01 at` and the time")
        .asked("it prints `[DISCONNECTED] Client01 at <timestamp>`.")
        .hint("another wording, or nothing is printed when a client leaves")
        .only_in(&[NAMED]),
];

/// The most clients that a case connects at once.
const MOST: usize = 64;

/// How long a server may take to notice what does not wait for it.
const A_MOMENT: Duration = Duration::from_millis(100);

/// A client of ours in its session.
struct Session<'a> {
    terms: &'a Terms,
    end: End<'a>,
    /// What the server calls it, on the named exercise.
    name: String,
}

enum End<'a> {
    Udp(Datagrams<'a>),
    Tcp(Stream<'a>),
}

impl<'a> Session<'a> {
    /// A new client. On the named exercise it has been given its name; that a server which others have just left is
    /// full for a moment is no fault here.
    fn enter(server: &Server<'a>, trial: &Trial<'a>) -> Outcome<Session<'a>> {
        let terms = trial.terms;
        if transport(terms) == Transport::Udp {
            return Ok(Session { terms, end: End::Udp(server.datagrams()?), name: String::new() });
        }
        let begun = trial.now();
        loop {
            let mut stream = server.connect()?;
            if !is_named(terms) {
                return Ok(Session { terms, end: End::Tcp(stream), name: String::new() });
            }
            let greeting = stream.receive(trial.patience())?;
            let name = greeting.trim_ascii();
            if name.is_empty() {
                return wrong("a name such as `Client01`", stream.seen());
            }
            if name != FULL {
                let name = String::from_utf8_lossy(name).into_owned();
                return Ok(Session { terms, end: End::Tcp(stream), name });
            }
            if trial.now() - begun >= trial.patience() {
                return wrong("a name such as `Client01`", shown(&greeting));
            }
            drop(stream);
            trial.pause(A_MOMENT)?;
        }
    }

    fn says(&mut self, text: &[u8]) -> Outcome {
        match &mut self.end {
            End::Udp(end) => end.send(text),
            End::Tcp(end) => end.send(text),
        }
    }

    /// What comes next, at most after `limit`; none when nothing does.
    fn hears(&mut self, limit: Duration) -> Outcome<Option<Vec<u8>>> {
        match &mut self.end {
            End::Udp(end) => end.receive(limit),
            End::Tcp(end) => Ok(Some(end.receive(limit)?).filter(|bytes| !bytes.is_empty())),
        }
    }

    /// The answer to this text comes next.
    fn is_answered(&mut self, text: &[u8]) -> Outcome {
        let answer = answer_to(self.terms, text);
        match &mut self.end {
            End::Udp(end) => end.expect(&answer),
            End::Tcp(end) => end.expect(&answer),
        }
    }

    fn is_echoed(&mut self, text: &[u8]) -> Outcome {
        self.says(text)?;
        self.is_answered(text)
    }

    /// Says a word that ends the session without an answer.
    fn ends_with(&mut self, word: &[u8]) -> Outcome {
        if let End::Udp(_) = self.end {
            // From a server that is not there nothing comes either.
            self.is_echoed(b"hello")?;
        }
        self.says(word)?;
        match &mut self.end {
            End::Udp(end) => end.expect_nothing("no answer"),
            End::Tcp(end) => end.expect_end("no answer, and the connection closed"),
        }
    }

    /// Leaves with `exit`; whether that is taken as it should be is not looked at.
    fn leaves(mut self) -> Outcome {
        let patience = self.terms.patience;
        self.says(b"exit")?;
        match &mut self.end {
            End::Udp(_) => Ok(()),
            End::Tcp(end) => end.receive_to_end(patience).map(drop),
        }
    }
}

fn start<'a>(trial: &Trial<'a>) -> Outcome<Server<'a>> {
    trial.server(transport(trial.terms))
}

/// The server takes so many clients at once, as it is told to.
fn has_room_for(clients: usize, trial: &Trial<'_>) -> Outcome {
    let max = max_clients(trial.terms);
    if is_named(trial.terms) && max < clients {
        return unjudged(format!("it takes {clients} clients at once, and max-clients is {max}"));
    }
    Ok(())
}

/// The cap, where it is one that can be reached.
fn cap(trial: &Trial<'_>) -> Outcome<usize> {
    match max_clients(trial.terms) {
        max if max <= MOST => Ok(max),
        max => unjudged(format!("max-clients is {max}, and here are at most {MOST} clients")),
    }
}

/// As many clients as the server takes, at most `max`.
fn enter_all<'a>(server: &Server<'a>, trial: &Trial<'a>, max: usize) -> Vec<Session<'a>> {
    std::iter::from_fn(|| Session::enter(server, trial).ok()).take(max).collect()
}

/// The number in a client's name.
fn number_of(name: &str) -> Outcome<u64> {
    let number = name.strip_prefix("Client").and_then(|number| number.parse().ok());
    number.map_or_else(|| wrong("a name such as `Client01`", shown(name.as_bytes())), Ok)
}

fn it_names_its_client(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    if server.is_ours() {
        let mut first = server.connect()?;
        let name = first.receive(trial.patience())?;
        return if name == b"Client01" { Ok(()) } else { wrong("`Client01`", shown(&name)) };
    }
    // Others may have come before.
    let client = Session::enter(&server, trial)?;
    match client.name.strip_prefix("Client") {
        Some(number) if number.len() >= 2 && number.bytes().all(|byte| byte.is_ascii_digit()) => Ok(()),
        _ => wrong("a name such as `Client01`", shown(client.name.as_bytes())),
    }
}

fn names_count_up(trial: &Trial<'_>) -> Outcome {
    has_room_for(2, trial)?;
    let server = start(trial)?;
    let first = Session::enter(&server, trial)?;
    let second = Session::enter(&server, trial)?;
    if number_of(&second.name)? == number_of(&first.name)? + 1 {
        return Ok(());
    }
    wrong(format!("the number after {}", shown(first.name.as_bytes())), shown(second.name.as_bytes()))
}

fn no_name_is_given_twice(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let first = Session::enter(&server, trial)?;
    let name = first.name.clone();
    first.leaves()?;
    let second = Session::enter(&server, trial)?;
    if number_of(&second.name)? > number_of(&name)? {
        return Ok(());
    }
    wrong(format!("a name after {}, which was given", shown(name.as_bytes())), shown(second.name.as_bytes()))
}

fn a_text_comes_back(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = Session::enter(&server, trial)?;
    client.is_echoed(b"hello world")?;
    match client.hears(Terms::QUIET)? {
        Some(more) => wrong("that and no more", format!("{} behind it", shown(&more))),
        None => Ok(()),
    }
}

fn a_session_goes_on(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = Session::enter(&server, trial)?;
    for text in [&b"one"[..], b"two", b"three"] {
        client.is_echoed(text)?;
    }
    Ok(())
}

fn exit_ends_the_session(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    Session::enter(&server, trial)?.ends_with(b"exit")
}

fn stop_ends_the_session(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    Session::enter(&server, trial)?.ends_with(b"stop")
}

fn a_command_is_taken_in_any_case(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    for word in [&b"EXIT"[..], b" exit "] {
        Session::enter(&server, trial)?.ends_with(word)?;
    }
    Ok(())
}

fn a_command_is_a_whole_message(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    Session::enter(&server, trial)?.is_echoed(b"exit now")
}

/// More clients than there are places come and go, one after another, and then comes one who is served.
fn come_and_go<'a>(
    server: &mut Server<'a>,
    trial: &Trial<'a>,
    mut go: impl FnMut(Session<'a>) -> Outcome,
) -> Outcome {
    let places = if is_named(trial.terms) { cap(trial)? } else { 1 };
    for _ in 0..=2 * places {
        let mut client = Session::enter(server, trial)?;
        client.is_echoed(b"hello")?;
        go(client)?;
    }
    server.must_live("after clients that have left")?;
    Session::enter(server, trial)?.is_echoed(b"hello again")
}

fn the_next_one_is_served(trial: &Trial<'_>) -> Outcome {
    come_and_go(&mut start(trial)?, trial, Session::leaves)
}

fn who_closes_has_left(trial: &Trial<'_>) -> Outcome {
    come_and_go(&mut start(trial)?, trial, |client| {
        drop(client);
        trial.did("the connection closed");
        trial.pause(A_MOMENT)
    })
}

fn who_vanishes_has_left(trial: &Trial<'_>) -> Outcome {
    come_and_go(&mut start(trial)?, trial, |client| {
        if let End::Tcp(stream) = client.end {
            stream.vanish();
        }
        trial.pause(A_MOMENT)
    })
}

/// The lines of the answer to `status`.
fn status(client: &mut Session<'_>, trial: &Trial<'_>) -> Outcome<Vec<String>> {
    client.says(b"status")?;
    let expected = "lines such as `Client01 connected at <timestamp>`";
    let Some(answer) = client.hears(trial.patience())? else {
        return wrong(expected, format!("nothing within {}", spoken(trial.patience())));
    };
    let lines: Vec<String> = String::from_utf8_lossy(&answer).split('\n').map(str::to_owned).collect();
    let is_line = |line: &String| {
        line.split_once(" connected at ").is_some_and(|(_, time)| time.contains(|c: char| c.is_ascii_digit()))
    };
    if lines.iter().all(is_line) { Ok(lines) } else { wrong(expected, shown(&answer)) }
}

fn lists(lines: &[String], name: &str) -> bool {
    lines.iter().any(|line| line.split(' ').next() == Some(name))
}

fn status_lists_those_who_are_there(trial: &Trial<'_>) -> Outcome {
    has_room_for(2, trial)?;
    let server = start(trial)?;
    let first = Session::enter(&server, trial)?;
    let mut second = Session::enter(&server, trial)?;
    let lines = status(&mut second, trial)?;
    let has_all = [&first, &second].iter().all(|client| lists(&lines, &client.name));
    // Where others may be there too, they are listed as well.
    if has_all && (lines.len() == 2 || !server.is_ours()) {
        return Ok(());
    }
    let expected = format!("a line for {} and one for {}", first.name, second.name);
    wrong(expected, shown(lines.join("\n").as_bytes()))
}

fn status_leaves_out_who_has_left(trial: &Trial<'_>) -> Outcome {
    has_room_for(2, trial)?;
    let server = start(trial)?;
    let first = Session::enter(&server, trial)?;
    let mut second = Session::enter(&server, trial)?;
    let name = first.name.clone();
    first.leaves()?;
    let begun = trial.now();
    loop {
        let lines = status(&mut second, trial)?;
        if !lists(&lines, &name) {
            return Ok(());
        }
        if trial.now() - begun >= trial.patience() {
            return wrong(format!("no line for {name}, which has left"), shown(lines.join("\n").as_bytes()));
        }
        trial.pause(A_MOMENT)?;
    }
}

fn each_hears_its_own(trial: &Trial<'_>) -> Outcome {
    has_room_for(2, trial)?;
    let server = start(trial)?;
    let mut first = Session::enter(&server, trial)?;
    let mut second = Session::enter(&server, trial)?;
    // An answer that went to the other one is not heard here.
    second.is_echoed(b"one")?;
    first.is_echoed(b"two")
}

fn one_too_many_is_told(trial: &Trial<'_>) -> Outcome {
    let max = cap(trial)?;
    let server = start(trial)?;
    let _inside = enter_all(&server, trial, max);
    let mut one_too_many = server.connect()?;
    one_too_many.expect(FULL)?;
    one_too_many.expect_end("the connection closed behind `Server is full`")
}

fn as_many_as_the_cap_are_taken(trial: &Trial<'_>) -> Outcome {
    let max = cap(trial)?;
    let server = start(trial)?;
    let inside = enter_all(&server, trial, max);
    if inside.len() == max {
        return Ok(());
    }
    wrong(format!("{max} clients at once"), format!("with {} it was full", inside.len()))
}

fn a_refused_one_takes_no_place(trial: &Trial<'_>) -> Outcome {
    let max = cap(trial)?;
    let mut server = start(trial)?;
    if come_and_go(&mut server, trial, Session::leaves).is_err() {
        return unjudged("places do not become free here at all");
    }
    let mut inside = enter_all(&server, trial, max);
    let mut refused = 0;
    for _ in 0..2 * max + 2 {
        let mut client = server.connect()?;
        match client.receive(trial.patience())? {
            greeting if greeting.trim_ascii() == FULL => refused += 1,
            _ => inside.push(Session { terms: trial.terms, end: End::Tcp(client), name: String::new() }),
        }
    }
    if refused < max {
        return unjudged("nobody was told that it is full");
    }
    trial.did(format!("{refused} refused"));
    for client in inside {
        client.leaves()?;
    }
    trial.did("all left");
    Session::enter(&server, trial).map(drop)
}

fn a_long_text_comes_back(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let text: Vec<u8> = (b'a'..=b'z').cycle().take(1000).collect();
    Session::enter(&server, trial)?.is_echoed(&text)
}

fn utf_8_comes_back(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    Session::enter(&server, trial)?.is_echoed("grüß dich, 世界".as_bytes())
}

fn bytes_come_back(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    let answered = Session::enter(&server, trial)?.is_echoed(b"\xff\xfe\x00\x80");
    server.must_live("after bytes that are no text")?;
    answered
}

fn blanks_are_a_message(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = Session::enter(&server, trial)?;
    client.says(b"   ")?;
    // Some strip their texts, which is another matter.
    let whole = answer_to(trial.terms, b"   ");
    match client.hears(trial.patience())? {
        Some(answer) if answer.trim_ascii() == whole.trim_ascii() => Ok(()),
        Some(answer) => wrong(shown(&whole), shown(&answer)),
        None => {
            let seen = if let End::Tcp(end) = &client.end { end.seen() } else { "nothing".to_owned() };
            wrong(shown(&whole), seen)
        }
    }
}

fn an_empty_datagram_comes_back(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    Session::enter(&server, trial)?.is_echoed(b"")
}

fn a_line_is_answered(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = Session::enter(&server, trial)?;
    client.says(b"hello\n")?;
    // With a newline behind it or without.
    client.is_answered(b"hello")
}

/// The server prints a line that `is_it` likes, now or soon.
fn prints(server: &Server<'_>, trial: &Trial<'_>, expected: &str, is_it: impl Fn(&str) -> bool) -> Outcome {
    if !server.is_ours() {
        return unjudged("what a server prints can be seen when it is started by a command");
    }
    let begun = trial.now();
    loop {
        let output = server.output();
        if output.lines().any(&is_it) {
            return Ok(());
        }
        if trial.now() - begun >= trial.patience() {
            return wrong(format!("a line {expected}"), shown(output.as_bytes()));
        }
        trial.pause(A_MOMENT)?;
    }
}

fn messages_are_printed(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = Session::enter(&server, trial)?;
    client.says(b"hello 2601")?;
    prints(&server, trial, "with `hello 2601`", |line| line.contains("hello 2601"))
}

fn arrivals_are_printed(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let client = Session::enter(&server, trial)?;
    let End::Tcp(end) = &client.end else { return Ok(()) };
    let local = end.local()?;
    let beginning = format!("[NEW CONNECTION] {} connected from ", client.name);
    let (ip, port) = (local.ip().to_string(), local.port().to_string());
    prints(&server, trial, &format!("`{beginning}('{ip}', {port})`"), |line| {
        line.split_once(&beginning).is_some_and(|(_, rest)| rest.contains(&ip) && rest.contains(&port))
    })
}

fn departures_are_printed(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let client = Session::enter(&server, trial)?;
    let beginning = format!("[DISCONNECTED] {} at ", client.name);
    client.leaves()?;
    prints(&server, trial, &format!("`{beginning}<timestamp>`"), |line| line.contains(&beginning))
}
