//! What is asked of relay programs.

use super::{assert_fails, judge_fairly, ours, peer};
use crate::harness::{Server, run};

#[test]
fn each_server_is_judged_by_what_it_does() {
    judge_fairly("relay_server");
}

#[test]
fn each_client_is_judged_by_what_it_does() {
    judge_fairly("relay_client");
}

/// An answer may take its time on a busy machine.
const PATIENT: [&str; 2] = ["--patience", "10s"];

#[test]
fn our_own_programs_pass_everything() {
    let serve = ["--profile", "course", "relay", "serve", "--bind", "{host}", "--port", "{port}"];
    // As it is, and as the exercise's, which sends to anybody.
    for more in [&[][..], &["--open"]] {
        assert_fails("relay", "server", &PATIENT, &ours(&[&serve, more].concat()), &[]);
    }
    let client = ["--profile", "course", "relay", "client", "{address}"];
    let flags = [&PATIENT[..], &["--style", "chat"]].concat();
    assert_fails("relay", "client", &flags, &ours(&client), &[]);
}

#[test]
fn a_server_that_runs_already_is_judged_as_well() {
    let server = Server::start("relay", &["--profile", "course", "--bind", "127.0.0.1"]);
    let address = server.address().to_string();
    let check = run(&[&["relay", "check", "server", &address, "--json"], &PATIENT[..]].concat(), "");
    let summary = check.expect_exit(0).summary();
    assert_eq!(summary["failed"].as_array().map(Vec::len), Some(0), "{summary}");
    assert_eq!(summary["required"]["unjudged"], 0, "{summary}");
    assert_eq!(summary["robust"]["unjudged"], 0, "{summary}");
    // Its last case says `exit server`.
    server.end().expect_exit(0);
}

#[test]
fn the_course_s_server_fails_what_it_is_known_to() {
    let known = [
        "RE-20", // a text with a `:` is answered 401
        "RE-21", // a message is cut at 1024 bytes
        "RE-23", // bytes that are no text end it
        "RE-25", // a name as target is looked up
    ];
    let server = peer("relay_server.py", &["{host}", "{port}"]);
    assert_fails("relay", "server", &PATIENT, &server, &known);
}

#[test]
fn the_course_s_client_fails_what_it_is_known_to() {
    let known = [
        "RE-49", // what comes next is the answer, also a message
        "RE-51", // bytes that are no text end it
        "RE-52", // what comes next is the answer, whoever says it
        "RE-54", // a message is cut at 1024 bytes
    ];
    let client = peer("relay_client.py", &["{host}", "{port}"]);
    assert_fails("relay", "client", &PATIENT, &client, &known);
}
