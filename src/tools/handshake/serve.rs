//! The server: opens its sockets, makes its core, and serves.

use std::hash::RandomState;

use super::args::ServePlan;
use super::proto::server::LeaseServer;
use super::wire;
use crate::cli::Context;
use crate::cli::serving::{self, Service, Show};
use crate::clock;
use crate::contract::Transport;
use crate::error::{Exit, Result};
use crate::net::listen;

/// Serves until told to stop.
pub fn run(plan: ServePlan, context: Context) -> Result<Exit> {
    let show = Show { tool: "handshake", events: plan.events, explain: wire::explain };
    let mut settings = plan.settings;
    let service = match plan.transport {
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
    };
    serving::run(&context, vec![service])
}
