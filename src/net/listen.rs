//! Opening a server's sockets: one for each address, both families apart, with errors that say what to do.

use std::io;
use std::net::SocketAddr;

use super::{resolve, stream, udp};
use crate::contract::Transport;
use crate::error::{Error, Result, reason};
use crate::value::{Address, Port};

/// How often a port the system chose for the first address may turn out to be taken on another one.
const PORT_ATTEMPTS: u32 = 16;

/// A server's sockets, and what could not be had although it was not asked for by name.
#[derive(Debug)]
pub struct Bound<T> {
    /// One for each address, in order; at least one.
    pub sockets: Vec<T>,
    /// Where they listen.
    pub addresses: Vec<SocketAddr>,
    /// Sentences about families this machine does not have.
    pub notes: Vec<String>,
}

impl<T> Bound<T> {
    /// The ports, as they really are.
    pub fn ports(&self) -> impl Iterator<Item = u16> {
        self.addresses.iter().map(SocketAddr::port)
    }
}

/// Opens UDP sockets on each of `addresses`.
pub fn udp(addresses: &[Address], port: Port) -> Result<Bound<udp::Listener>> {
    bind_all(Transport::Udp, addresses, port, |at| {
        udp::Listener::bind(at).map(|socket| (socket.address(), socket))
    })
}

/// Opens UDP sockets on each of `addresses`, and that for each of so many threads: the system divides what arrives by
/// where it comes from.
pub fn udp_for_threads(
    addresses: &[Address],
    port: Port,
    threads: usize,
) -> Result<Vec<Bound<udp::Listener>>> {
    if threads <= 1 {
        return Ok(vec![udp(addresses, port)?]);
    }
    let open = |port| {
        bind_all(Transport::Udp, addresses, port, |at| {
            udp::Listener::bind_shared(at).map(|socket| (socket.address(), socket))
        })
    };
    let first = open(port)?;
    let chosen = Port(first.ports().next().unwrap_or(port.0));
    let others = (1..threads).map(|_| open(chosen));
    std::iter::once(Ok(first)).chain(others).collect()
}

/// Opens TCP sockets on each of `addresses`.
pub fn tcp(addresses: &[Address], port: Port) -> Result<Bound<stream::Listener>> {
    bind_all(Transport::Tcp, addresses, port, |at| {
        stream::Listener::bind(at).map(|socket| (socket.address(), socket))
    })
}

/// Opens TCP and UDP sockets with the same port on each of `addresses`.
pub fn tcp_and_udp(
    addresses: &[Address],
    port: Port,
) -> Result<(Bound<stream::Listener>, Bound<udp::Listener>)> {
    let mut attempts = PORT_ATTEMPTS;
    loop {
        let streams = tcp(addresses, port)?;
        let chosen = Port(streams.ports().next().unwrap_or(port.0));
        match udp(addresses, chosen) {
            // The port the system chose for TCP is somebody else's over UDP: choose again.
            Err(_) if port.0 == 0 && attempts > 1 => attempts -= 1,
            other => return Ok((streams, other?)),
        }
    }
}

fn bind_all<T>(
    transport: Transport,
    addresses: &[Address],
    port: Port,
    bind: impl Fn(SocketAddr) -> io::Result<(SocketAddr, T)>,
) -> Result<Bound<T>> {
    let mut attempts = PORT_ATTEMPTS;
    loop {
        match bind_each(transport, addresses, port, &bind) {
            // The port the system chose on the first address is somebody else's on another: choose again.
            Err(Failure { chosen_port: true, .. }) if attempts > 1 => attempts -= 1,
            other => return other.map_err(|failure| failure.error),
        }
    }
}

struct Failure {
    error: Error,
    chosen_port: bool,
}

fn bind_each<T>(
    transport: Transport,
    addresses: &[Address],
    port: Port,
    bind: impl Fn(SocketAddr) -> io::Result<(SocketAddr, T)>,
) -> std::result::Result<Bound<T>, Failure> {
    let mut bound = Bound { sockets: Vec::new(), addresses: Vec::new(), notes: Vec::new() };
    let mut number = port.0;
    for address in addresses {
        let fail = |error| Failure { error, chosen_port: false };
        let at = resolve::socket_address(address, number).map_err(fail)?;
        match bind(at) {
            Ok((address, socket)) => {
                number = address.port();
                bound.sockets.push(socket);
                bound.addresses.push(address);
            }
            Err(error) if is_optional(address, addresses) && lacks_family(&error) => {
                bound
                    .notes
                    .push(format!("no IPv6 on this machine, listening on IPv4 alone: {}", reason(&error)));
            }
            Err(error) => {
                let chosen_port = port.0 == 0 && number != 0 && error.kind() == io::ErrorKind::AddrInUse;
                return Err(Failure { error: cannot_listen(transport, at, &error), chosen_port });
            }
        }
    }
    if bound.sockets.is_empty() {
        return Err(Failure {
            error: Error::usage("there is no address to listen on")
                .hint("give one with --bind, or in the profile's `bind`"),
            chosen_port: false,
        });
    }
    Ok(bound)
}

/// `::` beside `0.0.0.0` means "IPv6 too, where there is any".
fn is_optional(address: &Address, all: &[Address]) -> bool {
    let has_v4 = all.iter().any(|other| other.ip.is_ipv4() && other.ip.is_unspecified());
    address.ip.is_ipv6() && address.ip.is_unspecified() && has_v4
}

fn lacks_family(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EAFNOSUPPORT | libc::EADDRNOTAVAIL | libc::EPROTONOSUPPORT))
}

fn cannot_listen(transport: Transport, at: SocketAddr, error: &io::Error) -> Error {
    let port = at.port();
    let refused = Error::system(format!("cannot listen on {transport} {at}"), error);
    match error.kind() {
        io::ErrorKind::PermissionDenied if port < 1024 => {
            let free = if port < 103 { 8000 + port } else { port * 10 };
            refused.hint(format!("ports below 1024 need root; try --port {free}"))
        }
        io::ErrorKind::AddrInUse => {
            let kind = if transport == Transport::Udp { 'u' } else { 't' };
            refused
                .hint(format!("`ss -l{kind}np 'sport = :{port}'` shows by whom; --port 0 takes a free one"))
        }
        io::ErrorKind::AddrNotAvailable => refused.hint("`ip address` lists the addresses of this machine"),
        _ => refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(texts: &[&str]) -> Vec<Address> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn a_chosen_port_is_the_same_on_every_address() {
        let bound = udp(&addresses(&["127.0.0.1", "127.0.0.2", "127.0.0.3"]), Port(0)).unwrap();
        let ports: Vec<u16> = bound.addresses.iter().map(SocketAddr::port).collect();
        assert!(ports[0] != 0 && ports.iter().all(|port| *port == ports[0]), "{ports:?}");
    }

    #[test]
    fn a_port_in_use_says_how_to_find_by_whom() {
        let first = udp(&addresses(&["127.0.0.1"]), Port(0)).unwrap();
        let port = first.addresses[0].port();
        let error = udp(&addresses(&["127.0.0.1"]), Port(port)).unwrap_err();
        let expected = format!(
            "cannot listen on udp 127.0.0.1:{port}: address already in use (`ss -lunp 'sport = :{port}'` shows by whom; \
             --port 0 takes a free one)"
        );
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.exit(), crate::error::Exit::NotStarted);
    }

    #[test]
    fn a_low_port_says_which_higher_one_to_try() {
        let denied = io::Error::from_raw_os_error(libc::EACCES);
        for (port, hint) in
            [(862, "--port 8620"), (7, "--port 8007"), (102, "--port 8102"), (1023, "--port 10230")]
        {
            let at = SocketAddr::new("::".parse().unwrap(), port);
            let error = cannot_listen(Transport::Udp, at, &denied).to_string();
            assert!(error.contains("permission denied") && error.contains(hint), "{error}");
        }
    }

    #[test]
    fn without_ipv6_the_default_addresses_still_serve_ipv4() {
        let no_ipv6 = |at: SocketAddr| match at {
            SocketAddr::V4(_) => Ok((at, ())),
            SocketAddr::V6(_) => Err(io::Error::from_raw_os_error(libc::EAFNOSUPPORT)),
        };
        let bound = bind_all(Transport::Udp, &addresses(&["0.0.0.0", "::"]), Port(9000), no_ipv6).unwrap();
        assert_eq!(bound.addresses, ["0.0.0.0:9000".parse().unwrap()]);
        assert!(bound.notes[0].contains("no IPv6"), "{:?}", bound.notes);
        assert!(bind_all(Transport::Udp, &addresses(&["::"]), Port(9000), no_ipv6).is_err());
        assert!(bind_all(Transport::Udp, &addresses(&["0.0.0.0", "::1"]), Port(9000), no_ipv6).is_err());
    }

    #[test]
    fn an_address_of_another_machine_is_refused() {
        let error = tcp(&addresses(&["192.0.2.1"]), Port(0)).unwrap_err().to_string();
        assert!(error.contains("192.0.2.1") && error.contains("ip address"), "{error}");
    }
}
