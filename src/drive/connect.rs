//! Opening a client's TCP connection: the addresses in turn, each for a while, unless we are told to stop.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::os::fd::AsFd;
use std::time::Duration;

use super::stop::Stop;
use crate::clock;
use crate::net::stream;
use crate::net::wait::{For, wait};

/// Connects to the first of `servers` that takes us, giving each `limit`. The stream does not block.
///
/// `None` when we are told to stop. An error is that of the last address, which is given with it.
pub fn connect(
    servers: &[SocketAddr],
    source: Option<IpAddr>,
    limit: Duration,
    stop: &Stop,
) -> Result<Option<(TcpStream, SocketAddr)>, (SocketAddr, io::Error)> {
    let mut last = None;
    for &server in servers {
        match connect_one(server, source, limit, stop) {
            Ok(stream) => return Ok(stream.map(|stream| (stream, server))),
            Err(error) => last = Some((server, error)),
        }
    }
    match last {
        Some(failure) => Err(failure),
        None => Ok(None),
    }
}

fn connect_one(
    server: SocketAddr,
    source: Option<IpAddr>,
    limit: Duration,
    stop: &Stop,
) -> io::Result<Option<TcpStream>> {
    let deadline = clock::now() + limit;
    let stream = stream::connect(server, source)?;
    loop {
        let left = deadline.since(clock::now());
        let [is_connected, _] =
            wait([(stream.as_fd(), For::Writing), (stop.fd(), For::Reading)], Some(left))?;
        if stop.raised().is_some() {
            return Ok(None);
        }
        if is_connected {
            return stream::connected(&stream).map(|()| Some(stream));
        }
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
    }
}
