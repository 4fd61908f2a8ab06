//! How many messages a second the relay passes on, beside a plain loop in the same run that does no more than that:
//! `cargo bench --bench relay`.
//!
//! Which cores the two ends run on decides more than what they do. So where there is `taskset` and a second core,
//! the clients' end is on core 0 and the relay on core 1, whichever it is.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on should fail loudly, sleeps, and reads the clock"
)]

#[allow(dead_code, reason = "each benchmark uses some of it")]
mod measure;

use std::net::{SocketAddr, UdpSocket};
use std::process::Command;
use std::time::{Duration, Instant};

use measure::{Running, cpu_nanos, median, pin, placement, quiet, ratio, sockctl, table, thousands, wanted};

const SENT: &[u8] = b"200, UDP Packet Sent Successfully";

/// Messages on the way at once.
const WINDOW: u64 = 32;

const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_millis(700);

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_millis(50);

fn main() {
    let plain_at = std::env::args().skip_while(|word| word != "--relay-at").nth(1);
    if let Some(address) = plain_at {
        return relay(address.parse().unwrap());
    }
    if !wanted("relay") {
        return;
    }
    let placement = placement(0, 1);
    for size in [12, 1000] {
        let text = "x".repeat(size);
        let (mut ours, mut plains) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            plains.push(Relay::start(plain).pass_on(&text));
            ours.push(Relay::start(served).pass_on(&text));
        }
        let rate = |round: &Round| round.passed as f64 / round.took.as_secs_f64();
        let cost = |round: &Round| round.cpu_nanos as f64 / round.passed as f64;
        let all =
            |rounds: &[Round], figure: &dyn Fn(&Round) -> f64| rounds.iter().map(figure).collect::<Vec<_>>();
        let row = |name: &str, rounds: &[Round]| {
            let lost: u64 = rounds.iter().map(|round| round.lost).sum();
            vec![
                name.to_owned(),
                thousands(median(all(rounds, &rate))),
                format!("{:.2}", ratio(&all(rounds, &rate), &all(&plains, &rate))),
                thousands(median(all(rounds, &cost))),
                lost.to_string(),
            ]
        };
        table(
            &format!(
                "messages of {size} bytes, {WINDOW} on the way, medians of {ROUNDS} rounds; {placement}"
            ),
            &["relay", "messages/s", "to plain", "cpu ns each", "lost"],
            &[row("plain loop", &plains), row("sockctl relay serve", &ours)],
        );
    }
}

/// The plain loop: one registered peer, who gets whatever is sent.
fn relay(address: SocketAddr) {
    let socket = UdpSocket::bind(address).unwrap();
    let (mut buffer, mut registered) = ([0; 2048], None);
    loop {
        let (length, peer) = socket.recv_from(&mut buffer).unwrap();
        match (&buffer[..length], registered) {
            (b"hii", _) => {
                registered = Some(peer);
                socket.send_to(b"('127.0.0.1', 1)", peer).unwrap();
            }
            (message, Some(to)) => {
                socket.send_to(message, to).unwrap();
                socket.send_to(SENT, peer).unwrap();
            }
            _ => {}
        }
    }
}

/// How to start the plain loop.
fn plain(address: SocketAddr) -> Command {
    let mut command = quiet(std::env::current_exe().unwrap());
    command.args(["--relay-at", &address.to_string()]);
    command
}

/// How to start ours.
fn served(address: SocketAddr) -> Command {
    let port = address.port().to_string();
    sockctl(&["relay", "serve", "--bind", "127.0.0.1", "--port", &port])
}

/// A relay with two clients: one sends, the other one is registered.
struct Relay {
    running: Running,
    sender: UdpSocket,
    receiver: UdpSocket,
}

/// What was passed on in a round.
struct Round {
    passed: u64,
    lost: u64,
    took: Duration,
    cpu_nanos: u64,
}

impl Relay {
    /// Starts it on a port that was free a moment ago, and registers until it answers.
    fn start(command: impl FnOnce(SocketAddr) -> Command) -> Relay {
        let address = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let running = Running::start(command(address));
        let [sender, receiver] = [(); 2].map(|()| {
            let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            socket.connect(address).unwrap();
            socket.set_read_timeout(Some(PATIENCE)).unwrap();
            socket
        });
        let start = Instant::now();
        while receiver.send(b"hii").and_then(|_| receiver.recv(&mut [0; 64])).is_err() {
            assert!(start.elapsed() < Duration::from_secs(10), "the relay does not answer");
            std::thread::sleep(Duration::from_millis(1));
        }
        // It has all its threads by now. Where this fails nothing is pinned, and the title says so.
        let _ = pin(running.0.id(), 1);
        Relay { running, sender, receiver }
    }

    /// Sends for a round, and takes what arrives and what answers it.
    fn pass_on(&self, text: &str) -> Round {
        let to = self.receiver.local_addr().unwrap();
        let request = format!("to:{}/{};content:{text}", to.ip(), to.port());
        let process = self.running.0.id();
        let (before, start) = (cpu_nanos(process), Instant::now());
        let (mut passed, mut lost, mut on_the_way, mut buffer) = (0, 0, 0, [0; 2048]);
        loop {
            let is_over = start.elapsed() >= ROUND;
            while !is_over && on_the_way < WINDOW {
                self.sender.send(request.as_bytes()).unwrap();
                on_the_way += 1;
            }
            if on_the_way == 0 {
                let (took, cpu_nanos) = (start.elapsed(), cpu_nanos(process) - before);
                return Round { passed, lost, took, cpu_nanos };
            }
            let arrived = self.receiver.recv(&mut buffer).and_then(|length| {
                assert!(length > text.len(), "the whole text arrives");
                self.sender.recv(&mut buffer)
            });
            match arrived {
                Ok(length) => {
                    assert_eq!(&buffer[..length], SENT);
                    passed += 1;
                    on_the_way -= 1;
                }
                Err(_) => lost += std::mem::take(&mut on_the_way),
            }
        }
    }
}
