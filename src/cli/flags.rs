//! Groups of flags that several tools share. A flag that is also a profile key of its tool's section has no words
//! here: `config/default.toml` explains both.

#![expect(missing_docs, reason = "flags that are profile keys are explained in config/default.toml")]

use clap::Args;

use crate::admit::{CoursePeers, Prefix};
use crate::net::resolve::Family;
use crate::value::{Address, Count, Port};

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

/// Which family a client uses.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct FamilyFlags {
    /// Use IPv4 alone
    #[arg(short = '4', long, conflicts_with = "ipv6")]
    pub ipv4: bool,
    /// Use IPv6 alone
    #[arg(short = '6', long)]
    pub ipv6: bool,
}

impl FamilyFlags {
    /// The family asked for.
    pub fn family(self) -> Family {
        match (self.ipv4, self.ipv6) {
            (true, _) => Family::V4,
            (_, true) => Family::V6,
            _ => Family::Any,
        }
    }
}
