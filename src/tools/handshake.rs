//! handshake: a lease on a connection ID, after the course exercise.
//!
//! A client says `HELLO <id>`; the server leases the ID for a while (`OK`) or refuses it (`RESET`). The course
//! format is also the standard one. [`wire`] has the bytes, [`proto`] the two ends as state machines, [`serve`]
//! and [`client`] bring them to sockets. [`check`] judges other people's programs.

pub mod args;
pub mod check;
pub mod client;
pub mod demo;
pub mod proto;
pub mod serve;
pub mod wire;

use crate::cli::{self, Context};
use crate::error::{Exit, Result};

/// Runs one end.
pub fn run(end: args::End, context: Context) -> Result<Exit> {
    match end {
        args::End::Serve(args) => {
            serve::run(args::ServePlan::new(&args, &context.profile, context.random()), &context)
        }
        args::End::Client(args) => {
            client::run(args::ClientPlan::new(args, &context.profile.handshake)?, context)
        }
        args::End::Check(args) => cli::check::run(
            &check::CATALOGUE,
            args,
            |flags, profile| check::variant(flags.tcp(), profile),
            context,
        ),
    }
}
