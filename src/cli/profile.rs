//! `sockctl profile`: see, check and start profiles.

use std::fmt;
use std::path::PathBuf;

use clap::Subcommand;
use serde::Serialize;

use crate::error::{Error, Exit, Result, reason};
use crate::profile::{self, Entry, Known, Loaded, Surroundings};
use crate::report::Report;

/// What to do with profiles.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Print every setting in effect and where it came from; what is printed is a profile itself
    #[command(after_help = SHOW_EXAMPLES)]
    Show,
    /// Check a profile file, or all that the profile in effect is made of
    #[command(after_help = CHECK_EXAMPLES)]
    Check {
        /// Name or file to check
        #[arg(value_name = "NAME|FILE", value_hint = clap::ValueHint::FilePath)]
        file: Option<String>,
    },
    /// List the profiles there are and where they stand
    #[command(after_help = LIST_EXAMPLES)]
    List,
    /// Start a profile of your own: write every setting, explained and commented out
    #[command(after_help = INIT_EXAMPLES)]
    Init {
        /// Name of the profile; its file goes where profiles of yours are looked for
        #[arg(value_name = "NAME", default_value = "default")]
        name: String,
        /// File to write instead, or - for standard output
        #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
        output: Option<PathBuf>,
        /// Overwrite a file that is there
        #[arg(long)]
        force: bool,
    },
}

pub(super) const EXAMPLES: &str = "\
Examples:
  Every setting in effect, and where it comes from:
    sockctl profile show
  Start one of your own, and use it:
    sockctl profile init lab
    sockctl handshake serve --profile lab";

const SHOW_EXAMPLES: &str = "\
Examples:
  The defaults, and what your own files and variables change:
    sockctl profile show
  What the course profile means:
    sockctl profile show --profile course";

const CHECK_EXAMPLES: &str = "\
Examples:
  All that is in effect:
    sockctl profile check
  A file before it is used:
    sockctl profile check ./lab.toml";

const LIST_EXAMPLES: &str = "\
Examples:
  Names for --profile:
    sockctl profile list
  For a script:
    sockctl profile list --json";

const INIT_EXAMPLES: &str = "\
Examples:
  Settings of yours for every run:
    sockctl profile init
  A profile of its own, used with --profile lab:
    sockctl profile init lab
  Look at it first:
    sockctl profile init -o -";

/// Carries it out.
pub fn run(action: Action, name: Option<&str>, around: &Surroundings, mut report: Report) -> Result<Exit> {
    match action {
        Action::Show => show(&profile::load(name, around)?, &mut report),
        Action::Check { file } => {
            let places = profile::check(file.as_deref().or(name), around)?;
            let places = places.iter().map(ToString::to_string).collect();
            let _ = report.result(&Checked { event: "summary", result: "good", places });
        }
        Action::List => {
            let profiles = profile::list(around);
            let _ = report.result(&List { event: "summary", profiles });
        }
        Action::Init { name, output, force } => init(&name, output, force, around, &mut report)?,
    }
    report.finish().map(|()| Exit::Done)
}

fn show(loaded: &Loaded, report: &mut Report) {
    if !report.is_json() {
        let _ = report.raw(profile::show(loaded).as_bytes());
        return;
    }
    for entry in &loaded.entries {
        if report.result(&Setting { event: "setting", entry }).is_break() {
            return;
        }
    }
    let settings = loaded.entries.len();
    let _ = report.result(&Shown { event: "summary", profile: &loaded.name, settings });
}

fn init(
    name: &str,
    output: Option<PathBuf>,
    force: bool,
    around: &Surroundings,
    report: &mut Report,
) -> Result<()> {
    if output.as_deref().is_some_and(|path| path.as_os_str() == "-") {
        let _ = report.raw(profile::init_text().as_bytes());
        return Ok(());
    }
    let path = match output {
        Some(path) => path,
        None => around.own_file(name)?,
    };
    let cannot = |error: std::io::Error| {
        let refused = Error::start(format!("cannot write {}: {}", path.display(), reason(&error)));
        match error.kind() {
            std::io::ErrorKind::AlreadyExists => refused.hint("--force overwrites it"),
            _ => refused,
        }
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(cannot)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(!force).create(true).truncate(force);
    let mut file = options.open(&path).map_err(cannot)?;
    std::io::Write::write_all(&mut file, profile::init_text().as_bytes()).map_err(cannot)?;
    let _ = report.result(&Written { event: "summary", path: path.display().to_string() });
    Ok(())
}

#[derive(Serialize)]
struct Setting<'a> {
    event: &'static str,
    #[serde(flatten)]
    entry: &'a Entry,
}

impl fmt::Display for Setting<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} = {}", self.entry.section, self.entry.key, self.entry.value)
    }
}

#[derive(Serialize)]
struct Shown<'a> {
    event: &'static str,
    profile: &'a str,
    settings: usize,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} settings of profile {}", self.settings, self.profile)
    }
}

#[derive(Serialize)]
struct Checked {
    event: &'static str,
    result: &'static str,
    places: Vec<String>,
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "good: {}", self.places.join(", "))
    }
}

#[derive(Serialize)]
struct List {
    event: &'static str,
    profiles: Vec<Known>,
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = crate::report::Table::new(["profile", "made of, the last one wins"]);
        for known in &self.profiles {
            table.row([known.name.escape_debug().to_string(), known.about()]);
        }
        table.fmt(f)
    }
}

#[derive(Serialize)]
struct Written {
    event: &'static str,
    path: String,
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "wrote {}; uncomment what you want to change", self.path)
    }
}
