//! What people and programs read: the only module that prints.
//!
//! Results go to standard output, everything else to standard error. With `--json` each event is one JSON line;
//! the same data as the text. A closed standard output is a quiet end.

mod csv;
pub mod plot;
mod progress;
mod summary;
mod table;

use std::fmt;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::ops::ControlFlow;
use std::os::fd::AsFd;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use serde::Serialize;

pub use csv::Csv;
pub use plot::PlotFile;
pub use summary::{Part, ServerSummary, TogetherSummary};
pub use table::Table;

use crate::clock;
use crate::contract::{Direction, Event, Level, Message, Transport};
use crate::drive::console::Console;
use crate::drive::{Notice, Watch};
use crate::error::{Error, Result, reason};
use crate::net::input::Input;
use crate::text::{Escaped, json_escaped};
use progress::Progress;

/// The version of the JSON lines' shape.
const SCHEMA: &str = "sockctl.v1";

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const DIM: Style = Style::new().dimmed();

/// What the user asked to see.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// JSON lines instead of text.
    pub json: bool,
    /// Every message.
    pub trace: bool,
    /// When to colour.
    pub color: ColorChoice,
    /// `-v` up, `-q` down.
    pub verbosity: i8,
}

/// Writes to standard output and standard error.
pub struct Report {
    options: Options,
    tool: &'static str,
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
    /// While a person types, everything for the terminal goes by it.
    console: Option<Console>,
    details: bool,
    failed: Option<io::Error>,
    progress: Progress,
}

#[derive(Serialize)]
struct Line<'a, T> {
    schema: &'static str,
    tool: &'static str,
    time: String,
    #[serde(flatten)]
    body: &'a T,
}

impl Report {
    /// A report of `tool`, the word that stands in every JSON line.
    pub fn new(tool: &'static str, options: Options) -> Report {
        let out = AutoStream::new(io::stdout(), options.color);
        let err = AutoStream::new(io::stderr(), options.color);
        let progress = Progress::default();
        Report { options, tool, out, err, console: None, details: false, failed: None, progress }
    }

    /// What a run is to tell, given whether `events` are asked for. What is shown of it follows the same answer.
    pub fn watch(&mut self, events: bool) -> Watch {
        self.details = events || self.options.verbosity > 0;
        Watch { details: self.details || self.options.trace, trace: self.options.trace }
    }

    /// Whether results are JSON lines.
    pub fn is_json(&self) -> bool {
        self.options.json
    }

    /// Whether results go to a person's screen.
    pub fn is_on_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// A result: its `Display` in text, itself as JSON (it has a field `event`).
    pub fn result<T: Serialize + fmt::Display>(&mut self, body: &T) -> ControlFlow<()> {
        if self.options.json { self.json(body) } else { self.text(body) }
    }

    /// A JSON line, whatever the options say.
    fn json<T: Serialize>(&mut self, body: &T) -> ControlFlow<()> {
        let line = Line { schema: SCHEMA, tool: self.tool, time: clock::wall().rfc3339(), body };
        match serde_json::to_string(&line) {
            Ok(line) => self.text(&json_escaped(&line)),
            Err(error) => self.fail(error.into()),
        }
    }

    /// A line of text on standard output.
    pub fn text(&mut self, line: &dyn fmt::Display) -> ControlFlow<()> {
        self.progress.clear();
        let written = match &self.console {
            Some(console) => console.show(&styled(line, self.out.current_choice())),
            None => writeln!(self.out, "{line}").and_then(|()| self.out.flush()),
        };
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => self.fail(error),
        }
    }

    /// Bytes as they are on standard output.
    pub fn raw(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        // Not through the stream that takes colours out: that would change what only looks like one.
        let mut out = io::stdout().lock();
        match out.write_all(bytes).and_then(|()| out.flush()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => self.fail(error),
        }
    }

    fn fail(&mut self, error: io::Error) -> ControlFlow<()> {
        self.failed.get_or_insert(error);
        ControlFlow::Break(())
    }

    /// Whether everything could be written. That nobody reads any more is no error.
    pub fn finish(self) -> Result<()> {
        match self.failed {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::start(format!("cannot write to standard output: {}", reason(&error))))
            }
            _ => Ok(()),
        }
    }

    /// How far something is that takes long: a line on standard error that the next one replaces, on a terminal alone.
    pub fn progress(&mut self, text: &dyn fmt::Display) {
        if self.options.verbosity >= 0 {
            self.progress.show(text);
        }
    }

    /// A remark on standard error.
    pub fn note(&mut self, text: &dyn fmt::Display) {
        self.progress.clear();
        if self.options.verbosity >= 0 {
            let tool = self.tool;
            self.remark(&format_args!("sockctl {tool}: {text}"));
        }
    }

    /// A remark on standard error that something is not as it should be.
    pub fn warning(&mut self, text: &dyn fmt::Display) {
        self.progress.clear();
        if self.options.verbosity >= 0 {
            let tool = self.tool;
            self.remark(&format_args!("{WARNING}sockctl {tool}:{WARNING:#} {text}"));
        }
    }

    /// A line on standard error; where it goes to a file, the console has nothing to do with it.
    fn remark(&mut self, line: &dyn fmt::Display) {
        let _ = match &self.console {
            Some(console) if io::stderr().is_terminal() => {
                console.show(&styled(line, self.err.current_choice()))
            }
            _ => writeln!(self.err, "{line}"),
        };
    }

    /// What a person types. On a terminal there is a console with this prompt from now on: what is reported
    /// appears above it, until [`Report::close_input`]. Elsewhere these are the lines of standard input, and the
    /// prompt is not shown. To be called before [`supervise`](crate::drive::supervise).
    pub fn input(&mut self, prompt: &str) -> Result<Input> {
        let cannot_read = |error: io::Error| Error::system("cannot read standard input", &error);
        match Console::open(io::stdout(), prompt).map_err(cannot_read)? {
            Some((console, input)) => {
                self.console = Some(console);
                Ok(input)
            }
            None => Input::of_process().map_err(cannot_read),
        }
    }

    /// Takes the prompt away; nothing more is read from a terminal. What is reported from now on goes straight out.
    pub fn close_input(&mut self) {
        self.console = None;
    }

    /// Asks a person, without ending the line. A console has asked already.
    fn prompt(&mut self, text: &str) {
        if self.console.is_some() {
            return;
        }
        let _ = write!(self.err, "{text}").and_then(|()| self.err.flush());
    }

    /// A server is ready at this address.
    fn listening(&mut self, transport: Transport, address: SocketAddr) -> ControlFlow<()> {
        self.result(&Listening { event: "listening", tool: self.tool, transport, address })
    }

    /// Shows what a worker tells; `explain` says what a message means.
    pub fn notice<E: Event, S>(
        &mut self,
        notice: Notice<E, S>,
        explain: fn(&[u8]) -> String,
        interim: impl FnOnce(&mut Report, S) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match notice {
            Notice::Ready(transport, address) => self.listening(transport, address),
            Notice::Event(event) => match event.level() {
                // It was told because messages are traced.
                Level::Detail if !self.details => ControlFlow::Continue(()),
                _ if self.options.json => self.json(&event),
                Level::Trace | Level::Detail => self.text(&event),
                Level::Warning => {
                    self.warning(&event);
                    ControlFlow::Continue(())
                }
            },
            Notice::Message(message) => self.message(&message, explain),
            Notice::Interim(figures) => interim(self, figures),
            Notice::Prompt(text) => {
                self.prompt(text);
                ControlFlow::Continue(())
            }
            Notice::Note(text) => {
                self.warning(&text);
                ControlFlow::Continue(())
            }
            Notice::Dropped(count) => {
                self.warning(&format_args!(
                    "{count} lines are missing here: they came faster than they could be shown"
                ));
                ControlFlow::Continue(())
            }
        }
    }

    fn message(&mut self, message: &Message, explain: fn(&[u8]) -> String) -> ControlFlow<()> {
        let meaning = explain(&message.bytes);
        if self.options.json {
            return self.json(&Traced {
                event: "message",
                direction: message.direction,
                transport: message.transport,
                peer: message.peer,
                length_bytes: message.length,
                bytes: Escaped(&message.bytes).to_string(),
                meaning: &meaning,
            });
        }
        let arrow = match message.direction {
            Direction::In => "<-",
            Direction::Out => "->",
        };
        let cut = if message.length > message.bytes.len() { " ..." } else { "" };
        let (time, bytes) = (message.time.time_of_day(), Escaped(&message.bytes));
        self.text(&format_args!(
            "{DIM}{time}{DIM:#} {arrow} {transport} {peer} {length} bytes `{bytes}`{cut}\n{DIM}{space}{meaning}{DIM:#}",
            transport = message.transport,
            peer = message.peer,
            length = message.length,
            space = " ".repeat(time.len() + 4),
        ))
    }
}

/// Text with colours or without.
fn styled(text: &dyn fmt::Display, choice: ColorChoice) -> String {
    let mut stream = AutoStream::new(Vec::new(), choice);
    // Memory takes everything.
    let _ = write!(stream, "{text}");
    String::from_utf8_lossy(&stream.into_inner()).into_owned()
}

/// Standard output as a file, for a worker whose result is a stream of bytes that no report should carry. What is
/// told beside it goes to standard error.
pub fn standard_output() -> io::Result<File> {
    io::stdout().as_fd().try_clone_to_owned().map(File::from)
}

/// Prints an error that ends the command, before or after there is a [`Report`].
pub fn error(color: ColorChoice, error: &Error) {
    let mut err = AutoStream::new(io::stderr(), color);
    let _ = writeln!(err, "{ERROR}error:{ERROR:#} {error}");
}

#[derive(Serialize)]
struct Listening {
    event: &'static str,
    #[serde(skip)]
    tool: &'static str,
    transport: Transport,
    address: SocketAddr,
}

impl fmt::Display for Listening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sockctl {}: listening on {} {}", self.tool, self.transport, self.address)
    }
}

#[derive(Serialize)]
struct Traced<'a> {
    event: &'static str,
    direction: Direction,
    transport: Transport,
    peer: SocketAddr,
    length_bytes: usize,
    bytes: String,
    meaning: &'a str,
}
