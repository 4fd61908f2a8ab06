//! dual-stack's flags as typed, and the plans that they and the profile make. Nothing here acts.
//!
//! Flags that are profile keys are explained in `config/default.toml`.

use std::time::Duration;

use clap::{Args, Subcommand};

use super::wire::Wire;
use crate::admit::{CoursePeers, Prefix, Rules};
use crate::cli::check::{CheckArgs, OneVariant};
use crate::cli::flags::{Listen, Reach, Server, either};
use crate::error::Result;
use crate::profile::DualStack;
use crate::value::{Address, Count, Port, Span, Switch, Timeout, Times};

/// Which end of a connection.
#[derive(Debug, Subcommand)]
pub enum End {
    /// Take connections over IPv4 and IPv6 and acknowledge what clients say
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Connect by name, and see which address and family it took
    #[command(after_help = CLIENT_EXAMPLES)]
    Client(ClientArgs),
    /// Judge anybody's program against the exercise, case by case
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs<OneVariant>),
}

/// Examples of both ends together.
pub const EXAMPLES: &str = "\
Examples:
  In one terminal, and in another:
    sockctl dual-stack serve
    sockctl dual-stack client localhost --wire course
  Which address does a name lead to?
    sockctl dual-stack client example.org:80";

const SERVE_EXAMPLES: &str = "\
Examples:
  On every address of both families, TCP port 8888:
    sockctl dual-stack serve
  IPv6 alone, each message shown:
    sockctl dual-stack serve --bind :: --events";

const CLIENT_EXAMPLES: &str = "\
Examples:
  Any TCP server will do; nothing is said to it:
    sockctl dual-stack client example.org:80
  Is it there over IPv6?
    sockctl dual-stack client example.org:80 -6
  The exercise's dialogue, ten times:
    sockctl dual-stack client localhost --wire course -n 10";

const CHECK_EXAMPLES: &str = "\
Examples:
  Judge a server that runs already:
    sockctl dual-stack check server 127.0.0.1:8888
  Start the server anew for each case, over IPv4 and IPv6:
    sockctl dual-stack check server -- python3 server.py {host} {port}
  Judge a client; {count} and {timeout} can be filled in too:
    sockctl dual-stack check client -- python3 client.py {host} {port}
  What a case is about:
    sockctl dual-stack check --explain DS-06";

/// The server's flags.
#[derive(Args, Debug, Default)]
pub struct ServeArgs {
    #[command(flatten)]
    listen: Listen,
    #[arg(long, value_name = "N")]
    max_clients: Option<Count>,
    #[arg(long, value_name = "SPAN|off")]
    idle_timeout: Option<Timeout>,
    #[arg(long, value_name = "N")]
    max_pps: Option<Count>,
    #[arg(long, value_name = "PREFIX")]
    allow: Vec<Prefix>,
    #[arg(long, value_name = "PREFIX")]
    deny: Vec<Prefix>,
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    events: Option<Switch>,
}

/// The client's flags.
#[derive(Args, Debug, Default)]
pub struct ClientArgs {
    #[command(flatten)]
    reach: Reach,
    #[arg(long, value_name = "WIRE")]
    wire: Option<Wire>,
    #[arg(short = 'n', long, value_name = "N")]
    count: Option<Times>,
    #[arg(long, value_name = "SPAN")]
    reply_timeout: Option<Span>,
}

/// What a server is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ServePlan {
    /// Where to listen.
    pub bind: Vec<Address>,
    /// On which port.
    pub port: Port,
    /// Connections at once.
    pub max_clients: usize,
    /// How long a connection may be quiet.
    pub idle_timeout: Option<Duration>,
    /// Who may.
    pub rules: Rules,
    /// Whether each message is printed.
    pub events: bool,
}

impl ServePlan {
    /// The flags over the profile.
    pub fn new(args: &ServeArgs, profile: &DualStack) -> ServePlan {
        ServePlan {
            bind: either(&args.listen.bind, &profile.bind),
            port: args.listen.port.unwrap_or(profile.port),
            max_clients: args.max_clients.unwrap_or(profile.max_clients).get(),
            idle_timeout: args.idle_timeout.unwrap_or(profile.idle_timeout).limit(),
            rules: Rules {
                allow: either(&args.allow, &profile.allow),
                deny: either(&args.deny, &profile.deny),
                // A connection proves its peer's address.
                course_peers: CoursePeers::Any,
                max_pps: args.max_pps.unwrap_or(profile.max_pps).get() as u64,
                own_ports: Vec::new(),
            },
            events: args.events.map_or(profile.events, |switch| switch.0),
        }
    }
}

/// What a client is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ClientPlan {
    /// Whom to connect to.
    pub server: Server,
    /// What to do then.
    pub wire: Wire,
    /// How many texts; `None` until it is stopped.
    pub count: Option<u64>,
    /// How long each connection, and each acknowledgement, may take.
    pub reply_timeout: Duration,
}

impl ClientPlan {
    /// The flags over the profile.
    pub fn new(args: ClientArgs, profile: &DualStack) -> Result<ClientPlan> {
        Ok(ClientPlan {
            server: args.reach.over(&profile.target, profile.port)?,
            wire: args.wire.unwrap_or(profile.wire),
            count: args.count.unwrap_or(profile.count).limit(),
            reply_timeout: args.reply_timeout.unwrap_or(profile.reply_timeout).duration(),
        })
    }
}
