//! Running cores: the only module that starts threads or a runtime, and that asks the clock for them.
//!
//! Each driver takes sockets and a core and moves bytes and instants between the two. The main thread carries no
//! traffic: it waits in [`supervise`] for signals, notices and the result, and shows them.
//! Nothing here prints, and nothing here knows a tool.

pub mod bulk;
pub mod datagrams;
pub mod paced;
#[cfg(test)]
pub(crate) mod sim;
pub mod stop;
pub mod streams;

use std::any::Any;
use std::io;
use std::net::SocketAddr;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvError, TrySendError, sync_channel};
use std::thread;

use crate::clock;
use crate::contract::{Direction, Ended, Event, Message, News, Traffic, Transport};
use crate::error::{Error, Result};
use stop::{Signal, Stop};

/// Notices that wait to be shown. When there are more, the newest are dropped and counted: traffic never waits
/// for a terminal.
const NOTICES: usize = 4096;

/// What a worker tells the main thread while it runs.
#[derive(Debug)]
pub enum Notice<E, S> {
    /// The server listens at this address from now on.
    Ready(Transport, SocketAddr),
    /// Something a core told.
    Event(E),
    /// A message, for `--trace`.
    Message(Message),
    /// The figures so far, because somebody asked for them.
    Interim(S),
    /// A sentence about what the driver met.
    Note(String),
    /// A question to the person at the terminal; the line stays open.
    Prompt(&'static str),
    /// This many notices could not be shown in time.
    Dropped(u64),
}

/// What people want to see of a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Watch {
    /// Events of level detail.
    pub details: bool,
    /// Every message.
    pub trace: bool,
}

/// What a driver has at the end, and when it is asked for figures.
#[derive(Clone, Debug)]
pub struct Figures<S> {
    /// The core's own.
    pub summary: S,
    /// What the driver counted.
    pub traffic: Traffic,
    /// Why it ended; `None` while it runs.
    pub ended: Option<Ended>,
}

enum Mail<E, S, T> {
    Notice(Notice<E, S>),
    Done(std::result::Result<T, Box<dyn Any + Send>>),
}

/// A worker's line to the main thread.
pub struct Teller<E, S> {
    watch: Watch,
    send: Box<dyn Fn(Notice<E, S>) -> bool + Send>,
    dropped: Arc<AtomicU64>,
}

impl<E, S> Teller<E, S> {
    /// Tells something; when too much waits already, it is dropped and counted.
    pub fn tell(&mut self, notice: Notice<E, S>) {
        let dropped = self.dropped.load(Ordering::SeqCst);
        if dropped > 0 && (self.send)(Notice::Dropped(dropped)) {
            self.dropped.store(0, Ordering::SeqCst);
        }
        if !(self.send)(notice) {
            self.dropped.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Tells what a core told.
    pub fn news(&mut self, news: &mut News<E>)
    where
        E: Event,
    {
        for event in news.take() {
            self.tell(Notice::Event(event));
        }
    }

    /// Tells a message when messages are watched.
    pub fn message(&mut self, direction: Direction, transport: Transport, peer: SocketAddr, bytes: &[u8]) {
        if self.watch.trace {
            self.tell(Notice::Message(Message::new(clock::wall(), direction, transport, peer, bytes)));
        }
    }

    /// What people want to see.
    pub fn watch(&self) -> Watch {
        self.watch
    }
}

/// Runs `work` on a thread of its own until it is done, and shows what it tells. Once a process.
///
/// The first SIGINT or SIGTERM raises the stop that `work` was given, SIGUSR1 and SIGQUIT ask it for figures; the
/// second SIGINT or SIGTERM calls `leave`, which must not return. When `show` breaks, because nobody reads the
/// output any more, `work` is stopped too.
pub fn supervise<E, S, T>(
    watch: Watch,
    leave: fn(u8),
    work: impl FnOnce(Stop, Teller<E, S>) -> T + Send + 'static,
    mut show: impl FnMut(Notice<E, S>) -> ControlFlow<()>,
) -> Result<T>
where
    E: Send + 'static,
    S: Send + 'static,
    T: Send + 'static,
{
    let cannot_start = |error: io::Error| Error::system("cannot start the program's threads", &error);
    let stop = Stop::new().map_err(cannot_start)?;
    let (sender, mails) = sync_channel::<Mail<E, S, T>>(NOTICES);
    // Not by the main thread: it may be stuck while printing, and the second signal must be heard even then.
    let for_signals = stop.clone();
    stop::watch_signals(leave, move |signal| match signal {
        Signal::End => for_signals.raise(Ended::Signal),
        Signal::Interim => for_signals.ask_for_figures(),
    })
    .map_err(cannot_start)?;
    let (work_stop, notices) = (stop.clone(), sender.clone());
    let send = move |notice| !matches!(notices.try_send(Mail::Notice(notice)), Err(TrySendError::Full(_)));
    // What was still missing when the worker ended is told after that.
    let dropped = Arc::new(AtomicU64::new(0));
    let teller = Teller { watch, send: Box::new(send), dropped: dropped.clone() };
    spawn("worker", move || {
        let result = catch_unwind(AssertUnwindSafe(|| work(work_stop, teller)));
        let _ = sender.send(Mail::Done(result));
    })
    .map_err(cannot_start)?;
    loop {
        match mails.recv() {
            Ok(Mail::Notice(notice)) => {
                if show(notice).is_break() {
                    stop.raise(Ended::OutputClosed);
                }
            }
            Ok(Mail::Done(Ok(result))) => {
                if let count @ 1.. = dropped.load(Ordering::SeqCst) {
                    let _ = show(Notice::Dropped(count));
                }
                return Ok(result);
            }
            Ok(Mail::Done(Err(panic))) => resume_unwind(panic),
            // The worker sends its result before it lets go of its end.
            Err(RecvError) => return Err(Error::start("the program's worker ended without a result")),
        }
    }
}

/// Starts a thread that ends with the process at the latest.
fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(body).map(drop)
}
