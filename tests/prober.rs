//! `sockctl ping client` as a STAMP Session-Sender: the real executable against `ping serve`, and against reflectors that
//! are written here octet by octet after RFC 8762, so that what is lost, late, copied or forged is known.
//!
//! Clocks are compared in one direction only, and no packet has to be answered sooner than a slow machine can.

use std::collections::BTreeSet;
use std::fs;
use std::io::IoSliceMut;
use std::net::{SocketAddr, UdpSocket};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use nix::errno::Errno;
use nix::sys::signal::Signal;
use nix::sys::socket::{ControlMessageOwned, MsgFlags, SockaddrIn, recvmsg, setsockopt, sockopt};
use serde_json::{Value, json};

use crate::harness::{
    ClosedPort, Ended, Process, Seeded, Server, UdpPeer, eventually, finish, has_ipv6, loopbacks, run,
    sockctl,
};
use crate::stamp;

/// What ends a [`Reflector`]; no client sends it.
const END: &[u8] = b"end";

const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const OTHER_KEY: &str = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/// A request as it arrived.
#[derive(Clone, Debug)]
struct Request {
    packet: Vec<u8>,
    from: SocketAddr,
    ttl: u8,
    class: u8,
}

impl Request {
    fn sequence(&self) -> u32 {
        u32_at(&self.packet, 0)
    }

    fn ssid(&self) -> u16 {
        u16::from_be_bytes([self.packet[14], self.packet[15]])
    }

    /// T1, in nanoseconds since 1970.
    fn sent_at(&self) -> u64 {
        unix_ns(&self.packet[4..12])
    }

    /// The answer of a reflector whose own count is `own`, and that knows no TLV.
    fn reply(&self, own: u32) -> Vec<u8> {
        let (now, packet) = (ntp_now(), &self.packet);
        let parts: [&[u8]; 11] = [
            &own.to_be_bytes(),
            &now,
            b"\0\x01",
            &packet[14..16],
            &now,
            &packet[..4],
            &packet[4..12],
            &packet[12..14],
            &[0, 0, self.ttl],
            &[0; 3],
            &packet[44..],
        ];
        parts.concat()
    }
}

fn u32_at(packet: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(packet[at..at + 4].try_into().unwrap())
}

/// Nanoseconds since 1970 of an NTP timestamp.
fn unix_ns(octets: &[u8]) -> u64 {
    let (seconds, fraction) = (u64::from(u32_at(octets, 0)), u64::from(u32_at(octets, 4)));
    (seconds - 2_208_988_800) * 1_000_000_000 + ((fraction * 1_000_000_000) >> 32)
}

fn wall_ns() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos()).unwrap()
}

fn ntp_now() -> [u8; 8] {
    let ns = wall_ns();
    let seconds = ns / 1_000_000_000 + 2_208_988_800;
    ((seconds << 32) | (((ns % 1_000_000_000) << 32) / 1_000_000_000)).to_be_bytes()
}

/// A Session-Reflector on 127.0.0.1, in a thread that ends with [`Reflector::heard`].
struct Reflector {
    address: SocketAddr,
    thread: JoinHandle<Vec<Request>>,
}

impl Reflector {
    /// For the nth request, counted from 0, what `answers` gives leaves as it is.
    fn start(mut answers: impl FnMut(usize, &Request) -> Vec<Vec<u8>> + Send + 'static) -> Reflector {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        setsockopt(&socket, sockopt::Ipv4RecvTtl, &true).unwrap();
        setsockopt(&socket, sockopt::IpRecvTos, &true).unwrap();
        let address = socket.local_addr().unwrap();
        let thread = thread::spawn(move || {
            let mut heard = Vec::new();
            loop {
                let request = receive(&socket);
                if request.packet == END {
                    return heard;
                }
                for answer in answers(heard.len(), &request) {
                    // The client may be gone.
                    let _ = socket.send_to(&answer, request.from);
                }
                heard.push(request);
            }
        });
        Reflector { address, thread }
    }

    /// One that answers each request, and counts its answers.
    fn counting() -> Reflector {
        Reflector::start(|nth, request| vec![request.reply(u32::try_from(nth).unwrap())])
    }

    /// Ends it and gives all that it has heard.
    fn heard(self) -> Vec<Request> {
        UdpSocket::bind("127.0.0.1:0").unwrap().send_to(END, self.address).unwrap();
        self.thread.join().unwrap()
    }
}

fn receive(socket: &UdpSocket) -> Request {
    let (mut buffer, mut control) = (vec![0; 65_536], nix::cmsg_space!(i32, i32));
    loop {
        let mut parts = [IoSliceMut::new(&mut buffer)];
        let fd = socket.as_raw_fd();
        let message = match recvmsg::<SockaddrIn>(fd, &mut parts, Some(&mut control), MsgFlags::empty()) {
            Err(Errno::EINTR) => continue,
            other => other.unwrap(),
        };
        let (mut ttl, mut class) = (0, 0);
        for said in message.cmsgs().unwrap() {
            match said {
                ControlMessageOwned::Ipv4Ttl(value) => ttl = u8::try_from(value).unwrap(),
                ControlMessageOwned::Ipv4Tos(value) => class = value,
                other => panic!("{other:?}"),
            }
        }
        let (length, from) = (message.bytes, message.address.unwrap());
        let packet = buffer[..length].to_vec();
        return Request { packet, from: SocketAddr::new(from.ip().into(), from.port()), ttl, class };
    }
}

/// `sockctl ping client` for these targets.
fn client(to: &[SocketAddr], args: &[&str]) -> Process {
    let targets: Vec<String> = to.iter().map(SocketAddr::to_string).collect();
    let targets: Vec<&str> = targets.iter().map(String::as_str).collect();
    Process::start(sockctl(&[&["ping", "client"], &targets[..], args].concat()))
}

/// The same, to its end.
fn ping(to: SocketAddr, args: &[&str]) -> Ended {
    client(&[to], args).end()
}

/// The same with a secret in the environment.
fn ping_with_key(to: SocketAddr, key: &str, args: &[&str]) -> Ended {
    let to = to.to_string();
    let mut command = sockctl(&[&["ping", "client", &to, "--json"], args].concat());
    command.env("SOCKCTL_KEY", key);
    finish(command, "")
}

fn server(args: &[&str]) -> Server {
    Server::start("ping", &[&["--bind", "127.0.0.1", "--json"], args].concat())
}

/// These keys have these values.
#[track_caller]
fn expect(event: &Value, expected: &Value) {
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&event[key], value, "{key} in {event}");
    }
}

fn number(event: &Value, key: &str) -> u64 {
    event[key].as_u64().unwrap_or_else(|| panic!("{key} is a number in {event}"))
}

/// The numbers of the packets of which there are events of this name.
fn numbers(events: &[Value], name: &str) -> Vec<u64> {
    events.iter().filter(|event| event["event"] == name).map(|event| number(event, "number")).collect()
}

/// Each number as `N`, so that lines compare whatever was measured.
fn shape(line: &str) -> String {
    let mut shape = String::new();
    for c in line.chars() {
        if c.is_ascii_digit() || (c == '.' && shape.ends_with('N')) {
            if !shape.ends_with('N') {
                shape.push('N');
            }
        } else {
            shape.push(c);
        }
    }
    let shape = ["N ns", "N µs", "N ms"].into_iter().fold(shape, |shape, time| shape.replace(time, "T"));
    // Seconds, and not `sent`.
    let ends = [" ", ",", ";", ":", ")"];
    ends.into_iter().fold(shape, |shape, end| shape.replace(&format!("N s{end}"), &format!("T{end}")))
}

/// A file with this secret that nobody else can read.
fn secret(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("secret");
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    path
}

/// Stops it, and waits until all its threads stand still.
fn freeze(process: &Process) {
    process.signal(Signal::SIGSTOP);
    let tasks = format!("/proc/{}/task", process.pid());
    eventually("all threads stand still", || {
        let mut threads = fs::read_dir(&tasks).unwrap();
        let stands = |stat: String| stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('T'));
        let all = threads.all(|task| fs::read_to_string(task.unwrap().path().join("stat")).is_ok_and(stands));
        all.then_some(())
    });
}

// What a run says.

#[test]
fn a_run_tells_of_each_packet_and_sums_up_on_both_families() {
    for address in loopbacks() {
        let server = Server::start("ping", &["--bind", address, "--json"]);
        let ended = ping(server.address(), &["-n", "10", "-i", "10ms", "--json"]).expect_exit(0);
        let events = ended.events();
        assert_eq!(numbers(&events, "reply"), (1..=10).collect::<Vec<_>>(), "{ended}");
        let replies: Vec<&Value> = events.iter().filter(|event| event["event"] == "reply").collect();
        for reply in &replies {
            expect(
                reply,
                &json!({"size_bytes": 68, "ttl": 255, "across_step": false, "is_reordered": false}),
            );
            let (network, program) = (number(reply, "rtt_ns"), number(reply, "rtt_program_ns"));
            assert!(0 < network && network <= program, "{reply}");
            assert!(number(reply, "reflector_ns") <= program, "{reply}");
            for end in ["sent_by", "received_by"] {
                assert!(reply[end] == "kernel" || reply[end] == "program", "{reply}");
            }
        }
        assert_eq!(replies[0]["sent_ns"], 0);
        assert!(replies.is_sorted_by_key(|reply| number(reply, "sent_ns")), "{ended}");

        let summary = ended.summary();
        let server_at = server.address().to_string();
        expect(
            &summary,
            &json!({
                "tool": "ping", "role": "client", "wire": "stamp", "authenticated": false, "failures": [],
                "interval_ns": 10_000_000, "sampling": "periodic", "size_bytes": 68, "ended_by": null,
                "target": server_at, "server": server_at,
                "sent": 10, "received": 10, "awaited": 0, "lost": 0, "loss_percent": 0.0, "duplicates": 0,
                "reordered": 0, "late": 0, "not_sent": 0, "dropped_here": 0, "unrecognised": 0,
                "refused_by_icmp": 0, "dscp_changed": 0, "ecn_changed": 0, "reflector_restarts": 0, "flaw": null,
                "hops_forward": {"min": 0, "max": 0, "changes": 0},
                "hops_backward": {"min": 0, "max": 0, "changes": 0},
            }),
        );
        expect(&summary["loss"], &json!({"forward": 0, "backward": 0, "refused": 0, "undetermined": 0}));
        // The summary's figures are those of the events.
        for (figure, key) in [("rtt", "rtt_ns"), ("rtt_program", "rtt_program_ns")] {
            let times: BTreeSet<u64> = replies.iter().map(|reply| number(reply, key)).collect();
            let ends = json!({"count": 10, "min_ns": times.first(), "max_ns": times.last()});
            expect(&summary[figure], &ends);
        }
        assert_eq!(summary["schedule"]["lateness"]["count"], 10);
        expect(&server.stop().summary(), &json!({"reflected": 10, "sessions": 1, "refused": {}}));
    }
}

#[test]
fn a_run_reads_line_by_line() {
    let server = server(&[]);
    let ended = ping(server.address(), &["-n", "3", "-i", "60ms"]).expect_exit(0);
    let lines: Vec<String> = ended.stdout.lines().map(shape).collect();
    for line in &lines[..3] {
        assert_eq!(line, "packet N: N bytes, rtt T (program T)", "{ended}");
    }
    assert_eq!(lines[3], "N:N, packets of N bytes every T, STAMP:");
    assert_eq!(lines[4], "  packets   N sent, N received, N lost (N %)");
    let more = "            pN T  max T  stddev T";
    for (at, name) in [(5, "rtt    "), (7, "program")] {
        assert_eq!(lines[at], format!("  {name}   min T  mean T  median T  pN T  pN T  pN T"));
        assert_eq!(lines[at + 1], more);
    }
    assert_eq!(lines[9], "  jitter    T (RFC N), |IPDV| mean T max T (RFC N)");
    assert_eq!(lines[10], "            PDV pN T max T (RFC N)");
    let rows = lines[11..].iter().filter(|line| !line.starts_with("   "));
    let labels: Vec<&str> = rows.filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(labels, ["there", "back", "clocks", "path", "times", "sender"], "{ended}");
    for row in [
        "  path      N routers there, N routers back",
        "  times     by the kernel: N % of those of leaving, N % of those of arriving",
        "  sender    N slots missed, late by median T, pN T, max T",
        "            send call median T, pN T",
    ] {
        assert!(lines.iter().any(|line| line == row), "{row}\n{ended}");
    }
    let widest = ended.stdout.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "{widest:?}\n{ended}");
    assert_eq!(ended.stderr, "");
}

#[test]
fn no_key_of_an_object_comes_twice() {
    let server = server(&[]);
    let ended = ping(server.address(), &["-n", "2", "-i", "10ms", "--json"]).expect_exit(0);
    for line in ended.stdout.lines() {
        // Read whole, the latter of two keys would have won; written again, the line is as long as it was.
        let read: Value = serde_json::from_str(line).unwrap();
        assert_eq!(read.to_string().len(), line.len(), "{line}");
    }
}

#[test]
fn the_kernel_takes_the_times_at_both_ends() {
    let server = server(&[]);
    let count = 200;
    // The kernel begins with it a while after the first socket has asked for it.
    ping(server.address(), &["-n", "10", "-i", "20ms"]).expect_exit(0);
    let ended = ping(server.address(), &["-n", "200", "-i", "2ms", "--json"]).expect_exit(0);
    let summary = ended.summary();
    let received = number(&summary, "received");
    for end in ["sent_by_kernel", "received_by_kernel"] {
        assert!(100 * number(&summary["stamps"], end) >= 95 * received, "{end} in {summary}");
    }
    assert!(received >= count * 95 / 100, "{summary}");

    // The server stands still while requests arrive: times from before it went on are not its own.
    let peer = UdpPeer::new(server.address());
    freeze(server.process());
    for sequence in 0..100 {
        peer.send(stamp::open(sequence, 7, &[]));
    }
    let before = wall_ns();
    server.process().signal(Signal::SIGCONT);
    let by_kernel = (0..100).filter(|_| unix_ns(&peer.hear()[16..24]) <= before).count();
    assert!(by_kernel >= 95, "{by_kernel} of 100 are from before the server went on");
}

#[test]
fn time_that_the_client_stood_still_is_not_the_networks() {
    let (tell, told) = std::sync::mpsc::channel();
    let (go, may) = std::sync::mpsc::channel::<()>();
    let reflector = Reflector::start(move |_, request| {
        let answer = request.reply(0);
        tell.send(()).unwrap();
        may.recv().unwrap();
        vec![answer]
    });
    let client = client(&[reflector.address], &["-n", "1", "-s", "44", "--reply-timeout", "20s", "--json"]);
    told.recv().unwrap();
    freeze(&client);
    go.send(()).unwrap();
    // It is the reflector's own thread that has sent the answer when it takes up this.
    let heard = reflector.heard();
    let arrived = wall_ns();
    let pause = Duration::from_millis(300);
    thread::sleep(pause);
    client.signal(Signal::SIGCONT);
    let ended = client.end().expect_exit(0);
    let reply = &ended.events()[0];
    expect(reply, &json!({"event": "reply", "received_by": "kernel"}));
    assert!(number(reply, "rtt_ns") <= arrived - heard[0].sent_at(), "{reply}");
    assert!(u128::from(number(reply, "rtt_program_ns")) >= pause.as_nanos(), "{reply}");
}

// What was lost, and where.

#[test]
fn requests_that_never_arrived_are_lost_on_the_way_there() {
    let mut own = 0;
    let reflector = Reflector::start(move |nth, request| {
        if nth % 3 == 1 {
            return Vec::new();
        }
        own += 1;
        vec![request.reply(own - 1)]
    });
    let args = ["-n", "30", "-i", "5ms", "-s", "44", "--json"];
    let ended = ping(reflector.address, &args).expect_exit(0);
    let lost: Vec<u64> = (1..=30).filter(|number| number % 3 == 2).collect();
    assert_eq!(numbers(&ended.events(), "lost"), lost, "{ended}");
    let summary = ended.summary();
    expect(&summary, &json!({"sent": 30, "received": 20, "lost": 10}));
    let loss = json!({
        "forward": 10, "forward_percent": 100.0 / 3.0, "backward": 0, "backward_percent": 0.0, "refused": 0,
        "undetermined": 0
    });
    assert_eq!(summary["loss"], loss, "{summary}");

    let ended = ping(reflector.address, &["-n", "30", "-i", "5ms", "-s", "44"]).expect_exit(0);
    let said = "  lost      10 on the way there (33.33 %), 0 on the way back (0.00 %)";
    // The reflector goes on with its count, which is another session's.
    assert!(ended.stdout.lines().any(|line| line == said), "{ended}");
}

#[test]
fn answers_that_never_arrived_are_lost_on_the_way_back() {
    // One that counts from 0 and loses answers alone looks like one that does not count; this one has counted before.
    let reflector = Reflector::start(|nth, request| {
        if nth % 4 == 1 { Vec::new() } else { vec![request.reply(1000 + u32::try_from(nth).unwrap())] }
    });
    let args = ["-n", "28", "-i", "5ms", "-s", "44", "--json"];
    let summary = ping(reflector.address, &args).expect_exit(0).summary();
    expect(&summary, &json!({"sent": 28, "received": 21, "lost": 7}));
    expect(&summary["loss"], &json!({"forward": 0, "backward": 7, "refused": 0, "undetermined": 0}));
    expect(&summary["loss"], &json!({"backward_percent": 25.0}));
}

#[test]
fn our_server_tells_lost_answers_from_lost_requests() {
    let server = server(&["--loss", "30%", "--seed", "3"]);
    let summary = ping(server.address(), &["-n", "60", "-i", "5ms", "--json"]).expect_exit(0).summary();
    let (lost, loss) = (number(&summary, "lost"), &summary["loss"]);
    assert!((5..40).contains(&lost), "{summary}");
    expect(loss, &json!({"forward": 0, "refused": 0}));
    assert_eq!(number(loss, "backward") + number(loss, "undetermined"), lost, "{summary}");
    assert!(number(loss, "backward") >= 3, "{summary}");
}

#[test]
fn a_reflector_that_does_not_count_cannot_say_where() {
    let answers = |nth: usize, request: &Request| {
        if nth % 3 == 1 { Vec::new() } else { vec![request.reply(request.sequence())] }
    };
    let reflector = Reflector::start(answers);
    let ended = ping(reflector.address, &["-n", "9", "-i", "5ms", "-s", "44", "--json"]).expect_exit(0);
    expect(&ended.summary(), &json!({"lost": 3, "loss": null}));
    let ended = ping(reflector.address, &["-n", "9", "-i", "5ms", "-s", "44"]).expect_exit(0);
    assert!(
        ended
            .stdout
            .contains("\n  lost      which way is not known: the reflector does not count, or all were lost"),
        "{ended}"
    );
}

#[test]
fn each_answer_is_counted_as_what_it_is() {
    // The third is answered twice; the sixth after the seventh; the first when it has long been given up.
    let mut held: Vec<Request> = Vec::new();
    let reflector = Reflector::start(move |nth, request| {
        let own = u32::try_from(nth).unwrap();
        match nth {
            0 | 5 => {
                held.push(request.clone());
                Vec::new()
            }
            2 => vec![request.reply(own), request.reply(own)],
            6 => vec![request.reply(own), held.pop().unwrap().reply(own - 1)],
            _ if held.first().is_some_and(|first| request.sent_at() > first.sent_at() + 1_200_000_000) => {
                vec![request.reply(own), held.pop().unwrap().reply(0)]
            }
            _ => vec![request.reply(own)],
        }
    });
    let args = ["-n", "30", "-i", "50ms", "-s", "44", "--reply-timeout", "1s", "--json"];
    let ended = ping(reflector.address, &args).expect_exit(0);
    let (events, summary) = (ended.events(), ended.summary());
    for (name, expected) in [("lost", [1]), ("late", [1]), ("duplicate", [3])] {
        assert_eq!(numbers(&events, name), expected, "{name}\n{ended}");
    }
    let reordered = events.iter().filter(|event| event["is_reordered"] == true);
    assert_eq!(reordered.map(|event| number(event, "number")).collect::<Vec<_>>(), [6], "{ended}");
    let expected = json!({
        "sent": 30, "received": 29, "lost": 1, "late": 1, "duplicates": 1, "reordered": 1,
        "reordering_extent_max": 1, "unrecognised": 0
    });
    expect(&summary, &expected);
    assert_eq!(summary["rtt"]["count"], 29, "{summary}");
}

// Nobody there.

#[test]
fn who_hears_nothing_is_told_what_might_be() {
    let reflector = Reflector::start(|_, _| Vec::new());
    let args = ["-n", "2", "-i", "10ms", "--reply-timeout", "100ms"];
    let ended = ping(reflector.address, &args).expect_exit(1);
    assert!(ended.stderr.contains("try --wire course"), "{ended}");
    assert!(ended.stderr.contains(&format!("nobody answered at {}", reflector.address)), "{ended}");
    assert!(ended.stdout.contains("2 sent, 0 received, 2 lost (100.00 %)"), "{ended}");
    assert!(
        !ended.stdout.contains("does not count"),
        "nothing is known of a reflector that is silent\n{ended}"
    );
}

#[test]
fn where_nobody_listens_icmp_says_so() {
    let closed = ClosedPort::udp();
    let args = ["-n", "3", "-i", "50ms", "--reply-timeout", "100ms"];
    let ended = ping(closed.address(), &args).expect_exit(1);
    let hint = format!("`sockctl ping serve --port {}` starts a server", closed.address().port());
    assert!(ended.stderr.contains(&hint), "{ended}");
    let ended = ping(closed.address(), &[&args[..], &["--json"]].concat()).expect_exit(1);
    let summary = ended.summary();
    expect(&summary, &json!({"sent": 3, "received": 0, "lost": 3, "rtt": null}));
    let refused = number(&summary, "refused_by_icmp");
    assert!((1..=3).contains(&refused), "{summary}");
    let told = ended.events().iter().filter(|event| event["event"] == "refused").count();
    assert_eq!(u64::try_from(told).unwrap(), refused, "{ended}");
}

// Several targets.

#[test]
fn several_targets_have_a_row_each_and_one_may_be_silent() {
    let (counting, silent) = (Reflector::counting(), Reflector::start(|_, _| Vec::new()));
    let server = server(&[]);
    let targets = [counting.address, silent.address, server.address()];
    let args = ["-n", "5", "-i", "20ms", "--reply-timeout", "1s"];
    // As fping has it: no is the answer when one of them is silent.
    let ended = client(&targets, &args).end().expect_exit(1);
    let rows: Vec<Vec<&str>> = ended.stdout.lines().map(|line| line.split_whitespace().collect()).collect();
    let row = |address: SocketAddr| {
        let found = rows.iter().find(|row| row.first().is_some_and(|first| *first == address.to_string()));
        found.unwrap_or_else(|| panic!("{address}\n{ended}"))[1..5].join(" ")
    };
    assert_eq!(targets.map(row), ["5 0 0.0 %", "5 5 100.0 %", "5 0 0.0 %"], "{ended}");
    assert!(ended.stderr.contains(&format!("nobody answered at {}", silent.address)), "{ended}");

    let ended = client(&targets, &[&args[..], &["--json"]].concat()).end().expect_exit(1);
    let summary = ended.summary();
    let figures: Vec<(&str, u64, u64)> = summary["targets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["target"].as_str().unwrap(), number(row, "sent"), number(row, "received")))
        .collect();
    let names = targets.map(|target| target.to_string());
    assert_eq!(figures, [(&names[0][..], 5, 5), (&names[1][..], 5, 0), (&names[2][..], 5, 5)]);
    for name in &names {
        let of_target = ended.events().iter().filter(|event| event["target"] == **name).count();
        assert_eq!(of_target, 5, "events of {name}\n{ended}");
    }
    // Each session has an id of its own, and packets of all of them leave by turns.
    let ids: BTreeSet<u16> = counting.heard().iter().map(Request::ssid).collect();
    let others: BTreeSet<u16> = silent.heard().iter().map(Request::ssid).collect();
    assert!(ids.is_disjoint(&others) && ids.len() == 2 && others.len() == 2, "{ids:?} {others:?}");
}

#[test]
fn targets_come_from_a_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("targets");
    let (one, two) = (Reflector::counting(), Reflector::counting());
    fs::write(&path, format!("# both\n{}\n\n  {}   # the other\n", one.address, two.address)).unwrap();
    let file = path.to_str().unwrap();
    let ended =
        run(&["ping", "client", "--targets", file, "-n", "3", "-i", "10ms", "--json"], "").expect_exit(0);
    let summary = ended.summary();
    let sent: Vec<u64> =
        summary["targets"].as_array().unwrap().iter().map(|row| number(row, "received")).collect();
    assert_eq!(sent, [3, 3], "{ended}");

    fs::write(&path, "127.0.0.1\n# a remark\nno target \u{1b}[2J\n").unwrap();
    let ended = run(&["ping", "client", "--targets", file], "").expect_exit(2);
    assert!(ended.stderr.contains(&format!("{file}:3: ")), "{ended}");
    assert!(!ended.stderr.contains('\u{1b}'), "{ended}");
    fs::write(&path, "# nothing\n").unwrap();
    let ended = run(&["ping", "client", "--targets", file], "").expect_exit(2);
    assert!(ended.stderr.contains("names no target"), "{ended}");
}

#[test]
fn targets_of_both_families_go_side_by_side() {
    if !has_ipv6() {
        return;
    }
    let servers = ["127.0.0.1", "::1"].map(|address| Server::start("ping", &["--bind", address]));
    let targets = servers.each_ref().map(Server::address);
    let ended = client(&targets, &["-n", "4", "-i", "10ms", "--json"]).end().expect_exit(0);
    for row in ended.summary()["targets"].as_array().unwrap() {
        expect(row, &json!({"sent": 4, "received": 4, "lost": 0}));
    }
}

// Conditions.

#[test]
fn a_run_that_is_too_bad_ends_with_4_and_says_why() {
    let reflector =
        Reflector::start(
            |nth, request| {
                if nth % 4 == 1 { Vec::new() } else { vec![request.reply(request.sequence())] }
            },
        );
    let args =
        ["-n", "8", "-i", "10ms", "-s", "44", "--fail-if", "loss>50%", "--fail-if", "loss>24.9%", "--json"];
    let ended = ping(reflector.address, &args).expect_exit(4);
    let sentence = "loss is 25.0 %, and more than 24.9% is a failure (--fail-if 'loss>24.9%')";
    assert!(ended.stderr.contains(sentence), "{ended}");
    assert_eq!(ended.summary()["failures"], json!([sentence]), "{ended}");

    let good = Reflector::counting();
    let args = ["-n", "4", "-i", "10ms", "--fail-if", "loss>0%", "--fail-if", "rtt.max>1h"];
    let ended = ping(good.address, &args).expect_exit(0);
    assert_eq!(ended.stderr, "");
    // Of several targets, which one.
    let args = ["-n", "4", "-i", "10ms", "-s", "44", "--fail-if", "lost>0"];
    let ended = client(&[good.address, reflector.address], &args).end().expect_exit(4);
    let sentence = format!("{}: lost is 1, and more than 0 is a failure", reflector.address);
    assert!(ended.stderr.contains(&sentence), "{ended}");
    assert!(!ended.stderr.contains(&format!("{}: lost", good.address)), "{ended}");
}

#[test]
fn a_condition_on_no_figure_is_refused_before_anything_is_sent() {
    let reflector = Reflector::counting();
    let ended = ping(reflector.address, &["--fail-if", "rtt.p98>5ms"]).expect_exit(2);
    assert!(ended.stderr.contains("no figure `rtt.p98`"), "{ended}");
    assert!(ended.stderr.contains("did you mean `rtt.p9"), "{ended}");
    assert_eq!(ping(reflector.address, &["--fail-if", "loss>5ms"]).status.code(), Some(2));
    assert!(reflector.heard().is_empty());
}

#[test]
fn a_silent_target_fails_a_condition_on_its_round_trips() {
    let silent = Reflector::start(|_, _| Vec::new());
    let args = ["-n", "1", "--reply-timeout", "50ms", "--fail-if", "rtt.p99>5ms"];
    let ended = ping(silent.address, &args).expect_exit(4);
    assert!(ended.stderr.contains("rtt.p99 cannot be told, which is a failure too"), "{ended}");
}

// In the middle of a run.

#[test]
fn figures_so_far_come_on_time_on_a_signal_and_at_ctrl_c() {
    let server = server(&[]);
    let to = [server.address()];
    let args = ["-n", "0", "-i", "10ms", "--every", "100ms", "--json"];
    let process = client(&to, &args);
    let interims = |stdout: &str| {
        let events = stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        events.filter(|event| event["event"] == "interim").collect::<Vec<_>>()
    };
    process.wait_for("three reports", |stdout| (interims(stdout).len() >= 3).then_some(()));
    process.signal(Signal::SIGINT);
    let ended = process.end().expect_exit(0);
    let rows: Vec<Value> =
        interims(&ended.stdout).into_iter().map(|event| event["targets"][0].clone()).collect();
    let mut so_far = 0;
    for row in &rows {
        assert_eq!(row["target"], to[0].to_string());
        so_far += number(&row["recent"], "received");
        assert_eq!(so_far, number(&row["total"], "received"), "{row}");
        assert_eq!(row["recent"]["rtt"]["count"], row["recent"]["received"], "{row}");
    }
    let summary = ended.summary();
    assert_eq!(summary["ended_by"], "signal", "{summary}");
    assert!(number(&summary, "received") >= so_far && so_far > 0, "{summary}");
    let (sent, received) = (number(&summary, "sent"), number(&summary, "received"));
    assert_eq!(sent - received, number(&summary, "awaited") + number(&summary, "lost"), "{summary}");

    let process = client(&to, &["-n", "0", "-i", "60ms"]);
    process.wait_for("a packet", |stdout| stdout.contains("packet 1: ").then_some(()));
    process.signal(Signal::SIGUSR1);
    let line = process.wait_for("a report", |stdout| {
        stdout.lines().find(|line| line.starts_with("since the last: ")).map(shape)
    });
    let some = "since the last: N received, N lost, rtt median T, pN T, max T; in all: N sent, N lost (N %), \
                rtt median T, pN T";
    assert_eq!(line, some);
    process.signal(Signal::SIGINT);
    let ended = process.end().expect_exit(0);
    assert!(ended.stdout.contains("\n  packets   "), "{ended}");
}

#[test]
fn a_reflector_that_is_restarted_is_noticed_and_the_run_goes_on() {
    let first = server(&[]);
    let address = first.address();
    let client = client(&[address], &["-n", "0", "-i", "20ms", "--json"]);
    let replies = |count: usize| {
        move |stdout: &str| (stdout.matches("\"event\":\"reply\"").count() >= count).then_some(())
    };
    client.wait_for("answers of the first", replies(10));
    first.stop();
    client.wait_for("nobody listens", |stdout| stdout.contains("\"event\":\"refused\"").then_some(()));
    let second = Process::start(sockctl(&[
        "ping",
        "serve",
        "--bind",
        "127.0.0.1",
        "--port",
        &address.port().to_string(),
    ]));
    second.wait_for("a ready line", |stdout| stdout.lines().next().map(drop));
    let so_far = client.stdout_so_far().matches("\"event\":\"reply\"").count();
    client.wait_for("answers of the second", replies(so_far + 10));
    client.wait_for("a word of it", |stdout| {
        stdout.contains("\"event\":\"reflector-restarted\"").then_some(())
    });
    client
        .wait_for("those in between are lost", |stdout| stdout.contains("\"event\":\"lost\"").then_some(()));
    client.signal(Signal::SIGINT);
    let ended = client.end().expect_exit(0);
    let summary = ended.summary();
    assert_eq!(summary["reflector_restarts"], 1, "{summary}");
    assert!(number(&summary, "received") >= 20 && number(&summary, "lost") >= 1, "{summary}");
    let sum = number(&summary, "received") + number(&summary, "lost") + number(&summary, "awaited");
    assert_eq!(number(&summary, "sent"), sum, "{summary}");
    // The errors in between do not cost the later ones the kernel's time.
    let events = ended.events();
    let replies: Vec<&Value> = events.iter().filter(|event| event["event"] == "reply").collect();
    let by_kernel = replies.iter().rev().take(10).filter(|reply| reply["sent_by"] == "kernel").count();
    assert!(by_kernel >= 8, "{ended}");
}

// Files.

#[test]
fn each_packet_has_a_line_in_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("packets.csv");
    let reflector = Reflector::start(|nth, request| match nth {
        1 => Vec::new(),
        2 => vec![request.reply(request.sequence()); 2],
        _ => vec![request.reply(request.sequence())],
    });
    let args = ["-n", "4", "-i", "10ms", "-s", "44", "--csv", path.to_str().unwrap()];
    ping(reflector.address, &args).expect_exit(0);
    let text = fs::read_to_string(&path).unwrap();
    let mut rows = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let heading = rows.next().unwrap();
    assert_eq!(
        heading.join(","),
        "target,number,sent_ns,size_bytes,result,rtt_ns,rtt_program_ns,reflector_ns,forward_raw_ns,\
         backward_raw_ns,ttl,sent_by,received_by"
    );
    let mut results = Vec::new();
    for row in rows {
        assert_eq!(row.len(), heading.len(), "{text}");
        assert_eq!(row[0], reflector.address.to_string(), "{text}");
        results.push((row[1].parse::<u32>().unwrap(), row[4].to_owned()));
        if row[4] == "reply" {
            assert!(row[2..4].iter().chain(&row[5..11]).all(|cell| cell.parse::<i64>().is_ok()), "{row:?}");
            assert_eq!((row[3], row[10]), ("44", "255"), "{row:?}");
        }
    }
    results.sort();
    let expected = [(1, "reply"), (2, "lost"), (3, "duplicate"), (3, "reply"), (4, "reply")];
    assert_eq!(results, expected.map(|(number, result)| (number, result.to_owned())), "{text}");
}

#[test]
fn round_trips_are_drawn_with_the_losses() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = |name: &str, is_lossy: bool| {
        let path = folder.path().join(name);
        let reflector = Reflector::start(move |nth, request| {
            if is_lossy && nth % 5 == 1 { Vec::new() } else { vec![request.reply(request.sequence())] }
        });
        let args = ["-n", "20", "-i", "10ms", "-s", "44", "--plot", path.to_str().unwrap()];
        ping(reflector.address, &args).expect_exit(0);
        fs::read(&path).unwrap()
    };
    let svg = String::from_utf8(drawn("a.svg", true)).unwrap();
    assert!(svg.starts_with("<svg") || svg.starts_with("<?xml"), "{}", &svg[..80]);
    assert!(svg.contains("20 sent, 4 lost (20.00 %)"), "its caption");
    let shapes = |svg: &str| {
        svg.matches("<circle").count() + svg.matches("<path").count() + svg.matches("<line").count()
    };
    assert!(shapes(&svg) > 20, "{} shapes", shapes(&svg));
    let png = drawn("a.png", false);
    assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
    assert!(u32_at(&png, 16) > 600 && u32_at(&png, 20) > 400 && png.len() > 5_000, "{} bytes", png.len());
    // Several targets are compared.
    let path = folder.path().join("several.svg");
    let two = [Reflector::counting(), Reflector::counting()];
    let args = ["-n", "5", "-i", "10ms", "-q", "--plot", path.to_str().unwrap()];
    client(&[two[0].address, two[1].address], &args).end().expect_exit(0);
    let svg = fs::read_to_string(&path).unwrap();
    assert!(svg.contains("10 sent, 0 lost"), "its caption");
    for reflector in &two {
        assert!(svg.contains(&format!("{} (0 lost)", reflector.address)), "its legend");
    }
    let ended = run(&["ping", "client", "--plot", "/dev/null/a.svg"], "").expect_exit(3);
    assert!(ended.stderr.contains("/dev/null/a.svg"), "{ended}");
    run(&["ping", "client", "--plot", "a.gif"], "").expect_exit(2);
}

// What leaves.

#[test]
fn packets_have_the_size_asked_for_to_the_octet() {
    for (size, text) in [(44, "44"), (45, "45"), (47, "47"), (48, "48"), (100, "100"), (1400, "1400")] {
        let reflector = Reflector::counting();
        let args = ["-n", "3", "-i", "5ms", "-s", text, "--json"];
        let summary = ping(reflector.address, &args).expect_exit(0).summary();
        expect(&summary, &json!({"received": 3, "size_bytes": size}));
        let heard = reflector.heard();
        assert_eq!(heard.iter().map(|request| request.packet.len()).collect::<Vec<_>>(), [size; 3]);
        let first = &heard[0].packet;
        assert_eq!((&first[..4], first[12] & 0x40), (&[0; 4][..], 0), "the first number, and NTP's format");
        assert_ne!(first[13], 0, "a multiplier");
        assert_ne!(first[14..16], [0; 2], "a session id");
        assert_eq!(first[16..44], [0; 28]);
        assert_eq!(u32_at(&heard[2].packet, 0), 2);
    }
    for args in [["-s", "43"], ["-s", "65508"]] {
        assert_eq!(run(&[&["ping", "client"], &args[..]].concat(), "").status.code(), Some(2), "{args:?}");
    }
}

/// Type and value of each TLV.
fn tlvs(mut tail: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut found = Vec::new();
    while !tail.is_empty() {
        let length = usize::from(u16::from_be_bytes([tail[2], tail[3]]));
        assert_eq!(tail[0], 0x80, "a sender sets U and no other flag");
        found.push((tail[1], tail[4..4 + length].to_vec()));
        tail = &tail[4 + length..];
    }
    found
}

#[test]
fn each_question_goes_out_as_its_tlv_and_our_server_understands_it() {
    let server = server(&[]);
    for (name, kind, length) in [
        ("class-of-service", 4, 4),
        ("direct-measurement", 5, 12),
        ("follow-up-telemetry", 7, 16),
        ("timestamp-information", 3, 4),
    ] {
        let reflector = Reflector::counting();
        ping(reflector.address, &["-n", "2", "-i", "5ms", "--tlv", name]).expect_exit(0);
        for request in reflector.heard() {
            let asked = tlvs(&request.packet[44..]);
            let found =
                asked.iter().find(|(of, _)| *of == kind).unwrap_or_else(|| panic!("{name}: {asked:?}"));
            assert_eq!(found.1.len(), length, "{name}");
            assert!(asked.iter().all(|(of, _)| *of == kind || *of == 1), "{name} alone: {asked:?}");
        }
        let summary = ping(server.address(), &["-n", "2", "-i", "5ms", "--tlv", name, "--json"])
            .expect_exit(0)
            .summary();
        expect(&summary, &json!({"received": 2, "flaw": null, "unrecognised": 0}));
    }
    let all = "class-of-service,direct-measurement,follow-up-telemetry,timestamp-information,location";
    let reflector = Reflector::counting();
    ping(reflector.address, &["-n", "1", "--tlv", all]).expect_exit(0);
    let kinds: BTreeSet<u8> =
        tlvs(&reflector.heard()[0].packet[44..]).into_iter().map(|(kind, _)| kind).collect();
    assert!(kinds.is_superset(&BTreeSet::from([2, 3, 4, 5, 7])), "{kinds:?}");
    let ended = ping(server.address(), &["-n", "2", "-i", "5ms", "--tlv", all, "--trace"]).expect_exit(0);
    for said in
        ["Class of Service", "Direct Measurement", "Follow-Up Telemetry", "Timestamp Information", "Location"]
    {
        assert!(ended.stdout.contains(said) || ended.stderr.contains(said), "{said}\n{ended}");
    }
    run(&["ping", "client", "--tlv", "access-report"], "").expect_exit(2);
}

#[test]
fn headers_leave_as_asked_and_what_is_left_of_them_is_told() {
    let reflector = Reflector::counting();
    let args =
        ["-n", "2", "-i", "5ms", "--ttl", "3", "--dscp", "46", "--ssid", "4711", "--source", "127.0.0.9"];
    ping(reflector.address, &args).expect_exit(0);
    for request in reflector.heard() {
        assert_eq!((request.ttl, request.class, request.ssid()), (3, 46 << 2, 4711));
        assert_eq!(request.from.ip().to_string(), "127.0.0.9");
    }
    // Two were taken off on the way, as far as this reflector says.
    let far = Reflector::start(|nth, request| {
        let mut reply = request.reply(u32::try_from(nth).unwrap());
        reply[40] = request.ttl - 2;
        vec![reply]
    });
    let ended = ping(far.address, &["-n", "2", "-i", "5ms", "--ttl", "64", "--json"]).expect_exit(0);
    expect(&ended.summary()["hops_forward"], &json!({"min": 2, "max": 2, "changes": 0}));
    // TWAMP's way to say that it does not know.
    let old = Reflector::start(|nth, request| {
        let mut reply = request.reply(u32::try_from(nth).unwrap());
        reply[40] = 0;
        vec![reply]
    });
    let ended = ping(old.address, &["-n", "2", "-i", "5ms", "--json"]).expect_exit(0);
    assert_eq!(ended.summary()["hops_forward"], Value::Null);
    let server = server(&[]);
    let ended = ping(server.address(), &["-n", "2", "-i", "5ms", "--dscp", "46", "--json"]).expect_exit(0);
    expect(&ended.summary(), &json!({"received": 2, "dscp_changed": 0, "ecn_changed": 0}));
    for wrong in [["--ttl", "0"], ["--dscp", "64"], ["--ssid", "0"]] {
        assert_eq!(run(&[&["ping", "client"], &wrong[..]].concat(), "").status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn an_interface_that_is_not_there_is_named() {
    let reflector = Reflector::counting();
    ping(reflector.address, &["-n", "2", "-i", "5ms", "--interface", "lo"]).expect_exit(0);
    assert_eq!(reflector.heard().len(), 2);
    let ended = run(&["ping", "client", "127.0.0.1", "--interface", "none"], "").expect_exit(3);
    assert!(ended.stderr.contains("by none") && ended.stderr.contains("ip link"), "{ended}");
    let ended = run(&["ping", "client", "127.0.0.1", "--source", "192.0.2.1"], "").expect_exit(3);
    assert!(ended.stderr.contains("192.0.2.1"), "{ended}");
}

#[test]
fn loopback_takes_the_longest_packet_there_is() {
    let server = server(&[]);
    let ended = ping(server.address(), &["--mtu", "--reply-timeout", "5s", "--json"]).expect_exit(0);
    let found = &ended.summary()["targets"][0];
    expect(found, &json!({"mtu_bytes": 65_535, "payload_bytes": 65_507}));
    let ended = ping(server.address(), &["--mtu", "--reply-timeout", "5s"]).expect_exit(0);
    assert!(
        ended.stdout.contains("packets of up to 65535 bytes arrive whole (65507 bytes of payload)"),
        "{ended}"
    );
    let silent = Reflector::start(|_, _| Vec::new());
    let ended = ping(silent.address, &["--mtu", "--reply-timeout", "50ms"]).expect_exit(1);
    assert!(ended.stdout.contains("nothing was answered"), "{ended}");
}

// The schedule.

#[test]
fn slots_sent_and_missed_make_up_the_schedule_at_any_interval() {
    let server = server(&[]);
    for (interval, text, timer) in [
        (10_000, "10us", "hybrid"),
        (1_000_000, "1ms", "sleep"),
        (1_000_000, "1ms", "busy"),
        (5_000_000, "5ms", "hybrid"),
    ] {
        let count = if interval == 10_000 { 2000 } else { 50 };
        let n = count.to_string();
        // Ten seconds are enough for a reflector that a slow machine has put off.
        let args = ["-n", &n, "-i", text, "--timer", timer, "--reply-timeout", "10s", "--json"];
        let ended = ping(server.address(), &args).expect_exit(0);
        let summary = ended.summary();
        let (received, lost) = (number(&summary, "received"), number(&summary, "lost"));
        expect(&summary, &json!({"sent": count, "not_sent": 0, "awaited": 0, "interval_ns": interval}));
        assert_eq!(received + lost, count, "{summary}");
        assert_eq!(lost, number(&summary, "dropped_here"), "what is lost here is counted here: {summary}");
        let sent: Vec<u64> = ended.events().iter().filter_map(|event| event["sent_ns"].as_u64()).collect();
        // Counted from the first packet, before which slots may have been missed too.
        let last = *sent.iter().max().unwrap();
        let slots = count + number(&summary["schedule"], "missed_slots");
        let (soonest, latest) = ((count - 2) * interval, slots * interval);
        assert!((soonest..latest).contains(&last), "{timer} {text}: the last left at {last}\n{summary}");
    }
}

#[test]
fn a_poisson_schedule_has_gaps_of_all_lengths() {
    let reflector = Reflector::counting();
    let args = ["-n", "60", "-i", "5ms", "-s", "44", "--schedule", "poisson", "--json"];
    let ended = ping(reflector.address, &args).expect_exit(0);
    expect(&ended.summary(), &json!({"sent": 60, "sampling": "poisson"}));
    let sent: Vec<u64> = reflector.heard().iter().map(Request::sent_at).collect();
    let gaps: Vec<u64> = sent.windows(2).map(|two| two[1] - two[0]).collect();
    // Of 59 some 23 are expected below half the mean, and 13 above one and a half.
    assert!(gaps.iter().filter(|gap| **gap < 2_500_000).count() >= 3, "{gaps:?}");
    assert!(gaps.iter().filter(|gap| **gap > 7_500_000).count() >= 1, "{gaps:?}");
}

// Keys.

#[test]
fn both_ends_with_the_same_key_trust_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let file = secret(folder.path(), &format!("{KEY}\n"));
    let file = file.to_str().unwrap();
    let server = server(&["--key-file", file, "--require-auth"]);
    let args = ["-n", "3", "-i", "10ms", "--reply-timeout", "1s"];
    let authenticated =
        json!({"authenticated": true, "received": 3, "lost": 0, "flaw": null, "unrecognised": 0});
    let ended = ping(server.address(), &[&args[..], &["--key-file", file, "--json"]].concat()).expect_exit(0);
    expect(&ended.summary(), &authenticated);
    expect(&ping_with_key(server.address(), KEY, &args).expect_exit(0).summary(), &authenticated);
    let ended = ping_with_key(server.address(), OTHER_KEY, &args).expect_exit(1);
    expect(&ended.summary(), &json!({"received": 0, "lost": 3}));
    assert!(ended.stderr.contains("it may have another key, or none"), "{ended}");
    let ended = ping(server.address(), &args).expect_exit(1);
    assert!(ended.stderr.contains("nobody answered"), "{ended}");
    let expected = json!({"authenticated": 6, "refused": {"not-authentic": 3, "not-authenticated": 3}});
    expect(&server.stop().summary(), &expected);
}

#[test]
fn authenticated_packets_have_their_size_and_layout() {
    for (size, length) in [("112", 112), ("200", 200)] {
        let reflector = Reflector::start(|_, _| Vec::new());
        let args = ["-n", "2", "-i", "5ms", "-s", size, "--reply-timeout", "50ms"];
        ping_with_key(reflector.address, KEY, &args).expect_exit(1);
        let heard = reflector.heard();
        assert_eq!(heard.iter().map(|request| request.packet.len()).collect::<Vec<_>>(), [length; 2]);
        let packet = &heard[1].packet;
        let octets: Vec<u8> = (0..32).collect();
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &octets);
        assert_eq!(packet[96..112], ring::hmac::sign(&key, &packet[..96]).as_ref()[..16]);
        assert_eq!((u32_at(packet, 0), &packet[4..16], &packet[28..96]), (1, &[0; 12][..], &[0; 68][..]));
    }
    let mut command = sockctl(&["ping", "client", "-s", "111"]);
    command.env("SOCKCTL_KEY", KEY);
    let ended = finish(command, "").expect_exit(2);
    assert!(ended.stderr.contains("112 bytes at least"), "{ended}");
}

// Hostile peers.

#[test]
fn garbage_is_counted_and_harmless() {
    let mut seeded = Seeded(8);
    let reflector = Reflector::start(move |nth, request| {
        let good = request.reply(u32::try_from(nth).unwrap());
        let mut other_session = good.clone();
        other_session[14] ^= 0xff;
        let mut other_time = good.clone();
        other_time[30] ^= 1;
        let mut from_the_future = good.clone();
        from_the_future[24] = 0x40;
        let random = seeded.bytes(44);
        let text = b"\x1b]0;owned\x07\x1b[2J answer".to_vec();
        let garbage =
            [other_session, other_time, from_the_future, random, text, good[..37].to_vec(), Vec::new()];
        garbage.into_iter().chain([good]).collect()
    });
    let args = ["-n", "5", "-i", "60ms", "-s", "44"];
    for more in [&["--json"][..], &[], &["--trace"]] {
        let ended = ping(reflector.address, &[&args[..], more].concat()).expect_exit(0);
        assert!(!ended.stdout.contains('\u{1b}') && !ended.stderr.contains('\u{1b}'), "{ended}");
        if more == ["--json"] {
            let expected =
                json!({"sent": 5, "received": 5, "lost": 0, "duplicates": 0, "late": 0, "unrecognised": 35});
            expect(&ended.summary(), &expected);
        } else {
            assert!(ended.stdout.contains("5 sent, 5 received, 0 lost (0.00 %), 35 unrecognised"), "{ended}");
        }
    }
}

#[test]
fn a_flood_of_garbage_does_not_flood_the_screen() {
    // Behind the first packet and, with nothing behind it, the last.
    for flooded in [0, 2] {
        let reflector = Reflector::start(move |number, request| {
            let mut answers = vec![request.reply(number as u32)];
            answers.resize(if number == flooded { 301 } else { 1 }, vec![0xff; 30]);
            if number == 2 {
                // The run ends with this one.
                answers.rotate_left(1);
            }
            answers
        });
        let ended = ping(reflector.address, &["-n", "3", "-i", "100ms"]).expect_exit(0);
        let shown = ended.stdout.matches("30 bytes that answer none of our packets").count();
        assert!((1..100).contains(&shown), "{ended}");
        assert_eq!(ended.stdout.matches("bytes, rtt ").count(), 3, "the packets' own lines: {ended}");
        assert!((1..=5).contains(&ended.stderr.matches("left out here; -v shows all").count()), "{ended}");
        assert!(ended.stdout.contains("300 unrecognised"), "{ended}");
    }
    // Programs get all of them.
    let reflector = Reflector::start(|number, request| {
        let mut answers = vec![vec![0xff; 30]; 100];
        answers.push(request.reply(number as u32));
        answers
    });
    let ended = ping(reflector.address, &["-n", "1", "--json"]).expect_exit(0);
    let told = ended.events().iter().filter(|event| event["event"] == "unrecognised").count();
    assert_eq!(told, 100, "{ended}");
}

#[test]
fn a_quiet_run_is_its_summary() {
    let reflector = Reflector::counting();
    let quick = ["-n", "3", "-i", "5ms", "-q"];
    for args in [&["-n", "2", "-i", "60ms", "-q"][..], &quick] {
        let ended = ping(reflector.address, args).expect_exit(0);
        assert!(ended.stderr.is_empty(), "{ended}");
        assert!(ended.stdout.starts_with(&format!("{}, packets of", reflector.address)), "{ended}");
    }
    let ended = ping(reflector.address, &[&quick[..], &["--json"]].concat()).expect_exit(0);
    assert_eq!(ended.events().len(), 1, "{ended}");
    assert_eq!(ended.summary()["received"], 3);
}

#[test]
fn replies_of_twamp_light_are_taken_although_they_are_short() {
    let reflector = Reflector::start(|nth, request| {
        let mut reply = request.reply(u32::try_from(nth).unwrap());
        reply[14..16].fill(0);
        vec![reply[..38].to_vec()]
    });
    let ended = ping(reflector.address, &["-n", "3", "-i", "10ms", "--json"]).expect_exit(0);
    expect(&ended.summary(), &json!({"received": 3, "unrecognised": 0, "hops_forward": null}));
}

#[test]
fn hours_ahead_or_behind_another_clock_still_gives_round_trips() {
    let reflector = Reflector::start(|nth, request| {
        let mut reply = request.reply(u32::try_from(nth).unwrap());
        // T2 and T3 of 1970 and of 2036, by turns: what a hostile clock can say at most.
        let time: &[u8] =
            if nth % 2 == 0 { b"\x83\xaa\x7e\x80\0\0\0\0" } else { b"\xff\xff\xff\xff\xff\xff\xff\xff" };
        reply[4..12].copy_from_slice(time);
        reply[16..24].copy_from_slice(time);
        vec![reply]
    });
    let ended = ping(reflector.address, &["-n", "6", "-i", "10ms", "-s", "44", "--json"]).expect_exit(0);
    let summary = ended.summary();
    expect(&summary, &json!({"received": 6, "lost": 0}));
    assert!(number(&summary["rtt"], "max_ns") <= number(&summary["rtt_program"], "max_ns"), "{summary}");
    ping(reflector.address, &["-n", "6", "-i", "10ms", "-s", "44"]).expect_exit(0);
}
