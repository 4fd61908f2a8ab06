//! What a case plays with: the program under test, which is started here, and the ends that talk to it, in the modules
//! below. Every wait has a limit, everything that is read or remembered has a bound, and all that goes over the wire is
//! written down.

mod client;
mod datagrams;
mod server;
mod stream;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::AsFd;
use std::rc::Rc;
use std::time::Duration;

use super::case::{Fault, Outcome, Terms, spoken, unjudged, wrong};
use super::program::{Command, Value};
use crate::clock::{self, Instant};
use crate::contract::{Direction, Message, Transport};
use crate::drive::program::Program;
use crate::drive::stop::Stop;
use crate::error::reason;
use crate::net::bound::{self, Claim};
use crate::net::stream::Listener;
use crate::net::udp::Unconnected;
use crate::net::wait::{For, wait};
use crate::text::Escaped;

pub use client::{Client, Ended};
pub use datagrams::{Datagrams, UdpHost};
pub use server::Server;
pub use stream::{End, Stream, TcpHost};

/// How long a program may take until it listens.
const START: Duration = Duration::from_secs(15);

/// At each of so many looks at a program that starts, it is asked whether it listens.
const ASK_EVERY: u32 = 4;

/// The most messages that are written down, and how many bytes of each are shown.
const WRITTEN: usize = 12;
const SHOWN: usize = 96;

/// The program under test.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A server that runs already.
    Server(SocketAddr),
    /// A program that is started for each case.
    Command(Command),
    /// A client that a person starts for each case.
    ByHand,
}

/// What a case says while it is played.
#[derive(Debug)]
pub enum Told {
    /// A message that went over the wire.
    Message(Message),
    /// What a person is to do now.
    Please(String),
}

/// One case being played.
pub struct Trial<'a> {
    /// The numbers the program is judged by.
    pub terms: &'a Terms,
    subject: &'a Subject,
    values: &'a [Value],
    /// Where we listen for clients: port 0 for any that is free.
    listen: SocketAddr,
    stop: &'a Stop,
    tell: &'a dyn Fn(Told),
    deadline: Instant,
    log: Rc<Log>,
}

/// What went over the wire in one case.
#[derive(Debug, Default)]
pub struct Log {
    sent: RefCell<VecDeque<String>>,
    heard: Cell<bool>,
}

impl Log {
    /// What was sent, or done to the program, in order; only the last when there was much.
    pub fn sent(&self) -> Vec<String> {
        self.sent.borrow().iter().cloned().collect()
    }

    /// Whether the program under test gave any sign of life.
    pub fn heard(&self) -> bool {
        self.heard.get()
    }

    fn write_down(&self, what: String) {
        let mut sent = self.sent.borrow_mut();
        if sent.len() == WRITTEN {
            sent.pop_front();
        }
        sent.push_back(what);
    }
}

/// Bytes as a finding shows them: `HELLO 1` in backquotes, cut when they are long.
pub fn shown(bytes: &[u8]) -> String {
    match bytes.get(..SHOWN) {
        None if bytes.is_empty() => "`` (empty)".to_owned(),
        Some(start) if bytes.len() > SHOWN => format!("`{}`... ({} bytes)", Escaped(start), bytes.len()),
        _ => format!("`{}`", Escaped(bytes)),
    }
}

/// What an end of a case needs of its trial.
struct Wire<'a> {
    terms: &'a Terms,
    stop: &'a Stop,
    tell: &'a dyn Fn(Told),
    deadline: Instant,
    log: Rc<Log>,
    transport: Transport,
}

impl<'a> Wire<'a> {
    /// For one more end.
    fn another(&self) -> Wire<'a> {
        let Wire { terms, stop, tell, deadline, transport, .. } = *self;
        Wire { terms, stop, tell, deadline, log: self.log.clone(), transport }
    }

    fn sent(&self, peer: SocketAddr, bytes: &[u8]) {
        self.log.write_down(shown(bytes));
        self.traced(Direction::Out, peer, bytes);
    }

    fn received(&self, peer: SocketAddr, bytes: &[u8]) {
        self.log.heard.set(true);
        self.traced(Direction::In, peer, bytes);
    }

    fn traced(&self, direction: Direction, peer: SocketAddr, bytes: &[u8]) {
        (self.tell)(Told::Message(Message::new(clock::wall(), direction, self.transport, peer, bytes)));
    }

    /// Waits until the end has something; false when `deadline` has passed.
    fn wait(&self, end: &impl AsFd, what: For, deadline: Instant) -> Outcome<bool> {
        let deadline = deadline.min(self.deadline);
        loop {
            let left = deadline.since(clock::now());
            let ready = wait([(end.as_fd(), what), (self.stop.fd(), For::Reading)], Some(left));
            let [ready, stopped] = ready.map_err(|error| Fault::Unjudged(reason(&error)))?;
            if stopped {
                return unjudged("interrupted");
            }
            if ready {
                return Ok(true);
            }
            if left.is_zero() {
                if deadline == self.deadline {
                    return too_long();
                }
                return Ok(false);
            }
        }
    }
}

impl<'a> Trial<'a> {
    /// A trial that must be over after `limit`.
    pub fn new(
        terms: &'a Terms,
        subject: &'a Subject,
        values: &'a [Value],
        listen: SocketAddr,
        stop: &'a Stop,
        tell: &'a dyn Fn(Told),
        limit: Duration,
    ) -> Trial<'a> {
        let deadline = clock::now() + limit;
        Trial { terms, subject, values, listen, stop, tell, deadline, log: Rc::default() }
    }

    /// What went over the wire.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// How long the program may take for each answer.
    pub fn patience(&self) -> Duration {
        self.terms.patience
    }

    /// Whether the command has this place to fill in.
    pub fn has(&self, place: &str) -> bool {
        matches!(self.subject, Subject::Command(command) if command.has(place))
    }

    /// Waits until `span` has passed since `since`.
    pub fn pause_until(&self, since: Instant, span: Duration) -> Outcome {
        let until = since + span;
        loop {
            let now = clock::now();
            let left = until.min(self.deadline).since(now);
            if left.is_zero() && now >= until {
                return Ok(());
            }
            if left.is_zero() {
                return too_long();
            }
            let _ = wait([(self.stop.fd(), For::Reading)], Some(left));
            if self.stop.raised().is_some() {
                return unjudged("interrupted");
            }
        }
    }

    /// Waits so long.
    pub fn pause(&self, span: Duration) -> Outcome {
        self.pause_until(clock::now(), span)
    }

    /// The time now.
    pub fn now(&self) -> Instant {
        clock::now()
    }

    /// Writes down something done to the program that is no message.
    pub fn did(&self, what: impl Into<String>) {
        self.log.write_down(what.into());
    }

    fn wire(&self, transport: Transport) -> Wire<'a> {
        let Trial { terms, stop, tell, deadline, .. } = *self;
        Wire { terms, stop, tell, deadline, log: self.log.clone(), transport }
    }

    fn start(&self, command: &Command, values: &[Value]) -> Outcome<Program> {
        let all: Vec<Value> = self.values.iter().chain(values).cloned().collect();
        let mut command = command.filled(&all);
        let program = command.get_program().to_string_lossy().into_owned();
        Program::start(&mut command).map_err(|error| Fault::Absent {
            expected: format!("{program} is started"),
            seen: reason(&error),
        })
    }

    /// The server under test, listening; started for this case when there is a command.
    pub fn server(&self, transport: Transport) -> Outcome<Server<'a>> {
        self.server_with(transport, &[])
    }

    /// The same with these values in the command.
    pub fn server_with(&self, transport: Transport, values: &[Value]) -> Outcome<Server<'a>> {
        self.server_at(transport, self.listen.ip(), values)
    }

    /// The same, told to listen at this address of ours.
    pub fn server_at(&self, transport: Transport, ip: IpAddr, values: &[Value]) -> Outcome<Server<'a>> {
        let wire = self.wire(transport);
        match self.subject {
            Subject::Server(address) => Ok(Server { wire, address: *address, program: None, _claim: None }),
            Subject::Command(command) => {
                let (mut address, mut claim) = self.place(transport, ip)?;
                let mut started = self.started_server(transport, command, values, address)?;
                if started.is_err() {
                    // A port that was free a moment ago may be somebody else's now.
                    (address, claim) = self.place(transport, ip)?;
                    started = self.started_server(transport, command, values, address)?;
                }
                let expected = "the program listens on the port it is given".to_owned();
                let program = started.map_err(|seen| Fault::Absent { expected, seen })?;
                Ok(Server { wire, address, program: Some(program), _claim: claim })
            }
            Subject::ByHand => unjudged("no server was given"),
        }
    }

    /// An address of ours at which nobody listens, nor will as long as the claim is kept.
    pub fn deserted(&self, transport: Transport) -> Outcome<(SocketAddr, Option<Claim>)> {
        let (address, claim) = self.place(transport, self.listen.ip())?;
        self.expect_free(transport, address.port())?;
        Ok((address, claim))
    }

    /// Nobody listens on the port, or no longer after a moment: a program that is being started for another case has
    /// our descriptors until it runs.
    fn expect_free(&self, transport: Transport, port: u16) -> Outcome {
        let begun = clock::now();
        while bound::is_listened_on(transport, port).map_err(|error| no_port(&error))? {
            if clock::now() - begun > Terms::QUIET {
                return unjudged(format!("another program listens on {transport} port {port} already"));
            }
            self.pause(Duration::from_millis(5))?;
        }
        Ok(())
    }

    /// Where a server is to listen at this address of ours, on a port that is claimed for it unless one is fixed.
    fn place(&self, transport: Transport, ip: IpAddr) -> Outcome<(SocketAddr, Option<Claim>)> {
        if self.listen.port() != 0 {
            return Ok((SocketAddr::new(ip, self.listen.port()), None));
        }
        let claim = Claim::new(transport, ip).map_err(|error| no_port(&error))?;
        Ok((SocketAddr::new(ip, claim.port), Some(claim)))
    }

    /// Ends the server at once and starts it again on the same port, which it must be able to take. Only where there
    /// is a command.
    pub fn restarted(&self, server: Server<'a>) -> Outcome<Server<'a>> {
        let Subject::Command(command) = self.subject else {
            return unjudged("a server can be started again when there is a command for it");
        };
        let Server { wire, address, program, _claim } = server;
        drop(program);
        self.did("the server ended, and started again");
        match self.started_server(wire.transport, command, &[], address)? {
            Ok(program) => Ok(Server { wire, address, program: Some(program), _claim }),
            Err(seen) => wrong("it listens on the same port again at once", seen),
        }
    }

    /// The server listening at this address, or how it ended instead.
    fn started_server(
        &self,
        transport: Transport,
        command: &Command,
        values: &[Value],
        address: SocketAddr,
    ) -> Outcome<std::result::Result<Program, String>> {
        let port = address.port();
        self.expect_free(transport, port)?;
        let values = [place_of(address), values.to_vec()].concat();
        let mut program = self.start(command, &values)?;
        // To ask for every port of the machine costs it some work: not at every look.
        let mut looks = 0;
        let listens = |program: &mut Program| {
            if matches!(program.ended(), Ok(Some(_))) {
                return Some(Ok(false));
            }
            looks += 1;
            if looks % ASK_EVERY != 0 {
                return None;
            }
            bound::is_listened_on(transport, port).map(|listens| listens.then_some(true)).transpose()
        };
        let limit = START.min(self.deadline.since(clock::now()));
        match program.wait_until(limit, self.stop, listens) {
            Some(Ok(true)) => Ok(Ok(program)),
            Some(Ok(false)) => {
                let status = program.wait_for_end(Terms::QUIET, self.stop);
                let status = status.map(|status| format!(" ({status})")).unwrap_or_default();
                Ok(Err(format!("it ended at once{status}{}", last_words(&program.errors()))))
            }
            Some(Err(error)) => Err(no_port(&error)),
            None if self.stop.raised().is_some() => unjudged("interrupted"),
            None => Err(Fault::Absent {
                expected: format!("the program listens on {address}"),
                seen: format!(
                    "nothing listened there after {}{}",
                    spoken(limit),
                    last_words(&program.errors())
                ),
            }),
        }
    }

    /// Listens for datagrams of the client under test.
    pub fn listen_udp(&self) -> Outcome<UdpHost<'a>> {
        let socket = Unconnected::bind(self.listen).map_err(|error| {
            Fault::Unjudged(format!("cannot listen on udp {}: {}", self.listen, reason(&error)))
        })?;
        Ok(UdpHost { wire: self.wire(Transport::Udp), socket })
    }

    /// A socket of ours with which the client under test has nothing to do.
    pub fn stranger(&self) -> Outcome<UdpHost<'a>> {
        let any = SocketAddr::new(self.listen.ip(), 0);
        let socket = Unconnected::bind(any)
            .map_err(|error| Fault::Unjudged(format!("cannot bind {any}: {}", reason(&error))))?;
        Ok(UdpHost { wire: self.wire(Transport::Udp), socket })
    }

    /// Listens for connections of the client under test.
    pub fn listen_tcp(&self) -> Outcome<TcpHost<'a>> {
        self.listen_tcp_at(self.listen.ip())
    }

    /// The same at this address of ours.
    pub fn listen_tcp_at(&self, ip: IpAddr) -> Outcome<TcpHost<'a>> {
        let address = SocketAddr::new(ip, self.listen.port());
        let listener = Listener::bind(address).map_err(|error| {
            Fault::Unjudged(format!("cannot listen on tcp {address}: {}", reason(&error)))
        })?;
        Ok(TcpHost { wire: self.wire(Transport::Tcp), listener })
    }

    /// Starts the client under test towards `host`, with these values in its command and this on its standard input,
    /// which then ends. Where a person starts it, says so.
    pub fn client(&self, host: SocketAddr, values: &[Value], input: &str) -> Outcome<Client<'a>> {
        let mut client = self.started_client(host, values, input)?;
        if let Some(program) = &mut client.program {
            program.say(input);
            program.close_input();
        }
        for line in input.lines() {
            self.did(format!("{} typed", shown(line.as_bytes())));
        }
        Ok(client)
    }

    /// The same for a client that is talked to while it runs: its standard input stays open for [`Client::types`].
    pub fn client_to_talk_to(&self, host: SocketAddr, values: &[Value]) -> Outcome<Client<'a>> {
        self.started_client(host, values, "")
    }

    /// The client, to which nothing has been typed; a person is told what to type.
    fn started_client(&self, host: SocketAddr, values: &[Value], input: &str) -> Outcome<Client<'a>> {
        let program = match self.subject {
            Subject::Command(command) => {
                Some(self.start(command, &[place_of(host), values.to_vec()].concat())?)
            }
            Subject::ByHand => {
                (self.tell)(Told::Please(instruction(host, values, input)));
                None
            }
            Subject::Server(_) => return unjudged("no client was given"),
        };
        let Trial { stop, tell, deadline, .. } = *self;
        Ok(Client { program, stop, tell, deadline, log: self.log.clone(), looked_at: 0 })
    }

    /// Plays a case of times once more where it fails, and then again: a busy machine may be the cause, which is not
    /// so every time. A person is not asked to start the client again.
    pub fn steadily(&self, play: fn(&Trial<'_>) -> Outcome) -> Outcome {
        const TIMES: u32 = 3;
        for _ in 1..TIMES {
            match play(self) {
                Err(_) if !self.is_by_hand() && self.stop.raised().is_none() => self.did("once more:"),
                outcome => return outcome,
            }
        }
        play(self)
    }

    /// Whether the client under test is started by a person.
    pub fn is_by_hand(&self) -> bool {
        matches!(self.subject, Subject::ByHand)
    }

    /// How long a client may take until it is heard of: a person takes longer to start one.
    pub fn arrival(&self) -> Duration {
        if self.is_by_hand() { Duration::from_secs(60) } else { START }
    }
}

fn too_long<T>() -> Outcome<T> {
    wrong("the case comes to an end", "it took too long")
}

fn no_port(error: &io::Error) -> Fault {
    Fault::Unjudged(format!("no port for the server: {}", reason(error)))
}

/// What stands for an address in a command.
fn place_of(address: SocketAddr) -> Vec<Value> {
    vec![
        ("host", address.ip().to_string()),
        ("port", address.port().to_string()),
        ("address", address.to_string()),
    ]
}

/// What a program said last on standard error, as the end of a sentence.
fn last_words(errors: &[u8]) -> String {
    match last_line(errors) {
        [] => String::new(),
        line => format!("; it says {}", shown(line)),
    }
}

/// The last line that is not empty.
fn last_line(text: &[u8]) -> &[u8] {
    text.split(|&byte| byte == b'\n')
        .rev()
        .map(<[u8]>::trim_ascii)
        .find(|line| !line.is_empty())
        .unwrap_or_default()
}

fn instruction(host: SocketAddr, values: &[Value], input: &str) -> String {
    let mut text = if host.ip().is_unspecified() {
        format!("start your client now, towards port {} of this machine", host.port())
    } else {
        format!("start your client now, towards {host}")
    };
    for (name, value) in values {
        text.push_str(&format!(", {name} {value}"));
    }
    if !input.is_empty() {
        text.push_str(&format!("; type {}", keystrokes(input.lines())));
    }
    text
}

/// Lines to be typed one after another, in words.
fn keystrokes<'l>(lines: impl Iterator<Item = &'l str>) -> String {
    lines.map(|line| shown(line.as_bytes())).collect::<Vec<_>>().join(", then ")
}
