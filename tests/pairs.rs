//! Every two of the UDP servers, pointed at each other by datagrams that pretend to come from the other one.
//!
//! Proof of silence is what the servers count: each answered the bystanders, and nothing else came or left.

use std::collections::HashMap;
use std::net::{SocketAddr, UdpSocket};

use serde_json::Value;

use crate::harness::{UdpPeer, eventually, say};
use crate::ping::forge;
use crate::serve::{Servers, part};

const TOOLS: [&str; 5] = ["handshake", "echo", "ping", "throughput", "relay"];

/// What some server would answer, what servers answer, stop words, and what nobody knows.
const FORGED: [&str; 20] = [
    "HELLO 1",
    "OK 1 127.0.0.1 1",
    "RESET 1",
    "C 64",
    "Buffer Size Calibrated at Server.",
    "Hello Server",
    "Packet",
    "Packet Acknowledged",
    "exit",
    "Stopping the Server.",
    "stop",
    "hii",
    "('127.0.0.1', 1)",
    "to:127.0.0.2/1;content:hii",
    "127.0.0.1/1 ; content : hii",
    "200, UDP Packet Sent Successfully",
    "400",
    "exit server",
    "any text",
    "",
];

/// The UDP servers of one process on 127.0.0.1, or another loopback address, and what was sent to each.
struct Side {
    servers: Servers,
    forged: HashMap<&'static str, u64>,
    asked: HashMap<&'static str, u64>,
}

impl Side {
    /// None when somebody has one of the ports.
    fn start(ip: &str, wire: &str, ports: &[u16; 5]) -> Option<Side> {
        let own = |section: &str, port_key: &str, port: u16, more: &str| {
            format!("[{section}]\n{port_key} = {port}\nbind = [\"{ip}\"]\n{more}\n")
        };
        let stop = "remote-stop = \"loopback\"";
        let profile = [
            own("handshake", "port", ports[0], ""),
            own("echo", "port", ports[1], &format!("wire = \"{wire}\"\n{stop}")),
            own("ping", "port", ports[2], stop),
            own("throughput", "probe-port", ports[3], stop),
            own("relay", "port", ports[4], stop),
        ];
        let args = ["--json", "--require-all", "--only", "handshake,echo,ping,throughput,relay"];
        let udp = TOOLS.map(|tool| (tool, "udp"));
        let servers = Servers::start_as(&profile.concat(), &args, &udp, |command| command).ok()?;
        Some(Side { servers, forged: HashMap::new(), asked: HashMap::new() })
    }

    /// A bystander is served. All that was sent to that server before is read before.
    fn expect_service(&mut self, tool: &'static str) {
        let asked = self.asked.entry(tool).or_default();
        *asked += 1;
        match tool {
            "handshake" => {
                let (id, peer) = (format!("bystander{asked}"), UdpPeer::new(self.servers.at(tool)));
                let granted = format!("OK {id} 127.0.0.1 {}", peer.local().port());
                assert_eq!(peer.ask(format!("HELLO {id}")), granted.as_bytes());
            }
            "echo" => self.servers.expect_answer(tool, "bystander", "bystander"),
            "relay" => self.servers.expect_answer(tool, "hii", "('127.0.0.1', PORT)"),
            _ => self.servers.expect_answer(tool, "bystander", "Packet Acknowledged"),
        }
    }

    /// What came was all that we sent, and what left were the answers to bystanders.
    fn expect_silence_towards_the_others(self) {
        let summary = self.servers.stop().summary();
        for tool in TOOLS {
            let part = part(&summary, tool);
            let figures = if tool == "echo" { &part["udp"] } else { part };
            let count = |key: &str| figures[key].as_u64().unwrap();
            let refused: u64 =
                figures["refused"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
            let (forged, asked) = (self.forged[tool], self.asked[tool]);
            assert_eq!(
                (count("datagrams_in"), count("datagrams_out"), refused),
                (forged + asked, asked, forged),
                "in, out and refused of {tool}: {part}"
            );
            assert_eq!(part["ended_by"], "signal", "{tool} was not ended by a server's stop word: {part}");
        }
    }
}

/// Ports that are free at every one of these addresses, over both transports.
fn ports(addresses: &[&str]) -> [u16; 5] {
    let mut held = Vec::new();
    let mut free = || {
        eventually("a port is free at each address", || {
            let first = UdpSocket::bind((addresses[0], 0)).unwrap();
            let port = first.local_addr().unwrap().port();
            held.push(first);
            addresses[1..].iter().all(|&ip| UdpSocket::bind((ip, port)).is_ok()).then_some(port)
        })
    };
    [free(), free(), free(), free(), free()]
}

const HERE: &str = "127.0.0.1";
const THERE: &str = "127.0.0.2";

/// From the address of each server to each server, also its own, of both processes.
#[test]
fn every_two_udp_servers_of_one_profile_fall_silent() {
    let (one, other) = (SocketAddr::from(([127, 0, 0, 1], 9)), SocketAddr::from(([127, 0, 0, 2], 9)));
    if !forge(one, other, b"") {
        return say("skipped: every two UDP servers and forged datagrams, no right to open a raw socket");
    }
    for wire in ["rfc862", "lab"] {
        let [mut here, mut there] = eventually("the ports are free", || {
            let ports = ports(&[HERE, THERE]);
            Some([Side::start(HERE, wire, &ports)?, Side::start(THERE, wire, &ports)?])
        });
        let addresses = |side: &Side| TOOLS.map(|tool| side.servers.at(tool));
        let froms = [addresses(&here), addresses(&there)].concat();
        for from in froms {
            for side in [&mut here, &mut there] {
                for tool in TOOLS {
                    for payload in FORGED {
                        assert!(forge(from, side.servers.at(tool), payload.as_bytes()));
                        *side.forged.entry(tool).or_default() += 1;
                    }
                    side.expect_service(tool);
                }
            }
        }
        // Whoever was answered late has been heard by now.
        for side in [&mut here, &mut there] {
            for tool in TOOLS {
                side.expect_service(tool);
            }
        }
        here.expect_silence_towards_the_others();
        there.expect_silence_towards_the_others();
    }
}

/// The same without any right: a socket has the other server's port at another address of this machine.
#[test]
fn no_udp_server_answers_a_port_of_its_profile_wherever_it_is() {
    for wire in ["rfc862", "lab"] {
        let (mut side, twins) = eventually("the ports are free", || {
            let ports = ports(&[HERE, THERE]);
            let side = Side::start(HERE, wire, &ports)?;
            let twins: Vec<UdpSocket> =
                ports.iter().map_while(|&port| UdpSocket::bind((THERE, port)).ok()).collect();
            (twins.len() == ports.len()).then_some((side, twins))
        });
        for twin in &twins {
            for tool in TOOLS {
                for payload in FORGED {
                    twin.send_to(payload.as_bytes(), side.servers.at(tool)).unwrap();
                    *side.forged.entry(tool).or_default() += 1;
                }
                side.expect_service(tool);
            }
        }
        side.expect_silence_towards_the_others();
        for twin in twins {
            twin.set_nonblocking(true).unwrap();
            assert!(twin.recv(&mut [0; 100]).is_err(), "nothing came to {:?}", twin.local_addr());
        }
    }
}
