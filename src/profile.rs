//! The profile: every setting of the program, where it is looked for, and what is said when it is wrong.
//!
//! Layers are found and laid over one another ([`load`]), the last one that says something wins: built-in
//! default, built-in profile of that name, /etc, the user's folder (or the file given by path), environment
//! variables. Flags come on top elsewhere. The result, a [`Profile`], is complete: no default stands anywhere
//! but in `config/default.toml`, and a section or key exists because it stands there. Nothing here knows a
//! flag, prints, or asks the process for its environment, except [`Surroundings::of_process`].
//!
//! A new tool is one section in `config/default.toml`, one struct and one field in `schema`.

mod file;
mod find;
mod keys;
mod layer;
mod mistake;
pub mod schema;
mod text;
mod variable;

use std::fmt;

use serde::Serialize;

use crate::error::{Error, Result};
use find::{COURSE, DEFAULT, PROFILE_VARIABLE, Source};
use layer::{Setting, Settings};
use mistake::Mistake;

pub(crate) use mistake::nearest;

pub use find::{Known, Place, Surroundings, list};
pub use keys::{Key, keys};
pub use layer::Origin;
pub use schema::{DualStack, Echo, Ftp, Handshake, Ping, Profile, Relay, Throughput};
pub use text::{init_text, show};

/// A profile with all its layers, checked.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Every setting.
    pub profile: Profile,
    /// The name or path it was asked for by.
    pub name: String,
    /// The layers that exist, each over the one before; environment variables are not among them.
    pub places: Vec<Place>,
    /// Every setting once more, with its origin, in the order of the built-in default.
    pub entries: Vec<Entry>,
}

/// One setting in effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The section without brackets: `handshake`.
    pub section: String,
    /// The key: `reply-timeout`.
    pub key: String,
    /// The value as TOML text on one line: `"15s"`, `9000`.
    pub value: String,
    /// Who said so.
    pub origin: Origin,
}

impl From<Setting<'_>> for Entry {
    fn from(setting: Setting<'_>) -> Entry {
        let Setting { section, key, value, origin } = setting;
        Entry { section, key, value: text::as_toml(value.get_ref()), origin }
    }
}

/// Loads the profile of that name or path, or the one `SOCKCTL_PROFILE` names, or the default.
///
/// Every mistake of every layer is in the error, also of a value that a later layer replaces.
pub fn load(name_or_path: Option<&str>, around: &Surroundings) -> Result<Loaded> {
    let (name, sources) = chosen(name_or_path, around)?;
    load_from(name, sources, around)
}

/// The same with the course's own numbers below it: what somebody's program is judged by.
pub fn load_over_course(name_or_path: Option<&str>, around: &Surroundings) -> Result<Loaded> {
    let (name, chosen) = chosen(name_or_path, around)?;
    let mut sources = find::sources(COURSE, around)?;
    if name != COURSE {
        sources.extend(chosen);
    }
    load_from(name, sources, around)
}

fn load_from(name: String, sources: Vec<Source>, around: &Surroundings) -> Result<Loaded> {
    let mut settings = file::defaults()?;
    let mistakes = lay_all(&mut settings, &sources, around);
    if !mistakes.is_empty() {
        return Err(mistake::error(&mistakes));
    }
    // Every layer was laid so that the settings fit.
    let profile = settings.profile().map_err(|error| Error::usage(error.to_string()))?;
    let places = sources.iter().map(|source| source.place.clone());
    let places = [Place::BuiltIn(DEFAULT)].into_iter().chain(places).collect();
    Ok(Loaded { profile, name, places, entries: settings.0.into_iter().map(Entry::from).collect() })
}

/// Checks a file, or all that a name has, and says what was checked. Environment variables are checked too.
pub fn check(name_or_path: Option<&str>, around: &Surroundings) -> Result<Vec<Place>> {
    load(name_or_path, around).map(|loaded| loaded.places)
}

/// The name or path of the profile, and its layers.
fn chosen(name_or_path: Option<&str>, around: &Surroundings) -> Result<(String, Vec<Source>)> {
    let by_variable = |why: &dyn fmt::Display| Error::usage(format!("{PROFILE_VARIABLE}: {why}"));
    match (name_or_path, &around.profile) {
        (Some(name), _) => Ok((name.to_owned(), find::sources(name, around)?)),
        (None, Some(name)) => {
            let name = name.to_str().ok_or_else(|| by_variable(&"the name is not UTF-8 text"))?;
            Ok((name.to_owned(), find::sources(name, around).map_err(|error| by_variable(&error))?))
        }
        (None, None) => Ok((DEFAULT.to_owned(), find::sources(DEFAULT, around)?)),
    }
}

/// Lays all layers and the environment over `settings`; gives back all that is wrong in any of them.
fn lay_all<'a>(
    settings: &mut Settings<'a>,
    sources: &'a [Source],
    around: &'a Surroundings,
) -> Vec<Mistake<'a>> {
    let defaults = settings.clone();
    let mut mistakes = Vec::new();
    for source in sources {
        match &source.text {
            Ok(text) => mistakes.extend(file::lay(settings, &source.place, text)),
            Err(mistake) => mistakes.push(mistake.clone()),
        }
    }
    mistakes.extend(variable::lay(settings, &defaults, around));
    mistakes
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsString;
    use std::fs;
    use std::os::unix::ffi::OsStringExt;
    use tempfile::TempDir;

    /// A folder with etc/sockctl/lab.toml, home/sockctl/lab.toml and so on, and these variables.
    struct Lab {
        folder: TempDir,
        around: Surroundings,
    }

    fn lab(files: &[(&str, &str)], variables: &[(&str, &str)]) -> Lab {
        let folder = TempDir::new().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let around = Surroundings {
            etc: folder.path().join("etc"),
            config_home: Some(folder.path().join("home")),
            profile: None,
            settings: variables.iter().map(|&(name, value)| (name.to_owned(), value.into())).collect(),
        };
        Lab { folder, around }
    }

    impl Lab {
        fn load(&self, name: &str) -> Result<Loaded> {
            load(Some(name), &self.around)
        }

        /// Value and origin of one key of [handshake].
        fn effective(&self, name: &str, key: &str) -> (String, String) {
            let loaded = self.load(name).unwrap_or_else(|why| panic!("{why}"));
            let entry = loaded.entries.iter().find(|entry| entry.key == key).unwrap();
            (entry.value.clone(), self.short(&entry.origin.to_string()))
        }

        fn mistakes(&self, name: &str) -> String {
            let error = self.load(name).unwrap_err();
            assert_eq!(error.exit().code(), 2);
            self.short(&error.to_string())
        }

        fn short(&self, text: &str) -> String {
            text.replace(&format!("{}/", self.folder.path().display()), "").replace("/sockctl/", "/")
        }
    }

    #[test]
    fn the_last_layer_wins() {
        let lab = lab(
            &[
                ("etc/sockctl/course.toml", "[handshake]\nport = 1\ntries = 1\nid-ttl = 1\nbind = ['::1']\n"),
                ("home/sockctl/course.toml", "# mine\n[handshake]\n\ntries = 2\nid-ttl = '2s'"),
                ("etc/sockctl/default.toml", "handshake.max-pps = 7"),
                ("lab/mine.toml", "handshake = { id-ttl = '9s', allow = ['10.0.0.0/8'] }"),
            ],
            &[("SOCKCTL_HANDSHAKE_ID_TTL", "3"), ("SOCKCTL_HANDSHAKE_DENY", "192.0.2.1, ::/0,")],
        );
        let mine = lab.folder.path().join("lab/mine.toml");
        let mine = mine.to_str().unwrap();
        for (profile, key, value, origin) in [
            ("default", "port", "9000", "built-in default"),
            ("default", "events", "false", "built-in default"),
            ("default", "max-pps", "7", "etc/default.toml:1"),
            ("course", "max-pps", "50", "built-in default"),
            ("course", "events", "true", "built-in course"),
            ("course", "port", "1", "etc/course.toml:2"),
            ("course", "bind", r#"["::1"]"#, "etc/course.toml:5"),
            ("course", "tries", "2", "home/course.toml:4"),
            ("course", "id-ttl", r#""3""#, "SOCKCTL_HANDSHAKE_ID_TTL"),
            ("course", "deny", r#"["192.0.2.1", "::/0"]"#, "SOCKCTL_HANDSHAKE_DENY"),
            ("wan", "idle-timeout", r#""off""#, "built-in wan"),
            (mine, "allow", r#"["10.0.0.0/8"]"#, "lab/mine.toml:1"),
            (mine, "id-ttl", r#""3""#, "SOCKCTL_HANDSHAKE_ID_TTL"),
            (mine, "events", "false", "built-in default"),
        ] {
            assert_eq!(lab.effective(profile, key), (value.to_owned(), origin.to_owned()), "{profile} {key}");
        }
    }

    #[test]
    fn the_profile_is_what_the_entries_say() {
        let lab = lab(&[], &[("SOCKCTL_HANDSHAKE_PORT", "12"), ("SOCKCTL_HANDSHAKE_TCP", "true")]);
        let loaded = lab.load("course").unwrap();
        assert_eq!(loaded.profile.handshake.port.0, 12);
        assert!(loaded.profile.handshake.tcp && loaded.profile.handshake.events);
        assert_eq!(loaded.places, [Place::BuiltIn("default"), Place::BuiltIn("course")]);
        let keys: Vec<_> = loaded.entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!((keys[0], keys[2]), ("port", "tcp"));
        let json = serde_json::to_string(&loaded.entries[0]).unwrap();
        assert_eq!(
            json,
            r#"{"section":"handshake","key":"port","value":"12","origin":"SOCKCTL_HANDSHAKE_PORT"}"#
        );
    }

    #[test]
    fn every_built_in_profile_is_good() {
        for known in find::list(&Surroundings::default()) {
            assert!(check(Some(&known.name), &Surroundings::default()).is_ok(), "{}", known.name);
        }
    }

    #[test]
    fn a_flag_names_the_profile_else_a_variable_else_it_is_the_default() {
        let mut around = Surroundings::default();
        assert_eq!(load(None, &around).unwrap().name, "default");
        around.profile = Some("wan".into());
        assert_eq!(load(None, &around).unwrap().name, "wan");
        assert_eq!(load(Some("course"), &around).unwrap().name, "course");
        around.profile = Some("wna".into());
        let text = load(None, &around).unwrap_err().to_string();
        assert!(text.starts_with("SOCKCTL_PROFILE: there is no profile `wna`"), "{text}");
        around.profile = Some(OsString::from_vec(vec![0xff]));
        assert!(load(None, &around).unwrap_err().to_string().contains("not UTF-8"));
    }

    #[test]
    fn all_mistakes_of_all_layers_are_shown_at_once() {
        let text = "x = 1\n[handshake]\nprot = 1\nport = -1\ntries = 0\ntcp = true\nmax-pps = 2.5\n[hand]\n";
        let lab = lab(
            &[
                ("etc/sockctl/lab.toml", "[handshake]\nport = 'http'\ntcp ="),
                ("home/sockctl/lab.toml", text),
                ("etc/sockctl/wan.toml", "[handshake]\nport = 'http'\n"),
                ("home/sockctl/wan.toml", "[handshake]\nport = 1\n"),
            ],
            &[("SOCKCTL_HANDSHAKE_TCP", "maybe"), ("SOCKCTL_HANDSHAKE_TRY", "1")],
        );
        let heads = |text: &str| {
            text.lines().filter(|line| !line.starts_with(' ')).map(str::to_owned).collect::<Vec<_>>()
        };
        let found = heads(&lab.mistakes("lab"));
        let expected = [
            "etc/lab.toml:3:6: string values must be quoted",
            "home/lab.toml:1:1: `x` stands in no section",
            "home/lab.toml:3:1: unknown key `prot`",
            "home/lab.toml:4:8: `-1` is no port",
            "home/lab.toml:5:9: `0` is no count",
            "home/lab.toml:7:11: `2.5` is no count",
            "home/lab.toml:8:2: unknown section [hand]",
            "SOCKCTL_HANDSHAKE_TRY: no setting has this environment variable",
            "SOCKCTL_HANDSHAKE_TCP: invalid type: string \"maybe\", expected a boolean",
        ];
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found} is not {expected}");
        }
        // A value that a later layer replaces is still wrong.
        assert!(heads(&lab.mistakes("wan"))[0].starts_with("etc/wan.toml:2:8: `http` is no port"));
    }
}
