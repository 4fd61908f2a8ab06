//! The client: resolves, connects to the first address that takes it, and has the dialogue where it is asked for.

use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::os::fd::AsFd;

use super::args::ClientPlan;
use super::summary::{ClientEvent, Summary, nanos, shown};
use super::wire::{self, ACKNOWLEDGEMENT, EXIT, TEXT, Wire};
use crate::cli::Context;
use crate::clock;
use crate::contract::{Direction, Transport};
use crate::drive::connect::{Attempt, connect};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Exit, Result, reason};
use crate::net::resolve;
use crate::net::stream::Connection;
use crate::net::wait::{For, wait};
use crate::stats::Spread;

/// Connects, talks, and tells.
pub fn run(plan: ClientPlan, context: Context) -> Result<Exit> {
    let mut report = context.report("dual-stack");
    let wire = plan.wire;
    let watch = report.watch(true);
    let talk = move |stop, teller| Session::new(plan, stop, teller).run();
    let summary = supervise(watch, context.leave, talk, |notice| {
        report.notice(notice, wire::explain, |report, summary| report.result(&summary))
    })??;
    let _ = report.result(&summary);
    if let Some(why) = &summary.why {
        report.warning(why);
    }
    report.finish()?;
    Ok(match (summary.is_good(), summary.server, wire) {
        (true, ..) => Exit::Done,
        // On a course wire a refused connection is an answer.
        (false, None, Wire::Tcp) if summary.ended_by.is_none() => Exit::NotStarted,
        _ => Exit::Negative,
    })
}

struct Session {
    plan: ClientPlan,
    summary: Summary,
    rtt: Spread,
    stop: Stop,
    teller: Teller<ClientEvent, Summary>,
}

impl Session {
    fn new(plan: ClientPlan, stop: Stop, teller: Teller<ClientEvent, Summary>) -> Session {
        let summary = Summary {
            event: "summary",
            role: "client",
            wire: plan.wire,
            host: plan.server.host.to_string(),
            server: None,
            family: None,
            client: None,
            connect_ns: None,
            sent: 0,
            acknowledged: 0,
            rtt: None,
            why: None,
            ended_by: None,
        };
        Session { plan, summary, rtt: Spread::default(), stop, teller }
    }

    fn run(mut self) -> Result<Summary> {
        let plan = &self.plan;
        let servers = resolve::resolve(&plan.server.host, plan.server.port, plan.server.family)?;
        self.teller.tell(Notice::Event(ClientEvent::Resolved {
            host: plan.server.host.to_string(),
            addresses: servers.iter().map(SocketAddr::ip).collect(),
        }));
        let (summary, teller) = (&mut self.summary, &mut self.teller);
        let tried = |attempt: Attempt| {
            if attempt.error.is_none() {
                summary.connect_ns = Some(nanos(attempt.took));
            }
            teller.tell(Notice::Event(attempt.into()));
        };
        let connected = connect(&servers, plan.server.source, plan.reply_timeout, &self.stop, tried);
        match connected {
            Some(connection) => {
                let server = connection.peer();
                self.summary.server = Some(server);
                self.summary.family = Some(server.into());
                self.summary.client = connection.local().ok();
                if plan.wire == Wire::Course {
                    if let Err(error) = self.converse(&connection, server) {
                        let reason = reason(&error);
                        self.summary.why = Some(format!("lost the connection to {server}: {reason}"));
                    }
                }
            }
            None if self.stop.raised().is_none() => {
                self.summary.why = Some(format!(
                    "none of its addresses takes a connection; `sockctl dual-stack serve --port {}` starts a server",
                    plan.server.port
                ));
            }
            None => {}
        }
        Ok(self.so_far("summary"))
    }

    fn so_far(&self, event: &'static str) -> Summary {
        let (rtt, ended_by) = (self.rtt.summary(), self.stop.raised());
        Summary { event, rtt, ended_by, ..self.summary.clone() }
    }

    /// The exercise's dialogue: each text after the acknowledgement to the one before, then `exit`.
    fn converse(&mut self, stream: &Connection, server: SocketAddr) -> io::Result<()> {
        while self.plan.count.is_none_or(|count| self.summary.sent < count) && self.stop.raised().is_none() {
            let sent = clock::now();
            self.say(stream, server, TEXT)?;
            self.summary.sent += 1;
            let Some(answer) = self.hear(stream, server)? else { return Ok(()) };
            let (rtt, is_acknowledgement) = (clock::now() - sent, answer == ACKNOWLEDGEMENT);
            if is_acknowledgement {
                self.summary.acknowledged += 1;
                self.rtt.record(rtt);
            }
            self.teller.deliver(Notice::Event(ClientEvent::Answer {
                number: self.summary.sent,
                text: shown(&answer),
                is_acknowledgement,
                rtt_ns: nanos(rtt),
            }));
        }
        // Whether it is heard changes nothing any more.
        let _ = self.say(stream, server, EXIT);
        Ok(())
    }

    fn say(&mut self, mut stream: &Connection, server: SocketAddr, text: &[u8]) -> io::Result<()> {
        self.teller.message(Direction::Out, Transport::Tcp, server, text);
        // One text at a time: there is always room.
        stream.write_all(text)
    }

    /// The answer to a text; `None` when there is none, or we are told to stop.
    fn hear(&mut self, mut stream: &Connection, server: SocketAddr) -> io::Result<Option<Vec<u8>>> {
        let deadline = clock::now() + self.plan.reply_timeout;
        let (mut answer, mut buffer) = (Vec::new(), [0; 1024]);
        // An acknowledgement may come in pieces; anything else is complete as it comes.
        while answer.is_empty()
            || (answer.len() < ACKNOWLEDGEMENT.len() && ACKNOWLEDGEMENT.starts_with(&answer))
        {
            let left = deadline.since(clock::now());
            let sources = [
                (stream.as_fd(), For::Reading),
                (self.stop.fd(), For::Reading),
                (self.stop.figures_fd(), For::Reading),
            ];
            let [is_readable, ..] = wait(sources, Some(left))?;
            if self.stop.figures_wanted() {
                self.teller.tell(Notice::Interim(self.so_far("interim")));
            }
            if self.stop.raised().is_some() {
                // What was not waited for to the end was not asked.
                self.summary.sent -= 1;
                return Ok(None);
            }
            if left.is_zero() {
                let span = crate::text::duration(self.plan.reply_timeout);
                self.summary.why = Some(format!("{server} acknowledged nothing for {span}"));
                return Ok(None);
            }
            if !is_readable {
                continue;
            }
            match stream.read(&mut buffer) {
                Ok(0) => {
                    self.summary.why =
                        Some(format!("{server} closed the connection in the middle of the dialogue"));
                    return Ok(None);
                }
                Ok(length) => {
                    let came = buffer.get(..length).unwrap_or_default();
                    self.teller.message(Direction::In, Transport::Tcp, server, came);
                    answer.extend_from_slice(came);
                }
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Some(answer))
    }
}
