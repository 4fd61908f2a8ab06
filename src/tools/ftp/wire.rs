//! The course wire: a key, one of two words, and the file's bytes until the connection ends (the course exercise).

use serde::{Deserialize, Serialize};

/// How a file is asked for and sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// The course's: a key in clear, one of two words, and the file until the connection ends
    Course,
}

/// The server's answer to the right key; the file's first byte may follow in the same segment.
pub const AUTH_SUCCESS: &[u8] = b"AUTH_SUCCESS";

/// The server's answer to any other key, before it closes.
pub const AUTH_ERROR: &[u8] = b"AUTH_ERROR";

/// What a message of the dialogue means, for `--trace`.
pub fn explain(bytes: &[u8]) -> String {
    match (bytes, bytes.strip_prefix(AUTH_SUCCESS)) {
        (_, Some([])) => "reply: the key is right, the file follows".to_owned(),
        (_, Some(rest)) => format!("reply: the key is right; {} bytes of the file", rest.len()),
        (AUTH_ERROR, None) => "reply: the key is wrong, or did not come in time".to_owned(),
        (_, None) => "no reply of this wire, so a key, or a part of one".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_explained() {
        for (bytes, meaning) in [
            (&b"AUTH_SUCCESS"[..], "reply: the key is right, the file follows"),
            (b"AUTH_SUCCESS\x1b[2J", "reply: the key is right; 4 bytes of the file"),
            (b"AUTH_ERROR", "reply: the key is wrong, or did not come in time"),
            (b"K\x1b", "no reply of this wire, so a key, or a part of one"),
        ] {
            assert_eq!(explain(bytes), meaning);
        }
    }
}
