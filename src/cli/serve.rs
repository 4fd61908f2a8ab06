//! `sockctl serve`: the servers of all tools in one process, as the profile has them.

use clap::Args;

use crate::cli::Context;
use crate::cli::serving::{Service, run_together};
use crate::error::{Error, Exit, Result};
use crate::tools::{self, Entry, Offer};

pub(super) const EXAMPLES: &str = "\
Examples:
  Everything there is, until Ctrl-C:
    sockctl serve
  For a lesson, with the exercises' own numbers:
    sockctl --profile course serve --only handshake,echo,ping
  All of it or nothing, for a service manager:
    sockctl serve --except dual-stack --require-all";

/// Flags of `serve`.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// Serve these tools alone
    #[arg(long, value_name = "TOOLS", value_delimiter = ',', value_parser = known_tools(), conflicts_with = "except")]
    only: Vec<String>,
    /// Leave these tools out
    #[arg(long, value_name = "TOOLS", value_delimiter = ',', value_parser = known_tools())]
    except: Vec<String>,
    /// End when one of them cannot listen, instead of going on without it
    #[arg(long)]
    require_all: bool,
}

fn known_tools() -> clap::builder::PossibleValuesParser {
    tools::ALL.map(|tool| tool.name).into()
}

impl ServeArgs {
    fn includes(&self, tool: &Entry) -> bool {
        let has = |names: &[String]| names.iter().any(|name| name == tool.name);
        (self.only.is_empty() || has(&self.only)) && !has(&self.except)
    }
}

/// Serves until told to stop.
pub fn run(args: &ServeArgs, context: &Context) -> Result<Exit> {
    let mut report = context.report("serve");
    let mut served: Vec<Vec<Service>> = Vec::new();
    let mut failed = None;
    for tool in tools::ALL.iter().filter(|tool| args.includes(tool)) {
        if tool.name == "throughput"
            && served.iter().flatten().any(|service| service.tool() == "ping")
            && context.profile.throughput.probe_port == context.profile.ping.port
        {
            // The same reflector on the same port.
            report.note(&format_args!("throughput's probes are answered by ping"));
            continue;
        }
        match (tool.services)(&context.profile, context.random()) {
            Ok(Offer::Services(services)) => served.push(services),
            Ok(Offer::Lacks(what)) => report.note(&format_args!("{} is left out: {what}", tool.name)),
            Err(error) if args.require_all => return Err(error),
            Err(error) => {
                report.warning(&format_args!("{} is left out: {error}", tool.name));
                failed = Some(error);
            }
        }
    }
    if served.is_empty() {
        return Err(failed.unwrap_or_else(|| {
            Error::usage("there is nothing to serve")
                .hint("see `sockctl serve --help` for --only and --except")
        }));
    }
    report.finish()?;
    run_together(context, served)
}
