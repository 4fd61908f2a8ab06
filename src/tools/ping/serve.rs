//! The server: the reflector that it shares with throughput, on its own port.

use crate::cli::Context;
use crate::cli::probing::{self, ServePlan};
use crate::error::{Exit, Result};

/// Serves until told to stop.
pub fn run(plan: ServePlan, context: Context) -> Result<Exit> {
    probing::serve("ping", plan, context)
}
