//! The server: the reflector that it shares with ping, on the port for probes.

use super::args::ServeArgs;
use crate::cli::Context;
use crate::cli::probing::{self, ServePlan};
use crate::cli::serving;
use crate::error::{Exit, Result};
use crate::profile::Profile;
use crate::tools::Offer;

/// Serves until told to stop.
pub fn run(plan: ServePlan, context: &Context) -> Result<Exit> {
    serving::run(context, vec![probing::service("throughput", plan)?])
}

/// Its server as the profile has it.
pub fn offer(profile: &Profile, random: u64) -> Result<Offer> {
    let plan = ServeArgs::default().plan(profile, random);
    Ok(Offer::Services(vec![probing::service("throughput", plan)?]))
}
