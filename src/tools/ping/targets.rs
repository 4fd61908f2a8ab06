//! `--targets`: a file with a target on each line.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::{Error, Result, reason};
use crate::text::Escaped;
use crate::value::Target;

/// The most of a file that is read.
const LONGEST: u64 = 1 << 20;

/// The targets in the file, at least one.
pub fn read(path: &Path) -> Result<Vec<Target>> {
    let shown = path.display();
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_string(&mut text));
    let length =
        read.map_err(|error| Error::usage(format!("cannot read targets from {shown}: {}", reason(&error))))?;
    if length as u64 > LONGEST {
        return Err(Error::usage(format!(
            "cannot read targets from {shown}: it is longer than {LONGEST} bytes"
        )));
    }
    let targets = parse(&text).map_err(|(line, why)| Error::usage(format!("{shown}:{line}: {why}")))?;
    if targets.is_empty() {
        return Err(Error::usage(format!("{shown} names no target"))
            .hint("write a host, or host:port, on each line; what follows a # is a remark"));
    }
    Ok(targets)
}

/// The error has the number of its line.
fn parse(text: &str) -> std::result::Result<Vec<Target>, (usize, String)> {
    let line = |(index, line): (usize, &str)| {
        let target = line.split('#').next().unwrap_or_default().trim();
        let wrong = |why: String| (index + 1, Escaped(why.as_bytes()).to_string());
        (!target.is_empty()).then(|| target.parse::<Target>().map_err(wrong))
    };
    text.lines().enumerate().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_and_empty_lines_are_no_targets() {
        let targets =
            parse("# routers\n192.0.2.1\n\n  example.net:862  # the far one\n[2001:db8::1]:80\n").unwrap();
        let shown: Vec<String> = targets.iter().map(|target| target.host.to_string()).collect();
        assert_eq!(shown, ["192.0.2.1", "example.net", "2001:db8::1"]);
    }

    #[test]
    fn a_wrong_line_is_named() {
        assert_eq!(parse("a\nb\n::1:80\n").unwrap_err().0, 3);
        assert!(read(Path::new("/no/such/file")).unwrap_err().to_string().contains("no such file"));
    }
}
