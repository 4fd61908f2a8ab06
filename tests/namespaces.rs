//! `sockctl ping` through networks of its own: two machines of make-believe with a cable, or a router, between them. Skipped
//! with a word where this user may not have any.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::process::Command;
use std::thread;
use std::time::Duration;

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use crate::harness::{Ended, Process, eventually, say, sockctl};

const NEAR: &str = "10.9.1.1";
const FAR: &str = "10.9.1.2";
/// Behind the router.
const BEYOND: &str = "10.9.2.2";

/// A network of its own: it lives as long as the shell that holds it.
struct Network(Process);

impl Network {
    /// None where this user may not have one.
    fn new() -> Option<Network> {
        let is_root = fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
        let mut command = Command::new("unshare");
        command.args(if is_root { ["-n", "--"] } else { ["-rn", "--"] });
        Network::held(command)
    }

    /// Another for the same user.
    fn beside(&self) -> Option<Network> {
        Network::held(self.inside("unshare", &["-n", "--"]))
    }

    fn held(mut command: Command) -> Option<Network> {
        command.args(["sh", "-c", "ip link set lo up && echo up && read end"]);
        let process = Process::start(command);
        let (pid, mut is_up) = (process.pid(), false);
        eventually("a network is there or refused", || {
            is_up = process.stdout_so_far() == "up\n";
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            (is_up || stat.contains(") Z ") || stat.is_empty()).then_some(())
        });
        is_up.then_some(Network(process))
    }

    /// A command that runs in there.
    fn inside(&self, program: &str, args: &[&str]) -> Command {
        let is_root = fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
        let mut command = Command::new("nsenter");
        command.args(["-t", &self.0.pid().to_string()]);
        command.args(if is_root { &["-n", "--"][..] } else { &["-U", "--preserve-credentials", "-n", "--"] });
        command.arg(program).args(args);
        command
    }

    /// Runs each of these lines in there; all must do.
    fn script(&self, lines: &str) {
        let output = self.inside("sh", &["-ec", lines]).output().unwrap();
        assert!(output.status.success(), "{lines}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn start(&self, args: &[&str]) -> Process {
        let ours = sockctl(args);
        let program = ours.get_program().to_str().unwrap().to_owned();
        let mut command = self.inside(&program, args);
        for (name, value) in ours.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        Process::start(command)
    }

    /// A reflector in there, on its usual port.
    fn serve(&self) -> Process {
        let server = self.start(&["ping", "serve", "--bind", "0.0.0.0"]);
        server.wait_for("a ready line", |stdout| stdout.lines().next().map(drop));
        server
    }

    /// Pings to the end.
    fn ping(&self, args: &[&str]) -> Ended {
        self.start(&[&["ping", "client"], args].concat()).end()
    }

    /// From now on a fifth of the datagrams that this rule is about is thrown away on arrival; false, with a word, where
    /// that cannot be had.
    fn throws_away(&self, rule: &str) -> bool {
        self.filters("input", &format!("{rule} numgen random mod 100 < 20 counter drop"))
    }

    /// From now on this rule holds for what comes in or goes out; false, with a word, where that cannot be had.
    fn filters(&self, way: &str, rule: &str) -> bool {
        if Command::new("nft").arg("--version").output().is_err() {
            say("skipped: a firewall, there is no nft");
            return false;
        }
        let table = format!("table ip t {{\nchain c {{\ntype filter hook {way} priority 0\n{rule}\n}}\n}}");
        let mut command = self.inside("nft", &[&table]);
        let made = command.output().unwrap();
        if !made.status.success() {
            say(&format!("skipped: a firewall, nft says {}", String::from_utf8_lossy(&made.stderr).trim()));
        }
        made.status.success()
    }

    /// How many have been.
    fn thrown_away(&self) -> u64 {
        let output = self.inside("nft", &["list", "table", "ip", "t"]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let count = text.split_once("counter packets ").and_then(|(_, rest)| rest.split_whitespace().next());
        count.and_then(|count| count.parse().ok()).unwrap_or_else(|| panic!("a counter in {text}"))
    }
}

/// Two networks with a cable between them: `veth0` here, `veth1` there.
fn pair(what: &str) -> Option<(Network, Network)> {
    let networks = Network::new().and_then(|near| near.beside().map(|far| (near, far)));
    let Some((near, far)) = networks else {
        say(&format!(
            "skipped: {what}, a network of its own (unshare -n, ip, nsenter) is not to be had here"
        ));
        return None;
    };
    let there = far.0.pid();
    near.script(&format!(
        "ip link add veth0 type veth peer name veth1 netns {there}; ip addr add {NEAR}/24 dev veth0; ip link set veth0 up"
    ));
    far.script(&format!("ip addr add {FAR}/24 dev veth1; ip link set veth1 up"));
    Some((near, far))
}

/// Near, a router, and far.
fn routed(what: &str) -> Option<[Network; 3]> {
    let (near, router) = pair(what)?;
    let far = near.beside()?;
    let there = far.0.pid();
    near.script(&format!("ip route add default via {FAR}"));
    router.script(&format!(
        "echo 1 >/proc/sys/net/ipv4/ip_forward; ip link add veth2 type veth peer name veth3 netns {there}; \
         ip addr add 10.9.2.1/24 dev veth2; ip link set veth2 up"
    ));
    far.script(&format!(
        "ip addr add {BEYOND}/24 dev veth3; ip link set veth3 up; ip route add default via 10.9.2.1"
    ));
    Some([near, router, far])
}

fn number(event: &Value, key: &str) -> u64 {
    event[key].as_u64().unwrap_or_else(|| panic!("{key} is a number in {event}"))
}

fn answers(stdout: &str) -> usize {
    stdout.matches("\"event\":\"reply\"").count()
}

/// The client is told to stop when `more` packets have been answered from now on.
fn ends_after(client: Process, more: usize) -> Ended {
    let so_far = answers(&client.stdout_so_far());
    client.wait_for("answers again", |stdout| (answers(stdout) >= so_far + more).then_some(()));
    client.signal(Signal::SIGINT);
    client.end().expect_exit(0)
}

/// The summary says what the events said, and no packet is left out.
fn expect_complete(ended: &Ended) -> Value {
    let summary = ended.summary();
    let told = |name: &str| {
        let events = ended.events();
        u64::try_from(events.iter().filter(|event| event["event"] == name).count()).unwrap()
    };
    for (key, name) in [("received", "reply"), ("lost", "lost"), ("not_sent", "not-sent"), ("late", "late")] {
        assert_eq!(number(&summary, key), told(name), "{key} in {summary}");
    }
    let settled = ["received", "lost", "awaited"].map(|key| number(&summary, key)).iter().sum::<u64>();
    assert_eq!(number(&summary, "sent"), settled, "{summary}");
    summary
}

/// An outage of two seconds at this interface of the near or the far end.
fn goes_on_after_an_outage(is_near: bool) -> Option<Value> {
    let (near, far) = pair("an interface that goes down")?;
    let _server = far.serve();
    let client =
        near.start(&["ping", "client", FAR, "-n", "0", "-i", "20ms", "--reply-timeout", "1s", "--json"]);
    client.wait_for("answers", |stdout| (answers(stdout) >= 20).then_some(()));
    let (network, interface) = if is_near { (&near, "veth0") } else { (&far, "veth1") };
    network.script(&format!("ip link set {interface} down"));
    thread::sleep(Duration::from_secs(2));
    let before = answers(&client.stdout_so_far());
    network.script(&format!("ip link set {interface} up"));
    client.wait_for("an answer again", |stdout| (answers(stdout) > before).then_some(()));
    let ended = ends_after(client, 20);
    let summary = expect_complete(&ended);
    // Two seconds are a hundred slots. What waits for the cable in its second half is answered in time after all; a
    // busy machine may miss some, and says so.
    let missing = ["lost", "not_sent"].map(|key| number(&summary, key)).iter().sum::<u64>();
    let missed = number(&summary["schedule"], "missed_slots");
    assert!(missing + missed >= 45, "{summary}");
    assert!(number(&summary, "sent") + number(&summary, "not_sent") + missed >= 120, "{summary}");
    Some(summary)
}

#[test]
fn our_interface_is_down_for_two_seconds_and_the_run_goes_on() {
    if let Some(summary) = goes_on_after_an_outage(true) {
        assert!(number(&summary, "not_sent") > 0, "the system cannot send them: {summary}");
    }
}

#[test]
fn the_far_interface_is_down_for_two_seconds_and_the_run_goes_on() {
    if let Some(summary) = goes_on_after_an_outage(false) {
        assert_eq!(summary["reflector_restarts"], 0, "{summary}");
        // What waited here for the cable was answered too late, unless it had left before.
        let (backward, late) = (number(&summary["loss"], "backward"), number(&summary, "late"));
        assert!(backward <= late + 1, "the others never arrived there: {summary}");
    }
}

#[test]
fn our_address_changes_and_the_run_goes_on_from_the_new_one() {
    let Some((near, far)) = pair("an address that changes") else { return };
    let server = far.start(&["ping", "serve", "--bind", "0.0.0.0", "--json"]);
    server.wait_for("a ready line", |stdout| stdout.lines().next().map(drop));
    let client =
        near.start(&["ping", "client", FAR, "-n", "0", "-i", "20ms", "--reply-timeout", "1s", "--json"]);
    client.wait_for("answers", |stdout| (answers(stdout) >= 20).then_some(()));
    near.script(&format!("ip addr del {NEAR}/24 dev veth0; ip addr add 10.9.1.77/24 dev veth0"));
    let ended = ends_after(client, 20);
    let summary = expect_complete(&ended);
    assert!(number(&summary, "received") >= 40, "{summary}");
    // A new address is a new session to the reflector, which counts anew.
    server.signal(Signal::SIGTERM);
    assert_eq!(server.end().expect_exit(0).summary()["sessions"], 2);
    assert_eq!(summary["reflector_restarts"], 1, "{summary}");
}

#[test]
fn random_loss_shows_up_on_the_way_it_is_on() {
    for is_forward in [true, false] {
        let Some((near, far)) = pair("random loss") else { return };
        let server = far.serve();
        let (network, rule) = if is_forward { (&far, "udp dport 8080") } else { (&near, "udp sport 8080") };
        if !network.throws_away(rule) {
            return;
        }
        let ended = near.ping(&[FAR, "-n", "200", "-i", "5ms", "--json"]).expect_exit(0);
        let (summary, dropped) = (expect_complete(&ended), network.thrown_away());
        drop(server);
        assert!((5..100).contains(&dropped), "a fifth of 200: {dropped}");
        assert_eq!((number(&summary, "sent"), number(&summary, "lost")), (200, dropped), "{summary}");
        let loss = &summary["loss"];
        let (this, other) = if is_forward { ("forward", "backward") } else { ("backward", "forward") };
        assert_eq!((&loss[other], &loss["refused"]), (&json!(0), &json!(0)), "{summary}");
        // Of those after the last answer nobody knows.
        assert_eq!(number(loss, this) + number(loss, "undetermined"), dropped, "{summary}");
        assert!(number(loss, this) > 0, "{summary}");
    }
}

/// How many replies the kernel gave both times of.
fn timed_by_the_kernel(events: &[Value]) -> usize {
    let by_kernel = |event: &&Value| event["sent_by"] == "kernel" && event["received_by"] == "kernel";
    events.iter().filter(|event| event["event"] == "reply").filter(by_kernel).count()
}

#[test]
fn packets_that_our_own_firewall_refuses_leave_the_others_their_times() {
    let Some((near, far)) = pair("a firewall here") else { return };
    let _server = far.serve();
    if !near.filters("output", "udp dport 8080 numgen inc mod 10 == 3 counter drop") {
        return;
    }
    let ended = near.ping(&[FAR, "-n", "100", "-i", "5ms", "--json"]).expect_exit(0);
    let summary = expect_complete(&ended);
    let counts = ["not_sent", "received", "lost", "refused_by_icmp"].map(|key| number(&summary, key));
    assert_eq!(counts, [10, 90, 0, 0], "{summary}");
    // A busy machine may be slow to turn the kernel's times on.
    assert!(timed_by_the_kernel(&ended.events()) >= 80, "{ended}");
}

#[test]
fn what_waits_at_our_own_bottleneck_is_timed_when_it_leaves() {
    let Some((near, far)) = pair("a bottleneck here") else { return };
    let _server = far.serve();
    let shaped =
        ["qdisc", "add", "dev", "veth0", "root", "tbf", "rate", "1mbit", "burst", "5k", "latency", "2s"];
    if !near.inside("tc", &shaped).status().is_ok_and(|status| status.success()) {
        return say("skipped: a bottleneck, tc cannot make one");
    }
    // Five times what it lets through: packets wait, and the system takes no more of them for a while.
    let args = ["-n", "1200", "-i", "500us", "-s", "300", "--reply-timeout", "5s", "--json"];
    let ended = near.ping(&[&[FAR], &args[..]].concat()).expect_exit(0);
    let summary = expect_complete(&ended);
    assert!(number(&summary, "not_sent") > 0, "{summary}");
    let by_kernel = timed_by_the_kernel(&ended.events()) as u64;
    assert!(by_kernel * 10 >= number(&summary, "received") * 8, "{by_kernel} of {summary}");
    // The wait is the program's, not the network's.
    let median = |of: &str| number(&summary[of], "median_ns");
    assert!(median("rtt") * 4 < median("rtt_program"), "{summary}");
}

#[test]
fn a_way_that_is_gone_for_a_while_leaves_later_packets_their_times() {
    let Some((near, far)) = pair("a black hole") else { return };
    let _server = far.serve();
    let client =
        near.start(&["ping", "client", FAR, "-n", "0", "-i", "20ms", "--reply-timeout", "1s", "--json"]);
    client.wait_for("answers", |stdout| (answers(stdout) >= 20).then_some(()));
    near.script(&format!("ip route add blackhole {FAR}/32"));
    client.wait_for("packets not sent", |stdout| stdout.contains("\"not-sent\"").then_some(()));
    near.script(&format!("ip route del blackhole {FAR}/32"));
    let ended = ends_after(client, 20);
    let events = ended.events();
    let replies: Vec<&Value> = events.iter().filter(|event| event["event"] == "reply").collect();
    let by_kernel = replies.iter().rev().take(10).filter(|reply| reply["sent_by"] == "kernel").count();
    assert!(by_kernel >= 8, "{ended}");
}

#[test]
fn answers_that_the_far_firewall_refuses_leave_the_others_their_times() {
    let Some((near, far)) = pair("a firewall there") else { return };
    let _server = far.serve();
    if !far.filters("output", "udp sport 8080 numgen inc mod 10 == 3 counter drop") {
        return;
    }
    let asks = ["-n", "100", "-i", "20ms", "--reply-timeout", "1s", "--tlv", "follow-up-telemetry", "--json"];
    let ended = near.ping(&[&[FAR], &asks[..]].concat()).expect_exit(0);
    let summary = expect_complete(&ended);
    assert_eq!((number(&summary, "received"), number(&summary, "lost")), (90, 10), "{summary}");
    // An answer before which one was refused has nothing to say of that one.
    assert!(number(&summary["reflector"]["sent_later"], "count") >= 40, "{summary}");
}

#[test]
fn who_lets_nobody_in_is_told_from_what_cannot_be_sent() {
    let Some((near, far)) = pair("a firewall there") else { return };
    let _server = far.serve();
    // As firewalld has it.
    if !far.filters("input", "udp dport 8080 counter reject with icmp type host-prohibited") {
        return;
    }
    let ended = near.ping(&[FAR, "-n", "5", "-i", "100ms", "--reply-timeout", "1s", "--json"]).expect_exit(1);
    let summary = expect_complete(&ended);
    assert_eq!((number(&summary, "not_sent"), number(&summary, "lost")), (0, 5), "{summary}");
    assert!(number(&summary, "refused_by_icmp") >= 1, "{summary}");
    assert_eq!(summary["unreachable"], "host", "{summary}");
    assert!(
        ended.stderr.contains("a firewall lets nobody in; udp port 8080 must be let in there"),
        "{ended}"
    );
}

#[test]
fn the_path_mtu_is_that_of_the_cable_or_of_the_narrowest_behind_the_router() {
    let Some([near, router, far]) = routed("path MTU") else { return };
    let _servers = [router.serve(), far.serve()];
    let found = |target: &str| {
        let args = [target, "--mtu", "--reply-timeout", "300ms", "--json"];
        let target = near.ping(&args).expect_exit(0).summary()["targets"][0].clone();
        (number(&target, "mtu_bytes"), number(&target, "payload_bytes"))
    };
    near.script("ip link set veth0 mtu 1400");
    router.script("ip link set veth1 mtu 1400");
    assert_eq!(found(FAR), (1400, 1372));
    router.script("ip link set veth2 mtu 1300");
    far.script("ip link set veth3 mtu 1300");
    assert_eq!(found(BEYOND), (1300, 1272));
}

#[test]
fn packets_that_may_not_be_broken_are_not_sent_where_they_do_not_fit() {
    let Some((near, far)) = pair("fragments") else { return };
    let _server = far.serve();
    let args = [FAR, "-n", "3", "-i", "10ms", "-s", "3000", "--json"];
    let summary = expect_complete(&near.ping(&args).expect_exit(0));
    assert_eq!((number(&summary, "sent"), number(&summary, "received")), (3, 3), "in pieces: {summary}");
    let ended = near.ping(&[&args[..], &["--df"]].concat()).expect_exit(1);
    let summary = expect_complete(&ended);
    assert_eq!((number(&summary, "sent"), number(&summary, "not_sent")), (0, 3), "{summary}");
    assert!(ended.stderr.contains("--mtu finds how long they can be"), "{ended}");
}

#[test]
fn a_router_is_one_hop_and_what_it_does_to_the_dscp_is_seen() {
    let Some([near, router, far]) = routed("a router") else { return };
    let _server = far.serve();
    let args = [BEYOND, "-n", "5", "-i", "10ms", "--dscp", "46", "--json"];
    let ended = near.ping(&args[..args.len() - 1]).expect_exit(0);
    assert!(ended.stdout.contains("\n  path      1 router there, 1 router back"), "{ended}");
    let summary = expect_complete(&near.ping(&args).expect_exit(0));
    let once = json!({"min": 1, "max": 1, "changes": 0});
    assert_eq!((&summary["hops_forward"], &summary["hops_backward"]), (&once, &once), "{summary}");
    assert_eq!((number(&summary, "received"), number(&summary, "dscp_changed")), (5, 0), "{summary}");
    let rule =
        "table ip t {\nchain f {\ntype filter hook forward priority 0\nudp dport 8080 ip dscp set cs1\n}\n}";
    if Command::new("nft").arg("--version").output().is_err() {
        return say("skipped: a changed DSCP, there is no nft");
    }
    router.script(&format!("nft '{rule}'"));
    let summary = expect_complete(&near.ping(&args).expect_exit(0));
    assert_eq!((number(&summary, "received"), number(&summary, "dscp_changed")), (5, 5), "{summary}");
}
