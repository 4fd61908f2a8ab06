//! Waiting until one of several descriptors has something, or a time has passed.

use std::io;
use std::os::fd::BorrowedFd;
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

/// Descriptors waited for again and again, all for reading, at a cost that does not grow with their number.
pub struct Sources(Epoll);

impl Sources {
    /// The most that are told of at once; the others are told of by the next wait.
    const AT_ONCE: usize = 64;

    /// To wait for these.
    pub fn new(sources: &[BorrowedFd<'_>]) -> io::Result<Sources> {
        let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC)?;
        for (index, source) in sources.iter().enumerate() {
            epoll.add(source, EpollEvent::new(EpollFlags::EPOLLIN, index as u64))?;
        }
        Ok(Sources(epoll))
    }

    /// Waits until one of them is ready or `limit` has passed, up to a millisecond more, and gives the indexes of those
    /// that are ready.
    pub fn wait(&self, limit: Duration) -> io::Result<Vec<usize>> {
        let ms = limit.as_nanos().div_ceil(1_000_000);
        let limit = EpollTimeout::try_from(ms.min(60_000) as u32).unwrap_or(EpollTimeout::ZERO);
        let mut ready = [EpollEvent::empty(); Self::AT_ONCE];
        let count = match self.0.wait(&mut ready, limit) {
            Ok(count) => count,
            Err(Errno::EINTR) => 0,
            Err(errno) => return Err(errno.into()),
        };
        Ok(ready.iter().take(count).filter_map(|event| usize::try_from(event.data()).ok()).collect())
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
    fn those_that_are_ready_are_told_of_until_they_are_read() {
        let mut pairs: Vec<(UnixStream, UnixStream)> =
            (0..100).map(|_| UnixStream::pair().unwrap()).collect();
        let sources = Sources::new(&pairs.iter().map(|(near, _)| near.as_fd()).collect::<Vec<_>>()).unwrap();
        assert_eq!(sources.wait(Duration::ZERO).unwrap(), [0usize; 0]);
        for index in [97, 3] {
            pairs[index].1.write_all(b"x").unwrap();
        }
        for _ in 0..2 {
            let mut ready = sources.wait(Duration::from_secs(30)).unwrap();
            ready.sort_unstable();
            assert_eq!(ready, [3, 97]);
        }
        pairs[3].0.read_exact(&mut [0]).unwrap();
        assert_eq!(sources.wait(Duration::from_secs(30)).unwrap(), [97]);
        // All of them at once come in turns.
        for (_, far) in &mut pairs {
            far.write_all(b"x").unwrap();
        }
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..2 {
            seen.extend(sources.wait(Duration::from_secs(30)).unwrap());
        }
        assert_eq!(seen.len(), 100);
    }
}
