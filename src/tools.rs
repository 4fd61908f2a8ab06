//! The tools: one folder each, nothing of one in another.

use clap::Subcommand;

use crate::cli::Context;
use crate::cli::demo::Stage;
use crate::error::{Exit, Result};

pub mod ftp;
pub mod handshake;
pub mod ping;

/// The only list of tools.
#[derive(Debug, Subcommand)]
pub enum Tool {
    /// Lease a connection ID for a while: HELLO, answered by OK or RESET, over UDP or TCP
    #[command(subcommand_required = true, arg_required_else_help = true, after_help = handshake::args::EXAMPLES)]
    Handshake {
        /// Which end.
        #[command(subcommand)]
        end: handshake::args::End,
    },
    /// Send packets at a fixed interval, each acknowledged: loss, round-trip times, jitter
    #[command(subcommand_required = true, arg_required_else_help = true, after_help = ping::args::EXAMPLES)]
    Ping {
        /// Which end.
        #[command(subcommand)]
        end: ping::args::End,
    },
    /// Send a file to whoever knows the key, over TCP
    #[command(subcommand_required = true, arg_required_else_help = true, after_help = ftp::args::EXAMPLES)]
    Ftp {
        /// Which end.
        #[command(subcommand)]
        end: ftp::args::End,
    },
}

impl Tool {
    /// The names of all tools, which are also their profile sections.
    pub const NAMES: [&'static str; 3] = ["handshake", "ping", "ftp"];

    /// What the demo tries of every tool.
    pub fn demo(stage: &mut Stage) {
        handshake::demo::perform(stage);
        ping::demo::perform(stage);
        ftp::demo::perform(stage);
    }

    /// Runs it.
    pub fn run(self, context: Context) -> Result<Exit> {
        match self {
            Tool::Handshake { end } => handshake::run(end, context),
            Tool::Ping { end } => ping::run(end, context),
            Tool::Ftp { end } => ftp::run(end, context),
        }
    }
}
