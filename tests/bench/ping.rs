//! How many packets ping's server takes on the course wire, beside plain loops in the same run: `cargo bench --bench ping`,
//! of which `-- server` and `-- impaired` are parts. The client, and STAMP, are measured by `--bench stamp`.
//!
//! Which cores the two ends run on decides more than what they do. So where there is `taskset` and a second core,
//! the client's end is on core 0 and the server's on core 1, whoever they are.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on should fail loudly, sleeps, and reads the clock"
)]

#[allow(dead_code, reason = "each benchmark uses some of it")]
mod measure;

use std::io::Read;
use std::net::{SocketAddr, UdpSocket};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use measure::{
    Running, cpu_nanos, heard, median, pin, placement, quiet, ratio, sockctl, table, thousands, wanted,
};
use serde_json::Value;

/// What a client says in each packet, and a server answers.
const PACKET: &[u8] = b"Hello Server";
const ACKNOWLEDGED: &[u8] = b"Packet Acknowledged";

/// What a server answers surely and at once, whatever it does to other answers.
const SURELY: &[u8] = b"C 12";

/// Packets on the way at once.
const WINDOW: u64 = 32;

/// How long an answer is waited for that is not late on purpose.
const PATIENCE: Duration = Duration::from_millis(50);

fn main() {
    let plain_at = std::env::args().skip_while(|word| word != "--answer-at").nth(1);
    if let Some(address) = plain_at {
        return answer(address.parse().unwrap());
    }
    let placement = placement(0, 1);
    if wanted("ping server") {
        server(&placement);
    }
    if wanted("ping impaired") {
        impaired(&placement);
    }
}

/// The plain loop: this program again, as a server that does nothing else.
fn answer(address: SocketAddr) {
    let socket = UdpSocket::bind(address).unwrap();
    let mut packet = [0; 2048];
    loop {
        let (_, peer) = socket.recv_from(&mut packet).unwrap();
        socket.send_to(ACKNOWLEDGED, peer).unwrap();
    }
}

/// A server at the other end of two sockets.
struct Server {
    running: Running,
    packets: UdpSocket,
    /// For what is answered surely. Answers to packets, which may be late, are not mixed with these, nor push them
    /// out of a full buffer.
    sure: UdpSocket,
}

impl Server {
    /// Starts it on a port that was free a moment ago, and asks until it answers.
    fn start(command: impl FnOnce(SocketAddr) -> Command) -> Server {
        let address = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let running = Running::start(command(address));
        let connected = || {
            let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            socket.connect(address).unwrap();
            socket.set_read_timeout(Some(PATIENCE)).unwrap();
            socket
        };
        // A socket of its own, so that an answer that comes late is not taken for another.
        let (start, socket) = (Instant::now(), connected());
        while socket.send(SURELY).and_then(|_| socket.recv(&mut [0; 64])).is_err() {
            assert!(start.elapsed() < Duration::from_secs(10), "the server does not answer");
            std::thread::sleep(Duration::from_millis(1));
        }
        // It has all its threads by now. Where this fails nothing is pinned, and the title says so.
        let _ = pin(running.0.id(), 1);
        Server { running, packets: connected(), sure: connected() }
    }

    /// Sends packets for so long, [`WINDOW`] of them on the way; what is not answered in time is lost.
    fn acknowledge(&self, time: Duration) -> Asked {
        let (mut asked, mut on_the_way, mut answer) = (self.ask(), 0_u64, [0; 64]);
        let start = Instant::now();
        loop {
            let is_over = start.elapsed() >= time;
            while !is_over && on_the_way < WINDOW {
                self.packets.send(PACKET).unwrap();
                on_the_way += 1;
            }
            if on_the_way == 0 {
                return self.asked(asked, start);
            }
            match heard(self.packets.recv(&mut answer)) {
                Some(length) => {
                    assert_eq!(&answer[..length], ACKNOWLEDGED);
                    asked.taken += 1;
                    on_the_way -= 1;
                }
                None => asked.lost += std::mem::take(&mut on_the_way),
            }
        }
    }

    /// The same for a server that answers late or never: two half windows are on the way, each of which ends with
    /// a message that is answered surely and at once, which tells that the server has taken that half.
    fn take(&self, time: Duration) -> Asked {
        const HALF: u64 = WINDOW / 2;
        let (mut asked, mut halves, mut answer) = (self.ask(), 0_u64, [0; 64]);
        self.packets.set_nonblocking(true).unwrap();
        let start = Instant::now();
        let mut last = start;
        loop {
            let is_over = start.elapsed() >= time;
            while !is_over && halves < 2 {
                for _ in 1..HALF {
                    self.packets.send(PACKET).unwrap();
                }
                self.sure.send(SURELY).unwrap();
                halves += 1;
            }
            if halves == 0 {
                return self.asked(asked, start);
            }
            if heard(self.sure.recv(&mut answer)).is_some() {
                asked.taken += HALF;
                halves -= 1;
                asked.longest = asked.longest.max(last.elapsed());
                last = Instant::now();
            } else {
                asked.lost += HALF * std::mem::take(&mut halves);
            }
            while heard(self.packets.recv(&mut answer)).is_some() {}
        }
    }

    /// Begins to count.
    fn ask(&self) -> Asked {
        Asked { cpu_nanos: cpu_nanos(self.running.0.id()), ..Asked::default() }
    }

    /// Ends what [`Server::ask`] began.
    fn asked(&self, asked: Asked, start: Instant) -> Asked {
        let took = start.elapsed();
        Asked { took, cpu_nanos: cpu_nanos(self.running.0.id()) - asked.cpu_nanos, ..asked }
    }

    /// Ends it by the exercise's stop word, which must be allowed to, and gives the summary on its standard
    /// output, which must be a pipe that holds all it says.
    fn end(mut self) -> Value {
        let start = Instant::now();
        while self.running.0.try_wait().unwrap().is_none() {
            assert!(start.elapsed() < Duration::from_secs(10), "the server does not end");
            // Again and again, as any of them may be lost; once it has gone, nobody takes them.
            let _ = self.sure.send(b"exit");
            std::thread::sleep(Duration::from_millis(5));
        }
        let mut lines = String::new();
        self.running.0.stdout.take().unwrap().read_to_string(&mut lines).unwrap();
        serde_json::from_str(lines.lines().last().unwrap()).unwrap()
    }
}

/// What a server did while it was asked.
#[derive(Clone, Copy, Default)]
struct Asked {
    taken: u64,
    lost: u64,
    took: Duration,
    /// The longest time without an answer that is given surely and at once.
    longest: Duration,
    cpu_nanos: u64,
}

impl Asked {
    fn and(self, more: Asked) -> Asked {
        Asked {
            taken: self.taken + more.taken,
            lost: self.lost + more.lost,
            took: self.took + more.took,
            longest: self.longest.max(more.longest),
            cpu_nanos: self.cpu_nanos + more.cpu_nanos,
        }
    }
}

/// How to start `sockctl ping serve` with these flags.
fn ours(address: SocketAddr, flags: &[&str]) -> Command {
    let port = address.port().to_string();
    sockctl(&[&["--json", "ping", "serve", "--bind", "127.0.0.1", "--port", &port], flags].concat())
}

/// How to start the plain loop.
fn plain(address: SocketAddr) -> Command {
    let mut command = quiet(std::env::current_exe().unwrap());
    command.args(["--answer-at", &address.to_string()]);
    command
}

/// How to start the plain loop in Python.
fn python(interpreter: &Path, address: SocketAddr) -> Command {
    const LOOP: &str = "
import socket, sys
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    packet, peer = server.recvfrom(2048)
    server.sendto(b'Packet Acknowledged', peer)
";
    let mut command = quiet(interpreter);
    command.args(["-c", LOOP, &address.ip().to_string(), &address.port().to_string()]);
    command
}

/// One kind of server, and what it did in each round.
struct Row {
    name: &'static str,
    command: Box<dyn Fn(SocketAddr) -> Command>,
    per_second: Vec<f64>,
    cpu_us: Vec<f64>,
    longest_ms: Vec<f64>,
    lost: u64,
}

impl Row {
    fn new(name: &'static str, command: impl Fn(SocketAddr) -> Command + 'static) -> Row {
        let [per_second, cpu_us, longest_ms] = [const { Vec::new() }; 3];
        Row { name, command: Box::new(command), per_second, cpu_us, longest_ms, lost: 0 }
    }

    fn count(&mut self, asked: Asked) {
        self.per_second.push(asked.taken as f64 / asked.took.as_secs_f64());
        self.cpu_us.push(asked.cpu_nanos as f64 / 1e3 / asked.taken as f64);
        self.longest_ms.push(asked.longest.as_secs_f64() * 1e3);
        self.lost += asked.lost;
    }

    /// Its cells, beside another row's.
    fn cells(&self, beside: &Row) -> Vec<String> {
        vec![
            self.name.to_owned(),
            thousands(median(self.per_second.iter().copied())),
            format!("{:.2}", ratio(&self.per_second, &beside.per_second)),
            format!("{:.2}", median(self.cpu_us.iter().copied())),
            format!("{:.2}", ratio(&self.cpu_us, &beside.cpu_us)),
            self.lost.to_string(),
        ]
    }
}

const ROUNDS: usize = 9;

/// The server beside plain loops.
fn server(placement: &str) {
    // Half a second in turns this short, so that a spell of a busy machine hits all of them.
    const TURNS: usize = 10;
    const TURN: Duration = Duration::from_millis(50);
    let mut rows = vec![
        Row::new("a plain loop of recv_from and send_to", plain),
        Row::new("sockctl ping serve", |address| ours(address, &[])),
    ];
    if let Some(interpreter) = measure::python() {
        rows.push(Row::new("the plain loop in Python", move |address| python(&interpreter, address)));
    }
    for _ in 0..ROUNDS {
        let servers: Vec<Server> = rows.iter().map(|row| Server::start(&row.command)).collect();
        for server in &servers {
            // Warms up, and does not count.
            server.acknowledge(TURN);
        }
        let mut asked = vec![Asked::default(); servers.len()];
        for _ in 0..TURNS {
            for (asked, server) in asked.iter_mut().zip(&servers) {
                *asked = asked.and(server.acknowledge(TURN));
            }
        }
        for (row, asked) in rows.iter_mut().zip(asked) {
            row.count(asked);
        }
    }
    let title = format!(
        "ping server: packets acknowledged, {WINDOW} on the way; medians of {ROUNDS} rounds in turn; {placement}"
    );
    let head = ["", "packets/s", "to the loop", "server CPU µs/packet", "to the loop", "lost"];
    table(&title, &head, &rows.iter().map(|row| row.cells(&rows[0])).collect::<Vec<_>>());
    if let [_, ours, python] = &rows[..] {
        let (rate, cpu) = (ratio(&ours.per_second, &python.per_second), ratio(&ours.cpu_us, &python.cpu_us));
        println!("  sockctl to Python: {rate:.2} of its packets/s for {cpu:.2} of its CPU");
    }
}

/// What artificial loss and delay cost: packets a second, and how long one waits at the longest whose answer is
/// impaired by neither. What they did is told by the server's own account.
fn impaired(placement: &str) {
    let row = |name, flags: &'static [&'static str]| {
        Row::new(name, move |address| {
            let mut command = ours(address, &[flags, &["--remote-stop", "loopback"]].concat());
            command.stdout(Stdio::piped());
            command
        })
    };
    // The last one, the course profile's, is warm when as many answers leave as packets come.
    let mut rows = [
        (row("as it is", &[]), 50, vec![]),
        (row("--loss 10%", &["--loss", "10%"]), 50, vec![]),
        (row("--delay 0.1ms..0.5s", &["--delay", "0.1ms..0.5s"]), 550, vec![]),
    ];
    for _ in 0..ROUNDS {
        for (row, warm_up_ms, accounts) in &mut rows {
            let server = Server::start(&row.command);
            server.take(Duration::from_millis(*warm_up_ms));
            row.count(server.take(Duration::from_millis(400)));
            accounts.push(server.end()["impairment"].take());
        }
    }
    let cells = |(row, _, accounts): &(Row, u64, Vec<Value>)| {
        let percent = |what: &str| {
            let share = |account: &Value| Some(account[what].as_f64()? / account["answers"].as_f64()?);
            let shares: Option<Vec<f64>> = accounts.iter().map(share).collect();
            shares.map_or("-".to_owned(), |shares| format!("{:.1}", median(shares) * 100.0))
        };
        let mut cells = row.cells(&rows[0].0);
        cells.push(format!("{:.1}", median(row.longest_ms.iter().copied())));
        cells.extend(["lost", "delayed", "overflow"].map(percent));
        cells
    };
    let title = format!(
        "ping server: packets taken, {WINDOW} on the way there, and what becomes of the answers by its own account; \
         medians of {ROUNDS} rounds in turn; {placement}"
    );
    let head = [
        "",
        "packets/s",
        "to as it is",
        "server CPU µs/packet",
        "to as it is",
        "lost",
        "longest wait ms",
        "lost on purpose %",
        "delayed %",
        "no room %",
    ];
    table(&title, &head, &rows.iter().map(cells).collect::<Vec<_>>());
}
