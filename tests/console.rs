//! A client on a terminal: what stands on the screen, and what the terminal is like afterwards.
//!
//! The client is this test binary, started anew on the terminal of util-linux's `script`; it talks through the same
//! report and supervisor as the tools. What it prints is put on vt100's screen.

use std::env;
use std::fmt;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::os::fd::AsFd;
use std::process::{Command, Stdio, exit};
use std::time::Instant;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sockctl::drive::stop::Stop;
use sockctl::drive::{Notice, Teller, supervise};
use sockctl::net::input::{Input, Line};
use sockctl::net::wait::{For, wait};
use sockctl::report::{Options, Report};

use crate::harness::{DEADLINE, Process, eventually, say};

/// Says what the client is to be like; without it this is the test.
const ROLE: &str = "CONSOLE_TEST_CLIENT";

const COLUMNS: u16 = 40;

#[test]
fn a_message_leaves_what_is_half_written_whole() {
    if let Ok(role) = env::var(ROLE) {
        client(&role);
    }
    let Some(mut terminal) = Terminal::open("echo") else { return };
    terminal.type_in("half", "you> half");
    terminal.type_in(CTRL_BACKSLASH, "0 lines so far\nyou> half");
    terminal.type_in(" a line that is longer than a row", "you> half a line that is longer than a row");
    // Both figures: with the first alone the screen ends like this already.
    let figures = "0 lines so far\n0 lines so far\nyou> half a line that is longer than a row";
    terminal.type_in(CTRL_BACKSLASH, figures);
    terminal.type_in("\x1b[D!\r", "echo: half a line that is longer than a ro!w\nyou> ");
    terminal.type_in("\x1b[A\x1b[D\x7f\r", "echo: half a line that is longer than a row\nyou> ");
    terminal.type_in("\u{6f22}\u{5b57} \u{1f980}\r", "echo: \u{6f22}\u{5b57} \u{1f980}\nyou> ");
    // As one paste; what comes of its lines comes when it comes.
    terminal.say("one\rtwo\rthree\rfour");
    terminal.shows("echo: three\nyou> four");
    let shown = terminal.screen();
    for line in ["you> one", "you> two", "you> three", "echo: one", "echo: two", "echo: three"] {
        assert_eq!(shown.lines().filter(|shown| *shown == line).count(), 1, "{line}\n{shown}");
    }
    terminal.say("\x15\x04");
    terminal.ends("echo: three\n6 lines\nexit 0");
}

const CTRL_BACKSLASH: &str = "\x1c";
const CTRL_C: &str = "\x03";

#[test]
fn ctrl_c_ends_gently_with_what_was_not_sent_still_to_be_read() {
    let Some(mut terminal) = Terminal::open("echo") else { return };
    terminal.type_in("half", "you> half");
    terminal.say(CTRL_C);
    terminal.ends("you> half\n0 lines\nexit 0");
}

#[test]
fn the_terminal_is_put_back_when_the_client_ends_by_itself() {
    let Some(mut terminal) = Terminal::open("ends when asked") else { return };
    terminal.type_in("half", "you> half");
    terminal.say(CTRL_BACKSLASH);
    terminal.ends("you> half\n0 lines\nexit 0");
}

#[test]
fn the_terminal_is_put_back_by_sigterm() {
    let Some(terminal) = Terminal::open("echo") else { return };
    terminal.signal(Signal::SIGTERM);
    terminal.ends("0 lines\nexit 0");
}

#[test]
fn the_terminal_is_put_back_by_the_second_ctrl_c() {
    let Some(mut terminal) = Terminal::open("hears no stop") else { return };
    terminal.type_in("half", "you> half");
    terminal.say(CTRL_C);
    terminal.shows("stopped\nyou> half");
    terminal.say(CTRL_C);
    terminal.ends("you> half\nexit 130");
}

#[test]
fn the_terminal_is_put_back_by_a_panic_of_the_worker() {
    let Some(mut terminal) = Terminal::open("panics when asked") else { return };
    terminal.say(CTRL_BACKSLASH);
    terminal.ends("exit 101");
}

#[test]
fn a_client_that_takes_no_lines_still_shows_messages_and_ends() {
    let Some(mut terminal) = Terminal::open("takes no lines") else { return };
    // Many times what waits between the console and the client, and more than a terminal holds.
    let line = "x".repeat(99) + "\r";
    terminal.say(&line.repeat(10_000));
    eventually("a paste has been begun", || terminal.screen().contains("you> xxx").then_some(()));
    terminal.signal(Signal::SIGUSR1);
    eventually("a message", || terminal.screen().contains("\n0 lines so far\n").then_some(()));
    terminal.signal(Signal::SIGINT);
    eventually("the end", || terminal.screen().contains("\n0 lines\n").then_some(()));
}

#[test]
fn a_simple_terminal_gets_no_console() {
    let Some(mut terminal) = Terminal::open_as("dumb", "echo") else { return };
    terminal.say("plain\n");
    terminal.shows("echo: plain\n");
    assert!(!terminal.process.to_string().contains("you>"), "{terminal}");
    terminal.say(CTRL_C);
    terminal.ends("1 lines\nexit 0");
}

/// A client that echoes lines, and tells how many when asked by Ctrl-\.
#[expect(clippy::exit, reason = "it is a process of its own, with an exit status")]
fn client(role: &str) -> ! {
    let options = Options { json: false, trace: false, color: anstream::ColorChoice::Auto, verbosity: 0 };
    let mut report = Report::new("test", options);
    let input = report.input("you> ").unwrap();
    let watch = report.watch(false);
    let role = role.to_owned();
    let work = move |stop: Stop, teller| talk(&role, input, &stop, teller);
    let lines = supervise(
        watch,
        |code| exit(code.into()),
        work,
        |notice| match notice {
            Notice::Note(text) => report.text(&text),
            _ => ControlFlow::Continue(()),
        },
    );
    let Ok(lines) = lines else { exit(3) };
    report.close_input();
    let _ = report.text(&format_args!("{lines} lines"));
    report.finish().unwrap();
    exit(0)
}

fn talk(role: &str, mut input: Input, stop: &Stop, mut teller: Teller<(), ()>) -> u32 {
    let mut lines = 0;
    teller.tell(Notice::Note(format!("client {}", std::process::id())));
    loop {
        let nothing = stop.figures_fd();
        let typed = if role == "takes no lines" { nothing } else { input.as_fd() };
        let sources = [typed, stop.fd(), stop.figures_fd()].map(|fd| (fd, For::Reading));
        let ready = wait(sources, None).unwrap();
        if stop.raised().is_some() {
            if role != "hears no stop" {
                return lines;
            }
            teller.tell(Notice::Note("stopped".to_owned()));
            // Until the second Ctrl-C.
            wait([(stop.figures_fd(), For::Reading)], None).unwrap();
        }
        if stop.figures_wanted() {
            match role {
                "ends when asked" => return lines,
                "panics when asked" => panic!("as asked"),
                _ => teller.tell(Notice::Note(format!("{lines} lines so far"))),
            }
        } else if ready[0] {
            match input.take() {
                Some(Line::Text(text)) => {
                    lines += 1;
                    teller.tell(Notice::Note(format!("echo: {text}")));
                }
                Some(Line::End) => return lines,
                None => {}
            }
        }
    }
}

/// The client on a terminal.
struct Terminal {
    process: Process,
    client: Pid,
}

impl Terminal {
    /// None, with a word, when there is no `script`.
    fn open(role: &str) -> Option<Terminal> {
        Terminal::open_as("xterm", role)
    }

    fn open_as(kind: &str, role: &str) -> Option<Terminal> {
        let is_there = |program: &str| {
            Command::new(program)
                .arg("--version")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok()
        };
        if !is_there("script") || !is_there("env") {
            let required = env::var("SOCKCTL_REQUIRE_PEERS").is_ok_and(|value| value == "1");
            assert!(!required, "there is no script or no env, and SOCKCTL_REQUIRE_PEERS=1");
            say("skipped: a console on a terminal, there is no script or no env");
            return None;
        }
        // The shell outlives the keys that are for the client. In the client the test runner's own threads would be
        // hit by its signals, were they not blocked from the start.
        let exe = env::current_exe().unwrap();
        let code = format!(
            "trap '' INT QUIT; stty cols {COLUMNS} rows 50; echo mode $(stty -g) end; \
             env --default-signal --block-signal=INT,TERM,QUIT,USR1,TSTP,WINCH '{}' --exact --nocapture \
             --test-threads 2 console::a_message_leaves_what_is_half_written_whole; \
             echo exit $?; echo mode $(stty -g) end",
            exe.display()
        );
        let mut command = Command::new("script");
        command.args(["-qfec", &code, "/dev/null"]);
        command.env("TERM", kind).env("LC_ALL", "C.UTF-8").env(ROLE, role);
        let process = Process::start(command);
        let client = process.wait_for("the client's number", |so_far| {
            let number = so_far.split("client ").nth(1)?.lines().next()?;
            number.trim().parse().ok()
        });
        Some(Terminal { process, client: Pid::from_raw(client) })
    }

    fn say(&mut self, keys: &str) {
        self.process.say(keys);
    }

    fn signal(&self, signal: Signal) {
        kill(self.client, signal).unwrap();
    }

    /// Types this and waits until the screen ends like that.
    fn type_in(&mut self, keys: &str, expected: &str) {
        self.say(keys);
        self.shows(expected);
    }

    /// Waits until the screen ends like that.
    fn shows(&self, expected: &str) {
        let start = Instant::now();
        let wanted = expected.trim_end();
        eventually(expected, || {
            let shown = self.screen();
            assert!(start.elapsed() < DEADLINE / 3, "{expected:?} does not come\n{shown}\n{self}");
            shown.trim_end().ends_with(wanted).then_some(())
        });
    }

    /// Waits for the end, which looks like that and leaves the terminal as it was.
    fn ends(self, expected: &str) {
        eventually("the client's end", || {
            (self.process.stdout_so_far().matches(" end\r\n").count() == 2).then_some(())
        });
        let raw = self.process.stdout_so_far();
        let modes: Vec<&str> = raw.lines().filter(|line| line.starts_with("mode ")).collect();
        assert_eq!(modes.len(), 2, "{self}");
        assert_eq!(modes[0], modes[1], "the terminal is not as it was\n{self}");
        let shown = self.screen();
        let (before, _) = shown.rsplit_once("\nmode ").unwrap();
        assert!(before.ends_with(expected), "{expected:?}\n{before}\n{self}");
    }

    /// What stands on it, rows that were broken put together again.
    fn screen(&self) -> String {
        let shown = self.process.to_string();
        let (stdout, _) = shown.rsplit_once("--- stderr").unwrap();
        let stdout = stdout.strip_prefix("--- stdout\n").unwrap_or(stdout);
        let mut screen = vt100::Parser::new(NonZero::new(50).unwrap(), NonZero::new(COLUMNS).unwrap(), 0);
        screen.process(stdout.as_bytes());
        screen.screen().contents()
    }
}

impl fmt::Display for Terminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.process.to_string().escape_debug().to_string())
    }
}
