//! The dual-stack exercise's programs against ours, both ways round.

use std::net::SocketAddr;

use serde_json::Value;

use super::{Peer, port_of};
use crate::harness::{Ended, Process, Server, eventually, finish, loopbacks, run};

/// The exercise's server on a port of its own choice.
fn python_server(peer: &Peer, ip: &str) -> (Process, SocketAddr) {
    // It leaves by itself after a quiet minute, should this test be killed.
    let process = Process::start(peer.command(&[ip, "0", "--idle", "60"]));
    process.wait_for("its ready line", |stdout| stdout.starts_with("Server is listening on ").then_some(()));
    let address = SocketAddr::new(ip.parse().unwrap(), port_of(&process));
    (process, address)
}

fn python_client(peer: &Peer, server: SocketAddr) -> Ended {
    finish(peer.command(&[&server.ip().to_string(), &server.port().to_string()]), "").expect_exit(0)
}

fn family(ip: &str) -> &str {
    if ip.contains(':') { "IPv6" } else { "IPv4" }
}

#[test]
fn our_client_has_the_dialogue_with_the_course_server_over_each_family() {
    let Some(peer) = Peer::find("dual_stack_server.py") else { return };
    for ip in loopbacks() {
        let (server, address) = python_server(&peer, ip);
        let target = address.to_string();
        // One after the other: it serves one client at a time, and each is to leave it.
        for (args, count) in [(&["--profile", "course"][..], 5), (&["--wire", "course", "-n", "7"], 7)] {
            let client = run(&[&["dual-stack", "client", &target, "--json"], args].concat(), "");
            let summary = client.expect_exit(0).summary();
            assert_eq!(summary["family"].as_str().map(str::to_lowercase), Some(family(ip).to_lowercase()));
            let counts = ["sent", "acknowledged"].map(|key| summary[key].as_u64());
            assert_eq!(counts, [Some(count); 2], "{summary}");
        }
        let text = run(&["dual-stack", "client", &target, "--wire", "course", "-n", "1"], "").expect_exit(0);
        assert!(text.stdout.contains("message 1: Acknowledgement, rtt "), "{text}");
        assert!(text.stdout.contains(&format!("connected to {address} over {} in ", family(ip))), "{text}");

        let closed = |stdout: &str| stdout.matches("Connection closed\n").count() == 3;
        let seen = server.wait_for("all have left", |stdout| closed(stdout).then(|| stdout.to_owned()));
        assert_eq!(seen.matches("Client says: Hii Server\n").count(), 5 + 7 + 1, "{seen}");
        assert_eq!(seen.matches("Client says: exit\n").count(), 3, "one read, one message: {seen}");
    }
    peer.exercised();
}

#[test]
fn our_client_says_nothing_to_the_course_server_unless_told_to() {
    let Some(peer) = Peer::find("dual_stack_server.py") else { return };
    for ip in loopbacks() {
        let (server, address) = python_server(&peer, ip);
        run(&["dual-stack", "client", &address.to_string()], "").expect_exit(0);
        let seen = server.wait_for("it has left", |stdout| {
            stdout.ends_with("Connection closed\n").then(|| stdout.to_owned())
        });
        assert!(seen.contains("Connected to ") && !seen.contains("Client says"), "{seen}");
    }
    peer.exercised();
}

#[test]
fn our_client_waits_its_turn_at_a_server_that_serves_one_at_a_time() {
    let Some(peer) = Peer::find("dual_stack_server.py") else { return };
    let (server, address) = python_server(&peer, "127.0.0.1");
    let first = crate::harness::connect(address);
    server.wait_for("the first is served", |stdout| stdout.contains("Connected to ").then_some(()));
    let target = address.to_string();
    let args = ["dual-stack", "client", &target, "--wire", "course", "--reply-timeout", "25s"];
    let second = Process::start(crate::harness::sockctl(&args));
    second.wait_for("it is connected", |stdout| stdout.contains("connected to ").then_some(()));
    assert!(!second.stdout_so_far().contains("Acknowledgement"), "it is not served yet\n{second}");
    drop(first);
    let ended = second.end().expect_exit(0);
    assert!(ended.stdout.contains("5 of 5 messages acknowledged"), "{ended}");
    peer.exercised();
}

#[test]
fn the_course_client_has_the_dialogue_with_our_server_over_each_family() {
    let Some(peer) = Peer::find("dual_stack_client.py") else { return };
    for ip in loopbacks() {
        let server = Server::start("dual-stack", &["--bind", ip, "--json", "--profile", "course"]);
        let client = python_client(&peer, server.address());
        let dialogue = "Server says: Acknowledgement\n".repeat(5);
        assert_eq!(client.stdout, format!("Using {}\n{dialogue}", family(ip)));
        eventually("it is told that the client has left", || {
            server.events_so_far().into_iter().find(|event| event["event"] == "disconnected")
        });
        let ended = server.stop();
        let events = ended.events();
        let received: Vec<&Value> = events.iter().filter(|event| event["event"] == "received").collect();
        assert_eq!(received.len(), 5, "{ended}");
        assert!(received.iter().all(|event| event["text"] == "Hii Server"), "{ended}");
        let summary = ended.summary();
        assert_eq!((&summary["acknowledged"], &summary["broken"]), (&5.into(), &0.into()), "{summary}");
        let families = if family(ip) == "IPv4" { [1, 0] } else { [0, 1] };
        assert_eq!(["ipv4", "ipv6"].map(|key| summary[key].as_u64().unwrap()), families, "{summary}");
    }
    peer.exercised();
}

#[test]
fn many_course_clients_are_served_at_once() {
    let Some(peer) = Peer::find("dual_stack_client.py") else { return };
    let server = Server::start("dual-stack", &["--bind", "127.0.0.1", "--json"]);
    // Somebody who says nothing keeps nobody waiting.
    let _silent = crate::harness::connect(server.address());
    let (ip, port) = (server.address().ip().to_string(), server.address().port().to_string());
    let clients: Vec<Process> = (0..6).map(|_| Process::start(peer.command(&[&ip, &port]))).collect();
    for client in clients {
        let ended = client.end().expect_exit(0);
        assert_eq!(ended.stdout.matches("Server says: Acknowledgement\n").count(), 5, "{ended}");
    }
    assert_eq!(server.stop().summary()["acknowledged"], 30);
    peer.exercised();
}

#[test]
fn the_course_client_finds_our_server_by_name() {
    let Some(peer) = Peer::find("dual_stack_client.py") else { return };
    // On both families, so whichever the name has first is there.
    let server = Server::start("dual-stack", &[]);
    let port = server.address().port().to_string();
    let client = finish(peer.command(&["localhost", &port]), "").expect_exit(0);
    assert_eq!(client.stdout.matches("Server says: Acknowledgement\n").count(), 5, "{client}");
    peer.exercised();
}
