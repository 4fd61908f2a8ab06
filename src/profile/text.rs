//! A profile as text for a file: what is in effect, and a start for one's own.
//!
//! Whatever is written here is itself a profile that can be loaded. No printing.

use std::fmt::Write;

use toml::de::{DeTable, DeValue};

use super::find::DEFAULT_TEXT;
use super::mistake::printable;
use super::{Entry, Loaded};

/// Comments after longer lines than this are not aligned with the others.
const ALIGNED: usize = 40;

/// Every setting in effect as a profile, each with its origin in a comment.
pub fn show(loaded: &Loaded) -> String {
    let name = printable(&loaded.name);
    let mut text = format!("# Profile {name}: every setting in effect, and where it comes from.\n");
    let line = |entry: &Entry| format!("{} = {}", entry.key, entry.value);
    let lengths = loaded.entries.iter().map(|entry| line(entry).chars().count());
    let width = lengths.filter(|&length| length <= ALIGNED).max().unwrap_or(0);
    let mut section = "";
    for entry in &loaded.entries {
        if entry.section != section {
            section = &entry.section;
            let _ = write!(text, "\n[{section}]\n");
        }
        let _ = writeln!(text, "{:width$}  # {}", line(entry), entry.origin);
    }
    text
}

/// The built-in default with every setting commented out, as a start for a profile of one's own.
pub fn init_text() -> String {
    let heading = "\
# A profile of sockctl. Save it as ~/.config/sockctl/NAME.toml and use it with `sockctl --profile NAME`, or
# anywhere else and use it with `sockctl --profile ./FILE.toml`. As default.toml it need not be named.
#
# Every setting is here with its default, commented out. Take the # away from those you change and leave the
# others, so that they follow the program. `sockctl profile check ./FILE.toml` finds mistakes.
#
# A duration is a number with a unit (\"200ms\", \"30s\", \"2m\", \"1h 30m\"); a bare number is seconds.
";
    let settings = DEFAULT_TEXT.split_once("\n\n").map_or(DEFAULT_TEXT, |(_heading, settings)| settings);
    let mut text = format!("{heading}\n");
    for line in settings.lines() {
        // `# words` explain, `#key = value` is a setting.
        let mark = if line.is_empty() || line.starts_with(['#', '[']) { "" } else { "#" };
        let _ = writeln!(text, "{mark}{line}");
    }
    text
}

/// A value as TOML text on one line, everything a terminal would obey escaped.
pub(super) fn as_toml(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(number) => integer(number),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(time) => time.to_string(),
        DeValue::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| as_toml(item.get_ref())).collect();
            format!("[{}]", items.join(", "))
        }
        DeValue::Table(table) => inline(table),
    }
}

/// In decimal, however it was written.
fn integer(number: &toml::de::DeInteger<'_>) -> String {
    match i128::from_str_radix(number.as_str(), number.radix()) {
        Ok(value) => value.to_string(),
        Err(_) => number.to_string(),
    }
}

fn inline(table: &DeTable<'_>) -> String {
    let pairs: Vec<_> = table
        .iter()
        .map(|(key, value)| format!("{} = {}", quoted(key.get_ref()), as_toml(value.get_ref())))
        .collect();
    format!("{{ {} }}", pairs.join(", "))
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\'' => quoted.push(c),
            // More than one character: Rust would escape it.
            _ if c.escape_debug().len() > 1 => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(c));
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Surroundings, check, load};
    use proptest::prelude::*;
    use std::fs;
    use tempfile::TempDir;

    fn save(text: &str) -> (TempDir, String) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("shown.toml");
        fs::write(&path, text).unwrap();
        let path = path.to_str().unwrap().to_owned();
        (folder, path)
    }

    #[test]
    fn what_is_shown_is_a_profile_with_the_same_settings() {
        let mut around = Surroundings::of_variables([(
            "SOCKCTL_HANDSHAKE_ALLOW".into(),
            "192.0.2.0/24,198.51.100.0/24,203.0.113.0/24,2001:db8::/32".into(),
        )]);
        around.settings.insert("SOCKCTL_HANDSHAKE_TARGET".into(), "h\u{f6}st\u{202e}".into());
        let loaded = load(Some("wan"), &around).unwrap();
        let text = show(&loaded);
        assert!(text.starts_with("# Profile wan: every setting"), "{text}");
        assert!(text.contains("\n[handshake]\nport = 9000                # built-in default\n"), "{text}");
        assert!(text.contains("\nidle-timeout = \"off\"       # built-in wan\n"), "{text}");
        assert!(text.contains("\ntarget = \"h\u{f6}st\\U0000202E\"  # SOCKCTL_HANDSHAKE_TARGET\n"), "{text}");
        let (_folder, path) = save(&text);
        assert_eq!(load(Some(&path), &Surroundings::default()).unwrap().profile, loaded.profile);
    }

    #[test]
    fn the_start_for_a_profile_is_good_as_it_is_and_with_every_setting_taken_in() {
        let text = init_text();
        let (_folder, path) = save(&text);
        assert!(check(Some(&path), &Surroundings::default()).is_ok());
        let default = load(None, &Surroundings::default()).unwrap();
        assert!(load(Some(&path), &Surroundings::default()).unwrap().entries == default.entries);

        let uncomment = |line: &str| match line.strip_prefix('#') {
            Some(setting) if !setting.is_empty() && !setting.starts_with(' ') => format!("{setting}\n"),
            _ => format!("{line}\n"),
        };
        let (_folder, path) = save(&text.lines().map(uncomment).collect::<String>());
        let all = load(Some(&path), &Surroundings::default()).unwrap();
        assert_eq!(all.profile, default.profile);
        assert!(all.entries.iter().all(|entry| entry.origin.to_string().contains("shown.toml:")));
    }

    proptest! {
        #[test]
        fn a_string_survives_being_written(text in "(?s).{0,50}") {
            let written = as_toml(&DeValue::String(text.as_str().into()));
            prop_assert!(!written.chars().any(char::is_control), "{}", written);
            let read = DeValue::parse(&written).unwrap();
            prop_assert_eq!(read.get_ref().as_str(), Some(text.as_str()));
        }
    }
}
