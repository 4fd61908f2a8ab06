//! How handshake's table of leases bears a million IDs, in the core alone and behind the server's socket, beside the
//! exercise's Python server: `cargo bench --bench handshake`, of which `-- core`, `-- memory` and `-- udp` are parts.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on should fail loudly, and reads the clock"
)]

mod leases;
#[allow(dead_code, reason = "each benchmark uses some of it")]
mod measure;

use std::io::ErrorKind;
use std::net::{SocketAddr, UdpSocket};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use measure::{Running, cpu_nanos, median, quiet, ratio, sockctl, status_bytes, table, thousands, wanted};

const FEW: u64 = 1_000;
const MANY: u64 = 1_000_000;

/// IDs have 4 to 7 characters: those below come first.
const FIRST_ID: u64 = 1_000;

fn main() {
    let memory_of = std::env::args().skip_while(|word| word != "--memory-of").nth(1);
    if let Some(ids) = memory_of {
        return leases::hold_a_million(&ids);
    }
    if wanted("handshake core") {
        leases::core();
    }
    if wanted("handshake memory") {
        leases::memory();
    }
    if wanted("handshake udp") {
        udp();
    }
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
    /// Starts it on a port that was free a moment ago, and asks until it answers.
    fn start(command: impl FnOnce(SocketAddr) -> Command) -> Server {
        let address = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let running = Running::start(command(address));
        let connected = |patience| {
            let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            socket.connect(address).unwrap();
            socket.set_read_timeout(Some(Duration::from_millis(patience))).unwrap();
            socket
        };
        // A socket of its own, so that an answer that comes late is not taken for another.
        let (start, socket) = (Instant::now(), connected(20));
        while socket.send(b"HELLO there").and_then(|_| socket.recv(&mut [0; 64])).is_err() {
            assert!(start.elapsed() < Duration::from_secs(10), "the server does not answer");
            std::thread::sleep(Duration::from_millis(1));
        }
        Server { running, socket: connected(500), next: FIRST_ID, lost: 0 }
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
        // A server of its own, or its thousand would grow; both come warm from a thousand leases.
        let mut thousand = Server::sockctl();
        for (row, server) in [(&mut few, &mut thousand), (&mut many, &mut million)] {
            server.lease(FEW);
            row.round(server, ASKED);
        }
        drop(thousand);
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
        "udp over loopback: new IDs, {WINDOW} requests on the way; medians of {ROUNDS} rounds in turn; {} CPUs",
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
