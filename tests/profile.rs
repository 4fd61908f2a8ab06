//! Profiles as a user meets them: files and variables in layers, what is said of mistakes, and the commands.

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use nix::sys::signal::Signal;
use tempfile::TempDir;

use crate::harness::{Ended, Process, finish, run, say, sockctl};

/// A user with a folder for profiles.
struct User {
    folder: TempDir,
}

impl User {
    fn new() -> User {
        let folder = TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("config/sockctl")).unwrap();
        User { folder }
    }

    /// The path of that name below the user's folder.
    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// Writes a file anywhere below the user's folder; gives its path.
    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// Writes a profile that is found by its name; gives its path.
    fn profile(&self, name: &str, text: &str) -> String {
        self.file(&format!("config/sockctl/{name}.toml"), text)
    }

    fn command(&self, args: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = sockctl(args);
        command.current_dir(self.folder.path()).env("XDG_CONFIG_HOME", self.path("config"));
        command.env("HOME", self.path("home")).envs(variables.iter().copied());
        command
    }

    fn run(&self, args: &[&str]) -> Ended {
        self.run_with(args, &[])
    }

    fn run_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Ended {
        finish(self.command(args, variables), "")
    }

    /// What a file with this text is told, without `error: ` and the last line's end.
    fn told(&self, text: impl AsRef<[u8]>) -> String {
        let text = text.as_ref();
        let path = self.file("f.toml", text);
        let ended = self.run(&["profile", "check", "./f.toml"]);
        let is_refused = ended.status.code() == Some(2) && ended.stdout.is_empty();
        assert!(is_refused, "{}\n{ended}", text.escape_ascii());
        expect_nothing_raw(&ended.stderr);
        // Every command that reads a profile says the same.
        let by_flag = self.run(&["handshake", "serve", "-p", "0", "--profile", &path]).expect_exit(2);
        assert_eq!(by_flag.stderr.replace(&path, "./f.toml"), ended.stderr);
        let told = ended.stderr.strip_prefix("error: ").and_then(|told| told.strip_suffix('\n'));
        told.unwrap_or_else(|| panic!("{ended}")).to_owned()
    }
}

fn expect_nothing_raw(text: &str) {
    let raw = text.chars().find(|&c| c != '\n' && c.is_control() || matches!(c, '\u{202a}'..='\u{202e}'));
    assert!(raw.is_none(), "{raw:?} is raw in {text:?}");
}

/// The lines of `profile show` as key, value and origin.
fn settings(shown: &str) -> Vec<(String, String, String)> {
    let setting = |line: &str| {
        let (key, rest) = line.split_once(" = ")?;
        let (value, origin) = rest.rsplit_once("  # ")?;
        Some((key.to_owned(), value.trim_end().to_owned(), origin.to_owned()))
    };
    shown.lines().filter_map(setting).collect()
}

fn setting(shown: &Ended, key: &str) -> (String, String) {
    let found = settings(&shown.stdout).into_iter().find(|(name, ..)| name == key);
    found.map(|(_, value, origin)| (value, origin)).unwrap_or_else(|| panic!("no {key} in\n{shown}"))
}

// Mistakes.

#[test]
fn each_mistake_is_shown_with_its_place_the_line_a_caret_and_a_remedy() {
    let user = User::new();
    for (text, told) in [
        (
            "[handshake]\n\nreply-timeot = \"1s\"\n",
            "./f.toml:3:1: unknown key `reply-timeot` in [handshake]\n  \
             3 | reply-timeot = \"1s\"\n    | ^^^^^^^^^^^^ did you mean `reply-timeout`?",
        ),
        (
            "[handshke]\nport = 1\n",
            "./f.toml:1:2: unknown section [handshke]\n  1 | [handshke]\n    |  ^^^^^^^^ did you mean [handshake]?",
        ),
        (
            "[handshake]\nport = 70000\n",
            "./f.toml:2:8: `70000` is no port: write a number from 0 to 65535\n  2 | port = 70000\n    |        ^^^^^",
        ),
        (
            "[handshake]\n  tcp = 1\n",
            "./f.toml:2:9: invalid type: integer `1`, expected a boolean\n  2 |   tcp = 1\n    |         ^",
        ),
        (
            "[handshake]\nport = = 1\n",
            "./f.toml:2:8: extra `=`, expected nothing\n  2 | port = = 1\n    |        ^",
        ),
        (
            "port = 1\n",
            "./f.toml:1:1: `port` stands in no section\n  1 | port = 1\n    | ^^^^ write it below [handshake], [echo], [ping], [ftp], [relay] or [dual-stack]",
        ),
    ] {
        assert_eq!(user.told(text), told);
    }
}

#[test]
fn every_value_out_of_range_or_of_a_wrong_type_is_refused() {
    let user = User::new();
    for value in [
        "port = -1",
        "port = 65536",
        "port = 80.5",
        "port = true",
        "port = \"http\"",
        "port = 99999999999999999999999999",
        "bind = \"0.0.0.0\"",
        "bind = [1]",
        "bind = [\"nowhere.example\"]",
        "tcp = \"yes\"",
        "events = 1",
        "target = \"\"",
        "target = \"::1:80\"",
        "target = true",
        "id-ttl = \"\"",
        "id-ttl = \"-1s\"",
        "id-ttl = -1",
        "id-ttl = \"off\"",
        "id-ttl = \"1 fortnight\"",
        "id-ttl = \"99999999999999y\"",
        "id-ttl = nan",
        "id-ttl = inf",
        "idle-timeout = \"never\"",
        "max-ids = 0",
        "max-ids = -5",
        "max-ids = 1.5",
        "max-clients = \"\"",
        "request-timeout = []",
        "max-pps = 0",
        "course-peers = \"all\"",
        "allow = [\"10.0.0.0/33\"]",
        "allow = \"10.0.0.0/8\"",
        "deny = [\"::/129\"]",
        "deny = [[]]",
        "reply-timeout = { s = 1 }",
        "tries = 0",
        "tries = 1979-05-27",
    ] {
        let told = user.told(format!("# a comment\n[handshake]\n{value}\n"));
        let (key, _) = value.split_once(" = ").unwrap();
        let mut lines = told.lines();
        let place = lines.next().unwrap();
        let column = place.strip_prefix("./f.toml:3:").and_then(|rest| rest.split(':').next()?.parse().ok());
        let column: usize = column.unwrap_or_else(|| panic!("{told}"));
        assert!(column > key.len() + 3 && column <= value.len(), "it points at the value\n{told}");
        assert_eq!(lines.next(), Some(format!("  3 | {value}").as_str()), "{told}");
        let caret = lines.next().and_then(|line| line.find('^'));
        assert_eq!(caret, Some("  3 | ".len() + column - 1), "{told}");
        assert_eq!(lines.next(), None, "one mistake\n{told}");
    }
}

/// A profile takes what its flag takes, and refuses what that refuses.
#[test]
fn a_value_is_the_same_as_a_flag_in_a_file_and_in_a_variable() {
    let user = User::new();
    let name = |key: &str| format!("SOCKCTL_HANDSHAKE_{}", key.to_uppercase().replace('-', "_"));
    for (key, value, is_good) in [
        ("id-ttl", "200ms", true),
        ("id-ttl", "1h 30m", true),
        ("id-ttl", "0.5", true),
        ("id-ttl", "-1s", false),
        ("id-ttl", "soon", false),
        ("idle-timeout", "off", true),
        ("idle-timeout", "of", false),
        ("tries", "5", true),
        ("tries", "none", false),
        ("target", "[2001:db8::1]:80", true),
        ("target", "a:b:c", false),
        ("course-peers", "any", true),
        ("course-peers", "everybody", false),
    ] {
        let expected = if is_good { 0 } else { 2 };
        let quoted = if key == "tries" && is_good { value.to_owned() } else { format!("\"{value}\"") };
        user.profile("mine", &format!("[handshake]\n{key} = {quoted}\n"));
        user.run(&["profile", "check", "mine"]).expect_exit(expected);
        let by_variable = user.run_with(&["profile", "check"], &[(&name(key), value)]).expect_exit(expected);
        assert!(
            is_good || by_variable.stderr.starts_with(&format!("error: {}: ", name(key))),
            "{by_variable}"
        );
        // A flag that is understood gets as far as an address that nobody has, or a second flag that is wrong.
        let flag = format!("--{key}={value}");
        let args = match key {
            "tries" => ["handshake", "client", &flag, "--source=192.0.2.1"],
            "target" => ["handshake", "client", value, "--source=192.0.2.1"],
            _ => ["handshake", "serve", &flag, "--bind=192.0.2.1"],
        };
        let by_flag = user.run(&args);
        let is_usage = by_flag.status.code() == Some(2);
        assert_eq!(is_usage, !is_good, "{args:?}\n{by_flag}");
    }
}

#[test]
fn all_unknown_keys_are_shown_at_once() {
    let user = User::new();
    let told = user.told("[handshake]\nprot = 1\nport = 2\ntris = 3\nwhatever = 4\n[echoo]\n");
    let heads: Vec<&str> = told.lines().filter(|line| line.starts_with("./f.toml:")).collect();
    let expected = ["2:1: unknown key `prot`", "4:1: unknown key `tris`", "5:1: unknown key `whatever`"];
    for (head, expected) in heads.iter().zip(expected) {
        assert!(head.starts_with(&format!("./f.toml:{expected}")), "{told}");
    }
    assert!(heads.len() == 4 && heads[3].contains(":6:2: unknown section [echoo]"), "{told}");
    assert!(told.contains("did you mean `port`?") && told.contains("did you mean `tries`?"), "{told}");

    // Also those of another layer and of the environment.
    user.profile("default", "[handshake]\nbnd = []\n");
    let variables = [("SOCKCTL_HANDSHAKE_TREIS", "1"), ("SOCKCTL_PORT", "1")];
    let ended = user.run_with(&["profile", "check"], &variables).expect_exit(2);
    for part in ["default.toml:2:1: unknown key `bnd`", "SOCKCTL_HANDSHAKE_TREIS: ", "SOCKCTL_PORT: "] {
        assert!(ended.stderr.contains(part), "no {part:?}\n{ended}");
    }
    assert!(ended.stderr.contains("did you mean SOCKCTL_HANDSHAKE_TRIES?"), "{ended}");
}

#[test]
fn a_file_that_is_no_profile_says_why() {
    let user = User::new();
    fs::create_dir(user.path("folder.toml")).unwrap();
    let long = user.file("long.toml", "# 16 characters.\n".repeat((2 << 20) / 17 + 1));
    let latin = user.file("latin.toml", b"[handshake]\n# caf\xe9\n");
    let nul = user.file("nul.toml", "[handshake]\nport\0 = 1\n");
    for (path, said) in [
        ("./folder.toml", "./folder.toml: cannot read this profile: is a directory"),
        ("./nowhere.toml", "./nowhere.toml: cannot read this profile: no such file or directory"),
        ("./nowhere/mine.toml", "cannot read this profile: no such file or directory"),
        ("/dev/zero", "/dev/zero: a profile has at most 1 MiB"),
        (&long, "long.toml: a profile has at most 1 MiB, and this file has more"),
        (&latin, "latin.toml:2:6: this is not UTF-8 text"),
        (&nul, "nul.toml:2:5: "),
    ] {
        for args in [["profile", "check", path], ["profile", "show", &format!("--profile={path}")]] {
            let ended = user.run(&args).expect_exit(2);
            assert!(ended.stderr.contains(said) && ended.stdout.is_empty(), "{args:?}\n{ended}");
            assert!(ended.stderr.len() < 1000, "{args:?}\n{ended}");
            expect_nothing_raw(&ended.stderr);
        }
    }
    // By its name it is no other thing.
    fs::create_dir(user.path("config/sockctl/wan.toml")).unwrap();
    let ended = user.run(&["profile", "show", "--profile", "wan"]).expect_exit(2);
    assert!(ended.stderr.contains("wan.toml: cannot read this profile: is a directory"), "{ended}");
}

#[test]
fn a_file_that_may_not_be_read_says_so() {
    let user = User::new();
    let path = user.profile("secret", "[handshake]\n");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    for args in [["profile", "check", "secret"], ["profile", "check", &path]] {
        let mut command = user.command(&args, &[]);
        if fs::read(&path).is_ok() {
            // Root may read all, unless this capability is taken away.
            let own = command;
            command = Command::new("setpriv");
            command.args(["--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override", "--"]);
            command.arg(own.get_program()).args(own.get_args());
            command.env("XDG_CONFIG_HOME", user.path("config"));
            if !command.output().is_ok_and(|output| output.status.code() == Some(2)) {
                return say(
                    "skipped: a profile that may not be read, root may read all and setpriv is missing",
                );
            }
        }
        let ended = finish(command, "").expect_exit(2);
        assert!(ended.stderr.contains("secret.toml: cannot read this profile: permission denied"), "{ended}");
    }
}

#[test]
fn a_profile_from_elsewhere_cannot_play_with_the_terminal() {
    let user = User::new();
    for text in [
        "\u{1b}[2J\u{1b}]0;owned\u{7}\n",
        "# fine\n[handshake]\n\"\u{202e}trop\" = 1\n",
        "[handshake]\ncourse-peers = \"\\u001b[31mred\"\n",
        "[handshake]\n\"\\u001b]0;x\\u0007\" = 1\n",
        "[\"\\u001b[2J\"]\n",
        "[handshake]\ntarget = \"\\u001b[2J:x\"\n",
        "[handshake]\nbind = [\"\\u009b2J\"]\n",
    ] {
        user.told(text);
        // Colour is the only thing that then is not text.
        let ended = user.run(&["--color", "always", "profile", "check", "./f.toml"]).expect_exit(2);
        let plain = ["\u{1b}[1m", "\u{1b}[31m", "\u{1b}[0m"]
            .iter()
            .fold(ended.stderr, |text, code| text.replace(code, ""));
        expect_nothing_raw(&plain);
    }
    // Names and paths come from the command line and the environment, and are shown all the same.
    let odd = "\u{1b}[31m\u{7}";
    for args in [
        ["profile", "check", odd],
        ["profile", "check", &format!("./{odd}")],
        ["profile", "init", &format!("a/{odd}")],
    ] {
        expect_nothing_raw(&user.run(&args).expect_exit(2).stderr);
    }
    expect_nothing_raw(
        &user.run_with(&["profile", "show"], &[("SOCKCTL_PROFILE", odd)]).expect_exit(2).stderr,
    );
    for name in ["SOCKCTL_HANDSHAKE_TARGET", "SOCKCTL_HANDSHAKE_PORT"] {
        let value = format!("{odd}:x:");
        expect_nothing_raw(&user.run_with(&["profile", "show"], &[(name, &value)]).expect_exit(2).stderr);
    }
    // A name that can be used is shown where it is used.
    user.profile("odd\u{1b}[2J", "[handshake]\nport = 1\n");
    for args in [["profile", "list"], ["profile", "show"], ["profile", "check"]] {
        let ended = user
            .run(&[&["--profile", "odd\u{1b}[2J", "--color", "always"], &args[..]].concat())
            .expect_exit(0);
        expect_nothing_raw(&ended.stdout);
    }
}

// Layers.

#[test]
fn show_names_the_origin_of_each_setting() {
    let user = User::new();
    user.profile("default", "[handshake]\nmax-pps = 7\n");
    let lab = user.profile("lab", "# mine\n[handshake]\nport = 1234\n\nbind = [\n  '::1',\n]\nid-ttl = 5\n");
    let course = user.profile("course", "handshake.tries = 9\n");
    let path = user.file("elsewhere.toml", "handshake = { max-ids = 5 }\n");

    let variables = [("SOCKCTL_HANDSHAKE_ID_TTL", "9s"), ("SOCKCTL_HANDSHAKE_DENY", "10.0.0.0/8, ::1")];
    let shown = user.run_with(&["profile", "show", "--profile", "lab"], &variables).expect_exit(0);
    for (key, value, origin) in [
        ("port", "1234", format!("{lab}:3")),
        ("bind", r#"["::1"]"#, format!("{lab}:5")),
        ("id-ttl", r#""9s""#, "SOCKCTL_HANDSHAKE_ID_TTL".to_owned()),
        ("deny", r#"["10.0.0.0/8", "::1"]"#, "SOCKCTL_HANDSHAKE_DENY".to_owned()),
        ("max-pps", "50", "built-in default".to_owned()),
        ("events", "false", "built-in default".to_owned()),
    ] {
        assert_eq!(setting(&shown, key), (value.to_owned(), origin), "{key}\n{shown}");
    }
    assert!(shown.stderr.is_empty() && shown.stdout.starts_with("# Profile lab: "), "{shown}");

    let shown = user.run(&["profile", "show", "--profile", "course"]).expect_exit(0);
    assert_eq!(setting(&shown, "events"), ("true".to_owned(), "built-in course".to_owned()));
    assert_eq!(setting(&shown, "tries"), ("9".to_owned(), format!("{course}:1")));
    let shown = user.run(&["profile", "show"]).expect_exit(0);
    let (value, origin) = setting(&shown, "max-pps");
    assert!(value == "7" && origin.ends_with("sockctl/default.toml:2"), "{shown}");
    let shown = user.run(&["profile", "show", "--profile", "./elsewhere.toml"]).expect_exit(0);
    assert_eq!(setting(&shown, "max-ids"), ("5".to_owned(), "./elsewhere.toml:1".to_owned()));
    let shown = user.run(&["--profile", &path, "profile", "show"]).expect_exit(0);
    assert_eq!(setting(&shown, "max-ids"), ("5".to_owned(), format!("{path}:1")));
}

#[test]
fn show_in_json_says_the_same() {
    let user = User::new();
    user.profile("lab", "[handshake]\nport = 1234\nallow = [\"10.0.0.0/8\"]\n");
    let text = user.run(&["profile", "show", "--profile", "lab"]).expect_exit(0);
    let json = user.run(&["profile", "show", "--profile", "lab", "--json"]).expect_exit(0);
    let (summary, events) = (json.summary(), json.events());
    let rows = events.iter().filter(|event| event["event"] == "setting").map(|event| {
        assert!(
            ["handshake", "echo", "ping", "throughput", "ftp", "relay", "dual-stack"]
                .iter()
                .any(|section| event["section"] == *section),
            "{event}"
        );
        let field = |key: &str| event[key].as_str().unwrap().to_owned();
        (field("key"), field("value"), field("origin"))
    });
    assert_eq!(rows.collect::<Vec<_>>(), settings(&text.stdout));
    assert_eq!(
        (&summary["profile"], summary["settings"].as_u64()),
        (&"lab".into(), Some(events.len() as u64 - 1))
    );
}

/// What is shown is a profile with the same settings, also when a value is odd.
#[test]
fn what_is_shown_can_be_loaded() {
    let user = User::new();
    let variables =
        [("SOCKCTL_HANDSHAKE_ALLOW", "10.0.0.0/8,2001:db8::/32"), ("SOCKCTL_HANDSHAKE_TCP", "true")];
    let shown = user.run_with(&["profile", "show", "--profile", "wan"], &variables).expect_exit(0);
    user.file("shown.toml", &shown.stdout);
    let again = user.run(&["profile", "show", "--profile", "./shown.toml"]).expect_exit(0);
    let values = |shown: &Ended| {
        settings(&shown.stdout).into_iter().map(|(key, value, _)| (key, value)).collect::<Vec<_>>()
    };
    assert_eq!(values(&again), values(&shown));
    assert!(values(&shown).len() > 10, "{shown}");
}

#[test]
fn sockctl_profile_names_the_profile_unless_a_flag_does() {
    let user = User::new();
    user.profile("lab", "[handshake]\nport = 1\n");
    let name = |args: &[&str], variable: &str| {
        let ended =
            user.run_with(&[args, &["profile", "show", "--json"]].concat(), &[("SOCKCTL_PROFILE", variable)]);
        ended.expect_exit(0).summary()["profile"].as_str().unwrap().to_owned()
    };
    assert_eq!(name(&[], "lab"), "lab");
    assert_eq!(name(&[], ""), "default");
    assert_eq!(name(&["--profile", "wan"], "lab"), "wan");
    let path = user.path("config/sockctl/lab.toml");
    assert_eq!(name(&[], &path), path);
    for variable in ["lba", "./lab.toml"] {
        let ended = user.run_with(&["profile", "show"], &[("SOCKCTL_PROFILE", variable)]).expect_exit(2);
        assert!(ended.stderr.contains(variable), "{ended}");
    }
    let ended = user.run_with(&["handshake", "client"], &[("SOCKCTL_PROFILE", "lba")]).expect_exit(2);
    assert!(ended.stderr.starts_with("error: SOCKCTL_PROFILE: there is no profile `lba`"), "{ended}");
    assert!(ended.stderr.contains("did you mean `lab`?"), "{ended}");
    // Help needs no profile.
    user.run_with(&["--help"], &[("SOCKCTL_PROFILE", "lba")]).expect_exit(0);
}

#[test]
fn an_unknown_name_is_told_the_nearest_and_where_it_was_looked_for() {
    let user = User::new();
    user.profile("mylab", "");
    for (name, meant) in [("cuorse", "course"), ("Wan", "wan"), ("mylap", "mylab")] {
        let ended = user.run(&["handshake", "serve", "--profile", name]).expect_exit(2);
        for part in [
            format!("there is no profile `{name}`"),
            format!("did you mean `{meant}`?"),
            "profiles: course, default, mylab, wan".to_owned(),
            user.path(&format!("config/sockctl/{name}.toml")),
        ] {
            assert!(ended.stderr.contains(&part), "no {part:?}\n{ended}");
        }
    }
    let ended = user.run(&["profile", "check", "nothing-like-it"]).expect_exit(2);
    assert!(!ended.stderr.contains("did you mean"), "{ended}");
    run(&["--profile", "", "profile", "show"], "").expect_exit(2);
}

/// A server that this user starts, and what its ready lines name.
fn bound(user: &User, args: &[&str], variables: &[(&str, &str)], lines: usize) -> Vec<(String, SocketAddr)> {
    let command = user.command(&[&["handshake", "serve"], args].concat(), variables);
    let server = Process::start(command);
    let read = |line: &str| {
        let (transport, address) = line.strip_prefix("sockctl handshake: listening on ")?.split_once(' ')?;
        Some((transport.to_owned(), address.parse().ok()?))
    };
    let bound = server.wait_for("ready lines", |stdout| {
        let bound: Vec<_> = stdout.lines().filter_map(read).collect();
        (bound.len() >= lines).then_some(bound)
    });
    server.signal(Signal::SIGTERM);
    let ended = server.end().expect_exit(0);
    assert_eq!(ended.stdout.matches("listening on").count(), lines, "{ended}");
    bound
}

#[test]
fn flags_win_over_variables_over_files() {
    let user = User::new();
    user.profile("lab", "[handshake]\nport = 0\nbind = ['127.0.0.1', '127.0.0.2']\ntcp = true\n");
    let lab = |flags: &[&str], variables: &[(&str, &str)], lines| {
        let bound = bound(&user, &[&["--profile", "lab"], flags].concat(), variables, lines);
        assert!(bound.iter().all(|(_, address)| address.port() == bound[0].1.port() && address.port() != 0));
        bound
            .into_iter()
            .map(|(transport, address)| format!("{transport} {}", address.ip()))
            .collect::<Vec<_>>()
    };
    assert_eq!(lab(&[], &[], 2), ["tcp 127.0.0.1", "tcp 127.0.0.2"]);
    let bind = [("SOCKCTL_HANDSHAKE_BIND", "127.0.0.3")];
    assert_eq!(lab(&[], &bind, 1), ["tcp 127.0.0.3"]);
    assert_eq!(lab(&["--bind", "127.0.0.4", "-u"], &bind, 1), ["udp 127.0.0.4"]);
    assert_eq!(lab(&["-B", "127.0.0.4", "-B", "127.0.0.5"], &[], 2), ["tcp 127.0.0.4", "tcp 127.0.0.5"]);
}

/// One server by its profile, one client by another; neither has a flag that says where.
#[test]
fn a_profile_brings_both_ends_together() {
    let user = User::new();
    user.profile("serve", "[handshake]\nport = 0\nbind = ['127.0.0.1']\nevents = true\n");
    let server = Process::start(user.command(&["handshake", "serve", "--profile", "serve"], &[]));
    let address: SocketAddr =
        server.wait_for("the ready line", |stdout| stdout.split_whitespace().last()?.parse().ok());
    user.profile("default", &format!("[handshake]\ntarget = '{address}'\ntries = 1\n"));
    let client = user.run(&["handshake", "client", "--id", "77"]).expect_exit(0);
    assert!(client.stdout.starts_with("Connection established 77 127.0.0.1 "), "{client}");
    // A flag wins over the profile's target, also half of it.
    let closed = crate::harness::ClosedPort::udp();
    let elsewhere = closed.address().to_string();
    let client = user.run(&["handshake", "client", &elsewhere]).expect_exit(1);
    assert!(client.stderr.contains(&elsewhere), "{client}");
    assert_eq!(client.stdout.matches("Connection Error").count(), 1, "the profile says one try\n{client}");
    let client = user.run(&["handshake", "client", &elsewhere, "--tries", "2"]);
    assert!(client.stdout.matches("Connection Error").count() >= 1, "{client}");
    server.signal(Signal::SIGTERM);
    let ended = server.end().expect_exit(0);
    assert!(ended.stdout.contains("77"), "events = true shows each request\n{ended}");
}

#[test]
fn a_flag_can_turn_off_what_the_profile_turns_on() {
    let user = User::new();
    user.profile("lab", "[handshake]\nport = 0\nbind = ['127.0.0.1']\nevents = true\ntcp = true\n");
    let args = ["handshake", "serve", "--profile", "lab", "--udp", "--events=false"];
    let server = Process::start(user.command(&args, &[]));
    let address: SocketAddr =
        server.wait_for("the ready line", |stdout| stdout.split_whitespace().last()?.parse().ok());
    user.run(&["handshake", "client", &address.to_string(), "--id", "4711"]).expect_exit(0);
    server.signal(Signal::SIGTERM);
    let ended = server.end().expect_exit(0);
    assert!(!ended.stdout.contains("4711") && ended.stdout.contains("listening on udp"), "{ended}");
}

// The commands.

#[test]
fn check_says_what_is_good() {
    let user = User::new();
    let own = user.profile("wan", "[handshake]\nport = 1\n");
    let path = user.file("f.toml", "[handshake]\nport = 1\n");
    for (args, places) in [
        (&["profile", "check"][..], vec!["built-in default"]),
        (&["profile", "check", "wan"], vec!["built-in default", "built-in wan", &own]),
        (&["--profile", "wan", "profile", "check"], vec!["built-in default", "built-in wan", &own]),
        (&["profile", "check", "./f.toml"], vec!["built-in default", "./f.toml"]),
        (&["profile", "check", &path, "--profile", "wan"], vec!["built-in default", &path]),
    ] {
        let ended = user.run(args).expect_exit(0);
        assert_eq!(ended.stdout, format!("good: {}\n", places.join(", ")), "{args:?}");
        let summary = user.run(&[args, &["--json"]].concat()).expect_exit(0).summary();
        assert_eq!((&summary["result"], &summary["places"]), (&"good".into(), &places.into()), "{summary}");
    }
    user.file("f.toml", "[handshake]\nport = 1\nprot = 1\n");
    let ended = user.run(&["profile", "check", "./f.toml"]).expect_exit(2);
    assert!(ended.stderr.starts_with("error: ./f.toml:3:1: unknown key `prot`"), "{ended}");
    user.run(&["profile", "check", "./f.toml", "extra"]).expect_exit(2);
}

#[test]
fn list_shows_the_users_own_profiles_too() {
    let user = User::new();
    let (lab, wan) = (user.profile("mylab", "nonsense ="), user.profile("wan", ""));
    user.file("config/sockctl/notes.txt", "");
    fs::create_dir(user.path("config/sockctl/folder.toml")).unwrap();
    let ended = user.run(&["profile", "list"]).expect_exit(0);
    let rows: Vec<_> = ended.stdout.lines().map(|line| line.split_once("  ").unwrap_or((line, ""))).collect();
    let names: Vec<_> = rows.iter().skip(2).map(|(name, _)| name.trim()).collect();
    assert_eq!(names, ["course", "default", "mylab", "wan"], "{ended}");
    assert_eq!(rows[4].1.trim(), lab, "{ended}");
    assert_eq!(rows[5].1.trim(), format!("built-in wan, {wan}"), "{ended}");
    let json = user.run(&["profile", "list", "--json"]).expect_exit(0).summary();
    let listed = json["profiles"].as_array().unwrap();
    assert_eq!(listed.iter().map(|profile| profile["name"].as_str().unwrap()).collect::<Vec<_>>(), names);
    assert_eq!(listed[3]["places"], serde_json::json!(["built-in wan", wan]));
    // Nobody's folder is no error.
    let ended = run(&["profile", "list"], "").expect_exit(0);
    assert!(ended.stdout.contains("course") && !ended.stdout.contains("mylab"), "{ended}");
}

#[test]
fn init_writes_a_profile_that_is_good_and_changes_nothing() {
    let user = User::new();
    fs::remove_dir_all(user.path("config")).unwrap();
    for (args, path) in [
        (&["profile", "init"][..], "config/sockctl/default.toml"),
        (&["profile", "init", "lab"], "config/sockctl/lab.toml"),
        (&["profile", "init", "-o", "mine.toml"], "mine.toml"),
        (&["profile", "init", "-o", "new/folder/mine.toml"], "new/folder/mine.toml"),
    ] {
        let ended = user.run(args).expect_exit(0);
        assert!(ended.stdout.contains(path) && ended.stderr.is_empty(), "{args:?}\n{ended}");
        let path = user.path(path);
        let text = fs::read_to_string(&path).unwrap();
        user.run(&["profile", "check", &path]).expect_exit(0);
        let shown = user.run(&["profile", "show", "--profile", &path]).expect_exit(0);
        for (key, value, origin) in settings(&shown.stdout) {
            assert_eq!(origin, "built-in default", "{key}\n{shown}");
            assert!(text.contains(&format!("\n#{key} = {value}\n")), "{key} = {value} is not in\n{text}");
        }
        // A comment before each setting says what it is for.
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines
            .windows(2)
            .filter(|pair| pair[1].starts_with('#') && !pair[1].starts_with("# ") && pair[1].len() > 1)
        {
            assert!(pair[0].starts_with("# "), "{pair:?}");
        }
        // It is refused a second time, and nothing is lost.
        fs::write(&path, "[handshake]\ntries = 8\n").unwrap();
        let ended = user.run(args).expect_exit(3);
        assert!(
            ended.stderr.contains("file exists") && ended.stderr.contains("--force"),
            "{args:?}\n{ended}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "[handshake]\ntries = 8\n");
        user.run(&[args, &["--force"]].concat()).expect_exit(0);
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    let printed = user.run(&["profile", "init", "-o", "-"]).expect_exit(0);
    assert_eq!(printed.stdout, fs::read_to_string(user.path("mine.toml")).unwrap());
    assert!(!PathBuf::from(user.path("-")).exists());
    // Every line taken in is a good profile too.
    let taken = |line: &str| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with(' ') => format!("{setting}\n"),
        _ => format!("{line}\n"),
    };
    user.file("taken.toml", printed.stdout.lines().map(taken).collect::<String>());
    let shown = user.run(&["profile", "show", "--profile", "./taken.toml"]).expect_exit(0);
    assert!(
        settings(&shown.stdout).iter().all(|(.., origin)| origin.starts_with("./taken.toml:")),
        "{shown}"
    );
}

#[test]
fn init_says_what_it_cannot_write() {
    let user = User::new();
    user.file("plain", "");
    fs::create_dir(user.path("folder")).unwrap();
    for (args, code, said) in [
        (&["profile", "init", "a/b"][..], 2, "`a/b` is no name for a profile"),
        (&["profile", "init", "lab.toml"], 2, "`lab.toml` is no name for a profile"),
        (&["profile", "init", ""], 2, "is no name for a profile"),
        (&["profile", "init", "-o", "plain/f.toml"], 3, "cannot write plain/f.toml: "),
        (&["profile", "init", "-o", "folder", "--force"], 3, "cannot write folder: is a directory"),
        (
            &["profile", "init", "-o", "/dev/full", "--force"],
            3,
            "cannot write /dev/full: no space left on device",
        ),
    ] {
        let ended = user.run(args).expect_exit(code);
        assert!(ended.stderr.contains(said) && ended.stdout.is_empty(), "{args:?}\n{ended}");
    }
    let mut command = user.command(&["profile", "init"], &[]);
    command.env_remove("HOME").env_remove("XDG_CONFIG_HOME");
    let ended = finish(command, "").expect_exit(3);
    assert!(ended.stderr.contains("neither XDG_CONFIG_HOME nor HOME is set"), "{ended}");
}

/// `--profile <(...)` is a pipe, and read as any file.
#[test]
fn a_profile_may_come_from_a_pipe() {
    let user = User::new();
    let mut command = user.command(&["profile", "show", "--profile", "/dev/stdin"], &[]);
    command.env("LC_ALL", "C");
    let ended = finish(command, "[handshake]\nport = 4711\n").expect_exit(0);
    assert_eq!(setting(&ended, "port"), ("4711".to_owned(), "/dev/stdin:2".to_owned()));
}
