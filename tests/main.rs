//! The one test binary. A file for each subject; a test in tidy.rs sees to it that none is forgotten.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should fail loudly, and waits in real time"
)]

mod harness;

mod check;
mod cli;
mod completions;
mod console;
mod dual_stack;
mod echo;
mod ftp;
mod handshake;
mod interop;
mod namespaces;
mod pairs;
mod ping;
mod prober;
mod profile;
mod readme;
mod relay;
mod serve;
mod stamp;
mod throughput;
mod tidy;
