//! `sockctl man`: manual pages, one for each command, made from the command line's own definitions.

use std::path::{Path, PathBuf};

use clap::Args;
use clap_mangen::Man;

use crate::error::{Error, Exit, Result, reason};
use crate::report::Report;

pub(super) const EXAMPLES: &str = "\
Examples:
  Read a page:
    sockctl man handshake serve | man -l -
  Install all pages for yourself:
    sockctl man -o ~/.local/share/man/man1";

/// Flags of `man`.
#[derive(Args, Debug)]
pub struct ManArgs {
    /// The command whose page is wanted, such as: handshake serve
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    command: Vec<String>,
    /// Folder to write all pages to
    #[arg(short, long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    output: Option<PathBuf>,
}

/// Prints a page, or writes all.
pub fn run(args: &ManArgs, mut report: Report) -> Result<Exit> {
    match &args.output {
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|error| {
                Error::start(format!("cannot make {}: {}", folder.display(), reason(&error)))
            })?;
            for (name, page) in pages()? {
                write(&folder.join(name), &page)?;
            }
        }
        None => {
            let name = file_name(&args.command);
            let (_, page) = pages()?.into_iter().find(|(page, _)| *page == name).ok_or_else(|| {
                let command = args.command.join(" ").escape_debug().to_string();
                Error::usage(format!("there is no command `{command}`")).hint("`sockctl help` lists them")
            })?;
            let _ = report.raw(&page);
        }
    }
    report.finish().map(|()| Exit::Done)
}

fn write(path: &Path, page: &[u8]) -> Result<()> {
    std::fs::write(path, page)
        .map_err(|error| Error::start(format!("cannot write {}: {}", path.display(), reason(&error))))
}

fn file_name(command: &[String]) -> String {
    let words = std::iter::once("sockctl").chain(command.iter().map(String::as_str));
    format!("{}.1", words.collect::<Vec<_>>().join("-"))
}

/// Every page with the name of its file: `sockctl-handshake-serve.1`.
pub fn pages() -> Result<Vec<(String, Vec<u8>)>> {
    let mut root = super::command().disable_help_subcommand(true);
    root.build();
    let mut pages = Vec::new();
    add_pages(&root, &mut Vec::new(), &mut pages)
        .map_err(|error| Error::start(format!("cannot make the manual pages: {}", reason(&error))))?;
    Ok(pages)
}

fn add_pages(
    command: &clap::Command,
    path: &mut Vec<String>,
    pages: &mut Vec<(String, Vec<u8>)>,
) -> std::io::Result<()> {
    let file = file_name(path);
    let mut page = Vec::new();
    let title = file.trim_end_matches(".1").to_owned();
    // The date would make each page differ from the committed one.
    Man::new(command.clone().name(title)).date("").render(&mut page)?;
    pages.push((file, page));
    for sub in command.get_subcommands() {
        path.push(sub.get_name().to_owned());
        add_pages(sub, path, pages)?;
        path.pop();
    }
    Ok(())
}
