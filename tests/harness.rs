//! Starts the real executable, waits for what it says, and ends every child it started.
//!
//! Nothing here sleeps to wait for something: a child's output is waited for on a condition variable, and what has
//! no such signal (a process that ends, a count in `/proc`) is polled. Every wait ends at [`DEADLINE`].

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, UdpSocket};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

/// How long any one thing may take. Far more than it needs, so that a slow machine passes.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// `sockctl` with these arguments, untouched by the settings of whoever runs the tests.
pub(crate) fn sockctl<A: AsRef<OsStr>>(args: &[A]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sockctl"));
    command.args(args);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("SOCKCTL_") {
            command.env_remove(name);
        }
    }
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-profiles-here"));
    command
}

/// Runs `sockctl` to its end with this text on stdin.
pub(crate) fn run(args: &[&str], stdin: &str) -> Ended {
    finish(sockctl(args), stdin)
}

/// Runs any command to its end with this text on stdin.
pub(crate) fn finish(command: Command, stdin: &str) -> Ended {
    let mut process = Process::start(command);
    process.say(stdin);
    process.close_stdin();
    process.end()
}

/// Asks again and again until there is an answer, at most until the deadline.
pub(crate) fn eventually<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < DEADLINE, "this never happened: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// A child process with its output gathered as it comes. It is killed when it goes out of scope.
pub(crate) struct Process {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: Output,
    stderr: Output,
}

impl Process {
    /// Starts it with all three streams as pipes; stdin stays open until [`Process::close_stdin`].
    pub(crate) fn start(mut command: Command) -> Process {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|why| panic!("cannot start {command:?}: {why}"));
        let stdin = child.stdin.take();
        let stdout = Output::gather(child.stdout.take().unwrap());
        let stderr = Output::gather(child.stderr.take().unwrap());
        Process { child, stdin, stdout, stderr }
    }

    /// Writes to its stdin. A child that no longer reads is no error.
    pub(crate) fn say(&mut self, text: &str) {
        if let Err(why) = self.stdin.as_mut().expect("stdin is open").write_all(text.as_bytes()) {
            assert_eq!(why.kind(), io::ErrorKind::BrokenPipe, "writing to the child's stdin: {why}");
        }
    }

    /// Writes this to its stdin and closes that, meanwhile: it may be more than the child takes at once, or at all.
    pub(crate) fn say_all(&mut self, bytes: Vec<u8>) {
        let mut stdin = self.stdin.take().expect("stdin is open");
        thread::spawn(move || stdin.write_all(&bytes));
    }

    pub(crate) fn close_stdin(&mut self) {
        self.stdin = None;
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(i32::try_from(self.pid()).unwrap());
        kill(pid, signal).unwrap_or_else(|why| panic!("cannot send {signal}: {why}\n{self}"));
    }

    /// Waits until `seen` finds what it looks for in stdout so far. Whole lines only.
    pub(crate) fn wait_for<T>(&self, what: &str, mut seen: impl FnMut(&str) -> Option<T>) -> T {
        match self.stdout.wait_until(|so_far| seen(&whole_lines(&so_far.bytes))) {
            Some(found) => found,
            None => panic!("this never came on stdout: {what}\n{self}"),
        }
    }

    /// The whole lines on stdout so far.
    pub(crate) fn stdout_so_far(&self) -> String {
        whole_lines(&self.stdout.lock().bytes)
    }

    /// The whole lines on stderr so far.
    pub(crate) fn stderr_so_far(&self) -> String {
        whole_lines(&self.stderr.lock().bytes)
    }

    /// Waits for it to end by itself.
    pub(crate) fn end(self) -> Ended {
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        let (status, stdout, stderr) = self.end_with_bytes();
        Ended { status, stdout: text(stdout), stderr: text(stderr) }
    }

    /// The same where the output may be any bytes: exit status, stdout, stderr.
    pub(crate) fn end_with_bytes(self) -> (ExitStatus, Vec<u8>, Vec<u8>) {
        self.end_with_bytes_within(DEADLINE)
    }

    /// Waits for it to end by itself, for one that takes long on purpose.
    pub(crate) fn end_within(mut self, limit: Duration) -> Ended {
        self.close_stdin();
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        let (status, stdout, stderr) = self.end_with_bytes_within(limit);
        Ended { status, stdout: text(stdout), stderr: text(stderr) }
    }

    fn end_with_bytes_within(mut self, limit: Duration) -> (ExitStatus, Vec<u8>, Vec<u8>) {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < limit, "it does not end\n{self}");
            thread::sleep(Duration::from_millis(2));
        };
        let all = |output: &Output| {
            let bytes = output.wait_until(|so_far| so_far.closed.then(|| so_far.bytes.clone()));
            bytes.expect("a child that ended closes its pipes")
        };
        (status, all(&self.stdout), all(&self.stderr))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Both fail only when it has ended and was waited for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl fmt::Display for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |output: &Output| String::from_utf8_lossy(&output.lock().bytes).into_owned();
        write!(f, "--- stdout\n{}--- stderr\n{}", text(&self.stdout), text(&self.stderr))
    }
}

/// One stream of a child, gathered by a thread that ends with the stream.
#[derive(Clone, Default)]
struct Output(Arc<(Mutex<SoFar>, Condvar)>);

#[derive(Default)]
struct SoFar {
    bytes: Vec<u8>,
    closed: bool,
}

impl Output {
    fn gather(mut pipe: impl Read + Send + 'static) -> Output {
        let output = Output::default();
        let shared = output.clone();
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            loop {
                let read = pipe.read(&mut chunk).unwrap_or(0);
                let mut so_far = shared.lock();
                so_far.bytes.extend_from_slice(&chunk[..read]);
                so_far.closed = read == 0;
                shared.0.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        output
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, SoFar> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What `seen` finds, or none when the stream ends or the deadline passes without it.
    fn wait_until<T>(&self, mut seen: impl FnMut(&SoFar) -> Option<T>) -> Option<T> {
        let start = Instant::now();
        let mut so_far = self.lock();
        loop {
            if let Some(found) = seen(&so_far) {
                return Some(found);
            }
            let left = DEADLINE.checked_sub(start.elapsed()).filter(|_| !so_far.closed)?;
            so_far = self.0.1.wait_timeout(so_far, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

fn whole_lines(bytes: &[u8]) -> String {
    let end = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |last| last + 1);
    String::from_utf8_lossy(&bytes[..end]).into_owned()
}

/// What a child left behind.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    /// It ended by itself with this exit code.
    pub(crate) fn expect_exit(self, code: i32) -> Ended {
        assert_eq!(self.status.code(), Some(code), "exit status\n{self}");
        self
    }

    /// Every line of stdout as JSON, each with the four keys that every object has.
    pub(crate) fn events(&self) -> Vec<Value> {
        events(&self.stdout)
    }

    /// The last JSON object, which is the summary.
    pub(crate) fn summary(&self) -> Value {
        let last = self.events().pop().unwrap_or_else(|| panic!("no JSON on stdout\n{self}"));
        assert_eq!(last["event"], "summary", "the last object is the summary\n{self}");
        last
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--- {}\n--- stdout\n{}--- stderr\n{}", self.status, self.stdout, self.stderr)
    }
}

fn events(stdout: &str) -> Vec<Value> {
    stdout.lines().map(event).collect()
}

fn event(line: &str) -> Value {
    let event: Value =
        serde_json::from_str(line).unwrap_or_else(|why| panic!("{why} in the JSON line {line}"));
    assert_eq!(event["schema"], "sockctl.v1", "schema of {line}");
    for key in ["tool", "event"] {
        assert!(event[key].as_str().is_some_and(|text| !text.is_empty()), "{key} of {line}");
    }
    let time = event["time"].as_str().unwrap_or_else(|| panic!("time of {line}"));
    assert!(chrono::DateTime::parse_from_rfc3339(time).is_ok(), "time is RFC 3339 in {line}");
    event
}

/// A running `sockctl TOOL serve` on a port the system chose.
pub(crate) struct Server {
    process: Process,
    bound: Vec<Bound>,
}

/// What one ready line says.
struct Bound {
    transport: String,
    address: SocketAddr,
}

impl Server {
    /// Starts it and waits for one ready line for each address it is told to bind, and of echo for each transport.
    pub(crate) fn start(tool: &str, args: &[&str]) -> Server {
        Server::start_as(tool, args, |command| command)
    }

    /// The same with another environment, or by another program.
    pub(crate) fn start_as(tool: &str, args: &[&str], adapt: impl FnOnce(Command) -> Command) -> Server {
        let addresses = match args.iter().filter(|arg| matches!(**arg, "-B" | "--bind")).count() {
            0 if has_ipv6() => 2,
            0 => 1,
            addresses => addresses,
        };
        let both = tool == "echo" && !args.iter().any(|arg| matches!(*arg, "--tcp" | "--udp" | "-u"));
        let ready = if both { 2 * addresses } else { addresses };
        let port = if tool == "throughput" { "--probe-port" } else { "--port" };
        let process = Process::start(adapt(sockctl(&[&[tool, "serve", port, "0"], args].concat())));
        let bound = process.wait_for("a ready line for each address", |stdout| {
            let lines: Vec<&str> = stdout.lines().take(ready).collect();
            (lines.len() == ready).then(|| lines.iter().map(|line| Bound::read(tool, line)).collect())
        });
        Server { process, bound }
    }

    /// The first address it said it listens on.
    pub(crate) fn address(&self) -> SocketAddr {
        self.bound[0].address
    }

    /// Every address it said it listens on.
    pub(crate) fn addresses(&self) -> Vec<SocketAddr> {
        self.bound.iter().map(|bound| bound.address).collect()
    }

    /// The same with their transports.
    pub(crate) fn bound(&self) -> Vec<(&str, SocketAddr)> {
        self.bound.iter().map(|bound| (bound.transport.as_str(), bound.address)).collect()
    }

    /// Asks it from a new socket of its own transport and gives the whole answer.
    pub(crate) fn ask(&self, request: impl AsRef<[u8]>) -> String {
        self.ask_at(self.address(), request)
    }

    /// The same at another address of it.
    pub(crate) fn ask_at(&self, address: SocketAddr, request: impl AsRef<[u8]>) -> String {
        let answer = match self.bound[0].transport.as_str() {
            "udp" => UdpPeer::new(address).ask(request),
            _ => ask_tcp(address, request),
        };
        String::from_utf8(answer).expect("answers are text")
    }

    /// The JSON objects it has printed so far.
    pub(crate) fn events_so_far(&self) -> Vec<Value> {
        events(&self.process.stdout_so_far())
    }

    pub(crate) fn process(&self) -> &Process {
        &self.process
    }

    /// Open descriptors and threads of the process.
    pub(crate) fn descriptors_and_threads(&self) -> (usize, usize) {
        let count = |what| fs::read_dir(format!("/proc/{}/{what}", self.process.pid())).unwrap().count();
        (count("fd"), count("task"))
    }

    /// Bytes of memory that the process has now.
    pub(crate) fn memory(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.pid())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("VmRSS");
        1024 * line.trim().trim_end_matches(" kB").parse::<usize>().unwrap()
    }

    /// Sends the signal and waits for its end.
    pub(crate) fn stop_by(self, signal: Signal) -> Ended {
        self.process.signal(signal);
        self.process.end()
    }

    /// Ends it as a service manager does; that is a good end.
    pub(crate) fn stop(self) -> Ended {
        self.stop_by(Signal::SIGTERM).expect_exit(0)
    }

    /// Waits for it to end by itself.
    pub(crate) fn end(self) -> Ended {
        self.process.end()
    }
}

impl Bound {
    fn read(tool: &str, line: &str) -> Bound {
        let (transport, address) = if line.starts_with('{') {
            let event = event(line);
            assert_eq!((&event["tool"], &event["event"]), (&tool.into(), &"listening".into()), "{line}");
            let text =
                |key: &str| event[key].as_str().unwrap_or_else(|| panic!("{key} of {line}")).to_owned();
            (text("transport"), text("address"))
        } else {
            let rest = line.strip_prefix(&format!("sockctl {tool}: listening on "));
            let (transport, address) = rest
                .and_then(|rest| rest.split_once(' '))
                .unwrap_or_else(|| panic!("a ready line, not {line:?}"));
            (transport.to_owned(), address.to_owned())
        };
        assert!(["udp", "tcp"].contains(&transport.as_str()), "transport of {line}");
        let address = address.parse().unwrap_or_else(|_| panic!("address of {line}"));
        Bound { transport, address }
    }
}

/// A UDP socket that talks to one address and hears that address only.
pub(crate) struct UdpPeer {
    socket: UdpSocket,
    asked: AtomicU32,
}

impl UdpPeer {
    pub(crate) fn new(to: SocketAddr) -> UdpPeer {
        UdpPeer::from(SocketAddr::new(loopback(to), 0), to).unwrap()
    }

    /// From this address of our own.
    pub(crate) fn from(local: SocketAddr, to: SocketAddr) -> io::Result<UdpPeer> {
        let socket = UdpSocket::bind(local)?;
        socket.connect(to)?;
        socket.set_read_timeout(Some(DEADLINE))?;
        Ok(UdpPeer { socket, asked: AtomicU32::new(0) })
    }

    pub(crate) fn local(&self) -> SocketAddr {
        self.socket.local_addr().unwrap()
    }

    /// To set its options.
    pub(crate) fn socket(&self) -> &UdpSocket {
        &self.socket
    }

    pub(crate) fn send(&self, datagram: impl AsRef<[u8]>) {
        let datagram = datagram.as_ref();
        assert_eq!(self.socket.send(datagram).unwrap(), datagram.len());
    }

    /// The next datagram.
    pub(crate) fn hear(&self) -> Vec<u8> {
        let mut buffer = vec![0; 65_536];
        let length =
            uninterrupted(|| self.socket.recv(&mut buffer)).unwrap_or_else(|why| panic!("no answer: {why}"));
        buffer.truncate(length);
        buffer
    }

    pub(crate) fn ask(&self, request: impl AsRef<[u8]>) -> Vec<u8> {
        self.send(request);
        self.hear()
    }

    /// Nothing is waiting to be heard.
    pub(crate) fn expect_nothing(&self, why: &str) {
        self.socket.set_nonblocking(true).unwrap();
        let mut buffer = vec![0; 65_536];
        match self.socket.recv(&mut buffer) {
            Ok(length) => panic!("{why}, but came: {}", buffer[..length].escape_ascii()),
            Err(error) => assert_eq!(error.kind(), io::ErrorKind::WouldBlock, "{why}"),
        }
        self.socket.set_nonblocking(false).unwrap();
    }

    /// This datagram is not answered: a good request sent after it is answered first and alone.
    ///
    /// Datagrams of one socket to another on loopback keep their order.
    pub(crate) fn expect_silence(&self, datagram: impl AsRef<[u8]>) {
        let datagram = datagram.as_ref();
        self.send(datagram);
        self.expect_service();
        self.expect_nothing(&format!("{} is not answered", shown(datagram)));
    }

    /// A good request with an id that nobody used is granted, and nothing else comes before that.
    pub(crate) fn expect_service(&self) {
        let id = format!("u{}-{}", self.local().port(), self.asked.fetch_add(1, Ordering::Relaxed));
        let granted = format!("OK {id} {} {}", self.local().ip(), self.local().port());
        assert_eq!(self.ask(format!("HELLO {id}")).escape_ascii().to_string(), granted);
    }
}

/// Calls again what was interrupted: a machine that was put to sleep breaks off a receive that has a time-out.
pub(crate) fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// A TCP connection with a deadline on each read and write.
pub(crate) fn connect(to: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(to).unwrap_or_else(|why| panic!("cannot connect to {to}: {why}"));
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    stream.set_write_timeout(Some(DEADLINE)).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// Says this over a new connection and gives all bytes until the other side closes.
pub(crate) fn ask_tcp(to: SocketAddr, request: impl AsRef<[u8]>) -> Vec<u8> {
    let mut stream = connect(to);
    if let Err(why) = stream.write_all(request.as_ref()) {
        assert!(is_closed(&why), "writing to {to}: {why}");
    }
    until_closed(&mut stream)
}

/// All bytes until the other side closes. A reset is an end too: a side that closes with unread bytes resets.
pub(crate) fn until_closed(stream: &mut TcpStream) -> Vec<u8> {
    let mut answer = Vec::new();
    if let Err(why) = stream.read_to_end(&mut answer) {
        assert!(is_closed(&why), "the other side does not close: {why}; so far: {}", answer.escape_ascii());
    }
    answer
}

pub(crate) fn is_closed(why: &io::Error) -> bool {
    matches!(why.kind(), io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe)
}

/// Closes with a reset instead of an orderly end.
pub(crate) fn reset(stream: TcpStream) {
    socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
}

/// A port of 127.0.0.1 that nobody listens on and nobody else can take while this lives.
pub(crate) struct ClosedPort {
    address: SocketAddr,
    _held: socket2::Socket,
}

impl ClosedPort {
    /// A UDP socket that is connected elsewhere: others' datagrams are answered with ICMP.
    pub(crate) fn udp() -> ClosedPort {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let elsewhere = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        socket.connect(elsewhere.local_addr().unwrap()).unwrap();
        ClosedPort { address: socket.local_addr().unwrap(), _held: socket.into() }
    }

    /// A TCP socket that is bound and does not listen: connections are refused.
    pub(crate) fn tcp() -> ClosedPort {
        let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
        socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
        let address = socket.local_addr().unwrap().as_socket().unwrap();
        ClosedPort { address, _held: socket }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Whether `::1` is there.
pub(crate) fn has_ipv6() -> bool {
    UdpSocket::bind((Ipv6Addr::LOCALHOST, 0)).is_ok()
}

/// The loopback addresses of this machine.
pub(crate) fn loopbacks() -> &'static [&'static str] {
    if has_ipv6() {
        &["127.0.0.1", "::1"]
    } else {
        say("skipped: IPv6, this machine has no ::1");
        &["127.0.0.1"]
    }
}

/// A line that is seen even when the test passes: the test runner captures print macros only.
pub(crate) fn say(line: &str) {
    io::stderr().write_all(format!("{line}\n").as_bytes()).unwrap();
}

fn loopback(to: SocketAddr) -> IpAddr {
    if to.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() }
}

/// Bytes for a message, the long ones cut.
pub(crate) fn shown(bytes: &[u8]) -> String {
    match bytes.get(..80) {
        Some(start) => format!("{}... ({} bytes)", start.escape_ascii(), bytes.len()),
        None => format!("`{}`", bytes.escape_ascii()),
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
pub(crate) struct Seeded(pub(crate) u64);

impl Seeded {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    pub(crate) fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next().to_le_bytes()[0]).collect()
    }
}
