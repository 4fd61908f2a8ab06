//! A person types lines at a prompt while other lines arrive: those appear above the prompt, and what is half
//! written stays whole.
//!
//! A thread takes the keys and hands whole lines over as an [`Input`]. The screen has one lock: whoever writes takes
//! the prompt away, writes, and puts it back in one piece. Ctrl-C, Ctrl-\ and Ctrl-Z stay signals, which the thread
//! of [`super::stop::watch_signals`] hears. A terminal is left as it was found: by [`Console::close`], when a console
//! is dropped, before Ctrl-Z stops us, and before a second signal ends the process.
//!
//! Clients do not come here; a [`Report`](crate::report::Report) opens a console and prints by it:
//!
//! ```no_run
//! use sockctl::cli::Context;
//! use sockctl::drive::{Notice, stop::Stop, supervise};
//! use sockctl::error::{Exit, Result};
//! use sockctl::net::{input::{Input, Line}, wait::{For, wait}};
//! use std::os::fd::AsFd;
//!
//! fn run(context: Context) -> Result<Exit> {
//!     let mut report = context.report("echo");
//!     // On a terminal a console with this prompt, elsewhere plain standard input.
//!     let input = report.input("you> ")?;
//!     let watch = report.watch(false);
//!     let lines = supervise(watch, context.leave, move |stop, mut teller| {
//!         teller.tell(Notice::<(), ()>::Note("this stands above the prompt".into()));
//!         count(input, &stop)
//!     }, |notice| match notice {
//!         Notice::Note(text) => report.text(&text),
//!         _ => std::ops::ControlFlow::Continue(()),
//!     })?;
//!     // What follows is no longer above a prompt.
//!     report.close_input();
//!     let _ = report.text(&format_args!("{lines} lines"));
//!     report.finish()?;
//!     Ok(Exit::Done)
//! }
//!
//! fn count(mut input: Input, stop: &Stop) -> usize {
//!     let mut lines = 0;
//!     while stop.raised().is_none() {
//!         let ready = wait([(input.as_fd(), For::Reading), (stop.fd(), For::Reading)], None);
//!         if let Ok([true, _]) = ready && let Some(line) = input.take() {
//!             match line {
//!                 Line::Text(_) => lines += 1,
//!                 Line::End => break,
//!             }
//!         }
//!     }
//!     lines
//! }
//! ```

mod keys;
mod line;

use std::io::{self, Write};
use std::net::Shutdown;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use keys::Keys;
use line::{Done, Line};

use super::stop;
use crate::net::input::Input;
use crate::net::terminal::Terminal;
use crate::net::wait::{For, wait};

/// The one that is open, for those who have to leave the terminal in order whatever else is going on.
static OPEN: Mutex<Option<Arc<Shared>>> = Mutex::new(None);

/// An open console. Dropping it closes it.
#[derive(Debug)]
pub struct Console(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    terminal: Terminal,
    screen: Mutex<Screen>,
    /// Shut down when the console is closed, which ends the thread.
    wake: UnixStream,
}

#[derive(Debug)]
struct Screen {
    line: Line,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The line is on the screen.
    Prompting,
    /// There will be no more lines.
    Ended,
    /// The terminal is somebody else's.
    Closed,
}

impl Console {
    /// Shows `prompt` and takes lines from now on, on standard input and the terminal `screen`; `None` where one of
    /// them is no terminal, or too simple a one, or a console is open already.
    ///
    /// The prompt is plain text without control characters. To be called before other threads start.
    pub fn open(screen: impl AsFd, prompt: &str) -> io::Result<Option<(Console, Input)>> {
        let mut open = lock(&OPEN);
        let (None, Some(terminal)) = (&*open, Terminal::of_process(screen)?) else { return Ok(None) };
        let (wake, woken) = UnixStream::pair()?;
        let (lines, input) = UnixStream::pair()?;
        let line = Line::new(prompt, terminal.columns());
        let screen = Mutex::new(Screen { line, stage: Stage::Prompting });
        let shared = Arc::new(Shared { terminal, screen, wake });
        stop::block_signals(true)?;
        shared.terminal.take_keys()?;
        *open = Some(shared.clone());
        drop(open);
        // From here on it is closed when something fails.
        let console = Console(shared.clone());
        let mut prompt = String::new();
        lock(&shared.screen).line.draw(&mut prompt);
        shared.terminal.show(&prompt)?;
        super::spawn("keys", move || shared.take_keys(&woken, &lines))?;
        Ok(Some((console, Input::of_console(input.into()))))
    }

    /// Shows `text`, whole lines, above the prompt.
    pub fn show(&self, text: &str) -> io::Result<()> {
        let mut screen = lock(&self.0.screen);
        self.0.redraw(&mut screen, |out| {
            out.push_str(text);
            if !text.ends_with('\n') {
                out.push('\n');
            }
        })
    }

    /// Takes the prompt away and leaves the terminal as it was found. A second time changes nothing.
    pub fn close(&self) {
        let mut screen = lock(&self.0.screen);
        self.0.close(&mut screen);
        drop(screen);
        *lock(&OPEN) = None;
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        self.close();
    }
}

impl Shared {
    /// Takes keys until the console is closed or there will be no more lines.
    fn take_keys(&self, woken: &UnixStream, mut lines: &UnixStream) {
        let mut keys = Keys::default();
        let mut bytes = [0; 4096];
        loop {
            let sources = [(self.terminal.as_fd(), For::Reading), (woken.as_fd(), For::Reading)];
            let Ok([is_typed, _]) = wait(sources, None) else { return };
            let mut screen = lock(&self.screen);
            if screen.stage != Stage::Prompting {
                return;
            }
            if !is_typed {
                continue;
            }
            // Under the lock, so that what is typed after the end is not taken from whoever comes next.
            let typed = match self.terminal.read(&mut bytes) {
                Ok(n @ 1..) => bytes.get(..n).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                // The terminal is gone.
                Ok(_) | Err(_) => return,
            };
            let done = self.press(&mut screen, keys.take(typed));
            drop(screen);
            // Not under the lock: whoever takes the lines may take his time, and messages are shown meanwhile.
            for done in done {
                let Done::Line(line) = done else { return };
                if lines.write_all(format!("{line}\n").as_bytes()).is_err() {
                    return;
                }
            }
        }
    }

    fn press(&self, screen: &mut Screen, keys: Vec<keys::Key>) -> Vec<Done> {
        let mut done = Vec::new();
        self.adapt(screen);
        let mut out = String::new();
        screen.line.erase(&mut out);
        for key in keys {
            done.extend(screen.line.press(key, &mut out));
            if done.last() == Some(&Done::End) {
                screen.stage = Stage::Ended;
                break;
            }
        }
        if screen.stage == Stage::Prompting {
            screen.line.draw(&mut out);
        }
        // Whoever prints results hears of a terminal that is gone.
        let _ = self.terminal.show(&out);
        done
    }

    /// Takes the line away, lets `between` write, and puts the line back, in one piece.
    fn redraw(&self, screen: &mut Screen, between: impl FnOnce(&mut String)) -> io::Result<()> {
        let mut out = String::new();
        if screen.stage == Stage::Prompting {
            self.adapt(screen);
            screen.line.erase(&mut out);
        }
        between(&mut out);
        if screen.stage == Stage::Prompting {
            screen.line.draw(&mut out);
        }
        self.terminal.show(&out)
    }

    fn adapt(&self, screen: &mut Screen) {
        screen.line.set_columns(self.terminal.columns());
    }

    fn close(&self, screen: &mut Screen) {
        if screen.stage == Stage::Closed {
            return;
        }
        let mut out = String::new();
        if screen.stage == Stage::Prompting {
            self.adapt(screen);
            screen.line.leave(&mut out);
        }
        screen.stage = Stage::Closed;
        self.terminal.put_back();
        let _ = self.terminal.show(&out);
        let _ = self.wake.shutdown(Shutdown::Both);
    }

    /// The screen, unless somebody is stuck while writing to it.
    fn free_screen(&self) -> Option<MutexGuard<'_, Screen>> {
        let screen = match self.screen.try_lock() {
            Ok(screen) => screen,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        self.terminal.has_room().then_some(screen)
    }
}

/// Whether there is a console.
pub(super) fn is_open() -> bool {
    lock(&OPEN).is_some()
}

/// Leaves the terminal in order before the process ends at once. Never waits.
pub(super) fn abandon() {
    let Some(shared) = lock(&OPEN).take() else { return };
    match shared.free_screen() {
        Some(mut screen) => shared.close(&mut screen),
        None => shared.terminal.put_back(),
    }
}

/// The window has another size.
pub(super) fn resized() {
    let Some(shared) = lock(&OPEN).clone() else { return };
    if let Some(mut screen) = shared.free_screen() {
        let _ = shared.redraw(&mut screen, |_| {});
    }
}

/// Leaves the terminal to the shell while `pause` lasts, which is until somebody calls us back.
pub(super) fn lend(pause: impl FnOnce()) {
    let Some(shared) = lock(&OPEN).clone() else { return pause() };
    let mut screen = shared.free_screen();
    let is_ours = |screen: &Option<MutexGuard<'_, Screen>>| {
        screen.as_ref().is_none_or(|screen| screen.stage != Stage::Closed)
    };
    if !is_ours(&screen) {
        return pause();
    }
    if let Some(screen) = screen.as_mut().filter(|screen| screen.stage == Stage::Prompting) {
        let mut out = String::new();
        screen.line.erase(&mut out);
        let _ = shared.terminal.show(&out);
    }
    shared.terminal.put_back();
    pause();
    let _ = shared.terminal.take_keys();
    if let Some(screen) = &mut screen {
        let _ = shared.redraw(screen, |_| {});
    }
}

/// What a panic elsewhere left behind is still in order: nobody here leaves a screen half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
