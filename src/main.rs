//! The executable: hands the arguments over and returns the exit code.

fn main() -> std::process::ExitCode {
    // The second Ctrl-C must end even a program that is stuck while printing, so leaving is handed over too.
    sockctl::run(std::env::args_os(), |code| std::process::exit(code.into()))
}
