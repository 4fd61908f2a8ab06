//! The dual-stack exercise's bytes. Nothing here acts.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Escaped;

/// What a dual-stack client does with its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// Nothing: that there is one is the answer
    Tcp,
    /// The course's dialogue: so many texts, each acknowledged, then exit
    Course,
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Wire::Tcp => "tcp",
            Wire::Course => "course",
        })
    }
}

/// What a client says; a server takes any text for it.
pub const TEXT: &[u8] = b"Hii Server";
/// What a server says to a text.
pub const ACKNOWLEDGEMENT: &[u8] = b"Acknowledgement";
/// A client's last word, exactly; it is not answered.
pub const EXIT: &[u8] = b"exit";

/// What a message means, for `--trace`.
pub fn explain(bytes: &[u8]) -> String {
    match bytes.strip_suffix(b"\n").unwrap_or(bytes) {
        EXIT => "exit: the client's last word, without an answer".to_owned(),
        ACKNOWLEDGEMENT => "the server took a text".to_owned(),
        text => format!("a text: {}", Escaped(text)),
    }
}
