//! `sockctl serve`: every server of a profile in one process, each by itself, with one end and one summary.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::process::Command;

use nix::sys::signal::Signal;
use serde_json::Value;
use tempfile::TempDir;

use crate::cli::Unread;
use crate::harness::{
    Ended, Process, Server, UdpPeer, ask_tcp, connect, eventually, finish, has_ipv6, run, sockctl,
    until_closed,
};

/// What each tool of a `sockctl serve` listens on when it has all that it needs, but for ftp, which has no file.
const LISTENING: [(&str, &str); 6] = [
    ("handshake", "udp"),
    ("echo", "tcp"),
    ("echo", "udp"),
    ("ping", "udp"),
    ("relay", "udp"),
    ("dual-stack", "tcp"),
];

/// The servers of one process.
pub(crate) struct Servers {
    process: Process,
    bound: Vec<Bound>,
    _folder: TempDir,
}

/// One ready line.
#[derive(Debug)]
struct Bound {
    tool: String,
    transport: String,
    address: SocketAddr,
}

impl Bound {
    /// Of a line of text or JSON; none of a line that tells something else.
    fn read(line: &str) -> Option<Bound> {
        let (tool, transport, address) = match serde_json::from_str::<Value>(line) {
            Ok(event) if event["event"] == "listening" => {
                let text = |key: &str| event[key].as_str().unwrap().to_owned();
                (text("tool"), text("transport"), text("address"))
            }
            Ok(_) => return None,
            Err(_) => {
                let (tool, rest) = line.strip_prefix("sockctl ")?.split_once(": listening on ")?;
                let (transport, address) = rest.split_once(' ')?;
                (tool.to_owned(), transport.to_owned(), address.to_owned())
            }
        };
        let address = address.parse().unwrap_or_else(|_| panic!("an address in {line}"));
        Some(Bound { tool, transport, address })
    }
}

/// Every tool on a port of the system's choice, listening on `bind`; `settings` are lines of TOML for a section.
fn profile(bind: &str, settings: &[(&str, &str)]) -> String {
    let section = |name: &str| {
        let port = if name == "throughput" { "probe-port" } else { "port" };
        let own = settings.iter().filter(|(section, _)| *section == name);
        let own: String = own.map(|(_, line)| format!("{line}\n")).collect();
        format!("[{name}]\n{port} = 0\nbind = [{bind}]\n{own}")
    };
    ["handshake", "echo", "ping", "throughput", "ftp", "relay", "dual-stack"].map(section).concat()
}

/// `sockctl serve` with this profile, which lives as long as the folder.
fn serve(profile: &str, args: &[&str]) -> (TempDir, Command) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("profile.toml");
    fs::write(&path, profile).unwrap();
    let command = sockctl(&[&["--profile", path.to_str().unwrap(), "serve"], args].concat());
    (folder, command)
}

impl Servers {
    /// Waits until each of these listens on 127.0.0.1; `settings` as in [`profile`].
    pub(crate) fn start(settings: &[(&str, &str)], args: &[&str], listening: &[(&str, &str)]) -> Servers {
        Servers::start_as(&profile("\"127.0.0.1\"", settings), args, listening, |command| command)
            .unwrap_or_else(|ended| panic!("it ended\n{ended}"))
    }

    /// The same with any profile and another environment; what is left when it ends instead.
    pub(crate) fn start_as(
        profile: &str,
        args: &[&str],
        listening: &[(&str, &str)],
        adapt: impl FnOnce(Command) -> Command,
    ) -> Result<Servers, Ended> {
        let (folder, command) = serve(profile, args);
        let process = Process::start(adapt(command));
        let bound = eventually("a ready line of each", || {
            let bound: Vec<Bound> = process.stdout_so_far().lines().filter_map(Bound::read).collect();
            let is_ready = |&(tool, transport): &(&str, &str)| {
                bound.iter().any(|bound| bound.tool == tool && bound.transport == transport)
            };
            if listening.iter().all(is_ready) {
                return Some(Some(bound));
            }
            let status = fs::read_to_string(format!("/proc/{}/status", process.pid())).unwrap();
            status.contains("State:\tZ").then_some(None)
        });
        match bound {
            Some(bound) => Ok(Servers { process, bound, _folder: folder }),
            None => Err(process.end()),
        }
    }

    /// Where the tool listens; over the transport that it is best known for.
    pub(crate) fn at(&self, tool: &str) -> SocketAddr {
        let found = self.bound.iter().find(|bound| bound.tool == tool);
        found.unwrap_or_else(|| panic!("{tool} does not listen: {:?}", self.bound)).address
    }

    /// The datagram is answered with this, by a socket that nobody used before.
    #[track_caller]
    pub(crate) fn expect_answer(&self, tool: &str, request: &str, answer: &str) {
        let peer = UdpPeer::new(self.at(tool));
        let expected = answer.replace("PORT", &peer.local().port().to_string());
        assert_eq!(
            peer.ask(request).escape_ascii().to_string(),
            expected.escape_default().to_string(),
            "{tool}"
        );
    }

    /// Each of these serves.
    #[track_caller]
    fn expect_service(&self, tools: &[&str]) {
        for &tool in tools {
            match tool {
                "handshake" => UdpPeer::new(self.at(tool)).expect_service(),
                "echo" => self.expect_answer(tool, "hello", "hello"),
                "ping" | "throughput" => self.expect_answer(tool, "hello", "Packet Acknowledged"),
                "relay" => self.expect_answer(tool, "hii", "('127.0.0.1', PORT)"),
                "dual-stack" => {
                    let mut stream = connect(self.at(tool));
                    stream.write_all(b"hello").unwrap();
                    let mut answer = [0; 15];
                    stream.read_exact(&mut answer).unwrap();
                    assert_eq!(&answer, b"Acknowledgement");
                }
                other => panic!("no service is known of {other}"),
            }
        }
    }

    /// Nobody is at the UDP port any more: others may have it.
    fn expect_gone(&self, tool: &str) {
        eventually("its port is free", || UdpSocket::bind(self.at(tool)).ok());
    }

    pub(crate) fn process(&self) -> &Process {
        &self.process
    }

    pub(crate) fn stop_by(self, signal: Signal) -> Ended {
        self.process.signal(signal);
        self.process.end()
    }

    /// Ends it gently.
    pub(crate) fn stop(self) -> Ended {
        self.stop_by(Signal::SIGINT).expect_exit(0)
    }

    fn end(self) -> Ended {
        self.process.end()
    }
}

/// The part of the one summary that is about this server.
#[track_caller]
pub(crate) fn part<'a>(summary: &'a Value, server: &str) -> &'a Value {
    let parts = summary["servers"].as_array().unwrap_or_else(|| panic!("servers in {summary}"));
    let found = parts.iter().find(|part| part["server"] == server);
    found.unwrap_or_else(|| panic!("{server} in {summary}"))
}

/// Names of the servers in the one summary.
fn names(summary: &Value) -> Vec<&str> {
    let parts = summary["servers"].as_array().unwrap_or_else(|| panic!("servers in {summary}"));
    parts.iter().map(|part| part["server"].as_str().unwrap()).collect()
}

fn client(tool: &str, server: SocketAddr, args: &[&str]) -> Ended {
    run(&[&[tool, "client", &server.to_string()], args].concat(), "").expect_exit(0)
}

const ALL: [&str; 5] = ["handshake", "echo", "ping", "relay", "dual-stack"];
const WITHOUT_FTP: &str = "sockctl serve: ftp is left out: it needs a file to send";
const BY_PING: &str = "sockctl serve: throughput's probes are answered by ping";

// Good times.

#[test]
fn each_server_answers_its_own_client_and_one_signal_ends_all_with_one_summary() {
    let servers = Servers::start(&[], &["--json"], &LISTENING);
    client("handshake", servers.at("handshake"), &["--id", "1"]);
    client("echo", servers.at("echo"), &["-n", "2"]);
    client("echo", servers.at("echo"), &["-n", "3", "--udp"]);
    client("ping", servers.at("ping"), &["-n", "2", "-i", "10ms"]);
    client("throughput", servers.at("ping"), &["-n", "3", "-i", "10ms"]);
    client("dual-stack", servers.at("dual-stack"), &["--wire", "course", "-n", "4"]);
    let hearer = UdpPeer::new(servers.at("relay"));
    hearer.ask("hii");
    client("relay", servers.at("relay"), &["--to", &hearer.local().to_string(), "hello"]);
    assert!(hearer.hear().ends_with(b" ; content : hello"));

    let ended = servers.stop();
    assert!(ended.stderr.contains(WITHOUT_FTP) && ended.stderr.contains(BY_PING), "{ended}");
    let events = ended.events();
    assert_eq!(events.iter().filter(|event| event["event"] == "summary").count(), 1, "{ended}");
    let summary = ended.summary();
    assert_eq!((&summary["tool"], names(&summary)), (&"serve".into(), ALL.to_vec()), "{ended}");
    let number = |server, pointer| part(&summary, server).pointer(pointer).and_then(Value::as_u64);
    for (server, pointer, count) in [
        ("handshake", "/granted", 1),
        ("echo", "/udp/echoed", 3),
        ("echo", "/tcp/connections", 1),
        ("ping", "/reflected", 2),
        ("ping", "/acknowledged", 3),
        ("ping", "/calibrations", 1),
        ("relay", "/forwarded", 1),
        ("dual-stack", "/acknowledged", 4),
    ] {
        assert_eq!(number(server, pointer), Some(count), "{server}{pointer} in {summary}");
    }
    for server in ALL {
        assert_eq!(part(&summary, server)["ended_by"], "signal", "{summary}");
    }
}

#[test]
fn the_ready_lines_and_the_summary_name_their_tools() {
    let bind = if has_ipv6() { "\"127.0.0.1\", \"::1\"" } else { "\"127.0.0.1\"" };
    let servers = Servers::start_as(&profile(bind, &[]), &[], &LISTENING, |command| command)
        .unwrap_or_else(|ended| panic!("{ended}"));
    servers.expect_service(&ALL);
    let ended = servers.stop_by(Signal::SIGTERM).expect_exit(0);
    let addresses = if has_ipv6() { 2 } else { 1 };
    for (tool, transport) in LISTENING {
        let line = format!("sockctl {tool}: listening on {transport} ");
        assert_eq!(ended.stdout.matches(&line).count(), addresses, "{line}\n{ended}");
    }
    for tool in ALL {
        let line = format!("\n{tool} ended by a signal after ");
        assert_eq!(ended.stdout.matches(&line).count(), 1, "{line}\n{ended}");
    }
}

#[test]
fn probes_on_a_port_of_their_own_have_a_server_of_their_own() {
    let servers = Servers::start(&[], &["--only", "throughput", "--json"], &[("throughput", "udp")]);
    client("throughput", servers.at("throughput"), &["-n", "3", "-i", "10ms"]);
    let ended = servers.stop();
    assert!(!ended.stderr.contains(BY_PING), "{ended}");
    assert_eq!(part(&ended.summary(), "throughput")["acknowledged"], 3, "{ended}");

    let both = [("ping", "udp"), ("throughput", "udp")];
    let servers = on_free_ports(&["PING_PORT"], &["--only", "throughput,ping"], &both);
    assert_ne!(servers.at("ping"), servers.at("throughput"));
    client("ping", servers.at("ping"), &["-n", "1"]);
    client("throughput", servers.at("throughput"), &["-n", "3", "-i", "10ms"]);
    let summary = servers.stop().summary();
    assert_eq!(part(&summary, "ping")["reflected"], 1, "{summary}");
    assert_eq!(part(&summary, "throughput")["acknowledged"], 3, "{summary}");

    // As by default: one number for both.
    let equal = [("ping", "udp")];
    let servers = on_free_ports(&["PING_PORT THROUGHPUT_PROBE_PORT"], &["--only", "throughput,ping"], &equal);
    client("throughput", servers.at("ping"), &["-n", "3", "-i", "10ms"]);
    let ended = servers.stop();
    assert!(ended.stderr.contains(BY_PING), "{ended}");
    assert_eq!(names(&ended.summary()), ["ping"], "{ended}");
}

/// With a free port for each group of settings; tried again when somebody takes one meanwhile.
fn on_free_ports(groups: &[&str], args: &[&str], listening: &[(&str, &str)]) -> Servers {
    eventually("the ports are free", || {
        let held: Vec<UdpSocket> = groups.iter().map(|_| UdpSocket::bind("127.0.0.1:0").unwrap()).collect();
        let ports: Vec<u16> = held.iter().map(|socket| socket.local_addr().unwrap().port()).collect();
        drop(held);
        let args = [args, &["--json", "--require-all"]].concat();
        let adapt = |mut command: Command| {
            for (group, port) in groups.iter().zip(&ports) {
                for setting in group.split(' ') {
                    command.env(format!("SOCKCTL_{setting}"), port.to_string());
                }
            }
            command
        };
        Servers::start_as(&profile("\"127.0.0.1\"", &[]), &args, listening, adapt).ok()
    })
}

#[test]
fn a_handshake_server_among_others_does_not_end_by_being_idle() {
    let settings = [("handshake", "idle-timeout = \"50ms\""), ("dual-stack", "idle-timeout = \"500ms\"")];
    let only = ["--only", "handshake,dual-stack", "--json"];
    let servers = Servers::start(&settings, &only, &[("handshake", "udp"), ("dual-stack", "tcp")]);
    // This connection measures the time: it ends when ten times as long has passed.
    assert_eq!(until_closed(&mut connect(servers.at("dual-stack"))), b"");
    servers.expect_service(&["handshake"]);
    assert_eq!(part(&servers.stop().summary(), "handshake")["ended_by"], "signal");
}

// Which.

#[test]
fn only_and_except_choose() {
    let servers =
        Servers::start(&[], &["--only", "relay,handshake", "--json"], &[LISTENING[0], LISTENING[4]]);
    servers.expect_service(&["handshake", "relay"]);
    let ended = servers.stop();
    assert_eq!(names(&ended.summary()), ["handshake", "relay"], "{ended}");
    assert_eq!(ended.stderr, "", "what was not asked for is not missed");

    let except = ["--except", "relay,handshake,echo", "--except", "ftp", "--json"];
    let servers = Servers::start(&[], &except, &[LISTENING[3], LISTENING[5]]);
    servers.expect_service(&["ping", "dual-stack"]);
    let ended = servers.stop();
    assert_eq!(names(&ended.summary()), ["ping", "dual-stack"], "{ended}");
    assert!(!ended.stderr.contains("ftp"), "{ended}");
}

#[test]
fn what_cannot_be_served_is_refused() {
    for (args, said) in [
        (&["--only", "pong"][..], "pong"),
        (&["--except", "ping,pong"], "pong"),
        (&["--only", ""], "possible values"),
        (&["--only", "ping", "--except", "echo"], "cannot be used with"),
        (&["--only", "ftp"], "nothing to serve"),
        (&["--except", "handshake,echo,ping,throughput,ftp,relay,dual-stack"], "nothing to serve"),
        (&["--except", "handshake,echo,ping,throughput,relay,dual-stack"], "nothing to serve"),
    ] {
        let (_folder, command) = serve(&profile("\"127.0.0.1\"", &[]), args);
        let ended = finish(command, "").expect_exit(2);
        assert!(ended.stdout.is_empty() && ended.stderr.contains(said), "{args:?}\n{ended}");
    }
}

// Ports that are taken.

#[test]
fn a_taken_port_is_said_and_the_rest_goes_on() {
    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let (udp, tcp) = ((udp.local_addr().unwrap(), udp), (tcp.local_addr().unwrap(), tcp));
    let take = |mut command: Command| {
        command.env("SOCKCTL_PING_PORT", udp.0.port().to_string());
        command.env("SOCKCTL_THROUGHPUT_PROBE_PORT", udp.0.port().to_string());
        command.env("SOCKCTL_DUAL_STACK_PORT", tcp.0.port().to_string());
        command
    };
    let profile = profile("\"127.0.0.1\"", &[]);
    let rest = [LISTENING[0], LISTENING[1], LISTENING[2], LISTENING[4]];
    let servers = Servers::start_as(&profile, &["--json"], &rest, take).unwrap_or_else(|e| panic!("{e}"));
    servers.expect_service(&["handshake", "echo", "relay"]);
    let ended = servers.stop();
    assert_eq!(names(&ended.summary()), ["handshake", "echo", "relay"], "{ended}");
    let taken = [("ping", format!("udp {}", udp.0)), ("dual-stack", format!("tcp {}", tcp.0))];
    for (tool, address) in &taken {
        let line = ended.stderr.lines().find(|line| line.contains(&format!("cannot listen on {address}")));
        let line = line.unwrap_or_else(|| panic!("{tool} and {address} are said\n{ended}"));
        assert!(line.contains(tool) && line.contains("address already in use"), "{line}");
    }
    assert!(!ended.stderr.contains(BY_PING), "nobody answers probes\n{ended}");

    for args in [&["--require-all"][..], &["--require-all", "--json"]] {
        let (_folder, command) = serve(&profile, args);
        let ended = finish(take(command), "").expect_exit(3);
        assert!(!ended.stdout.contains("listening"), "nothing listens\n{ended}");
        assert!(
            taken.iter().any(|(_, at)| ended.stderr.contains(&format!("cannot listen on {at}"))),
            "{ended}"
        );
    }
    // When nothing is left, it cannot start.
    let (_folder, command) = serve(&profile, &["--only", "ping,dual-stack"]);
    let ended = finish(take(command), "").expect_exit(3);
    assert!(!ended.stdout.contains("listening"), "{ended}");
}

// Ends.

#[test]
fn a_stop_word_ends_the_server_it_was_said_to_and_no_other() {
    let settings = [
        ("echo", "wire = \"lab\"\nremote-stop = \"loopback\""),
        ("ping", "remote-stop = \"loopback\""),
        ("relay", "remote-stop = \"loopback\""),
    ];
    let servers = Servers::start(&settings, &["--json"], &LISTENING);
    servers.expect_service(&ALL);

    UdpPeer::new(servers.at("echo")).send("stop");
    servers.expect_gone("echo");
    eventually("it takes no connection", || std::net::TcpStream::connect(servers.at("echo")).err());
    servers.expect_service(&["handshake", "ping", "relay", "dual-stack"]);

    servers.expect_answer("ping", "exit", "Stopping the Server.");
    servers.expect_gone("ping");
    servers.expect_service(&["handshake", "relay", "dual-stack"]);

    // Each is another one's stop word, or nobody's.
    let relay = UdpPeer::new(servers.at("relay"));
    for word in ["stop", "exit"] {
        assert_eq!(relay.ask(word), b"400");
        assert_eq!(UdpPeer::new(servers.at("handshake")).expect_silence(word), ());
    }
    relay.send("exit server");
    servers.expect_gone("relay");
    servers.expect_service(&["handshake", "dual-stack"]);

    let summary = servers.stop().summary();
    for (server, by) in [
        ("handshake", "signal"),
        ("echo", "stop-word"),
        ("ping", "stop-word"),
        ("relay", "stop-word"),
        ("dual-stack", "signal"),
    ] {
        assert_eq!(part(&summary, server)["ended_by"], by, "{server} in {summary}");
    }
    assert_eq!(names(&summary), ALL, "those that ended are in the summary too");
}

#[test]
fn a_stop_word_over_tcp_ends_the_lab_echo_server_alone() {
    let settings = [("echo", "wire = \"lab\"\nremote-stop = \"loopback\"")];
    let servers = Servers::start(&settings, &["--json"], &LISTENING);
    assert_eq!(ask_tcp(servers.at("echo"), "stop"), b"");
    servers.expect_gone("echo");
    servers.expect_service(&["handshake", "ping", "relay", "dual-stack"]);
    let summary = servers.stop().summary();
    assert_eq!(part(&summary, "echo")["ended_by"], "stop-word", "{summary}");
}

#[test]
fn without_remote_stop_no_stop_word_ends_any() {
    let servers = Servers::start(&[("echo", "wire = \"lab\"")], &[], &LISTENING);
    servers.expect_answer("ping", "exit", "Stopping the Server.");
    UdpPeer::new(servers.at("echo")).send("stop");
    UdpPeer::new(servers.at("relay")).send("exit server");
    servers.expect_service(&ALL);
    servers.stop();
}

#[test]
fn a_server_that_ended_early_says_how_long_it_served() {
    let settings = [("ping", "remote-stop = \"loopback\""), ("dual-stack", "idle-timeout = \"300ms\"")];
    let only = ["--only", "ping,dual-stack", "--json"];
    let servers = Servers::start(&settings, &only, &[LISTENING[3], LISTENING[5]]);
    servers.expect_answer("ping", "exit", "Stopping the Server.");
    servers.expect_gone("ping");
    // This connection measures the time that the other goes on.
    assert_eq!(until_closed(&mut connect(servers.at("dual-stack"))), b"");
    let summary = servers.stop().summary();
    let duration = |server| part(&summary, server)["duration_ns"].as_u64().unwrap();
    assert!(duration("ping") + 300_000_000 <= duration("dual-stack"), "{summary}");
}

#[test]
fn the_process_ends_when_all_its_servers_have_ended() {
    let settings = [("ping", "remote-stop = \"loopback\""), ("relay", "remote-stop = \"loopback\"")];
    for json in [true, false] {
        let only = ["--only", "ping,relay", if json { "--json" } else { "--color=never" }];
        let servers = Servers::start(&settings, &only, &[LISTENING[3], LISTENING[4]]);
        UdpPeer::new(servers.at("relay")).send("exit server");
        servers.expect_gone("relay");
        servers.expect_answer("ping", "exit", "Stopping the Server.");
        let ended = servers.end().expect_exit(0);
        if json {
            let summary = ended.summary();
            assert_eq!(names(&summary), ["ping", "relay"], "{ended}");
            assert_eq!(part(&summary, "ping")["ended_by"], "stop-word", "{ended}");
        } else {
            for tool in ["ping", "relay"] {
                assert!(ended.stdout.contains(&format!("{tool} ended by a peer's stop word ")), "{ended}");
            }
        }
    }
}

#[test]
fn figures_so_far_are_given_for_every_server_by_name() {
    let servers = Servers::start(&[], &["--json"], &LISTENING);
    servers.expect_service(&ALL);
    assert_eq!(client("echo", servers.at("echo"), &["-n", "2"]).status.code(), Some(0));
    servers.process().signal(Signal::SIGUSR1);
    let interims = eventually("figures of each", || {
        let stdout = servers.process().stdout_so_far();
        let events = stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let interims: Vec<Value> = events.filter(|event| event["event"] == "interim").collect();
        let named = |tool: &&str| interims.iter().any(|interim| interim["tool"] == *tool);
        ALL.iter().all(named).then_some(interims)
    });
    let of = |tool| interims.iter().find(|interim| interim["tool"] == tool).unwrap();
    assert_eq!(of("handshake")["granted"], 1);
    assert_eq!(of("relay")["registrations"], 1);
    assert_eq!((&of("ping")["acknowledged"], &of("dual-stack")["acknowledged"]), (&1.into(), &1.into()));
    assert_eq!(of("ping")["ended_by"], Value::Null);
    // They go on.
    servers.expect_service(&ALL);
    servers.stop();
}

#[test]
fn echos_figures_so_far_have_both_transports() {
    let servers = Servers::start(&[], &["--only", "echo", "--json"], &LISTENING[1..3]);
    servers.expect_answer("echo", "hello", "hello");
    client("echo", servers.at("echo"), &["-n", "2"]);
    servers.process().signal(Signal::SIGUSR1);
    let interim: Value = servers.process().wait_for("figures of both", |stdout| {
        let line = stdout.lines().find(|line| line.contains("\"interim\""))?;
        Some(serde_json::from_str(line).unwrap())
    });
    assert_eq!(
        (&interim["udp"]["echoed"], &interim["tcp"]["connections"]),
        (&1.into(), &1.into()),
        "{interim}"
    );
    servers.stop();

    // As of the tool's own command.
    let server = Server::start("echo", &["--bind", "127.0.0.1"]);
    server.process().signal(Signal::SIGUSR1);
    for transport in ["tcp", "udp"] {
        let over = format!("\nover {transport}:\n");
        server.process().wait_for(&over, |stdout| stdout.contains(&over).then_some(()));
    }
    server.stop();
}

#[test]
fn figures_so_far_in_text_say_whose_they_are() {
    let servers = Servers::start(&[], &[], &LISTENING);
    servers.process().signal(Signal::SIGUSR1);
    for tool in ALL {
        servers.process().wait_for(&format!("figures of {tool}"), |stdout| {
            stdout.lines().any(|line| line.starts_with(&format!("{tool} so far, after "))).then_some(())
        });
    }
    servers.stop();
}

/// A pipe holds 64 KiB, and a datagram with its answer is shown in more than 100 bytes.
#[test]
fn the_second_signal_ends_all_of_them_at_once() {
    let profile = profile("\"127.0.0.1\"", &[]);
    let (_folder, mut command) = serve(&profile, &["--trace", "--only", "handshake,ping,relay"]);
    command.env("SOCKCTL_HANDSHAKE_EVENTS", "true");
    let server = Unread::launch(command);
    let peer = UdpPeer::new(server.address);
    for n in 0..2000 {
        // Whichever tool said first that it is ready: each of them answers this.
        peer.ask(format!("HELLO {n}"));
    }
    server.expect_second_signal_to_end_it(Signal::SIGINT, Signal::SIGINT);
}
