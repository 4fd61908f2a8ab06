//! README says what is so: its tables are compared with the program's own, its example is run.

use std::fmt::Write;
use std::fs;

use sockctl::error::Exit;
use sockctl::profile::keys;

use crate::harness::run;

fn readme() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap()
}

/// The table must stand in README as it is made here.
fn expect_table(table: &str) {
    assert!(readme().contains(table), "README.md lacks this table, or has it otherwise:\n\n{table}");
}

#[test]
fn the_exit_codes_are_the_programs() {
    let mut table = "| status | meaning |\n|---|---|\n".to_owned();
    for (exit, meaning) in Exit::ALL {
        writeln!(table, "| {} | {meaning} |", exit.code()).unwrap();
    }
    expect_table(&table);
}

#[test]
fn the_ports_are_the_profiles() {
    let mut table = "| tool | port | over |\n|---|---|---|\n".to_owned();
    for key in keys().iter().filter(|key| ["port", "probe-port"].contains(&key.key.as_str())) {
        let over = match key.section.as_str() {
            "handshake" => "UDP, or TCP with `--tcp`",
            "echo" => "TCP and UDP",
            "ping" => "UDP",
            "throughput" => "UDP",
            "ftp" => "TCP",
            "relay" => "UDP",
            "dual-stack" => "TCP",
            other => panic!("say here what {other} listens over"),
        };
        writeln!(table, "| {} | {} | {over} |", key.section, key.value).unwrap();
    }
    expect_table(&table);
}

#[test]
fn the_profile_keys_are_the_default_profiles() {
    let mut table = "| section | key | default | meaning |\n|---|---|---|---|\n".to_owned();
    for key in keys() {
        writeln!(
            table,
            "| {} | `{}` | `{}` | {} |",
            key.section,
            key.key,
            key.value,
            key.comment.replace('|', "\\|")
        )
        .unwrap();
    }
    expect_table(&table);
}

#[test]
fn every_command_in_readme_is_one() {
    let text = readme();
    let commands = text.lines().filter_map(|line| line.strip_prefix("$ sockctl "));
    let mut count = 0;
    for command in commands {
        let command = command.split(" > ").next().unwrap_or(command);
        // What stands behind -- is another program's.
        let own = command.split(" -- ").next().unwrap_or(command);
        let args: Vec<&str> =
            own.split_whitespace().map(|word| word.trim_matches('\'')).chain(["--help"]).collect();
        let ended = run(&args, "");
        assert_eq!(ended.status.code(), Some(0), "sockctl {command}: {ended}");
        count += 1;
    }
    assert!(count > 3, "README shows how to use the program");
}

#[test]
fn the_two_first_commands_are_there() {
    for command in ["cargo run --release -- demo", "cargo test"] {
        assert!(readme().contains(command), "README.md does not name: {command}");
    }
}
