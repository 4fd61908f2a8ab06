//! sockctl
#![deny(rustdoc::broken_intra_doc_links)]

pub mod admit;
pub mod cli;
pub mod clock;
pub mod contract;
pub mod drive;
pub mod error;
pub mod net;
pub mod pace;
pub mod profile;
pub mod report;
pub mod tools;
pub mod value;

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
