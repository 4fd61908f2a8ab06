//! What the relay exercise asks of a program: the catalogue of cases, for both ends.

mod client;
mod server;

use std::time::Duration;

use super::args::Style;
use super::wire;
use crate::check::case::{Catalogue, Role, Terms, seconds};
use crate::check::program::Value;

/// The variants: what a client wants typed.
const MENU: &str = "menu";
const CHAT: &str = "chat";

/// How long the exercise's client waits for an answer.
const ANSWER: Duration = Duration::from_secs(20);

/// All cases.
pub const CATALOGUE: Catalogue = Catalogue {
    tool: "relay",
    cases: &[server::CASES, client::CASES],
    variants: &[MENU, CHAT],
    usual_variant: |_| MENU,
    explain: wire::explain,
    reach: |profile| (profile.relay.target.clone(), profile.relay.port),
    values,
};

/// The variant that the flags choose.
pub(super) fn variant(style: Style) -> &'static str {
    match style {
        Style::Menu => MENU,
        Style::Chat => CHAT,
    }
}

fn values(terms: &Terms, role: Role) -> Vec<Value> {
    match role {
        Role::Server => Vec::new(),
        Role::Client => vec![("timeout", seconds(terms.scaled(ANSWER)))],
    }
}
