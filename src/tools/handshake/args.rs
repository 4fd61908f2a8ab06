//! handshake's flags as typed, and the plans that they and the profile make. Nothing here acts.
//!
//! Flags that are profile keys are explained in `config/default.toml`.

use std::time::Duration;

use clap::{Args, Subcommand};

use super::proto::leases::Limits;
use super::proto::server::Settings;
use super::wire::Id;
use crate::cli::check::CheckArgs;
use crate::cli::flags::{Admission, Impairment, Listen, Reach, Server, Transport as TransportFlags, either};
use crate::contract::Transport;
use crate::error::Result;
use crate::impair;
use crate::profile::{Handshake, Profile};
use crate::value::{Address, Count, Port, Span, Switch, Timeout};

/// Which end of a handshake.
#[derive(Debug, Subcommand)]
pub enum End {
    /// Lease connection IDs to clients
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Ask a server for a connection ID
    #[command(after_help = CLIENT_EXAMPLES)]
    Client(ClientArgs),
    /// Judge anybody's program against the exercise, case by case
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs<TransportFlags>),
}

/// Examples of both ends together.
pub const EXAMPLES: &str = "\
Examples:
  In one terminal, and in another:
    sockctl handshake serve
    sockctl handshake client
  Between two machines, over TCP:
    sockctl handshake serve --tcp
    sockctl handshake client 192.0.2.7 --tcp";

const SERVE_EXAMPLES: &str = "\
Examples:
  On every address, UDP port 9000, until nobody has asked for two minutes:
    sockctl handshake serve
  Over TCP, on a port the system chooses:
    sockctl handshake serve --tcp -p 0
  Show every message, with leases of five seconds:
    sockctl handshake serve --trace --id-ttl 5s";

const CLIENT_EXAMPLES: &str = "\
Examples:
  Ask 127.0.0.1:9000 for a random ID:
    sockctl handshake client
  Ask another machine for the ID 1234:
    sockctl handshake client 192.0.2.7 --id 1234
  Over TCP and IPv6, showing every message:
    sockctl handshake client [::1]:9000 --tcp --trace";

const CHECK_EXAMPLES: &str = "\
Examples:
  Judge a server that runs already:
    sockctl handshake check server 127.0.0.1:9000
  Start the server anew for each case, all of them side by side; {ttl} and {idle} can be filled in too:
    sockctl handshake check server -- python3 server.py {host} {port}
  Judge a client, with its times shortened to a tenth:
    sockctl handshake check client --fast 10 -- python3 client.py {host} {port} {id} {timeout}
  What a case is about:
    sockctl handshake check --explain HS-03";

/// The server's flags.
#[derive(Args, Debug, Default)]
pub struct ServeArgs {
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    transport: TransportFlags,
    #[arg(long, value_name = "SPAN")]
    id_ttl: Option<Span>,
    #[arg(long, value_name = "SPAN|off")]
    idle_timeout: Option<Timeout>,
    #[arg(long, value_name = "N")]
    max_ids: Option<Count>,
    #[arg(long, value_name = "N")]
    max_ids_per_source: Option<Count>,
    #[arg(long, value_name = "N")]
    max_clients: Option<Count>,
    #[arg(long, value_name = "SPAN")]
    request_timeout: Option<Span>,
    #[command(flatten)]
    admission: Admission,
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    events: Option<Switch>,
    #[command(flatten)]
    impairment: Impairment,
}

/// The client's flags.
#[derive(Args, Debug)]
pub struct ClientArgs {
    #[command(flatten)]
    reach: Reach,
    #[command(flatten)]
    transport: TransportFlags,
    /// Connection ID to ask for; given several times, the IDs of the first tries in order (default: a random one)
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    id: Vec<Id>,
    #[arg(long, value_name = "N")]
    tries: Option<Count>,
    #[arg(long, value_name = "SPAN|off")]
    reply_timeout: Option<Timeout>,
}

/// What a server is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ServePlan {
    /// UDP or TCP.
    pub transport: Transport,
    /// Where to listen.
    pub bind: Vec<Address>,
    /// On which port.
    pub port: Port,
    /// What the core is told.
    pub settings: Settings,
    /// What is done to answers over UDP.
    pub impairment: impair::Settings,
    /// TCP connections at once.
    pub max_clients: usize,
    /// Whether each request is printed.
    pub events: bool,
}

impl ServePlan {
    /// The flags over the profile. `random` is the seed of artificial loss where none is fixed.
    pub fn new(args: &ServeArgs, profile: &Profile, random: u64) -> ServePlan {
        let section = &profile.handshake;
        ServePlan {
            transport: transport(args.transport, section),
            bind: either(&args.listen.bind, &section.bind),
            port: args.listen.port.unwrap_or(section.port),
            settings: Settings {
                limits: Limits {
                    id_ttl: args.id_ttl.unwrap_or(section.id_ttl).duration(),
                    max_ids: args.max_ids.unwrap_or(section.max_ids).get(),
                    max_ids_per_source: args.max_ids_per_source.unwrap_or(section.max_ids_per_source).get(),
                },
                idle_timeout: args.idle_timeout.unwrap_or(section.idle_timeout).limit(),
                request_timeout: args.request_timeout.unwrap_or(section.request_timeout).duration(),
                rules: args.admission.over(section.rules(profile.udp_ports())),
            },
            impairment: args.impairment.over(section.impairment(random), random),
            max_clients: args.max_clients.unwrap_or(section.max_clients).get(),
            events: args.events.map_or(section.events, |switch| switch.0),
        }
    }
}

/// What a client is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ClientPlan {
    /// UDP or TCP.
    pub transport: Transport,
    /// Whom to ask.
    pub server: Server,
    /// IDs of the first tries.
    pub ids: Vec<Id>,
    /// How many tries.
    pub tries: u32,
    /// How long each waits.
    pub reply_timeout: Option<Duration>,
}

impl ClientPlan {
    /// The flags over the profile.
    pub fn new(args: ClientArgs, profile: &Handshake) -> Result<ClientPlan> {
        Ok(ClientPlan {
            transport: transport(args.transport, profile),
            server: args.reach.over(&profile.target, profile.port)?,
            ids: args.id,
            tries: args.tries.unwrap_or(profile.tries).get() as u32,
            reply_timeout: args.reply_timeout.unwrap_or(profile.reply_timeout).limit(),
        })
    }
}

fn transport(flags: TransportFlags, profile: &Handshake) -> Transport {
    if flags.tcp().unwrap_or(profile.tcp) { Transport::Tcp } else { Transport::Udp }
}
