//! The command line: the root parser, what every command gets ([`Context`]), and the commands that are no tools.
//!
//! Parsing never acts. The words that explain a flag which is also a profile key come from `config/default.toml`.

pub mod check;
pub mod completions;
pub mod demo;
pub mod flags;
pub mod man;
pub mod probing;
pub mod profile;
pub mod secret;
pub mod serve;
pub mod serving;
pub mod submissions;

use std::ffi::OsString;
use std::hash::{BuildHasher, RandomState};

use anstream::ColorChoice;
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::ArgValueCompleter;

use crate::error::{Exit, Result};
use crate::profile::{Key, Profile, Surroundings, keys};
use crate::report::{Options, Report};
use crate::tools::{self, Tool};

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "sockctl",
    version,
    about = "Socket tools, both ends of each, in one program",
    after_help = EXAMPLES,
    max_term_width = 110,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Cli {
    /// Flags of every command.
    #[command(flatten)]
    pub global: Global,
    /// Which command.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  See both ends of every tool at work on this machine:
    sockctl demo
  In one terminal, and in another:
    sockctl handshake serve
    sockctl handshake client
  Explore by TAB (the same in zsh; in fish: sockctl completions fish | source):
    source <(sockctl completions bash)

Exit status:
  0 good, 1 the answer is no, 2 wrong usage or profile, 3 could not start,
  130 second Ctrl-C";

const GLOBAL: &str = "Options of every command";

/// Flags of every command.
#[derive(Args, Clone, Debug)]
pub struct Global {
    /// Profile to take settings from: a name (see `sockctl profile list`) or a file
    #[arg(long, global = true, help_heading = GLOBAL, value_name = "NAME|PATH", add = ArgValueCompleter::new(completions::profiles))]
    pub profile: Option<String>,
    /// Print results as JSON lines
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub json: bool,
    /// Show every message of this end: time, direction, peer, length, bytes and what they mean
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub trace: bool,
    /// When to use colour
    #[arg(long, global = true, help_heading = GLOBAL, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Say more
    #[arg(short, long, global = true, help_heading = GLOBAL, action = ArgAction::Count)]
    pub verbose: u8,
    /// Leave out remarks, and ping's lines of single packets; results and errors are still printed
    #[arg(short, long, global = true, help_heading = GLOBAL, conflicts_with = "verbose")]
    pub quiet: bool,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl From<Color> for ColorChoice {
    fn from(color: Color) -> ColorChoice {
        match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "there is one of these in the life of the program")]
pub enum Command {
    /// A tool.
    #[command(flatten)]
    Tool(Tool),
    /// Run the servers of all tools in one process
    #[command(after_help = serve::EXAMPLES)]
    Serve(serve::ServeArgs),
    /// Judge many programs against their exercises: a folder of submissions
    #[command(after_help = submissions::EXAMPLES)]
    Check(submissions::ManifestArgs),
    /// Run both ends of every tool over loopback and show what worked
    #[command(after_help = demo::EXAMPLES)]
    Demo(demo::DemoArgs),
    /// See, check and start profiles: the files that hold settings
    #[command(subcommand_required = true, arg_required_else_help = true, after_help = profile::EXAMPLES)]
    Profile {
        /// What to do.
        #[command(subcommand)]
        action: profile::Action,
    },
    /// Print a script that teaches a shell to complete sockctl's commands
    #[command(after_help = completions::EXAMPLES)]
    Completions(completions::CompletionsArgs),
    /// Print a manual page, or write all of them to a folder
    #[command(after_help = man::EXAMPLES)]
    Man(man::ManArgs),
}

/// What a command gets beside its own flags.
#[derive(Debug)]
pub struct Context {
    /// What the user wants to see.
    pub options: Options,
    /// All settings.
    pub profile: Profile,
    /// The name or path of the profile, as typed.
    pub profile_name: Option<String>,
    /// Ends the process at once, with this exit status.
    pub leave: fn(u8),
}

impl Context {
    /// A number that is another one each time, small enough (2^53) for every reader of JSON.
    pub fn random(&self) -> u64 {
        RandomState::new().hash_one(0) >> 11
    }

    /// A report for `tool`.
    pub fn report(&self, tool: &'static str) -> Report {
        Report::new(tool, self.options)
    }
}

impl Cli {
    /// Reads the arguments.
    pub fn parse_from(arguments: impl IntoIterator<Item = OsString>) -> clap::error::Result<Cli> {
        let arguments: Vec<OsString> = arguments.into_iter().collect();
        let matches = command().color(color_in(&arguments)).try_get_matches_from(arguments)?;
        Cli::from_arg_matches(&matches)
    }

    /// Carries the command out.
    pub fn run(self, leave: fn(u8)) -> Result<Exit> {
        let global = self.global;
        let options = Options {
            json: global.json,
            trace: global.trace,
            color: global.color.into(),
            verbosity: if global.quiet { -1 } else { i8::try_from(global.verbose).unwrap_or(i8::MAX) },
        };
        let name = global.profile.as_deref();
        let around = Surroundings::of_process();
        match self.command {
            Command::Tool(tool) => {
                let profile = crate::profile::load(name, &around)?.profile;
                tool.run(Context { options, profile, profile_name: global.profile, leave })
            }
            Command::Serve(args) => {
                let profile = crate::profile::load(name, &around)?.profile;
                serve::run(&args, &Context { options, profile, profile_name: global.profile, leave })
            }
            Command::Check(args) => {
                let profile = crate::profile::load(name, &around)?.profile;
                submissions::run(&args, Context { options, profile, profile_name: global.profile, leave })
            }
            Command::Demo(args) => {
                let profile = crate::profile::load(name, &around)?.profile;
                demo::run(&args, Context { options, profile, profile_name: global.profile, leave })
            }
            Command::Profile { action } => {
                profile::run(action, name, &around, Report::new("profile", options))
            }
            Command::Completions(args) => completions::run(&args, Report::new("completions", options)),
            Command::Man(args) => man::run(&args, Report::new("man", options)),
        }
    }
}

/// What `--color` says, for what the parser itself prints.
fn color_in(arguments: &[OsString]) -> clap::ColorChoice {
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let apart = words.windows(2).filter(|pair| pair[0] == "--color").map(|pair| &*pair[1]);
    let joined = words.iter().filter_map(|word| word.strip_prefix("--color="));
    match apart.chain(joined).last() {
        Some("always") => clap::ColorChoice::Always,
        Some("never") => clap::ColorChoice::Never,
        _ => clap::ColorChoice::Auto,
    }
}

/// The whole command line, with each profile key explained at its flag as in `config/default.toml`.
pub fn command() -> clap::Command {
    let keys = keys();
    let mut root = Cli::command();
    for tool in tools::ALL {
        let keys: Vec<&Key> = keys.iter().filter(|key| key.section == tool.name).collect();
        root = root.mut_subcommand(tool.name, |command| {
            command
                .mut_subcommand("serve", |end| explain(end, &keys))
                .mut_subcommand("client", |end| explain(end, &keys))
        });
        root = root.mut_subcommand(tool.name, |command| {
            command.mut_subcommand("check", |check| {
                check::with_cases(check, &tool.check)
                    .mut_subcommand("server", |end| explain(end, &keys))
                    .mut_subcommand("client", |end| explain(end, &keys))
            })
        });
    }
    root
}

fn explain(command: clap::Command, keys: &[&Key]) -> clap::Command {
    command.mut_args(|arg| {
        let key = keys.iter().find(|key| arg.get_id() == &key.key.replace('-', "_"));
        let Some(key) = key.filter(|_| arg.get_help().is_none()) else { return arg };
        let help = match key.plain_value() {
            value if value == "false" => key.comment.clone(),
            value => format!("{} [default: {value}]", key.comment),
        };
        // A value such as -3 is refused by its own parser, which knows better why.
        let has_value = arg.get_long().is_some() && arg.get_action().takes_values();
        arg.help(help).allow_hyphen_values(has_value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn every_profile_key_is_a_flag_and_every_flag_is_explained() {
        let root = command();
        for tool in tools::ALL.map(|tool| tool.name) {
            let ends = root.find_subcommand(tool).unwrap();
            let ends: Vec<_> =
                ["serve", "client"].iter().map(|end| ends.find_subcommand(end).unwrap()).collect();
            for key in keys().iter().filter(|key| key.section == tool) {
                let id = key.key.replace('-', "_");
                let args: Vec<_> = ends
                    .iter()
                    .filter_map(|end| end.get_arguments().find(|arg| arg.get_id() == &id))
                    .collect();
                assert!(!args.is_empty(), "[{tool}] {} has no flag", key.key);
                for arg in args {
                    assert!(
                        arg.get_long().is_none_or(|long| long == key.key),
                        "{} is --{:?}",
                        key.key,
                        arg.get_long()
                    );
                }
            }
            for arg in ends.iter().flat_map(|end| end.get_arguments()) {
                assert!(arg.get_help().is_some(), "{} of {tool} has no help", arg.get_id());
            }
        }
    }
}
