//! ping's flags as typed, and the plans that they and the profile make. Nothing here acts.
//!
//! Flags that are profile keys are explained in `config/default.toml`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};

use crate::admit::RemoteStop;
use crate::cli::check::{CheckArgs, OneVariant};
use crate::cli::flags::{Admission, Impairment, Listen, Reach, Server, either};
use crate::cli::probing::{Reflect, ServePlan};
use crate::error::{Error, Result};
use crate::net::udp::MAX_PAYLOAD;
use crate::profile::{Ping, Profile};
use crate::value::{Size, Span, Switch, Timeout, Times};

/// Which end of a ping.
#[derive(Debug, Subcommand)]
pub enum End {
    /// Acknowledge packets
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Send packets at a fixed interval and measure their round trips
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
  On every address, UDP port 8080:
    sockctl ping serve
  As the exercise's server: a tenth is lost, the others are up to half a second late:
    sockctl --profile course ping serve
  The same losses in every lesson, and each of them shown:
    sockctl ping serve --loss 10% --delay 20ms~5ms --seed 7 --events";

const CLIENT_EXAMPLES: &str = "\
Examples:
  Five packets a second, a hundred of them:
    sockctl ping client -n 100 -i 0.2
  Large packets to another machine for a minute, with figures every ten seconds:
    sockctl ping client 192.0.2.7 -s 1200 -t 1m --every 10s
  Every packet into a table:
    sockctl ping client -n 1000 -i 10ms --csv packets.csv";

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
    #[command(flatten)]
    reach: Reach,
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
    /// Write a line for each packet to this file
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    csv: Option<PathBuf>,
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
    /// Whom to ping.
    pub server: Server,
    /// How many packets; `None` without end.
    pub count: Option<u64>,
    /// Between packets.
    pub interval: Duration,
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

impl ClientPlan {
    /// The flags over the profile.
    pub fn new(args: ClientArgs, profile: &Ping) -> Result<ClientPlan> {
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
        Ok(ClientPlan {
            server: args.reach.over(&profile.target, profile.port)?,
            count,
            interval: args.interval.unwrap_or(profile.interval).duration(),
            size,
            duration,
            reply_timeout: args.reply_timeout.unwrap_or(profile.reply_timeout).duration(),
            every: args.every.unwrap_or(profile.every).limit(),
            csv: args.csv,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Surroundings, load};

    fn plan(args: ClientArgs) -> Result<ClientPlan> {
        ClientPlan::new(args, &load(None, &Surroundings::default()).unwrap().profile.ping)
    }

    #[test]
    fn a_time_replaces_the_count_unless_both_are_given() {
        let times = |text: &str| Some(text.parse().unwrap());
        let minute = || Some("1m".parse().unwrap());
        let count = |args| plan(args).unwrap().count;
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
        assert_eq!(size("65507").unwrap().size, 65_507);
        assert!(size("65508").unwrap_err().to_string().contains("65507"));
        assert!(size("99999G").is_err());
    }
}
