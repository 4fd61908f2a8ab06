//! Running cores: the only module that starts threads or a runtime, and that asks the clock for them.
//!
//! Each driver takes sockets and a core and moves bytes and instants between the two. The main thread carries no
//! traffic: it waits in [`supervise`] for signals, notices and the result, and shows them.
//! Nothing here prints, and nothing here knows a tool.

pub mod bulk;
pub mod connect;
pub mod console;
pub mod datagrams;
pub mod lanes;
pub mod paced;
pub mod pressure;
pub mod program;
mod quality;
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

/// What a thread sends to the main thread; the number says which of the works it does.
enum Mail<E, S, T> {
    Notice(usize, Notice<E, S>),
    Done(usize, std::result::Result<T, Box<dyn Any + Send>>),
}

/// One of several things that a process does at once.
pub struct Work<E, S, T> {
    /// What people want to see of it.
    pub watch: Watch,
    /// Works of the same group end together.
    pub group: usize,
    /// Does it, on a thread of its own, until it is done or the stop is raised.
    pub run: Box<dyn FnOnce(Stop, Teller<E, S>) -> T + Send>,
}

/// Whether one who tells something waits until there is room for it.
#[derive(Clone, Copy)]
enum Patience {
    None,
    Endless,
}

/// A worker's line to the main thread.
pub struct Teller<E, S> {
    watch: Watch,
    send: Box<dyn Fn(Notice<E, S>, Patience) -> bool + Send>,
    dropped: Arc<AtomicU64>,
}

impl<E, S> Teller<E, S> {
    /// Tells something; when too much waits already, it is dropped and counted.
    pub fn tell(&mut self, notice: Notice<E, S>) {
        let dropped = self.dropped.load(Ordering::SeqCst);
        if dropped > 0 && (self.send)(Notice::Dropped(dropped), Patience::None) {
            self.dropped.store(0, Ordering::SeqCst);
        }
        if !(self.send)(notice, Patience::None) {
            self.dropped.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Tells what must not be dropped, because it is the result itself: waits until there is room.
    pub fn deliver(&mut self, notice: Notice<E, S>) {
        // Fails only when nobody listens any more.
        let _ = (self.send)(notice, Patience::Endless);
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

    /// The same line for one who tells something else, which `event` and `figures` translate.
    pub fn map<F, R>(
        self,
        event: impl Fn(F) -> E + Send + 'static,
        figures: impl Fn(R) -> S + Send + 'static,
    ) -> Teller<F, R>
    where
        E: 'static,
        S: 'static,
    {
        let send = self.send;
        let send = Box::new(move |notice, patience| {
            let notice = match notice {
                Notice::Event(told) => Notice::Event(event(told)),
                Notice::Interim(told) => Notice::Interim(figures(told)),
                Notice::Ready(transport, address) => Notice::Ready(transport, address),
                Notice::Message(message) => Notice::Message(message),
                Notice::Note(text) => Notice::Note(text),
                Notice::Prompt(text) => Notice::Prompt(text),
                Notice::Dropped(count) => Notice::Dropped(count),
            };
            send(notice, patience)
        });
        Teller { watch: self.watch, send, dropped: self.dropped }
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
    let works = vec![Work { watch, group: 0, run: Box::new(work) }];
    let mut results = supervise_all(leave, works, |_| None, |_, notice| show(notice))?;
    results.pop().ok_or_else(|| Error::start("the program's worker ended without a result"))
}

/// Runs each of `works` on a thread of its own until all are done, and shows what they tell; their results are in
/// the same order. Signals reach all of them, as in [`supervise`].
///
/// When one is done, `ended` says why the others of its group should end too, if they should.
pub fn supervise_all<E, S, T>(
    leave: fn(u8),
    works: Vec<Work<E, S, T>>,
    ended: impl Fn(&T) -> Option<Ended>,
    mut show: impl FnMut(usize, Notice<E, S>) -> ControlFlow<()>,
) -> Result<Vec<T>>
where
    E: Send + 'static,
    S: Send + 'static,
    T: Send + 'static,
{
    let cannot_start = |error: io::Error| Error::system("cannot start the program's threads", &error);
    let groups = works.iter().map(|work| work.group + 1).max().unwrap_or(0);
    let of_groups: Vec<Stop> =
        (0..groups).map(|_| Stop::new()).collect::<io::Result<_>>().map_err(cannot_start)?;
    let stops: Vec<Stop> = works
        .iter()
        .filter_map(|work| of_groups.get(work.group).map(Stop::for_another))
        .collect::<io::Result<_>>()
        .map_err(cannot_start)?;
    let (sender, mails) = sync_channel::<Mail<E, S, T>>(NOTICES);
    // Not by the main thread: it may be stuck while printing, and the second signal must be heard even then.
    let for_signals = stops.clone();
    stop::watch_signals(leave, move |signal| {
        for stop in &for_signals {
            match signal {
                Signal::End => stop.raise(Ended::Signal),
                Signal::Interim => stop.ask_for_figures(),
            }
        }
    })
    .map_err(cannot_start)?;
    // What is still missing when the works have ended is told after that.
    let dropped = Arc::new(AtomicU64::new(0));
    for (number, (work, stop)) in works.into_iter().zip(stops.iter().cloned()).enumerate() {
        let (notices, sender) = (sender.clone(), sender.clone());
        let send = move |notice, patience| {
            let mail = Mail::Notice(number, notice);
            match patience {
                Patience::None => !matches!(notices.try_send(mail), Err(TrySendError::Full(_))),
                Patience::Endless => notices.send(mail).is_ok(),
            }
        };
        let teller = Teller { watch: work.watch, send: Box::new(send), dropped: dropped.clone() };
        spawn("worker", move || {
            let result = catch_unwind(AssertUnwindSafe(|| (work.run)(stop, teller)));
            let _ = sender.send(Mail::Done(number, result));
        })
        .map_err(cannot_start)?;
    }
    drop(sender);
    let mut results: Vec<Option<T>> = stops.iter().map(|_| None).collect();
    while results.iter().any(Option::is_none) {
        match mails.recv() {
            Ok(Mail::Notice(number, notice)) => {
                if show(number, notice).is_break() {
                    stops.iter().for_each(|stop| stop.raise(Ended::OutputClosed));
                }
            }
            Ok(Mail::Done(number, Ok(result))) => {
                if let (Some(why), Some(stop)) = (ended(&result), stops.get(number)) {
                    stop.raise(why);
                }
                if let Some(place) = results.get_mut(number) {
                    *place = Some(result);
                }
            }
            Ok(Mail::Done(_, Err(panic))) => resume_unwind(panic),
            // A worker sends its result before it lets go of its end.
            Err(RecvError) => return Err(Error::start("the program's worker ended without a result")),
        }
    }
    if let count @ 1.. = dropped.load(Ordering::SeqCst) {
        let _ = show(0, Notice::Dropped(count));
    }
    Ok(results.into_iter().flatten().collect())
}

/// Starts a thread that ends with the process at the latest.
fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(body).map(drop)
}
