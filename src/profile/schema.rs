//! What a profile holds: one struct for each section, one field for each key, every field required.
//!
//! Plain data. No defaults, no files: what a key is for and what it is by default stands in
//! `config/default.toml`, and only there.

use serde::Deserialize;

use crate::admit::{CoursePeers, Prefix, RemoteStop, Rules};
use crate::drive::paced::Timer;
use crate::impair::{self, Chance, Delay, Seed};
use crate::pace::Factor;
use crate::probe::wire::Wire;
use crate::tools::{dual_stack, echo, ftp, ping, relay, throughput};
use crate::value::{Address, Count, CourseKey, Port, Size, Span, Target, Timeout, Times};

/// All settings of the program, complete and checked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Profile {
    /// Settings of the handshake tool.
    pub handshake: Handshake,
    /// Settings of the echo tool.
    pub echo: Echo,
    /// Settings of the ping tool.
    pub ping: Ping,
    /// Settings of the throughput tool.
    pub throughput: Throughput,
    /// Settings of the ftp tool.
    pub ftp: Ftp,
    /// Settings of the relay tool.
    pub relay: Relay,
    /// Settings of the dual-stack tool.
    pub dual_stack: DualStack,
}

/// Settings of the handshake tool, both ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is explained in config/default.toml")]
pub struct Handshake {
    pub port: Port,
    pub bind: Vec<Address>,
    pub tcp: bool,
    pub target: Target,
    pub id_ttl: Span,
    pub idle_timeout: Timeout,
    pub max_ids: Count,
    pub max_ids_per_source: Count,
    pub max_clients: Count,
    pub request_timeout: Span,
    pub max_pps: Count,
    pub course_peers: CoursePeers,
    pub allow: Vec<Prefix>,
    pub deny: Vec<Prefix>,
    pub events: bool,
    pub loss: Chance,
    pub delay: Delay,
    pub duplicate: Chance,
    pub reorder: Chance,
    pub corrupt: Chance,
    pub seed: Seed,
    pub reply_timeout: Timeout,
    pub tries: Count,
}

/// Settings of the echo tool, both ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is explained in config/default.toml")]
pub struct Echo {
    pub port: Port,
    pub bind: Vec<Address>,
    pub target: Target,
    pub wire: echo::wire::Wire,
    pub max_clients: Count,
    pub idle_timeout: Timeout,
    pub suffix: String,
    pub max_pps: Count,
    pub course_peers: CoursePeers,
    pub allow: Vec<Prefix>,
    pub deny: Vec<Prefix>,
    pub remote_stop: RemoteStop,
    pub events: bool,
    pub loss: Chance,
    pub delay: Delay,
    pub duplicate: Chance,
    pub reorder: Chance,
    pub corrupt: Chance,
    pub seed: Seed,
    pub count: Times,
    pub size: Size,
    pub interval: Timeout,
    pub reply_timeout: Span,
}

/// Settings of the ping tool, both ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is explained in config/default.toml")]
pub struct Ping {
    pub port: Port,
    pub bind: Vec<Address>,
    pub target: Target,
    pub wire: Wire,
    pub stateful: bool,
    pub max_sessions: Count,
    pub session_timeout: Span,
    pub min_interval: Timeout,
    pub max_size: Size,
    pub require_auth: bool,
    pub location: bool,
    pub threads: Count,
    pub max_pps: Count,
    pub course_peers: CoursePeers,
    pub allow: Vec<Prefix>,
    pub deny: Vec<Prefix>,
    pub remote_stop: RemoteStop,
    pub events: bool,
    pub loss: Chance,
    pub delay: Delay,
    pub duplicate: Chance,
    pub reorder: Chance,
    pub corrupt: Chance,
    pub seed: Seed,
    pub count: Times,
    pub interval: Span,
    pub size: Size,
    pub schedule: ping::args::When,
    pub timer: Timer,
    pub tlv: Vec<ping::args::Ask>,
    pub ttl: u8,
    pub dscp: u8,
    pub df: bool,
    pub duration: Timeout,
    pub reply_timeout: Span,
    pub every: Timeout,
}

/// Settings of the throughput tool, both ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is explained in config/default.toml")]
pub struct Throughput {
    pub probe_port: Port,
    pub bind: Vec<Address>,
    pub target: Target,
    pub wire: throughput::wire::Wire,
    pub max_pps: Count,
    pub course_peers: CoursePeers,
    pub allow: Vec<Prefix>,
    pub deny: Vec<Prefix>,
    pub remote_stop: RemoteStop,
    pub events: bool,
    pub loss: Chance,
    pub delay: Delay,
    pub duplicate: Chance,
    pub reorder: Chance,
    pub corrupt: Chance,
    pub seed: Seed,
    pub count: Times,
    pub interval: Span,
    pub factor: Factor,
    pub min_interval: Span,
    pub size: Size,
    pub reply_timeout: Span,
}

/// Settings of the ftp tool, both ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is explained in config/default.toml")]
pub struct Ftp {
    pub port: Port,
    pub bind: Vec<Address>,
    pub target: Target,
    pub wire: ftp::wire::Wire,
    pub course_key: CourseKey,
    pub max_clients: Count,
    pub auth_timeout: Span,
    pub course_pause: Timeout,
    pub stall_timeout: Timeout,
    pub max_pps: Count,
    pub allow: Vec<Prefix>,
    pub deny: Vec<Prefix>,
    pub events: bool,
    pub reply_timeout: Timeout,
    pub output: String,
}

impl Ftp {
    /// Who may be served.
    pub fn rules(&self) -> Rules {
        Rules {
            allow: self.allow.clone(),
            deny: self.deny.clone(),
            // Over TCP nobody is answered at a forged address.
            course_peers: CoursePeers::Any,
            max_pps: self.max_pps.get() as u64,
            own_ports: Vec::new(),
        }
    }
}

/// Settings of the relay tool, both ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is explained in config/default.toml")]
pub struct Relay {
    pub port: Port,
    pub bind: Vec<Address>,
    pub target: Target,
    pub wire: relay::wire::Wire,
    pub peer_ttl: Span,
    pub max_peers: Count,
    pub max_first_contacts: Count,
    pub open: bool,
    pub max_pps: Count,
    pub course_peers: CoursePeers,
    pub allow: Vec<Prefix>,
    pub deny: Vec<Prefix>,
    pub remote_stop: RemoteStop,
    pub events: bool,
    pub loss: Chance,
    pub delay: Delay,
    pub duplicate: Chance,
    pub reorder: Chance,
    pub corrupt: Chance,
    pub seed: Seed,
    pub refresh: Span,
    pub reply_timeout: Span,
    pub tries: Count,
    pub count: Times,
    pub duration: Timeout,
}

/// Settings of the dual-stack tool, both ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is explained in config/default.toml")]
pub struct DualStack {
    pub port: Port,
    pub bind: Vec<Address>,
    pub target: Target,
    pub wire: dual_stack::wire::Wire,
    pub max_clients: Count,
    pub idle_timeout: Timeout,
    pub max_pps: Count,
    pub allow: Vec<Prefix>,
    pub deny: Vec<Prefix>,
    pub events: bool,
    pub count: Times,
    pub reply_timeout: Span,
}

/// What the sections of all UDP servers have in common.
macro_rules! udp_server {
    ($($section:ty),+) => {$(
        impl $section {
            /// Who may be served. `own_ports` are the UDP ports of this profile's servers.
            pub fn rules(&self, own_ports: Vec<u16>) -> Rules {
                Rules {
                    allow: self.allow.clone(),
                    deny: self.deny.clone(),
                    course_peers: self.course_peers,
                    max_pps: self.max_pps.get() as u64,
                    own_ports,
                }
            }

            /// What is done to answers on purpose. `random` is the seed where it says random.
            pub fn impairment(&self, random: u64) -> impair::Settings {
                impair::Settings {
                    loss: self.loss,
                    delay: self.delay,
                    duplicate: self.duplicate,
                    reorder: self.reorder,
                    corrupt: self.corrupt,
                    seed: self.seed.number(|| random),
                }
            }
        }
    )+};
}

udp_server!(Handshake, Echo, Ping, Throughput, Relay);

impl Profile {
    /// The UDP ports our servers of this profile listen on: none of them answers a packet from another.
    pub fn udp_ports(&self) -> Vec<u16> {
        vec![
            self.handshake.port.0,
            self.echo.port.0,
            self.ping.port.0,
            self.throughput.probe_port.0,
            self.relay.port.0,
        ]
    }
}

#[cfg(test)]
mod tests {
    use crate::profile::{Surroundings, keys, load};

    #[test]
    fn no_udp_server_is_forgotten_among_the_ports_that_are_never_answered() {
        let ports = load(None, &Surroundings::default()).unwrap().profile.udp_ports();
        let keys = keys();
        let udp_servers = keys.iter().filter(|key| key.key == "course-peers").map(|key| &key.section);
        let expected: Vec<u16> = udp_servers
            .filter_map(|section| {
                // A tool whose port is another wire's has one for probes.
                let port = |name| keys.iter().find(|key| key.section == *section && key.key == name);
                port("probe-port").or(port("port"))
            })
            .map(|key| key.value.parse().unwrap())
            .collect();
        assert_eq!(ports, expected);
    }
}
