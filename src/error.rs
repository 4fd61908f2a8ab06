//! Errors that tell a user what was tried, on what, why it failed and what to do; and the exit codes.
//!
//! Nothing here prints, and nothing here leaves the process.

use std::fmt;
use std::io;

/// How the program ends: the process's exit status. README's table is compared with [`Exit::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done, and the answer is good.
    Done = 0,
    /// Done, and the answer is no.
    Negative = 1,
    /// The command line or the profile is wrong.
    Usage = 2,
    /// It could not start.
    NotStarted = 3,
    /// Done, and a figure is beyond what was asked for.
    Threshold = 4,
    /// Ended at once by a second signal.
    Interrupted = 130,
}

impl Exit {
    /// Every exit code, with the words README uses for it.
    pub const ALL: [(Exit, &'static str); 6] = [
        (Exit::Done, "done, and the answer is good; a server that was told to end"),
        (
            Exit::Negative,
            "done, and the answer is no: lease refused or no reply (Connection Failure), an echo that did not come back, key refused, file cut short, a demo \
             with a failed check, a program under check that lacks something required",
        ),
        (Exit::Usage, "the command line or the profile is wrong"),
        (
            Exit::NotStarted,
            "could not start: bind, resolve, no route, disk, a TCP connection that is refused (on a course wire that is status 1)",
        ),
        (Exit::Threshold, "done, and what --fail-if names is so"),
        (Exit::Interrupted, "a second Ctrl-C (or SIGTERM) ended it at once"),
    ];

    /// The number the shell sees.
    pub const fn code(self) -> u8 {
        self as u8
    }
}

/// A failure that ends the command.
///
/// Its text reads `cannot listen on udp [::]:862: permission denied (ports below 1024 need root; try --port 8620)`:
/// what was tried on what, why it failed, and in brackets what to do.
#[derive(Debug)]
pub struct Error {
    exit: Exit,
    message: String,
    hint: Option<String>,
}

/// What most functions of the program return.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The command line or the profile is wrong.
    pub fn usage(message: impl Into<String>) -> Error {
        Error { exit: Exit::Usage, message: message.into(), hint: None }
    }

    /// It could not start.
    pub fn start(message: impl Into<String>) -> Error {
        Error { exit: Exit::NotStarted, message: message.into(), hint: None }
    }

    /// It could not start because the system said no to `tried`, e.g. `cannot listen on udp [::]:862`.
    pub fn system(tried: impl fmt::Display, why: &io::Error) -> Error {
        Error::start(format!("{tried}: {}", reason(why)))
    }

    /// Adds what the user can do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Error {
        self.hint = Some(hint.into());
        self
    }

    /// The same for something that was tried and whose answer is no.
    #[must_use]
    pub fn negative(self) -> Error {
        Error { exit: Exit::Negative, ..self }
    }

    /// The exit code it leads to.
    pub fn exit(&self) -> Exit {
        self.exit
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// The system's reason in plain words: `permission denied`, without the error number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    match letters.next() {
        // "No such file" becomes "no such file", an abbreviation stays as it is.
        Some(first) if letters.clone().next().is_some_and(char::is_lowercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_plain_words() {
        assert_eq!(reason(&io::Error::from_raw_os_error(13)), "permission denied");
        assert_eq!(reason(&io::Error::other("EOF while reading")), "EOF while reading");
    }

    #[test]
    fn the_text_says_what_why_and_what_to_do() {
        let error = Error::system("cannot listen on udp [::]:862", &io::Error::from_raw_os_error(13))
            .hint("ports below 1024 need root; try --port 8620");
        assert_eq!(
            error.to_string(),
            "cannot listen on udp [::]:862: permission denied (ports below 1024 need root; try --port 8620)"
        );
        assert_eq!(error.exit().code(), 3);
    }
}
