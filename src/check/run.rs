//! Plays the cases: side by side where they do not disturb each other, and told of in their own order.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::case::{Case, Fault, Order, Role, Terms, wrong};
use super::program::Value;
use super::result::{Finding, Score, Verdict};
use super::trial::{Subject, Told, Trial};
use crate::clock::{self, Instant};
use crate::drive::lanes::side_by_side;
use crate::drive::pressure::Pressure;
use crate::drive::program;
use crate::drive::stop::Stop;

/// The most chains of cases that are played at once, and how many there are of those that do not wait.
const AT_ONCE: usize = 24;
const BUSY: usize = 3;

/// How often a case is played again that failed on a machine with too much to do: one that waits, and another one.
const MORE_ATTEMPTS: u32 = 2;
const ONE_MORE: u32 = 1;

/// What a case may take beside the time it waits on purpose.
const LIMIT: Duration = Duration::from_secs(45);

/// About what a case takes beside that, for the estimate.
const BESIDE: Duration = Duration::from_millis(500);

/// What is to be played against what.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Which end the program plays.
    pub role: Role,
    /// The cases, in their own order.
    pub cases: Vec<&'static Case>,
    /// The numbers it is judged by.
    pub terms: Terms,
    /// The program.
    pub subject: Subject,
    /// What can be filled into its command.
    pub values: Vec<Value>,
    /// Where a started server is to listen, or we listen for clients; port 0 for one that is free.
    pub listen: SocketAddr,
    /// How long all of it may take.
    pub limit: Option<Duration>,
}

/// What happens while cases are played.
#[derive(Debug)]
pub enum Step {
    /// A case is done. These come in the cases' own order.
    Done(Finding),
    /// A case has something to say.
    Told(&'static str, Told),
    /// How far it is.
    Progress(Progress),
}

/// How far it is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// Cases that are done, and of how many.
    pub done: usize,
    /// Of how many.
    pub all: usize,
    /// Those that are being played.
    pub playing: Vec<&'static str>,
    /// About how long it still takes.
    pub left: Duration,
}

/// What lanes tell.
enum News {
    Begun(&'static Case),
    Told(&'static Case, Told),
    Done(Box<Finding>),
}

impl Plan {
    /// Chains of cases: those in one chain are played one after another, chains beside each other. The chains of
    /// the second list come when all of the first are done.
    fn chains(&self) -> [Vec<Vec<&'static Case>>; 2] {
        let order = |order| self.cases.iter().copied().filter(move |case: &&Case| case.order == order);
        match self.subject {
            // Each case has a program of its own.
            Subject::Command(_) if self.listen.port() == 0 => {
                let waits = |case: &&Case| !(case.lasts)(&self.terms).is_zero();
                let (waiting, quick): (Vec<_>, Vec<_>) = self.cases.iter().copied().partition(waits);
                let mut chains = self.longest_first(waiting);
                // Not all at once: programs that start together slow each other down.
                let quick = (0..BUSY).map(|lane| quick.iter().copied().skip(lane).step_by(BUSY).collect());
                chains.extend(quick);
                [chains, Vec::new()]
            }
            Subject::Command(_) | Subject::ByHand => [vec![self.cases.clone()], Vec::new()],
            Subject::Server(_) => {
                let mut first = self.longest_first(order(Order::Beside).collect());
                first.push(order(Order::Alone).collect());
                [first, vec![order(Order::Last).collect()]]
            }
        }
    }

    /// A chain for each, those that take longest first.
    fn longest_first(&self, mut cases: Vec<&'static Case>) -> Vec<Vec<&'static Case>> {
        cases.sort_by_key(|case| std::cmp::Reverse((case.lasts)(&self.terms)));
        cases.into_iter().map(|case| vec![case]).collect()
    }

    fn lasts(&self, cases: &[&'static Case]) -> Duration {
        cases.iter().map(|case| (case.lasts)(&self.terms) + BESIDE).sum()
    }

    /// About how long all of it takes.
    pub fn estimate(&self) -> Duration {
        self.chains()
            .iter()
            .map(|chains| chains.iter().map(|chain| self.lasts(chain)).max().unwrap_or_default())
            .sum()
    }

    /// Plays all cases and gives the score.
    pub fn play(&self, stop: &Stop, mut show: impl FnMut(Step)) -> (Score, Vec<Finding>) {
        let begun = clock::now();
        let deadline = self.limit.map(|limit| begun + limit);
        let estimate = self.estimate();
        program::adopt_orphans();
        let mut table = Table::new(&self.cases);
        // A program that does not even start fails every case, and need not be started for each.
        let absent: OnceLock<Fault> = OnceLock::new();
        let heard = AtomicBool::new(false);
        for chains in self.chains() {
            let work = |number: usize, tell: &dyn Fn(News)| {
                for case in chains.get(number).into_iter().flatten() {
                    tell(News::Begun(case));
                    let finding = match absent.get() {
                        Some(fault) => {
                            Finding::new(case, Err(fault.clone()), Vec::new(), false, Duration::ZERO)
                        }
                        None => self.play_fairly(case, deadline, stop, &|told| tell(News::Told(case, told))),
                    };
                    heard.fetch_or(finding.heard, Ordering::SeqCst);
                    let is_absent = finding.is_absent && !heard.load(Ordering::SeqCst);
                    if let (true, Some(expected), Some(seen)) = (is_absent, &finding.expected, &finding.seen)
                    {
                        let _ = absent.set(Fault::Absent { expected: expected.clone(), seen: seen.clone() });
                    }
                    tell(News::Done(Box::new(finding)));
                }
            };
            side_by_side(chains.len(), AT_ONCE, work, |news| {
                match news {
                    Some(News::Begun(case)) => table.playing.push(case.id),
                    Some(News::Told(case, told)) => return show(Step::Told(case.id, told)),
                    Some(News::Done(finding)) => {
                        table.take(*finding).into_iter().for_each(|finding| show(Step::Done(finding)));
                    }
                    None => {}
                }
                let left = estimate.saturating_sub(clock::now() - begun);
                show(Step::Progress(table.progress(left)));
            });
        }
        program::end_orphans();
        let findings: Vec<Finding> = table.done.into_values().collect();
        let is_started = matches!(self.subject, Subject::Command(_));
        (Score::new(self.role, &findings, is_started, stop.raised()), findings)
    }

    /// Plays a case, and plays it again when it failed while this machine was too busy for times to mean much. Only
    /// where each time has a program of its own: a running server remembers.
    fn play_fairly(
        &self,
        case: &Case,
        deadline: Option<Instant>,
        stop: &Stop,
        tell: &dyn Fn(Told),
    ) -> Finding {
        let mut further = match self.subject {
            Subject::Command(_) if (case.lasts)(&self.terms).is_zero() => ONE_MORE,
            Subject::Command(_) => MORE_ATTEMPTS,
            Subject::Server(_) | Subject::ByHand => 0,
        };
        loop {
            let pressure = Pressure::begin();
            let finding = self.play_one(case, deadline, stop, tell);
            let is_final = matches!(finding.verdict, Verdict::Passed | Verdict::Unjudged);
            let has_time = deadline.is_none_or(|deadline| clock::now() + finding.took < deadline);
            if is_final || further == 0 || !has_time || stop.raised().is_some() || !pressure.is_high() {
                return finding;
            }
            further -= 1;
        }
    }

    fn play_one(&self, case: &Case, deadline: Option<Instant>, stop: &Stop, tell: &dyn Fn(Told)) -> Finding {
        let begun = clock::now();
        let own = (case.lasts)(&self.terms).mul_f64(1.5) + LIMIT;
        let limit = deadline.map_or(own, |deadline| own.min(deadline.since(begun)));
        let trial = Trial::new(&self.terms, &self.subject, &self.values, self.listen, stop, tell, limit);
        let outcome = match stop.raised() {
            Some(_) => Err(Fault::Unjudged("interrupted".to_owned())),
            None if limit.is_zero() => {
                wrong("the case is played", "the time limit of the program was used up before")
            }
            None => (case.play)(&trial),
        };
        Finding::new(case, outcome, trial.log().sent(), trial.log().heard(), clock::now() - begun)
    }
}

/// The findings so far.
struct Table {
    order: Vec<&'static str>,
    playing: Vec<&'static str>,
    /// By their place in the order.
    done: BTreeMap<usize, Finding>,
    shown: usize,
}

impl Table {
    fn new(cases: &[&'static Case]) -> Table {
        let order = cases.iter().map(|case| case.id).collect();
        Table { order, playing: Vec::new(), done: BTreeMap::new(), shown: 0 }
    }

    /// Takes one and gives those that can be shown now.
    fn take(&mut self, finding: Finding) -> Vec<Finding> {
        self.playing.retain(|id| *id != finding.id);
        let place = self.order.iter().position(|id| *id == finding.id).unwrap_or(self.order.len());
        self.done.insert(place, finding);
        let mut next = Vec::new();
        while let Some(finding) = self.done.get(&self.shown) {
            next.push(finding.clone());
            self.shown += 1;
        }
        next
    }

    fn progress(&self, left: Duration) -> Progress {
        Progress { done: self.done.len(), all: self.order.len(), playing: self.playing.clone(), left }
    }
}

impl std::fmt::Display for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Progress { done, all, playing, left } = self;
        write!(f, "{done} of {all} cases done")?;
        if !playing.is_empty() {
            let shown = playing.get(..6).unwrap_or(playing).join(", ");
            let more = if playing.len() > 6 { ", ..." } else { "" };
            write!(f, ", playing {shown}{more}")?;
        }
        let left = left.as_secs();
        if left > 0 { write!(f, ", about {left} s left") } else { Ok(()) }
    }
}
