//! The server: opens its sockets, makes its core, and serves.

use std::hash::RandomState;

use super::args::{ServeArgs, ServePlan};
use super::proto::server::Acknowledger;
use super::wire;
use crate::cli::Context;
use crate::cli::serving::{self, Service, Show};
use crate::error::{Exit, Result};
use crate::net::listen;
use crate::profile::Profile;
use crate::tools::Offer;

/// Serves until told to stop.
pub fn run(plan: ServePlan, context: &Context) -> Result<Exit> {
    serving::run(context, vec![service(plan)?])
}

/// Its server as the profile has it.
pub fn offer(profile: &Profile, _random: u64) -> Result<Offer> {
    Ok(Offer::Services(vec![service(ServePlan::new(&ServeArgs::default(), &profile.dual_stack))?]))
}

fn service(plan: ServePlan) -> Result<Service> {
    let show = Show { tool: "dual-stack", events: plan.events, explain: wire::explain };
    let bound = listen::tcp(&plan.bind, plan.port)?;
    let core = Acknowledger::new(plan.rules, plan.idle_timeout, RandomState::new());
    Ok(Service::streams(show, bound, core, plan.max_clients))
}
