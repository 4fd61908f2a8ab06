//! The ping exercise's programs against ours, both ways round.

use std::net::SocketAddr;
use std::process::Command;

use serde_json::Value;

use super::{Peer, port_of};
use crate::harness::{Ended, Process, Server, UdpPeer, eventually, finish, loopbacks, run, sockctl};

/// The exercise's server on a port of its own choice.
struct PythonServer {
    address: SocketAddr,
    process: Process,
}

impl PythonServer {
    fn start(peer: &Peer, ip: &str, args: &[&str]) -> PythonServer {
        // It leaves by itself after a quiet minute, should this test be killed.
        let mut command = peer.command(&[ip, "0", "--idle", "60"]);
        command.args(args);
        let process = Process::start(command);
        process.wait_for("its ready line", |stdout| stdout.starts_with("Server is ready on ").then_some(()));
        let address = SocketAddr::new(ip.parse().unwrap(), port_of(&process));
        PythonServer { address, process }
    }

    /// Our client measures it.
    fn measured(&self, args: &[&str]) -> Ended {
        run(
            &[&["ping", "client", &self.address.to_string(), "--json", "--wire", "course"], args].concat(),
            "",
        )
    }
}

fn number(event: &Value, key: &str) -> u64 {
    event[key].as_u64().unwrap_or_else(|| panic!("{key} is a number in {event}"))
}

/// Each packet is counted once.
fn balanced(summary: &Value) {
    let fates = ["received", "ambiguous", "lost"].map(|key| number(summary, key));
    assert_eq!(fates.iter().sum::<u64>(), number(summary, "sent"), "{summary}");
}

/// Number and round-trip time of each reply.
fn replies(client: &Ended) -> Vec<(u64, u64)> {
    let events = client.events();
    let replies = events.iter().filter(|event| event["event"] == "reply");
    replies.map(|event| (number(event, "number"), number(event, "rtt_ns"))).collect()
}

#[test]
fn our_client_measures_the_course_server_and_ends_it() {
    let Some(peer) = Peer::find("ping_server.py") else { return };
    for ip in loopbacks() {
        // Again when this machine was so busy that an answer took longer than the interval.
        eventually("each packet is answered in its interval", || {
            let server = PythonServer::start(&peer, ip, &["--loss", "0", "--delay", "0.0001", "0.001"]);
            let client = server.measured(&["-n", "5", "-i", "0.2"]).expect_exit(0);
            let summary = client.summary();
            balanced(&summary);
            assert_eq!((number(&summary, "sent"), number(&summary, "lost")), (5, 0), "{client}");
            let server = server.process.end().expect_exit(0);
            let heard: Vec<&str> =
                server.stdout.lines().filter_map(|line| Some(line.split_once(" says: ")?.1)).collect();
            let hello = format!("{:64}", "Hello Server");
            assert_eq!(heard, [&["C 64"][..], &[hello.as_str(); 5], &["exit"]].concat(), "{server}");
            (number(&summary, "received") == 5 && number(&summary, "late") == 0).then_some(())
        });
    }
    peer.exercised();
}

#[test]
fn what_the_course_server_loses_and_delays_is_what_our_client_reports() {
    let Some(peer) = Peer::find("ping_server.py") else { return };
    // A third is lost, and what is not comes within its interval, so that no packet is taken for another.
    eventually("a run without a late answer", || {
        let server = PythonServer::start(&peer, "127.0.0.1", &["--loss", "0.33", "--delay", "0.05", "0.2"]);
        let client = server.measured(&["-n", "8", "-i", "0.5", "--reply-timeout", "0.4"]);
        let log = server.process.end().expect_exit(0);
        // None for a lost packet, else its artificial delay.
        let fates: Vec<Option<f64>> = log
            .stdout
            .lines()
            .filter(|line| *line == "lost" || line.starts_with("delayed "))
            .map(|line| line.strip_prefix("delayed ").map(|seconds| seconds.parse().unwrap()))
            .collect();
        assert_eq!(fates.len(), 8, "{log}");
        let answered: Vec<(u64, f64)> =
            (1..).zip(&fates).filter_map(|(number, fate)| Some((number, (*fate)?))).collect();
        let (summary, replies) = (client.summary(), replies(&client));
        balanced(&summary);
        let in_time = number(&summary, "unexpected") == 0 && replies.len() == answered.len();
        in_time.then(|| {
            assert_eq!(number(&summary, "lost"), 8 - answered.len() as u64, "{log}{client}");
            for ((number, delay), (booked, rtt)) in answered.iter().zip(&replies) {
                assert_eq!(number, booked, "{log}{client}");
                let rtt = std::time::Duration::from_nanos(*rtt).as_secs_f64();
                // Printed with microseconds.
                assert!(rtt > delay - 0.000_01, "packet {number}: {rtt} s < {delay} s\n{log}{client}");
            }
        })
    });
    peer.exercised();
}

#[test]
fn the_sleeping_course_server_makes_no_small_round_trip() {
    let Some(peer) = Peer::find("ping_server.py") else { return };
    // It sleeps longer than the interval, so that its answers are ever later.
    let server = PythonServer::start(&peer, "127.0.0.1", &["--loss", "0", "--delay", "0.25", "0.25"]);
    let client = server.measured(&["-n", "5", "-i", "0.15", "--reply-timeout", "10s"]).expect_exit(0);
    balanced(&client.summary());
    for (packet, rtt) in replies(&client) {
        assert!(rtt >= 250_000_000, "packet {packet}: {rtt} ns\n{client}");
    }
    server.process.end().expect_exit(0);
    peer.exercised();
}

#[test]
fn a_course_server_that_cuts_exit_is_no_obstacle() {
    let Some(peer) = Peer::find("ping_server.py") else { return };
    let server = PythonServer::start(&peer, "127.0.0.1", &["--loss", "0", "--delay", "0", "0"]);
    let client = server.measured(&["-n", "2", "-i", "0.2", "-s", "3"]).expect_exit(0);
    balanced(&client.summary());
    server.process.wait_for("exit, cut", |stdout| stdout.contains(" says: exi\n").then_some(()));
    assert!(!server.process.stdout_so_far().contains("Server closed"), "{}", server.process);
    peer.exercised();
}

#[test]
fn a_course_server_that_dies_during_a_run_is_seen() {
    let Some(peer) = Peer::find("ping_server.py") else { return };
    let server = PythonServer::start(&peer, "127.0.0.1", &["--loss", "0", "--delay", "0", "0"]);
    let client = Process::start(sockctl(&[
        "ping",
        "client",
        &server.address.to_string(),
        "--json",
        "--wire",
        "course",
        "-n",
        "6",
        "-i",
        "0.3",
        "--reply-timeout",
        "0.3",
    ]));
    client.wait_for("the first reply", |stdout| stdout.contains("\"reply\"").then_some(()));
    UdpPeer::new(server.address).send("C nonsense");
    assert_ne!(server.process.end().status.code(), Some(0), "the exercise's server dies of it");
    let client = client.end();
    let summary = client.summary();
    assert!(number(&summary, "received") >= 1, "{client}");
    // What became of those after the end is a refusal or a loss; either way none is received and the run says so.
    assert!(number(&summary, "received") < 6, "{client}");
    assert!(number(&summary, "lost") + number(&summary, "refused_by_icmp") > 0, "{client}");
    peer.exercised();
}

/// The exercise's client measures our server.
fn python_client(peer: &Peer, server: SocketAddr, args: &[&str]) -> Command {
    let (ip, port) = (server.ip().to_string(), server.port().to_string());
    let mut command = peer.command(&[&ip, &port]);
    command.args(args);
    command
}

/// Which of its packets the exercise's client saw answered.
fn answered(client: &Ended) -> Vec<bool> {
    let packets = client.stdout.lines().filter(|line| line.starts_with("Packet "));
    packets.map(|line| line.contains(": Packet Acknowledged RTT = ")).collect()
}

#[test]
fn the_course_client_measures_our_server() {
    let Some(peer) = Peer::find("ping_client.py") else { return };
    for ip in loopbacks() {
        eventually("each packet is answered in its interval", || {
            let server = Server::start("ping", &["--bind", ip, "--json"]);
            let client = python_client(&peer, server.address(), &["-n", "5", "-i", "0.2"]);
            let client = finish(client, "").expect_exit(0);
            let lines: Vec<&str> = client.stdout.lines().collect();
            assert_eq!(lines[0], "Buffer Size Calibrated at Server.", "{client}");
            let undisturbed = answered(&client) == [true; 5];
            let summary = server.stop().summary();
            assert_eq!(
                ["calibrations", "acknowledged", "exits"].map(|key| number(&summary, key)),
                [1, 5, 1],
                "{summary}"
            );
            undisturbed.then(|| {
                assert_eq!(lines[6], "Stopping the Server.", "{client}");
                assert!(lines[7].starts_with("Average RTT = "), "{client}");
                assert_eq!(lines[8], "Loss = 0.0 %", "{client}");
            })
        });
    }
    peer.exercised();
}

#[test]
fn the_course_client_may_have_a_buffer_smaller_than_our_answers() {
    let Some(peer) = Peer::find("ping_client.py") else { return };
    let server = Server::start("ping", &["--bind", "127.0.0.1"]);
    let client = python_client(&peer, server.address(), &["-n", "1", "-i", "2", "-s", "6"]);
    let client = finish(client, "").expect_exit(0);
    // It cuts them itself.
    assert!(client.stdout.starts_with("Buffer\nPacket 1: Packet RTT = "), "{client}");
    peer.exercised();
}

#[test]
fn the_course_client_sees_the_fates_our_server_reports() {
    let Some(peer) = Peer::find("ping_client.py") else { return };
    eventually("a run without a late answer", || {
        let args = ["--bind", "127.0.0.1", "--json", "--events", "--loss", "50%", "--seed", "7"];
        let server = Server::start("ping", &args);
        let client = python_client(&peer, server.address(), &["-n", "12", "-i", "0.2"]);
        let client = finish(client, "").expect_exit(0);
        let server = server.stop();
        let events = server.events();
        let lost: Vec<u64> = events
            .iter()
            .filter(|event| event["event"] == "impaired" && event["fate"] == "lost")
            .map(|event| number(event, "number"))
            .collect();
        let expected: Vec<bool> = (0..12).map(|number| !lost.contains(&number)).collect();
        assert!(!lost.is_empty() && lost.len() < 12, "{server}");
        assert_eq!(number(&server.summary()["impairment"], "lost"), lost.len() as u64, "{server}");
        let seen = answered(&client);
        // An answer that misses its interval is taken for the next packet's: then once more.
        (seen == expected).then_some(())
    });
    peer.exercised();
}

#[test]
fn the_course_client_ends_our_server_in_the_course_profile() {
    let Some(peer) = Peer::find("ping_client.py") else { return };
    let args = ["--profile", "course", "--bind", "127.0.0.1", "--loss", "0", "--delay", "off"];
    let server = Server::start("ping", &args);
    let client = python_client(&peer, server.address(), &["-n", "2", "-i", "0.2"]);
    finish(client, "").expect_exit(0);
    server.end().expect_exit(0);
    peer.exercised();
}

#[test]
fn many_course_clients_at_once_are_all_served() {
    let Some(peer) = Peer::find("ping_client.py") else { return };
    let server = Server::start("ping", &["--bind", "127.0.0.1", "--json", "--delay", "100ms"]);
    let start = || Process::start(python_client(&peer, server.address(), &["-n", "4", "-i", "0.6"]));
    let clients: Vec<Process> = (0..6).map(|_| start()).collect();
    for client in clients {
        let client = client.end().expect_exit(0);
        for line in client.stdout.lines().filter(|line| line.contains("RTT = ")) {
            let (_, rtt) = line.trim_end_matches(" seconds").rsplit_once(' ').unwrap();
            let late = answered(&client).contains(&false);
            assert!(late || rtt.parse::<f64>().unwrap() > 0.099, "{client}");
        }
    }
    let summary = server.stop().summary();
    assert_eq!(
        ["calibrations", "acknowledged", "exits"].map(|key| number(&summary, key)),
        [6, 24, 6],
        "{summary}"
    );
    peer.exercised();
}
