//! The server: opens its sockets, makes its core, and serves.

use std::hash::RandomState;

use super::args::ServePlan;
use crate::cli::Context;
use crate::cli::serving::{self, Service, Show};
use crate::error::{Exit, Result};
use crate::net::listen;
use crate::probe::course;
use crate::probe::reflector::Reflector;

/// Serves until told to stop.
pub fn run(plan: ServePlan, context: Context) -> Result<Exit> {
    let show = Show { tool: "ping", events: plan.events, explain: course::explain };
    let bound = listen::udp(&plan.bind, plan.port)?;
    let mut settings = plan.settings;
    settings.rules.own_ports.extend(bound.ports());
    let core = Reflector::new(settings, RandomState::new());
    serving::run(&context, vec![Service::datagrams(show, bound, core, plan.impairment)])
}
