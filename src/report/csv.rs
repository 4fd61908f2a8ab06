//! `--csv`: a file with a heading and a line for each packet.

use std::fmt;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result, reason};

/// The file, and the first thing that went wrong with it.
pub struct Csv {
    path: PathBuf,
    heading: &'static str,
    file: BufWriter<File>,
    is_begun: bool,
    written: io::Result<()>,
    missing: u64,
}

impl Csv {
    /// Opens the file, so that a path that cannot be written is known at once. What it held stays until there is a
    /// first line: a mistyped host must not cost an earlier table.
    pub fn create(path: PathBuf, heading: &'static str) -> Result<Csv> {
        let file = File::options().create(true).write(true).truncate(false).open(&path);
        let file = BufWriter::new(file.map_err(|error| cannot_write(&path, &error))?);
        Ok(Csv { path, heading, file, is_begun: false, written: Ok(()), missing: 0 })
    }

    /// Adds a line; one that is `None` begins the file at the most.
    pub fn row(&mut self, line: Option<impl fmt::Display>) {
        self.begin();
        if let (Ok(()), Some(line)) = (&self.written, line) {
            self.written = writeln!(self.file, "{line}");
        }
    }

    fn begin(&mut self) {
        if !std::mem::replace(&mut self.is_begun, true) {
            // A pipe or a terminal has no length.
            let emptied = self.file.get_ref().metadata().and_then(|what| match what.is_file() {
                true => self.file.get_ref().set_len(0),
                false => Ok(()),
            });
            self.written = emptied.and_then(|()| writeln!(self.file, "{}", self.heading));
        }
    }

    /// This many events never came here, because they came faster than everything else could be printed.
    pub fn miss(&mut self, events: u64) {
        self.missing += events;
    }

    /// Writes what is still under way.
    pub fn finish(mut self) -> Result<()> {
        self.begin();
        if self.missing > 0 {
            let path = self.path.display();
            return Err(Error::start(format!(
                "{path} is incomplete: {} lines came faster than they could be written",
                self.missing
            ))
            .hint("print less beside it, with -q or a longer --interval"));
        }
        let flushed = self.written.and_then(|()| self.file.flush());
        flushed.map_err(|error| cannot_write(&self.path, &error))
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> Error {
    Error::start(format!("cannot write {}: {}", path.display(), reason(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_table_stays_until_there_is_a_new_one() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("x.csv");
        std::fs::write(&path, "an earlier table, and a long one, which must not show through\n".repeat(9))
            .unwrap();
        drop(Csv::create(path.clone(), "a,b").unwrap());
        assert!(std::fs::read_to_string(&path).unwrap().starts_with("an earlier"));
        Csv::create(path.clone(), "a,b").unwrap().finish().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a,b\n");
        let mut table = Csv::create(path.clone(), "a,b").unwrap();
        table.row(Some("1,2"));
        table.row(None::<&str>);
        table.finish().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a,b\n1,2\n");
    }

    #[test]
    fn a_folder_that_is_not_there_is_said_at_once() {
        let error = Csv::create("/no/such/folder/x.csv".into(), "a").err().unwrap().to_string();
        assert_eq!(error, "cannot write /no/such/folder/x.csv: no such file or directory");
    }
}
