//! `sockctl echo` on loopback: the real executable against itself and against small peers written here.
//!
//! What goes over the wire is compared as literal bytes with RFC 862 and the course page. Clocks are compared in one
//! direction only. `--max-pps` is not here: loopback is exempt.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{
    ClosedPort, DEADLINE, Ended, Process, Seeded, Server, UdpPeer, connect, eventually, finish, has_ipv6,
    is_closed, loopbacks, reset, run, say, shown, sockctl, uninterrupted, until_closed,
};
use crate::ping::forge;

const FULL: &[u8] = b"Server is full";
const COURSE_WIRES: [&str; 2] = ["lab", "named"];
const WIRES: [&str; 3] = ["rfc862", "lab", "named"];

/// An echo server on 127.0.0.1, or where the arguments say.
fn server(args: &[&str]) -> Server {
    server_as(args, |command| command)
}

fn server_as(args: &[&str], adapt: impl FnOnce(Command) -> Command) -> Server {
    if args.contains(&"--bind") {
        Server::start_as("echo", args, adapt)
    } else {
        Server::start_as("echo", &[&["--bind", "127.0.0.1"], args].concat(), adapt)
    }
}

/// `sockctl echo client` for this server.
fn client(to: SocketAddr, args: &[&str]) -> Process {
    Process::start(sockctl(&[&["echo", "client", &to.to_string()], args].concat()))
}

/// The same, to its end, with this text on stdin.
fn run_client(to: SocketAddr, args: &[&str], stdin: &str) -> Ended {
    run(&[&["echo", "client", &to.to_string()], args].concat(), stdin)
}

/// The same with any bytes: exit code, stdout, stderr.
fn pass_through(to: SocketAddr, args: &[&str], stdin: Vec<u8>) -> (Option<i32>, Vec<u8>, String) {
    let mut client = client(to, args);
    client.say_all(stdin);
    let (status, stdout, stderr) = client.end_with_bytes();
    (status.code(), stdout, String::from_utf8(stderr).unwrap())
}

/// The next bytes of the connection are exactly these.
fn expect(stream: &mut TcpStream, answer: impl AsRef<[u8]>) {
    let answer = answer.as_ref();
    let mut heard = vec![0; answer.len()];
    stream.read_exact(&mut heard).unwrap_or_else(|why| panic!("instead of {}: {why}", shown(answer)));
    assert_eq!(shown(&heard), shown(answer));
    assert!(heard == answer, "they differ far behind the start");
}

/// This message gets exactly this answer.
fn expect_answer(stream: &mut TcpStream, message: impl AsRef<[u8]>, answer: impl AsRef<[u8]>) {
    stream.write_all(message.as_ref()).unwrap();
    expect(stream, answer);
}

/// This comes back as it is over a new TCP connection and from a new UDP socket, as far as the server has both.
fn expect_service(server: &Server) {
    for (transport, address) in server.bound() {
        match transport {
            "udp" => assert_eq!(shown(&UdpPeer::new(address).ask("are you there")), "`are you there`"),
            _ => expect_answer(&mut connect(address), "are you there", "are you there"),
        }
    }
}

/// What comes over the connection until the end of its stream, which must be orderly.
fn until_end(stream: &mut TcpStream) -> Vec<u8> {
    let mut heard = Vec::new();
    stream.read_to_end(&mut heard).unwrap_or_else(|why| panic!("after {}: {why}", shown(&heard)));
    heard
}

/// Says one message and gives what one read brings: the way of the course's programs.
fn ask(stream: &mut TcpStream, message: impl AsRef<[u8]>) -> String {
    stream.write_all(message.as_ref()).unwrap();
    hear(stream)
}

/// What one read brings.
fn hear(stream: &mut TcpStream) -> String {
    let mut buffer = vec![0; 65_536];
    let length = stream.read(&mut buffer).unwrap();
    buffer.truncate(length);
    String::from_utf8(buffer).unwrap()
}

/// A client of the named wire, and the name it got.
fn named_client(server: &Server) -> (TcpStream, String) {
    let mut stream = connect(server.address());
    let name = hear(&mut stream);
    (stream, name)
}

/// Number `n` of the key in a JSON object.
fn number(event: &Value, key: &str) -> u64 {
    event[key].as_u64().unwrap_or_else(|| panic!("{key} is a number in {event}"))
}

/// What a summary says about this transport: apart where the server has both, all of it where it has one.
fn over<'a>(summary: &'a Value, transport: &str) -> &'a Value {
    summary.get(transport).unwrap_or(summary)
}

/// How many were refused, for any reason.
fn refused(transport: &Value) -> u64 {
    let reasons = transport["refused"].as_object().unwrap_or_else(|| panic!("refused in {transport}"));
    reasons.values().map(|count| count.as_u64().unwrap_or_else(|| panic!("a number in {transport}"))).sum()
}

/// These keys have these values.
fn expect_values(event: &Value, expected: &Value) {
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&event[key], value, "{key} in {event}");
    }
}

/// The events of this name.
fn events(all: &[Value], name: &str) -> Vec<Value> {
    all.iter().filter(|event| event["event"] == name).cloned().collect()
}

/// `YYYY-MM-DD HH:MM:SS.ffffff`.
fn is_time(text: &str) -> bool {
    let pattern = "dddd-dd-dd dd:dd:dd.dddddd";
    let fits = |(wanted, got): (char, char)| if wanted == 'd' { got.is_ascii_digit() } else { wanted == got };
    text.len() == pattern.len() && pattern.chars().zip(text.chars()).all(fits)
}

/// No control byte but line ends and tabs is in what it printed.
fn expect_escaped(ended: &Ended) {
    let all = format!("{}{}", ended.stdout, ended.stderr);
    let raw = all.chars().find(|letter| letter.is_control() && *letter != '\n' && *letter != '\t');
    assert_eq!(raw, None, "{ended}");
}

// RFC 862: what comes in goes out.

/// Every byte there is, and what the course's wires would take for commands and lines.
fn any_bytes() -> Vec<Vec<u8>> {
    let words =
        ["exit", "stop", "EXIT\n", "status", "list", "\n", "\r\n", "a\nb", "Server is full", "Client01"];
    let mut all: Vec<Vec<u8>> = words.iter().map(|word| word.as_bytes().to_vec()).collect();
    all.push((0..=255).collect());
    all.push(vec![0]);
    all
}

#[test]
fn tcp_and_udp_listen_on_one_port_of_both_families_unless_told_otherwise() {
    for (args, transports) in [(&[][..], &["tcp", "udp"][..]), (&["--tcp"], &["tcp"]), (&["--udp"], &["udp"])]
    {
        let server = Server::start("echo", args);
        let port = server.address().port();
        let families = if has_ipv6() { &["0.0.0.0", "::"][..] } else { &["0.0.0.0"] };
        let wanted: HashSet<(&str, String)> = transports
            .iter()
            .flat_map(|transport| families.iter().map(|ip| (*transport, (*ip).to_owned())))
            .collect();
        let bound = server.bound();
        assert_eq!(
            bound.iter().map(|(name, at)| (*name, at.ip().to_string())).collect::<HashSet<_>>(),
            wanted
        );
        assert!(bound.iter().all(|(_, at)| at.port() == port), "one port: {bound:?}");
        for ip in loopbacks() {
            let at = SocketAddr::new(ip.parse().unwrap(), port);
            if transports.contains(&"tcp") {
                expect_answer(&mut connect(at), "hello", "hello");
            } else {
                let refused = TcpStream::connect(at).expect_err("nobody listens on TCP");
                assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
            }
            if transports.contains(&"udp") {
                assert_eq!(UdpPeer::new(at).ask("hello"), b"hello");
            } else {
                let peer = UdpSocket::bind((at.ip(), 0)).unwrap();
                peer.connect(at).unwrap();
                peer.set_read_timeout(Some(DEADLINE)).unwrap();
                peer.send(b"hello").unwrap();
                let refused = peer.recv(&mut [0; 10]).expect_err("nobody listens on UDP");
                assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
            }
        }
    }
}

#[test]
fn any_bytes_come_back_over_tcp_and_nothing_is_a_command() {
    for ip in loopbacks() {
        let server = server(&["--bind", ip]);
        let mut peer = connect(server.address());
        for bytes in any_bytes() {
            expect_answer(&mut peer, &bytes, &bytes);
        }
        peer.shutdown(Shutdown::Write).unwrap();
        assert_eq!(shown(&until_end(&mut peer)), "``", "nothing is added");
        expect_service(&server);
    }
}

#[test]
fn any_datagram_comes_back_and_nothing_is_a_command() {
    for ip in loopbacks() {
        let server = server(&["--bind", ip]);
        let peer = UdpPeer::new(server.address());
        let largest = Seeded(1).bytes(65_507);
        for bytes in any_bytes().iter().chain([&Vec::new(), &vec![0; 1473], &largest]) {
            assert!(&peer.ask(bytes) == bytes, "{}", shown(bytes));
        }
        peer.expect_nothing("one answer to each");
    }
}

#[test]
fn the_largest_datagram_of_ipv6_comes_back_whole() {
    if !has_ipv6() {
        return say("no IPv6 here: the largest datagram of IPv6 is not tried");
    }
    let server = server(&["--bind", "::1"]);
    let largest = Seeded(2).bytes(65_527);
    assert!(UdpPeer::new(server.address()).ask(&largest) == largest);
}

#[test]
fn a_client_that_has_ended_its_own_stream_still_gets_everything_and_then_the_end() {
    for ip in loopbacks() {
        let server = server(&["--bind", ip]);
        // Less than the buffers between the two hold: nothing is read before all is said.
        let said = Seeded(2).bytes(60_000);
        let mut peer = connect(server.address());
        peer.write_all(&said).unwrap();
        peer.shutdown(Shutdown::Write).unwrap();
        assert!(until_end(&mut peer) == said, "all of it came back");

        // Far more than any buffer holds.
        let said = Seeded(3).bytes(8_000_000);
        let mut peer = connect(server.address());
        let mut writing = peer.try_clone().unwrap();
        let heard = thread::scope(|scope| {
            scope.spawn(|| {
                writing.write_all(&said).unwrap();
                writing.shutdown(Shutdown::Write).unwrap();
            });
            until_end(&mut peer)
        });
        assert!(heard == said, "all of it came back: {} of {} bytes", heard.len(), said.len());

        let mut silent = connect(server.address());
        silent.shutdown(Shutdown::Write).unwrap();
        assert_eq!(shown(&until_end(&mut silent)), "``");
    }
}

#[test]
fn any_bytes_in_any_segments_come_back_the_same() {
    let server = server(&["--tcp"]);
    let config = ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() };
    let segments = prop::collection::vec(prop::collection::vec(any::<u8>(), 0..2000), 0..12);
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let same = runner.run(&segments, |segments| {
        let mut peer = connect(server.address());
        for segment in &segments {
            peer.write_all(segment).unwrap();
        }
        peer.shutdown(Shutdown::Write).unwrap();
        prop_assert_eq!(until_end(&mut peer), segments.concat());
        Ok(())
    });
    same.unwrap();
}

/// Writes until that has been impossible for a while, and gives what was written. It is never read.
fn write_until_stopped(peer: &mut TcpStream, bytes: &[u8]) -> usize {
    peer.set_write_timeout(Some(Duration::from_millis(300))).unwrap();
    // The system would otherwise keep tens of megabytes for us.
    socket2::SockRef::from(&*peer).set_recv_buffer_size(64 * 1024).unwrap();
    let mut written = 0;
    while written < bytes.len() {
        match uninterrupted(|| peer.write(&bytes[written..])) {
            Ok(length) => written += length,
            Err(why) if why.kind() == io::ErrorKind::WouldBlock || is_closed(&why) => return written,
            Err(why) => panic!("after {written} bytes: {why}"),
        }
    }
    panic!("{written} bytes were taken from a client that reads none");
}

#[test]
fn a_client_that_writes_and_never_reads_is_stopped_and_costs_little_memory() {
    let server = server(&["--tcp"]);
    expect_service(&server);
    let before = server.memory();
    let said = Seeded(4).bytes(32_000_000);
    let mut stopped: Vec<(TcpStream, usize)> = thread::scope(|scope| {
        let write = || {
            let mut peer = connect(server.address());
            let written = write_until_stopped(&mut peer, &said);
            (peer, written)
        };
        let writers: Vec<_> = (0..8).map(|_| scope.spawn(write)).collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    expect_service(&server);
    let grown = server.memory().saturating_sub(before);
    assert!(grown < 8 * 512 * 1024, "{grown} bytes for eight clients that do not read");

    // What was taken from them is not lost: once they read, they get it.
    let (mut peer, written) = stopped.pop().unwrap();
    peer.shutdown(Shutdown::Write).unwrap();
    assert!(until_end(&mut peer) == said[..written], "all that was taken came back");
}

#[test]
fn a_client_that_does_not_read_is_dropped_after_the_idle_timeout() {
    let server = server(&["--tcp", "--idle-timeout", "500ms", "--json"]);
    let said = vec![b'x'; 32_000_000];
    let mut peer = connect(server.address());
    write_until_stopped(&mut peer, &said);
    peer.set_nonblocking(true).unwrap();
    eventually("it is dropped", || peer.write(b"x").err().filter(is_closed));
    expect_values(over(&server.stop().summary(), "tcp"), &json!({"served": 1, "open": 0, "stalled": 1}));
}

#[test]
fn a_slow_reader_is_neither_stalled_nor_idle_as_long_as_it_takes_bytes() {
    // The system makes room for the server in steps that take such a reader longer than the time-out.
    let server = server(&["--tcp", "--idle-timeout", "1s", "--json"]);
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.set_recv_buffer_size(16_384).unwrap();
    socket.connect(&server.address().into()).unwrap();
    let mut peer = TcpStream::from(socket);
    let said = Seeded(5).bytes(16_000_000);
    let (mut heard, start) = (vec![0; said.len()], Instant::now());
    thread::scope(|scope| {
        scope.spawn(|| (&peer).write_all(&said).unwrap());
        for piece in heard.chunks_mut(8192) {
            (&peer).read_exact(piece).unwrap_or_else(|why| panic!("after {:?}: {why}", start.elapsed()));
            if start.elapsed() < Duration::from_secs(4) {
                // Its own pace.
                thread::sleep(Duration::from_millis(50));
            }
        }
    });
    assert!(heard == said);
    expect_answer(&mut peer, "and again", "and again");
    let summary = server.stop().summary();
    assert_eq!((number(over(&summary, "tcp"), "stalled"), number(over(&summary, "tcp"), "idle")), (0, 0));
}

#[test]
fn a_silent_connection_ends_after_the_idle_timeout_and_not_before() {
    for wire in WIRES {
        let server = server(&["--wire", wire, "--idle-timeout", "400ms", "--json"]);
        let start = Instant::now();
        let mut silent = connect(server.address());
        let name = if wire == "named" { "Client01" } else { "" };
        assert_eq!(until_end(&mut silent), name.as_bytes(), "{wire}");
        assert!(start.elapsed() >= Duration::from_millis(400), "{wire}: {:?}", start.elapsed());
        let summary = server.stop().summary();
        expect_values(over(&summary, "tcp"), &json!({"served": 1, "open": 0, "idle": 1}));
    }
}

#[test]
fn a_connection_that_goes_on_talking_outlives_the_idle_timeout() {
    eventually("this machine lets the client talk often enough", || {
        let server = server(&["--tcp", "--idle-timeout", "1s"]);
        let mut peer = connect(server.address());
        let (start, mut longest) = (Instant::now(), Duration::ZERO);
        while start.elapsed() < Duration::from_millis(2500) && longest < Duration::from_millis(500) {
            let before = Instant::now();
            // The client's own pace.
            thread::sleep(Duration::from_millis(20));
            let lives = peer.write_all(b"x").is_ok() && matches!(peer.read(&mut [0]), Ok(1));
            longest = longest.max(before.elapsed());
            assert!(lives || longest > Duration::from_millis(500), "it ended after {:?}", start.elapsed());
        }
        (longest < Duration::from_millis(500)).then_some(())
    });
}

#[test]
fn thousands_of_connections_at_once_are_served_in_bounded_memory() {
    // Both ends of this test may be short of descriptors; what is left is still many.
    let (soft, hard) = nix::sys::resource::getrlimit(nix::sys::resource::Resource::RLIMIT_NOFILE).unwrap();
    nix::sys::resource::setrlimit(nix::sys::resource::Resource::RLIMIT_NOFILE, hard, hard).unwrap();
    let many = usize::try_from(hard.max(soft) / 4).unwrap().clamp(200, 2000);
    let server = server(&["--tcp", "--max-clients", "10000", "--json"]);
    expect_service(&server);
    let before = server.memory();
    let mut peers: Vec<TcpStream> = (0..many).map(|_| connect(server.address())).collect();
    for round in ["first", "second"] {
        for (index, peer) in peers.iter_mut().enumerate() {
            write!(peer, "{round} {index}").unwrap();
        }
        for (index, peer) in peers.iter_mut().enumerate() {
            expect(peer, format!("{round} {index}"));
        }
    }
    let each = server.memory().saturating_sub(before) / many;
    assert!(each < 16 * 1024, "{each} bytes of memory for each of {many} connections");
    let summary = server.stop().summary();
    expect_values(
        over(&summary, "tcp"),
        &json!({"served": many + 1, "most_open": many, "reset": 0, "refused": {}}),
    );
}

// The cap.

#[test]
fn one_too_many_is_told_that_the_server_is_full_whatever_it_has_said_already() {
    for wire in WIRES {
        let server = server(&["--wire", wire, "--max-clients", "2", "--json"]);
        let mut inside = [connect(server.address()), connect(server.address())];
        for (place, peer) in inside.iter_mut().enumerate() {
            let name = if wire == "named" { format!("Client0{}", place + 1) } else { String::new() };
            expect_answer(peer, "hello", format!("{name}hello"));
        }
        for said in [0, 1, 5, 1000, 60_000] {
            for _ in 0..5 {
                let mut outside = connect(server.address());
                // It may be closed by then.
                let _ = outside.write_all(&vec![b'x'; said]);
                assert_eq!(
                    shown(&until_closed(&mut outside)),
                    shown(FULL),
                    "{wire}, having said {said} bytes"
                );
            }
        }
        for peer in &mut inside {
            expect_answer(peer, "still here", "still here");
        }
        drop(inside);
        eventually("there is room again", || {
            let mut peer = connect(server.address());
            peer.write_all(b"me?").unwrap();
            let heard = hear(&mut peer);
            (heard.as_bytes() != FULL).then_some(())
        });
        let summary = server.stop().summary();
        assert!(refused(over(&summary, "tcp")) >= 25, "each is counted: {summary}");
        assert_eq!(number(over(&summary, "tcp"), "served"), 3, "{summary}");
    }
}

#[test]
fn who_is_full_says_so_without_being_asked() {
    let server = server(&["--max-clients", "1"]);
    let mut inside = connect(server.address());
    expect_answer(&mut inside, "hello", "hello");
    let mut outside = connect(server.address());
    assert_eq!(shown(&until_end(&mut outside)), shown(FULL), "an orderly end for one who said nothing");
}

#[test]
fn hundreds_that_are_refused_do_not_disturb_the_one_inside() {
    let server = server(&["--max-clients", "1"]);
    let mut inside = connect(server.address());
    expect_answer(&mut inside, "hello", "hello");
    // They neither read nor leave.
    let outside: Vec<TcpStream> = (0..300).map(|_| connect(server.address())).collect();
    for round in 0..50 {
        expect_answer(&mut inside, format!("round {round}"), format!("round {round}"));
    }
    drop(outside);
}

// The course's plain echo.

#[test]
fn the_lab_wire_gives_each_message_back() {
    for ip in loopbacks() {
        let server = server(&["--wire", "lab", "--bind", ip]);
        let mut stream = connect(server.address());
        let datagrams = UdpPeer::new(server.address());
        for text in
            ["hello", " with  blanks ", "exit now", "exitstop", "stop!", "please stop", "status", "list", "é"]
        {
            assert_eq!(ask(&mut stream, text), text);
            assert_eq!(datagrams.ask(text), text.as_bytes());
        }
        assert_eq!(shown(&datagrams.ask("")), "``");
        datagrams.expect_nothing("one answer to each");
    }
}

/// Both words in several dresses.
const STOP_WORDS: [&str; 9] =
    ["exit", "stop", "EXIT", "Stop", " exit", "stop  ", "\t eXiT \t", "exit\n", "  sToP\r\n"];

#[test]
fn a_stop_word_ends_the_session_without_an_answer_and_never_a_server_by_default() {
    for wire in COURSE_WIRES {
        let server = server(&["--wire", wire]);
        for (client, word) in (1..).zip(STOP_WORDS) {
            let mut stream = connect(server.address());
            if wire == "named" {
                expect(&mut stream, format!("Client{client:02}"));
            }
            if !word.ends_with('\n') {
                expect_answer(&mut stream, "hello", "hello");
            }
            stream.write_all(word.as_bytes()).unwrap();
            assert_eq!(shown(&until_end(&mut stream)), "``", "{wire}: {word:?}");

            let datagrams = UdpPeer::new(server.address());
            datagrams.send(word);
            assert_eq!(shown(&datagrams.ask("after it")), "`after it`", "{wire}: {word:?} over UDP");
        }
        server.stop();
    }
}

#[test]
fn stop_and_not_exit_ends_the_server_where_remote_stop_says_so() {
    for wire in COURSE_WIRES {
        for word in ["stop", " STOP\n"] {
            for over_tcp in [true, false] {
                let server = server(&["--wire", wire, "--remote-stop", "loopback", "--json"]);
                let (mut stream, datagrams) = (connect(server.address()), UdpPeer::new(server.address()));
                for text in ["exit", "stop now"] {
                    datagrams.send(text);
                }
                assert_eq!(datagrams.hear(), b"stop now");
                let mut leaving = connect(server.address());
                leaving.write_all(b"exit").unwrap();
                until_end(&mut leaving);
                if over_tcp {
                    stream.write_all(word.as_bytes()).unwrap();
                } else {
                    datagrams.send(word);
                }
                let ended = server.end().expect_exit(0);
                assert_ne!(ended.summary()["ended_by"], "signal", "{ended}");
                datagrams.expect_nothing("no answer to the stop word");
            }
        }
    }
    let server = server(&["--remote-stop", "loopback"]);
    expect_answer(&mut connect(server.address()), "stop", "stop");
    assert_eq!(UdpPeer::new(server.address()).ask("stop"), b"stop", "RFC 862 knows no stop word");
    server.stop();
}

#[test]
fn without_a_line_end_in_the_first_read_each_read_is_a_message() {
    let server = server(&["--wire", "lab"]);
    let mut peer = connect(server.address());
    for text in ["hello", "two\nlines", "a line\n", "\n", " exit\nnow", "done"] {
        assert_eq!(ask(&mut peer, text), text, "it is one message, as it is");
    }
    peer.write_all(b"exit\n").unwrap();
    assert_eq!(shown(&until_end(&mut peer)), "``", "blanks around a stop word do not matter");
}

#[test]
fn after_a_first_message_with_a_line_end_lines_are_messages_and_answers_end_as_they_did() {
    let server = server(&["--wire", "lab"]);
    for (said, answer) in [
        ("one\n", "one\n"),
        ("one\r\n", "one\r\n"),
        ("one\ntwo\r\nthree\n", "one\ntwo\r\nthree\n"),
        ("\nafter an empty one\n\n", "\nafter an empty one\n\n"),
        ("exit now\n", "exit now\n"),
        ("one\nexit\nnever\n", "one\n"),
        ("one\n EXIT \r\nnever\n", "one\n"),
    ] {
        let mut peer = connect(server.address());
        expect_answer(&mut peer, said, answer);
        if !said.contains("never") {
            expect_answer(&mut peer, "a line that comes ", "");
            expect_answer(&mut peer, "in pieces", "");
            expect_answer(&mut peer, "\nand ", "a line that comes in pieces\n");
            expect_answer(&mut peer, "another\r", "");
            expect_answer(&mut peer, "\n", "and another\r\n");
            peer.write_all(b"exit\n").unwrap();
        }
        assert_eq!(shown(&until_closed(&mut peer)), "``", "after {said:?}");
    }
}

#[test]
fn answers_in_lines_carry_the_suffix_before_the_line_end() {
    let server = server(&["--wire", "named", "--suffix", "ACK"]);
    let mut peer = connect(server.address());
    expect(&mut peer, "Client01");
    expect_answer(&mut peer, "hello world\n", "hello worldACK\n");
    expect_answer(&mut peer, "again\r\n", "againACK\r\n");
    expect_answer(&mut peer, "\n", "ACK\n");
    peer.write_all(b"status\n").unwrap();
    let mut status = String::new();
    while !status.ends_with('\n') {
        status.push_str(&hear(&mut peer));
    }
    let (name, time) = status.trim_end_matches('\n').split_once(" connected at ").unwrap();
    assert!(name == "Client01" && is_time(time), "{status:?}");
}

#[test]
fn a_line_without_an_end_costs_bounded_memory_and_disturbs_nobody() {
    for wire in COURSE_WIRES {
        let server = server(&["--wire", wire]);
        let before = server.memory();
        let mut endless = connect(server.address());
        endless.set_write_timeout(Some(Duration::from_millis(300))).unwrap();
        // The first line makes it a connection of lines.
        let mut bytes = b"a\n".to_vec();
        bytes.resize(20_000_000, b'x');
        let mut written = 0;
        while let Some(rest) = bytes.get(written..).filter(|rest| !rest.is_empty()) {
            match endless.write(rest) {
                Ok(length) => written += length,
                // Stopped or closed, or all of it was taken: each is a bound.
                Err(_) => break,
            }
        }
        let grown = server.memory().saturating_sub(before);
        assert!(grown < 4_000_000, "{wire}: {grown} bytes for {written} without a line end");
        let mut other = connect(server.address());
        let name = if wire == "named" { "Client02" } else { "" };
        expect_answer(&mut other, "hello", format!("{name}hello"));
    }
}

#[test]
fn the_lab_wire_answers_over_udp_only_whom_it_should() {
    // Loopback is private; who is denied is not.
    for rule in [["--deny", "127.0.0.3/32"], ["--allow", "127.0.0.1/32"]] {
        for wire in WIRES {
            let server =
                server(&[&rule[..], &["--wire", wire, "--json", "--remote-stop", "loopback"]].concat());
            let from = "127.0.0.3:0".parse().unwrap();
            let stranger = UdpPeer::from(from, server.address()).unwrap();
            for text in ["hello", "", "stop"] {
                stranger.send(text);
            }
            assert_eq!(UdpPeer::new(server.address()).ask("hello"), b"hello");
            stranger.expect_nothing("a stranger gets no answer");

            let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
            socket.bind(&from.into()).unwrap();
            socket.connect(&server.address().into()).unwrap();
            let mut stranger = TcpStream::from(socket);
            stranger.set_read_timeout(Some(DEADLINE)).unwrap();
            let _ = stranger.write_all(b"stop");
            assert_eq!(shown(&until_closed(&mut stranger)), "``", "{rule:?} {wire}");
            let summary = server.stop().summary();
            assert_eq!((refused(over(&summary, "udp")), refused(over(&summary, "tcp"))), (3, 1), "{summary}");
        }
    }
}

// Named sessions.

/// A server as the exercise's: names, three places, ACK.
fn course_server(args: &[&str]) -> Server {
    server(&[&["--profile", "course"], args].concat())
}

#[test]
fn clients_are_named_in_order_and_their_messages_come_back_with_the_suffix() {
    for ip in loopbacks() {
        let server = course_server(&["--bind", ip]);
        let (mut first, name) = named_client(&server);
        assert_eq!(name, "Client01");
        let (mut second, name) = named_client(&server);
        assert_eq!(name, "Client02");
        assert_eq!(ask(&mut first, "hello world"), "hello worldACK");
        assert_eq!(ask(&mut second, "exit now"), "exit nowACK");
        assert_eq!(ask(&mut first, "list"), "listACK", "without --files it is text");
        assert_eq!(ask(&mut first, "status?"), "status?ACK");
        let lab = UdpPeer::new(server.address());
        assert_eq!(lab.ask("hello world"), b"hello world", "over UDP it is the lab's wire");
    }
}

#[test]
fn a_fourth_client_of_the_course_is_refused_without_a_name_and_takes_no_place() {
    let server = course_server(&["--json"]);
    let mut inside: Vec<(TcpStream, String)> = (0..3).map(|_| named_client(&server)).collect();
    let names =
        |clients: &[(TcpStream, String)]| clients.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&inside), ["Client01", "Client02", "Client03"]);
    for _ in 0..5 {
        assert_eq!(shown(&until_end(&mut connect(server.address()))), shown(FULL));
    }

    // One leaves in each of the ways there are, and each time there is exactly one place, with the next name.
    let leaves: [fn(TcpStream); 4] = [
        |mut client| {
            client.write_all(b"exit").unwrap();
            assert_eq!(until_end(&mut client), b"");
        },
        drop,
        reset,
        |mut client| {
            client.shutdown(Shutdown::Write).unwrap();
            assert_eq!(until_end(&mut client), b"");
        },
    ];
    for (leave, number) in leaves.iter().zip(4..) {
        leave(inside.remove(0).0);
        let newcomer = eventually("its place is free again", || {
            Some(named_client(&server)).filter(|(_, said)| said.as_bytes() != FULL)
        });
        inside.push(newcomer);
        assert_eq!(inside[2].1, format!("Client0{number}"), "who was refused got no name");
        assert_eq!(shown(&until_end(&mut connect(server.address()))), shown(FULL));
        for (client, _) in &mut inside {
            assert_eq!(ask(client, "hello"), "helloACK");
        }
    }
    let summary = server.stop().summary();
    let clients = over(&summary, "tcp")["clients"].as_array().unwrap();
    assert_eq!(clients.len(), 7, "{summary}");
}

#[test]
fn names_have_two_digits_at_least_and_count_for_the_life_of_the_server() {
    let server = server(&["--wire", "named", "--suffix", "!"]);
    for number in 1..=102 {
        let (mut client, name) = named_client(&server);
        assert_eq!(name, format!("Client{number:02}"));
        assert_eq!(ask(&mut client, "a"), "a!");
    }
}

#[test]
fn status_has_a_line_for_each_client_that_is_there() {
    let server = course_server(&[]);
    let mut clients: Vec<TcpStream> = (0..3).map(|_| named_client(&server).0).collect();
    let names = |status: &str| -> Vec<String> {
        assert!(!status.ends_with('\n'), "{status:?}");
        let lines = status.split('\n').map(|line| {
            let (name, time) =
                line.split_once(" connected at ").unwrap_or_else(|| panic!("a line, not {line:?}"));
            assert!(is_time(time), "{line:?}");
            name.to_owned()
        });
        lines.collect()
    };
    for word in ["status", "STATUS", " Status "] {
        assert_eq!(names(&ask(&mut clients[2], word)), ["Client01", "Client02", "Client03"]);
    }
    drop(clients.remove(1));
    eventually("the second is gone", || {
        (names(&ask(&mut clients[0], "status")) == ["Client01", "Client03"]).then_some(())
    });
}

#[test]
fn comings_and_goings_are_kept_and_shown_as_the_exercise_shows_them() {
    let server = course_server(&[]);
    let (mut client, _) = named_client(&server);
    let (other, _) = named_client(&server);
    let (port, other_port) = (client.local_addr().unwrap().port(), other.local_addr().unwrap().port());
    assert_eq!(ask(&mut client, "conspicuous"), "conspicuousACK");
    reset(other);
    server
        .process()
        .wait_for("the second leaves", |stdout| stdout.contains("[DISCONNECTED] Client02").then_some(()));
    client.write_all(b"exit").unwrap();
    until_end(&mut client);
    server
        .process()
        .wait_for("the first leaves", |stdout| stdout.contains("[DISCONNECTED] Client01").then_some(()));
    let ended = server.stop();
    for (name, port) in [("Client01", port), ("Client02", other_port)] {
        let came = format!("[NEW CONNECTION] {name} connected from ('127.0.0.1', {port})");
        assert!(ended.stdout.lines().any(|line| line == came), "{came}\n{ended}");
        let left = format!("[DISCONNECTED] {name} at ");
        let time = ended.stdout.lines().find_map(|line| line.strip_prefix(&left)).unwrap();
        assert!(is_time(time), "{ended}");
    }
    assert!(ended.stdout.contains("conspicuous"), "{ended}");
}

#[test]
fn comings_and_goings_are_in_the_summary_with_or_without_events() {
    for how in [&["--wire", "named", "--json"][..], &["--wire", "named", "--json", "--events"]] {
        let server = server(how);
        let (mut gone, _) = named_client(&server);
        gone.write_all(b"exit").unwrap();
        until_end(&mut gone);
        let (mut here, _) = named_client(&server);
        ask(&mut here, "hello");
        let ended = server.stop();
        let summary = ended.summary();
        let clients = over(&summary, "tcp")["clients"].as_array().unwrap();
        for (client, (name, peer)) in clients.iter().zip([("Client01", &gone), ("Client02", &here)]) {
            let address = peer.local_addr().unwrap().to_string();
            expect_values(client, &json!({"name": name, "address": address}));
            let time = client["connected"].as_str().unwrap();
            assert!(chrono::DateTime::parse_from_rfc3339(time).is_ok(), "{summary}");
        }
        assert!(clients[0]["disconnected"].as_str() >= clients[0]["connected"].as_str(), "{summary}");
        assert_eq!(clients.len(), 2, "{summary}");
        let all = ended.events();
        let told = how.contains(&"--events");
        assert_eq!(
            !events(&all, "connected").is_empty() && !events(&all, "received").is_empty(),
            told,
            "{ended}"
        );
    }
}

// Files.

/// A folder with a file, a large file, and everything that must not be served.
struct Repository {
    _outer: TempDir,
    folder: String,
    large: Vec<u8>,
}

impl Repository {
    fn new() -> Repository {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("repository");
        let inside = |name: &str| folder.join(name);
        fs::create_dir(&folder).unwrap();
        fs::write(outer.path().join("secret"), "TOP SECRET").unwrap();
        fs::create_dir(outer.path().join("repository-too")).unwrap();
        fs::write(outer.path().join("repository-too/secret"), "TOP SECRET").unwrap();
        let large = Seeded(6).bytes(5_000_000);
        fs::write(inside("a.txt"), "first\nsecond\n").unwrap();
        fs::write(inside("large"), &large).unwrap();
        fs::write(inside("with blank"), "blank").unwrap();
        fs::create_dir(inside("sub")).unwrap();
        fs::write(inside("sub/inner"), "TOP SECRET").unwrap();
        symlink(outer.path().join("secret"), inside("absolute-link")).unwrap();
        symlink("../secret", inside("link")).unwrap();
        symlink("..", inside("up")).unwrap();
        symlink("nowhere", inside("dangling")).unwrap();
        symlink("/dev/zero", inside("zero")).unwrap();
        nix::unistd::mkfifo(&inside("fifo"), nix::sys::stat::Mode::S_IRWXU).unwrap();
        let folder = folder.to_str().unwrap().to_owned();
        Repository { _outer: outer, folder, large }
    }

    fn serve(&self, args: &[&str]) -> Server {
        server(&[&["--profile", "course", "--files", &self.folder], args].concat())
    }
}

#[test]
fn files_are_listed_and_sent() {
    let repository = Repository::new();
    let server = repository.serve(&[]);
    let (mut client, _) = named_client(&server);
    let listed = ask(&mut client, "list");
    assert_eq!(listed, "\na.txt\nlarge\nwith blank\n");
    assert_eq!(ask(&mut client, "a.txt"), "first\nsecond\n");
    assert_eq!(ask(&mut client, "hello"), "helloACK", "after the file a message is a message again");
    assert_eq!(ask(&mut client, " LIST "), listed);
    expect_answer(&mut client, "large", &repository.large);
    assert_eq!(ask(&mut client, "a.txt"), "a.txtACK");
    assert_eq!(ask(&mut client, "list"), listed);
    assert_eq!(ask(&mut client, "with blank"), "blank");
    assert_eq!(ask(&mut client, "list"), listed);
    assert_eq!(ask(&mut client, "nothing"), "File does not exist");
    assert_eq!(ask(&mut client, "list"), listed);
    assert_eq!(ask(&mut client, "status"), "File does not exist", "whatever comes after a list is a name");
    assert_eq!(ask(&mut client, "hello"), "helloACK");
    client.write_all(b"exit").unwrap();
    assert_eq!(until_end(&mut client), b"");
}

#[test]
fn lines_get_files_too() {
    let repository = Repository::new();
    let server = repository.serve(&[]);
    let mut client = connect(server.address());
    expect(&mut client, "Client01");
    client.write_all(b"list\nlarge\nhello\nlist\n../secret\nexit\n").unwrap();
    let all = until_end(&mut client);
    let has = |part: &[u8]| all.windows(part.len()).position(|window| window == part);
    let order = [
        has(b"\na.txt\nlarge\nwith blank\n"),
        has(&repository.large),
        has(b"helloACK\n"),
        has(b"File does not exist"),
    ];
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?} in {}", shown(&all));
}

#[test]
fn an_empty_folder_says_so_and_takes_no_name() {
    let folder = tempfile::tempdir().unwrap();
    let server = course_server(&["--files", folder.path().to_str().unwrap()]);
    let (mut client, _) = named_client(&server);
    assert_eq!(ask(&mut client, "list"), "Repository contains no files");
    assert_eq!(ask(&mut client, "hello"), "helloACK");
}

#[test]
fn a_folder_that_is_none_is_said_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for path in [&missing, &file] {
        let path = path.to_str().unwrap();
        let args =
            ["echo", "serve", "--port", "0", "--bind", "127.0.0.1", "--wire", "named", "--files", path];
        let ended = run(&args, "");
        assert!(matches!(ended.status.code(), Some(2 | 3)), "{ended}");
        assert!(ended.stdout.is_empty() && ended.stderr.contains(path), "{ended}");
    }
}

#[test]
fn no_name_leaves_the_folder_and_only_files_are_served() {
    let repository = Repository::new();
    let server = repository.serve(&[]);
    let outside = Path::new(&repository.folder).with_file_name("secret");
    let absolute = format!("{}/a.txt", repository.folder);
    let (mut client, _) = named_client(&server);
    let (mut other, _) = named_client(&server);
    for name in [
        "..",
        ".",
        "/",
        "../secret",
        "./../secret",
        "sub/../../secret",
        "../repository-too/secret",
        "..\\secret",
        outside.to_str().unwrap(),
        &absolute,
        "/etc/passwd",
        "/dev/zero",
        "link",
        "absolute-link",
        "up",
        "up/secret",
        "dangling",
        "zero",
        "fifo",
        "sub",
        "sub/inner",
        "sub/",
        "a.txt\0",
        "a.txt/",
        "\0",
        "~",
        "*",
        "a.*",
        "\u{1b}[2J",
        &"x".repeat(5000),
        &"../".repeat(1000),
    ] {
        assert_eq!(ask(&mut client, "list"), "\na.txt\nlarge\nwith blank\n");
        assert_eq!(ask(&mut client, name), "File does not exist", "{name:?}");
        assert_eq!(ask(&mut other, "hello"), "helloACK", "after {name:?}");
    }
    assert_eq!(ask(&mut client, "list"), "\na.txt\nlarge\nwith blank\n");
    assert_eq!(ask(&mut client, b"\xff\xfe"), "File does not exist");
}

#[test]
fn names_with_control_bytes_are_listed_escaped() {
    let folder = tempfile::tempdir().unwrap();
    for name in [&b"bell\x07"[..], b"clear\x1b[2J", b"two\nlines", b"\xff\xfe", b"plain"] {
        fs::write(folder.path().join(std::ffi::OsStr::from_bytes(name)), "inside").unwrap();
    }
    let server = course_server(&["--files", folder.path().to_str().unwrap(), "--trace"]);
    let (mut client, _) = named_client(&server);
    client.write_all(b"list").unwrap();
    let listed = hear(&mut client);
    let raw = listed.chars().find(|letter| letter.is_control() && *letter != '\n');
    assert_eq!(raw, None, "{listed:?}");
    assert_eq!(listed.lines().next(), Some(""), "{listed:?}");
    assert!(listed.lines().any(|line| line == "plain"), "{listed:?}");
    assert!(!listed.lines().any(|line| line == "lines"), "a name is one line: {listed:?}");
    assert_eq!(ask(&mut client, "plain"), "inside");
    expect_escaped(&server.stop());
}

#[test]
fn a_slow_taker_of_a_large_file_holds_nobody_up_and_costs_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let size = 50_000_000;
    fs::File::create(folder.path().join("huge")).unwrap().set_len(size).unwrap();
    let server = server(&["--wire", "named", "--files", folder.path().to_str().unwrap()]);
    let (mut slow, _) = named_client(&server);
    let (mut other, _) = named_client(&server);
    let before = server.memory();
    ask(&mut slow, "list");
    slow.write_all(b"huge").unwrap();
    expect(&mut slow, [0; 1000]);
    for round in 0..50 {
        let text = format!("round {round}");
        assert_eq!(ask(&mut other, &text), text);
    }
    let grown = server.memory().saturating_sub(before);
    assert!(grown < 4_000_000, "{grown} bytes of memory");
    let mut rest = (&slow).take(size - 1000);
    assert_eq!(io::copy(&mut rest, &mut io::sink()).unwrap(), size - 1000, "all of it comes in the end");
    assert_eq!(ask(&mut slow, "hello"), "hello");
}

// One client and another.

#[test]
fn resets_in_the_middle_of_anything_harm_nobody() {
    for wire in WIRES {
        let server = server(&["--wire", wire, "--json"]);
        let mut other = connect(server.address());
        if wire == "named" {
            expect(&mut other, "Client01");
        }
        let large = vec![b'x'; 100_000];
        for round in 0..100 {
            let mut peer = connect(server.address());
            let said = [&b""[..], b"hello", b"a\nb", &large][round % 4];
            peer.write_all(said).unwrap();
            reset(peer);
            expect_answer(&mut other, format!("round {round}"), format!("round {round}"));
        }
        let summary = server.stop().summary();
        assert!(number(over(&summary, "tcp"), "reset") > 0, "they are counted: {summary}");
    }
}

#[test]
fn a_flood_over_tcp_leaves_another_client_its_answers() {
    let server = server(&["--tcp"]);
    let flood = connect(server.address());
    let mut other = connect(server.address());
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let block = vec![b'x'; 100_000];
            while (&flood).write_all(&block).is_ok() {}
        });
        let reader = scope.spawn(|| io::copy(&mut &flood, &mut io::sink()));
        for round in 0..200 {
            expect_answer(&mut other, format!("round {round}"), format!("round {round}"));
        }
        flood.shutdown(Shutdown::Both).unwrap();
        writer.join().unwrap();
        // How the flood ended does not matter.
        let _ = reader.join().unwrap();
    });
}

#[test]
fn a_thousand_connections_that_vanish_leave_no_descriptor_and_no_thread() {
    for wire in WIRES {
        let server = server(&["--wire", wire, "--idle-timeout", "off", "--json"]);
        expect_answer_of_any_wire(&server, wire);
        let (descriptors, threads) = server.descriptors_and_threads();
        for _ in 0..10 {
            let clients: Vec<TcpStream> = (0..100).map(|_| connect(server.address())).collect();
            // Seen while they are there, or the count below would prove nothing. A few of the first may be gone.
            eventually("their descriptors are counted", || {
                (server.descriptors_and_threads().0 >= descriptors + 90).then_some(())
            });
            for (number, mut client) in clients.into_iter().enumerate() {
                if number % 3 == 0 {
                    client.write_all(b"hello").unwrap();
                }
                if number % 2 == 0 {
                    reset(client);
                }
            }
            expect_answer_of_any_wire(&server, wire);
        }
        eventually("descriptors and threads are as many as before", || {
            let now = server.descriptors_and_threads();
            (now.0 <= descriptors && now.1 <= threads).then_some(())
        });
        let summary = server.stop().summary();
        expect_values(over(&summary, "tcp"), &json!({"served": 1011, "open": 0}));
    }
}

/// A new client is served and leaves.
fn expect_answer_of_any_wire(server: &Server, wire: &str) {
    let mut peer = connect(server.address());
    if wire == "named" {
        assert!(hear(&mut peer).starts_with("Client"));
    }
    expect_answer(&mut peer, "hello", "hello");
    peer.shutdown(Shutdown::Write).unwrap();
    assert_eq!(until_end(&mut peer), b"");
}

/// Seconds of processor time that a process has used.
fn processor_time(server: &Server) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", server.process().pid())).unwrap();
    let (_, after_name) = stat.rsplit_once(") ").unwrap();
    // Fields 14 and 15 of the line, in hundredths of a second on Linux.
    let ticks = after_name.split(' ').skip(11).take(2).map(|field| field.parse::<f64>().unwrap());
    ticks.sum::<f64>() / 100.0
}

/// The command under a limit of open files.
fn limited(command: &Command, limit: &str) -> Command {
    let mut limited = Command::new("sh");
    limited.args(["-c", &format!("ulimit {limit}; exec \"$0\" \"$@\"")]);
    limited.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    limited
}

#[test]
fn servers_in_one_process_have_files_for_the_clients_of_all() {
    let mut command = sockctl(&["serve", "--only", "handshake,echo,dual-stack"]);
    for section in ["HANDSHAKE", "ECHO", "DUAL_STACK"] {
        command
            .env(format!("SOCKCTL_{section}_PORT"), "0")
            .env(format!("SOCKCTL_{section}_BIND"), "127.0.0.1");
    }
    let server = Process::start(limited(&command, "-Sn 1024"));
    server.wait_for("both listen", |stdout| (stdout.matches("listening on tcp").count() == 2).then_some(()));
    let limits = fs::read_to_string(format!("/proc/{}/limits", server.pid())).unwrap();
    let line = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let figures: Vec<u64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    assert!(figures[0] >= figures[1].min(2 * 1024), "{line}");
}

#[test]
fn without_descriptors_a_server_says_so_serves_those_it_has_and_recovers() {
    const COMPLAINT: &str = "cannot accept connections for now";
    let start = Instant::now();
    let addresses = ["--bind", "127.0.0.1", "--bind", "127.0.0.2"];
    let server = server_as(&[&addresses[..], &["--max-clients", "1000"]].concat(), |command| {
        limited(&command, "-n 40")
    });
    assert!(server.process().stderr_so_far().contains("allows 40 open files"), "{}", server.process());
    let mut served: Vec<TcpStream> = (0..10).map(|_| connect(server.address())).collect();
    for peer in &mut served {
        expect_answer(peer, "hello", "hello");
    }
    let mut waiting: Vec<TcpStream> = (0..60).map(|_| connect(server.address())).collect();
    // However many addresses have somebody waiting.
    waiting.insert(0, connect(server.bound()[1].1));
    let complaints = || server.process().stderr_so_far().matches(COMPLAINT).count();
    eventually("it says so", || (complaints() > 0).then_some(()));

    // It goes on with those it has, again and again, and does not turn in circles.
    let (lacking, used) = (Instant::now(), processor_time(&server));
    let mut last = waiting.pop().unwrap();
    eventually("it says so again", || {
        for peer in &mut served {
            expect_answer(peer, "still here", "still here");
        }
        assert_eq!(UdpPeer::new(server.address()).ask("hello"), b"hello");
        thread::sleep(Duration::from_millis(20));
        (complaints() > 2).then_some(())
    });
    let used = processor_time(&server) - used;
    let waited = lacking.elapsed().as_secs_f64();
    assert!(used < waited / 2.0, "{used} s of work in {waited} s of waiting");
    let most = start.elapsed().as_secs() + 1;
    assert!(
        complaints() as u64 <= most,
        "at most once a second: {} in {most} s\n{}",
        complaints(),
        server.process()
    );

    drop(waiting);
    expect_answer(&mut last, "at last", "at last");
    expect_service(&server);
    server.stop();
}

// Loops.

#[test]
fn the_ports_of_our_servers_and_of_reflectors_are_not_answered_over_udp() {
    for wire in WIRES {
        let holder = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let other = holder.local_addr().unwrap();
        let server = server_as(&["--wire", wire, "--json"], |mut command| {
            command.env("SOCKCTL_PING_PORT", other.port().to_string());
            command
        });
        let to = server.address();
        let second: Ipv4Addr = "127.0.0.2".parse().unwrap();
        let own = SocketAddr::from((second, to.port()));
        let twin = UdpPeer::from(own, to).unwrap();
        let mut sent = 0;
        for text in ["hello", "", "Packet Acknowledged", "RESET 1"] {
            twin.send(text);
            holder.send_to(text.as_bytes(), to).unwrap();
            sent += 2;
        }
        if forge(SocketAddr::from((second, 9)), to, b"x") {
            // Port 9 is no reflector: that one is answered, whoever hears it.
            for port in [0, 7, 17, 19, 53, 123, 161, 389, 1900, 11211] {
                assert!(forge(SocketAddr::from((second, port)), to, b"hello"));
                sent += 1;
            }
            assert!(forge(to, to, b"hello"), "from itself");
            sent += 1;
        } else {
            say("skipped: forged datagrams from reflectors' ports, there is no right to open a raw socket");
        }
        assert_eq!(shown(&UdpPeer::new(to).ask("hello")), "`hello`");
        twin.expect_nothing("a server of the same port is not answered");
        holder.set_nonblocking(true).unwrap();
        assert!(holder.recv(&mut [0; 100]).is_err(), "the ping server's port is not answered");
        let summary = server.stop().summary();
        assert_eq!(refused(over(&summary, "udp")), sent, "{wire}: each is counted: {summary}");
    }
}

#[test]
fn an_echo_server_and_another_tools_server_do_not_talk_to_each_other() {
    for (tool, port_key, question, answer) in [
        ("ping", "SOCKCTL_PING_PORT", "C 1", "Buffer Size Calibrated at Server."),
        ("handshake", "SOCKCTL_HANDSHAKE_PORT", "HELLO 1", "OK 1 "),
    ] {
        let holder = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let other_port = holder.local_addr().unwrap().port().to_string();
        let with = |key: &'static str, port: String| {
            move |mut command: Command| {
                command.env(key, port);
                command
            }
        };
        let echo = server_as(&["--udp", "--json"], with(port_key, other_port.clone()));
        let own_port = echo.address().port().to_string();
        let other = Server::start_as(tool, &["--bind", "127.0.0.1", "--json"], |mut command| {
            command.env("SOCKCTL_ECHO_PORT", own_port);
            command
        });
        // It has its port from the system, which the echo server cannot know: what it is told instead stands for it.
        drop(holder);
        let echo_at = echo.address();
        let pretended = SocketAddr::from((Ipv4Addr::LOCALHOST, other_port.parse().unwrap()));
        for payload in ["hello", "C 64", "exit", "HELLO 2", "Packet Acknowledged"] {
            if !forge(echo_at, other.address(), payload.as_bytes()) {
                say("skipped: echo and other servers and a forged datagram, no right to open a raw socket");
                return;
            }
            forge(pretended, echo_at, payload.as_bytes());
        }
        assert_eq!(UdpPeer::new(echo_at).ask("hello"), b"hello");
        let answered = UdpPeer::new(other.address()).ask(question);
        assert!(answered.starts_with(answer.as_bytes()), "{tool}: {}", shown(&answered));
        let (echo, other) = (echo.stop().summary(), other.stop().summary());
        expect_values(over(&echo, "udp"), &json!({"datagrams_in": 6, "datagrams_out": 1}));
        expect_values(&other, &json!({"datagrams_in": 6, "datagrams_out": 1}));
    }
}

// What a server tells.

#[test]
fn a_server_told_to_end_sums_up_what_it_did() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let server = server(&["--json"]);
        let mut stream = connect(server.address());
        expect_answer(&mut stream, "hello", "hello");
        drop(stream);
        let datagrams = UdpPeer::new(server.address());
        for text in ["one", "three", ""] {
            assert_eq!(datagrams.ask(text), text.as_bytes());
        }
        let mut open = connect(server.address());
        expect_answer(&mut open, "here", "here");
        let summary = server.stop_by(signal).expect_exit(0).summary();
        expect_values(&summary, &json!({"tool": "echo", "role": "server", "ended_by": "signal"}));
        expect_values(
            over(&summary, "tcp"),
            &json!({"wire": "rfc862", "served": 2, "connections": 2, "in_bytes": 9, "out_bytes": 9, "refused": {}}),
        );
        expect_values(
            over(&summary, "udp"),
            &json!({"wire": "rfc862", "echoed": 3, "datagrams_in": 3, "in_bytes": 8, "datagrams_out": 3,
                "out_bytes": 8, "refused": {}}),
        );
        until_closed(&mut open);
    }
}

#[test]
fn figures_so_far_are_those_of_both_transports() {
    let server = server(&["--json"]);
    let interims = || -> Vec<Value> { events(&server.events_so_far(), "interim") };
    // Whom of the two a signal reached was a matter of luck.
    for round in 0..10 {
        expect_service(&server);
        server.process().signal(if round % 2 == 0 { Signal::SIGUSR1 } else { Signal::SIGQUIT });
        let interim = eventually("figures", || interims().get(round).cloned());
        assert_eq!(number(over(&interim, "tcp"), "served"), round as u64 + 1);
        assert_eq!(number(over(&interim, "udp"), "echoed"), round as u64 + 1);
    }
    assert_eq!(interims().len(), 10);
    server.stop();
}

#[test]
fn text_from_the_network_reaches_no_terminal_raw() {
    for wire in WIRES {
        for how in [&["--events"][..], &["-v", "-v"], &["--trace"], &["--events", "--trace", "--json"]] {
            let server = server(&[how, &["--wire", wire]].concat());
            let evil = "Hello \x1b]0;owned\x07\x1b[2J\u{9b}31m\r\n";
            let name = if wire == "named" { "Client01" } else { "" };
            expect_answer(&mut connect(server.address()), evil, format!("{name}{evil}"));
            let peer = UdpPeer::new(server.address());
            assert_eq!(peer.ask(evil), evil.as_bytes());
            assert_eq!(peer.ask(b"\xff\xfe\x00\x9b"), b"\xff\xfe\x00\x9b");
            let ended = server.stop();
            expect_escaped(&ended);
            if how.contains(&"--trace") {
                assert!(format!("{}{}", ended.stdout, ended.stderr).contains("Hello"), "{ended}");
            }
        }
    }
}

// The client as a filter.

/// Each wire over each transport.
fn ways() -> Vec<(&'static str, &'static str)> {
    WIRES.iter().flat_map(|wire| ["--tcp", "--udp"].map(|transport| (*wire, transport))).collect()
}

#[test]
fn what_goes_into_a_client_comes_out_again_on_every_wire() {
    for (wire, transport) in ways() {
        for ip in loopbacks() {
            let server = server(&["--wire", wire, "--bind", ip]);
            let filter = run_client(server.address(), &["--wire", wire, transport], "a\nb\n").expect_exit(0);
            assert_eq!(filter.stdout, "a\nb\n", "{wire} {transport} {ip}\n{filter}");
        }
    }
}

#[test]
fn the_course_profile_shows_the_answers_with_their_suffix_and_the_name_aside() {
    let server = course_server(&[]);
    let args = ["--profile", "course"];
    let filter = run_client(server.address(), &args, "hello world\nstatus\nbye\n").expect_exit(0);
    let lines: Vec<&str> = filter.stdout.lines().collect();
    assert_eq!((lines[0], lines[2], lines.len()), ("hello worldACK", "byeACK", 3), "{filter}");
    assert!(lines[1].starts_with("Client01 connected at "), "{filter}");
    assert!(filter.stderr.contains("Connected as Client01"), "{filter}");
}

#[test]
fn binary_data_of_some_megabytes_comes_out_as_it_went_in() {
    for ip in loopbacks() {
        let server = server(&["--bind", ip]);
        for bytes in [Seeded(7).bytes(5_000_000), b"no line end".to_vec(), vec![0; 3], Vec::new()] {
            let (code, stdout, stderr) = pass_through(server.address(), &[], bytes.clone());
            assert_eq!(code, Some(0), "{stderr}");
            assert!(stdout == bytes, "{} bytes became {}", bytes.len(), stdout.len());
        }
    }
}

#[test]
fn a_stop_word_ends_a_client_of_the_course_wires_well() {
    for wire in COURSE_WIRES {
        for word in ["exit", "stop", " EXIT "] {
            let server = server(&["--wire", wire]);
            let stdin = format!("a\n{word}\n");
            let ended = run_client(server.address(), &["--wire", wire], &stdin).expect_exit(0);
            assert_eq!(ended.stdout, "a\n", "{wire} {word}\n{ended}");
        }
    }
}

#[test]
fn a_client_ends_when_nobody_listens_as_the_wire_has_it() {
    for (wire, transport) in ways() {
        let nobody = if transport == "--tcp" { ClosedPort::tcp() } else { ClosedPort::udp() };
        for (args, stdin) in [(&[][..], "a\n"), (&["-n", "2"], "")] {
            let code = if (wire, transport) == ("rfc862", "--tcp") { 3 } else { 1 };
            let args = [&["--wire", wire, transport], args].concat();
            let ended = run_client(nobody.address(), &args, stdin).expect_exit(code);
            assert!(ended.stderr.contains(&nobody.address().to_string()), "{ended}");
            assert!(ended.stderr.contains("sockctl echo serve"), "it says what to start\n{ended}");
        }
    }
}

#[test]
fn a_client_of_a_full_server_says_so_and_fails() {
    for wire in WIRES {
        let server = server(&["--wire", wire, "--max-clients", "1", "--idle-timeout", "off"]);
        let mut inside = connect(server.address());
        inside.write_all(b"hello").unwrap();
        hear(&mut inside);
        for (args, stdin) in [(&[][..], "a\n"), (&["-n", "2"], "")] {
            let args = [&["--wire", wire], args].concat();
            let ended = run_client(server.address(), &args, stdin).expect_exit(1);
            let all = format!("{}{}", ended.stdout, ended.stderr);
            assert!(all.contains("Server is full"), "{wire}\n{ended}");
            assert!(!all.contains("Connected as"), "{wire}\n{ended}");
            let ended =
                run_client(server.address(), &[&args[..], &["--json"]].concat(), stdin).expect_exit(1);
            expect_values(&ended.summary(), &json!({"is_good": false}));
        }
    }
}

// The client and servers that do not do what they should.

/// A TCP server that treats its first client like this.
fn fake_tcp(treat: impl FnOnce(TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream.set_nodelay(true).unwrap();
        treat(stream);
    });
    address
}

/// The next bytes that the client says.
fn read(stream: &mut TcpStream, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).unwrap();
    bytes
}

/// A UDP server that answers the `n`th datagram, from 1, with these datagrams.
fn fake_udp(answers: impl Fn(usize, &[u8]) -> Vec<Vec<u8>> + Send + 'static) -> SocketAddr {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = socket.local_addr().unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    thread::spawn(move || {
        let mut buffer = vec![0; 65_536];
        // Ends some time after the last client has left.
        for number in 1.. {
            let Ok((length, from)) = socket.recv_from(&mut buffer) else { return };
            for answer in answers(number, &buffer[..length]) {
                let _ = socket.send_to(&answer, from);
            }
        }
    });
    address
}

#[test]
fn bytes_that_come_back_changed_are_seen() {
    let change = |mut stream: TcpStream| {
        let mut all = read(&mut stream, 3000);
        all[1000] ^= 1;
        stream.write_all(&all).unwrap();
        let _ = stream.read_to_end(&mut Vec::new());
    };
    let said = Seeded(8).bytes(3000);
    let (code, stdout, stderr) = pass_through(fake_tcp(change), &[], said.clone());
    assert_eq!(code, Some(1), "{stderr}");
    assert_eq!(stdout.len(), 3000, "what came is passed on");
    assert!(stderr.contains("1000"), "it says where: {stderr}");
    let (code, stdout, _) = pass_through(fake_tcp(change), &["--json"], said);
    assert_eq!(code, Some(1));
    let stdout = String::from_utf8(stdout).unwrap();
    let summary: Value = serde_json::from_str(stdout.lines().last().unwrap()).unwrap();
    expect_values(
        &summary,
        &json!({"is_good": false, "differs_at": 1000, "sent_bytes": 3000, "received_bytes": 3000}),
    );
}

#[test]
fn a_server_that_closes_early_or_says_more_than_it_was_told_is_a_failure() {
    let to = fake_tcp(|mut stream| {
        let bytes = read(&mut stream, 10);
        stream.write_all(&bytes[..4]).unwrap();
    });
    let ended = run_client(to, &[], "0123456789").expect_exit(1);
    assert_eq!(ended.stdout, "0123", "{ended}");

    let to = fake_tcp(|mut stream| {
        let bytes = read(&mut stream, 10);
        stream.write_all(&bytes[..4]).unwrap();
        reset(stream);
    });
    run_client(to, &[], "0123456789").expect_exit(1);

    let to = fake_tcp(|mut stream| {
        let mut all = read(&mut stream, 10);
        all.push(b'!');
        stream.write_all(&all).unwrap();
        let _ = stream.read_to_end(&mut Vec::new());
    });
    run_client(to, &[], "0123456789").expect_exit(1);

    for wire in COURSE_WIRES {
        let to = fake_tcp(move |mut stream| {
            if wire == "named" {
                stream.write_all(b"Client01").unwrap();
            }
            read(&mut stream, 1);
        });
        run_client(to, &["--wire", wire], "a\nb\n").expect_exit(1);
    }
}

#[test]
fn answers_in_pieces_are_one_answer() {
    for (wire, suffix) in [("rfc862", ""), ("lab", ""), ("named", "ACK")] {
        for pieces in [2, 10] {
            let to = fake_tcp(move |mut stream| {
                if wire == "named" {
                    stream.write_all(b"Client01").unwrap();
                }
                loop {
                    let mut message = vec![0; 20];
                    // The client's own end: it leaves, with or without a word.
                    if stream.read_exact(&mut message).is_err() {
                        return;
                    }
                    message.extend_from_slice(suffix.as_bytes());
                    for piece in message.chunks(message.len().div_ceil(pieces)) {
                        stream.write_all(piece).unwrap();
                        // The server's own pace, so that each piece is a segment.
                        thread::sleep(Duration::from_millis(10));
                    }
                }
            });
            let args = ["--wire", wire, "--suffix", suffix, "-n", "3", "-s", "20", "--json"];
            let ended = run_client(to, &args, "").expect_exit(0);
            expect_values(&ended.summary(), &json!({"sent": 3, "answered": 3, "differing": 0, "lost": 0}));
        }
    }
}

#[test]
fn a_server_that_never_answers_is_waited_for_as_long_as_told_and_no_shorter() {
    for (wire, transport) in ways() {
        let to = if transport == "--udp" {
            fake_udp(|_, _| Vec::new())
        } else {
            fake_tcp(move |mut stream| {
                if wire == "named" {
                    stream.write_all(b"Client01").unwrap();
                }
                let _ = stream.read_to_end(&mut Vec::new());
                // Silent to the last.
                thread::sleep(DEADLINE);
            })
        };
        let start = Instant::now();
        let args = ["--wire", wire, transport, "--reply-timeout", "300ms", "-n", "1", "--json"];
        let ended = run_client(to, &args, "").expect_exit(1);
        assert!(start.elapsed() >= Duration::from_millis(300), "{wire} {transport}: {:?}", start.elapsed());
        expect_values(&ended.summary(), &json!({"is_good": false, "sent": 1, "answered": 0, "lost": 1}));
    }
}

#[test]
fn a_filter_does_not_wait_for_ever_for_a_server_that_never_answers() {
    for transport in ["--tcp", "--udp"] {
        let to = match transport {
            "--udp" => fake_udp(|_, _| Vec::new()),
            _ => fake_tcp(|mut stream| {
                let _ = stream.read_to_end(&mut Vec::new());
                thread::sleep(DEADLINE);
            }),
        };
        let ended = run_client(to, &[transport, "--reply-timeout", "300ms"], "hello\n").expect_exit(1);
        assert_eq!(ended.stdout, "", "{transport}\n{ended}");
    }
}

#[test]
fn a_filter_does_not_wait_for_ever_for_a_server_that_takes_nothing() {
    let to = fake_tcp(|_stream| thread::sleep(DEADLINE));
    let (code, stdout, stderr) = pass_through(to, &["--reply-timeout", "300ms"], vec![b'x'; 32_000_000]);
    assert_eq!((code, stdout.len()), (Some(1), 0), "{stderr}");
}

#[test]
fn a_server_that_answers_only_after_the_end_is_told_of_the_end() {
    let at = fake_tcp(|mut peer| {
        let said = until_end(&mut peer);
        peer.write_all(&said).unwrap();
    });
    let ended = run_client(at, &[], "one\ntwo\n").expect_exit(0);
    assert_eq!(ended.stdout, "one\ntwo\n", "{ended}");
}

#[test]
fn a_server_that_does_not_greet_gives_no_name() {
    let to = fake_tcp(|mut stream| {
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let ended = run_client(to, &["--wire", "named", "--reply-timeout", "300ms"], "hello\n").expect_exit(1);
    assert!(ended.stderr.contains("--wire"), "it says what to try\n{ended}");
}

#[test]
fn datagrams_that_are_changed_lost_doubled_or_late_are_counted_each() {
    for wire in WIRES {
        let to = fake_udp(|number, datagram| match number {
            // Changed, lost, twice.
            2 => vec![datagram.iter().map(|byte| byte ^ 1).collect()],
            3 => Vec::new(),
            4 => vec![datagram.to_vec(); 2],
            _ => vec![datagram.to_vec()],
        });
        let args = ["--wire", wire, "--udp", "-n", "6", "-i", "50ms", "--reply-timeout", "1s", "--json"];
        let ended = run_client(to, &args, "").expect_exit(1);
        let summary = ended.summary();
        expect_values(
            &summary,
            &json!({"sent": 6, "answered": 4, "differing": 1, "lost": 1, "duplicates": 1, "is_good": false}),
        );
        let all = ended.events();
        assert_eq!(events(&all, "lost").len(), 1, "{ended}");
        let differing = events(&all, "answer").iter().filter(|answer| answer["verdict"] == "differs").count();
        assert_eq!(differing, 1, "{ended}");
        assert_eq!(number(&summary["rtt"], "count"), 4, "{ended}");
    }
    // The answer to the first comes after its time, before that to the second.
    let first = std::sync::Mutex::new(Vec::new());
    let to = fake_udp(move |number, datagram| {
        let mut held = first.lock().unwrap();
        if number == 1 {
            *held = datagram.to_vec();
            return Vec::new();
        }
        let late = std::mem::take(&mut *held);
        [late, datagram.to_vec()].into_iter().filter(|answer| !answer.is_empty()).collect()
    });
    let ended = run_client(to, &["--udp", "-n", "2", "--reply-timeout", "1s", "--json"], "").expect_exit(1);
    expect_values(&ended.summary(), &json!({"sent": 2, "answered": 1, "differing": 0, "lost": 1, "late": 1}));
}

#[test]
fn a_datagram_from_another_address_is_no_answer() {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    let client =
        client(socket.local_addr().unwrap(), &["--udp", "-n", "1", "--reply-timeout", "10m", "--json"]);
    let mut buffer = [0; 1000];
    let (length, from) = socket.recv_from(&mut buffer).unwrap();
    let stranger = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    // The system may tell the stranger that nobody listens to it; that too is being ignored.
    let _ = stranger.send_to(b"wrong", from);
    socket.send_to(&buffer[..length], from).unwrap();
    let ended = client.end().expect_exit(0);
    expect_values(&ended.summary(), &json!({"answered": 1, "differing": 0}));
}

// What a client makes up and tells.

#[test]
fn made_up_messages_are_as_many_and_as_long_as_told() {
    for (wire, transport) in ways() {
        for ip in loopbacks() {
            let server = server(&["--wire", wire, "--suffix", "ACK", "--bind", ip, "--json"]);
            let args = [
                "--wire", wire, transport, "--suffix", "ACK", "-n", "5", "-s", "100", "-i", "10ms", "--json",
            ];
            let start = Instant::now();
            let ended = run_client(server.address(), &args, "").expect_exit(0);
            assert!(start.elapsed() >= Duration::from_millis(40), "four intervals: {:?}", start.elapsed());
            let suffix = if (wire, transport) == ("named", "--tcp") { 3 } else { 0 };
            let summary = ended.summary();
            expect_values(
                &summary,
                &json!({"role": "client", "transport": &transport[2..], "wire": wire, "is_good": true,
                    "server": server.address().to_string(), "sent": 5, "answered": 5, "differing": 0, "lost": 0,
                    "late": 0, "duplicates": 0, "sent_bytes": 500}),
            );
            let answers = events(&ended.events(), "answer");
            let lengths: Vec<u64> = answers.iter().map(|answer| number(answer, "length_bytes")).collect();
            assert_eq!(lengths, [100 + suffix; 5], "{ended}");
            let rtts: Vec<u64> = answers.iter().map(|answer| number(answer, "rtt_ns")).collect();
            let rtt = &summary["rtt"];
            assert_eq!(number(rtt, "count"), 5, "{ended}");
            let near = |got: u64, expected: Option<&u64>| {
                let expected = *expected.unwrap();
                assert!(got.abs_diff(expected) <= expected / 500 + 1, "{got} is not {expected}\n{ended}");
            };
            near(number(rtt, "min_ns"), rtts.iter().min());
            near(number(rtt, "max_ns"), rtts.iter().max());
            // In bytes at the server too, over whatever it came.
            let seen = server.stop().summary();
            assert!(number(over(&seen, &transport[2..]), "in_bytes") >= 500, "{seen}");
        }
    }
}

#[test]
fn made_up_messages_may_be_of_any_size() {
    let server = server(&[]);
    for (transport, size) in [("--tcp", "1"), ("--tcp", "1M"), ("--udp", "1"), ("--udp", "65507")] {
        let args = [transport, "-n", "3", "-s", size, "--json"];
        let ended = run_client(server.address(), &args, "").expect_exit(0);
        expect_values(&ended.summary(), &json!({"sent": 3, "answered": 3, "differing": 0}));
    }
    let ended = run_client(server.address(), &["--udp", "-n", "1", "-s", "65508"], "").expect_exit(2);
    assert!(ended.stderr.contains("65507") || ended.stderr.contains("65508"), "{ended}");
}

#[test]
fn the_summary_is_for_people_unless_json_is_asked_for() {
    let server = server(&[]);
    let ended = run_client(server.address(), &["-n", "3", "-s", "10"], "").expect_exit(0);
    assert!(ended.stdout.contains("3 sent") && ended.stdout.contains("30"), "{ended}");
    assert!(ended.stdout.contains("min ") && ended.stdout.contains("max "), "{ended}");
    assert!(serde_json::from_str::<Value>(ended.stdout.lines().last().unwrap()).is_err(), "{ended}");
}

#[test]
fn a_trace_shows_both_directions_and_leaves_the_data_alone() {
    for (wire, transport) in ways() {
        let server = server(&["--wire", wire, "--suffix", "ACK"]);
        let args = ["--wire", wire, transport, "--suffix", "ACK", "--trace"];
        let ended = run_client(server.address(), &args, "hello\n").expect_exit(0);
        let all = format!("{}{}", ended.stdout, ended.stderr);
        for shown in [" -> ", " <- ", "`hello", "bytes", &server.address().to_string()] {
            assert!(all.contains(shown), "{wire} {transport}: {shown}\n{ended}");
        }
        expect_escaped(&ended);
    }
}

#[test]
fn ctrl_c_during_a_run_is_a_good_end_with_a_summary() {
    for (wire, transport) in ways() {
        for signal in [Signal::SIGINT, Signal::SIGTERM] {
            let server = server(&["--wire", wire]);
            let args = ["--wire", wire, transport, "-n", "0", "-i", "20ms", "--json"];
            let client = client(server.address(), &args);
            client.wait_for("an answer", |stdout| stdout.contains("\"answer\"").then_some(()));
            client.signal(signal);
            let summary = client.end().expect_exit(0).summary();
            expect_values(
                &summary,
                &json!({"ended_by": "signal", "is_good": true, "differing": 0, "lost": 0}),
            );
            assert!(number(&summary, "answered") >= 1, "{summary}");
        }
    }
}

#[test]
fn ctrl_c_ends_a_filter_whose_stdin_stays_open() {
    for (wire, transport) in ways() {
        let server = server(&["--wire", wire]);
        let mut client = client(server.address(), &["--wire", wire, transport]);
        client.say("hello\n");
        client.wait_for("its answer", |stdout| (stdout == "hello\n").then_some(()));
        client.signal(Signal::SIGINT);
        let ended = client.end();
        assert!(matches!(ended.status.code(), Some(0 | 1)), "it ends gently: {wire} {transport}\n{ended}");
        assert_eq!(ended.stdout.lines().next(), Some("hello"), "{ended}");
    }
}

// A terminal.

const EVIL: &[u8] = b"evil \x1b]0;owned\x07 \x1b[2J end";

/// A server that answers whatever it hears with control bytes.
fn evil_server() -> SocketAddr {
    fake_tcp(|mut stream| {
        let _ = stream.read(&mut [0; 1000]);
        let _ = stream.write_all(EVIL);
        let _ = stream.read_to_end(&mut Vec::new());
    })
}

#[test]
fn a_pipe_gets_the_bytes_as_they_are_and_a_terminal_gets_them_escaped() {
    let (_, stdout, _) = pass_through(evil_server(), &["--reply-timeout", "1s"], b"hello".to_vec());
    assert_eq!(stdout.escape_ascii().to_string(), EVIL.escape_ascii().to_string());

    let there = Command::new("script").arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        let required = std::env::var("SOCKCTL_REQUIRE_PEERS").is_ok_and(|value| value == "1");
        assert!(!required, "there is no script, and SOCKCTL_REQUIRE_PEERS=1");
        return say("skipped: an echo client on a terminal, there is no script");
    }
    for wire in ["rfc862", "lab"] {
        let client = sockctl(&[
            "echo",
            "client",
            &evil_server().to_string(),
            "--wire",
            wire,
            "--reply-timeout",
            "1s",
            "--color",
            "never",
        ]);
        let words: Vec<String> = [client.get_program()]
            .into_iter()
            .chain(client.get_args())
            .map(|word| format!("'{}'", word.to_str().unwrap()))
            .collect();
        let mut script = Command::new("script");
        // Its input comes from a pipe; its output is the terminal.
        script.args(["-qec", &format!("echo hello | {}", words.join(" ")), "/dev/null"]);
        for (name, value) in client.get_envs() {
            match value {
                Some(value) => script.env(name, value),
                None => script.env_remove(name),
            };
        }
        let ended = finish(script, "");
        assert!(ended.stdout.contains("evil ") && ended.stdout.contains("end"), "{wire}\n{ended}");
        let raw =
            ended.stdout.chars().find(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'));
        assert_eq!(raw, None, "{wire}: {:?}", ended.stdout);
    }
}

#[test]
fn what_a_server_says_is_escaped_wherever_it_is_not_the_data() {
    for how in [&["--json"][..], &["--json", "-n", "1"], &["-n", "1"], &["-n", "1", "--trace"]] {
        for wire in WIRES {
            let args = [how, &["--wire", wire, "--reply-timeout", "300ms"]].concat();
            expect_escaped(&run_client(evil_server(), &args, "hello\n").expect_exit(1));
            let greets = fake_tcp(|mut stream| {
                stream.write_all(EVIL).unwrap();
                let _ = stream.read_to_end(&mut Vec::new());
            });
            expect_escaped(&run_client(greets, &args, "hello\n"));
        }
    }
}

// Command lines that are wrong.

#[test]
fn what_makes_no_sense_is_a_usage_error() {
    for (args, names) in [
        (&["echo", "client", "--wire", "telnet"][..], "telnet"),
        (&["echo", "serve", "--wire", "telnet"], "telnet"),
        (&["echo", "client", "--tcp", "--udp"], "--udp"),
        (&["echo", "serve", "--port", "0", "--tcp", "--udp"], "--udp"),
        (&["echo", "client", "-n", "-1"], "-1"),
        (&["echo", "client", "-s", "many"], "many"),
        (&["echo", "client", "-i", "soon"], "soon"),
        (&["echo", "client", "--port", "0"], "0"),
        (&["echo", "client", "-4", "-6"], "--ipv6"),
        (&["echo", "serve", "--port", "70000"], "70000"),
        (&["echo", "serve", "--port", "0", "--max-clients", "few"], "few"),
        (&["echo", "serve", "--port", "0", "--remote-stop", "all"], "all"),
        (&["echo", "serve", "--port", "0", "--deny", "10.0.0.0/99"], "10.0.0.0/99"),
    ] {
        let ended = run(args, "").expect_exit(2);
        assert_eq!(ended.stdout, "", "nothing on stdout for {args:?}\n{ended}");
        assert!(ended.stderr.contains(names), "{args:?} names {names}\n{ended}");
    }
}

#[test]
fn a_port_that_is_taken_over_one_transport_is_said_and_nothing_is_served() {
    let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    for (taken, port) in
        [("tcp", tcp.local_addr().unwrap().port()), ("udp", udp.local_addr().unwrap().port())]
    {
        let port = port.to_string();
        let ended = run(&["echo", "serve", "--bind", "127.0.0.1", "--port", &port], "").expect_exit(3);
        assert!(ended.stdout.is_empty(), "no ready line\n{ended}");
        assert!(ended.stderr.contains(&port) && ended.stderr.contains("ss "), "{taken}\n{ended}");
    }
}
