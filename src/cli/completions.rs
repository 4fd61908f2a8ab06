//! `sockctl completions`: scripts that teach a shell to complete our commands.
//!
//! The script that is printed asks the program itself at each TAB, so that it also offers the user's own profiles.
//! `--static` prints one that stands alone, for packages.

use std::ffi::OsStr;
use std::ops::ControlFlow;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};
use clap_complete::env::{CompleteEnv, Shells};
use clap_complete::{Shell, generate};

use crate::error::{Error, Exit, Result, reason};
use crate::profile::{Surroundings, list};
use crate::report::Report;

pub(super) const EXAMPLES: &str = "\
Examples:
  In ~/.bashrc, and the same with zsh in ~/.zshrc after compinit:
    source <(sockctl completions bash)
  In ~/.config/fish/config.fish:
    sockctl completions fish | source
  For a package:
    sockctl completions zsh --static > _sockctl";

/// The variable by which a script asks the program what could stand here.
const VARIABLE: &str = "COMPLETE";

/// Flags of `completions`.
#[derive(Args, Debug)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
    /// Print a script that does not need the program at each TAB, and so knows the built-in profiles alone
    #[arg(long = "static")]
    standalone: bool,
}

/// Answers a shell that asks what could stand here; false when nobody asked.
pub fn answer_shell() -> std::result::Result<bool, clap::Error> {
    CompleteEnv::with_factory(super::command).var(VARIABLE).try_complete(std::env::args_os(), None)
}

/// What `--profile` could mean: the profiles there are, or files once no profile begins like that.
pub fn profiles(current: &OsStr) -> Vec<CompletionCandidate> {
    let begun = current.to_string_lossy();
    let known = list(&Surroundings::of_process());
    let named: Vec<_> = known
        .iter()
        .filter(|known| known.name.starts_with(&*begun))
        .map(|known| CompletionCandidate::new(&known.name).help(Some(known.about().into())))
        .collect();
    if named.is_empty() { PathCompleter::file().complete(current) } else { named }
}

/// Prints the script.
pub fn run(args: &CompletionsArgs, mut report: Report) -> Result<Exit> {
    let script = if args.standalone { standalone(args.shell) } else { asking(args.shell)? };
    let (ControlFlow::Continue(()) | ControlFlow::Break(())) = report.raw(&script);
    report.finish().map(|()| Exit::Done)
}

/// The script that stands alone. It offers the built-in profiles by name; a path is still accepted.
pub fn standalone(shell: Shell) -> Vec<u8> {
    let names = list(&Surroundings::default());
    let profiles = names.iter().map(|known| PossibleValue::new(known.name.clone()).help(known.about()));
    let mut command =
        super::command().mut_arg("profile", |arg| arg.value_parser(PossibleValuesParser::new(profiles)));
    let mut script = Vec::new();
    generate(shell, &mut command, "sockctl", &mut script);
    if shell != Shell::Fish {
        return script;
    }
    // Until its value is typed, fish's argparse takes a last `--profile` for a mistake, and nothing is offered.
    let parse = "argparse -s (__fish_sockctl_global_optspecs) --";
    let script = String::from_utf8_lossy(&script);
    let tolerant = format!("{parse} $cmd 2>/dev/null\n    or {parse} $cmd[1..-2] 2>/dev/null\n");
    script.replace(&format!("{parse} $cmd 2>/dev/null\n"), &tolerant).into_bytes()
}

/// The script that asks the program that printed it.
fn asking(shell: Shell) -> Result<Vec<u8>> {
    let program = std::env::current_exe()
        .map_err(|error| Error::start(format!("cannot tell where this program is: {}", reason(&error))))?;
    let unknown = || Error::usage(format!("there is no script for {shell}"));
    let program = program.to_string_lossy();
    // clap_complete quotes the program's path twice for bash; this word needs no quoting and is replaced below.
    let named = if shell == Shell::Bash { "PROGRAM" } else { &*program };
    let mut script = Vec::new();
    Shells::builtins()
        .completer(&shell.to_string())
        .ok_or_else(unknown)?
        .write_registration(VARIABLE, "sockctl", "sockctl", named, &mut script)
        .map_err(|error| Error::start(format!("cannot write the script: {}", reason(&error))))?;
    if shell != Shell::Bash {
        return Ok(script);
    }
    let quoted = format!("'{}'", program.replace('\'', r"'\''"));
    Ok(String::from_utf8_lossy(&script).replace("\"PROGRAM\"", &quoted).into_bytes())
}
