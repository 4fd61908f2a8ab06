//! echo: what is said comes back.
//!
//! Three wires: RFC 862 (the default), byte for byte over TCP and UDP; and the course's two, message by message:
//! `lab`, a plain echo until a stop word, and `named`, sessions with names, a cap and an answer's suffix. [`check`] judges other people's programs.

pub mod args;
pub mod check;
pub mod client;
pub mod demo;
pub mod files;
pub mod proto;
pub mod serve;
pub mod summary;
pub mod wire;

use crate::cli::{self, Context};
use crate::error::{Exit, Result};

/// Runs one end.
pub fn run(end: args::End, context: Context) -> Result<Exit> {
    match end {
        args::End::Serve(args) => {
            let plan = args::ServePlan::new(&args, &context.profile, context.random())?;
            serve::run(plan, &context)
        }
        args::End::Client(args) => {
            let plan = args::ClientPlan::new(args, &context.profile.echo)?;
            client::run(plan, context)
        }
        args::End::Check(args) => cli::check::run(&check::CATALOGUE, args, args::Exercise::variant, context),
    }
}
