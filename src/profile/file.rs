//! One file of a profile: its text becomes settings, and everything that is wrong in it mistakes.
//!
//! Knows no key by name: the known ones are passed in. The built-in default, read here too, says which exist.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::find::{DEFAULT, DEFAULT_TEXT, Place};
use super::layer::{Origin, Setting, Settings};
use super::mistake::{Mistake, nearest};
use crate::error::{Error, Result};

/// The settings of the built-in default, in its order. A test keeps it free of mistakes.
pub(super) fn defaults() -> Result<Settings<'static>> {
    let refuse = |error: toml::de::Error| Error::usage(format!("built-in default: {error}"));
    let place = Place::BuiltIn(DEFAULT);
    let mut file = Layer::new(&place, DEFAULT_TEXT);
    for (section, keys) in DeTable::parse(DEFAULT_TEXT).map_err(refuse)?.into_inner() {
        if let DeValue::Table(keys) = keys.into_inner() {
            keys.into_iter().for_each(|(key, value)| file.take(section.get_ref(), &key, value));
        }
    }
    file.settings.sort_by_key(|setting| setting.value.span().start);
    let settings = Settings(file.settings);
    settings.profile().map_err(refuse)?;
    Ok(settings)
}

/// Lays the text at `place` over `settings`; gives back all that is wrong in it, from top to bottom.
pub(super) fn lay<'a>(settings: &mut Settings<'a>, place: &Place, text: &'a str) -> Vec<Mistake<'a>> {
    let root = match DeTable::parse(text) {
        Ok(root) => root.into_inner(),
        Err(error) => {
            let span = error.span().unwrap_or_default();
            return vec![Mistake::at(place, text, span, error.message())];
        }
    };
    let mut file = Layer::new(place, text);
    file.read(root, settings);
    let misfits = settings.lay(file.settings);
    let mut mistakes = file.mistakes;
    mistakes.extend(misfits.iter().map(|(setting, error)| misfit(place, text, setting, error)));
    mistakes.sort_by_key(Mistake::position);
    mistakes
}

fn misfit<'a>(place: &Place, text: &'a str, setting: &Setting<'_>, error: &toml::de::Error) -> Mistake<'a> {
    // An item of an array has a span of its own; an error without one is about the whole value.
    let value = setting.value.span();
    let span =
        error.span().filter(|span| value.start <= span.start && span.end <= value.end).unwrap_or(value);
    Mistake::at(place, text, span, error.message())
}

/// The keys of one file, taken apart.
struct Layer<'a, 'p> {
    place: &'p Place,
    text: &'a str,
    settings: Vec<Setting<'a>>,
    mistakes: Vec<Mistake<'a>>,
}

impl<'a, 'p> Layer<'a, 'p> {
    fn new(place: &'p Place, text: &'a str) -> Layer<'a, 'p> {
        Layer { place, text, settings: Vec::new(), mistakes: Vec::new() }
    }

    /// Takes the keys that are `known`, and points at the others.
    fn read(&mut self, root: DeTable<'a>, known: &Settings<'_>) {
        for (section, value) in root {
            let name = section.get_ref().as_ref();
            let exists = known.sections().any(|known| known == name);
            match value.into_inner() {
                DeValue::Table(keys) if exists => self.read_section(name, keys, known),
                DeValue::Table(_) => self.unknown_section(&section, known),
                DeValue::Array(items) if !exists && items.iter().any(|item| item.get_ref().is_table()) => {
                    self.unknown_section(&section, known);
                }
                DeValue::Array(_) if exists => {
                    self.wrong(section.span(), &format!("`{name}` is one section: write [{name}]"), None);
                }
                _ if exists => {
                    self.wrong(section.span(), &format!("`{name}` is a section: write [{name}]"), None);
                }
                _ => self.outside(&section, known),
            }
        }
    }

    fn read_section(&mut self, section: &str, keys: DeTable<'a>, known: &Settings<'_>) {
        for (key, value) in keys {
            if known.keys(section).any(|known| known == key.get_ref().as_ref()) {
                self.take(section, &key, value);
            } else {
                let reason = format!("unknown key `{}` in [{section}]", key.get_ref());
                let remedy = match nearest(key.get_ref(), known.keys(section)) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => "`sockctl profile show` lists all keys".to_owned(),
                };
                self.wrong(key.span(), &reason, Some(remedy));
            }
        }
    }

    fn take(&mut self, section: &str, key: &Spanned<DeString<'a>>, value: Spanned<DeValue<'a>>) {
        let origin = match self.place {
            Place::BuiltIn(name) => Origin::BuiltIn(name),
            Place::File(path) => Origin::File(path.clone(), line_of(self.text, key.span().start)),
        };
        let (section, key) = (section.to_owned(), key.get_ref().to_string());
        self.settings.push(Setting { section, key, value, origin });
    }

    fn unknown_section(&mut self, section: &Spanned<DeString<'a>>, known: &Settings<'_>) {
        let reason = format!("unknown section [{}]", section.get_ref());
        let remedy = match nearest(section.get_ref(), known.sections()) {
            Some(nearest) => format!("did you mean [{nearest}]?"),
            None => "`sockctl profile show` lists all sections".to_owned(),
        };
        self.wrong(section.span(), &reason, Some(remedy));
    }

    /// A key above the first section.
    fn outside(&mut self, key: &Spanned<DeString<'a>>, known: &Settings<'_>) {
        let name = key.get_ref().as_ref();
        let mut homes: Vec<_> =
            known.0.iter().filter(|s| s.key == name).map(|s| format!("[{}]", s.section)).collect();
        homes.dedup();
        let remedy = (!homes.is_empty()).then(|| format!("write it below {}", one_of(&homes)));
        self.wrong(key.span(), &format!("`{name}` stands in no section"), remedy);
    }

    fn wrong(&mut self, span: Range<usize>, reason: &str, remedy: Option<String>) {
        let mistake = Mistake::at(self.place, self.text, span, reason);
        self.mistakes.push(match remedy {
            Some(remedy) => mistake.remedy(remedy),
            None => mistake,
        });
    }
}

fn line_of(text: &str, index: usize) -> usize {
    text.bytes().take(index).filter(|&byte| byte == b'\n').count() + 1
}

/// `a`, `a or b`, `a, b or c`.
fn one_of(words: &[String]) -> String {
    match words {
        [early @ .., before, last] => {
            let early: String = early.iter().map(|word| format!("{word}, ")).collect();
            format!("{early}{before} or {last}")
        }
        words => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lays `text` over the default, as the file f.
    fn laid(text: &str) -> (Settings<'_>, Vec<Mistake<'_>>) {
        let mut settings = defaults().unwrap();
        let mistakes = lay(&mut settings, &Place::File("f".into()), text);
        (settings, mistakes)
    }

    #[test]
    fn each_kind_of_mistake_is_pointed_at() {
        for (text, shown) in [
            (
                "[handshake]\n\nreply-timeot = '1s'\n",
                "f:3:1: unknown key `reply-timeot` in [handshake]\n  \
                 3 | reply-timeot = '1s'\n    | ^^^^^^^^^^^^ did you mean `reply-timeout`?",
            ),
            (
                "[handshake]\ncolour = 1",
                "f:2:1: unknown key `colour` in [handshake]\n  \
                 2 | colour = 1\n    | ^^^^^^ `sockctl profile show` lists all keys",
            ),
            (
                "[hand-shake]\nanything = 1",
                "f:1:2: unknown section [hand-shake]\n  \
                 1 | [hand-shake]\n    |  ^^^^^^^^^^ did you mean [handshake]?",
            ),
            (
                "[socket]",
                "f:1:2: unknown section [socket]\n  \
                 1 | [socket]\n    |  ^^^^^^ `sockctl profile show` lists all sections",
            ),
            (
                "[[socket]]",
                "f:1:3: unknown section [socket]\n  \
                 1 | [[socket]]\n    |   ^^^^^^ `sockctl profile show` lists all sections",
            ),
            (
                "port = 1",
                "f:1:1: `port` stands in no section\n  \
                 1 | port = 1\n    | ^^^^ write it below [handshake], [echo], [ping], [ftp], [relay] or [dual-stack]",
            ),
            (
                "handshake = 1",
                "f:1:1: `handshake` is a section: write [handshake]\n  \
                 1 | handshake = 1\n    | ^^^^^^^^^",
            ),
            (
                "[[handshake]]",
                "f:1:3: `handshake` is one section: write [handshake]\n  \
                 1 | [[handshake]]\n    |   ^^^^^^^^^",
            ),
            (
                "[handshake]\nport = 70000",
                "f:2:8: `70000` is no port: write a number from 0 to 65535\n  \
                 2 | port = 70000\n    |        ^^^^^",
            ),
            (
                "[handshake]\ntcp = 'yes'",
                "f:2:7: invalid type: string \"yes\", expected a boolean\n  \
                 2 | tcp = 'yes'\n    |       ^^^^^",
            ),
            (
                "[handshake]\nbind = ['::1',\n  'nowhere']",
                "f:3:3: `nowhere` is no address: write one such as 127.0.0.1, ::1 or fe80::1%eth0\n  \
                 3 |   'nowhere']\n    |   ^^^^^^^^^",
            ),
            (
                "[handshake]\ncourse-peers = 'all'",
                "f:2:16: unknown variant `all`, expected one of `private`, `loopback`, `any`\n  \
                 2 | course-peers = 'all'\n    |                ^^^^^",
            ),
            ("[handshake]\nport = 1\nport = 2", "f:3:1: duplicate key\n  3 | port = 2\n    | ^^^^"),
            ("[handshake]\nport 1", "f:2:6: key with no value, expected `=`\n  2 | port 1\n    |      ^"),
        ] {
            let (_, mistakes) = laid(text);
            assert_eq!(mistakes.iter().map(Mistake::to_string).collect::<Vec<_>>(), [shown]);
        }
    }

    #[test]
    fn a_file_full_of_mistakes_is_refused_at_once() {
        let keys: String = (0..20_000).map(|n| format!("x{n}=1\n")).collect();
        for text in [format!("[handshake]\n{keys}"), keys, format!("handshake.{}=1", "x".repeat(1 << 20))] {
            let (_, mistakes) = laid(&text);
            assert!(mistakes[0].to_string().len() < 1000);
            assert!(mistakes.is_sorted_by_key(Mistake::position));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_profile_or_refused(text in "(?s).{0,200}") {
            let (settings, _) = laid(&text);
            prop_assert!(settings.profile().is_ok());
        }

        #[test]
        fn any_value_is_taken_or_refused(
            key in "(port|bind|tcp|target|id-ttl|idle-timeout|course-peers|allow|tries|[a-z.]{1,4})",
            value in r#"([-0-9a-z_:."'\[\]{}=, ]{0,20}|"[^"\\]{0,8}"|\["[^"\\]{0,8}"\])"#,
        ) {
            let text = format!("[handshake]\n{key} = {value}\n");
            let (settings, mistakes) = laid(&text);
            prop_assert!(settings.profile().is_ok());
            let changed = settings.0.iter().any(|setting| matches!(setting.origin, Origin::File(..)));
            prop_assert!(changed || !mistakes.is_empty() || value.trim().is_empty(), "{} is ignored", text);
        }
    }
}
