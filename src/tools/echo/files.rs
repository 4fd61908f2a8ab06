//! The folder whose files the named wire offers: the files directly in it, and nothing else on this machine.
//!
//! A name from the network never becomes a path: it must be the name of an entry of the folder, and that entry a
//! plain file. Links are not followed, wherever they lead.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use nix::fcntl::OFlag;

use super::proto::streams::Files;
use crate::error::{Error, Result};
use crate::text::Escaped;

/// The most bytes of names that are told at once.
const MAX_NAMES: usize = 64 * 1024;

/// The folder.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Fails when it cannot be read, which is better known before anybody asks.
    pub fn open(path: &Path) -> Result<Folder> {
        std::fs::read_dir(path).map_err(|error| {
            Error::system(format!("cannot offer the files of {}", path.display()), &error)
        })?;
        Ok(Folder(path.to_owned()))
    }

    /// The names of its plain files, as they are.
    fn entries(&self) -> impl Iterator<Item = Vec<u8>> {
        let entries = std::fs::read_dir(&self.0).into_iter().flatten().flatten();
        entries
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .map(|entry| entry.file_name().into_vec())
    }
}

impl Files for Folder {
    fn names(&mut self) -> Vec<u8> {
        // Escaped, so that a name is one line whatever it contains.
        let mut names: Vec<String> = self.entries().map(|name| Escaped(&name).to_string()).collect();
        names.sort_unstable();
        let mut told = Vec::new();
        for name in names {
            if told.len() + name.len() >= MAX_NAMES {
                break;
            }
            told.extend_from_slice(name.as_bytes());
            told.push(b'\n');
        }
        told
    }

    fn open(&mut self, name: &[u8]) -> Option<Box<dyn Read + Send>> {
        let is_entry =
            !name.is_empty() && !name.contains(&b'/') && !name.contains(&0) && name != b"." && name != b"..";
        if !is_entry {
            return None;
        }
        let file = open_plain(&self.0.join(OsStr::from_bytes(name))).or_else(|| {
            // As `names` showed it; who asks for what is not there is not to have the whole folder read.
            let shown = std::str::from_utf8(name).ok().filter(|shown| shown.contains('\\'))?;
            let entry = self.entries().find(|entry| Escaped(entry).to_string() == shown)?;
            open_plain(&self.0.join(OsStr::from_bytes(&entry)))
        })?;
        Some(Box::new(file))
    }
}

/// Opens a plain file; neither a link nor anything that could block, such as a fifo.
fn open_plain(path: &Path) -> Option<File> {
    let flags = OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK | OFlag::O_NOCTTY;
    let file = OpenOptions::new().read(true).custom_flags(flags.bits()).open(path).ok()?;
    file.metadata().ok()?.is_file().then_some(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn read(folder: &mut Folder, name: &[u8]) -> Option<String> {
        let mut text = String::new();
        folder.open(name)?.read_to_string(&mut text).unwrap();
        Some(text)
    }

    #[test]
    fn only_plain_files_of_the_folder_are_told_and_given() {
        let outside = tempfile::tempdir().unwrap();
        std::fs::write(outside.path().join("secret"), "secret").unwrap();
        let inside = outside.path().join("files");
        std::fs::create_dir(&inside).unwrap();
        let at = |name: &str| inside.join(name);
        std::fs::write(at("a"), "A").unwrap();
        std::fs::write(at("line\nbreak\x1b"), "odd").unwrap();
        std::fs::create_dir(at("folder")).unwrap();
        symlink("../secret", at("out")).unwrap();
        symlink("a", at("in")).unwrap();
        nix::unistd::mkfifo(&at("fifo"), nix::sys::stat::Mode::S_IRWXU).unwrap();

        let mut folder = Folder::open(&inside).unwrap();
        assert_eq!(folder.names(), b"a\nline\\nbreak\\u{1b}\n");
        assert_eq!(read(&mut folder, b"a").as_deref(), Some("A"));
        assert_eq!(read(&mut folder, b"line\nbreak\x1b").as_deref(), Some("odd"));
        assert_eq!(read(&mut folder, b"line\\nbreak\\u{1b}").as_deref(), Some("odd"), "as it was told");
        let secret = outside.path().join("secret");
        for name in [
            &b"out"[..],
            b"in",
            b"fifo",
            b"folder",
            b"folder/",
            b".",
            b"..",
            b"../secret",
            b"./a",
            b"",
            b"a\0",
            b"/etc/passwd",
            secret.as_os_str().as_bytes(),
        ] {
            assert_eq!(read(&mut folder, name), None, "{}", name.escape_ascii());
        }
        assert!(Folder::open(&at("no-such")).is_err() && Folder::open(&at("a")).is_err());
    }

    #[test]
    fn a_full_folder_is_told_in_part() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..400 {
            std::fs::write(folder.path().join(format!("{number:0>200}")), "").unwrap();
        }
        let names = Folder::open(folder.path()).unwrap().names();
        assert!(names.len() <= MAX_NAMES && names.len() > MAX_NAMES - 300 && names.ends_with(b"\n"));
    }
}
