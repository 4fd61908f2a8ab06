//! ping: packets at a fixed interval, each acknowledged; loss, round-trip times and their variation.
//!
//! The course wire: [`crate::probe`] has its bytes, its server and the client's account.
//! [`check`] judges other people's programs.

pub mod args;
pub mod check;
pub mod client;
pub mod demo;
pub mod plot;
pub mod serve;
pub mod summary;
pub mod table;

use crate::cli::{self, Context};
use crate::error::{Exit, Result};

/// Runs one end.
pub fn run(end: args::End, context: Context) -> Result<Exit> {
    match end {
        args::End::Serve(args) => serve::run(args.plan(&context.profile, context.random()), &context),
        args::End::Client(args) => client::run(args::ClientPlan::new(args, &context.profile.ping)?, context),
        args::End::Check(args) => cli::check::run(&check::CATALOGUE, args, |_, _| "", context),
    }
}
