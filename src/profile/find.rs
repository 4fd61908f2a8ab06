//! Where profiles are: built in, under /etc, under the user's configuration folder, or at a path.
//!
//! Finds and reads; does not know what stands in a profile.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

use super::mistake::{Mistake, nearest, printable};
use crate::error::{Error, Result, reason};

/// The name of the profile under all others, and its text.
pub(super) const DEFAULT: &str = "default";
pub(super) const DEFAULT_TEXT: &str = include_str!("../../config/default.toml");

/// The name of the profile with the exercises' own numbers.
pub(super) const COURSE: &str = "course";

/// The profiles that are always there.
const BUILT_IN: [(&str, &str); 3] = [
    (DEFAULT, DEFAULT_TEXT),
    (COURSE, include_str!("../../config/course.toml")),
    ("wan", include_str!("../../config/wan.toml")),
];

/// Longer files are no profiles.
const LONGEST: u64 = 1 << 20;

/// Names the profile when no flag does.
pub(super) const PROFILE_VARIABLE: &str = "SOCKCTL_PROFILE";

/// Variables that begin like settings and are none. `SOCKCTL_KEY` is a secret: it is not even kept.
const RESERVED: [&str; 3] = [PROFILE_VARIABLE, "SOCKCTL_KEY", "SOCKCTL_REQUIRE_PEERS"];

/// All that the search and the layers take from outside the profiles themselves.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The folder of system-wide configuration: `/etc`.
    pub etc: PathBuf,
    /// The folder of the user's configuration: `$XDG_CONFIG_HOME`, else `$HOME/.config`.
    pub config_home: Option<PathBuf>,
    /// What `SOCKCTL_PROFILE` says.
    pub profile: Option<OsString>,
    /// Every other variable whose name begins with `SOCKCTL_`, reserved ones left out.
    pub settings: BTreeMap<String, OsString>,
}

impl Surroundings {
    /// The surroundings of this process.
    pub fn of_process() -> Surroundings {
        Surroundings::of_variables(env::vars_os())
    }

    /// The surroundings of a process with these environment variables.
    pub fn of_variables(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Surroundings {
        let mut around = Surroundings { etc: PathBuf::from("/etc"), ..Surroundings::default() };
        let (mut xdg, mut home) = (None, None);
        for (name, value) in variables {
            match &*name.to_string_lossy() {
                // The XDG specification: empty and relative paths are ignored.
                "XDG_CONFIG_HOME" => xdg = Some(PathBuf::from(value)).filter(|path| path.is_absolute()),
                "HOME" => home = Some(PathBuf::from(value)).filter(|path| path.is_absolute()),
                PROFILE_VARIABLE => around.profile = Some(value).filter(|value| !value.is_empty()),
                name if RESERVED.contains(&name) => {}
                name if name.starts_with("SOCKCTL_") => _ = around.settings.insert(name.to_owned(), value),
                _ => {}
            }
        }
        around.config_home = xdg.or_else(|| home.map(|home| home.join(".config")));
        around
    }

    /// The file of the user's own profile of that name.
    pub fn own_file(&self, name: &str) -> Result<PathBuf> {
        if is_path(name) || name.is_empty() {
            let name = printable(name);
            return Err(Error::usage(format!("`{name}` is no name for a profile"))
                .hint("--output writes to any file"));
        }
        let home = self.config_home.as_ref().ok_or_else(|| {
            Error::start(
                "there is no folder for profiles of your own: neither XDG_CONFIG_HOME nor HOME is set",
            )
            .hint("--output writes to any file")
        })?;
        Ok(home.join("sockctl").join(format!("{name}.toml")))
    }

    /// The folders with profiles, later ones over earlier ones.
    fn folders(&self) -> impl Iterator<Item = PathBuf> {
        [Some(&self.etc), self.config_home.as_ref()]
            .into_iter()
            .flatten()
            .map(|folder| folder.join("sockctl"))
    }
}

/// Where one layer of a profile stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the program, under this name.
    BuiltIn(&'static str),
    /// In a file.
    File(PathBuf),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::BuiltIn(name) => write!(f, "built-in {name}"),
            Place::File(path) => f.write_str(&printable(&path.to_string_lossy())),
        }
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// A profile that exists, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Known {
    /// What `--profile` calls it.
    pub name: String,
    /// Its layers, later ones over earlier ones; the default profile lies under all.
    pub places: Vec<Place>,
}

impl Known {
    /// Where it stands, in words.
    pub fn about(&self) -> String {
        self.places.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// Every profile that has a name, sorted. A folder that cannot be read holds none.
pub fn list(around: &Surroundings) -> Vec<Known> {
    let mut profiles: BTreeMap<String, Vec<Place>> =
        BUILT_IN.iter().map(|&(name, _)| (name.to_owned(), vec![Place::BuiltIn(name)])).collect();
    for path in around.folders().flat_map(|folder| files_in(&folder)) {
        if let Some(name) = name_of(&path) {
            profiles.entry(name).or_default().push(Place::File(path));
        }
    }
    profiles.into_iter().map(|(name, places)| Known { name, places }).collect()
}

fn files_in(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_file())
}

/// What a file in one of the folders is called as a profile: `lab` for `lab.toml`.
fn name_of(file: &Path) -> Option<String> {
    let name = file.file_name()?.to_str()?.strip_suffix(".toml")?;
    (!name.is_empty() && !is_path(name)).then(|| name.to_owned())
}

/// Whether `--profile` means a file by its path, and not a profile by its name.
pub(super) fn is_path(name_or_path: &str) -> bool {
    name_or_path.contains('/') || name_or_path.ends_with(".toml")
}

/// One layer over the built-in default, read.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) place: Place,
    /// What stands there, or why it cannot be read.
    pub(super) text: std::result::Result<String, Mistake<'static>>,
}

/// The layers of `name_or_path` that exist, each over the one before, and all over the built-in default.
pub(super) fn sources(name_or_path: &str, around: &Surroundings) -> Result<Vec<Source>> {
    if name_or_path.is_empty() {
        return Err(Error::usage("a profile's name is empty").hint(format!("profiles: {}", names(around))));
    }
    let mut sources: Vec<Source> = BUILT_IN
        .iter()
        .filter(|(name, _)| *name == name_or_path && *name != DEFAULT)
        .map(|&(name, text)| Source { place: Place::BuiltIn(name), text: Ok(text.to_owned()) })
        .collect();
    if is_path(name_or_path) {
        let path = PathBuf::from(name_or_path);
        let text = read(&path).map_err(|why| unreadable(&path, &why)).and_then(|bytes| decode(&path, bytes));
        sources.push(Source { place: Place::File(path), text });
        return Ok(sources);
    }
    let built_in = BUILT_IN.iter().any(|(name, _)| *name == name_or_path);
    let paths: Vec<_> = around.folders().map(|folder| folder.join(format!("{name_or_path}.toml"))).collect();
    let files: Vec<_> = paths.iter().filter_map(|path| read_if_there(path)).collect();
    if files.is_empty() && !built_in {
        return Err(unknown(name_or_path, &paths, around));
    }
    sources.extend(files);
    Ok(sources)
}

fn read_if_there(path: &Path) -> Option<Source> {
    let text = match read(path) {
        // HOME=/dev/null makes a path through a file: nothing is there either.
        Err(why) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&why.kind()) => return None,
        Err(why) => Err(unreadable(path, &why)),
        Ok(bytes) => decode(path, bytes),
    };
    Some(Source { place: Place::File(path.to_owned()), text })
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells "too long" from "just fits", and /dev/zero cannot fill the memory.
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, why: &io::Error) -> Mistake<'static> {
    Mistake::whole(path.display(), format!("cannot read this profile: {}", reason(why)))
}

fn decode(path: &Path, bytes: Vec<u8>) -> std::result::Result<String, Mistake<'static>> {
    if bytes.len() as u64 > LONGEST {
        return Err(Mistake::whole(path.display(), "a profile has at most 1 MiB, and this file has more"));
    }
    match String::from_utf8(bytes) {
        // Editors that write a byte order mark mean nothing by it, and it would shift the first line.
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let why = "this is not UTF-8 text: save the file in that encoding";
            Err(Mistake::at(path.display(), text, at..at + 1, why))
        }
    }
}

fn unknown(name: &str, looked: &[PathBuf], around: &Surroundings) -> Error {
    let looked: Vec<_> = looked.iter().map(|path| printable(&path.to_string_lossy())).collect();
    let profiles = list(around);
    let meant = match nearest(name, profiles.iter().map(|profile| profile.name.as_str())) {
        Some(nearest) => format!("did you mean `{}`? ", printable(nearest)),
        None => String::new(),
    };
    let name = printable(name);
    Error::usage(format!("there is no profile `{name}`, built in or at {}", looked.join(" or ")))
        .hint(format!("{meant}profiles: {}; a file is given by its path, as in ./{name}", names(around)))
}

fn names(around: &Surroundings) -> String {
    let names: Vec<_> = list(around).iter().map(|profile| printable(&profile.name)).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::os::unix::ffi::OsStringExt;
    use tempfile::TempDir;

    fn of(variables: &[(&str, &str)]) -> Surroundings {
        Surroundings::of_variables(variables.iter().map(|&(name, value)| (name.into(), value.into())))
    }

    /// Surroundings with these files under the folder for /etc (`etc/...`) or the user's (`home/...`).
    fn with_files(files: &[(&str, &str)]) -> (TempDir, Surroundings) {
        let folder = TempDir::new().unwrap();
        let around = Surroundings {
            etc: folder.path().join("etc"),
            config_home: Some(folder.path().join("home")),
            ..Surroundings::default()
        };
        for root in ["etc", "home"] {
            fs::create_dir_all(folder.path().join(root).join("sockctl")).unwrap();
        }
        for (path, text) in files {
            let (root, name) = path.split_once('/').unwrap();
            fs::write(folder.path().join(root).join("sockctl").join(name), text).unwrap();
        }
        (folder, around)
    }

    fn places(sources: &[Source], folder: &TempDir) -> Vec<String> {
        let root = format!("{}/", folder.path().display());
        sources.iter().map(|source| source.place.to_string().replace(&root, "")).collect()
    }

    #[test]
    fn the_users_folder_is_xdg_or_under_home() {
        for (variables, folder) in [
            (&[("XDG_CONFIG_HOME", "/x"), ("HOME", "/h")][..], Some("/x")),
            (&[("XDG_CONFIG_HOME", ""), ("HOME", "/h")], Some("/h/.config")),
            (&[("XDG_CONFIG_HOME", "relative"), ("HOME", "/h")], Some("/h/.config")),
            (&[("HOME", "")], None),
            (&[], None),
        ] {
            assert_eq!(of(variables).config_home, folder.map(PathBuf::from), "{variables:?}");
        }
    }

    #[test]
    fn reserved_variables_are_no_settings_and_the_secret_is_not_kept() {
        let around = of(&[
            ("SOCKCTL_PROFILE", "lab"),
            ("SOCKCTL_KEY", "hush"),
            ("SOCKCTL_REQUIRE_PEERS", "1"),
            ("SOCKCTL_HANDSHAKE_PORT", "1"),
            ("PATH", "/bin"),
        ]);
        assert_eq!(around.profile, Some("lab".into()));
        assert_eq!(around.settings.keys().collect::<Vec<_>>(), ["SOCKCTL_HANDSHAKE_PORT"]);
        assert!(!format!("{around:?}").contains("hush"));
        assert_eq!(of(&[("SOCKCTL_PROFILE", "")]).profile, None);
        let bytes = OsString::from_vec(b"SOCKCTL_\xff".to_vec());
        assert_eq!(Surroundings::of_variables([(bytes, "1".into())]).settings.len(), 1);
    }

    #[test]
    fn layers_come_in_order() {
        let (folder, around) =
            with_files(&[("etc/course.toml", ""), ("home/course.toml", ""), ("home/lab.toml", "")]);
        for (name, expected) in [
            ("default", &[][..]),
            ("course", &["built-in course", "etc/sockctl/course.toml", "home/sockctl/course.toml"]),
            ("lab", &["home/sockctl/lab.toml"]),
        ] {
            assert_eq!(places(&sources(name, &around).unwrap(), &folder), expected, "{name}");
        }
        let path = folder.path().join("home/sockctl/lab.toml");
        let by_path = sources(path.to_str().unwrap(), &around).unwrap();
        assert_eq!(places(&by_path, &folder), ["home/sockctl/lab.toml"]);
    }

    #[test]
    fn every_profile_that_has_a_name_is_listed() {
        let (folder, around) = with_files(&[
            ("etc/lab.toml", ""),
            ("home/lab.toml", ""),
            ("home/course.toml", ""),
            ("home/notes.txt", ""),
            ("home/.toml", ""),
            ("home/a.toml.toml", ""),
        ]);
        fs::create_dir(folder.path().join("home/sockctl/folder.toml")).unwrap();
        let listed = list(&around);
        let names: Vec<_> = listed.iter().map(|known| known.name.as_str()).collect();
        assert_eq!(names, ["course", "default", "lab", "wan"]);
        assert_eq!(listed[0].places.len(), 2);
        assert_eq!(listed[0].places[0], Place::BuiltIn("course"));
        assert!(
            matches!(&listed[2].places[..], [Place::File(etc), Place::File(_)] if etc.starts_with(&around.etc))
        );
    }

    #[test]
    fn an_unknown_name_gets_the_nearest_and_all() {
        let (_folder, around) = with_files(&[("home/lab.toml", "")]);
        let error = sources("cuorse", &around).unwrap_err();
        assert_eq!(error.exit().code(), 2);
        let text = error.to_string();
        assert!(text.starts_with("there is no profile `cuorse`, built in or at "), "{text}");
        assert!(text.contains("did you mean `course`? profiles: course, default, lab, wan"), "{text}");
        assert!(text.contains("./cuorse"), "{text}");
        assert!(sources("", &around).unwrap_err().to_string().contains("profiles: course"));
        assert!(!sources("\u{1b}[2J", &around).unwrap_err().to_string().contains('\u{1b}'));
    }

    #[test]
    fn a_home_that_is_no_folder_holds_no_profiles() {
        let around = of(&[("HOME", "/dev/null")]);
        assert!(sources("default", &around).unwrap().is_empty());
    }

    #[test]
    fn a_file_that_is_no_profile_says_why() {
        let (folder, around) = with_files(&[]);
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let long = file("long.toml", &vec![b'#'; LONGEST as usize + 1]);
        let fits = file("fits.toml", &vec![b'#'; LONGEST as usize]);
        let latin = file("latin.toml", b"# ok\nk = \"caf\xe9\"\n");
        let folder = folder.path().to_str().unwrap();
        for (path, why) in [
            (long.as_str(), "at most 1 MiB"),
            (&latin, ":2:9: this is not UTF-8 text"),
            (folder, "cannot read this profile: is a directory"),
            ("/dev/zero", "at most 1 MiB"),
            ("./none.toml", "./none.toml: cannot read this profile: no such file or directory"),
        ] {
            let sources = sources(path, &around).unwrap();
            let text = sources[0].text.as_ref().unwrap_err().to_string();
            assert!(text.contains(why), "{text}");
        }
        assert!(sources(&fits, &around).unwrap()[0].text.is_ok());
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_or_refused(bytes: Vec<u8>) {
            match decode(Path::new("f"), bytes.clone()) {
                Ok(text) => prop_assert!(bytes.ends_with(text.as_bytes())),
                Err(mistake) => prop_assert!(mistake.to_string().contains("not UTF-8")),
            }
        }
    }

    #[test]
    fn a_byte_order_mark_is_left_out() {
        assert_eq!(decode(Path::new("f"), b"\xef\xbb\xbfa = 1".to_vec()).unwrap(), "a = 1");
    }
}
