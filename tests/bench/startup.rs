//! How long the program takes to start, beside Python and `/bin/true`: `cargo bench --bench startup`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on should fail loudly, and reads the clock"
)]

#[allow(dead_code, reason = "each benchmark uses some of it")]
mod measure;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use measure::{Running, median, quiet, ratio, sockctl};

const ROUNDS: usize = 50;

/// What is measured, in the same turn as all the others.
struct Row {
    name: &'static str,
    run: Box<dyn Fn() -> f64>,
    ms: Vec<f64>,
}

impl Row {
    fn new(name: &'static str, run: impl Fn() -> f64 + 'static) -> Row {
        Row { name, run: Box::new(run), ms: Vec::new() }
    }
}

fn main() {
    if !measure::wanted("startup") {
        return;
    }
    let mut rows = vec![
        Row::new("/bin/true", || to_the_end(quiet("/bin/true"))),
        Row::new("sockctl --version", || to_the_end(sockctl(&["--version"]))),
        Row::new("sockctl handshake client --help", || {
            to_the_end(sockctl(&["handshake", "client", "--help"]))
        }),
        Row::new("sockctl handshake serve, until ready", || {
            to_the_first_line(sockctl(&["handshake", "serve", "--port", "0", "--bind", "127.0.0.1"]))
        }),
    ];
    if let Some(python) = measure::python() {
        rows.push(Row::new("python3 -c pass", move || {
            let mut command = quiet(&python);
            command.args(["-c", "pass"]);
            to_the_end(command)
        }));
    }
    for _ in 0..ROUNDS {
        for row in &mut rows {
            row.ms.push((row.run)());
        }
    }
    let shown = |row: &Row| {
        vec![
            row.name.to_owned(),
            format!("{:.2}", median(row.ms.iter().copied())),
            format!("{:.2}", row.ms.iter().copied().fold(f64::INFINITY, f64::min)),
            format!("{:.2}", ratio(&row.ms, &rows[0].ms)),
        ]
    };
    let title = format!(
        "start-up: wall time from spawn; medians of {ROUNDS} rounds in turn; {} CPUs",
        measure::cpus()
    );
    measure::table(
        &title,
        &["", "ms", "fastest ms", "to /bin/true"],
        &rows.iter().map(shown).collect::<Vec<_>>(),
    );
}

/// Milliseconds until it has ended.
fn to_the_end(command: Command) -> f64 {
    let start = Instant::now();
    let mut running = Running::start(command);
    assert!(running.0.wait().unwrap().success());
    start.elapsed().as_secs_f64() * 1e3
}

/// Milliseconds until its first line has come.
fn to_the_first_line(mut command: Command) -> f64 {
    let start = Instant::now();
    let mut running = Running::start({
        command.stdout(Stdio::piped());
        command
    });
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ms = start.elapsed().as_secs_f64() * 1e3;
    assert!(line.contains("listening on"), "a ready line, not {line:?}");
    ms
}
