//! ftp: a file for a key, after the course exercise.
//!
//! A client says the key; the server answers `AUTH_SUCCESS` and sends its file until the connection ends, or
//! `AUTH_ERROR`. [`wire`] has the words, [`proto`] the dialogue, [`serve`] and [`client`] bring it to sockets and
//! files. [`check`] judges other people's programs.

pub mod args;
pub mod check;
pub mod client;
pub mod demo;
pub mod key;
pub mod proto;
pub mod serve;
pub mod summary;
pub mod wire;

use crate::cli::{self, Context};
use crate::error::{Exit, Result};

/// Runs one end.
pub fn run(end: args::End, context: Context) -> Result<Exit> {
    match end {
        args::End::Serve(args) => serve::run(args::ServePlan::new(args, &context.profile.ftp), &context),
        args::End::Client(args) => {
            client::run(args::ClientPlan::new(args, &context.profile.ftp, context.options)?, context)
        }
        args::End::Check(args) => cli::check::run(&check::CATALOGUE, args, |_, _| "", context),
    }
}
