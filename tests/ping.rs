//! `sockctl ping` on the course wire, on loopback: the real executable against itself and against small peers written here.
//!
//! What goes over the wire is compared as literal text with the course page. Clocks are compared in one direction
//! only: nothing comes before its time, however slow the machine. `--max-pps` is not here: loopback is exempt.

use std::collections::BTreeSet;
use std::collections::{BTreeMap, HashSet};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, UdpSocket};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::harness::{
    ClosedPort, DEADLINE, Ended, Process, Seeded, Server, UdpPeer, eventually, finish, has_ipv6, loopbacks,
    run, say, shown, sockctl, uninterrupted,
};

const CALIBRATED: &[u8] = b"Buffer Size Calibrated at Server.";
const ACKNOWLEDGED: &[u8] = b"Packet Acknowledged";
const STOPPING: &[u8] = b"Stopping the Server.";

/// A ping server on 127.0.0.1, or where the arguments say.
fn server(args: &[&str]) -> Server {
    serve("ping", args)
}

fn serve(tool: &str, args: &[&str]) -> Server {
    if args.contains(&"--bind") {
        Server::start(tool, args)
    } else {
        Server::start(tool, &[&["--bind", "127.0.0.1"], args].concat())
    }
}

/// `sockctl ping client` for this server.
fn client(to: SocketAddr, args: &[&str]) -> Process {
    Process::start(sockctl(&[&["ping", "client", &to.to_string(), "--wire", "course"], args].concat()))
}

/// The same, to its end.
fn run_client(to: SocketAddr, args: &[&str]) -> Ended {
    run(&[&["ping", "client", &to.to_string(), "--wire", "course"], args].concat(), "")
}

/// It answers with exactly this.
fn expect_answer(peer: &UdpPeer, request: impl AsRef<[u8]>, answer: &[u8]) {
    let request = request.as_ref();
    assert_eq!(shown(&peer.ask(request)), shown(answer), "to {}", shown(request));
}

/// This datagram is not answered: a calibration after it, which is never impaired, is answered first and alone.
fn expect_silence(peer: &UdpPeer, datagram: impl AsRef<[u8]>) {
    let datagram = datagram.as_ref();
    peer.send(datagram);
    expect_answer(peer, "C 1", CALIBRATED);
    peer.expect_nothing(&format!("{} is not answered", shown(datagram)));
}

/// Whether a packet is answered before the calibration that follows it.
fn is_acknowledged(peer: &UdpPeer, packet: impl AsRef<[u8]>) -> bool {
    peer.send(packet);
    let first = peer.ask("C 1");
    if first == CALIBRATED {
        return false;
    }
    assert_eq!(shown(&first), shown(ACKNOWLEDGED));
    assert_eq!(shown(&peer.hear()), shown(CALIBRATED));
    true
}

/// Number `n` of the key in a JSON object.
fn number(event: &Value, key: &str) -> u64 {
    event[key].as_u64().unwrap_or_else(|| panic!("{key} is a number in {event}"))
}

/// How many were refused, for any reason.
fn refused(summary: &Value) -> u64 {
    let reasons = summary["refused"].as_object().unwrap_or_else(|| panic!("refused in {summary}"));
    reasons.values().map(|count| count.as_u64().unwrap_or_else(|| panic!("a number in {summary}"))).sum()
}

/// The events of this name.
fn named<'a>(events: &'a [Value], name: &str) -> Vec<&'a Value> {
    events.iter().filter(|event| event["event"] == name).collect()
}

/// These keys have these values.
fn expect_values(event: &Value, expected: &Value) {
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&event[key], value, "{key} in {event}");
    }
}

/// The port of a socket as text.
fn port_of(socket: &UdpSocket) -> String {
    socket.local_addr().unwrap().port().to_string()
}

/// A command that serves, on 127.0.0.1, until it says where.
fn started(mut command: Command) -> (Process, SocketAddr) {
    command.args(["--bind", "127.0.0.1", "--json"]);
    let process = Process::start(command);
    let ready = process.wait_for("a ready line", |stdout| stdout.lines().next().map(str::to_owned));
    let ready: Value = serde_json::from_str(&ready).unwrap();
    (process, ready["address"].as_str().unwrap().parse().unwrap())
}

/// Ends it and gives its summary.
fn stopped(process: Process) -> Value {
    process.signal(Signal::SIGTERM);
    process.end().expect_exit(0).summary()
}

// The server's three answers.

#[test]
fn the_three_messages_have_their_answers_on_both_families() {
    for address in loopbacks() {
        let server = server(&["--bind", address]);
        let peer = UdpPeer::new(server.address());
        expect_answer(&peer, "C 64", CALIBRATED);
        expect_answer(&peer, "Hello Server", ACKNOWLEDGED);
        expect_answer(&peer, "Hello Server.", ACKNOWLEDGED);
        expect_answer(&peer, "exit", STOPPING);
    }
}

#[test]
fn a_server_listens_on_both_families_on_one_port_unless_told_otherwise() {
    let server = Server::start("ping", &[]);
    let bound = server.addresses();
    let wanted: &[&str] = if has_ipv6() { &["0.0.0.0", "::"] } else { &["0.0.0.0"] };
    let ips: HashSet<String> = bound.iter().map(|address| address.ip().to_string()).collect();
    assert_eq!(ips, wanted.iter().map(|ip| (*ip).to_owned()).collect());
    assert!(bound.iter().all(|address| address.port() == bound[0].port()), "one port: {bound:?}");
    for address in loopbacks() {
        let at = SocketAddr::new(address.parse().unwrap(), bound[0].port());
        assert_eq!(server.ask_at(at, "Hello Server").as_bytes(), ACKNOWLEDGED);
    }
}

#[test]
fn a_packet_needs_no_calibration_before_it_and_may_follow_an_exit() {
    let server = server(&[]);
    let peer = UdpPeer::new(server.address());
    expect_answer(&peer, "Hello Server", ACKNOWLEDGED);
    expect_answer(&peer, "exit", STOPPING);
    expect_answer(&peer, "Hello Server", ACKNOWLEDGED);
    expect_answer(&peer, "C 12", CALIBRATED);
}

#[test]
fn a_calibration_of_any_decimal_size_is_one() {
    let server = server(&[]);
    let peer = UdpPeer::new(server.address());
    for size in ["0", "1", "12", "1024", "65507", "100000"] {
        expect_answer(&peer, format!("C {size}"), CALIBRATED);
    }
    // What was announced cuts nothing.
    expect_answer(&peer, "C 3", CALIBRATED);
    expect_answer(&peer, "exit", STOPPING);
    expect_answer(&peer, vec![b'x'; 65_507], ACKNOWLEDGED);
}

#[test]
fn a_c_that_is_no_calibration_is_data() {
    let server = server(&["--json"]);
    let peer = UdpPeer::new(server.address());
    let data: [&[u8]; 15] = [
        b"C",
        b"C ",
        b"C nonsense",
        b"C -1",
        b"C 1.5",
        b"C 0x40",
        b"C 64 and more",
        b"C64",
        b"CC 64",
        b"Calibrate",
        b"C \xff\xfe",
        b"C \0",
        b"C 6\x004",
        "C \u{664}".as_bytes(),
        b"c 64",
    ];
    for packet in data {
        expect_answer(&peer, packet, ACKNOWLEDGED);
    }
    expect_answer(&peer, [&b"C "[..], &[b'9'; 65_000]].concat(), ACKNOWLEDGED);
    expect_answer(&peer, [&b"C "[..], &[b'x'; 65_505]].concat(), ACKNOWLEDGED);
    expect_values(&server.stop().summary(), &json!({"acknowledged": 17, "calibrations": 0, "exits": 0}));
}

#[test]
fn what_only_looks_like_exit_is_data() {
    let server = server(&["--remote-stop", "loopback"]);
    let peer = UdpPeer::new(server.address());
    for packet in ["exi", "exit now", "exitexit", "EXIT", "exit\0", "stop", "exit server"] {
        expect_answer(&peer, packet, ACKNOWLEDGED);
    }
    expect_answer(&peer, "C 1", CALIBRATED);
}

#[test]
fn a_person_who_types_lines_is_served() {
    // As `printf 'C 64' | ncat -u` sends it, and as ncat does with each line typed.
    let server = server(&[]);
    let peer = UdpPeer::new(server.address());
    for (typed, answer) in [
        ("C 64", CALIBRATED),
        ("C 64\n", CALIBRATED),
        ("hello\n", ACKNOWLEDGED),
        ("\n", ACKNOWLEDGED),
        ("exit\n", STOPPING),
        ("exit", STOPPING),
    ] {
        expect_answer(&peer, typed, answer);
    }
}

#[test]
fn any_bytes_are_acknowledged() {
    for address in loopbacks() {
        let server = server(&["--bind", address, "--json"]);
        let peer = UdpPeer::new(server.address());
        let any: [&[u8]; 7] =
            [b"", b"\0", b"\n", b"\xff\xff\xff\xff", b"\xc3\x28", b"\x1b[2J\x07", "é 数字".as_bytes()];
        for packet in any {
            expect_answer(&peer, packet, ACKNOWLEDGED);
        }
        // What is long and no text is the course's from one who has calibrated, as its clients do.
        expect_answer(&peer, "C 65507", CALIBRATED);
        for byte in [b'x', 0, 0xff] {
            expect_answer(&peer, vec![byte; 65_507], ACKNOWLEDGED);
        }
        let summary = server.stop().summary();
        expect_values(&summary, &json!({"acknowledged": 10, "datagrams_in": 11, "datagrams_out": 11}));
    }
}

#[test]
fn ten_thousand_random_datagrams_are_all_acknowledged() {
    const DATAGRAMS: u64 = 10_000;
    // So many at once fit into the receive buffers; what the kernel drops would prove nothing.
    const BATCH: u64 = 32;
    let server = server(&["--json"]);
    let peer = UdpPeer::new(server.address());
    let mut random = Seeded(1);
    expect_answer(&peer, "C 1200", CALIBRATED);
    for sent in 1..=DATAGRAMS {
        let length = random.below(1200);
        let mut packet = random.bytes(length);
        // A calibration by chance would be answered as one.
        packet.iter_mut().take(1).filter(|first| **first == b'C').for_each(|first| *first = b'D');
        peer.send(packet);
        if sent % BATCH == 0 || sent == DATAGRAMS {
            let batch = if sent % BATCH == 0 { BATCH } else { sent % BATCH };
            for _ in 0..batch {
                assert_eq!(shown(&peer.hear()), shown(ACKNOWLEDGED));
            }
            expect_answer(&peer, "C 1", CALIBRATED);
        }
    }
    peer.expect_nothing("each is answered once");
    let summary = server.stop().summary();
    expect_values(&summary, &json!({"acknowledged": DATAGRAMS, "refused": {}}));
    assert_eq!(number(&summary, "datagrams_in"), number(&summary, "datagrams_out"), "{summary}");
}

#[test]
fn many_clients_at_once_get_their_own_answers() {
    let server = server(&[]);
    let peers: Vec<UdpPeer> = (0..100).map(|_| UdpPeer::new(server.address())).collect();
    for (size, peer) in peers.iter().enumerate() {
        peer.send(format!("C {size}"));
    }
    peers.iter().for_each(|peer| assert_eq!(shown(&peer.hear()), shown(CALIBRATED)));
    peers.iter().for_each(|peer| peer.send("Hello Server"));
    peers.iter().for_each(|peer| assert_eq!(shown(&peer.hear()), shown(ACKNOWLEDGED)));
    // One that ends ends alone.
    expect_answer(&peers[0], "exit", STOPPING);
    peers.iter().for_each(|peer| peer.send("Hello Server"));
    peers.iter().for_each(|peer| assert_eq!(shown(&peer.hear()), shown(ACKNOWLEDGED)));
    peers.iter().for_each(|peer| peer.expect_nothing("each is answered once"));
}

#[test]
fn a_flood_of_one_client_leaves_another_its_acknowledgements() {
    const PACKETS: u32 = 200_000;
    let server = server(&["--json"]);
    let (address, over) = (server.address(), AtomicBool::new(false));
    let served = thread::scope(|scope| {
        scope.spawn(|| {
            let flood = UdpPeer::new(address);
            let start = Instant::now();
            for _ in 0..PACKETS {
                flood.send("Hello Server");
                if start.elapsed() > Duration::from_secs(2) {
                    break;
                }
            }
            over.store(true, Ordering::Release);
        });
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        socket.connect(address).unwrap();
        // The kernel may drop its packet among so many: then it asks again.
        socket.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
        let mut served = 0;
        while !over.load(Ordering::Acquire) {
            socket.send(b"Hello Server").unwrap();
            let mut buffer = [0; 100];
            if let Ok(length) = uninterrupted(|| socket.recv(&mut buffer)) {
                assert_eq!(shown(&buffer[..length]), shown(ACKNOWLEDGED));
                served += 1;
            }
        }
        served
    });
    assert!(served > 0, "not one acknowledgement while the other floods");
    // What of the flood still waits in the server's socket is answered before this.
    eventually("an answer after the flood", || {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
        socket.send_to(b"Hello Server", address).unwrap();
        socket.recv(&mut [0; 100]).ok()
    });
    let summary = server.stop().summary();
    let (taken, answered) = (number(&summary, "datagrams_in"), number(&summary, "acknowledged"));
    assert_eq!(answered + refused(&summary), taken, "each that it took is accounted for: {summary}");
    assert!(answered > served, "{summary}");
}

// Stop words.

#[test]
fn exit_ends_nobodys_server_by_default() {
    let server = server(&["--json"]);
    let peer = UdpPeer::new(server.address());
    for _ in 0..3 {
        expect_answer(&peer, "exit", STOPPING);
        expect_answer(&peer, "Hello Server", ACKNOWLEDGED);
    }
    expect_values(&server.stop().summary(), &json!({"exits": 3, "acknowledged": 3, "ended_by": "signal"}));
}

#[test]
fn exit_ends_the_server_where_remote_stop_says_so() {
    let course = ["--profile", "course"];
    for how in [&["--remote-stop", "loopback"][..], &course] {
        for address in loopbacks() {
            let server = server(&[&["--bind", address, "--json"], how].concat());
            let peer = UdpPeer::new(server.address());
            expect_answer(&peer, "exit", STOPPING);
            let summary = server.end().expect_exit(0).summary();
            assert_eq!(number(&summary, "exits"), 1, "{summary}");
            assert_ne!(summary["ended_by"], "signal", "{summary}");
        }
    }
    let server = server(&["--profile", "course", "--remote-stop", "off"]);
    let peer = UdpPeer::new(server.address());
    expect_answer(&peer, "exit", STOPPING);
    expect_answer(&peer, "C 1", CALIBRATED);
}

#[test]
fn exit_ends_the_server_it_was_sent_to_and_no_other() {
    let other = server(&["--remote-stop", "loopback"]);
    let server = server(&["--remote-stop", "loopback"]);
    assert_eq!(server.ask("exit").as_bytes(), STOPPING);
    server.end().expect_exit(0);
    assert_eq!(other.ask("Hello Server").as_bytes(), ACKNOWLEDGED);
}

// Whom it answers.

#[test]
fn the_answer_comes_from_the_address_that_was_asked() {
    // Delayed answers leave by another way than those at once.
    for delay in ["off", "10ms"] {
        let server = server(&["--bind", "0.0.0.0", "--delay", delay]);
        let port = server.address().port();
        let peer = UdpSocket::bind("127.0.0.1:0").unwrap();
        peer.set_read_timeout(Some(DEADLINE)).unwrap();
        for asked in ["127.0.0.2", "127.0.0.1", "127.1.2.3"] {
            for (request, answer) in
                [("C 64", CALIBRATED), ("Hello Server", ACKNOWLEDGED), ("exit", STOPPING)]
            {
                peer.send_to(request.as_bytes(), (asked, port)).unwrap();
                let mut buffer = [0; 200];
                let (length, from) = uninterrupted(|| peer.recv_from(&mut buffer)).unwrap();
                assert_eq!((from.to_string(), &buffer[..length]), (format!("{asked}:{port}"), answer));
            }
        }
    }
}

#[test]
fn a_servers_own_answers_are_not_answered() {
    let server = server(&["--json"]);
    let peer = UdpPeer::new(server.address());
    for answer in [CALIBRATED, ACKNOWLEDGED, STOPPING] {
        expect_silence(&peer, answer);
    }
    let summary = server.stop().summary();
    assert_eq!((refused(&summary), number(&summary, "acknowledged")), (3, 0), "each is counted: {summary}");
}

#[test]
fn a_server_does_not_answer_its_own_port_at_another_address() {
    // Where a second server of the same profile would stand. Whatever comes from there, nothing goes back.
    let server = server(&["--json", "--remote-stop", "loopback"]);
    let twin = SocketAddr::from(([127, 0, 0, 2], server.address().port()));
    let twin = UdpPeer::from(twin, server.address()).unwrap();
    for forged in ["Hello Server", "Packet Acknowledged", "C 64", "exit", ""] {
        twin.send(forged);
    }
    assert_eq!(server.ask("Hello Server").as_bytes(), ACKNOWLEDGED);
    twin.expect_nothing("a server of the same port is not answered");
    let summary = server.stop().summary();
    assert_eq!((number(&summary, "datagrams_out"), refused(&summary)), (1, 5), "each is counted: {summary}");
}

#[test]
fn a_server_does_not_answer_the_port_of_another_tool_of_its_profile() {
    // Whoever has the handshake server's port, at whatever address.
    let holder = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let mut command = sockctl(&["ping", "serve", "--port", "0"]);
    command.env("SOCKCTL_HANDSHAKE_PORT", port_of(&holder));
    let (process, address) = started(command);
    holder.connect(address).unwrap();
    for forged in ["Hello Server", "C 64", "exit", "RESET 1", ""] {
        holder.send(forged.as_bytes()).unwrap();
    }
    expect_answer(&UdpPeer::new(address), "Hello Server", ACKNOWLEDGED);
    holder.set_nonblocking(true).unwrap();
    assert!(holder.recv(&mut [0; 100]).is_err(), "the handshake server's port is not answered");
    let summary = stopped(process);
    assert_eq!((number(&summary, "datagrams_out"), refused(&summary)), (1, 5), "{summary}");
}

/// Sends one datagram that pretends to come from somewhere else. False without the right to do so.
pub(crate) fn forge(from: SocketAddr, to: SocketAddr, payload: &[u8]) -> bool {
    let (SocketAddr::V4(from), SocketAddr::V4(to)) = (from, to) else { panic!("IPv4 only") };
    // 255 is IPPROTO_RAW: the IP header is ours.
    let kind = socket2::Type::RAW;
    let Ok(raw) = socket2::Socket::new(socket2::Domain::IPV4, kind, Some(socket2::Protocol::from(255)))
    else {
        return false;
    };
    let length = |headers: usize| u16::try_from(headers + payload.len()).unwrap().to_be_bytes();
    // The kernel fills in the total length and the checksum of IP; UDP's may be left out.
    let mut packet = vec![0x45, 0, 0, 0, 0, 0, 0, 0, 64, 17, 0, 0];
    packet[2..4].copy_from_slice(&length(28));
    let ports = |address: &SocketAddrV4| address.port().to_be_bytes();
    for part in [&from.ip().octets()[..], &to.ip().octets(), &ports(&from), &ports(&to), &length(8), &[0, 0]]
    {
        packet.extend_from_slice(part);
    }
    packet.extend_from_slice(payload);
    raw.send_to(&packet, &SocketAddr::V4(to).into()).unwrap() == packet.len()
}

#[test]
fn a_forged_datagram_really_looks_so() {
    let (a, b) = (UdpSocket::bind("127.0.0.1:0").unwrap(), UdpSocket::bind("127.0.0.2:0").unwrap());
    let (a_at, b_at) = (a.local_addr().unwrap(), b.local_addr().unwrap());
    if !forge(a_at, b_at, b"hello") {
        say("skipped: forged datagrams, there is no right to open a raw socket");
        return;
    }
    b.set_read_timeout(Some(DEADLINE)).unwrap();
    let mut buffer = [0; 100];
    let (length, from) = uninterrupted(|| b.recv_from(&mut buffer)).unwrap();
    assert_eq!((&buffer[..length], from), (&b"hello"[..], a_at));
}

#[test]
fn two_ping_servers_of_one_profile_do_not_talk_to_each_other() {
    let (first, first_at, second, second_at) =
        eventually("the port is free at the other address too", || {
            let first = server(&["--json"]);
            let at = first.address();
            let port = at.port().to_string();
            let second =
                Process::start(sockctl(&["ping", "serve", "--json", "--bind", "127.0.0.2", "--port", &port]));
            let ready = eventually("it listens or ends", || {
                let listens = second.stdout_so_far().contains("\"listening\"");
                let ended = std::fs::read_to_string(format!("/proc/{}/cmdline", second.pid()));
                let ended = ended.is_ok_and(|line| line.is_empty());
                (listens || ended).then_some(listens)
            });
            ready.then(|| (first, at, second, SocketAddr::from(([127, 0, 0, 2], at.port()))))
        });
    for payload in [&b"Hello Server"[..], ACKNOWLEDGED, b"C 64", b"exit"] {
        if !forge(second_at, first_at, payload) {
            say("skipped: two ping servers and a forged datagram, there is no right to open a raw socket");
            return;
        }
        forge(first_at, second_at, payload);
    }
    // All that was sent before these is read before these.
    expect_answer(&UdpPeer::new(first_at), "C 1", CALIBRATED);
    expect_answer(&UdpPeer::new(second_at), "C 1", CALIBRATED);
    for summary in [first.stop().summary(), stopped(second)] {
        expect_values(&summary, &json!({"datagrams_in": 5, "datagrams_out": 1, "acknowledged": 0}));
    }
}

#[test]
fn a_ping_server_and_a_handshake_server_do_not_talk_to_each_other() {
    let holder = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let handshake_port = port_of(&holder);
    let mut command = sockctl(&["ping", "serve", "--port", "0"]);
    command.env("SOCKCTL_HANDSHAKE_PORT", &handshake_port);
    let (ping, ping_at) = started(command);
    drop(holder);
    let mut command = sockctl(&["handshake", "serve", "--port", &handshake_port]);
    command.env("SOCKCTL_PING_PORT", ping_at.port().to_string());
    let (handshake, handshake_at) = started(command);

    for payload in ["Hello Server", "C 64", "exit", "HELLO 1", "RESET 1"] {
        if !forge(handshake_at, ping_at, payload.as_bytes()) {
            say("skipped: ping and handshake servers and a forged datagram, no right to open a raw socket");
            return;
        }
        forge(ping_at, handshake_at, payload.as_bytes());
    }
    expect_answer(&UdpPeer::new(ping_at), "C 1", CALIBRATED);
    assert!(UdpPeer::new(handshake_at).ask("HELLO 1").starts_with(b"OK 1 "), "no lease was taken");
    for summary in [stopped(ping), stopped(handshake)] {
        expect_values(&summary, &json!({"datagrams_in": 6, "datagrams_out": 1}));
        assert_eq!(refused(&summary), 5, "{summary}");
    }
}

#[test]
fn who_is_denied_or_not_allowed_gets_no_answer() {
    for rule in [["--deny", "127.0.0.3/32"], ["--allow", "127.0.0.1/32"]] {
        let server = server(&[&rule[..], &["--json", "--remote-stop", "loopback"]].concat());
        let stranger = UdpPeer::from("127.0.0.3:0".parse().unwrap(), server.address()).unwrap();
        for packet in ["C 64", "Hello Server", "exit"] {
            stranger.send(packet);
        }
        assert_eq!(server.ask("Hello Server").as_bytes(), ACKNOWLEDGED, "{rule:?}");
        stranger.expect_nothing("a stranger gets no answer");
        assert_eq!(refused(&server.stop().summary()), 3, "{rule:?}: it is counted");
    }
}

#[test]
fn loopback_is_exempt_from_the_rate() {
    let server = server(&["--max-pps", "1"]);
    let peer = UdpPeer::new(server.address());
    for _ in 0..200 {
        expect_answer(&peer, "Hello Server", ACKNOWLEDGED);
    }
}

#[test]
fn a_second_server_on_the_same_port_says_where_and_how_to_see_who_has_it() {
    let first = server(&[]);
    let port = first.address().port().to_string();
    let second = run(&["ping", "serve", "--bind", "127.0.0.1", "--port", &port], "").expect_exit(3);
    assert_eq!(second.stdout, "", "no ready line\n{second}");
    assert!(second.stderr.contains(&first.address().to_string()), "names the address\n{second}");
    assert_eq!(first.ask("Hello Server").as_bytes(), ACKNOWLEDGED, "the first goes on");
}

// Artificial loss, delay, duplication, reordering, corruption.

#[test]
fn a_loss_of_all_takes_every_acknowledgement_and_neither_calibration_nor_exit() {
    for address in loopbacks() {
        let server = server(&["--bind", address, "--json", "--loss", "100%"]);
        let peer = UdpPeer::new(server.address());
        for packet in ["Hello Server", "", "C nonsense"] {
            expect_silence(&peer, packet);
        }
        expect_answer(&peer, "exit", STOPPING);
        let summary = server.stop().summary();
        expect_values(&summary["impairment"], &json!({"answers": 3, "lost": 3}));
        expect_values(&summary, &json!({"calibrations": 3, "exits": 1, "datagrams_out": 4}));
    }
}

/// Which of two hundred packets are answered.
fn survivors(args: &[&str]) -> (Vec<bool>, Value) {
    let server = server(&[&["--json"], args].concat());
    let peer = UdpPeer::new(server.address());
    let answered = (0..200).map(|_| is_acknowledged(&peer, "Hello Server")).collect();
    (answered, server.stop().summary())
}

#[test]
fn the_same_seed_loses_the_same_packets_and_another_one_others() {
    let (first, summary) = survivors(&["--loss", "50%", "--seed", "7"]);
    let answered = first.iter().filter(|answered| **answered).count();
    // About half: six standard deviations.
    assert!((57..=143).contains(&answered), "{answered} of 200");
    expect_values(
        &summary["impairment"],
        &json!({"answers": 200, "lost": 200 - answered, "delayed": 0, "duplicated": 0, "reordered": 0,
            "corrupted": 0, "seed": 7}),
    );
    assert_eq!(survivors(&["--loss", "0.5", "--seed", "7"]).0, first, "the same seed, the same fates");
    assert_ne!(survivors(&["--loss", "50%", "--seed", "8"]).0, first, "another seed, other fates");
}

#[test]
fn a_seed_is_told_so_that_a_lesson_can_be_repeated() {
    let (first, summary) = survivors(&["--loss", "50%"]);
    let seed = number(&summary["impairment"], "seed").to_string();
    assert_eq!(survivors(&["--loss", "50%", "--seed", &seed]).0, first, "seed {seed}");
    assert_ne!(survivors(&["--loss", "50%"]).0, first, "without one it is another each time");
}

#[test]
fn a_delayed_acknowledgement_comes_not_before_its_time() {
    for address in loopbacks() {
        for (delay, least) in [("300ms", 300), ("0.3", 300), ("200ms..400ms", 200)] {
            let server = server(&["--bind", address, "--delay", delay]);
            let peer = UdpPeer::new(server.address());
            let start = Instant::now();
            expect_answer(&peer, "Hello Server", ACKNOWLEDGED);
            let took = start.elapsed();
            assert!(took >= Duration::from_millis(least), "{delay}: {took:?}");
        }
    }
}

#[test]
fn each_acknowledgement_is_delayed_by_itself() {
    // Were they delayed one after another, as the exercise's server does, this would take five minutes.
    let server = server(&["--delay", "600ms"]);
    let calibrates = UdpPeer::new(server.address());
    let peers: Vec<UdpPeer> = (0..500).map(|_| UdpPeer::new(server.address())).collect();
    for batch in peers.chunks(50) {
        batch.iter().for_each(|peer| peer.send("Hello Server"));
        // So that no more wait in the server's socket than fit.
        expect_answer(&calibrates, "C 1", CALIBRATED);
    }
    peers.iter().for_each(|peer| assert_eq!(shown(&peer.hear()), shown(ACKNOWLEDGED)));
}

#[test]
fn what_is_not_delayed_waits_for_nobody() {
    let server = server(&["--json", "--events", "--delay", "3s@50%", "--seed", "3"]);
    let start = Instant::now();
    let peers: Vec<UdpPeer> = (0..20).map(|_| UdpPeer::new(server.address())).collect();
    for peer in &peers {
        peer.send("Hello Server");
        peer.send("C 1");
    }
    // By order, not by speed: the calibration is never delayed.
    let delayed: Vec<bool> = peers
        .iter()
        .map(|peer| {
            let first = peer.hear();
            let calibrated = first == CALIBRATED;
            let other = if calibrated { CALIBRATED } else { ACKNOWLEDGED };
            assert_eq!(shown(&first), shown(other));
            calibrated
        })
        .collect();
    let in_order = start.elapsed() < Duration::from_secs(3);
    for (peer, delayed) in peers.iter().zip(&delayed) {
        let second = peer.hear();
        assert_eq!(shown(&second), shown(if *delayed { ACKNOWLEDGED } else { CALIBRATED }));
        assert!(!delayed || start.elapsed() >= Duration::from_secs(3), "{:?}", start.elapsed());
    }
    let server = server.stop();
    let events = server.events();
    let reported: HashSet<&str> = named(&events, "impaired")
        .iter()
        .map(|event| {
            assert_eq!((&event["fate"], number(event, "delay_ns")), (&json!("delayed"), 3_000_000_000));
            event["peer"].as_str().unwrap()
        })
        .collect();
    assert!((1..20).contains(&reported.len()), "some and not all\n{server}");
    if in_order {
        for (peer, delayed) in peers.iter().zip(&delayed) {
            let local = peer.local().to_string();
            assert_eq!(reported.contains(local.as_str()), *delayed, "{local}\n{server}");
        }
    }
}

#[test]
fn one_clients_round_trips_do_not_contain_anothers_delay() {
    // Answers 0 to 29: with this seed some wait 2 s and most leave at once.
    let server = server(&["--json", "--events", "--delay", "2s@30%", "--seed", "11"]);
    let waiting = UdpPeer::new(server.address());
    waiting.send("Hello Server");
    let measured = run_client(
        server.address(),
        &["--json", "-n", "5", "-i", "0.2", "--reply-timeout", "0.15", "--source", "127.0.0.5"],
    );
    let server = server.stop();
    let events = server.events();
    let delayed = |event: &&&Value| event["peer"].as_str().unwrap().starts_with("127.0.0.5:");
    let delayed = named(&events, "impaired").iter().filter(delayed).count() as u64;
    let summary = measured.summary();
    // Each that was not delayed itself is answered at once; a busy machine may make it late, the server does not.
    assert!(number(&summary, "lost") + number(&summary, "ambiguous") >= delayed, "{measured}{server}");
    for reply in named(&measured.events(), "reply") {
        assert!(number(reply, "rtt_ns") < 2_000_000_000, "{measured}");
    }
}

#[test]
fn delays_lie_where_they_were_asked_for() {
    let server = server(&["--json", "--events", "--delay", "10ms..30ms", "--seed", "5"]);
    let peer = UdpPeer::new(server.address());
    (0..100).for_each(|_| peer.send("Hello Server"));
    (0..100).for_each(|_| assert_eq!(shown(&peer.hear()), shown(ACKNOWLEDGED)));
    let server = server.stop();
    let events = server.events();
    let delays: Vec<u64> = named(&events, "impaired").iter().map(|event| number(event, "delay_ns")).collect();
    assert_eq!(delays.len(), 100, "{server}");
    assert!(delays.iter().all(|delay| (10_000_000..=30_000_000).contains(delay)), "{delays:?}");
    assert!(delays.iter().collect::<HashSet<_>>().len() > 50, "they differ: {delays:?}");
    assert_eq!(number(&server.summary()["impairment"], "delayed"), 100);
}

#[test]
fn a_duplicated_acknowledgement_comes_twice() {
    let server = server(&["--json", "--duplicate", "100%"]);
    let peer = UdpPeer::new(server.address());
    for _ in 0..10 {
        peer.send("Hello Server");
        assert_eq!(
            [peer.hear(), peer.hear()].map(|answer| shown(&answer)),
            [(); 2].map(|()| shown(ACKNOWLEDGED))
        );
    }
    expect_answer(&peer, "C 1", CALIBRATED);
    expect_answer(&peer, "exit", STOPPING);
    expect_answer(&peer, "C 1", CALIBRATED);
    peer.expect_nothing("calibration and exit are answered once");
    let summary = server.stop().summary();
    expect_values(&summary["impairment"], &json!({"answers": 10, "duplicated": 10, "lost": 0}));
    expect_values(&summary, &json!({"acknowledged": 10, "datagrams_in": 13, "datagrams_out": 23}));
}

/// In how many bits two answers of one length differ.
fn bits_apart(a: &[u8], b: &[u8]) -> u32 {
    assert_eq!(a.len(), b.len(), "{} and {}", shown(a), shown(b));
    a.iter().zip(b).map(|(a, b)| (a ^ b).count_ones()).sum()
}

#[test]
fn a_corrupted_acknowledgement_differs_in_one_bit() {
    let server = server(&["--json", "--corrupt", "100%"]);
    let peer = UdpPeer::new(server.address());
    let answers: HashSet<Vec<u8>> = (0..50).map(|_| peer.ask("Hello Server")).collect();
    assert!(answers.iter().all(|answer| bits_apart(answer, ACKNOWLEDGED) == 1), "{answers:?}");
    assert!(answers.len() > 5, "not always the same bit: {answers:?}");
    expect_answer(&peer, "C 1", CALIBRATED);
    expect_answer(&peer, "exit", STOPPING);
    expect_values(&server.stop().summary()["impairment"], &json!({"answers": 50, "corrupted": 50}));
}

#[test]
fn a_reordered_acknowledgement_comes_after_the_next_answer() {
    let server = server(&["--json", "--reorder", "100%"]);
    let peer = UdpPeer::new(server.address());
    peer.send("Hello Server");
    expect_answer(&peer, "C 1", CALIBRATED);
    assert_eq!(shown(&peer.hear()), shown(ACKNOWLEDGED));
    peer.expect_nothing("once");
    expect_values(&server.stop().summary()["impairment"], &json!({"answers": 1, "reordered": 1, "lost": 0}));
}

#[test]
fn a_reordered_acknowledgement_without_a_next_one_comes_all_the_same() {
    let server = server(&["--reorder", "100%"]);
    expect_answer(&UdpPeer::new(server.address()), "Hello Server", ACKNOWLEDGED);
}

#[test]
fn fates_come_together_and_are_counted_each() {
    let impaired =
        ["--loss", "20%", "--delay", "1ms~1ms", "--duplicate", "30%", "--reorder", "10%", "--corrupt", "20%"];
    let runs: Vec<(BTreeMap<u64, String>, Value)> = (0..2)
        .map(|_| {
            let server = server(&[&impaired[..], &["--json", "--events", "--seed", "42"]].concat());
            let peer = UdpPeer::new(server.address());
            (0..100).for_each(|_| peer.send("Hello Server"));
            // What it is answered comes in any order; the count says when all have been taken.
            eventually("all are taken", || {
                (named(&server.events_so_far(), "answered").len() == 100).then_some(())
            });
            let server = server.stop();
            let fates = named(&server.events(), "impaired")
                .iter()
                .map(|event| (number(event, "number"), event["fate"].as_str().unwrap().to_owned()))
                .collect();
            (fates, server.summary())
        })
        .collect();
    let (fates, summary) = &runs[0];
    assert_eq!(*fates, runs[1].0, "the same seed gives the same fate packet by packet");
    assert_eq!(summary["impairment"], runs[1].1["impairment"]);
    for fate in ["lost", "delayed", "duplicated", "reordered", "corrupted"] {
        let listed = fates.values().filter(|fates| fates.split('+').any(|one| one == fate)).count() as u64;
        assert!(listed > 0, "{fate} is among them: {fates:?}");
        assert_eq!(number(&summary["impairment"], fate), listed, "{fate} in {summary}");
    }
    assert_eq!(number(&summary["impairment"], "answers"), 100);
}

#[test]
fn a_handshake_server_takes_the_same_flags() {
    let server = serve("handshake", &["--json", "--events", "--loss", "100%"]);
    let peer = UdpPeer::new(server.address());
    (0..5).for_each(|id| peer.send(format!("HELLO {id}")));
    eventually("all have their fate", || {
        (named(&server.events_so_far(), "impaired").len() == 5).then_some(())
    });
    peer.expect_nothing("all is lost");
    let summary = server.stop().summary();
    expect_values(&summary, &json!({"granted": 5, "datagrams_out": 0}));
    expect_values(&summary["impairment"], &json!({"answers": 5, "lost": 5}));

    let server = serve("handshake", &["--delay", "300ms"]);
    let start = Instant::now();
    assert!(server.ask("HELLO 1").starts_with("OK 1 "));
    assert!(start.elapsed() >= Duration::from_millis(300), "{:?}", start.elapsed());

    let server = serve("handshake", &["--duplicate", "100%"]);
    let peer = UdpPeer::new(server.address());
    assert_eq!(peer.ask("HELLO 1"), peer.hear());

    let server = serve("handshake", &["--corrupt", "100%"]);
    let peer = UdpPeer::new(server.address());
    let granted = format!("OK 1 127.0.0.1 {}", peer.local().port());
    assert_eq!(bits_apart(&peer.ask("HELLO 1"), granted.as_bytes()), 1);

    let server = serve("handshake", &["--loss", "100%", "--tcp"]);
    assert!(server.ask("HELLO 1").starts_with("OK 1 "), "TCP loses nothing");
}

#[test]
fn handshakes_change_places_as_the_log_says() {
    let args = ["--json", "--events", "--reorder", "30%", "--seed", "2"];
    let server = serve("handshake", &args);
    let peer = UdpPeer::new(server.address());
    (0..40).for_each(|id| peer.send(format!("HELLO {id}")));
    let came: Vec<u64> = (0..40)
        .map(|_| {
            let answer = String::from_utf8(peer.hear()).unwrap();
            answer.split(' ').nth(1).unwrap().parse().unwrap()
        })
        .collect();
    let server = server.stop();
    let held: HashSet<u64> = named(&server.events(), "impaired")
        .iter()
        .map(|event| {
            assert_eq!(event["fate"], "reordered", "{event}");
            number(event, "number")
        })
        .collect();
    assert!((1..40).contains(&held.len()), "{server}");
    assert_eq!(came.iter().collect::<HashSet<_>>().len(), 40, "each comes once: {came:?}");
    let place = |id: u64| came.iter().position(|one| *one == id).unwrap();
    for id in 0..39 {
        // One that is held back comes after the next one that is not; those that are not keep their order.
        let next = (id + 1..40).find(|next| !held.contains(next));
        if let Some(next) = next {
            assert_eq!(
                place(id) > place(next),
                held.contains(&id),
                "{id} and {next}: {came:?}, held {held:?}"
            );
        }
    }
}

// What a server says.

#[test]
fn a_server_told_to_end_sums_up_what_it_did() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let server = server(&["--json"]);
        let peer = UdpPeer::new(server.address());
        expect_answer(&peer, "C 64", CALIBRATED);
        (0..3).for_each(|_| expect_answer(&peer, "Hello Server", ACKNOWLEDGED));
        expect_silence(&peer, ACKNOWLEDGED);
        expect_answer(&peer, "exit", STOPPING);
        let ended = server.stop_by(signal).expect_exit(0);
        let kinds: Vec<Value> = ended.events().iter().map(|event| event["event"].clone()).collect();
        assert_eq!(kinds, ["listening", "ignored", "summary"], "{ended}");
        let summary = ended.summary();
        expect_values(
            &summary,
            &json!({
                "tool": "ping", "event": "summary", "role": "server", "ended_by": "signal",
                "calibrations": 2, "acknowledged": 3, "exits": 1,
                "datagrams_in": 7, "in_bytes": 4 + 3 * 12 + 19 + 3 + 4,
                "datagrams_out": 6, "out_bytes": 33 + 3 * 19 + 33 + 20,
            }),
        );
        assert_eq!(refused(&summary), 1, "{summary}");
    }
}

#[test]
fn the_summary_is_for_people_unless_json_is_asked_for() {
    let server = server(&["--loss", "100%"]);
    let peer = UdpPeer::new(server.address());
    (0..17).for_each(|_| expect_silence(&peer, "Hello Server"));
    let ended = server.stop_by(Signal::SIGINT).expect_exit(0);
    let summary: Vec<&str> = ended.stdout.lines().skip(1).collect();
    let has = |words: &[&str]| summary.iter().any(|line| words.iter().all(|word| line.contains(word)));
    assert!(has(&["17", "acknowledged"]) && has(&["impaired", "17", "lost"]), "{ended}");
    assert!(!ended.stdout.contains('{') && !ended.stdout.contains('\u{1b}'), "plain text in a pipe\n{ended}");
}

#[test]
fn an_interim_summary_comes_on_demand_and_the_server_goes_on() {
    for signal in [Signal::SIGUSR1, Signal::SIGQUIT] {
        let server = server(&["--json"]);
        server.ask("Hello Server");
        let interim = eventually("an interim summary with the packet", || {
            server.process().signal(signal);
            let events = server.events_so_far().into_iter();
            events.into_iter().find(|event| event["event"] == "interim" && event["acknowledged"] == 1)
        });
        assert_eq!(interim["role"], "server");
        assert_eq!(server.ask("Hello Server").as_bytes(), ACKNOWLEDGED);
        assert_eq!(number(&server.stop().summary(), "acknowledged"), 2);
    }
}

#[test]
fn events_show_each_message_and_the_fate_of_its_answer() {
    let server = server(&["--events", "--loss", "100%"]);
    let peer = UdpPeer::new(server.address());
    expect_answer(&peer, "C 1", CALIBRATED);
    expect_silence(&peer, "conspicuous \x1b[2J\x07\n");
    let local = peer.local().to_string();
    let ended = server.stop();
    let lines: Vec<&str> = ended.stdout.lines().filter(|line| line.contains(&local)).collect();
    let has = |words: &[&str]| lines.iter().any(|line| words.iter().all(|word| line.contains(word)));
    assert!(has(&["conspicuous \\u{1b}[2J\\u{7}\\n"]), "escaped\n{ended}");
    assert!(has(&["C 1"]) && has(&["lost"]), "{ended}");
}

#[test]
fn the_course_profile_prints_what_a_server_takes_and_the_default_does_not() {
    let course = ["--profile", "course", "--loss", "0", "--delay", "off"];
    for (how, shows) in [(&course[..], true), (&["-v"], true), (&["--events"], true), (&[], false)] {
        let server = server(how);
        expect_answer(&UdpPeer::new(server.address()), "conspicuous", ACKNOWLEDGED);
        let ended = server.stop();
        assert_eq!(ended.stdout.contains("conspicuous"), shows, "{how:?}\n{ended}");
    }
}

#[test]
fn text_from_the_network_reaches_no_terminal_raw() {
    for how in [&["--events"][..], &["-v", "-v"], &["--trace"], &["--events", "--trace", "--json"]] {
        let server = server(how);
        let peer = UdpPeer::new(server.address());
        expect_answer(&peer, "C 1", CALIBRATED);
        expect_answer(&peer, "Hello \x1b]0;owned\x07\x1b[2J\u{9b}31m\r\n", ACKNOWLEDGED);
        expect_answer(&peer, b"\xff\xfe\x00\x9b", ACKNOWLEDGED);
        let ended = server.stop();
        let all = format!("{}{}", ended.stdout, ended.stderr);
        let raw = all.chars().find(|letter| letter.is_control() && *letter != '\n' && *letter != '\t');
        assert_eq!(raw, None, "{how:?}\n{ended}");
    }
}

#[test]
fn a_trace_shows_both_directions_and_what_they_mean() {
    let server = server(&["--trace"]);
    let peer = UdpPeer::new(server.address());
    expect_answer(&peer, "C 64", CALIBRATED);
    expect_answer(&peer, "Hello Server", ACKNOWLEDGED);
    let ended = server.stop();
    let all = format!("{}{}", ended.stdout, ended.stderr);
    for message in ["`C 64`", "4 bytes", "`Hello Server`", "12 bytes", "`Packet Acknowledged`", "19 bytes"] {
        assert!(all.contains(message), "{message}\n{ended}");
    }
    assert!(all.contains(" -> ") && all.contains(" <- "), "{ended}");
}

// The client against the server.

/// Sent packets are received, ambiguous or lost, and the events say so one by one.
fn expect_balance(client: &Ended) -> Value {
    let (events, summary) = (client.events(), client.summary());
    let fates = ["received", "ambiguous", "lost"].map(|key| number(&summary, key));
    assert_eq!(fates.iter().sum::<u64>(), number(&summary, "sent"), "{client}");
    assert_eq!(named(&events, "reply").len() as u64, number(&summary, "received"), "{client}");
    assert_eq!(named(&events, "lost").len() as u64, number(&summary, "lost"), "{client}");
    assert!(number(&summary, "late") <= number(&summary, "received"), "{client}");
    summary
}

/// Measures until the machine is left in peace long enough: every packet left in its slot and was answered within
/// its interval.
fn undisturbed(mut measure: impl FnMut() -> Ended) -> Ended {
    eventually("a run in which nothing was late", || {
        let client = measure().expect_exit(0);
        let summary = expect_balance(&client);
        let late = ["late", "ambiguous", "lost", "missed_slots", "unexpected"];
        late.iter().all(|key| number(&summary, key) == 0).then_some(client)
    })
}

/// Numbers and round-trip times of the replies.
fn replies(client: &Ended) -> Vec<(u64, u64)> {
    let events = client.events();
    let replies = named(&events, "reply");
    replies.iter().map(|event| (number(event, "number"), number(event, "rtt_ns"))).collect()
}

#[test]
fn a_client_measures_a_server_on_both_families() {
    for address in loopbacks() {
        let server = server(&["--bind", address]);
        let client = undisturbed(|| run_client(server.address(), &["-n", "5", "-i", "0.05", "--json"]));
        let numbers: Vec<u64> = replies(&client).iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5], "{client}");
        let summary = client.summary();
        expect_values(
            &summary,
            &json!({
                "tool": "ping", "role": "client", "wire": "course", "server": server.address().to_string(),
                "interval_ns": 50_000_000, "size_bytes": 64, "sent": 5, "received": 5, "lost": 0,
                "loss_percent": 0.0, "exercise_loss_percent": 0.0, "refused_by_icmp": 0,
            }),
        );
        assert_eq!(client.stderr, "", "nothing to complain about");
    }
}

/// The two are the same but for rounding and, where it is a percentile, the histogram's three digits.
fn expect_near(summary: &Value, name: &str, got: u64, expected: f64) {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let apart = (got as f64 - expected).abs();
    assert!(apart <= 100.0 + expected / 500.0, "{name}: {got} is not {expected} in {summary}");
}

#[test]
fn a_summary_is_what_its_replies_add_up_to() {
    let server = server(&["--delay", "1ms..10ms", "--seed", "1"]);
    let client = undisturbed(|| run_client(server.address(), &["-n", "20", "-i", "0.05", "--json"]));
    let summary = client.summary();
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let rtts: Vec<f64> = replies(&client).iter().map(|(_, rtt)| *rtt as f64).collect();
    let variations: Vec<f64> = rtts.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let mut sorted = rtts.clone();
    sorted.sort_by(f64::total_cmp);
    let mean = rtts.iter().sum::<f64>() / 20.0;
    // RFC 3550, 6.4.1: J = J + (|D| - J) / 16.
    let jitter = variations.iter().fold(0.0, |jitter, variation| jitter + (variation - jitter) / 16.0);
    let rtt = &summary["rtt"];
    assert_eq!(number(rtt, "count"), 20, "{summary}");
    for (key, expected) in [("min_ns", sorted[0]), ("mean_ns", mean), ("max_ns", sorted[19])] {
        expect_near(&summary, key, number(rtt, key), expected);
    }
    // Between the two in the middle, and among the last.
    let (median, p95) = (number(rtt, "median_ns"), number(rtt, "p95_ns"));
    let between = |low: f64, got: u64, high: f64| {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let got = got as f64;
        assert!(low * 0.998 <= got && got <= high * 1.002, "{low} {got} {high} in {summary}");
    };
    between(sorted[9], median, sorted[10]);
    between(sorted[18], p95, sorted[19]);
    between(sorted[18], number(rtt, "p99_ns"), sorted[19]);
    expect_near(&summary, "average", number(&summary, "exercise_average_ns"), mean);
    expect_near(&summary, "jitter", number(&summary, "jitter_rfc3550_ns"), jitter);
    assert_eq!(number(&summary, "ipdv_rfc3393_count"), 19, "{summary}");
    let ipdv_mean = variations.iter().sum::<f64>() / 19.0;
    expect_near(&summary, "ipdv", number(&summary, "ipdv_rfc3393_mean_abs_ns"), ipdv_mean);
    let ipdv_max = variations.iter().copied().fold(0.0, f64::max);
    expect_near(&summary, "ipdv", number(&summary, "ipdv_rfc3393_max_abs_ns"), ipdv_max);
    assert_eq!(number(&summary["lateness"], "count"), 20, "{summary}");
}

#[test]
fn packets_are_spread_over_their_intervals() {
    let server = server(&[]);
    let start = Instant::now();
    let client = run_client(server.address(), &["-n", "4", "-i", "200ms", "--json"]).expect_exit(0);
    assert!(start.elapsed() >= Duration::from_millis(600), "{:?}", start.elapsed());
    let events = client.events();
    let replies = named(&events, "reply");
    for reply in replies {
        // On the grid of the first packet, which itself may have left late.
        let grid = (number(reply, "number") - 1) * 200_000_000;
        let first_late = number(&client.summary()["lateness"], "max_ns");
        assert!(number(reply, "sent_ns") + first_late >= grid, "{client}");
    }
}

#[test]
fn the_text_has_a_line_for_each_packet_and_the_lines_of_the_summary() {
    let server = server(&[]);
    let client = eventually("a run in which nothing was late", || {
        let client = run_client(server.address(), &["-n", "3", "-i", "0.1"]).expect_exit(0);
        let in_time = client.stdout.contains("3 received (0 late), 0 ambiguous");
        (in_time && client.stdout.contains(" 0 slots missed")).then_some(client)
    });
    let lines: Vec<&str> = client.stdout.lines().collect();
    for (number, line) in (1..=3).zip(&lines) {
        let rtt = line.strip_prefix(&format!("packet {number}: 64 bytes, rtt "));
        assert!(rtt.is_some_and(|rtt| rtt.ends_with("s")), "{line:?}\n{client}");
    }
    let head = format!("{}, packets of 64 bytes every 100.0 ms, course wire:", server.address());
    assert_eq!(lines[3], head, "{client}");
    let starts = [
        "  packets   3 sent, 3 received (0 late), 0 ambiguous, 0 lost (0.0 %)",
        "  exercise  0.0 % lost (late counts as lost), average rtt ",
        "  rtt       min ",
        "  jitter    ",
        "  sender    0 slots missed, late by median ",
    ];
    for (start, line) in starts.iter().zip(&lines[4..]) {
        assert!(line.starts_with(start), "{line:?} begins with {start:?}\n{client}");
    }
    assert_eq!(lines.len(), 9, "{client}");
    for word in ["mean ", "median ", "p95 ", "p99 ", "max "] {
        assert!(lines[6].contains(word), "{word}\n{client}");
    }
    assert!(lines[7].contains("RFC 3550") && lines[7].contains("RFC 3393"), "{client}");
    assert!(!client.stdout.contains('\u{1b}'), "plain text in a pipe\n{client}");
}

#[test]
fn the_exercises_plain_seconds_and_durations_with_a_unit_are_the_same() {
    let server = server(&[]);
    for interval in ["0.05", "50ms"] {
        let client = run_client(server.address(), &["-n", "2", "-i", interval, "--json"]).expect_exit(0);
        assert_eq!(number(&client.summary(), "interval_ns"), 50_000_000);
    }
}

#[test]
fn a_target_may_have_its_port_apart_and_a_name() {
    let server = Server::start("ping", &[]);
    let port = server.address().port().to_string();
    let name = format!("localhost:{port}");
    for target in [&["127.0.0.1", "--port", &port][..], &["-p", &port], &[&name, "-4"]] {
        let args = [&["ping", "client", "--json", "-n", "1", "--wire", "course"], target].concat();
        let summary = run(&args, "").expect_exit(0).summary();
        assert_eq!(summary["server"], format!("127.0.0.1:{port}"), "{target:?}");
    }
}

#[test]
fn a_client_ends_by_its_time() {
    let server = server(&[]);
    let client = run_client(server.address(), &["-t", "0.3", "-i", "0.05", "--json"]).expect_exit(0);
    let sent = number(&expect_balance(&client), "sent");
    // At 0, 50, ... 300 ms; slots that a busy machine misses are no packets.
    assert!((1..=7).contains(&sent), "{sent}\n{client}");
}

#[test]
fn a_time_alone_is_no_count_and_with_a_count_the_first_to_come_ends_it() {
    let server = server(&[]);
    // Ten is the count when nothing is said at all.
    let client = run_client(server.address(), &["-t", "2", "-i", "0.02", "--json"]).expect_exit(0);
    assert!(number(&expect_balance(&client), "sent") > 10, "{client}");
    let client = run_client(server.address(), &["-t", "10m", "-n", "2", "-i", "0.1", "--json"]);
    let summary = expect_balance(&client.expect_exit(0));
    assert!(number(&summary, "sent") <= 2, "{summary}");
}

#[test]
fn a_client_without_a_count_goes_on_until_ctrl_c() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let server = server(&[]);
        let client = client(server.address(), &["-n", "0", "-i", "0.05", "--json"]);
        client.wait_for("more than ten packets", |stdout| {
            (stdout.lines().filter(|line| line.contains("\"reply\"")).count() > 12).then_some(())
        });
        client.signal(signal);
        let client = client.end().expect_exit(0);
        let summary = client.summary();
        assert_eq!(summary["ended_by"], "signal", "{client}");
        assert!(number(&summary, "received") > 12, "{client}");
    }
}

#[test]
fn the_text_of_an_endless_run_ends_with_its_summary_too() {
    let server = server(&[]);
    let client = client(server.address(), &["-n", "0", "-i", "0.05"]);
    client.wait_for("three packets", |stdout| (stdout.lines().count() >= 3).then_some(()));
    client.signal(Signal::SIGINT);
    let client = client.end().expect_exit(0);
    assert!(client.stdout.contains(", packets of 64 bytes every 50.0 ms, course wire:\n"), "{client}");
    assert!(client.stdout.contains("\n  packets   "), "{client}");
}

#[test]
fn an_interim_summary_comes_on_demand_and_the_client_goes_on() {
    for signal in [Signal::SIGUSR1, Signal::SIGQUIT] {
        let server = server(&[]);
        let client = client(server.address(), &["-n", "0", "-i", "0.05", "--json"]);
        let replied = |stdout: &str| (stdout.matches("\"event\":\"reply\"").count() > 1).then_some(());
        client.wait_for("two packets", replied);
        client.signal(signal);
        client.wait_for("an interim summary, then more packets", |stdout| {
            let (_, after) = stdout.split_once("\"event\":\"interim\"")?;
            replied(after)
        });
        client.signal(Signal::SIGINT);
        let client = client.end().expect_exit(0);
        let events = client.events();
        let interim = named(&events, "interim")[0];
        assert!(number(interim, "sent") >= 2 && number(interim, "received") >= 2, "{interim}");
        assert!(number(interim, "sent") <= number(&client.summary(), "sent"), "{client}");
    }
}

#[test]
fn figures_come_as_often_as_told() {
    let server = server(&[]);
    let client = client(server.address(), &["-n", "0", "-i", "0.05", "--every", "0.1", "--json"]);
    client.wait_for("three of them", |stdout| {
        (stdout.matches("\"event\":\"interim\"").count() >= 3).then_some(())
    });
    client.signal(Signal::SIGINT);
    let events = client.end().expect_exit(0).events();
    let sent: Vec<u64> = named(&events, "interim").iter().map(|event| number(event, "sent")).collect();
    assert!(sent.is_sorted() && sent[0] < sent[2], "so far, each time: {sent:?}");
}

#[test]
fn a_client_tells_artificial_loss() {
    let server = server(&["--json", "--loss", "100%"]);
    let lost = run_client(server.address(), &["-n", "3", "-i", "0.05", "--reply-timeout", "0.05", "--json"]);
    let lost = lost.expect_exit(1);
    let summary = expect_balance(&lost);
    expect_values(
        &summary,
        &json!({
            "sent": 3, "received": 0, "lost": 3, "loss_percent": 100.0, "exercise_loss_percent": 100.0,
            "rtt": null, "exercise_average_ns": null,
        }),
    );
    let numbers: Vec<u64> =
        named(&lost.events(), "lost").iter().map(|event| number(event, "number")).collect();
    assert_eq!(numbers, [1, 2, 3], "{lost}");
    expect_values(&server.stop().summary(), &json!({"calibrations": 1, "acknowledged": 3, "exits": 1}));
}

#[test]
fn a_client_reports_the_losses_that_the_server_logs() {
    eventually("a run in which no packet was late", || {
        let server = server(&["--json", "--events", "--loss", "40%", "--seed", "9"]);
        let args = ["-n", "10", "-i", "0.2", "--reply-timeout", "0.15", "--json"];
        let client = run_client(server.address(), &args).expect_exit(0);
        let summary = expect_balance(&client);
        let server = server.stop();
        let events = server.events();
        // The server counts answers from 0, the client packets from 1.
        let logged: Vec<u64> =
            named(&events, "impaired").iter().map(|event| number(event, "number") + 1).collect();
        let reported: Vec<u64> =
            named(&client.events(), "lost").iter().map(|event| number(event, "number")).collect();
        assert!(!logged.is_empty() && logged.len() < 10, "{server}");
        let disturbed = ["unexpected", "ambiguous", "missed_slots"].map(|key| number(&summary, key));
        let in_time = disturbed == [0; 3];
        in_time.then(|| {
            assert_eq!(reported, logged, "{server}{client}");
            let percent = summary["loss_percent"].as_f64().unwrap();
            #[expect(clippy::cast_precision_loss, reason = "at most ten")]
            let expected = 10.0 * logged.len() as f64;
            assert!((percent - expected).abs() < 0.001, "{client}");
        })
    });
}

#[test]
fn both_ends_in_the_course_profile() {
    for address in loopbacks() {
        let server = server(&["--profile", "course", "--bind", address, "--json", "--seed", "4"]);
        let args = ["--profile", "course", "-n", "5", "-i", "0.6", "--json"];
        let client = run_client(server.address(), &args).expect_exit(0);
        let summary = expect_balance(&client);
        assert_eq!(number(&summary, "sent") + number(&summary, "missed_slots"), 5, "{client}");
        // The client's exit ends it.
        let server = server.end().expect_exit(0);
        let events = server.events();
        let requests: Vec<&str> =
            named(&events, "answered").iter().map(|event| event["request"].as_str().unwrap()).collect();
        assert_eq!((requests[0], requests[requests.len() - 1]), ("C 64", "exit"), "{server}");
        let served = server.summary();
        expect_values(&served, &json!({"calibrations": 1, "exits": 1}));
        assert_eq!(number(&served, "acknowledged"), number(&summary, "sent"), "{server}{client}");
        // Each reply is at least as late as the server made it.
        let fates = named(&events, "impaired");
        for (number_of, rtt) in replies(&client) {
            let fate = fates.iter().find(|fate| number(fate, "number") + 1 == number_of);
            if let Some(fate) = fate.filter(|_| number(&summary, "missed_slots") == 0) {
                assert!(rtt >= number(fate, "delay_ns"), "packet {number_of}\n{server}{client}");
            }
        }
    }
}

// The client against servers that are written here.

/// What a fake server says, and how many milliseconds later.
type Answers = Vec<(u64, Vec<u8>)>;

/// A course server that does to packets what the test says, on a thread of its own until `exit`.
struct Fake {
    address: SocketAddr,
    heard: JoinHandle<Vec<(Vec<u8>, SocketAddr)>>,
}

impl Fake {
    /// Answers calibration and exit as the page says and packets, counted from 1, as the test says.
    fn start(mut answers: impl FnMut(u64) -> Answers + Send + 'static) -> Fake {
        let mut packets = 0;
        Fake::saying(move |message| match message {
            b"exit" => vec![(0, STOPPING.to_vec())],
            [b'C', ..] => vec![(0, CALIBRATED.to_vec())],
            _ => {
                packets += 1;
                answers(packets)
            }
        })
    }

    /// Answers everything as the test says.
    fn saying(mut answers: impl FnMut(&[u8]) -> Answers + Send + 'static) -> Fake {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        socket.set_read_timeout(Some(DEADLINE)).unwrap();
        let address = socket.local_addr().unwrap();
        let heard = thread::spawn(move || {
            let mut heard: Vec<(Vec<u8>, SocketAddr)> = Vec::new();
            while heard.last().is_none_or(|(message, _)| message != b"exit") {
                let mut message = vec![0; 65_536];
                let Ok((length, from)) = uninterrupted(|| socket.recv_from(&mut message)) else { break };
                message.truncate(length);
                for (delay, answer) in answers(&message) {
                    let socket = socket.try_clone().unwrap();
                    let send = move || {
                        // The client may have gone by then.
                        let _ = socket.send_to(&answer, from);
                    };
                    if delay == 0 {
                        send();
                    } else {
                        thread::spawn(move || {
                            thread::sleep(Duration::from_millis(delay));
                            send();
                        });
                    }
                }
                heard.push((message, from));
            }
            heard
        });
        Fake { address, heard }
    }

    /// All it heard, the last being `exit`.
    fn heard(self) -> Vec<Vec<u8>> {
        let heard = self.heard.join().unwrap();
        // While a packet is unanswered, the next one comes from another socket of the same client.
        let ports: BTreeSet<u16> = heard.iter().map(|(_, from)| from.port()).collect();
        assert!(
            heard.iter().all(|(_, from)| from.ip() == heard[0].1.ip()) && ports.len() <= 16,
            "one client"
        );
        let heard: Vec<Vec<u8>> = heard.into_iter().map(|(message, _)| message).collect();
        assert_eq!(heard.last().map(|message| shown(message)), Some(shown(b"exit")), "exit comes last");
        heard
    }
}

/// An acknowledgement at once.
fn acknowledged() -> Answers {
    vec![(0, ACKNOWLEDGED.to_vec())]
}

#[test]
fn a_client_calibrates_sends_its_packets_and_exits() {
    let fake = Fake::start(|_| acknowledged());
    run_client(fake.address, &["-n", "3", "-i", "0.1"]).expect_exit(0);
    let heard = fake.heard();
    let hello = format!("{:64}", "Hello Server").into_bytes();
    assert_eq!(heard, [b"C 64".to_vec(), hello.clone(), hello.clone(), hello, b"exit".to_vec()]);
}

#[test]
fn packets_have_the_size_that_was_asked_for_and_announced() {
    let sizes =
        [("0", 0), ("1", 1), ("3", 3), ("4", 4), ("12", 12), ("1k", 1000), ("1Ki", 1024), ("65507", 65_507)];
    for (asked, size) in sizes {
        let fake = Fake::start(|_| acknowledged());
        let client = run_client(fake.address, &["-n", "2", "-i", "0.1", "-s", asked, "--json"]);
        let client = client.expect_exit(0);
        let heard = fake.heard();
        assert_eq!(heard[0].escape_ascii().to_string(), format!("C {size}"));
        assert_eq!(heard.len(), 4, "{client}");
        for packet in &heard[1..3] {
            assert_eq!(packet.len(), size, "{}", shown(packet));
            assert!(packet.first() != Some(&b'C') && packet != b"exit", "{}", shown(packet));
            let text = &b"Hello Server"[..size.min(12)];
            assert!(packet.starts_with(text), "{}", shown(packet));
            assert!(packet[text.len()..].iter().all(|byte| *byte == b' '), "{}", shown(packet));
        }
        assert_eq!(number(&client.summary(), "size_bytes"), size as u64);
    }
}

/// However often the timer is late, no reply is booked below the time its server takes.
fn expect_no_rtt_below(least: Duration, client: &Ended) {
    let least = u64::try_from(least.as_nanos()).unwrap();
    for (packet, rtt) in replies(client) {
        assert!(
            rtt >= least,
            "packet {packet} has {rtt} ns, though no answer comes before {least}\n{client}"
        );
    }
    let summary = expect_balance(client);
    if !summary["rtt"].is_null() {
        assert!(number(&summary["rtt"], "min_ns") >= least, "{client}");
    }
    assert!(summary["exercise_average_ns"].as_u64().is_none_or(|average| average >= least), "{client}");
}

#[test]
fn an_acknowledgement_after_its_interval_is_nobody_elses_round_trip() {
    for count in ["1", "2", "5"] {
        let fake = Fake::start(|_| vec![(450, ACKNOWLEDGED.to_vec())]);
        let client = run_client(fake.address, &["-n", count, "-i", "0.3", "--json"]).expect_exit(0);
        expect_no_rtt_below(Duration::from_millis(450), &client);
        let summary = client.summary();
        let accounted = number(&summary, "late") + number(&summary, "ambiguous") + number(&summary, "lost");
        assert_eq!(accounted, number(&summary, "sent"), "all are late for the exercise\n{client}");
        assert_eq!(summary["exercise_loss_percent"], 100.0, "{client}");
        fake.heard();
    }
}

#[test]
fn an_acknowledgement_after_the_default_interval_and_time_out_is_nobody_elses_round_trip() {
    // All settings as they come: one packet a second.
    let fake = Fake::start(|_| vec![(1200, ACKNOWLEDGED.to_vec())]);
    let client = run_client(fake.address, &["-n", "3", "--json"]);
    expect_no_rtt_below(Duration::from_millis(1200), &client);
    fake.heard();
}

#[test]
fn answers_that_are_late_now_and_then_are_never_small_round_trips() {
    // Every third is two intervals late, the others come at once.
    let fake = Fake::start(|packet| vec![(if packet % 3 == 0 { 260 } else { 0 }, ACKNOWLEDGED.to_vec())]);
    let client = run_client(fake.address, &["-n", "9", "-i", "0.1", "--json"]).expect_exit(0);
    let summary = expect_balance(&client);
    for (packet, rtt) in replies(&client) {
        assert!(packet % 3 != 0 || rtt >= 260_000_000, "packet {packet} has {rtt} ns\n{client}");
    }
    assert!(number(&summary, "late") + number(&summary, "ambiguous") > 0, "{client}");
    fake.heard();
}

#[test]
fn a_server_that_drops_all_is_a_failure_with_a_hint() {
    let fake = Fake::start(|_| Vec::new());
    let args = ["-n", "3", "-i", "0.05", "--reply-timeout", "0.1"];
    let client = run_client(fake.address, &args).expect_exit(1);
    assert!(client.stdout.contains("3 sent, 0 received (0 late), 0 ambiguous, 3 lost (100.0 %)"), "{client}");
    for packet in 1..=3 {
        assert!(client.stdout.contains(&format!("packet {packet}: 64 bytes, lost\n")), "{client}");
    }
    // It is there: telling the user to start one would mislead.
    let hint = format!("{} answered the calibration, but acknowledged no packet in time", fake.address);
    assert!(client.stderr.contains(&hint), "{client}");
    fake.heard();
}

#[test]
fn with_nobody_there_a_client_fails_at_once_and_says_what_to_start() {
    let nobody = ClosedPort::udp();
    // Were it to wait, it would wait for longer than this test.
    for how in [&[][..], &["--json"]] {
        let client = run_client(nobody.address(), &[&["-i", "10m", "--reply-timeout", "10m"], how].concat());
        let client = client.expect_exit(1);
        let hint = format!("sockctl ping serve --port {}", nobody.address().port());
        assert!(client.stderr.contains(&hint), "{client}");
        assert!(client.stderr.contains(&nobody.address().to_string()), "what was tried\n{client}");
        if !how.is_empty() {
            let summary = client.summary();
            assert_eq!(number(&summary, "received"), 0, "{client}");
            assert!(number(&summary, "refused_by_icmp") > 0, "{client}");
        }
    }
}

#[test]
fn a_second_acknowledgement_is_counted_apart() {
    let fake = Fake::start(|_| [acknowledged(), acknowledged()].concat());
    let client = run_client(fake.address, &["-n", "4", "-i", "0.3", "--json"]).expect_exit(0);
    let summary = expect_balance(&client);
    // On a busy machine one may look like the next packet's; never more than there are packets.
    assert!(number(&summary, "received") <= 4, "{client}");
    assert!(number(&summary, "unexpected") >= 1, "{client}");
    let events = named(&client.events(), "unexpected").len() as u64;
    assert_eq!(events, number(&summary, "unexpected"), "{client}");
    fake.heard();
}

#[test]
fn garbage_is_no_acknowledgement() {
    let garbage: [&[u8]; 9] = [
        b"",
        b"garbage",
        b"Packet Acknowledge",
        b"Packet Acknowledged.",
        b"packet acknowledged",
        b"\xff\xfe\x00",
        CALIBRATED,
        STOPPING,
        b"Hello Server",
    ];
    let fake = Fake::start(move |_| {
        let mut answers: Answers = garbage.iter().map(|answer| (0, answer.to_vec())).collect();
        answers.push((0, vec![b'x'; 65_507]));
        answers
    });
    let args = ["-n", "3", "-i", "0.05", "--reply-timeout", "0.1", "--json"];
    let client = run_client(fake.address, &args).expect_exit(1);
    expect_values(&expect_balance(&client), &json!({"sent": 3, "received": 0, "lost": 3}));
    fake.heard();
}

#[test]
fn garbage_beside_acknowledgements_changes_nothing() {
    let fake =
        Fake::start(|_| vec![(0, b"\x1b[2J\xff".to_vec()), (0, ACKNOWLEDGED.to_vec()), (0, Vec::new())]);
    let args = ["-n", "3", "-i", "1", "--json", "--trace"];
    let client = run_client(fake.address, &args).expect_exit(0);
    let summary = expect_balance(&client);
    assert!((1..=3).contains(&number(&summary, "received")), "{client}");
    let all = format!("{}{}", client.stdout, client.stderr);
    let raw = all.chars().find(|letter| letter.is_control() && *letter != '\n' && *letter != '\t');
    assert_eq!(raw, None, "\n{client}");
    fake.heard();
}

#[test]
fn a_server_that_never_answers_the_calibration_is_measured_with_a_remark() {
    let fake = Fake::saying(|message| match message {
        b"exit" => vec![(0, STOPPING.to_vec())],
        [b'C', ..] => Vec::new(),
        _ => acknowledged(),
    });
    let client = run_client(fake.address, &["-n", "2", "-i", "0.5", "--json"]).expect_exit(0);
    assert!(client.stderr.contains("calibration"), "a remark\n{client}");
    assert!(number(&expect_balance(&client), "received") >= 1, "{client}");
    let heard = fake.heard();
    assert!(heard.iter().filter(|message| *message == b"C 64").count() >= 1);
}

#[test]
fn a_server_that_never_answers_the_exit_is_no_failure() {
    let fake = Fake::saying(|message| match message {
        b"exit" => Vec::new(),
        [b'C', ..] => vec![(0, CALIBRATED.to_vec())],
        _ => acknowledged(),
    });
    let client = run_client(fake.address, &["-n", "1", "--json"]).expect_exit(0);
    assert_eq!(number(&client.summary(), "received"), 1, "{client}");
    fake.heard();
}

#[test]
fn a_reply_from_another_address_is_ignored() {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    let address = socket.local_addr().unwrap();
    let strangers = [
        UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap(),
        UdpSocket::bind(SocketAddr::from(([127, 0, 0, 2], address.port()))).unwrap(),
    ];
    let args = ["-n", "3", "-i", "0.1", "--reply-timeout", "0.2", "--json"];
    let client = client(address, &args);
    let mut buffer = [0; 1024];
    loop {
        let (length, from) = uninterrupted(|| socket.recv_from(&mut buffer)).unwrap();
        let answer = match &buffer[..length] {
            b"exit" => {
                socket.send_to(STOPPING, from).unwrap();
                break;
            }
            [b'C', ..] => {
                socket.send_to(CALIBRATED, from).unwrap();
                continue;
            }
            _ => ACKNOWLEDGED,
        };
        for stranger in &strangers {
            // The system may tell the stranger that nobody listens to it; that too is being ignored.
            let _ = stranger.send_to(answer, from);
        }
    }
    let client = client.end().expect_exit(1);
    expect_values(&expect_balance(&client), &json!({"sent": 3, "received": 0, "lost": 3, "unexpected": 0}));
}

#[test]
fn a_client_sends_from_the_address_it_is_told() {
    let fake = Fake::start(|_| acknowledged());
    run_client(fake.address, &["-n", "1", "--source", "127.0.0.5"]).expect_exit(0);
    let heard = fake.heard.join().unwrap();
    assert!(heard.iter().all(|(_, from)| from.ip().to_string() == "127.0.0.5"), "{heard:?}");
}

#[test]
fn ctrl_c_ends_the_wait_for_the_next_slot_and_says_exit() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let (arrived, arrives) = mpsc::channel();
        let fake = Fake::start(move |packet| {
            arrived.send(packet).unwrap();
            Vec::new()
        });
        let args = ["-n", "2", "-i", "10m", "--reply-timeout", "0.3", "--json"];
        let client = client(fake.address, &args);
        arrives.recv_timeout(DEADLINE).unwrap();
        client.signal(signal);
        let client = client.end().expect_exit(1);
        expect_values(&client.summary(), &json!({"ended_by": "signal", "sent": 1, "awaited": 1}));
        fake.heard();
    }
}

#[test]
fn a_second_ctrl_c_ends_at_once() {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    let client = client(socket.local_addr().unwrap(), &["-n", "0", "-i", "0.05"]);
    let mut buffer = [0; 1024];
    // It is told to end at its first packet; it waits for the answer to its exit when it is told again.
    let mut told = false;
    loop {
        let (length, from) = uninterrupted(|| socket.recv_from(&mut buffer)).unwrap();
        match &buffer[..length] {
            b"exit" => break,
            [b'C', ..] => drop(socket.send_to(CALIBRATED, from).unwrap()),
            _ if !told => {
                client.signal(Signal::SIGINT);
                told = true;
            }
            _ => {}
        }
    }
    client.signal(Signal::SIGINT);
    client.end().expect_exit(130);
}

// Tables.

/// The rows of a table, each with its fields by the names of the header.
fn table(path: &std::path::Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.ends_with('\n'), "whole lines: {text}");
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            assert_eq!(fields.len(), names.len(), "{text}");
            names.iter().zip(fields).map(|(name, field)| ((*name).to_owned(), field.to_owned())).collect()
        })
        .collect()
}

#[test]
fn a_table_has_a_row_for_each_packet_lost_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("packets.csv");
    let fake = Fake::start(|packet| if packet == 2 { Vec::new() } else { acknowledged() });
    let args = ["-n", "4", "-i", "0.6", "--reply-timeout", "0.3", "--json", "--csv", path.to_str().unwrap()];
    let client = run_client(fake.address, &args).expect_exit(0);
    fake.heard();
    let rows = table(&path);
    let numbers: Vec<&str> = rows.iter().map(|row| row["number"].as_str()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4"], "{client}");
    let events = client.events();
    for row in &rows {
        assert_eq!(row["size_bytes"], "64", "{row:?}");
        let of_row = |event: &&Value| number(event, "number").to_string() == row["number"];
        match named(&events, "reply").into_iter().find(of_row) {
            Some(reply) => {
                assert_eq!(row["rtt_ns"], number(reply, "rtt_ns").to_string(), "{row:?}\n{client}");
                assert_eq!(row["sent_ns"], number(reply, "sent_ns").to_string(), "{row:?}\n{client}");
                assert_ne!(row["result"], "lost", "{row:?}\n{client}");
            }
            None => assert_eq!(row["rtt_ns"], "", "{row:?}\n{client}"),
        }
    }
    assert_eq!(rows[1]["rtt_ns"], "", "{rows:?}");
    assert_eq!(rows[1]["result"], "lost", "{rows:?}");
}

#[test]
fn a_table_of_a_run_in_which_all_is_lost_has_all_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("packets.csv");
    let fake = Fake::start(|_| Vec::new());
    let args = ["-n", "3", "-i", "0.05", "--reply-timeout", "0.1", "--csv", path.to_str().unwrap()];
    run_client(fake.address, &args).expect_exit(1);
    let results: Vec<String> = table(&path).iter().map(|row| row["result"].clone()).collect();
    assert_eq!(results, ["lost"; 3]);
    fake.heard();
}

#[test]
fn a_table_that_cannot_be_written_is_said_before_anything_is_sent() {
    let fake = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("no-such-folder/packets.csv");
    for path in [nowhere.to_str().unwrap(), folder.path().to_str().unwrap()] {
        let client = run_client(fake.local_addr().unwrap(), &["--csv", path]).expect_exit(3);
        assert!(client.stderr.contains(path), "names it\n{client}");
        assert_eq!(client.stdout, "", "{client}");
    }
    fake.set_nonblocking(true).unwrap();
    assert!(fake.recv(&mut [0; 100]).is_err(), "nothing was sent");
}

// Command lines that are wrong.

/// It is refused with exit 2, nothing on stdout, and a text that names what is wrong.
fn expect_usage_error(args: &[&str], names: &str) {
    let ended = run(args, "").expect_exit(2);
    assert_eq!(ended.stdout, "", "nothing on stdout for {args:?}\n{ended}");
    assert!(ended.stderr.contains(names), "{args:?} names {names}\n{ended}");
    assert!(!ended.stderr.contains("panicked"), "{args:?}\n{ended}");
}

#[test]
fn a_flag_of_the_client_that_makes_no_sense_is_a_usage_error() {
    for (flag, value) in [
        ("--size", "65508"),
        ("--size", "-1"),
        ("--size", "big"),
        ("--interval", "0"),
        ("--interval", "-1"),
        ("--interval", "soon"),
        ("--interval", "NaN"),
        ("--interval", "99999999999999999999y"),
        ("--count", "x"),
        ("--count", "-1"),
        ("--count", "1.5"),
        ("--count", "99999999999999999999999"),
        ("--duration", "0"),
        ("--duration", "-1s"),
        ("--reply-timeout", "0"),
        ("--reply-timeout", "never"),
        ("--every", "0"),
        ("--every", "-5"),
        ("--port", "70000"),
        ("--source", "no.address"),
    ] {
        expect_usage_error(&["ping", "client", &format!("{flag}={value}")], value);
    }
    // As people write it.
    for (flag, value) in [("-s", "65508"), ("-i", "0"), ("-i", "-1"), ("-n", "x"), ("-t", "0")] {
        expect_usage_error(&["ping", "client", flag, value], value);
    }
    expect_usage_error(&["ping", "client", "--no-such-flag"], "--no-such-flag");
    expect_usage_error(&["ping", "client", "127.0.0.1:0"], "127.0.0.1:0");
    expect_usage_error(&["ping", "client", "::1:80"], "::1:80");
    expect_usage_error(&["ping", "client", "--csv"], "--csv");
    expect_usage_error(&["ping", "client", "-4", "-6"], "--ipv6");
}

#[test]
fn a_flag_of_a_server_that_makes_no_sense_is_a_usage_error() {
    for tool in ["ping", "handshake"] {
        for (flag, value) in [
            ("--loss", "2"),
            ("--loss", "-0.1"),
            ("--loss", "101%"),
            ("--loss", "NaN"),
            ("--loss", "some"),
            ("--duplicate", "1.01"),
            ("--reorder", "x"),
            ("--corrupt", "%"),
            ("--delay", "5ms..1ms"),
            ("--delay", "-1"),
            ("--delay", "5ms.."),
            ("--delay", "..5ms"),
            ("--delay", "5ms~"),
            ("--delay", "5ms@200%"),
            ("--delay", "soon"),
            ("--seed", "x"),
            ("--seed", "-1"),
            ("--seed", "18446744073709551616"),
        ] {
            expect_usage_error(&[tool, "serve", "--port=0", &format!("{flag}={value}")], value);
        }
        expect_usage_error(&[tool, "serve", "--port=70000"], "70000");
        expect_usage_error(&[tool, "serve", "--port=0", "--no-such-flag"], "--no-such-flag");
    }
    expect_usage_error(&["ping", "serve", "--port=0", "--remote-stop=everybody"], "everybody");
}

#[test]
fn the_same_mistakes_in_the_environment_are_usage_errors() {
    for (name, value) in [
        ("SOCKCTL_PING_LOSS", "2"),
        ("SOCKCTL_PING_DELAY", "5ms..1ms"),
        ("SOCKCTL_PING_SEED", "x"),
        ("SOCKCTL_PING_INTERVAL", "0"),
        ("SOCKCTL_PING_COUNT", "x"),
        ("SOCKCTL_PING_SIZE", "65508"),
    ] {
        let mut command = sockctl(&["ping", "client", "127.0.0.1:1", "--wire", "course"]);
        command.env(name, value);
        let ended = finish(command, "").expect_exit(2);
        assert!(ended.stderr.contains(value), "{name}={value}\n{ended}");
    }
}
