//! Opening a client's TCP connection: the addresses in turn, each for a while, unless we are told to stop.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::AsFd;
use std::time::Duration;

use super::stop::Stop;
use crate::clock;
use crate::net::stream::Connection;
use crate::net::wait::{For, wait};

/// What became of one address.
#[derive(Debug)]
pub struct Attempt {
    /// The address.
    pub server: SocketAddr,
    /// How long it took to know.
    pub took: Duration,
    /// Why there is no connection, if there is none.
    pub error: Option<io::Error>,
}

/// Connects to the first of `servers` that takes us, giving each `limit`, and tells `tried` of each.
/// `None` when no address takes us, or we are told to stop.
pub fn connect(
    servers: &[SocketAddr],
    source: Option<IpAddr>,
    limit: Option<Duration>,
    stop: &Stop,
    mut tried: impl FnMut(Attempt),
) -> Option<Connection> {
    for &server in servers {
        let begun = clock::now();
        let result = connect_one(server, source, limit, stop).transpose()?;
        let took = clock::now() - begun;
        match result {
            Ok(connection) => {
                tried(Attempt { server, took, error: None });
                return Some(connection);
            }
            Err(error) => tried(Attempt { server, took, error: Some(error) }),
        }
    }
    None
}

fn connect_one(
    server: SocketAddr,
    source: Option<IpAddr>,
    limit: Option<Duration>,
    stop: &Stop,
) -> io::Result<Option<Connection>> {
    let deadline = limit.map(|limit| clock::now() + limit);
    let connection = Connection::open(server, source)?;
    loop {
        let left = deadline.map(|deadline| deadline.since(clock::now()));
        let [is_connected, _] = wait([(connection.as_fd(), For::Writing), (stop.fd(), For::Reading)], left)?;
        if stop.raised().is_some() {
            return Ok(None);
        }
        if is_connected {
            return connection.opened().map(|()| Some(connection));
        }
        if left == Some(Duration::ZERO) {
            return Err(io::ErrorKind::TimedOut.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::stream::Listener;

    #[test]
    fn an_address_that_says_nothing_does_not_cost_the_next_one_its_time() {
        let local = SocketAddr::from(([127, 0, 0, 1], 0));
        let silent = Listener::bind_with(local, 0).unwrap();
        let _full: Vec<Connection> =
            (0..4).map(|_| Connection::open(silent.address(), None).unwrap()).collect();
        let listener = Listener::bind(local).unwrap();
        let mut attempts = Vec::new();
        let connected = connect(
            &[silent.address(), listener.address()],
            None,
            Some(Duration::from_millis(100)),
            &Stop::new().unwrap(),
            |attempt| attempts.push((attempt.server, attempt.error.map(|error| error.kind()))),
        );
        assert_eq!(connected.unwrap().peer(), listener.address());
        assert_eq!(attempts, [(silent.address(), Some(io::ErrorKind::TimedOut)), (listener.address(), None)]);
    }
}
