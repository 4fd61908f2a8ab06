//! The server: looks at its file, opens its sockets, makes its core, and serves.

use std::hash::RandomState;

use super::args::ServePlan;
use super::proto::server::{FileServer, Settings};
use super::wire;
use crate::cli::Context;
use crate::cli::serving::{self, Service, Show};
use crate::drive::bulk::Body;
use crate::error::{Error, Exit, Result};
use crate::net::listen;
use crate::profile::Profile;
use crate::tools::Offer;

/// Serves until told to stop.
pub fn run(plan: ServePlan, context: &Context) -> Result<Exit> {
    serving::run(context, vec![service(plan)?])
}

/// Its server needs a file, which no profile has.
pub fn offer(_profile: &Profile, _random: u64) -> Result<Offer> {
    Ok(Offer::Lacks("it needs a file to send (`sockctl ftp serve FILE`)"))
}

fn service(plan: ServePlan) -> Result<Service> {
    let show = Show { tool: "ftp", events: plan.events, explain: wire::explain };
    let found = plan.key.read()?;
    // Each client gets the file as it is then; one that is not there now is said at once.
    let file = plan.file;
    Body::open(&file).map_err(|error| Error::system(format!("cannot send {}", file.display()), &error))?;
    let mut bound = listen::tcp(&plan.bind, plan.port)?;
    bound.notes.extend(found.remark);
    let settings = Settings {
        key: found.key,
        rules: plan.rules,
        auth_timeout: plan.auth_timeout,
        pause: plan.pause,
        once: plan.limits.one_at_a_time,
    };
    let wire::Wire::Course = plan.wire;
    let core = FileServer::new(settings, RandomState::new());
    Ok(Service::bulk(show, bound, core, move || Body::open(&file), plan.limits))
}
