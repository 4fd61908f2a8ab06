//! `sockctl handshake` on loopback: the real executable against itself and against small peers written here.
//!
//! What goes over the wire and what is printed is compared as literal text with the course page.

use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::harness::{
    ClosedPort, DEADLINE, Ended, Process, Seeded, Server, UdpPeer, ask_tcp, connect, eventually, finish,
    has_ipv6, is_closed, loopbacks, reset, run, shown, sockctl, uninterrupted, until_closed,
};

/// A handshake server on 127.0.0.1, or where the arguments say.
fn server(args: &[&str]) -> Server {
    if args.contains(&"--bind") {
        Server::start("handshake", args)
    } else {
        Server::start("handshake", &[&["--bind", "127.0.0.1"], args].concat())
    }
}

/// `sockctl handshake client` for this server.
fn client(to: SocketAddr, args: &[&str]) -> Process {
    Process::start(sockctl(&[&["handshake", "client", &to.to_string()], args].concat()))
}

/// The same, to its end, with this text on stdin.
fn run_client(to: SocketAddr, args: &[&str], stdin: &str) -> Ended {
    run(&[&["handshake", "client", &to.to_string()], args].concat(), stdin)
}

/// Both transports on every loopback address.
fn everywhere() -> Vec<(&'static str, &'static str)> {
    loopbacks().iter().flat_map(|address| [("--udp", *address), ("--tcp", *address)]).collect()
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

// What the client says, line by line.

/// The line without its ` on <YYYY-MM-DD HH:MM:SS.ffffff>`, which must be there.
fn without_time(line: &str) -> &str {
    let (said, time) = line.rsplit_once(" on ").unwrap_or_else(|| panic!("a time in {line:?}"));
    let pattern = "dddd-dd-dd dd:dd:dd.dddddd";
    let fits = |(wanted, got): (char, char)| if wanted == 'd' { got.is_ascii_digit() } else { wanted == got };
    assert!(time.len() == pattern.len() && pattern.chars().zip(time.chars()).all(fits), "time of {line:?}");
    said
}

/// All of stdout, each line without its time.
fn said(client: &Ended) -> Vec<&str> {
    assert!(client.stdout.ends_with('\n'), "whole lines on stdout\n{client}");
    client.stdout.lines().map(without_time).collect()
}

/// Everything the client printed is this, in this order, and it ended so.
fn expect_said(client: Ended, code: i32, lines: &[&str]) -> Ended {
    let client = client.expect_exit(code);
    assert_eq!(said(&client), lines, "\n{client}");
    client
}

// A server and its leases.

#[test]
fn a_free_id_is_granted_with_the_address_of_the_asker_over_udp() {
    for address in loopbacks() {
        let server = server(&["--bind", address]);
        let peer = UdpPeer::new(server.address());
        let granted = format!("OK 1234 {address} {}", peer.local().port());
        assert_eq!(peer.ask("HELLO 1234"), granted.as_bytes());
    }
}

#[test]
fn a_free_id_is_granted_with_the_address_of_the_asker_over_tcp() {
    for address in loopbacks() {
        let server = server(&["--tcp", "--bind", address]);
        let mut peer = connect(server.address());
        let granted = format!("OK 1234 {address} {}", peer.local_addr().unwrap().port());
        peer.write_all(b"HELLO 1234").unwrap();
        assert_eq!(until_closed(&mut peer), granted.as_bytes());
    }
}

#[test]
fn a_leased_id_is_reset_for_anybody() {
    for (transport, address) in everywhere() {
        let server = server(&[transport, "--bind", address]);
        assert!(server.ask("HELLO 1234").starts_with("OK 1234 "));
        assert_eq!(server.ask("HELLO 1234"), "RESET 1234");
        assert!(server.ask("HELLO 1235").starts_with("OK 1235 "));
    }
}

#[test]
fn a_leased_id_is_reset_for_its_own_holder_too() {
    let server = server(&[]);
    let holder = UdpPeer::new(server.address());
    assert!(holder.ask("HELLO 1234").starts_with(b"OK 1234 "));
    assert_eq!(holder.ask("HELLO 1234"), b"RESET 1234");
}

#[test]
fn a_lease_ends_after_its_time_and_no_reset_renews_it() {
    for transport in ["--udp", "--tcp"] {
        let server = server(&[transport, "--id-ttl", "400ms"]);
        let start = Instant::now();
        assert!(server.ask("HELLO 7").starts_with("OK 7 "));
        // Asked every few milliseconds: if a RESET renewed the lease this would never end.
        eventually("the id is free again", || match server.ask("HELLO 7") {
            free if free.starts_with("OK 7 ") => Some(()),
            other => {
                assert_eq!(other, "RESET 7");
                None
            }
        });
        assert!(start.elapsed() >= Duration::from_millis(400), "not before its time: {:?}", start.elapsed());
    }
}

#[test]
fn udp_and_tcp_of_one_server_listen_on_both_families_on_one_port_unless_told_otherwise() {
    for transport in ["--udp", "--tcp"] {
        let server = Server::start("handshake", &[transport]);
        let bound = server.addresses();
        let wanted: &[&str] = if has_ipv6() { &["0.0.0.0", "::"] } else { &["0.0.0.0"] };
        let ips: HashSet<String> = bound.iter().map(|address| address.ip().to_string()).collect();
        assert_eq!(ips, wanted.iter().map(|ip| (*ip).to_owned()).collect());
        assert!(bound.iter().all(|address| address.port() == bound[0].port()), "one port: {bound:?}");
        for address in loopbacks() {
            let at = SocketAddr::new(address.parse().unwrap(), bound[0].port());
            let answer = server.ask_at(at, format!("HELLO on-{address}"));
            // An IPv4 address stays one: 127.0.0.1, not ::ffff:127.0.0.1.
            assert!(answer.starts_with(&format!("OK on-{address} {address} ")), "{answer}");
        }
    }
}

#[test]
fn words_after_the_id_are_ignored() {
    for transport in ["--udp", "--tcp"] {
        let server = server(&[transport]);
        assert!(server.ask("HELLO 5 127.0.0.1 9000").starts_with("OK 5 127.0.0.1 "));
        assert_eq!(server.ask("HELLO 5 and more of them"), "RESET 5");
        assert_eq!(server.ask(b"HELLO 5 \xff\xfe\0"), "RESET 5");
    }
}

#[test]
fn an_id_is_text_and_not_a_number() {
    let server = server(&[]);
    for id in ["7", "07", "007", "+7", "7.0", "seven", "SEVEN", "!\"#$%&'()*+,-./", ":;<=>?@[\\]^_`{|}~"] {
        assert!(server.ask(format!("HELLO {id}")).starts_with(&format!("OK {id} 127.0.0.1 ")), "{id}");
    }
}

#[test]
fn words_are_separated_by_any_ascii_white_space() {
    for transport in ["--udp", "--tcp"] {
        let server = server(&[transport]);
        for (id, request) in [("1", "HELLO  1"), ("2", "HELLO\t2"), ("3", "HELLO 3\n"), ("4", "HELLO 4\r\n")]
        {
            let answer = server.ask(request);
            assert!(answer.starts_with(&format!("OK {id} 127.0.0.1 ")), "{request:?} gets {answer:?}");
        }
    }
}

#[test]
fn an_id_of_64_characters_is_the_longest() {
    let longest = "x".repeat(64);
    for transport in ["--udp", "--tcp"] {
        let server = server(&[transport]);
        assert!(server.ask(format!("HELLO {longest}")).starts_with(&format!("OK {longest} 127.0.0.1 ")));
        assert_eq!(server.ask(format!("HELLO {longest}")), format!("RESET {longest}"));
    }
    let server = server(&[]);
    UdpPeer::new(server.address()).expect_silence(format!("HELLO {longest}y"));
}

/// What is no request at all, each in its own way.
fn no_requests() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = [
        &b"HELLO"[..],
        b"HELLO ",
        b"HELLO \r\n",
        b"HELL 1",
        b"HELLO1",
        b"HELLO1 2",
        b"hello 1",
        b"Hello 1",
        b"OK 1 127.0.0.1 9000",
        b"RESET 1",
        b"\n",
        b"\0",
        b"HELLO\x001",
        b"HELLO \0",
        b"HELLO \x1b[2J",
        b"HELLO 1\x07",
        b"HELLO 1\x7f",
        b"HELLO \x01\x02\x03",
        "HELLO é".as_bytes(),
        "HELLO 数字".as_bytes(),
        "HELLO\u{a0}1".as_bytes(),
        b"HELLO \xff\xfe",
        b"HELLO 1\x80",
        b"\xff\xff\xff\xff",
        b"\xc3\x28",
    ]
    .into_iter()
    .map(<[u8]>::to_vec)
    .collect();
    all.push([&b"HELLO "[..], &[b'a'; 65]].concat());
    all.push([&b"HELLO "[..], &[b'a'; 65_501]].concat());
    all.push(vec![b'x'; 65_507]);
    all.push(vec![0; 65_507]);
    all.push(vec![0xff; 65_507]);
    all
}

#[test]
fn what_is_no_request_gets_no_answer_over_udp() {
    for address in loopbacks() {
        let server = server(&["--bind", address, "--json"]);
        let peer = UdpPeer::new(server.address());
        peer.expect_silence(b"");
        for datagram in no_requests() {
            peer.expect_silence(datagram);
        }
        let summary = server.stop().summary();
        assert_eq!(refused(&summary), 1 + no_requests().len() as u64, "each is counted: {summary}");
        assert_eq!(number(&summary, "granted"), 1 + no_requests().len() as u64);
    }
}

#[test]
fn what_is_no_request_is_closed_without_an_answer_over_tcp() {
    let server = server(&["--tcp"]);
    for request in no_requests() {
        let answer = ask_tcp(server.address(), &request);
        assert!(answer.is_empty(), "{} gets {}", shown(&request), shown(&answer));
    }
    assert!(server.ask("HELLO 1").starts_with("OK 1 "));
}

#[test]
fn a_tcp_peer_that_ends_without_a_word_is_closed_without_an_answer() {
    let server = server(&["--tcp", "--request-timeout", "10m"]);
    let mut peer = connect(server.address());
    peer.shutdown(Shutdown::Write).unwrap();
    assert_eq!(until_closed(&mut peer), b"");
    assert!(server.ask("HELLO 1").starts_with("OK 1 "));
}

#[test]
fn ten_thousand_random_datagrams_get_no_answer_and_are_all_counted() {
    const DATAGRAMS: u64 = 10_000;
    // So many at once fit into the server's receive buffer; what the kernel drops would prove nothing.
    const BATCH: u64 = 32;
    let server = server(&["--json"]);
    let peer = UdpPeer::new(server.address());
    let mut random = Seeded(1);
    for sent in 1..=DATAGRAMS {
        let length = random.below(1200);
        peer.send(random.bytes(length));
        if sent % BATCH == 0 {
            peer.expect_service();
        }
    }
    peer.expect_service();
    peer.expect_nothing("random bytes are not answered");
    let good = DATAGRAMS / BATCH + 1;
    let summary = server.stop().summary();
    assert_eq!(refused(&summary), DATAGRAMS, "{summary}");
    assert_eq!(number(&summary, "granted"), good, "{summary}");
    assert_eq!(number(&summary, "datagrams_in"), DATAGRAMS + good, "{summary}");
    assert_eq!(number(&summary, "datagrams_out"), good, "{summary}");
}

/// The page's rule for a request, on its own: the id, or none.
fn id_of(request: &[u8]) -> Option<&[u8]> {
    let mut words = request.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let (hello, id) = (words.next()?, words.next()?);
    let good = hello == b"HELLO" && id.len() <= 64 && id.iter().all(u8::is_ascii_graphic);
    good.then_some(id)
}

/// Requests and what is nearly one.
fn nearly_requests() -> impl Strategy<Value = Vec<u8>> {
    let hello = prop_oneof![8 => Just("HELLO"), 1 => Just("HELO"), 1 => Just("HELLOO"), 1 => Just("hello")];
    let blanks = prop_oneof![4 => Just(" "), 1 => Just("  "), 1 => Just("\t"), 1 => Just("")];
    let id = prop_oneof![
        4 => "[!-~]{1,64}".prop_map(String::into_bytes),
        1 => "[!-~]{60,70}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..12),
    ];
    let more = prop_oneof![2 => Just(""), 1 => Just(" 127.0.0.1 9000"), 1 => Just("\n")];
    (hello, blanks, id, more)
        .prop_map(|(hello, blanks, id, more)| {
            [hello.as_bytes(), blanks.as_bytes(), &id, more.as_bytes()].concat()
        })
        // Whether a vertical tab is white space is a matter of taste.
        .prop_filter("no vertical tab", |request| !request.contains(&0x0b))
}

#[test]
fn any_datagram_is_answered_exactly_when_it_is_a_request() {
    let server = server(&[]);
    let peer = UdpPeer::new(server.address());
    let config = ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let answers = runner.run(&nearly_requests(), |request| {
        match id_of(&request) {
            None => peer.expect_silence(&request),
            Some(id) => {
                let granted = [b"OK ", id, format!(" 127.0.0.1 {}", peer.local().port()).as_bytes()].concat();
                let first = peer.ask(&request);
                // The generator may come back to an id that is leased by now.
                if first != granted {
                    prop_assert_eq!(first, [b"RESET ", id].concat());
                }
                prop_assert_eq!(peer.ask(&request), [b"RESET ", id].concat());
            }
        }
        Ok(())
    });
    answers.unwrap();
}

// Limits.

#[test]
fn a_full_table_resets_new_ids_until_a_lease_ends() {
    let server = server(&["--max-ids", "2", "--id-ttl", "10m"]);
    assert!(server.ask("HELLO a").starts_with("OK a "));
    assert!(server.ask("HELLO b").starts_with("OK b "));
    assert_eq!(server.ask("HELLO c"), "RESET c");
    assert_eq!(server.ask("HELLO a"), "RESET a");
}

#[test]
fn a_full_table_has_room_again_when_its_leases_end() {
    let server = server(&["--max-ids", "1", "--id-ttl", "200ms"]);
    assert!(server.ask("HELLO a").starts_with("OK a "));
    eventually("room for b", || server.ask("HELLO b").starts_with("OK b ").then_some(()));
}

#[test]
fn loopback_is_exempt_from_the_limits_per_source() {
    for transport in ["--udp", "--tcp"] {
        let server = server(&[transport, "--max-pps", "1", "--max-ids-per-source", "1"]);
        for id in 0..60 {
            assert!(server.ask(format!("HELLO {id}")).starts_with(&format!("OK {id} ")));
        }
    }
}

#[test]
fn who_is_denied_or_not_allowed_gets_no_answer() {
    for rule in [["--deny", "127.0.0.3/32"], ["--allow", "127.0.0.1/32"]] {
        let server = server(&[&rule[..], &["--json"]].concat());
        let stranger = UdpPeer::from("127.0.0.3:0".parse().unwrap(), server.address()).unwrap();
        stranger.send("HELLO 1");
        assert!(server.ask("HELLO 1").starts_with("OK 1 "), "{rule:?}: the stranger took no lease either");
        stranger.expect_nothing("a stranger gets no answer");
        assert_eq!(refused(&server.stop().summary()), 1, "{rule:?}: it is counted");
    }
}

#[test]
fn above_its_cap_of_connections_a_server_sheds_the_newest_and_recovers() {
    let server = server(&["--tcp", "--max-clients", "2", "--request-timeout", "10m"]);
    let first = connect(server.address());
    let second = connect(server.address());
    assert_eq!(ask_tcp(server.address(), "HELLO 1"), b"", "the third is closed without an answer");
    drop((first, second));
    let answer = eventually("there is room again", || {
        Some(ask_tcp(server.address(), "HELLO 1")).filter(|answer| !answer.is_empty())
    });
    assert!(answer.starts_with(b"OK 1 "), "{}", shown(&answer));
}

// TCP peers of every kind.

/// Writes the pieces a moment apart. False when this machine was so slow that the silence between two of them may
/// have been the 20 ms that end a request.
fn say_in_pieces(stream: &mut TcpStream, pieces: &[&str]) -> bool {
    let mut longest = Duration::ZERO;
    let mut before = Instant::now();
    for piece in pieces {
        stream.write_all(piece.as_bytes()).unwrap();
        longest = longest.max(before.elapsed());
        before = Instant::now();
        // The peer's own pace, so that each piece is a segment.
        thread::sleep(Duration::from_millis(1));
    }
    longest < Duration::from_millis(15)
}

#[test]
fn a_request_in_several_segments_is_one_request() {
    let splits: &[&[&str]] = &[
        &["HEL", "LO ", "12", "34"],
        &["H", "E", "L", "L", "O", " ", "1", "2", "3", "4"],
        &["HELLO", " ", "1234", "\n"],
        &["HELLO 12", "34"],
        &["HELLO 1", "234 127.0.0.1", " 9000"],
    ];
    for pieces in splits {
        for ends in [false, true] {
            eventually("the pieces leave quickly enough", || {
                let server = server(&["--tcp"]);
                let mut peer = connect(server.address());
                let in_time = say_in_pieces(&mut peer, pieces);
                if ends {
                    // Fails when the server has answered and closed.
                    let _ = peer.shutdown(Shutdown::Write);
                }
                let granted = format!("OK 1234 127.0.0.1 {}", peer.local_addr().unwrap().port());
                let answer = until_closed(&mut peer).escape_ascii().to_string();
                in_time.then(|| assert_eq!(answer, granted, "{pieces:?}"))
            });
        }
    }
}

#[test]
fn tcp_peers_that_reset_harm_nobody() {
    let server = server(&["--tcp"]);
    for id in 0..100 {
        let mut peer = connect(server.address());
        let part = &b"HELLO 1234567"[..id % 14];
        peer.write_all(part).unwrap();
        reset(peer);
        assert!(server.ask(format!("HELLO id-{id}")).starts_with(&format!("OK id-{id} ")));
    }
}

#[test]
fn tcp_peers_that_never_speak_hold_nobody_up() {
    let server = server(&["--tcp", "--request-timeout", "10m"]);
    let silent: Vec<TcpStream> = (0..50).map(|_| connect(server.address())).collect();
    for id in 0..50 {
        assert!(server.ask(format!("HELLO {id}")).starts_with(&format!("OK {id} ")));
    }
    drop(silent);
}

#[test]
fn a_tcp_peer_that_never_speaks_is_closed_after_the_request_timeout() {
    let server = server(&["--tcp", "--request-timeout", "300ms"]);
    let start = Instant::now();
    let mut silent = connect(server.address());
    assert_eq!(until_closed(&mut silent), b"");
    assert!(start.elapsed() >= Duration::from_millis(300), "not before its time: {:?}", start.elapsed());
    assert!(server.ask("HELLO 1").starts_with("OK 1 "));
}

#[test]
fn a_tcp_peer_that_trickles_is_cut_off_and_holds_nobody_up() {
    let server = server(&["--tcp", "--request-timeout", "500ms"]);
    let mut slow = connect(server.address());
    slow.write_all(b"HELLO 1 ").unwrap();
    let mut id = 1;
    // A byte every few milliseconds: never quiet, never done.
    eventually("the slow peer is cut off", || {
        id += 1;
        assert!(server.ask(format!("HELLO {id}")).starts_with(&format!("OK {id} ")));
        slow.write_all(b"x").err().map(|why| assert!(is_closed(&why), "{why}"))
    });
}

#[test]
fn a_tcp_peer_that_never_stops_talking_is_cut_off() {
    let server = server(&["--tcp", "--request-timeout", "1s"]);
    let mut loud = connect(server.address());
    let start = Instant::now();
    let why = loop {
        if let Err(why) = loud.write_all(&[b'x'; 4096]) {
            break why;
        }
        assert!(start.elapsed() < DEADLINE, "it is still read");
    };
    assert!(is_closed(&why), "{why}");
    assert!(server.ask("HELLO 1").starts_with("OK 1 "));
}

#[test]
fn a_thousand_tcp_clients_that_vanish_leave_no_descriptor_and_no_thread() {
    // So long that only noticing that a client left can free its place.
    let server = server(&["--tcp", "--request-timeout", "10m"]);
    assert!(server.ask("HELLO 0").starts_with("OK 0 "));
    let (descriptors, threads) = server.descriptors_and_threads();

    for batch in 1..=5 {
        let mut clients: Vec<TcpStream> = (0..100).map(|_| connect(server.address())).collect();
        // Seen while they are there, or the count below would prove nothing. A few of the first count may be gone.
        eventually("their descriptors are counted", || {
            (server.descriptors_and_threads().0 >= descriptors + 90).then_some(())
        });
        for (number, mut client) in clients.drain(..).enumerate() {
            if number % 3 == 0 {
                client.write_all(b"HEL").unwrap();
            }
            if number % 2 == 0 {
                reset(client);
            }
        }
        assert!(server.ask(format!("HELLO {batch}")).starts_with(&format!("OK {batch} ")));
    }
    for number in 0..500 {
        let mut client = connect(server.address());
        if number % 3 == 0 {
            client.write_all(b"HELLO vanished").unwrap();
        }
        if number % 2 == 0 {
            reset(client);
        }
    }

    eventually("descriptors and threads are as many as before", || {
        let now = server.descriptors_and_threads();
        (now.0 <= descriptors && now.1 <= threads).then_some(())
    });
    assert!(server.ask("HELLO last").starts_with("OK last "));
    server.stop();
}

// Addresses.

#[test]
fn the_answer_comes_from_the_address_that_was_asked() {
    let server = server(&["--bind", "0.0.0.0"]);
    let port = server.address().port();
    let peer = UdpSocket::bind("127.0.0.1:0").unwrap();
    peer.set_read_timeout(Some(DEADLINE)).unwrap();
    for (id, asked) in ["127.0.0.2", "127.0.0.1", "127.1.2.3"].iter().enumerate() {
        peer.send_to(format!("HELLO {id}").as_bytes(), (*asked, port)).unwrap();
        let mut buffer = [0; 200];
        let (length, from) = uninterrupted(|| peer.recv_from(&mut buffer)).unwrap();
        assert_eq!(from.to_string(), format!("{asked}:{port}"));
        let granted = format!("OK {id} 127.0.0.1 {}", peer.local_addr().unwrap().port());
        assert_eq!(&buffer[..length], granted.as_bytes());
    }
}

#[test]
fn a_server_does_not_answer_its_own_port_at_another_address() {
    // Where a second server of the same profile would stand. Whatever comes from there, nothing goes back.
    let server = server(&["--json"]);
    let twin = SocketAddr::from(([127, 0, 0, 2], server.address().port()));
    let twin = UdpPeer::from(twin, server.address()).unwrap();
    for forged in ["HELLO 1", "OK 1 127.0.0.1 9000", "RESET 1", ""] {
        twin.send(forged);
    }
    assert!(server.ask("HELLO 1").starts_with("OK 1 "), "its twin took no lease either");
    twin.expect_nothing("a server of the same port is not answered");
    let summary = server.stop().summary();
    assert_eq!(number(&summary, "datagrams_out"), 1, "{summary}");
    assert_eq!(refused(&summary), 4, "each is counted: {summary}");
}

#[test]
fn a_second_server_on_the_same_port_says_where_and_how_to_see_who_has_it() {
    for transport in ["--udp", "--tcp"] {
        let first = server(&[transport]);
        let port = first.address().port().to_string();
        let second = run(&["handshake", "serve", transport, "--bind", "127.0.0.1", "--port", &port], "");
        let second = second.expect_exit(3);
        assert_eq!(second.stdout, "", "no ready line\n{second}");
        assert!(second.stderr.contains(&format!("{}", first.address())), "names the address\n{second}");
        let words = || second.stderr.split(|letter: char| !letter.is_alphanumeric());
        assert!(words().any(|word| word == "ss"), "names the command that shows who has it\n{second}");
        assert!(first.ask("HELLO 1").starts_with("OK 1 "), "the first goes on");
    }
}

// How a server ends and what it tells.

#[test]
fn a_server_without_requests_ends_by_itself_and_well() {
    for transport in ["--udp", "--tcp"] {
        let ended = server(&[transport, "--json", "--idle-timeout", "300ms"]).end().expect_exit(0);
        assert_eq!(ended.summary()["ended_by"], "idle");
        server(&[transport, "--idle-timeout", "300ms"]).end().expect_exit(0);
    }
}

#[test]
fn a_server_told_to_end_sums_up_what_it_did() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let server = server(&["--json"]);
        let peer = UdpPeer::new(server.address());
        let mut out = 0;
        for (id, answer) in
            [("a", "OK a "), ("b", "OK b "), ("a", "RESET a"), ("c", "OK c "), ("c", "RESET c")]
        {
            let answered = String::from_utf8(peer.ask(format!("HELLO {id}"))).unwrap();
            assert!(answered.starts_with(answer));
            out += answered.len() as u64;
        }
        peer.send("nonsense");
        assert!(peer.ask("HELLO dd").starts_with(b"OK dd "));
        out += format!("OK dd 127.0.0.1 {}", peer.local().port()).len() as u64;

        let summary = server.stop_by(signal).expect_exit(0).summary();
        let expected = json!({
            "tool": "handshake", "event": "summary", "role": "server", "ended_by": "signal",
            "requests": 6, "granted": 4, "reset": 2, "leases": 4,
            "datagrams_in": 7, "in_bytes": 5 * 7 + 8 + 8, "datagrams_out": 6, "out_bytes": out,
        });
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(&summary[key], value, "{key} in {summary}");
        }
        assert_eq!((&summary["refused"]["malformed"], refused(&summary)), (&json!(1), 1), "{summary}");
    }
}

#[test]
fn a_tcp_server_told_to_end_sums_up_what_it_did() {
    let server = server(&["--tcp", "--json"]);
    assert!(server.ask("HELLO 1").starts_with("OK 1 "));
    assert_eq!(server.ask("HELLO 1"), "RESET 1");
    assert_eq!(server.ask("nonsense"), "");
    let summary = server.stop_by(Signal::SIGINT).expect_exit(0).summary();
    for (key, value) in [("requests", 2), ("granted", 1), ("reset", 1)] {
        assert_eq!(number(&summary, key), value, "{key} in {summary}");
    }
    assert_eq!((summary["ended_by"].as_str(), refused(&summary)), (Some("signal"), 1), "{summary}");
}

#[test]
fn a_tcp_server_ends_at_once_though_clients_are_connected() {
    let server = server(&["--tcp", "--request-timeout", "10m"]);
    let silent: Vec<TcpStream> = (0..10).map(|_| connect(server.address())).collect();
    server.stop();
    drop(silent);
}

#[test]
fn the_summary_is_for_people_unless_json_is_asked_for() {
    let server = server(&[]);
    for id in 0..17 {
        server.ask(format!("HELLO {id}"));
    }
    let ended = server.stop_by(Signal::SIGINT).expect_exit(0);
    let summary: Vec<&str> = ended.stdout.lines().skip(1).collect();
    let numbers = || summary.iter().flat_map(|line| line.split(|letter: char| !letter.is_ascii_digit()));
    assert!(numbers().any(|number| number == "17"), "the leases it granted are in it\n{ended}");
    assert!(!ended.stdout.contains('{') && !ended.stdout.contains('\u{1b}'), "plain text in a pipe\n{ended}");
}

#[test]
fn an_interim_summary_comes_on_demand_and_the_server_goes_on() {
    for signal in [Signal::SIGUSR1, Signal::SIGQUIT] {
        let server = server(&["--json"]);
        server.ask("HELLO 1");
        server.ask("HELLO 1");
        let interim = eventually("an interim summary with both requests", || {
            server.process().signal(signal);
            let mut events = server.events_so_far().into_iter();
            events.find(|event| event["event"] == "interim" && event["requests"] == 2)
        });
        assert_eq!((&interim["granted"], &interim["reset"]), (&json!(1), &json!(1)), "{interim}");
        assert!(server.ask("HELLO 2").starts_with("OK 2 "));
        let summary = server.stop().summary();
        assert_eq!((&summary["granted"], &summary["reset"]), (&json!(2), &json!(1)), "{summary}");
    }
}

#[test]
fn an_interim_summary_is_for_people_unless_json_is_asked_for() {
    let server = server(&[]);
    server.process().signal(Signal::SIGUSR1);
    server
        .process()
        .wait_for("more than the ready line", |stdout| (stdout.lines().count() > 1).then_some(()));
    assert!(server.ask("HELLO 2").starts_with("OK 2 "));
}

#[test]
fn every_json_object_of_a_server_has_the_four_keys() {
    for transport in ["--udp", "--tcp"] {
        let server = server(&[transport, "--json", "--events", "-v"]);
        server.ask("HELLO 1");
        server.ask("HELLO 1");
        if transport == "--udp" {
            UdpPeer::new(server.address()).expect_silence("nonsense");
        } else {
            assert_eq!(server.ask("nonsense"), "");
        }
        let ended = server.stop();
        // Ended::events checks each of them.
        let kinds: Vec<String> =
            ended.events().iter().map(|event| event["event"].as_str().unwrap().to_owned()).collect();
        assert_eq!(kinds[0], "listening");
        assert_eq!(kinds.last().unwrap(), "summary");
        assert!(ended.events().iter().all(|event| event["tool"] == "handshake"), "{ended}");
    }
}

#[test]
fn json_is_asked_for_before_or_after_the_command() {
    let mut before =
        Process::start(sockctl(&["--json", "handshake", "serve", "--port", "0", "--bind", "127.0.0.1"]));
    before.close_stdin();
    before.wait_for("a ready line", |stdout| stdout.starts_with('{').then_some(()));
    before.signal(Signal::SIGTERM);
    assert_eq!(before.end().expect_exit(0).summary()["role"], "server");
    assert_eq!(server(&["--json"]).stop().summary()["role"], "server");
}

#[test]
fn text_from_the_network_reaches_no_terminal_raw() {
    for how in [&["--events"][..], &["-v", "-v"], &["--trace"], &["--events", "--trace", "--json"]] {
        let server = server(how);
        let peer = UdpPeer::new(server.address());
        peer.expect_silence("HELLO \x1b]0;owned\x07\x1b[2J\u{9b}31m\r");
        assert!(peer.ask("HELLO 1 \x1b[2J\x07 more").starts_with(b"OK 1 "));
        let ended = server.stop();
        let all = format!("{}{}", ended.stdout, ended.stderr);
        let raw = all.chars().find(|letter| letter.is_control() && *letter != '\n' && *letter != '\t');
        assert_eq!(raw, None, "{how:?}\n{ended}");
    }
}

#[test]
fn the_messages_a_server_takes_are_printed_when_asked_for() {
    for how in [&["--events"][..], &["-v"], &["--trace"]] {
        let server = server(how);
        server.ask("HELLO conspicuous");
        let ended = server.stop();
        let all = format!("{}{}", ended.stdout, ended.stderr);
        assert!(all.contains("conspicuous"), "{how:?}\n{ended}");
    }
    let server = server(&[]);
    server.ask("HELLO conspicuous");
    let ended = server.stop();
    assert!(!ended.stdout.contains("conspicuous"), "and not otherwise\n{ended}");
}

// The client against the server.

#[test]
fn a_client_gets_a_lease_over_both_transports_and_families() {
    for (transport, address) in everywhere() {
        let server = server(&[transport, "--bind", address]);
        let client = run_client(server.address(), &[transport, "--id", "1234"], "").expect_exit(0);
        let said = said(&client);
        let words: Vec<&str> = said[0].split(' ').collect();
        assert_eq!((said.len(), words.len()), (1, 5), "one line\n{client}");
        assert_eq!(words[..4], ["Connection", "established", "1234", address], "\n{client}");
        assert!(words[4].parse::<u16>().is_ok_and(|port| port > 0), "\n{client}");
        assert_eq!(client.stderr, "", "nothing to complain about");
        assert_eq!(server.ask("HELLO 1234"), "RESET 1234", "the lease is real");
    }
}

#[test]
fn a_target_may_have_its_port_apart() {
    let server = server(&[]);
    let port = server.address().port().to_string();
    for (id, target) in [
        ("1", &["127.0.0.1", "--port", &port][..]),
        ("2", &["127.0.0.1", "-p", &port]),
        ("3", &["-p", &port]),
    ] {
        let client = run(&[&["handshake", "client"], target, &["--id", id]].concat(), "").expect_exit(0);
        assert!(said(&client)[0].starts_with(&format!("Connection established {id} 127.0.0.1 ")), "{client}");
    }
}

#[test]
fn a_name_is_resolved_in_the_family_asked_for() {
    let server = Server::start("handshake", &[]);
    let target = format!("localhost:{}", server.address().port());
    let client = run(&["handshake", "client", &target, "-4", "--id", "1"], "").expect_exit(0);
    assert!(said(&client)[0].starts_with("Connection established 1 127.0.0.1 "), "{client}");
}

#[test]
fn a_client_sends_from_the_address_it_is_told() {
    for transport in ["--udp", "--tcp"] {
        let server = server(&[transport]);
        let client = run_client(server.address(), &[transport, "--id", "1", "--source", "127.0.0.5"], "");
        assert!(said(&client)[0].starts_with("Connection established 1 127.0.0.5 "), "{client}");
        client.expect_exit(0);
    }
}

#[test]
fn the_time_a_client_prints_is_local_time_now() {
    let server = server(&[]);
    let target = server.address().to_string();
    let mut command = sockctl(&["handshake", "client", &target, "--id", "1"]);
    // Five hours east of Greenwich.
    command.env("TZ", "XYZ-5");
    let client = finish(command, "").expect_exit(0);
    let (_, time) = client.stdout.trim_end().rsplit_once(" on ").unwrap();
    let time = chrono::NaiveDateTime::parse_from_str(time, "%Y-%m-%d %H:%M:%S%.6f").unwrap();
    let away = chrono::Utc::now().naive_utc() + chrono::TimeDelta::hours(5) - time;
    assert!(away.abs() < chrono::TimeDelta::minutes(10), "{away} away from now\n{client}");
}

#[test]
fn the_ids_of_the_flags_are_tried_in_their_order() {
    for transport in ["--udp", "--tcp"] {
        let server = server(&[transport]);
        server.ask("HELLO a");
        server.ask("HELLO b");
        let ids = [transport, "--id", "a", "--id", "b", "--id", "c"];
        let client = run_client(server.address(), &ids, "").expect_exit(0);
        let said = said(&client);
        assert_eq!(said[..2], ["Connection Error a", "Connection Error b"], "\n{client}");
        assert!(said[2].starts_with("Connection established c 127.0.0.1 "), "\n{client}");
        assert_eq!(said.len(), 3, "\n{client}");
    }
}

#[test]
fn three_leased_ids_are_a_failure() {
    for transport in ["--udp", "--tcp"] {
        let server = server(&[transport]);
        for id in ["a", "b", "c"] {
            server.ask(format!("HELLO {id}"));
        }
        let ids = [transport, "--id", "a", "--id", "b", "--id", "c"];
        let lines = ["Connection Error a", "Connection Error b", "Connection Error c", "Connection Failure"];
        expect_said(run_client(server.address(), &ids, "d\n"), 1, &lines);
        assert!(server.ask("HELLO d").starts_with("OK d "), "there is no fourth try");
    }
}

#[test]
fn new_ids_come_from_stdin_when_the_flags_are_used_up() {
    let server = server(&[]);
    server.ask("HELLO a");
    server.ask("HELLO b");
    let client = run_client(server.address(), &["--id", "a"], "b\nc\nd\n").expect_exit(0);
    let said = said(&client);
    assert_eq!(said[..2], ["Connection Error a", "Connection Error b"], "\n{client}");
    assert!(said[2].starts_with("Connection established c 127.0.0.1 "), "\n{client}");
    assert!(
        !format!("{}{}", client.stdout, client.stderr).contains("Enter a new"),
        "no question in a pipe\n{client}"
    );
    assert!(server.ask("HELLO d").starts_with("OK d "), "the fourth line is not used");
}

#[test]
fn the_end_of_the_input_is_giving_up() {
    let server = server(&[]);
    server.ask("HELLO a");
    let given_up = run_client(server.address(), &["--id", "a"], "");
    expect_said(given_up, 1, &["Connection Error a", "Connection Failure"]);
    let given_up_later = run_client(server.address(), &["--id", "a"], "a\n");
    expect_said(given_up_later, 1, &["Connection Error a", "Connection Error a", "Connection Failure"]);
    let last_line_unfinished = run_client(server.address(), &["--id", "a"], "b").expect_exit(0);
    assert!(said(&last_line_unfinished)[1].starts_with("Connection established b "));
}

#[test]
fn the_number_of_tries_can_be_chosen() {
    let server = server(&[]);
    server.ask("HELLO a");
    expect_said(
        run_client(server.address(), &["--tries", "1", "--id", "a"], "b\n"),
        1,
        &["Connection Error a", "Connection Failure"],
    );
    let lines = ["Connection Error a"; 5];
    expect_said(
        run_client(server.address(), &["--tries", "5", "--id", "a"], "a\na\na\na\nb\n"),
        1,
        &[&lines[..], &["Connection Failure"]].concat(),
    );
    assert!(server.ask("HELLO b").starts_with("OK b "));
}

#[test]
fn json_tells_what_the_lines_tell() {
    for (transport, address) in everywhere() {
        let server = server(&[transport, "--bind", address]);
        server.ask("HELLO a");
        let client =
            run_client(server.address(), &[transport, "--json", "--id", "a", "--id", "b"], "").expect_exit(0);
        let (events, summary) = (client.events(), client.summary());
        assert_eq!(events.len(), 2, "{client}");
        let error = &events[0];
        assert_eq!(
            (&error["event"], &error["id"], &error["reason"]),
            (&json!("error"), &json!("a"), &json!("reset"))
        );
        let expected = json!({
            "tool": "handshake", "role": "client", "result": "established", "id": "b", "address": address,
            "server": server.address().to_string(), "transport": &transport[2..], "tries": 2,
        });
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(&summary[key], value, "{key} in {summary}");
        }
        assert!((1..65_536).contains(&number(&summary, "port")), "{summary}");
        assert!((1..30_000_000_000).contains(&number(&summary, "rtt_ns")), "{summary}");
    }
}

// With nobody there.

#[test]
fn with_nobody_there_a_client_fails_at_once_and_says_what_to_start() {
    for transport in ["--udp", "--tcp"] {
        let nobody = if transport == "--udp" { ClosedPort::udp() } else { ClosedPort::tcp() };
        // Were it to wait, it would wait for longer than this test.
        let args = [transport, "--reply-timeout", "10m", "--id", "1", "--id", "2", "--id", "3"];
        let lines = ["Connection Error 1", "Connection Error 2", "Connection Error 3", "Connection Failure"];
        let client = expect_said(run_client(nobody.address(), &args, ""), 1, &lines);
        assert!(client.stderr.contains("sockctl handshake serve"), "how to start a server\n{client}");
        assert!(client.stderr.contains(&nobody.address().to_string()), "what was tried\n{client}");
    }
}

#[test]
fn with_nobody_there_json_says_refused() {
    for transport in ["--udp", "--tcp"] {
        let nobody = if transport == "--udp" { ClosedPort::udp() } else { ClosedPort::tcp() };
        let args = [transport, "--json", "--reply-timeout", "10m", "--id", "1", "--id", "2", "--id", "3"];
        let client = run_client(nobody.address(), &args, "").expect_exit(1);
        let errors: Vec<Value> =
            client.events().into_iter().filter(|event| event["event"] == "error").collect();
        let told: Vec<_> =
            errors.iter().map(|error| (error["id"].as_str(), error["reason"].as_str())).collect();
        assert_eq!(told, ["1", "2", "3"].map(|id| (Some(id), Some("refused"))), "{client}");
        let summary = client.summary();
        assert_eq!((&summary["result"], &summary["tries"]), (&json!("failure"), &json!(3)), "{summary}");
    }
}

// The client against servers that are written here.

/// A UDP server that says what the test tells it to say.
struct FakeServer(UdpSocket);

impl FakeServer {
    fn start() -> FakeServer {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        socket.set_read_timeout(Some(DEADLINE)).unwrap();
        FakeServer(socket)
    }

    fn address(&self) -> SocketAddr {
        self.0.local_addr().unwrap()
    }

    /// The next datagram and where it came from.
    fn hear(&self) -> (String, SocketAddr) {
        let mut buffer = [0; 1024];
        let (length, from) =
            uninterrupted(|| self.0.recv_from(&mut buffer)).unwrap_or_else(|why| panic!("no request: {why}"));
        (String::from_utf8(buffer[..length].to_vec()).unwrap(), from)
    }

    fn answer(&self, to: SocketAddr, answer: impl AsRef<[u8]>) {
        self.0.send_to(answer.as_ref(), to).unwrap();
    }
}

#[test]
fn a_client_sends_hello_and_the_id_and_nothing_else() {
    let fake = FakeServer::start();
    let client = client(fake.address(), &["--id", "1234"]);
    let (request, from) = fake.hear();
    assert_eq!(request, "HELLO 1234");
    fake.answer(from, "OK 1234 192.0.2.7 4711");
    expect_said(client.end(), 0, &["Connection established 1234 192.0.2.7 4711"]);
}

#[test]
fn without_an_id_a_client_takes_four_random_digits() {
    let ids: HashSet<String> = (0..5)
        .map(|_| {
            let fake = FakeServer::start();
            let client = client(fake.address(), &[]);
            let (request, from) = fake.hear();
            let id = request.strip_prefix("HELLO ").unwrap().to_owned();
            assert!(id.len() == 4 && id.bytes().all(|digit| digit.is_ascii_digit()), "{request}");
            fake.answer(from, format!("OK {id} 127.0.0.1 1"));
            expect_said(client.end(), 0, &[&format!("Connection established {id} 127.0.0.1 1")]);
            id
        })
        .collect();
    assert!(ids.len() > 1, "five times the same: {ids:?}");
}

#[test]
fn a_reply_for_another_id_is_ignored_and_the_wait_goes_on() {
    let fake = FakeServer::start();
    let client = client(fake.address(), &["--reply-timeout", "10m", "--id", "1234"]);
    let (_, from) = fake.hear();
    let others: [&[u8]; 10] = [
        b"OK 9999 127.0.0.1 1",
        b"RESET 9999",
        b"RESET 123",
        b"RESET 12345",
        b"OK 12345 127.0.0.1 1",
        b"OK 01234 127.0.0.1 1",
        b"HELLO 1234",
        b"nonsense",
        b"\xff\xfe\x00",
        b"",
    ];
    for other in others {
        fake.answer(from, other);
    }
    fake.answer(from, vec![b'x'; 65_507]);
    fake.answer(from, "OK 1234 127.0.0.1 4711");
    expect_said(client.end(), 0, &["Connection established 1234 127.0.0.1 4711"]);
}

#[test]
fn a_reply_from_another_address_is_ignored_and_the_wait_goes_on() {
    let fake = FakeServer::start();
    let client = client(fake.address(), &["--reply-timeout", "10m", "--id", "1234"]);
    let (_, from) = fake.hear();
    let another_port = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let another_ip = UdpSocket::bind(SocketAddr::from(([127, 0, 0, 2], fake.address().port()))).unwrap();
    for stranger in [&another_port, &another_ip] {
        // The system may tell the stranger that nobody listens to it; that too is being ignored.
        for answer in ["RESET 1234", "OK 1234 192.0.2.1 1"] {
            let _ = stranger.send_to(answer.as_bytes(), from);
        }
    }
    fake.answer(from, "OK 1234 127.0.0.1 4711");
    expect_said(client.end(), 0, &["Connection established 1234 127.0.0.1 4711"]);
}

#[test]
fn each_try_uses_a_new_socket() {
    const TRIES: usize = 8;
    let fake = FakeServer::start();
    let mut client = client(fake.address(), &["--tries", "8", "--id", "0"]);
    client.say("1\n2\n3\n4\n5\n6\n7\n");
    let mut ports = HashSet::new();
    for id in 0..TRIES {
        let (request, from) = fake.hear();
        assert_eq!(request, format!("HELLO {id}"));
        ports.insert(from.port());
        fake.answer(from, format!("RESET {id}"));
    }
    client.end().expect_exit(1);
    // The system may by chance give a new socket a port that was used before, hardly ever twice.
    assert!(ports.len() >= TRIES - 1, "{ports:?}");
}

#[test]
fn a_reply_to_an_earlier_try_does_not_count_for_a_later_one() {
    let fake = FakeServer::start();
    let client = client(fake.address(), &["--id", "1", "--id", "2"]);
    let (_, first) = fake.hear();
    fake.answer(first, "RESET 1");
    let (request, second) = fake.hear();
    assert_eq!(request, "HELLO 2");
    // Late, to the old socket and to the new.
    fake.answer(first, "OK 1 127.0.0.1 1");
    fake.answer(second, "OK 1 127.0.0.1 1");
    fake.answer(second, "OK 2 127.0.0.1 2");
    let client = client.end();
    expect_said(client, 0, &["Connection Error 1", "Connection established 2 127.0.0.1 2"]);
}

#[test]
fn a_silent_server_is_waited_for_as_long_as_told_and_no_shorter() {
    let fake = FakeServer::start();
    let args = ["--reply-timeout", "200ms", "--json", "--id", "1", "--id", "2", "--id", "3"];
    let start = Instant::now();
    let client = client(fake.address(), &args);
    for id in 1..=3 {
        assert_eq!(fake.hear().0, format!("HELLO {id}"));
    }
    let client = client.end().expect_exit(1);
    assert!(start.elapsed() >= Duration::from_millis(600), "{:?}", start.elapsed());
    let events = client.events();
    for (event, id) in events.iter().zip(["1", "2", "3"]) {
        let told = (&event["event"], &event["id"], &event["reason"]);
        assert_eq!(told, (&json!("error"), &json!(id), &json!("timeout")), "{client}");
    }
    assert_eq!(client.summary()["result"], "failure");
}

#[test]
fn a_silent_server_is_a_failure_in_the_lines_too() {
    let fake = FakeServer::start();
    let client = client(fake.address(), &["--reply-timeout", "0.05", "--id", "1", "--id", "2", "--id", "3"]);
    let lines = ["Connection Error 1", "Connection Error 2", "Connection Error 3", "Connection Failure"];
    let client = expect_said(client.end(), 1, &lines);
    assert!(client.stderr.contains("sockctl handshake serve"), "how to start a server\n{client}");
}

#[test]
fn a_reply_with_control_bytes_reaches_no_terminal_raw() {
    for how in [&[][..], &["--trace"], &["--json"]] {
        let fake = FakeServer::start();
        let client = client(
            fake.address(),
            &[&["--reply-timeout", "200ms", "--tries", "1", "--id", "1"], how].concat(),
        );
        let (_, from) = fake.hear();
        fake.answer(from, "OK 1 \x1b]0;owned\x07 \x1b[2J");
        // Whether it takes this for a reply or not.
        let ended = client.end();
        let all = format!("{}{}", ended.stdout, ended.stderr);
        let raw = all.chars().find(|letter| letter.is_control() && *letter != '\n' && *letter != '\t');
        assert_eq!(raw, None, "{how:?}\n{ended}");
    }
}

/// A TCP server that takes the client's next connection and its request.
struct FakeTcpServer(TcpListener);

impl FakeTcpServer {
    fn start() -> FakeTcpServer {
        FakeTcpServer(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap())
    }

    fn address(&self) -> SocketAddr {
        self.0.local_addr().unwrap()
    }

    /// The next connection, after exactly this request came over it.
    fn hear(&self, request: &str) -> TcpStream {
        self.0.set_nonblocking(true).unwrap();
        let mut stream = eventually("a client connects", || self.0.accept().ok()).0;
        stream.set_nonblocking(false).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        let mut heard = vec![0; request.len()];
        stream.read_exact(&mut heard).unwrap();
        assert_eq!(heard.escape_ascii().to_string(), request);
        stream
    }
}

#[test]
fn a_tcp_server_that_never_closes_after_its_answer_is_no_obstacle() {
    let fake = FakeTcpServer::start();
    let args = ["--tcp", "--reply-timeout", "10m", "--id", "1234", "--id", "5678"];
    let client = client(fake.address(), &args);
    let mut first = fake.hear("HELLO 1234");
    first.write_all(b"RESET 1234").unwrap();
    let mut second = fake.hear("HELLO 5678");
    second.write_all(b"OK 5678 127.0.0.1 4711").unwrap();
    let lines = ["Connection Error 1234", "Connection established 5678 127.0.0.1 4711"];
    expect_said(client.end(), 0, &lines);
    drop((first, second));
}

#[test]
fn a_tcp_answer_in_pieces_is_one_answer() {
    let fake = FakeTcpServer::start();
    let args = ["--tcp", "--reply-timeout", "10m", "--id", "1234", "--id", "5678"];
    let client = client(fake.address(), &args);
    // What came before the last piece is no whole answer, so the client must wait for more however long it takes.
    let mut first = fake.hear("HELLO 1234");
    for piece in ["R", "ES", "ET", " 1234"] {
        first.write_all(piece.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(40));
    }
    drop(first);
    let mut second = fake.hear("HELLO 5678");
    for piece in ["O", "K", " 5678 ", "127.0.", "0.1 ", "4711"] {
        second.write_all(piece.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(40));
    }
    drop(second);
    let lines = ["Connection Error 1234", "Connection established 5678 127.0.0.1 4711"];
    expect_said(client.end(), 0, &lines);
}

#[test]
fn a_tcp_server_that_closes_without_an_answer_is_a_failed_try_at_once() {
    let fake = FakeTcpServer::start();
    let args = ["--tcp", "--reply-timeout", "10m", "--id", "1", "--id", "2", "--id", "3"];
    let client = client(fake.address(), &args);
    drop(fake.hear("HELLO 1"));
    reset(fake.hear("HELLO 2"));
    let mut third = fake.hear("HELLO 3");
    third.write_all(b"OK").unwrap();
    drop(third);
    let lines = ["Connection Error 1", "Connection Error 2", "Connection Error 3", "Connection Failure"];
    expect_said(client.end(), 1, &lines);
}

#[test]
fn a_tcp_server_that_accepts_and_says_nothing_is_a_time_out() {
    let fake = FakeTcpServer::start();
    let args = ["--tcp", "--reply-timeout", "200ms", "--json", "--tries", "2", "--id", "1", "--id", "2"];
    let client = client(fake.address(), &args);
    let silent = (fake.hear("HELLO 1"), fake.hear("HELLO 2"));
    let client = client.end().expect_exit(1);
    let reasons: Vec<Value> = client.events().into_iter().map(|event| event["reason"].clone()).collect();
    assert_eq!(reasons[..2], [json!("timeout"), json!("timeout")], "{client}");
    drop(silent);
}

// Ctrl-C.

#[test]
fn ctrl_c_during_a_wait_is_giving_up() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let fake = FakeServer::start();
        let client = client(fake.address(), &["--reply-timeout", "10m", "--id", "1"]);
        fake.hear();
        client.signal(signal);
        let client = client.end().expect_exit(1);
        assert_eq!(said(&client).last(), Some(&"Connection Failure"), "\n{client}");
    }
}

#[test]
fn ctrl_c_during_a_tcp_wait_is_giving_up() {
    let fake = FakeTcpServer::start();
    let client = client(fake.address(), &["--tcp", "--reply-timeout", "10m", "--id", "1"]);
    let silent = fake.hear("HELLO 1");
    client.signal(Signal::SIGINT);
    let client = client.end().expect_exit(1);
    assert_eq!(said(&client).last(), Some(&"Connection Failure"), "\n{client}");
    drop(silent);
}

#[test]
fn ctrl_c_while_a_new_id_is_awaited_is_giving_up() {
    let server = server(&[]);
    server.ask("HELLO a");
    // Its stdin stays open and silent.
    let client = client(server.address(), &["--id", "a"]);
    client.wait_for("the first error", |stdout| stdout.starts_with("Connection Error a on ").then_some(()));
    client.signal(Signal::SIGINT);
    expect_said(client.end(), 1, &["Connection Error a", "Connection Failure"]);
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
fn a_port_that_is_none_is_a_usage_error() {
    for port in ["70000", "65536", "port", "9000x", "1.5", "-1", ""] {
        expect_usage_error(&["handshake", "client", "127.0.0.1", &format!("--port={port}")], port);
        expect_usage_error(&["handshake", "serve", &format!("--port={port}")], port);
    }
    expect_usage_error(&["handshake", "client", "127.0.0.1", "--port", "0"], "0");
}

#[test]
fn a_target_that_is_none_is_a_usage_error() {
    for target in ["127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:port", "[::1", "[::1]:0", "::1:80", ""] {
        expect_usage_error(&["handshake", "client", target], target);
    }
}

#[test]
fn a_duration_that_is_none_is_a_usage_error() {
    for span in ["-1", "-5s", "soon", "10 parsecs", "NaN", "inf", "1e400", "99999999999999999999y", ""] {
        expect_usage_error(&["handshake", "client", &format!("--reply-timeout={span}")], span);
        expect_usage_error(&["handshake", "serve", "--port=0", &format!("--id-ttl={span}")], span);
        expect_usage_error(&["handshake", "serve", "--port=0", &format!("--idle-timeout={span}")], span);
    }
}

#[test]
fn an_id_that_is_none_is_a_usage_error() {
    let long = "x".repeat(65);
    for id in [&long, "", "two words", "a\tb", "a\nb", "\u{1b}[2J", "a\u{7f}", "é"] {
        let ended = run(&["handshake", "client", "--id", id], "").expect_exit(2);
        assert_eq!(ended.stdout, "", "{ended}");
        assert!(!ended.stderr.is_empty() && !ended.stderr.contains('\u{1b}'), "{id:?}\n{ended}");
    }
}

#[test]
fn what_is_not_there_is_a_usage_error() {
    expect_usage_error(&["handshake", "client", "--no-such-flag"], "--no-such-flag");
    expect_usage_error(&["handshake", "serve", "--no-such-flag"], "--no-such-flag");
    expect_usage_error(&["handshake", "no-such-end"], "no-such-end");
    expect_usage_error(&["no-such-tool"], "no-such-tool");
    expect_usage_error(&["handshake", "client", "127.0.0.1", "127.0.0.2"], "127.0.0.2");
    expect_usage_error(&["handshake", "serve", "--port=0", "--udp", "--tcp"], "--tcp");
    expect_usage_error(&["handshake", "client", "-4", "-6"], "--ipv6");
    expect_usage_error(&["handshake", "serve", "--port=0", "--bind", "no.address"], "no.address");
    expect_usage_error(&["handshake", "serve", "--port=0", "--deny", "10.0.0.0/99"], "10.0.0.0/99");
    expect_usage_error(&["handshake", "serve", "--port=0", "--course-peers", "everyone"], "everyone");
    expect_usage_error(&["handshake", "client", "--tries", "-1"], "-1");
    for place in [
        &["--profile", "no-such-profile", "handshake", "client"],
        &["handshake", "client", "--profile", "no-such-profile"],
    ] {
        expect_usage_error(place, "no-such-profile");
    }
}

#[test]
fn an_address_that_is_not_of_this_machine_cannot_be_bound() {
    // 192.0.2.0/24 is for documentation; nobody has it.
    let ended = run(&["handshake", "serve", "--port", "0", "--bind", "192.0.2.1"], "").expect_exit(3);
    assert!(ended.stderr.contains("192.0.2.1"), "{ended}");
    let nobody = ClosedPort::udp();
    let ended = run_client(nobody.address(), &["--source", "192.0.2.1", "--id", "1"], "").expect_exit(3);
    assert!(ended.stderr.contains("192.0.2.1"), "{ended}");
}
