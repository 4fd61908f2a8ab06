//! The rules of the house as a test that names the remedy.
//!
//! A check sees one file: its path from the top of the repository and its text. Checks of code read it without
//! comments and literals, and with every name spelled out as the `use` lines say. Each rule has a fixture that
//! breaks it and one close to it that does not, so that none can pass by looking at nothing.

use std::collections::HashMap;
use std::path::Path;
use std::{fs, io};

use proptest::prelude::*;

/// Key; the rule, and what to do when it is broken; the check.
const RULES: &[(&str, &str, Check)] = &[
    ("pure", "What only computes does nothing else. Pass in `now`, give back decisions; drive acts.", pure),
    ("seeded", "What only computes is given its randomness. Take a seeded source as an argument.", seeded),
    ("layers", "Layers know no tool. Let the tool pass it in.", |p, t| never(LAYERS, "crate::tools", p, t)),
    ("apart", "A tool knows no other tool. Move what two need down, into a layer.", apart),
    ("printing", "Only report prints. Hand it the data.", |p, t| only("src/report", PRINTING, p, t)),
    ("threads", "Only drive has threads. Run it by a driver.", |p, t| only("src/drive", THREADS, p, t)),
    ("unsafe", "Only net/sys is unsafe. Use socket2 or nix.", |p, t| only("src/net/sys", "unsafe", p, t)),
    ("leaving", "Only main leaves the process. Return an Error.", |p, t| only("src/main", LEAVING, p, t)),
    ("clock", "Few may ask the time. Take `now` as an argument.", |p, t| only(ASKS_THE_TIME, CLOCKS, p, t)),
    ("sockets", "Only net has sockets. Put it there and call that.", |p, t| only("src/net", SOCKETS, p, t)),
    ("head", "A source file says first what it is. Begin it with `//!`.", head),
    ("names", "A name says what is inside. Use a thing the user knows, or a verb of the machine.", names),
    ("leftovers", "Nothing is half done. Do it now or take it out.", leftovers),
    ("ignored", "Every test runs. Make it pass, or skip with a word when a peer is missing.", ignored),
    ("reasons", "An exception to a lint has a reason. Add `reason = \"...\"`, and prefer expect.", reasons),
    ("dependencies", "A dependency says what for. Add `# what for` at the end of its line.", dependencies),
    ("top", "The top level is small. Move it below src, config or tests, or to a dot-file.", top),
    ("homes", "No path of one machine. Use a relative one, CARGO_MANIFEST_DIR or tempfile.", homes),
];

type Check = fn(path: &str, text: &str) -> Vec<Finding>;

/// The line, and what stands there.
type Finding = (usize, String);

// Places: each covers the file of that name and what is below the folder of that name; `*` is any name.
const PURE: &str = "src/contract src/impair src/pace src/stats src/admit src/probe src/threshold \
    src/tools/*/wire src/tools/*/proto src/tools/*/*/wire src/tools/*/*/proto";
const LAYERS: &str = "src/check src/net src/drive src/contract src/stats src/pace";
const ASKS_THE_TIME: &str =
    "src/clock src/check src/drive src/net/sys/mmsg src/report src/cli src/tools/*/client src/tools/*/serve";
const TOP: &str = "Cargo.toml Cargo.lock src config completions tests README.md CHANGELOG.md LICENSE";
const IGNORED_BY_GIT: &str = ".git target tests/fuzz/target";

// Names: each is refused wherever it stands in a path. tokio's own sockets are none of these.
const SOCKETS: &str = "std::net::UdpSocket std::net::TcpStream std::net::TcpListener \
    std::net::ToSocketAddrs socket2 nix::sys::socket libc";
const CLOCKS: &str = "crate::clock::now crate::clock::wall crate::clock::moment crate::clock::unix_ns Instant::now SystemTime Utc::now Local::now \
    clock_gettime";
const THREADS: &str = "std::thread tokio";
const PRINTING: &str = "print! println! eprint! eprintln! std::io::stdout std::io::stderr \
    anstream::stdout anstream::stderr";
const SYSTEM: &str = "nix crate::net crate::drive std::process std::env std::fs";
const RANDOM: &str = "RandomState::new rand getrandom thread_rng";
const LEAVING: &str = "std::process::exit std::process::abort libc::exit libc::abort _exit";
const HIDING: &str = "util utils helper helpers common misc manager";

#[test]
fn the_house_is_tidy() {
    let files = files().unwrap();
    assert!(files.iter().any(|(path, _)| is_rust("src", path)), "found no source file: where is src/?");
    let mut broken = Vec::new();
    for (path, text) in &files {
        for (key, rule, check) in RULES {
            let found = check(path, text).into_iter();
            broken.extend(found.map(|(line, what)| format!("{path}:{line}: `{what}` [{key}] {rule}")));
        }
    }
    for (path, list) in forgotten(&files) {
        broken.push(format!("{path}: never runs. Add it to the modules of {list}."));
    }
    assert!(broken.is_empty(), "the rules of the house are broken:\n{}\n", broken.join("\n"));
}

/// In `places` stand none of the names.
fn never(places: &str, refused: &str, path: &str, text: &str) -> Vec<Finding> {
    if lies_in(places, path) { uses(refused, path, text) } else { Vec::new() }
}

/// Only in `places` stand the names, of all of `src`.
fn only(places: &str, refused: &str, path: &str, text: &str) -> Vec<Finding> {
    if is_rust("src", path) && !lies_in(places, path) { uses(refused, path, text) } else { Vec::new() }
}

fn pure(path: &str, text: &str) -> Vec<Finding> {
    // Both ends of a core on the simulated wire; compiled for tests alone.
    if path.ends_with("/sim_tests.rs") {
        return Vec::new();
    }
    never(PURE, &[SOCKETS, CLOCKS, THREADS, PRINTING, SYSTEM].join(" "), path, text)
}

fn seeded(path: &str, text: &str) -> Vec<Finding> {
    if path.ends_with("/sim_tests.rs") {
        return Vec::new();
    }
    let code = code(text);
    let (before_tests, _) = code.split_once("#[cfg(test)]\nmod tests").unwrap_or((&code, ""));
    never(PURE, RANDOM, path, before_tests)
}

fn apart(path: &str, text: &str) -> Vec<Finding> {
    let tool = path.strip_prefix("src/tools/").and_then(|rest| rest.split(['/', '.']).next());
    let Some(tool) = tool.filter(|tool| *tool != "mod") else { return Vec::new() };
    let mut found = spelled(path, text).uses;
    found.retain(|(_, name)| {
        let next = name.strip_prefix("crate::tools::").and_then(|rest| rest.split("::").next());
        // What begins with a capital is no module: the enum Tool.
        next.is_some_and(|next| next != tool && !next.starts_with(char::is_uppercase))
    });
    found
}

fn head(path: &str, text: &str) -> Vec<Finding> {
    let first = text.lines().next().unwrap_or_default();
    if is_rust("src", path) && !first.starts_with("//!") { vec![(1, first.to_owned())] } else { Vec::new() }
}

fn names(path: &str, text: &str) -> Vec<Finding> {
    let stems = path.split('/').filter_map(|part| part.split('.').next());
    let mut found: Vec<_> = stems.map(|stem| (1, stem.to_owned())).collect();
    if is_rust("", path) {
        found.extend(spelled(path, text).modules);
    }
    found.retain(|(_, name)| has(HIDING, name));
    found
}

fn leftovers(path: &str, text: &str) -> Vec<Finding> {
    if !is_rust("src", path) {
        return Vec::new();
    }
    let mut found = uses("todo! unimplemented! dbg!", path, text);
    for (line, words) in (1..).zip(text.lines()) {
        let words = words.split(|c: char| !c.is_alphanumeric());
        found.extend(words.filter(|word| has("FIXME XXX", word)).map(|word| (line, word.to_owned())));
    }
    found
}

fn ignored(path: &str, text: &str) -> Vec<Finding> {
    let mut found = attributes(path, text);
    found.retain(|(_, attribute)| applies("ignore", attribute));
    found
}

fn reasons(path: &str, text: &str) -> Vec<Finding> {
    let mut found = attributes(path, text);
    found.retain(|(_, attribute)| applies("allow(", attribute) || applies("expect(", attribute));
    found.retain(|(_, attribute)| !attribute.contains("reason = \" "));
    found
}

fn dependencies(path: &str, text: &str) -> Vec<Finding> {
    let (mut found, mut listing) = (Vec::new(), false);
    for (line, entry) in (1..).zip(text.lines()) {
        let section = entry.starts_with('[');
        listing = if section { entry.contains("dependencies]") } else { listing };
        let key = entry.starts_with(|c: char| c.is_alphanumeric()) && entry.contains('=');
        let names_one = if section { entry.contains("dependencies.") } else { listing && key };
        let says = entry.split_once(" #").is_some_and(|(_, words)| !words.trim().is_empty());
        if path.ends_with("Cargo.toml") && names_one && !says {
            found.push((line, entry.to_owned()));
        }
    }
    found
}

fn top(path: &str, _: &str) -> Vec<Finding> {
    let first = path.split('/').next().unwrap_or(path);
    if first.starts_with('.') || has(TOP, first) { Vec::new() } else { vec![(1, first.to_owned())] }
}

fn homes(_: &str, text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    // In two parts, for this file is checked too.
    for home in [concat!("/ro", "ot/"), concat!("/wo", "rk/")] {
        // In `a/b`, `../b` and `{a}/b` the path goes on from something else.
        let goes_on = |at: usize| text[..at].ends_with(|c: char| c.is_alphanumeric() || "._-}".contains(c));
        let at = text.match_indices(home).map(|(at, _)| at).filter(|at| !goes_on(*at));
        found.extend(at.map(|at| (line_of(text, at), home.to_owned())));
    }
    found
}

/// Test files that no module list names, each with the list it belongs to.
fn forgotten(files: &[(String, String)]) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (folder, list) in [("tests/", "tests/main.rs"), ("tests/interop/", "tests/interop/mod.rs")] {
        let text = files.iter().find(|(path, _)| path == list).map_or("", |(_, text)| text);
        let listed = spelled(list, text).modules;
        for (path, _) in files.iter().filter(|(path, _)| path != list) {
            let file = path.strip_prefix(folder).unwrap_or_default();
            let module = file.strip_suffix("/mod.rs").or(file.strip_suffix(".rs")).unwrap_or_default();
            let direct = !module.is_empty() && !module.contains('/');
            if direct && !listed.iter().any(|(_, name)| name == module) {
                found.push((path.as_str(), list));
            }
        }
    }
    found
}

/// Every file of the repository; what is no text (a picture) keeps its path and has no words.
fn files() -> io::Result<Vec<(String, String)>> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut found, mut folders) = (Vec::new(), vec![String::new()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(top.join(&folder))? {
            let entry = entry?;
            let path = format!("{folder}{}", entry.file_name().to_string_lossy());
            if has(IGNORED_BY_GIT, &path) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(path + "/");
            } else {
                found.push((path, String::from_utf8(fs::read(entry.path())?).unwrap_or_default()));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn has(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|entry| entry == word)
}

fn is_rust(folder: &str, path: &str) -> bool {
    Path::new(path).starts_with(folder) && path.ends_with(".rs")
}

fn lies_in(places: &str, path: &str) -> bool {
    places.split_whitespace().any(|place| {
        let mut parts = path.split('/');
        place
            .split('/')
            .all(|name| parts.next().is_some_and(|part| name == "*" || part.trim_end_matches(".rs") == name))
    })
}

/// Where the code uses a refused name, or a glob that brings one in.
fn uses(refused: &str, path: &str, text: &str) -> Vec<Finding> {
    let own = module_of(path);
    let mut found = spelled(path, text).uses;
    found.retain(|(_, used)| {
        let glob = used.strip_suffix('*').filter(|stem| stem.trim_end_matches("::") != own);
        let is = |name: &str| format!("::{used}::").contains(&format!("::{name}::"));
        refused.split_whitespace().any(|name| is(name) || glob.is_some_and(|stem| name.starts_with(stem)))
    });
    found
}

/// `src/net/udp.rs` is `crate::net::udp`.
fn module_of(path: &str) -> String {
    let parts = path.trim_end_matches(".rs").split('/').skip(1).filter(|part| !has("lib main mod", part));
    ["crate"].into_iter().chain(parts).collect::<Vec<_>>().join("::")
}

#[derive(Default)]
struct Names {
    /// Paths resolved through `use`, `self` and `super`; macros, which end in `!`; `unsafe`.
    uses: Vec<Finding>,
    /// Modules declared, inline or as a file.
    modules: Vec<Finding>,
}

fn spelled(path: &str, text: &str) -> Names {
    let code = code(text);
    let tokens = tokens(&code);
    let token = |at: usize| tokens.get(at).map_or("", |(_, token)| *token);
    let (mut names, mut imports) = (Names::default(), HashMap::new());
    // What a name inside the braces is relative to: a module, or the beginning of a `use` group.
    let mut scopes = vec![(module_of(path), false)];
    let (mut importing, mut at) = (false, 0);
    while let Some((line, first)) = tokens.get(at).copied() {
        let (scope, group) = scopes.last().map_or(("", false), |(scope, group)| (scope.as_str(), *group));
        at += 1;
        match first {
            "use" => importing = token(at) != "<",
            ";" => importing = false,
            "{" => scopes.push((scope.to_owned(), false)),
            "}" => drop(scopes.pop()),
            "mod" => {
                names.modules.push((line, token(at).to_owned()));
                if token(at + 1) == "{" {
                    scopes.push((format!("{scope}::{}", token(at)), false));
                    at += 1;
                }
                at += 1;
            }
            _ if is_word(first) || (first == "*" && importing) => {
                let mut name = first.to_owned();
                while token(at) == "::" && (is_word(token(at + 1)) || token(at + 1) == "*") {
                    name = [&name, token(at + 1)].join("::");
                    at += 2;
                }
                name = if group { [scope, &name].join("::") } else { absolute(&name, scope, &imports) };
                name = name.trim_end_matches("::self").to_owned();
                if token(at) == "::" && token(at + 1) == "{" {
                    scopes.push((name, true));
                    at += 2;
                    continue;
                }
                if importing && token(at) == "as" {
                    imports.insert(token(at + 1).to_owned(), name.clone());
                    at += 2;
                } else if importing {
                    imports.insert(name.rsplit("::").next().unwrap_or_default().to_owned(), name.clone());
                } else if token(at) == "!" && token(at + 1) != "=" {
                    name.push('!');
                }
                // A single word is a variable, a field or a keyword.
                if importing || name.contains("::") || name.ends_with('!') || name == "unsafe" {
                    names.uses.push((line, name));
                }
            }
            _ => {}
        }
    }
    names
}

fn absolute(name: &str, module: &str, imports: &HashMap<String, String>) -> String {
    let mut base = String::new();
    for part in name.split("::") {
        base = match (part, base.is_empty()) {
            ("self", true) => module.to_owned(),
            ("sockctl", true) => "crate".to_owned(),
            ("super", true) => module.rsplit_once("::").map_or(module, |(parent, _)| parent).to_owned(),
            ("super", false) => base.rsplit_once("::").map_or("crate", |(parent, _)| parent).to_owned(),
            (_, true) => imports.get(part).cloned().unwrap_or(part.to_owned()),
            (_, false) => [&base, part].join("::"),
        };
    }
    base
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Words, `::` and single signs, each with its line.
fn tokens(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (line, mut rest) in (1..).zip(code.lines()) {
        while let Some(first) = rest.chars().next() {
            let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let len = if rest.starts_with("::") { 2 } else { word.max(first.len_utf8()) };
            let (token, after) = rest.split_at(len);
            rest = after;
            if !first.is_whitespace() {
                found.push((line, token));
            }
        }
    }
    found
}

/// What stands in `#[...]` and `#![...]` of a Rust file.
fn attributes(path: &str, text: &str) -> Vec<Finding> {
    let code = if is_rust("", path) { code(text) } else { String::new() };
    let mut found = Vec::new();
    for (at, _) in code.match_indices('#') {
        let Some(body) = code[at + 1..].trim_start_matches('!').strip_prefix('[') else { continue };
        found.push((line_of(&code, at), body.split(']').next().unwrap_or(body).to_owned()));
    }
    found
}

fn applies(name: &str, attribute: &str) -> bool {
    let conditional = attribute.starts_with("cfg_attr") && attribute.contains(&format!(", {name}"));
    attribute.trim_start().starts_with(name) || conditional
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text[..at].matches('\n').count()
}

/// The code alone, line for line: comments and literals become spaces, strings keep their outer quotes.
fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (mut code, mut at) = (String::new(), 0);
    while at < chars.len() {
        let end = literal_end(&chars, at).unwrap_or(at).min(chars.len());
        for (n, c) in (at..end).zip(&chars[at..end]) {
            let outer = chars[at] == '"' && (n == at || n == end - 1);
            let kept = if outer { '"' } else { ' ' };
            code.push(if *c == '\n' { '\n' } else { kept });
        }
        if end == at {
            code.push(chars[at]);
        }
        at = end.max(at + 1);
    }
    code
}

/// Where the comment or literal that begins at `at` ends, if one does.
fn literal_end(chars: &[char], at: usize) -> Option<usize> {
    let from = |at: usize| chars.get(at..).unwrap_or_default();
    let find = |start: usize, end: &[char]| {
        let after = from(start).windows(end.len()).position(|window| window == end);
        after.map_or(chars.len(), |after| start + after + end.len())
    };
    match from(at) {
        ['/', '/', ..] => Some(find(at, &['\n'])),
        ['/', '*', ..] => {
            let (mut depth, mut end) = (1, at + 2);
            while depth > 0 && end < chars.len() {
                match from(end) {
                    ['/', '*', ..] => (depth, end) = (depth + 1, end + 2),
                    ['*', '/', ..] => (depth, end) = (depth - 1, end + 2),
                    _ => end += 1,
                }
            }
            Some(end)
        }
        ['"', ..] => {
            let hashes = chars[..at].iter().rev().take_while(|c| **c == '#').count();
            if chars[..at - hashes].ends_with(&['r']) {
                return Some(find(at + 1, &[&['"'][..], &vec!['#'; hashes]].concat()));
            }
            let mut end = at + 1;
            while end < chars.len() && chars[end] != '"' {
                end += if chars[end] == '\\' { 2 } else { 1 };
            }
            Some(end + 1)
        }
        ['\'', '\\', ..] => Some(find(at + 3, &['\''])),
        ['\'', _, '\'', ..] => Some(at + 3),
        _ => None,
    }
}

/// Rule, a file that breaks it, one that does not.
type Fixture = (&'static str, (&'static str, &'static str), (&'static str, &'static str));

#[rustfmt::skip]
const FIXTURES: &[Fixture] = &[
    ("pure", ("src/pace.rs", "use std::net::{IpAddr, UdpSocket};"), ("src/pace.rs", "use std::net::{IpAddr, SocketAddr};")),
    ("pure", ("src/probe/course.rs", "use std::net;\nfn a(s: net::TcpStream) {}"), ("src/net/tcp.rs", "use std::net::TcpStream;")),
    ("pure", ("src/tools/ftp/data/wire.rs", "use crate::{clock, value};\nfn a() { clock::now(); }"), ("src/tools/ftp/wire.rs", "use crate::clock::Instant;")),
    ("pure", ("src/tools/ping/proto.rs", "use super::super::super::drive::Stop;"), ("src/tools/ping/proto.rs", "use super::wire::drive;")),
    ("pure", ("src/stats/series.rs", "use std::io::*;"), ("src/stats/series.rs", "use std::io::Error; // use std::io::*;")),
    ("pure", ("src/stats.rs", "mod tests { use super::*; fn a() { std::time::Instant::now(); } }"), ("src/stats.rs", "mod tests { use super::*; fn a(s: &S) -> bool { s.nix() != 0..s.libc } }")),
    ("pure", ("src/impair.rs", "use std::{env, time::Duration};"), ("src/impair.rs", "const A: &str = env!(\"CARGO_PKG_NAME\");")),
    ("pure", ("src/admit.rs", "fn a() { println!(); }"), ("src/admit.rs", "/* println! */ fn a() { writeln!(f, \"println!()\"); }")),
    ("seeded", ("src/impair.rs", "fn a() { rand::random() }\n#[cfg(test)]\nmod tests {}"), ("src/impair.rs", "#[cfg(test)]\nmod tests { fn a() { rand::random() } }")),
    ("layers", ("src/net/udp.rs", "use crate::tools::Tool;"), ("src/cli.rs", "use crate::tools::Tool;")),
    ("layers", ("src/drive.rs", "use super::tools;"), ("src/drive.rs", "//! [`crate::tools`] call this.\nmod tools {}")),
    ("apart", ("src/tools/ping/serve.rs", "use super::super::echo::wire;"), ("src/tools/ping/serve.rs", "use super::super::{Tool, ping::wire};")),
    ("apart", ("src/tools/ping.rs", "use crate::tools as t;\nfn a() { t::echo::b() }"), ("src/tools/mod.rs", "use crate::tools::echo; pub(super) mod ping;")),
    ("apart", ("src/tools/echo/proto.rs", "use crate::tools::*;"), ("src/tools/echo/proto.rs", "mod tests { use super::super::wire; pub(super) fn a() {} }")),
    ("printing", ("src/cli.rs", "fn a() { anstream::eprintln!(); }"), ("src/report/text.rs", "fn a() { println!(); }")),
    ("printing", ("src/lib.rs", "use std::io;\nfn a() { io::stdout(); }"), ("src/lib.rs", "fn a(child: Child) { child.stdout(); }")),
    ("threads", ("src/net.rs", "use std::thread as t;"), ("src/drive/bulk.rs", "use std::thread;")),
    ("threads", ("src/cli.rs", "#[tokio::main]"), ("src/cli.rs", "fn a() { drive::thread(); }")),
    ("unsafe", ("src/net/udp.rs", "fn a() { unsafe {} }"), ("src/net/sys/mmsg.rs", "fn a() { unsafe {} }")),
    ("unsafe", ("src/cli.rs", "unsafe impl Send for A {}"), ("src/cli.rs", "#![deny(unsafe_code)] // unsafe")),
    ("leaving", ("src/lib.rs", "use std::process;\nfn a() { process::exit(1) }"), ("src/lib.rs", "use std::process::ExitCode;")),
    ("leaving", ("src/drive/stop.rs", "fn a() { libc::_exit(130) }"), ("src/main.rs", "fn a() { std::process::exit(1) }")),
    ("clock", ("src/net/udp.rs", "use crate::clock::{Instant, now};"), ("src/tools/ping/client.rs", "use crate::clock::{Instant, now};")),
    ("clock", ("src/tools/ping/args.rs", "use std::time::SystemTime;"), ("src/tools/ping/serve/each.rs", "fn a() { sockctl::clock::now() }")),
    ("sockets", ("src/cli.rs", "use std::net::ToSocketAddrs as _;"), ("src/net.rs", "use std::net::ToSocketAddrs;")),
    ("sockets", ("src/drive/bulk.rs", "use socket2::SockRef;"), ("src/drive/streams.rs", "use tokio::net::TcpStream;\nfn a(s: TcpStream) {}")),
    ("head", ("src/value.rs", "// Values."), ("src/value.rs", "//! Values.")),
    ("names", ("src/net/util.rs", "//! Net."), ("src/net/utility_poles.rs", "//! Poles.")),
    ("names", ("tests/common/mod.rs", ""), ("tests/harness.rs", "// mod common;\nuse common::sense;")),
    ("names", ("src/cli.rs", "mod args;\nmod helpers {}"), ("src/cli.rs", "mod args;\nfn helpers() {}")),
    ("leftovers", ("src/cli.rs", "fn a() { todo!() }"), ("src/cli.rs", "fn todo() { \"todo!()\" }")),
    ("leftovers", ("src/cli.rs", "// FIXME: later"), ("src/cli.rs", "const TEMPLATE: &str = \"XXXXXX\";")),
    ("ignored", ("tests/ping.rs", "#[test]\n#[ignore = \"slow\"]"), ("tests/ping.rs", "// #[ignore]\nfn ignore(a: [u8; 2]) {}")),
    ("ignored", ("src/pace.rs", "#[cfg_attr(debug_assertions, ignore)]"), ("README.md", "#[ignore]")),
    ("reasons", ("src/cli.rs", "#![allow(dead_code)]"), ("src/cli.rs", "#![allow(dead_code, reason = \"generated\")]")),
    ("reasons", ("tests/cli.rs", "#[cfg_attr(test, expect(dead_code, reason = \"\"))]"), ("tests/cli.rs", "#[expect(\n    dead_code,\n    reason = \"a [word]\",\n)]")),
    ("dependencies", ("Cargo.toml", "[dependencies]\nserde = \"1\""), ("Cargo.toml", "[package]\nname = \"a\"\n[dependencies]\nserde = \"1\" # profile")),
    ("dependencies", ("Cargo.toml", "[dev-dependencies]\na = { version = \"1\" } #"), ("Cargo.toml", "[dependencies.serde] # profile\nversion = \"1\"\n[lints]\na = \"b\"")),
    ("top", ("notes.txt", ""), (".gitignore", "")),
    ("top", ("scripts/run", ""), ("tests/scripts/run", "")),
    ("homes", ("README.md", concat!("Run\n`/ro", "ot/sockctl`")), ("README.md", concat!("Run `../ro", "ot/sockctl`, see https://a.example/wo", "rk/"))),
    ("homes", (".ci/run", concat!("cd /wo", "rk/main")), (".ci/run", concat!("cd $HOME/wo", "rk/main; ls /workshop /roots"))),
];

#[test]
fn each_rule_finds_what_breaks_it_and_nothing_else() {
    for (key, _, check) in RULES {
        let mut fixtures = FIXTURES.iter().filter(|(rule, ..)| rule == key).peekable();
        assert!(fixtures.peek().is_some(), "add a fixture for {key}");
        for (_, (path, text), (near_path, near)) in fixtures {
            let last = text.lines().count().max(1);
            let found = check(path, text);
            assert!(found.iter().any(|(line, _)| *line <= last), "{key} misses {path}: {text}");
            assert_eq!(check(near_path, near), [], "{key} refuses {near_path}: {near}");
        }
    }
    assert!(FIXTURES.iter().all(|(key, ..)| RULES.iter().any(|(rule, ..)| rule == key)));
}

#[test]
fn a_forgotten_test_file_is_found() {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let files = [
        file("tests/main.rs", "mod cli;\n// mod ping;\nmod interop;"),
        file("tests/cli.rs", ""),
        file("tests/ping.rs", ""),
        file("tests/interop/mod.rs", "mod ncat;"),
        file("tests/interop/ncat.rs", ""),
        file("tests/interop/socat.rs", ""),
        file("tests/bench/pps.rs", ""),
    ];
    let ping = ("tests/ping.rs", "tests/main.rs");
    assert_eq!(forgotten(&files), [ping, ("tests/interop/socat.rs", "tests/interop/mod.rs")]);
}

#[test]
fn the_scanner_leaves_code_alone() {
    for (text, left) in [
        ("a // b\nc", "a     \nc"),
        ("a // b", "a     "),
        ("a /* b /* c */\n d */ e", "a             \n      e"),
        (r#"a("b\"c\\", d)"#, r#"a("      ", d)"#),
        (r###"a(r#"b"c\"#, br"\", d)"###, r###"a(r#"     ", br" ", d)"###),
        (r#"a("//", '"', b"/*")"#, r#"a("  ",    , b"  ")"#),
        (r"a(b'\'', '\\', '\u{1F600}') // '", r"a(b    ,     ,            )     "),
        ("fn a<'b, 'c>(d: &'b str) { 'e: loop {} }", "fn a<'b, 'c>(d: &'b str) { 'e: loop {} }"),
        ("r#type r\"b\" 'c'", "r#type r\" \"    "),
    ] {
        assert_eq!(code(text), left, "{text}");
    }
}

proptest! {
    #[test]
    fn the_scanner_keeps_every_line(text in "([a-z/*\"'#\\\\r\n]|\\PC)*") {
        prop_assert_eq!(code(&text).matches('\n').count(), text.matches('\n').count());
        spelled("src/a.rs", &text);
    }
}
