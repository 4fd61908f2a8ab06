//! Waiting until one of several descriptors has something, or a time has passed.

use std::io;
use std::os::fd::BorrowedFd;
use std::time::Duration;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, ppoll};
use nix::sys::time::TimeSpec;

/// Makes this thread's waits end on time: the system may otherwise add 50 microseconds to each. Where that is
/// refused, waits are as late as before, which a sender measures and tells.
pub fn precise_timers() {
    let _ = nix::sys::prctl::set_timerslack(1);
}

/// What to wait for on a descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Something to read, an end, or an error.
    Reading,
    /// Room to write, a finished connect, or an error.
    Writing,
}

impl For {
    fn flags(self) -> PollFlags {
        match self {
            For::Reading => PollFlags::POLLIN,
            For::Writing => PollFlags::POLLOUT,
        }
    }
}

/// Waits until one of `sources` is ready or `limit` has passed; `None` waits for ever.
///
/// Gives for each source whether it is ready; none is when the time has passed or a signal came between.
pub fn wait<const N: usize>(
    sources: [(BorrowedFd<'_>, For); N],
    limit: Option<Duration>,
) -> io::Result<[bool; N]> {
    let mut polled = sources.map(|(fd, what)| PollFd::new(fd, what.flags()));
    match ppoll(&mut polled, limit.map(TimeSpec::from_duration), None) {
        Ok(_) => Ok(polled.map(|fd| fd.any().unwrap_or(true))),
        Err(Errno::EINTR) => Ok([false; N]),
        Err(errno) => Err(errno.into()),
    }
}

/// The same for a number of sources that is known only while running, all for reading.
pub fn wait_all(sources: &[BorrowedFd<'_>], limit: Option<Duration>) -> io::Result<Vec<bool>> {
    let sources: Vec<_> = sources.iter().map(|fd| (*fd, For::Reading)).collect();
    wait_any(&sources, limit)
}

/// The same for a number of sources that is known only while running.
pub fn wait_any(sources: &[(BorrowedFd<'_>, For)], limit: Option<Duration>) -> io::Result<Vec<bool>> {
    let mut polled: Vec<PollFd<'_>> =
        sources.iter().map(|(fd, what)| PollFd::new(*fd, what.flags())).collect();
    match ppoll(&mut polled, limit.map(TimeSpec::from_duration), None) {
        Ok(_) => Ok(polled.iter().map(|fd| fd.any().unwrap_or(true)).collect()),
        Err(Errno::EINTR) => Ok(vec![false; sources.len()]),
        Err(errno) => Err(errno.into()),
    }
}
