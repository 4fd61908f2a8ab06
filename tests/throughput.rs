//! `sockctl throughput` on loopback: the real executable against itself and against small peers written here.
//!
//! Packets, fates and sums are compared exactly; clocks in one direction only: nothing comes before its time.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};
use std::thread;

use nix::sys::signal::Signal;
use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{ClosedPort, DEADLINE, Ended, Process, Server, UdpPeer, loopbacks, run, sockctl};

/// A server on 127.0.0.1, or where the arguments say.
fn server(args: &[&str]) -> Server {
    let bind: &[&str] = if args.contains(&"--bind") { &[] } else { &["--bind", "127.0.0.1"] };
    Server::start("throughput", &[bind, args].concat())
}

fn client(to: SocketAddr, args: &[&str]) -> Ended {
    run(&[&["throughput", "client", &to.to_string()], args].concat(), "")
}

fn number(event: &Value, key: &str) -> u64 {
    event[key].as_u64().unwrap_or_else(|| panic!("{key} is a number in {event}"))
}

fn named(client: &Ended, name: &str) -> Vec<Value> {
    client.events().into_iter().filter(|event| event["event"] == name).collect()
}

/// Of all seconds together.
fn added(client: &Ended, key: &str) -> u64 {
    named(client, "second").iter().map(|second| number(second, key)).sum()
}

/// The seconds say what the packets say, and both what the summary says.
fn expect_consistent(client: &Ended) {
    let (summary, packets) = (client.summary(), named(client, "packet"));
    let size = number(&summary, "size_bytes");
    let of = |results: &[&str]| {
        let found = packets.iter().filter(|packet| results.contains(&packet["result"].as_str().unwrap()));
        found.count() as u64
    };
    let timed = of(&["reply", "late"]);
    let acknowledged = timed + of(&["untimed"]);
    assert_eq!(added(client, "sent"), number(&summary, "sent"), "{client}");
    assert_eq!(added(client, "acknowledged"), acknowledged, "{client}");
    assert_eq!(added(client, "untimed"), of(&["untimed"]), "{client}");
    assert_eq!(number(&summary, "received"), timed, "{client}");
    assert_eq!(added(client, "lost"), of(&["lost"]), "{client}");
    assert_eq!(added(client, "unclear"), of(&["unclear"]), "{client}");
    assert_eq!(added(client, "awaited"), of(&["awaited"]), "{client}");
    assert_eq!(added(client, "exercise_throughput_bps"), acknowledged * size * 16, "{client}");
    assert_eq!(added(client, "returned_bps"), acknowledged * 19 * 8, "{client}");
    for (nth, second) in named(client, "second").iter().enumerate() {
        assert_eq!(number(second, "second"), nth as u64, "{client}");
        let of_second: Vec<&Value> =
            packets.iter().filter(|packet| number(packet, "sent_ns") / 1_000_000_000 == nth as u64).collect();
        assert_eq!(number(second, "sent"), of_second.len() as u64, "{second}\n{client}");
        let rtts: Vec<u64> = of_second.iter().filter_map(|packet| packet["rtt_ns"].as_u64()).collect();
        let mean = |rtts: &[u64]| (rtts.iter().sum::<u64>() + rtts.len() as u64 / 2) / rtts.len() as u64;
        assert_eq!(second["mean_delay_ns"].as_u64(), (!rtts.is_empty()).then(|| mean(&rtts)), "{client}");
    }
}

/// A peer that says what it is told to, in a thread, and gives what it heard up to `exit`.
fn course_server(
    answers: impl Fn(usize) -> bool + Send + 'static,
) -> (SocketAddr, thread::JoinHandle<Vec<Vec<u8>>>) {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    let address = socket.local_addr().unwrap();
    let hear = move || {
        let (mut heard, mut packets) = (Vec::new(), 0);
        let mut buffer = vec![0; 65_536];
        loop {
            let (length, from) = socket.recv_from(&mut buffer).unwrap();
            let message = buffer[..length].to_vec();
            let answer: &[u8] = match message.as_slice() {
                b"exit" => b"Stopping the Server.",
                [b'C', b' ', ..] => b"Buffer Size Calibrated at Server.",
                _ => b"Packet Acknowledged",
            };
            let is_packet = answer == b"Packet Acknowledged";
            packets += usize::from(is_packet);
            if !is_packet || answers(packets) {
                socket.send_to(answer, from).unwrap();
            }
            let is_last = message == b"exit";
            heard.push(message);
            if is_last {
                return heard;
            }
        }
    };
    (address, thread::spawn(hear))
}

fn path(folder: &TempDir, name: &str) -> (PathBuf, String) {
    let path = folder.path().join(name);
    let text = path.to_str().unwrap().to_owned();
    (path, text)
}

fn expect_picture(path: &Path) {
    let bytes = fs::read(path).unwrap();
    if path.extension().is_some_and(|extension| extension == "png") {
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.ends_with(b"IEND\xaeB\x60\x82"));
        assert_eq!(&bytes[12..16], b"IHDR");
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert!((1000..4000).contains(&side(16)) && (500..2000).contains(&side(20)));
    } else {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("<svg ") && text.trim_end().ends_with("</svg>"));
        for words in ["Throughput in each second", "Delay of each packet", "round-trip time (", "bit/s)"] {
            assert!(text.contains(words), "{words} is not in the picture");
        }
    }
}

#[test]
fn the_server_is_pings_in_its_own_name_on_both_families() {
    for ip in loopbacks() {
        let server = server(&["--bind", ip, "--json"]);
        let peer = UdpPeer::new(server.address());
        assert_eq!(peer.ask("C 1000"), b"Buffer Size Calibrated at Server.");
        assert_eq!(peer.ask("Hello Server."), b"Packet Acknowledged");
        assert_eq!(peer.ask("exit"), b"Stopping the Server.");
        let summary = server.stop().summary();
        assert_eq!(summary["tool"], "throughput");
        assert_eq!(["calibrations", "acknowledged", "exits"].map(|key| number(&summary, key)), [1, 1, 1]);
    }
}

#[test]
fn its_packets_are_the_exercises_and_their_intervals_shrink() {
    for ip in loopbacks() {
        let server = server(&["--bind", ip]);
        let flags =
            ["-n", "6", "-i", "0.4", "--factor", "0.5", "--min-interval", "50ms", "-s", "20", "--json"];
        let client = client(server.address(), &flags).expect_exit(0);
        expect_consistent(&client);
        let summary = client.summary();
        let fates = ["sent", "received", "lost", "ambiguous"].map(|key| number(&summary, key));
        assert_eq!(fates, [6, 6, 0, 0], "{client}");
        let mut packets = named(&client, "packet");
        packets.sort_by_key(|packet| number(packet, "number"));
        let least = [0, 400, 600, 700, 750, 800].map(|ms| ms * 1_000_000);
        for (packet, least) in packets.iter().zip(least) {
            // The first may itself have left late.
            let late = number(&summary["lateness"], "max_ns");
            assert!(number(packet, "sent_ns") + late >= least, "{packet}\n{client}");
            assert_eq!(
                number(packet, "received_ns"),
                number(packet, "sent_ns") + number(packet, "rtt_ns"),
                "{packet}"
            );
        }
        if number(&summary, "missed_slots") == 0 {
            let intervals: Vec<u64> =
                packets.iter().map(|packet| number(packet, "interval_ns") / 1_000_000).collect();
            assert_eq!(intervals, [400, 200, 100, 50, 50, 50], "{client}");
        }
    }
    let (address, heard) = course_server(|_| true);
    client(address, &["-n", "3", "-i", "20ms", "-s", "15"]).expect_exit(0);
    let heard: Vec<String> =
        heard.join().unwrap().into_iter().map(|message| String::from_utf8(message).unwrap()).collect();
    let packet = "Hello Server.  ";
    assert_eq!(heard, ["C 15", packet, packet, packet, "exit"]);
}

#[test]
fn what_the_server_loses_is_lost_in_the_seconds() {
    let (address, heard) = course_server(|packet| packet % 3 != 0);
    let flags = ["-n", "12", "-i", "0.3", "--factor", "0.8", "--reply-timeout", "2s", "--json", "-s", "100"];
    let client = client(address, &flags).expect_exit(0);
    expect_consistent(&client);
    assert_eq!(added(&client, "lost"), 4, "{client}");
    let lost: Vec<u64> = named(&client, "packet")
        .iter()
        .filter(|packet| packet["result"] == "lost")
        .map(|packet| number(packet, "number"))
        .collect();
    assert_eq!(lost, [3, 6, 9, 12], "{client}");
    heard.join().unwrap();
    // And with artificial loss.
    let server = server(&["--loss", "50%", "--seed", "5", "--json"]);
    let flags = ["-n", "30", "-i", "20ms", "--factor", "1", "--reply-timeout", "2s", "--json"];
    let client = self::client(server.address(), &flags).expect_exit(0);
    expect_consistent(&client);
    let summary = server.stop().summary();
    assert_eq!(number(&summary["impairment"], "lost"), added(&client, "lost"), "{client}");
}

#[test]
fn when_nothing_comes_back_the_answer_is_no() {
    let server = server(&["--loss", "100%"]);
    let flags = ["-n", "3", "-i", "10ms", "--reply-timeout", "100ms", "--json"];
    let client = self::client(server.address(), &flags).expect_exit(1);
    expect_consistent(&client);
    for second in named(&client, "second") {
        assert_eq!(
            (number(&second, "exercise_throughput_bps"), number(&second, "exercise_delay_ns")),
            (0, 0)
        );
        assert!(second["mean_delay_ns"].is_null(), "{second}");
    }
    let (nobody, folder) = (ClosedPort::udp(), TempDir::new().unwrap());
    let (picture, text) = path(&folder, "x.svg");
    fs::write(&picture, "an earlier one").unwrap();
    let client = self::client(nobody.address(), &["--plot", &text]).expect_exit(1);
    assert_eq!(fs::read(&picture).unwrap(), b"an earlier one", "nothing is no reason to replace it");
    let port = nobody.address().port();
    assert!(client.stderr.contains(&format!("sockctl throughput serve --probe-port {port}")), "{client}");
}

#[test]
fn a_full_disk_for_the_table_does_not_cost_the_picture() {
    let (server, folder) = (server(&[]), TempDir::new().unwrap());
    let (picture, text) = path(&folder, "x.svg");
    let flags = ["-n", "3", "-i", "10ms", "--csv", "/dev/full", "--plot", &text];
    let client = client(server.address(), &flags).expect_exit(3);
    assert!(client.stderr.contains("cannot write /dev/full: no space left on device"), "{client}");
    assert!(fs::read(&picture).unwrap().starts_with(b"<svg"), "{client}");
}

#[test]
fn the_text_has_a_line_a_second_and_packets_with_v() {
    let server = server(&[]);
    let flags = ["-n", "4", "-i", "0.6", "--factor", "1", "-s", "125"];
    let text = client(server.address(), &flags).expect_exit(0);
    let lines: Vec<&str> = text.stdout.lines().collect();
    assert!(lines[0].starts_with("second ") && lines[0].ends_with("mean delay"), "{text}");
    let rows: Vec<Vec<&str>> =
        lines[2..].iter().take(2).map(|line| line.split_whitespace().take(7).collect()).collect();
    let row = |nth| vec![nth, "2", "2", "0", "0", "4.000", "kbit/s"];
    assert_eq!(rows, [row("0"), row("1")], "{text}");
    assert!(!text.stdout.contains("packet 1:"), "{text}");
    let text = client(server.address(), &[&flags[..], &["-v"]].concat()).expect_exit(0);
    for packet in 1..=4 {
        assert!(text.stdout.contains(&format!("packet {packet}: sent at ")), "{text}");
    }
}

#[test]
fn an_interval_longer_than_a_second_leaves_seconds_without_packets() {
    let server = server(&[]);
    let flags = ["-n", "2", "-i", "2.1", "--json"];
    let client = client(server.address(), &flags).expect_exit(0);
    expect_consistent(&client);
    let seconds = named(&client, "second");
    assert_eq!(
        seconds.iter().map(|second| number(second, "sent")).collect::<Vec<_>>(),
        [1, 0, 1],
        "{client}"
    );
}

#[test]
fn tables_and_pictures_are_written() {
    let (server, folder) = (server(&["--loss", "20%", "--seed", "1"]), TempDir::new().unwrap());
    let (csv, csv_text) = path(&folder, "packets.csv");
    for name in ["sweep.svg", "sweep.png", "SWEEP.PNG"] {
        let (picture, text) = path(&folder, name);
        fs::write(&picture, "an earlier one").unwrap();
        let flags = [
            "-n",
            "20",
            "-i",
            "50ms",
            "--reply-timeout",
            "0.5",
            "--plot",
            &text,
            "--csv",
            &csv_text,
            "--json",
        ];
        let client = client(server.address(), &flags).expect_exit(0);
        if name.ends_with("PNG") {
            assert!(fs::read(&picture).unwrap().starts_with(b"\x89PNG"));
        } else {
            expect_picture(&picture);
        }
        let table = fs::read_to_string(&csv).unwrap();
        let mut lines = table.lines();
        assert_eq!(lines.next(), Some("number,interval_ns,sent_ns,received_ns,size_bytes,result,rtt_ns"));
        let told: Vec<String> = named(&client, "packet")
            .iter()
            .map(|packet| {
                let cell = |key: &str| match &packet[key] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                let keys =
                    ["number", "interval_ns", "sent_ns", "received_ns", "size_bytes", "result", "rtt_ns"];
                keys.map(cell).join(",")
            })
            .collect();
        assert_eq!(lines.collect::<Vec<_>>(), told);
        assert_eq!(told.len(), 20);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4, "no temporary file stays");
}

#[test]
fn a_picture_that_cannot_be_is_refused_before_anything_is_sent() {
    let folder = TempDir::new().unwrap();
    let (address, heard) = course_server(|_| true);
    for name in ["sweep.pdf", "sweep", "svg", "sweep.svg.gz", ""] {
        let (_, text) = path(&folder, name);
        let client = client(address, &["--plot", &text]).expect_exit(2);
        assert!(client.stderr.contains(".svg") && client.stderr.contains(".png"), "{client}");
    }
    let (_, lost) = path(&folder, "no/such/folder.svg");
    fs::create_dir(folder.path().join("folder.png")).unwrap();
    let (_, occupied) = path(&folder, "folder.png");
    for text in [lost, occupied] {
        let client = client(address, &["--plot", &text]).expect_exit(3);
        assert!(client.stderr.contains(&format!("cannot write {text}")), "{client}");
    }
    let (_, lost) = path(&folder, "no/such/packets.csv");
    client(address, &["--csv", &lost]).expect_exit(3);
    client(address, &["-n", "1"]).expect_exit(0);
    assert_eq!(heard.join().unwrap().len(), 3, "only the last run said anything");
}

#[test]
fn ctrl_c_ends_with_what_there_is_so_far() {
    let (server, folder) = (server(&[]), TempDir::new().unwrap());
    let ((picture, plot), (table, csv)) = (path(&folder, "x.svg"), path(&folder, "x.csv"));
    let target = server.address().to_string();
    let flags = ["-n", "0", "-i", "50ms", "--factor", "1", "--plot", &plot, "--csv", &csv, "--json"];
    let client = Process::start(sockctl(&[&["throughput", "client", &target][..], &flags].concat()));
    client.wait_for("the first second", |stdout| stdout.contains(r#""event":"second""#).then_some(()));
    client.signal(Signal::SIGUSR1);
    client.wait_for("the figures so far", |stdout| stdout.contains(r#""event":"interim""#).then_some(()));
    client.signal(Signal::SIGINT);
    let client = client.end().expect_exit(0);
    expect_consistent(&client);
    assert_eq!(client.summary()["ended_by"], "signal");
    expect_picture(&picture);
    let packets = number(&client.summary(), "sent") as usize;
    assert_eq!(fs::read_to_string(table).unwrap().lines().count(), packets + 1, "{client}");
}

#[test]
fn intervals_too_short_for_anybody_are_counted_as_missed_slots() {
    let server = server(&[]);
    let flags =
        ["-n", "500", "-i", "1ms", "--factor", "0.0001", "--min-interval", "10ns", "--reply-timeout", "0.5"];
    let client = client(server.address(), &[&flags[..], &["--json"]].concat()).expect_exit(0);
    expect_consistent(&client);
    let summary = client.summary();
    assert_eq!(number(&summary, "sent"), 500, "{client}");
    assert!(number(&summary, "missed_slots") > 1000, "{client}");
}

#[test]
fn answers_far_later_than_the_interval_are_told_apart() {
    let server = server(&["--delay", "150ms"]);
    let flags = ["-n", "60", "-i", "20ms", "--factor", "0.9", "--min-interval", "2ms", "--json"];
    let client = client(server.address(), &flags).expect_exit(0);
    expect_consistent(&client);
    assert_eq!(number(&client.summary(), "ambiguous"), 0, "{client}");
    for packet in named(&client, "packet") {
        assert!(packet["rtt_ns"].as_u64().is_none_or(|rtt| rtt >= 150_000_000), "{packet}");
    }
}

#[test]
fn with_more_unanswered_than_sockets_nobodys_acknowledgements_are_called_so() {
    let server = server(&["--delay", "700ms"]);
    let flags = ["-n", "500", "-i", "1ms", "--factor", "1", "--reply-timeout", "20s", "--json"];
    let client = client(server.address(), &flags).expect_exit(0);
    expect_consistent(&client);
    let summary = client.summary();
    // As many as 256 can be told apart; what the system's buffers lose may make it fewer.
    assert!(number(&summary, "ambiguous") > 0, "{client}");
    if number(&summary, "lost") == 0 {
        assert_eq!(added(&client, "acknowledged"), 500, "{client}");
    }
    assert!(client.stderr.contains("--min-interval longer"), "{client}");
    for packet in named(&client, "packet") {
        assert!(packet["rtt_ns"].as_u64().is_none_or(|rtt| rtt >= 700_000_000), "{packet}");
    }
}

#[test]
fn the_flags_are_checked() {
    for (flags, words) in [
        (&["--factor", "0"][..], "above 0 and at most 1"),
        (&["--factor", "1.1"], "above 0 and at most 1"),
        (&["-i", "0"], "longer than zero"),
        (&["--min-interval", "0"], "longer than zero"),
        (&["-s", "65508"], "does not fit"),
        (&["--probe-port", "0"], "port 0"),
    ] {
        let client = run(&[&["throughput", "client"], flags].concat(), "").expect_exit(2);
        assert!(client.stderr.contains(words), "{flags:?}\n{client}");
    }
}

#[test]
fn the_course_profile_ends_at_a_stop_word_and_prints_what_it_takes() {
    let server = server(&["--profile", "course", "--loss", "0", "--delay", "off"]);
    let client = client(server.address(), &["--profile", "course", "-n", "2", "-i", "10ms", "-s", "13"]);
    let client = client.expect_exit(0);
    assert!(client.stdout.contains("packet 2: sent at "), "{client}");
    let server = server.end().expect_exit(0);
    for line in
        ["C 13 (4 bytes) -> Buffer Size Calibrated at Server.", "Hello Server. (13 bytes) -> Packet Ack"]
    {
        assert!(server.stdout.contains(line), "{server}");
    }
}
