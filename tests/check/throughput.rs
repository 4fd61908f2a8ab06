//! What is asked of throughput programs. The server's cases are ping's.

use super::{assert_fails, judge_fairly, ours, peer};

#[test]
fn each_client_is_judged_by_what_it_does() {
    judge_fairly("throughput_client");
}

const CLIENT: &[&str] = &["-n", "{count}", "-i", "{interval}", "-s", "{size}"];

#[test]
fn our_own_programs_pass_everything() {
    let serve = ["--profile", "course", "throughput", "serve", "--bind", "{host}", "--probe-port", "{port}"];
    let told = ["--loss", "{loss}", "--delay", "{delay-min}..{delay-max}"];
    let server = ours(&[&serve[..], &told].concat());
    assert_fails("throughput", "server", &["--fast", "5"], &server, &[]);
    let client = ours(&[&["--profile", "course", "throughput", "client", "{address}"], CLIENT].concat());
    assert_fails("throughput", "client", &[], &client, &[]);
}

#[test]
fn the_course_program_fails_what_it_is_known_to() {
    // Without the last answer its figures are not printed.
    let client = peer("throughput_client.py", &[&["{host}", "{port}"], CLIENT].concat());
    assert_fails("throughput", "client", &[], &client, &["TP-56"]);
}
