//! The server: the reflector that it shares with ping, on the port for probes.

use crate::cli::Context;
use crate::cli::probing::{self, ServePlan};
use crate::error::{Exit, Result};

/// Serves until told to stop.
pub fn run(plan: ServePlan, context: Context) -> Result<Exit> {
    probing::serve("throughput", plan, context)
}
