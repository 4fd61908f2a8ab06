//! What the handshake exercise asks of a program: the catalogue of cases, for both ends.

mod client;
mod server;

use std::time::Duration;

use super::wire;
use crate::check::case::{Catalogue, Role, Terms, seconds};
use crate::check::program::Value;
use crate::contract::Transport;
use crate::profile::Profile;

/// The variants of the exercise: over which transport.
const UDP: &str = "udp";
const TCP: &str = "tcp";

/// All cases.
pub const CATALOGUE: Catalogue = Catalogue {
    tool: "handshake",
    cases: &[server::CASES, client::CASES],
    variants: &[UDP, TCP],
    usual_variant: |profile| variant(None, profile),
    explain: wire::explain,
    reach: |profile| (profile.handshake.target.clone(), profile.handshake.port),
    values,
};

/// The variant that the flags, or else the profile, choose.
pub(super) fn variant(tcp: Option<bool>, profile: &Profile) -> &'static str {
    if tcp.unwrap_or(profile.handshake.tcp) { TCP } else { UDP }
}

fn values(terms: &Terms, role: Role) -> Vec<Value> {
    match role {
        Role::Server => vec![("ttl", seconds(ttl(terms))), ("idle", seconds(idle(terms)))],
        Role::Client => vec![("id", "4711".to_owned()), ("timeout", seconds(timeout(terms)))],
    }
}

fn transport(terms: &Terms) -> Transport {
    if terms.variant == TCP { Transport::Tcp } else { Transport::Udp }
}

/// How long a lease lasts in the program under test.
fn ttl(terms: &Terms) -> Duration {
    terms.scaled(terms.profile.handshake.id_ttl.duration())
}

/// After what time without a request its server ends; the exercise's two minutes where the profile says never.
fn idle(terms: &Terms) -> Duration {
    terms.scaled(terms.profile.handshake.idle_timeout.limit().unwrap_or(Duration::from_secs(120)))
}

/// How long its client waits for a reply; the exercise's 15 seconds where the profile says for ever.
fn timeout(terms: &Terms) -> Duration {
    terms.scaled(terms.profile.handshake.reply_timeout.limit().unwrap_or(Duration::from_secs(15)))
}
