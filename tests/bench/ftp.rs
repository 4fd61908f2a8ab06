//! How fast ftp moves a file over loopback beside ncat and the exercise's Python server, and what a thousand clients
//! cost its server: `cargo bench --bench ftp`, of which `-- serve`, `-- fetch` and `-- many` are parts.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on should fail loudly, and reads the clock"
)]

#[allow(dead_code, reason = "each benchmark uses some of it")]
mod measure;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use measure::{Running, cpus, median, quiet, ratio, sockctl, status_bytes, table, thousands, wanted};
use tempfile::TempDir;

const GIB: u64 = 1 << 30;
const ROUNDS: usize = 7;

/// Bytes a client reads at once.
const READ: usize = 256 * 1024;

fn main() {
    // In memory where there is such a place, so that the disk is not what is measured.
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
    let file = folder.path().join("file");
    let chunk = vec![7; 1 << 20];
    let mut out = File::create(&file).unwrap();
    (0..GIB >> 20).for_each(|_| out.write_all(&chunk).unwrap());
    if wanted("ftp serve") {
        serve(&file);
    }
    if wanted("ftp fetch") {
        fetch(&file, &folder.path().join("copy"));
    }
    if wanted("ftp many") {
        many(&folder.path().join("small"));
    }
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// Connects as soon as somebody listens.
fn connect(address: SocketAddr) -> TcpStream {
    let start = Instant::now();
    loop {
        match TcpStream::connect(address) {
            Ok(stream) => return stream,
            Err(error) => assert!(start.elapsed() < Duration::from_secs(10), "nobody listens: {error}"),
        }
        thread::sleep(Duration::from_millis(2));
    }
}

fn our_server(file: &Path, address: SocketAddr, more: &[&str]) -> Command {
    let (port, file) = (address.port().to_string(), file.to_str().unwrap());
    sockctl(&[&["ftp", "serve", file, "--bind", "127.0.0.1", "--port", &port], more].concat())
}

/// Says the key where one is wanted, waits until the first byte of the file can be read, and then takes all of it.
fn take(address: SocketAddr, key: &[u8]) -> (Duration, u64) {
    let mut stream = connect(address);
    stream.write_all(key).unwrap();
    if !key.is_empty() {
        stream.read_exact(&mut [0; 12]).unwrap();
    }
    let mut buffer = vec![0; READ];
    let mut total = stream.read(&mut buffer[..1]).unwrap() as u64;
    let start = Instant::now();
    loop {
        match stream.read(&mut buffer).unwrap() {
            0 => return (start.elapsed(), total),
            count => total += count as u64,
        }
    }
}

struct Row {
    name: &'static str,
    gb_per_second: Vec<f64>,
    cpu_seconds: Vec<f64>,
}

impl Row {
    fn new(name: &'static str) -> Row {
        Row { name, gb_per_second: Vec::new(), cpu_seconds: Vec::new() }
    }

    fn round(&mut self, took: Duration, bytes: u64, cpu: f64) {
        assert_eq!(bytes, GIB, "{}", self.name);
        self.gb_per_second.push(bytes as f64 / 1e9 / took.as_secs_f64());
        self.cpu_seconds.push(cpu);
    }

    fn shown(&self, first: &Row) -> Vec<String> {
        let mut cells = vec![self.name.to_owned()];
        cells.push(format!("{:.2}", median(self.gb_per_second.iter().copied())));
        match median(self.cpu_seconds.iter().copied()) {
            seconds if seconds.is_nan() => cells.push("-".to_owned()),
            seconds => cells.push(format!("{seconds:.2}")),
        }
        cells.push(format!("{:.2}", ratio(&self.gb_per_second, &first.gb_per_second)));
        cells
    }
}

fn show(title: &str, rows: &[Row]) {
    let filled: Vec<&Row> = rows.iter().filter(|row| !row.gb_per_second.is_empty()).collect();
    let cells: Vec<_> = filled.iter().map(|row| row.shown(filled[0])).collect();
    table(title, &["", "GB/s", "its CPU s", "to the first"], &cells);
}

/// How long a process has run, its threads that have ended too; one that has ended itself has not been waited for.
fn cpu_seconds(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // After the name in brackets: the times for itself and for the system are the 12th and 13th, in 1/100 s.
    let (_, rest) = stat.rsplit_once(')').unwrap();
    let words: Vec<&str> = rest.split_whitespace().collect();
    words[11..13].iter().map(|ticks| ticks.parse::<f64>().unwrap() / 100.0).sum()
}

/// The servers, each to the same reader that throws away what it gets.
fn serve(file: &Path) {
    let (python, ncat) = (measure::python(), has_ncat());
    let mut rows =
        [Row::new("sockctl ftp serve"), Row::new("ncat --send-only < file"), Row::new("the Python server")];
    for _ in 0..ROUNDS {
        let mut round = |row: usize, command: Command, address: SocketAddr, key: &[u8]| {
            let server = Running::start(command);
            let (took, bytes) = take(address, key);
            let cpu = cpu_seconds(server.0.id());
            rows[row].round(took, bytes, cpu);
        };
        let address = free_address();
        round(0, our_server(file, address, &["--course-pause", "off"]), address, b"SECRET_KEY");
        if ncat {
            let address = free_address();
            let mut command = quiet("ncat");
            command.args(["--listen", "--send-only", "127.0.0.1", &address.port().to_string()]);
            command.stdin(File::open(file).unwrap());
            round(1, command, address, b"");
        }
        if let Some(interpreter) = &python {
            let address = free_address();
            let mut command = quiet(interpreter);
            command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop/peers/ftp_server.py"));
            command.args(["127.0.0.1", &address.port().to_string()]).arg(file).args(["--idle", "60"]);
            round(2, command, address, b"SECRET_KEY");
        }
    }
    show(
        &format!("1 GiB to a reader that keeps nothing; medians of {ROUNDS} rounds in turn; {} CPUs", cpus()),
        &rows,
    );
}

fn has_ncat() -> bool {
    let found =
        Command::new("ncat").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !found {
        println!("\nno ncat here: its rows are left out");
    }
    found
}

/// The clients, each from our server into a file.
fn fetch(file: &Path, copy: &PathBuf) {
    let ncat = has_ncat();
    let mut rows = [Row::new("sockctl ftp client"), Row::new("ncat --recv-only > file")];
    let address = free_address();
    let _server = Running::start(our_server(file, address, &["--course-pause", "off"]));
    drop(connect(address));
    for _ in 0..ROUNDS {
        let target = address.to_string();
        let mut command =
            sockctl(&["ftp", "client", &target, "-o", copy.to_str().unwrap(), "--force", "--json"]);
        let start = Instant::now();
        let done = command.stdout(Stdio::null()).status().unwrap();
        assert!(done.success());
        rows[0].round(start.elapsed(), fs::metadata(copy).unwrap().len(), f64::NAN);
        if ncat {
            let mut command = quiet("ncat");
            command.args(["127.0.0.1", &address.port().to_string()]);
            command.stdin(Stdio::piped()).stdout(File::create(copy).unwrap());
            let start = Instant::now();
            let mut child = command.spawn().unwrap();
            child.stdin.take().unwrap().write_all(b"SECRET_KEY").unwrap();
            assert!(child.wait().unwrap().success());
            rows[1].round(start.elapsed(), fs::metadata(copy).unwrap().len() - 12, f64::NAN);
        }
        fs::remove_file(copy).unwrap();
    }
    show("1 GiB from sockctl ftp serve into a file in memory, the process from start to end", &rows);
}

/// What clients that hold their connections cost.
fn many(file: &Path) {
    const LENGTH: usize = 16 << 20;
    fs::write(file, vec![7; LENGTH]).unwrap();
    let mut rows = Vec::new();
    for clients in [1, 100, 1000] {
        let address = free_address();
        let server = Running::start(our_server(file, address, &["--course-pause", "off"]));
        drop(connect(address));
        let process = server.0.id().to_string();
        let before = status_bytes(&process, "VmRSS");
        let start = Instant::now();
        let mut streams: Vec<TcpStream> = (0..clients).map(|_| connect(address)).collect();
        for stream in &mut streams {
            stream.write_all(b"SECRET_KEY").unwrap();
        }
        for stream in &mut streams {
            stream.read_exact(&mut [0; 12 + 1000]).unwrap();
        }
        // All are within the file now, and wait for us.
        let held = status_bytes(&process, "VmRSS");
        let readers: Vec<_> = streams
            .into_iter()
            .map(|mut stream| {
                let read = move || {
                    let (mut buffer, mut total) = (vec![0; 64 * 1024], 1000);
                    loop {
                        match stream.read(&mut buffer).unwrap() {
                            0 => break assert_eq!(total, LENGTH),
                            count => total += count,
                        }
                    }
                };
                thread::Builder::new().stack_size(128 * 1024).spawn(read).unwrap()
            })
            .collect();
        readers.into_iter().for_each(|reader| reader.join().unwrap());
        let rate = (clients * LENGTH) as f64 / 1e9 / start.elapsed().as_secs_f64();
        let peak = status_bytes(&process, "VmHWM");
        let kib = |bytes: u64| thousands(bytes as f64 / 1024.0);
        rows.push(vec![clients.to_string(), kib(before), kib(held), kib(peak), format!("{rate:.2}")]);
    }
    let head = ["clients", "before, KiB", "all within the file, KiB", "peak, KiB", "GB/s together"];
    table("memory of the server (resident) while clients hold a file of 16 MiB", &head, &rows);
}
