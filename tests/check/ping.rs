//! What is asked of ping programs.

use super::{assert_fails, each_of, judge_fairly, ours, peer};

#[test]
fn each_server_is_judged_by_what_it_does() {
    judge_fairly("ping_server");
}

#[test]
fn each_client_is_judged_by_what_it_does() {
    judge_fairly("ping_client");
}

/// With shorter delays.
const SHORT: &[&str] = &["--fast", "5"];

const CLIENT: &[&str] = &["-n", "{count}", "-i", "{interval}", "-s", "{size}"];

#[test]
fn our_own_programs_pass_everything() {
    let serve = ["--profile", "course", "ping", "serve", "--bind", "{host}", "--port", "{port}"];
    // As the course profile has them, which nobody tells it otherwise.
    let told = ["--loss", "{loss}", "--delay", "{delay-min}..{delay-max}"];
    let client = ours(&[&["--profile", "course", "ping", "client", "{address}"], CLIENT].concat());
    let programs = [
        ("server", &[][..], ours(&serve)),
        ("server", SHORT, ours(&[&serve[..], &told].concat())),
        ("client", &[], client),
    ];
    each_of(programs, |(role, flags, program)| assert_fails("ping", role, flags, &program, &[]));
}

#[test]
fn the_course_programs_fail_what_they_are_known_to() {
    let server = peer(
        "ping_server.py",
        &["{host}", "{port}", "--loss", "{loss}", "--delay", "{delay-min}", "{delay-max}"],
    );
    // It sleeps in its one loop, cuts at the size announced, is killed by C and something else, and decodes whatever
    // comes.
    let servers = ("server", SHORT, server, &["PI-08", "PI-09", "PI-10", "PI-11"][..]);
    // It takes a late answer for the next packet's, and without the last answer its figures are not printed.
    let client = peer("ping_client.py", &[&["{host}", "{port}"], CLIENT].concat());
    let clients = ("client", &[][..], client, &["PI-52", "PI-54"][..]);
    each_of([servers, clients], |(role, flags, program, known)| {
        assert_fails("ping", role, flags, &program, known);
    });
}
