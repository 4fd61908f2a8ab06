//! `sockctl dual-stack` on loopback: the real executable against itself and against small peers written here.
//!
//! Times are compared with times that were waited for, in one direction only: nothing comes before its time.

use std::io::{Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use nix::sys::signal::Signal;
use serde_json::Value;

use crate::harness::{
    ClosedPort, DEADLINE, Ended, Process, Server, connect, eventually, finish, has_ipv6, loopbacks, reset,
    run, say, sockctl, until_closed,
};

const ACKNOWLEDGEMENT: &str = "Acknowledgement";

fn server(args: &[&str]) -> Server {
    Server::start("dual-stack", &[&["--bind", "127.0.0.1"], args].concat())
}

fn client(server: SocketAddr, args: &[&str]) -> Ended {
    run(&[&["dual-stack", "client", &server.to_string()], args].concat(), "")
}

fn family(address: impl Into<IpAddr>) -> [&'static str; 2] {
    if address.into().is_ipv4() { ["IPv4", "ipv4"] } else { ["IPv6", "ipv6"] }
}

fn number(event: &Value, key: &str) -> u64 {
    event[key].as_u64().unwrap_or_else(|| panic!("{key} is a number in {event}"))
}

fn all<'a>(events: &'a [Value], name: &str) -> Vec<&'a Value> {
    events.iter().filter(|event| event["event"] == name).collect()
}

/// A server of our own that does this with its first client.
struct Peer<T> {
    address: SocketAddr,
    done: JoinHandle<T>,
}

impl<T: Send + 'static> Peer<T> {
    fn start(with: impl FnOnce(TcpStream) -> T + Send + 'static) -> Peer<T> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let done = thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            stream.set_read_timeout(Some(DEADLINE)).unwrap();
            stream.set_nodelay(true).unwrap();
            with(stream)
        });
        Peer { address, done }
    }

    fn done(self) -> T {
        self.done.join().unwrap()
    }
}

/// The next message, as a student's program takes it: one read.
fn next(stream: &mut TcpStream) -> String {
    let mut buffer = [0; 1024];
    let length = stream.read(&mut buffer).unwrap();
    String::from_utf8(buffer[..length].to_vec()).unwrap()
}

/// A dialogue with a server, in which nothing comes but what is expected.
struct Dialogue(TcpStream);

impl Dialogue {
    fn with(server: SocketAddr) -> Dialogue {
        Dialogue(connect(server))
    }

    fn say(&mut self, text: impl AsRef<[u8]>) {
        self.0.write_all(text.as_ref()).unwrap();
    }

    #[track_caller]
    fn hear(&mut self, answer: &str) {
        let mut heard = vec![0; answer.len()];
        self.0.read_exact(&mut heard).unwrap();
        assert_eq!(heard.escape_ascii().to_string(), answer.escape_default().to_string());
    }

    /// Says it and is acknowledged, as is a text after it: so nothing else came.
    #[track_caller]
    fn expect_acknowledged(&mut self, text: impl AsRef<[u8]>) {
        self.say(text);
        self.hear(ACKNOWLEDGEMENT);
    }

    /// The server closes without another word.
    #[track_caller]
    fn expect_end(mut self) {
        assert_eq!(until_closed(&mut self.0).escape_ascii().to_string(), "");
    }
}

// Both ends.

#[test]
fn five_texts_are_acknowledged_over_each_family() {
    for ip in loopbacks() {
        let server = Server::start("dual-stack", &["--bind", ip, "--json"]);
        let at = server.address();
        let [name, key] = family(at.ip());
        let text = client(at, &["--wire", "course"]).expect_exit(0);
        let lines: Vec<&str> = text.stdout.lines().collect();
        assert_eq!(lines[0], format!("{ip} has {ip}"), "{text}");
        assert!(lines[1].starts_with(&format!("connected to {at} over {name} in ")), "{text}");
        for count in 1..=5 {
            let start = format!("message {count}: Acknowledgement, rtt ");
            assert!(lines[1 + count].starts_with(&start), "{text}");
        }
        assert!(lines[7].starts_with(&format!("{ip} took {name}: from ")), "{text}");
        assert!(lines[7].contains(&format!(" to {at}; 5 of 5 messages acknowledged, rtt mean ")), "{text}");
        assert_eq!((lines.len(), text.stderr.as_str()), (8, ""), "{text}");

        let json = client(at, &["--wire", "course", "--json"]).expect_exit(0);
        let events = json.events();
        let resolved = all(&events, "resolved");
        assert_eq!(resolved.len(), 1, "{json}");
        assert_eq!((&resolved[0]["host"], &resolved[0]["addresses"]), (&(*ip).into(), &vec![*ip].into()));
        let attempts = all(&events, "attempt");
        assert_eq!(attempts.len(), 1, "{json}");
        assert_eq!(attempts[0]["server"], at.to_string(), "{json}");
        assert_eq!((&attempts[0]["family"], &attempts[0]["connected"]), (&key.into(), &true.into()));
        let answers = all(&events, "answer");
        let numbers: Vec<u64> = answers.iter().map(|answer| number(answer, "number")).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5], "{json}");
        assert!(answers.iter().all(|answer| answer["text"] == ACKNOWLEDGEMENT && answer["rtt_ns"].is_u64()));
        let summary = json.summary();
        assert_eq!((&summary["family"], &summary["server"]), (&key.into(), &at.to_string().into()), "{json}");
        let own: SocketAddr = summary["client"].as_str().unwrap().parse().unwrap();
        assert_eq!(own.ip(), at.ip(), "{json}");
        let counts = ["sent", "acknowledged"].map(|count| number(&summary, count));
        assert_eq!((counts, number(&summary["rtt"], "count")), ([5, 5], 5), "{json}");

        let summary = server.stop().summary();
        let families = if key == "ipv4" { [2, 0] } else { [0, 2] };
        assert_eq!(["ipv4", "ipv6"].map(|key| number(&summary, key)), families, "{summary}");
        assert_eq!((number(&summary, "acknowledged"), number(&summary, "connections")), (10, 2), "{summary}");
        // Five texts of 10 bytes and `exit`, twice; five acknowledgements of 15 bytes, twice.
        assert_eq!(["in_bytes", "out_bytes"].map(|key| number(&summary, key)), [108, 150], "{summary}");
    }
}

#[test]
fn one_server_has_both_families_and_counts_each() {
    if !has_ipv6() {
        return say("skipped: both families at once, this machine has no ::1");
    }
    let server = Server::start("dual-stack", &["--json"]);
    let port = server.address().port();
    assert!(server.addresses().iter().all(|at| at.port() == port), "{:?}", server.addresses());
    for (ip, count) in [("127.0.0.1", "1"), ("::1", "2"), ("::1", "3")] {
        let at = SocketAddr::new(ip.parse().unwrap(), port);
        client(at, &["--wire", "course", "-n", count]).expect_exit(0);
    }
    let summary = server.stop().summary();
    assert_eq!(["ipv4", "ipv6", "acknowledged"].map(|key| number(&summary, key)), [1, 2, 6], "{summary}");
}

#[test]
fn the_course_profile_has_the_dialogue_and_events() {
    let server = server(&["--profile", "course"]);
    let ended = client(server.address(), &["--profile", "course", "-n", "2"]).expect_exit(0);
    assert!(ended.stdout.contains("; 2 of 2 messages acknowledged"), "{ended}");
    let left = |stdout: &str| stdout.contains(" closed\n").then_some(());
    server.process().wait_for("the client has left", left);
    let ended = server.stop();
    let at = |line: &str| ended.stdout.find(line).unwrap_or_else(|| panic!("{line}\n{ended}"));
    assert!(at("\nConnected to 127.0.0.1:") < at(" says: Hii Server\n"), "{ended}");
    assert!(at(" says: Hii Server\n") < at("\nConnection with 127.0.0.1:"), "{ended}");
    assert_eq!(ended.stdout.matches("says: Hii Server\n").count(), 2, "{ended}");
    assert!(ended.stdout.contains("  clients   1 over IPv4, 0 over IPv6, 0 open now"), "{ended}");
    assert!(ended.stdout.contains("  messages  2 acknowledged\n"), "{ended}");
}

// The client.

#[test]
fn each_text_waits_for_the_acknowledgement_of_the_one_before() {
    let peer = Peer::start(|mut stream| {
        let mut said = Vec::new();
        loop {
            let message = next(&mut stream);
            if message.is_empty() {
                return said;
            }
            // While it is not answered, nothing follows.
            thread::sleep(Duration::from_millis(30));
            stream.set_nonblocking(true).unwrap();
            if message != "exit" {
                assert!(stream.peek(&mut [0]).is_err(), "something follows {message}");
            }
            stream.set_nonblocking(false).unwrap();
            if message != "exit" {
                stream.write_all(ACKNOWLEDGEMENT.as_bytes()).unwrap();
            }
            said.push(message);
        }
    });
    let ended = client(peer.address, &["--wire", "course", "--json", "-n", "3"]).expect_exit(0);
    assert_eq!(peer.done(), ["Hii Server", "Hii Server", "Hii Server", "exit"]);
    let events = ended.events();
    for answer in all(&events, "answer") {
        assert!(number(answer, "rtt_ns") >= 30_000_000, "it took that long: {answer}");
    }
    let rtt = &ended.summary()["rtt"];
    assert!(number(rtt, "min_ns") >= 30_000_000 && number(rtt, "max_ns") >= number(rtt, "mean_ns"), "{rtt}");
}

#[test]
fn nothing_is_said_unless_it_is_asked_for() {
    for args in [&[][..], &["-n", "3"], &["--wire", "tcp"], &["--json"]] {
        let peer = Peer::start(|mut stream| {
            let mut heard = Vec::new();
            stream.read_to_end(&mut heard).map(|_| heard)
        });
        let at = peer.address;
        let ended = client(at, args).expect_exit(0);
        assert_eq!(peer.done().unwrap(), b"", "{args:?}: not a byte, and an orderly end");
        if args == ["--json"] {
            let summary = ended.summary();
            assert_eq!((&summary["wire"], &summary["family"]), (&"tcp".into(), &"ipv4".into()), "{ended}");
            assert_eq!((&summary["sent"], &summary["rtt"]), (&0.into(), &Value::Null), "{ended}");
            assert!(number(&summary, "connect_ns") > 0, "{ended}");
        } else {
            let lines: Vec<&str> = ended.stdout.lines().collect();
            assert_eq!((lines.len(), lines[0]), (3, "127.0.0.1 has 127.0.0.1"), "{ended}");
            assert!(lines[1].starts_with(&format!("connected to {at} over IPv4 in ")), "{ended}");
            assert!(lines[2].starts_with("127.0.0.1 took IPv4: from 127.0.0.1:"), "{ended}");
        }
    }
}

#[test]
fn a_refused_connection_is_no_start_but_to_the_course_an_answer() {
    let closed = ClosedPort::tcp();
    for (args, code) in [(&[][..], 3), (&["--wire", "course"], 1), (&["--profile", "course"], 1)] {
        let ended = client(closed.address(), args).expect_exit(code);
        let line = format!("no connection to {} over IPv4: connection refused after ", closed.address());
        assert!(ended.stdout.contains(&line), "{ended}");
        let ended = client(closed.address(), &[args, &["--json"]].concat()).expect_exit(code);
        let events = ended.events();
        let attempt = all(&events, "attempt")[0];
        assert_eq!(
            (&attempt["connected"], &attempt["reason"]),
            (&false.into(), &"connection refused".into())
        );
        let summary = ended.summary();
        assert_eq!((&summary["family"], &summary["server"]), (&Value::Null, &Value::Null), "{ended}");
        assert!(summary["why"].as_str().is_some_and(|why| why.contains("sockctl dual-stack serve")));
    }
}

#[test]
fn a_connection_that_nobody_takes_times_out() {
    // More connections than the listener's queue holds: the system drops what comes after them.
    let listener = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    listener.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let fill = |_| {
        let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
        socket.set_nonblocking(true).unwrap();
        let _ = socket.connect(&address);
        socket
    };
    let _filling: Vec<socket2::Socket> = (0..20).map(fill).collect();
    let address = address.as_socket().unwrap();
    for (args, code) in [(&[][..], 3), (&["--wire", "course"], 1)] {
        let args = [args, &["--reply-timeout", "200ms", "--json"]].concat();
        let ended = client(address, &args).expect_exit(code);
        let events = ended.events();
        let attempt = all(&events, "attempt")[0];
        assert_eq!((&attempt["connected"], &attempt["reason"]), (&false.into(), &"timed out".into()));
        assert!(number(attempt, "duration_ns") >= 200_000_000, "{ended}");
    }
}

#[test]
fn a_server_that_acknowledges_nothing_is_waited_for_as_long_as_was_said() {
    for answers in [0, 2] {
        let peer = Peer::start(move |mut stream| {
            for _ in 0..answers {
                next(&mut stream);
                stream.write_all(ACKNOWLEDGEMENT.as_bytes()).unwrap();
            }
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest);
        });
        let at = peer.address;
        let args = ["--wire", "course", "--reply-timeout", "200ms", "--json"];
        let ended = client(at, &args).expect_exit(1);
        let summary = ended.summary();
        let counts = ["sent", "acknowledged"].map(|key| number(&summary, key));
        assert_eq!(counts, [answers + 1, answers], "{ended}");
        let why = summary["why"].as_str().unwrap();
        assert!(why.contains(&at.to_string()) && why.contains("200.0 ms"), "{why}");
        peer.done();
    }
}

#[test]
fn a_server_that_breaks_off_is_said() {
    for how in ["close", "reset"] {
        let peer = Peer::start(move |mut stream| {
            next(&mut stream);
            stream.write_all(ACKNOWLEDGEMENT.as_bytes()).unwrap();
            next(&mut stream);
            if how == "reset" {
                reset(stream);
            }
        });
        let at = peer.address;
        let ended = client(at, &["--wire", "course", "--json"]).expect_exit(1);
        let summary = ended.summary();
        assert_eq!(["sent", "acknowledged"].map(|key| number(&summary, key)), [2, 1], "{ended}");
        assert!(summary["why"].as_str().is_some_and(|why| why.contains(&at.to_string())), "{ended}");
        peer.done();
    }
}

#[test]
fn an_answer_in_pieces_is_one_and_another_text_is_no_acknowledgement() {
    let pieces = Peer::start(|mut stream| {
        next(&mut stream);
        for piece in ["Ack", "nowledge", "ment"] {
            thread::sleep(Duration::from_millis(20));
            stream.write_all(piece.as_bytes()).unwrap();
        }
        next(&mut stream)
    });
    let ended = client(pieces.address, &["--wire", "course", "-n", "1"]).expect_exit(0);
    assert!(ended.stdout.contains("1 of 1 messages acknowledged"), "{ended}");
    assert_eq!(pieces.done(), "exit");

    for json in [false, true] {
        let other = Peer::start(|mut stream| {
            next(&mut stream);
            stream.write_all(b"\x1b[31mNo\x07").unwrap();
            next(&mut stream)
        });
        let args: &[&str] = if json { &["--json"] } else { &[] };
        let ended = client(other.address, &[&["--wire", "course", "-n", "1"], args].concat()).expect_exit(1);
        assert!(!ended.stdout.contains(['\x1b', '\x07']), "what comes from outside is escaped\n{ended:?}");
        assert!(ended.stdout.contains("[31mNo"), "it is shown\n{ended}");
        if json {
            let summary = ended.summary();
            assert_eq!(["sent", "acknowledged"].map(|key| number(&summary, key)), [1, 0], "{ended}");
        }
        assert_eq!(other.done(), "exit");
    }
}

#[test]
fn an_acknowledgement_may_end_in_a_line_end_that_comes_later() {
    for text in [&b"\nAcknowledgement"[..], b"Acknowledgement\r\n"] {
        let peer = Peer::start(move |mut stream| {
            let mut said = [0; 10];
            // The line end before the first belongs to nothing.
            let mut answer = text.trim_ascii_start();
            while stream.read_exact(&mut said).is_ok() {
                stream.write_all(answer).unwrap();
                answer = text;
            }
        });
        let summary =
            client(peer.address, &["--wire", "course", "-n", "4", "--json"]).expect_exit(0).summary();
        assert_eq!(number(&summary, "acknowledged"), 4, "{summary}");
        peer.done();
    }
}

#[test]
fn a_client_without_a_count_goes_on_until_it_is_stopped() {
    let server = server(&["--json"]);
    for (signal, json) in [(Signal::SIGINT, true), (Signal::SIGTERM, false)] {
        let target = server.address().to_string();
        let mut args = vec!["dual-stack", "client", &target, "--wire", "course", "-n", "0"];
        args.extend(json.then_some("--json"));
        let process = Process::start(sockctl(&args));
        let tenth = if json { "\"number\":10," } else { "message 10: " };
        process.wait_for("ten answers", |stdout| stdout.contains(tenth).then_some(()));
        process.signal(signal);
        let ended = process.end().expect_exit(0);
        if json {
            let summary = ended.summary();
            assert!(summary["ended_by"] == "signal" && number(&summary, "acknowledged") >= 10, "{ended}");
        } else {
            assert!(ended.stdout.lines().last().unwrap().contains(" messages acknowledged, rtt "), "{ended}");
        }
    }
}

#[test]
fn a_client_that_waits_is_stopped_at_once_and_gives_figures_meanwhile() {
    let peer = Peer::start(|mut stream| {
        next(&mut stream);
        stream.write_all(ACKNOWLEDGEMENT.as_bytes()).unwrap();
        let mut rest = String::new();
        let _ = stream.read_to_string(&mut rest);
        rest
    });
    let target = peer.address.to_string();
    let args =
        ["dual-stack", "client", &target, "--wire", "course", "--reply-timeout", "1h", "--trace", "--json"];
    let process = Process::start(sockctl(&args));
    process.wait_for("the first answer", |stdout| stdout.contains("\"answer\"").then_some(()));
    process.signal(Signal::SIGUSR1);
    process.wait_for("figures", |stdout| stdout.contains("\"interim\"").then_some(()));
    process.signal(Signal::SIGINT);
    let ended = process.end();
    let summary = ended.summary();
    assert_eq!((number(&summary, "acknowledged"), &summary["ended_by"]), (1, &"signal".into()), "{ended}");
    let rest = peer.done();
    assert!(rest.starts_with("Hii Server"), "{rest}");
}

#[test]
fn wrong_words_are_refused() {
    for (args, said) in [
        (&["client", "-4", "-6"][..], "cannot be used with"),
        (&["client", "-n", "many"], "many"),
        (&["client", "-n", "-1"], "-1"),
        (&["client", "--wire", "udp"], "udp"),
        (&["client", "--reply-timeout", "0"], "longer than zero"),
        (&["client", "::1:80"], "::1:80"),
        (&["client", "a", "b"], "b"),
        (&["serve", "--max-clients", "few"], "few"),
        (&["serve", "--idle-timeout", "soon"], "soon"),
        (&["serve", "--port", "70000"], "70000"),
        (&["serve", "--udp"], "--udp"),
    ] {
        let ended = run(&[&["dual-stack"], args].concat(), "").expect_exit(2);
        assert!(ended.stdout.is_empty() && ended.stderr.contains(said), "{args:?}\n{ended}");
    }
}

// Names.

#[test]
fn an_address_of_the_other_family_is_refused() {
    for (target, flag) in [("127.0.0.1:9", "-6"), ("[::1]:9", "-4")] {
        for wire in ["tcp", "course"] {
            let ended = run(&["dual-stack", "client", target, flag, "--wire", wire], "").expect_exit(3);
            assert!(ended.stderr.contains(flag), "{ended}");
        }
    }
    let ended = run(&["dual-stack", "client", "no-such-host.invalid:9"], "").expect_exit(3);
    assert!(ended.stderr.contains("no-such-host.invalid"), "{ended}");
}

/// Runs it where `names.test` has these addresses, in the order that the system makes of them, which it gives too.
/// None, with a word, where this user may not have a file system of his own.
fn with_name(addresses: &[&str], args: &[&str]) -> Option<(Vec<IpAddr>, Command)> {
    let lines: String = addresses.iter().map(|address| format!("{address} names.test\n")).collect();
    let script = "set -e; t=$(mktemp); trap 'rm -f $t' EXIT; printf '%s' \"$HOSTS\" >$t; \
                  mount --bind $t /etc/hosts; \"$@\"";
    let wrapped = |program: &std::ffi::OsStr, args: Vec<&std::ffi::OsStr>| {
        use std::os::unix::fs::MetadataExt;
        let is_root = std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
        let mut command = Command::new("unshare");
        command.args(if is_root { ["-m", "--"] } else { ["-rm", "--"] }).args(["sh", "-c", script, "sh"]);
        command.arg(program).args(args).env("HOSTS", &lines);
        for (name, value) in sockctl::<&str>(&[]).get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    };
    let found = wrapped("getent".as_ref(), vec!["ahosts".as_ref(), "names.test".as_ref()]).output();
    let found = found.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let streams = found.lines().filter(|line| line.contains("STREAM"));
    let order: Vec<IpAddr> =
        streams.filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect();
    if order.len() != addresses.len() {
        say(
            "skipped: a name with several addresses, a hosts file of its own (unshare -m) is not to be had here",
        );
        return None;
    }
    let ours = sockctl(args);
    let command = wrapped(ours.get_program(), ours.get_args().collect());
    Some((order, command))
}

/// A listener on the last of these addresses; the others refuse at the same port while the sockets live.
fn last_listens(order: &[IpAddr]) -> (TcpListener, u16, Vec<socket2::Socket>) {
    eventually("a port is free at each address", || {
        let (last, others) = order.split_last().unwrap();
        let listener = TcpListener::bind((*last, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let hold = |ip: &IpAddr| {
            let at = SocketAddr::new(*ip, port);
            let socket =
                socket2::Socket::new(socket2::Domain::for_address(at), socket2::Type::STREAM, None).unwrap();
            socket.bind(&at.into()).ok().map(|()| socket)
        };
        let held: Option<Vec<socket2::Socket>> = others.iter().map(hold).collect();
        held.map(|held| (listener, port, held))
    })
}

/// Pairs of addresses for a name: of both families, of one.
fn pairs() -> Vec<[&'static str; 2]> {
    let mut pairs = vec![["127.0.0.1", "127.0.0.2"]];
    if has_ipv6() {
        pairs.push(["::1", "127.0.0.1"]);
    }
    pairs
}

#[test]
fn a_name_whose_first_address_refuses_is_reached_at_the_next() {
    for addresses in pairs() {
        let Some((order, _)) = with_name(&addresses, &[]) else { return };
        let (listener, port, _held) = last_listens(&order);
        let target = format!("names.test:{port}");
        let tries = order.iter().map(|ip| SocketAddr::new(*ip, port)).collect::<Vec<_>>();
        let ([first, _], [last, key]) = (family(order[0]), family(order[1]));

        let (_, command) = with_name(&addresses, &["dual-stack", "client", &target]).unwrap();
        let text = finish(command, "").expect_exit(0);
        let lines: Vec<&str> = text.stdout.lines().collect();
        assert_eq!(lines[0], format!("names.test has {}, {}", order[0], order[1]), "{text}");
        let refused = format!("no connection to {} over {first}: connection refused after ", tries[0]);
        assert!(lines[1].starts_with(&refused), "{text}");
        assert!(lines[2].starts_with(&format!("connected to {} over {last} in ", tries[1])), "{text}");
        assert!(lines[3].starts_with(&format!("names.test took {last}: from ")), "{text}");
        drop(listener.accept().unwrap());

        let (_, command) = with_name(&addresses, &["dual-stack", "client", &target, "--json"]).unwrap();
        let json = finish(command, "").expect_exit(0);
        let events = json.events();
        let names: Vec<String> = order.iter().map(ToString::to_string).collect();
        assert_eq!(all(&events, "resolved")[0]["addresses"], Value::from(names), "{json}");
        let attempts = all(&events, "attempt");
        let told: Vec<(Value, Value)> =
            attempts.iter().map(|event| (event["server"].clone(), event["connected"].clone())).collect();
        let expected = [(tries[0], false), (tries[1], true)];
        assert_eq!(told, expected.map(|(at, connected)| (at.to_string().into(), connected.into())), "{json}");
        let summary = json.summary();
        assert_eq!((&summary["host"], &summary["family"]), (&"names.test".into(), &key.into()), "{json}");
        assert_eq!(summary["server"], tries[1].to_string(), "{json}");

        // Nobody is left to take it.
        drop(listener);
        for (wire, code) in [("tcp", 3), ("course", 1)] {
            let args = ["dual-stack", "client", &target, "--wire", wire, "--json"];
            let ended = finish(with_name(&addresses, &args).unwrap().1, "").expect_exit(code);
            let events = ended.events();
            assert_eq!(all(&events, "attempt").len(), 2, "each was tried\n{ended}");
            assert_eq!(ended.summary()["family"], Value::Null, "{ended}");
        }
    }
}

#[test]
fn a_family_that_is_asked_for_is_taken_and_no_other() {
    if !has_ipv6() {
        return say("skipped: -4 and -6 for a name, this machine has no ::1");
    }
    let server = Server::start("dual-stack", &["--json"]);
    let target = format!("names.test:{}", server.address().port());
    let both = ["::1", "127.0.0.1"];
    for (flag, ip, key) in [("-4", "127.0.0.1", "ipv4"), ("-6", "::1", "ipv6")] {
        let args = ["dual-stack", "client", &target, flag, "--wire", "course", "-n", "1", "--json"];
        let Some((order, command)) = with_name(&both, &args) else { return };
        let ended = finish(command, "").expect_exit(0);
        assert_eq!(ended.summary()["family"], key, "{ended}");
        let events = ended.events();
        assert_eq!(all(&events, "attempt").len(), 1, "{ended}");
        let resolved = all(&events, "resolved")[0]["addresses"].as_array().unwrap().clone();
        assert!(resolved.contains(&ip.into()), "{ended}");

        // Without the flag it is the first, whichever that is.
        let args = ["dual-stack", "client", &target, "--json"];
        let ended = finish(with_name(&both, &args).unwrap().1, "").expect_exit(0);
        assert_eq!(ended.summary()["family"], family(order[0])[1], "{ended}");

        // A name that has the other family alone.
        let other = if flag == "-4" { "::1" } else { "127.0.0.1" };
        let args = ["dual-stack", "client", &target, flag];
        let ended = finish(with_name(&[other], &args).unwrap().1, "").expect_exit(3);
        assert!(ended.stderr.contains("names.test") && ended.stderr.contains(flag), "{ended}");
    }
    let summary = server.stop().summary();
    assert_eq!(number(&summary, "acknowledged"), 2, "{summary}");
}

// The server.

#[test]
fn any_text_is_acknowledged_and_exit_alone_ends_the_connection() {
    for ip in loopbacks() {
        let server = Server::start("dual-stack", &["--bind", ip]);
        let mut dialogue = Dialogue::with(server.address());
        let large = "x".repeat(1000);
        for text in
            ["Hii Server", "x", "Hii Serverexit", "exit\n", "EXIT", " exit", "exit now", "stop", &large]
        {
            dialogue.expect_acknowledged(text);
        }
        for bytes in [&b"\0"[..], b"\xff\xfe", "\u{e9}\u{1f600}".as_bytes(), b"\x1b[2J"] {
            dialogue.expect_acknowledged(bytes);
        }
        dialogue.say("exit");
        dialogue.expect_end();
        // The server is for the next one.
        Dialogue::with(server.address()).expect_acknowledged("Hii Server");
        server.stop();
    }
}

#[test]
fn a_first_message_with_a_newline_makes_lines_of_all() {
    let server = server(&["--json", "--events"]);
    let mut dialogue = Dialogue::with(server.address());
    dialogue.say("one\ntwo\n");
    dialogue.hear("Acknowledgement\nAcknowledgement\n");
    // A line is one message however it is cut.
    dialogue.say("th");
    dialogue.say("ree\nfour\nfi");
    dialogue.hear("Acknowledgement\nAcknowledgement\n");
    dialogue.say("ve\nexit now\n");
    dialogue.hear("Acknowledgement\nAcknowledgement\n");
    dialogue.say("exit\n");
    dialogue.expect_end();

    let mut at_once = Dialogue::with(server.address());
    at_once.say("exit\n");
    at_once.expect_end();
    let mut with_more = Dialogue::with(server.address());
    with_more.say("hello\nexit\nnever\n");
    with_more.hear("Acknowledgement\n");
    with_more.expect_end();
    let ended = server.stop();
    let events = ended.events();
    let texts: Vec<&str> =
        all(&events, "received").iter().map(|event| event["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["one", "two", "three", "four", "five", "exit now", "hello"], "{ended}");
}

#[test]
fn a_client_that_says_its_last_is_answered_before_the_end() {
    let server = server(&[]);
    let mut last = Dialogue::with(server.address());
    last.say("Hii Server");
    last.0.shutdown(Shutdown::Write).unwrap();
    last.hear(ACKNOWLEDGEMENT);
    last.expect_end();
    let silent = Dialogue::with(server.address());
    silent.0.shutdown(Shutdown::Write).unwrap();
    silent.expect_end();
    server.stop();
}

#[test]
fn many_clients_are_served_at_once() {
    let server = server(&["--json"]);
    let mut dialogues: Vec<Dialogue> = (0..300).map(|_| Dialogue::with(server.address())).collect();
    for _ in 0..5 {
        // All ask before any hears, the last one first.
        dialogues.iter_mut().rev().for_each(|dialogue| dialogue.say("Hii Server"));
        dialogues.iter_mut().for_each(|dialogue| dialogue.hear(ACKNOWLEDGEMENT));
    }
    for mut dialogue in dialogues {
        dialogue.say("exit");
        dialogue.expect_end();
    }
    let summary = server.stop().summary();
    assert_eq!(
        ["ipv4", "acknowledged", "broken"].map(|key| number(&summary, key)),
        [300, 1500, 0],
        "{summary}"
    );
}

#[test]
fn a_client_that_resets_harms_nobody() {
    let server = server(&["--json"]);
    let mut bystander = Dialogue::with(server.address());
    for text in ["", "Hii Server", "Hii"] {
        let mut broken = Dialogue::with(server.address());
        if !text.is_empty() {
            broken.expect_acknowledged(text);
        }
        reset(broken.0);
        bystander.expect_acknowledged("Hii Server");
    }
    drop(bystander);
    eventually("all have left", || {
        server.process().signal(Signal::SIGUSR1);
        let events = server.events_so_far();
        let last = all(&events, "interim").last().map(|&interim| interim.clone());
        last.filter(|interim| number(interim, "open") == 0)
    });
    let summary = server.stop().summary();
    assert_eq!(["ipv4", "broken", "acknowledged"].map(|key| number(&summary, key)), [4, 3, 5], "{summary}");
}

#[test]
fn one_client_too_many_is_closed_and_takes_no_place() {
    let server = server(&["--max-clients", "2", "--json"]);
    let mut inside = [Dialogue::with(server.address()), Dialogue::with(server.address())];
    inside.iter_mut().for_each(|dialogue| dialogue.expect_acknowledged("Hii Server"));
    for _ in 0..3 {
        Dialogue::with(server.address()).expect_end();
    }
    inside.iter_mut().for_each(|dialogue| dialogue.expect_acknowledged("Hii Server"));
    let [mut leaver, mut stayer] = inside;
    leaver.say("exit");
    leaver.expect_end();
    eventually("the place is free", || {
        let mut next = connect(server.address());
        // Refused, this may be written to a closed connection.
        next.write_all(b"Hii Server").ok()?;
        let mut answer = [0; 15];
        next.read_exact(&mut answer).ok()
    });
    stayer.expect_acknowledged("Hii Server");
    let summary = server.stop().summary();
    assert!(number(&summary["refused"], "max-clients") >= 3, "{summary}");
}

#[test]
fn a_silent_client_is_let_go_and_one_that_talks_is_not() {
    let server = server(&["--idle-timeout", "1s", "--json"]);
    let mut talks = Dialogue::with(server.address());
    let silent = Dialogue::with(server.address());
    let start = std::time::Instant::now();
    let waits = thread::spawn(move || silent.expect_end());
    while !waits.is_finished() {
        talks.expect_acknowledged("Hii Server");
        thread::sleep(Duration::from_millis(20));
    }
    waits.join().unwrap();
    assert!(start.elapsed() >= Duration::from_millis(900), "not before its time: {:?}", start.elapsed());
    talks.expect_acknowledged("Hii Server");
    talks.say("exit");
    talks.expect_end();
    let summary = server.stop().summary();
    assert_eq!(number(&summary, "idle"), 1, "{summary}");
}

#[test]
fn events_tell_who_comes_says_and_goes_and_are_escaped() {
    for json in [true, false] {
        let server = server(if json { &["--events", "--json"] } else { &["--events"] });
        let mut dialogue = Dialogue::with(server.address());
        let peer = dialogue.0.local_addr().unwrap().to_string();
        dialogue.expect_acknowledged("Hii Server");
        dialogue.expect_acknowledged("\x1b[31mred\x07");
        dialogue.say("exit");
        dialogue.expect_end();
        let gone = if json { "\"disconnected\"" } else { " closed\n" };
        server.process().wait_for("it has left", |stdout| stdout.contains(gone).then_some(()));
        let ended = server.stop();
        assert!(!ended.stdout.contains(['\x1b', '\x07']), "{ended:?}");
        if json {
            let events = ended.events();
            for (name, count) in [("connected", 1), ("received", 2), ("disconnected", 1)] {
                let told = all(&events, name);
                assert_eq!(told.len(), count, "{name}\n{ended}");
                assert!(told.iter().all(|event| event["peer"] == peer.as_str()), "{ended}");
            }
        } else {
            let line = |line: String| assert!(ended.stdout.contains(&line), "{line}\n{ended}");
            line(format!("\nConnected to {peer}\n"));
            line(format!("\n{peer} says: Hii Server\n"));
            line(format!("\nConnection with {peer} closed\n"));
        }
    }
    // Without being asked it tells nothing.
    let quiet = server(&["--json"]);
    Dialogue::with(quiet.address()).expect_acknowledged("Hii Server");
    let ended = quiet.stop();
    assert_eq!(ended.events().len(), 2, "the ready line and the summary\n{ended}");
}

#[test]
fn what_has_no_end_is_not_kept() {
    let server = server(&["--json"]);
    let mut lines = Dialogue::with(server.address());
    lines.say("first\n");
    lines.hear("Acknowledgement\n");
    let before = server.memory();
    // A line of 64 MiB that does not end.
    for _ in 0..64 {
        lines.say(vec![b'x'; 1 << 20]);
    }
    Dialogue::with(server.address()).expect_acknowledged("Hii Server");
    let more = server.memory().saturating_sub(before);
    assert!(more < 16 << 20, "{more} bytes more");
    server.stop();
}

#[test]
fn who_is_denied_is_closed_without_a_word() {
    for rule in [["--deny", "127.0.0.0/8"], ["--allow", "127.0.0.9/32"]] {
        let server = server(&[&rule[..], &["--json"]].concat());
        let mut refused = connect(server.address());
        let _ = refused.write_all(b"Hii Server");
        assert_eq!(until_closed(&mut refused), b"");
        let ended = client(server.address(), &["--wire", "course"]).expect_exit(1);
        assert!(ended.stderr.contains(&server.address().to_string()), "{ended}");
        let summary = server.stop().summary();
        assert_eq!(number(&summary, "acknowledged"), 0, "{summary}");
        let refused: u64 = summary["refused"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
        assert_eq!(refused, 2, "{summary}");
    }
}

#[test]
fn a_signal_ends_a_server_with_clients_gently() {
    for (signal, json) in [(Signal::SIGINT, true), (Signal::SIGTERM, false)] {
        let server = server(if json { &["--json"] } else { &[] });
        let mut dialogue = Dialogue::with(server.address());
        dialogue.expect_acknowledged("Hii Server");
        server.process().signal(Signal::SIGUSR1);
        let interim = if json { "\"interim\"" } else { "so far, after " };
        server.process().wait_for("figures", |stdout| stdout.contains(interim).then_some(()));
        dialogue.expect_acknowledged("Hii Server");
        let ended = server.stop_by(signal).expect_exit(0);
        dialogue.expect_end();
        if json {
            let events = ended.events();
            let interim = all(&events, "interim")[0];
            assert_eq!(["open", "acknowledged"].map(|key| number(interim, key)), [1, 1], "{ended}");
            let summary = ended.summary();
            assert_eq!(["ipv4", "acknowledged"].map(|key| number(&summary, key)), [1, 2], "{ended}");
            assert_eq!(summary["ended_by"], "signal", "{ended}");
        } else {
            assert!(ended.stdout.contains("  clients   1 over IPv4, 0 over IPv6, 1 open now"), "{ended}");
            assert!(ended.stdout.contains("ended by a signal after "), "{ended}");
        }
    }
}
