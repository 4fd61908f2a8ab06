//! What the dual-stack exercise asks of a program: the catalogue of cases, for both ends.

mod client;
mod server;

use std::time::Duration;

use super::wire;
use crate::check::case::{Catalogue, Role, Terms, seconds};
use crate::check::program::Value;

/// All cases.
pub const CATALOGUE: Catalogue = Catalogue {
    tool: "dual-stack",
    cases: &[server::CASES, client::CASES],
    variants: &[],
    usual_variant: |_| "",
    explain: wire::explain,
    reach: |profile| (profile.dual_stack.target.clone(), profile.dual_stack.port),
    values,
};

/// Time for a program to notice what has come or gone, on a machine that is busy too.
const PAUSE: Duration = Duration::from_secs(1);

fn values(terms: &Terms, role: Role) -> Vec<Value> {
    match role {
        Role::Server => Vec::new(),
        Role::Client => vec![("count", count(terms).to_string()), ("timeout", seconds(timeout(terms)))],
    }
}

/// How long a client waits for each answer.
fn timeout(terms: &Terms) -> Duration {
    terms.scaled(terms.profile.dual_stack.reply_timeout.duration())
}

/// How many texts a client says; the exercise's five where the profile has no end.
fn count(terms: &Terms) -> u64 {
    terms.profile.dual_stack.count.limit().unwrap_or(5)
}
