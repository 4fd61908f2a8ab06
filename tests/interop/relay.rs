//! The relay exercise's programs against ours, both ways round.

use std::net::SocketAddr;

use serde_json::Value;

use super::{Peer, port_of};
use crate::harness::{Ended, Process, Server, loopbacks, run, sockctl};

/// The exercise's server on a port of its own choice.
fn python_server(peer: &Peer, ip: &str) -> (Process, SocketAddr) {
    // It leaves by itself after a quiet minute, should this test be killed.
    let process = Process::start(peer.command(&[ip, "0", "--idle", "60"]));
    process.wait_for("its ready line", |stdout| stdout.starts_with("Relay is ready on ").then_some(()));
    let address = SocketAddr::new(ip.parse().unwrap(), port_of(&process));
    (process, address)
}

/// The exercise's client, registered, and its address.
fn python_client(peer: &Peer, relay: SocketAddr) -> (Process, SocketAddr) {
    let mut process = Process::start(peer.command(&[&relay.ip().to_string(), &relay.port().to_string()]));
    process.say("1\n");
    let tuple = process.wait_for("its address", |stdout| {
        stdout.lines().find_map(|line| line.strip_prefix("My address: ").map(str::to_owned))
    });
    let words: Vec<&str> = tuple.trim_matches(['(', ')']).split(", ").collect();
    let ip = words[0].trim_matches('\'').parse().unwrap();
    (process, SocketAddr::new(ip, words[1].parse().unwrap()))
}

/// Our client, registered, and its address.
fn listener(relay: SocketAddr, args: &[&str]) -> (Process, SocketAddr) {
    let process =
        Process::start(sockctl(&[&["relay", "client", &relay.to_string(), "--json"], args].concat()));
    let line = process.wait_for("its address", |stdout| stdout.lines().next().map(str::to_owned));
    let event: Value = serde_json::from_str(&line).unwrap();
    (process, event["address"].as_str().unwrap().parse().unwrap())
}

fn send(relay: SocketAddr, to: SocketAddr, text: &str) -> Ended {
    run(&["relay", "client", &relay.to_string(), "--to", &to.to_string(), text], "")
}

/// What the exercise's client asks for when it sends.
fn typed(to: SocketAddr, text: &str) -> String {
    let ip = if to.is_ipv6() { format!("[{}]", to.ip()) } else { to.ip().to_string() };
    format!("2\n{ip}\n{}\n{text}\n", to.port())
}

#[test]
fn our_clients_talk_through_the_course_server() {
    let Some(peer) = Peer::find("relay_server.py") else { return };
    let (server, relay) = python_server(&peer, "127.0.0.1");
    let (listener, at) = listener(relay, &["--listen", "-n", "1"]);
    assert_eq!(at.ip(), relay.ip());
    // The exercise's server takes no text with a colon, which ours explains.
    let refused = send(relay, at, "a:b").expect_exit(1);
    assert!(refused.stdout.contains("401"), "{refused}");
    let refused = send(relay, "255.255.255.255:9".parse().unwrap(), "x").expect_exit(1);
    assert!(refused.stdout.contains("405"), "{refused}");
    send(relay, at, "hello there").expect_exit(0);
    let ended = listener.end().expect_exit(0);
    let message = ended.events().into_iter().find(|event| event["event"] == "message").unwrap();
    assert_eq!(message["text"], "hello there", "{ended}");
    run(&["relay", "client", &relay.to_string()], "/stop-server\n").expect_exit(0);
    let ended = server.end().expect_exit(0);
    assert!(ended.stdout.contains("says: exit server\nRelay closed"), "{ended}");
    peer.exercised();
}

#[test]
fn our_client_has_an_ipv6_address_at_the_course_server() {
    let Some(peer) = Peer::find("relay_server.py") else { return };
    for ip in loopbacks() {
        let (_server, relay) = python_server(&peer, ip);
        let (listener, at) = listener(relay, &["--listen"]);
        assert_eq!(at.ip(), relay.ip(), "{listener}");
    }
    peer.exercised();
}

#[test]
fn course_clients_talk_through_our_server() {
    let Some(peer) = Peer::find("relay_client.py") else { return };
    for ip in loopbacks() {
        let server = Server::start("relay", &["--profile", "course", "--bind", ip]);
        let ((mut a, a_at), (mut b, b_at)) =
            (python_client(&peer, server.address()), python_client(&peer, server.address()));
        a.say(&typed(b_at, "hello, how are you?"));
        a.wait_for("200", |stdout| {
            stdout.contains("Server says: 200, UDP Packet Sent Successfully\n").then_some(())
        });
        b.say("3\n");
        let came = "came: hello, how are you?\n";
        let line = b.wait_for("the message", |stdout| stdout.contains(came).then(|| stdout.to_owned()));
        assert!(line.contains(&a_at.port().to_string()), "{b}");
        // Nobody is there; a name is nobody either.
        a.say(&typed("127.0.0.1:9".parse().unwrap(), "x"));
        a.wait_for("405", |stdout| stdout.contains("Server says: 405, Could not send").then_some(()));
        a.say("2\nlocalhost\n9\nx\n4\n");
        let a = a.end().expect_exit(0);
        assert_eq!(a.stdout.matches("Server says: 405, Could not send").count(), 2, "{a}");
        b.say("5\n");
        b.end().expect_exit(0);
        let ended = server.end().expect_exit(0);
        for taken in ["hii", "exit server"] {
            assert!(ended.stdout.contains(taken), "events show {taken}\n{ended}");
        }
    }
    peer.exercised();
}

#[test]
fn a_course_client_and_ours_talk_through_our_server() {
    let Some(peer) = Peer::find("relay_client.py") else { return };
    for ip in loopbacks() {
        let server = Server::start("relay", &["--bind", ip]);
        let (mut theirs, their_at) = python_client(&peer, server.address());
        let (mut ours, our_at) = listener(server.address(), &[]);
        theirs.say(&typed(our_at, "200, a text: with a colon"));
        ours.wait_for("their message", |stdout| stdout.contains("200, a text: with a colon").then_some(()));
        theirs.wait_for("200", |stdout| stdout.contains("Server says: 200").then_some(()));
        ours.say("an answer\n");
        ours.wait_for("that it is sent", |stdout| stdout.contains("\"sent\"").then_some(()));
        theirs.say("3\n4\n");
        let theirs = theirs.end().expect_exit(0);
        assert!(theirs.stdout.contains("came: an answer\n"), "{theirs}");
        ours.say("/quit\n");
        let ended = ours.end().expect_exit(0);
        let message = ended.events().into_iter().find(|event| event["event"] == "message").unwrap();
        assert_eq!(message["from"], their_at.to_string(), "{ended}");
    }
    peer.exercised();
}

#[test]
fn a_course_client_with_itself_takes_its_message_for_the_answer() {
    // The trap of the format that ours tells apart by form; the bytes are the same for both.
    let Some(peer) = Peer::find("relay_client.py") else { return };
    let server = Server::start("relay", &["--bind", "127.0.0.1"]);
    let (mut theirs, at) = python_client(&peer, server.address());
    theirs.say(&format!("{}4\n", typed(at, "me")));
    let ended = theirs.end().expect_exit(0);
    assert!(
        ended.stdout.contains(&format!("Server says: 127.0.0.1/{} ; content : me", at.port())),
        "{ended}"
    );
    let (mut ours, at) = listener(server.address(), &[]);
    ours.say(&format!("/to {at} me\n"));
    ours.wait_for("the answer", |stdout| stdout.contains("\"sent\"").then_some(()));
    ours.close_stdin();
    let summary = ours.end().expect_exit(0).summary();
    assert_eq!((summary["sent"].as_u64(), summary["received"].as_u64()), (Some(1), Some(1)), "{summary}");
    peer.exercised();
}
