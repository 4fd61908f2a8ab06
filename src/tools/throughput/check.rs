//! What the throughput exercise asks of a program: the catalogue of cases, for both ends. Its server is ping's, whose
//! cases it has under their own names, judged by the profile's section for ping.

mod client;

use crate::check::case::{Catalogue, Role};
use crate::cli::probing::check::host::Asked;
use crate::cli::probing::check::server;
use crate::probe::course;

/// All cases.
pub const CATALOGUE: Catalogue = Catalogue {
    tool: "throughput",
    cases: &[server::CASES, client::CASES],
    variants: &[],
    usual_variant: |_| "",
    explain: course::explain,
    reach: |profile| (profile.throughput.target.clone(), profile.throughput.probe_port),
    values: |terms, role| match role {
        Role::Server => server::values(terms),
        Role::Client => Asked::new(5, 200).values(),
    },
};
