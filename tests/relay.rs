//! `sockctl relay` on loopback: the real executable against itself and against small peers written here.
//!
//! What goes over the wire is compared as literal text with the course page. `--max-pps` and `--max-first-contacts` are
//! not here: loopback is exempt.

use std::net::{SocketAddr, ToSocketAddrs, UdpSocket};
use std::process::Command;

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::harness::{
    ClosedPort, DEADLINE, Ended, Process, Seeded, Server, UdpPeer, eventually, has_ipv6, loopbacks, run, say,
    shown, sockctl,
};
use crate::ping::forge;

const SENT: &str = "200, UDP Packet Sent Successfully";
const NOT_SENT: &str = "405, Could not send the message to the requested address";

/// A relay on 127.0.0.1, or where the arguments say.
fn server(args: &[&str]) -> Server {
    let bind: &[&str] = if args.contains(&"--bind") { &[] } else { &["--bind", "127.0.0.1"] };
    Server::start("relay", &[bind, args].concat())
}

/// `sockctl relay client` of this relay.
fn client(relay: SocketAddr, args: &[&str]) -> Process {
    Process::start(sockctl(&[&["relay", "client", &relay.to_string()], args].concat()))
}

/// The same, to its end, with this on stdin.
fn run_client(relay: SocketAddr, args: &[&str], stdin: &str) -> Ended {
    run(&[&["relay", "client", &relay.to_string()], args].concat(), stdin)
}

/// The address as Python prints it.
fn tuple(address: SocketAddr) -> String {
    match address {
        SocketAddr::V4(at) => format!("('{}', {})", at.ip(), at.port()),
        SocketAddr::V6(at) => format!("('{}', {}, 0, 0)", at.ip(), at.port()),
    }
}

/// The address as the relay writes it.
fn slashed(address: SocketAddr) -> String {
    match address {
        SocketAddr::V4(at) => format!("{}/{}", at.ip(), at.port()),
        SocketAddr::V6(at) => format!("[{}]/{}", at.ip(), at.port()),
    }
}

fn expect_text(bytes: &[u8], text: &str) {
    assert_eq!(shown(bytes), shown(text.as_bytes()));
}

/// A peer of this relay that has registered.
fn registered(relay: SocketAddr) -> UdpPeer {
    let peer = UdpPeer::new(relay);
    expect_text(&peer.ask("hii"), &tuple(peer.local()));
    peer
}

/// This is not answered: a `hii` after it is answered first and alone.
fn expect_silence(peer: &UdpPeer, datagram: impl AsRef<[u8]>) {
    let datagram = datagram.as_ref();
    peer.send(datagram);
    expect_text(&peer.ask("hii"), &tuple(peer.local()));
    peer.expect_nothing(&format!("{} is not answered", shown(datagram)));
}

/// The keys have these values.
fn expect_values(event: &Value, expected: &Value) {
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&event[key], value, "{key} in {event}");
    }
}

/// A client that has registered and listens, and its address.
fn listener(relay: SocketAddr, args: &[&str]) -> (Process, SocketAddr) {
    let process = client(relay, &[&["--listen", "--json"], args].concat());
    let address = address_of(&process);
    (process, address)
}

/// The address a client with `--json` has registered.
fn address_of(client: &Process) -> SocketAddr {
    let line = client.wait_for("that it is registered", |stdout| stdout.lines().next().map(str::to_owned));
    let event: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(event["event"], "registered", "{event}");
    event["address"].as_str().unwrap().parse().unwrap()
}

/// Sender and text of each message a client with `--json` has printed.
fn messages(ended: &Ended) -> Vec<(String, String)> {
    let text = |event: &Value, key: &str| event[key].as_str().unwrap().to_owned();
    let events = ended.events();
    let messages = events.iter().filter(|event| event["event"] == "message");
    messages.map(|event| (text(event, "from"), text(event, "text"))).collect()
}

fn stop(client: Process) -> Ended {
    client.signal(Signal::SIGTERM);
    client.end()
}

// The server.

#[test]
fn messages_go_between_those_who_registered_on_both_families() {
    for address in loopbacks() {
        let server = server(&["--bind", address, "--json"]);
        let (a, b) = (registered(server.address()), registered(server.address()));
        for text in ["hello", "", "a:b;c:d", "to:127.0.0.1/1;content:x", "é 数字", "two\nlines\n"] {
            expect_text(&a.ask(format!("to:{};content:{text}", slashed(b.local()))), SENT);
            expect_text(&b.hear(), &format!("{} ; content : {text}", slashed(a.local())));
        }
        a.expect_nothing("one answer each");
        let summary = server.stop().summary();
        expect_values(
            &summary,
            &json!({"registered": 2, "forwarded": 6, "answers": {"200": 6}, "refused": {}}),
        );
        assert_eq!((&summary["datagrams_in"], &summary["datagrams_out"]), (&json!(8), &json!(14)));
    }
}

#[test]
fn a_message_to_oneself_arrives_before_its_own_answer() {
    for address in loopbacks() {
        let server = server(&["--bind", address]);
        let peer = registered(server.address());
        let message = format!("{} ; content : me", slashed(peer.local()));
        expect_text(&peer.ask(format!("to:{};content:me", slashed(peer.local()))), &message);
        expect_text(&peer.hear(), SENT);
    }
}

#[test]
fn ipv4_and_ipv6_peers_write_to_each_other() {
    if !has_ipv6() {
        return say("skipped: IPv4 to IPv6, this machine has no ::1");
    }
    for bind in [&["--bind", "127.0.0.1", "--bind", "::1"][..], &["--bind", "0.0.0.0", "--bind", "::"]] {
        let server = server(bind);
        let port = server.address().port();
        let [v4, v6] = ["127.0.0.1", "::1"].map(|ip| registered(SocketAddr::new(ip.parse().unwrap(), port)));
        for (from, to) in [(&v4, &v6), (&v6, &v4)] {
            expect_text(&from.ask(format!("to:{};content:x", slashed(to.local()))), SENT);
            expect_text(&to.hear(), &format!("{} ; content : x", slashed(from.local())));
        }
    }
}

#[test]
fn a_message_comes_from_the_address_its_receiver_registered_at() {
    // A connected socket hears nothing from another address of the relay.
    for bind in [&["--bind", "127.0.0.1", "--bind", "127.0.0.2"][..], &["--bind", "0.0.0.0"]] {
        let server = server(bind);
        let port = server.address().port();
        let [a, b] = [[127, 0, 0, 1], [127, 0, 0, 2]].map(|ip| registered(SocketAddr::from((ip, port))));
        for (from, to) in [(&a, &b), (&b, &a)] {
            expect_text(&from.ask(format!("to:{};content:x", slashed(to.local()))), SENT);
            expect_text(&to.hear(), &format!("{} ; content : x", slashed(from.local())));
        }
    }
}

#[test]
fn each_mistake_has_its_code() {
    let server = server(&["--json"]);
    let peer = registered(server.address());
    let own = slashed(peer.local());
    for (message, answer) in [
        ("hello".to_owned(), "400"),
        (" hii".to_owned(), "400"),
        ("hii\n".to_owned(), "400"),
        ("exit server ".to_owned(), "400"),
        (String::new(), "400"),
        (format!("to {own};content:x"), "401"),
        (format!("to:{own};content"), "401"),
        (format!("to:{own}/;content:x"), "401"),
        ("to:::1/5;content:x".to_owned(), "401"),
        (format!("from:{own};content:x"), "402"),
        (format!("to:{own}x;content:x"), "403"),
        ("from:a/b;c:x".to_owned(), "402"),
        ("to:a/b;c:x".to_owned(), "403"),
        (format!("to:{own};text:x"), "404"),
        ("to:a/1;c:x".to_owned(), "404"),
    ] {
        expect_text(&peer.ask(&message), answer);
    }
    expect_text(&peer.ask(b"to:127.0.0.1/1;content:\xff\xfe"), "400");
    expect_text(&peer.ask(b"\xff"), "400");
    let expected = json!({"answers": {"400": 7, "401": 4, "402": 2, "403": 2, "404": 2}, "forwarded": 0});
    expect_values(&server.stop().summary(), &expected);
}

#[test]
fn words_may_have_any_case_and_blanks_around_them() {
    let server = server(&[]);
    let peer = registered(server.address());
    let (ip, port) = (peer.local().ip(), peer.local().port());
    let message = format!("{ip}/{port} ; content : x");
    for request in [
        format!("TO:{ip}/{port};CONTENT:x"),
        format!(" to : {ip} / {port} ; content : x"),
        format!("To:\t{ip}/{port}\t;Content\t:x"),
        format!("to:[::ffff:{ip}]/{port};content:x"),
    ] {
        expect_text(&peer.ask(&request), &message);
        expect_text(&peer.hear(), SENT);
    }
    for word in ["HII", "Hii", "hii"] {
        expect_text(&peer.ask(word), &tuple(peer.local()));
    }
}

#[test]
fn nothing_is_sent_where_nobody_registered() {
    let server = server(&["--json"]);
    let own_port = server.address().port();
    let peer = registered(server.address());
    let stranger = UdpSocket::bind("127.0.0.1:0").unwrap();
    let stranger_at = stranger.local_addr().unwrap();
    let port = stranger_at.port();
    let targets = [
        slashed(stranger_at),
        format!("127.0.0.1/{own_port}"),
        format!("[::ffff:127.0.0.1]/{port}"),
        format!("[::1]/{port}"),
        format!("0.0.0.0/{port}"),
        format!("255.255.255.255/{port}"),
        format!("127.255.255.255/{port}"),
        format!("224.0.0.1/{port}"),
        format!("[ff02::1]/{port}"),
        format!("localhost/{port}"),
        format!("localhost:{port}/{port}").replace(':', "."),
        format!("2130706433/{port}"),
        "127.0.0.1/0".to_owned(),
        "127.0.0.1/-1".to_owned(),
        "127.0.0.1/65536".to_owned(),
        format!("/{port}"),
    ];
    for target in &targets {
        expect_text(&peer.ask(format!("to:{target};content:x")), NOT_SENT);
    }
    stranger.set_nonblocking(true).unwrap();
    assert!(stranger.recv(&mut [0; 100]).is_err(), "nothing came to one who has not registered");
    let summary = server.stop().summary();
    expect_values(&summary, &json!({"forwarded": 0, "answers": {"405": targets.len()}}));
}

#[test]
fn a_registration_ends_and_any_message_renews_it() {
    let server = server(&["--peer-ttl", "1s", "--json"]);
    let (a, b) = (registered(server.address()), registered(server.address()));
    let to_b = format!("to:{};content:x", slashed(b.local()));
    // Asked every few milliseconds by one who is renewed by that, until the other is forgotten.
    eventually("the registration ends", || {
        let answer = a.ask(&to_b);
        if answer == SENT.as_bytes() {
            b.hear();
        }
        (answer == NOT_SENT.as_bytes()).then_some(())
    });
    let to_a = format!("to:{};content:x", slashed(a.local()));
    expect_text(&b.ask(to_a), SENT);
    expect_text(&b.ask(to_b.as_str()), NOT_SENT);
    expect_text(&b.ask("hii"), &tuple(b.local()));
    expect_text(&a.hear(), &format!("{} ; content : x", slashed(b.local())));
    expect_text(&a.ask(&to_b), SENT);
}

#[test]
fn a_full_table_says_so_and_serves_those_who_are_in() {
    let server = server(&["--max-peers", "2", "--json"]);
    let (a, b) = (registered(server.address()), registered(server.address()));
    let late = UdpPeer::new(server.address());
    late.send("hii");
    expect_text(&late.ask(format!("to:{};content:x", slashed(a.local()))), SENT);
    expect_text(&a.hear(), &format!("{} ; content : x", slashed(late.local())));
    expect_text(&b.ask("hii"), &tuple(b.local()));
    let ended = server.stop();
    expect_values(&ended.summary(), &json!({"registered": 2, "refused": {"max-peers": 1}}));
    let said = ended.events().into_iter().find(|event| event["event"] == "ignored").unwrap();
    expect_values(&said, &json!({"peer": late.local().to_string(), "reason": "max-peers"}));
}

#[test]
fn the_longest_datagrams_are_passed_on_whole() {
    for address in loopbacks() {
        let server = server(&["--bind", address]);
        let (a, b) = (registered(server.address()), registered(server.address()));
        let head = format!("{} ; content : ", slashed(a.local()));
        let text = "x".repeat(65_507 - head.len());
        let request = format!("to:{};content:{text}", slashed(b.local()));
        expect_text(&a.ask(&request), SENT);
        assert!(b.hear() == format!("{head}{text}").as_bytes(), "all 65,507 bytes of it");
        // With its longer header this one would be a byte too long.
        expect_text(&a.ask(format!("{request}x")), NOT_SENT);
        b.expect_nothing("what does not fit is not sent, nor a part of it");
    }
}

#[test]
fn exit_server_is_silent_and_ends_the_server_only_where_that_is_allowed() {
    let kept = server(&["--json"]);
    let peer = registered(kept.address());
    expect_silence(&peer, "exit server");
    expect_values(&kept.stop().summary(), &json!({"exits": 1, "ended_by": "signal"}));
    for address in loopbacks() {
        let ends = server(&["--profile", "course", "--bind", address, "--json"]);
        let peer = registered(ends.address());
        for word in ["exit", "Exit Server", "exit server."] {
            expect_text(&peer.ask(word), "400");
        }
        peer.send("exit server");
        expect_values(&ends.end().expect_exit(0).summary(), &json!({"exits": 1, "ended_by": "stop-word"}));
        peer.expect_nothing("it has no answer");
    }
}

#[test]
fn an_open_relay_sends_to_anybody_on_this_machine_and_is_on_loopback_alone() {
    let open = server(&["--open"]);
    let peer = UdpPeer::new(open.address());
    let other = UdpSocket::bind("127.0.0.2:0").unwrap();
    other.set_read_timeout(Some(DEADLINE)).unwrap();
    let at = other.local_addr().unwrap();
    expect_text(&peer.ask(format!("to:{};content:x", slashed(at))), SENT);
    let mut buffer = [0; 100];
    let (length, from) = other.recv_from(&mut buffer).unwrap();
    expect_text(&buffer[..length], &format!("{} ; content : x", slashed(peer.local())));
    assert_eq!(from, open.address());
    let own = format!("127.0.0.1/{}", open.address().port());
    for target in [own.as_str(), "127.255.255.255/9", "192.0.2.1/9", "localhost/9", "0.0.0.0/9", "[::1]/9"] {
        expect_text(&peer.ask(format!("to:{target};content:x")), NOT_SENT);
    }
    for bind in [&[][..], &["--bind", "0.0.0.0"], &["--bind", "127.0.0.1", "--bind", "::"]] {
        let ended = run(&[&["relay", "serve", "--port", "0", "--open"], bind].concat(), "").expect_exit(2);
        assert!(ended.stderr.contains("--bind 127.0.0.1") && ended.stdout.is_empty(), "{ended}");
    }
}

#[test]
fn a_relays_own_words_are_not_answered() {
    let server = server(&["--json"]);
    let peer = registered(server.address());
    let said = [
        "400",
        "404\n",
        SENT,
        NOT_SENT,
        "('127.0.0.1', 40000)",
        "('::1', 40000, 0, 0)",
        "127.0.0.1/40000 ; content : hii",
        "[::1]/40000 ; content : to:127.0.0.1/1;content:x",
        "480",
        "Packet Acknowledged",
    ];
    for words in said {
        expect_silence(&peer, words);
    }
    expect_values(&server.stop().summary(), &json!({"refused": {"reflection": said.len()}, "answers": {}}));
}

#[test]
fn a_relay_does_not_answer_its_own_port_at_another_address() {
    let server = server(&["--json", "--remote-stop", "loopback"]);
    let twin = SocketAddr::from(([127, 0, 0, 2], server.address().port()));
    let twin = UdpPeer::from(twin, server.address()).unwrap();
    for forged in ["hii", "exit server", "x", "to:127.0.0.1/1;content:x"] {
        twin.send(forged);
    }
    registered(server.address());
    twin.expect_nothing("another relay is not answered");
    expect_values(&server.stop().summary(), &json!({"datagrams_out": 1, "refused": {"own-port": 4}}));
}

#[test]
fn two_relays_that_do_not_know_each_other_fall_silent() {
    // Each on a port of its own, so that neither takes the other for a server.
    let (a, b) = (server(&["--json"]), server(&["--bind", "127.0.0.2", "--json"]));
    let (a_at, b_at) = (a.address(), b.address());
    let forged =
        ["hii", "x", "exit server", &format!("to:{};content:to:{};content:x", slashed(a_at), slashed(b_at))];
    for payload in forged {
        if !forge(b_at, a_at, payload.as_bytes()) {
            return say("skipped: two relays and a forged datagram, there is no right to open a raw socket");
        }
        forge(a_at, b_at, payload.as_bytes());
    }
    // Whoever still talks would be heard of in the figures: they stand still once each has answered a bystander.
    let interims = |server: &Server| {
        server.events_so_far().into_iter().filter(|event| event["event"] == "interim").collect::<Vec<_>>()
    };
    let figures = |server: &Server| {
        let before = interims(server).len();
        server.process().signal(Signal::SIGUSR1);
        let event = eventually("figures", || interims(server).get(before).cloned());
        (event["datagrams_in"].as_u64().unwrap(), event["datagrams_out"].as_u64().unwrap())
    };
    let settled = eventually("both are silent", || {
        registered(a_at);
        registered(b_at);
        let now = (figures(&a), figures(&b));
        registered(a_at);
        registered(b_at);
        let then = (figures(&a), figures(&b));
        // A bystander's `hii` is one in and one out at each; nothing else came or left.
        let plus_one = |(i, o): (u64, u64)| (i + 1, o + 1);
        (then == (plus_one(now.0), plus_one(now.1))).then_some(then)
    });
    let ((a_in, a_out), (b_in, b_out)) = settled;
    let asked = a_in + b_in;
    assert!(a_out + b_out <= 2 * asked && asked < 200, "{settled:?}");
}

#[test]
fn a_relay_and_the_other_udp_servers_of_its_profile_do_not_talk_to_each_other() {
    for (tool, payloads) in
        [("ping", ["hii", "x", "Packet Acknowledged"]), ("handshake", ["hii", "HELLO 1", "RESET 1"])]
    {
        let other = Server::start(tool, &["--bind", "127.0.0.1", "--json"]);
        let port = other.address().port().to_string();
        let mut command = sockctl(&["relay", "serve", "--port", "0", "--bind", "127.0.0.1", "--json"]);
        command.env(format!("SOCKCTL_{}_PORT", tool.to_uppercase()), port);
        let relay = Process::start(command);
        let ready = relay.wait_for("a ready line", |stdout| stdout.lines().next().map(str::to_owned));
        let ready: Value = serde_json::from_str(&ready).unwrap();
        let relay_at: SocketAddr = ready["address"].as_str().unwrap().parse().unwrap();
        for payload in payloads {
            if !forge(other.address(), relay_at, payload.as_bytes()) {
                return say("skipped: a relay and other servers, there is no right to open a raw socket");
            }
        }
        registered(relay_at);
        relay.signal(Signal::SIGTERM);
        let summary = relay.end().expect_exit(0).summary();
        expect_values(&summary, &json!({"datagrams_out": 1, "refused": {"own-port": 3}}));
        expect_values(&other.stop().summary(), &json!({"datagrams_in": 0}));
    }
}

#[test]
fn any_bytes_have_at_most_one_answer() {
    let server = server(&["--json"]);
    let peer = registered(server.address());
    let mut random = Seeded(7);
    for _ in 0..2000 {
        let length = random.below(60);
        let mut bytes = random.bytes(length);
        // Some of them begin like a message.
        let start = [&b""[..], b"to:127.0.0.1/", b"to:127.0.0.1/1;content", b"hii"][random.below(4)];
        bytes.splice(0..0, start.iter().copied());
        peer.send(&bytes);
        let answer = peer.hear();
        let is_code =
            ["400", "401", "402", "403", "404", NOT_SENT].iter().any(|code| answer == code.as_bytes());
        assert!(
            is_code || answer == tuple(peer.local()).as_bytes(),
            "{} -> {}",
            shown(&bytes),
            shown(&answer)
        );
    }
    expect_silence(&peer, "400");
    let summary = server.stop().summary();
    assert_eq!(summary["forwarded"], 0, "{summary}");
}

#[test]
fn answers_and_messages_go_over_the_bad_line_as_everybodys() {
    let server = server(&["--loss", "100%", "--json"]);
    let peer = UdpPeer::new(server.address());
    peer.send("hii");
    peer.send(format!("to:{};content:x", slashed(peer.local())));
    eventually("both were taken", || {
        server.process().signal(Signal::SIGUSR1);
        server.events_so_far().into_iter().find(|event| event["datagrams_in"] == 2)
    });
    peer.expect_nothing("everything is lost");
    let summary = server.stop().summary();
    expect_values(&summary, &json!({"forwarded": 1, "datagrams_out": 0}));
    assert_eq!(summary["impairment"]["lost"], 3, "{summary}");
}

#[test]
fn events_show_each_message_in_the_course_profile_and_never_raw() {
    let text = "conspicuous \x1b]0;owned\x07\u{9b}31m\u{202e}";
    for (how, shows) in
        [(&["--profile", "course"][..], true), (&["--events"], true), (&["--trace"], true), (&[], false)]
    {
        let server = server(how);
        let peer = registered(server.address());
        peer.ask(format!("to:{};content:{text}", slashed(peer.local())));
        expect_text(&peer.hear(), SENT);
        expect_text(&peer.ask(b"\xff\x1b[2J"), "400");
        let ended = server.stop();
        assert_eq!(ended.stdout.contains("conspicuous \\u{1b}]0;owned\\u{7}"), shows, "{how:?}\n{ended}");
        let all = format!("{}{}", ended.stdout, ended.stderr);
        assert_eq!(all.chars().find(|c| c.is_control() && *c != '\n'), None, "{how:?}\n{ended}");
    }
}

#[test]
fn the_summary_is_for_people_too() {
    let server = server(&[]);
    let peer = registered(server.address());
    peer.ask("x");
    peer.ask("to:127.0.0.1/1;content:x");
    let ended = server.stop();
    for part in ["1 registered now, 1 registrations", "400: 1, 405: 1", "target-not-registered 1"] {
        assert!(ended.stdout.contains(part), "{part}\n{ended}");
    }
}

// The client.

#[test]
fn a_script_sends_one_message_to_one_that_listens() {
    for address in loopbacks() {
        let server = server(&["--bind", address]);
        let (listener, at) = listener(server.address(), &["-n", "2"]);
        for words in [&["hello"][..], &["hello:", "you;", "there"]] {
            let to = at.to_string();
            let sent =
                run_client(server.address(), &[&["--json", "--to", &to], words].concat(), "").expect_exit(0);
            expect_values(
                &sent.summary(),
                &json!({"sent": 1, "received": 0, "unanswered": 0, "refused": {}}),
            );
        }
        let ended = listener.end().expect_exit(0);
        let texts: Vec<String> = messages(&ended).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["hello", "hello: you; there"]);
        expect_values(&ended.summary(), &json!({"received": 2, "address": at.to_string(), "ended_by": null}));
    }
}

#[test]
fn a_message_may_begin_with_a_hyphen() {
    let server = server(&[]);
    let peer = registered(server.address());
    let to = peer.local().to_string();
    for text in ["-hello", "--help", "-", "--"] {
        run_client(server.address(), &["--to", &to, "--", text], "").expect_exit(0);
        let message = String::from_utf8(peer.hear()).unwrap();
        assert_eq!(message.split_once(" ; content : ").unwrap().1, text);
    }
    run_client(server.address(), &["--to", &to, "-x"], "").expect_exit(2);
    run_client(server.address(), &["--", "nobody"], "").expect_exit(2);
}

#[test]
fn who_only_sends_waits_for_no_messages() {
    let server = server(&[]);
    let peer = registered(server.address());
    let to = peer.local().to_string();
    run_client(server.address(), &["--to", &to, "-n", "3", "-t", "1h"], "one\ntwo\n").expect_exit(0);
    run_client(server.address(), &["--to", &to, "three", "-n", "3"], "").expect_exit(0);
    for text in ["one", "two", "three"] {
        let message = String::from_utf8(peer.hear()).unwrap();
        assert_eq!(message.split_once(" ; content : ").unwrap().1, text);
    }
}

#[test]
fn each_line_of_input_is_a_message() {
    let server = server(&[]);
    let (listener, at) = listener(server.address(), &["-n", "5"]);
    let long = "y".repeat(65_000);
    let lines = format!("one\n/quit is text\n\n  blanks  \n{long}");
    run_client(server.address(), &["--to", &at.to_string()], &lines).expect_exit(0);
    let texts: Vec<String> =
        messages(&listener.end().expect_exit(0)).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["one", "/quit is text", "", "  blanks  ", &long]);
}

#[test]
fn what_the_relay_refuses_is_explained_and_a_failure() {
    let server = server(&["--json"]);
    let nobody = ClosedPort::udp();
    let to = nobody.address().to_string();
    let ended = run_client(server.address(), &["--to", &to, "hello"], "").expect_exit(1);
    assert!(ended.stdout.contains(&format!("not sent to {to}: 405: nobody is registered there")), "{ended}");
    let lines = "a\nb\n";
    let ended = run_client(server.address(), &["--json", "--to", &to], lines).expect_exit(1);
    expect_values(&ended.summary(), &json!({"sent": 0, "refused": {"405": 2}}));
    let too_long = "x".repeat(65_500);
    let ended = run_client(server.address(), &["--to", &to], &too_long).expect_exit(1);
    assert!(ended.stdout.contains("65500 bytes do not fit into a datagram"), "{ended}");
    expect_values(&server.stop().summary(), &json!({"answers": {"405": 3}}));
}

#[test]
fn nobody_at_the_relays_address_is_said_at_once() {
    let nobody = ClosedPort::udp();
    for args in [&["--to", "127.0.0.1:9", "hello"][..], &["--listen"], &[]] {
        let ended =
            run_client(nobody.address(), &[args, &["--reply-timeout", "1h"]].concat(), "").expect_exit(1);
        assert!(ended.stderr.contains("sockctl relay serve --port"), "{args:?}\n{ended}");
    }
}

#[test]
fn a_relay_is_found_at_whichever_address_of_its_name_it_listens() {
    for address in loopbacks() {
        let server = server(&["--bind", address]);
        let peer = registered(server.address());
        let name = format!("localhost:{}", server.address().port());
        let has_it = name.to_socket_addrs().unwrap().any(|at| at == server.address());
        if !has_it {
            say(&format!("skipped: localhost is not {address} here"));
            continue;
        }
        for args in [&["--to", &peer.local().to_string(), "hello"][..], &["--listen", "-t", "0.1"]] {
            run(&[&["relay", "client", &name], args].concat(), "").expect_exit(0);
        }
    }
}

#[test]
fn a_silent_relay_is_asked_again_and_then_given_up() {
    let silent = UdpSocket::bind("127.0.0.1:0").unwrap();
    let at = silent.local_addr().unwrap();
    silent.set_read_timeout(Some(DEADLINE)).unwrap();
    let args = ["--reply-timeout", "0.05", "--tries", "3", "--json"];
    let ended = run_client(at, &[&args[..], &["--to", "127.0.0.1:9", "hello"]].concat(), "").expect_exit(1);
    expect_values(&ended.summary(), &json!({"sent": 0, "unanswered": 1, "resent": 2}));
    let heard = |text: &str| {
        let mut buffer = [0; 100];
        let length = silent.recv(&mut buffer).unwrap();
        expect_text(&buffer[..length], text);
    };
    (0..3).for_each(|_| heard("to:127.0.0.1/9;content:hello"));
    run_client(at, &[&args[..], &["--listen"]].concat(), "").expect_exit(1);
    (0..3).for_each(|_| heard("hii"));
    silent.set_nonblocking(true).unwrap();
    assert!(silent.recv(&mut [0; 9]).is_err(), "no more than --tries");
}

#[test]
fn a_lost_answer_makes_the_client_say_it_again() {
    let relay = UdpSocket::bind("127.0.0.1:0").unwrap();
    relay.set_read_timeout(Some(DEADLINE)).unwrap();
    let args = ["--reply-timeout", "0.2", "--json", "--to", "127.0.0.1:9"];
    let mut process = client(relay.local_addr().unwrap(), &args);
    process.say("one\ntwo\n");
    process.close_stdin();
    let mut buffer = [0; 100];
    let mut heard = Vec::new();
    while heard.len() < 3 {
        let (length, from) = relay.recv_from(&mut buffer).unwrap();
        heard.push(String::from_utf8(buffer[..length].to_vec()).unwrap());
        // The first `one` is answered too, but late: together with the second.
        let answers = [0, 2, 1][heard.len() - 1];
        (0..answers).for_each(|_| assert!(relay.send_to(SENT.as_bytes(), from).is_ok()));
    }
    let [one, two] = ["one", "two"].map(|text| format!("to:127.0.0.1/9;content:{text}"));
    assert_eq!(heard, [one.clone(), one, two]);
    let summary = process.end().expect_exit(0).summary();
    expect_values(&summary, &json!({"sent": 2, "resent": 1, "unexpected": 1}));
}

#[test]
fn a_listener_registers_again_before_it_is_forgotten() {
    let server = server(&["--peer-ttl", "1s"]);
    let (listener, at) = listener(server.address(), &["--refresh", "0.1"]);
    let start = std::time::Instant::now();
    eventually("more than two leases have passed", || (start.elapsed().as_millis() > 2100).then_some(()));
    // On a busy machine it may be late for once.
    eventually("it is there", || {
        let sent = run_client(server.address(), &["--to", &at.to_string(), "hello"], "");
        (sent.status.code() == Some(0)).then_some(())
    });
    listener.wait_for("the message", |stdout| stdout.contains("hello").then_some(()));
    stop(listener).expect_exit(0);
}

#[test]
fn a_listener_finds_a_relay_that_was_restarted() {
    let first = server(&[]);
    let (listener, at) = listener(first.address(), &["--refresh", "0.1", "--reply-timeout", "0.05"]);
    let port = first.address().port();
    first.stop();
    let mut second =
        sockctl(&["relay", "serve", "--bind", "127.0.0.1", "--port", &port.to_string(), "--json"]);
    second.env("SOCKCTL_RELAY_EVENTS", "true");
    let second = Process::start(second);
    second.wait_for("its registration", |stdout| stdout.contains("\"request\":\"hii\"").then_some(()));
    run_client(SocketAddr::from(([127, 0, 0, 1], port)), &["--to", &at.to_string(), "again"], "")
        .expect_exit(0);
    listener.wait_for("the message", |stdout| stdout.contains("again").then_some(()));
    stop(listener).expect_exit(0);
}

#[test]
fn a_listener_ends_by_count_by_time_and_by_a_signal() {
    let server = server(&[]);
    // Waited in vain: the time is over, the count is not reached.
    let ended = run_client(server.address(), &["--listen", "-n", "1", "-t", "0.1"], "").expect_exit(1);
    assert!(ended.stdout.contains("0 messages received"), "{ended}");
    run_client(server.address(), &["--listen", "-t", "0.1"], "").expect_exit(0);
    let (listener, _) = listener(server.address(), &[]);
    let ended = stop(listener).expect_exit(0);
    expect_values(&ended.summary(), &json!({"ended_by": "signal", "received": 0}));
}

#[test]
fn a_question_and_its_answer_are_one_command() {
    let server = server(&[]);
    let answerer = registered(server.address());
    let to = answerer.local().to_string();
    let asker = client(server.address(), &["--json", "--to", &to, "what time is it", "--listen", "-n", "1"]);
    let question = String::from_utf8(answerer.hear()).unwrap();
    let (from, text) = question.split_once(" ; content : ").unwrap();
    assert_eq!(text, "what time is it");
    expect_text(&answerer.ask(format!("to:{from};content:noon")), SENT);
    let ended = asker.end().expect_exit(0);
    assert_eq!(messages(&ended), [(to, "noon".to_owned())]);
}

#[test]
fn two_clients_chat() {
    for address in loopbacks() {
        let server = server(&["--bind", address]);
        let mut a = client(server.address(), &["--json"]);
        let mut b = client(server.address(), &["--json"]);
        let (a_at, b_at) = (address_of(&a), address_of(&b));
        a.say(&format!("/to {b_at} hello\n"));
        b.wait_for("hello", |stdout| stdout.contains("\"hello\"").then_some(()));
        // Who has written to nobody answers who wrote last, and goes on with them.
        b.say("hi there\n");
        a.wait_for("hi there", |stdout| stdout.contains("\"hi there\"").then_some(()));
        a.say("how are you?\n/me\n/help\n/nonsense\n\n/quit\n");
        b.wait_for("the last one", |stdout| stdout.contains("how are you?").then_some(()));
        let (a, b) = (a.end().expect_exit(0), stop(b).expect_exit(0));
        assert_eq!(messages(&a), [(b_at.to_string(), "hi there".to_owned())]);
        let texts = ["hello", "how are you?"].map(|text| (a_at.to_string(), text.to_owned()));
        assert_eq!(messages(&b), texts);
        let own = a.events().into_iter().filter(|event| event["event"] == "registered").count();
        assert_eq!(own, 2, "/me says it again\n{a}");
        assert!(a.stderr.contains("/stop-server") && a.stderr.contains("`/nonsense` is no command"), "{a}");
    }
}

#[test]
fn a_chat_has_somebody_to_write_to_first() {
    let server = server(&[]);
    let ended = run_client(server.address(), &[], "hello?\n").expect_exit(0);
    assert!(ended.stderr.contains("nobody to write to yet"), "{ended}");
}

#[test]
fn stop_server_ends_a_relay_that_lets_itself_be_ended() {
    let kept = server(&["--json"]);
    run_client(kept.address(), &[], "/stop-server\n").expect_exit(0);
    expect_values(&kept.stop().summary(), &json!({"exits": 1, "ended_by": "signal"}));
    let ends = server(&["--remote-stop", "loopback", "--json"]);
    run_client(ends.address(), &[], "/stop-server\n").expect_exit(0);
    expect_values(&ends.end().expect_exit(0).summary(), &json!({"ended_by": "stop-word"}));
}

#[test]
fn what_others_write_reaches_no_terminal_raw_and_is_no_answer() {
    let server = server(&[]);
    let sender = registered(server.address());
    let text = "\x1b]0;owned\x07\x1b[2J\u{9b}31m\u{202e}\r";
    for how in [&[][..], &["--trace"], &["--trace", "--json"], &["--json"]] {
        let process = client(server.address(), &[&["--listen", "-n", "3"], how].concat());
        let at = process.wait_for("its address", |stdout| {
            let words = stdout.split(['"', ' ', '\n']);
            // The last address in the line is its own.
            let line_is_there = stdout.contains("registered");
            words.filter_map(|word| word.parse::<SocketAddr>().ok()).next_back().filter(|_| line_is_there)
        });
        for text in [text, SENT, "('127.0.0.1', 1)"] {
            expect_text(&sender.ask(format!("to:{};content:{text}", slashed(at))), SENT);
        }
        let ended = process.end().expect_exit(0);
        let all = format!("{}{}", ended.stdout, ended.stderr);
        assert_eq!(all.chars().find(|c| c.is_control() && *c != '\n'), None, "{how:?}\n{ended}");
        if how == ["--json"] {
            let texts: Vec<String> = messages(&ended).into_iter().map(|(_, text)| text).collect();
            assert_eq!(texts, [text, SENT, "('127.0.0.1', 1)"]);
            expect_values(&ended.summary(), &json!({"sent": 0, "unexpected": 0, "address": at.to_string()}));
        }
    }
}

#[test]
fn a_relay_that_talks_nonsense_is_survived() {
    let relay = UdpSocket::bind("127.0.0.1:0").unwrap();
    relay.set_read_timeout(Some(DEADLINE)).unwrap();
    let listener = client(relay.local_addr().unwrap(), &["--listen", "--json", "-n", "1"]);
    let (_, at) = relay.recv_from(&mut [0; 100]).unwrap();
    let mut random = Seeded(3);
    for _ in 0..200 {
        let length = random.below(200);
        relay.send_to(&random.bytes(length), at).unwrap();
    }
    for said in [
        &b""[..],
        b"200",
        b"('x', 1)",
        b"('127.0.0.1', 99999)",
        b"; content : x",
        b"/ ; content : x",
        &[b';'; 65_507],
    ] {
        relay.send_to(said, at).unwrap();
    }
    relay.send_to(tuple(at).as_bytes(), at).unwrap();
    relay.send_to(b"127.0.0.1/9 ; content : not \xff UTF-8", at).unwrap();
    let ended = listener.end().expect_exit(0);
    assert_eq!(messages(&ended), [("127.0.0.1:9".to_owned(), "not \u{fffd} UTF-8".to_owned())]);
}

#[test]
fn mistakes_on_the_command_line_are_explained() {
    for (args, said) in [
        (&["relay", "client", "--to", "localhost:9", "x"][..], "no address of a peer"),
        (&["relay", "client", "--to", "127.0.0.1", "x"], "no address of a peer"),
        (&["relay", "client", "--to", "127.0.0.1:0", "x"], "no address of a peer"),
        (&["relay", "client", "--to"], "--to"),
        (&["relay", "client", "--tries", "0"], "count"),
        (&["relay", "serve", "--peer-ttl", "0"], "--peer-ttl"),
        (&["relay", "serve", "--max-peers", "0"], "--max-peers"),
    ] {
        let ended = run(args, "").expect_exit(2);
        assert!(ended.stderr.contains(said), "{args:?}\n{ended}");
    }
}

#[test]
fn a_person_on_a_terminal_chats_and_sees_nothing_raw() {
    let mut script = Command::new("script");
    let server = server(&[]);
    let program = env!("CARGO_BIN_EXE_sockctl");
    let line = format!("'{program}' --color never relay client {}", server.address());
    script.args(["-qfec", &line, "/dev/null"]);
    if Command::new("script").arg("--version").output().is_err() {
        return say("skipped: a chat on a terminal, there is no script");
    }
    let mut process = Process::start(script);
    let at: SocketAddr = process.wait_for("its address", |stdout| {
        stdout.lines().find_map(|line| line.split_once(" as ")?.1.trim().parse().ok())
    });
    let peer = registered(server.address());
    let text = "\x1b]0;owned\x07\x1b[2J\u{9b}31m\u{202e}\r!";
    expect_text(&peer.ask(format!("to:{};content:{text}", slashed(at))), SENT);
    process.wait_for("the message", |stdout| stdout.contains("\\u{1b}]0;owned").then_some(()));
    // Who wrote last is who a plain line goes to.
    process.say("an answer\n");
    expect_text(&peer.hear(), &format!("{} ; content : an answer", slashed(at)));
    process.wait_for("that it is sent", |stdout| stdout.contains("sent to ").then_some(()));
    process.say("/quit\n");
    let ended = process.end().expect_exit(0);
    assert!(ended.stdout.contains("> ") && ended.stdout.contains("1 messages received, 1 sent"), "{ended}");
    // The prompt has control sequences of its own.
    for raw in ["\x1b]", "\x07", "\x1b[2J", "\u{9b}", "\u{202e}"] {
        assert!(!ended.stdout.contains(raw), "{}\n{ended}", raw.escape_unicode());
    }
}
