//! Waiting until one of several descriptors has something, or a time has passed.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::Duration;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, ppoll};
use nix::sys::epoll::{Epoll, EpollCreateFlags, EpollEvent, EpollFlags, EpollTimeout};
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

/// Descriptors waited for again and again, all for reading, at a cost that does not grow with their number. Each is told
/// of when something has come, and not again until more comes: who is told reads all there is.
pub struct Sources(Epoll);

/// A descriptor that is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ready {
    /// Its index.
    pub index: usize,
    /// Whether there is something to read; else there is an error alone, or an entry in its error queue.
    pub is_readable: bool,
}

impl Sources {
    /// The most that are told of at once; the others are told of by the next wait.
    const AT_ONCE: usize = 64;

    /// To wait for these.
    pub fn new(sources: &[BorrowedFd<'_>]) -> io::Result<Sources> {
        let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)?;
        for (index, source) in sources.iter().enumerate() {
            let flags = EpollFlags::EPOLLIN | EpollFlags::EPOLLET;
            epoll.add(source, EpollEvent::new(flags, index as u64))?;
        }
        Ok(Sources(epoll))
    }

    /// Waits until something has come or `limit` has passed, to the microsecond, and gives where.
    pub fn wait_precisely(&self, limit: Duration) -> io::Result<Vec<Ready>> {
        let [is_ready] = wait([(self.0.0.as_fd(), For::Reading)], Some(limit))?;
        if is_ready { self.wait(Duration::ZERO) } else { Ok(Vec::new()) }
    }

    /// Waits until something has come or `limit` has passed, up to a millisecond more, and gives where.
    pub fn wait(&self, limit: Duration) -> io::Result<Vec<Ready>> {
        let ms = limit.as_nanos().div_ceil(1_000_000);
        let limit = EpollTimeout::try_from(ms.min(60_000) as u32).unwrap_or(EpollTimeout::ZERO);
        let mut told = [EpollEvent::empty(); Self::AT_ONCE];
        let count = match self.0.wait(&mut told, limit) {
            Ok(count) => count,
            Err(Errno::EINTR) => 0,
            Err(errno) => return Err(errno.into()),
        };
        let ready = |event: &EpollEvent| {
            let is_readable = event.events().contains(EpollFlags::EPOLLIN);
            usize::try_from(event.data()).ok().map(|index| Ready { index, is_readable })
        };
        Ok(told.iter().take(count).filter_map(ready).collect())
    }
}

/// [`wait`] for a number of sources that is known only while running, all for reading.
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::os::fd::AsFd;
    use std::os::unix::net::UnixStream;

    #[test]
    fn those_that_something_comes_to_are_told_of_once() {
        let mut pairs: Vec<(UnixStream, UnixStream)> =
            (0..100).map(|_| UnixStream::pair().unwrap()).collect();
        let sources = Sources::new(&pairs.iter().map(|(near, _)| near.as_fd()).collect::<Vec<_>>()).unwrap();
        let told = |limit| {
            let told = sources.wait(limit).unwrap();
            assert!(told.iter().all(|ready| ready.is_readable));
            let mut indexes: Vec<usize> = told.into_iter().map(|ready| ready.index).collect();
            indexes.sort_unstable();
            indexes
        };
        let (none, long) = (Duration::ZERO, Duration::from_secs(30));
        assert_eq!(told(none), [0usize; 0]);
        for index in [97, 3] {
            pairs[index].1.write_all(b"x").unwrap();
        }
        assert_eq!(told(long), [3, 97]);
        assert_eq!(told(none), [0usize; 0]);
        pairs[3].0.read_exact(&mut [0]).unwrap();
        pairs[97].1.write_all(b"x").unwrap();
        assert_eq!(told(long), [97], "more has come");
        // All of them at once come in turns.
        for (_, far) in &mut pairs {
            far.write_all(b"x").unwrap();
        }
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..2 {
            seen.extend(told(long));
        }
        assert_eq!(seen.len(), 100);
    }
}
