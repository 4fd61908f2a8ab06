//! sockctl: socket tools, both ends of each, in one program. This page is the map of the code.
//!
//! Nouns are tools, verbs are layers. From the outside in:
//!
//! | module | what lives there | what it never does |
//! |---|---|---|
//! | [`cli`] | the command line, and the commands that are no tools | touch a socket that carries traffic |
//! | [`profile`] | settings: found, layered, checked; `config/default.toml` has every default | know a flag |
//! | [`tools`] | one folder a tool: its bytes (`wire`), its decisions (`proto`), its two ends | know another tool |
//! | [`check`] | what is asked of anybody's program: cases, the ends they play, what came of them | know a tool |
//! | [`report`] | everything that is printed, as text or as JSON lines | decide anything |
//! | [`drive`] | threads, the runtime, signals; carries bytes and instants between sockets and cores | know a tool |
//! | [`net`] | sockets and other descriptors; unsafe code in `net::sys` alone | start a thread |
//! | [`contract`] | all that a core and a driver say to each other | do any I/O |
//! | [`admit`], [`pace`] | who may be served, and how often | do any I/O |
//! | [`impair`] | artificial loss and delay, the same for a seed | do any I/O |
//! | [`framing`] | the course's messages out of a byte stream | do any I/O |
//! | [`probe`] | packets, server and account that ping and throughput share | do any I/O |
//! | [`stats`] | distributions, jitter, the course over time | do any I/O |
//! | [`threshold`] | conditions under which a run counts as failed | do any I/O |
//! | [`whole`] | files that appear under their name only when they are whole | touch a socket |
//! | [`value`], [`text`], [`clock`], [`error`] | kinds of value and text, the two clocks, errors | |
//!
//! The tests in `tests/tidy.rs` hold these absences.
//!
//! How a request runs: the arguments as typed and the profile make a *plan*, complete and checked, by a pure
//! function. The plan opens sockets and makes a *core*: a state machine that takes bytes and `now` and gives
//! decisions. A *driver* moves bytes between the two on a thread of its own, while the main thread waits for
//! signals and notices and prints. What the run came to is plain data, which the report shows and which decides the
//! exit code.
//!
//! Drivers: [`drive::datagrams`] serves UDP in batches, [`drive::streams`] serves many TCP connections,
//! [`drive::paced`] sends on a grid and receives on another thread, [`drive::bulk`] moves long streams on a thread
//! each, and a dialogue that only asks and waits is blocking code with [`drive::stop`] among its descriptors. Tests
//! run the same cores on a simulated wire, where time jumps.
//!
//! Where a person types while answers come, [`drive::console`] has the terminal.
//!
//! A further tool is a folder like `tools/echo`, a variant in [`tools::Tool`] and an entry in [`tools::ALL`], a section
//! in `config/default.toml` with its struct in [`profile::schema`], and a file in `tests`.

pub mod cli;
pub mod profile;
pub mod tools;

pub mod check;
pub mod report;

pub mod drive;
pub mod net;

pub mod admit;
pub mod contract;
pub mod framing;
pub mod impair;
pub mod pace;
pub mod probe;
pub mod stats;
pub mod threshold;

pub mod clock;
pub mod error;
pub mod text;
pub mod value;
pub mod whole;

use std::ffi::OsString;
use std::process::ExitCode;

use anstream::ColorChoice;

use crate::cli::Cli;
use crate::error::Exit;

/// Runs the program with these arguments and gives its exit status. `leave` ends the process at once; it is
/// called when a second signal says so.
pub fn run(arguments: impl IntoIterator<Item = OsString>, leave: fn(u8)) -> ExitCode {
    let exit = match cli::completions::answer_shell() {
        Ok(true) => Exit::Done,
        Ok(false) => run_command(arguments, leave),
        Err(error) => refuse(&error),
    };
    ExitCode::from(exit.code())
}

fn run_command(arguments: impl IntoIterator<Item = OsString>, leave: fn(u8)) -> Exit {
    let cli = match Cli::parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
    let color: ColorChoice = cli.global.color.into();
    cli.run(leave).unwrap_or_else(|error| {
        report::error(color, &error);
        error.exit()
    })
}

/// Shows what the parser says: a mistake, or the help or version that was asked for.
fn refuse(error: &clap::Error) -> Exit {
    // Nobody may be there to read it, which changes nothing.
    let _ = error.print();
    if error.use_stderr() { Exit::Usage } else { Exit::Done }
}
