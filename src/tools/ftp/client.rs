//! The client: says the key, splits the answer from the file, and lets the driver move the file to its place.

use std::fs::File;
use std::io;
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
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Error, Exit, Result, reason};
use crate::net::connection::Connection;
use crate::net::wait::{For, wait};
use crate::net::{resolve, stream};
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
        let until = self.plan.reply_timeout.map(|limit| clock::now() + limit);
        let mut server = servers[0];
        let mut granted = None;
        for at in servers {
            server = at;
            let asked = self.connect(at, until).and_then(|connection| {
                let first = self.ask(&connection, at, until)?;
                Ok((connection, first))
            });
            let is_elsewhere = matches!(asked, Err(Failure::No(Verdict::Unreachable, _)));
            granted = Some(asked);
            if !is_elsewhere {
                break;
            }
        }
        let nothing = Progress { received_bytes: 0, took: Duration::ZERO, is_asked: false };
        match granted {
            Some(Ok((connection, first))) => self.receive(server, &connection, &first, target),
            Some(Err(Failure::Broken(error))) => Err(error),
            Some(Err(Failure::No(verdict, why))) => {
                let mut summary = Summary::new(self.plan.wire, server, verdict, Some(why), nothing);
                summary.ended_by = self.stop.raised();
                Ok(summary)
            }
            None => Err(Error::start("there is no address to ask")),
        }
    }

    fn connect(
        &mut self,
        server: SocketAddr,
        until: Option<Instant>,
    ) -> std::result::Result<Connection, Failure> {
        let source = self.plan.server.source;
        let unreachable = |error: &io::Error| match (error.kind(), source) {
            (io::ErrorKind::AddrNotAvailable, Some(source)) => Failure::Broken(
                Error::system(format!("cannot connect from {source} to {server}"), error)
                    .hint("`ip address` lists the addresses of this machine"),
            ),
            _ => Failure::No(Verdict::Unreachable, format!("cannot connect to {server}: {}", reason(error))),
        };
        let opened = stream::Connection::open(server, source).map_err(|error| unreachable(&error))?;
        self.wait(&opened, For::Writing, until, || {
            (Verdict::Unreachable, format!("cannot connect to {server}: it did not answer in time"))
        })?;
        let connected = opened.opened().and_then(|()| Connection::new(opened.into_std()));
        connected.map_err(|error| unreachable(&error))
    }

    /// Says the key, in one write; gives the first bytes of the file, which may have come with the answer.
    fn ask(
        &mut self,
        connection: &Connection,
        server: SocketAddr,
        until: Option<Instant>,
    ) -> std::result::Result<Vec<u8>, Failure> {
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
                    self.wait(connection, For::Reading, until, || {
                        (Verdict::NoAnswer, format!("{server} did not answer the key in time"))
                    })?;
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

    /// Waits for the connection; when the time has passed `late` says what that means.
    fn wait(
        &mut self,
        connection: &impl AsFd,
        what: For,
        until: Option<Instant>,
        late: impl FnOnce() -> (Verdict, String),
    ) -> std::result::Result<(), Failure> {
        loop {
            if self.stop.raised().is_some() {
                return Err(Failure::No(Verdict::Stopped, "stopped before there was an answer".to_owned()));
            }
            let limit = until.map(|until| until.since(clock::now()));
            if limit == Some(Duration::ZERO) {
                let (verdict, why) = late();
                return Err(Failure::No(verdict, why));
            }
            let sources = [
                (connection.as_fd(), what),
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
