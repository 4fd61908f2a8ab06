//! The client: carries what the user says, or what it makes up, to a server and shows what comes back.

use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::ops::ControlFlow;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::Duration;

use super::args::{ClientPlan, Generated};
use super::proto::client::{Found, LEAVING, MessageFigures, Messages, Over, Settings, Stream, made_up};
use super::summary::{Circumstances, ClientEvent, Figures, Progress, Summary};
use super::wire::{self, Wire};
use crate::cli::Context;
use crate::clock::{self, Instant};
use crate::contract::{Direction, Transport};
use crate::drive::connect::{Attempt, connect};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Error, Exit, Result};
use crate::net::input::{Input, Line};
use crate::net::resolve;
use crate::net::stream::Connection;
use crate::net::udp::{Connected, MAX_PAYLOAD};
use crate::net::wait::{For, wait_any};
use crate::pace::Grid;
use crate::text::Escaped;

/// Bytes read at once.
const READ: usize = 64 * 1024;

/// How long a server may give nothing back before it is told that nothing more will be said.
const QUIET: Duration = Duration::from_millis(300);

/// With messages closer together than this a line for each is more than a person can read.
const READABLE: Duration = Duration::from_millis(50);

/// How often the figures so far are shown instead.
const STATUS: Duration = Duration::from_secs(1);

/// Talks until there is nothing more to say.
pub fn run(plan: ClientPlan, context: Context) -> Result<Exit> {
    let mut report = context.report("echo");
    let explain = wire::explain(plan.wire);
    let is_made_up = plan.generated.is_some();
    let is_slow = plan.generated.and_then(|made| made.interval).is_some_and(|interval| interval >= READABLE);
    let shows_answers = !is_made_up || is_slow || report.is_json() || context.options.verbosity > 0;
    let is_raw = !report.is_on_terminal() && !report.is_json() && !is_made_up;
    let watch = report.watch(true);
    let input = if is_made_up { None } else { Some(report.input(prompt(plan.wire))?) };
    let talk = move |stop, teller| match Session::open(plan, input, stop, teller)? {
        Some(session) => session.run().map(Some),
        None => Ok(None),
    };
    let summary = supervise(watch, context.leave, talk, |notice| match notice {
        Notice::Event(event) if is_raw => match event.raw() {
            Some(bytes) => report.raw(&bytes),
            None => {
                report.note(&event);
                ControlFlow::Continue(())
            }
        },
        Notice::Event(event) if !shows_answers && event.is_expected() => ControlFlow::Continue(()),
        Notice::Interim(progress) if !report.is_json() => {
            report.note(&progress);
            ControlFlow::Continue(())
        }
        other => report.notice(other, explain, |report, progress| report.result(&progress)),
    });
    report.close_input();
    let Some(summary) = summary?? else {
        report.finish()?;
        return Ok(Exit::Negative);
    };
    if summary.is_unread() {
        // Nobody reads what comes back any more: a quiet end.
        report.finish()?;
        return Ok(Exit::Done);
    }
    if is_made_up || report.is_json() {
        let _ = report.result(&summary);
    } else if !summary.is_good() || context.options.verbosity > 0 {
        report.note(&summary);
    }
    if let Some(hint) = summary.hint() {
        report.warning(&hint);
    }
    report.finish()?;
    Ok(if summary.is_good() { Exit::Done } else { Exit::Negative })
}

/// A client with its socket.
struct Session {
    socket: Socket,
    server: SocketAddr,
    wire: Wire,
    /// Bytes that the system has not taken yet (TCP).
    unsent: Vec<u8>,
    source: Source,
    talk: Talk,
    reply_timeout: Duration,
    is_prompted: bool,
    /// Whether the server has been told that nothing more will be said.
    has_finished: bool,
    is_made_up: bool,
    name: Option<String>,
    stop: Stop,
    teller: Teller<ClientEvent, Progress>,
}

enum Socket {
    Tcp(Connection),
    Udp(Connected),
}

impl AsFd for Socket {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Socket::Tcp(stream) => stream.as_fd(),
            Socket::Udp(socket) => socket.as_fd(),
        }
    }
}

impl Socket {
    fn transport(&self) -> Transport {
        match self {
            Socket::Tcp(_) => Transport::Tcp,
            Socket::Udp(_) => Transport::Udp,
        }
    }
}

/// Where what is said comes from.
enum Source {
    /// A person at a terminal, line by line.
    Person(Input),
    /// Anything else on standard input.
    Pipe(Input),
    /// The client itself.
    MadeUp { made: Generated, said: u64, slot: u64, grid: Grid, status: Instant },
    /// Nothing more will be said.
    Ended,
}

/// What came of it so far.
enum Talk {
    Stream(Stream),
    Messages(Box<Messages>),
}

impl Session {
    /// `None` when we were told to stop before there was a connection.
    fn open(
        plan: ClientPlan,
        input: Option<Input>,
        stop: Stop,
        teller: Teller<ClientEvent, Progress>,
    ) -> Result<Option<Session>> {
        let servers = resolve::resolve(&plan.server.host, plan.server.port, plan.server.family)?;
        let (socket, server) = match plan.transport {
            Transport::Tcp => {
                let mut failed = None;
                let tried = |attempt: Attempt| failed = attempt.error.map(|error| (attempt.server, error));
                match connect(&servers, plan.server.source, Some(plan.reply_timeout), &stop, tried) {
                    Some(connection) => {
                        let server = connection.peer();
                        (Socket::Tcp(connection), server)
                    }
                    None if stop.raised().is_some() => return Ok(None),
                    None => match failed {
                        Some((server, error)) => return Err(cannot_connect(plan.wire, server, &error)),
                        None => return Ok(None),
                    },
                }
            }
            Transport::Udp => {
                let server = servers[0];
                let socket = Connected::open(server, plan.server.source)
                    .map_err(|error| Error::system(format!("cannot send to {server}"), &error))?;
                (Socket::Udp(socket), server)
            }
        };
        let now = clock::now();
        let source = match (plan.generated, input) {
            (Some(made), _) => {
                let grid = Grid::new(now, made.interval.unwrap_or_default());
                Source::MadeUp { made, said: 0, slot: 0, grid, status: now + STATUS }
            }
            (None, Some(input)) if input.is_terminal() => Source::Person(input),
            (None, Some(input)) => Source::Pipe(input),
            (None, None) => Source::Ended,
        };
        let is_chat = matches!(source, Source::Person(_));
        let is_stream = plan.wire == Wire::Rfc862 && plan.transport == Transport::Tcp;
        let talk = if is_stream && plan.generated.is_none() {
            Talk::Stream(Stream::default())
        } else {
            let settings = Settings {
                wire: plan.wire,
                transport: plan.transport,
                suffix: plan.suffix.into_bytes(),
                reply_timeout: plan.reply_timeout,
                is_chat,
            };
            Talk::Messages(Box::new(Messages::new(now, settings)))
        };
        Ok(Some(Session {
            socket,
            server,
            wire: plan.wire,
            unsent: Vec::new(),
            source,
            talk,
            reply_timeout: plan.reply_timeout,
            is_prompted: false,
            has_finished: false,
            is_made_up: plan.generated.is_some(),
            name: None,
            stop,
            teller,
        }))
    }

    fn run(mut self) -> Result<Summary> {
        let why = self.converse()?;
        let figures = self.figures();
        let is_good = match &self.talk {
            Talk::Stream(stream) => stream.is_good(),
            Talk::Messages(messages) if self.stop.raised().is_some() => messages.is_good_so_far(),
            Talk::Messages(messages) => messages.is_good(),
        };
        let (server, transport, wire, name) = (self.server, self.socket.transport(), self.wire, self.name);
        let with = Circumstances { server, transport, wire, name };
        Ok(Summary::new(with, figures, is_good, why, self.stop.raised()))
    }

    fn figures(&self) -> Figures {
        match &self.talk {
            Talk::Stream(stream) => Figures::Stream(stream.figures()),
            Talk::Messages(messages) if messages.is_chat() => {
                let MessageFigures { sent, sent_bytes, received_bytes, .. } = messages.figures();
                Figures::Chat { sent, sent_bytes, received_bytes }
            }
            Talk::Messages(messages) => Figures::Messages(messages.figures()),
        }
    }

    /// Talks until one of the two is done; gives why it was not the user, if so.
    fn converse(&mut self) -> Result<Option<Over>> {
        let mut buffer = vec![0; READ];
        // When to stop waiting for what has not come back yet.
        let mut patience: Option<Instant> = None;
        // When a server that gives nothing back is told that this is all.
        let mut quiet_at: Option<Instant> = None;
        loop {
            let now = clock::now();
            if self.stop.raised().is_some() {
                return Ok(None);
            }
            if let Talk::Messages(messages) = &mut self.talk {
                let mut found = Vec::new();
                messages.timeout(now, &mut found);
                self.tell(found);
            }
            if let Some(over) = self.over() {
                return Ok((over != Over::Left).then_some(over));
            }
            self.say_what_is_due(now)?;
            let has_ended = matches!(self.source, Source::Ended);
            let is_done = has_ended && self.unsent.is_empty() && !self.is_waiting();
            match &self.talk {
                Talk::Messages(_) if is_done => {
                    self.say_goodbye();
                    return Ok(None);
                }
                Talk::Stream(stream) if has_ended && self.unsent.is_empty() => {
                    // Some servers answer only when they have heard the end; others forget at the end what they
                    // have not given back yet.
                    let is_quiet = *quiet_at.get_or_insert(now + QUIET) <= now;
                    if let Socket::Tcp(socket) = &self.socket
                        && (is_done || is_quiet)
                        && !std::mem::replace(&mut self.has_finished, true)
                    {
                        // One that is broken is met when it is read.
                        let _ = socket.finish();
                    }
                    // What comes now was not said. A server that never closes has no more to say.
                    let until =
                        *patience.get_or_insert(now + if is_done { LEAVING } else { self.reply_timeout });
                    if is_done && (until <= now || !stream.is_good()) {
                        return Ok(None);
                    }
                }
                _ => {}
            }
            if matches!(self.talk, Talk::Stream(_)) && (has_ended || !self.may_say()) {
                // It is for the server to move: to take what is unsent, or to give something back.
                if *patience.get_or_insert(now + self.reply_timeout) <= now {
                    return Ok(Some(Over::NoAnswer));
                }
            } else {
                patience = None;
            }
            let unsent = self.unsent.len();
            let until = patience.into_iter().chain(quiet_at.filter(|_| !self.has_finished)).min();
            match self.wait(now, until, &mut buffer)? {
                Came::Nothing if self.unsent.len() < unsent => patience = None,
                Came::Nothing => {}
                Came::Bytes => (patience, quiet_at) = (None, None),
                Came::Refusal => return Ok(Some(Over::Refused)),
                Came::End => {
                    if let Talk::Messages(messages) = &mut self.talk {
                        let mut found = Vec::new();
                        messages.closed(&mut found);
                        self.tell(found);
                        continue;
                    }
                    // A server that has given everything back may close before we are done with our input.
                    return Ok((!is_done).then_some(Over::Closed));
                }
            }
        }
    }

    fn over(&self) -> Option<Over> {
        match &self.talk {
            Talk::Stream(_) => None,
            Talk::Messages(messages) => messages.over(),
        }
    }

    fn is_waiting(&self) -> bool {
        match &self.talk {
            Talk::Stream(stream) => !stream.is_complete(),
            Talk::Messages(messages) => messages.is_waiting(),
        }
    }

    /// Whether the user may say something now.
    fn may_say(&self) -> bool {
        self.unsent.is_empty()
            && match &self.talk {
                Talk::Stream(stream) => stream.room() > 0,
                Talk::Messages(messages) => messages.may_send(),
            }
    }

    /// Sends the next made-up message when its time has come, and prompts a person.
    fn say_what_is_due(&mut self, now: Instant) -> Result<()> {
        let may_say = self.may_say();
        match &mut self.source {
            Source::MadeUp { made, said, slot, grid, status } => {
                if *status <= now {
                    *status = now + STATUS;
                    self.interim();
                    return Ok(());
                }
                if made.count.is_some_and(|count| *said >= count) {
                    self.source = Source::Ended;
                } else if may_say && grid.slot(*slot) <= now {
                    // Slots that passed while an answer was awaited stay empty: no burst makes up for them.
                    *slot = grid.current(*slot, now) + 1;
                    *said += 1;
                    let text = made_up(*said, made.size);
                    self.say(&text)?;
                }
            }
            Source::Person(_) if may_say && !self.is_prompted => {
                self.is_prompted = true;
                self.teller.tell(Notice::Prompt(prompt(self.wire)));
            }
            _ => {}
        }
        Ok(())
    }

    /// Says a message or a part of the stream.
    fn say(&mut self, text: &[u8]) -> Result<()> {
        match (&self.socket, text) {
            (Socket::Tcp(_), []) => {
                self.teller.tell(Notice::Note("an empty message cannot be sent over TCP".to_owned()));
                return Ok(());
            }
            (Socket::Udp(_), _) if text.len() > MAX_PAYLOAD => {
                let length = text.len();
                self.teller.tell(Notice::Note(format!("a message of {length} bytes fits into no datagram")));
                return Ok(());
            }
            _ => {}
        }
        match &mut self.talk {
            Talk::Stream(stream) => stream.sent(text),
            Talk::Messages(messages) => messages.sent(clock::now(), text),
        }
        let (server, error) = (self.server, |error: &io::Error, server| {
            Error::system(format!("cannot send to {server}"), error)
        });
        match &mut self.socket {
            Socket::Tcp(_) => {
                self.teller.message(Direction::Out, Transport::Tcp, server, text);
                self.unsent.extend_from_slice(text);
                self.push();
            }
            Socket::Udp(socket) => {
                self.teller.message(Direction::Out, Transport::Udp, server, text);
                match socket.send(text) {
                    Ok(()) => {}
                    // About an earlier one, or full for now: it is lost, as the network may lose it.
                    Err(why) if is_passing(&why) => {}
                    Err(why) => return Err(error(&why, server)),
                }
            }
        }
        Ok(())
    }

    /// Writes what the system takes. That the connection is broken is met when it is read.
    fn push(&mut self) {
        if let Socket::Tcp(stream) = &self.socket
            && let Ok(written) = { stream }.write(&self.unsent)
        {
            self.unsent.drain(..written);
        }
    }

    /// The last word: the course's programs say one, RFC 862 knows none.
    fn say_goodbye(&mut self) {
        let Socket::Tcp(stream) = &self.socket else { return };
        if self.wire != Wire::Rfc862 {
            self.teller.message(Direction::Out, Transport::Tcp, self.server, b"exit");
            let _ = { stream }.write(b"exit");
        }
        // One that is broken has ended anyway.
        let _ = stream.finish();
        // The server is to take it as an end, not as a break.
        let deadline = clock::now() + LEAVING;
        let mut scratch = [0; 1024];
        loop {
            let left = deadline.since(clock::now());
            let ready =
                wait_any(&[(stream.as_fd(), For::Reading), (self.stop.fd(), For::Reading)], Some(left));
            let is_over = left.is_zero() || self.stop.raised().is_some() || ready.is_err();
            if is_over || matches!({ stream }.read(&mut scratch), Ok(0)) {
                return;
            }
        }
    }

    /// Waits for the socket, the user, a deadline, a stop or a question, and takes what is there.
    fn wait(&mut self, now: Instant, patience: Option<Instant>, buffer: &mut [u8]) -> Result<Came> {
        let cannot_wait = |error: io::Error| Error::system("cannot wait for the server", &error);
        let hears_input = self.may_say();
        let mut sources = vec![
            (self.stop.fd(), For::Reading),
            (self.stop.figures_fd(), For::Reading),
            (self.socket.as_fd(), For::Reading),
        ];
        if !self.unsent.is_empty() {
            sources.push((self.socket.as_fd(), For::Writing));
        }
        let has_input = match &self.source {
            Source::Person(input) | Source::Pipe(input) if hears_input => {
                sources.push((input.as_fd(), For::Reading));
                true
            }
            _ => false,
        };
        let deadline = [self.deadline(), patience].into_iter().flatten().min();
        let ready = wait_any(&sources, deadline.map(|deadline| deadline.since(now))).map_err(cannot_wait)?;
        if ready.get(1) == Some(&true) && self.stop.figures_wanted() {
            self.interim();
        }
        if !self.unsent.is_empty() {
            self.push();
        }
        if has_input && ready.last() == Some(&true) {
            self.listen_to_user(buffer)?;
        }
        if ready.get(2) == Some(&true) { self.hear(buffer) } else { Ok(Came::Nothing) }
    }

    fn deadline(&self) -> Option<Instant> {
        let messages = match &self.talk {
            Talk::Messages(messages) => messages.deadline(),
            Talk::Stream(_) => None,
        };
        let slot = match &self.source {
            Source::MadeUp { slot, grid, status, .. } => {
                Some(if self.may_say() { grid.slot(*slot).min(*status) } else { *status })
            }
            _ => None,
        };
        messages.into_iter().chain(slot).min()
    }

    fn interim(&mut self) {
        let progress = Progress::new(self.server, self.figures());
        self.teller.tell(Notice::Interim(progress));
    }

    /// Takes what the user has said.
    fn listen_to_user(&mut self, buffer: &mut [u8]) -> Result<()> {
        let room = match &self.talk {
            Talk::Stream(stream) => stream.room().min(buffer.len()),
            Talk::Messages(_) => 0,
        };
        let line = match &mut self.source {
            Source::Pipe(input) if room > 0 => {
                let part = buffer.get_mut(..room).unwrap_or_default();
                match input.read(part) {
                    Ok(0) => None,
                    Ok(length) => Some(part.get(..length).unwrap_or_default().to_vec()),
                    Err(error) if is_passing(&error) => return Ok(()),
                    Err(error) => return Err(Error::system("cannot read standard input", &error)),
                }
            }
            Source::Person(input) | Source::Pipe(input) => match input.take_bytes() {
                None => return Ok(()),
                Some(Line::End) => None,
                Some(Line::Text(mut text)) => {
                    if let Talk::Stream(_) = self.talk {
                        text.push(b'\n');
                    }
                    Some(text)
                }
            },
            _ => return Ok(()),
        };
        self.is_prompted = false;
        match line {
            Some(text) => self.say(&text),
            None => {
                if let Source::Person(_) = self.source {
                    self.teller.tell(Notice::Prompt("\n"));
                }
                self.source = Source::Ended;
                Ok(())
            }
        }
    }

    /// Takes what the server has said.
    fn hear(&mut self, buffer: &mut [u8]) -> Result<Came> {
        let (heard, transport) = match &self.socket {
            Socket::Tcp(stream) => ({ stream }.read(buffer), Transport::Tcp),
            Socket::Udp(socket) => (socket.receive(buffer), Transport::Udp),
        };
        let bytes = match heard {
            Ok(0) if transport == Transport::Tcp => return Ok(Came::End),
            Ok(length) => buffer.get(..length).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => return Ok(Came::Refusal),
            Err(error) if is_passing(&error) => return Ok(Came::Nothing),
            Err(_) => return Ok(Came::End),
        };
        self.teller.message(Direction::In, transport, self.server, bytes);
        match &mut self.talk {
            Talk::Stream(stream) => {
                stream.received(bytes);
                self.is_prompted = false;
                self.teller.deliver(Notice::Event(ClientEvent::data(bytes)));
            }
            Talk::Messages(messages) => {
                let mut found = Vec::new();
                messages.received(clock::now(), bytes, &mut found);
                self.tell(found);
            }
        }
        Ok(Came::Bytes)
    }

    fn tell(&mut self, found: Vec<Found>) {
        let is_made_up = self.is_made_up;
        for found in found {
            self.is_prompted = false;
            if let Found::Name(name) = &found {
                self.name = Some(Escaped(name).to_string());
            }
            self.teller.deliver(Notice::Event(ClientEvent::found(found, is_made_up)));
        }
    }
}

/// What a wait brought from the server.
enum Came {
    Nothing,
    Bytes,
    End,
    /// ICMP: nobody listens there.
    Refusal,
}

fn prompt(wire: Wire) -> &'static str {
    match wire {
        Wire::Rfc862 => "> ",
        Wire::Lab => "> Enter message (or 'exit' to quit) ",
        Wire::Named => "> Enter message (or 'exit' to quit, 'status' for client information) ",
    }
}

/// Errors that say nothing about the next try.
fn is_passing(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(error.kind(), Kind::WouldBlock | Kind::Interrupted | Kind::ConnectionRefused)
}

fn cannot_connect(wire: Wire, server: SocketAddr, error: &io::Error) -> Error {
    let error = Error::system(format!("cannot connect to {server}"), error)
        .hint(format!("`sockctl echo serve --port {}` starts a server", server.port()));
    match wire {
        Wire::Rfc862 => error,
        Wire::Lab | Wire::Named => error.negative(),
    }
}
