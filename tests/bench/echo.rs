//! How many requests echo's server answers beside bare loops, socat and a student's Python, and how much memory
//! connections that say nothing hold: `cargo bench --bench echo`, of which `-- tcp`, `-- bulk`, `-- udp` and
//! `-- memory` are parts.
//!
//! The client's end is on core 1 and the server's on core 0, whoever they are, where there is `taskset` and a
//! second core. All servers of a kind are up at once and asked in turns, so that a busy machine hits all of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on should fail loudly, sleeps, and reads the clock"
)]

#[allow(dead_code, reason = "each benchmark uses some of it")]
mod measure;

use std::fs;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::os::fd::AsRawFd;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use measure::{
    Running, heard, median, pin, placement, quiet, ratio, sockctl, status_bytes, table, thousands,
    tree_cpu_nanos, wanted,
};
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};
use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// What is asked, and comes back.
const REQUEST: [u8; 64] = *b"sixty-four bytes that a server sends back as they are, no more.\n";

/// Where clients run, and where servers do.
const CLIENT_CORE: u32 = 1;
const SERVER_CORE: u32 = 0;

/// After this time without an answer a server is taken for dead.
const DEAD: Duration = Duration::from_secs(10);

/// How long one server is asked before it is the next one's turn.
const TURN: Duration = Duration::from_millis(25);

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["--echo-tcp-at", address] => return echo_tcp(address.parse().unwrap()),
        ["--echo-udp-at", address] => return echo_udp(address.parse().unwrap()),
        ["--hold", count, address] => return hold(address.parse().unwrap(), count.parse().unwrap()),
        _ => {}
    }
    let files = allow_files();
    let placement = placement(CLIENT_CORE, SERVER_CORE);
    if wanted("echo tcp") {
        tcp(&placement);
    }
    if wanted("echo bulk") {
        bulk(&placement);
    }
    if wanted("echo udp") {
        udp(&placement);
    }
    if wanted("echo memory") {
        memory(files);
    }
}

/// Lets this process, and those it starts, open as many files as the system allows at all; gives that number.
fn allow_files() -> u64 {
    let (_, hard) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    setrlimit(Resource::RLIMIT_NOFILE, hard, hard).unwrap();
    hard
}

/// The bare loop: this program again, as a server that does nothing else. Writes may block, which they do only while
/// the client that is served takes nothing.
fn echo_tcp(address: SocketAddr) {
    let listener = listener(address);
    let epoll = Epoll::new(EpollCreateFlags::empty()).unwrap();
    let (door, mut streams, mut bytes) = (listener.as_raw_fd() as u64, Vec::new(), vec![0; 64 * 1024]);
    epoll.add(&listener, EpollEvent::new(EpollFlags::EPOLLIN, door)).unwrap();
    let mut events = [EpollEvent::empty(); 1024];
    loop {
        let ready = epoll.wait(&mut events, EpollTimeout::NONE).unwrap();
        for event in &events[..ready] {
            if event.data() == door {
                let (stream, _) = listener.accept().unwrap();
                stream.set_nodelay(true).unwrap();
                let number = stream.as_raw_fd() as usize;
                epoll.add(&stream, EpollEvent::new(EpollFlags::EPOLLIN, number as u64)).unwrap();
                streams.resize_with(streams.len().max(number + 1), || None);
                streams[number] = Some(stream);
                continue;
            }
            let place: &mut Option<TcpStream> = &mut streams[event.data() as usize];
            let stream = place.as_mut().unwrap();
            match stream.read(&mut bytes) {
                Ok(length @ 1..) if stream.write_all(&bytes[..length]).is_ok() => {}
                _ => *place = None,
            }
        }
    }
}

/// A listening socket with as long a queue as sockctl's.
fn listener(address: SocketAddr) -> TcpListener {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.bind(&address.into()).unwrap();
    socket.listen(1024).unwrap();
    socket.into()
}

/// The plain loop over UDP: this program again.
fn echo_udp(address: SocketAddr) {
    let socket = UdpSocket::bind(address).unwrap();
    let mut datagram = vec![0; 64 * 1024];
    loop {
        let (length, peer) = socket.recv_from(&mut datagram).unwrap();
        socket.send_to(&datagram[..length], peer).unwrap();
    }
}

/// Holds so many connections: this program again, in a process of its own because each is an open file of the client
/// too. Says `done` after opening them; a line on its standard input has each of them ask once, after which it says
/// `done` again; the end of its standard input closes them.
fn hold(address: SocketAddr, count: usize) {
    let mut streams: Vec<TcpStream> = (0..count).map(|_| TcpStream::connect(address).unwrap()).collect();
    println!("done");
    for _ in io::stdin().lines() {
        for stream in &mut streams {
            stream.write_all(&REQUEST).unwrap();
            let mut answer = [0; REQUEST.len()];
            stream.read_exact(&mut answer).unwrap();
            assert_eq!(answer, REQUEST);
        }
        println!("done");
    }
}

/// How to start a server at an address.
type Starter = dyn Fn(SocketAddr) -> Command;

/// How to start `sockctl echo serve` with these flags.
fn ours(address: SocketAddr, flags: &[&str]) -> Command {
    let port = address.port().to_string();
    sockctl(&[&["echo", "serve", "--bind", "127.0.0.1", "--port", &port], flags].concat())
}

/// Room for more than is asked for, and less than the limit of open files where that is the usual 20,000 or more.
fn ours_tcp(address: SocketAddr) -> Command {
    ours(address, &["--tcp", "--max-clients", "12000"])
}

/// How to start this program as one of the loops above.
fn this_program(role: &str, address: SocketAddr) -> Command {
    let mut command = quiet(std::env::current_exe().unwrap());
    command.args([role, &address.to_string()]);
    command
}

fn bare_tcp(address: SocketAddr) -> Command {
    this_program("--echo-tcp-at", address)
}

/// How to start one of the Python servers below; `None` without an interpreter.
fn python(program: &'static str) -> Option<Box<Starter>> {
    let interpreter = measure::python()?;
    Some(Box::new(move |address| {
        let mut command = quiet(&interpreter);
        command.args(["-c", program, &address.ip().to_string(), &address.port().to_string()]);
        command
    }))
}

/// As a student writes it who has heard of `selectors`.
const PYTHON_TCP: &str = "
import selectors, socket, sys
selector = selectors.DefaultSelector()
listener = socket.create_server((sys.argv[1], int(sys.argv[2])), backlog=1024)
selector.register(listener, selectors.EVENT_READ)
while True:
    for key, _ in selector.select():
        if key.fileobj is listener:
            connection, _ = listener.accept()
            selector.register(connection, selectors.EVENT_READ)
            continue
        data = key.fileobj.recv(4096)
        if data:
            key.fileobj.sendall(data)
        else:
            selector.unregister(key.fileobj)
            key.fileobj.close()
";

const PYTHON_UDP: &str = "
import socket, sys
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], int(sys.argv[2])))
while True:
    datagram, peer = server.recvfrom(65535)
    server.sendto(datagram, peer)
";

/// socat with a process and a pipe for each connection; `None` where there is no socat.
fn socat() -> Option<Box<Starter>> {
    let is_here = quiet("socat").arg("-V").status().is_ok_and(|status| status.success());
    if !is_here {
        println!("\nno socat here: its rows are left out");
    }
    is_here.then_some(Box::new(|address: SocketAddr| {
        let (ip, port) = (address.ip(), address.port());
        let mut command = quiet("socat");
        command
            .arg(format!("TCP-LISTEN:{port},bind={ip},fork,reuseaddr,nodelay,backlog=128,max-children=128"))
            .arg("PIPE");
        command.stderr(Stdio::null());
        command
    }))
}

/// A server that has answered once.
struct Server {
    running: Running,
    address: SocketAddr,
}

impl Server {
    /// Starts it on a TCP port that was free a moment ago, and asks until it answers.
    fn tcp(command: &Starter) -> Server {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        Server::start(command, address, || {
            let mut stream = TcpStream::connect(address)?;
            stream.set_read_timeout(Some(DEAD))?;
            stream.write_all(&REQUEST)?;
            stream.read_exact(&mut [0; REQUEST.len()])
        })
    }

    /// The same over UDP.
    fn udp(command: &Starter) -> Server {
        let address = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let socket = udp_client(address, Duration::from_millis(20));
        Server::start(command, address, || {
            socket.send(&REQUEST)?;
            socket.recv(&mut [0; REQUEST.len()]).map(|_| ())
        })
    }

    fn start(command: &Starter, address: SocketAddr, ask: impl Fn() -> io::Result<()>) -> Server {
        let (running, start) = (Running::start(command(address)), Instant::now());
        // It has all its threads by then, and processes it starts later stay where it is. Where this fails nothing
        // is pinned, and the title says so.
        while ask().is_err() {
            assert!(start.elapsed() < DEAD, "the server does not answer");
            std::thread::sleep(Duration::from_millis(1));
        }
        let _ = pin(running.0.id(), SERVER_CORE);
        Server { running, address }
    }

    fn open_files(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.running.0.id())).unwrap().count()
    }

    /// Waits until it has so many open files.
    fn wait_for_files(&self, is_so: impl Fn(usize) -> bool) {
        let start = Instant::now();
        while !is_so(self.open_files()) {
            assert!(start.elapsed() < DEAD, "the server has {} open files", self.open_files());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn resident(&self) -> u64 {
        status_bytes(&self.running.0.id().to_string(), "VmRSS")
    }
}

fn udp_client(server: SocketAddr, patience: Duration) -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(server).unwrap();
    socket.set_read_timeout(Some(patience)).unwrap();
    socket
}

/// One kind of server, and what it did in each turn.
struct Row {
    name: &'static str,
    command: Box<Starter>,
    /// Of what is counted.
    per_second: Vec<f64>,
    /// The CPU time of each, in nanoseconds.
    cpu_ns: Vec<f64>,
}

impl Row {
    fn new(name: &'static str, command: impl Fn(SocketAddr) -> Command + 'static) -> Row {
        Row { name, command: Box::new(command), per_second: Vec::new(), cpu_ns: Vec::new() }
    }

    /// Its cells, beside another row's.
    fn cells(&self, beside: &Row, units: f64) -> Vec<String> {
        let cpu_us = median(self.cpu_ns.iter().copied()) * units / 1e3;
        vec![
            self.name.to_owned(),
            thousands(median(self.per_second.iter().copied()) / units),
            format!("{:.2}", ratio(&self.per_second, &beside.per_second)),
            if cpu_us < 1000.0 { format!("{cpu_us:.2}") } else { thousands(cpu_us) },
            format!("{:.2}", ratio(&self.cpu_ns, &beside.cpu_ns)),
        ]
    }
}

/// One round: after a turn that does not count, so many turns of each server, one after the other. `ask` has what it
/// needs beside the server, and gives how much the server has done.
///
/// Each turn is compared with its neighbours alone: a sum of them would be ruled by the spells of a busy machine.
fn round<T>(rows: &mut [Row], ends: &mut [(&Server, T)], turns: u32, mut ask: impl FnMut(&mut T) -> u64) {
    for turn in 0..=turns {
        for (row, (server, end)) in rows.iter_mut().zip(ends.iter_mut()) {
            let (before, start) = (tree_cpu_nanos(server.running.0.id()), Instant::now());
            let count = ask(end) as f64;
            let took = start.elapsed();
            // A process that has ended since, as socat's do late, takes its time with it.
            let ran = tree_cpu_nanos(server.running.0.id()).saturating_sub(before);
            if turn > 0 {
                row.per_second.push(count / took.as_secs_f64());
                row.cpu_ns.push(ran as f64 / count);
            }
        }
    }
}

/// Connections, each of which has one request on the way.
struct Clients {
    epoll: Epoll,
    streams: Vec<TcpStream>,
    /// How much of the present answer has come.
    heard: Vec<usize>,
}

impl Clients {
    fn connect(server: SocketAddr, count: usize) -> Clients {
        let epoll = Epoll::new(EpollCreateFlags::empty()).unwrap();
        let open = |number| {
            let stream = TcpStream::connect(server).unwrap();
            stream.set_nodelay(true).unwrap();
            epoll.add(&stream, EpollEvent::new(EpollFlags::EPOLLIN, number as u64)).unwrap();
            stream
        };
        let streams: Vec<TcpStream> = (0..count).map(open).collect();
        let heard = vec![0; streams.len()];
        Clients { epoll, streams, heard }
    }

    /// Has all of them ask again and again for so long; the number of answers.
    fn ask(&mut self, time: Duration) -> u64 {
        let (start, mut answers, mut on_the_way) = (Instant::now(), 0, self.streams.len());
        for stream in &mut self.streams {
            stream.write_all(&REQUEST).unwrap();
        }
        let mut events = [EpollEvent::empty(); 1024];
        while on_the_way > 0 {
            let ready = self.epoll.wait(&mut events, EpollTimeout::try_from(DEAD).unwrap()).unwrap();
            assert!(ready > 0, "the server does not answer");
            let is_over = start.elapsed() >= time;
            for event in &events[..ready] {
                let number = event.data() as usize;
                let (stream, heard) = (&mut self.streams[number], &mut self.heard[number]);
                let mut bytes = [0; REQUEST.len()];
                let length = stream.read(&mut bytes[*heard..]).unwrap();
                assert!(length > 0, "the server has closed a connection");
                assert_eq!(bytes[*heard..][..length], REQUEST[*heard..][..length]);
                *heard += length;
                if *heard < REQUEST.len() {
                    continue;
                }
                *heard = 0;
                answers += 1;
                if is_over {
                    on_the_way -= 1;
                } else {
                    stream.write_all(&REQUEST).unwrap();
                }
            }
        }
        answers
    }
}

const HEAD: [&str; 5] = ["", "requests/s", "to the loop", "server CPU µs/request", "to the loop"];

/// Requests of 64 bytes over TCP.
fn tcp(placement: &str) {
    const ROUNDS: usize = 7;
    const TURNS: u32 = 16;
    // socat has a process for each connection: no more of them than a machine bears.
    const MOST_OF_SOCAT: usize = 100;
    let counts = [1, 100, 1000];
    let (socat, python) = (socat(), python(PYTHON_TCP));
    let starters = [
        Some(("a bare epoll loop", Box::new(bare_tcp) as Box<Starter>)),
        Some(("sockctl echo serve --tcp", Box::new(ours_tcp))),
        python.map(|python| ("selectors in Python", python)),
        // The last one, which is left out where there are too many connections for it.
        socat.map(|socat| ("socat TCP-LISTEN,fork PIPE", socat)),
    ];
    let starters: Vec<(&'static str, Box<Starter>)> = starters.into_iter().flatten().collect();
    let has_socat = starters.last().is_some_and(|(name, _)| name.starts_with("socat"));
    let row = |(name, _): &(&'static str, Box<Starter>)| Row::new(name, bare_tcp);
    let mut tables: Vec<Vec<Row>> = counts.map(|_| starters.iter().map(row).collect()).into();
    for _ in 0..ROUNDS {
        let servers: Vec<Server> = starters.iter().map(|(_, start)| Server::tcp(start)).collect();
        for (count, rows) in counts.into_iter().zip(&mut tables) {
            rows.truncate(servers.len() - usize::from(has_socat && count > MOST_OF_SOCAT));
            let ends = servers.iter().take(rows.len());
            let mut ends: Vec<_> =
                ends.map(|server| (server, Clients::connect(server.address, count))).collect();
            round(rows, &mut ends, TURNS, |clients| clients.ask(TURN));
        }
    }
    for (count, rows) in counts.into_iter().zip(&tables) {
        let connections =
            if count == 1 { "1 connection" } else { &format!("{} connections", thousands(count as f64)) };
        let title = format!(
            "echo over TCP: 64 bytes, {connections} with one request on the way each; medians of {ROUNDS} rounds of \
             {TURNS} turns; {placement}"
        );
        table(&title, &HEAD, &rows.iter().map(|row| row.cells(&rows[0], 1.0)).collect::<Vec<_>>());
    }
}

/// As much as goes through one connection.
fn bulk(placement: &str) {
    const ROUNDS: usize = 7;
    const TURNS: u32 = 8;
    const MB: f64 = 1e6;
    let mut rows = [Row::new("a bare epoll loop", bare_tcp), Row::new("sockctl echo serve --tcp", ours_tcp)];
    for _ in 0..ROUNDS {
        let servers: Vec<Server> = rows.iter().map(|row| Server::tcp(&row.command)).collect();
        let mut ends: Vec<_> =
            servers.iter().map(|server| (server, TcpStream::connect(server.address).unwrap())).collect();
        round(&mut rows, &mut ends, TURNS, |stream| pour(stream, TURN));
    }
    let title = format!(
        "echo over TCP: one connection, writes of 64 KiB; medians of {ROUNDS} rounds of {TURNS} turns; {placement}"
    );
    let head = ["", "MB/s", "to the loop", "server CPU µs/MB", "to the loop"];
    table(&title, &head, &rows.each_ref().map(|row| row.cells(&rows[0], MB)));
}

/// Pours bytes into a connection for so long, 1 MiB of them on the way at the most; how many came back.
fn pour(stream: &mut TcpStream, time: Duration) -> u64 {
    const ON_THE_WAY: u64 = 1 << 20;
    let (block, mut bytes) = (vec![0x55; 64 * 1024], vec![0; 64 * 1024]);
    stream.set_nonblocking(true).unwrap();
    let epoll = Epoll::new(EpollCreateFlags::empty()).unwrap();
    epoll.add(&*stream, EpollEvent::new(EpollFlags::EPOLLIN, 0)).unwrap();
    let done = |result: io::Result<usize>| match result {
        Ok(0) => panic!("the server has closed the connection"),
        Err(error) if error.kind() == ErrorKind::WouldBlock => 0,
        other => other.unwrap() as u64,
    };
    let (start, mut sent, mut came) = (Instant::now(), 0, 0);
    loop {
        let mut written = 1;
        while written > 0 && start.elapsed() < time && sent - came < ON_THE_WAY {
            written = done(stream.write(&block));
            sent += written;
        }
        if sent == came {
            return came;
        }
        let ready = epoll.wait(&mut [EpollEvent::empty()], EpollTimeout::try_from(DEAD).unwrap()).unwrap();
        assert!(ready > 0, "the server does not answer");
        came += done(stream.read(&mut bytes));
    }
}

/// Datagrams of 64 bytes.
fn udp(placement: &str) {
    const ROUNDS: usize = 7;
    const TURNS: u32 = 10;
    const WINDOW: u64 = 32;
    let mut rows = vec![
        Row::new("a plain loop of recv_from and send_to", |at| this_program("--echo-udp-at", at)),
        Row::new("sockctl echo serve --udp", |at| ours(at, &["--udp"])),
    ];
    rows.extend(python(PYTHON_UDP).map(|python| Row::new("the plain loop in Python", python)));
    let mut lost = 0;
    for _ in 0..ROUNDS {
        let servers: Vec<Server> = rows.iter().map(|row| Server::udp(&row.command)).collect();
        let patience = Duration::from_millis(200);
        let mut ends: Vec<_> =
            servers.iter().map(|server| (server, udp_client(server.address, patience))).collect();
        round(&mut rows, &mut ends, TURNS, |socket| {
            let (start, mut answers, mut on_the_way, mut answer) = (Instant::now(), 0, 0, [0; 128]);
            loop {
                while start.elapsed() < TURN && on_the_way < WINDOW {
                    socket.send(&REQUEST).unwrap();
                    on_the_way += 1;
                }
                if on_the_way == 0 {
                    return answers;
                }
                match heard(socket.recv(&mut answer)) {
                    Some(length) => {
                        assert_eq!(answer[..length], REQUEST);
                        answers += 1;
                        on_the_way -= 1;
                    }
                    None => lost += std::mem::take(&mut on_the_way),
                }
            }
        });
    }
    let title = format!(
        "echo over UDP: 64 bytes, {WINDOW} datagrams on the way; medians of {ROUNDS} rounds of {TURNS} turns; {placement}"
    );
    let head = ["", "datagrams/s", "to the loop", "server CPU µs/datagram", "to the loop"];
    table(&title, &head, &rows.iter().map(|row| row.cells(&rows[0], 1.0)).collect::<Vec<_>>());
    println!("  {lost} datagrams lost");
}

/// The process that holds connections.
struct Holder {
    running: Running,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Holder {
    fn start(server: SocketAddr, count: usize) -> Holder {
        let mut command = quiet(std::env::current_exe().unwrap());
        command.args(["--hold", &count.to_string(), &server.to_string()]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut running = Running::start(command);
        let stdin = running.0.stdin.take().unwrap();
        let stdout = BufReader::new(running.0.stdout.take().unwrap());
        let mut holder = Holder { running, stdin, stdout };
        holder.wait();
        holder
    }

    fn wait(&mut self) {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        assert_eq!(line, "done\n", "the process that holds connections has ended");
    }

    fn ask(&mut self) {
        self.stdin.write_all(b"\n").unwrap();
        self.wait();
    }

    fn close(self) {
        let Holder { mut running, stdin, .. } = self;
        drop(stdin);
        assert!(running.0.wait().unwrap().success());
    }
}

/// What connections hold that say nothing, and whether it comes back.
fn memory(files: u64) {
    const CONNECTIONS: usize = 10_000;
    if files < CONNECTIONS as u64 + 200 {
        println!("\nopen files are limited to {files} here (ulimit -Hn): memory is left out");
        return;
    }
    let measured = |name: &str, command: &Starter| {
        let server = Server::tcp(command);
        // What it was asked at its start must have gone.
        let (alone, start) = (server.open_files(), Instant::now());
        while server.open_files() >= alone && start.elapsed() < Duration::from_millis(200) {
            std::thread::sleep(Duration::from_millis(5));
        }
        let (before, files_before) = (server.resident(), server.open_files());
        let mut holder = Holder::start(server.address, CONNECTIONS);
        server.wait_for_files(|files| files >= files_before + CONNECTIONS);
        let (silent, files_with) = (server.resident(), server.open_files());
        holder.ask();
        let asked = server.resident();
        holder.close();
        server.wait_for_files(|files| files <= files_before);
        let each = |bytes: u64| thousands((bytes as f64 - before as f64) / CONNECTIONS as f64);
        let mb = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
        vec![
            name.to_owned(),
            mb(before),
            mb(silent),
            each(silent),
            mb(asked),
            each(asked),
            mb(server.resident()),
            format!("{files_before}, {files_with}, {}", server.open_files()),
        ]
    };
    let title = format!(
        "echo over TCP: resident memory in MB with {} connections that are held by another process",
        thousands(CONNECTIONS as f64)
    );
    let head = [
        "",
        "before",
        "silent",
        "bytes each",
        "after one echo each",
        "bytes each",
        "all closed",
        "open files before, with, after",
    ];
    let rows = [measured("a bare epoll loop", &bare_tcp), measured("sockctl echo serve --tcp", &ours_tcp)];
    table(&title, &head, &rows);
}
