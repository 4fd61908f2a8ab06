//! The server: opens its sockets, makes its core, and serves.

use std::hash::RandomState;

use super::args::{ServeArgs, ServePlan};
use super::proto::server::LeaseServer;
use super::wire;
use crate::cli::Context;
use crate::cli::serving::{self, Service, Show};
use crate::clock;
use crate::contract::Transport;
use crate::error::{Exit, Result};
use crate::net::listen;
use crate::profile::Profile;
use crate::tools::Offer;

/// Serves until told to stop.
pub fn run(plan: ServePlan, context: &Context) -> Result<Exit> {
    serving::run(context, vec![service(plan)?])
}

/// Its server as the profile has it. Beside others it does not end by itself.
pub fn offer(profile: &Profile, random: u64) -> Result<Offer> {
    let mut plan = ServePlan::new(&ServeArgs::default(), profile, random);
    plan.settings.idle_timeout = None;
    Ok(Offer::Services(vec![service(plan)?]))
}

fn service(plan: ServePlan) -> Result<Service> {
    let show = Show { tool: "handshake", events: plan.events, explain: wire::explain };
    let mut settings = plan.settings;
    Ok(match plan.transport {
        Transport::Udp => {
            let bound = listen::udp(&plan.bind, plan.port)?;
            settings.rules.own_ports.extend(bound.ports());
            let core = LeaseServer::new(clock::now(), settings, RandomState::new());
            Service::datagrams(show, bound, core, plan.impairment)
        }
        Transport::Tcp => {
            let bound = listen::tcp(&plan.bind, plan.port)?;
            let core = LeaseServer::new(clock::now(), settings, RandomState::new());
            Service::streams(show, bound, core, plan.max_clients)
        }
    })
}
