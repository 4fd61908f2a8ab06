//! The echo exercises' programs, ncat and socat against ours, both ways round.

use std::net::SocketAddr;
use std::process::Command;

use super::{Peer, exercised, has, port_of};
use crate::harness::{Ended, Process, Seeded, Server, connect, eventually, finish, loopbacks, run, sockctl};

// The exercises' programs.

/// An exercise's server on a port of its own choice.
fn python_server(peer: &Peer, ready: &'static str, args: &[&str]) -> (Process, SocketAddr) {
    let process = Process::start(peer.command(&[&["127.0.0.1", "0"], args].concat()));
    process.wait_for("its ready line", |stdout| stdout.starts_with(ready).then_some(()));
    let address = SocketAddr::from(([127, 0, 0, 1], port_of(&process)));
    (process, address)
}

/// An exercise's client with this typed.
fn python_client(peer: &Peer, server: SocketAddr, typed: &str) -> Ended {
    finish(peer.command(&[&server.ip().to_string(), &server.port().to_string()]), typed).expect_exit(0)
}

/// Our client with this on stdin.
fn our_client(server: SocketAddr, args: &[&str], stdin: &str) -> Ended {
    run(&[&["echo", "client", &server.to_string()], args].concat(), stdin)
}

/// What the exercise's client printed after its questions.
fn answers<'a>(client: &'a Ended, question: &str) -> Vec<&'a str> {
    client.stdout.split(question).map(|part| part.strip_suffix('\n').unwrap_or(part)).collect()
}

const NAMED_QUESTION: &str = "> Enter message (or 'exit' to quit, 'status' for client information) ";

#[test]
fn the_named_course_client_talks_to_our_server() {
    let Some(peer) = Peer::find("cp372_client.py") else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), "line one\nline two\n").unwrap();
    let files = folder.path().to_str().unwrap();
    let server = Server::start("echo", &["--profile", "course", "--bind", "127.0.0.1", "--files", files]);

    let typed = "hello world\nexit now\nstatus\nlist\nnotes.txt\nlist\n../secret\nbye\nexit\n";
    let client = python_client(&peer, server.address(), typed);
    let said = answers(&client, NAMED_QUESTION);
    assert_eq!(said[..3], ["Connected as Client01", "hello worldACK", "exit nowACK"], "{client}");
    assert!(said[3].starts_with("Client01 connected at 2") && said[3].lines().count() == 1, "{client}");
    let asks = "Enter the name of file to stream: ";
    assert_eq!(said[4], format!("File List:  \nnotes.txt\n\n{asks}line one\nline two\n"), "{client}");
    assert_eq!(said[5], format!("File List:  \nnotes.txt\n\n{asks}File does not exist"), "{client}");
    assert_eq!(said[6..], ["byeACK", ""], "{client}");
    let stdout = server.process().wait_for("the client leaves", |stdout| {
        stdout.contains("[DISCONNECTED] Client01 at ").then(|| stdout.to_owned())
    });
    assert!(stdout.contains("[NEW CONNECTION] Client01 connected from ('127.0.0.1', "), "{stdout}");
    peer.exercised();
}

#[test]
fn a_fourth_named_course_client_is_told_that_our_server_is_full() {
    let Some(peer) = Peer::find("cp372_client.py") else { return };
    let server = Server::start("echo", &["--profile", "course", "--bind", "127.0.0.1"]);
    let (ip, port) = (server.address().ip().to_string(), server.address().port().to_string());
    let mut inside: Vec<Process> = (1..=3)
        .map(|number| {
            let client = Process::start(peer.command(&[&ip, &port]));
            let greeting = format!("Connected as Client0{number}\n");
            client.wait_for("its name", |stdout| (stdout == greeting).then_some(()));
            client
        })
        .collect();
    let refused = python_client(&peer, server.address(), "");
    assert_eq!(refused.stdout, "Server is full\n");

    let mut leaving = inside.remove(0);
    leaving.say("exit\n");
    leaving.end().expect_exit(0);
    eventually("its place is free", || {
        let client = python_client(&peer, server.address(), "exit\n");
        client.stdout.starts_with("Connected as Client04\n").then_some(())
    });
    peer.exercised();
}

#[test]
fn our_client_talks_to_the_named_course_server() {
    let Some(peer) = Peer::find("cp372_server.py") else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), "line one").unwrap();
    let files = folder.path().to_str().unwrap();
    let (server, address) = python_server(&peer, "[SERVER] Listening on ", &["--repo", files]);

    let stdin = "hello world\nstatus\nlist\nnotes.txt\nbye\nexit\n";
    let client = our_client(address, &["--profile", "course"], stdin).expect_exit(0);
    let lines: Vec<&str> = client.stdout.lines().collect();
    assert_eq!(lines[0], "hello worldACK", "{client}");
    assert!(lines[1].starts_with("Client01 connected at "), "{client}");
    assert_eq!(
        lines[2..].iter().filter(|line| !line.is_empty()).collect::<Vec<_>>(),
        [&"notes.txt", &"line one", &"byeACK"]
    );
    assert!(client.stderr.contains("Connected as Client01"), "{client}");

    let client = our_client(address, &["--profile", "course", "-n", "5", "--json"], "").expect_exit(0);
    let summary = client.summary();
    assert_eq!((&summary["answered"], &summary["name"]), (&5.into(), &"Client02".into()), "{client}");
    server.wait_for("both have left in order", |stdout| {
        (stdout.matches("[DISCONNECTED] Client0").count() == 2).then_some(())
    });
    assert!(!server.stdout_so_far().contains("[ERROR]"), "{server}");
    peer.exercised();
}

#[test]
fn the_named_course_server_tells_our_fourth_client_that_it_is_full() {
    let Some(peer) = Peer::find("cp372_server.py") else { return };
    let (server, address) = python_server(&peer, "[SERVER] Listening on ", &[]);
    let inside: Vec<_> = (0..3).map(|_| connect(address)).collect();
    server.wait_for("three are there", |stdout| {
        (stdout.matches("[NEW CONNECTION]").count() == 3).then_some(())
    });
    let refused = our_client(address, &["--profile", "course"], "hello\n").expect_exit(1);
    assert!(format!("{}{}", refused.stdout, refused.stderr).contains("Server is full"), "{refused}");
    drop(inside);
    peer.exercised();
}

#[test]
fn the_lab_clients_talk_to_our_server() {
    for program in ["lab2_tcp_client.py", "lab2_udp_client.py"] {
        let Some(peer) = Peer::find(program) else { return };
        for word in ["exit", "STOP "] {
            let server = Server::start("echo", &["--wire", "lab", "--bind", "127.0.0.1"]);
            let client = python_client(&peer, server.address(), &format!("hello world\nexit now\n{word}\n"));
            let said = answers(&client, "Input sentence: ");
            assert_eq!(
                said,
                ["", "From server: hello world", "From server: exit now", ""],
                "{program}\n{client}"
            );
            server.stop();
        }
        let args = ["--profile", "course", "--wire", "lab", "--bind", "127.0.0.1"];
        let server = Server::start("echo", &args);
        python_client(&peer, server.address(), "stop\n");
        let ended = server.end().expect_exit(0);
        assert!(ended.stdout.contains("stop"), "{ended}");
        peer.exercised();
    }
}

#[test]
fn our_client_talks_to_the_lab_servers() {
    for (program, transport) in [("lab2_tcp_server.py", "--tcp"), ("lab2_udp_server.py", "--udp")] {
        let Some(peer) = Peer::find(program) else { return };
        let (server, address) = python_server(&peer, "The server is ready to receive", &[]);
        let lab = |args: &[&str], stdin: &str| {
            our_client(address, &[&["--wire", "lab", transport], args].concat(), stdin).expect_exit(0)
        };
        assert_eq!(lab(&[], "hello\nexit now\n").stdout, "hello\nexit now\n");
        assert_eq!(lab(&[], "once more\nexit\n").stdout, "once more\n");
        let summary = lab(&["-n", "20", "-s", "500", "--json"], "").summary();
        assert_eq!((&summary["answered"], &summary["differing"]), (&20.into(), &0.into()), "{summary}");
        // The exercise's server ends on stop.
        assert_eq!(lab(&[], "last\nstop\n").stdout, "last\n");
        server.end().expect_exit(0);
        peer.exercised();
    }
}

// Programs that everybody has.

/// A program with these words, this address in the place of `ip`, `[ip]`, `port` and its family of `family`.
fn program(words: &str, address: SocketAddr) -> Command {
    let bracketed = if address.is_ipv6() { format!("[{}]", address.ip()) } else { address.ip().to_string() };
    let words = words
        .replace("[ip]", &bracketed)
        .replace("ip", &address.ip().to_string())
        .replace("port", &address.port().to_string())
        .replace("family", if address.is_ipv6() { "6" } else { "4" });
    let mut words = words.split_whitespace();
    let mut command = Command::new(words.next().unwrap());
    command.args(words);
    command
}

/// Runs it with these bytes on stdin and gives what it printed; it ends well.
fn filtered(command: Command, bytes: &[u8]) -> Vec<u8> {
    let mut process = Process::start(command);
    process.say_all(bytes.to_vec());
    let (status, stdout, stderr) = process.end_with_bytes();
    assert!(status.success(), "{status}: {}", stderr.escape_ascii());
    stdout
}

#[test]
fn ncat_and_socat_get_from_our_server_what_they_say() {
    let bytes = Seeded(1).bytes(3_000_000);
    for ip in loopbacks() {
        let server = Server::start("echo", &["--bind", ip]);
        if has("socat") {
            // It ends its own stream first and waits for the rest.
            let came = filtered(program("socat -t 20 - TCPfamily:[ip]:port", server.address()), &bytes);
            assert!(came == bytes, "{ip}: {} of {} bytes", came.len(), bytes.len());
            exercised("socat");
        }
        if has("ncat") {
            // Up to 7.95 it does not wait for the rest: it is told to go after a second without a byte, which on a
            // busy machine may come too early.
            eventually("ncat waits for all", || {
                let mut process = Process::start(program("ncat -i 1s ip port", server.address()));
                process.say_all(bytes.clone());
                let came = process.end_with_bytes().1;
                assert!(bytes.starts_with(&came), "{ip}: they are the same");
                (came.len() == bytes.len()).then_some(())
            });
            exercised("ncat");
        }
    }
}

#[test]
fn ncat_and_socat_get_their_datagrams_back_from_our_server() {
    for (name, words) in [("ncat", "ncat -u ip port"), ("socat", "socat - UDPfamily:[ip]:port")] {
        if !has(name) {
            continue;
        }
        for ip in loopbacks() {
            let server = Server::start("echo", &["--bind", ip]);
            let mut client = Process::start(program(words, server.address()));
            for line in ["hello\n", "exit\n", "last\n"] {
                client.say(line);
                client.wait_for(line, |stdout| stdout.ends_with(line).then_some(()));
            }
            assert_eq!(client.stdout_so_far(), "hello\nexit\nlast\n", "{name} {ip}");
        }
        exercised(name);
    }
}

#[test]
fn a_person_at_ncat_talks_to_the_course_wires_in_lines() {
    if !has("ncat") {
        return;
    }
    for ip in loopbacks() {
        let server = Server::start("echo", &["--profile", "course", "--bind", ip]);
        let mut client = Process::start(program("ncat ip port", server.address()));
        client.say("hello world\n");
        client.wait_for("the answer", |stdout| (stdout == "Client01hello worldACK\n").then_some(()));
        client.say("status\n");
        client.wait_for("the status", |stdout| {
            stdout.lines().nth(1)?.starts_with("Client01 connected at ").then_some(())
        });
        client.say("exit\n");
        server
            .process()
            .wait_for("it leaves", |stdout| stdout.contains("[DISCONNECTED] Client01 at ").then_some(()));
        // ncat goes when it notices that the other end has gone.
        client.close_stdin();
        client.end().expect_exit(0);
    }
    exercised("ncat");
}

#[test]
fn our_client_gets_from_ncat_and_socat_what_it_says() {
    for (name, words, transport) in [
        ("ncat", "ncat -l -k -e /bin/cat ip 0", "--tcp"),
        ("socat", "socat TCPfamily-LISTEN:0,bind=[ip],fork PIPE", "--tcp"),
        ("socat", "socat TCPfamily-LISTEN:0,bind=[ip],fork EXEC:cat", "--tcp"),
        ("socat", "socat UDPfamily-LISTEN:0,bind=[ip],fork PIPE", "--udp"),
    ] {
        if !has(name) {
            continue;
        }
        for ip in loopbacks() {
            let any = SocketAddr::new(ip.parse().unwrap(), 0);
            let server = Process::start(program(words, any));
            let port = eventually("it listens", || super::find_port_of(&server));
            let address = SocketAddr::new(any.ip(), port);

            let args = [transport, "-n", "20", "-s", "1000", "--json"];
            let client = our_client(address, &args, "").expect_exit(0);
            let summary = client.summary();
            assert_eq!(
                (&summary["answered"], &summary["differing"]),
                (&20.into(), &0.into()),
                "{words}\n{client}"
            );
            let client = our_client(address, &[transport], "a\nb\n").expect_exit(0);
            assert_eq!(client.stdout, "a\nb\n", "{words}\n{client}");
            if transport == "--tcp" {
                // With more than its buffers hold, ncat and its cat block each other for ever.
                let bytes = Seeded(2).bytes(if name == "ncat" { 50_000 } else { 2_000_000 });
                let command = sockctl(&["echo", "client", &address.to_string()]);
                assert!(filtered(command, &bytes) == bytes, "{words} {ip}");
            }
        }
        exercised(name);
    }
}
