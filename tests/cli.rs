//! What is the same for every command: help, exit codes, signals, a closed output, colour, manual pages, and machines
//! that lack something; and the demo.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read};
use std::net::{SocketAddr, UdpSocket};
use std::os::unix::fs::MetadataExt;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::{env, fs, thread};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use sockctl::cli::Cli;
use sockctl::error::Exit;
use tempfile::TempDir;

use crate::harness::{
    ClosedPort, Ended, Process, Server, UdpPeer, eventually, finish, has_ipv6, run, say, sockctl,
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sockctl");

/// Another program, with the environment that ours gets from the harness.
fn other(program: &str) -> Command {
    let mut command = Command::new(program);
    for (name, value) in sockctl::<&str>(&[]).get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

// Help.

const COMMANDS: [&str; 13] = [
    "handshake",
    "echo",
    "ping",
    "throughput",
    "ftp",
    "relay",
    "dual-stack",
    "serve",
    "check",
    "demo",
    "profile",
    "completions",
    "man",
];

/// Every command with the words that lead to it, the program itself first.
fn commands() -> Vec<(Vec<String>, clap::Command)> {
    fn add(path: &[String], command: &clap::Command, all: &mut Vec<(Vec<String>, clap::Command)>) {
        all.push((path.to_vec(), command.clone()));
        for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
            add(&[path, &[sub.get_name().to_owned()]].concat(), sub, all);
        }
    }
    let mut all = Vec::new();
    let mut root = sockctl::cli::command();
    root.build();
    add(&[], &root, &mut all);
    assert!(all.len() > COMMANDS.len() + 2, "{all:?}");
    all
}

fn run_words(words: &[String], more: &[&str]) -> Ended {
    let words: Vec<&str> = words.iter().map(String::as_str).chain(more.iter().copied()).collect();
    run(&words, "")
}

#[test]
fn a_command_that_wants_another_prints_its_help_and_ends_with_2() {
    for (words, command) in commands() {
        if command.has_subcommands() {
            let ended = run_words(&words, &[]).expect_exit(2);
            assert!(ended.stdout.is_empty(), "{words:?}\n{ended}");
            assert!(
                ended.stderr.contains("Usage: sockctl") && ended.stderr.contains("Commands:"),
                "{words:?}\n{ended}"
            );
        }
    }
}

/// The first words of the lines below `Commands:`.
fn listed_commands(help: &str) -> Vec<&str> {
    let (_, after) = help.split_once("\nCommands:\n").unwrap_or_default();
    let listed = after.lines().take_while(|line| !line.is_empty());
    // What a long text is continued by is indented further.
    let listed = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    listed.filter_map(|line| line.split_whitespace().next()).collect()
}

#[test]
fn help_lists_exactly_the_commands_there_are() {
    let help = run(&["--help"], "").expect_exit(0).stdout;
    assert_eq!(listed_commands(&help), [&COMMANDS[..], &["help"]].concat());
    for (words, command) in commands() {
        let there: BTreeSet<_> = command.get_subcommands().map(clap::Command::get_name).collect();
        let listed = run_words(&words, &["-h"]).stdout;
        assert_eq!(listed_commands(&listed).into_iter().collect::<BTreeSet<_>>(), there, "{words:?}");
    }
    for later in ["schema", "metrics"] {
        let ended = run(&[later], "").expect_exit(2);
        assert!(ended.stderr.contains("unrecognized subcommand"), "{ended}");
    }
}

#[test]
fn every_command_explains_itself() {
    for (words, command) in commands() {
        let usage = ["sockctl"].into_iter().chain(words.iter().map(String::as_str)).collect::<Vec<_>>();
        let usage = format!("\nUsage: {}", usage.join(" "));
        let about = command.get_about().unwrap().to_string();
        for flag in ["--help", "-h"] {
            let ended = run_words(&words, &[flag]).expect_exit(0);
            assert!(ended.stderr.is_empty(), "{words:?} {flag}\n{ended}");
            assert!(
                ended.stdout.starts_with(&about) && ended.stdout.contains(&usage),
                "{words:?} {flag}\n{ended}"
            );
            assert!(!ended.stdout.contains('\u{1b}'), "{words:?} {flag}\n{ended}");
        }
        if !words.is_empty() {
            let by_help = run_words(&[&["help".to_owned()], &words[..]].concat(), &[]).expect_exit(0);
            assert_eq!(by_help.stdout, run_words(&words, &["--help"]).stdout, "help {words:?}");
        }
        for arg in command.get_arguments() {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.trim().len() > 5, "{words:?}: {} has no help", arg.get_id());
        }
        for sub in command.get_subcommands() {
            assert!(sub.get_about().is_some_and(|about| about.to_string().len() > 5), "{}", sub.get_name());
        }
    }
}

/// The command lines below `Examples:`, which are indented by four.
fn examples(help: &str) -> Vec<&str> {
    let (_, after) = help.split_once("\nExamples:\n").unwrap_or_default();
    let indented = after.lines().take_while(|line| line.starts_with("  "));
    indented.filter_map(|line| line.strip_prefix("    ")).collect()
}

#[test]
fn every_help_ends_with_examples() {
    let mut without = Vec::new();
    for (words, _) in commands() {
        for flag in ["--help", "-h"] {
            let help = run_words(&words, &[flag]).stdout;
            let shown = examples(&help);
            let last = help.split("\n\n").last().unwrap_or_default();
            // The program's own help ends with the exit codes.
            let ends_so =
                last.starts_with("Examples:") || (words.is_empty() && last.starts_with("Exit status:"));
            if shown.len() < 2 || !ends_so {
                without.push(format!("sockctl {} {flag}", words.join(" ")));
            }
        }
    }
    assert!(without.is_empty(), "help that does not end with two or three examples:\n{}", without.join("\n"));
}

#[test]
fn every_example_is_understood() {
    let mut seen = 0;
    for (words, _) in commands() {
        let help = run_words(&words, &["--help"]).stdout;
        for example in examples(&help) {
            // What stands around it is the shell's.
            let start = example.find("sockctl").unwrap_or_else(|| panic!("{example:?} of {words:?}"));
            let mut is_quoted = false;
            let is_shell_s = |letter: char| {
                is_quoted ^= letter == '\'';
                !is_quoted && ['|', '>', ')'].contains(&letter)
            };
            let ours = example[start..].split(is_shell_s).next().unwrap_or_default();
            let arguments = ours.split_whitespace().map(|word| word.trim_matches('\'').into());
            if let Err(why) = Cli::parse_from(arguments) {
                panic!("the example {example:?} of {words:?} is refused: {why}");
            }
            assert!(
                words.iter().all(|word| ours.contains(word.as_str())),
                "{example:?} is none of {words:?}"
            );
            seen += 1;
        }
    }
    assert!(seen >= 8, "only {seen} examples are found");
}

// Exit codes.

#[test]
fn every_exit_code_happens() {
    for (exit, meaning) in Exit::ALL {
        let closed = ClosedPort::udp();
        let target = closed.address().to_string();
        let ended = match exit {
            Exit::Done => run(&["profile", "list"], ""),
            Exit::Negative => run(&["handshake", "client", &target, "--tries", "1"], ""),
            Exit::Usage => run(&["handshake", "client", "--tries", "none"], ""),
            // An address that is kept for documentation, and nobody's.
            Exit::NotStarted => run(&["handshake", "serve", "--bind", "192.0.2.1"], ""),
            Exit::Threshold => {
                let server = Server::start("ping", &["--bind", "127.0.0.1"]);
                let server = server.address().to_string();
                run(&["ping", "client", &server, "-n", "1", "--fail-if", "received=1"], "")
            }
            // It cannot end gently: the tests about the second signal see to that.
            Exit::Interrupted => continue,
        };
        assert_eq!(ended.status.code(), Some(exit.code().into()), "{meaning}\n{ended}");
        let has_error = ended.stderr.contains("error: ");
        assert_eq!(has_error, matches!(exit, Exit::Usage | Exit::NotStarted), "{meaning}\n{ended}");
    }
    assert_eq!(Exit::ALL.map(|(exit, _)| exit.code()), [0, 1, 2, 3, 4, 130]);
}

#[test]
fn a_usage_error_says_what_is_wrong_and_costs_nothing() {
    for (args, said) in [
        (&["--bogus"][..], "--bogus"),
        (&["handshke"], "handshake"),
        (&["handshake", "serve", "extra"], "extra"),
        (&["handshake", "serve", "--idle-timeot", "1s"], "--idle-timeout"),
        (&["-q", "-v", "demo"], "cannot be used with"),
        (&["--color", "blue", "demo"], "auto, always, never"),
        (&["handshake", "serve", "--tcp", "--udp"], "cannot be used with"),
        (&["man", "handshake", "nothing"], "there is no command `handshake nothing`"),
    ] {
        let ended = run(args, "").expect_exit(2);
        assert!(ended.stdout.is_empty() && ended.stderr.contains(said), "{args:?}\n{ended}");
        assert!(ended.stderr.starts_with("error: "), "{args:?}\n{ended}");
    }
}

// Signals.

/// A server whose output is read only as far as we want.
pub(crate) struct Unread {
    child: Child,
    stdout: Option<BufReader<ChildStdout>>,
    stderr: ChildStderr,
    pub(crate) address: SocketAddr,
}

impl Unread {
    /// A handshake server on loopback.
    fn start(args: &[&str]) -> Unread {
        let args = [&["handshake", "serve", "--port", "0", "--bind", "127.0.0.1"], args].concat();
        Unread::launch(sockctl(&args))
    }

    /// Starts it and reads its first ready line.
    pub(crate) fn launch(mut command: Command) -> Unread {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::with_capacity(1, child.stdout.take().unwrap());
        let stderr = child.stderr.take().unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let words = line.split([' ', '"', '\n']);
        let address = words.filter_map(|word| word.parse().ok()).next_back();
        let address = address.unwrap_or_else(|| panic!("no ready line but {line:?}"));
        Unread { child, stdout: Some(stdout), stderr, address }
    }

    fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(i32::try_from(self.child.id()).unwrap()), signal).unwrap();
    }

    /// Whether a signal waits that nobody has taken: two of one kind would be taken as one.
    fn has_pending_signal(&self) -> bool {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let pending = status.lines().filter_map(|line| {
            line.strip_prefix("ShdPnd:").or_else(|| line.strip_prefix("SigPnd:")).map(str::trim)
        });
        pending.into_iter().any(|mask| mask.contains(|c| c != '0'))
    }

    /// The first signal is not enough while nobody reads; the second one is.
    pub(crate) fn expect_second_signal_to_end_it(mut self, first: Signal, second: Signal) {
        self.signal(first);
        eventually("the first signal is taken", || (!self.has_pending_signal()).then_some(()));
        assert!(self.child.try_wait().unwrap().is_none(), "the pipe is full, it cannot end gently");
        self.signal(second);
        let (code, said) = self.end();
        assert_eq!((code, said.contains("panicked")), (Some(130), false), "{said}");
    }

    /// Waits for its end; gives the exit code and what it said on stderr.
    fn end(&mut self) -> (Option<i32>, String) {
        let child = &mut self.child;
        let status = eventually("the server ends", || child.try_wait().unwrap());
        let mut said = String::new();
        self.stderr.read_to_string(&mut said).unwrap();
        (status.code(), said)
    }
}

impl Drop for Unread {
    fn drop(&mut self) {
        // Both fail only when it has ended and was waited for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Floods a server whose output nobody reads by so many requests; sends two signals.
fn second_signal_ends_at_once(requests: u32, first: Signal, second: Signal) {
    let server = Unread::start(&["--trace"]);
    let peer = UdpPeer::new(server.address);
    for n in 0..requests {
        // It answers although it can print no more.
        assert!(peer.ask(format!("HELLO {n}")).starts_with(b"OK "));
    }
    server.expect_second_signal_to_end_it(first, second);
}

/// A pipe holds 64 KiB, and a request with its answer is shown in more than 200 bytes.
#[test]
fn the_second_signal_ends_a_server_that_is_stuck_printing() {
    second_signal_ends_at_once(1000, Signal::SIGINT, Signal::SIGINT);
    second_signal_ends_at_once(1000, Signal::SIGTERM, Signal::SIGINT);
    second_signal_ends_at_once(1000, Signal::SIGINT, Signal::SIGTERM);
}

/// As before, and more is waiting to be printed than the program keeps.
#[test]
fn the_second_signal_ends_a_server_whose_queue_is_full_too() {
    second_signal_ends_at_once(6000, Signal::SIGINT, Signal::SIGINT);
    second_signal_ends_at_once(6000, Signal::SIGTERM, Signal::SIGTERM);
}

#[test]
fn one_signal_ends_a_server_gently_when_its_output_is_read_again() {
    let mut server = Unread::start(&["--trace"]);
    let peer = UdpPeer::new(server.address);
    for n in 0..6000 {
        peer.ask(format!("HELLO {n}"));
    }
    server.signal(Signal::SIGTERM);
    let mut rest = String::new();
    server.stdout.as_mut().unwrap().read_to_string(&mut rest).unwrap();
    let (code, said) = server.end();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("lines are missing here"), "what could not be shown is said: {said}");
    assert!(
        rest.contains("ended by a signal") && rest.contains("6000 datagrams in"),
        "{:?}",
        rest.lines().last()
    );
}

/// A shell without job control starts what stands before `&` with SIGINT ignored.
#[test]
fn a_signal_that_the_shell_ignores_still_ends_it() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let mut shell = other("sh");
        shell.args(["-c", "\"$0\" handshake serve -p 0 -B 127.0.0.1 --json & echo $!; wait $!", PROGRAM]);
        let shell = Process::start(shell);
        let pid = shell.wait_for("pid and ready line", |stdout| {
            stdout.contains("listening").then(|| stdout.lines().find_map(|line| line.parse().ok()))?
        });
        let ignored = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        let mask = ignored.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap().trim();
        // The tests themselves may have been started with more signals ignored.
        let sigint = 1 << (Signal::SIGINT as u64 - 1);
        assert!(u64::from_str_radix(mask, 16).unwrap() & sigint != 0, "{ignored}");
        kill(Pid::from_raw(pid), signal).unwrap();
        let ended = shell.end().expect_exit(0);
        assert!(ended.stdout.contains("\"ended_by\":\"signal\""), "{signal}\n{ended}");
    }
}

// An output that nobody reads, or that takes nothing.

#[test]
fn a_server_whose_output_is_closed_ends_quietly_by_itself() {
    for flags in [&["--events"][..], &["--events", "--json"], &["--trace"], &["-v"], &["--events", "--tcp"]] {
        let mut server = Unread::start(flags);
        server.stdout = None;
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let mut n = 0;
        let status = eventually("it ends by itself", || {
            n += 1;
            let request = format!("HELLO {n}");
            // When it has ended, nobody takes this any more.
            if flags.contains(&"--tcp") {
                let sent = std::net::TcpStream::connect(server.address);
                let _ = sent.and_then(|mut stream| io::Write::write_all(&mut stream, request.as_bytes()));
            } else {
                let _ = socket.send_to(request.as_bytes(), server.address);
            }
            server.child.try_wait().unwrap()
        });
        let (_, said) = server.end();
        assert_eq!((status.code(), said.as_str()), (Some(0), ""), "{flags:?}");
    }
}

#[test]
fn a_server_that_says_nothing_outlives_its_closed_output() {
    let mut server = Unread::start(&[]);
    server.stdout = None;
    let peer = UdpPeer::new(server.address);
    for _ in 0..100 {
        peer.expect_service();
    }
    server.signal(Signal::SIGTERM);
    assert_eq!(server.end(), (Some(0), String::new()));
}

#[test]
fn a_command_whose_output_is_closed_ends_quietly() {
    for args in [
        &["profile", "show"][..],
        &["profile", "show", "--json"],
        &["profile", "list"],
        &["profile", "check"],
        &["profile", "init", "-o", "-"],
        &["completions", "bash"],
        &["completions", "zsh", "--static"],
        &["man", "handshake", "serve"],
        &["--help"],
        &["handshake", "serve", "--help"],
        &["--version"],
    ] {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let mut command = sockctl(args);
        command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped());
        let ended = command.output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!((ended.status.code(), said.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn an_output_that_takes_nothing_is_an_error() {
    for args in [
        &["profile", "show"][..],
        &["profile", "list", "--json"],
        &["completions", "bash"],
        &["man"],
        &["handshake", "serve", "--port", "0"],
    ] {
        let mut command = sockctl(args);
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        command.stdin(Stdio::null()).stdout(full).stderr(Stdio::piped());
        let ended = command.output().unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(3), "{args:?}\n{said}");
        assert!(
            said.contains("cannot write to standard output: no space left on device"),
            "{args:?}\n{said}"
        );
    }
}

// Colour, remarks, JSON.

/// Runs it with these variables and no other that says something about colour.
fn colored(args: &[&str], variables: &[(&str, &str)]) -> Ended {
    let mut command = sockctl(args);
    uncolor(&mut command);
    command.envs(variables.iter().copied());
    finish(command, "")
}

fn uncolor(command: &mut Command) {
    for name in ["CI", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
}

#[test]
fn colour_is_as_asked_for() {
    let closed = ClosedPort::udp();
    let target = closed.address().to_string();
    let client = ["handshake", "client", &target, "--tries", "1", "--id", "1", "--trace"];
    let nobody = ["profile", "show", "--profile", "nobody"];
    for (color, variables, has_color) in [
        (&["--color", "always"][..], &[][..], true),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[], false),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&["--color", "auto"], &[], false),
        (&[], &[], false),
        (&[], &[("NO_COLOR", "1")], false),
    ] {
        let traced = colored(&[color, &client[..]].concat(), variables).expect_exit(1);
        assert_eq!(traced.stdout.contains("\u{1b}["), has_color, "{color:?} {variables:?}\n{traced}");
        let refused = colored(&[&nobody[..], color].concat(), variables).expect_exit(2);
        assert_eq!(refused.stderr.contains("\u{1b}["), has_color, "{color:?} {variables:?}\n{refused}");
        let json = colored(&[color, &client[..], &["--json"]].concat(), variables).expect_exit(1);
        assert!(!json.stdout.contains('\u{1b}'), "JSON is never coloured\n{json}");
    }
}

/// A mistake of ours and one of the parser's, on a terminal.
#[test]
fn colour_on_a_terminal_is_as_asked_for() {
    if !is_there("script") {
        return missing("script", "colour on a terminal");
    }
    for args in ["--profile nobody profile show", "--bogus", "handshake serve --port http", "--help"] {
        for (color, variables, has_color) in [
            ("", &[][..], true),
            ("--color auto", &[], true),
            ("--color never", &[], false),
            ("", &[("NO_COLOR", "1")], false),
            ("", &[("TERM", "dumb")], false),
        ] {
            let line = format!("'{PROGRAM}' {color} {args}");
            let mut script = other("script");
            script.args(["-qfec", &line, "/dev/null"]).env("TERM", "xterm");
            uncolor(&mut script);
            script.envs(variables.iter().copied());
            let ended = finish(script, "");
            assert!(ended.stdout.contains("sockctl") || ended.stdout.contains("error"), "{line}\n{ended}");
            assert_eq!(ended.stdout.contains("\u{1b}["), has_color, "{line} {variables:?}\n{ended}");
        }
    }
}

#[test]
fn quiet_leaves_out_remarks_but_no_results_and_no_errors() {
    let closed = ClosedPort::udp();
    let target = closed.address().to_string();
    let client = ["handshake", "client", &target, "--tries", "1"];
    let loud = run(&client, "").expect_exit(1);
    assert!(loud.stderr.contains("sockctl handshake serve"), "{loud}");
    let quiet = run(&[&["-q"], &client[..]].concat(), "").expect_exit(1);
    assert!(quiet.stderr.is_empty() && quiet.stdout.contains("Connection Failure on "), "{quiet}");
    let refused = run(&["--quiet", "profile", "show", "--profile", "nobody"], "").expect_exit(2);
    assert!(refused.stderr.starts_with("error: there is no profile `nobody`"), "{refused}");
    let list = run(&["-q", "profile", "list"], "").expect_exit(0);
    assert!(list.stdout.contains("course"), "{list}");
}

#[test]
fn the_course_wire_can_be_asked_for_by_name() {
    for command in [
        &["throughput", "client"][..],
        &["ftp", "serve", "file"],
        &["ftp", "client"],
        &["relay", "serve"],
        &["relay", "client"],
        &["dual-stack", "client"],
    ] {
        let asked = |wire: &str| run(&[command, &["--wire", wire]].concat(), "");
        let unknown = asked("nothing").expect_exit(2);
        assert!(unknown.stderr.contains("course"), "{unknown}");
        let help = run(&[command, &["--wire", "course", "--help"]].concat(), "").expect_exit(0);
        assert!(help.stdout.contains("--wire <WIRE>"), "{help}");
    }
}

#[test]
fn flags_of_every_command_stand_before_or_after_it() {
    for args in [
        ["--json", "--profile", "wan", "profile", "show"],
        ["profile", "--json", "--profile", "wan", "show"],
        ["profile", "show", "--profile", "wan", "--json"],
    ] {
        let ended = run(&args, "").expect_exit(0);
        assert_eq!(ended.summary()["profile"], "wan", "{args:?}\n{ended}");
    }
}

#[test]
fn json_is_a_line_for_each_event() {
    let closed = ClosedPort::udp();
    let target = closed.address().to_string();
    let server = Server::start("handshake", &["--json", "--trace", "--events", "--bind", "127.0.0.1"]);
    let address = server.address().to_string();
    for (args, code) in [
        (&["profile", "show"][..], 0),
        (&["profile", "list"], 0),
        (&["profile", "check"], 0),
        (&["handshake", "client", &target, "--tries", "1", "--trace"], 1),
        (&["handshake", "client", &address, "--trace", "-v"], 0),
    ] {
        let ended = run(&[args, &["--json"]].concat(), "").expect_exit(code);
        assert!(!ended.events().is_empty(), "{args:?}\n{ended}");
        ended.summary();
    }
    let ended = server.stop();
    assert!(ended.events().len() >= 4, "ready line, request, answer, event, summary\n{ended}");
    ended.summary();
    let refused = run(&["--json", "profile", "show", "--profile", "nobody"], "").expect_exit(2);
    assert!(refused.stdout.is_empty(), "{refused}");
}

// Manual pages.

#[test]
fn every_command_has_a_manual_page() {
    let has_man = is_there("man");
    if !has_man {
        missing("man", "how manual pages look");
    }
    let folder = TempDir::new().unwrap();
    for (words, command) in commands() {
        let page = run_words(&[&["man".to_owned()], &words[..]].concat(), &[]).expect_exit(0);
        assert!(page.stdout.contains(".TH ") && page.stderr.is_empty(), "{words:?}\n{page}");
        if !has_man {
            continue;
        }
        let name = [&["sockctl".to_owned()], &words[..]].concat();
        let file = folder.path().join(format!("{}.1", name.join("-")));
        fs::write(&file, &page.stdout).unwrap();
        let mut man = Command::new("man");
        man.args(["--warnings", "-E", "UTF-8", "-P", "cat", "-l"]).arg(&file);
        man.env("MANWIDTH", "300").env("LC_ALL", "C.UTF-8").env_remove("MAN_KEEP_FORMATTING");
        let shown = finish(man, "").expect_exit(0);
        assert!(shown.stderr.is_empty(), "man complains about {words:?}\n{shown}");
        let about = command.get_about().unwrap().to_string();
        for text in [&about, &name.join("-"), &name.join(" ")] {
            assert!(shown.stdout.contains(text.as_str()), "{words:?}: no {text:?} in\n{shown}");
        }
        for arg in command.get_arguments().filter_map(clap::Arg::get_long) {
            assert!(shown.stdout.contains(&format!("--{arg}")), "{words:?}: no --{arg} in\n{shown}");
        }
        for example in examples(&run_words(&words, &["--help"]).stdout) {
            assert!(shown.stdout.contains(example), "{words:?}: no {example:?} in\n{shown}");
        }
    }
}

#[test]
fn manual_pages_are_written_to_a_folder_that_is_made_if_need_be() {
    let folder = TempDir::new().unwrap();
    let ended = run(&["man", "-o", folder.path().to_str().unwrap()], "").expect_exit(0);
    assert!(ended.stdout.is_empty() && ended.stderr.is_empty(), "{ended}");
    let written = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(written, commands().len());
    let made = folder.path().join("share/man1");
    run(&["man", "-o", made.to_str().unwrap()], "").expect_exit(0);
    assert_eq!(fs::read_dir(&made).unwrap().count(), written);
    let ended = run(&["man", "-o", "/dev/null/man1"], "").expect_exit(3);
    assert!(ended.stderr.contains("cannot make /dev/null/man1: not a directory"), "{ended}");
    run(&["man", "-o", ".", "handshake"], "").expect_exit(2);
}

// Machines that lack something.

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

fn missing(program: &str, what: &str) {
    let required = env::var("SOCKCTL_REQUIRE_PEERS").is_ok_and(|value| value == "1");
    assert!(!required, "{what} cannot be tested: there is no {program}, and SOCKCTL_REQUIRE_PEERS=1");
    say(&format!("skipped: {what}, there is no {program}"));
}

/// A command line in a network of its own, in which loopback is up; `$0` is the program. None, with a word, where
/// this user may not have one.
fn in_own_network(script: &str, what: &str) -> Option<Command> {
    let command = |script: &str| {
        let is_root = fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
        let mut command = other("unshare");
        command.args(if is_root { ["-n", "--"] } else { ["-rn", "--"] });
        command.args(["sh", "-c", &format!("set -e; ip link set lo up; {script}"), PROGRAM]);
        command
    };
    if command("true").output().is_ok_and(|output| output.status.success()) {
        return Some(command(script));
    }
    say(&format!("skipped: {what}, a network of its own (unshare -n, ip) is not to be had here"));
    None
}

/// Even root may not, without this capability. A new network has no other rule about low ports than the usual.
#[test]
fn a_low_port_without_rights_says_which_to_try() {
    let what = "a low port without rights";
    for (flags, tried, hint) in [
        ("-p 862", "cannot listen on udp 0.0.0.0:862", "--port 8620"),
        ("-p 80 --tcp -B ::", "cannot listen on tcp [::]:80", "--port 8080"),
    ] {
        let script = format!(
            "grep -qx 1024 /proc/sys/net/ipv4/ip_unprivileged_port_start; \
             exec setpriv --bounding-set=-net_bind_service --inh-caps=-net_bind_service \"$0\" handshake serve {flags}"
        );
        let Some(_) = in_own_network("setpriv --bounding-set=-net_bind_service true", what) else { return };
        let Some(command) = in_own_network(&script, what) else { return };
        let ended = finish(command, "").expect_exit(3);
        let expected =
            format!("error: {tried}: permission denied (ports below 1024 need root; try {hint})\n");
        assert_eq!((ended.stdout.as_str(), ended.stderr), ("", expected));
    }
}

/// Makes the system say what it says when it was built without IPv6: loaded before the program, by its linker.
fn without_ipv6(folder: &TempDir, args: &[&str]) -> Option<Command> {
    let (source, library) = (folder.path().join("no_ipv6.c"), folder.path().join("no_ipv6.so"));
    let text = "#include <errno.h>\n#include <sys/socket.h>\n#include <sys/syscall.h>\n#include <unistd.h>\n\
        int socket(int domain, int type, int protocol) {\n\
        if (domain == AF_INET6) { errno = EAFNOSUPPORT; return -1; }\n\
        return syscall(SYS_socket, domain, type, protocol);\n}\n";
    fs::write(&source, text).unwrap();
    let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).args([&library, &source]).output();
    if !built.is_ok_and(|output| output.status.success()) {
        missing("cc", "a machine without IPv6");
        return None;
    }
    let mut command = sockctl(args);
    command.env("LD_PRELOAD", library);
    Some(command)
}

#[test]
fn without_ipv6_a_server_serves_ipv4_and_says_so() {
    let folder = TempDir::new().unwrap();
    for transport in ["udp", "tcp"] {
        let flag = format!("--{transport}");
        let serve = ["handshake", "serve", "--port", "0", "--idle-timeout", "off", &flag];
        let Some(command) = without_ipv6(&folder, &serve) else { return };
        let server = Process::start(command);
        let start = format!("sockctl handshake: listening on {transport} 0.0.0.0:");
        let port: u16 = server.wait_for("the ready line", |stdout| {
            stdout.lines().find_map(|line| line.strip_prefix(&start)?.parse().ok())
        });
        let target = format!("127.0.0.1:{port}");
        let client = without_ipv6(&folder, &["handshake", "client", &target, &flag]).unwrap();
        finish(client, "").expect_exit(0);
        server.signal(Signal::SIGTERM);
        let ended = server.end().expect_exit(0);
        assert_eq!(ended.stdout.matches("listening on").count(), 1, "{ended}");
        assert!(ended.stderr.contains("no IPv6 on this machine, listening on IPv4 alone"), "{ended}");

        let only = ["handshake", "serve", "--port", "0", "--bind", "::1", &flag];
        let ended = finish(without_ipv6(&folder, &only).unwrap(), "").expect_exit(3);
        assert!(ended.stderr.contains("[::1]") && ended.stderr.contains("not supported"), "{ended}");
        let ended = finish(without_ipv6(&folder, &["handshake", "client", "[::1]:9", &flag]).unwrap(), "");
        assert!(
            matches!(ended.status.code(), Some(1 | 3)) && ended.stderr.contains("not supported"),
            "{ended}"
        );
    }
    // A name that stands for both is asked over IPv4.
    let closed = ClosedPort::udp();
    let target = format!("localhost:{}", closed.address().port());
    let args = ["handshake", "client", &target, "--tries", "1"];
    let ended = finish(without_ipv6(&folder, &args).unwrap(), "").expect_exit(1);
    assert!(ended.stderr.contains(&closed.address().to_string()), "{ended}");
}

#[test]
fn without_ipv6_the_demo_shows_ipv4_and_says_so() {
    let folder = TempDir::new().unwrap();
    let Some(command) = without_ipv6(&folder, &["demo"]) else { return };
    demo_of_ipv4(&finish(command, "").expect_exit(0));
    let ended = finish(without_ipv6(&folder, &["demo", "--json"]).unwrap(), "").expect_exit(0);
    let summary = ended.summary();
    assert!(summary["skipped"].as_u64() > Some(0) && summary["failed"] == 0, "{ended}");
}

fn demo_of_ipv4(ended: &Ended) {
    assert!(ended.stdout.contains("127.0.0.1:") && !ended.stdout.contains('['), "{ended}");
    let last = ended.stdout.lines().last().unwrap_or_default();
    assert!(
        last.contains(" 0 failed, ") && last.contains("left out because this machine has no IPv6"),
        "{ended}"
    );
}

/// IPv6 turned off for a network, as administrators do: `::` can still be bound, `::1` is nobody's.
#[test]
fn with_ipv6_turned_off_ipv4_works() {
    let what = "IPv6 turned off";
    let turn_off = "echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6";
    let Some(command) = in_own_network(&format!("{turn_off}; exec \"$0\" demo"), what) else { return };
    demo_of_ipv4(&finish(command, "").expect_exit(0));

    // Alone in its network, it can have the port it has by default, and so can the client.
    let script = format!(
        "{turn_off}; mkfifo ready; \"$0\" handshake serve >ready & exec 3<ready; read line <&3; echo \"$line\"; \
         \"$0\" handshake client --id 1; kill $!; cat <&3; wait $!"
    );
    let folder = TempDir::new().unwrap();
    let Some(mut command) = in_own_network(&script, what) else { return };
    command.current_dir(folder.path());
    let ended = finish(command, "").expect_exit(0);
    assert!(ended.stdout.contains("listening on udp 0.0.0.0:9000\n"), "{ended}");
    assert!(ended.stdout.contains("\nConnection established 1 127.0.0.1 "), "{ended}");
    let command = in_own_network(&format!("{turn_off}; exec \"$0\" handshake serve -B ::1"), what);
    let ended = finish(command.unwrap(), "").expect_exit(3);
    assert!(
        ended.stderr.contains("cannot listen on udp [::1]:9000: cannot assign requested address"),
        "{ended}"
    );
}

// The demo.

#[test]
fn the_demo_shows_both_ends_over_every_transport_and_family() {
    let ended = run(&["demo"], "").expect_exit(0);
    assert!(ended.stderr.is_empty() && !ended.stdout.contains("FAILED"), "{ended}");
    let rows: Vec<&str> = ended.stdout.lines().filter(|line| line.contains("  ok      ")).collect();
    for peer in if has_ipv6() { &["127.0.0.1:", "[::1]:"][..] } else { &["127.0.0.1:"] } {
        for tool in ["ping      ", "throughput"] {
            assert!(rows.iter().any(|row| row.starts_with(&format!("{tool}  udp   {peer}"))), "{ended}");
        }
    }
    let last = ended.stdout.lines().last().unwrap_or_default();
    assert!(last.starts_with(&format!("{} checks passed, 0 failed", rows.len())), "{ended}");
    let peers = if has_ipv6() { &["127.0.0.1:", "[::1]:"][..] } else { &["127.0.0.1:"] };
    for transport in ["udp", "tcp"] {
        for peer in peers {
            let start = format!("handshake   {transport}   {peer}");
            let of_these: Vec<_> = rows.iter().filter(|row| row.starts_with(&start)).collect();
            assert!(of_these.len() >= 3, "{start}\n{ended}");
            assert!(of_these.iter().all(|row| row.contains("  ok      ")), "{start}\n{ended}");
        }
    }
}

#[test]
fn the_demo_in_json_has_a_check_a_line_and_a_summary() {
    let ended = run(&["demo", "--json"], "").expect_exit(0);
    let (summary, events) = (ended.summary(), ended.events());
    let checks: Vec<&Value> = events.iter().filter(|event| event["event"] == "check").collect();
    assert_eq!(checks.len() + 1, events.len(), "{ended}");
    let counted = ["passed", "failed", "skipped"].map(|key| summary[key].as_u64().unwrap());
    assert_eq!((counted[0], counted[1]), (checks.len() as u64, 0), "{ended}");
    assert_eq!((counted[2] == 0, summary["interrupted"].as_bool()), (has_ipv6(), Some(false)), "{ended}");
    for check in checks {
        assert_eq!(check["result"], "ok", "{check}");
        assert!(
            ["handshake", "echo", "ping", "throughput", "ftp", "relay", "dual-stack"]
                .iter()
                .any(|tool| check["with"] == *tool),
            "{check}"
        );
        assert!(check["peer"].as_str().is_some_and(|peer| peer.parse::<SocketAddr>().is_ok()), "{check}");
        assert!(check["checked"].as_str().is_some_and(|text| text.len() > 10), "{check}");
    }
}

/// Every process with this mark that lives, with its arguments.
fn living(mark: &str) -> Vec<(i32, String)> {
    let mark = format!("DEMO_MARK={mark}");
    let names = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let found = names.filter_map(|name| name.parse().ok()).filter_map(|pid: i32| {
        // A process may end while it is looked at.
        let read = |what: &str| fs::read(format!("/proc/{pid}/{what}")).unwrap_or_default();
        let is_ours = read("environ").split(|&byte| byte == 0).any(|variable| variable == mark.as_bytes());
        is_ours.then(|| (pid, String::from_utf8_lossy(&read("cmdline")).replace('\0', " ")))
    });
    found.collect()
}

/// A demo whose processes can be found by a variable in their environment.
struct Demo {
    process: Process,
    mark: String,
}

impl Demo {
    fn start(args: &[&str], name: &str) -> Demo {
        let mark = format!("{name}-{}", std::process::id());
        let mut command = sockctl(&[&["demo"], args].concat());
        command.env("DEMO_MARK", &mark);
        Demo { process: Process::start(command), mark }
    }

    fn server(&self) -> Option<i32> {
        let found = living(&self.mark).into_iter().find(|(_, arguments)| arguments.contains(" serve "));
        found.map(|(pid, _)| pid)
    }

    fn wait_for_rows(&self, count: usize) {
        self.process.wait_for("rows of the demo", |stdout| (stdout.lines().count() > count).then_some(()));
    }

    /// Ends, and leaves nobody behind.
    fn end(self) -> Ended {
        let Demo { process, mark } = self;
        let ended = process.end();
        // What was killed may take a moment. A server that is forgotten lives for a minute.
        eventually("everybody whom the demo started has ended", || living(&mark).is_empty().then_some(()));
        ended
    }
}

#[test]
fn a_demo_whose_server_is_killed_fails() {
    let play = |args: &[&str], rows: usize| {
        let demo = Demo::start(args, &format!("killed-{rows}-{}", args.len()));
        demo.wait_for_rows(rows);
        let server = eventually("a server of the demo", || demo.server());
        kill(Pid::from_raw(server), Signal::SIGKILL).unwrap();
        let ended = demo.end().expect_exit(1);
        if args.is_empty() {
            let failed = ended.stdout.lines().filter(|line| line.contains("  FAILED  ")).count();
            let last = ended.stdout.lines().last().unwrap_or_default();
            assert!(failed > 0 && last.contains(&format!("{failed} failed")), "{ended}");
        } else {
            let failed = ended.events().iter().filter(|event| event["result"] == "FAILED").count();
            assert!(failed > 0 && ended.summary()["failed"] == failed, "{ended}");
        }
        // The server of the other transport was not touched.
        assert!(ended.stdout.contains("ok"), "{ended}");
    };
    thread::scope(|scope| {
        for (args, rows) in [(&[][..], 0), (&[], 1), (&["--json"], 1), (&[], 3)] {
            scope.spawn(move || play(args, rows));
        }
    });
}

#[test]
fn a_demo_that_is_broken_off_leaves_nobody_behind() {
    for (signal, rows) in
        [(Signal::SIGINT, 0), (Signal::SIGINT, 1), (Signal::SIGTERM, 2), (Signal::SIGINT, 8)]
    {
        let demo = Demo::start(&[], &format!("broken-off-{rows}"));
        demo.wait_for_rows(rows);
        eventually("a server of the demo", || demo.server());
        demo.process.signal(signal);
        let ended = demo.end().expect_exit(1);
        assert!(ended.stdout.lines().last().unwrap_or_default().ends_with(", broken off"), "{ended}");
        assert!(!ended.stdout.contains("FAILED"), "{ended}");
    }
}

#[test]
fn a_demo_that_is_broken_off_twice_leaves_nobody_behind() {
    let demo = Demo::start(&[], "broken-off-twice");
    demo.wait_for_rows(1);
    eventually("a server of the demo", || demo.server());
    demo.process.signal(Signal::SIGINT);
    demo.process.signal(Signal::SIGTERM);
    let ended = demo.end();
    assert!(matches!(ended.status.code(), Some(1 | 130)), "{ended}");
}

#[test]
fn a_demo_that_nobody_reads_ends_quietly() {
    let (reader, writer) = io::pipe().unwrap();
    let mut command = sockctl(&["demo"]);
    command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    drop(command);
    let mut reader = BufReader::new(reader);
    reader.read_line(&mut String::new()).unwrap();
    drop(reader);
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(1), ""));
}
