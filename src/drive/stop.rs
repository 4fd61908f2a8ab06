//! One way to stop everything: signals, a server's own idle time-out, stop words and a closed output all raise the
//! same [`Stop`], which every wait in the program has among its descriptors.

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use nix::sys::signal::{SigSet, Signal as Number, raise};

use super::console;
use crate::contract::Ended;
use crate::error::Exit;

/// A flag that can be waited for, and a line by which figures are asked for. Clones share both.
#[derive(Clone, Debug)]
pub struct Stop {
    flag: Arc<Flag>,
    figures: Arc<Line>,
}

#[derive(Debug)]
struct Flag {
    why: AtomicU8,
    raised: Line,
}

/// Two connected sockets: what is done at the near end makes the far end readable, in poll and in a runtime alike.
#[derive(Debug)]
struct Line {
    near: UnixStream,
    far: UnixStream,
}

impl Line {
    fn new() -> io::Result<Line> {
        let (near, far) = UnixStream::pair()?;
        near.set_nonblocking(true)?;
        far.set_nonblocking(true)?;
        Ok(Line { near, far })
    }
}

impl Stop {
    /// A flag that is down.
    pub fn new() -> io::Result<Stop> {
        let flag = Flag { why: AtomicU8::new(0), raised: Line::new()? };
        Ok(Stop { flag: Arc::new(flag), figures: Arc::new(Line::new()?) })
    }

    /// The same flag for one more worker, who is asked for figures apart: a question is heard by one alone.
    pub(super) fn for_another(&self) -> io::Result<Stop> {
        Ok(Stop { flag: self.flag.clone(), figures: Arc::new(Line::new()?) })
    }

    /// Raises it. The first reason stays.
    pub fn raise(&self, why: Ended) {
        let code = match why {
            Ended::Signal => 1,
            Ended::Idle => 2,
            Ended::OutputClosed => 3,
            Ended::StopWord => 4,
            Ended::Failure => 5,
            Ended::Served => 6,
        };
        let _ = self.flag.why.compare_exchange(0, code, Ordering::SeqCst, Ordering::SeqCst);
        // The far end is at its end from now on, and so readable for ever; a second time changes nothing.
        let _ = self.flag.raised.near.shutdown(Shutdown::Write);
    }

    /// Why it was raised; `None` while it is down.
    pub fn raised(&self) -> Option<Ended> {
        match self.flag.why.load(Ordering::SeqCst) {
            1 => Some(Ended::Signal),
            2 => Some(Ended::Idle),
            3 => Some(Ended::OutputClosed),
            4 => Some(Ended::StopWord),
            5 => Some(Ended::Failure),
            6 => Some(Ended::Served),
            _ => None,
        }
    }

    /// Readable once the flag is raised.
    pub fn fd(&self) -> BorrowedFd<'_> {
        self.flag.raised.far.as_fd()
    }

    /// The same for a runtime.
    pub(super) fn stream(&self) -> io::Result<UnixStream> {
        self.flag.raised.far.try_clone()
    }

    /// Asks whoever waits for its figures so far.
    pub fn ask_for_figures(&self) {
        // When the line is full, enough has been asked.
        let _ = (&self.figures.near).write(&[1]);
    }

    /// Whether figures are asked for; asking several times before this counts once.
    pub fn figures_wanted(&self) -> bool {
        let mut wanted = false;
        while matches!((&self.figures.far).read(&mut [0; 64]), Ok(1..)) {
            wanted = true;
        }
        wanted
    }

    /// Readable while figures are asked for.
    pub fn figures_fd(&self) -> BorrowedFd<'_> {
        self.figures.far.as_fd()
    }

    /// The same for a runtime.
    pub(super) fn figures_stream(&self) -> io::Result<UnixStream> {
        self.figures.far.try_clone()
    }
}

/// What a signal means to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// End gently.
    End,
    /// Show the figures so far.
    Interim,
}

/// Takes SIGINT, SIGTERM, SIGUSR1 and SIGQUIT from now on: `tell` hears of them, and at the second SIGINT or
/// SIGTERM `leave` ends the process. To be called before other threads start, so that they inherit the mask.
///
/// While there is a console, also those by which a terminal changes hands or size.
pub fn watch_signals(leave: fn(u8), tell: impl Fn(Signal) + Send + 'static) -> io::Result<()> {
    let ours = block_signals(console::is_open())?;
    super::spawn("signals", move || {
        let mut ends = 0;
        while let Ok(number) = ours.wait() {
            match number {
                Number::SIGUSR1 | Number::SIGQUIT => {
                    tell(Signal::Interim);
                    continue;
                }
                Number::SIGWINCH => {
                    console::resized();
                    continue;
                }
                Number::SIGTSTP => {
                    console::lend(pause);
                    continue;
                }
                _ => {}
            }
            ends += 1;
            if ends > 1 {
                console::abandon();
                leave(Exit::Interrupted.code());
            }
            tell(Signal::End);
        }
    })
}

/// Keeps what [`watch_signals`] takes from ending this thread and those it starts.
pub(super) fn block_signals(for_console: bool) -> io::Result<SigSet> {
    let mut ours = SigSet::empty();
    for number in [Number::SIGINT, Number::SIGTERM, Number::SIGHUP, Number::SIGUSR1, Number::SIGQUIT] {
        ours.add(number);
    }
    if for_console {
        ours.add(Number::SIGTSTP);
        ours.add(Number::SIGWINCH);
    }
    ours.thread_block()?;
    Ok(ours)
}

/// Does what Ctrl-Z would have done, had we not heard it: nothing, where nobody could call us back.
fn pause() {
    let mut it = SigSet::empty();
    it.add(Number::SIGTSTP);
    let _ = it.thread_unblock().and_then(|()| raise(Number::SIGTSTP)).and_then(|()| it.thread_block());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::wait::{For, wait};
    use std::time::Duration;

    fn is_readable(fd: BorrowedFd<'_>) -> bool {
        wait([(fd, For::Reading)], Some(Duration::ZERO)).unwrap()[0]
    }

    #[test]
    fn a_raised_stop_stays_raised_for_all_who_have_it() {
        let stop = Stop::new().unwrap();
        let other = stop.clone();
        assert!(!is_readable(other.fd()) && other.raised().is_none());
        stop.raise(Ended::Idle);
        stop.raise(Ended::Signal);
        assert!(is_readable(other.fd()) && is_readable(other.fd()));
        assert_eq!(other.raised(), Some(Ended::Idle), "the first reason stays");
    }

    #[test]
    fn workers_with_one_flag_are_asked_apart() {
        let first = Stop::new().unwrap();
        let second = first.for_another().unwrap();
        first.ask_for_figures();
        second.ask_for_figures();
        assert!(first.figures_wanted() && second.figures_wanted());
        second.raise(Ended::Signal);
        assert_eq!(first.raised(), Some(Ended::Signal));
    }

    #[test]
    fn figures_are_asked_for_once() {
        let stop = Stop::new().unwrap();
        assert!(!stop.figures_wanted());
        stop.ask_for_figures();
        stop.ask_for_figures();
        assert!(is_readable(stop.figures_fd()));
        assert!(stop.figures_wanted());
        assert!(!stop.figures_wanted() && !is_readable(stop.figures_fd()));
    }
}
