//! Lines of standard input, read so that waiting for them can be broken off.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// The longest line that is kept, in bytes, no shorter than a datagram. What is longer is several lines.
const MAX_LINE: usize = 1 << 16;

/// Standard input or what a console makes of it, unbuffered: what has not been asked for stays in the system, where a
/// wait can see it.
#[derive(Debug)]
pub struct Input {
    file: File,
    line: Vec<u8>,
    is_terminal: bool,
}

impl Input {
    /// This process's standard input.
    pub fn of_process() -> io::Result<Input> {
        let file = File::from(io::stdin().as_fd().try_clone_to_owned()?);
        let is_terminal = file.is_terminal();
        Ok(Input { file, line: Vec::new(), is_terminal })
    }

    /// Lines that a console sends here.
    pub(crate) fn of_console(lines: OwnedFd) -> Input {
        Input { file: File::from(lines), line: Vec::new(), is_terminal: true }
    }

    /// Whether a person sits there.
    pub fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Takes one byte; to be called when the descriptor is readable. `Some` when a line or the input has ended.
    /// What is not UTF-8 is replaced.
    pub fn take(&mut self) -> Option<Line> {
        self.take_bytes().map(|line| match line {
            Line::Text(bytes) => Line::Text(String::from_utf8_lossy(&bytes).into_owned()),
            Line::End => Line::End,
        })
    }

    /// The same, with the bytes as they are.
    pub fn take_bytes(&mut self) -> Option<Line<Vec<u8>>> {
        let mut byte = [0];
        match self.file.read(&mut byte) {
            Ok(1) if byte[0] != b'\n' => {
                let full = (self.line.len() == MAX_LINE).then(|| Line::Text(std::mem::take(&mut self.line)));
                self.line.push(byte[0]);
                full
            }
            Ok(1) => Some(Line::Text(std::mem::take(&mut self.line))),
            Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {
                None
            }
            // The last line needs no newline.
            Ok(_) | Err(_) if !self.line.is_empty() => Some(Line::Text(std::mem::take(&mut self.line))),
            Ok(_) | Err(_) => Some(Line::End),
        }
    }

    /// Reads what is there, without regard to lines; zero is the end. Not to be mixed with the other two.
    pub fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer)
    }
}

impl AsFd for Input {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

/// What [`Input::take`] completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line<T = String> {
    /// A line without its newline.
    Text(T),
    /// There is no more.
    End,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::os::unix::net::UnixStream;

    /// The lengths of the lines that `text` is taken for.
    fn lengths(text: &[u8]) -> Vec<usize> {
        let (mut lines, input) = UnixStream::pair().unwrap();
        let mut input = Input::of_console(input.into());
        let mut all: Vec<Line<Vec<u8>>> = Vec::new();
        for part in text.chunks(4096) {
            lines.write_all(part).unwrap();
            all.extend(part.iter().filter_map(|_| input.take_bytes()));
        }
        drop(lines);
        while let Some(Line::Text(last)) = input.take_bytes() {
            all.push(Line::Text(last));
        }
        all.iter().map(|line| if let Line::Text(line) = line { line.len() } else { 0 }).collect()
    }

    #[test]
    fn a_line_of_the_most_that_is_kept_is_one_line() {
        let long = vec![b'x'; MAX_LINE];
        assert_eq!(lengths(&[&long[..], b"\ny\n"].concat()), [MAX_LINE, 1]);
        assert_eq!(lengths(&[&long[..], b"xx\n\nlast"].concat()), [MAX_LINE, 2, 0, 4]);
    }
}
