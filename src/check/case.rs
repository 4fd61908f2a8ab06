//! What a case is: which end it judges, how much it weighs, what the exercise asks, and the code that finds out.
//!
//! Cases are written in the tools' `check` modules. Nothing here does any I/O.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

use super::trial::Trial;
use crate::profile::Profile;
use crate::value::{Port, Target};

/// Which end a program plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// It listens.
    Server,
    /// It asks.
    Client,
}

impl Role {
    /// Its name in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Server => "server",
            Role::Client => "client",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How much a case weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The exercise says so. One that fails makes the whole fail.
    Required,
    /// A good program survives it.
    Robust,
    /// It is nicer so.
    Style,
}

impl Severity {
    /// All, the weightiest first.
    pub const ALL: [Severity; 3] = [Severity::Required, Severity::Robust, Severity::Style];

    /// Its name in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Required => "required",
            Severity::Robust => "robust",
            Severity::Style => "style",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How a case gets along with others on the same running server. A server that is started for each case, or a client,
/// has each case for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// It mostly waits, and others may be played meanwhile.
    Beside,
    /// It wants the server for itself.
    Alone,
    /// It may end the server, and so comes last.
    Last,
}

/// The numbers the program is judged by.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The exercises' own numbers, and what a teacher changed; not scaled.
    pub profile: Profile,
    /// How many times faster than these the program runs.
    pub fast: f64,
    /// Which variant of the exercise is played, one of the catalogue's; empty where there is one alone.
    pub variant: &'static str,
    /// How long the program may take for each answer.
    pub patience: Duration,
}

impl Terms {
    /// How long must pass without a byte until nothing is taken to come.
    pub const QUIET: Duration = Duration::from_millis(400);

    /// A time of the exercise as the program under test has it.
    pub fn scaled(&self, time: Duration) -> Duration {
        time.div_f64(self.fast)
    }
}

/// Why a case is not passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The program did something else than it should.
    Wrong {
        /// What it should do.
        expected: String,
        /// What it did.
        seen: String,
    },
    /// There is no program to judge: it does not start, or does not listen. So it is for every case.
    Absent {
        /// What there should be.
        expected: String,
        /// What there was.
        seen: String,
    },
    /// It cannot be told, and why.
    Unjudged(String),
}

impl Fault {
    /// The same where the program was started in another way than for other cases: it may be there for those.
    pub fn of_this_case_alone(self) -> Fault {
        match self {
            Fault::Absent { expected, seen } => Fault::Wrong { expected, seen },
            other => other,
        }
    }
}

/// What a case comes to.
pub type Outcome<T = ()> = std::result::Result<T, Fault>;

/// The program did something else.
pub fn wrong<T>(expected: impl Into<String>, seen: impl Into<String>) -> Outcome<T> {
    Err(Fault::Wrong { expected: expected.into(), seen: seen.into() })
}

/// It cannot be told.
pub fn unjudged<T>(why: impl Into<String>) -> Outcome<T> {
    Err(Fault::Unjudged(why.into()))
}

/// A length of time in words: `1s 500ms`.
pub fn spoken(span: Duration) -> String {
    let ms = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
    humantime::format_duration(Duration::from_millis(ms)).to_string()
}

/// A length of time as a command has it filled in: seconds as in `1.5`.
pub fn seconds(span: Duration) -> String {
    format!("{}", (span.as_secs_f64() * 1000.0).round() / 1000.0)
}

/// One thing that is asked of a program.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Its name: `HS-03`.
    pub id: &'static str,
    /// Which end it judges.
    pub role: Role,
    /// How much it weighs.
    pub severity: Severity,
    /// The variants of the exercise in which it is asked; none means all.
    pub variants: &'static [&'static str],
    /// What is required, in one sentence without a full stop.
    pub requires: &'static str,
    /// Where and how the exercise asks for it.
    pub asked: &'static str,
    /// The usual cause when it fails.
    pub hint: &'static str,
    /// How it gets along with others.
    pub order: Order,
    /// About how long it waits on purpose; nothing where it is done at once.
    pub lasts: fn(&Terms) -> Duration,
    /// Plays it.
    pub play: fn(&Trial<'_>) -> Outcome,
}

impl Case {
    /// A case of a server.
    pub const fn server(id: &'static str, severity: Severity, play: fn(&Trial<'_>) -> Outcome) -> Case {
        Case::new(id, Role::Server, severity, play)
    }

    /// A case of a client.
    pub const fn client(id: &'static str, severity: Severity, play: fn(&Trial<'_>) -> Outcome) -> Case {
        Case::new(id, Role::Client, severity, play)
    }

    const fn new(id: &'static str, role: Role, severity: Severity, play: fn(&Trial<'_>) -> Outcome) -> Case {
        let lasts: fn(&Terms) -> Duration = |_| Duration::ZERO;
        Case {
            id,
            role,
            severity,
            variants: &[],
            requires: "",
            asked: "",
            hint: "",
            order: Order::Alone,
            lasts,
            play,
        }
    }

    /// What is required, in one sentence without a full stop.
    pub const fn requires(self, requires: &'static str) -> Case {
        Case { requires, ..self }
    }

    /// Where and how the exercise asks for it.
    pub const fn asked(self, asked: &'static str) -> Case {
        Case { asked, ..self }
    }

    /// The usual cause when it fails.
    pub const fn hint(self, hint: &'static str) -> Case {
        Case { hint, ..self }
    }

    /// It is asked in these variants of the exercise alone.
    pub const fn only_in(self, variants: &'static [&'static str]) -> Case {
        Case { variants, ..self }
    }

    /// It waits about so long on purpose, and may be played beside others.
    pub const fn lasts(self, lasts: fn(&Terms) -> Duration) -> Case {
        Case { lasts, order: Order::Beside, ..self }
    }

    /// It wants the server for itself, although it waits.
    pub const fn alone(self) -> Case {
        Case { order: Order::Alone, ..self }
    }

    /// It may end the server.
    pub const fn last(self) -> Case {
        Case { order: Order::Last, ..self }
    }

    /// Whether it is asked in this variant.
    pub fn is_in(&self, variant: &str) -> bool {
        self.variants.is_empty() || self.variants.contains(&variant)
    }
}

/// All that is asked of the programs of one tool.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    /// The tool.
    pub tool: &'static str,
    /// The cases in groups, the server's first, in the order in which people meet them.
    pub cases: &'static [&'static [Case]],
    /// The variants of the exercise; none where there is one alone.
    pub variants: &'static [&'static str],
    /// The one that is judged when nobody chooses; empty where there is one alone.
    pub usual_variant: fn(&Profile) -> &'static str,
    /// What a message means, for `--trace`.
    pub explain: fn(&[u8]) -> String,
    /// Where the profile says that its server is.
    pub reach: fn(&Profile) -> (Target, Port),
    /// What can be filled into a command beside `{host}`, `{port}` and `{address}`, for each role: the word, and what
    /// stands for it when a case says nothing else.
    pub values: fn(&Terms, Role) -> Vec<(&'static str, String)>,
}

impl Catalogue {
    /// All cases.
    pub fn all(&self) -> impl Iterator<Item = &'static Case> {
        self.cases.iter().copied().flatten()
    }

    /// The cases of this role in this variant.
    pub fn of(&self, role: Role, variant: &str) -> impl Iterator<Item = &'static Case> {
        self.all().filter(move |case| case.role == role && case.is_in(variant))
    }
}
