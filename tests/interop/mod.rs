//! Against programs that know nothing of this crate: the small course programs of `peers/`, ncat, socat,
//! stamp-suite.
//!
//! Each test that ran against one says `peer exercised: NAME`, past the test runner's capture, so that CI can count.

mod dual_stack;
mod echo;
mod ftp;
mod handshake;
mod ping;
mod relay;
mod stamp_suite;
mod throughput;

use std::fs;
use std::process::{Command, Stdio};

use crate::harness::{Process, say};

/// Whether python3 is there, which this needs. If not it says so; with `SOCKCTL_REQUIRE_PEERS=1` that is a failure.
fn has_python(what: &str) -> bool {
    let python =
        Command::new("python3").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if python.is_ok_and(|status| status.success()) {
        return true;
    }
    let required = std::env::var("SOCKCTL_REQUIRE_PEERS").is_ok_and(|value| value == "1");
    assert!(!required, "{what} cannot be exercised: there is no python3, and SOCKCTL_REQUIRE_PEERS=1");
    say(&format!("skipped: {what}, there is no python3"));
    false
}

/// Whether this program is there. If not it says so; with `SOCKCTL_REQUIRE_PEERS=1` that is a failure.
fn has(program: &str) -> bool {
    if Command::new(program).arg("-h").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok() {
        return true;
    }
    let required = std::env::var("SOCKCTL_REQUIRE_PEERS").is_ok_and(|value| value == "1");
    assert!(!required, "there is no {program}, and SOCKCTL_REQUIRE_PEERS=1");
    say(&format!("skipped: {program}, it is not there"));
    false
}

/// The last line of a test that used it.
fn exercised(program: &str) {
    say(&format!("peer exercised: {program}"));
}

/// A course program, ready to be started.
struct Peer(&'static str);

impl Peer {
    fn find(program: &'static str) -> Option<Peer> {
        has_python(program).then_some(Peer(program))
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("python3");
        command.arg("-u").arg(format!("{}/tests/interop/peers/{}", env!("CARGO_MANIFEST_DIR"), self.0));
        command.args(args);
        command
    }

    /// The last line of a test that used it.
    fn exercised(&self) {
        say(&format!("peer exercised: {}", self.0));
    }
}

/// The port that a peer's server got from the system when told to take any: it does not print that itself.
fn port_of(server: &Process) -> u16 {
    find_port_of(server).unwrap_or_else(|| panic!("it listens nowhere\n{server}"))
}

/// The same, or none while it does not listen yet.
fn find_port_of(server: &Process) -> Option<u16> {
    let process = format!("/proc/{}", server.pid());
    let sockets: Vec<String> = fs::read_dir(format!("{process}/fd"))
        .unwrap()
        .filter_map(|descriptor| fs::read_link(descriptor.ok()?.path()).ok())
        .filter_map(|link| Some(link.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned()))
        .collect();
    // Each line: slot, local address, remote address, state, ..., the socket's number as the tenth word.
    let port = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (_, port) = words.get(1)?.rsplit_once(':')?;
        let ours = sockets.iter().any(|socket| Some(&socket.as_str()) == words.get(9));
        ours.then(|| u16::from_str_radix(port, 16).ok())?
    };
    ["udp", "tcp", "udp6", "tcp6"]
        .iter()
        .filter_map(|table| fs::read_to_string(format!("{process}/net/{table}")).ok())
        .find_map(|table| table.lines().skip(1).find_map(port))
}
