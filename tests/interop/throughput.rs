//! The throughput exercise's programs against ours, both ways round. Its server is ping's.

use std::net::SocketAddr;

use serde_json::Value;

use super::{Peer, port_of};
use crate::harness::{Ended, Process, Server, eventually, finish, loopbacks, run};

fn number(event: &Value, key: &str) -> u64 {
    event[key].as_u64().unwrap_or_else(|| panic!("{key} is a number in {event}"))
}

/// Of all seconds together.
fn added(client: &Ended, key: &str) -> u64 {
    let events = client.events();
    events.iter().filter(|event| event["event"] == "second").map(|second| number(second, key)).sum()
}

#[test]
fn our_sweep_over_the_course_server() {
    let Some(peer) = Peer::find("ping_server.py") else { return };
    for ip in loopbacks() {
        // It leaves by itself after a quiet minute, should this test be killed.
        let flags = [ip, "0", "--idle", "60", "--loss", "0.2", "--delay", "0", "0.002"];
        let server = Process::start(peer.command(&flags));
        server.wait_for("its ready line", |stdout| stdout.starts_with("Server is ready on ").then_some(()));
        let address = SocketAddr::new(ip.parse().unwrap(), port_of(&server)).to_string();
        let flags = ["-n", "40", "-i", "0.1", "-s", "100", "--reply-timeout", "5s", "--json"];
        let client = run(&[&["throughput", "client", &address], &flags[..]].concat(), "").expect_exit(0);
        let log = server.end().expect_exit(0);
        let count = |what: fn(&str) -> bool| log.stdout.lines().filter(|line| what(line)).count() as u64;
        let lost = count(|line| line == "lost");
        let delayed = count(|line| line.starts_with("delayed "));
        assert_eq!((lost + delayed, added(&client, "sent")), (40, 40), "{log}{client}");
        assert_eq!(
            (added(&client, "acknowledged"), added(&client, "lost")),
            (delayed, lost),
            "{log}{client}"
        );
        assert_eq!(added(&client, "exercise_throughput_bps"), delayed * 100 * 16, "{client}");
        let hello = format!("{:100}", "Hello Server.");
        assert_eq!(log.stdout.matches(&hello).count(), 40, "{log}");
    }
    peer.exercised();
}

#[test]
fn the_course_client_sweeps_over_both_our_servers() {
    let Some(peer) = Peer::find("throughput_client.py") else { return };
    for (tool, ip) in
        ["throughput", "ping"].into_iter().flat_map(|tool| loopbacks().iter().map(move |ip| (tool, ip)))
    {
        eventually("each packet is answered in its interval", || {
            let server = Server::start(tool, &["--bind", ip, "--json"]);
            let port = server.address().port().to_string();
            let client = peer.command(&[ip, &port, "-n", "25", "-i", "0.1", "-s", "1000"]);
            let client = finish(client, "").expect_exit(0);
            let lines: Vec<&str> = client.stdout.lines().collect();
            assert_eq!(lines[0], "Buffer Size Calibrated at Server.", "{client}");
            let answered = lines.iter().filter(|line| line.ends_with(" Packet Acknowledged")).count();
            let summary = server.stop().summary();
            assert_eq!(
                ["calibrations", "acknowledged", "exits"].map(|key| number(&summary, key)),
                [1, 25, 1],
                "{summary}"
            );
            (answered == 25).then(|| {
                assert_eq!(lines[26], "Stopping the Server.", "{client}");
                let bits: u64 = lines[27..]
                    .iter()
                    .map(|line| line.split_whitespace().nth(3).unwrap().parse::<u64>().unwrap())
                    .sum();
                assert_eq!(bits, 25 * 1000 * 16, "{client}");
            })
        });
    }
    peer.exercised();
}
