//! The command that starts the program under test: words with `{host}`, `{port}` and others to be filled in.

use std::path::PathBuf;
use std::process;

use crate::error::{Error, Result};

/// A command with places to fill in. There is no shell: each word is one argument.
#[derive(Clone, Debug)]
pub struct Command {
    words: Vec<String>,
    folder: Option<PathBuf>,
}

/// What stands for a place.
pub type Value = (&'static str, String);

impl Command {
    /// These words, started in this folder, or in ours; `known` are the places that can be filled in.
    pub fn new(words: &[String], folder: Option<PathBuf>, known: &[&str]) -> Result<Command> {
        if words.first().is_none_or(String::is_empty) {
            return Err(Error::usage("there is no command to start")
                .hint("write it after --, as in `-- python3 server.py {host} {port}`"));
        }
        for place in words.iter().flat_map(|word| places(word)) {
            if !known.contains(&place) {
                let names: Vec<String> = known.iter().map(|name| format!("{{{name}}}")).collect();
                return Err(Error::usage(format!(
                    "the command has {{{place}}}, which nothing is filled into"
                ))
                .hint(format!("there are {}", names.join(", "))));
            }
        }
        Ok(Command { words: words.to_vec(), folder })
    }

    /// Whether it has this place.
    pub fn has(&self, place: &str) -> bool {
        self.words.iter().any(|word| places(word).any(|found| found == place))
    }

    /// The command with its places filled in; of two values of the same name the last counts.
    pub fn filled(&self, values: &[Value]) -> process::Command {
        let fill = |word: &String| {
            let mut filled = String::new();
            let mut rest = word.as_str();
            while let Some((before, place, after)) = next_place(rest) {
                filled.push_str(before);
                match values.iter().rev().find(|(name, _)| *name == place) {
                    Some((_, value)) => filled.push_str(value),
                    None => filled.push_str(&format!("{{{place}}}")),
                }
                rest = after;
            }
            filled + rest
        };
        let mut words = self.words.iter().map(fill);
        let mut command = process::Command::new(words.next().unwrap_or_default());
        command.args(words);
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        // Python keeps what it prints to a pipe until it ends, and loses it when it is killed.
        command.env("PYTHONUNBUFFERED", "1");
        command
    }
}

/// The places of a word: names of small letters, digits and hyphens in braces.
fn places(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let (_, place, after) = next_place(rest)?;
        rest = after;
        Some(place)
    })
}

/// The text before the first place, its name, and the text after it.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    text.match_indices('{').find_map(|(open, _)| {
        let (name, after) = text[open + 1..].split_once('}')?;
        is_name(name).then_some((&text[..open], name, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn places_are_filled_in_wherever_they_stand() {
        let command = words(&["prog", "{host}:{port}", "--x={x}", "{}", "{ host }", "a{b", "{{port}}"]);
        let command = Command::new(&command, None, &["host", "port", "x"]).unwrap();
        assert!(command.has("x") && !command.has("y"));
        let values = [
            ("host", "::1".to_owned()),
            ("port", "1".to_owned()),
            ("port", "2".to_owned()),
            ("x", "{host}".to_owned()),
        ];
        let filled = command.filled(&values);
        let args: Vec<&str> = filled.get_args().map(|arg| arg.to_str().unwrap()).collect();
        assert_eq!(args, ["::1:2", "--x={host}", "{}", "{ host }", "a{b", "{2}"]);
    }

    #[test]
    fn an_unknown_place_names_the_known_ones() {
        let error = Command::new(&words(&["prog", "{hots}"]), None, &["host", "port"]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the command has {hots}, which nothing is filled into (there are {host}, {port})"
        );
        assert!(Command::new(&[], None, &[]).is_err());
    }
}
