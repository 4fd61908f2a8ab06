//! How a mistake in a profile is shown: place, reason, the quoted line with a caret under the spot, a remedy.
//!
//! Knows text and positions, neither files nor keys. What it writes holds no control character but newline, so
//! that a profile from elsewhere cannot play with a terminal.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::error::Error;

/// More mistakes than this are counted, not shown.
const MOST_SHOWN: usize = 50;

/// A quoted line is cut to this many characters, a reason too.
const WIDEST: usize = 120;

/// One mistake. Its line and column are looked for only when it is shown: a file can have a hundred thousand.
#[derive(Clone, Debug)]
pub(super) struct Mistake<'a> {
    /// The file, or the environment variable.
    place: String,
    /// The file's text and the bytes in it that are wrong.
    spot: Option<(Cow<'a, str>, Range<usize>)>,
    reason: String,
    remedy: Option<String>,
}

impl<'a> Mistake<'a> {
    /// A mistake of `place` as a whole.
    pub(super) fn whole(place: impl fmt::Display, reason: impl AsRef<str>) -> Mistake<'a> {
        let (place, reason) = (place.to_string(), cut(reason.as_ref()));
        Mistake { place: printable(&place), spot: None, reason: printable(&reason), remedy: None }
    }

    /// A mistake at the bytes `span` of `text`, which is what `place` holds.
    pub(super) fn at(
        place: impl fmt::Display,
        text: impl Into<Cow<'a, str>>,
        span: Range<usize>,
        reason: impl AsRef<str>,
    ) -> Mistake<'a> {
        Mistake { spot: Some((text.into(), span)), ..Mistake::whole(place, reason) }
    }

    /// Adds what to do about it, shown beside the caret.
    #[must_use]
    pub(super) fn remedy(mut self, remedy: impl AsRef<str>) -> Mistake<'a> {
        self.remedy = Some(printable(remedy.as_ref()));
        self
    }

    /// Where in the text it is, to sort the mistakes of one file by.
    pub(super) fn position(&self) -> usize {
        self.spot.as_ref().map_or(0, |(_, span)| span.start)
    }
}

/// A place in a text as a person sees it.
struct Spot {
    line: usize,
    /// In characters, from 1.
    column: usize,
    /// The line as shown, cut around the mistake when it is long.
    quoted: String,
    /// Characters of `quoted` before the first caret.
    indent: usize,
    carets: usize,
}

impl Spot {
    fn new(text: &str, span: &Range<usize>) -> Spot {
        let start = boundary(text, span.start);
        let end = boundary(text, span.end).max(start);
        let (before, after) = text.split_at(start);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = start + after.find('\n').unwrap_or(after.len());
        let length = |range: Range<usize>| text.get(range).unwrap_or_default().chars().count();
        let column = length(line_start..start);
        let width = length(start..end.min(line_end)).max(1);
        let line: Vec<char> =
            text.get(line_start..line_end).unwrap_or_default().trim_end_matches('\r').chars().collect();
        // A long line is cut so that the spot stays in sight, with something before it.
        let from = if line.len() > WIDEST { column.saturating_sub(WIDEST / 3) } else { 0 };
        let to = line.len().min(from + WIDEST);
        let shown = |range: Range<usize>| {
            printable(&line.get(range).unwrap_or_default().iter().collect::<String>().replace('\t', " "))
        };
        let dots = |cut: bool| if cut { "…" } else { "" };
        let indent = format!("{}{}", dots(from > 0), shown(from..column.min(to))).chars().count();
        Spot {
            line: before.matches('\n').count() + 1,
            column: column + 1,
            quoted: format!("{}{}{}", dots(from > 0), shown(from..to), dots(to < line.len())),
            indent,
            carets: shown(column.min(to)..(column + width).min(to)).chars().count().max(1),
        }
    }
}

/// The last place in `text`, not after `index`, where a character begins or the text ends.
fn boundary(text: &str, index: usize) -> usize {
    (0..=index.min(text.len())).rev().find(|&index| text.is_char_boundary(index)).unwrap_or(0)
}

impl fmt::Display for Mistake<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((text, span)) = &self.spot else {
            write!(f, "{}: {}", self.place, self.reason)?;
            return self.remedy.iter().try_for_each(|remedy| write!(f, "; {remedy}"));
        };
        let Spot { line, column, quoted, indent, carets } = Spot::new(text, span);
        writeln!(f, "{}:{line}:{column}: {}", self.place, self.reason)?;
        let number = line.to_string();
        writeln!(f, "{}", format!("  {number} | {quoted}").trim_end())?;
        write!(f, "  {:gutter$} | {:indent$}{}", "", "", "^".repeat(carets), gutter = number.len())?;
        self.remedy.iter().try_for_each(|remedy| write!(f, " {remedy}"))
    }
}

/// All `mistakes`, which must be some, as the one error that ends the command.
pub(super) fn error(mistakes: &[Mistake<'_>]) -> Error {
    let mut shown: Vec<_> = mistakes.iter().take(MOST_SHOWN).map(Mistake::to_string).collect();
    if let Some(more @ 1..) = mistakes.len().checked_sub(MOST_SHOWN) {
        shown.push(format!("and {more} more"));
    }
    Error::usage(shown.join("\n"))
}

/// The one of `known` that `word` was probably meant to be.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the letters may be wrong. The difference in length is the least distance, and quicker to have.
    let near = |distance: usize, known: &str| distance <= (known.len() / 3).max(1);
    known
        .into_iter()
        .filter(|known| near(known.len().abs_diff(word.len()), known))
        .map(|known| (strsim::osa_distance(&word.to_lowercase(), &known.to_lowercase()), known))
        .filter(|(distance, known)| near(*distance, known))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// `text` without anything a terminal would obey: control and invisible characters are escaped.
pub(super) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\'' | '\\' => shown.push(c),
            _ => shown.extend(c.escape_debug()),
        }
    }
    shown
}

/// A reason quotes the value it is about, which can be as long as the file.
fn cut(reason: &str) -> String {
    let most = WIDEST * 3;
    match reason.char_indices().nth(most) {
        None => reason.to_owned(),
        Some(_) => {
            let start: String = reason.chars().take(most / 2).collect();
            let end: Vec<char> = reason.chars().rev().take(most / 2).collect();
            format!("{start}…{}", end.iter().rev().collect::<String>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_spot_is_quoted_with_a_caret_and_a_remedy() {
        let text = "[handshake]\n\nreply-timeot = \"1s\"\n";
        let mistake =
            Mistake::at("/etc/sockctl/lab.toml", text, 13..25, "unknown key `reply-timeot` in [handshake]")
                .remedy("did you mean `reply-timeout`?");
        assert_eq!(
            mistake.to_string(),
            "/etc/sockctl/lab.toml:3:1: unknown key `reply-timeot` in [handshake]\n  \
             3 | reply-timeot = \"1s\"\n    \
             | ^^^^^^^^^^^^ did you mean `reply-timeout`?"
        );
    }

    #[test]
    fn columns_count_characters_and_carets_stay_under_them() {
        for (text, span, shown) in [
            ("é = 1", 3..4, "f:1:3: no\n  1 | é = 1\n    |   ^"),
            ("\tk = 1\r\n", 1..2, "f:1:2: no\n  1 |  k = 1\n    |  ^"),
            ("\u{1b}[1mk", 5..9, "f:1:6: no\n  1 | \\u{1b}[1mk\n    |           ^"),
            ("a\n", 2..2, "f:2:1: no\n  2 |\n    | ^"),
            ("a = [\n1\n]", 4..9, "f:1:5: no\n  1 | a = [\n    |     ^"),
            ("é", 1..99, "f:1:1: no\n  1 | é\n    | ^"),
        ] {
            assert_eq!(Mistake::at("f", text, span, "no").to_string(), shown);
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_spot() {
        let text = format!("{}bad{}", "x".repeat(5000), "y".repeat(5000));
        let shown = Mistake::at("f", text.as_str(), 5000..5003, "no").to_string();
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(lines[0], "f:1:5001: no");
        assert!(lines[1].chars().count() < 140 && lines[1].contains("…xxx") && lines[1].contains("xbady"));
        assert_eq!(lines[1].chars().position(|c| c == 'b'), lines[2].find('^'));
        assert!(lines[2].ends_with(" ^^^"));
    }

    #[test]
    fn many_mistakes_are_counted() {
        let text = error(&vec![Mistake::whole("f", "no"); 60]).to_string();
        assert_eq!(text.lines().count(), 51);
        assert!(text.ends_with("and 10 more"));
    }

    #[test]
    fn the_nearest_word_is_near() {
        let known = ["port", "reply-timeout", "idle-timeout", "tries"];
        for (word, meant) in [
            ("prot", Some("port")),
            ("PORT", Some("port")),
            ("reply_timeout", Some("reply-timeout")),
            ("reply-timeot", Some("reply-timeout")),
            ("try", None),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), meant, "{word}");
        }
    }

    proptest! {
        #[test]
        fn any_spot_in_any_text_is_shown_without_control_characters(
            text in "(?s).{0,300}",
            a in 0usize..400,
            b in 0usize..400,
        ) {
            let mistake = Mistake::at(&text, text.as_str(), a..b, &text).remedy(&text);
            let shown = mistake.to_string();
            prop_assert_eq!(shown.lines().count(), 3);
            prop_assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{}", shown);
        }
    }
}
