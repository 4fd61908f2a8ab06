//! The echo wires' bytes: what the commands and the server's own texts are. Nothing here acts.
//!
//! `rfc862` has none of them (RFC 862: what comes goes back). `lab` and `named` are the course's.

use std::fmt;
use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::contract::Message;
use crate::text::Escaped;

/// What an echo server and its client speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// RFC 862: byte for byte, no commands
    Rfc862,
    /// The course's plain echo: message by message, until `exit` or `stop`
    Lab,
    /// The course's named sessions over TCP: a name first, answers with a suffix, `status`; over UDP the same as lab
    Named,
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Wire::Rfc862 => "rfc862",
            Wire::Lab => "lab",
            Wire::Named => "named",
        })
    }
}

/// What one too many is told. No more follows, and no name came before.
pub const FULL: &[u8] = b"Server is full";
/// The answer to [`Command::List`] when there is nothing.
pub const NO_FILES: &[u8] = b"Repository contains no files";
/// The answer to a file name that is none.
pub const NO_SUCH_FILE: &[u8] = b"File does not exist";

/// A message that is not echoed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// `exit`: this session ends.
    Exit,
    /// `stop`: this session ends, and the server where that is allowed.
    Stop,
    /// `status`: who is there (named).
    Status,
    /// `list`: which files there are (named).
    List,
}

/// The command that `text` is: in any case, with blanks around it; `exit now` is text.
pub fn command(text: &[u8]) -> Option<Command> {
    let word = text.trim_ascii();
    [
        (&b"exit"[..], Command::Exit),
        (b"stop", Command::Stop),
        (b"status", Command::Status),
        (b"list", Command::List),
    ]
    .into_iter()
    .find(|(name, _)| word.eq_ignore_ascii_case(name))
    .map(|(_, command)| command)
}

/// The name of the `number`th client, counted from 1: two digits at least.
pub fn client_name(number: u64) -> String {
    format!("Client{number:02}")
}

/// Whether a server of the named wire may have said this first.
pub fn is_client_name(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"Client").unwrap_or_default();
    digits.len() >= 2 && digits.iter().all(u8::is_ascii_digit)
}

/// An address as the course's programs print one, a tuple of Python.
pub fn python_address(peer: SocketAddr) -> String {
    match peer {
        SocketAddr::V4(peer) => format!("('{}', {})", peer.ip(), peer.port()),
        SocketAddr::V6(peer) => format!("('{}', {}, 0, {})", peer.ip(), peer.port(), peer.scope_id()),
    }
}

/// A message as events show it: escaped, and the long ones cut.
pub fn shown(text: &[u8]) -> String {
    match text.get(..Message::KEPT) {
        Some(start) if start.len() < text.len() => format!("{} ...", Escaped(start)),
        _ => Escaped(text).to_string(),
    }
}

/// What bytes mean on the wire, for `--trace`, which has only the first of a long message and tells its length.
pub fn explain(wire: Wire) -> fn(&[u8]) -> String {
    match wire {
        Wire::Rfc862 => |_| "data (RFC 862 has nothing else)".to_owned(),
        Wire::Lab | Wire::Named => explain_course,
    }
}

fn explain_course(bytes: &[u8]) -> String {
    match command(bytes) {
        Some(Command::Exit) => "exit: this session ends, without an answer".to_owned(),
        Some(Command::Stop) => {
            "stop: this session ends, without an answer, and the server where it allows that".to_owned()
        }
        Some(Command::Status) => "status: on the named wire asks who is there; on lab it is text".to_owned(),
        Some(Command::List) => {
            "list: on the named wire asks for the names of files; on lab it is text".to_owned()
        }
        None if bytes == FULL => "the server has as many clients as it takes, and closes".to_owned(),
        None if bytes == NO_FILES => "an answer to list: there are none".to_owned(),
        None if bytes == NO_SUCH_FILE => "an answer to a file name".to_owned(),
        None if is_client_name(bytes) => format!("the name the server gives its client: {}", Escaped(bytes)),
        None => "a text".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_whole_messages_in_any_case() {
        for (text, expected) in [
            (&b"exit"[..], Some(Command::Exit)),
            (b" EXIT\r\n", Some(Command::Exit)),
            (b"Stop", Some(Command::Stop)),
            (b"\tstatus ", Some(Command::Status)),
            (b"LIST", Some(Command::List)),
            (b"exit now", None),
            (b"exi", None),
            (b"", None),
            (b"\xff", None),
        ] {
            assert_eq!(command(text), expected, "{}", text.escape_ascii());
        }
    }

    #[test]
    fn what_is_explained_holds_for_a_message_that_is_longer_than_what_is_shown() {
        for wire in [Wire::Rfc862, Wire::Lab, Wire::Named] {
            let meaning = explain(wire)(&[b'x'; Message::KEPT]);
            assert!(!meaning.contains(&Message::KEPT.to_string()), "{meaning}");
        }
    }

    #[test]
    fn names_have_two_digits_at_least() {
        assert_eq!([1, 10, 100].map(client_name), ["Client01", "Client10", "Client100"]);
        assert!(is_client_name(b"Client01") && is_client_name(b"Client1000"));
        assert!(!is_client_name(b"Client1") && !is_client_name(b"Client0x") && !is_client_name(FULL));
    }
}
