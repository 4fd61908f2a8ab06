//! throughput: packets at a shrinking interval, each acknowledged; what comes through, second by second.
//!
//! The course wire, whose server is ping's: [`crate::probe`] has both. [`check`] judges other people's
//! programs.

pub mod args;
pub mod check;
pub mod client;
pub mod demo;
pub mod plot;
pub mod proto;
pub mod serve;
pub mod summary;
pub mod table;
pub mod wire;

#[cfg(test)]
mod sim_tests;

use crate::cli::{self, Context};
use crate::error::{Exit, Result};

/// Runs one end.
pub fn run(end: args::End, context: Context) -> Result<Exit> {
    match end {
        args::End::Serve(args) => serve::run(args.plan(&context.profile, context.random()), &context),
        args::End::Client(args) => {
            client::run(args::ClientPlan::new(args, &context.profile.throughput)?, context)
        }
        args::End::Check(args) => cli::check::run(&check::CATALOGUE, args, |_, _| "", context),
    }
}
