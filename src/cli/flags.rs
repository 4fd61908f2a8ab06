//! Groups of flags that several tools share. A flag that is also a profile key of its tool's section has no words
//! here: `config/default.toml` explains both.

#![expect(missing_docs, reason = "flags that are profile keys are explained in config/default.toml")]

use std::net::IpAddr;

use clap::Args;

use crate::admit::{CoursePeers, Prefix, Rules};
use crate::error::{Error, Result};
use crate::impair::{self, Chance, Delay, Seed};
use crate::net::resolve::Family;
use crate::value::{Address, Count, Host, Port, Target};

/// Where a server listens.
#[derive(Args, Clone, Debug, Default)]
pub struct Listen {
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<Port>,
    #[arg(short = 'B', long, value_name = "ADDR")]
    pub bind: Vec<Address>,
}

/// UDP or TCP, where a tool has both.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Transport {
    #[arg(long, conflicts_with = "udp")]
    pub tcp: bool,
    /// Use UDP, when the profile says TCP
    #[arg(short, long)]
    pub udp: bool,
}

impl Transport {
    /// What the flags say, if anything.
    pub fn tcp(self) -> Option<bool> {
        (self.tcp || self.udp).then_some(self.tcp)
    }
}

/// Who may use a server, and how much.
#[derive(Args, Clone, Debug, Default)]
pub struct Admission {
    #[arg(long, value_name = "N")]
    pub max_pps: Option<Count>,
    #[arg(long, value_name = "WHO")]
    pub course_peers: Option<CoursePeers>,
    #[arg(long, value_name = "PREFIX")]
    pub allow: Vec<Prefix>,
    #[arg(long, value_name = "PREFIX")]
    pub deny: Vec<Prefix>,
}

impl Admission {
    /// These flags over the profile's rules.
    pub fn over(&self, profile: Rules) -> Rules {
        Rules {
            allow: either(&self.allow, &profile.allow),
            deny: either(&self.deny, &profile.deny),
            course_peers: self.course_peers.unwrap_or(profile.course_peers),
            max_pps: self.max_pps.map_or(profile.max_pps, |count| count.get() as u64),
            own_ports: profile.own_ports,
        }
    }
}

/// A list from the flags replaces the profile's.
pub fn either<T: Clone>(flags: &[T], profile: &[T]) -> Vec<T> {
    if flags.is_empty() { profile.to_vec() } else { flags.to_vec() }
}

/// What a server does to its answers on purpose, so that clients can be tried.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Artificial loss and delay")]
pub struct Impairment {
    #[arg(long, value_name = "SHARE")]
    pub loss: Option<Chance>,
    #[arg(long, value_name = "DELAY")]
    pub delay: Option<Delay>,
    #[arg(long, value_name = "SHARE")]
    pub duplicate: Option<Chance>,
    #[arg(long, value_name = "SHARE")]
    pub reorder: Option<Chance>,
    #[arg(long, value_name = "SHARE")]
    pub corrupt: Option<Chance>,
    #[arg(long, value_name = "N|random")]
    pub seed: Option<Seed>,
}

impl Impairment {
    /// These flags over the profile's. `random` is the seed where they say random.
    pub fn over(&self, profile: impair::Settings, random: u64) -> impair::Settings {
        impair::Settings {
            loss: self.loss.unwrap_or(profile.loss),
            delay: self.delay.unwrap_or(profile.delay),
            duplicate: self.duplicate.unwrap_or(profile.duplicate),
            reorder: self.reorder.unwrap_or(profile.reorder),
            corrupt: self.corrupt.unwrap_or(profile.corrupt),
            seed: self.seed.map_or(profile.seed, |seed| seed.number(|| random)),
        }
    }
}

/// Whom a client talks to.
#[derive(Args, Clone, Debug, Default)]
pub struct Reach {
    #[arg(value_name = "HOST[:PORT]")]
    pub target: Option<Target>,
    #[arg(short, long, value_name = "PORT")]
    pub port: Option<Port>,
    /// Use IPv4 alone
    #[arg(short = '4', long, conflicts_with = "ipv6")]
    pub ipv4: bool,
    /// Use IPv6 alone
    #[arg(short = '6', long)]
    pub ipv6: bool,
    /// Send from this address of this machine
    #[arg(long, value_name = "ADDR")]
    pub source: Option<Address>,
}

/// The server a client talks to, complete and checked.
#[derive(Clone, Debug)]
pub struct Server {
    /// Its name or address.
    pub host: Host,
    /// Its port, never 0.
    pub port: u16,
    /// Which of its addresses.
    pub family: Family,
    /// Our own address.
    pub source: Option<IpAddr>,
}

impl Reach {
    /// These flags over the profile's target and port.
    pub fn over(&self, target: &Target, port: Port) -> Result<Server> {
        self.over_named("--port", target, port)
    }

    /// The same where the flag of the port has another name.
    pub fn over_named(&self, flag_name: &str, target: &Target, port: Port) -> Result<Server> {
        let target = self.target.as_ref().unwrap_or(target);
        let port = match (target.port, self.port) {
            (Some(port), Some(flag)) if port != flag.0 && self.target.is_some() => {
                return Err(Error::usage(format!("{target} names another port than {flag_name} {flag}"))
                    .hint("give it once"));
            }
            (Some(_), Some(flag)) => flag.0,
            (Some(port), None) => port,
            (None, flag) => flag.unwrap_or(port).0,
        };
        if port == 0 {
            return Err(Error::usage("a client cannot talk to port 0")
                .hint("give the server's port, from 1 to 65535"));
        }
        let family = match (self.ipv4, self.ipv6) {
            (true, _) => Family::V4,
            (_, true) => Family::V6,
            _ => Family::Any,
        };
        let source = self.source.as_ref().map(|address| address.ip);
        Ok(Server { host: target.host.clone(), port, family, source })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_stands_in_one_place() {
        let profile: Target = "192.0.2.1".parse().unwrap();
        let reach = |target: Option<&str>, port: Option<u16>| {
            let target = target.map(|target| target.parse().unwrap());
            let reach = Reach { target, port: port.map(Port), ..Reach::default() };
            reach.over(&profile, Port(7)).map(|server| (server.host.to_string(), server.port))
        };
        let at = |host: &str, port| (host.to_owned(), port);
        assert_eq!(reach(None, None).unwrap(), at("192.0.2.1", 7));
        assert_eq!(reach(None, Some(8)).unwrap(), at("192.0.2.1", 8));
        assert_eq!(reach(Some("h:9"), None).unwrap(), at("h", 9));
        assert_eq!(reach(Some("h:9"), Some(9)).unwrap(), at("h", 9));
        assert!(reach(Some("h:9"), Some(8)).is_err());
        assert!(reach(Some("h"), Some(0)).is_err());
        let profile: Target = "192.0.2.1:9".parse().unwrap();
        let flag = Reach { port: Some(Port(8)), ..Reach::default() };
        assert_eq!(flag.over(&profile, Port(7)).unwrap().port, 8, "a flag wins over the profile's target");
    }

    #[test]
    fn flags_win_over_the_profile() {
        let profile = Rules {
            allow: vec!["10.0.0.0/8".parse().unwrap()],
            deny: vec!["10.0.0.1".parse().unwrap()],
            course_peers: CoursePeers::Private,
            max_pps: 50,
            own_ports: vec![9000],
        };
        let unchanged = Admission::default().over(profile.clone());
        assert_eq!((unchanged.allow, unchanged.deny), (profile.allow.clone(), profile.deny.clone()));
        let flags = Admission {
            max_pps: Some("7".parse().unwrap()),
            course_peers: Some(CoursePeers::Any),
            allow: vec!["::1".parse().unwrap()],
            deny: vec![],
        };
        let changed = flags.over(profile);
        assert_eq!((changed.max_pps, changed.course_peers), (7, CoursePeers::Any));
        assert_eq!(changed.allow, ["::1".parse().unwrap()]);
        assert_eq!(changed.deny, ["10.0.0.1".parse().unwrap()]);
    }
}
