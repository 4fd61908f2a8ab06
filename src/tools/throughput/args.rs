//! throughput's flags as typed, and the plans that they and the profile make. Nothing here acts.
//!
//! Flags that are profile keys are explained in `config/default.toml`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};

use super::wire::Wire;
use crate::admit::RemoteStop;
use crate::cli::check::{CheckArgs, OneVariant};
use crate::cli::flags::{Admission, Impairment, Reach, Server, either};
use crate::cli::probing::{Reflect, ServePlan};
use crate::error::{Error, Result};
use crate::net::udp::MAX_PAYLOAD;
use crate::pace::{Factor, Pace};
use crate::profile::{Profile, Throughput};
use crate::report::plot::PlotFile;
use crate::value::{Address, Port, Size, Span, Switch, Target, Times};

/// Sockets of a client at the most. While no more packets than this are unanswered, each acknowledgement is known to
/// be one packet's own.
const MAX_SOCKETS: usize = 256;

/// Which end of a sweep.
#[derive(Debug, Subcommand)]
pub enum End {
    /// Acknowledge packets, as the server of ping does
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Send packets at a shrinking interval and measure what comes through, second by second
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
    sockctl throughput serve
    sockctl throughput client --plot sweep.svg
  What a bad line does to it:
    sockctl throughput serve --loss 10% --delay 20ms~5ms";

const SERVE_EXAMPLES: &str = "\
Examples:
  On every address, UDP port 8080:
    sockctl throughput serve
  As the exercise's server: a tenth is lost, the others are up to half a second late:
    sockctl --profile course throughput serve
  The same losses in every lesson, and each of them shown:
    sockctl throughput serve --loss 10% --delay 20ms~5ms --seed 7 --events";

const CLIENT_EXAMPLES: &str = "\
Examples:
  A hundred packets in ten seconds, and a picture for the report:
    sockctl throughput client --plot sweep.png
  Large packets to another machine, 200 of them, from one a second to one in 2 ms and then on at that rate:
    sockctl throughput client 192.0.2.7 -n 200 -i 1 --factor 0.95 --min-interval 2ms -s 1400
  Every packet into a table:
    sockctl throughput client -n 50 -i 0.2 --csv packets.csv";

const CHECK_EXAMPLES: &str = "\
Examples:
  Judge a client:
    sockctl throughput check client -- ./client {host} {port} {count} {interval} {size}
  Judge a server, by the cases of ping, whose server it is:
    sockctl throughput check server 127.0.0.1:8080
  What a case is about:
    sockctl throughput check --explain TP-44";

/// The server's flags.
#[derive(Args, Debug, Default)]
pub struct ServeArgs {
    #[arg(long, value_name = "PORT")]
    probe_port: Option<Port>,
    #[arg(short = 'B', long, value_name = "ADDR")]
    bind: Vec<Address>,
    #[command(flatten)]
    admission: Admission,
    #[arg(long, value_name = "WHOSE")]
    remote_stop: Option<RemoteStop>,
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    events: Option<Switch>,
    #[command(flatten)]
    impairment: Impairment,
}

impl ServeArgs {
    /// The flags over the profile. `random` is the seed of artificial loss where none is fixed.
    pub fn plan(&self, profile: &Profile, random: u64) -> ServePlan {
        let section = &profile.throughput;
        ServePlan {
            bind: either(&self.bind, &section.bind),
            port: self.probe_port.unwrap_or(section.probe_port),
            rules: self.admission.over(section.rules(profile.udp_ports())),
            remote_stop: self.remote_stop.unwrap_or(section.remote_stop),
            // The same server as ping's.
            reflect: Reflect::default().over(&profile.ping),
            impairment: self.impairment.over(section.impairment(random), random),
            events: self.events.map_or(section.events, |switch| switch.0),
        }
    }
}

/// The client's flags.
#[derive(Args, Debug, Default)]
pub struct ClientArgs {
    #[arg(value_name = "HOST[:PORT]")]
    target: Option<Target>,
    #[arg(long, value_name = "PORT")]
    probe_port: Option<Port>,
    #[arg(long, value_name = "WIRE")]
    wire: Option<Wire>,
    /// Use IPv4 alone
    #[arg(short = '4', long, conflicts_with = "ipv6")]
    ipv4: bool,
    /// Use IPv6 alone
    #[arg(short = '6', long)]
    ipv6: bool,
    /// Send from this address of this machine
    #[arg(long, value_name = "ADDR")]
    source: Option<Address>,
    #[arg(short = 'n', long, value_name = "N")]
    count: Option<Times>,
    #[arg(short, long, value_name = "SPAN")]
    interval: Option<Span>,
    #[arg(long, value_name = "FACTOR")]
    factor: Option<Factor>,
    #[arg(long, value_name = "SPAN")]
    min_interval: Option<Span>,
    #[arg(short, long, value_name = "BYTES")]
    size: Option<Size>,
    #[arg(long, value_name = "SPAN")]
    reply_timeout: Option<Span>,
    /// Write a line for each packet to this file
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    csv: Option<PathBuf>,
    /// Draw throughput and delay against time into this file, which ends in .svg or .png
    #[arg(long, value_name = "FILE.svg|png", value_hint = clap::ValueHint::FilePath)]
    plot: Option<PlotFile>,
}

/// What a client is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ClientPlan {
    /// Whom to send to.
    pub server: Server,
    /// What is measured with.
    pub wire: Wire,
    /// How many packets; `None` without end.
    pub count: Option<u64>,
    /// Between the first two packets.
    pub interval: Duration,
    /// What the interval is multiplied by after each packet.
    pub factor: Factor,
    /// It gets no shorter than this.
    pub min_interval: Duration,
    /// Payload of each packet, in bytes.
    pub size: usize,
    /// How long each can be answered.
    pub reply_timeout: Duration,
    /// Where each packet is written.
    pub csv: Option<PathBuf>,
    /// Whether each packet is printed.
    pub events: bool,
    /// Where the picture goes.
    pub plot: Option<PlotFile>,
}

impl ClientPlan {
    /// The flags over the profile.
    pub fn new(args: ClientArgs, profile: &Throughput) -> Result<ClientPlan> {
        let size = args.size.unwrap_or(profile.size).bytes();
        let size = usize::try_from(size).ok().filter(|size| *size <= MAX_PAYLOAD).ok_or_else(|| {
            Error::usage(format!("a packet of {size} bytes does not fit into a UDP datagram"))
                .hint(format!("--size can be {MAX_PAYLOAD} at the most"))
        })?;
        let ClientArgs { target, ipv4, ipv6, source, .. } = args;
        let reach = Reach { target, port: args.probe_port, ipv4, ipv6, source };
        Ok(ClientPlan {
            server: reach.over_named("--probe-port", &profile.target, profile.probe_port)?,
            wire: args.wire.unwrap_or(profile.wire),
            count: args.count.unwrap_or(profile.count).limit(),
            interval: args.interval.unwrap_or(profile.interval).duration(),
            factor: args.factor.unwrap_or(profile.factor),
            min_interval: args.min_interval.unwrap_or(profile.min_interval).duration(),
            size,
            reply_timeout: args.reply_timeout.unwrap_or(profile.reply_timeout).duration(),
            csv: args.csv,
            events: profile.events,
            plot: args.plot,
        })
    }

    /// How far apart packets are.
    pub fn pace(&self) -> Pace {
        Pace::shrinking(self.interval, self.factor, self.min_interval)
    }

    /// As many as packets can be unanswered at once, within reason.
    pub fn sockets(&self) -> usize {
        let unanswered = self.count.map(|count| self.pace().most_within(count, self.reply_timeout));
        unanswered.and_then(|most| usize::try_from(most).ok()).unwrap_or(MAX_SOCKETS).clamp(1, MAX_SOCKETS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Surroundings, load};

    fn plan(args: ClientArgs) -> Result<ClientPlan> {
        ClientPlan::new(args, &load(None, &Surroundings::default()).unwrap().profile.throughput)
    }

    #[test]
    fn the_default_run_takes_ten_seconds_and_can_tell_every_acknowledgement_apart() {
        let plan = plan(ClientArgs::default()).unwrap();
        let count = plan.count.unwrap();
        let lasts = plan.pace().offset(count);
        assert!(lasts > Duration::from_secs(9) && lasts < Duration::from_secs(11), "{lasts:?}");
        assert!(plan.pace().interval(count - 1) > plan.min_interval);
        assert_eq!(plan.sockets() as u64, plan.pace().most_within(count, plan.reply_timeout));
    }

    #[test]
    fn there_is_a_socket_for_each_packet_that_can_be_unanswered() {
        let sockets = |count: &str, interval: &str, factor: &str| {
            let some = |text: &str| Some(text.parse().unwrap());
            let (count, factor) = (Some(count.parse().unwrap()), Some(factor.parse().unwrap()));
            plan(ClientArgs { count, interval: some(interval), factor, ..ClientArgs::default() })
                .unwrap()
                .sockets()
        };
        assert_eq!(sockets("5", "2s", "1"), 1);
        // One a second, each can be answered for a second.
        assert_eq!(sockets("5", "1s", "1"), 2);
        assert_eq!(sockets("5", "10ms", "1"), 5);
        assert_eq!(sockets("1000", "1ms", "1"), 256);
        assert_eq!(sockets("0", "1s", "1"), 256);
    }

    #[test]
    fn the_port_stands_in_one_place() {
        let port = |target: Option<&str>, port: Option<u16>| {
            let target = target.map(|target| target.parse().unwrap());
            plan(ClientArgs { target, probe_port: port.map(Port), ..ClientArgs::default() })
                .map(|plan| plan.server.port)
        };
        assert_eq!(port(None, None).unwrap(), 8080);
        assert_eq!(port(Some("h:9"), None).unwrap(), 9);
        assert_eq!(port(Some("h"), Some(9)).unwrap(), 9);
        assert!(port(Some("h:9"), Some(8)).unwrap_err().to_string().contains("--probe-port 8"));
    }
}
