//! echo's flags as typed, and the plans that they and the profile make. Nothing here acts.
//!
//! Flags that are profile keys are explained in `config/default.toml`.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueEnum};

use super::check;
use super::wire::Wire;
use crate::admit::{RemoteStop, Rules};
use crate::cli::check::CheckArgs;
use crate::cli::flags::{Admission, Impairment, Listen, Reach, Server, either};
use crate::contract::Transport;
use crate::error::{Error, Result};
use crate::impair;
use crate::net::udp::MAX_PAYLOAD;
use crate::profile::{Echo, Profile};
use crate::value::{Address, Count, Port, Size, Switch, Timeout, Times};

/// The longest generated message over TCP, in bytes: one is kept until its answer has come.
const MAX_MESSAGE: usize = 16 << 20;

/// Which end of an echo.
#[derive(Debug, Subcommand)]
pub enum End {
    /// Send back what clients say
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Say something to a server and see whether it comes back
    #[command(after_help = CLIENT_EXAMPLES)]
    Client(ClientArgs),
    /// Judge anybody's program against the exercise, case by case
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs<Exercise>),
}

/// Examples of both ends together.
pub const EXAMPLES: &str = "\
Examples:
  In one terminal, and in another, where you type:
    sockctl echo serve
    sockctl echo client
  Does everything come back, and how fast?
    sockctl echo client 192.0.2.7 -n 1000 -s 1400";

const SERVE_EXAMPLES: &str = "\
Examples:
  RFC 862 on every address, TCP and UDP port 12345:
    sockctl echo serve
  As the exercise's server with its three named clients:
    sockctl --profile course echo serve
  Named clients who may ask for the files of a folder:
    sockctl echo serve --wire named --files ./handouts
  Many clients, UDP left out:
    sockctl echo serve --tcp --max-clients 10000";

const CLIENT_EXAMPLES: &str = "\
Examples:
  Type lines and see them come back:
    sockctl echo client
  What goes in comes out again, or the exit status is 1:
    printf 'a\\nb\\n' | sockctl echo client
    cat big.file | sockctl echo client | cmp - big.file
  A thousand datagrams of 1400 bytes, one every 10 ms:
    sockctl echo client 192.0.2.7 --udp -n 1000 -s 1400 -i 10ms
  Beside an exercise's server:
    sockctl --profile course echo client";

const CHECK_EXAMPLES: &str = "\
Examples:
  Judge a server of named clients that runs already:
    sockctl echo check server 127.0.0.1:12345
  Start the server anew for each case, all of them side by side; {suffix} and {max-clients} can be filled in too:
    sockctl echo check server -- python3 server.py {host} {port}
  Judge a client of the plain echo, over UDP:
    sockctl echo check client --udp -- python3 client.py {host} {port}
  What a case is about:
    sockctl echo check --explain EC-15";

/// Which of the course's two exercises a program is judged by.
#[derive(Args, Clone, Copy, Debug)]
pub struct Exercise {
    /// The plain echo (lab) or the named clients (named) [default: the profile's]
    #[arg(long, value_name = "WIRE", value_parser = course_wires())]
    wire: Option<Wire>,
    /// The plain echo over UDP
    #[arg(short, long)]
    udp: bool,
}

/// The wires that the exercises have.
fn course_wires() -> impl TypedValueParser<Value = Wire> {
    let wires = [Wire::Lab, Wire::Named].iter().filter_map(Wire::to_possible_value);
    PossibleValuesParser::new(wires).map(|name| if name == "lab" { Wire::Lab } else { Wire::Named })
}

impl Exercise {
    /// The variant of the catalogue that these flags, or else the profile, choose.
    pub fn variant(&self, profile: &Profile) -> &'static str {
        check::variant(self.wire, self.udp, profile)
    }
}

/// The server's flags.
#[derive(Args, Debug, Default)]
pub struct ServeArgs {
    #[command(flatten)]
    listen: Listen,
    #[arg(long, value_name = "WIRE")]
    wire: Option<Wire>,
    /// Serve TCP alone
    #[arg(long, conflicts_with = "udp")]
    tcp: bool,
    /// Serve UDP alone
    #[arg(short, long)]
    udp: bool,
    #[arg(long, value_name = "N")]
    max_clients: Option<Count>,
    #[arg(long, value_name = "SPAN|off")]
    idle_timeout: Option<Timeout>,
    #[arg(long, value_name = "TEXT")]
    suffix: Option<String>,
    /// Folder whose files clients of the named wire may list and get; without it there is no such command
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    files: Option<PathBuf>,
    #[command(flatten)]
    admission: Admission,
    #[arg(long, value_name = "WHOSE")]
    remote_stop: Option<RemoteStop>,
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    events: Option<Switch>,
    #[command(flatten)]
    impairment: Impairment,
}

/// The client's flags.
#[derive(Args, Debug, Default)]
pub struct ClientArgs {
    #[command(flatten)]
    reach: Reach,
    #[arg(long, value_name = "WIRE")]
    wire: Option<Wire>,
    /// Use TCP, which is the default
    #[arg(long, conflicts_with = "udp")]
    tcp: bool,
    /// Use UDP
    #[arg(short, long)]
    udp: bool,
    #[arg(short = 'n', long, value_name = "N")]
    count: Option<Times>,
    #[arg(short, long, value_name = "BYTES")]
    size: Option<Size>,
    #[arg(short, long, value_name = "SPAN|off")]
    interval: Option<Timeout>,
    #[arg(long, value_name = "SPAN")]
    reply_timeout: Option<crate::value::Span>,
    #[arg(long, value_name = "TEXT")]
    suffix: Option<String>,
}

/// What a server is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ServePlan {
    /// What it speaks.
    pub wire: Wire,
    /// Over what; `None` for both.
    pub transport: Option<Transport>,
    /// Where to listen.
    pub bind: Vec<Address>,
    /// On which port.
    pub port: Port,
    /// TCP connections at once.
    pub max_clients: usize,
    /// How long a TCP connection may be quiet.
    pub idle_timeout: Option<Duration>,
    /// Behind each answer of the named wire.
    pub suffix: String,
    /// Offered on the named wire.
    pub files: Option<PathBuf>,
    /// Who may.
    pub rules: Rules,
    /// Whose `stop` ends the server.
    pub remote_stop: RemoteStop,
    /// What is done to answers over UDP.
    pub impairment: impair::Settings,
    /// Whether each message is printed.
    pub events: bool,
}

impl ServePlan {
    /// The flags over the profile. `random` is the seed of artificial loss where none is fixed.
    pub fn new(args: &ServeArgs, profile: &Profile, random: u64) -> Result<ServePlan> {
        let section = &profile.echo;
        let wire = args.wire.unwrap_or(section.wire);
        if args.files.is_some() && (wire != Wire::Named || args.udp) {
            return Err(Error::usage("--files is for the named wire over TCP").hint("add --wire named"));
        }
        let transport = match (args.tcp, args.udp) {
            (true, _) => Some(Transport::Tcp),
            (_, true) => Some(Transport::Udp),
            _ => None,
        };
        Ok(ServePlan {
            wire,
            transport,
            bind: either(&args.listen.bind, &section.bind),
            port: args.listen.port.unwrap_or(section.port),
            max_clients: args.max_clients.unwrap_or(section.max_clients).get(),
            idle_timeout: args.idle_timeout.unwrap_or(section.idle_timeout).limit(),
            suffix: args.suffix.clone().unwrap_or_else(|| section.suffix.clone()),
            files: args.files.clone(),
            rules: args.admission.over(section.rules(profile.udp_ports())),
            remote_stop: args.remote_stop.unwrap_or(section.remote_stop),
            impairment: args.impairment.over(section.impairment(random), random),
            events: args.events.map_or(section.events, |switch| switch.0),
        })
    }
}

/// What a client is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ClientPlan {
    /// Whom to talk to.
    pub server: Server,
    /// In which words.
    pub wire: Wire,
    /// Over what.
    pub transport: Transport,
    /// Messages to make up; without them the user says what to say.
    pub generated: Option<Generated>,
    /// How long a connection and each answer may take.
    pub reply_timeout: Duration,
    /// What a named server puts behind each answer; empty when that is not known.
    pub suffix: String,
}

/// Messages that the client makes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Generated {
    /// How many; `None` without end.
    pub count: Option<u64>,
    /// Bytes of each.
    pub size: usize,
    /// From one to the next; `None` for as soon as the answer has come.
    pub interval: Option<Duration>,
}

impl ClientPlan {
    /// The flags over the profile.
    pub fn new(args: ClientArgs, profile: &Echo) -> Result<ClientPlan> {
        let transport = if args.udp { Transport::Udp } else { Transport::Tcp };
        let is_generated = args.count.is_some() || args.size.is_some() || args.interval.is_some();
        let generated = is_generated.then(|| Generated::new(&args, profile, transport)).transpose()?;
        Ok(ClientPlan {
            server: args.reach.over(&profile.target, profile.port)?,
            wire: args.wire.unwrap_or(profile.wire),
            transport,
            generated,
            reply_timeout: args.reply_timeout.unwrap_or(profile.reply_timeout).duration(),
            suffix: args.suffix.unwrap_or_else(|| profile.suffix.clone()),
        })
    }
}

impl Generated {
    fn new(args: &ClientArgs, profile: &Echo, transport: Transport) -> Result<Generated> {
        let size = args.size.unwrap_or(profile.size).bytes();
        let (most, what) = match transport {
            Transport::Udp => (MAX_PAYLOAD, "does not fit into a UDP datagram"),
            Transport::Tcp => (MAX_MESSAGE, "is more than a client keeps"),
        };
        let least = usize::from(transport == Transport::Tcp);
        let size =
            usize::try_from(size).ok().filter(|size| (least..=most).contains(size)).ok_or_else(|| {
                let what = if size == 0 { "is nothing to say over TCP" } else { what };
                Error::usage(format!("a message of {size} bytes {what}"))
                    .hint(format!("--size can be {least} to {most} over {transport}"))
            })?;
        let count = args.count.unwrap_or(profile.count).limit();
        let interval = args.interval.unwrap_or(profile.interval).limit();
        Ok(Generated { count, size, interval })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Surroundings, load};

    fn profile(name: &str) -> Profile {
        load(Some(name), &Surroundings::default()).unwrap().profile
    }

    #[test]
    fn a_server_serves_both_transports_unless_told() {
        let transport = |args: ServeArgs| ServePlan::new(&args, &profile("default"), 0).unwrap().transport;
        assert_eq!(transport(ServeArgs::default()), None);
        assert_eq!(transport(ServeArgs { tcp: true, ..ServeArgs::default() }), Some(Transport::Tcp));
        assert_eq!(transport(ServeArgs { udp: true, ..ServeArgs::default() }), Some(Transport::Udp));
    }

    #[test]
    fn files_are_for_named_clients() {
        let files = Some(PathBuf::from("."));
        let plan = |args| ServePlan::new(&args, &profile("default"), 0);
        assert!(plan(ServeArgs { files: files.clone(), ..ServeArgs::default() }).is_err());
        let wire = Some(Wire::Named);
        assert!(plan(ServeArgs { files: files.clone(), wire, udp: true, ..ServeArgs::default() }).is_err());
        assert_eq!(
            plan(ServeArgs { files: files.clone(), wire, ..ServeArgs::default() }).unwrap().files,
            files
        );
    }

    #[test]
    fn the_course_has_three_named_clients() {
        let plan = ServePlan::new(&ServeArgs::default(), &profile("course"), 0).unwrap();
        let course = (Wire::Named, 3, "ACK", RemoteStop::Loopback, true);
        assert_eq!((plan.wire, plan.max_clients, &*plan.suffix, plan.remote_stop, plan.events), course);
        let plan = ServePlan::new(&ServeArgs::default(), &profile("default"), 0).unwrap();
        assert_eq!((plan.wire, plan.max_clients, plan.remote_stop), (Wire::Rfc862, 1024, RemoteStop::Off));
    }

    #[test]
    fn one_flag_is_enough_to_have_messages_made_up() {
        let plan = |args| ClientPlan::new(args, &profile("default").echo);
        let generated = |args| plan(args).unwrap().generated;
        assert_eq!(generated(ClientArgs::default()), None);
        let count = ClientArgs { count: Some("7".parse().unwrap()), ..ClientArgs::default() };
        assert_eq!(generated(count), Some(Generated { count: Some(7), size: 64, interval: None }));
        let sized =
            |text: &str, udp| ClientArgs { size: Some(text.parse().unwrap()), udp, ..ClientArgs::default() };
        assert_eq!(generated(sized("9", false)).unwrap().count, Some(10));
        for (size, udp, is_good) in [
            ("65507", true, true),
            ("65508", true, false),
            ("65508", false, true),
            ("0", true, true),
            ("0", false, false),
            ("1G", false, false),
        ] {
            assert_eq!(plan(sized(size, udp)).is_ok(), is_good, "{size} {udp}");
        }
    }
}
