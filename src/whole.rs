//! A file that appears under its name only when it is whole. Until then it lies beside its place under a name of its
//! own, so that nobody takes a part for the whole, and what stood there before stays until it is replaced.
//!
//! Nothing here prints or waits for anybody but the disk.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, Result, reason};

/// Bytes of the target's name that its temporary name keeps; the system takes 255 in all.
const KEPT: usize = 200;

/// A file under way. One that is let go of is removed.
#[derive(Debug)]
pub struct WholeFile {
    target: PathBuf,
    replace: bool,
    part: NamedTempFile,
}

impl WholeFile {
    /// Begins a file that is to be `target`. With `replace` an earlier regular file of that name is given up for it,
    /// at the end; otherwise there must be none.
    pub fn create(target: &Path, replace: bool) -> Result<WholeFile> {
        check(target, replace)?;
        let name = target.file_name().unwrap_or_default();
        let folder = folder_of(target);
        let part = tempfile::Builder::new()
            .prefix(&begin_of(name))
            .suffix(".part")
            // The user's own mask takes from these, as from those of any file.
            .permissions(fs::Permissions::from_mode(0o666))
            .tempfile_in(folder)
            .map_err(|error| cannot_write(target, &error))?;
        Ok(WholeFile { target: target.to_owned(), replace, part })
    }

    /// Where the bytes go.
    pub fn file(&self) -> &File {
        self.part.as_file()
    }

    /// Gives the file its name, with all its bytes on the disk. When that fails it stays under its temporary name,
    /// which the error says.
    pub fn finish(self) -> Result<()> {
        let WholeFile { target, replace, part } = self;
        if let Err(error) = part.as_file().sync_all() {
            return Err(not_named(&target, part, &error));
        }
        let named = if replace { part.persist(&target) } else { part.persist_noclobber(&target) };
        named.map_err(|error| not_named(&target, error.file, &error.error))?;
        // The name itself is to survive a power cut too; where a folder cannot be synced, it is as safe as it gets.
        let _ = File::open(folder_of(&target)).and_then(|folder| folder.sync_all());
        Ok(())
    }

    /// Keeps what there is under its temporary name, and gives that.
    pub fn keep(self) -> PathBuf {
        keep(&self.target, self.part)
    }
}

fn keep(target: &Path, part: NamedTempFile) -> PathBuf {
    let path = match part.keep() {
        Ok((_, path)) => path,
        // It has not been removed either.
        Err(error) => error.file.path().to_owned(),
    };
    // As the user would write it, beside a target that may be relative.
    path.file_name().map(|name| target.with_file_name(name)).unwrap_or(path)
}

/// Whether `target` can be written at all, as far as that can be seen beforehand.
fn check(target: &Path, replace: bool) -> Result<()> {
    let shown = target.display();
    if target.file_name().is_none() || target.as_os_str().as_bytes().ends_with(b"/") {
        return Err(Error::start(format!("cannot write {shown}: it is a folder"))
            .hint("give the name of a file in it"));
    }
    let there = match fs::symlink_metadata(target) {
        Ok(there) => there.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(cannot_write(target, &error)),
    };
    let refuse = |what: &str, hint: String| {
        Err(Error::start(format!("cannot write {shown}: it is {what}")).hint(hint))
    };
    match there {
        _ if there.is_dir() => refuse("a folder", format!("give the name of a file, as in {shown}/NAME")),
        _ if there.is_symlink() => refuse("a symbolic link", "give the name of the file it leads to".into()),
        _ if there.is_fifo() || there.is_char_device() || there.is_block_device() || there.is_socket() => {
            refuse("no regular file", format!("`-o - > {shown}` writes to it"))
        }
        _ if replace => Ok(()),
        _ => Err(Error::start(format!("{shown} is there already"))
            .hint("--force replaces it, -o gives another name")),
    }
}

fn folder_of(target: &Path) -> &Path {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The beginning of a temporary name: the target's, as much of it as there is room for, and a dot.
fn begin_of(name: &OsStr) -> OsString {
    let bytes = name.as_bytes();
    let mut begin = bytes.get(..KEPT).unwrap_or(bytes).to_vec();
    begin.push(b'.');
    OsString::from_vec(begin)
}

fn cannot_write(target: &Path, error: &io::Error) -> Error {
    // A temporary name in it says nothing to the user.
    let why = error.raw_os_error().map(io::Error::from_raw_os_error);
    let refused = Error::system(format!("cannot write {}", target.display()), why.as_ref().unwrap_or(error));
    match error.kind() {
        io::ErrorKind::NotFound if !folder_of(target).is_dir() => {
            refused.hint(format!("there is no folder {}", folder_of(target).display()))
        }
        _ => refused,
    }
}

fn not_named(target: &Path, part: NamedTempFile, error: &io::Error) -> Error {
    let kept = keep(target, part);
    let target = target.display();
    let why = match error.kind() {
        io::ErrorKind::AlreadyExists => "somebody made a file of that name meanwhile".to_owned(),
        _ => reason(error),
    };
    Error::start(format!("cannot finish {target}: {why}"))
        .hint(format!("everything is in {}", kept.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::os::unix::fs::symlink;
    use tempfile::TempDir;

    fn names(folder: &TempDir) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn begun(target: &Path, replace: bool) -> WholeFile {
        let whole = WholeFile::create(target, replace).unwrap();
        whole.file().write_all(b"new").unwrap();
        whole
    }

    #[test]
    fn it_has_its_name_when_it_is_whole_and_not_before() {
        let folder = TempDir::new().unwrap();
        let target = folder.path().join("x");
        let whole = begun(&target, false);
        let [part] = names(&folder).try_into().unwrap();
        assert!(part.starts_with("x.") && part.ends_with(".part") && part.len() == 13, "{part}");
        whole.finish().unwrap();
        assert_eq!(names(&folder), ["x"]);
        assert_eq!(fs::read(&target).unwrap(), b"new");
        // As any new file, not as the private one it was made from.
        File::create(folder.path().join("y")).unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode("x"), mode("y"));
    }

    #[test]
    fn one_that_is_let_go_of_leaves_nothing_and_one_that_is_kept_its_bytes() {
        let folder = TempDir::new().unwrap();
        let target = folder.path().join("x");
        drop(begun(&target, false));
        assert!(names(&folder).is_empty());
        let kept = begun(&target, false).keep();
        assert_eq!(kept.parent(), target.parent());
        assert_eq!(fs::read(kept).unwrap(), b"new");
        assert!(!target.exists());
    }

    #[test]
    fn an_earlier_file_stays_until_it_is_replaced_by_a_whole_one() {
        let folder = TempDir::new().unwrap();
        let target = folder.path().join("x");
        fs::write(&target, "old").unwrap();
        let error = WholeFile::create(&target, false).unwrap_err().to_string();
        assert!(error.contains("is there already") && error.contains("--force"), "{error}");
        let whole = begun(&target, true);
        assert_eq!(fs::read(&target).unwrap(), b"old");
        whole.finish().unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert_eq!(names(&folder), ["x"]);
    }

    #[test]
    fn a_file_that_somebody_makes_meanwhile_is_not_replaced() {
        let folder = TempDir::new().unwrap();
        let target = folder.path().join("x");
        let whole = begun(&target, false);
        fs::write(&target, "theirs").unwrap();
        let error = whole.finish().unwrap_err().to_string();
        assert!(error.contains("meanwhile") && error.contains(".part"), "{error}");
        assert_eq!(fs::read(&target).unwrap(), b"theirs");
        assert_eq!(names(&folder).len(), 2, "what was written is kept: {error}");
    }

    #[test]
    fn what_is_no_regular_file_is_never_replaced() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("folder")).unwrap();
        fs::write(at("file"), "").unwrap();
        symlink("file", at("link")).unwrap();
        nix::unistd::mkfifo(&at("pipe"), nix::sys::stat::Mode::S_IRWXU).unwrap();
        for (target, why) in [
            (at("folder"), "it is a folder"),
            (at("link"), "it is a symbolic link"),
            (at("pipe"), "it is no regular file"),
            ("/dev/null".into(), "it is no regular file"),
            ("/".into(), "it is a folder"),
            ("..".into(), "it is a folder"),
            (at("new/"), "it is a folder"),
            (at("missing/x"), "no such file or directory (there is no folder"),
            (at("file/x"), "not a directory"),
            ("/proc/x".into(), "cannot write /proc/x: no such file or directory"),
        ] {
            let error = WholeFile::create(&target, true).unwrap_err();
            assert!(error.to_string().contains(why), "{error}");
            assert!(
                target != Path::new("/proc/x") || error.to_string().ends_with(why),
                "no false hint: {error}"
            );
            assert_eq!(error.exit(), crate::error::Exit::NotStarted);
        }
        assert_eq!(names(&folder), ["file", "folder", "link", "pipe"]);
    }

    #[test]
    fn any_name_the_system_takes_will_do() {
        let folder = TempDir::new().unwrap();
        let longest = folder.path().join("n".repeat(255));
        begun(&longest, false).finish().unwrap();
        assert_eq!(fs::read(&longest).unwrap(), b"new");
        let odd = folder.path().join(OsStr::from_bytes(b"\xff\n"));
        begun(&odd, false).finish().unwrap();
        assert_eq!(fs::read(&odd).unwrap(), b"new");
        assert!(WholeFile::create(&folder.path().join("n".repeat(256)), false).is_err());
    }
}
