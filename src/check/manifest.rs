//! A folder of submissions: the file that says which programs are checked, and how each is started. Pure.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::case::Role;
use crate::error::{Error, Result};
use crate::text::Escaped;
use crate::value::Span;

/// Longer than any class has students.
const MOST: usize = 10_000;

/// How long a program is checked, where the file says nothing.
const TIME_LIMIT: &str = "10m";

/// The file.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Manifest {
    /// A folder in which each folder is a submission.
    pub submissions: Option<String>,
    /// What is the same for all.
    #[serde(default)]
    defaults: Settings,
    /// The programs one by one.
    #[serde(default, rename = "program")]
    programs: Vec<Settings>,
}

/// What can be said of one program, or of all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Settings {
    name: Option<String>,
    folder: Option<String>,
    tool: Option<String>,
    role: Option<String>,
    variant: Option<String>,
    command: Option<Vec<String>>,
    time_limit: Option<Span>,
    fast: Option<f64>,
    patience: Option<Span>,
    profile: Option<String>,
    only: Option<Vec<String>>,
    skip: Option<Vec<String>>,
}

/// A program to be checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// What it is called in the table.
    pub name: String,
    /// Where it is started, relative to the manifest; the manifest's own folder when there is none.
    pub folder: Option<String>,
    /// By which tool's exercise.
    pub tool: String,
    /// Which end it is.
    pub role: Role,
    /// Which variant of the exercise; the usual one when there is none.
    pub variant: Option<String>,
    /// How it is started.
    pub command: Vec<String>,
    /// How long all its cases may take.
    pub time_limit: Span,
    /// How many times faster than the exercise it runs.
    pub fast: f64,
    /// How long it may take for each answer.
    pub patience: Span,
    /// The profile with a teacher's limits.
    pub profile: Option<String>,
    /// The cases, when not all.
    pub only: Vec<String>,
    /// Cases that are left out.
    pub skip: Vec<String>,
}

impl Manifest {
    /// Reads the file's text.
    pub fn parse(text: &str) -> Result<Manifest> {
        toml::from_str(text).map_err(|error| {
            // Its lines are quoted: they come from anybody.
            let told = error.to_string();
            let told: String =
                told.trim_end().chars().map(|c| if c.is_control() && c != '\n' { '?' } else { c }).collect();
            Error::usage(told)
        })
    }

    /// The programs, those of the folders in `submissions` first, which are given by name.
    pub fn submissions(&self, folders: &[String]) -> Result<Vec<Submission>> {
        let inside = self.submissions.as_deref().unwrap_or(".");
        let found = folders.iter().map(|folder| Settings {
            name: Some(folder.clone()),
            folder: Some(format!("{inside}/{folder}")),
            ..Settings::default()
        });
        let all: Vec<Submission> = found
            .chain(self.programs.iter().cloned())
            .enumerate()
            .map(|(index, program)| program.over(&self.defaults).complete(index + 1))
            .collect::<Result<_>>()?;
        let mut names = BTreeSet::new();
        if let Some(twice) = all.iter().find(|submission| !names.insert(&submission.name)) {
            return Err(Error::usage(format!("two programs are named {}", twice.name)));
        }
        match all.len() {
            0 => Err(Error::usage("there is no program to check")
                .hint("add a [[program]] with a name and a command, or `submissions = \"FOLDER\"`")),
            1..=MOST => Ok(all),
            count => Err(Error::usage(format!("{count} programs are too many, {MOST} at most"))),
        }
    }
}

impl Settings {
    /// What is not said here is taken from `defaults`, but for the name.
    fn over(self, defaults: &Settings) -> Settings {
        let defaults = defaults.clone();
        Settings {
            name: self.name,
            folder: self.folder.or(defaults.folder),
            tool: self.tool.or(defaults.tool),
            role: self.role.or(defaults.role),
            variant: self.variant.or(defaults.variant),
            command: self.command.or(defaults.command),
            time_limit: self.time_limit.or(defaults.time_limit),
            fast: self.fast.or(defaults.fast),
            patience: self.patience.or(defaults.patience),
            profile: self.profile.or(defaults.profile),
            only: self.only.or(defaults.only),
            skip: self.skip.or(defaults.skip),
        }
    }

    fn complete(self, number: usize) -> Result<Submission> {
        // Whoever hands it in may have named its folder.
        let name =
            self.name.map(|name| Escaped(name.as_bytes()).to_string()).filter(|name| !name.trim().is_empty());
        let name = name.unwrap_or_else(|| format!("program {number}"));
        let lacks = |what: &str| {
            Error::usage(format!("{name}: there is no `{what}`"))
                .hint(format!("write it in [defaults], or in the [[program]] named {name}"))
        };
        let role = self.role.ok_or_else(|| lacks("role"))?;
        let role = match role.as_str() {
            "server" => Role::Server,
            "client" => Role::Client,
            _ => return Err(Error::usage(format!("{name}: the role is server or client, not {role:?}"))),
        };
        let fast = self.fast.unwrap_or(1.0);
        if !(1.0..=1000.0).contains(&fast) {
            return Err(Error::usage(format!("{name}: `fast` is a number from 1 to 1000")));
        }
        let span = |given: Option<Span>, usual: &str| match given {
            Some(span) => Ok(span),
            None => usual.parse().map_err(Error::usage),
        };
        Ok(Submission {
            tool: self.tool.ok_or_else(|| lacks("tool"))?,
            command: self.command.ok_or_else(|| lacks("command"))?,
            folder: self.folder,
            role,
            variant: self.variant,
            time_limit: span(self.time_limit, TIME_LIMIT)?,
            fast,
            patience: span(self.patience, "3s")?,
            profile: self.profile,
            only: self.only.unwrap_or_default(),
            skip: self.skip.unwrap_or_default(),
            name,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_does_not_say_is_said_for_all() {
        let text = r#"
            submissions = "work"
            [defaults]
            tool = "handshake"
            role = "server"
            command = ["python3", "server.py", "{port}"]
            fast = 10
            [[program]]
            name = "Ada"
            role = "client"
            command = ["./a"]
            time-limit = "1m"
        "#;
        let all = Manifest::parse(text).unwrap().submissions(&["bob".to_owned()]).unwrap();
        assert_eq!((all[0].name.as_str(), all[0].folder.as_deref()), ("bob", Some("work/bob")));
        assert_eq!((all[0].role, all[0].fast, all[0].command.len()), (Role::Server, 10.0, 3));
        assert_eq!(all[0].time_limit, TIME_LIMIT.parse().unwrap());
        assert_eq!((all[1].role, all[1].command.as_slice()), (Role::Client, &["./a".to_owned()][..]));
        assert_eq!(all[1].time_limit, "1m".parse().unwrap());
    }

    #[test]
    fn what_is_wrong_says_where() {
        let refused = |text: &str| match Manifest::parse(text) {
            Err(error) => error.to_string(),
            Ok(manifest) => manifest.submissions(&[]).unwrap_err().to_string(),
        };
        assert!(
            refused("[[program]]\nnaem = 'x'").contains("naem"),
            "{}",
            refused("[[program]]\nnaem = 'x'")
        );
        assert!(refused("").contains("no program"));
        assert!(
            refused("[[program]]\nname = 'A'\nrole = 'server'\ncommand = ['x']")
                .starts_with("A: there is no `tool`")
        );
        assert!(refused("[[program]]\nname = 'A'\nrole = 'both'").contains("server or client"));
        assert!(refused("\u{1b}[31m").chars().all(|c| !c.is_control() || c == '\n'));
    }
}
