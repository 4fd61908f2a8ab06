//! The client: carries datagrams and lines between its socket, its input and its state machine.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::os::fd::AsFd;

use serde::Serialize;

use super::args::{ClientPlan, Sends};
use super::chat::{HELP, Typed};
use super::proto::client::{Client, ClientEvent, Counts};
use super::wire;
use crate::cli::Context;
use crate::clock::{self, Instant};
use crate::contract::{Direction, Ended, Kind, Outbox, Transport};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Error, Exit, Result};
use crate::net::input::{Input, Line};
use crate::net::resolve;
use crate::net::udp::{Connected, MAX_PAYLOAD};
use crate::net::wait::wait_all;

/// How many datagrams are taken before anything else is looked at.
const AT_ONCE: usize = 64;

/// Sends and receives until there is nothing left to do.
pub fn run(plan: ClientPlan, context: Context) -> Result<Exit> {
    let mut report = context.report("relay");
    let watch = report.watch(true);
    let input = match plan.sends {
        Sends::Lines(_) | Sends::Chat(_) => Some(report.input("> ")?),
        Sends::Nothing | Sends::Message(..) => None,
    };
    let talk = move |stop, teller| Session::open(plan, input, stop, teller)?.run();
    let summary = supervise(watch, context.leave, talk, |notice| {
        report.notice(notice, wire::explain, |report, summary| report.result(&summary))
    });
    report.close_input();
    let summary = summary??;
    let _ = report.result(&summary);
    if summary.is_unheard {
        let (relay, port) = (summary.relay, summary.relay.port());
        report.note(&format_args!(
            "nobody answered at {relay} over udp; `sockctl relay serve --port {port}` starts a server"
        ));
    }
    report.finish()?;
    Ok(if summary.is_good { Exit::Done } else { Exit::Negative })
}

/// What was sent and received, so far (`interim`) or at the end (`summary`).
#[derive(Debug, Serialize)]
struct Summary {
    event: &'static str,
    role: &'static str,
    wire: wire::Wire,
    relay: SocketAddr,
    address: Option<SocketAddr>,
    #[serde(flatten)]
    counts: Counts,
    ended_by: Option<Ended>,
    #[serde(skip)]
    is_good: bool,
    #[serde(skip)]
    is_unheard: bool,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { received, sent, refused, too_long, unanswered, resent, unexpected, not_understood } =
            &self.counts;
        write!(f, "{}: {received} messages received, {sent} sent", self.relay)?;
        let refused = refused.values().sum();
        for (count, what) in [
            (refused, "refused"),
            (*too_long, "too long"),
            (*unanswered, "unanswered"),
            (*resent, "said again"),
            (*unexpected, "unexpected answers"),
            (*not_understood, "datagrams not understood"),
        ] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}

struct Session {
    plan: ClientPlan,
    /// Further addresses of the relay.
    others: std::vec::IntoIter<SocketAddr>,
    socket: Connected,
    client: Client,
    out: Outbox<ClientEvent>,
    /// `None` when it is not read, or has ended.
    input: Option<Input>,
    /// Whom a line without an address goes to.
    talks_to: Option<SocketAddr>,
    /// Whether that is somebody we wrote to.
    has_written: bool,
    wants_prompt: bool,
    until: Option<Instant>,
    buffer: Vec<u8>,
    stop: Stop,
    teller: Teller<ClientEvent, Summary>,
}

impl Session {
    fn open(
        plan: ClientPlan,
        input: Option<Input>,
        stop: Stop,
        teller: Teller<ClientEvent, Summary>,
    ) -> Result<Session> {
        let mut servers =
            resolve::resolve(&plan.server.host, plan.server.port, plan.server.family)?.into_iter();
        // The resolver gives one address at least.
        let none = || Err(Error::start("there is no address of the relay"));
        let socket = connect_to_next(&plan, &mut servers).unwrap_or_else(none)?;
        let talks_to = match plan.sends {
            Sends::Nothing => None,
            Sends::Message(to, _) | Sends::Lines(to) => Some(to),
            Sends::Chat(to) => to,
        };
        let now = clock::now();
        Ok(Session {
            others: servers,
            client: Client::new(now, plan.settings, socket.peer()),
            socket,
            out: Outbox::new(true),
            input,
            talks_to,
            has_written: talks_to.is_some(),
            wants_prompt: true,
            until: plan.duration.map(|duration| now + duration),
            buffer: vec![0; MAX_PAYLOAD],
            stop,
            teller,
            plan,
        })
    }

    fn run(mut self) -> Result<Summary> {
        if let Sends::Message(to, text) = &self.plan.sends {
            let (to, text) = (*to, text.clone());
            self.send(to, &text);
        }
        self.client.tick(clock::now(), &mut self.out);
        self.post()?;
        while !self.is_over() {
            self.turn()?;
        }
        if !self.wants_prompt {
            self.end_prompt_line();
        }
        self.client.give_up(&mut self.out);
        self.post()?;
        Ok(self.summary("summary"))
    }

    /// What is printed next does not stand behind the prompt.
    fn end_prompt_line(&mut self) {
        if self.is_person() {
            self.teller.tell(Notice::Prompt("\n"));
            self.wants_prompt = true;
        }
    }

    fn is_person(&self) -> bool {
        self.input.as_ref().is_some_and(Input::is_terminal)
    }

    fn is_over(&self) -> bool {
        let counts = self.client.counts();
        let has_more_to_say = self.input.is_some() || !self.client.is_idle();
        self.stop.raised().is_some()
            || self.client.has_failed()
            || self.plan.count.is_some_and(|count| counts.received >= count)
            || self.until.is_some_and(|until| until <= clock::now())
            || !(self.plan.listens || has_more_to_say)
    }

    /// Waits for the next thing that happens, and lets it happen.
    fn turn(&mut self) -> Result<()> {
        // A line is taken when the one before has been answered, so that none has to be kept.
        let input = self.input.as_ref().filter(|_| self.client.is_ready());
        if let Some(input) = input
            && input.is_terminal()
            && std::mem::replace(&mut self.wants_prompt, false)
        {
            self.teller.tell(Notice::Prompt("> "));
        }
        let mut sources = vec![self.stop.fd(), self.stop.figures_fd(), self.socket.as_fd()];
        sources.extend(input.map(|input| input.as_fd()));
        let deadline = self.client.deadline().into_iter().chain(self.until).min();
        let limit = deadline.map(|deadline| deadline.since(clock::now()));
        let ready =
            wait_all(&sources, limit).map_err(|error| Error::system("cannot wait for messages", &error))?;
        let is_ready = |index| ready.get(index) == Some(&true);
        if is_ready(1) && self.stop.figures_wanted() {
            self.teller.tell(Notice::Interim(self.summary("interim")));
        }
        if is_ready(2) {
            self.receive()?;
        }
        if is_ready(3)
            && let Some(line) = self.input.as_mut().and_then(Input::take)
        {
            self.take(line);
        }
        if self.client.deadline().is_some_and(|deadline| deadline <= clock::now()) {
            self.client.tick(clock::now(), &mut self.out);
        }
        self.post()
    }

    /// Takes what has arrived, as far as it is waited for.
    fn receive(&mut self) -> Result<()> {
        for _ in 0..AT_ONCE {
            let is_enough = self.plan.count.is_some_and(|count| self.client.counts().received >= count);
            if is_enough {
                break;
            }
            match self.socket.receive(&mut self.buffer) {
                Ok(length) => {
                    let payload = self.buffer.get(..length).unwrap_or_default();
                    self.teller.message(Direction::In, Transport::Udp, self.socket.peer(), payload);
                    self.client.received(clock::now(), payload, &mut self.out);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                    self.refused();
                    break;
                }
                Err(error) if self.may_pass(&error) => break,
                Err(error) => return Err(cannot_talk(&self.plan, self.socket.peer(), &error)),
            }
        }
        Ok(())
    }

    /// Nobody listens at the relay's address: if it has not said anything yet, it may be at another one.
    fn refused(&mut self) {
        let has_heard = self.client.has_heard();
        let next = (!has_heard).then(|| connect_to_next(&self.plan, &mut self.others)).flatten();
        match next {
            Some(Ok(socket)) => {
                self.client.turn_to(clock::now(), socket.peer());
                self.socket = socket;
                self.client.tick(clock::now(), &mut self.out);
            }
            Some(Err(_)) | None => self.client.refused(&mut self.out),
        }
    }

    /// Whether an error is about the way to a relay that was there before, which may be there again.
    fn may_pass(&self, error: &io::Error) -> bool {
        use io::ErrorKind as Kind;
        let is_about_the_way =
            matches!(error.kind(), Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::NetworkDown);
        is_about_the_way && self.client.has_heard()
    }

    /// Tells what the client tells, and sends what it says.
    fn post(&mut self) -> Result<()> {
        let is_person = self.is_person();
        for event in self.out.news.take() {
            if let ClientEvent::Message { from, .. } = &event
                && !self.has_written
            {
                self.talks_to = Some(*from);
            }
            // The line with the prompt is written over; the next one begins with another prompt.
            if is_person && !std::mem::replace(&mut self.wants_prompt, true) {
                self.teller.tell(Notice::Prompt("\r"));
            }
            self.teller.deliver(Notice::Event(event));
        }
        let mut is_refused = false;
        for transmit in self.out.transmits() {
            let (payload, relay) = (self.out.payload(transmit), self.socket.peer());
            self.teller.message(Direction::Out, Transport::Udp, relay, payload);
            match self.socket.send(payload) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => is_refused = true,
                // As lost as anything may be on the way; the client says it again.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock || self.may_pass(&error) => {}
                Err(error) => return Err(cannot_talk(&self.plan, relay, &error)),
            }
        }
        self.out.clear();
        if is_refused {
            self.refused();
            return self.post();
        }
        Ok(())
    }

    fn take(&mut self, line: Line) {
        self.wants_prompt = true;
        let Line::Text(line) = line else {
            self.end_prompt_line();
            self.input = None;
            return;
        };
        match (&self.plan.sends, Typed::read(&line)) {
            (Sends::Lines(to), _) => self.send(*to, &line),
            (_, Typed::Nothing) => {}
            (_, Typed::To(to, text)) => {
                (self.talks_to, self.has_written) = (Some(to), true);
                if let Some(text) = text {
                    self.send(to, text);
                }
            }
            (_, Typed::Text(text)) => match self.talks_to {
                Some(to) => {
                    self.has_written = true;
                    self.send(to, text);
                }
                None => self.remark("nobody to write to yet: /to ADDRESS TEXT names somebody"),
            },
            (_, Typed::Me) => match self.client.own() {
                Some(address) => {
                    let relay = self.client.relay();
                    self.teller.tell(Notice::Event(ClientEvent::Registered { relay, address }));
                }
                None => self.remark("the relay has not said your address yet"),
            },
            (_, Typed::StopServer) => {
                self.out.send(self.client.relay(), None, Kind::Sure, wire::STOP.as_bytes());
                self.remark("asked the relay to end; it does not answer that");
            }
            (_, Typed::Quit) => self.input = None,
            (_, Typed::Help) => self.remark(HELP),
            (_, Typed::Wrong(why)) => self.remark(&why),
        }
    }

    fn send(&mut self, to: SocketAddr, text: &str) {
        self.client.send(clock::now(), to, text, &mut self.out);
    }

    fn remark(&mut self, text: &str) {
        self.teller.tell(Notice::Note(text.to_owned()));
    }

    fn summary(&self, event: &'static str) -> Summary {
        let counts = self.client.counts().clone();
        let has_enough = self.plan.count.is_none_or(|count| counts.received >= count);
        let is_registered = !self.plan.settings.registers || self.client.own().is_some();
        Summary {
            event,
            role: "client",
            wire: self.plan.wire,
            relay: self.client.relay(),
            address: self.client.own(),
            is_good: counts.all_sent() && is_registered && has_enough,
            is_unheard: !self.client.has_heard() && (self.client.has_failed() || counts.unanswered > 0),
            counts,
            ended_by: self.stop.raised(),
        }
    }
}

/// A socket to the next address that there is a way to; `None` when there is no next one.
fn connect_to_next(
    plan: &ClientPlan,
    relays: &mut impl Iterator<Item = SocketAddr>,
) -> Option<Result<Connected>> {
    let mut last = None;
    for relay in relays {
        match Connected::open(relay, plan.server.source) {
            Ok(socket) => return Some(Ok(socket)),
            Err(error) => last = Some(Err(cannot_talk(plan, relay, &error))),
        }
    }
    last
}

fn cannot_talk(plan: &ClientPlan, relay: SocketAddr, error: &io::Error) -> Error {
    match plan.server.source {
        Some(source) if error.kind() == io::ErrorKind::AddrNotAvailable => {
            Error::system(format!("cannot send from {source} to {relay}"), error)
                .hint("`ip address` lists the addresses of this machine")
        }
        _ => Error::system(format!("cannot talk to {relay}"), error),
    }
}
