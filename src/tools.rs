//! The tools: one folder each, nothing of one in another.

use clap::Subcommand;

use crate::cli::Context;
use crate::cli::demo::Stage;
use crate::error::{Exit, Result};

pub mod handshake;
pub mod ping;
pub mod throughput;

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
    /// Send packets at a shrinking interval, each acknowledged: throughput and delay, second by second
    #[command(subcommand_required = true, arg_required_else_help = true, after_help = throughput::args::EXAMPLES)]
    Throughput {
        /// Which end.
        #[command(subcommand)]
        end: throughput::args::End,
    },
}

impl Tool {
    /// The names of all tools, which are also their profile sections.
    pub const NAMES: [&'static str; 3] = ["handshake", "ping", "throughput"];

    /// What the demo tries of every tool.
    pub fn demo(stage: &mut Stage) {
        handshake::demo::perform(stage);
        ping::demo::perform(stage);
        throughput::demo::perform(stage);
    }

    /// Runs it.
    pub fn run(self, context: Context) -> Result<Exit> {
        match self {
            Tool::Handshake { end } => handshake::run(end, context),
            Tool::Ping { end } => ping::run(end, context),
            Tool::Throughput { end } => throughput::run(end, context),
        }
    }
}
