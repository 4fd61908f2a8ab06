//! ftp's flags as typed, and the plans that they and the profile make. Nothing here acts.
//!
//! Flags that are profile keys are explained in `config/default.toml`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};

use super::key::Source;
use super::wire::Wire;
use crate::admit::{Prefix, Rules};
use crate::cli::check::{CheckArgs, OneVariant};
use crate::cli::flags::{Listen, Reach, Server, either};
use crate::drive::bulk::Limits;
use crate::error::{Error, Result};
use crate::profile::Ftp;
use crate::report::Options;
use crate::value::{Address, Count, CourseKey, Port, Span, Switch, Timeout};

/// Which end of a file transfer.
#[derive(Debug, Subcommand)]
pub enum End {
    /// Send a file to every client that knows the key
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Fetch a server's file
    #[command(after_help = CLIENT_EXAMPLES)]
    Client(ClientArgs),
    /// Judge anybody's program against the exercise, case by case
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs<OneVariant>),
}

/// Examples of both ends together.
pub const EXAMPLES: &str = "\
Examples:
  In one terminal, and in another:
    sockctl ftp serve lecture.pdf
    sockctl ftp client -o copy.pdf
  Between two machines, with a key of your own:
    sockctl ftp serve lecture.pdf --course-key-file key.txt
    sockctl ftp client 192.0.2.7 -o copy.pdf --course-key-file key.txt";

const SERVE_EXAMPLES: &str = "\
Examples:
  On every address, TCP port 2121, until Ctrl-C:
    sockctl ftp serve lecture.pdf
  As the exercise's server: one client gets the file, then it ends:
    sockctl ftp serve lecture.pdf --once
  See who comes and what becomes of the file:
    sockctl ftp serve lecture.pdf --events";

const CLIENT_EXAMPLES: &str = "\
Examples:
  From 127.0.0.1:2121 into the file received-file:
    sockctl ftp client
  From another machine, in place of an earlier copy:
    sockctl ftp client 192.0.2.7 -o copy.pdf --force
  Into another program:
    sockctl ftp client 192.0.2.7 -o - | sha256sum";

const CHECK_EXAMPLES: &str = "\
Examples:
  Judge a server that runs already:
    sockctl ftp check server 127.0.0.1:2121
  Start the server anew for each case, with a file that the case makes; {key} can be filled in too:
    sockctl ftp check server -- python3 server.py {host} {port} {file}
  Judge a client, which is told where to write; {key} and {timeout} can be filled in too:
    sockctl ftp check client -- python3 client.py {host} {port} --output {output}
  What a case is about:
    sockctl ftp check --explain FT-04";

/// The server's flags.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// File to send; opened anew for each client, who gets it as long as it is then
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    file: PathBuf,
    #[command(flatten)]
    listen: Listen,
    #[arg(long, value_name = "WIRE")]
    wire: Option<Wire>,
    #[command(flatten)]
    key: Key,
    /// End when one client has been sent the whole file, serving one at a time
    #[arg(long)]
    once: bool,
    #[arg(long, value_name = "N")]
    max_clients: Option<Count>,
    #[arg(long, value_name = "SPAN")]
    auth_timeout: Option<Span>,
    #[arg(long, value_name = "SPAN|off")]
    course_pause: Option<Timeout>,
    #[arg(long, value_name = "SPAN|off")]
    stall_timeout: Option<Timeout>,
    #[arg(long, value_name = "N")]
    max_pps: Option<Count>,
    #[arg(long, value_name = "PREFIX")]
    allow: Vec<Prefix>,
    #[arg(long, value_name = "PREFIX")]
    deny: Vec<Prefix>,
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    events: Option<Switch>,
}

/// The client's flags.
#[derive(Args, Debug, Default)]
pub struct ClientArgs {
    #[command(flatten)]
    reach: Reach,
    #[arg(long, value_name = "WIRE")]
    wire: Option<Wire>,
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Replace a file of that name, once all of the new one has come
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    key: Key,
    #[arg(long, value_name = "SPAN|off")]
    reply_timeout: Option<Timeout>,
    #[arg(long, value_name = "SPAN|off")]
    stall_timeout: Option<Timeout>,
}

/// The key, of either end.
#[derive(Args, Debug, Default)]
struct Key {
    #[arg(long, value_name = "KEY", conflicts_with = "course_key_file")]
    course_key: Option<CourseKey>,
    /// File whose only line is the key of the course wire
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    course_key_file: Option<PathBuf>,
}

impl Key {
    fn over(self, profile: &CourseKey) -> Source {
        match self.course_key_file {
            Some(path) => Source::File(path),
            None => Source::Given(self.course_key.unwrap_or_else(|| profile.clone())),
        }
    }
}

/// What a server is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ServePlan {
    /// What is sent.
    pub file: PathBuf,
    /// Where to listen.
    pub bind: Vec<Address>,
    /// On which port.
    pub port: Port,
    /// What is spoken.
    pub wire: Wire,
    /// What a client must say.
    pub key: Source,
    /// Who may be served.
    pub rules: Rules,
    /// How long a client may take to say the key.
    pub auth_timeout: Duration,
    /// Between the answer and the file.
    pub pause: Duration,
    /// What the driver is told.
    pub limits: Limits,
    /// Whether each connection is printed.
    pub events: bool,
}

impl ServePlan {
    /// The flags over the profile.
    pub fn new(args: ServeArgs, profile: &Ftp) -> ServePlan {
        let rules = profile.rules();
        ServePlan {
            file: args.file,
            bind: either(&args.listen.bind, &profile.bind),
            port: args.listen.port.unwrap_or(profile.port),
            wire: args.wire.unwrap_or(profile.wire),
            key: args.key.over(&profile.course_key),
            rules: Rules {
                allow: either(&args.allow, &rules.allow),
                deny: either(&args.deny, &rules.deny),
                max_pps: args.max_pps.map_or(rules.max_pps, |count| count.get() as u64),
                ..rules
            },
            auth_timeout: args.auth_timeout.unwrap_or(profile.auth_timeout).duration(),
            pause: args.course_pause.unwrap_or(profile.course_pause).limit().unwrap_or_default(),
            limits: Limits {
                max_clients: args.max_clients.unwrap_or(profile.max_clients).get(),
                stall_timeout: args.stall_timeout.unwrap_or(profile.stall_timeout).limit(),
                one_at_a_time: args.once,
            },
            events: args.events.map_or(profile.events, |switch| switch.0),
        }
    }
}

/// Where a client puts the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Standard output.
    Standard,
    /// A file of this name; `replace` one that is there.
    File {
        /// Its name.
        path: PathBuf,
        /// Whether an earlier one is given up.
        replace: bool,
    },
}

/// What a client is to do, complete and checked.
#[derive(Clone, Debug)]
pub struct ClientPlan {
    /// Whom to ask.
    pub server: Server,
    /// What is spoken.
    pub wire: Wire,
    /// What to say.
    pub key: Source,
    /// Where the file goes.
    pub output: Output,
    /// How long connecting, and the answer, may take together.
    pub reply_timeout: Option<Duration>,
    /// How long no byte of the file may come.
    pub stall_timeout: Option<Duration>,
}

impl ClientPlan {
    /// The flags over the profile. `options` must leave standard output alone when the file goes there.
    pub fn new(args: ClientArgs, profile: &Ftp, options: Options) -> Result<ClientPlan> {
        let path = args.output.unwrap_or_else(|| PathBuf::from(&profile.output));
        let output = match path.to_str() {
            Some("") => {
                return Err(Error::usage("the file to write has no name").hint("give one with -o"));
            }
            Some("-") => Output::Standard,
            _ => Output::File { path, replace: args.force },
        };
        if output == Output::Standard && (options.json || options.trace) {
            let flag = if options.json { "--json" } else { "--trace" };
            return Err(Error::usage(format!("-o - and {flag} would both write to standard output"))
                .hint("give -o a file"));
        }
        Ok(ClientPlan {
            server: args.reach.over(&profile.target, profile.port)?,
            wire: args.wire.unwrap_or(profile.wire),
            key: args.key.over(&profile.course_key),
            output,
            reply_timeout: args.reply_timeout.unwrap_or(profile.reply_timeout).limit(),
            stall_timeout: args.stall_timeout.unwrap_or(profile.stall_timeout).limit(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Surroundings, load};
    use anstream::ColorChoice;

    const PLAIN: Options = Options { json: false, trace: false, color: ColorChoice::Never, verbosity: 0 };

    fn output(name: Option<&str>, options: Options) -> Result<Output> {
        let args = ClientArgs { output: name.map(PathBuf::from), force: true, ..ClientArgs::default() };
        let profile = load(None, &Surroundings::default()).unwrap().profile.ftp;
        ClientPlan::new(args, &profile, options).map(|plan| plan.output)
    }

    #[test]
    fn the_file_goes_where_it_is_told() {
        let file = |name: &str| Output::File { path: name.into(), replace: true };
        assert_eq!(output(None, PLAIN).unwrap(), file("received-file"));
        assert_eq!(output(Some("x"), PLAIN).unwrap(), file("x"));
        assert_eq!(output(Some("./-"), PLAIN).unwrap(), file("./-"));
        assert_eq!(output(Some("-"), PLAIN).unwrap(), Output::Standard);
        assert!(output(Some(""), PLAIN).is_err());
        for options in [Options { json: true, ..PLAIN }, Options { trace: true, ..PLAIN }] {
            assert!(output(Some("-"), options).unwrap_err().to_string().contains("standard output"));
            assert!(output(Some("x"), options).is_ok());
        }
    }
}
