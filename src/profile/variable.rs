//! The environment's part of a profile: `SOCKCTL_<SECTION>_<KEY>`.
//!
//! The variables are passed in; nothing here asks the process for them.

use std::borrow::Cow;
use std::ffi::OsStr;

use toml::Spanned;
use toml::de::{DeArray, DeValue};

use super::find::{PROFILE_VARIABLE, Surroundings};
use super::layer::{Origin, Setting, Settings, unplaced};
use super::mistake::{Mistake, nearest};

/// Lays the environment's settings, read like `defaults`, over `settings`; gives back all that is wrong.
pub(super) fn lay<'a>(
    settings: &mut Settings<'a>,
    defaults: &Settings<'_>,
    around: &'a Surroundings,
) -> Vec<Mistake<'a>> {
    let mut mistakes = Vec::new();
    let mut layer = Vec::new();
    for (variable, text) in &around.settings {
        match read(variable, text, defaults) {
            Ok(setting) => layer.push(setting),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    let misfits = settings.lay(layer);
    mistakes.extend(misfits.iter().map(|(setting, error)| Mistake::whole(&setting.origin, error.message())));
    mistakes
}

fn read<'a>(variable: &str, text: &'a OsStr, known: &Settings<'_>) -> Result<Setting<'a>, Mistake<'a>> {
    let named = |setting: &&Setting<'_>| variable_of(&setting.section, &setting.key) == variable;
    let Some(like) = known.0.iter().find(named) else {
        return Err(unknown(variable, known));
    };
    let text = text.to_str().ok_or_else(|| Mistake::whole(variable, "the value is not UTF-8 text"))?;
    Ok(Setting {
        section: like.section.clone(),
        key: like.key.clone(),
        value: unplaced(value_like(like.value.get_ref(), text)),
        origin: Origin::Variable(variable.to_owned()),
    })
}

/// `SOCKCTL_HANDSHAKE_REPLY_TIMEOUT` for `reply-timeout` in `[handshake]`.
fn variable_of(section: &str, key: &str) -> String {
    format!("SOCKCTL_{section}_{key}").to_uppercase().replace('-', "_")
}

fn unknown<'a>(variable: &str, known: &Settings<'_>) -> Mistake<'a> {
    let mistake = Mistake::whole(variable, "no setting has this environment variable");
    match nearest_variable(variable, known) {
        Some(nearest) => mistake.remedy(format!("did you mean {nearest}?")),
        None => mistake.remedy("they are named like SOCKCTL_HANDSHAKE_PORT, after section and key"),
    }
}

fn nearest_variable(variable: &str, known: &Settings<'_>) -> Option<String> {
    let in_section = known
        .sections()
        .find_map(|section| Some((section, variable.strip_prefix(&variable_of(section, ""))?)));
    // With a good section only the key is compared: what all begin with would make any two similar.
    if let Some((section, key)) = in_section {
        let key = nearest(&key.replace('_', "-"), known.keys(section))?;
        return Some(variable_of(section, key));
    }
    let names: Vec<_> = known.0.iter().map(|setting| variable_of(&setting.section, &setting.key)).collect();
    nearest(variable, names.iter().map(String::as_str).chain([PROFILE_VARIABLE])).map(str::to_owned)
}

/// Reads a variable's text as the kind of value that `like` is.
fn value_like<'a>(like: &DeValue<'_>, text: &'a str) -> DeValue<'a> {
    let string = |text: &'a str| DeValue::String(Cow::Borrowed(text));
    match like {
        DeValue::String(_) => string(text),
        DeValue::Array(_) => {
            let mut items = DeArray::new();
            let texts = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            texts.for_each(|item| items.push(unplaced(string(item))));
            DeValue::Array(items)
        }
        _ => DeValue::parse(text.trim()).map_or_else(|_| string(text), Spanned::into_inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::file::defaults;
    use crate::profile::text::as_toml;
    use proptest::prelude::*;
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;

    /// The value in effect with one variable over the default, as TOML, or the mistake.
    fn laid(name: &str, value: OsString) -> Result<String, String> {
        let around = Surroundings { settings: [(name.to_owned(), value)].into(), ..Surroundings::default() };
        let mut settings = defaults().unwrap();
        if let Some(mistake) = lay(&mut settings, &defaults().unwrap(), &around).first() {
            return Err(mistake.to_string());
        }
        assert!(settings.profile().is_ok());
        let from_here = |setting: &&Setting<'_>| setting.origin == Origin::Variable(name.to_owned());
        Ok(as_toml(settings.0.iter().find(from_here).unwrap().value.get_ref()))
    }

    #[test]
    fn a_variable_is_read_like_the_default_it_replaces() {
        for (variable, text, shown) in [
            ("PORT", "12", Ok("12")),
            ("PORT", " 12 ", Ok("12")),
            ("PORT", "0x10", Ok("16")),
            ("TARGET", "12", Ok("\"12\"")),
            ("TARGET", "[::1]:80", Ok("\"[::1]:80\"")),
            ("TCP", "true", Ok("true")),
            ("ALLOW", "", Ok("[]")),
            ("BIND", "::1,127.0.0.1", Ok(r#"["::1", "127.0.0.1"]"#)),
            ("PORT", "http", Err("`http` is no port: write a number from 0 to 65535")),
            ("PORT", "", Err("`` is no port: write a number from 0 to 65535")),
            (
                "PROT",
                "1",
                Err("no setting has this environment variable; did you mean SOCKCTL_HANDSHAKE_PORT?"),
            ),
            (
                "X\u{1b}",
                "1",
                Err(
                    "no setting has this environment variable; they are named like SOCKCTL_HANDSHAKE_PORT, after section and key",
                ),
            ),
        ] {
            let name = format!("SOCKCTL_HANDSHAKE_{variable}");
            let shown = shown.map(str::to_owned).map_err(|why| format!("{}: {why}", name.escape_debug()));
            assert_eq!(laid(&name, text.into()), shown, "{name}");
        }
        let why = laid("SOCKCTL_HANDSHAKE_TARGET", OsString::from_vec(vec![0xff]));
        assert_eq!(why, Err("SOCKCTL_HANDSHAKE_TARGET: the value is not UTF-8 text".to_owned()));
    }

    proptest! {
        #[test]
        fn any_variable_is_taken_or_refused(
            key in "(PORT|BIND|TCP|TARGET|ID_TTL|IDLE_TIMEOUT|COURSE_PEERS|ALLOW|TRIES|[A-Z]{0,4})",
            value in "(?s)(.{0,40}|[-0-9a-z_:.\"'\\[\\]{}=, ]{0,20})",
        ) {
            let name = format!("SOCKCTL_HANDSHAKE_{key}");
            match laid(&name, value.into()) {
                Ok(_) => {}
                Err(why) => prop_assert!(why.starts_with(&name)),
            }
        }
    }
}
