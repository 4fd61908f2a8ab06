//! `sockctl TOOL check`: a tool's catalogue of cases against anybody's program. The flags that all tools share, what is
//! printed, and the exit status.

use std::fmt;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Subcommand};
use serde::Serialize;

use crate::check::case::{Case, Catalogue, Role, Severity, Terms};
use crate::check::junit::{self, Suite};
use crate::check::program::Command;
use crate::check::result::{Finding, Score};
use crate::check::run::{Plan, Progress, Step};
use crate::check::trial::{Subject, Told};
use crate::cli::Context;
use crate::contract::{Event, Level};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, program, supervise};
use crate::error::{Error, Exit, Result};
use crate::net::resolve::{self, Family};
use crate::profile::{self, Profile, Surroundings};
use crate::report::{Report, Table};
use crate::text::Escaped;
use crate::value::{Address, Port, Span, Target};
use crate::whole::WholeFile;

/// Flags of `check`, of every tool. `V` has those that choose a variant of the exercise.
#[derive(Args, Debug)]
pub struct CheckArgs<V: Args> {
    /// Which end is judged.
    #[command(subcommand)]
    judged: Option<Judged<V>>,
    #[command(flatten)]
    shared: Shared,
}

/// Which end is judged.
#[derive(Debug, Subcommand)]
enum Judged<V: Args> {
    /// Judge a server: one that runs, or one that is started for each case
    Server(ServerArgs<V>),
    /// Judge a client: one that is started for each case, by a command or by you
    Client(ClientArgs<V>),
}

impl<V: Args> Judged<V> {
    fn role(&self) -> Role {
        match self {
            Judged::Server(_) => Role::Server,
            Judged::Client(_) => Role::Client,
        }
    }

    fn variant(&self) -> &V {
        match self {
            Judged::Server(args) => &args.variant,
            Judged::Client(args) => &args.variant,
        }
    }
}

/// No flags: the exercise has one variant alone.
#[derive(Args, Clone, Copy, Debug)]
pub struct OneVariant {}

#[derive(Args, Debug)]
struct ServerArgs<V: Args> {
    #[command(flatten)]
    variant: V,
    /// Where it runs; not given with a command
    #[arg(value_name = "HOST[:PORT]", conflicts_with = "command")]
    target: Option<Target>,
    /// Port of a running server; or the one a started server is to listen on, in place of a free one for each case
    #[arg(short, long, value_name = "PORT")]
    port: Option<Port>,
    /// Program that starts the server, once for each case; {host}, {port} and others are filled in
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<String>,
}

#[derive(Args, Debug)]
struct ClientArgs<V: Args> {
    #[command(flatten)]
    variant: V,
    /// Port on which we wait for the client, in place of a free one for each case
    #[arg(short, long, value_name = "PORT")]
    port: Option<Port>,
    /// Address on which we wait for the client [default: 127.0.0.1 with a command, else every one]
    #[arg(short = 'B', long, value_name = "ADDR")]
    bind: Option<Address>,
    /// Program that starts the client, once for each case; {host}, {port} and others are filled in
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<String>,
}

/// The flags that are the same whatever is judged.
#[derive(Args, Clone, Debug)]
struct Shared {
    /// List the cases
    #[arg(long, global = true, conflicts_with = "explain")]
    list: bool,
    /// Explain a case: what it requires, where the exercise asks for it, and the usual cause when it fails
    #[arg(long, global = true, value_name = "ID")]
    explain: Option<String>,
    #[command(flatten)]
    choice: Choice,
    /// The program runs so many times faster than the exercise says: its times are divided by this
    #[arg(long, global = true, value_name = "FACTOR", default_value = "1", value_parser = factor)]
    fast: f64,
    /// How long the program may take for each answer
    #[arg(long, global = true, value_name = "SPAN", default_value = "3s")]
    patience: Span,
    /// Write the findings for graders' pipelines
    #[arg(long, global = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    junit: Option<PathBuf>,
}

/// Which cases are played.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Choice {
    /// Play these cases alone
    #[arg(long, global = true, value_name = "IDS", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// Leave these cases out
    #[arg(long, global = true, value_name = "IDS", value_delimiter = ',')]
    pub(super) skip: Vec<String>,
}

/// The command with the names of the cases, for the shell to complete.
pub(super) fn with_cases(check: clap::Command, catalogue: &Catalogue) -> clap::Command {
    let named = |arg: clap::Arg| {
        let cases = catalogue.all().map(|case| PossibleValue::new(case.id).help(case.requires));
        arg.value_parser(PossibleValuesParser::new(cases)).hide_possible_values(true).ignore_case(true)
    };
    let examples = |role: &str, running: &str, started: &str| {
        format!(
            "Examples:\n  {running}\n  The same, started anew for each case:\n    {start}\n  What is looked at:\n    {list}",
            start = format_args!("sockctl {} check {role} -- {started}", catalogue.tool),
            list = format_args!("sockctl {} check {role} --list", catalogue.tool),
        )
    };
    let tool = catalogue.tool;
    let server = format!("A server that runs already:\n    sockctl {tool} check server 127.0.0.1");
    let client =
        format!("A client that you start yourself, when you are told to:\n    sockctl {tool} check client");
    check
        .arg_required_else_help(true)
        .mut_arg("explain", named)
        .mut_arg("only", named)
        .mut_arg("skip", named)
        .mut_subcommand("server", |end| {
            end.after_help(examples("server", &server, "python3 server.py {host} {port}"))
        })
        .mut_subcommand("client", |end| {
            end.after_help(examples("client", &client, "python3 client.py {host} {port}"))
        })
}

pub(super) fn factor(text: &str) -> std::result::Result<f64, String> {
    match text.parse::<f64>() {
        Ok(factor) if (1.0..=1000.0).contains(&factor) => Ok(factor),
        _ => Err(format!("`{text}` is no factor: write a number from 1 to 1000, as in 10")),
    }
}

impl Choice {
    fn of(&self, catalogue: &Catalogue, role: Role, variant: &str) -> Result<Vec<&'static Case>> {
        let has = |ids: &[String], case: &Case| ids.iter().any(|id| id.eq_ignore_ascii_case(case.id));
        let cases: Vec<_> = catalogue
            .of(role, variant)
            .filter(|case| (self.only.is_empty() || has(&self.only, case)) && !has(&self.skip, case))
            .collect();
        for id in self.only.iter().chain(&self.skip) {
            find(catalogue, id)?;
        }
        if cases.is_empty() {
            let variant =
                if variant.is_empty() { String::new() } else { format!(" in its {variant} variant") };
            return Err(Error::usage(format!("no case of a {} {role}{variant} is left", catalogue.tool))
                .hint(format!("`sockctl {} check --list` shows them", catalogue.tool)));
        }
        Ok(cases)
    }
}

fn find(catalogue: &Catalogue, id: &str) -> Result<&'static Case> {
    catalogue.all().find(|case| case.id.eq_ignore_ascii_case(id)).ok_or_else(|| {
        let known: Vec<&str> = catalogue.all().map(|case| case.id).collect();
        Error::usage(format!("{} has no case `{}`", catalogue.tool, Escaped(id.as_bytes()))).hint(format!(
            "there are {} to {}",
            known.first().unwrap_or(&""),
            known.last().unwrap_or(&"")
        ))
    })
}

/// A case as `--list` and `--explain` tell of it.
#[derive(Serialize)]
struct Listed {
    event: &'static str,
    id: &'static str,
    role: Role,
    severity: Severity,
    variants: &'static [&'static str],
    requires: &'static str,
    asked: &'static str,
    hint: &'static str,
}

impl From<&'static Case> for Listed {
    fn from(case: &'static Case) -> Listed {
        let Case { id, role, severity, variants, requires, asked, hint, .. } = *case;
        Listed { event: "case", id, role, severity, variants, requires, asked, hint }
    }
}

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Listed { id, role, severity, requires, asked, hint, .. } = self;
        write!(f, "{id}, {severity}, of a {role}")?;
        if !self.variants.is_empty() {
            write!(f, " ({})", self.variants.join(", "))?;
        }
        write!(f, "\n\n  {requires}.\n\nThe exercise: {asked}")?;
        if hint.is_empty() { Ok(()) } else { write!(f, "\n\nWhen it fails, usually: {hint}") }
    }
}

/// Runs `check` of one tool; `variant` is what the flags `V` chose.
pub fn run<V: Args>(
    catalogue: &Catalogue,
    args: CheckArgs<V>,
    variant: impl FnOnce(&V, &Profile) -> &'static str,
    context: Context,
) -> Result<Exit> {
    let mut report = context.report(catalogue.tool);
    if args.shared.list || args.shared.explain.is_some() {
        tell_of_cases(catalogue, &args, &mut report)?;
        report.finish()?;
        return Ok(Exit::Done);
    }
    let Some(judged) = args.judged else {
        return Err(Error::usage("which end is to be judged?").hint(format!(
            "say `sockctl {0} check server` or `sockctl {0} check client`; --list shows the cases",
            catalogue.tool
        )));
    };
    let profile =
        profile::load_over_course(context.profile_name.as_deref(), &Surroundings::of_process())?.profile;
    let variant = variant(judged.variant(), &profile);
    let Shared { choice, fast, patience, junit, .. } = args.shared;
    let terms = Terms { profile, fast, variant, patience: patience.duration() };
    let request = Request { catalogue: *catalogue, terms, choice };
    // A file that cannot be written is told of before minutes are spent.
    let junit = junit.as_deref().map(|path| WholeFile::create(path, true)).transpose()?;
    let plan = request.plan(judged)?;
    let (role, tool) = (plan.role, catalogue.tool);
    report.note(&format_args!(
        "{}, about {}",
        if plan.cases.len() == 1 { "1 case".to_owned() } else { format!("{} cases", plan.cases.len()) },
        humantime::format_duration(Duration::from_secs(plan.estimate().as_secs() + 1))
    ));
    let watch = report.watch(true);
    let (score, findings) = supervise(
        watch,
        program::leaving(context.leave),
        move |stop, mut teller| play(&plan, &stop, &mut teller),
        |notice| show(&mut report, notice, catalogue.explain),
    )?;
    if let Some(file) = junit {
        let class = format!("{tool}.{role}");
        write_junit(file, &[Suite { name: class.clone(), class, findings }])?;
    }
    let _ = report.result(&score);
    report.finish()?;
    match score.exit() {
        Exit::NotStarted => {
            Err(Error::start(format!("there was nothing to talk to: no {role} gave a sign of life"))
                .hint("is it running, and on that port and transport?"))
        }
        exit => Ok(exit),
    }
}

/// What is asked for, apart from the program itself.
pub(super) struct Request {
    pub(super) catalogue: Catalogue,
    pub(super) terms: Terms,
    pub(super) choice: Choice,
}

impl Request {
    fn plan<V: Args>(&self, judged: Judged<V>) -> Result<Plan> {
        let loopback = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let (role, subject, listen) = match judged {
            Judged::Server(ServerArgs { target, port, command, .. }) => {
                let listen = SocketAddr::new(loopback, port.map_or(0, |port| port.0));
                let subject = if command.is_empty() {
                    Subject::Server(self.server(target, port)?)
                } else {
                    Subject::Command(self.command(&command, None, Role::Server)?)
                };
                (Role::Server, subject, listen)
            }
            Judged::Client(ClientArgs { port, bind, command, .. }) => {
                let by_hand = command.is_empty();
                let everywhere = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
                let ip = bind.map_or(if by_hand { everywhere } else { loopback }, |address| address.ip);
                let own_port = if by_hand { (self.catalogue.reach)(&self.terms.profile).1.0 } else { 0 };
                let listen = SocketAddr::new(ip, port.map_or(own_port, |port| port.0));
                let subject = if by_hand {
                    Subject::ByHand
                } else {
                    Subject::Command(self.command(&command, None, Role::Client)?)
                };
                (Role::Client, subject, listen)
            }
        };
        self.plan_for(role, subject, listen)
    }

    pub(super) fn plan_for(&self, role: Role, subject: Subject, listen: SocketAddr) -> Result<Plan> {
        let terms = self.terms.clone();
        let cases = self.choice.of(&self.catalogue, role, terms.variant)?;
        let values = (self.catalogue.values)(&terms, role);
        Ok(Plan { role, cases, terms, subject, values, listen, limit: None })
    }

    pub(super) fn command(&self, words: &[String], folder: Option<PathBuf>, role: Role) -> Result<Command> {
        let values = (self.catalogue.values)(&self.terms, role);
        let mut known = vec!["host", "port", "address"];
        known.extend(values.iter().map(|(name, _)| *name));
        Command::new(words, folder, &known)
    }

    fn server(&self, target: Option<Target>, port: Option<Port>) -> Result<SocketAddr> {
        let (own_target, own_port) = (self.catalogue.reach)(&self.terms.profile);
        let target = target.unwrap_or(own_target);
        let port = match (target.port, port) {
            (Some(named), Some(flag)) if named != flag.0 => {
                return Err(Error::usage(format!("{target} names another port than --port {flag}"))
                    .hint("give it once"));
            }
            (named, flag) => named.or(flag.map(|port| port.0)).unwrap_or(own_port.0),
        };
        let addresses = resolve::resolve(&target.host, port, Family::Any)?;
        Ok(addresses[0])
    }
}

fn tell_of_cases<V: Args>(catalogue: &Catalogue, args: &CheckArgs<V>, report: &mut Report) -> Result<()> {
    if let Some(id) = &args.shared.explain {
        let _ = report.result(&Listed::from(find(catalogue, id)?));
        return Ok(());
    }
    let role = args.judged.as_ref().map(Judged::role);
    let cases = catalogue.all().filter(|case| role.is_none_or(|role| role == case.role));
    if report.is_json() {
        for case in cases {
            let _ = report.result(&Listed::from(case));
        }
        return Ok(());
    }
    let mut table = Table::new(["id", "of", "severity", "what is required"]);
    for case in cases {
        let variants =
            if case.variants.is_empty() { String::new() } else { format!(" ({})", case.variants.join(", ")) };
        table.row([
            case.id.to_owned(),
            case.role.to_string(),
            case.severity.to_string(),
            format!("{}{variants}", case.requires),
        ]);
    }
    let _ = report.text(&table);
    Ok(())
}

/// What a check tells while it runs.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum CheckEvent {
    Done(Finding),
    Please(Please),
    #[serde(skip)]
    Progress(Progress),
}

#[derive(Debug, Serialize)]
struct Please {
    event: &'static str,
    id: &'static str,
    instruction: String,
}

impl fmt::Display for CheckEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CheckEvent::Done(finding) => finding.fmt(f),
            CheckEvent::Please(Please { id, instruction, .. }) => write!(f, "{id}: {instruction}"),
            CheckEvent::Progress(progress) => progress.fmt(f),
        }
    }
}

impl Event for CheckEvent {
    fn level(&self) -> Level {
        Level::Detail
    }
}

/// Plays all cases and tells what happens.
fn play(plan: &Plan, stop: &Stop, teller: &mut Teller<CheckEvent, Score>) -> (Score, Vec<Finding>) {
    plan.play(stop, |step| match step {
        Step::Done(finding) => teller.deliver(Notice::Event(CheckEvent::Done(finding))),
        Step::Told(_, Told::Message(message)) if teller.watch().trace => {
            teller.tell(Notice::Message(message))
        }
        Step::Told(_, Told::Message(_)) => {}
        Step::Told(id, Told::Please(instruction)) => {
            teller.deliver(Notice::Event(CheckEvent::Please(Please { event: "please", id, instruction })));
        }
        Step::Progress(progress) => teller.tell(Notice::Event(CheckEvent::Progress(progress))),
    })
}

/// Shows what a check tells.
fn show(
    report: &mut Report,
    notice: Notice<CheckEvent, Score>,
    explain: fn(&[u8]) -> String,
) -> ControlFlow<()> {
    match notice {
        Notice::Event(CheckEvent::Progress(progress)) => {
            report.progress(&progress);
            ControlFlow::Continue(())
        }
        notice => report.notice(notice, explain, |report, score| report.result(&score)),
    }
}

/// Writes the suites and gives the file its name.
pub(super) fn write_junit(file: WholeFile, suites: &[Suite]) -> Result<()> {
    file.file()
        .write_all(junit::text(suites).as_bytes())
        .map_err(|error| Error::system("cannot write the JUnit file", &error))?;
    file.finish()
}
