//! What the ftp exercise asks of a program: the catalogue of cases, for both ends, and the files that they send.

mod client;
mod server;

use std::io;
use std::time::Duration;

use tempfile::TempDir;

use super::wire;
use crate::check::case::{Catalogue, Fault, Outcome, Role, Terms, seconds, wrong};
use crate::check::program::Value;
use crate::check::trial::shown;
use crate::error::reason;

/// All cases.
pub const CATALOGUE: Catalogue = Catalogue {
    tool: "ftp",
    cases: &[server::CASES, client::CASES],
    variants: &[],
    usual_variant: |_| "",
    explain: wire::explain,
    reach: |profile| (profile.ftp.target.clone(), profile.ftp.port),
    values,
};

/// Time for a program to notice what has come or gone, on a machine that is busy too.
const PAUSE: Duration = Duration::from_secs(1);

fn values(terms: &Terms, role: Role) -> Vec<Value> {
    let key = ("key", terms.profile.ftp.course_key.to_string());
    // Each case has a file, or a place for one, of its own.
    match role {
        Role::Server => vec![key, ("file", String::new())],
        Role::Client => vec![key, ("timeout", seconds(timeout(terms))), ("output", String::new())],
    }
}

fn key(terms: &Terms) -> &[u8] {
    terms.profile.ftp.course_key.bytes()
}

/// How long a client waits for the answer to its key; the default's 15 seconds where the profile says for ever.
fn timeout(terms: &Terms) -> Duration {
    terms.scaled(terms.profile.ftp.reply_timeout.limit().unwrap_or(Duration::from_secs(15)))
}

/// A folder of a case's own, which goes with it.
fn folder() -> Outcome<TempDir> {
    TempDir::with_prefix("sockctl-check-").map_err(|error| cannot_keep(&error))
}

fn cannot_keep(error: &io::Error) -> Fault {
    Fault::Unjudged(format!("no place for a file: {}", reason(error)))
}

/// A file that is no text: every byte value occurs again and again, and nothing repeats, so that a part that is
/// lost, doubled or changed shows.
fn content(length: usize) -> Vec<u8> {
    let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    std::iter::successors(Some(1_u32), next).map(|state| (state >> 24) as u8).take(length).collect()
}

/// A file that is text, as long as need be.
fn letters(length: usize) -> Vec<u8> {
    content(length).into_iter().map(|byte| b'a' + byte % 26).collect()
}

/// What came is the file.
fn is_whole(file: &[u8], came: &[u8]) -> Outcome {
    if file == came {
        return Ok(());
    }
    let same = file.iter().zip(came).take_while(|(one, other)| one == other).count();
    let seen = match (file.get(same), came.get(same)) {
        (Some(_), None) if same == 0 => "none of them".to_owned(),
        (Some(_), None) => format!("only the first {same}"),
        (None, Some(_)) => {
            format!("all of them and then {}", shown(came.get(same..).unwrap_or_default()))
        }
        _ => format!(
            "{} bytes, of which the first {same} are right, then {} in place of {}",
            came.len(),
            excerpt(came, same),
            excerpt(file, same)
        ),
    };
    wrong(format!("the file's {} bytes", file.len()), seen)
}

/// A few bytes from there on.
fn excerpt(bytes: &[u8], from: usize) -> String {
    shown(bytes.iter().skip(from).take(16).copied().collect::<Vec<u8>>().as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_whole_is_told_apart() {
        let seen = |came: &[u8]| match is_whole(b"abcdef", came) {
            Err(Fault::Wrong { seen, .. }) => seen,
            other => panic!("{other:?}"),
        };
        assert_eq!(is_whole(b"abcdef", b"abcdef"), Ok(()));
        assert_eq!(seen(b""), "none of them");
        assert_eq!(seen(b"abc"), "only the first 3");
        assert_eq!(seen(b"abcdefg\n"), "all of them and then `g\\n`");
        assert_eq!(
            seen(b"abXdef"),
            "6 bytes, of which the first 2 are right, then `Xdef` in place of `cdef`"
        );
    }

    #[test]
    fn a_file_has_every_byte_value() {
        let content = content(1 << 14);
        assert!((0..=255).all(|byte| content.contains(&byte)));
        assert_ne!(content[..1 << 13], content[1 << 13..]);
    }
}
