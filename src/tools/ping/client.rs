//! The client: on STAMP's wire, or on the course's.

pub mod course;
pub mod mtu;
pub mod packets;
pub mod prober;
mod show;
pub mod target;

use super::args::{ClientPlan, Way};
use crate::cli::Context;
use crate::error::{Exit, Result};

/// Pings until all packets are sent and answered or given up.
pub fn run(plan: ClientPlan, context: Context) -> Result<Exit> {
    match plan.way {
        Way::Course(server) => course::run(plan.pace, server, context),
        Way::Stamp(stamp) => prober::run(plan.pace, stamp, context),
    }
}
