//! `sockctl check`: a folder of submissions, one program after another, in one table and one file for graders.

use std::fmt;
use std::fs;
use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::check::case::Terms;
use crate::check::junit::Suite;
use crate::check::manifest::{Manifest, Submission};
use crate::check::result::{Finding, Score};
use crate::check::run::{Plan, Progress, Step};
use crate::check::trial::Subject;
use crate::cli::Context;
use crate::cli::check::{Choice, Request, write_junit};
use crate::contract::{Event, Level};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, program, supervise};
use crate::error::{Error, Exit, Result, reason};
use crate::profile::{self, Surroundings};
use crate::report::Table;
use crate::text::Escaped;
use crate::tools;
use crate::whole::WholeFile;

/// A longer file is no manifest.
const LONGEST: u64 = 1 << 20;

pub(super) const EXAMPLES: &str = "\
A manifest, where each folder of work/ is a submission and one more stands elsewhere:
  submissions = \"work\"
  [defaults]
  tool = \"handshake\"
  role = \"server\"
  command = [\"python3\", \"server.py\", \"{host}\", \"{port}\"]
  time-limit = \"5m\"
  [[program]]
  name = \"Ada\"
  folder = \"ada\"
  command = [\"./server\", \"{port}\"]

Examples:
  All programs that class.toml names, each against its exercise:
    sockctl check --manifest class.toml
  The same for a pipeline, with every finding in a file:
    sockctl check --manifest class.toml --junit report.xml";

/// Flags of `check`.
#[derive(Args, Debug)]
pub struct ManifestArgs {
    /// File that says which programs are checked and how they are started
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    manifest: PathBuf,
    /// Write the findings for graders' pipelines
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    junit: Option<PathBuf>,
}

/// A program with all that is to be played against it.
struct Job {
    name: String,
    class: String,
    plan: Plan,
}

/// Checks them all.
pub fn run(args: &ManifestArgs, context: Context) -> Result<Exit> {
    if context.options.trace {
        return Err(Error::usage("--trace shows the messages of one program at a time")
            .hint("use it with `sockctl TOOL check`"));
    }
    let mut report = context.report("check");
    let jobs = jobs(&args.manifest, context.profile_name.as_deref())?;
    let file = args.junit.as_deref().map(|path| WholeFile::create(path, true)).transpose()?;
    let watch = report.watch(false);
    let checked = supervise(
        watch,
        program::leaving(context.leave),
        move |stop, mut teller| check_all(&jobs, &stop, &mut teller),
        |notice| match notice {
            Notice::Event(ManifestEvent::Progress { name, progress }) => {
                report.progress(&format_args!("{name}: {progress}"));
                ControlFlow::Continue(())
            }
            notice => {
                report.notice(notice, |_| String::new(), |report, summary: Summary| report.result(&summary))
            }
        },
    )?;
    if let Some(file) = file {
        write_junit(file, &checked.suites)?;
    }
    let _ = report.result(&checked.summary);
    report.finish()?;
    Ok(checked.summary.exit())
}

/// Reads the manifest and completes what it says.
fn jobs(path: &Path, profile: Option<&str>) -> Result<Vec<Job>> {
    let shown = path.display();
    let cannot_read =
        |error: std::io::Error| Error::start(format!("cannot read {shown}: {}", reason(&error)));
    if !fs::metadata(path).map_err(cannot_read)?.is_file() {
        return Err(Error::start(format!("cannot read {shown}: it is no regular file")));
    }
    let mut text = String::new();
    let file = fs::File::open(path).map_err(cannot_read)?;
    let length = file.take(LONGEST + 1).read_to_string(&mut text).map_err(cannot_read)?;
    if length as u64 > LONGEST {
        return Err(Error::usage(format!("{shown} is longer than a manifest can be, 1 MiB")));
    }
    let within = |error: Error| Error::usage(format!("{shown}: {error}"));
    let manifest = Manifest::parse(&text).map_err(within)?;
    let home = path.parent().filter(|home| !home.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folders = match &manifest.submissions {
        Some(folder) => folders_of(&home.join(folder))?,
        None => Vec::new(),
    };
    let submissions = manifest.submissions(&folders).map_err(within)?;
    submissions
        .into_iter()
        .map(|submission| {
            let name = submission.name.clone();
            job(submission, home, profile).map_err(|error| within(Error::usage(format!("{name}: {error}"))))
        })
        .collect()
}

/// The names of the folders in a folder, in order.
fn folders_of(folder: &Path) -> Result<Vec<String>> {
    let cannot_read =
        |error: std::io::Error| Error::start(format!("cannot read {}: {}", folder.display(), reason(&error)));
    let entries = fs::read_dir(folder).map_err(cannot_read)?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    Ok(names)
}

fn job(submission: Submission, home: &Path, profile: Option<&str>) -> Result<Job> {
    let Submission {
        name, folder, tool, role, variant, command, time_limit, fast, patience, only, skip, ..
    } = submission;
    let known = tools::ALL.iter().map(|entry| entry.check);
    let catalogue = known.clone().find(|catalogue| catalogue.tool == tool).ok_or_else(|| {
        let names: Vec<&str> = known.map(|catalogue| catalogue.tool).collect();
        Error::usage(format!("there is no tool `{}`", Escaped(tool.as_bytes())))
            .hint(format!("there are {}", names.join(", ")))
    })?;
    // A path in the manifest is relative to the manifest.
    let own = submission
        .profile
        .map(|name| if name.contains('/') { home.join(&name).to_string_lossy().into_owned() } else { name });
    let profile = profile::load_over_course(own.as_deref().or(profile), &Surroundings::of_process())?.profile;
    let variant = match variant {
        None => (catalogue.usual_variant)(&profile),
        Some(wanted) => {
            catalogue.variants.iter().copied().find(|variant| *variant == wanted).ok_or_else(|| {
                Error::usage(format!("{tool} has no variant `{}`", Escaped(wanted.as_bytes())))
                    .hint(format!("there are: {}", catalogue.variants.join(", ")))
            })?
        }
    };
    let terms = Terms { profile, fast, variant, patience: patience.duration() };
    let request = Request { catalogue, terms, choice: Choice { only, skip } };
    let folder = folder.map_or(home.to_owned(), |folder| home.join(folder));
    let command = request.command(&command, Some(folder), role)?;
    let listen = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
    let plan = Plan {
        limit: Some(time_limit.duration()),
        ..request.plan_for(role, Subject::Command(command), listen)?
    };
    Ok(Job { class: format!("{tool}.{role}"), name, plan })
}

/// What a check of many programs tells while it runs.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ManifestEvent {
    /// A finding of one program; as text with -v alone, the table says the rest.
    Case {
        program: String,
        #[serde(flatten)]
        finding: Finding,
    },
    #[serde(skip)]
    Progress { name: String, progress: Progress },
}

impl fmt::Display for ManifestEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ManifestEvent::Case { program, finding } => write!(f, "{program}: {finding}"),
            ManifestEvent::Progress { name, progress } => write!(f, "{name}: {progress}"),
        }
    }
}

impl Event for ManifestEvent {
    fn level(&self) -> Level {
        Level::Detail
    }
}

struct Checked {
    summary: Summary,
    suites: Vec<Suite>,
}

fn check_all(jobs: &[Job], stop: &Stop, teller: &mut Teller<ManifestEvent, Summary>) -> Checked {
    let mut summary = Summary { event: "summary", programs: Vec::new(), unchecked: 0 };
    let mut suites = Vec::new();
    for job in jobs {
        if stop.raised().is_some() {
            summary.unchecked += 1;
            continue;
        }
        let (score, findings) = job.plan.play(stop, |step| match step {
            Step::Done(finding) => {
                teller.deliver(Notice::Event(ManifestEvent::Case { program: job.name.clone(), finding }));
            }
            Step::Progress(progress) => {
                teller.tell(Notice::Event(ManifestEvent::Progress { name: job.name.clone(), progress }));
            }
            Step::Told(..) => {}
        });
        summary.programs.push(Row { program: job.name.clone(), checked: job.class.clone(), score });
        suites.push(Suite { name: job.name.clone(), class: job.class.clone(), findings });
    }
    Checked { summary, suites }
}

/// A program's line in the table.
#[derive(Clone, Debug, Serialize)]
struct Row {
    program: String,
    checked: String,
    score: Score,
}

/// The table.
#[derive(Clone, Debug, Serialize)]
struct Summary {
    event: &'static str,
    programs: Vec<Row>,
    /// Programs that were not checked, because it was broken off.
    unchecked: usize,
}

impl Summary {
    fn exit(&self) -> Exit {
        let exits: Vec<Exit> = self.programs.iter().map(|row| row.score.exit()).collect();
        match () {
            () if self.unchecked == 0 && exits.iter().all(|exit| *exit == Exit::Done) => Exit::Done,
            () if !exits.is_empty() && exits.iter().all(|exit| *exit == Exit::NotStarted) => Exit::NotStarted,
            () => Exit::Negative,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new(["program", "exercise", "required", "robust", "style", "not passed"]);
        for Row { program, checked, score } in &self.programs {
            let heard =
                if score.has_answered { score.failed.join(", ") } else { "no sign of life".to_owned() };
            table.row([
                program.clone(),
                checked.clone(),
                score.required.to_string(),
                score.robust.to_string(),
                score.style.to_string(),
                heard,
            ]);
        }
        write!(f, "{table}")?;
        match self.unchecked {
            0 => Ok(()),
            count => write!(f, "\nbroken off: {count} more were not checked"),
        }
    }
}
