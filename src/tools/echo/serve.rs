//! The server: opens its sockets, makes a core for each transport, and serves.

use std::hash::RandomState;

use super::args::{ServeArgs, ServePlan};
use super::files::Folder;
use super::proto::datagrams::EchoDatagrams;
use super::proto::streams::{EchoStreams, Files, Settings};
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
    serving::run(context, services(plan)?)
}

/// Its servers as the profile has them.
pub fn offer(profile: &Profile, random: u64) -> Result<Offer> {
    services(ServePlan::new(&ServeArgs::default(), profile, random)?).map(Offer::Services)
}

/// A service for each transport, both on the same port.
fn services(plan: ServePlan) -> Result<Vec<Service>> {
    let show = Show { tool: "echo", events: plan.events, explain: wire::explain(plan.wire) };
    let files = plan.files.as_deref().map(Folder::open).transpose()?;
    let (streams, datagrams) = match plan.transport {
        None => {
            let (streams, datagrams) = listen::tcp_and_udp(&plan.bind, plan.port)?;
            (Some(streams), Some(datagrams))
        }
        Some(Transport::Tcp) => (Some(listen::tcp(&plan.bind, plan.port)?), None),
        Some(Transport::Udp) => (None, Some(listen::udp(&plan.bind, plan.port)?)),
    };
    let streams = streams.map(|bound| {
        let settings = Settings {
            wire: plan.wire,
            suffix: plan.suffix,
            idle_timeout: plan.idle_timeout,
            rules: plan.rules.clone(),
            remote_stop: plan.remote_stop,
            calendar: clock::calendar(),
        };
        let files = files.map(|folder| Box::new(folder) as Box<dyn Files + Send>);
        let core = EchoStreams::new(settings, files, RandomState::new());
        Service::streams(show, bound, core, plan.max_clients)
    });
    let datagrams = datagrams.map(|bound| {
        let mut rules = plan.rules;
        rules.own_ports.extend(bound.ports());
        let core = EchoDatagrams::new(plan.wire, rules, plan.remote_stop, RandomState::new());
        Service::datagrams(show, bound, core, plan.impairment)
    });
    Ok(streams.into_iter().chain(datagrams).collect())
}
