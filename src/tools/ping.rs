//! ping: packets on a schedule, each reflected; loss, delays and their variation.
//!
//! Two wires: STAMP ([`client::prober`]) and the course's ([`client::course`]). [`crate::probe`] has their bytes, the server of both, and
//! the clients' accounts.
//! [`check`] judges other people's programs.

pub mod args;
pub mod check;
pub mod client;
pub mod demo;
pub mod figures;
pub mod plot;
pub mod report;
pub mod serve;
pub mod summary;
pub mod table;
pub mod targets;

use crate::cli::{self, Context};
use crate::error::{Exit, Result};

/// Runs one end.
pub fn run(end: args::End, context: Context) -> Result<Exit> {
    match end {
        args::End::Serve(args) => serve::run(args.plan(&context.profile, context.random()), &context),
        args::End::Client(args) => {
            let targets = args.targets_file().map(targets::read).transpose()?.unwrap_or_default();
            client::run(args::ClientPlan::new(args, targets, &context.profile.ping)?, context)
        }
        args::End::Check(args) => cli::check::run(&check::CATALOGUE, args, |_, _| "", context),
    }
}
