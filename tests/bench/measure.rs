//! What the benchmarks share: what to run, children that end, figures from `/proc`, medians, a table.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// Whether the user asked for what has this name: `cargo bench -- udp` runs all that has `udp` in its name.
/// Flags, such as the `--bench` that cargo passes, choose nothing.
pub(crate) fn wanted(name: &str) -> bool {
    let mut words = std::env::args().skip(1).filter(|word| !word.starts_with('-')).peekable();
    words.peek().is_none() || words.any(|word| name.contains(&word))
}

/// `sockctl` with these arguments, untouched by the settings of whoever measures, and silent.
pub(crate) fn sockctl<A: AsRef<OsStr>>(args: &[A]) -> Command {
    let mut command = quiet(env!("CARGO_BIN_EXE_sockctl"));
    command.args(args);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("SOCKCTL_") {
            command.env_remove(name);
        }
    }
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-profiles-here"));
    command
}

/// A command with nothing on stdin whose output nobody reads.
pub(crate) fn quiet(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).stdout(Stdio::null()).env_remove("PYTHONUNBUFFERED");
    command
}

/// The Python interpreter itself, not a script in the path that looks for one; says so when there is none.
pub(crate) fn python() -> Option<PathBuf> {
    let asked = Command::new("python3").args(["-c", "import sys; print(sys.executable)"]).output().ok();
    let path = asked.and_then(|asked| String::from_utf8(asked.stdout).ok()).unwrap_or_default();
    let found = Some(PathBuf::from(path.trim())).filter(|path| path.is_file());
    if found.is_none() {
        println!("\nno python3 here: its rows are left out");
    }
    found
}

/// A child that is killed when it goes out of scope.
pub(crate) struct Running(pub(crate) Child);

impl Running {
    pub(crate) fn start(mut command: Command) -> Running {
        Running(command.spawn().unwrap_or_else(|why| panic!("cannot start {command:?}: {why}")))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only when it has ended and was waited for.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A line of `/proc/PROCESS/status` that is a size, in bytes; `process` is an id or `self`.
pub(crate) fn status_bytes(process: &str, key: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':')).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// How long all threads of a process have run, in nanoseconds; zero where the kernel does not count it,
/// and for one that has ended.
pub(crate) fn cpu_nanos(process: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten();
    let times = threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("schedstat")).ok());
    times.filter_map(|times| times.split(' ').next()?.parse::<u64>().ok()).sum()
}

/// The same for a process and all that it has started, and they, and which still run.
pub(crate) fn tree_cpu_nanos(process: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten();
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("children")).ok());
    let children: Vec<u32> =
        lists.flat_map(|list| list.split(' ').filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect();
    cpu_nanos(process) + children.into_iter().map(tree_cpu_nanos).sum::<u64>()
}

/// The length of what came; `None` when nothing did for as long as the socket waits.
pub(crate) fn heard(received: io::Result<usize>) -> Option<usize> {
    match received {
        Ok(length) => Some(length),
        Err(error) if error.kind() == ErrorKind::WouldBlock => None,
        Err(error) => panic!("the server has gone: {error}"),
    }
}

/// Puts this process on a core where there is another one for servers, and says who runs where.
pub(crate) fn placement(client: u32, server: u32) -> String {
    let (cpus, this) = (cpus(), std::process::id());
    if pin(this, server) && pin(this, client) {
        format!("client on core {client}, server on core {server}")
    } else {
        format!("not pinned, {cpus} CPUs: compare with care")
    }
}

/// Moves all threads of a process to a core; false where that cannot be done.
pub(crate) fn pin(process: u32, core: u32) -> bool {
    let mut taskset = quiet("taskset");
    taskset.args(["-a", "-c", "-p", &core.to_string(), &process.to_string()]).stderr(Stdio::null());
    taskset.status().is_ok_and(|status| status.success())
}

pub(crate) fn cpus() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The middle one.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The median of what the rounds of `these` are to the same rounds of `those`: a spell of a busy machine hits both.
pub(crate) fn ratio(these: &[f64], those: &[f64]) -> f64 {
    median(these.iter().zip(those).map(|(this, that)| this / that))
}

/// A whole number with its thousands apart.
pub(crate) fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(",")
}

/// Prints a title and rows of equal length: the first column to the left, the others to the right.
pub(crate) fn table(title: &str, head: &[&str], rows: &[Vec<String>]) {
    let head: Vec<String> = head.iter().map(|&word| word.to_owned()).collect();
    let all = || std::iter::once(&head).chain(rows);
    let widths: Vec<usize> =
        (0..head.len()).map(|i| all().map(|row| row[i].chars().count()).max().unwrap_or(0)).collect();
    println!("\n{title}");
    for row in all() {
        let cells = row.iter().zip(&widths).enumerate();
        let cells = cells.map(
            |(i, (cell, &width))| {
                if i == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
            },
        );
        println!("  {}", cells.collect::<Vec<_>>().join("   "));
    }
}
