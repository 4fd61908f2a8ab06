//! handshake's flags as typed, and the plans that they and the profile make. Nothing here acts.
//!
//! Flags that are profile keys are explained in `config/default.toml`.

use std::net::IpAddr;
use std::time::Duration;

use clap::{Args, Subcommand};

use super::proto::leases::Limits;
use super::proto::server::Settings;
use super::wire::Id;
use crate::admit::Rules;
use crate::cli::flags::{Admission, FamilyFlags, Listen, Transport as TransportFlags};
use crate::contract::Transport;
use crate::error::{Error, Result};
use crate::net::resolve::Family;
use crate::profile::Handshake;
use crate::value::{Address, Count, Host, Port, Span, Switch, Target, Timeout};

/// Which end of a handshake.
#[derive(Debug, Subcommand)]
pub enum End {
    /// Lease connection IDs to clients
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Ask a server for a connection ID
    #[command(after_help = CLIENT_EXAMPLES)]
    Client(ClientArgs),
}

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
}

/// The client's flags.
#[derive(Args, Debug)]
pub struct ClientArgs {
    #[arg(value_name = "HOST[:PORT]")]
    target: Option<Target>,
    #[arg(short, long, value_name = "PORT")]
    port: Option<Port>,
    #[command(flatten)]
    transport: TransportFlags,
    /// Connection ID to ask for; given several times, the IDs of the first tries in order (default: a random one)
    #[arg(long, value_name = "ID")]
    id: Vec<Id>,
    #[arg(long, value_name = "N")]
    tries: Option<Count>,
    #[arg(long, value_name = "SPAN|off")]
    reply_timeout: Option<Timeout>,
    #[command(flatten)]
    family: FamilyFlags,
    /// Send from this address of this machine
    #[arg(long, value_name = "ADDR")]
    source: Option<Address>,
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
    /// TCP connections at once.
    pub max_clients: usize,
    /// Whether each request is printed.
    pub events: bool,
}

impl ServePlan {
    /// The flags over the profile.
    pub fn new(args: &ServeArgs, profile: &Handshake) -> ServePlan {
        let port = args.listen.port.unwrap_or(profile.port);
        let admission = &args.admission;
        ServePlan {
            transport: transport(args.transport, profile),
            bind: either(&args.listen.bind, &profile.bind),
            port,
            settings: Settings {
                limits: Limits {
                    id_ttl: args.id_ttl.unwrap_or(profile.id_ttl).duration(),
                    max_ids: args.max_ids.unwrap_or(profile.max_ids).get(),
                    max_ids_per_source: args.max_ids_per_source.unwrap_or(profile.max_ids_per_source).get(),
                },
                idle_timeout: args.idle_timeout.unwrap_or(profile.idle_timeout).limit(),
                request_timeout: args.request_timeout.unwrap_or(profile.request_timeout).duration(),
                rules: Rules {
                    allow: either(&admission.allow, &profile.allow),
                    deny: either(&admission.deny, &profile.deny),
                    course_peers: admission.course_peers.unwrap_or(profile.course_peers),
                    max_pps: admission.max_pps.unwrap_or(profile.max_pps).get() as u64,
                    own_ports: vec![profile.port.0, port.0],
                },
            },
            max_clients: args.max_clients.unwrap_or(profile.max_clients).get(),
            events: args.events.map_or(profile.events, |switch| switch.0),
        }
    }
}

/// What a client is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ClientPlan {
    /// UDP or TCP.
    pub transport: Transport,
    /// Whom to ask.
    pub host: Host,
    /// On which port.
    pub port: u16,
    /// Which of its addresses.
    pub family: Family,
    /// Our own address.
    pub source: Option<IpAddr>,
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
        let target = args.target.unwrap_or_else(|| profile.target.clone());
        let port = match (target.port, args.port) {
            (Some(port), Some(flag)) if port != flag.0 => {
                return Err(Error::usage(format!("{target} names another port than --port {flag}"))
                    .hint("give it once"));
            }
            (Some(port), _) => port,
            (None, flag) => flag.unwrap_or(profile.port).0,
        };
        if port == 0 {
            return Err(Error::usage("a client cannot talk to port 0")
                .hint("give the server's port, from 1 to 65535"));
        }
        Ok(ClientPlan {
            transport: transport(args.transport, profile),
            host: target.host,
            port,
            family: args.family.family(),
            source: args.source.map(|address| address.ip),
            ids: args.id,
            tries: args.tries.unwrap_or(profile.tries).get() as u32,
            reply_timeout: args.reply_timeout.unwrap_or(profile.reply_timeout).limit(),
        })
    }
}

fn transport(flags: TransportFlags, profile: &Handshake) -> Transport {
    if flags.tcp().unwrap_or(profile.tcp) { Transport::Tcp } else { Transport::Udp }
}

/// A list from the flags replaces the profile's.
fn either<T: Clone>(flags: &[T], profile: &[T]) -> Vec<T> {
    if flags.is_empty() { profile.to_vec() } else { flags.to_vec() }
}
