//! What is asked of dual-stack programs.

use super::{assert_fails, judge_fairly, ours, peer};
use crate::harness::{has_ipv6, say};

/// Whether all cases can be played here.
fn has_both_families() -> bool {
    let has = has_ipv6();
    if !has {
        say("skipped: judging dual-stack programs, this machine has no ::1");
    }
    has
}

#[test]
fn each_server_is_judged_by_what_it_does() {
    if has_both_families() {
        judge_fairly("dual_stack_server");
    }
}

#[test]
fn each_client_is_judged_by_what_it_does() {
    if has_both_families() {
        judge_fairly("dual_stack_client");
    }
}

#[test]
fn our_own_programs_pass_everything() {
    let listen = ["--bind", "{host}", "--port", "{port}"];
    let server = ours(&[&["--profile", "course", "dual-stack", "serve"][..], &listen].concat());
    assert_fails("dual-stack", "server", &[], &server, &[]);
    let talk = ["--count", "{count}", "--reply-timeout", "{timeout}"];
    let client = ours(&[&["--profile", "course", "dual-stack", "client", "{address}"][..], &talk].concat());
    assert_fails("dual-stack", "client", &["--fast", "2"], &client, &[]);
}

#[test]
fn the_course_s_server_fails_what_it_is_known_to() {
    let server = peer("dual_stack_server.py", &["{host}", "{port}"]);
    // A text must be text, a lost connection ends it, and it serves one client at a time.
    assert_fails("dual-stack", "server", &[], &server, &["DS-10", "DS-12", "DS-13"]);
}

#[test]
fn the_course_s_client_fails_what_it_is_known_to() {
    let client = peer("dual_stack_client.py", &["{host}", "{port}"]);
    // One recv is one acknowledgement. It waits 20 seconds for it, which is not for ever.
    assert_fails("dual-stack", "client", &[], &client, &["DS-49"]);
}
