//! dual-stack: which family a connection takes, and whether something answers there.
//!
//! The client resolves a name, tries its addresses in turn and says what became of each. On the course wire it has the
//! exercise's dialogue over the connection; else it says nothing. The server always speaks the exercise's. [`check`] judges
//! other people's programs.

pub mod args;
pub mod check;
pub mod client;
pub mod demo;
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
            serve::run(args::ServePlan::new(&args, &context.profile.dual_stack), &context)
        }
        args::End::Client(args) => {
            client::run(args::ClientPlan::new(args, &context.profile.dual_stack)?, context)
        }
        args::End::Check(args) => cli::check::run(&check::CATALOGUE, args, |_, _| "", context),
    }
}
