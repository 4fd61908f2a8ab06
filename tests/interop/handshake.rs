//! The handshake exercise's programs against ours, both ways round.

use std::net::SocketAddr;
use std::process::Command;

use super::{Peer, has_python, port_of};
use crate::harness::{Ended, Process, Server, eventually, finish, loopbacks, run, sockctl};

/// The exercise's server on a port of its own choice.
struct PythonServer {
    address: SocketAddr,
    transport: &'static str,
    _process: Process,
}

impl PythonServer {
    fn start(peer: &Peer, ip: &str, transport: &'static str, args: &[&str]) -> PythonServer {
        // It leaves by itself after a quiet minute, should this test be killed.
        let mut command = peer.command(&[ip, "0", "--idle", "60"]);
        command.args(args);
        if transport == "--tcp" {
            command.arg("--tcp");
        }
        let process = Process::start(command);
        process.wait_for("its ready line", |stdout| stdout.starts_with("Server is ready on ").then_some(()));
        let address = SocketAddr::new(ip.parse().unwrap(), port_of(&process));
        PythonServer { address, transport, _process: process }
    }

    /// Our client asks it with these ids.
    fn asked_for(&self, ids: &[&str]) -> Ended {
        let target = self.address.to_string();
        let mut args = vec!["handshake", "client", &target, self.transport, "--reply-timeout", "20s"];
        args.extend(ids.iter().flat_map(|id| ["--id", id]));
        run(&args, "")
    }
}

/// The lines of stdout without their times.
fn lines(ended: &Ended) -> Vec<&str> {
    ended.stdout.lines().map(|line| line.rsplit_once(" on ").map_or(line, |(said, _)| said)).collect()
}

/// The exercise's client asks our server.
fn python_client(peer: &Peer, server: &Server, transport: &str, id: &str, stdin: &str) -> Ended {
    let address = server.address();
    let (ip, port) = (address.ip().to_string(), address.port().to_string());
    let mut command = peer.command(&["HELLO", &ip, &port, id, "--timeout", "20"]);
    if transport == "--tcp" {
        command.arg("--tcp");
    }
    finish(command, stdin).expect_exit(0)
}

#[test]
fn our_client_gets_leases_from_the_course_server() {
    let Some(peer) = Peer::find("handshake_server.py") else { return };
    for transport in ["--udp", "--tcp"] {
        for ip in loopbacks() {
            let server = PythonServer::start(&peer, ip, transport, &[]);

            let granted = server.asked_for(&["1234"]).expect_exit(0);
            let established = format!("Connection established 1234 {ip} ");
            assert!(lines(&granted)[0].starts_with(&established), "{transport}\n{granted}");
            assert_eq!(lines(&granted).len(), 1, "{granted}");

            let second_try = server.asked_for(&["1234", "4321"]).expect_exit(0);
            assert_eq!(lines(&second_try)[0], "Connection Error 1234", "{second_try}");
            let established = format!("Connection established 4321 {ip} ");
            assert!(lines(&second_try)[1].starts_with(&established), "{second_try}");

            let refused = server.asked_for(&["1234", "4321", "1234"]).expect_exit(1);
            let errors = ["Connection Error 1234", "Connection Error 4321", "Connection Error 1234"];
            assert_eq!(lines(&refused), [&errors[..], &["Connection Failure"]].concat(), "{refused}");
        }
    }
    peer.exercised();
}

#[test]
fn our_client_sees_the_leases_of_the_course_server_end() {
    let Some(peer) = Peer::find("handshake_server.py") else { return };
    let server = PythonServer::start(&peer, "127.0.0.1", "--udp", &["--ttl", "0.5"]);
    server.asked_for(&["1234"]).expect_exit(0);
    eventually("the id is free again", || {
        let again = server.asked_for(&["1234"]);
        lines(&again)[0].starts_with("Connection established 1234 ").then_some(())
    });
    peer.exercised();
}

#[test]
fn the_course_client_gets_leases_from_our_server() {
    let Some(peer) = Peer::find("handshake_client.py") else { return };
    for transport in ["--udp", "--tcp"] {
        for ip in loopbacks() {
            let server = Server::start("handshake", &["--bind", ip, transport, "--id-ttl", "10m"]);

            let granted = python_client(&peer, &server, transport, "1234", "");
            let established = format!("Connection established 1234 {ip} ");
            assert!(lines(&granted)[0].starts_with(&established), "{transport}\n{granted}");

            // It asks for a new id on stdout, where the answer to it follows on the same line.
            let second_try = python_client(&peer, &server, transport, "1234", "5678\n");
            assert_eq!(lines(&second_try)[0], "Connection Error 1234", "{second_try}");
            let established = format!("Enter a new connection ID: Connection established 5678 {ip} ");
            assert!(lines(&second_try)[1].starts_with(&established), "{second_try}");

            let refused = python_client(&peer, &server, transport, "1234", "5678\n1234\n");
            assert_eq!(lines(&refused)[0], "Connection Error 1234", "{refused}");
            assert!(lines(&refused)[1].ends_with("Connection Error 5678"), "{refused}");
            assert!(lines(&refused)[2].ends_with("Connection Error 1234"), "{refused}");
            assert_eq!(lines(&refused)[3], "Connection Failure", "{refused}");
        }
    }
    peer.exercised();
}

#[test]
fn the_course_client_sees_the_leases_of_our_server_end() {
    let Some(peer) = Peer::find("handshake_client.py") else { return };
    let server = Server::start("handshake", &["--bind", "127.0.0.1", "--id-ttl", "500ms"]);
    python_client(&peer, &server, "--udp", "1234", "");
    eventually("the id is free again", || {
        let again = python_client(&peer, &server, "--udp", "1234", "1234\n1234\n");
        lines(&again)[0].starts_with("Connection established 1234 ").then_some(())
    });
    peer.exercised();
}

/// Runs our client on a terminal, which python provides, with this typed. Gives what the terminal showed.
fn typed_to_our_client(server: &Server, id: &str, typed: &str) -> Ended {
    let terminal = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    let target = server.address().to_string();
    let client = sockctl(&["handshake", "client", &target, "--id", id]);
    let mut command = Command::new("python3");
    command.args(["-c", terminal]).arg(client.get_program()).args(client.get_args());
    for (name, value) in client.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    finish(command, typed)
}

#[test]
fn on_a_terminal_our_client_asks_for_a_new_id_but_not_after_its_last_try() {
    if !has_python("the client on a terminal") {
        return;
    }
    let server = Server::start("handshake", &["--bind", "127.0.0.1"]);
    server.ask("HELLO a");
    let question = "Enter a new connection ID: ";

    let granted = typed_to_our_client(&server, "a", "b\n").expect_exit(0);
    assert_eq!(granted.stdout.matches(question).count(), 1, "{granted}");
    assert!(granted.stdout.contains("Connection established b 127.0.0.1 "), "{granted}");

    let failed = typed_to_our_client(&server, "a", "a\na\n").expect_exit(1);
    assert_eq!(failed.stdout.matches(question).count(), 2, "{failed}");
    assert_eq!(failed.stdout.matches("Connection Error a on ").count(), 3, "{failed}");
    assert_eq!(failed.stdout.matches("Connection Failure on ").count(), 1, "{failed}");
}
