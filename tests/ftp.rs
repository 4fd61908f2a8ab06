//! The file transfer as its users see it: both ends as processes, over both families, in good times and bad.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{
    ClosedPort, Ended, Process, Seeded, Server, connect, eventually, finish, has_ipv6, loopbacks, reset, run,
    sockctl, until_closed,
};

/// More than the system keeps for a connection on its way.
const LARGE: usize = 32 << 20;

/// A folder with a file to send, whose bytes repeat nowhere near.
struct Folder(TempDir);

impl Folder {
    fn new(length: usize) -> Folder {
        let folder = Folder(TempDir::new().unwrap());
        folder.write("file", length);
        folder
    }

    fn write(&self, name: &str, length: usize) {
        let seed = Seeded(length as u64).bytes(length.min(65_521));
        let bytes: Vec<u8> = seed.iter().copied().cycle().take(length).collect();
        fs::write(self.path(name), bytes).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn serve(&self, args: &[&str]) -> Server {
        let file = self.text("file");
        Server::start("ftp", &[&[&file, "--bind", "127.0.0.1", "--json"], args].concat())
    }

    #[track_caller]
    fn expect_same(&self, copy: &str) {
        expect_same(&fs::read(self.path("file")).unwrap(), &fs::read(self.path(copy)).unwrap());
    }
}

#[track_caller]
fn expect_same(file: &[u8], copy: &[u8]) {
    assert!(file == copy, "the copy has {} bytes, the file {}", copy.len(), file.len());
}

fn number(event: &Value, key: &str) -> u64 {
    event[key].as_u64().unwrap_or_else(|| panic!("{key} is a number in {event}"))
}

/// Our client fetches into `output`.
fn fetch(server: SocketAddr, output: &str, args: &[&str]) -> Ended {
    run(&[&["ftp", "client", &server.to_string(), "-o", output], args].concat(), "")
}

/// Says the key and takes the answer; what follows is still in the stream.
fn granted(server: SocketAddr) -> TcpStream {
    let mut stream = connect(server);
    stream.write_all(b"SECRET_KEY").unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"AUTH_SUCCESS");
    stream
}

/// The event of that name that the server tells of next or has told of.
fn told(server: &Server, event: &str) -> Value {
    eventually(&format!("the server tells: {event}"), || {
        server.events_so_far().into_iter().find(|told| told["event"] == event)
    })
}

// Good times.

#[test]
fn a_file_arrives_over_each_family_and_says_what_is_not_known() {
    for ip in loopbacks() {
        for length in [0, 1, 4096, 3_000_001] {
            let folder = Folder::new(length);
            let server = Server::start("ftp", &[&folder.text("file"), "--bind", ip, "--json", "--events"]);
            let copy = folder.text("copy");
            let client = fetch(server.address(), &copy, &[]).expect_exit(0);
            folder.expect_same("copy");
            assert_eq!(folder.names(), ["copy", "file"]);
            let lines: Vec<&str> = client.stdout.lines().collect();
            assert!(lines[0].starts_with(&format!("{copy}: ")), "{client}");
            let unsaid = format!(
                "the course format has no length: {length} bytes received, completeness not verified"
            );
            assert_eq!(lines[1..], [unsaid.as_str()], "{client}");
            assert_eq!(client.stderr, "");
            let ended = server.stop();
            let events: Vec<String> =
                ended.events().iter().map(|event| event["event"].as_str().unwrap().to_owned()).collect();
            assert_eq!(events, ["listening", "connected", "key-accepted", "sent", "summary"], "{ended}");
            let summary = ended.summary();
            assert_eq!(
                ["sent", "sending", "keys_accepted", "keys_refused"].map(|key| number(&summary, key)),
                [1, 0, 1, 0]
            );
            assert_eq!(number(&summary, "out_bytes"), length as u64 + 12, "{summary}");
        }
    }
}

#[test]
fn the_clients_summary_is_plain_data() {
    let folder = Folder::new(100_000);
    let server = folder.serve(&[]);
    let copy = folder.text("copy");
    let summary = fetch(server.address(), &copy, &["--json", "--wire", "course"]).expect_exit(0).summary();
    assert_eq!(summary["wire"], "course");
    assert_eq!((&summary["result"], &summary["output"]), (&"received".into(), &copy.as_str().into()));
    assert_eq!((&summary["reason"], &summary["partial"]), (&Value::Null, &Value::Null), "{summary}");
    assert_eq!(summary["completeness"], "not-verified");
    assert_eq!(number(&summary, "received_bytes"), 100_000);
    assert!(number(&summary, "duration_ns") > 0 && number(&summary, "rate_bps") > 0, "{summary}");
    assert!(number(&summary, "duration_ns") < 300_000_000, "without the server's pause: {summary}");
}

#[test]
fn a_file_can_go_to_standard_output_and_nothing_beside_it() {
    let folder = Folder::new(200_000);
    let server = folder.serve(&[]);
    let (file, address) = (fs::read(folder.path("file")).unwrap(), server.address().to_string());
    let mut command = sockctl(&["ftp", "client", &address, "-o", "-"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    expect_same(&file, &output.stdout);
    assert!(String::from_utf8_lossy(&output.stderr).contains("200000 bytes received"), "{output:?}");
    // Into a file, at its end: no other way of writing.
    let log = File::options().append(true).create(true).open(folder.path("log")).unwrap();
    assert!(sockctl(&["ftp", "client", &address, "-o", "-", "-q"]).stdout(log).status().unwrap().success());
    folder.expect_same("log");
    for flag in ["--json", "--trace"] {
        let refused = run(&["ftp", "client", &address, "-o", "-", flag], "").expect_exit(2);
        assert!(refused.stderr.contains("standard output"), "{refused}");
    }
}

#[test]
fn a_reader_of_standard_output_may_leave_early() {
    let folder = Folder::new(LARGE);
    let server = folder.serve(&["--events"]);
    let mut command = sockctl(&["ftp", "client", &server.address().to_string(), "-o", "-"]);
    let mut client =
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let mut out = client.stdout.take().unwrap();
    out.read_exact(&mut [0; 100]).unwrap();
    drop(out);
    let ended = client.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()), (Some(1), ""));
    assert_eq!(told(&server, "not-sent")["reason"], "gone");
}

#[test]
fn each_client_gets_the_file_as_it_is_then() {
    let folder = Folder::new(1000);
    let server = folder.serve(&["--course-pause", "off"]);
    fetch(server.address(), &folder.text("copy"), &[]).expect_exit(0);
    folder.expect_same("copy");
    folder.write("next", 2000);
    fs::rename(folder.path("next"), folder.path("file")).unwrap();
    fetch(server.address(), &folder.text("copy"), &["--force"]).expect_exit(0);
    folder.expect_same("copy");
}

#[test]
fn once_is_for_one_client_who_knows_the_key() {
    let folder = Folder::new(100_000);
    let server = folder.serve(&["--once", "--course-pause", "off"]);
    let stranger = connect(server.address());
    reset(stranger);
    let refused =
        fetch(server.address(), &folder.text("copy"), &["--course-key", "WRONG_KEY!"]).expect_exit(1);
    assert!(refused.stdout.contains("key refused"), "{refused}");
    fetch(server.address(), &folder.text("copy"), &[]).expect_exit(0);
    folder.expect_same("copy");
    let summary = server.end().expect_exit(0).summary();
    assert_eq!(summary["ended_by"], "served", "{summary}");
}

#[test]
fn once_survives_a_client_that_leaves_within_the_file() {
    let folder = Folder::new(LARGE);
    let server = folder.serve(&["--once", "--course-pause", "off"]);
    let mut first = granted(server.address());
    first.read_exact(&mut [0; 1000]).unwrap();
    reset(first);
    fetch(server.address(), &folder.text("copy"), &[]).expect_exit(0);
    folder.expect_same("copy");
    let summary = server.end().expect_exit(0).summary();
    assert_eq!((number(&summary, "sent"), number(&summary["not_sent"], "gone")), (1, 1), "{summary}");
}

#[test]
fn hundreds_of_clients_at_once_are_served_by_a_small_server() {
    const CLIENTS: usize = 250;
    let folder = Folder::new(200_000);
    let server = folder.serve(&[]);
    let (file, address) = (fs::read(folder.path("file")).unwrap(), server.address());
    // All of them are in before the first is read to its end.
    let streams: Vec<TcpStream> = (0..CLIENTS).map(|_| granted(address)).collect();
    for mut stream in streams {
        let mut copy = Vec::new();
        stream.read_to_end(&mut copy).unwrap();
        expect_same(&file, &copy);
    }
    eventually("their threads have ended", || (server.descriptors_and_threads().1 < 8).then_some(()));
    let summary = server.stop().summary();
    assert_eq!((number(&summary, "sent"), number(&summary, "connections")), (CLIENTS as u64, CLIENTS as u64));
}

#[test]
fn one_too_many_is_closed_and_said() {
    let folder = Folder::new(LARGE);
    let server = folder.serve(&["--max-clients", "2"]);
    let held = [granted(server.address()), granted(server.address())];
    assert_eq!(until_closed(&mut connect(server.address())), b"");
    drop(held);
    eventually("there is room again", || {
        let client = fetch(server.address(), &folder.text("copy"), &["--force"]);
        (client.status.code() == Some(0)).then_some(())
    });
    let ended = server.stop();
    assert!(ended.stdout.contains("max-clients"), "{ended}");
    assert!(number(&ended.summary()["refused"], "max-clients") >= 1, "{ended}");
}

// The key.

#[test]
fn the_key_may_come_one_byte_at_a_time_and_with_a_line_end() {
    let folder = Folder::new(1000);
    let server = folder.serve(&["--course-pause", "off"]);
    let expected = [b"AUTH_SUCCESS", fs::read(folder.path("file")).unwrap().as_slice()].concat();
    let mut slow = connect(server.address());
    for byte in b"SECRET_KEY\r\n" {
        // The connection may be over for the line end.
        let _ = slow.write_all(&[*byte]);
    }
    assert_eq!(until_closed(&mut slow), expected);
    for key in ["SECRET_KEY", "SECRET_KEY\n", "SECRET_KEY\r\n"] {
        let mut stream = connect(server.address());
        stream.write_all(key.as_bytes()).unwrap();
        assert_eq!(until_closed(&mut stream), expected, "{key:?}");
    }
    // One that closes its side at once is answered all the same.
    let mut half = connect(server.address());
    half.write_all(b"SECRET_KEY").unwrap();
    half.shutdown(std::net::Shutdown::Write).unwrap();
    assert_eq!(until_closed(&mut half), expected);
}

#[test]
fn a_wrong_key_costs_the_connection_and_not_the_server() {
    let folder = Folder::new(10);
    let server = folder.serve(&["--auth-timeout", "300ms", "--course-pause", "off"]);
    let flood = vec![b'S'; 100_000];
    let wrong: [&[u8]; 8] = [
        b"SECRET_KEZ",
        b"SECRET_KEYS",
        b"no\n",
        b"\n",
        b"SECRET",
        b"\x1b[2J\0\xff",
        &flood,
        b"GET / HTTP/1.1\r\n\r\n",
    ];
    for key in wrong {
        let mut stream = connect(server.address());
        let _ = stream.write_all(key);
        let answer = until_closed(&mut stream);
        assert!(
            answer == b"AUTH_ERROR" || (key.len() > 1024 && answer.is_empty()),
            "{}",
            answer.escape_ascii()
        );
    }
    let silent = until_closed(&mut connect(server.address()));
    assert_eq!(silent, b"AUTH_ERROR", "one that says nothing is told so in the end");
    fetch(server.address(), &folder.text("copy"), &[]).expect_exit(0);
    let summary = server.stop().summary();
    assert_eq!((number(&summary, "keys_refused"), number(&summary, "sent")), (9, 1), "{summary}");
}

#[test]
fn a_key_can_be_in_a_file_and_is_never_shown() {
    let folder = Folder::new(10);
    let key = folder.text("key");
    fs::write(&key, "hidden-word\n").unwrap();
    let chmod = |mode: u32| {
        fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    };
    chmod(0o600);
    let server = folder.serve(&["--course-key-file", &key, "--events"]);
    let client = fetch(server.address(), &folder.text("copy"), &["--course-key-file", &key]).expect_exit(0);
    assert_eq!(client.stderr, "");
    chmod(0o644);
    let client = fetch(server.address(), &folder.text("copy2"), &["--course-key-file", &key]).expect_exit(0);
    assert!(client.stderr.contains("chmod 600"), "{client}");
    fetch(server.address(), &folder.text("copy3"), &["--course-key", "other-words"]).expect_exit(1);
    let ended = server.stop();
    assert!(
        !ended.to_string().contains("hidden-word") && !ended.to_string().contains("other-words"),
        "{ended}"
    );
    for (content, why) in
        [("", "empty"), ("two\nlines\n", "one line"), (&"k".repeat(2000)[..], "at most 1024")]
    {
        fs::write(&key, content).unwrap();
        for end in [&["serve", "x"][..], &["client"]] {
            let refused = run(&[&["ftp"], end, &["--course-key-file", &key]].concat(), "").expect_exit(2);
            assert!(refused.stderr.contains(why), "{refused}");
        }
    }
    let both = run(&["ftp", "client", "--course-key", "a", "--course-key-file", &key], "").expect_exit(2);
    assert!(both.stderr.contains("cannot be used with"), "{both}");
}

// The server's bad times.

#[test]
fn only_a_regular_file_that_is_there_can_be_served() {
    let folder = Folder::new(10);
    nix::unistd::mkfifo(&folder.path("pipe"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    for (name, why) in [
        ("none", "no such file or directory"),
        (".", "it is a folder"),
        ("pipe", "it is a pipe"),
        ("/dev/zero", "it is a device"),
    ] {
        let path = folder.path(name);
        let refused = run(&["ftp", "serve", path.to_str().unwrap(), "--port", "0"], "").expect_exit(3);
        assert!(refused.stderr.contains("cannot send ") && refused.stderr.contains(why), "{refused}");
    }
}

#[test]
fn a_file_that_vanishes_is_not_taken_for_an_empty_one() {
    let folder = Folder::new(10);
    let server = folder.serve(&[]);
    fs::remove_file(folder.path("file")).unwrap();
    let client = fetch(server.address(), &folder.text("copy"), &[]).expect_exit(1);
    assert!(client.stdout.contains("closed the connection without an answer"), "{client}");
    assert!(folder.names().is_empty(), "{:?}", folder.names());
    folder.write("file", 20);
    fetch(server.address(), &folder.text("copy"), &[]).expect_exit(0);
    let ended = server.stop();
    assert_eq!(number(&ended.summary()["not_sent"], "no-file"), 1, "{ended}");
    assert!(ended.stdout.contains("no such file"), "a warning, also without --events: {ended}");
}

/// A client that has read this much, of a file that changes then, and reads on.
fn meanwhile(folder: &Folder, server: &Server, change: impl FnOnce(&Path)) -> std::io::Result<Vec<u8>> {
    let mut stream = granted(server.address());
    let mut copy = vec![0; 1000];
    stream.read_exact(&mut copy).unwrap();
    change(&folder.path("file"));
    stream.read_to_end(&mut copy).map(|_| copy)
}

#[test]
fn a_file_that_shrinks_resets_the_connection() {
    let folder = Folder::new(LARGE);
    let server = folder.serve(&[]);
    let cut = meanwhile(&folder, &server, |file| {
        File::options().write(true).open(file).unwrap().set_len(2000).unwrap();
    });
    assert_eq!(cut.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
    assert_eq!(told(&server, "no-file")["reason"], "shrunk");
    assert_eq!(number(&server.stop().summary()["not_sent"], "shrunk"), 1);
}

#[test]
fn a_file_that_grows_or_is_replaced_is_sent_as_it_was() {
    let folder = Folder::new(LARGE);
    let server = folder.serve(&[]);
    let file = fs::read(folder.path("file")).unwrap();
    let copy = meanwhile(&folder, &server, |file| {
        File::options().append(true).open(file).unwrap().write_all(&[1; 5000]).unwrap();
    });
    expect_same(&file, &copy.unwrap());
    told(&server, "changed");
    let file = fs::read(folder.path("file")).unwrap();
    let copy = meanwhile(&folder, &server, |file| fs::remove_file(file).unwrap());
    expect_same(&file, &copy.unwrap());
}

#[test]
fn a_client_that_takes_nothing_is_dropped_and_a_slow_one_is_not() {
    let folder = Folder::new(LARGE);
    let server = folder.serve(&["--stall-timeout", "1s", "--events"]);
    let idle = granted(server.address());
    // It takes bytes all the time, but makes room for more at longer intervals than the time-out.
    let slow = thread::spawn({
        let address = server.address();
        move || {
            let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
            socket.set_recv_buffer_size(16_384).unwrap();
            socket.connect(&address.into()).unwrap();
            let mut stream = TcpStream::from(socket);
            stream.write_all(b"SECRET_KEY").unwrap();
            let (mut read, mut piece, start) = (0, [0; 8_192], Instant::now());
            loop {
                match stream.read(&mut piece).unwrap() {
                    0 => return read,
                    count => read += count,
                }
                if start.elapsed() < Duration::from_secs(4) {
                    thread::sleep(Duration::from_millis(50));
                }
            }
        }
    });
    let dropped = told(&server, "not-sent");
    assert_eq!(dropped["reason"], "stalled", "{dropped}");
    assert_eq!(dropped["peer"].as_str(), Some(idle.local_addr().unwrap().to_string().as_str()));
    assert_eq!(slow.join().unwrap(), LARGE + 12);
    assert_eq!(number(&server.stop().summary()["not_sent"], "stalled"), 1);
}

#[test]
fn clients_that_vanish_leave_nothing_behind() {
    let folder = Folder::new(LARGE);
    let server = folder.serve(&["--stall-timeout", "20s"]);
    let before = server.descriptors_and_threads();
    for _ in 0..5 {
        reset(connect(server.address()));
        reset(granted(server.address()));
        let mut within = granted(server.address());
        within.read_exact(&mut [0; 5000]).unwrap();
        reset(within);
        let mut said_part = connect(server.address());
        said_part.write_all(b"SEC").unwrap();
        drop(said_part);
    }
    eventually("all is as before", || (server.descriptors_and_threads() == before).then_some(()));
    let summary = server.stop().summary();
    assert_eq!((number(&summary, "sent"), number(&summary, "sending")), (0, 0), "{summary}");
    assert_eq!(number(&summary["not_sent"], "gone"), 10, "{summary}");
}

#[test]
fn a_server_that_ends_within_a_file_resets_so_that_the_client_knows() {
    let folder = Folder::new(LARGE);
    let server = folder.serve(&[]);
    let mut stream = granted(server.address());
    stream.read_exact(&mut [0; 1000]).unwrap();
    // It answers while it sends.
    server.process().signal(Signal::SIGUSR1);
    let interim = told(&server, "interim");
    assert_eq!(number(&interim, "sending"), 1, "{interim}");
    let summary = server.stop().summary();
    assert_eq!(number(&summary["not_sent"], "stopped"), 1, "{summary}");
    let cut = stream.read_to_end(&mut Vec::new()).unwrap_err();
    assert_eq!(cut.kind(), std::io::ErrorKind::ConnectionReset);
}

#[test]
fn who_is_not_allowed_is_not_asked_for_a_key() {
    let folder = Folder::new(10);
    let server = folder.serve(&["--deny", "127.0.0.0/8"]);
    assert_eq!(until_closed(&mut connect(server.address())), b"");
    assert_eq!(number(&server.stop().summary()["refused"], "denied"), 1);
}

// The client's bad times.

/// A server of one connection that says this after the key, and then ends as it is told.
fn scripted(end: impl FnOnce(TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut key = [0; 10];
        stream.read_exact(&mut key).unwrap();
        assert_eq!(&key, b"SECRET_KEY");
        end(stream);
    });
    address
}

#[test]
fn answers_are_told_for_what_they_are() {
    let cases: [(&[u8], &str, &str); 6] = [
        (b"AUTH_ERROR", "key-refused", "key refused"),
        (b"AUTH_ERROR\n", "key-refused", "key refused"),
        (b"220 \x1b[31mhello\r\n", "strange-answer", "but `220 \\u{1b}[31mhello\\r\\n`"),
        (b"AUTH_SUCCES", "no-answer", "after `AUTH_SUCCES`"),
        (b"", "no-answer", "without an answer"),
        (b"AUTH_SUCCESX", "strange-answer", "but `AUTH_SUCCESX`"),
    ];
    for (answer, result, why) in cases {
        let folder = Folder::new(0);
        let server = scripted(move |mut stream| stream.write_all(answer).unwrap());
        let client = fetch(server, &folder.text("copy"), &["--json"]).expect_exit(1);
        let summary = client.summary();
        assert_eq!(summary["result"], result, "{client}");
        assert!(summary["reason"].as_str().unwrap().contains(why), "{client}");
        assert_eq!(folder.names(), ["file"], "nothing is left");
    }
}

#[test]
fn an_answer_in_pieces_and_a_file_in_its_last_one_are_told_apart() {
    let folder = Folder::new(0);
    let server = scripted(|mut stream| {
        stream.set_nodelay(true).unwrap();
        for piece in [&b"A"[..], b"UTH_SUC", b"CESSAUTH_", b"ERROR\n"] {
            stream.write_all(piece).unwrap();
        }
    });
    fetch(server, &folder.text("copy"), &[]).expect_exit(0);
    assert_eq!(fs::read(folder.path("copy")).unwrap(), b"AUTH_ERROR\n");
}

/// The client's part, which must be there under a temporary name alone.
fn part(folder: &Folder, client: &Ended) -> Vec<u8> {
    let names = folder.names();
    let [name, file] = names.as_slice() else { panic!("a part and the file, not {names:?}\n{client}") };
    assert!(name.starts_with("copy.") && name.ends_with(".part") && file == "file", "{names:?}");
    assert!(client.to_string().contains(name.as_str()), "the part is named\n{client}");
    fs::read(folder.path(name)).unwrap()
}

/// Waits until the client has written that much.
fn await_part(folder: &Folder, bytes: &[u8]) {
    eventually("the beginning is there", || {
        let name = folder.names().into_iter().find(|name| name.ends_with(".part"))?;
        (fs::read(folder.path(&name)).unwrap() == bytes).then_some(())
    });
}

#[test]
fn a_reset_leaves_the_part_under_its_temporary_name() {
    let folder = Folder::new(0);
    let (it_has, has_it) = channel();
    let server = scripted(move |mut stream| {
        stream.write_all(b"AUTH_SUCCESSbeginning").unwrap();
        has_it.recv().unwrap();
        reset(stream);
    });
    let copy = folder.text("copy");
    let client = Process::start(sockctl(&["ftp", "client", &server.to_string(), "-o", &copy]));
    await_part(&folder, b"beginning");
    it_has.send(()).unwrap();
    let client = client.end().expect_exit(1);
    assert!(client.stdout.contains("was cut: connection reset by peer, after 9 bytes"), "{client}");
    assert_eq!(part(&folder, &client), b"beginning");
}

#[test]
fn a_server_that_falls_silent_is_given_up() {
    let folder = Folder::new(0);
    let server = scripted(|mut stream| {
        stream.write_all(b"AUTH_SUCCESSbeginning").unwrap();
        let _ = stream.read(&mut [0]);
    });
    let client = fetch(server, &folder.text("copy"), &["--stall-timeout", "300ms"]).expect_exit(1);
    assert!(client.stdout.contains("sent nothing for the stall time-out"), "{client}");
    assert_eq!(part(&folder, &client), b"beginning");
    let folder = Folder::new(0);
    let server = scripted(|mut stream| drop(stream.read(&mut [0])));
    let client = fetch(server, &folder.text("copy"), &["--reply-timeout", "300ms"]).expect_exit(1);
    assert!(client.stdout.contains("did not answer the key in time"), "{client}");
    assert_eq!(folder.names(), ["file"]);
}

#[test]
fn ctrl_c_keeps_the_part_and_says_so() {
    let folder = Folder::new(0);
    let server = scripted(|mut stream| {
        stream.write_all(b"AUTH_SUCCESSbeginning").unwrap();
        let _ = stream.read(&mut [0]);
    });
    let copy = folder.text("copy");
    let client = Process::start(sockctl(&["ftp", "client", &server.to_string(), "-o", &copy]));
    await_part(&folder, b"beginning");
    client.signal(Signal::SIGUSR1);
    client.wait_for("figures so far", |stdout| stdout.starts_with("9 bytes in ").then_some(()));
    client.signal(Signal::SIGINT);
    let ended = client.end().expect_exit(1);
    assert!(ended.stdout.contains("stopped, after 9 bytes; what came is in "), "{ended}");
    assert_eq!(part(&folder, &ended), b"beginning");
}

#[test]
fn nobody_there_is_said_with_what_to_do() {
    let folder = Folder::new(0);
    let closed = ClosedPort::tcp();
    let client = fetch(closed.address(), &folder.text("copy"), &[]).expect_exit(1);
    assert!(client.stdout.contains("connection refused"), "{client}");
    assert!(client.stderr.contains("`sockctl ftp serve FILE --port "), "{client}");
    assert_eq!(folder.names(), ["file"]);
    // A name with several addresses is asked at all of them.
    if has_ipv6() {
        let folder = Folder::new(5);
        let server = folder.serve(&[]);
        let target = format!("localhost:{}", server.address().port());
        run(&["ftp", "client", &target, "-o", &folder.text("copy")], "").expect_exit(0);
    }
}

#[test]
fn what_is_there_is_kept_unless_told_otherwise() {
    let folder = Folder::new(1000);
    let server = folder.serve(&[]);
    fs::write(folder.path("copy"), "precious").unwrap();
    symlink("copy", folder.path("link")).unwrap();
    fs::create_dir(folder.path("folder")).unwrap();
    for (name, flags, why) in [
        ("copy", &[][..], "is there already (--force replaces it"),
        ("link", &["--force"], "it is a symbolic link"),
        ("folder", &["--force"], "it is a folder"),
        ("none/copy", &[], "there is no folder"),
        ("/dev/null", &["--force"], "it is no regular file (`-o - > /dev/null` writes to it)"),
    ] {
        let output = folder.path(name);
        let refused = fetch(server.address(), output.to_str().unwrap(), flags).expect_exit(3);
        assert!(refused.stderr.contains(why), "{refused}");
    }
    // A wrong key and a lost connection do not cost the old one either.
    let copy = folder.text("copy");
    fetch(server.address(), &copy, &["--force", "--course-key", "WRONG_KEY!"]).expect_exit(1);
    assert_eq!(fs::read(&copy).unwrap(), b"precious");
    let accepted = server.stop().summary();
    assert_eq!(number(&accepted, "keys_accepted"), 0, "refused before anybody was asked: {accepted}");
    assert_eq!(number(&accepted, "connections"), 1);
    let server = folder.serve(&[]);
    fetch(server.address(), &copy, &["--force"]).expect_exit(0);
    folder.expect_same("copy");
}

/// Our client, whose files may not have more than this many blocks of 512 bytes. The signal that would end it is the
/// system's other way to say so; a disk that is full sends none.
fn limited(server: SocketAddr, output: &str, blocks: u32) -> Command {
    let client = sockctl(&["ftp", "client", &server.to_string(), "-o", output]);
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"")).arg("sh");
    command.arg(client.get_program()).args(client.get_args());
    for (name, value) in client.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

#[test]
fn a_full_disk_is_said_and_what_fitted_is_kept() {
    let folder = Folder::new(500_000);
    let server = folder.serve(&[]);
    let client = finish(limited(server.address(), &folder.text("copy"), 100), "").expect_exit(3);
    assert!(client.stderr.contains("cannot write ") && client.stderr.contains("file too large"), "{client}");
    let kept = part(&folder, &client);
    assert_eq!(kept.len(), 51_200);
    assert!(fs::read(folder.path("file")).unwrap().starts_with(&kept));
    let full = File::options().write(true).open("/dev/full").unwrap();
    let address = server.address().to_string();
    let output = sockctl(&["ftp", "client", &address, "-o", "-"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no space left on device"), "{output:?}");
}
