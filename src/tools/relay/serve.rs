//! The server: opens its sockets, makes its core, and serves.

use std::hash::RandomState;

use super::args::ServePlan;
use super::proto::server::Relay;
use super::wire;
use crate::cli::Context;
use crate::cli::serving::{Show, datagrams};
use crate::error::{Exit, Result};
use crate::net::listen;

/// Serves until told to stop.
pub fn run(plan: ServePlan, context: Context) -> Result<Exit> {
    let show = Show { tool: "relay", events: plan.events, explain: wire::explain };
    let bound = listen::udp(&plan.bind, plan.port)?;
    let mut settings = plan.settings;
    settings.rules.own_ports.extend(bound.ports());
    settings.listening.clone_from(&bound.addresses);
    let core = Relay::new(settings, RandomState::new());
    datagrams(&context, show, bound, core, plan.impairment)
}
