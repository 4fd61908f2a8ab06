//! The client: calibrates, sends on a grid, says `exit`, and sums up.

use std::io;
use std::net::SocketAddr;
use std::ops::ControlFlow;
use std::os::fd::AsFd;
use std::time::Duration;

use super::args::ClientPlan;
use super::summary::{Interim, Summary};
use super::table::Table;
use crate::cli::Context;
use crate::clock;
use crate::contract::{Collector, Direction, Transport};
use crate::drive::paced::{self, Lines, Schedule};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Error, Exit, Result};
use crate::net::resolve;
use crate::net::udp::Connected;
use crate::net::wait::{For, wait};
use crate::probe::account::{Account, Figures, PacketEvent, Settings};
use crate::probe::course;

/// How often the calibration is said, and how long an answer in the dialogue around the packets is waited for.
const ATTEMPTS: u32 = 3;
const PATIENCE: Duration = Duration::from_secs(1);

/// Sockets of a client: as many packets can be unanswered at once and their acknowledgements still be told apart.
const SOCKETS: usize = 16;

/// With packets closer together than this a line for each is more than a person can read.
const READABLE: Duration = Duration::from_millis(50);

/// How often the figures so far are shown instead.
const STATUS: Duration = Duration::from_secs(1);

/// Pings until all packets are sent and answered or given up.
pub fn run(plan: ClientPlan, context: Context) -> Result<Exit> {
    let mut report = context.report("ping");
    let mut table = plan.csv.clone().map(Table::create).transpose()?;
    let shows_packets = plan.interval >= READABLE || report.is_json() || context.options.verbosity > 0;
    let shows_status = plan.every.is_none() && !shows_packets;
    let every = plan.every.or(shows_status.then_some(STATUS));
    let watch = report.watch(shows_packets || table.is_some());
    let ping = move |stop, teller| Session::open(plan, every, stop, teller)?.run();
    let summary = supervise(watch, context.leave, ping, |notice| {
        if let (Notice::Event(event), Some(table)) = (&notice, &mut table) {
            table.row(event);
        }
        if let (Notice::Dropped(count), Some(table)) = (&notice, &mut table) {
            table.miss(*count);
        }
        match notice {
            Notice::Event(_) if !shows_packets => ControlFlow::Continue(()),
            Notice::Interim(figures) if shows_status => {
                report.note(&Interim::new(figures).status());
                ControlFlow::Continue(())
            }
            other => {
                report.notice(other, course::explain, |report, figures| report.result(&Interim::new(figures)))
            }
        }
    })??;
    let _ = report.result(&summary);
    if let Some(table) = table {
        table.finish()?;
    }
    if let Some(hint) = summary.hint() {
        report.note(&hint);
    }
    report.finish()?;
    Ok(if summary.is_answered() { Exit::Done } else { Exit::Negative })
}

/// A client with its socket.
struct Session {
    plan: ClientPlan,
    every: Option<Duration>,
    server: SocketAddr,
    socket: Connected,
    /// Whether somebody listens there, as far as ICMP says.
    is_refused: bool,
    /// Whether the calibration was answered.
    is_calibrated: bool,
    stop: Stop,
    teller: Teller<PacketEvent, Figures>,
}

impl Session {
    /// Finds an address of the server where nobody refuses the calibration.
    fn open(
        plan: ClientPlan,
        every: Option<Duration>,
        stop: Stop,
        mut teller: Teller<PacketEvent, Figures>,
    ) -> Result<Session> {
        let servers = resolve::resolve(&plan.server.host, plan.server.port, plan.server.family)?;
        let mut last = None;
        for server in servers {
            let socket = connect(&plan, server)?;
            let calibration = course::calibration(plan.size);
            let answer =
                converse(&socket, ATTEMPTS, calibration.as_bytes(), course::CALIBRATED, &stop, &mut teller);
            let is_calibrated = matches!(answer, Ok(true));
            let is_refused =
                matches!(&answer, Err(error) if error.kind() == io::ErrorKind::ConnectionRefused);
            if matches!(answer, Ok(false)) && stop.raised().is_none() {
                teller.tell(Notice::Note(format!(
                    "{server} does not answer the calibration; sending all the same"
                )));
            }
            if let Err(error) = answer
                && !is_refused
            {
                return Err(cannot_send(&plan, server, &error));
            }
            last = Some((server, socket, is_refused, is_calibrated));
            if !is_refused {
                break;
            }
        }
        // The resolver gives one address at least.
        let (server, socket, is_refused, is_calibrated) =
            last.ok_or_else(|| Error::start("there is no address to ping"))?;
        Ok(Session { plan, every, server, socket, is_refused, is_calibrated, stop, teller })
    }

    fn run(mut self) -> Result<Summary> {
        let plan = &self.plan;
        let (interval, reply_timeout, size) = (plan.interval, plan.reply_timeout, plan.size);
        let mut account = Account::new(Settings { interval, reply_timeout, size });
        if self.is_refused {
            account.refused();
        } else {
            // Later ones are opened only for the sake of packets that go unanswered; fewer of them are no harm.
            let others = (1..SOCKETS).map_while(|_| connect(plan, self.server).ok());
            let lines = Lines::new(self.socket, others);
            let schedule = Schedule {
                interval,
                count: plan.count,
                duration: plan.duration,
                every: self.every,
                reply_timeout,
                payload: course::packet(size),
            };
            paced::run(&lines, &schedule, &mut account, &self.stop, &mut self.teller)?;
            // The exercise's last word. Whether it is heard changes nothing any more, so it is said once.
            let quiet = Stop::new().map_err(|error| Error::system("cannot end the dialogue", &error))?;
            let _ = converse(lines.first(), 1, course::EXIT, course::STOPPING, &quiet, &mut self.teller);
        }
        let figures = account.summary(clock::now());
        Ok(Summary::new(self.server, self.is_calibrated, interval, size, self.stop.raised(), figures))
    }
}

fn connect(plan: &ClientPlan, server: SocketAddr) -> Result<Connected> {
    Connected::open(server, plan.server.source).map_err(|error| cannot_send(plan, server, &error))
}

fn cannot_send(plan: &ClientPlan, server: SocketAddr, error: &io::Error) -> Error {
    match plan.server.source {
        Some(source) if error.kind() == io::ErrorKind::AddrNotAvailable => {
            Error::system(format!("cannot send from {source} to {server}"), error)
                .hint("`ip address` lists the addresses of this machine")
        }
        _ => Error::system(format!("cannot send to {server}"), error),
    }
}

/// Says `request` until `expected` comes back; false when it never did or we are told to stop.
fn converse(
    socket: &Connected,
    attempts: u32,
    request: &[u8],
    expected: &[u8],
    stop: &Stop,
    teller: &mut Teller<PacketEvent, Figures>,
) -> io::Result<bool> {
    let (mut buffer, server) = ([0; 2048], socket.peer());
    for _ in 0..attempts {
        teller.message(Direction::Out, Transport::Udp, server, request);
        socket.send(request)?;
        let deadline = clock::now() + PATIENCE;
        while clock::now() < deadline {
            wait([(socket.as_fd(), For::Reading), (stop.fd(), For::Reading)], Some(deadline - clock::now()))?;
            if stop.raised().is_some() {
                return Ok(false);
            }
            match socket.receive(&mut buffer) {
                Ok(length) => {
                    let answer = buffer.get(..length).unwrap_or_default();
                    teller.message(Direction::In, Transport::Udp, server, answer);
                    if answer == expected {
                        return Ok(true);
                    }
                }
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(false)
}
