//! The terminal that a person sits at: its mode, its width, keys in and text out. What the keys mean is not known here.

use std::env;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use nix::sys::termios::{
    InputFlags, LocalFlags, SetArg, SpecialCharacterIndices as Special, Termios, tcgetattr, tcsetattr,
};

use super::wait::{For, wait};

/// What is taken for the width of a terminal that does not say.
const COLUMNS: usize = 80;

/// Standard input and the screen that belongs to it.
#[derive(Debug)]
pub struct Terminal {
    keys: File,
    screen: File,
    /// The mode that was found, and has to be left behind.
    found: Mutex<Termios>,
}

impl Terminal {
    /// This process's standard input with `screen`; `None` where a cursor cannot be moved about: one of them is no
    /// terminal, or `TERM` says no more than `dumb`.
    pub fn of_process(screen: impl AsFd) -> io::Result<Option<Terminal>> {
        let keys = File::from(io::stdin().as_fd().try_clone_to_owned()?);
        let screen = File::from(screen.as_fd().try_clone_to_owned()?);
        let kind = env::var("TERM").unwrap_or_default();
        if !keys.is_terminal() || !screen.is_terminal() || ["", "dumb"].contains(&kind.as_str()) {
            return Ok(None);
        }
        let found = Mutex::new(tcgetattr(&keys)?);
        Ok(Some(Terminal { keys, screen, found }))
    }

    /// From now on keys come one by one and are not echoed. Ctrl-C, Ctrl-\ and Ctrl-Z go on being signals, so that
    /// they are heard even when nobody reads keys.
    pub fn take_keys(&self) -> io::Result<()> {
        let mut mode = self.found.lock().unwrap_or_else(PoisonError::into_inner).clone();
        mode.local_flags.remove(LocalFlags::ICANON | LocalFlags::ECHO | LocalFlags::IEXTEN);
        // A signal throws nothing away: neither what was typed before it nor half of what is being shown.
        mode.local_flags.insert(LocalFlags::ISIG | LocalFlags::NOFLSH);
        // Enter and Ctrl-J apart, and Ctrl-S is a key like others.
        mode.input_flags.remove(InputFlags::ICRNL | InputFlags::INLCR | InputFlags::IGNCR);
        mode.input_flags.remove(InputFlags::ISTRIP | InputFlags::IXON);
        for (place, value) in [(Special::VMIN, 1), (Special::VTIME, 0)] {
            if let Some(number) = mode.control_chars.get_mut(place as usize) {
                *number = value;
            }
        }
        Ok(tcsetattr(&self.keys, SetArg::TCSANOW, &mode)?)
    }

    /// Leaves the mode as it was found. What is typed ahead stays for whoever reads next.
    pub fn put_back(&self) {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        // A terminal that is gone needs nothing.
        let _ = tcsetattr(&self.keys, SetArg::TCSANOW, &found);
    }

    /// How many cells a row has; never none.
    pub fn columns(&self) -> usize {
        match terminal_size::terminal_size_of(&self.screen) {
            Some((terminal_size::Width(columns @ 1..), _)) => columns.into(),
            _ => COLUMNS,
        }
    }

    /// Takes what was typed; none is the end. Waits when nothing was.
    pub fn read(&self, keys: &mut [u8]) -> io::Result<usize> {
        (&self.keys).read(keys)
    }

    /// Writes to the screen.
    pub fn show(&self, text: &str) -> io::Result<()> {
        (&self.screen).write_all(text.as_bytes())
    }

    /// Whether the screen takes something now, without waiting.
    pub fn has_room(&self) -> bool {
        wait([(self.screen.as_fd(), For::Writing)], Some(Duration::ZERO)).is_ok_and(|ready| ready == [true])
    }
}

impl AsFd for Terminal {
    /// Readable when something was typed.
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.keys.as_fd()
    }
}
