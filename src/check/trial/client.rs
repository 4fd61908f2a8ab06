//! The client under test, and what it came to.

use std::rc::Rc;
use std::time::Duration;

use super::{Log, SHOWN, Told, keystrokes, last_words, shown};
use crate::check::case::{Outcome, spoken, unjudged, wrong};
use crate::clock::{self, Instant};
use crate::drive::program::Program;
use crate::drive::stop::Stop;
use crate::text::Escaped;

/// The client under test, running.
pub struct Client<'a> {
    pub(super) program: Option<Program>,
    pub(super) stop: &'a Stop,
    pub(super) tell: &'a dyn Fn(Told),
    pub(super) deadline: Instant,
    pub(super) log: Rc<Log>,
    /// So much of its output belongs to what was before.
    pub(super) looked_at: usize,
}

/// What a client came to.
#[derive(Clone, Debug)]
pub struct Ended {
    /// Its exit status; none when a signal ended it.
    pub status: Option<i32>,
    /// What it printed on standard output.
    pub output: String,
    /// What it printed on standard error.
    pub errors: String,
}

impl Client<'_> {
    /// Whether it has ended by now.
    pub fn has_ended(&mut self) -> bool {
        self.program.as_mut().is_some_and(|program| matches!(program.ended(), Ok(Some(_))))
    }

    /// How it ended and what it printed; that it does not end is a fault. Where a person started it nobody can tell.
    pub fn end(&mut self, limit: Duration) -> Outcome<Ended> {
        let Some(program) = &mut self.program else {
            return unseen();
        };
        let limit = limit.min(self.deadline.since(clock::now()));
        match program.wait_for_end(limit, self.stop) {
            Some(status) => Ok(Ended {
                status: status.code(),
                output: String::from_utf8_lossy(&program.output()).into_owned(),
                errors: String::from_utf8_lossy(&program.errors()).into_owned(),
            }),
            None if self.stop.raised().is_some() => unjudged("interrupted"),
            None => wrong("the client ends", format!("it still ran after {}", spoken(limit))),
        }
    }

    /// What it has printed so far on standard output.
    pub fn output(&self) -> Outcome<String> {
        match &self.program {
            Some(program) => Ok(String::from_utf8_lossy(&program.output()).into_owned()),
            None => unseen(),
        }
    }

    /// Types these lines; a person is told to.
    pub fn types(&mut self, lines: &[&str]) {
        match &mut self.program {
            Some(program) => program.say(&lines.iter().map(|line| format!("{line}\n")).collect::<String>()),
            None => (self.tell)(Told::Please(format!("type {}", keystrokes(lines.iter().copied())))),
        }
        for line in lines {
            self.log.write_down(format!("{} typed", shown(line.as_bytes())));
        }
    }

    /// What it has printed so far is not looked at any more.
    pub fn look_away(&mut self) -> Outcome {
        self.output()?;
        self.looked_at = self.program.as_ref().map(|program| program.output().len()).unwrap_or_default();
        Ok(())
    }

    /// It prints something that `is_it` likes, at most after `limit`.
    pub fn expect_output(
        &mut self,
        expected: &str,
        limit: Duration,
        is_it: impl Fn(&str) -> bool,
    ) -> Outcome {
        let Some(program) = &mut self.program else {
            return unseen();
        };
        let limit = limit.min(self.deadline.since(clock::now()));
        let new = |program: &Program| {
            let output = program.output();
            String::from_utf8_lossy(output.get(self.looked_at..).unwrap_or_default()).into_owned()
        };
        // Looked at once more after its end: it may have printed until then.
        let mut has_ended = false;
        let seen = program.wait_until(limit, self.stop, |program| {
            let is_seen = is_it(&new(program));
            let was_ended = std::mem::replace(&mut has_ended, program.ended().ok().flatten().is_some());
            (is_seen || was_ended).then_some(is_seen)
        });
        match seen {
            Some(true) => Ok(()),
            _ if self.stop.raised().is_some() => unjudged("interrupted"),
            _ => {
                let errors = String::from_utf8_lossy(&program.errors()).into_owned();
                wrong(expected, Ended { status: None, output: new(program), errors }.printed())
            }
        }
    }
}

impl Ended {
    /// It printed a line that `is_it` likes.
    pub fn expect_line(&self, expected: &str, is_it: impl Fn(&str) -> bool) -> Outcome {
        if self.output.lines().any(is_it) {
            Ok(())
        } else {
            wrong(format!("a line `{expected}`"), self.printed())
        }
    }

    /// It ended with this exit status.
    pub fn expect_status(&self, expected: i32) -> Outcome {
        match self.status {
            Some(status) if status == expected => Ok(()),
            Some(status) => {
                wrong(format!("exit status {expected}"), format!("exit status {status}{}", self.complaint()))
            }
            None => {
                wrong(format!("exit status {expected}"), format!("a signal ended it{}", self.complaint()))
            }
        }
    }

    /// Its standard output in words, and its complaint if it has one.
    pub fn printed(&self) -> String {
        let output = match self.output.trim_end().as_bytes() {
            [] => "nothing was printed".to_owned(),
            // What is wrong may stand at the end.
            text => {
                match (text.get(..SHOWN), text.len().checked_sub(SHOWN).and_then(|from| text.get(from..))) {
                    (Some(start), Some(end)) if text.len() > 2 * SHOWN => {
                        format!("`{}` ... `{}` ({} bytes)", Escaped(start), Escaped(end), text.len())
                    }
                    _ => format!("`{}`", Escaped(text)),
                }
            }
        };
        output + &self.complaint()
    }

    fn complaint(&self) -> String {
        last_words(self.errors.as_bytes())
    }
}

fn unseen<T>() -> Outcome<T> {
    unjudged("what a client prints can be seen when it is started by a command")
}
