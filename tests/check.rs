//! `sockctl TOOL check`: programs that pass everything, and for each case one that is a single change away from such a
//! program and fails in that case and no other.
//!
//! `check/programs` has the programs, `check/mutants` the changes: for each program how it is started, and for each case
//! the text to find in it, once, and what to put in its place.

mod dual_stack;
mod echo;
mod ftp;
mod handshake;
mod ping;
mod relay;
mod submissions;
mod throughput;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use sockctl::tools;
use tempfile::TempDir;

use crate::harness::{Ended, Process, finish, run, sockctl};

/// How many mutants are checked at once: most of their time they wait.
const AT_ONCE: usize = 8;

/// How long a check may take: the exercises' own times are some minutes.
const LIMIT: Duration = Duration::from_secs(400);

/// A program and its mutants.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Mutants {
    tool: String,
    role: String,
    /// The program's file.
    program: String,
    /// Its arguments.
    args: Vec<String>,
    /// The ways in which the program passes everything; a mutant is checked in the first one unless it says another.
    way: Vec<Way>,
    mutant: Vec<Mutant>,
}

/// Flags of a check and arguments of the program that belong together.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Way {
    name: String,
    flags: Vec<String>,
    args: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutant {
    case: String,
    way: Option<String>,
    find: String,
    replace: String,
}

/// The interpreter itself: what stands under its name may be a script that looks for it each time.
fn python() -> &'static str {
    static PYTHON: OnceLock<String> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let mut command = Command::new("python3");
        command.args(["-c", "import sys; print(sys.executable)"]);
        finish(command, "").expect_exit(0).stdout.trim().to_owned()
    })
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

impl Mutants {
    fn read(name: &str) -> Mutants {
        let path = folder().join("mutants").join(name).with_extension("toml");
        let text = fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        toml::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    }

    fn text(&self) -> String {
        fs::read_to_string(folder().join("programs").join(&self.program)).unwrap()
    }

    fn way(&self, name: Option<&str>) -> &Way {
        match name {
            None => &self.way[0],
            Some(name) => self.way.iter().find(|way| way.name == name).expect("a way of that name"),
        }
    }

    fn check(&self, program: &Path, way: &Way) -> (Vec<String>, Ended) {
        // Without its packages it starts in half the time.
        let mut command = vec![python().to_owned(), "-S".to_owned(), program.to_str().unwrap().to_owned()];
        command.extend(self.args.iter().chain(&way.args).cloned());
        let flags: Vec<&str> = way.flags.iter().map(String::as_str).collect();
        check(&self.tool, &self.role, &flags, &command)
    }
}

/// Checks this program: the cases it fails, in order, and all that was told.
fn check(tool: &str, role: &str, flags: &[&str], command: &[String]) -> (Vec<String>, Ended) {
    let mut args = [&[tool, "check", role, "--json", "--quiet"], flags, &["--"]].concat();
    args.extend(command.iter().map(String::as_str));
    let mut command = sockctl(&args);
    command.current_dir(folder());
    let process = Process::start(command);
    let ended = process.end_within(LIMIT);
    let summary = ended.stdout.lines().last().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let Some(summary) = summary.filter(|line| line["event"] == "summary") else {
        panic!("{args:?} has no summary\n{ended}");
    };
    let failed = summary["failed"].as_array().unwrap();
    (failed.iter().map(|id| id.as_str().unwrap().to_owned()).collect(), ended)
}

/// The program fails these cases and no others. Times are real here, and a machine may stand still for a second: what
/// surprises is judged once more.
fn assert_fails(tool: &str, role: &str, flags: &[&str], command: &[String], expected: &[&str]) {
    let judge = || check(tool, role, flags, command);
    let mut judged = judge();
    if judged.0 != expected {
        println!("once more:\n{}", told(&judged.1));
        judged = judge();
    }
    assert_eq!(judged.0, expected, "{command:?}\n{}", told(&judged.1));
}

/// Does it with each of them, side by side: most of their time they wait.
fn each_of<T: Send>(all: impl IntoIterator<Item = T>, check: impl Fn(T) + Sync) {
    thread::scope(|scope| {
        for one in all {
            scope.spawn(|| check(one));
        }
    });
}

/// Our own program with these arguments, as a command to check.
fn ours(args: &[&str]) -> Vec<String> {
    [env!("CARGO_BIN_EXE_sockctl")].iter().chain(args).map(|word| (*word).to_owned()).collect()
}

/// One of the course's programs with these arguments, as a command to check.
fn peer(program: &str, args: &[&str]) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/peers").join(program);
    println!("peer exercised: {program}");
    let words = [python(), path.to_str().unwrap()];
    words.iter().chain(args).map(|word| (*word).to_owned()).collect()
}

/// A program to check, and the cases it fails.
struct Job<'m> {
    mutants: &'m Mutants,
    what: String,
    program: PathBuf,
    way: &'m Way,
    expected: Vec<String>,
}

impl Job<'_> {
    /// What is told when it fails others.
    fn surprise(&self) -> Option<String> {
        let (failed, ended) = self.mutants.check(&self.program, self.way);
        let what = &self.what;
        (failed != self.expected).then(|| format!("{what}: failed {failed:?}\n{}", told(&ended)))
    }
}

/// The program passes everything in every way, and each mutant fails its own case alone.
fn judge_fairly(name: &str) {
    let mutants = Mutants::read(name);
    let text = mutants.text();
    let lab = TempDir::new().unwrap();
    let mut jobs: Vec<Job<'_>> = Vec::new();
    for way in &mutants.way {
        let program = folder().join("programs").join(&mutants.program);
        let what = format!("{name}, {}", way.name);
        jobs.push(Job { mutants: &mutants, what, program, way, expected: Vec::new() });
    }
    for (number, mutant) in mutants.mutant.iter().enumerate() {
        assert_eq!(text.matches(&mutant.find).count(), 1, "{name}, {}: `{}`", mutant.case, mutant.find);
        let program = lab.path().join(format!("{number}.py"));
        fs::write(&program, text.replace(&mutant.find, &mutant.replace)).unwrap();
        let what = format!("{name}, {}", mutant.case);
        let way = mutants.way(mutant.way.as_deref());
        jobs.push(Job { mutants: &mutants, what, program, way, expected: vec![mutant.case.clone()] });
    }
    let surprising = Mutex::new(Vec::new());
    let jobs = Mutex::new(jobs.into_iter());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(job) = { jobs.lock().unwrap().next() } {
                    if let Some(told) = job.surprise() {
                        println!("once more: {told}");
                        surprising.lock().unwrap().push(job);
                    }
                }
            });
        }
    });
    // Times are real here, and a machine may stand still for a second: once more, with none of the others beside it.
    let surprising = surprising.into_inner().unwrap();
    let wrong: Vec<String> = surprising.iter().filter_map(Job::surprise).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a check told of the cases that were not passed.
fn told(ended: &Ended) -> String {
    let lines = ended.stdout.lines().filter(|line| !line.contains(r#""verdict":"passed""#));
    lines.collect::<Vec<_>>().join("\n") + "\n" + &ended.stderr
}

/// The ids of a tool's cases.
fn cases_of(tool: &str) -> BTreeSet<String> {
    let listed = run(&[tool, "check", "--list", "--json"], "").expect_exit(0);
    let ids = listed.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    ids.map(|line| line["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_case_has_a_program_that_fails_it() {
    let mut mutated: BTreeSet<String> = BTreeSet::new();
    for file in fs::read_dir(folder().join("mutants")).unwrap() {
        let mutants = Mutants::read(file.unwrap().path().file_stem().unwrap().to_str().unwrap());
        mutated.extend(mutants.mutant.into_iter().map(|mutant| mutant.case));
    }
    let all: BTreeSet<String> = tools::ALL.iter().flat_map(|tool| cases_of(tool.name)).collect();
    assert_eq!(all, mutated);
}
