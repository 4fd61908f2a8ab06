//! What a case plays with: the program under test, and the ends that talk to it. Every wait has a limit, everything
//! that is read or remembered has a bound, and all that goes over the wire is written down.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr};
use std::os::fd::AsFd;
use std::process::ExitStatus;
use std::rc::Rc;
use std::time::Duration;

use super::case::{Fault, Outcome, Terms, spoken, unjudged, wrong};
use super::program::{Command, Value};
use crate::clock::{self, Instant};
use crate::contract::{Direction, Message, Transport};
use crate::drive::connect;
use crate::drive::program::Program;
use crate::drive::stop::Stop;
use crate::error::reason;
use crate::net::bound::{self, Claim};
use crate::net::stream::{Connection, Listener};
use crate::net::udp::{Connected, MAX_RECEIVED, Unconnected};
use crate::net::wait::{For, wait};
use crate::text::Escaped;

/// How long a program may take until it listens.
const START: Duration = Duration::from_secs(15);

/// At each of so many looks at a program that starts, it is asked whether it listens.
const ASK_EVERY: u32 = 4;

/// The most bytes of a stream that a case keeps.
const MAX_KEPT: usize = 1 << 20;

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

impl Wire<'_> {
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

    fn start(&self, command: &Command, values: &[Value], input: Option<&str>) -> Outcome<Program> {
        let all: Vec<Value> = self.values.iter().chain(values).cloned().collect();
        let mut command = command.filled(&all);
        let program = command.get_program().to_string_lossy().into_owned();
        let mut started = Program::start(&mut command).map_err(|error| Fault::Absent {
            expected: format!("{program} is started"),
            seen: reason(&error),
        })?;
        if let Some(input) = input {
            started.say(input);
            started.close_input();
        }
        Ok(started)
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
        if bound::is_listened_on(transport, port).map_err(|error| no_port(&error))? {
            return unjudged(format!("another program listens on {transport} port {port} already"));
        }
        let values = [place_of(address), values.to_vec()].concat();
        let mut program = self.start(command, &values, None)?;
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
                Ok(Err(format!("it ended at once{status}{}", last_words(&program))))
            }
            Some(Err(error)) => Err(no_port(&error)),
            None if self.stop.raised().is_some() => unjudged("interrupted"),
            None => Err(Fault::Absent {
                expected: format!("the program listens on {address}"),
                seen: format!("nothing listened there after {}{}", spoken(limit), last_words(&program)),
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
        let program = match self.subject {
            Subject::Command(command) => {
                let values = [place_of(host), values.to_vec()].concat();
                Some(self.start(command, &values, Some(input))?)
            }
            Subject::ByHand => {
                (self.tell)(Told::Please(instruction(host, values, input)));
                None
            }
            Subject::Server(_) => return unjudged("no client was given"),
        };
        for line in input.lines() {
            self.did(format!("{} typed", shown(line.as_bytes())));
        }
        Ok(self.running(program))
    }

    /// The same for a client that is talked to while it runs: its standard input stays open for [`Client::types`].
    pub fn client_to_talk_to(&self, host: SocketAddr, values: &[Value]) -> Outcome<Client<'a>> {
        let program = match self.subject {
            Subject::Command(command) => {
                Some(self.start(command, &[place_of(host), values.to_vec()].concat(), None)?)
            }
            Subject::ByHand => {
                (self.tell)(Told::Please(instruction(host, values, "")));
                None
            }
            Subject::Server(_) => return unjudged("no client was given"),
        };
        Ok(self.running(program))
    }

    fn running(&self, program: Option<Program>) -> Client<'a> {
        let Trial { stop, tell, deadline, .. } = *self;
        Client { program, stop, tell, deadline, log: self.log.clone(), looked_at: 0 }
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
fn last_words(program: &Program) -> String {
    match last_line(&program.errors()) {
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

/// The server under test.
pub struct Server<'a> {
    wire: Wire<'a>,
    /// Where it listens.
    pub address: SocketAddr,
    program: Option<Program>,
    /// Its port, kept from other checks of this machine.
    _claim: Option<Claim>,
}

impl<'a> Server<'a> {
    /// A new UDP socket of ours that talks to it.
    pub fn datagrams(&self) -> Outcome<Datagrams<'a>> {
        let socket = Connected::open(self.address, None).map_err(|error| {
            Fault::Unjudged(format!("cannot send to {}: {}", self.address, reason(&error)))
        })?;
        Ok(Datagrams { wire: self.wire.another(), socket, is_refused: Cell::new(false) })
    }

    /// A new connection to it.
    pub fn connect(&self) -> Outcome<Stream<'a>> {
        let mut why = None;
        let limit = Some(self.wire.terms.patience);
        let tried = |attempt: connect::Attempt| why = attempt.error;
        let connection = connect::connect(&[self.address], None, limit, self.wire.stop, tried);
        match (connection, why) {
            (Some(connection), _) => {
                self.wire.log.heard.set(true);
                Ok(Stream::new(self.wire.another(), connection))
            }
            (None, None) => unjudged("interrupted"),
            (None, Some(error)) if error.kind() == io::ErrorKind::ConnectionRefused && !self.is_ours() => {
                Err(Fault::Absent {
                    expected: format!("a server at {}", self.address),
                    seen: "nobody listens there".to_owned(),
                })
            }
            (None, Some(error)) => wrong(
                format!("{} takes a connection", self.address),
                if error.kind() == io::ErrorKind::TimedOut {
                    format!("no answer within {}", spoken(self.wire.terms.patience))
                } else {
                    reason(&error)
                },
            ),
        }
    }

    /// What tells this check's names from those of an earlier one, where the server remembers: four digits for one
    /// that runs already, nothing for one that was just started.
    pub fn mark(&self) -> String {
        if self.is_ours() { String::new() } else { format!("{:04}", std::process::id() % 10_000) }
    }

    /// Whether we started it, so that its end and its output can be seen.
    pub fn is_ours(&self) -> bool {
        self.program.is_some()
    }

    /// Waits until it has ended by itself, at most so long; none when it has not, or when it is not ours to see.
    pub fn ended(&mut self, limit: Duration) -> Outcome<Option<ExitStatus>> {
        let limit = limit.min(self.wire.deadline.since(clock::now()));
        let stop = self.wire.stop;
        let status = self.program.as_mut().and_then(|program| program.wait_for_end(limit, stop));
        if stop.raised().is_some() { unjudged("interrupted") } else { Ok(status) }
    }

    /// What it has printed.
    pub fn output(&self) -> String {
        let output = self.program.as_ref().map(Program::output).unwrap_or_default();
        String::from_utf8_lossy(&output).into_owned()
    }

    /// It is still there: it has not ended while we know.
    pub fn must_live(&mut self, after: &str) -> Outcome {
        let Some(program) = &mut self.program else { return Ok(()) };
        match program.ended() {
            Ok(Some(status)) => {
                let errors = program.errors();
                wrong(
                    format!("the server goes on {after}"),
                    format!("it ended ({status}); it says {}", shown(last_line(&errors))),
                )
            }
            _ => Ok(()),
        }
    }
}

impl<'a> Wire<'a> {
    fn another(&self) -> Wire<'a> {
        let Wire { terms, stop, tell, deadline, transport, .. } = *self;
        Wire { terms, stop, tell, deadline, log: self.log.clone(), transport }
    }
}

/// A UDP socket of ours that talks to the server under test.
pub struct Datagrams<'a> {
    wire: Wire<'a>,
    socket: Connected,
    /// The other machine says that nobody listens there.
    is_refused: Cell<bool>,
}

impl Datagrams<'_> {
    /// Our address.
    pub fn local(&self) -> Outcome<SocketAddr> {
        self.socket.local().map_err(|error| Fault::Unjudged(reason(&error)))
    }

    /// Sends one datagram.
    pub fn send(&self, bytes: &[u8]) -> Outcome {
        self.wire.sent(self.socket.peer(), bytes);
        if let Err(error) = self.socket.send(bytes) {
            self.is_refused.set(error.kind() == io::ErrorKind::ConnectionRefused);
        }
        Ok(())
    }

    /// The next datagram, at most after `limit`; none when there is none, also where nobody listens any more.
    pub fn receive(&self, limit: Duration) -> Outcome<Option<Vec<u8>>> {
        let deadline = clock::now() + limit;
        let mut buffer = vec![0; MAX_RECEIVED];
        while self.wire.wait(&self.socket, For::Reading, deadline)? {
            match self.socket.receive(&mut buffer) {
                Ok(length) => {
                    buffer.truncate(length);
                    self.wire.received(self.socket.peer(), &buffer);
                    return Ok(Some(buffer));
                }
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                    self.is_refused.set(true);
                    return Ok(None);
                }
                Err(_) => {}
            }
        }
        Ok(None)
    }

    /// The answer is exactly this.
    pub fn expect(&self, expected: &[u8]) -> Outcome {
        match self.receive(self.wire.terms.patience)? {
            Some(answer) if answer == expected => Ok(()),
            Some(answer) => wrong(shown(expected), shown(&answer)),
            None => wrong(shown(expected), self.nothing(self.wire.terms.patience)),
        }
    }

    /// Nothing comes.
    pub fn expect_nothing(&self, instead_of: &str) -> Outcome {
        match self.receive(Terms::QUIET)? {
            Some(answer) => wrong(instead_of, shown(&answer)),
            None => Ok(()),
        }
    }

    /// That nothing came, in words.
    pub fn nothing(&self, within: Duration) -> String {
        if self.is_refused() {
            "nobody listens there".to_owned()
        } else {
            format!("nothing within {}", spoken(within))
        }
    }

    /// Whether the other machine said that nobody listens there.
    pub fn is_refused(&self) -> bool {
        self.is_refused.get()
    }
}

/// A UDP socket of ours at which the client under test asks.
pub struct UdpHost<'a> {
    wire: Wire<'a>,
    socket: Unconnected,
}

impl UdpHost<'_> {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.socket.address()
    }

    /// The next datagram and who sent it, at most after `limit`.
    pub fn receive(&self, limit: Duration) -> Outcome<Option<(Vec<u8>, SocketAddr)>> {
        let deadline = clock::now() + limit;
        let mut buffer = vec![0; MAX_RECEIVED];
        while self.wire.wait(&self.socket, For::Reading, deadline)? {
            // An error is about a datagram that was sent before.
            if let Ok((length, peer)) = self.socket.receive_from(&mut buffer) {
                buffer.truncate(length);
                self.wire.received(peer, &buffer);
                return Ok(Some((buffer, peer)));
            }
        }
        Ok(None)
    }

    /// The next datagram; that none comes is a fault.
    pub fn expect_any(&self, what: &str, limit: Duration) -> Outcome<(Vec<u8>, SocketAddr)> {
        match self.receive(limit)? {
            Some(datagram) => Ok(datagram),
            None => wrong(what, format!("nothing within {}", spoken(limit))),
        }
    }

    /// Sends one datagram.
    pub fn send(&self, bytes: &[u8], peer: SocketAddr) -> Outcome {
        self.wire.sent(peer, bytes);
        let _ = self.socket.send_to(bytes, peer);
        Ok(())
    }
}

/// A listening socket of ours to which the client under test connects.
pub struct TcpHost<'a> {
    wire: Wire<'a>,
    listener: Listener,
}

impl<'a> TcpHost<'a> {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.listener.address()
    }

    /// The next connection, at most after `limit`.
    pub fn accept(&self, limit: Duration) -> Outcome<Option<Stream<'a>>> {
        let deadline = clock::now() + limit;
        while self.wire.wait(&self.listener, For::Reading, deadline)? {
            if let Ok(connection) = self.listener.accept() {
                self.wire.log.heard.set(true);
                return Ok(Some(Stream::new(self.wire.another(), connection)));
            }
        }
        Ok(None)
    }

    /// The next connection; that none comes is a fault.
    pub fn expect_connection(&self, limit: Duration) -> Outcome<Stream<'a>> {
        match self.accept(limit)? {
            Some(stream) => Ok(stream),
            None => wrong("a connection", format!("none within {}", spoken(limit))),
        }
    }
}

/// A connection with the program under test.
pub struct Stream<'a> {
    wire: Wire<'a>,
    connection: Connection,
    /// Bytes that have come and were not looked at.
    kept: Vec<u8>,
    /// How the other end ended it, if it has.
    end: Option<End>,
}

/// How the other end ended a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It closed it.
    Closed,
    /// It broke it off.
    Reset,
}

impl<'a> Stream<'a> {
    fn new(wire: Wire<'a>, connection: Connection) -> Stream<'a> {
        Stream { wire, connection, kept: Vec::new(), end: None }
    }

    /// Our address.
    pub fn local(&self) -> Outcome<SocketAddr> {
        self.connection.local().map_err(|error| Fault::Unjudged(reason(&error)))
    }

    /// The other end's.
    pub fn peer(&self) -> SocketAddr {
        self.connection.peer()
    }

    /// Sends these bytes. A program that no longer takes them is no fault here: what it does next tells.
    pub fn send(&mut self, bytes: &[u8]) -> Outcome {
        self.wire.sent(self.connection.peer(), bytes);
        let mut deadline = clock::now() + self.wire.terms.patience;
        let mut rest = bytes;
        while !rest.is_empty() && self.wire.wait(&self.connection, For::Writing, deadline)? {
            match (&self.connection).write(rest) {
                Ok(length) => {
                    rest = rest.get(length..).unwrap_or_default();
                    deadline = clock::now() + self.wire.terms.patience;
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => return Ok(()),
            }
            // It may wait for us to take something first.
            self.read_what_is_there();
        }
        Ok(())
    }

    fn read_what_is_there(&mut self) {
        let mut chunk = [0; 16 << 10];
        while self.end.is_none() && self.kept.len() < MAX_KEPT {
            match (&self.connection).read(&mut chunk) {
                Ok(0) => self.end = Some(End::Closed),
                Ok(length) => {
                    let bytes = chunk.get(..length).unwrap_or_default();
                    self.wire.received(self.connection.peer(), bytes);
                    self.kept.extend_from_slice(bytes);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => self.end = Some(End::Reset),
            }
        }
    }

    /// Reads until `enough` of what is kept, the end, the bound or the limit.
    fn read_until(&mut self, limit: Duration, enough: impl Fn(&[u8]) -> bool) -> Outcome {
        let deadline = clock::now() + limit;
        loop {
            self.read_what_is_there();
            if enough(&self.kept) || self.end.is_some() || self.kept.len() >= MAX_KEPT {
                return Ok(());
            }
            if !self.wire.wait(&self.connection, For::Reading, deadline)? {
                return Ok(());
            }
        }
    }

    /// The next bytes are exactly these; what follows them stays for later.
    pub fn expect(&mut self, expected: &[u8]) -> Outcome {
        self.read_until(self.wire.terms.patience, |kept| {
            !expected.starts_with(kept) || kept.len() >= expected.len()
        })?;
        if self.kept.starts_with(expected) {
            self.kept.drain(..expected.len());
            return Ok(());
        }
        // The rest of a wrong answer says more than its beginning.
        self.read_until(Terms::QUIET, |_| false)?;
        wrong(shown(expected), self.seen())
    }

    /// What comes next, whole as far as can be told: until nothing more has come for a while, or the end.
    pub fn receive(&mut self, limit: Duration) -> Outcome<Vec<u8>> {
        self.read_until(limit, |kept| !kept.is_empty())?;
        loop {
            let length = self.kept.len();
            self.read_until(Duration::from_millis(100), |kept| kept.len() > length)?;
            if self.kept.len() == length {
                return Ok(std::mem::take(&mut self.kept));
            }
        }
    }

    /// At least so many bytes, or those there were when the limit passed or the end came.
    pub fn receive_exactly(&mut self, length: usize, limit: Duration) -> Outcome<Vec<u8>> {
        self.read_until(limit, |kept| kept.len() >= length)?;
        let length = length.min(self.kept.len());
        Ok(self.kept.drain(..length).collect())
    }

    /// Everything until the end; none when it does not end within the limit.
    pub fn receive_to_end(&mut self, limit: Duration) -> Outcome<Option<Vec<u8>>> {
        self.read_until(limit, |_| false)?;
        Ok(self.end.map(|_| std::mem::take(&mut self.kept)))
    }

    /// Nothing more comes.
    pub fn expect_nothing(&mut self, instead_of: &str) -> Outcome {
        self.read_until(Terms::QUIET, |kept| !kept.is_empty())?;
        if self.kept.is_empty() && self.end.is_none() { Ok(()) } else { wrong(instead_of, self.seen()) }
    }

    /// The other end closes without a further byte.
    pub fn expect_end(&mut self, expected: &str) -> Outcome {
        self.read_until(self.wire.terms.patience, |kept| !kept.is_empty())?;
        if self.kept.is_empty() && self.end.is_some() { Ok(()) } else { wrong(expected, self.seen()) }
    }

    /// How the other end ended it, if it has.
    pub fn end(&self) -> Option<End> {
        self.end
    }

    /// What has come and was not looked at, in words.
    pub fn seen(&self) -> String {
        let bytes = if self.kept.is_empty() { "nothing".to_owned() } else { shown(&self.kept) };
        match self.end {
            Some(End::Closed) => format!("{bytes}, then it closed the connection"),
            Some(End::Reset) => format!("{bytes}, then it broke the connection off"),
            None => format!("{bytes}, and the connection stays open"),
        }
    }

    /// Says that nothing more will be said.
    pub fn finish(&self) {
        self.wire.log.write_down("the end of our side".to_owned());
        let _ = self.connection.finish();
    }

    /// Breaks the connection off, as a machine does that vanishes.
    pub fn vanish(self) {
        self.wire.log.write_down("the connection broken off".to_owned());
        self.connection.reset();
    }
}

/// The client under test, running.
pub struct Client<'a> {
    program: Option<Program>,
    stop: &'a Stop,
    tell: &'a dyn Fn(Told),
    deadline: Instant,
    log: Rc<Log>,
    /// So much of its output belongs to what was before.
    looked_at: usize,
}

/// What a client came to.
#[derive(Clone, Debug)]
pub struct Ended {
    /// Its exit status; none when a signal ended it.
    pub status: Option<i32>,
    /// What it printed on standard output.
    pub output: String,
    /// What it printed on standard error.
    pub errors: String,
}

impl Client<'_> {
    /// Whether it has ended by now.
    pub fn has_ended(&mut self) -> bool {
        self.program.as_mut().is_some_and(|program| matches!(program.ended(), Ok(Some(_))))
    }

    /// How it ended and what it printed; that it does not end is a fault. Where a person started it nobody can tell.
    pub fn end(&mut self, limit: Duration) -> Outcome<Ended> {
        let Some(program) = &mut self.program else {
            return unjudged("what a client prints can be seen when it is started by a command");
        };
        let limit = limit.min(self.deadline.since(clock::now()));
        match program.wait_for_end(limit, self.stop) {
            Some(status) => Ok(Ended {
                status: status.code(),
                output: String::from_utf8_lossy(&program.output()).into_owned(),
                errors: String::from_utf8_lossy(&program.errors()).into_owned(),
            }),
            None if self.stop.raised().is_some() => unjudged("interrupted"),
            None => wrong("the client ends", format!("it still ran after {}", spoken(limit))),
        }
    }

    /// What it has printed so far on standard output.
    pub fn output(&self) -> Outcome<String> {
        match &self.program {
            Some(program) => Ok(String::from_utf8_lossy(&program.output()).into_owned()),
            None => unjudged("what a client prints can be seen when it is started by a command"),
        }
    }

    /// Types these lines; a person is told to.
    pub fn types(&mut self, lines: &[&str]) {
        match &mut self.program {
            Some(program) => program.say(&lines.iter().map(|line| format!("{line}\n")).collect::<String>()),
            None => (self.tell)(Told::Please(format!("type {}", keystrokes(lines.iter().copied())))),
        }
        for line in lines {
            self.log.write_down(format!("{} typed", shown(line.as_bytes())));
        }
    }

    /// What it has printed so far is not looked at any more.
    pub fn look_away(&mut self) -> Outcome {
        self.output()?;
        self.looked_at = self.program.as_ref().map(|program| program.output().len()).unwrap_or_default();
        Ok(())
    }

    /// It prints something that `is_it` likes, at most after `limit`.
    pub fn expect_output(
        &mut self,
        expected: &str,
        limit: Duration,
        is_it: impl Fn(&str) -> bool,
    ) -> Outcome {
        let Some(program) = &mut self.program else {
            return unjudged("what a client prints can be seen when it is started by a command");
        };
        let limit = limit.min(self.deadline.since(clock::now()));
        let new = |program: &Program| {
            let output = program.output();
            String::from_utf8_lossy(output.get(self.looked_at..).unwrap_or_default()).into_owned()
        };
        // Looked at once more after its end: it may have printed until then.
        let mut has_ended = false;
        let seen = program.wait_until(limit, self.stop, |program| {
            let is_seen = is_it(&new(program));
            let was_ended = std::mem::replace(&mut has_ended, program.ended().ok().flatten().is_some());
            (is_seen || was_ended).then_some(is_seen)
        });
        match seen {
            Some(true) => Ok(()),
            _ if self.stop.raised().is_some() => unjudged("interrupted"),
            _ => {
                let errors = String::from_utf8_lossy(&program.errors()).into_owned();
                wrong(expected, Ended { status: None, output: new(program), errors }.printed())
            }
        }
    }
}

impl Ended {
    /// It printed a line that `is_it` likes.
    pub fn expect_line(&self, expected: &str, is_it: impl Fn(&str) -> bool) -> Outcome {
        if self.output.lines().any(is_it) {
            Ok(())
        } else {
            wrong(format!("a line `{expected}`"), self.printed())
        }
    }

    /// It ended with this exit status.
    pub fn expect_status(&self, expected: i32) -> Outcome {
        match self.status {
            Some(status) if status == expected => Ok(()),
            Some(status) => {
                wrong(format!("exit status {expected}"), format!("exit status {status}{}", self.complaint()))
            }
            None => {
                wrong(format!("exit status {expected}"), format!("a signal ended it{}", self.complaint()))
            }
        }
    }

    /// Its standard output in words, and its complaint if it has one.
    pub fn printed(&self) -> String {
        let output = match self.output.trim_end().as_bytes() {
            [] => "nothing was printed".to_owned(),
            // What is wrong may stand at the end.
            text => {
                match (text.get(..SHOWN), text.len().checked_sub(SHOWN).and_then(|from| text.get(from..))) {
                    (Some(start), Some(end)) if text.len() > 2 * SHOWN => {
                        format!("`{}` ... `{}` ({} bytes)", Escaped(start), Escaped(end), text.len())
                    }
                    _ => format!("`{}`", Escaped(text)),
                }
            }
        };
        output + &self.complaint()
    }

    fn complaint(&self) -> String {
        match last_line(self.errors.as_bytes()) {
            [] => String::new(),
            line => format!("; it says {}", shown(line)),
        }
    }
}
