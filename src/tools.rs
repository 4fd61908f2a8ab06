//! The tools: one folder each, nothing of one in another.

use clap::Subcommand;

use crate::check::case::Catalogue;
use crate::cli::Context;
use crate::cli::demo::Stage;
use crate::cli::serving::Service;
use crate::error::{Exit, Result};
use crate::profile::Profile;

pub mod dual_stack;
pub mod echo;
pub mod ftp;
pub mod handshake;
pub mod ping;
pub mod relay;
pub mod throughput;

/// The tools' commands.
#[derive(Debug, Subcommand)]
pub enum Tool {
    /// Lease a connection ID for a while: HELLO, answered by OK or RESET, over UDP or TCP
    #[command(subcommand_required = true, arg_required_else_help = true, after_help = handshake::args::EXAMPLES)]
    Handshake {
        /// Which end.
        #[command(subcommand)]
        end: handshake::args::End,
    },
    /// Say something and hear it again: RFC 862, or the course's echo, over TCP and UDP
    #[command(subcommand_required = true, arg_required_else_help = true, after_help = echo::args::EXAMPLES)]
    Echo {
        /// Which end.
        #[command(subcommand)]
        end: echo::args::End,
    },
    /// Probe and reflect: loss, delay and jitter, by STAMP or on the course wire
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
    /// Send a file to whoever knows the key, over TCP
    #[command(subcommand_required = true, arg_required_else_help = true, after_help = ftp::args::EXAMPLES)]
    Ftp {
        /// Which end.
        #[command(subcommand)]
        end: ftp::args::End,
    },
    /// Pass messages on between clients by their addresses, over UDP
    #[command(subcommand_required = true, arg_required_else_help = true, after_help = relay::args::EXAMPLES)]
    Relay {
        /// Which end.
        #[command(subcommand)]
        end: relay::args::End,
    },
    /// Connect by name, and see which address and family it took
    #[command(subcommand_required = true, arg_required_else_help = true, after_help = dual_stack::args::EXAMPLES)]
    DualStack {
        /// Which end.
        #[command(subcommand)]
        end: dual_stack::args::End,
    },
}

/// What the program needs of every tool beside its commands.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its name, which is also its profile section.
    pub name: &'static str,
    /// What the demo tries of it.
    pub demo: fn(&mut Stage),
    /// Its server as the profile has it, to run beside others.
    pub services: fn(&Profile, u64) -> Result<Offer>,
    /// What is asked of anybody's program.
    pub check: Catalogue,
}

/// What a tool has for a process that runs several servers.
pub enum Offer {
    /// Its services, their sockets open.
    Services(Vec<Service>),
    /// Nothing, because it lacks something that only its own command can be given.
    Lacks(&'static str),
}

/// All tools, in the order in which people meet them.
pub const ALL: [Entry; 7] = [
    Entry {
        name: "handshake",
        demo: handshake::demo::perform,
        services: handshake::serve::offer,
        check: handshake::check::CATALOGUE,
    },
    Entry {
        name: "echo",
        demo: echo::demo::perform,
        services: echo::serve::offer,
        check: echo::check::CATALOGUE,
    },
    Entry {
        name: "ping",
        demo: ping::demo::perform,
        services: ping::serve::offer,
        check: ping::check::CATALOGUE,
    },
    Entry {
        name: "throughput",
        demo: throughput::demo::perform,
        services: throughput::serve::offer,
        check: throughput::check::CATALOGUE,
    },
    Entry {
        name: "ftp",
        demo: ftp::demo::perform,
        services: ftp::serve::offer,
        check: ftp::check::CATALOGUE,
    },
    Entry {
        name: "relay",
        demo: relay::demo::perform,
        services: relay::serve::offer,
        check: relay::check::CATALOGUE,
    },
    Entry {
        name: "dual-stack",
        demo: dual_stack::demo::perform,
        services: dual_stack::serve::offer,
        check: dual_stack::check::CATALOGUE,
    },
];

impl Tool {
    /// Runs it.
    pub fn run(self, context: Context) -> Result<Exit> {
        match self {
            Tool::Handshake { end } => handshake::run(end, context),
            Tool::Echo { end } => echo::run(end, context),
            Tool::Ping { end } => ping::run(end, context),
            Tool::Throughput { end } => throughput::run(end, context),
            Tool::Ftp { end } => ftp::run(end, context),
            Tool::Relay { end } => relay::run(end, context),
            Tool::DualStack { end } => dual_stack::run(end, context),
        }
    }
}
