//! relay's flags as typed, and the plans that they and the profile make. Nothing here acts.
//!
//! Flags that are profile keys are explained in `config/default.toml`.

use std::net::SocketAddr;
use std::time::Duration;

use clap::{ArgAction, Args, Subcommand};

use super::proto::client;
use super::proto::server::Settings;
use super::wire::Wire;
use crate::admit::RemoteStop;
use crate::cli::check::CheckArgs;
use crate::cli::flags::{Admission, Impairment, Listen, Reach, Server, either};
use crate::error::{Error, Result};
use crate::impair;
use crate::profile::{Profile, Relay};
use crate::value::{Address, Count, Port, Span, Switch, Timeout, Times};

/// Which end of a relay.
#[derive(Debug, Subcommand)]
pub enum End {
    /// Pass messages on between those who have registered
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Send messages to other clients of a relay, and receive theirs
    #[command(after_help = CLIENT_EXAMPLES)]
    Client(ClientArgs),
    /// Judge anybody's program against the exercise, case by case
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs<Driving>),
}

/// Examples of both ends together.
pub const EXAMPLES: &str = "\
Examples:
  In one terminal, and in two others, where each shows its own address:
    sockctl relay serve
    sockctl relay client
  A message from a script to one of them:
    sockctl relay client --to 127.0.0.1:40000 hello";

const SERVE_EXAMPLES: &str = "\
Examples:
  On every address, UDP port 3478:
    sockctl relay serve
  As the exercise's server, which sends to anybody; on this machine alone:
    sockctl --profile course relay serve --bind 127.0.0.1 --open
  Show every message, with registrations of half a minute:
    sockctl relay serve --trace --peer-ttl 30s";

const CLIENT_EXAMPLES: &str = "\
Examples:
  Chat; /help lists what can be typed:
    sockctl relay client 192.0.2.7
  Print whatever arrives as JSON lines, for a minute:
    sockctl relay client 192.0.2.7 --listen --json -t 1m
  One message, and one for each line of standard input:
    sockctl relay client 192.0.2.7 --to 192.0.2.9:40000 hello there
    sockctl relay client 192.0.2.7 --to 192.0.2.9:40000 < lines.txt
  A message that may begin with a hyphen, from a script:
    sockctl relay client --to 192.0.2.9:40000 -- -5 degrees
  A question, and the first message that comes back within two seconds:
    sockctl relay client --to [::1]:40000 what time is it --listen -n 1 -t 2";

const CHECK_EXAMPLES: &str = "\
Examples:
  Judge a server that runs already:
    sockctl relay check server 127.0.0.1:3478
  Start the server anew for each case, all of them side by side:
    sockctl relay check server -- python3 server.py {host} {port}
  Judge a client that has the exercise's menu; {timeout} can be filled in too:
    sockctl relay check client -- python3 client.py {host} {port}
  Judge one that is talked to as sockctl's own is:
    sockctl relay check client --style chat -- sockctl relay client {address}
  What a case is about:
    sockctl relay check --explain RE-03";

/// How a client that is judged is talked to.
#[derive(Args, Clone, Copy, Debug)]
pub struct Driving {
    /// What the client wants typed; servers are judged the same either way
    #[arg(long, value_name = "STYLE", value_enum, default_value_t = Style::Menu)]
    pub style: Style,
}

/// What a client wants typed. The exercise leaves it to each client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Style {
    /// The exercise's menu: 1 initialize; 2 send, then ip, port and text, each on its line; 3 receive; 4 exit; 5 close server
    Menu,
    /// It registers when it starts and prints what arrives: /to IP:PORT TEXT, /quit, /stop-server
    Chat,
}

/// The server's flags.
#[derive(Args, Debug, Default)]
pub struct ServeArgs {
    #[command(flatten)]
    listen: Listen,
    #[arg(long, value_name = "WIRE")]
    wire: Option<Wire>,
    #[arg(long, value_name = "SPAN")]
    peer_ttl: Option<Span>,
    #[arg(long, value_name = "N")]
    max_peers: Option<Count>,
    #[arg(long, value_name = "N")]
    max_first_contacts: Option<Count>,
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    open: Option<Switch>,
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
    /// Register and print every message that arrives
    #[arg(short, long)]
    listen: bool,
    /// Send one message to this address, or each line of standard input when no message is given
    #[arg(long, value_names = ["IP:PORT", "MESSAGE"], num_args = 1.., action = ArgAction::Set)]
    to: Option<Vec<String>>,
    /// The message of --to, which after -- may begin with a hyphen
    #[arg(last = true, requires = "to")]
    message: Vec<String>,
    #[arg(short = 'n', long, value_name = "N")]
    count: Option<Times>,
    #[arg(short = 't', long, value_name = "SPAN|off")]
    duration: Option<Timeout>,
    #[arg(long, value_name = "SPAN")]
    refresh: Option<Span>,
    #[arg(long, value_name = "SPAN")]
    reply_timeout: Option<Span>,
    #[arg(long, value_name = "N")]
    tries: Option<Count>,
}

/// What a server is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ServePlan {
    /// Where to listen.
    pub bind: Vec<Address>,
    /// On which port.
    pub port: Port,
    /// What is spoken.
    pub wire: Wire,
    /// What the core is told; where the server listens it has to be told yet.
    pub settings: Settings,
    /// What is done to answers and to messages passed on.
    pub impairment: impair::Settings,
    /// Whether each message is printed.
    pub events: bool,
}

impl ServePlan {
    /// The flags over the profile. `random` is the seed of artificial loss where none is fixed.
    pub fn new(args: &ServeArgs, profile: &Profile, random: u64) -> Result<ServePlan> {
        let section = &profile.relay;
        let bind = either(&args.listen.bind, &section.bind);
        let open = args.open.map_or(section.open, |switch| switch.0);
        if let Some(address) = bind.iter().find(|address| open && !address.ip.is_loopback()) {
            return Err(Error::usage(format!(
                "an open relay sends anything to anybody, so it may listen on loopback alone, which {address} is not"
            ))
            .hint("add --bind 127.0.0.1, or leave --open out"));
        }
        Ok(ServePlan {
            bind,
            port: args.listen.port.unwrap_or(section.port),
            wire: args.wire.unwrap_or(section.wire),
            settings: Settings {
                peer_ttl: args.peer_ttl.unwrap_or(section.peer_ttl).duration(),
                max_peers: args.max_peers.unwrap_or(section.max_peers).get(),
                max_first_contacts: args.max_first_contacts.unwrap_or(section.max_first_contacts).get()
                    as u64,
                open,
                listening: Vec::new(),
                rules: args.admission.over(section.rules(profile.udp_ports())),
                remote_stop: args.remote_stop.unwrap_or(section.remote_stop),
            },
            impairment: args.impairment.over(section.impairment(random), random),
            events: args.events.map_or(section.events, |switch| switch.0),
        })
    }
}

/// What a client sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sends {
    /// Nothing: it listens.
    Nothing,
    /// One message.
    Message(SocketAddr, String),
    /// Each line of standard input to one address.
    Lines(SocketAddr),
    /// What a person says, who may begin with somebody to talk to.
    Chat(Option<SocketAddr>),
}

/// What a client is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ClientPlan {
    /// The relay.
    pub server: Server,
    /// What is spoken.
    pub wire: Wire,
    /// What it sends.
    pub sends: Sends,
    /// Whether it stays when it has sent all it has to.
    pub listens: bool,
    /// How many messages it waits for; `None` without end, or when it receives none.
    pub count: Option<u64>,
    /// How long it stays, when it receives.
    pub duration: Option<Duration>,
    /// When it asks, and how often.
    pub settings: client::Settings,
}

impl ClientPlan {
    /// The flags over the profile. `is_person` when standard input is a terminal.
    pub fn new(args: ClientArgs, profile: &Relay, is_person: bool) -> Result<ClientPlan> {
        let mut words = args.to.unwrap_or_default().into_iter();
        let to = words.next().map(|to| read_address(&to)).transpose()?;
        let words: Vec<String> = words.chain(args.message).collect();
        let sends = match to {
            Some(to) if !words.is_empty() => Sends::Message(to, words.join(" ")),
            Some(to) if !is_person => Sends::Lines(to),
            None if args.listen => Sends::Nothing,
            to => Sends::Chat(to),
        };
        // Who only sends waits for nobody's messages.
        let registers = args.listen || matches!(sends, Sends::Chat(_));
        let (count, duration) =
            (args.count.unwrap_or(profile.count), args.duration.unwrap_or(profile.duration));
        Ok(ClientPlan {
            server: args.reach.over(&profile.target, profile.port)?,
            wire: args.wire.unwrap_or(profile.wire),
            sends,
            listens: args.listen,
            count: count.limit().filter(|_| registers),
            duration: duration.limit().filter(|_| registers),
            settings: client::Settings {
                registers,
                refresh: args.refresh.unwrap_or(profile.refresh).duration(),
                reply_timeout: args.reply_timeout.unwrap_or(profile.reply_timeout).duration(),
                tries: args.tries.unwrap_or(profile.tries).get() as u32,
            },
        })
    }
}

/// Reads the address of a peer: `192.0.2.9:40000`, `[2001:db8::1]:40000`, or with `/` for the last `:` as the relay
/// writes it.
pub fn read_address(text: &str) -> Result<SocketAddr> {
    let written = text.rsplit_once('/').map(|(ip, port)| format!("{ip}:{port}"));
    let address: Option<SocketAddr> = written.as_deref().unwrap_or(text).parse().ok();
    address.filter(|address| address.port() != 0).ok_or_else(|| {
        Error::usage(format!("`{}` is no address of a peer", text.escape_debug()))
            .hint("write 192.0.2.9:40000 or [2001:db8::1]:40000; a relay looks no names up")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Surroundings, load};

    fn profile() -> Profile {
        load(None, &Surroundings::default()).unwrap().profile
    }

    fn sends(to: &[&str], listen: bool, is_person: bool) -> Sends {
        let to = (!to.is_empty()).then(|| to.iter().map(|&word| word.to_owned()).collect());
        let args = ClientArgs { to, listen, ..ClientArgs::default() };
        let plan = ClientPlan::new(args, &profile().relay, is_person).unwrap();
        let stays = listen || matches!(plan.sends, Sends::Chat(_));
        assert_eq!((plan.listens, plan.settings.registers), (listen, stays));
        plan.sends
    }

    #[test]
    fn what_a_client_sends_depends_on_whether_a_person_is_there() {
        let peer: SocketAddr = "127.0.0.1:9".parse().unwrap();
        let message = || Sends::Message(peer, "a  b".to_owned());
        for is_person in [false, true] {
            assert_eq!(sends(&["127.0.0.1:9", "a", "", "b"], false, is_person), message());
            assert_eq!(sends(&["127.0.0.1/9", "a  b"], true, is_person), message());
            assert_eq!(sends(&[], true, is_person), Sends::Nothing);
            assert_eq!(sends(&[], false, is_person), Sends::Chat(None));
        }
        assert_eq!(sends(&["127.0.0.1:9"], false, true), Sends::Chat(Some(peer)));
        assert_eq!(sends(&["127.0.0.1:9"], false, false), Sends::Lines(peer));
        assert_eq!(sends(&["127.0.0.1:9"], true, false), Sends::Lines(peer));
    }

    #[test]
    fn a_peer_is_an_address_with_a_port() {
        for (text, address) in [
            ("127.0.0.1:9", "127.0.0.1:9"),
            ("127.0.0.1/9", "127.0.0.1:9"),
            ("[::1]:9", "[::1]:9"),
            ("[::1]/9", "[::1]:9"),
            ("[fe80::1%2]/9", "[fe80::1%2]:9"),
        ] {
            assert_eq!(read_address(text).unwrap(), address.parse().unwrap());
        }
        for text in ["", "127.0.0.1", "localhost:9", "127.0.0.1:0", "::1:9", "127.0.0.1:65536", "\u{1b}"] {
            assert!(read_address(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_open_relay_listens_on_loopback_alone() {
        let plan = |open: bool, bind: &[&str]| {
            let bind = bind.iter().map(|text| text.parse().unwrap()).collect();
            let listen = Listen { bind, ..Listen::default() };
            let args = ServeArgs { open: Some(Switch(open)), listen, ..ServeArgs::default() };
            ServePlan::new(&args, &profile(), 0).map(|plan| plan.settings.open)
        };
        assert!(plan(true, &["127.0.0.1", "::1", "127.3.2.1"]).unwrap());
        assert!(!plan(false, &["192.0.2.1"]).unwrap());
        for bind in [&["127.0.0.1", "192.0.2.1"][..], &["::"], &[]] {
            let error = plan(true, bind).unwrap_err();
            assert_eq!(error.exit().code(), 2);
            assert!(error.to_string().contains("--bind 127.0.0.1"), "{error}");
        }
    }
}
