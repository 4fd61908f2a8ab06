//! ping's flags as typed, and the plans that they and the profile make. Nothing here acts.
//!
//! Flags that are profile keys are explained in `config/default.toml`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};

use super::figures;
use crate::admit::RemoteStop;
use crate::cli::check::{CheckArgs, OneVariant};
use crate::cli::flags::{Admission, Impairment, Listen, Reach, Server, either};
use crate::cli::probing::{Reflect, ServePlan};
use crate::cli::secret::KeyFile;
use crate::drive::paced::Timer;
use crate::error::{Error, Result};
use crate::net::udp::{MAX_PAYLOAD, Travel};
use crate::probe::wire::Wire;
use crate::profile::{Ping, Profile};
use crate::report::PlotFile;
use crate::text;
use crate::threshold::{Check, Threshold};
use crate::value::{Address, Port, Size, Span, Switch, Target, Timeout, Times};

/// Which end of a ping.
#[derive(Debug, Subcommand)]
pub enum End {
    /// Reflect packets
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Probe one server or several: loss, delay and jitter
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
    sockctl ping serve
    sockctl ping client -n 100 -i 0.2
  What a bad line does to it:
    sockctl ping serve --loss 10% --delay 20ms~5ms";

const SERVE_EXAMPLES: &str = "\
Examples:
  On every address, UDP port 8080, for STAMP and for the course's clients:
    sockctl ping serve
  For those alone who have the secret, with a thread for each of four cores:
    sockctl ping serve --key-file secret.txt --require-auth --threads 4
  As the exercise's server: a tenth is lost, the others are up to half a second late:
    sockctl --profile course ping serve
  The same losses in every lesson, and each of them shown:
    sockctl ping serve --loss 10% --delay 20ms~5ms --seed 7 --events";

const CLIENT_EXAMPLES: &str = "\
Examples:
  Five packets a second, a hundred of them:
    sockctl ping client -n 100 -i 0.2
  Three machines side by side, a row each:
    sockctl ping client 192.0.2.7 192.0.2.8 router.example -n 20
  A minute of large packets, drawn, which fails when more than a hundredth is lost:
    sockctl ping client 192.0.2.7 -s 1200 -t 1m -i 10ms --plot minute.svg --fail-if 'loss>1%'
  How long a packet can be on the way there:
    sockctl ping client 192.0.2.7 --mtu
  A student's server, which knows the exercise's packets alone:
    sockctl ping client 127.0.0.1:8080 --wire course -n 10";

const CHECK_EXAMPLES: &str = "\
Examples:
  Judge a server that runs already:
    sockctl ping check server 127.0.0.1:8080
  Start the server anew for each case, its delays shortened to a tenth:
    sockctl ping check server --fast 10 -- ./server {port} {loss} {delay-min} {delay-max}
  Judge a client:
    sockctl ping check client -- python3 client.py {host} {port} -n {count} -i {interval} -s {size}
  What a case is about:
    sockctl ping check --explain PI-04";

/// The server's flags.
#[derive(Args, Debug, Default)]
pub struct ServeArgs {
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    admission: Admission,
    #[arg(long, value_name = "WHOSE")]
    remote_stop: Option<RemoteStop>,
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    events: Option<Switch>,
    #[command(flatten)]
    reflect: Reflect,
    #[command(flatten)]
    impairment: Impairment,
}

/// The client's flags.
#[derive(Args, Debug, Default)]
pub struct ClientArgs {
    /// Whom to ping: several are pinged side by side
    #[arg(value_name = "HOST[:PORT]")]
    target: Vec<Target>,
    /// File with more targets, one on each line; what follows a # is a remark
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    targets: Option<PathBuf>,
    #[arg(long, value_name = "WIRE")]
    wire: Option<Wire>,
    #[arg(short, long, value_name = "PORT")]
    port: Option<Port>,
    /// Use IPv4 alone
    #[arg(short = '4', long, conflicts_with = "ipv6")]
    ipv4: bool,
    /// Use IPv6 alone
    #[arg(short = '6', long)]
    ipv6: bool,
    #[arg(short = 'n', long, value_name = "N")]
    count: Option<Times>,
    #[arg(short, long, value_name = "SPAN")]
    interval: Option<Span>,
    #[arg(short, long, value_name = "BYTES")]
    size: Option<Size>,
    #[arg(short = 't', long, value_name = "SPAN|off")]
    duration: Option<Timeout>,
    #[arg(long, value_name = "SPAN")]
    reply_timeout: Option<Span>,
    #[arg(long, value_name = "SPAN|off")]
    every: Option<Timeout>,
    #[arg(long, value_name = "WHEN")]
    schedule: Option<When>,
    #[arg(long, value_name = "HOW")]
    timer: Option<Timer>,
    #[command(flatten)]
    travel: TravelArgs,
    #[command(flatten)]
    stamp: StampArgs,
    /// Write a line for each packet to this file
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    csv: Option<PathBuf>,
    /// Draw round trips against time, and their distribution, into this file, which ends in .svg or .png
    #[arg(long, value_name = "FILE.svg|png", value_hint = clap::ValueHint::FilePath)]
    plot: Option<PlotFile>,
    /// End with status 4 if this is so at the end, as in 'loss>1%' or 'rtt.p99>5ms'; repeatable
    #[arg(long, value_name = "CONDITION")]
    fail_if: Vec<Threshold>,
}

/// How packets travel.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "How packets travel")]
struct TravelArgs {
    /// Send from this address of this machine
    #[arg(long, value_name = "ADDR")]
    source: Option<Address>,
    /// Send by this interface
    #[arg(long, value_name = "NAME")]
    interface: Option<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    ttl: Option<u8>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(..64))]
    dscp: Option<u8>,
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    df: Option<Switch>,
    /// Find the longest packet that the way there takes whole, and no more
    #[arg(long, conflicts_with_all = ["count", "duration", "interval", "every", "csv", "plot", "fail_if", "size"])]
    mtu: bool,
}

/// What is special to STAMP.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "STAMP")]
struct StampArgs {
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    tlv: Vec<Ask>,
    /// Session id, from 1 to 65535, in place of a random one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    ssid: Option<u16>,
    #[command(flatten)]
    key_file: KeyFile,
}

/// When packets leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// An interval apart.
    Periodic,
    /// At random, an interval apart on average.
    Poisson,
}

impl When {
    /// In words: `every 10.0 ms`.
    pub fn words(self, interval: Duration) -> String {
        let every = format!("every {}", text::duration(interval));
        match self {
            When::Periodic => every,
            When::Poisson => format!("{every} on average (Poisson)"),
        }
    }
}

/// What STAMP packets ask for (RFC 8972).
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// Which DSCP and ECN arrived there.
    ClassOfService,
    /// How many packets arrived there and were answered.
    DirectMeasurement,
    /// When the reply before really left.
    FollowUpTelemetry,
    /// Where the reflector's clock gets its time.
    TimestampInformation,
    /// From which address and port packets arrived.
    Location,
}

impl ServeArgs {
    /// The flags over the profile. `random` is the seed of artificial loss where none is fixed.
    pub fn plan(&self, profile: &Profile, random: u64) -> ServePlan {
        let section = &profile.ping;
        ServePlan {
            bind: either(&self.listen.bind, &section.bind),
            port: self.listen.port.unwrap_or(section.port),
            rules: self.admission.over(section.rules(profile.udp_ports())),
            remote_stop: self.remote_stop.unwrap_or(section.remote_stop),
            reflect: self.reflect.over(section),
            impairment: self.impairment.over(section.impairment(random), random),
            events: self.events.map_or(section.events, |switch| switch.0),
        }
    }
}

/// What a client is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ClientPlan {
    /// How many packets, and when.
    pub pace: PacePlan,
    /// On which wire, and to whom.
    pub way: Way,
}

/// How many packets, when, and what is shown of them.
#[derive(Clone, Debug)]
pub struct PacePlan {
    /// How many packets to each target; `None` without end.
    pub count: Option<u64>,
    /// Between packets to a target.
    pub interval: Duration,
    /// When they leave.
    pub schedule: When,
    /// How the sender waits.
    pub timer: Timer,
    /// Payload of each packet, in bytes.
    pub size: usize,
    /// For how long packets are sent.
    pub duration: Option<Duration>,
    /// How long each can be answered.
    pub reply_timeout: Duration,
    /// How often figures are printed.
    pub every: Option<Duration>,
    /// Where each packet is written.
    pub csv: Option<PathBuf>,
}

/// On which wire a client speaks.
#[derive(Clone, Debug)]
pub enum Way {
    /// On the course's, to this server.
    Course(Server),
    /// On STAMP's.
    Stamp(StampPlan),
}

/// What a client does on STAMP's wire.
#[derive(Clone, Debug)]
pub struct StampPlan {
    /// Whom to ping, at least one, and how each was named.
    pub servers: Vec<(String, Server)>,
    /// How packets travel; the address they leave from is the servers'.
    pub travel: Travel,
    /// What is asked for.
    pub asks: Vec<Ask>,
    /// Whether the size was asked for, so that what does not fit is left out; else packets are as long as needed.
    pub size_is_given: bool,
    /// The session id; `None` for one at random.
    pub ssid: Option<u16>,
    /// Where the secret is, if there is one.
    pub key_file: KeyFile,
    /// Where the picture goes.
    pub plot: Option<PlotFile>,
    /// What is not to be so at the end.
    pub checks: Vec<Check>,
    /// Whether the path MTU is looked for, in place of all else.
    pub finds_mtu: bool,
}

impl ClientPlan {
    /// The flags over the profile. `targets` are the lines of the file that names more of them.
    pub fn new(args: ClientArgs, targets: Vec<Target>, profile: &Ping) -> Result<ClientPlan> {
        let duration = args.duration.unwrap_or(profile.duration).limit();
        let count = match (args.count, duration) {
            (Some(count), _) => count.limit(),
            (None, Some(_)) => None,
            (None, None) => profile.count.limit(),
        };
        let size = args.size.unwrap_or(profile.size).bytes();
        let size = usize::try_from(size).ok().filter(|size| *size <= MAX_PAYLOAD).ok_or_else(|| {
            Error::usage(format!("a packet of {size} bytes does not fit into a UDP datagram"))
                .hint(format!("--size can be {MAX_PAYLOAD} at the most"))
        })?;
        let pace = PacePlan {
            count,
            interval: args.interval.unwrap_or(profile.interval).duration(),
            schedule: args.schedule.unwrap_or(profile.schedule),
            timer: args.timer.unwrap_or(profile.timer),
            size,
            duration,
            reply_timeout: args.reply_timeout.unwrap_or(profile.reply_timeout).duration(),
            every: args.every.unwrap_or(profile.every).limit(),
            csv: args.csv.clone(),
        };
        let way = match args.wire.unwrap_or(profile.wire) {
            Wire::Course => Way::Course(args.course_server(&targets, profile)?),
            Wire::Auto | Wire::Stamp => Way::Stamp(args.stamp(targets, profile)?),
        };
        Ok(ClientPlan { pace, way })
    }
}

impl ClientArgs {
    /// The file that names more targets.
    pub fn targets_file(&self) -> Option<&Path> {
        self.targets.as_deref()
    }

    /// Whom to talk to on the course's wire: one server, and with nothing that its packets cannot do.
    fn course_server(&self, targets: &[Target], profile: &Ping) -> Result<Server> {
        let TravelArgs { interface, ttl, dscp, df, mtu, .. } = &self.travel;
        let is_given = [
            ("--targets", !targets.is_empty()),
            ("several targets", self.target.len() > 1),
            ("--schedule poisson", self.schedule == Some(When::Poisson)),
            ("--interface", interface.is_some()),
            ("--ttl", ttl.is_some()),
            ("--dscp", dscp.is_some()),
            ("--df", df.is_some()),
            ("--mtu", *mtu),
            ("--tlv", !self.stamp.tlv.is_empty()),
            ("--ssid", self.stamp.ssid.is_some()),
            ("--key-file", self.stamp.key_file.key_file.is_some()),
            ("--plot", self.plot.is_some()),
            ("--fail-if", !self.fail_if.is_empty()),
        ];
        if let Some((what, _)) = is_given.iter().find(|(_, is_given)| *is_given) {
            return Err(Error::usage(format!("{what} is not there on the course wire"))
                .hint("--wire stamp has it, to a server that speaks STAMP too"));
        }
        self.reach(self.target.first().cloned()).over(&profile.target, profile.port)
    }

    fn stamp(self, targets: Vec<Target>, profile: &Ping) -> Result<StampPlan> {
        let named: Vec<Target> = self.target.iter().cloned().chain(targets).collect();
        let servers = if named.is_empty() {
            vec![(profile.target.to_string(), self.reach(None).over(&profile.target, profile.port)?)]
        } else {
            let server = |target: Target| {
                let name = target.to_string();
                Ok((name, self.reach(Some(target)).over(&profile.target, profile.port)?))
            };
            named.into_iter().map(server).collect::<Result<_>>()?
        };
        let dscp = self.travel.dscp.unwrap_or(profile.dscp);
        let ttl = self.travel.ttl.unwrap_or(profile.ttl);
        if dscp > 63 || ttl == 0 {
            return Err(Error::usage(format!("no packet can have dscp {dscp} and ttl {ttl}"))
                .hint("dscp is from 0 to 63, ttl from 1 to 255"));
        }
        let travel = Travel {
            source: self.travel.source.as_ref().map(|address| address.ip),
            interface: self.travel.interface.clone(),
            ttl: Some(ttl),
            traffic_class: dscp << 2,
            dont_fragment: self.travel.df.map_or(profile.df, |switch| switch.0) || self.travel.mtu,
        };
        let checks = self.fail_if.into_iter().map(|condition| condition.resolve(&figures::KNOWN));
        Ok(StampPlan {
            servers,
            travel,
            asks: either(&self.stamp.tlv, &profile.tlv),
            size_is_given: self.size.is_some(),
            ssid: self.stamp.ssid,
            key_file: self.stamp.key_file,
            plot: self.plot,
            checks: checks.collect::<Result<_>>()?,
            finds_mtu: self.travel.mtu,
        })
    }

    fn reach(&self, target: Option<Target>) -> Reach {
        let &ClientArgs { port, ipv4, ipv6, .. } = self;
        Reach { target, port, ipv4, ipv6, source: self.travel.source.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Surroundings, load};

    fn plan(args: ClientArgs) -> Result<ClientPlan> {
        ClientPlan::new(args, Vec::new(), &load(None, &Surroundings::default()).unwrap().profile.ping)
    }

    #[test]
    fn a_time_replaces_the_count_unless_both_are_given() {
        let times = |text: &str| Some(text.parse().unwrap());
        let minute = || Some("1m".parse().unwrap());
        let count = |args| plan(args).unwrap().pace.count;
        assert_eq!(count(ClientArgs::default()), Some(10));
        assert_eq!(count(ClientArgs { count: times("0"), ..ClientArgs::default() }), None);
        assert_eq!(count(ClientArgs { duration: minute(), ..ClientArgs::default() }), None);
        assert_eq!(
            count(ClientArgs { duration: minute(), count: times("7"), ..ClientArgs::default() }),
            Some(7)
        );
    }

    #[test]
    fn a_packet_fits_into_a_datagram() {
        let size =
            |text: &str| plan(ClientArgs { size: Some(text.parse().unwrap()), ..ClientArgs::default() });
        assert_eq!(size("65507").unwrap().pace.size, 65_507);
        assert!(size("65508").unwrap_err().to_string().contains("65507"));
        assert!(size("99999G").is_err());
    }
}
