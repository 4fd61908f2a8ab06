//! The file transfer exercise's programs against ours, both ways round.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Peer, port_of};
use crate::harness::{Ended, Process, Seeded, Server, finish, loopbacks, run};

/// A folder with a file to send.
struct Folder(TempDir);

impl Folder {
    fn new(length: usize) -> Folder {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("file"), Seeded(7).bytes(length)).unwrap();
        Folder(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    #[track_caller]
    fn expect_same(&self, copy: &Path) {
        let (file, copy) = (fs::read(self.path("file")).unwrap(), fs::read(copy).unwrap());
        assert!(file == copy, "the copy has {} bytes, the file {}", copy.len(), file.len());
    }
}

/// The exercise's server on a port of its own choice.
fn python_server(peer: &Peer, ip: &str, file: &str, args: &[&str]) -> (Process, SocketAddr) {
    // It leaves by itself after a quiet minute, should this test be killed.
    let mut command = peer.command(&[ip, "0", file, "--idle", "60"]);
    command.args(args);
    let process = Process::start(command);
    process.wait_for("its ready line", |stdout| stdout.starts_with("Server is ready on ").then_some(()));
    let address = SocketAddr::new(ip.parse().unwrap(), port_of(&process));
    (process, address)
}

fn python_client(peer: &Peer, server: SocketAddr, output: &str, args: &[&str]) -> Ended {
    let (ip, port) = (server.ip().to_string(), server.port().to_string());
    let mut command = peer.command(&[&ip, &port, "--output", output]);
    command.args(args);
    finish(command, "")
}

#[test]
fn our_client_takes_the_file_of_the_course_server() {
    let Some(peer) = Peer::find("ftp_server.py") else { return };
    for ip in loopbacks() {
        for (length, args) in
            [(0, &[][..]), (5, &["--one-write"]), (300_000, &["--one-write"]), (300_000, &[])]
        {
            let folder = Folder::new(length);
            let (server, address) = python_server(&peer, ip, &folder.text("file"), args);
            let copy = folder.text("copy");
            let client = run(&["ftp", "client", &address.to_string(), "-o", &copy], "").expect_exit(0);
            assert!(
                client.stdout.contains(&format!("{length} bytes received, completeness not verified")),
                "{client}"
            );
            folder.expect_same(Path::new(&copy));
            server.end().expect_exit(0);
        }
    }
    peer.exercised();
}

#[test]
fn the_course_server_refuses_our_wrong_key() {
    let Some(peer) = Peer::find("ftp_server.py") else { return };
    let folder = Folder::new(10);
    let (server, address) = python_server(&peer, "127.0.0.1", &folder.text("file"), &["--key", "ANOTHER"]);
    let copy = folder.text("copy");
    let client = run(&["ftp", "client", &address.to_string(), "-o", &copy], "").expect_exit(1);
    assert!(client.stdout.contains("key refused"), "{client}");
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 1, "nothing was written");
    server.end().expect_exit(0);
    peer.exercised();
}

#[test]
fn the_course_client_takes_our_file_whole() {
    let Some(peer) = Peer::find("ftp_client.py") else { return };
    for ip in loopbacks() {
        let folder = Folder::new(300_000);
        let file = folder.text("file");
        let server = Server::start("ftp", &["--bind", ip, &file, "--profile", "course", "--once"]);
        let copy = folder.text("copy");
        let client = python_client(&peer, server.address(), &copy, &[]).expect_exit(0);
        assert_eq!(client.stdout, "Authentication successful\nFile received\n");
        folder.expect_same(Path::new(&copy));
        let ended = server.end().expect_exit(0);
        assert!(ended.stdout.contains("one client has been served"), "{ended}");
    }
    peer.exercised();
}

#[test]
fn the_course_client_that_loses_a_beginning_loses_none_in_many_runs() {
    let Some(peer) = Peer::find("ftp_client.py") else { return };
    let folder = Folder::new(3000);
    let server = Server::start("ftp", &["--bind", "127.0.0.1", &folder.text("file")]);
    let (ip, port) = (server.address().ip().to_string(), server.address().port().to_string());
    let copies: Vec<String> = (0..12).map(|number| folder.text(&format!("copy{number}"))).collect();
    let start = |copy: &String| Process::start(peer.command(&[&ip, &port, "--output", copy]));
    let clients: Vec<Process> = copies.iter().map(start).collect();
    for (client, copy) in clients.into_iter().zip(&copies) {
        client.end().expect_exit(0);
        folder.expect_same(Path::new(copy));
    }
    server.stop();
    peer.exercised();
}

#[test]
fn our_server_refuses_the_course_clients_wrong_key_and_lives_on() {
    let Some(peer) = Peer::find("ftp_client.py") else { return };
    let folder = Folder::new(10);
    let server = Server::start("ftp", &["--bind", "127.0.0.1", &folder.text("file"), "--json"]);
    let copy = folder.text("copy");
    let refused = python_client(&peer, server.address(), &copy, &["--key", "WRONG_KEY!"]).expect_exit(1);
    assert_eq!(refused.stdout, "Authentication failed\n");
    python_client(&peer, server.address(), &copy, &[]).expect_exit(0);
    folder.expect_same(Path::new(&copy));
    let summary = server.stop().summary();
    let counts = ["keys_accepted", "keys_refused", "sent"].map(|key| summary[key].as_u64().unwrap());
    assert_eq!(counts, [1, 1, 1], "{summary}");
    peer.exercised();
}
