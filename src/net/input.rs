//! Lines of standard input, read so that waiting for them can be broken off.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::{AsFd, BorrowedFd};

/// The longest line that is kept, in bytes, no shorter than a datagram; the rest of a longer one is dropped.
const MAX_LINE: usize = 1 << 16;

/// Standard input, unbuffered: what has not been asked for stays in the system, where a wait can see it.
#[derive(Debug)]
pub struct Input {
    file: File,
    line: Vec<u8>,
}

impl Input {
    /// This process's standard input.
    pub fn of_process() -> io::Result<Input> {
        Ok(Input { file: File::from(io::stdin().as_fd().try_clone_to_owned()?), line: Vec::new() })
    }

    /// Whether a person sits there.
    pub fn is_terminal(&self) -> bool {
        self.file.is_terminal()
    }

    /// Takes one byte; to be called when the descriptor is readable. `Some` when a line or the input has ended.
    pub fn take(&mut self) -> Option<Line> {
        let mut byte = [0];
        match self.file.read(&mut byte) {
            Ok(1) if byte[0] != b'\n' => {
                if self.line.len() < MAX_LINE {
                    self.line.push(byte[0]);
                }
                None
            }
            Ok(1) => Some(Line::Text(self.text())),
            Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {
                None
            }
            // The last line needs no newline.
            Ok(_) | Err(_) if !self.line.is_empty() => Some(Line::Text(self.text())),
            Ok(_) | Err(_) => Some(Line::End),
        }
    }

    fn text(&mut self) -> String {
        String::from_utf8_lossy(&std::mem::take(&mut self.line)).into_owned()
    }
}

impl AsFd for Input {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

/// What [`Input::take`] completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A line without its newline; what is not UTF-8 is replaced.
    Text(String),
    /// There is no more.
    End,
}
