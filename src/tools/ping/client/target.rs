//! Whom the client probes, once the address is known.

use std::net::SocketAddr;
use std::sync::Arc;

use super::super::args::StampPlan;
use crate::cli::flags::Server;
use crate::cli::probing::cannot_send;
use crate::error::{Error, Result};
use crate::net::resolve;
use crate::net::udp::{Connected, Travel};
use crate::report::Report;

/// A target whose address is known.
#[derive(Clone, Debug)]
pub struct Reached {
    /// As it was named.
    pub name: Arc<str>,
    /// Its address.
    pub server: SocketAddr,
    /// How packets travel there.
    pub travel: Travel,
}

/// Looks for the addresses of all targets. One of several that has none is told of and left out.
pub fn reach_all(plan: &StampPlan, report: &mut Report) -> Result<Vec<Reached>> {
    let (mut reached, mut failed) = (Vec::new(), None);
    for (name, server) in &plan.servers {
        match reach(name, server, &plan.travel) {
            Ok(target) => reached.push(target),
            Err(error) if plan.servers.len() > 1 => {
                report.warning(&error);
                failed = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    match failed {
        Some(error) if reached.is_empty() => Err(error),
        _ => Ok(reached),
    }
}

/// The first address of a server.
fn reach(name: &str, server: &Server, travel: &Travel) -> Result<Reached> {
    let addresses = resolve::resolve(&server.host, server.port, server.family)?;
    // Towards an address of the other family nothing can be sent from it.
    let suits = |at: &&SocketAddr| travel.source.is_none_or(|source| source.is_ipv4() == at.is_ipv4());
    let address = addresses.iter().find(suits).or(addresses.first()).copied();
    let address = address.ok_or_else(|| Error::start("there is no address to send to"))?;
    Ok(Reached { name: name.into(), server: address, travel: travel.clone() })
}

impl Reached {
    /// A socket towards it.
    pub fn connect(&self) -> Result<Connected> {
        let opened = Connected::open_by(self.server, &self.travel);
        opened.map_err(|error| match &self.travel.interface {
            Some(name) => Error::system(format!("cannot send to {} by {name}", self.server), &error)
                .hint("`ip link` lists this machine's interfaces"),
            None => cannot_send(self.travel.source, self.server, &error),
        })
    }
}
