//! How handshake's table of leases bears a million IDs, in the core alone and behind the server's socket, beside the
//! exercise's Python server: `cargo bench --bench handshake`, of which `-- core`, `-- memory` and `-- udp` are parts.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on should fail loudly, and reads the clock"
)]

#[allow(dead_code, reason = "each benchmark uses some of it")]
mod measure;

use std::hash::RandomState;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use measure::{Running, cpu_nanos, median, quiet, ratio, sockctl, status_bytes, table, thousands, wanted};
use sockctl::clock;
use sockctl::tools::handshake::proto::leases::{Leases, Limits};

const FEW: u64 = 1_000;
const MANY: u64 = 1_000_000;

/// IDs have 4 to 7 characters: those below come first.
const FIRST_ID: u64 = 1_000;

fn main() {
    let memory_of = std::env::args().skip_while(|word| word != "--memory-of").nth(1);
    if let Some(ids) = memory_of {
        return hold_a_million(&ids);
    }
    if wanted("handshake core") {
        core();
    }
    if wanted("handshake memory") {
        memory();
    }
    if wanted("handshake udp") {
        udp();
    }
}

/// A table from which, as time moves on, as many IDs go as come.
struct Steady {
    leases: Leases<RandomState>,
    next: u64,
    per_second: Vec<f64>,
}

impl Steady {
    /// One ID a microsecond, and each stays for `held` of them.
    fn new(held: u64) -> Steady {
        let limits = Limits {
            id_ttl: Duration::from_micros(held),
            max_ids: usize::MAX,
            max_ids_per_source: usize::MAX,
        };
        Steady { leases: Leases::new(limits, RandomState::new()), next: FIRST_ID, per_second: Vec::new() }
    }

    /// Leases that many new IDs; gives the time it took and the longest that one of them took, if it was asked for.
    fn lease(&mut self, count: u64, mut longest: Option<&mut Duration>) -> Duration {
        let ids: Vec<String> = (self.next..self.next + count).map(|id| id.to_string()).collect();
        let start = Instant::now();
        for id in &ids {
            let began = longest.is_some().then(Instant::now);
            let now = clock::Instant::from_nanos(self.next * 1_000);
            self.leases.lease(now, id, Ipv4Addr::LOCALHOST.into()).unwrap();
            self.next += 1;
            if let (Some(longest), Some(began)) = (&mut longest, began) {
                **longest = began.elapsed().max(**longest);
            }
        }
        start.elapsed()
    }
}

fn core() {
    const ROUNDS: usize = 15;
    const ASKED: u64 = 100_000;
    let (mut few, mut many) = (Steady::new(FEW), Steady::new(MANY));
    let mut longest = Duration::ZERO;
    few.lease(FEW, None);
    many.lease(MANY, Some(&mut longest));
    for _ in 0..ROUNDS {
        for steady in [&mut few, &mut many] {
            let took = steady.lease(ASKED, None);
            steady.per_second.push(ASKED as f64 / took.as_secs_f64());
        }
    }
    let row = |held: u64, steady: &Steady| {
        assert_eq!(steady.leases.len() as u64, held);
        let rate = median(steady.per_second.iter().copied());
        vec![
            format!("{} IDs held", thousands(held as f64)),
            thousands(rate),
            format!("{:.0}", 1e9 / rate),
            format!("{:.2}", ratio(&steady.per_second, &few.per_second)),
        ]
    };
    let title = format!("core: one ID ends for each new one; {ROUNDS} rounds in turn, medians");
    table(&title, &["", "leases/s", "ns/lease", "to 1,000"], &[row(FEW, &few), row(MANY, &many)]);
    println!("  the longest of the first million leases, while the table grew: {longest:.1?}");
}

/// Each row in a process of its own, so that none inherits the pages of another.
fn memory() {
    let mut rows = Vec::new();
    for ids in ["of 4 to 7 characters", "of 64 characters", "of 64 characters, a source each"] {
        let mut child = Command::new(std::env::current_exe().unwrap());
        let output = child.args(["--memory-of", ids]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let figures = String::from_utf8(output.stdout).unwrap();
        let mut row = vec![format!("1,000,000 IDs {ids}")];
        row.extend(figures.trim().split(',').map(str::to_owned));
        rows.push(row);
    }
    table("memory of the core's table, MB of 1,000,000 bytes", &["", "full", "peak"], &rows);
}

/// The child: leases a million IDs and prints what the process has grown by, now and at its peak.
fn hold_a_million(ids: &str) {
    let (long, far) = (ids.contains("64"), ids.contains("source"));
    let mut steady = Steady::new(2 * MANY);
    let before = status_bytes("self", "VmRSS");
    for number in 0..MANY {
        let id = FIRST_ID + number;
        let id = if long { format!("{id:064}") } else { id.to_string() };
        let holder = if far { 0x0a00_0000 + number as u32 } else { 0x7f00_0001 };
        let holder = IpAddr::from(Ipv4Addr::from_bits(holder));
        steady.leases.lease(clock::Instant::from_nanos(number), &id, holder).unwrap();
    }
    let grown = |key| (status_bytes("self", key) - before) as f64 / 1e6;
    println!("{:.1},{:.1}", grown("VmRSS"), grown("VmHWM"));
    assert_eq!(steady.leases.len() as u64, MANY);
}

/// A server at the other end of a socket, asked for one new ID after another.
struct Server {
    running: Running,
    socket: UdpSocket,
    next: u64,
    lost: u64,
}

/// Requests on the way at once.
const WINDOW: u64 = 64;

impl Server {
    /// Starts it on a port that is free, and asks until it answers.
    fn start(command: impl FnOnce(SocketAddr) -> Command) -> Server {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        // Nobody else is given this port between here and the server's bind: the system goes round.
        let address = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let running = Running::start(command(address));
        socket.connect(address).unwrap();
        let start = Instant::now();
        socket.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
        while socket.send(b"HELLO there").and_then(|_| socket.recv(&mut [0; 64])).is_err() {
            assert!(start.elapsed() < Duration::from_secs(10), "the server does not answer");
            std::thread::sleep(Duration::from_millis(1));
        }
        socket.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
        Server { running, socket, next: FIRST_ID, lost: 0 }
    }

    fn sockctl() -> Server {
        Server::start(|address| {
            let (port, max_ids) = (address.port().to_string(), (3 * MANY).to_string());
            let bind = ["handshake", "serve", "--bind", "127.0.0.1", "--port", &port];
            sockctl(&[&bind[..], &["--id-ttl", "1h", "--max-ids", &max_ids]].concat())
        })
    }

    fn python(interpreter: &Path) -> Server {
        Server::start(|address| {
            let mut command = quiet(interpreter);
            let (ip, port) = (address.ip().to_string(), address.port().to_string());
            command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/peers/handshake_server.py"));
            command.args([&ip[..], &port, "--ttl", "3600", "--idle", "60"]);
            command
        })
    }

    /// Leases that many new IDs, each of which must be granted; what does not come in time is lost.
    fn lease(&mut self, count: u64) -> Duration {
        let (start, end, mut on_the_way, mut answer) = (Instant::now(), self.next + count, 0, [0; 128]);
        while self.next < end || on_the_way > 0 {
            while self.next < end && on_the_way < WINDOW {
                self.socket.send(format!("HELLO {}", self.next).as_bytes()).unwrap();
                self.next += 1;
                on_the_way += 1;
            }
            match self.socket.recv(&mut answer) {
                Ok(length) => {
                    let answer = &answer[..length];
                    assert!(answer.starts_with(b"OK "), "not granted: {}", answer.escape_ascii());
                    on_the_way = on_the_way.saturating_sub(1);
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    self.lost += std::mem::take(&mut on_the_way);
                    assert!(self.lost <= 10 * WINDOW, "{} requests were not answered", self.lost);
                }
                Err(error) => panic!("the server has gone: {error}"),
            }
        }
        start.elapsed()
    }
}

/// What one kind of server did in each round.
struct Row {
    name: &'static str,
    per_second: Vec<f64>,
    cpu_us: Vec<f64>,
}

impl Row {
    fn new(name: &'static str) -> Row {
        Row { name, per_second: Vec::new(), cpu_us: Vec::new() }
    }

    fn round(&mut self, server: &mut Server, asked: u64) {
        let before = cpu_nanos(server.running.0.id());
        let took = server.lease(asked);
        let ran = cpu_nanos(server.running.0.id()) - before;
        self.per_second.push(asked as f64 / took.as_secs_f64());
        self.cpu_us.push(ran as f64 / 1e3 / asked as f64);
    }

    /// Its cells, beside another row's.
    fn shown(&self, few: &Row, python: Option<&Row>) -> Vec<String> {
        let rate = median(self.per_second.iter().copied());
        let to = |other: &Row| format!("{:.2}", ratio(&self.per_second, &other.per_second));
        vec![
            self.name.to_owned(),
            thousands(rate),
            format!("{:.2}", median(self.cpu_us.iter().copied())),
            to(few),
            python.map_or("-".to_owned(), to),
        ]
    }
}

fn udp() {
    const ROUNDS: usize = 25;
    const ASKED: u64 = 5_000;
    // Python looks at every ID it holds for each request.
    const ASKED_OF_PYTHON: u64 = 500;
    let interpreter = measure::python();
    let mut million = Server::sockctl();
    let filled_in = million.lease(MANY);
    let peak = status_bytes(&million.running.0.id().to_string(), "VmHWM");
    let mut few = Row::new("sockctl, 1,000 IDs held");
    let mut many = Row::new("sockctl, 1,000,000 IDs held");
    let mut python = Row::new("the Python server, 1,000 IDs held");
    for _ in 0..ROUNDS {
        let mut thousand = Server::sockctl();
        thousand.lease(FEW);
        few.round(&mut thousand, ASKED);
        drop(thousand);
        many.round(&mut million, ASKED);
        if let Some(interpreter) = &interpreter {
            let mut thousand = Server::python(interpreter);
            thousand.lease(FEW);
            python.round(&mut thousand, ASKED_OF_PYTHON);
        }
    }
    let python = Some(&python).filter(|python| !python.per_second.is_empty());
    let rows = [Some(&few), Some(&many), python];
    let rows: Vec<_> = rows.into_iter().flatten().map(|row| row.shown(&few, python)).collect();
    let title = format!(
        "udp over loopback: new IDs, {WINDOW} requests on the way; {ROUNDS} rounds in turn, medians; {} CPUs",
        measure::cpus()
    );
    let head = ["", "leases/s", "server CPU µs/lease", "to 1,000", "to Python"];
    table(&title, &head, &rows);
    println!(
        "  the million was leased in {:.1} s; peak memory of the server then {:.1} MB; {} requests lost",
        filled_in.as_secs_f64(),
        peak as f64 / 1e6,
        million.lost
    );
}
