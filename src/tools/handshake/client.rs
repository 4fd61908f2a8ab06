//! The client: a straight dialogue of tries, with the state machine's decisions carried out on sockets.

use std::fmt;
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::os::fd::AsFd;

use serde::Serialize;

use super::args::ClientPlan;
use super::proto::client::{Client, Next, Outcome, Try, Why};
use super::wire::{self, Id};
use crate::cli::Context;
use crate::clock::{self, Wall};
use crate::contract::{Direction, Ended, Event, Level, Transport};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Error, Exit, Result};
use crate::net::input::{Input, Line};
use crate::net::resolve;
use crate::net::stream::Connection;
use crate::net::udp::Connected;
use crate::net::wait::{For, wait};

/// Asks for an ID until one is granted or the tries are used up.
pub fn run(plan: ClientPlan, context: Context) -> Result<Exit> {
    let mut report = context.report("handshake");
    let watch = report.watch(true);
    let random = context.random();
    let dialogue = move |stop, teller| Dialogue::new(plan, random, stop, teller).and_then(Dialogue::run);
    let summary = supervise(watch, context.leave, dialogue, |notice| {
        report.notice(notice, wire::explain, |report, progress| report.result(&progress))
    })??;
    let _ = report.result(&summary);
    if summary.result == Verdict::Failure && !summary.was_answered && summary.ended_by.is_none() {
        let tcp = if summary.transport == Transport::Tcp { " --tcp" } else { "" };
        let (server, port) = (summary.server, summary.server.port());
        report.note(&format_args!(
            "nobody answered at {server} over {}; `sockctl handshake serve{tcp} --port {port}` starts a server",
            summary.transport
        ));
    }
    report.finish()?;
    Ok(if summary.result == Verdict::Established { Exit::Done } else { Exit::Negative })
}

/// What the client tells while it runs.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum ClientEvent {
    /// A try has failed.
    Error {
        id: String,
        reason: Why,
        server: SocketAddr,
        #[serde(skip)]
        time: Wall,
    },
}

impl fmt::Display for ClientEvent {
    /// The exercise's line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ClientEvent::Error { id, time, .. } = self;
        write!(f, "Connection Error {id} on {}", time.local())
    }
}

impl Event for ClientEvent {
    fn level(&self) -> Level {
        Level::Detail
    }
}

/// Where the dialogue is, for those who ask with SIGUSR1.
#[derive(Debug, Serialize)]
struct Progress {
    event: &'static str,
    role: &'static str,
    server: SocketAddr,
    id: String,
    tries: u32,
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "waiting for {} to answer about {} (try {})", self.server, self.id, self.tries)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Established,
    Failure,
}

/// How it went.
#[derive(Debug, Serialize)]
struct Summary {
    event: &'static str,
    role: &'static str,
    result: Verdict,
    id: Option<String>,
    address: Option<std::net::IpAddr>,
    port: Option<u16>,
    rtt_ns: Option<u64>,
    tries: u32,
    transport: Transport,
    server: SocketAddr,
    ended_by: Option<Ended>,
    #[serde(skip)]
    was_answered: bool,
    #[serde(skip)]
    time: Wall,
}

impl fmt::Display for Summary {
    /// The exercise's line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.time.local();
        match (&self.id, self.address, self.port) {
            (Some(id), Some(ip), Some(port)) => {
                write!(f, "Connection established {id} {ip} {port} on {time}")
            }
            _ => write!(f, "Connection Failure on {time}"),
        }
    }
}

struct Dialogue {
    plan: ClientPlan,
    servers: Vec<SocketAddr>,
    /// The one that was asked last.
    server: SocketAddr,
    client: Client,
    input: Input,
    stop: Stop,
    teller: Teller<ClientEvent, Progress>,
    tries: u32,
    was_answered: bool,
}

impl Dialogue {
    /// `random` chooses the first ID when none is given.
    fn new(
        mut plan: ClientPlan,
        random: u64,
        stop: Stop,
        teller: Teller<ClientEvent, Progress>,
    ) -> Result<Dialogue> {
        let servers = resolve::resolve(&plan.server.host, plan.server.port, plan.server.family)?;
        let server = servers[0];
        if plan.ids.is_empty() {
            plan.ids.push(random_id(random)?);
        }
        let client = Client::new(plan.transport, plan.tries, plan.reply_timeout, plan.ids.clone());
        let input =
            Input::of_process().map_err(|error| Error::system("cannot read standard input", &error))?;
        Ok(Dialogue { plan, servers, server, client, input, stop, teller, tries: 0, was_answered: false })
    }

    fn run(mut self) -> Result<Summary> {
        loop {
            if self.stop.raised().is_some() {
                self.client.give_up();
            }
            match self.client.what_next() {
                Next::Ask(id) => self.ask(&id)?,
                Next::NeedId => {
                    let id = self.read_id()?;
                    self.client.give_id(id);
                }
                Next::Over(outcome) => return Ok(self.summary(outcome)),
            }
        }
    }

    fn summary(self, outcome: Outcome) -> Summary {
        let (result, id, client, rtt) = match outcome {
            Outcome::Established { id, client, rtt } => {
                (Verdict::Established, Some(id), Some(client), Some(rtt))
            }
            Outcome::Failure => (Verdict::Failure, None, None, None),
        };
        Summary {
            event: "summary",
            role: "client",
            result,
            id: id.map(|id| id.to_string()),
            address: client.map(|client| client.ip()),
            port: client.map(|client| client.port()),
            rtt_ns: rtt.map(|rtt| rtt.as_nanos() as u64),
            tries: self.tries,
            transport: self.plan.transport,
            server: self.server,
            ended_by: self.stop.raised(),
            was_answered: self.was_answered,
            time: clock::wall(),
        }
    }

    /// One try: the addresses in turn, while nobody listens there.
    fn ask(&mut self, id: &Id) -> Result<()> {
        self.tries += 1;
        let mut ended = None;
        for server in self.servers.clone() {
            self.server = server;
            self.client.sent(clock::now(), id.clone());
            ended = match self.plan.transport {
                Transport::Udp => self.ask_udp(id),
                Transport::Tcp => self.ask_tcp(id),
            }
            .or_else(|error| self.lost(&error))?;
            let is_elsewhere =
                matches!(ended, Some(Try::Failed { why: Why::Refused | Why::Unreachable, .. }));
            if !is_elsewhere {
                break;
            }
        }
        if let Some(Try::Failed { id, why }) = ended {
            self.was_answered |= why == Why::Reset;
            let (server, time) = (self.server, clock::wall());
            self.teller.tell(Notice::Event(ClientEvent::Error {
                id: id.to_string(),
                reason: why,
                server,
                time,
            }));
            self.teller.tell(Notice::Note(format!("{server} {}", why.sentence())));
        }
        Ok(())
    }

    /// What a socket's error means for the try; some mean that no try can succeed.
    fn lost(&mut self, error: &io::Error) -> Result<Option<Try>> {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::ConnectionRefused => Ok(self.client.failed(Why::Refused)),
            Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe => {
                Ok(self.client.closed(clock::now()))
            }
            Kind::TimedOut => Ok(self.client.failed(Why::Timeout)),
            Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::NetworkDown => {
                Ok(self.client.failed(Why::Unreachable))
            }
            Kind::AddrNotAvailable if self.plan.server.source.is_some() => {
                let source = self.plan.server.source.map(|source| source.to_string()).unwrap_or_default();
                Err(Error::system(format!("cannot send from {source} to {}", self.server), error)
                    .hint("`ip address` lists the addresses of this machine"))
            }
            _ => {
                Err(Error::system(format!("cannot ask {} over {}", self.server, self.plan.transport), error))
            }
        }
    }

    fn ask_udp(&mut self, id: &Id) -> io::Result<Option<Try>> {
        let socket = Connected::open(self.server, self.plan.server.source)?;
        let request = wire::request(id.as_str());
        self.teller.message(Direction::Out, Transport::Udp, self.server, request.as_bytes());
        socket.send(request.as_bytes())?;
        let mut buffer = [0; 2048];
        self.converse(&socket, |this| match socket.receive(&mut buffer) {
            Ok(length) => {
                let reply = buffer.get(..length).unwrap_or_default();
                this.teller.message(Direction::In, Transport::Udp, this.server, reply);
                Ok(this.client.received(clock::now(), reply))
            }
            Err(error) => Err(error),
        })
    }

    fn ask_tcp(&mut self, id: &Id) -> io::Result<Option<Try>> {
        let socket = Connection::open(self.server, self.plan.server.source)?;
        while !self.wait(&socket, For::Writing)? {
            if self.stop.raised().is_some() {
                return Ok(None);
            }
            if let Some(ended) = self.client.timeout(clock::now()) {
                return Ok(Some(ended));
            }
        }
        socket.opened()?;
        let request = wire::request(id.as_str());
        self.teller.message(Direction::Out, Transport::Tcp, self.server, request.as_bytes());
        // An empty send buffer takes 70 bytes at once.
        (&socket).write_all(request.as_bytes())?;
        let mut buffer = [0; 2048];
        self.converse(&socket, |this| match (&socket).read(&mut buffer) {
            Ok(0) => Ok(this.client.closed(clock::now())),
            Ok(length) => {
                let reply = buffer.get(..length).unwrap_or_default();
                this.teller.message(Direction::In, Transport::Tcp, this.server, reply);
                Ok(this.client.received(clock::now(), reply))
            }
            Err(error) => Err(error),
        })
    }

    /// Takes what comes until the try has ended; `None` when we are told to stop.
    fn converse(
        &mut self,
        socket: &impl AsFd,
        mut take: impl FnMut(&mut Dialogue) -> io::Result<Option<Try>>,
    ) -> io::Result<Option<Try>> {
        loop {
            let is_ready = self.wait(socket, For::Reading)?;
            if self.stop.raised().is_some() {
                return Ok(None);
            }
            // The deadline first: a server that never stops talking must not put it off.
            let ended = match self.client.timeout(clock::now()) {
                None if is_ready => take(self),
                ended => Ok(ended),
            };
            match ended {
                Ok(None) => {}
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => {}
                other => return other,
            }
        }
    }

    /// Waits for the socket, the client's deadline, a stop, or a question for figures; true when it is the socket.
    fn wait(&mut self, socket: &impl AsFd, what: For) -> io::Result<bool> {
        let limit = self.client.deadline().map(|deadline| deadline.since(clock::now()));
        let ready = wait(
            [(socket.as_fd(), what), (self.stop.fd(), For::Reading), (self.stop.figures_fd(), For::Reading)],
            limit,
        )?;
        self.answer_figures();
        Ok(ready[0])
    }

    fn answer_figures(&mut self) {
        if self.stop.figures_wanted() {
            let id = self.client.asked().map(ToString::to_string).unwrap_or_default();
            let (server, tries) = (self.server, self.tries);
            self.teller.tell(Notice::Interim(Progress {
                event: "interim",
                role: "client",
                server,
                id,
                tries,
            }));
        }
    }

    /// The next ID from the person, or the next line that is one; `None` at the end of input.
    fn read_id(&mut self) -> Result<Option<Id>> {
        let is_person = self.input.is_terminal();
        loop {
            if is_person {
                self.teller.tell(Notice::Prompt("Enter a new connection ID: "));
            }
            let line = loop {
                let sources = [
                    (self.input.as_fd(), For::Reading),
                    (self.stop.fd(), For::Reading),
                    (self.stop.figures_fd(), For::Reading),
                ];
                let ready = wait(sources, None)
                    .map_err(|error| Error::system("cannot wait for standard input", &error))?;
                self.answer_figures();
                if self.stop.raised().is_some() {
                    if is_person {
                        self.teller.tell(Notice::Prompt("\n"));
                    }
                    return Ok(None);
                }
                if ready[0]
                    && let Some(line) = self.input.take()
                {
                    break line;
                }
            };
            let Line::Text(text) = line else { return Ok(None) };
            match text.trim().parse() {
                Ok(id) => return Ok(Some(id)),
                Err(why) => self.teller.tell(Notice::Note(why)),
            }
        }
    }
}

/// Four decimal digits, as in the exercises; whether it is free the server will say.
fn random_id(random: u64) -> Result<Id> {
    let number = random % 9000 + 1000;
    number.to_string().parse().map_err(Error::usage)
}
