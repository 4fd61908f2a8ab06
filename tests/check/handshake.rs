//! What is asked of handshake programs.

use std::thread;
use std::time::{Duration, Instant};

use super::{assert_fails, judge_fairly, ours, peer};

#[test]
fn each_server_is_judged_by_what_it_does() {
    judge_fairly("handshake_server");
}

#[test]
fn each_client_is_judged_by_what_it_does() {
    judge_fairly("handshake_client");
}

/// What our own programs are started with beside the place they find or are given.
const SERVER: &[&str] = &[
    "--profile",
    "course",
    "handshake",
    "serve",
    "--bind",
    "{host}",
    "--port",
    "{port}",
    "--id-ttl",
    "{ttl}",
    "--idle-timeout",
    "{idle}",
];
const CLIENT: &[&str] = &[
    "--profile",
    "course",
    "handshake",
    "client",
    "{address}",
    "--id",
    "{id}",
    "--reply-timeout",
    "{timeout}",
];

const SHORT: &[&str] = &["--profile", "./short.toml", "--fast", "10"];

#[test]
fn our_own_programs_pass_everything() {
    for tcp in [&[][..], &["--tcp"]] {
        let server = ours(&[SERVER, tcp].concat());
        assert_fails("handshake", "server", &[SHORT, tcp].concat(), &server, &[]);
        let client = ours(&[CLIENT, tcp].concat());
        assert_fails("handshake", "client", &[SHORT, tcp].concat(), &client, &[]);
    }
}

#[test]
fn the_course_programs_fail_what_they_are_known_to() {
    let server = peer("handshake_server.py", &["{host}", "{port}", "--ttl", "{ttl}", "--idle", "{idle}"]);
    assert_fails("handshake", "server", SHORT, &server, &[]);
    // Its one recv is the whole request.
    let over_tcp = [&server[..], &["--tcp".to_owned()]].concat();
    assert_fails("handshake", "server", &[SHORT, &["--tcp"]].concat(), &over_tcp, &["HS-15"]);
    // It believes any reply, reads its input without a guard, and its status tells nothing.
    let client =
        peer("handshake_client.py", &["HELLO", "{host}", "{port}", "{id}", "--timeout", "{timeout}"]);
    let known = ["HS-49", "HS-50", "HS-51", "HS-52", "HS-56"];
    assert_fails("handshake", "client", SHORT, &client, &known);
    let over_tcp = [&client[..], &["--tcp".to_owned()]].concat();
    let known = ["HS-49", "HS-51", "HS-54", "HS-56"];
    assert_fails("handshake", "client", &[SHORT, &["--tcp"]].concat(), &over_tcp, &known);
}

/// The waits of the exercise as they are: 15 seconds, 30 seconds, 2 minutes.
#[test]
fn the_exercise_s_own_times_are_waited_for() {
    let begun = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| {
            let waiting = ["--only", "HS-04,HS-05,HS-06,HS-08,HS-09"];
            assert_fails("handshake", "server", &waiting, &ours(SERVER), &[]);
            // Two minutes, anew after 72 seconds, are looked for after 144.
            assert!(begun.elapsed() >= Duration::from_secs(140));
        });
        scope.spawn(|| {
            assert_fails("handshake", "client", &["--only", "HS-46,HS-47"], &ours(CLIENT), &[]);
            assert!(begun.elapsed() >= Duration::from_secs(15));
        });
    });
}
