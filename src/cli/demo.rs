//! `sockctl demo`: both ends of every tool at work over loopback, as processes of their own.
//!
//! Each tool says in its own `demo` module what is tried; the [`Stage`] starts its programs and keeps the score.

use std::fmt;
use std::io::{self, Read};
use std::net::{IpAddr, SocketAddr};
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde::Serialize;
use serde_json::Value;

use crate::cli::Context;
use crate::clock::{self, Instant};
use crate::contract::{Event, Level, Transport};
use crate::drive::program;
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Error, Exit, Result, reason};
use crate::net::listen;
use crate::net::wait::{For, wait};
use crate::tools;
use crate::value::Port;

/// How long a program may take to say that it is ready, or to end.
const PATIENCE: Duration = Duration::from_secs(20);

/// The most output of one program that is looked at, in bytes.
const MAX_OUTPUT: usize = 1 << 20;

pub(super) const EXAMPLES: &str = "\
Examples:
  What a newcomer runs first:
    sockctl demo
  For a script, which also reads the exit status:
    sockctl demo --json";

/// Flags of `demo`.
#[derive(clap::Args, Debug)]
pub struct DemoArgs {}

/// Runs it.
pub fn run(_: &DemoArgs, context: Context) -> Result<Exit> {
    let mut report = context.report("demo");
    let program = std::env::current_exe()
        .map_err(|error| Error::start(format!("cannot tell where this program is: {}", reason(&error))))?;
    if !report.is_json() {
        let _ = report.text(&Row::HEADING);
    }
    let play = move |stop, teller| {
        let mut stage = Stage::new(program, stop, teller);
        for tool in tools::ALL {
            (tool.demo)(&mut stage);
        }
        stage.score
    };
    let watch = report.watch(true);
    let score = supervise(watch, program::leaving(context.leave), play, |notice| {
        report.notice(notice, |_| String::new(), |report, score: Score| report.result(&score))
    })?;
    let is_good = score.is_good();
    let _ = report.result(&score);
    report.finish()?;
    Ok(if is_good { Exit::Done } else { Exit::Negative })
}

/// One thing that was tried.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename = "check")]
struct Row {
    checked: &'static str,
    with: &'static str,
    transport: Transport,
    peer: SocketAddr,
    result: &'static str,
    why: Option<String>,
}

impl Row {
    const HEADING: &'static str = "tool        over  peer                  result  what was checked";
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Row { checked, with, transport, peer, result, why } = self;
        // Address and transport know no padding of their own.
        let (transport, peer) = (transport.to_string(), peer.to_string());
        write!(f, "{with:10}  {transport:4}  {peer:20}  {result:6}  {checked}")?;
        match why {
            Some(why) => write!(f, ": {why}"),
            None => Ok(()),
        }
    }
}

impl Event for Row {
    fn level(&self) -> Level {
        Level::Detail
    }
}

/// How it went.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Score {
    event: &'static str,
    passed: u32,
    failed: u32,
    skipped: u32,
    interrupted: bool,
}

impl Score {
    fn is_good(&self) -> bool {
        self.failed == 0 && self.passed > 0 && !self.interrupted
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} checks passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} left out because this machine has no IPv6", self.skipped)?;
        }
        if self.interrupted {
            write!(f, ", broken off")?;
        }
        Ok(())
    }
}

/// Where the tools perform.
pub struct Stage {
    program: PathBuf,
    stop: Stop,
    teller: Teller<Row, Score>,
    score: Score,
    tool: &'static str,
    has_ipv6: bool,
}

/// A server on the stage, or a client that stays. One that is let go of without [`Stage::end`] is killed.
pub struct Performer {
    child: Child,
    output: Output,
    transport: Transport,
    /// Where it listens, or which address it has.
    pub addresses: Vec<SocketAddr>,
}

impl Drop for Performer {
    fn drop(&mut self) {
        let _ = program::reap(&mut self.child);
    }
}

/// What a client printed and how it ended.
pub struct Played {
    /// Its JSON lines.
    pub lines: Vec<Value>,
    /// Its exit status; `None` when it was killed.
    pub status: Option<i32>,
}

impl Played {
    /// The field of its summary.
    pub fn summary(&self, field: &str) -> &Value {
        self.lines.last().map_or(&Value::Null, |line| &line[field])
    }
}

impl Stage {
    fn new(program: PathBuf, stop: Stop, teller: Teller<Row, Score>) -> Stage {
        let has_ipv6 = "::1".parse().is_ok_and(|loopback| listen::udp(&[loopback], Port(0)).is_ok());
        let score = Score { event: "summary", ..Score::default() };
        Stage { program, stop, teller, score, tool: "", has_ipv6 }
    }

    /// The checks that follow are about `tool`.
    pub fn enter(&mut self, tool: &'static str) {
        self.tool = tool;
    }

    /// The loopback addresses of this machine.
    pub fn loopbacks(&self) -> Vec<IpAddr> {
        let v4 = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
        let v6 = IpAddr::V6(std::net::Ipv6Addr::LOCALHOST);
        if self.has_ipv6 { vec![v4, v6] } else { vec![v4] }
    }

    /// Starts a server of the tool on a free port of every loopback address and waits until it is ready.
    pub fn serve(&mut self, transport: Transport, flags: &[&str]) -> Option<Performer> {
        self.serve_on("--port", transport, flags)
    }

    /// The same for a tool whose flag of the port has another name.
    pub fn serve_on(&mut self, port: &str, transport: Transport, flags: &[&str]) -> Option<Performer> {
        let loopbacks = self.loopbacks();
        let mut command = self.command("serve");
        command.args([port, "0"]).args(flags);
        for ip in &loopbacks {
            command.arg("--bind").arg(ip.to_string());
        }
        match Performer::start(&mut command, transport, loopbacks.len()) {
            Ok(performer) => Some(performer),
            Err(error) => {
                let peer = SocketAddr::new(loopbacks[0], 0);
                self.check(transport, peer, "the server starts", Err(reason(&error)));
                None
            }
        }
    }

    /// Starts a client of the tool that stays, and waits until it says which address it has.
    pub fn client_that_stays(
        &mut self,
        transport: Transport,
        peer: SocketAddr,
        flags: &[&str],
    ) -> Option<Performer> {
        let mut command = self.command("client");
        command.arg(peer.to_string()).args(flags);
        match Performer::start(&mut command, transport, 1) {
            Ok(performer) => Some(performer),
            Err(error) => {
                self.check(transport, peer, "the client starts", Err(reason(&error)));
                None
            }
        }
    }

    /// Runs a client of the tool against `peer` to its end.
    pub fn client(&mut self, peer: SocketAddr, flags: &[&str]) -> io::Result<Played> {
        let mut command = self.command("client");
        command.arg(peer.to_string()).args(flags);
        let (mut child, mut output) = start(&mut command)?;
        let ended = output.read_until(clock::now() + PATIENCE, |_| false);
        if ended.is_ok() {
            // One that has said everything may still be on its way out.
            child.wait()?;
        }
        let status = program::reap(&mut child)?.code();
        ended.map(|()| Played { lines: output.lines, status })
    }

    /// Keeps the score of one check, unless it came after Ctrl-C.
    pub fn check(
        &mut self,
        transport: Transport,
        peer: SocketAddr,
        checked: &'static str,
        result: std::result::Result<(), String>,
    ) {
        if self.is_stopped() {
            return;
        }
        let (result, why) = match result {
            Ok(()) => {
                self.score.passed += 1;
                ("ok", None)
            }
            Err(why) => {
                self.score.failed += 1;
                ("FAILED", Some(why))
            }
        };
        self.teller.tell(Notice::Event(Row { checked, with: self.tool, transport, peer, result, why }));
    }

    /// Checks that could not be made because there is no IPv6.
    pub fn skip_ipv6(&mut self, checks: u32) {
        if !self.has_ipv6 {
            self.score.skipped += checks;
        }
    }

    /// Ends a server, or a client that stays, gently; it must have lived until now, and `judge` must like its summary.
    pub fn end(
        &mut self,
        mut performer: Performer,
        checked: &'static str,
        judge: impl FnOnce(&Played) -> std::result::Result<(), String>,
    ) {
        let peer = performer.addresses[0];
        let played = performer.end();
        let result = match played {
            Ok(played) if played.status == Some(0) => judge(&played),
            Ok(played) => Err(match played.status {
                Some(status) => format!("it ended with status {status}"),
                None => "it was killed".to_owned(),
            }),
            Err(error) => Err(reason(&error)),
        };
        self.check(performer.transport, peer, checked, result);
    }

    /// Whether Ctrl-C was pressed.
    pub fn is_stopped(&mut self) -> bool {
        self.score.interrupted = self.stop.raised().is_some();
        self.score.interrupted
    }

    /// Waits a little, or until Ctrl-C.
    pub fn pause(&self, span: Duration) {
        let _ = wait([(self.stop.fd(), For::Reading)], Some(span));
    }

    fn command(&self, end: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["--json", "--quiet", "--profile", "default", self.tool, end]);
        // What is shown is the program, not somebody's settings.
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SOCKCTL_"))
        {
            command.env_remove(name);
        }
        command.env_remove("XDG_CONFIG_HOME").env("HOME", "/dev/null");
        command
    }
}

/// Starts a program of ours. Ctrl-C does not reach it: it is ours to end it.
fn start(command: &mut Command) -> io::Result<(Child, Output)> {
    let mut child =
        program::spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()))?;
    let stdout = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
    Ok((child, Output { stdout, rest: Vec::new(), lines: Vec::new() }))
}

impl Performer {
    /// Starts it and waits for so many lines that say an address.
    fn start(command: &mut Command, transport: Transport, addresses: usize) -> io::Result<Performer> {
        let (child, output) = start(command)?;
        let mut performer = Performer { child, output, transport, addresses: Vec::new() };
        performer.await_ready(addresses).map(|()| performer)
    }

    fn await_ready(&mut self, count: usize) -> io::Result<()> {
        let is_ready = |lines: &[Value]| lines.len() >= count;
        self.output.read_until(clock::now() + PATIENCE, is_ready)?;
        let addresses = self.output.lines.iter().filter_map(|line| line["address"].as_str()?.parse().ok());
        self.addresses = addresses.collect();
        if self.addresses.len() < count {
            return Err(io::Error::other("it ended before it was ready"));
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<Played> {
        // A program that has ended already cannot be told to.
        if let Ok(pid) = i32::try_from(self.child.id()) {
            let _ = kill(Pid::from_raw(pid), Signal::SIGTERM);
        }
        self.output.read_until(clock::now() + PATIENCE, |_| false)?;
        let status = self.child.wait()?.code();
        Ok(Played { lines: std::mem::take(&mut self.output.lines), status })
    }
}

/// The JSON lines a program prints.
struct Output {
    stdout: ChildStdout,
    rest: Vec<u8>,
    lines: Vec<Value>,
}

impl Output {
    /// Reads until `enough`, or the output's end.
    fn read_until(&mut self, deadline: Instant, enough: impl Fn(&[Value]) -> bool) -> io::Result<()> {
        let mut chunk = [0; 4096];
        let mut total = 0;
        while !enough(&self.lines) {
            let limit = deadline.since(clock::now());
            if limit.is_zero() || total > MAX_OUTPUT {
                return Err(io::Error::other("it did not end in time"));
            }
            if !wait([(self.stdout.as_fd(), For::Reading)], Some(limit))?[0] {
                continue;
            }
            let length = self.stdout.read(&mut chunk)?;
            if length == 0 {
                return Ok(());
            }
            total += length;
            self.rest.extend_from_slice(chunk.get(..length).unwrap_or_default());
            while let Some(end) = self.rest.iter().position(|&byte| byte == b'\n') {
                let line: Vec<u8> = self.rest.drain(..=end).collect();
                self.lines.extend(serde_json::from_slice::<Value>(&line));
            }
        }
        Ok(())
    }
}
