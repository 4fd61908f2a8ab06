//! Where the key comes from: the profile, the command line, or a file.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result, reason};
use crate::value::CourseKey;

/// A key, or the file that holds it.
#[derive(Clone, Debug)]
pub enum Source {
    /// Itself.
    Given(CourseKey),
    /// A file with the key as its only line.
    File(PathBuf),
}

/// A key, and what should be said about the file it was in.
#[derive(Debug)]
pub struct Found {
    /// The key.
    pub key: CourseKey,
    /// A remark for the user.
    pub remark: Option<String>,
}

impl Source {
    /// The key. It travels in clear, so a file that others can read is worth a remark and no more.
    pub fn read(self) -> Result<Found> {
        match self {
            Source::Given(key) => Ok(Found { key, remark: None }),
            Source::File(path) => read(&path),
        }
    }
}

fn read(path: &Path) -> Result<Found> {
    let shown = path.display();
    let refuse = |why: &str| Error::usage(format!("cannot take the key from {shown}: {why}"));
    let mut bytes = Vec::new();
    let opened = File::open(path).and_then(|file| {
        let mode = file.metadata()?.permissions().mode();
        // A longer one need not be read to its end to be refused.
        file.take(CourseKey::MAX as u64 + 3).read_to_end(&mut bytes)?;
        Ok(mode)
    });
    let mode = opened.map_err(|error| refuse(&reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| refuse("it is not UTF-8 text"))?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    let key =
        line.parse().map_err(|why: String| refuse(&why).hint("the file holds the key and nothing else"))?;
    let remark =
        (mode & 0o077 != 0).then(|| format!("others can read the key in {shown}; chmod 600 {shown}"));
    Ok(Found { key, remark })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    #[test]
    fn a_file_holds_one_key_and_a_line_end() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("key");
        let read = |bytes: &[u8], mode: u32| {
            fs::write(&path, bytes).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            Source::File(path.clone()).read()
        };
        for bytes in [&b"SECRET"[..], b"SECRET\n", b"SECRET\r\n"] {
            let found = read(bytes, 0o600).unwrap();
            assert_eq!((found.key.bytes(), found.remark), (&b"SECRET"[..], None));
        }
        assert!(read(b"SECRET", 0o640).unwrap().remark.unwrap().contains("chmod 600"));
        for (bytes, why) in [
            (&b""[..], "empty"),
            (b"\n", "empty"),
            (b"SECRET\n\n", "one line"),
            (b"SEC\nRET", "one line"),
            (b"\xff", "UTF-8"),
            (&[b'k'; 5000], "at most 1024 bytes"),
        ] {
            let error = read(bytes, 0o600).unwrap_err();
            assert!(error.to_string().contains(why) && !error.to_string().contains("SEC"), "{error}");
            assert_eq!(error.exit(), crate::error::Exit::Usage);
        }
        let missing = Source::File(folder.path().join("none")).read().unwrap_err().to_string();
        assert!(missing.contains("no such file"), "{missing}");
    }
}
