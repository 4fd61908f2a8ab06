//! relay: messages by address over UDP. A server passes them on between those who have registered.
//!
//! The course wire: `hii` registers, `to:<ip>/<port>;content:<text>` sends. [`check`] judges other people's programs.

pub mod args;
pub mod chat;
pub mod check;
pub mod client;
pub mod demo;
pub mod proto;
pub mod serve;
pub mod wire;

use std::io::{IsTerminal, stdin};

use crate::cli::{self, Context};
use crate::error::{Exit, Result};

/// Runs one end.
pub fn run(end: args::End, context: Context) -> Result<Exit> {
    match end {
        args::End::Serve(args) => {
            serve::run(args::ServePlan::new(&args, &context.profile, context.random())?, &context)
        }
        args::End::Client(args) => {
            let is_person = stdin().is_terminal();
            client::run(args::ClientPlan::new(args, &context.profile.relay, is_person)?, context)
        }
        args::End::Check(args) => {
            cli::check::run(&check::CATALOGUE, args, |flags, _| check::variant(flags.style), context)
        }
    }
}
