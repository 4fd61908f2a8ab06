//! Ports of this machine: whether some program listens on one, seen without sending it anything, and one that is free
//! and stays so until the program it is for takes it.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::ops::Range;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr as UnixAddr, UnixDatagram};

use super::stream::Listener;
use super::udp::Unconnected;
use crate::contract::Transport;

/// Whether some program of this machine listens on the port. An error where the system does not tell.
pub fn is_listened_on(transport: Transport, port: u16) -> io::Result<bool> {
    let v4 = fs::read_to_string(format!("/proc/net/{transport}"))?;
    // There is none where there is no IPv6.
    let v6 = fs::read_to_string(format!("/proc/net/{transport}6")).unwrap_or_default();
    Ok([v4, v6].iter().any(|table| lists(table, transport, port)))
}

/// A line of these tables: number, local address and port, remote ones, state, all in hexadecimal.
fn lists(table: &str, transport: Transport, port: u16) -> bool {
    // TCP_LISTEN; a UDP socket that is not connected has the state of a closed one.
    let state = if transport == Transport::Tcp { "0A" } else { "07" };
    table.lines().skip(1).any(|line| {
        let mut fields = line.split_whitespace().skip(1);
        let local = fields.next().and_then(|address| address.rsplit_once(':'));
        let local = local.and_then(|(_, port)| u16::from_str_radix(port, 16).ok());
        local == Some(port) && fields.nth(1) == Some(state)
    })
}

/// How many ports are tried until none is taken to be free.
const TRIES: usize = 1000;

/// A free port for a program that is to be started. As long as it is kept, no other process that claims ports by this
/// module gets the same one; nor does the system give it to a socket that asks for any.
pub struct Claim {
    /// The port.
    pub port: u16,
    /// Its name can be had once on this machine, and is free again when we end, however that is.
    _name: UnixDatagram,
}

impl Claim {
    /// A port that is free at this address now.
    pub fn new(transport: Transport, ip: IpAddr) -> io::Result<Claim> {
        let ports = lasting_ports();
        let choice = RandomState::new();
        let mut last = io::Error::from(io::ErrorKind::AddrInUse);
        for number in 0..TRIES {
            let place = choice.hash_one(number) % u64::from(ports.end - ports.start);
            let port = ports.start + place as u16;
            match Claim::of(transport, SocketAddr::new(ip, port)) {
                Ok(claim) => return Ok(claim),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    fn of(transport: Transport, address: SocketAddr) -> io::Result<Claim> {
        let port = address.port();
        let name = UnixAddr::from_abstract_name(format!("sockctl-{transport}-{port}"))?;
        let name = UnixDatagram::bind_addr(&name)?;
        match transport {
            Transport::Udp => Unconnected::bind(address).map(drop)?,
            Transport::Tcp => Listener::bind(address).map(drop)?,
        }
        Ok(Claim { port, _name: name })
    }
}

/// Ports below those that the system gives to sockets that ask for any: who finds one of them free finds it free a
/// moment later.
fn lasting_ports() -> Range<u16> {
    let range = fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range").unwrap_or_default();
    let first = range.split_whitespace().next().and_then(|first| first.parse().ok());
    10_000..first.filter(|first| *first >= 20_000).unwrap_or(32_768)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    #[test]
    fn a_port_is_listened_on_while_somebody_does() {
        let loopback = IpAddr::V4(Ipv4Addr::LOCALHOST);
        for transport in [Transport::Udp, Transport::Tcp] {
            let any = SocketAddr::new(loopback, 0);
            let (udp, tcp) = (Unconnected::bind(any).unwrap(), Listener::bind(any).unwrap());
            let port = match transport {
                Transport::Udp => udp.address().port(),
                Transport::Tcp => tcp.address().port(),
            };
            assert!(is_listened_on(transport, port).unwrap());
            drop((udp, tcp));
            assert!(!is_listened_on(transport, port).unwrap());
        }
    }

    #[test]
    fn a_claimed_port_is_free_and_nobody_else_claims_it() {
        let loopback = IpAddr::V4(Ipv4Addr::LOCALHOST);
        for transport in [Transport::Udp, Transport::Tcp] {
            let claim = Claim::new(transport, loopback).unwrap();
            let address = SocketAddr::new(loopback, claim.port);
            let again = |why: &str| match Claim::of(transport, address) {
                Ok(_) => panic!("claimed again {why}"),
                Err(error) => assert_eq!(error.kind(), io::ErrorKind::AddrInUse),
            };
            again("while it was claimed");
            let (udp, tcp) = (Unconnected::bind(address), Listener::bind(address));
            drop(claim);
            match transport {
                Transport::Udp => drop(udp.as_ref().unwrap()),
                Transport::Tcp => drop(tcp.as_ref().unwrap()),
            }
            again("while somebody listened there");
            drop((udp, tcp));
            Claim::of(transport, address).unwrap();
        }
    }

    #[test]
    fn a_connection_is_no_listener() {
        let table =
            "  sl  local_address rem_address   st\n   0: 0100007F:2328 0100007F:A5E2 01 00000000:00000000\n";
        assert!(!lists(table, Transport::Tcp, 9000));
        let table = table.replace(" 01 ", " 0A ");
        assert!(lists(&table, Transport::Tcp, 9000));
        assert!(!lists(&table, Transport::Tcp, 9001));
    }
}
