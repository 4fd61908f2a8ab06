//! Cases of a relay client.
//!
//! The exercise has a menu for it, others are talked to otherwise: what is typed depends on the variant. What it prints
//! is looked at for what it has to say, in whatever words.

use std::net::SocketAddr;
use std::time::Duration;

use super::{ANSWER, CHAT, MENU};
use crate::check::case::Severity::{Required, Robust, Style};
use crate::check::case::{Case, Fault, Outcome, Terms, spoken, unjudged, wrong};
use crate::check::trial::{Client, Trial, UdpHost, shown};
use crate::tools::relay::wire::{self, Code, Request};

pub(super) const CASES: &[Case] = &[
    Case::client("RE-41", Required, it_says_hii)
        .requires("The client says `hii`")
        .asked("the menu's 1, Initialize: the client's message is `hii`.")
        .hint("a newline at the end, or the socket is opened but nothing is said"),
    Case::client("RE-42", Required, it_shows_its_own_address)
        .requires("It prints its own address as the server answers it")
        .asked("`hii` is answered with the sender's own address, which it needs to tell others.")
        .hint("its own idea of its address is printed, such as that of getsockname()"),
    Case::client("RE-43", Required, its_message_has_the_form)
        .requires("Its message is `to:<ip>/<port>;content:<text>`")
        .asked("the menu's 2, Send Message: ip, port and text are asked for and sent as `to:<ip>/<port>;content:<text>`.")
        .hint("a comma or a colon between ip and port, or the text is cut at its first blank"),
    Case::client("RE-44", Required, it_shows_success)
        .requires("It prints the answer to its message: 200")
        .asked("the server answers `200, UDP Packet Sent Successfully`, and the client shows what the server says.")
        .hint("the answer is not read after the message was sent"),
    Case::client("RE-45", Required, it_shows_refusals)
        .requires("It prints the code of a message that was refused: 401, 405")
        .asked("the server answers a code, with or without words, and the client shows what the server says.")
        .hint("every answer is taken for success, or only answers with a comma are understood"),
    Case::client("RE-46", Required, it_shows_messages)
        .requires("It prints a message that arrives: the sender's address and the text")
        .asked("the menu's 3, Receive Message: `<source ip>/<source port> ; content : <text>` is shown.")
        .hint("only the text is printed, or the server's address in place of the sender's"),
    Case::client("RE-47", Required, it_ends)
        .requires("It ends when it is told to, with status 0")
        .asked("the menu's 4, Exit.")
        .hint("the loop is left but a thread that receives keeps the program alive"),
    Case::client("RE-48", Required, it_ends_the_server)
        .requires("It says `exit server` when it is told to close the server")
        .asked("the menu's 5, Close Server: the client's message is `exit server`.")
        .hint("the message is sent inside of `to:...;content:...`, or with other words"),
    Case::client("RE-49", Robust, a_message_is_no_answer)
        .requires("A message that arrives before the answer is not taken for the answer, and neither is lost")
        .asked("a message to oneself arrives before its own answer; answers and messages are told apart by their form.")
        .hint("what comes next after sending is printed as the answer; an answer begins with a code, a message has ` ; content : `"),
    Case::client("RE-50", Robust, it_does_not_wait_for_ever)
        .requires("When no answer comes it does not wait for ever")
        .asked("datagrams get lost; the exercise's client waits 20 seconds and then ends.")
        .hint("no settimeout() on the socket")
        .lasts(longest),
    Case::client("RE-51", Robust, it_survives_binary)
        .requires("A message that is no text does not end it: the next one is shown")
        .asked("anybody's bytes may arrive; what cannot be read is one message lost and no more.")
        .hint("decode() without a guard ends the client with UnicodeDecodeError"),
    Case::client("RE-52", Robust, it_ignores_others)
        .requires("What comes from another address than the server's is not taken for the answer")
        .asked("answers come from the server.")
        .hint("the address that recvfrom gives is not compared; connect() on the UDP socket does it too"),
    Case::client("RE-53", Robust, it_splits_at_the_first_sign)
        .requires("A text with `;`, `:` and `/` is shown whole")
        .asked("the text of `<source ip>/<source port> ; content : <text>` is all that follows.")
        .hint("split(\":\") without a limit, so that the text ends at its first colon"),
    Case::client("RE-54", Robust, it_shows_long_messages_whole)
        .requires("A message of 2000 bytes is shown whole")
        .asked("datagrams up to 65,507 bytes are relayed whole; the exercise cuts at 1024.")
        .hint("recvfrom(1024) throws the rest of a datagram away"),
    Case::client("RE-55", Style, it_shows_the_menu)
        .requires("It prints the menu with its five entries")
        .asked("the client is a menu: 1 Initialize, 2 Send Message, 3 Receive Message, 4 Exit, 5 Close Server.")
        .hint("other words, or no menu at all")
        .only_in(&[MENU]),
];

/// What is told to the client are addresses it cannot know otherwise.
const OWN: (&str, &str) = ("192.0.2.77", "7777");
const SENDER: (&str, &str) = ("192.0.2.78", "7878");
const TARGET: (&str, &str) = ("192.0.2.79", "7979");

/// How long no client may wait for an answer.
fn longest(terms: &Terms) -> Duration {
    terms.scaled(ANSWER).mul_f64(1.5) + terms.patience
}

/// The client under test, and we who are its server.
struct Table<'t, 'a> {
    trial: &'t Trial<'a>,
    host: UdpHost<'a>,
    client: Client<'a>,
    /// The last message, which it may say again when our answer is late.
    last: Vec<u8>,
}

impl<'t, 'a> Table<'t, 'a> {
    fn new(trial: &'t Trial<'a>) -> Outcome<Table<'t, 'a>> {
        let host = trial.listen_udp()?;
        let client = trial.client_to_talk_to(host.address(), &[])?;
        Ok(Table { trial, host, client, last: Vec::new() })
    }

    fn chats(&self) -> bool {
        self.trial.terms.variant == CHAT
    }

    /// The client has said `hii`, and has been answered; where it is.
    fn registered(trial: &'t Trial<'a>) -> Outcome<(Table<'t, 'a>, SocketAddr)> {
        let mut table = Table::new(trial)?;
        table.initialize();
        // One that was started by hand for the case before may still talk about that.
        let (_, client) = table.wait_for("`hii`", |message| is_hii(message.trim_ascii()))?;
        table.host.send(own().as_bytes(), client)?;
        Ok((table, client))
    }

    fn initialize(&mut self) {
        if !self.chats() {
            self.client.types(&["1"]);
        }
    }

    fn send(&mut self, text: &str) {
        let (ip, port) = TARGET;
        if self.chats() {
            self.client.types(&[&format!("/to {ip}:{port} {text}")]);
        } else {
            self.client.types(&["2", ip, port, text]);
        }
    }

    /// The client shows what has arrived.
    fn receive(&mut self) -> Outcome {
        if !self.chats() {
            // One that receives all the time has to have got it by now.
            self.trial.pause(Terms::QUIET / 2)?;
            self.client.types(&["3"]);
        }
        Ok(())
    }

    fn exit(&mut self) {
        self.client.types(&[if self.chats() { "/quit" } else { "4" }]);
    }

    fn close_server(&mut self) {
        self.client.types(&[if self.chats() { "/stop-server" } else { "5" }]);
    }

    /// The next datagram that `is_it` likes. Each other `hii` is answered.
    fn wait_for(&self, what: &str, is_it: impl Fn(&[u8]) -> bool) -> Outcome<(Vec<u8>, SocketAddr)> {
        let limit = self.trial.arrival();
        let begun = self.trial.now();
        let mut seen = format!("nothing within {}", spoken(limit));
        loop {
            let left = limit.saturating_sub(self.trial.now() - begun);
            let Some((message, client)) = self.host.receive(left)? else { return wrong(what, seen) };
            if is_it(&message) {
                return Ok((message, client));
            }
            if is_hii(&message) {
                self.host.send(own().as_bytes(), client)?;
            }
            seen = shown(&message);
            if left.is_zero() {
                return wrong(what, seen);
            }
        }
    }

    /// The next message that is neither `hii` nor the last one said again.
    fn request(&mut self, what: &str) -> Outcome<Vec<u8>> {
        let (request, _) = self.wait_for(what, |message| !is_hii(message) && message != self.last)?;
        self.last.clone_from(&request);
        Ok(request)
    }

    /// The client sends a message, and is back from that as far as it can be without an answer.
    fn message(&mut self, text: &str) -> Outcome {
        self.send(text);
        self.request("a message")?;
        // It may print that it has sent it.
        self.trial.pause(Terms::QUIET)?;
        self.client.look_away()
    }

    /// Somebody's message comes from the server.
    fn forward(&self, text: &[u8], client: SocketAddr) -> Outcome {
        let (ip, port) = SENDER;
        self.host.send(&[format!("{ip}/{port} ; content : ").as_bytes(), text].concat(), client)
    }

    fn answer(&self, code: Code, client: SocketAddr) -> Outcome {
        self.host.send(code.text().as_bytes(), client)
    }

    fn shows(&mut self, expected: &str, is_it: impl Fn(&str) -> bool) -> Outcome {
        self.client.expect_output(expected, self.trial.patience(), is_it)
    }

    fn shows_text(&mut self, text: &str) -> Outcome {
        self.shows(&format!("the text {}", shown(text.as_bytes())), |output| output.contains(text))
    }
}

fn is_hii(message: &[u8]) -> bool {
    message.eq_ignore_ascii_case(wire::REGISTER.as_bytes())
}

/// What we answer to `hii`.
fn own() -> String {
    format!("('{}', {})", OWN.0, OWN.1)
}

/// Whether a number stands there by itself.
fn has_number(output: &str, number: &str) -> bool {
    output.split(|sign: char| !sign.is_ascii_digit()).any(|found| found == number)
}

/// Whether it says, in its own words or the server's, that a message was sent.
fn tells_of_success(output: &str) -> bool {
    let lower = output.to_lowercase();
    let mut words = lower.split(|sign: char| !sign.is_alphanumeric());
    words.any(|word| ["200", "sent", "success", "successful", "successfully"].contains(&word))
}

fn it_says_hii(trial: &Trial<'_>) -> Outcome {
    let mut table = Table::new(trial)?;
    table.initialize();
    match table.host.expect_any("`hii`", trial.arrival())? {
        (message, client) if is_hii(&message) => table.host.send(own().as_bytes(), client),
        (message, _) => wrong("`hii`", shown(&message)),
    }
}

fn it_shows_its_own_address(trial: &Trial<'_>) -> Outcome {
    let (mut table, _) = Table::registered(trial)?;
    let (ip, port) = OWN;
    table.shows(&format!("its address {ip} and port {port}"), |output| {
        output.contains(ip) && has_number(output, port)
    })
}

fn its_message_has_the_form(trial: &Trial<'_>) -> Outcome {
    let (mut table, _) = Table::registered(trial)?;
    let text = "hello over there";
    table.send(text);
    let (ip, port) = TARGET;
    let expected = format!("to:{ip}/{port};content:{text}");
    let message = table.request(&shown(expected.as_bytes()))?;
    let to: Option<SocketAddr> = format!("{ip}:{port}").parse().ok();
    match Request::parse(&message) {
        // Spaces around the parts are allowed.
        Request::Send { to: Ok(found), text: said } if Some(found) == to && said.trim() == text => Ok(()),
        _ => wrong(shown(expected.as_bytes()), shown(&message)),
    }
}

fn it_shows_success(trial: &Trial<'_>) -> Outcome {
    let (mut table, client) = Table::registered(trial)?;
    table.message("hello")?;
    table.answer(Code::Sent, client)?;
    table.shows("the answer 200, or that the message was sent", tells_of_success)
}

fn it_shows_refusals(trial: &Trial<'_>) -> Outcome {
    let (mut table, client) = Table::registered(trial)?;
    // One without words and one with.
    for (code, text) in [(Code::BadForm, "hello"), (Code::NotSent, "good-bye")] {
        table.message(text)?;
        table.answer(code, client)?;
        let number = u16::from(code).to_string();
        table.shows(&format!("the answer {number}"), |output| has_number(output, &number))?;
    }
    Ok(())
}

fn it_shows_messages(trial: &Trial<'_>) -> Outcome {
    let (mut table, client) = Table::registered(trial)?;
    let ((ip, port), text) = (SENDER, "good evening");
    table.forward(text.as_bytes(), client)?;
    table.receive()?;
    table.shows(&format!("the sender {ip} and {port}, and the text {}", shown(text.as_bytes())), |output| {
        output.contains(ip) && has_number(output, port) && output.contains(text)
    })
}

fn it_ends(trial: &Trial<'_>) -> Outcome {
    let (mut table, _) = Table::registered(trial)?;
    table.exit();
    table.client.end(trial.patience())?.expect_status(0)
}

fn it_ends_the_server(trial: &Trial<'_>) -> Outcome {
    let (mut table, _) = Table::registered(trial)?;
    table.close_server();
    match table.request(&shown(wire::STOP.as_bytes()))? {
        message if message == wire::STOP.as_bytes() => Ok(()),
        message => wrong(shown(wire::STOP.as_bytes()), shown(&message)),
    }
}

fn a_message_is_no_answer(trial: &Trial<'_>) -> Outcome {
    let (mut table, client) = Table::registered(trial)?;
    table.message("hello")?;
    let text = "good evening";
    table.forward(text.as_bytes(), client)?;
    table.answer(Code::NotSent, client)?;
    table.shows("after a message that came first, the answer 405", |output| has_number(output, "405"))?;
    // It may have been shown already.
    if table.client.output()?.contains(text) {
        return Ok(());
    }
    table.receive()?;
    table.shows_text(text)
}

fn it_does_not_wait_for_ever(trial: &Trial<'_>) -> Outcome {
    if trial.is_by_hand() {
        return unjudged("whether a client ends can be seen when it is started by a command");
    }
    let (mut table, _) = Table::registered(trial)?;
    table.send("hello over there");
    table.request("a message")?;
    table.exit();
    let limit = longest(trial.terms);
    match table.client.end(limit) {
        // How it ends is its own affair.
        Ok(_) => Ok(()),
        Err(Fault::Wrong { seen, .. }) => wrong("it gives up waiting and then ends, as it was told", seen),
        Err(fault) => Err(fault),
    }
}

fn it_survives_binary(trial: &Trial<'_>) -> Outcome {
    let (mut table, client) = Table::registered(trial)?;
    table.client.look_away()?;
    let text = "good evening";
    for bytes in [&b"\xff\xfe\x80"[..], text.as_bytes()] {
        table.forward(bytes, client)?;
        // It may have gone on to the second already.
        table.receive()?;
    }
    table.shows_text(text)
}

fn it_ignores_others(trial: &Trial<'_>) -> Outcome {
    let (mut table, client) = Table::registered(trial)?;
    table.message("hello")?;
    let stranger = trial.stranger()?;
    stranger.send(Code::BadForm.text().as_bytes(), client)?;
    trial.did("that from another address");
    trial.pause(Terms::QUIET)?;
    table.answer(Code::NotSent, client)?;
    table.shows("the answer 405 of the server", |output| has_number(output, "405"))?;
    table.shows("nothing of what another address says", |output| !has_number(output, "401"))
}

fn it_splits_at_the_first_sign(trial: &Trial<'_>) -> Outcome {
    let (mut table, client) = Table::registered(trial)?;
    let text = "at 10:30; and/or ; content : later";
    table.forward(text.as_bytes(), client)?;
    table.receive()?;
    table.shows_text(text)
}

fn it_shows_long_messages_whole(trial: &Trial<'_>) -> Outcome {
    let (mut table, client) = Table::registered(trial)?;
    // Numbered words, so that a piece is not taken for the whole.
    let text = (100..600).map(|number| format!(" {number}")).collect::<String>();
    let text = text.trim();
    table.forward(text.as_bytes(), client)?;
    table.receive()?;
    table.shows_text(text)
}

fn it_shows_the_menu(trial: &Trial<'_>) -> Outcome {
    let (mut table, _) = Table::registered(trial)?;
    let entries = ["initialize", "send message", "receive message", "exit", "close server"];
    table.shows(
        "`1 Initialize`, `2 Send Message`, `3 Receive Message`, `4 Exit`, `5 Close Server`",
        |output| {
            let output = output.to_lowercase();
            entries.iter().all(|entry| output.contains(entry))
        },
    )
}
