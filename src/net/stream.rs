//! TCP: a server's listening socket, and a connection of either end, of which no call blocks: whoever has it can give up
//! waiting.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::fd::{AsFd, BorrowedFd};

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use socket2::{Domain, Protocol, Socket, Type};

/// Connections the system keeps for us until we accept them.
const BACKLOG: i32 = 1024;

/// A server's listening socket: one family, non-blocking.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    address: SocketAddr,
}

impl Listener {
    /// Opens, binds and listens. An IPv6 socket takes IPv6 alone.
    pub fn bind(address: SocketAddr) -> io::Result<Listener> {
        Listener::bind_with(address, BACKLOG)
    }

    /// The same, with room for so many connections that nobody has accepted; further requests are dropped.
    pub fn bind_with(address: SocketAddr, backlog: i32) -> io::Result<Listener> {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
        if address.is_ipv6() {
            socket.set_only_v6(true)?;
        }
        // Restarting a server must not wait for old connections to leave TIME_WAIT.
        socket.set_reuse_address(true)?;
        socket.set_nonblocking(true)?;
        socket.bind(&address.into())?;
        socket.listen(backlog)?;
        let socket = TcpListener::from(socket);
        let address = socket.local_addr()?;
        Ok(Listener { socket, address })
    }

    /// Where it listens; the port is the real one.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The next connection, without waiting for one. IPv4-mapped addresses are unmapped.
    pub fn accept(&self) -> io::Result<Connection> {
        let (stream, peer) = self.socket.accept()?;
        stream.set_nonblocking(true)?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, peer: SocketAddr::new(peer.ip().to_canonical(), peer.port()) })
    }

    /// The bare socket, for a runtime.
    pub fn into_std(self) -> TcpListener {
        self.socket
    }
}

impl AsFd for Listener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

/// Descriptors a process needs beside its connections.
const OTHER_FILES: u64 = 64;

/// Lets this process open as many `files` as its connections need, as far as the system allows; a sentence when that
/// is not enough.
pub fn make_room(files: usize) -> Option<String> {
    let wanted = (files as u64).saturating_add(OTHER_FILES);
    let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE).ok()?;
    if wanted > soft {
        let _ = setrlimit(Resource::RLIMIT_NOFILE, wanted.min(hard), hard);
    }
    (wanted > hard).then(|| {
        format!(
            "the system allows {hard} open files, and as many clients as may be there at once need {wanted}: some will \
             have to wait for others to leave (`ulimit -n` shows and sets the limit)"
        )
    })
}

/// A connection, or one that is being opened. It does not block.
#[derive(Debug)]
pub struct Connection {
    pub(super) stream: TcpStream,
    peer: SocketAddr,
}

impl Connection {
    /// Begins to connect to `peer`, from our address `source` when one is given. The connection is writable once
    /// that has come to an end; see [`Connection::opened`].
    pub fn open(peer: SocketAddr, source: Option<IpAddr>) -> io::Result<Connection> {
        let socket = Socket::new(Domain::for_address(peer), Type::STREAM, Some(Protocol::TCP))?;
        if let Some(source) = source {
            socket.bind(&SocketAddr::new(source, 0).into())?;
        }
        socket.set_nonblocking(true)?;
        socket.set_tcp_nodelay(true)?;
        match socket.connect(&peer.into()) {
            Ok(()) => {}
            Err(error) if error.raw_os_error() == Some(libc::EINPROGRESS) => {}
            Err(error) => return Err(error),
        }
        Ok(Connection { stream: socket.into(), peer })
    }

    /// How opening it ended, once it is writable.
    pub fn opened(&self) -> io::Result<()> {
        match self.stream.take_error()? {
            None => Ok(()),
            Some(error) => Err(error),
        }
    }

    /// Whom it leads to.
    pub fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// Our own address.
    pub fn local(&self) -> io::Result<SocketAddr> {
        self.stream.local_addr()
    }

    /// Says that nothing more will be said.
    pub fn finish(&self) -> io::Result<()> {
        self.stream.shutdown(Shutdown::Write)
    }
}

impl Read for &Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (&self.stream).read(buffer)
    }
}

impl Write for &Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&self.stream).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl AsFd for Connection {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.stream.as_fd()
    }
}
