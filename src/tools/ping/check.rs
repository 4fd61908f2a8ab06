//! What the ping exercise asks of a program: the catalogue of cases, for both ends.

mod client;

use crate::check::case::{Catalogue, Role};
use crate::cli::probing::check::host::Asked;
use crate::cli::probing::check::server;
use crate::probe::course;

/// All cases.
pub const CATALOGUE: Catalogue = Catalogue {
    tool: "ping",
    cases: &[server::CASES, client::CASES],
    variants: &[],
    usual_variant: |_| "",
    explain: course::explain,
    reach: |profile| (profile.ping.target.clone(), profile.ping.port),
    values: |terms, role| match role {
        Role::Server => server::values(terms),
        Role::Client => Asked::new(5, 200).values(),
    },
};
