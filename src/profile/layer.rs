//! The layers of a profile, laid over one another: the last one that says something wins.
//!
//! Knows no key by name: what the built-in default has, exists. Reads no file and asks no environment.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize, Serializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::printable;
use super::schema::Profile;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A profile in the program.
    BuiltIn(&'static str),
    /// A file and the line in it.
    File(PathBuf, usize),
    /// An environment variable.
    Variable(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::BuiltIn(name) => write!(f, "built-in {name}"),
            Origin::File(path, line) => write!(f, "{}:{line}", printable(&path.to_string_lossy())),
            Origin::Variable(name) => f.write_str(name),
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// A value for a key, and who says so.
#[derive(Clone, Debug)]
pub(super) struct Setting<'a> {
    pub(super) section: String,
    pub(super) key: String,
    /// With its place in the text it comes from.
    pub(super) value: Spanned<DeValue<'a>>,
    pub(super) origin: Origin,
}

/// The settings of the layers so far, in the order of the built-in default, each key once.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings<'a>(pub(super) Vec<Setting<'a>>);

impl<'a> Settings<'a> {
    /// The settings as the program wants them, or the first that does not fit.
    pub(super) fn profile(&self) -> std::result::Result<Profile, toml::de::Error> {
        let mut root = DeTable::new();
        for setting in &self.0 {
            let section = root
                .entry(unplaced(Cow::Borrowed(setting.section.as_str())))
                .or_insert_with(|| unplaced(DeValue::Table(DeTable::new())));
            if let DeValue::Table(section) = section.get_mut() {
                section.insert(unplaced(Cow::Borrowed(setting.key.as_str())), setting.value.clone());
            }
        }
        Profile::deserialize(toml::Deserializer::from(unplaced(root)))
    }

    /// Lays `layer`, whose keys are known, over these settings; gives back what does not fit, and why.
    pub(super) fn lay(&mut self, layer: Vec<Setting<'a>>) -> Vec<(Setting<'a>, toml::de::Error)> {
        let before = self.clone();
        for setting in layer.iter().cloned() {
            self.put(setting);
        }
        if self.profile().is_ok() {
            return Vec::new();
        }
        // One value at a time, so that every wrong one is found and is surely the one complained of.
        *self = before;
        layer.into_iter().filter_map(|setting| self.put_if_it_fits(setting)).collect()
    }

    fn put_if_it_fits(&mut self, setting: Setting<'a>) -> Option<(Setting<'a>, toml::de::Error)> {
        let before = self.put(setting.clone())?;
        let error = self.profile().err()?;
        self.put(before);
        Some((setting, error))
    }

    /// Replaces the setting of that key and gives back the one before.
    fn put(&mut self, setting: Setting<'a>) -> Option<Setting<'a>> {
        let same = |old: &&mut Setting<'a>| (&old.section, &old.key) == (&setting.section, &setting.key);
        let place = self.0.iter_mut().find(same)?;
        Some(std::mem::replace(place, setting))
    }

    /// Every section, as often as it has keys.
    pub(super) fn sections(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|setting| setting.section.as_str())
    }

    pub(super) fn keys<'s>(&'s self, section: &'s str) -> impl Iterator<Item = &'s str> {
        self.0.iter().filter(move |setting| setting.section == section).map(|setting| setting.key.as_str())
    }
}

/// A key or value that stands in no text.
pub(super) fn unplaced<T>(value: T) -> Spanned<T> {
    Spanned::new(0..0, value)
}
