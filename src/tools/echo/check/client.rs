//! Cases of an echo client.

use std::net::SocketAddr;
use std::time::Duration;

use super::{LAB_TCP, NAMED, answer_to, is_named, transport};
use crate::check::case::Severity::{Required, Robust, Style};
use crate::check::case::{Case, Outcome, Terms, spoken, unjudged, wrong};
use crate::check::trial::{Client, Ended, Stream, TcpHost, Trial, UdpHost, shown};
use crate::contract::Transport;
use crate::tools::echo::wire::FULL;

pub(super) const CASES: &[Case] = &[
    Case::client("EC-41", Required, it_prints_its_name)
        .requires("The client prints `Connected as` and the name that the server gave it")
        .asked("the server says the client's name first; the client prints `Connected as Client01`.")
        .hint("the name is never received, and so is taken for the answer to the first message")
        .only_in(&[NAMED]),
    Case::client("EC-42", Required, it_sends_what_is_typed)
        .requires("What is typed is sent as it is")
        .asked("the client sends `<text>`: the bytes alone, no newline behind them.")
        .hint("a newline, quotes, or words around the text"),
    Case::client("EC-43", Required, it_prints_what_comes_back)
        .requires("What comes back is printed")
        .asked("the client prints the server's answer.")
        .hint("the text that was typed is printed in place of the one that was received, or b'...' is"),
    Case::client("EC-44", Required, it_goes_on)
        .requires("It goes on after an answer: the next line is the next message")
        .asked("the client reads and sends line after line, until `exit`.")
        .hint("there is no loop, or each message is tried on a connection of its own"),
    Case::client("EC-45", Required, exit_ends_it)
        .requires("`exit` is sent to the server, and ends the client")
        .asked("`exit` ends the session; there is no reply to wait for.")
        .hint("the client waits for an answer to `exit`, or ends without having sent it"),
    Case::client("EC-46", Required, it_prints_every_line)
        .requires("An answer to `status` is printed with all its lines")
        .asked("`status` is answered with a line for every client, joined by a newline.")
        .hint("only the first line of the answer is taken")
        .only_in(&[NAMED]),
    Case::client("EC-47", Required, it_tells_that_the_server_is_full)
        .requires(
            "`Server is full` in place of a name is printed, and the client ends without a further word",
        )
        .asked("one too many is told `Server is full`; the client prints it and ends.")
        .hint("the words are taken for a name, and the client goes on")
        .only_in(&[NAMED]),
    Case::client("EC-48", Robust, its_status_tells_that_the_server_is_full)
        .requires("When the server is full, its exit status is 1")
        .asked("one too many prints `Server is full` and exits 1, so that a script can tell.")
        .hint("the program returns as if all were well; sys.exit(1) tells")
        .only_in(&[NAMED]),
    Case::client("EC-49", Robust, exit_is_taken_in_any_case)
        .requires("`EXIT` ends the client like `exit`")
        .asked("commands are taken in any case; the server ends the session and does not answer.")
        .hint("only small letters are compared, so that the client waits for an answer that does not come"),
    Case::client("EC-50", Robust, an_empty_line_is_survived)
        .requires("An empty line does not stop it: the next line is sent")
        .asked("over TCP an empty message does not exist: nothing is sent, and no answer comes.")
        .hint("the client sends nothing and waits for the answer to it")
        .only_in(&[LAB_TCP, NAMED]),
    Case::client("EC-51", Robust, it_puts_pieces_together)
        .requires("An answer that arrives in two pieces is one answer")
        .asked("TCP is a stream: what was sent as one message may be read in several pieces.")
        .hint("one recv is taken for one answer; the rest is then taken for the next one")
        .only_in(&[LAB_TCP, NAMED]),
    Case::client("EC-52", Robust, it_does_not_wait_for_ever)
        .requires("An answer that does not come is not waited for for ever")
        .asked("the client waits a while for each answer (`reply-timeout`).")
        .hint("no time-out is set on the socket")
        .lasts(|_| Duration::from_secs(6)),
    Case::client("EC-53", Robust, it_notices_the_end_of_the_session)
        .requires("A server that closes the connection is noticed: the client ends and sends no more")
        .asked("when the server closes the session, it is over.")
        .hint("that recv gives nothing is not looked at, and an empty answer is printed")
        .only_in(&[LAB_TCP, NAMED]),
    Case::client("EC-54", Robust, it_survives_the_end_of_input)
        .requires("When standard input ends, the client ends with status 0")
        .asked("the end of the input is the end of what there is to say, like `exit`.")
        .hint("input() raises EOFError, which ends the program with a traceback"),
    Case::client("EC-55", Robust, it_prints_a_long_answer)
        .requires("A text of 1000 bytes is sent whole, and its answer printed whole")
        .asked("`<text>` comes back; the exercise receives up to 1024 bytes at once.")
        .hint("the receive buffer is smaller"),
    Case::client("EC-56", Robust, it_sends_utf_8)
        .requires("Letters beyond ASCII are sent as UTF-8, and printed when they come back")
        .asked("all text is UTF-8.")
        .hint("the text is taken for ASCII or Latin-1"),
    Case::client("EC-57", Robust, it_survives_what_is_no_text)
        .requires("An answer that is no text does not end it")
        .asked("the bytes that come back are the server's to choose; the session goes on.")
        .hint("the answer is decoded without a guard"),
    Case::client("EC-58", Style, it_says_what_to_type)
        .requires("It asks with `> Enter message (or 'exit' to quit, 'status' for client information) `")
        .asked("this is the prompt on a terminal.")
        .hint("another wording")
        .only_in(&[NAMED]),
];

/// How long a client may wait for an answer that does not come.
const FOR_EVER: Duration = Duration::from_secs(10);

/// What the server calls the client.
const NAME: &str = "Client07";

/// Our end that clients talk to.
enum Host<'a> {
    Udp(UdpHost<'a>),
    Tcp(TcpHost<'a>),
}

/// A talk with the client under test.
enum Talk<'h, 'a> {
    Udp { host: &'h UdpHost<'a>, peer: Option<SocketAddr> },
    Tcp(Stream<'a>),
}

impl<'a> Host<'a> {
    fn new(trial: &Trial<'a>) -> Outcome<Host<'a>> {
        match transport(trial.terms) {
            Transport::Udp => trial.listen_udp().map(Host::Udp),
            Transport::Tcp => trial.listen_tcp().map(Host::Tcp),
        }
    }

    /// The client, into which this is typed, and the talk with it; its name has been said.
    fn meet(&self, trial: &Trial<'a>, typed: &str) -> Outcome<(Client<'a>, Talk<'_, 'a>)> {
        match self {
            Host::Udp(host) => {
                let client = trial.client(host.address(), &[], typed)?;
                Ok((client, Talk::Udp { host, peer: None }))
            }
            Host::Tcp(host) => {
                let client = trial.client(host.address(), &[], typed)?;
                let mut stream = host.expect_connection(trial.arrival())?;
                if is_named(trial.terms) {
                    stream.send(NAME.as_bytes())?;
                }
                Ok((client, Talk::Tcp(stream)))
            }
        }
    }
}

impl Talk<'_, '_> {
    /// The next message, at most after `limit`; none when there is none.
    fn hears(&mut self, limit: Duration) -> Outcome<Option<Vec<u8>>> {
        match self {
            Talk::Udp { host, peer } => {
                let datagram = host.receive(limit)?;
                Ok(datagram.map(|(message, from)| {
                    *peer = Some(from);
                    message
                }))
            }
            Talk::Tcp(stream) => Ok(Some(stream.receive(limit)?).filter(|bytes| !bytes.is_empty())),
        }
    }

    /// The next message; that there is none is a fault.
    fn expects_any(&mut self, expected: &str, trial: &Trial<'_>) -> Outcome<Vec<u8>> {
        match self.hears(trial.arrival())? {
            Some(message) => Ok(message),
            None => wrong(expected, self.nothing(trial)),
        }
    }

    /// The next message is this, whatever stands around it.
    fn expects(&mut self, text: &str, trial: &Trial<'_>) -> Outcome {
        let expected = shown(text.as_bytes());
        let message = self.expects_any(&expected, trial)?;
        if message.trim_ascii() == text.as_bytes() { Ok(()) } else { wrong(expected, shown(&message)) }
    }

    fn nothing(&self, trial: &Trial<'_>) -> String {
        match self {
            Talk::Udp { .. } => format!("nothing within {}", spoken(trial.arrival())),
            Talk::Tcp(stream) => stream.seen(),
        }
    }

    fn answers(&mut self, answer: &[u8]) -> Outcome {
        match self {
            Talk::Udp { host, peer: Some(peer) } => host.send(answer, *peer),
            Talk::Udp { .. } => Ok(()),
            Talk::Tcp(stream) => stream.send(answer),
        }
    }

    /// The next message is this, and is answered as it should be.
    fn echoes(&mut self, text: &str, trial: &Trial<'_>) -> Outcome {
        self.expects(text, trial)?;
        self.answers(&answer_to(trial.terms, text.as_bytes()))
    }

    /// Hears the client's last word, which is another case's matter, and lets it end.
    fn let_go(mut self, client: &mut Client<'_>, trial: &Trial<'_>) -> Outcome<Ended> {
        self.hears(trial.patience())?;
        drop(self);
        client.end(trial.patience())
    }
}

/// It printed this, on whichever output.
fn printed(ended: &Ended, text: &str) -> Outcome {
    if ended.output.contains(text) || ended.errors.contains(text) {
        Ok(())
    } else {
        wrong(format!("{} printed", shown(text.as_bytes())), ended.printed())
    }
}

fn it_prints_its_name(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (mut client, mut talk) = host.meet(trial, "hello\nexit\n")?;
    let message = talk.expects_any("a message", trial)?;
    talk.answers(&answer_to(trial.terms, &message))?;
    let ended = talk.let_go(&mut client, trial)?;
    printed(&ended, &format!("Connected as {NAME}"))
}

fn it_sends_what_is_typed(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (_client, mut talk) = host.meet(trial, "hello world\nexit\n")?;
    match talk.expects_any("`hello world`", trial)? {
        message if message == b"hello world" => talk.answers(&answer_to(trial.terms, &message)),
        message => wrong("`hello world`", shown(&message)),
    }
}

fn it_prints_what_comes_back(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (mut client, mut talk) = host.meet(trial, "hello\nexit\n")?;
    talk.expects_any("`hello`", trial)?;
    // An answer it cannot know otherwise.
    talk.answers(b"answer 4711")?;
    let ended = talk.let_go(&mut client, trial)?;
    printed(&ended, "answer 4711")
}

fn it_goes_on(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (_client, mut talk) = host.meet(trial, "one\ntwo\nthree\nexit\n")?;
    for text in ["one", "two", "three"] {
        talk.echoes(text, trial)?;
    }
    Ok(())
}

fn exit_ends_it(trial: &Trial<'_>) -> Outcome {
    ends_on("exit", trial)
}

fn exit_is_taken_in_any_case(trial: &Trial<'_>) -> Outcome {
    ends_on("EXIT", trial)
}

/// This word is sent, and then the client ends by itself: our side stays open and does not answer.
fn ends_on(word: &str, trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (mut client, mut talk) = host.meet(trial, &format!("{word}\nnot this\n"))?;
    talk.expects(word, trial)?;
    match &mut talk {
        Talk::Udp { .. } => {
            if let Some(more) = talk.hears(Terms::QUIET)? {
                return wrong(format!("no more after `{word}`"), shown(&more));
            }
        }
        Talk::Tcp(stream) => stream.expect_end(&format!("the connection closed after `{word}`"))?,
    }
    // What a person started is judged by the wire alone.
    if trial.is_by_hand() { Ok(()) } else { client.end(trial.patience()).map(drop) }
}

fn it_prints_every_line(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (mut client, mut talk) = host.meet(trial, "status\nexit\n")?;
    talk.expects_any("`status`", trial)?;
    let lines = [
        "Client05 connected at 2023-01-16 06:06:06.123456",
        "Client07 connected at 2023-01-16 07:07:07.654321",
    ];
    talk.answers(lines.join("\n").as_bytes())?;
    let ended = talk.let_go(&mut client, trial)?;
    lines.iter().try_for_each(|line| printed(&ended, line))
}

/// A client that is one too many, up to its end.
fn turned_away(trial: &Trial<'_>) -> Outcome<(Ended, Vec<u8>)> {
    let host = trial.listen_tcp()?;
    let mut client = trial.client(host.address(), &[], "hello\nexit\n")?;
    let mut stream = host.expect_connection(trial.arrival())?;
    stream.send(FULL)?;
    stream.finish();
    let more = stream.receive(trial.patience())?;
    drop(stream);
    Ok((client.end(trial.patience())?, more))
}

fn it_tells_that_the_server_is_full(trial: &Trial<'_>) -> Outcome {
    let (ended, more) = turned_away(trial)?;
    if !more.is_empty() {
        return wrong("no further word", shown(&more));
    }
    printed(&ended, "Server is full")
}

fn its_status_tells_that_the_server_is_full(trial: &Trial<'_>) -> Outcome {
    turned_away(trial)?.0.expect_status(1)
}

fn an_empty_line_is_survived(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (_client, mut talk) = host.meet(trial, "\nhello\nexit\n")?;
    let message = talk.expects_any("`hello`", trial)?;
    match message.trim_ascii() {
        b"hello" => talk.answers(&answer_to(trial.terms, b"hello")),
        // One that sends newlines has something to send here.
        b"" => {
            talk.answers(&answer_to(trial.terms, &message))?;
            talk.echoes("hello", trial)
        }
        _ => wrong("`hello`", shown(&message)),
    }
}

fn it_puts_pieces_together(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (mut client, mut talk) = host.meet(trial, "hello world\nexit\n")?;
    talk.expects_any("`hello world`", trial)?;
    talk.answers(b"hello wo")?;
    trial.pause(Terms::QUIET / 2)?;
    let answer = answer_to(trial.terms, b"hello world");
    talk.answers(answer.get(8..).unwrap_or_default())?;
    let ended = talk.let_go(&mut client, trial)?;
    printed(&ended, &String::from_utf8_lossy(&answer))
}

fn it_does_not_wait_for_ever(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (mut client, mut talk) = host.meet(trial, "hello\nexit\n")?;
    talk.expects_any("`hello`", trial)?;
    trial.did("no answer");
    let goes_on = match &mut talk {
        Talk::Udp { .. } => talk.hears(FOR_EVER)?.is_some() || client.has_ended(),
        Talk::Tcp(stream) => !stream.receive(FOR_EVER)?.is_empty() || stream.end().is_some(),
    };
    if goes_on {
        return Ok(());
    }
    wrong("the client gives up waiting", format!("it still waited after {}", spoken(FOR_EVER)))
}

fn it_notices_the_end_of_the_session(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (mut client, mut talk) = host.meet(trial, "hello\nand now\nstill there\nor not\nexit\n")?;
    talk.expects_any("`hello`", trial)?;
    let Talk::Tcp(stream) = &mut talk else { return Ok(()) };
    stream.finish();
    let more = stream.receive(trial.patience())?;
    // A last word does no harm.
    if !more.is_empty() && more.trim_ascii() != b"exit" {
        return wrong("no more is sent", shown(&more));
    }
    drop(talk);
    if trial.is_by_hand() { Ok(()) } else { client.end(trial.patience()).map(drop) }
}

fn it_survives_the_end_of_input(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (mut client, mut talk) = host.meet(trial, "hello\n")?;
    let message = talk.expects_any("`hello`", trial)?;
    talk.answers(&answer_to(trial.terms, &message))?;
    client.end(trial.patience())?.expect_status(0)
}

fn it_prints_a_long_answer(trial: &Trial<'_>) -> Outcome {
    let text: String = ('a'..='z').cycle().take(1000).collect();
    prints_the_echo_of(&text, trial)
}

fn it_sends_utf_8(trial: &Trial<'_>) -> Outcome {
    prints_the_echo_of("grüß dich, 世界", trial)
}

fn prints_the_echo_of(text: &str, trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (mut client, mut talk) = host.meet(trial, &format!("{text}\nexit\n"))?;
    talk.echoes(text, trial)?;
    let ended = talk.let_go(&mut client, trial)?;
    printed(&ended, &String::from_utf8_lossy(&answer_to(trial.terms, text.as_bytes())))
}

fn it_survives_what_is_no_text(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (_client, mut talk) = host.meet(trial, "hello\nworld\nexit\n")?;
    talk.expects_any("`hello`", trial)?;
    talk.answers(b"\xff\xfe\x80")?;
    talk.echoes("world", trial)
}

fn it_says_what_to_type(trial: &Trial<'_>) -> Outcome {
    let host = Host::new(trial)?;
    let (mut client, mut talk) = host.meet(trial, "hello\nexit\n")?;
    let message = talk.expects_any("`hello`", trial)?;
    talk.answers(&answer_to(trial.terms, &message))?;
    let ended = talk.let_go(&mut client, trial)?;
    let told = printed(&ended, "> Enter message (or 'exit' to quit, 'status' for client information) ");
    let answer = String::from_utf8_lossy(&answer_to(trial.terms, b"hello")).into_owned();
    if told.is_err() && ended.output.lines().any(|line| line == answer) {
        return unjudged("it asks on a terminal alone, or not at all");
    }
    told
}
