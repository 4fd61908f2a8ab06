//! What is asked of echo programs.

use super::{assert_fails, each_of, judge_fairly, ours, peer};
use crate::harness::{Server, run};

#[test]
fn each_server_is_judged_by_what_it_does() {
    judge_fairly("echo_server");
}

#[test]
fn each_client_is_judged_by_what_it_does() {
    judge_fairly("echo_client");
}

/// The flags of a variant, for a check and for our own programs alike.
const NAMED: &[&str] = &[];
const LAB_TCP: &[&str] = &["--wire", "lab"];
const LAB_UDP: &[&str] = &["--wire", "lab", "--udp"];

#[test]
fn our_own_programs_pass_everything() {
    each_of([NAMED, LAB_TCP, LAB_UDP], |variant| {
        let serve = ["--profile", "course", "echo", "serve", "--bind", "{host}", "--port", "{port}"];
        assert_fails("echo", "server", variant, &ours(&[&serve, variant].concat()), &[]);
        let client = ["--profile", "course", "echo", "client", "{address}"];
        assert_fails("echo", "client", variant, &ours(&[&client, variant].concat()), &[]);
    });
}

#[test]
fn a_server_that_runs_already_is_judged_as_well() {
    each_of([NAMED, LAB_TCP, LAB_UDP], |variant| {
        let server =
            Server::start("echo", &[&["--profile", "course", "--bind", "127.0.0.1"], variant].concat());
        let address = server.address().to_string();
        let check = run(&[&["echo", "check", "server", &address, "--json"], variant].concat(), "");
        let summary = check.expect_exit(0).summary();
        assert_eq!(summary["failed"].as_array().map(Vec::len), Some(0), "{summary}");
        assert_eq!(summary["required"]["unjudged"], 0, "{summary}");
        // Its last case says stop.
        server.end().expect_exit(0);
    });
}

#[test]
fn the_course_s_servers_fail_what_they_are_known_to() {
    let programs = [
        // It knows no stop, what is no text ends its thread before the place is given back, and a message of blanks is
        // taken for the end.
        ("cp372_server.py", NAMED, &["EC-17", "EC-22", "EC-23"][..]),
        // A client that breaks off, or what is no text, ends the program.
        ("lab2_tcp_server.py", LAB_TCP, &["EC-19", "EC-22"]),
        ("lab2_udp_server.py", LAB_UDP, &["EC-22"]),
    ];
    each_of(programs, |(program, variant, known)| {
        assert_fails("echo", "server", variant, &peer(program, &["{host}", "{port}"]), known);
    });
}

#[test]
fn the_course_s_clients_fail_what_they_are_known_to() {
    let programs = [
        // One recv without a time-out is an answer, even when it gave nothing; an empty line is sent and waited for;
        // input and answers are read without a guard; and the status never tells anything.
        ("cp372_client.py", NAMED, &["EC-48", "EC-50", "EC-51", "EC-52", "EC-53", "EC-54", "EC-57"][..]),
        ("lab2_tcp_client.py", LAB_TCP, &["EC-50", "EC-51", "EC-52", "EC-53", "EC-54", "EC-57"]),
        // This one has a time-out.
        ("lab2_udp_client.py", LAB_UDP, &["EC-54", "EC-57"]),
    ];
    each_of(programs, |(program, variant, known)| {
        assert_fails("echo", "client", variant, &peer(program, &["{host}", "{port}"]), known);
    });
}
