//! What the tools that send probes have in common around their cores: the server that answers them, and the client's
//! dialogue before and after its packets.

pub mod check;

use std::hash::RandomState;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::AsFd;
use std::time::Duration;

use clap::Args;

use super::flags::Server;
use super::secret::KeyFile;
use super::serving::{Service, Show};
use crate::admit::{RemoteStop, Rules};
use crate::clock;
use crate::contract::{Collector, Direction, Transport, Unreachable};
use crate::drive::paced::{self, Lines, Schedule};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller};
use crate::error::{Error, Result};
use crate::impair;
use crate::net::listen::Bound;
use crate::net::udp::{Connected, unreachable};
use crate::net::wait::{For, wait};
use crate::net::{self, listen, resolve};
use crate::probe::reflector::{Reflector, Settings};
use crate::probe::stamp::session_reflector;
use crate::probe::stamp::sessions::Limits;
use crate::probe::stamp::timestamp::ErrorEstimate;
use crate::probe::stamp::tlv::ClockSource;
use crate::probe::wire::Wire;
use crate::probe::{course, stamp};
use crate::profile::Ping;
use crate::value::{Address, Count, Port, Size, Span, Switch, Timeout};

/// How often the calibration is said, and how long an answer in the dialogue around the packets is waited for.
const ATTEMPTS: u32 = 3;
const PATIENCE: Duration = Duration::from_secs(1);

/// More threads than this serve nobody faster.
const MAX_THREADS: usize = 256;

/// What a server is on STAMP's wire.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "STAMP")]
pub struct Reflect {
    #[arg(long, value_name = "WIRE")]
    wire: Option<Wire>,
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    stateful: Option<Switch>,
    #[arg(long, value_name = "N")]
    max_sessions: Option<Count>,
    #[arg(long, value_name = "SPAN")]
    session_timeout: Option<Span>,
    #[arg(long, value_name = "SPAN|off")]
    min_interval: Option<Timeout>,
    #[arg(long, value_name = "BYTES")]
    max_size: Option<Size>,
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    require_auth: Option<Switch>,
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    location: Option<Switch>,
    #[arg(long, value_name = "N")]
    threads: Option<Count>,
    #[command(flatten)]
    key_file: KeyFile,
}

impl Reflect {
    /// The flags over the profile.
    pub fn over(&self, profile: &Ping) -> ReflectPlan {
        let yes = |flag: Option<Switch>, profile: bool| flag.map_or(profile, |switch| switch.0);
        let sessions = self.max_sessions.unwrap_or(profile.max_sessions).get();
        let max_size = self.max_size.unwrap_or(profile.max_size).bytes();
        ReflectPlan {
            wire: self.wire.unwrap_or(profile.wire),
            limits: Limits {
                sessions: if yes(self.stateful, profile.stateful) { sessions } else { 0 },
                timeout: self.session_timeout.unwrap_or(profile.session_timeout).duration(),
                min_interval: self.min_interval.unwrap_or(profile.min_interval).limit().unwrap_or_default(),
            },
            max_size: usize::try_from(max_size).unwrap_or(usize::MAX),
            require_auth: yes(self.require_auth, profile.require_auth),
            tells_location: yes(self.location, profile.location),
            threads: self.threads.unwrap_or(profile.threads).get().min(MAX_THREADS),
            key_file: self.key_file.clone(),
        }
    }
}

/// What a server is to be on STAMP's wire, complete and checked.
#[derive(Clone, Debug)]
pub struct ReflectPlan {
    wire: Wire,
    limits: Limits,
    max_size: usize,
    require_auth: bool,
    tells_location: bool,
    threads: usize,
    key_file: KeyFile,
}

/// What a server of probes is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ServePlan {
    /// Where to listen.
    pub bind: Vec<Address>,
    /// On which port.
    pub port: Port,
    /// Who may.
    pub rules: Rules,
    /// Whose `exit` ends it.
    pub remote_stop: RemoteStop,
    /// What it is on STAMP's wire.
    pub reflect: ReflectPlan,
    /// What is done to acknowledgements.
    pub impairment: impair::Settings,
    /// Whether each message is printed.
    pub events: bool,
}

/// A server of probes in the name of `tool`, its sockets open.
pub fn service(tool: &'static str, plan: ServePlan) -> Result<Service> {
    let ServePlan { rules, remote_stop, reflect, .. } = plan;
    let show = Show { tool, events: plan.events, explain };
    let secret = reflect.key_file.find()?;
    if reflect.require_auth && secret.is_none() {
        return Err(Error::usage("--require-auth needs a secret, and there is none")
            .hint("give it with --key-file, or in the environment variable SOCKCTL_KEY"));
    }
    let mut bound = listen::udp_for_threads(&plan.bind, plan.port, reflect.threads)?;
    let ports: Vec<u16> = bound.iter().flat_map(Bound::ports).collect();
    let rules =
        Rules { own_ports: rules.own_ports.into_iter().chain(ports.iter().copied()).collect(), ..rules };
    for socket in bound.iter().flat_map(|bound| &bound.sockets) {
        socket.measure().map_err(|error| Error::system("cannot ask for arrival times", &error))?;
    }
    let (key, remark) = secret.map_or((None, None), |found| (Some(found.key), found.remark));
    if let Some(last) = bound.last_mut() {
        last.notes.extend(remark);
    }
    let quality = net::sys::clock::quality();
    let stamp = session_reflector::Settings {
        key,
        require_auth: reflect.require_auth,
        limits: reflect.limits,
        max_size: reflect.max_size,
        clock: ErrorEstimate::of(quality),
        clock_source: ClockSource::of(quality),
        location_port: ports.first().copied().filter(|_| reflect.tells_location),
    };
    let settings = Settings { rules, remote_stop, wire: reflect.wire, stamp };
    let core = Reflector::new(settings, RandomState::new());
    Ok(Service::datagrams_on_threads(show, bound, core, plan.impairment))
}

/// What a message means, for `--trace`.
pub fn explain(bytes: &[u8]) -> String {
    stamp::explain::explain(bytes).unwrap_or_else(|| course::explain(bytes))
}

/// A server that a client has said its calibration to.
pub struct Calibrated {
    /// Which of its addresses.
    pub server: SocketAddr,
    /// What could not be reached, as an ICMP message says.
    pub refused: Option<Unreachable>,
    /// Whether it answered.
    pub is_answered: bool,
    source: Option<IpAddr>,
    socket: Connected,
}

impl Calibrated {
    /// Finds an address of the server where nobody refuses the calibration for packets of `size` bytes.
    pub fn find<E, S>(
        target: &Server,
        size: usize,
        stop: &Stop,
        teller: &mut Teller<E, S>,
    ) -> Result<Calibrated> {
        let servers = resolve::resolve(&target.host, target.port, target.family)?;
        let (source, mut last) = (target.source, None);
        for server in servers {
            let socket = connect(source, server)?;
            let calibration = course::calibration(size);
            let answer =
                converse(&socket, ATTEMPTS, calibration.as_bytes(), course::CALIBRATED, stop, teller);
            let heard = answer.map_err(|error| cannot_send(source, server, &error))?;
            if matches!(heard, Heard::Nothing) && stop.raised().is_none() {
                teller.tell(Notice::Note(format!(
                    "{server} does not answer the calibration; sending all the same"
                )));
            }
            let is_answered = matches!(heard, Heard::Expected);
            let refused = if let Heard::Refusal(what) = heard { Some(what) } else { None };
            last = Some(Calibrated { server, refused, is_answered, source, socket });
            if refused.is_none() {
                break;
            }
        }
        // The resolver gives one address at least.
        last.ok_or_else(|| Error::start("there is no address to send to"))
    }

    /// Sends by the schedule from as many as `sockets`, collects, and says `exit`.
    pub fn run<C: Collector>(
        self,
        sockets: usize,
        schedule: &Schedule,
        packet: Vec<u8>,
        collector: &mut C,
        stop: &Stop,
        teller: &mut Teller<C::Event, C::Summary>,
    ) -> Result<()> {
        // Later ones are opened only for the sake of packets that go unanswered; fewer of them are no harm.
        let others = (1..sockets).map_while(|_| connect(self.source, self.server).ok());
        let lines = Lines::of_one_target(self.socket, others);
        paced::run(&lines, schedule, packet, collector, stop, teller)?;
        // The exercise's last word. Whether it is heard changes nothing any more, so it is said once.
        let quiet = Stop::new().map_err(|error| Error::system("cannot end the dialogue", &error))?;
        if let Some(first) = lines.first() {
            let _ = converse(first, 1, course::EXIT, course::STOPPING, &quiet, teller);
        }
        Ok(())
    }
}

fn connect(source: Option<IpAddr>, server: SocketAddr) -> Result<Connected> {
    Connected::open(server, source).map_err(|error| cannot_send(source, server, &error))
}

/// Why nothing can be sent to a server.
pub fn cannot_send(source: Option<IpAddr>, server: SocketAddr, error: &io::Error) -> Error {
    match source {
        Some(source) if error.kind() == io::ErrorKind::AddrNotAvailable => {
            Error::system(format!("cannot send from {source} to {server}"), error)
                .hint("`ip address` lists the addresses of this machine")
        }
        _ => Error::system(format!("cannot send to {server}"), error),
    }
}

/// What came back.
enum Heard {
    Expected,
    /// Or we were told to stop.
    Nothing,
    /// An ICMP message.
    Refusal(Unreachable),
}

/// Says `request` until `expected` comes back, or an ICMP message.
fn converse<E, S>(
    socket: &Connected,
    attempts: u32,
    request: &[u8],
    expected: &[u8],
    stop: &Stop,
    teller: &mut Teller<E, S>,
) -> io::Result<Heard> {
    let (mut buffer, server) = ([0; 2048], socket.peer());
    for _ in 0..attempts {
        teller.message(Direction::Out, Transport::Udp, server, request);
        match socket.send(request) {
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                return Ok(Heard::Refusal(Unreachable::Port));
            }
            sent => sent?,
        }
        let deadline = clock::now() + PATIENCE;
        while clock::now() < deadline {
            wait([(socket.as_fd(), For::Reading), (stop.fd(), For::Reading)], Some(deadline - clock::now()))?;
            if stop.raised().is_some() {
                return Ok(Heard::Nothing);
            }
            match socket.receive(&mut buffer) {
                Ok(length) => {
                    let answer = buffer.get(..length).unwrap_or_default();
                    teller.message(Direction::In, Transport::Udp, server, answer);
                    if answer == expected {
                        return Ok(Heard::Expected);
                    }
                }
                Err(error)
                    if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => {}
                Err(error) => return unreachable(&error).map(Heard::Refusal).ok_or(error),
            }
        }
    }
    Ok(Heard::Nothing)
}
