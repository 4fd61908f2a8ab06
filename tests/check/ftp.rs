//! What is asked of ftp programs.

use super::{assert_fails, judge_fairly, ours, peer};

#[test]
fn each_server_is_judged_by_what_it_does() {
    judge_fairly("ftp_server");
}

#[test]
fn each_client_is_judged_by_what_it_does() {
    judge_fairly("ftp_client");
}

#[test]
fn our_own_programs_pass_everything() {
    let listen = ["--bind", "{host}", "--port", "{port}", "--course-key", "{key}"];
    let server = ours(&[&["--profile", "course", "ftp", "serve", "{file}"][..], &listen].concat());
    assert_fails("ftp", "server", &[], &server, &[]);
    let fetch = ["--output", "{output}", "--course-key", "{key}", "--reply-timeout", "{timeout}"];
    let client = ours(&[&["--profile", "course", "ftp", "client", "{address}"][..], &fetch].concat());
    assert_fails("ftp", "client", &["--fast", "5"], &client, &[]);
}

#[test]
fn the_course_s_server_fails_what_it_is_known_to() {
    // One write for the answer and the file's beginning: else they fall together or not, as it happens.
    let server = peer("ftp_server.py", &["{host}", "{port}", "{file}", "--key", "{key}", "--one-write"]);
    // Its one recv is the whole key and must be text; it serves one client, with or without the right key, and ends.
    let known = ["FT-10", "FT-11", "FT-12", "FT-13", "FT-14", "FT-15", "FT-16", "FT-17"];
    assert_fails("ftp", "server", &[], &server, &known);
}

#[test]
fn the_course_s_client_fails_what_it_is_known_to() {
    let client = peer("ftp_client.py", &["{host}", "{port}", "--key", "{key}", "--output", "{output}"]);
    // It takes its first read for the answer and throws it away, and any answer but AUTH_ERROR for success; a part of
    // a file stays under the file's name. It waits 20 seconds for an answer, which is not for ever.
    let known = ["FT-49", "FT-50", "FT-53", "FT-54", "FT-56"];
    assert_fails("ftp", "client", &[], &client, &known);
}
