//! File bytes over a TCP connection, moved by the kernel where it can do that.

use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::AsFd;
use std::time::Duration;

use nix::errno::Errno;
use nix::fcntl::{FcntlArg, SpliceFFlags, fcntl, splice};
use nix::sys::sendfile::sendfile64;
use socket2::SockRef;

use super::stream::Connection;
use super::sys::outq;

/// Bytes that one call moves at the most.
pub const CHUNK: usize = 1 << 20;

/// Bytes the system keeps unsent for one connection: enough that the line never runs dry, and a bound to what a slow
/// reader costs.
const MAX_UNSENT: u32 = 512 * 1024;

impl Connection {
    /// Bounds what the system keeps unsent.
    pub fn keep_little_unsent(&self) -> io::Result<()> {
        SockRef::from(&self.stream).set_tcp_notsent_lowat(MAX_UNSENT)
    }

    /// Writes up to [`CHUNK`] bytes of `file` from `offset` on, as far as there is room, and moves `offset` on. Zero
    /// when the file ends there.
    pub fn send_file(&self, file: &File, offset: &mut u64, count: u64) -> io::Result<usize> {
        let mut at = i64::try_from(*offset).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let count = usize::try_from(count).unwrap_or(CHUNK).min(CHUNK);
        let sent = sendfile64(&self.stream, file, Some(&mut at), count)?;
        *offset += sent as u64;
        Ok(sent)
    }

    /// Bytes written that the peer has not acknowledged.
    pub fn unacknowledged(&self) -> io::Result<usize> {
        outq::unacknowledged(self.stream.as_fd())
    }

    /// Ends with a reset, so that the peer cannot take what it has for the whole.
    pub fn reset(self) {
        // When that fails, the connection is lost already.
        let _ = SockRef::from(&self.stream).set_linger(Some(Duration::ZERO));
    }
}

/// Which side of a [`Funnel`] failed.
#[derive(Debug)]
pub enum Trouble {
    /// The connection.
    Reading(io::Error),
    /// The file.
    Writing(io::Error),
}

/// Moves bytes from a connection to a file: through a pipe inside the kernel, or by a buffer where that is refused.
#[derive(Debug)]
pub struct Funnel(Way);

#[derive(Debug)]
enum Way {
    Pipe(PipeReader, PipeWriter),
    Buffer(Vec<u8>),
}

impl Funnel {
    /// An empty one.
    pub fn new() -> Funnel {
        Funnel(io::pipe().map_or_else(
            |_| Funnel::buffer(),
            |(from, to)| {
                // Where so large a pipe is refused, a smaller one only takes more calls.
                let _ = fcntl(&to, FcntlArg::F_SETPIPE_SZ(CHUNK as i32));
                Way::Pipe(from, to)
            },
        ))
    }

    fn buffer() -> Way {
        Way::Buffer(vec![0; CHUNK])
    }

    /// Moves what is there, all of it into the file; zero is the connection's end.
    pub fn pour(&mut self, from: &Connection, into: &File) -> Result<usize, Trouble> {
        match &mut self.0 {
            Way::Pipe(near, far) => {
                let flags = SpliceFFlags::SPLICE_F_NONBLOCK | SpliceFFlags::SPLICE_F_MOVE;
                let count = splice(&from.stream, None, far, None, CHUNK, flags)
                    .map_err(|errno| Trouble::Reading(errno.into()))?;
                let mut left = count;
                while left > 0 {
                    match splice(&*near, None, into, None, left, SpliceFFlags::SPLICE_F_MOVE) {
                        Ok(0) => return Err(Trouble::Writing(io::ErrorKind::WriteZero.into())),
                        Ok(moved) => left -= moved,
                        Err(Errno::EINTR) => {}
                        // This file cannot be written so: the rest goes by the buffer, and all that follows.
                        Err(Errno::EINVAL) => {
                            let rest = copy(near, into, left).map_err(Trouble::Writing);
                            self.0 = Funnel::buffer();
                            return rest.map(|()| count);
                        }
                        Err(errno) => return Err(Trouble::Writing(errno.into())),
                    }
                }
                Ok(count)
            }
            Way::Buffer(buffer) => {
                let count = (&mut &*from).read(buffer).map_err(Trouble::Reading)?;
                let bytes = buffer.get(..count).unwrap_or_default();
                (&mut &*into).write_all(bytes).map_err(Trouble::Writing)?;
                Ok(count)
            }
        }
    }
}

impl Default for Funnel {
    fn default() -> Funnel {
        Funnel::new()
    }
}

fn copy(from: &PipeReader, mut into: &File, count: usize) -> io::Result<()> {
    io::copy(&mut from.take(count as u64), &mut into).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::stream::Listener;
    use std::net::{Ipv4Addr, SocketAddr, TcpStream};

    /// What comes out at the file when this goes in at the other end.
    fn poured(bytes: &[u8], into: &File) -> usize {
        let listener = Listener::bind(SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0)).unwrap();
        let mut far = TcpStream::connect(listener.address()).unwrap();
        let near = listener.accept().unwrap();
        far.write_all(bytes).unwrap();
        drop(far);
        let (mut funnel, mut total) = (Funnel::new(), 0);
        loop {
            match funnel.pour(&near, into) {
                Ok(0) => return total,
                Ok(count) => total += count,
                Err(Trouble::Reading(error)) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(trouble) => panic!("{trouble:?}"),
            }
        }
    }

    #[test]
    fn a_file_the_kernel_cannot_splice_to_is_written_all_the_same() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("x");
        let bytes: Vec<u8> = (0..200_000u32).map(|number| number.to_le_bytes()[0]).collect();
        for appends in [false, true] {
            // Splicing to the end of a file that grows by others too is refused with EINVAL.
            let file = File::options().create(true).write(true).append(appends).open(&path).unwrap();
            assert_eq!(poured(&bytes, &file), bytes.len());
            assert!(std::fs::read(&path).unwrap() == bytes, "appends: {appends}");
            std::fs::remove_file(&path).unwrap();
        }
    }
}
