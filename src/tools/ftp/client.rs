//! The client: says the key, splits the answer from the file, and lets the driver move the file to its place.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::ops::ControlFlow;
use std::os::fd::AsFd;
use std::time::Duration;

use super::args::{ClientPlan, Output};
use super::proto::client::{Answer, Heard};
use super::summary::{Interim, Summary, Verdict};
use super::wire;
use crate::cli::Context;
use crate::clock::{self, Instant};
use crate::contract::{Direction, Ended, Transport};
use crate::drive::bulk::{Progress, Received, receive};
use crate::drive::connect::{Attempt, connect};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Error, Exit, Result, reason};
use crate::net::resolve;
use crate::net::stream::Connection;
use crate::net::wait::{For, wait};
use crate::report::standard_output;
use crate::text::Escaped;
use crate::value::CourseKey;
use crate::whole::WholeFile;

/// What is over sooner needs no line of progress.
const QUICK: Duration = Duration::from_secs(1);

/// Bytes read at once while the answer is not known.
const READ: usize = 4096;

/// Fetches the file.
pub fn run(plan: ClientPlan, context: Context) -> Result<Exit> {
    let mut report = context.report("ftp");
    let found = plan.key.clone().read()?;
    if let Some(remark) = &found.remark {
        report.note(remark);
    }
    // Before anybody is asked for anything.
    let target = Target::open(&plan.output)?;
    let is_standard = matches!(target, Target::Standard(_));
    let watch = report.watch(true);
    let fetch = move |stop, teller| Session { plan, key: found.key, stop, teller }.run(target);
    let summary = supervise(watch, context.leave, fetch, |notice| match notice {
        Notice::Event(interim) => {
            report.progress(&interim);
            ControlFlow::Continue(())
        }
        Notice::Interim(interim) if is_standard => {
            report.note(&interim);
            ControlFlow::Continue(())
        }
        other => report.notice(other, wire::explain, |report, interim| report.result(&interim)),
    })??;
    if !is_standard {
        let _ = report.result(&summary);
    } else if summary.ended_by != Some(Ended::OutputClosed) {
        report.note(&summary);
    }
    if summary.result == Verdict::Unreachable {
        let port = summary.server.port();
        report.note(&format_args!("`sockctl ftp serve FILE --port {port}` starts a server"));
    }
    report.finish()?;
    Ok(if summary.result == Verdict::Received { Exit::Done } else { Exit::Negative })
}

/// Where the bytes go.
enum Target {
    Standard(File),
    Named(WholeFile, String),
}

impl Target {
    fn open(output: &Output) -> Result<Target> {
        match output {
            Output::Standard => standard_output()
                .map(Target::Standard)
                .map_err(|error| Error::system("cannot write to standard output", &error)),
            Output::File { path, replace } => {
                Ok(Target::Named(WholeFile::create(path, *replace)?, path.display().to_string()))
            }
        }
    }

    fn file(&self) -> &File {
        match self {
            Target::Standard(file) => file,
            Target::Named(whole, _) => whole.file(),
        }
    }

    fn name(&self) -> &str {
        match self {
            Target::Standard(_) => "standard output",
            Target::Named(_, name) => name,
        }
    }
}

/// Why there is no file to receive.
enum Failure {
    /// The answer is no, as the summary says.
    No(Verdict, String),
    /// The client could not even ask.
    Broken(Error),
}

impl Failure {
    fn stopped() -> Failure {
        Failure::No(Verdict::Stopped, "stopped before there was an answer".to_owned())
    }
}

struct Session {
    plan: ClientPlan,
    key: CourseKey,
    stop: Stop,
    teller: Teller<Interim, Interim>,
}

impl Session {
    fn run(mut self, target: Target) -> Result<Summary> {
        let servers =
            resolve::resolve(&self.plan.server.host, self.plan.server.port, self.plan.server.family)?;
        let nothing = Progress { received_bytes: 0, took: Duration::ZERO, is_asked: false };
        let mut server = servers[0];
        let granted = self.connect(&servers, &mut server).and_then(|connection| {
            let first = self.ask(&connection, server)?;
            Ok((connection, first))
        });
        match granted {
            Ok((connection, first)) => self.receive(server, &connection, &first, target),
            Err(Failure::Broken(error)) => Err(error),
            Err(Failure::No(verdict, why)) => {
                let mut summary = Summary::new(self.plan.wire, server, verdict, Some(why), nothing);
                summary.ended_by = self.stop.raised();
                Ok(summary)
            }
        }
    }

    /// Connects to one of `servers`; `server` is the one that was tried last.
    fn connect(
        &mut self,
        servers: &[SocketAddr],
        server: &mut SocketAddr,
    ) -> std::result::Result<Connection, Failure> {
        let source = self.plan.server.source;
        let mut failed = None;
        let tried = |attempt: Attempt| {
            *server = attempt.server;
            failed = attempt.error;
        };
        let connected = connect(servers, source, self.plan.reply_timeout, &self.stop, tried);
        let at = *server;
        connected.ok_or_else(|| match (failed, source) {
            _ if self.stop.raised().is_some() => Failure::stopped(),
            (Some(error), Some(source)) if error.kind() == io::ErrorKind::AddrNotAvailable => {
                Failure::Broken(
                    Error::system(format!("cannot connect from {source} to {at}"), &error)
                        .hint("`ip address` lists the addresses of this machine"),
                )
            }
            (failed, _) => {
                let why = failed.as_ref().map_or("there is no address".to_owned(), reason);
                Failure::No(Verdict::Unreachable, format!("cannot connect to {at}: {why}"))
            }
        })
    }

    /// Says the key, in one write; gives the first bytes of the file, which may have come with the answer.
    fn ask(
        &mut self,
        mut connection: &Connection,
        server: SocketAddr,
    ) -> std::result::Result<Vec<u8>, Failure> {
        let until = self.plan.reply_timeout.map(|limit| clock::now() + limit);
        let lost = |error: &io::Error| {
            let why = format!("{server} closed the connection without an answer: {}", reason(error));
            Failure::No(Verdict::NoAnswer, why)
        };
        // A new connection has room for any key.
        connection.write(self.key.bytes()).map_err(|error| lost(&error))?;
        self.teller.message(Direction::Out, Transport::Tcp, server, self.key.bytes());
        let (mut answer, mut buffer) = (Answer::default(), [0; READ]);
        loop {
            let bytes = match connection.read(&mut buffer) {
                Ok(0) => {
                    let said = answer.into_bytes();
                    let after = match said.as_slice() {
                        [] => "without an answer".to_owned(),
                        said => format!("after `{}`", Escaped(said)),
                    };
                    let why = format!("{server} closed the connection {after}");
                    return Err(Failure::No(Verdict::NoAnswer, why));
                }
                Ok(count) => buffer.get(..count).unwrap_or_default(),
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) =>
                {
                    self.wait(connection, server, until)?;
                    continue;
                }
                Err(error) => return Err(lost(&error)),
            };
            self.teller.message(Direction::In, Transport::Tcp, server, bytes);
            match answer.read(bytes) {
                Heard::More => {}
                Heard::Granted(first) => return Ok(first.to_vec()),
                Heard::Refused => {
                    return Err(Failure::No(Verdict::KeyRefused, format!("{server}: key refused")));
                }
                Heard::Strange(said) => {
                    let why = format!(
                        "{server} answered neither AUTH_SUCCESS nor AUTH_ERROR but `{}`",
                        Escaped(&said)
                    );
                    return Err(Failure::No(Verdict::StrangeAnswer, why));
                }
            }
        }
    }

    /// Waits for something to read, until `until`.
    fn wait(
        &mut self,
        connection: &Connection,
        server: SocketAddr,
        until: Option<Instant>,
    ) -> std::result::Result<(), Failure> {
        loop {
            if self.stop.raised().is_some() {
                return Err(Failure::stopped());
            }
            let limit = until.map(|until| until.since(clock::now()));
            if limit == Some(Duration::ZERO) {
                let why = format!("{server} did not answer the key in time");
                return Err(Failure::No(Verdict::NoAnswer, why));
            }
            let sources = [
                (connection.as_fd(), For::Reading),
                (self.stop.fd(), For::Reading),
                (self.stop.figures_fd(), For::Reading),
            ];
            let ready = wait(sources, limit)
                .map_err(|error| Failure::Broken(Error::system("cannot wait for the connection", &error)))?;
            if self.stop.figures_wanted() {
                let nothing = Progress { received_bytes: 0, took: Duration::ZERO, is_asked: true };
                self.teller.tell(Notice::Interim(Interim::new(nothing)));
            }
            if ready[0] {
                return Ok(());
            }
        }
    }

    fn receive(
        mut self,
        server: SocketAddr,
        connection: &Connection,
        first: &[u8],
        target: Target,
    ) -> Result<Summary> {
        let teller = &mut self.teller;
        let (limit, stop) = (self.plan.stall_timeout, &self.stop);
        let (progress, end) = receive(connection, first, target.file(), limit, stop, |progress| {
            if progress.is_asked {
                teller.tell(Notice::Interim(Interim::new(progress)));
            } else if progress.took >= QUICK {
                teller.tell(Notice::Event(Interim::new(progress)));
            }
        });
        let (verdict, why) = match end {
            Received::End => (Verdict::Received, None),
            Received::Stopped => (Verdict::Stopped, Some("stopped".to_owned())),
            Received::Stalled => {
                (Verdict::Stalled, Some(format!("{server} sent nothing for the stall time-out")))
            }
            Received::Lost(error) => {
                (Verdict::Cut, Some(format!("the connection to {server} was cut: {}", reason(&error))))
            }
            Received::NotWritten(error)
                if error.kind() == io::ErrorKind::BrokenPipe && matches!(target, Target::Standard(_)) =>
            {
                self.stop.raise(Ended::OutputClosed);
                (Verdict::Stopped, Some("nobody reads the output".to_owned()))
            }
            Received::NotWritten(error) => {
                let tried = format!("cannot write {}", target.name());
                let failed = Error::system(tried, &error);
                return Err(match keep(target) {
                    Some(part) => failed.hint(format!("what could be written is in {part}")),
                    None => failed,
                });
            }
        };
        let mut summary = Summary::new(self.plan.wire, server, verdict, why, progress);
        summary.ended_by = self.stop.raised();
        if verdict != Verdict::Received {
            summary.partial = keep(target);
        } else if let Target::Named(whole, name) = target {
            whole.finish()?;
            summary.ended_by = None;
            summary.output = Some(name);
        }
        Ok(summary)
    }
}

/// Keeps a part of the file, if there is any, and gives its name.
fn keep(target: Target) -> Option<String> {
    let is_empty = target.file().metadata().is_ok_and(|data| data.len() == 0);
    match target {
        Target::Named(whole, _) if !is_empty => Some(whole.keep().display().to_string()),
        _ => None,
    }
}
