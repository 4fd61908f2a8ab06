//! Ports of this machine: whether some program listens on one, seen without sending it anything, and one that is free.

use std::fs;
use std::io;
use std::net::{IpAddr, SocketAddr};

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

/// A port that is free at this address now.
pub fn free_port(transport: Transport, ip: IpAddr) -> io::Result<u16> {
    let any = SocketAddr::new(ip, 0);
    match transport {
        Transport::Udp => Unconnected::bind(any).map(|socket| socket.address().port()),
        Transport::Tcp => Listener::bind(any).map(|socket| socket.address().port()),
    }
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
    fn a_connection_is_no_listener() {
        let table =
            "  sl  local_address rem_address   st\n   0: 0100007F:2328 0100007F:A5E2 01 00000000:00000000\n";
        assert!(!lists(table, Transport::Tcp, 9000));
        let table = table.replace(" 01 ", " 0A ");
        assert!(lists(&table, Transport::Tcp, 9000));
        assert!(!lists(&table, Transport::Tcp, 9001));
    }
}
