//! What the two echo exercises ask of a program: the catalogue of cases, for both ends.

mod client;
mod server;

use super::wire::{self, Wire};
use crate::check::case::{Catalogue, Role, Terms};
use crate::check::program::Value;
use crate::contract::Transport;
use crate::profile::Profile;

/// The variants: the plain echo over either transport, and the named clients.
const LAB_TCP: &str = "lab-tcp";
const LAB_UDP: &str = "lab-udp";
const NAMED: &str = "named";

/// All cases.
pub const CATALOGUE: Catalogue = Catalogue {
    tool: "echo",
    cases: &[server::CASES, client::CASES],
    variants: &[NAMED, LAB_TCP, LAB_UDP],
    usual_variant: |profile| variant(None, false, profile),
    explain: |bytes| wire::explain(Wire::Named)(bytes),
    reach: |profile| (profile.echo.target.clone(), profile.echo.port),
    values,
};

/// The variant that the flags, or else the profile, choose.
pub(super) fn variant(wire: Option<Wire>, is_udp: bool, profile: &Profile) -> &'static str {
    match wire.unwrap_or(profile.echo.wire) {
        // Over UDP there is the plain echo alone.
        _ if is_udp => LAB_UDP,
        Wire::Named => NAMED,
        Wire::Lab | Wire::Rfc862 => LAB_TCP,
    }
}

fn values(terms: &Terms, role: Role) -> Vec<Value> {
    match role {
        Role::Server => {
            vec![
                ("suffix", terms.profile.echo.suffix.clone()),
                ("max-clients", max_clients(terms).to_string()),
            ]
        }
        Role::Client => Vec::new(),
    }
}

fn transport(terms: &Terms) -> Transport {
    if terms.variant == LAB_UDP { Transport::Udp } else { Transport::Tcp }
}

fn is_named(terms: &Terms) -> bool {
    terms.variant == NAMED
}

/// How many clients a server of named clients takes at once.
fn max_clients(terms: &Terms) -> usize {
    terms.profile.echo.max_clients.get()
}

/// What comes back for this text.
fn answer_to(terms: &Terms, text: &[u8]) -> Vec<u8> {
    let suffix = if is_named(terms) { terms.profile.echo.suffix.as_bytes() } else { b"" };
    [text, suffix].concat()
}
