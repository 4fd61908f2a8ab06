//! What TAB offers in real shells; and the committed scripts and manual pages are those that the program makes.
//!
//! fish is asked by its own `complete -C`; bash by its completion function and by TAB on a terminal; zsh by TAB on a
//! terminal. The terminal is util-linux's `script`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use tempfile::TempDir;

use crate::harness::{DEADLINE, Process, finish, run, say};

/// The names under which the shells look for their scripts.
const SCRIPTS: [(&str, &str); 5] = [
    ("bash", "sockctl.bash"),
    ("zsh", "_sockctl"),
    ("fish", "sockctl.fish"),
    ("elvish", "sockctl.elv"),
    ("powershell", "_sockctl.ps1"),
];

const UPDATE: &str = "SOCKCTL_UPDATE=1 cargo test --test main generated";

#[test]
fn generated_files_are_those_that_the_program_makes() {
    let made = made_files();
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/completions"));
    if env::var("SOCKCTL_UPDATE").is_ok_and(|value| value == "1") {
        write_files(&folder, &made);
    }
    let committed = files_below(&folder);
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(&committed),
        names(&made),
        "the files in completions/; write them anew by\n  {UPDATE}\n"
    );
    for (name, made) in &made {
        let committed = &committed[name];
        let differs = committed.lines().zip(made.lines()).position(|(old, new)| old != new);
        let line = differs.unwrap_or_else(|| committed.lines().count().min(made.lines().count()));
        let at = |text: &str| text.lines().nth(line).unwrap_or("(the end)").to_owned();
        assert!(
            committed == made,
            "completions/{name} is not what the program makes, first in line {}:\n  there: {}\n  made:  {}\n\
             Write it anew by\n  {UPDATE}\n",
            line + 1,
            at(committed),
            at(made)
        );
    }
}

/// Everything that belongs into completions/, by its path there.
fn made_files() -> BTreeMap<String, String> {
    let script = |(shell, name): (&str, &str)| {
        let ended = run(&["completions", shell, "--static"], "").expect_exit(0);
        assert!(ended.stderr.is_empty() && ended.stdout.contains("handshake"), "{shell}\n{ended}");
        (name.to_owned(), ended.stdout)
    };
    let mut made: BTreeMap<_, _> = SCRIPTS.into_iter().map(script).collect();
    let folder = TempDir::new().unwrap();
    let ended = run(&["man", "-o", folder.path().to_str().unwrap()], "").expect_exit(0);
    assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("", ""));
    let pages = files_below(folder.path());
    assert!(pages.contains_key("sockctl.1") && pages.contains_key("sockctl-handshake-serve.1"), "{pages:?}");
    made.extend(pages.into_iter().map(|(name, page)| (format!("man/{name}"), page)));
    made
}

fn files_below(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            let below = files_below(&entry.path()).into_iter();
            files.extend(below.map(|(file, text)| (format!("{name}/{file}"), text)));
        } else {
            files.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
    files
}

fn write_files(folder: &Path, made: &BTreeMap<String, String>) {
    for name in files_below(folder).into_keys().filter(|name| !made.contains_key(name)) {
        fs::remove_file(folder.join(name)).unwrap();
    }
    for (name, text) in made {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

#[test]
fn every_shell_has_both_scripts() {
    for (shell, _) in SCRIPTS {
        for flags in [&[][..], &["--static"]] {
            let ended = run(&[&["completions", shell], flags].concat(), "").expect_exit(0);
            assert!(
                ended.stdout.contains("sockctl") && ended.stderr.is_empty(),
                "{shell} {flags:?}\n{ended}"
            );
        }
    }
    let ended = run(&["completions", "tcsh"], "").expect_exit(2);
    assert!(ended.stderr.contains("bash, elvish, fish, powershell, zsh"), "{ended}");
}

/// The two scripts that `sockctl completions` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    /// Asks the program at each TAB, and so knows a profile of the user's own.
    Asking,
    /// Stands alone.
    Static,
}

const BOTH: [Script; 2] = [Script::Asking, Script::Static];

impl Script {
    fn flag(self) -> &'static str {
        if self == Script::Static { "--static" } else { "" }
    }
}

/// A user with a shell: `sockctl` is on the path, and there is a profile of the user's own, `mylab`.
struct User {
    folder: TempDir,
}

impl User {
    /// None, with a word, when one of these programs is missing.
    fn with(programs: &[&str]) -> Option<User> {
        let missing = programs.iter().find(|program| !is_there(program));
        if let Some(missing) = missing {
            let required = env::var("SOCKCTL_REQUIRE_PEERS").is_ok_and(|value| value == "1");
            assert!(!required, "there is no {missing}, and SOCKCTL_REQUIRE_PEERS=1");
            say(&format!("skipped: completion in {}, there is no {missing}", programs[0]));
            return None;
        }
        let folder = TempDir::new().unwrap();
        for below in ["bin", "home", "config/sockctl", "work/readme-folder"] {
            fs::create_dir_all(folder.path().join(below)).unwrap();
        }
        fs::write(folder.path().join("config/sockctl/mylab.toml"), "[handshake]\nport = 9001\n").unwrap();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_sockctl"), folder.path().join("bin/sockctl")).unwrap();
        Some(User { folder })
    }

    fn command(&self, program: &str, args: &[&str]) -> Command {
        let below = |name: &str| self.folder.path().join(name);
        let path = env::var_os("PATH").unwrap();
        let path = env::join_paths([below("bin")].into_iter().chain(env::split_paths(&path))).unwrap();
        // Stripped of the settings of whoever runs the tests.
        let mut command = Command::new(program);
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("SOCKCTL_") {
                command.env_remove(name);
            }
        }
        command.args(args).current_dir(below("work")).env("PATH", path).env("HOME", below("home"));
        command.env("XDG_CONFIG_HOME", below("config")).env("XDG_DATA_HOME", below("home"));
        command.env("XDG_CACHE_HOME", below("home")).env("ZDOTDIR", below("home"));
        command.env("LC_ALL", "C.UTF-8").env("TERM", "dumb").env_remove("COMPLETE").env_remove("NO_COLOR");
        command
    }
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// A word that is offered, with its help text.
type Offer = (String, String);

/// What somebody types before TAB, what must be offered then, and what must not.
struct Tab {
    typed: &'static str,
    offers: Vec<Offer>,
    not: &'static [&'static str],
}

/// The places where somebody who explores presses TAB. What is to be offered comes from the command line's own
/// definitions; a few words of each stand here, so that these cannot be empty.
fn tabs(script: Script) -> Vec<Tab> {
    let mut root = sockctl::cli::command();
    root.build();
    let handshake = root.find_subcommand("handshake").unwrap();
    let (serve, client) =
        (handshake.find_subcommand("serve").unwrap(), handshake.find_subcommand("client").unwrap());
    let profile = |name: &str| (name.to_owned(), format!("built-in {name}"));
    let mut profiles = vec![profile("course"), profile("default"), profile("wan")];
    if script == Script::Asking {
        profiles.push(("mylab".to_owned(), "config/sockctl/mylab.toml".to_owned()));
    }
    let tabs = [
        Tab { typed: "sockctl ", offers: subcommands(&root), not: &["client", "course", "--id-ttl"] },
        Tab { typed: "sockctl handshake ", offers: subcommands(handshake), not: &["demo", "--id-ttl"] },
        Tab { typed: "sockctl handshake serve --", offers: flags(serve), not: &["--reply-timeout", "serve"] },
        Tab { typed: "sockctl handshake client --", offers: flags(client), not: &["--id-ttl", "client"] },
        Tab { typed: "sockctl --profile ", offers: profiles.clone(), not: &["handshake", "--json"] },
        Tab { typed: "sockctl handshake serve --profile ", offers: profiles, not: &["--json", "serve"] },
    ];
    for (tab, words) in tabs.iter().zip([
        &["handshake", "demo", "profile", "completions", "man"][..],
        &["serve", "client"],
        &["--id-ttl", "--port", "--bind", "--profile", "--trace"],
        &["--reply-timeout", "--id", "--ipv6"],
    ]) {
        for word in words {
            assert!(tab.offers.iter().any(|(offer, _)| offer == word), "{word} after {:?}", tab.typed);
        }
    }
    tabs.into()
}

fn subcommands(command: &clap::Command) -> Vec<Offer> {
    let offer = |sub: &clap::Command| (sub.get_name().to_owned(), sub.get_about().unwrap().to_string());
    command.get_subcommands().filter(|sub| !sub.is_hide_set()).map(offer).collect()
}

fn flags(command: &clap::Command) -> Vec<Offer> {
    let offer = |arg: &clap::Arg| Some((format!("--{}", arg.get_long()?), arg.get_help()?.to_string()));
    command.get_arguments().filter(|arg| !arg.is_hide_set()).filter_map(offer).collect()
}

impl Tab {
    /// All that must be is among `offered`, nothing is that must not; help texts where the shell shows them.
    fn judge(&self, shell: &str, script: Script, offered: &[Offer], has_help: bool) {
        let place = format!("{shell}, {script:?} script, `{}` and TAB", self.typed);
        for (word, help) in &self.offers {
            let found = offered.iter().find(|(offer, _)| offer == word);
            let (_, shown) =
                found.unwrap_or_else(|| panic!("{place}: {word} is not offered in {offered:#?}"));
            // The flags for help say in each place where to find more.
            if has_help && word != "--help" {
                assert!(shown.ends_with(help.as_str()), "{place}: help of {word} is {shown:?}, not {help:?}");
            }
        }
        for word in self.not {
            assert!(!offered.iter().any(|(offer, _)| offer == word), "{place}: {word} is offered");
        }
        let own = offered.iter().any(|(offer, _)| offer == "mylab");
        let expected = script == Script::Asking && self.typed.ends_with("--profile ");
        assert_eq!(own, expected, "{place}: the user's own profile in {offered:#?}");
    }
}

fn words(text: &str) -> Vec<Offer> {
    text.split_whitespace().map(|word| (word.to_owned(), String::new())).collect()
}

/// Without the empty argument that the others do not mind.
fn fish_args(code: &'static str, typed: &'static str, script: Script) -> Vec<&'static str> {
    let args = ["--no-config", "-c", code, typed, script.flag()];
    args.into_iter().filter(|arg| !arg.is_empty()).collect()
}

#[test]
fn fish_offers_what_is_there_with_help() {
    let Some(user) = User::with(&["fish"]) else { return };
    for script in BOTH {
        for tab in tabs(script) {
            let code = "sockctl completions fish $argv[2..] | source; complete -C $argv[1]";
            let ended = finish(user.command("fish", &fish_args(code, tab.typed, script)), "");
            assert!(ended.status.success() && ended.stderr.is_empty(), "{ended}");
            let offer = |line: &str| {
                let (word, help) = line.split_once('\t').unwrap_or((line, ""));
                (word.to_owned(), help.to_owned())
            };
            let offered: Vec<Offer> = ended.stdout.lines().map(offer).collect();
            tab.judge("fish", script, &offered, true);
        }
    }
}

/// Asks the function that `complete -p sockctl` names, with the variables that bash gives it.
const ASK_BASH: &str = r#"
source <(sockctl completions bash $2)
[[ "$(complete -p sockctl)" =~ -F\ ([^ ]+) ]] || exit 9
COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9 COMP_KEY=9
read -ra COMP_WORDS <<<"$1"
[[ $1 == *' ' ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
"${BASH_REMATCH[1]}" sockctl "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
"#;

#[test]
fn bash_offers_what_is_there() {
    let Some(user) = User::with(&["bash"]) else { return };
    for script in BOTH {
        for tab in tabs(script) {
            let args = ["--norc", "--noprofile", "-c", ASK_BASH, "bash", tab.typed, script.flag()];
            let ended = finish(user.command("bash", &args), "").expect_exit(0);
            assert!(ended.stderr.is_empty(), "{ended}");
            tab.judge("bash", script, &words(&ended.stdout), false);
        }
    }
}

/// A shell on a terminal, wide enough that no line is broken.
struct Terminal {
    shell: Process,
    _user: User,
}

/// Typed in halves, so that its echo is not taken for the prompt itself.
const PROMPT: &str = "ready> ";

const SET_UP_BASH: &str = "stty cols 400 rows 200; \
    bind 'set show-all-if-ambiguous on'; bind 'set page-completions off'; bind 'set completion-query-items 0'; \
    bind 'set enable-bracketed-paste off'; PS1='rea''dy> '; source <(sockctl completions bash SCRIPT)\n";

/// The static script where a package puts it; the other one as the help says.
const SET_UP_ZSH: &str = "stty cols 400 rows 200; unsetopt prompt_sp prompt_cr; unset zle_bracketed_paste; \
    LISTMAX=1000; PS1='rea''dy> '; autoload -U compinit; mkdir functions; fpath=($PWD/functions $fpath); \
    [[ -z 'SCRIPT' ]] || sockctl completions zsh SCRIPT >functions/_sockctl; compinit -u -D; \
    [[ -n 'SCRIPT' ]] || source <(sockctl completions zsh)\n";

impl Terminal {
    fn open(shell: &str, script: Script) -> Option<Terminal> {
        let user = User::with(&[shell, "script"])?;
        let (start, set_up) = match shell {
            "bash" => ("bash --norc --noprofile -i", SET_UP_BASH),
            _ => ("zsh -f -i", SET_UP_ZSH),
        };
        let shell = Process::start(user.command("script", &["-qfec", start, "/dev/null"]));
        let mut terminal = Terminal { shell, _user: user };
        terminal.type_in(&set_up.replace("SCRIPT", script.flag()), |seen| seen.ends_with(PROMPT));
        Some(terminal)
    }

    /// Types this and waits until what came since then is as wanted.
    fn type_in(&mut self, keys: &str, wanted: impl Fn(&str) -> bool) -> String {
        let before = self.screen().len();
        self.shell.say(keys);
        let start = Instant::now();
        loop {
            let screen = self.screen();
            let seen = screen.get(before..).unwrap_or_default();
            if wanted(seen) {
                return seen.to_owned();
            }
            assert!(start.elapsed() < DEADLINE, "after {keys:?} this did not come\n{}", self.shell);
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Types this and TAB; gives the lines that are listed before the prompt comes again.
    fn tab(&mut self, typed: &str) -> String {
        let again = format!("\n{PROMPT}{typed}");
        let seen = self.type_in(&format!("{typed}\t"), |seen| seen.ends_with(&again));
        let listed = seen.strip_suffix(&again).unwrap();
        listed.split_once('\n').map(|(_, listed)| listed.to_owned()).unwrap_or_default()
    }

    /// All that was shown so far, the unfinished line too.
    fn screen(&self) -> String {
        let shown = self.shell.to_string().replace('\r', "");
        let (stdout, _) = shown.rsplit_once("--- stderr").unwrap();
        stdout.to_owned()
    }
}

#[test]
fn tab_in_bash_lists_what_is_there() {
    for script in BOTH {
        for tab in tabs(script) {
            let Some(mut terminal) = Terminal::open("bash", script) else { return };
            let listed = terminal.tab(tab.typed);
            tab.judge("bash on a terminal", script, &words(&listed), false);
        }
    }
}

#[test]
fn tab_in_zsh_lists_what_is_there_with_help() {
    for script in BOTH {
        for tab in tabs(script) {
            let Some(mut terminal) = Terminal::open("zsh", script) else { return };
            let listed = terminal.tab(tab.typed);
            let offer = |line: &str| {
                let (word, help) = line.split_once(" -- ")?;
                Some((word.trim().to_owned(), help.trim_end().to_owned()))
            };
            let offered: Vec<Offer> = listed.lines().filter_map(offer).collect();
            tab.judge("zsh", script, &offered, true);
        }
    }
}

#[test]
fn a_command_written_by_tab_runs() {
    for shell in ["bash", "zsh"] {
        for script in BOTH {
            let Some(mut terminal) = Terminal::open(shell, script) else { continue };
            terminal.type_in("sockctl prof\t", |seen| seen.ends_with("sockctl profile "));
            terminal.type_in("li\t", |seen| seen.ends_with("list "));
            terminal.type_in("--prof\t", |seen| seen.ends_with(['=', ' ']));
            terminal.type_in("cou\t", |seen| seen.ends_with("course "));
            let seen = terminal.type_in("\n", |seen| seen.ends_with(PROMPT));
            assert!(seen.contains("built-in course") && seen.contains("mylab"), "{shell} {script:?}: {seen}");
        }
    }
}

/// The program may stand in a folder with any name: the script that asks names it.
#[test]
fn a_folder_with_spaces_and_quotes_is_no_obstacle() {
    for shell in ["bash", "zsh", "fish"] {
        let Some(user) = User::with(&[shell]) else { continue };
        let folder = user.folder.path().join("it's a \"folder\" $HOME");
        fs::create_dir(&folder).unwrap();
        fs::copy(env!("CARGO_BIN_EXE_sockctl"), folder.join("sockctl")).unwrap();
        let code = match shell {
            "bash" => ASK_BASH,
            "fish" => "sockctl completions fish | source; complete -C $argv[1]",
            // Enough of zsh's own to have the function called.
            _ => {
                "compdef() { :; }; _describe() { print -l -- ${(P)argv[-1]}; }; source <(sockctl completions zsh); \
                  words=(sockctl \"\"); CURRENT=2; _clap_dynamic_completer_sockctl"
            }
        };
        let args: &[&str] = match shell {
            "fish" => &["--no-config", "-c", code, "sockctl "],
            _ => &["-c", code, shell, "sockctl ", ""],
        };
        let mut command = user.command(shell, args);
        let path = env::var_os("PATH").unwrap();
        command.env("PATH", env::join_paths([folder].into_iter().chain(env::split_paths(&path))).unwrap());
        let ended = finish(command, "");
        assert!(ended.stdout.contains("handshake") && ended.stderr.is_empty(), "{shell}: {ended}");
    }
}

/// By the script that asks; the static one offers built-in names alone.
#[test]
fn a_path_can_be_completed_after_profile() {
    let tab = "sockctl handshake serve --profile ./read";
    if let Some(user) = User::with(&["fish"]) {
        let code = "sockctl completions fish | source; complete -C $argv[1]";
        let ended = finish(user.command("fish", &fish_args(code, tab, Script::Asking)), "");
        assert!(ended.stdout.contains("readme-folder/"), "fish\n{ended}");
    }
    for shell in ["bash", "zsh"] {
        let Some(mut terminal) = Terminal::open(shell, Script::Asking) else { continue };
        terminal.type_in(&format!("{tab}\t"), |seen| seen.contains("me-folder/"));
    }
}
