//! From what a user wrote to addresses: names looked up, interface names turned into scope numbers.

use std::io;
use std::net::{IpAddr, SocketAddr, SocketAddrV6, ToSocketAddrs};

use crate::error::{Error, Result};
use crate::value::{Address, Host};

/// Which family a client wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// What the name gives.
    Any,
    /// IPv4 alone.
    V4,
    /// IPv6 alone.
    V6,
}

impl Family {
    fn includes(self, ip: IpAddr) -> bool {
        match self {
            Family::Any => true,
            Family::V4 => ip.is_ipv4(),
            Family::V6 => ip.is_ipv6(),
        }
    }
}

/// The addresses of `host`, in the resolver's order, with `port`; never empty.
pub fn resolve(host: &Host, port: u16, family: Family) -> Result<Vec<SocketAddr>> {
    let found = match host {
        Host::Address(address) => vec![socket_address(address, port)?],
        Host::Name(name) => look_up(name, port)?,
    };
    let wanted: Vec<SocketAddr> = found.iter().copied().filter(|at| family.includes(at.ip())).collect();
    if wanted.is_empty() {
        let flag = if family == Family::V4 { "-4" } else { "-6" };
        return Err(Error::start(format!("`{host}` has no address of the family that {flag} asks for"))
            .hint(format!(
                "it has {}",
                found.iter().map(|at| at.ip().to_string()).collect::<Vec<_>>().join(", ")
            )));
    }
    Ok(wanted)
}

fn look_up(name: &str, port: u16) -> Result<Vec<SocketAddr>> {
    let found = (name, port).to_socket_addrs().map_err(|error| {
        let text = error.to_string();
        let why = text.rsplit(": ").next().unwrap_or(&text).to_lowercase();
        Error::start(format!("cannot resolve `{name}`: {why}")).hint("check the spelling, or give an address")
    })?;
    let mut addresses: Vec<SocketAddr> = Vec::new();
    for at in found {
        let at = SocketAddr::new(at.ip().to_canonical(), at.port());
        if !addresses.contains(&at) {
            addresses.push(at);
        }
    }
    if addresses.is_empty() {
        return Err(Error::start(format!("cannot resolve `{name}`: it has no address")));
    }
    Ok(addresses)
}

/// An address with a port; an interface's name becomes its number.
pub fn socket_address(address: &Address, port: u16) -> Result<SocketAddr> {
    let (IpAddr::V6(ip), Some(zone)) = (address.ip, &address.zone) else {
        return Ok(SocketAddr::new(address.ip, port));
    };
    let scope = match zone.parse() {
        Ok(number) => number,
        Err(_) => nix::net::if_::if_nametoindex(zone.as_str()).map_err(|errno| {
            Error::system(format!("cannot use {address}"), &io::Error::from(errno))
                .hint("`ip link` lists this machine's interfaces")
        })?,
    };
    Ok(SocketAddrV6::new(ip, port, 0, scope).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Target;

    fn host(text: &str) -> Host {
        text.parse::<Target>().unwrap().host
    }

    #[test]
    fn addresses_stand_for_themselves() {
        for text in ["127.0.0.1", "::1"] {
            assert_eq!(
                resolve(&host(text), 7, Family::Any).unwrap(),
                [SocketAddr::new(text.parse().unwrap(), 7)]
            );
        }
        assert_eq!(
            resolve(&host("::ffff:127.0.0.1"), 7, Family::V4).unwrap(),
            ["127.0.0.1:7".parse().unwrap()]
        );
    }

    #[test]
    fn a_family_that_is_not_there_is_an_error() {
        let error = resolve(&host("127.0.0.1"), 7, Family::V6).unwrap_err().to_string();
        assert!(error.contains("-6") && error.contains("127.0.0.1"), "{error}");
    }

    #[test]
    fn scopes_are_numbers_or_interfaces() {
        let at = |text: &str| socket_address(&text.parse().unwrap(), 7).map(|at| at.to_string());
        assert_eq!(at("fe80::1%3").unwrap(), "[fe80::1%3]:7");
        assert_eq!(at("fe80::1%lo").unwrap(), "[fe80::1%1]:7");
        assert!(at("fe80::1%no-such-if").unwrap_err().to_string().contains("ip link"));
    }
}
