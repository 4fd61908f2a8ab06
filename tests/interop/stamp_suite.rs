//! stamp-suite, a STAMP sender and reflector by others: its sender against our reflector, our sender against its.

use std::net::{SocketAddr, UdpSocket};
use std::process::Command;
use std::thread;

use serde_json::{Value, json};

use super::{exercised, find_port_of, has};
use crate::harness::{Process, Server, UdpPeer, eventually, finish, loopbacks, say, sockctl, uninterrupted};
use crate::ping::forge;
use crate::stamp;

const PROGRAM: &str = "stamp-suite";

/// As it is written in a file of ours and on its command line.
const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const OTHER_KEY: &str = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/// All that it asks besides the time, but an Access Report, which nobody here answers.
const QUESTIONS: [&str; 11] = [
    "--ssid",
    "42",
    "--cos",
    "--dscp",
    "46",
    "--direct-measurement",
    "--timestamp-info",
    "--follow-up-telemetry",
    "--location",
    "--extra-padding",
    "100",
];

const COUNT: u64 = 5;

/// All that our sender can ask.
const TLVS: &str = "class-of-service,direct-measurement,follow-up-telemetry,timestamp-information,location";

/// Our reflector, with the key.
fn server(ip: &str, args: &[&str]) -> Server {
    let args = [&["--bind", ip, "--json"], args].concat();
    Server::start_as("ping", &args, |mut command| {
        command.env("SOCKCTL_KEY", KEY);
        command
    })
}

/// Its sender's figures after `COUNT` packets.
fn sent(to: SocketAddr, args: &[&str]) -> Value {
    let (ip, port, count) = (to.ip().to_string(), to.port().to_string(), COUNT.to_string());
    let mut command = Command::new(PROGRAM);
    command.args(["--remote-addr", &ip, "--remote-port", &port, "--local-addr", &ip, "--count", &count]);
    command.args(["--send-delay", "20", "--timeout", "1", "--output-format", "json"]).args(args);
    let ended = finish(command, "");
    let line = ended.stdout.lines().last().unwrap_or_else(|| panic!("it prints its figures\n{ended}"));
    serde_json::from_str(line).unwrap_or_else(|why| panic!("{why}\n{ended}"))
}

/// Each of its packets was answered once, and no answer was wrong.
fn expect_all_answered(figures: &Value) {
    for (key, expected) in [("packets_sent", COUNT), ("packets_received", COUNT), ("packets_lost", 0)] {
        assert_eq!(figures[key], expected, "{key} in {figures}");
    }
    let measured = &figures["measurements"];
    for (key, expected) in [
        ("unique_replies", COUNT),
        ("additional_replies", 0),
        ("late_replies", 0),
        ("duplicate_replies", 0),
        ("unknown_replies", 0),
        ("reordered_replies", 0),
        ("last_reflector_sequence", COUNT - 1),
    ] {
        assert_eq!(measured[key], expected, "{key} in {figures}");
    }
    assert_eq!(measured["tlv_validation"]["rejected_replies"], 0, "{figures}");
    let clocks = &figures["owd"]["clock_quality"];
    assert_eq!((&clocks["samples"], &clocks["invalid_estimate"]), (&COUNT.into(), &0.into()), "{figures}");
}

/// Each TLV of each reply was understood, and whole.
fn expect_all_understood(figures: &Value, kinds: &[&str]) {
    let checked = &figures["measurements"]["tlv_validation"];
    let flags = json!({"unrecognized": 0, "malformed": 0, "integrity_failed": 0, "conformant_reflected": 0});
    let expected: serde_json::Map<String, Value> =
        kinds.iter().map(|kind| ((*kind).to_owned(), json!({"observed": COUNT, "flags": flags}))).collect();
    assert_eq!(checked["by_type"], Value::Object(expected), "{figures}");
    let counts = &figures["measurements"]["direct_measurement"];
    for (key, expected) in [
        ("observations", COUNT),
        ("unavailable", 0),
        ("discontinuities", 0),
        ("sender_packets", COUNT - 1),
        ("reflector_received", COUNT - 1),
        ("forward_missing", 0),
        ("reflector_transmitted", COUNT - 1),
        ("replies_received", COUNT - 1),
        ("reverse_missing", 0),
    ] {
        assert_eq!(counts[key], expected, "{key} in {figures}");
    }
}

#[test]
fn its_sender_is_answered_in_both_modes_and_on_both_families() {
    if !has(PROGRAM) {
        return;
    }
    for ip in loopbacks() {
        let server = server(ip, &[]);
        expect_all_answered(&sent(server.address(), &[]));
        expect_all_answered(&sent(server.address(), &["--auth-mode", "A", "--hmac-key", KEY]));
        let summary = server.stop().summary();
        let expected = json!([2 * COUNT, COUNT, 2, {}]);
        let figures = ["reflected", "authenticated", "sessions", "refused"].map(|key| summary[key].clone());
        assert_eq!(json!(figures), expected, "{summary}");
        assert_eq!(summary["in_bytes"], summary["out_bytes"], "{summary}");
        exercised(PROGRAM);
    }
}

#[test]
fn its_sender_understands_the_answers_to_all_its_questions() {
    if !has(PROGRAM) {
        return;
    }
    let server = server("127.0.0.1", &[]);
    let figures = sent(server.address(), &QUESTIONS);
    expect_all_answered(&figures);
    expect_all_understood(&figures, &["1", "2", "3", "4", "5", "7"]);

    let figures =
        sent(server.address(), &[&QUESTIONS[..], &["--auth-mode", "A", "--hmac-key", KEY]].concat());
    expect_all_answered(&figures);
    expect_all_understood(&figures, &["1", "2", "3", "4", "5", "7", "8"]);
    let tags = &figures["measurements"]["tlv_validation"]["hmac"];
    let expected = json!({"not_requested": 0, "missing": 0, "verified": COUNT, "unverified": 0, "failed": 0});
    assert_eq!(tags, &expected, "{figures}");
    exercised(PROGRAM);
}

#[test]
fn its_sender_with_another_key_or_none_hears_nothing() {
    if !has(PROGRAM) {
        return;
    }
    let server = server("127.0.0.1", &["--require-auth"]);
    for args in [&["--auth-mode", "A", "--hmac-key", OTHER_KEY][..], &[]] {
        let figures = sent(server.address(), args);
        assert_eq!((&figures["packets_received"], &figures["packets_lost"]), (&0.into(), &COUNT.into()));
    }
    let summary = server.stop().summary();
    assert_eq!(summary["refused"], json!({"not-authentic": COUNT, "not-authenticated": COUNT}), "{summary}");
    exercised(PROGRAM);
}

#[test]
fn its_sender_finds_on_which_way_packets_were_lost() {
    if !has(PROGRAM) {
        return;
    }
    // Three of five answers are lost, and neither the first nor the last.
    let server = server("127.0.0.1", &["--loss", "50%", "--seed", "7"]);
    let figures = sent(server.address(), &["--direct-measurement"]);
    assert_eq!(figures["packets_lost"], 3, "{figures}");
    let counts = &figures["measurements"]["direct_measurement"];
    assert_eq!((&counts["forward_missing"], &counts["reverse_missing"]), (&0.into(), &3.into()), "{figures}");
    exercised(PROGRAM);
}

/// Its reflector on a port of 127.0.0.1.
struct Reflector {
    _process: Process,
    address: SocketAddr,
}

impl Reflector {
    /// Starts it where a port was free a moment ago, and once more elsewhere when somebody took it meanwhile: it cannot
    /// be told to choose one itself.
    fn start(args: &[&str]) -> Reflector {
        eventually("it listens", || {
            let address = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            let mut command = Command::new(PROGRAM);
            command.args(["--is-reflector", "--local-addr", "127.0.0.1", "--local-port"]);
            command.arg(address.port().to_string()).args(args);
            let process = Process::start(command);
            let listens = eventually("it listens or ends", || {
                let line = std::fs::read_to_string(format!("/proc/{}/cmdline", process.pid()));
                let has_ended = line.is_ok_and(|line| line.is_empty());
                let listens = !has_ended && find_port_of(&process) == Some(address.port());
                (listens || has_ended).then_some(listens)
            });
            listens.then_some(Reflector { _process: process, address })
        })
    }
}

/// Passes datagrams on between one sender and a reflector. Counted from 0, the sender's 5, 8 and 11 are lost on the way
/// there, and the answers to its 3 and 7 on the way back.
struct Between {
    address: SocketAddr,
}

impl Between {
    fn start(reflector: SocketAddr) -> Between {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let address = socket.local_addr().unwrap();
        thread::spawn(move || {
            let beyond = UdpPeer::new(reflector);
            let mut buffer = [0; 2048];
            for nth in 0_u32.. {
                let (length, sender) = uninterrupted(|| socket.recv_from(&mut buffer)).unwrap();
                if ![5, 8, 11].contains(&nth) {
                    let answer = beyond.ask(&buffer[..length]);
                    if ![3, 7].contains(&nth) {
                        socket.send_to(&answer, sender).unwrap();
                    }
                }
            }
        });
        Between { address }
    }
}

#[test]
fn its_reflector_answers_a_literal_request() {
    if !has(PROGRAM) {
        return;
    }
    let reflector = Reflector::start(&["--stateful-reflector"]);
    let peer = UdpPeer::new(reflector.address);
    for own in 0..3_u8 {
        let request = [b"\x01\x02\x03\x04\xec\x91\xf6\x80\x80\0\0\0\x80\x01\xbe\xef".as_slice(), &[0; 28]];
        let reply = peer.ask(request.concat());
        assert_eq!(reply.len(), 44);
        assert_eq!((&reply[..4], &reply[14..16]), (&[0, 0, 0, own][..], b"\xbe\xef".as_slice()));
        assert_eq!(reply[24..40], *b"\x01\x02\x03\x04\xec\x91\xf6\x80\x80\0\0\0\x80\x01\0\0");
        assert_eq!(reply[41..], [0; 3]);
    }
    exercised(PROGRAM);
}

/// Our sender's summary after twenty packets to its reflector, with the key if there is to be one.
fn measured(reflector: &Reflector, key: Option<&str>, args: &[&str]) -> Value {
    let target = reflector.address.to_string();
    let all = ["ping", "client", &target, "-n", "20", "-i", "10ms", "--reply-timeout", "2s", "--json"];
    let mut command = sockctl(&[&all[..], args].concat());
    if let Some(key) = key {
        command.env("SOCKCTL_KEY", key);
    }
    finish(command, "").expect_exit(0).summary()
}

/// All twenty were answered, nothing else came, and the times are the kernel's and make sense.
fn expect_all_measured(summary: &Value) {
    for (key, expected) in [("sent", 20), ("received", 20)] {
        assert_eq!(summary[key], expected, "{key} in {summary}");
    }
    for key in
        ["lost", "duplicates", "reordered", "late", "unrecognised", "dropped_here", "reflector_restarts"]
    {
        assert_eq!(summary[key], 0, "{key} in {summary}");
    }
    assert_eq!(summary["flaw"], Value::Null, "{summary}");
    let stamped = summary["stamps"]["received_by_kernel"].as_u64().unwrap();
    assert!(stamped >= 15, "{summary}");
    let (network, program) = (&summary["rtt"], &summary["rtt_program"]);
    let [shortest, longest, seen] =
        [&network["min_ns"], &network["max_ns"], &program["max_ns"]].map(|ns| ns.as_u64().unwrap());
    assert!(0 < shortest && longest <= seen, "{summary}");
    let offset = summary["far_clock"]["offset_ns"].as_i64().unwrap();
    assert!(offset.unsigned_abs() <= seen, "both have the same clock: {summary}");
    assert_eq!(summary["hops_forward"], json!({"min": 0, "max": 0, "changes": 0}), "{summary}");
}

#[test]
fn our_sender_measures_with_its_reflector_in_both_modes() {
    if !has(PROGRAM) {
        return;
    }
    // The kernel takes times a while after the first socket has asked for them: here this one's.
    let _asks_for_times = server("127.0.0.1", &[]);
    for more in [&[][..], &["--stateful-reflector"]] {
        let theirs = Reflector::start(more);
        expect_all_measured(&measured(&theirs, None, &["-s", "44"]));
        expect_all_measured(&measured(&theirs, None, &[]));
        expect_all_measured(&measured(&theirs, None, &["--tlv", TLVS, "-s", "400"]));
        let with_key = [&["--auth-mode", "A", "--hmac-key", KEY, "--verify-tlv-hmac"], more].concat();
        let theirs = Reflector::start(&with_key);
        for args in [&["-s", "112"][..], &[], &["--tlv", TLVS]] {
            let summary = measured(&theirs, Some(KEY), args);
            expect_all_measured(&summary);
            assert_eq!(summary["authenticated"], true, "{summary}");
        }
    }
    exercised(PROGRAM);
}

#[test]
fn its_reflector_does_not_answer_our_sender_with_another_key() {
    if !has(PROGRAM) {
        return;
    }
    let theirs = Reflector::start(&["--auth-mode", "A", "--hmac-key", KEY]);
    let target = theirs.address.to_string();
    let mut command =
        sockctl(&["ping", "client", &target, "-n", "2", "-i", "10ms", "--reply-timeout", "300ms"]);
    command.env("SOCKCTL_KEY", OTHER_KEY);
    let ended = finish(command, "").expect_exit(1);
    assert!(ended.stderr.contains("it may have another key, or none"), "{ended}");
    exercised(PROGRAM);
}

#[test]
fn our_sender_finds_by_its_counts_on_which_way_packets_were_lost() {
    if !has(PROGRAM) {
        return;
    }
    for (more, args, is_known) in [
        (&["--stateful-reflector"][..], &["--tlv", "direct-measurement"][..], true),
        (&["--stateful-reflector"], &["-s", "44"], true),
        (&[], &["-s", "44"], false),
    ] {
        let theirs = Reflector::start(more);
        let between = Between::start(theirs.address);
        let target = between.address.to_string();
        let all = ["ping", "client", &target, "-n", "20", "-i", "10ms", "--json"];
        let summary = finish(sockctl(&[&all[..], args].concat()), "").expect_exit(0).summary();
        assert_eq!((&summary["sent"], &summary["lost"]), (&json!(20), &json!(5)), "{summary}");
        let loss = &summary["loss"];
        if !is_known {
            assert_eq!(loss, &Value::Null, "{summary}");
            continue;
        }
        // Its count of answers leaves out the one that carries it, ours does not.
        let ways = ["forward", "backward", "refused", "undetermined"].map(|way| loss[way].as_u64().unwrap());
        assert_eq!(ways, [3, 2, 0, 0], "{summary}");
    }
    exercised(PROGRAM);
}

#[test]
fn one_forged_packet_does_not_set_its_reflector_against_ours() {
    if !has(PROGRAM) {
        return;
    }
    let theirs = Reflector::start(&[]);
    let with_key = Reflector::start(&["--auth-mode", "A", "--hmac-key", KEY]);
    let octets: Vec<u8> = (0..32).collect();
    for (theirs, wire, forged) in [
        (&theirs, "auto", stamp::open(1, 42, &[])),
        (&theirs, "auto", b"C 44".to_vec()),
        (&theirs, "course", stamp::open(1, 42, &[])),
        (&theirs, "course", b"Hello Server".to_vec()),
        (&with_key, "auto", stamp::authentic(&octets, 1, 42, &[])),
    ] {
        let ours = server("127.0.0.1", &["--wire", wire]);
        if !forge(theirs.address, ours.address(), &forged) {
            say("skipped: forged datagrams, there is no right to open a raw socket");
            return;
        }
        ours.process().wait_for("the end of it", |stdout| stdout.contains("\"reflection\"").then_some(()));
        let summary = ours.stop().summary();
        // The forged one and what they made of our answer.
        let expected = json!([2, 1, {"reflection": 1}]);
        let figures = ["datagrams_in", "datagrams_out", "refused"].map(|key| summary[key].clone());
        assert_eq!(json!(figures), expected, "{wire}: {summary}");
    }
    exercised(PROGRAM);
}
