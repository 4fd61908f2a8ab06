//! `sockctl dual-stack` on loopback: the real executable against itself and against peers written here.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use socket2::SockRef;

use crate::harness::{Ended, Server, loopbacks, run};

fn client(to: SocketAddr, args: &[&str]) -> Ended {
    run(&[&["--json", "dual-stack", "client", &to.to_string(), "--wire", "course"], args].concat(), "")
}

/// Has the dialogue with a server that answers each text like this, and goes when that gives false.
fn client_of(args: &[&str], answer: impl Fn(u32, &mut TcpStream) -> bool + Sync) -> Ended {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::scope(|scope| {
        scope.spawn(|| {
            let (mut stream, _) = listener.accept().unwrap();
            let (mut text, mut number) = ([0; 10], 0);
            while stream.read_exact(&mut text).is_ok() {
                number += 1;
                if !answer(number, &mut stream) {
                    return;
                }
            }
        });
        client(address, args)
    })
}

#[test]
fn each_message_is_acknowledged_over_either_family() {
    for address in loopbacks() {
        let server = Server::start("dual-stack", &["--bind", address]);
        let summary = client(server.address(), &["-n", "3"]).expect_exit(0).summary();
        assert_eq!((&summary["sent"], &summary["acknowledged"]), (&3.into(), &3.into()), "{summary}");
        let family = if server.address().is_ipv4() { "ipv4" } else { "ipv6" };
        assert_eq!(summary["family"], family, "{summary}");
    }
}

#[test]
fn an_acknowledgement_may_end_in_a_line_end_that_comes_later() {
    let said = |text: &'static [u8]| {
        move |number, stream: &mut TcpStream| {
            // The line end of the acknowledgement before.
            let text = if number == 1 { text.trim_ascii_start() } else { text };
            stream.write_all(text).is_ok()
        }
    };
    for text in [&b"\nAcknowledgement"[..], b"Acknowledgement\r\n"] {
        let summary = client_of(&["-n", "4"], said(text)).expect_exit(0).summary();
        assert_eq!(summary["acknowledged"], 4, "{summary}");
    }
}

#[test]
fn a_reset_in_the_middle_leaves_a_summary() {
    let ended = client_of(&["-n", "4"], |number, stream| match number {
        1 => stream.write_all(b"Acknowledgement").is_ok(),
        _ => {
            SockRef::from(&*stream).set_linger(Some(Duration::ZERO)).unwrap();
            false
        }
    });
    let summary = ended.expect_exit(1).summary();
    assert_eq!((&summary["sent"], &summary["acknowledged"]), (&2.into(), &1.into()), "{summary}");
    assert!(summary["why"].as_str().unwrap().contains("reset"), "{summary}");
}
