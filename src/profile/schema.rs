//! What a profile holds: one struct for each section, one field for each key, every field required.
//!
//! Plain data. No defaults, no files, no logic: what a key is for and what it is by default stands in
//! `config/default.toml`, and only there.

use serde::Deserialize;

use crate::admit::{CoursePeers, Prefix};
use crate::value::{Address, Count, Port, Span, Target, Timeout};

/// All settings of the program, complete and checked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Profile {
    /// Settings of the handshake tool.
    pub handshake: Handshake,
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
    pub reply_timeout: Timeout,
    pub tries: Count,
}
