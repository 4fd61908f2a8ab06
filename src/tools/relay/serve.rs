//! The server: opens its sockets, makes its core, and serves.

use std::hash::RandomState;

use super::args::{ServeArgs, ServePlan};
use super::proto::server::Relay;
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
pub fn offer(profile: &Profile, random: u64) -> Result<Offer> {
    Ok(Offer::Services(vec![service(ServePlan::new(&ServeArgs::default(), profile, random)?)?]))
}

fn service(plan: ServePlan) -> Result<Service> {
    let show = Show { tool: "relay", events: plan.events, explain: wire::explain };
    let bound = listen::udp(&plan.bind, plan.port)?;
    let mut settings = plan.settings;
    settings.rules.own_ports.extend(bound.ports());
    settings.listening.clone_from(&bound.addresses);
    let wire::Wire::Course = plan.wire;
    let core = Relay::new(settings, RandomState::new());
    Ok(Service::datagrams(show, bound, core, plan.impairment))
}
