//! The settings there are, with their explanations: read from `config/default.toml`, where alone they stand.
//!
//! Help, manual pages, completions and README take their words from here.

use super::find::DEFAULT_TEXT;

/// One setting of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The section without brackets: `handshake`.
    pub section: String,
    /// The key, which is also its flag's long name: `reply-timeout`.
    pub key: String,
    /// What it is for, in one line.
    pub comment: String,
    /// The default as TOML text: `"15s"`.
    pub value: String,
}

impl Key {
    /// The default as one would type it after a flag: `15s`, `0.0.0.0 ::`, `none` for an empty list.
    pub fn plain_value(&self) -> String {
        let bare = self.value.replace(['"', '[', ']', ','], "");
        if bare.is_empty() { "none".to_owned() } else { bare }
    }
}

/// Every setting, in the order of `config/default.toml`.
pub fn keys() -> Vec<Key> {
    let (mut keys, mut section, mut comment) = (Vec::new(), String::new(), Vec::new());
    for line in DEFAULT_TEXT.lines() {
        if let Some(words) = line.strip_prefix("# ") {
            comment.push(words);
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name.to_owned();
        } else if let Some((key, value)) = line.split_once(" = ") {
            let comment = comment.join(" ");
            keys.push(Key {
                section: section.clone(),
                key: key.to_owned(),
                comment,
                value: value.to_owned(),
            });
        }
        comment.clear();
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Surroundings, load};

    #[test]
    fn every_setting_in_effect_is_explained() {
        let loaded = load(None, &Surroundings::default()).unwrap();
        let entries: Vec<_> =
            loaded.entries.iter().map(|entry| (&entry.section, &entry.key, &entry.value)).collect();
        let keys = keys();
        let explained: Vec<_> = keys.iter().map(|key| (&key.section, &key.key, &key.value)).collect();
        assert_eq!(explained, entries);
        assert!(keys.iter().all(|key| key.comment.len() > 10 && !key.comment.ends_with('.')));
    }
}
