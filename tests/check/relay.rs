//! What is asked of relay programs.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{folder, judge_fairly};
use crate::harness::{finish, sockctl};

#[test]
fn each_server_is_judged_by_what_it_does() {
    judge_fairly("relay_server");
}

#[test]
fn each_client_is_judged_by_what_it_does() {
    judge_fairly("relay_client");
}

/// The command fails these cases and no others, and none is left unjudged.
fn fails(flags: &[&str], command: &[&str], expected: &[&str]) {
    let args =
        [&["relay", "check"], flags, &["--patience", "10s", "--json", "--quiet", "--"], command].concat();
    let mut check = sockctl(&args);
    check.current_dir(folder().join("../interop/peers"));
    let ended = finish(check, "");
    let lines = ended.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut not_passed = BTreeSet::new();
    for line in lines.filter(|line| line["event"] == "case" && line["verdict"] != "passed") {
        assert_eq!(line["verdict"], "failed", "{args:?}\n{ended}");
        not_passed.insert(line["id"].as_str().unwrap().to_owned());
    }
    assert!(ended.stdout.contains("\"summary\""), "{args:?}\n{ended}");
    let expected: BTreeSet<String> = expected.iter().map(|&id| id.to_owned()).collect();
    assert_eq!(not_passed, expected, "{args:?}\n{ended}");
}

#[test]
fn the_exercises_server_fails_where_its_page_says_so() {
    let expected = [
        "RE-20", // a text with a `:` is answered 401
        "RE-21", // a message is cut at 1024 bytes
        "RE-23", // bytes that are no text end it
        "RE-25", // a name as target is looked up
    ];
    fails(&["server"], &["python3", "relay_server.py", "{host}", "{port}"], &expected);
}

#[test]
fn the_exercises_client_fails_where_its_page_says_so() {
    let expected = [
        "RE-49", // what comes next is the answer, also a message
        "RE-51", // bytes that are no text end it
        "RE-52", // what comes next is the answer, whoever says it
        "RE-54", // a message is cut at 1024 bytes
    ];
    fails(&["client"], &["python3", "relay_client.py", "{host}", "{port}"], &expected);
}

#[test]
fn our_own_ends_pass_everything() {
    let ours = [env!("CARGO_BIN_EXE_sockctl"), "--profile", "course", "relay"];
    let server = |more: &[&str]| {
        let words = [&ours[..], &["serve", "--bind", "{host}", "-p", "{port}"], more].concat();
        fails(&["server"], &words, &[]);
    };
    server(&[]);
    // As the exercise's, which sends to anybody.
    server(&["--open"]);
    fails(&["client", "--style", "chat"], &[&ours[..], &["client", "{address}"]].concat(), &[]);
}
