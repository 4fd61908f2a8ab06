//! A folder of submissions, some of them hostile, and what a check of any program prints and ends with.

use std::fs;
use std::path::Path;

use nix::sys::signal::Signal;
use serde_json::Value;
use tempfile::TempDir;

use super::{folder, python};
use crate::harness::{ClosedPort, Ended, Process, Server, eventually, sockctl};

/// Binds its port, and then does what `then` says.
fn hostile(then: &str) -> String {
    format!(
        "import os, socket, sys, time\n\
         s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n\
         s.bind((sys.argv[1], int(sys.argv[2])))\n{then}\n"
    )
}

/// A folder with these submissions, each a `server.py`.
fn class(submissions: &[(&str, &str)]) -> TempDir {
    let class = TempDir::new().unwrap();
    for (name, text) in submissions {
        let folder = class.path().join("work").join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("server.py"), text).unwrap();
    }
    class
}

/// The manifest of such a folder; every program may take so long.
fn manifest(class: &Path, limit: &str, only: &str) -> String {
    let text = format!(
        "submissions = 'work'\n[defaults]\ntool = 'handshake'\nrole = 'server'\nfast = 10\npatience = '1s'\n\
         time-limit = '{limit}'\nonly = {only}\n\
         command = ['{}', 'server.py', '{{host}}', '{{port}}', '--ttl', '{{ttl}}', '--idle', '{{idle}}']\n",
        python()
    );
    let path = class.join("class.toml");
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Runs it to its end, which may take a while.
fn check(args: &[&str]) -> Ended {
    Process::start(sockctl(args)).end_within(super::LIMIT)
}

fn good() -> String {
    fs::read_to_string(folder().join("programs/handshake_server.py")).unwrap()
}

fn summary(ended: &Ended) -> Value {
    serde_json::from_str(ended.stdout.lines().last().unwrap()).unwrap()
}

#[test]
fn a_folder_is_one_table_and_one_file() {
    let broken = good().replace("\"RESET \"", "\"RISET \"");
    let class = class(&[("ada", &good()), ("bob", &broken), ("eve <&>", "")]);
    let manifest = manifest(class.path(), "2m", "['HS-01', 'HS-02', 'HS-10']");
    let report = class.path().join("report.xml");
    let ended =
        check(&["check", "--manifest", &manifest, "--junit", report.to_str().unwrap()]).expect_exit(1);
    let rows: Vec<Vec<&str>> = ended
        .stdout
        .lines()
        .map(|line| line.split("  ").filter(|cell| !cell.is_empty()).map(str::trim).collect())
        .collect();
    assert_eq!(rows[0], ["program", "exercise", "required", "robust", "style", "not passed"], "{ended}");
    assert_eq!(rows[2], ["ada", "handshake.server", "2 of 2", "1 of 1", "0 of 0"], "{ended}");
    assert_eq!(rows[3], ["bob", "handshake.server", "1 of 2", "1 of 1", "0 of 0", "HS-02"], "{ended}");
    assert_eq!(
        rows[4],
        ["eve <&>", "handshake.server", "0 of 2", "0 of 1", "0 of 0", "no sign of life"],
        "{ended}"
    );
    let xml = fs::read_to_string(report).unwrap();
    assert!(
        xml.contains("<testsuite name=\"bob\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"0\">"),
        "{xml}"
    );
    assert!(xml.contains("<testsuite name=\"eve &lt;&amp;&gt;\" tests=\"3\" failures=\"3\""), "{xml}");
    assert_eq!(xml.matches("<testcase ").count(), 9, "{xml}");
}

#[test]
fn hostile_programs_neither_hang_nor_fill_it_and_leave_nothing_behind() {
    let mark = format!("mark-{}", std::process::id());
    let escapee = format!("os.fork() or (os.setsid(), os.fork(), os.execlp('sleep', '{mark}', '600'))\n");
    let floods =
        "d, c = s.recvfrom(99)\nwhile True:\n  sys.stdout.write('x' * 65536)\n  s.sendto(b'OK \\x1b[31m', c)";
    let class = class(&[
        ("ada", &good()),
        ("escapes", &hostile(&(escapee.repeat(3) + "time.sleep(600)"))),
        ("floods", &hostile(floods)),
        ("hangs", "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(600)\n"),
        ("zed", &good()),
    ]);
    let manifest = manifest(class.path(), "8s", "['HS-01', 'HS-02', 'HS-05']");
    let ended = check(&["check", "--manifest", &manifest, "--json"]).expect_exit(1);
    let summary = summary(&ended);
    let passed: Vec<(&str, u64)> = summary["programs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["program"].as_str().unwrap(), row["score"]["required"]["passed"].as_u64().unwrap()))
        .collect();
    assert_eq!(passed, [("ada", 3), ("escapes", 0), ("floods", 0), ("hangs", 0), ("zed", 3)], "{ended}");
    assert!(ended.stdout.len() < 100_000, "{} bytes", ended.stdout.len());
    assert!(!ended.stdout.contains('\u{1b}'));
    assert!(!is_anybody_called(&mark), "what escaped is still there");
}

/// Whether a process has this as its first argument.
fn is_anybody_called(name: &str) -> bool {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    processes
        .filter_map(|entry| fs::read(entry.path().join("cmdline")).ok())
        .any(|line| line.starts_with(name.as_bytes()))
}

#[test]
fn a_broken_off_check_ends_its_programs_and_says_what_it_has() {
    let class = class(&[("ada", &good()), ("bob", &good())]);
    let manifest = manifest(class.path(), "2m", "['HS-01', 'HS-08']");
    let process = Process::start(sockctl(&["check", "--manifest", &manifest, "-v"]));
    process.wait_for("the first finding", |stdout| stdout.contains("HS-01").then_some(()));
    process.signal(Signal::SIGINT);
    let ended = process.end().expect_exit(1);
    assert!(ended.stdout.ends_with("broken off: 1 more were not checked\n"), "{ended}");
    let place = class.path().to_str().unwrap().to_owned();
    eventually("its programs end", || (!is_anybody_in(&place)).then_some(()));
}

/// Whether a process runs in a folder below this one.
fn is_anybody_in(folder: &str) -> bool {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    processes
        .filter_map(|entry| fs::read_link(entry.path().join("cwd")).ok())
        .any(|cwd| cwd.starts_with(folder))
}

#[test]
fn a_manifest_says_what_is_wrong_with_it() {
    let lab = TempDir::new().unwrap();
    let refused = |text: &str, says: &str| {
        let path = lab.path().join("m.toml");
        fs::write(&path, text).unwrap();
        let ended = check(&["check", "--manifest", path.to_str().unwrap()]).expect_exit(2);
        assert!(ended.stderr.contains(says), "{ended}");
    };
    let program = "[[program]]\nname = 'A'\nrole = 'server'\n";
    refused("[[program]]\nnaem = 'x'\n", "naem");
    refused(&format!("{program}tool = 'handshake'\n"), "A: there is no `command`");
    refused(&format!("{program}tool = 'handshak'\ncommand = ['x']\n"), "there is no tool `handshak`");
    refused(&format!("{program}tool = 'handshake'\ncommand = ['x', '{{prot}}']\n"), "{prot}");
    refused(
        &format!("{program}tool = 'handshake'\ncommand = ['x']\nvariant = 'sctp'\n"),
        "no variant `sctp`",
    );
    refused(&format!("{program}tool = 'handshake'\ncommand = ['x']\nonly = ['HS-99']\n"), "HS-99");
    check(&["check", "--manifest", "/nowhere/m.toml"]).expect_exit(3);
}

#[test]
fn the_exit_status_tells_how_it_went() {
    let server = Server::start("handshake", &["--profile", "course"]);
    let target = server.address().to_string();
    let good =
        check(&["handshake", "check", "server", &target, "--only", "hs-01,HS-02,HS-10"]).expect_exit(0);
    assert!(good.stdout.ends_with("required 2 of 2, robust 1 of 1, style 0 of 0\n"), "{good}");
    assert!(good.stdout.starts_with("pass  HS-01  required  A free ID"), "{good}");
    // A second look at the same server: what it still remembers is not met again.
    check(&["handshake", "check", "server", &target, "--only", "hs-01,HS-02,HS-10"]).expect_exit(0);
    let forgetful = Server::start("handshake", &["--profile", "course", "--id-ttl", "1ns"]);
    let target = forgetful.address().to_string();
    let bad = check(&["handshake", "check", "server", &target, "--only", "HS-02"]).expect_exit(1);
    assert!(bad.stdout.contains("      expected  `RESET 1201"), "{bad}");
    assert!(bad.stdout.contains("      seen      `OK 1201"), "{bad}");
    let nobody = ClosedPort::udp().address().to_string();
    let nobody = check(&["handshake", "check", "server", &nobody, "--only", "HS-01"]).expect_exit(3);
    assert!(nobody.stderr.contains("nothing to talk to"), "{nobody}");
    let missing =
        check(&["handshake", "check", "server", "--only", "HS-01", "--", "no-such-program"]).expect_exit(3);
    assert!(
        missing.stdout.contains("      expected  no-such-program is started\n      seen      no such file"),
        "{missing}"
    );
    check(&["handshake", "check", "server", &target, "--only", "HS-99"]).expect_exit(2);
    check(&["handshake", "check", "--fast", "10"]).expect_exit(2);
}

#[test]
fn a_client_started_by_hand_is_judged_by_what_it_sends() {
    // Somebody who reads what to do and does it.
    let check = Process::start(sockctl(&[
        "handshake",
        "check",
        "client",
        "--port",
        "0",
        "--only",
        "HS-41,HS-42",
        "--json",
    ]));
    let mut told = 0;
    let mut clients = Vec::new();
    while told < 2 {
        let lines = check.wait_for("what to do", |stdout| {
            let lines: Vec<String> =
                stdout.lines().filter(|line| line.contains("\"please\"")).map(str::to_owned).collect();
            (lines.len() > told).then_some(lines)
        });
        let please: Value = serde_json::from_str(&lines[told]).unwrap();
        let port = please["instruction"].as_str().unwrap().split_once("port ").unwrap().1;
        let port: String = port.chars().take_while(char::is_ascii_digit).collect();
        clients.push(Process::start(sockctl(&[
            "handshake",
            "client",
            &format!("127.0.0.1:{port}"),
            "--id",
            "4701",
        ])));
        told += 1;
    }
    let ended = check.end().expect_exit(0);
    let summary = summary(&ended);
    assert_eq!(
        (&summary["required"]["passed"], &summary["required"]["unjudged"]),
        (&1.into(), &1.into()),
        "{ended}"
    );
}

#[test]
fn every_case_explains_itself() {
    let listed = check(&["handshake", "check", "--list"]).expect_exit(0);
    assert!(
        listed.stdout.contains("\nHS-41  client  required  The client says HELLO and its ID\n"),
        "{listed}"
    );
    let servers = check(&["handshake", "check", "server", "--list"]).expect_exit(0);
    assert!(servers.stdout.contains("HS-01") && !servers.stdout.contains("HS-41"), "{servers}");
    let one = check(&["handshake", "check", "--explain", "HS-06"]).expect_exit(0);
    for part in ["HS-06, required, of a server", "The exercise: ", "When it fails, usually: "] {
        assert!(one.stdout.contains(part), "{one}");
    }
}

/// The lesson in README: both servers as they stand there.
#[test]
fn the_lesson_goes_from_red_to_green() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let programs: Vec<&str> =
        readme.split("```python\n").skip(1).map(|rest| rest.split_once("```").unwrap().0).collect();
    let [red, change] = programs[..] else { panic!("two programs, not {}", programs.len()) };
    let (beginning, _) = red.split_once("ttl = float").unwrap();
    let green = format!("{beginning}{change}");
    let lab = TempDir::new().unwrap();
    for (name, text, args, known) in [
        ("red.py", red, &["{host}", "{port}", "{ttl}"][..], &["HS-06", "HS-08", "HS-10", "HS-13"][..]),
        ("green.py", &green, &["{host}", "{port}", "{ttl}", "{idle}"], &[]),
    ] {
        let path = lab.path().join(name);
        fs::write(&path, text).unwrap();
        let command = [&[python(), path.to_str().unwrap()], args].concat();
        let command: Vec<String> = command.into_iter().map(str::to_owned).collect();
        let flags = ["--profile", "./short.toml", "--fast", "10"];
        super::assert_fails("handshake", "server", &flags, &command, known);
    }
}

#[test]
fn a_port_that_is_somebody_else_s_is_not_judged() {
    let old = Server::start("handshake", &["--profile", "course"]);
    let port = old.address().port().to_string();
    let ended = check(&["handshake", "check", "server", "--only", "HS-01", "--port", &port, "--", "false"]);
    assert!(ended.stdout.contains("another program listens on udp port"), "{ended}");
    ended.expect_exit(1);
}

#[test]
fn a_client_that_fills_its_own_input_does_not_hang_it() {
    let lab = TempDir::new().unwrap();
    let path = lab.path().join("fill.py");
    let text = "import os\nfd = os.open('/proc/self/fd/0', os.O_WRONLY | os.O_NONBLOCK)\n\
                try:\n  while True: os.write(fd, b'x' * 4096)\n\
                except BlockingIOError: pass\n\
                import time; time.sleep(600)\n";
    fs::write(&path, text).unwrap();
    let only = ["relay", "check", "client", "--only", "RE-41,RE-43", "--patience", "1s", "--fast", "10"];
    let ended = check(&[&only[..], &["--", python(), path.to_str().unwrap()]].concat());
    ended.expect_exit(3);
}

#[test]
fn a_submission_s_name_cannot_draw_on_the_screen() {
    let class = class(&[("a\nb\u{1b}[31m", "")]);
    let manifest = manifest(class.path(), "20s", "['HS-01']");
    let ended = check(&["check", "--manifest", &manifest]).expect_exit(3);
    assert!(ended.stdout.contains("a\\nb\\u{1b}[31m"), "{ended}");
    assert!(!ended.stdout.contains('\u{1b}'), "{ended}");
}

/// A cap of 5 in place of the exercise's 3, and the plain echo in place of the named one.
#[test]
fn a_teacher_s_profile_sets_the_limits() {
    let lab = TempDir::new().unwrap();
    let at = |name: &str, text: &str| {
        let path = lab.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let five = at("five.toml", "[echo]\nmax-clients = 5\n");
    let echo = |cap: &str| {
        let places = ["--bind", "{host}", "--port", "{port}", "--max-clients", cap];
        super::ours(&[&["--profile", "course", "echo", "serve"], &places[..]].concat())
    };
    let flags = ["--profile", &five, "--only", "EC-13,EC-14,EC-15"];
    super::assert_fails("echo", "server", &flags, &echo("{max-clients}"), &[]);
    let (failed, ended) = super::check("echo", "server", &flags, &echo("3"));
    assert!(!failed.is_empty(), "{ended}");

    // The same profile chooses what a manifest's programs are judged by.
    at("lab.toml", "[echo]\nwire = 'lab'\n");
    let program = env!("CARGO_BIN_EXE_sockctl");
    let manifest = at(
        "class.toml",
        &format!(
            "[[program]]\nname = 'A'\ntool = 'echo'\nrole = 'server'\nprofile = './lab.toml'\nonly = ['EC-04']\n\
             command = ['{program}', '--profile', 'course', 'echo', 'serve', '--wire', 'lab', '--bind', '{{host}}', '--port', '{{port}}']\n"
        ),
    );
    check(&["check", "--manifest", &manifest]).expect_exit(0);
}
