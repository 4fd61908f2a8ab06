//! `--csv`: a line for each packet.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use crate::error::{Error, Result, reason};
use crate::probe::account::PacketEvent;

/// The file, and the first thing that went wrong with it.
pub struct Table {
    path: PathBuf,
    file: BufWriter<File>,
    is_begun: bool,
    written: io::Result<()>,
    missing: u64,
}

impl Table {
    /// Opens the file, so that a path that cannot be written is known at once. What it held stays until there is a
    /// first line: a mistyped host must not cost an earlier table.
    pub fn create(path: PathBuf) -> Result<Table> {
        let file = File::options().create(true).write(true).truncate(false).open(&path);
        let file = BufWriter::new(file.map_err(|error| cannot_write(&path, &error))?);
        Ok(Table { path, file, is_begun: false, written: Ok(()), missing: 0 })
    }

    /// Adds the line of an event that is about one packet.
    pub fn row(&mut self, event: &PacketEvent) {
        self.begin();
        if self.written.is_ok() {
            self.written = line(&mut self.file, event);
        }
    }

    fn begin(&mut self) {
        if !std::mem::replace(&mut self.is_begun, true) {
            // A pipe or a terminal has no length.
            let emptied = self.file.get_ref().metadata().and_then(|what| match what.is_file() {
                true => self.file.get_ref().set_len(0),
                false => Ok(()),
            });
            self.written =
                emptied.and_then(|()| writeln!(self.file, "number,sent_ns,size_bytes,result,rtt_ns"));
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

fn line(file: &mut impl Write, event: &PacketEvent) -> io::Result<()> {
    match *event {
        PacketEvent::Reply { number, sent_ns, size_bytes, rtt_ns, late } => {
            let result = if late { "late" } else { "reply" };
            writeln!(file, "{number},{sent_ns},{size_bytes},{result},{rtt_ns}")
        }
        PacketEvent::Lost { number, sent_ns, size_bytes } => {
            writeln!(file, "{number},{sent_ns},{size_bytes},lost,")
        }
        PacketEvent::Unclear { number, sent_ns, size_bytes } => {
            writeln!(file, "{number},{sent_ns},{size_bytes},unclear,")
        }
        PacketEvent::NotSent { number, sent_ns, size_bytes } => {
            writeln!(file, "{number},{sent_ns},{size_bytes},not-sent,")
        }
        PacketEvent::Ambiguous { .. } | PacketEvent::Unexpected => Ok(()),
    }
}

fn cannot_write(path: &std::path::Path, error: &io::Error) -> Error {
    Error::start(format!("cannot write {}: {}", path.display(), reason(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_each_packet() {
        let mut text = Vec::new();
        for event in [
            PacketEvent::Reply { number: 1, sent_ns: 0, size_bytes: 64, rtt_ns: 120_000, late: false },
            PacketEvent::Ambiguous { first: 2, last: 3 },
            PacketEvent::Lost { number: 2, sent_ns: 1_000_000_000, size_bytes: 64 },
        ] {
            line(&mut text, &event).unwrap();
        }
        assert_eq!(String::from_utf8(text).unwrap(), "1,0,64,reply,120000\n2,1000000000,64,lost,\n");
    }

    #[test]
    fn an_earlier_table_stays_until_there_is_a_new_one() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("x.csv");
        std::fs::write(&path, "an earlier table, and a long one, which must not show through\n".repeat(9))
            .unwrap();
        drop(Table::create(path.clone()).unwrap());
        assert!(std::fs::read_to_string(&path).unwrap().starts_with("an earlier"));
        Table::create(path.clone()).unwrap().finish().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "number,sent_ns,size_bytes,result,rtt_ns\n");
    }

    #[test]
    fn a_folder_that_is_not_there_is_said_at_once() {
        let error = Table::create("/no/such/folder/x.csv".into()).err().unwrap().to_string();
        assert_eq!(error, "cannot write /no/such/folder/x.csv: no such file or directory");
    }
}
