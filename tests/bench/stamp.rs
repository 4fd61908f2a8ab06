//! ping as an instrument, on STAMP's wire: how punctual the prober is and what it costs, what it adds to a round trip,
//! and how many packets the reflector answers, beside plain loops in the same run: `cargo bench --bench stamp`, of which
//! `-- prober`, `-- rtt` and `-- reflector` are parts. Where irtt is installed, it runs beside the prober.
//!
//! Which cores the two ends run on decides more than what they do, so both placements are measured and named.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on should fail loudly, sleeps, and reads the clock"
)]

#[allow(dead_code, reason = "each benchmark uses some of it")]
mod measure;

use std::io::{Read, Seek};
use std::net::{SocketAddr, UdpSocket};
use std::process::Command;
use std::time::{Duration, Instant};

use measure::{
    Running, cpu_nanos, heard, median, pin, placement, quiet, ratio, sockctl, table, thousands, wanted,
};
use serde_json::Value;

/// Packets on the way at once.
const WINDOW: u64 = 32;

const PATIENCE: Duration = Duration::from_millis(50);

fn main() {
    let plain_at = std::env::args().skip_while(|word| word != "--answer-at").nth(1);
    if let Some(address) = plain_at {
        return answer(address.parse().unwrap());
    }
    if wanted("stamp prober") {
        prober();
    }
    if wanted("stamp rtt") {
        for server in [0, 1] {
            rtt(server);
        }
    }
    if wanted("stamp reflector") {
        reflector();
    }
}

/// The plain loop: this program again, which sends back what it gets.
fn answer(address: SocketAddr) {
    let socket = UdpSocket::bind(address).unwrap();
    let mut packet = [0; 2048];
    loop {
        let (length, peer) = socket.recv_from(&mut packet).unwrap();
        socket.send_to(&packet[..length], peer).unwrap();
    }
}

/// An unauthenticated request of 44 octets, as RFC 8762 §4.2.1 has it.
fn request() -> [u8; 44] {
    let mut packet = [0; 44];
    packet[4..8].copy_from_slice(&0xec00_0000_u32.to_be_bytes());
    packet[13] = 1;
    packet
}

/// A server and a socket towards it.
struct Server {
    running: Running,
    address: SocketAddr,
    socket: UdpSocket,
}

impl Server {
    /// Starts it on a port that was free a moment ago, asks until it answers, and puts it on a core.
    fn start(core: u32, command: impl FnOnce(SocketAddr) -> Command) -> Server {
        let address = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let running = Running::start(command(address));
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.connect(address).unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        let start = Instant::now();
        while socket.send(&request()).and_then(|_| socket.recv(&mut [0; 64])).is_err() {
            assert!(start.elapsed() < Duration::from_secs(10), "the server does not answer");
            std::thread::sleep(Duration::from_millis(1));
        }
        let _ = pin(running.0.id(), core);
        Server { running, address, socket }
    }

    fn ours(core: u32, flags: &[&str]) -> Server {
        Server::start(core, |address| ours(address, flags))
    }

    fn plain(core: u32) -> Server {
        Server::start(core, plain)
    }

    /// Packets answered a second, and the server's processor time for each in microseconds.
    fn reflect(&self, time: Duration) -> (f64, f64) {
        let (mut answered, mut on_the_way, packet) = (0_u64, 0_u64, request());
        let (start, cpu) = (Instant::now(), cpu_nanos(self.running.0.id()));
        loop {
            while start.elapsed() < time && on_the_way < WINDOW {
                self.socket.send(&packet).unwrap();
                on_the_way += 1;
            }
            if on_the_way == 0 {
                let cpu_us = (cpu_nanos(self.running.0.id()) - cpu) as f64 / 1e3;
                return (answered as f64 / start.elapsed().as_secs_f64(), cpu_us / answered as f64);
            }
            match heard(self.socket.recv(&mut [0; 64])) {
                Some(_) => {
                    answered += 1;
                    on_the_way -= 1;
                }
                None => on_the_way = 0,
            }
        }
    }
}

/// How to start `sockctl ping serve` with these flags.
fn ours(address: SocketAddr, flags: &[&str]) -> Command {
    let port = address.port().to_string();
    sockctl(&[&["-q", "ping", "serve", "--bind", "127.0.0.1", "--port", &port], flags].concat())
}

/// How to start the plain loop.
fn plain(address: SocketAddr) -> Command {
    let mut command = quiet(std::env::current_exe().unwrap());
    command.args(["--answer-at", &address.to_string()]);
    command
}

/// What one run of the prober came to, in microseconds and percent.
struct Run {
    late_median: f64,
    late_p99: f64,
    missed: f64,
    network: f64,
    program: f64,
    cpu: f64,
}

/// Runs `sockctl ping client`, its summary into a file, so that nobody wakes up to read it.
fn run(server: SocketAddr, interval: &str, count: u64, timer: &str) -> Run {
    let (server, count) = (server.to_string(), count.to_string());
    let mut command = sockctl(&[
        "-q", "--json", "ping", "client", &server, "-n", &count, "-i", interval, "--timer", timer, "--every",
        "1h",
    ]);
    let (mut lines, mut text) = (tempfile::tempfile().unwrap(), String::new());
    command.stdout(lines.try_clone().unwrap());
    let (start, ticks) = (Instant::now(), children_ticks());
    assert!(Running::start(command).0.wait().unwrap().success());
    let took = start.elapsed().as_secs_f64();
    let cpu = (children_ticks() - ticks) as f64;
    lines.rewind().unwrap();
    lines.read_to_string(&mut text).unwrap();
    let summary: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    let us = |pointer: &str| summary.pointer(pointer).unwrap().as_f64().unwrap() / 1e3;
    let number = |pointer: &str| summary.pointer(pointer).unwrap().as_f64().unwrap();
    let (sent, missed) = (number("/sent"), number("/schedule/missed_slots"));
    Run {
        late_median: us("/schedule/lateness/median_ns"),
        late_p99: us("/schedule/lateness/p99_ns"),
        missed: missed / (missed + sent) * 100.0,
        network: us("/rtt/median_ns"),
        program: us("/rtt_program/median_ns"),
        // A tick is a hundredth of a second.
        cpu: cpu / took,
    }
}

/// The processor time of children that have ended, in ticks.
fn children_ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    fields[13].parse::<u64>().unwrap() + fields[14].parse::<u64>().unwrap()
}

/// How punctual each timer is at each interval, and what it costs.
fn prober() {
    const ROUNDS: usize = 3;
    // One who spins does so only where there are two cores.
    let server = Server::ours(1, &[]);
    let mut rows = Vec::new();
    for (interval, count) in [("10ms", 200), ("1ms", 2000), ("100us", 20_000)] {
        for timer in ["sleep", "hybrid", "busy"] {
            let runs: Vec<Run> = (0..ROUNDS).map(|_| run(server.address, interval, count, timer)).collect();
            let middle =
                |figure: fn(&Run) -> f64, digits| format!("{:.digits$}", median(runs.iter().map(figure)));
            rows.push(vec![
                format!("{interval}, {timer}"),
                middle(|run| run.late_median, 1),
                middle(|run| run.late_p99, 1),
                middle(|run| run.missed, 2),
                middle(|run| run.cpu, 1),
                middle(|run| run.network, 1),
                middle(|run| run.program, 1),
            ]);
        }
    }
    let title =
        format!("stamp prober: late by µs; medians of {ROUNDS} rounds; server on core 1, client on any");
    let head = ["", "median", "p99", "missed %", "CPU %", "RTT network µs", "RTT program µs"];
    table(&title, &head, &rows);
}

/// Round trips 1 ms apart beside a bare blocking ping-pong at the same interval, both ends placed alike.
fn rtt(core: u32) {
    const ROUNDS: usize = 5;
    const COUNT: u64 = 1000;
    let placement = placement(0, core);
    let (server, bare) = (Server::ours(core, &[]), Server::plain(core));
    let [mut network, mut program, mut ping_pong, mut irtt] = [const { Vec::new() }; 4];
    for _ in 0..ROUNDS {
        let ours = run(server.address, "1ms", COUNT, "hybrid");
        network.push(ours.network);
        program.push(ours.program);
        ping_pong.push(bare_ping_pong(&bare.socket, COUNT));
        irtt.extend(irtt_median(core));
    }
    let row = |name: &str, values: &[f64]| {
        let beside = ratio(values, &ping_pong);
        vec![name.to_owned(), format!("{:.1}", median(values.iter().copied())), format!("{beside:.2}")]
    };
    let mut rows = vec![
        row("a bare blocking ping-pong", &ping_pong),
        row("sockctl, as the program saw it", &program),
        row("sockctl, on the network", &network),
    ];
    if irtt.len() == ROUNDS {
        rows.push(row("irtt", &irtt));
    }
    let title = format!("stamp rtt: 1 ms apart, medians in µs of {ROUNDS} rounds in turn; {placement}");
    table(&title, &["", "median", "to ping-pong"], &rows);
}

fn bare_ping_pong(socket: &UdpSocket, count: u64) -> f64 {
    let (start, packet) = (Instant::now(), request());
    median((0..count).filter_map(|number| {
        let due = start + Duration::from_millis(number);
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let sent = Instant::now();
        socket.send(&packet).unwrap();
        heard(socket.recv(&mut [0; 64])).map(|_| sent.elapsed().as_secs_f64() * 1e6)
    }))
}

/// irtt's median in microseconds; `None` when it is not installed.
fn irtt_median(core: u32) -> Option<f64> {
    Command::new("irtt").arg("version").output().ok()?;
    let port = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut server = quiet("irtt");
    server.args(["server", "-b", &format!("127.0.0.1:{port}"), "-i", "0"]);
    let server = Running::start(server);
    let _ = pin(server.0.id(), core);
    let mut client = Command::new("irtt");
    client.args(["client", "-i", "1ms", "-d", "1s", "-q", "-o", "-", &format!("127.0.0.1:{port}")]);
    let told = client.output().ok()?;
    let summary: Value = serde_json::from_slice(&told.stdout).ok()?;
    summary.pointer("/stats/rtt/median")?.as_f64().map(|ns| ns / 1e3)
}

/// How many packets a second are reflected.
fn reflector() {
    const ROUNDS: usize = 9;
    const TURN: Duration = Duration::from_millis(300);
    let placement = placement(0, 1);
    let kinds: [(&str, Option<Vec<&str>>); 4] = [
        ("a plain loop of recv_from and send_to", None),
        ("sockctl ping serve", Some(vec![])),
        ("the same, stateless", Some(vec!["--stateful=false"])),
        ("the same, two threads", Some(vec!["--threads", "2"])),
    ];
    let mut figures = vec![(Vec::new(), Vec::new()); kinds.len()];
    for _ in 0..ROUNDS {
        for ((_, flags), (rates, costs)) in kinds.iter().zip(&mut figures) {
            let server = flags.as_ref().map_or_else(|| Server::plain(1), |flags| Server::ours(1, flags));
            // Warms up, and does not count.
            server.reflect(TURN / 10);
            let (rate, cost) = server.reflect(TURN);
            rates.push(rate);
            costs.push(cost);
        }
    }
    let (loop_rates, loop_costs) = figures[0].clone();
    let rows: Vec<Vec<String>> = kinds
        .iter()
        .zip(&figures)
        .map(|((name, _), (rates, costs))| {
            vec![
                (*name).to_owned(),
                thousands(median(rates.iter().copied())),
                format!("{:.2}", ratio(rates, &loop_rates)),
                format!("{:.2}", median(costs.iter().copied())),
                format!("{:.2}", ratio(costs, &loop_costs)),
            ]
        })
        .collect();
    let title = format!(
        "stamp reflector: packets of 44 octets answered, {WINDOW} on the way; medians of {ROUNDS} rounds in turn; \
         {placement}"
    );
    table(&title, &["", "packets/s", "to the loop", "server CPU µs/packet", "to the loop"], &rows);
}
