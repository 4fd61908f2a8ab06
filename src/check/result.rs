//! What came of the cases: one finding each, and the score. As text for people and as data for programs.

use std::fmt;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use serde::{Serialize, Serializer};

use super::case::{Case, Fault, Outcome, Role, Severity};
use crate::contract::Ended;
use crate::error::Exit;

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const REMARK: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The program does what is asked.
    Passed,
    /// It does not.
    Failed,
    /// It does not, and that is a matter of style.
    Noted,
    /// It cannot be told.
    Unjudged,
}

/// What a case found out.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    event: &'static str,
    /// Which case.
    pub id: &'static str,
    role: Role,
    /// How much it weighs.
    pub severity: Severity,
    /// What became of it.
    pub verdict: Verdict,
    /// What is required.
    pub requires: &'static str,
    /// What was sent, in order.
    pub sent: Vec<String>,
    /// What should have been seen.
    pub expected: Option<String>,
    /// What was seen instead.
    pub seen: Option<String>,
    /// Why it cannot be told.
    pub why: Option<String>,
    /// The usual cause.
    pub hint: Option<&'static str>,
    /// How long it took.
    #[serde(rename = "took_ns", serialize_with = "nanoseconds")]
    pub took: Duration,
    /// Whether the program gave any sign of life.
    #[serde(skip)]
    pub heard: bool,
    /// Whether there was no program to judge.
    #[serde(skip)]
    pub is_absent: bool,
}

fn nanoseconds<S: Serializer>(span: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u64(u64::try_from(span.as_nanos()).unwrap_or(u64::MAX))
}

impl Finding {
    /// What `outcome` means for `case`.
    pub fn new(case: &Case, outcome: Outcome, sent: Vec<String>, heard: bool, took: Duration) -> Finding {
        let mut finding = Finding {
            event: "case",
            id: case.id,
            role: case.role,
            severity: case.severity,
            verdict: Verdict::Passed,
            requires: case.requires,
            sent,
            expected: None,
            seen: None,
            why: None,
            hint: None,
            took,
            heard,
            is_absent: matches!(outcome, Err(Fault::Absent { .. })),
        };
        match outcome {
            Ok(()) => {}
            Err(Fault::Unjudged(why)) => {
                finding.verdict = Verdict::Unjudged;
                finding.why = Some(why);
            }
            Err(Fault::Absent { expected, seen }) => {
                finding.verdict = Verdict::Failed;
                finding.expected = Some(expected);
                finding.seen = Some(seen);
            }
            Err(Fault::Wrong { expected, seen }) => {
                finding.verdict =
                    if case.severity == Severity::Style { Verdict::Noted } else { Verdict::Failed };
                finding.expected = Some(expected);
                finding.seen = Some(seen);
                finding.hint = Some(case.hint).filter(|hint| !hint.is_empty());
            }
        }
        finding
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (style, word) = match self.verdict {
            Verdict::Passed => (GOOD, "pass"),
            Verdict::Failed => (BAD, "FAIL"),
            Verdict::Noted => (REMARK, "note"),
            Verdict::Unjudged => (DIM, "-"),
        };
        let Finding { id, severity, requires, .. } = self;
        write!(f, "{style}{word:4}{style:#}  {id}  {severity:8}  {requires}")?;
        let mut line = |name: &str, text: &str| write!(f, "\n      {DIM}{name:8}{DIM:#}  {text}");
        if let Some(why) = &self.why {
            line("not told", why)?;
        }
        if let (Some(expected), Some(seen)) = (&self.expected, &self.seen) {
            if !self.sent.is_empty() {
                line("sent", &self.sent.join(", "))?;
            }
            line("expected", expected)?;
            line("seen", seen)?;
        }
        match self.hint {
            Some(hint) => line("usually", hint),
            None => Ok(()),
        }
    }
}

/// How many cases of one severity came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Passed.
    pub passed: u32,
    /// Failed, or noted.
    pub failed: u32,
    /// Could not be judged.
    pub unjudged: u32,
}

impl Tally {
    fn count(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Failed | Verdict::Noted => self.failed += 1,
            Verdict::Unjudged => self.unjudged += 1,
        }
    }
}

impl fmt::Display for Tally {
    /// `8 of 9`, those that could not be told among the nine.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} of {}", self.passed, self.passed + self.failed + self.unjudged))
    }
}

/// The score of a program.
#[derive(Clone, Debug, Serialize)]
pub struct Score {
    event: &'static str,
    /// Which end it is.
    pub role: Role,
    /// What the exercise says.
    pub required: Tally,
    /// What a good program survives.
    pub robust: Tally,
    /// What is nicer.
    pub style: Tally,
    /// Why it ended before all cases were played.
    pub ended_by: Option<Ended>,
    /// The cases that failed or were noted.
    pub failed: Vec<&'static str>,
    /// Whether the program ever gave a sign of life.
    pub has_answered: bool,
    /// Whether the program was started by its command.
    #[serde(skip)]
    is_started: bool,
}

impl Score {
    /// The score of these findings.
    pub fn new(role: Role, findings: &[Finding], is_started: bool, ended_by: Option<Ended>) -> Score {
        let mut score = Score {
            event: "summary",
            role,
            required: Tally::default(),
            robust: Tally::default(),
            style: Tally::default(),
            ended_by,
            failed: Vec::new(),
            has_answered: findings.iter().any(|finding| finding.heard),
            is_started,
        };
        for finding in findings {
            score.tally_of(finding.severity).count(finding.verdict);
            if matches!(finding.verdict, Verdict::Failed | Verdict::Noted) {
                score.failed.push(finding.id);
            }
        }
        score
    }

    fn tally_of(&mut self, severity: Severity) -> &mut Tally {
        match severity {
            Severity::Required => &mut self.required,
            Severity::Robust => &mut self.robust,
            Severity::Style => &mut self.style,
        }
    }

    /// How the check ends: good when all that is required passes, not started when there was nothing to talk to. What
    /// cannot be told of a program that was started by its command counts as not passed; of one that runs already, or
    /// that a person starts, there is always something that cannot be seen.
    pub fn exit(&self) -> Exit {
        let Score { required, robust, style, .. } = self;
        let untold = if self.is_started { required.unjudged } else { 0 };
        let is_whole = required.failed + untold == 0 && required.passed > 0;
        // With --only, there may be nothing that is required.
        let has_none_required = *required == Tally::default() && robust.passed + style.passed > 0;
        let failed = required.failed + robust.failed + style.failed;
        match () {
            () if is_whole || has_none_required => Exit::Done,
            () if !self.has_answered && failed > 0 && self.ended_by.is_none() => Exit::NotStarted,
            () => Exit::Negative,
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Score { required, robust, style, .. } = self;
        write!(f, "required {required}, robust {robust}, style {style}")?;
        let unjudged = required.unjudged + robust.unjudged + style.unjudged;
        if unjudged > 0 {
            write!(f, "; {unjudged} could not be told")?;
        }
        if self.ended_by.is_some() {
            write!(f, "; broken off")?;
        }
        Ok(())
    }
}
