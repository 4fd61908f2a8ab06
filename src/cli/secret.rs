//! The shared secret of a tool's own wire, from a file or from the environment; never from the command line, which
//! everybody on the machine can read.

use std::env;
use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::error::{Error, Result, reason};
use crate::probe::stamp::auth::Key;

/// Where a secret may be when no file is named.
const VARIABLE: &str = "SOCKCTL_KEY";

/// A secret has at least this many octets, and at most as many as anybody would write.
const SHORTEST: usize = 8;
const LONGEST: usize = 4096;

/// From this many digits on a line of hexadecimal digits alone is the octets that they write, as other programs take it.
const HEX_DIGITS: usize = 32;

/// Where the secret is.
#[derive(Args, Clone, Debug, Default)]
pub struct KeyFile {
    /// File with the shared secret on its only line: text, or 32 hexadecimal digits and more; without it the
    /// environment variable SOCKCTL_KEY
    #[arg(short = 'k', long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub key_file: Option<PathBuf>,
}

/// A secret, and what should be said about the file it was in.
#[derive(Debug)]
pub struct Found {
    /// Made of the secret.
    pub key: Key,
    /// A remark for the user.
    pub remark: Option<String>,
}

impl KeyFile {
    /// The secret, if there is one.
    pub fn find(&self) -> Result<Option<Found>> {
        match &self.key_file {
            Some(path) => read(path).map(Some),
            // An empty one is as good as none.
            None => env::var_os(VARIABLE)
                .filter(|value| !value.is_empty())
                .map(|value| key(value.into_vec(), VARIABLE).map(|key| Found { key, remark: None }))
                .transpose(),
        }
    }
}

fn read(path: &Path) -> Result<Found> {
    let shown = path.display().to_string();
    let mut bytes = Vec::new();
    let opened = File::open(path).and_then(|file| {
        let mode = file.metadata()?.permissions().mode();
        file.take(LONGEST as u64 + 1).read_to_end(&mut bytes)?;
        Ok(mode)
    });
    let mode = opened.map_err(|error| refused(&shown, &reason(&error)))?;
    let remark =
        (mode & 0o077 != 0).then(|| format!("others can read the secret in {shown}; chmod 600 {shown}"));
    Ok(Found { key: key(bytes, &shown)?, remark })
}

fn key(mut bytes: Vec<u8>, place: &str) -> Result<Key> {
    if bytes.len() > LONGEST {
        return Err(refused(place, &format!("it is longer than {LONGEST} bytes")));
    }
    while bytes.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
        bytes.pop();
    }
    if bytes.len() < SHORTEST {
        return Err(refused(
            place,
            &format!("it has {} bytes, and a secret {SHORTEST} at least", bytes.len()),
        )
        .hint("`openssl rand -hex 32` makes a good one"));
    }
    Ok(Key::new(&octets(&bytes).unwrap_or(bytes)))
}

/// The octets that these hexadecimal digits write; `None` when they are something else.
fn octets(digits: &[u8]) -> Option<Vec<u8>> {
    if digits.len() < HEX_DIGITS || !digits.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    digits.as_chunks::<2>().0.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}

fn refused(place: &str, why: &str) -> Error {
    Error::usage(format!("cannot take the secret from {place}: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_hexadecimal_lines_are_octets_and_all_else_is_text() {
        assert_eq!(octets(&[b'f'; 32]), Some(vec![0xff; 16]));
        assert_eq!(octets(b"00112233445566778899AABBccddeeff").unwrap()[..3], [0x00, 0x11, 0x22]);
        for text in [&b"0011223344556677"[..], &[b'f'; 33], b"zz112233445566778899aabbccddeeff"] {
            assert_eq!(octets(text), None);
        }
    }

    #[test]
    fn what_is_no_secret_is_said() {
        let refuse = |bytes: &[u8]| key(bytes.to_vec(), "key.txt").unwrap_err().to_string();
        assert!(refuse(b"short\n").contains("cannot take the secret from key.txt: it has 5 bytes"));
        assert!(refuse(&[b'x'; LONGEST + 1]).contains("longer than 4096"));
        assert!(key(b"long enough\r\n".to_vec(), "key.txt").is_ok());
        let missing = KeyFile { key_file: Some("/no/such/file".into()) };
        assert!(missing.find().unwrap_err().to_string().contains("no such file"));
    }
}
