//! Conditions on the figures of a run under which it counts as failed: `--fail-if 'loss>1%'`.
//!
//! A condition is read in two steps: its form from the flag alone ([`Threshold`]), its meaning from the list of the
//! figures that a tool has ([`Check`]). Knows no tool and decides no exit status. Pure.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::profile::nearest;
use crate::{text, value};

/// When a run fails, as typed: a figure, a comparison, a quantity. No figure of this name need exist.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    figure: String,
    comparison: Comparison,
    limit: Quantity,
}

/// How a figure lies to its limit when the run has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Above,
    AtLeast,
    Below,
    AtMost,
    Equal,
}

/// What a figure comes to, or what it is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// A share in percent. [`Quantity::share`] makes one that compares exactly.
    Share(f64),
    /// A length of time.
    Span(Duration),
    /// A number, not negative.
    Count(f64),
}

/// What sort of quantity a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of [`Quantity::Share`].
    Share,
    /// Of [`Quantity::Span`].
    Time,
    /// Of [`Quantity::Count`].
    Count,
}

/// A figure that a tool knows at the end of a run.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// Lower-case letters, digits, dots and hyphens, which no shell takes for anything else.
    pub name: &'static str,
    /// What it is compared with.
    pub kind: Kind,
    /// What it says, in a few words.
    pub what: &'static str,
}

/// A [`Threshold`] of a figure that there is, with a quantity of its kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    figure: &'static str,
    comparison: Comparison,
    limit: Quantity,
}

impl Comparison {
    /// Longer signs first, so that none is taken for the beginning of another.
    const ALL: [(&'static str, Comparison); 5] = [
        (">=", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        (">", Comparison::Above),
        ("<", Comparison::Below),
        ("=", Comparison::Equal),
    ];

    fn is_met(self, figure_to_limit: Ordering) -> bool {
        match self {
            Comparison::Above => figure_to_limit.is_gt(),
            Comparison::AtLeast => figure_to_limit.is_ge(),
            Comparison::Below => figure_to_limit.is_lt(),
            Comparison::AtMost => figure_to_limit.is_le(),
            Comparison::Equal => figure_to_limit.is_eq(),
        }
    }

    fn words(self, limit: Quantity) -> String {
        match self {
            Comparison::Above => format!("more than {limit}"),
            Comparison::AtLeast => format!("{limit} or more"),
            Comparison::Below => format!("less than {limit}"),
            Comparison::AtMost => format!("{limit} or less"),
            Comparison::Equal => format!("{limit}"),
        }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Comparison::ALL.iter().find(|(_, comparison)| comparison == self).map_or("", |(sign, _)| sign).fmt(f)
    }
}

impl Quantity {
    /// `part` of `whole`, rounded once, as `1%` is when it is read: 1 of 1000 is exactly 0.1 %. `None` of nothing.
    pub fn share(part: u64, whole: u64) -> Option<Quantity> {
        (whole > 0).then(|| Quantity::Share(100.0 * part as f64 / whole as f64))
    }

    fn kind(self) -> Kind {
        match self {
            Quantity::Share(_) => Kind::Share,
            Quantity::Span(_) => Kind::Time,
            Quantity::Count(_) => Kind::Count,
        }
    }

    /// `None` between quantities of different kinds.
    fn compare(self, other: Quantity) -> Option<Ordering> {
        match (self, other) {
            (Quantity::Share(a), Quantity::Share(b)) | (Quantity::Count(a), Quantity::Count(b)) => {
                a.partial_cmp(&b)
            }
            (Quantity::Span(a), Quantity::Span(b)) => Some(a.cmp(&b)),
            _ => None,
        }
    }

    /// With few digits.
    fn rounded(self) -> String {
        match self {
            Quantity::Share(percent) => format!("{percent:.1} %"),
            Quantity::Span(span) => text::duration(span),
            Quantity::Count(_) => self.exact(),
        }
    }

    /// With every digit.
    fn exact(self) -> String {
        match self {
            Quantity::Share(percent) => format!("{percent} %"),
            Quantity::Span(span) => format!("{} ns", span.as_nanos()),
            Quantity::Count(number) => number.to_string(),
        }
    }

    /// With as many digits as it takes to see that it is not `limit`.
    fn beside(self, limit: Quantity) -> String {
        let rounded = self.rounded();
        if rounded == limit.rounded() && self != limit { self.exact() } else { rounded }
    }
}

impl FromStr for Quantity {
    type Err = String;

    /// A number alone is a count.
    fn from_str(text: &str) -> std::result::Result<Quantity, String> {
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        let quantity = match text.strip_suffix('%') {
            Some(percent) => number(percent).map(Quantity::Share),
            None => number(text)
                .map(Quantity::Count)
                .or_else(|| text.parse().ok().map(|span: value::Span| Quantity::Span(span.duration()))),
        };
        match quantity {
            None => Err("a quantity is written as in 1%, 5ms or 10".to_owned()),
            Some(Quantity::Share(percent)) if !(0.0..=100.0).contains(&percent) => {
                Err("a share lies from 0% to 100%".to_owned())
            }
            Some(Quantity::Count(number)) if number < 0.0 => Err("no figure is negative".to_owned()),
            Some(quantity) => Ok(quantity),
        }
    }
}

/// As [`FromStr`] reads it.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Quantity::Share(percent) => write!(f, "{percent}%"),
            Quantity::Span(span) => humantime::format_duration(*span).fmt(f),
            Quantity::Count(number) => number.fmt(f),
        }
    }
}

impl Kind {
    /// What it is, and an example.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Share => ("a share", "1%"),
            Kind::Time => ("a time", "5ms"),
            Kind::Count => ("a number", "10"),
        }
    }
}

impl FromStr for Threshold {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Threshold, String> {
        let text = text.trim();
        let refuse = |why: &str| format!("`{}` is no condition: {why}", text.escape_debug());
        let is_of_names = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        let (figure, rest) = text.split_at(text.find(|c| !is_of_names(c)).unwrap_or(text.len()));
        let rest = rest.trim_start();
        let sign =
            Comparison::ALL.iter().find_map(|(sign, meant)| Some((*meant, rest.strip_prefix(sign)?.trim())));
        match sign {
            Some((comparison, limit)) if !figure.is_empty() => {
                let limit = limit.parse().map_err(|why: String| refuse(&why))?;
                Ok(Threshold { figure: figure.to_owned(), comparison, limit })
            }
            // A shell that sees `>` bare makes a file of the rest.
            _ => Err(refuse(
                "write a figure, one of > >= < <= = and a quantity, all in quotes, as in 'loss>1%'",
            )),
        }
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.figure, self.comparison, self.limit)
    }
}

impl Threshold {
    /// What it means to a tool that has these figures.
    ///
    /// # Errors
    ///
    /// Of usage: there is no such figure, or the quantity is of another kind. A number alone is seconds for a time,
    /// and nothing for a share: it could be a fraction or a percentage.
    pub fn resolve(self, known: &[Figure]) -> Result<Check> {
        let Some(figure) = known.iter().find(|figure| figure.name == self.figure) else {
            return Err(unknown(&self.figure, known));
        };
        let limit = match (figure.kind, self.limit) {
            (Kind::Time, Quantity::Count(seconds)) => {
                let span = seconds.to_string().parse::<value::Span>();
                Quantity::Span(
                    span.map_err(|why| Error::usage(format!("--fail-if {self}: {why}")))?.duration(),
                )
            }
            (_, limit) => limit,
        };
        if limit.kind() != figure.kind {
            let (what, example) = figure.kind.words();
            let (name, comparison) = (figure.name, self.comparison);
            return Err(Error::usage(format!(
                "--fail-if {self}: {name} is {what}: write {name}{comparison}{example}"
            )));
        }
        Ok(Check { figure: figure.name, comparison: self.comparison, limit })
    }
}

fn unknown(name: &str, known: &[Figure]) -> Error {
    let names: Vec<&str> = known.iter().map(|figure| figure.name).collect();
    let error =
        Error::usage(format!("there is no figure `{name}` to fail by: there are {}", names.join(", ")));
    match nearest(name, names) {
        Some(nearest) => error.hint(format!("did you mean `{nearest}`?")),
        None => error,
    }
}

impl Check {
    /// The name of the figure that [`Check::judge`] is to be given.
    pub fn figure(&self) -> &'static str {
        self.figure
    }

    /// Why the run has failed, in a sentence; `None` when it has not.
    ///
    /// A figure that there is not fails too: nobody can say that it is good. So does one of another kind.
    pub fn judge(&self, value: Option<Quantity>) -> Option<String> {
        let compared = value.and_then(|value| Some((value, value.compare(self.limit)?)));
        match compared {
            Some((_, ordering)) if !self.comparison.is_met(ordering) => None,
            Some((value, _)) => Some(format!(
                "{} is {}, and {} is a failure (--fail-if '{self}')",
                self.figure,
                value.beside(self.limit),
                self.comparison.words(self.limit)
            )),
            None => {
                Some(format!("{} cannot be told, which is a failure too (--fail-if '{self}')", self.figure))
            }
        }
    }
}

/// As it was typed.
impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.figure, self.comparison, self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KNOWN: [Figure; 4] = [
        Figure { name: "loss", kind: Kind::Share, what: "packets lost" },
        Figure { name: "rtt.p99", kind: Kind::Time, what: "99th percentile of the round-trip times" },
        Figure { name: "rtt.median", kind: Kind::Time, what: "their median" },
        Figure { name: "duplicates", kind: Kind::Count, what: "packets answered more than once" },
    ];

    fn resolve(text: &str) -> Result<Check> {
        text.parse::<Threshold>().unwrap().resolve(&KNOWN)
    }

    fn check(text: &str) -> Check {
        resolve(text).unwrap()
    }

    fn ns(ns: u64) -> Option<Quantity> {
        Some(Quantity::Span(Duration::from_nanos(ns)))
    }

    #[test]
    fn a_condition_is_a_figure_a_comparison_and_a_quantity() {
        let ms = |ms| Quantity::Span(Duration::from_millis(ms));
        for (text, figure, comparison, limit) in [
            ("loss>1%", "loss", Comparison::Above, Quantity::Share(1.0)),
            ("loss>=0.5%", "loss", Comparison::AtLeast, Quantity::Share(0.5)),
            (" loss  =  100 % ", "loss", Comparison::Equal, Quantity::Share(100.0)),
            ("rtt.p99<=5ms", "rtt.p99", Comparison::AtMost, ms(5)),
            ("rtt.p99>1m 30s", "rtt.p99", Comparison::Above, ms(90_000)),
            ("a-b.9<0", "a-b.9", Comparison::Below, Quantity::Count(0.0)),
            ("duplicates>2.5", "duplicates", Comparison::Above, Quantity::Count(2.5)),
        ] {
            assert_eq!(text.parse(), Ok(Threshold { figure: figure.into(), comparison, limit }), "{text}");
        }
    }

    #[test]
    fn what_is_no_condition_is_refused_with_an_example() {
        for (text, said) in [
            ("", "'loss>1%'"),
            ("loss", "all in quotes, as in 'loss>1%'"),
            (">1%", "'loss>1%'"),
            ("1%", "'loss>1%'"),
            ("loss!1%", "> >= < <= ="),
            ("löss>1%", "'loss>1%'"),
            ("a b>1%", "'loss>1%'"),
            ("loss>", "as in 1%, 5ms or 10"),
            ("loss=>1%", "as in 1%, 5ms or 10"),
            ("loss>much", "as in 1%, 5ms or 10"),
            ("loss>101%", "from 0% to 100%"),
            ("loss>-1%", "from 0% to 100%"),
            ("loss>NaN%", "as in 1%, 5ms or 10"),
            ("duplicates>-1", "negative"),
            ("duplicates>inf", "as in 1%, 5ms or 10"),
            ("rtt.p99>0ms", "as in 1%, 5ms or 10"),
        ] {
            let why = text.parse::<Threshold>().unwrap_err();
            assert!(why.contains(said) && why.starts_with(&format!("`{text}` is no condition")), "{why}");
        }
        assert!("\x1b[1m>1".parse::<Threshold>().unwrap_err().starts_with("`\\u{1b}[1m>1` is no"));
    }

    #[test]
    fn a_number_alone_is_what_the_figure_is() {
        assert_eq!(check("rtt.p99>0.005"), check("rtt.p99>5ms"));
        assert_eq!(check("rtt.p99>0.005").to_string(), "rtt.p99>5ms");
        assert_eq!(check("duplicates>=3").limit, Quantity::Count(3.0));
    }

    #[test]
    fn a_quantity_of_another_kind_is_refused_with_one_of_the_right_kind() {
        for (text, said) in [
            ("rtt.p99>1%", "--fail-if rtt.p99>1%: rtt.p99 is a time: write rtt.p99>5ms"),
            ("loss>=5ms", "--fail-if loss>=5ms: loss is a share: write loss>=1%"),
            ("loss<1", "--fail-if loss<1: loss is a share: write loss<1%"),
            ("duplicates=1%", "--fail-if duplicates=1%: duplicates is a number: write duplicates=10"),
            ("rtt.p99>0", "--fail-if rtt.p99>0: `0` is no duration: it must be longer than zero"),
        ] {
            let error = resolve(text).unwrap_err();
            assert_eq!((error.to_string().as_str(), error.exit().code()), (said, 2));
        }
    }

    #[test]
    fn an_unknown_figure_gets_the_nearest_and_all() {
        let error = resolve("rtt.p9>5ms").unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no figure `rtt.p9` to fail by: there are loss, rtt.p99, rtt.median, duplicates \
             (did you mean `rtt.p99`?)"
        );
        assert_eq!(error.exit().code(), 2);
        assert!(!resolve("colour>1").unwrap_err().to_string().contains("did you mean"));
    }

    #[test]
    fn each_comparison_is_strict_or_not_as_it_says() {
        for (sign, below, equal, above) in [
            (">", false, false, true),
            (">=", false, true, true),
            ("<", true, false, false),
            ("<=", true, true, false),
            ("=", false, true, false),
        ] {
            let time = check(&format!("rtt.p99{sign}5ms"));
            let share = check(&format!("loss{sign}0.1%"));
            let count = check(&format!("duplicates{sign}7"));
            for (failed, ns_, part, number) in
                [(below, 4_999_999, 999, 6.0), (equal, 5_000_000, 1000, 7.0), (above, 5_000_001, 1001, 8.0)]
            {
                assert_eq!(time.judge(ns(ns_)).is_some(), failed, "{time} {ns_}");
                assert_eq!(share.judge(Quantity::share(part, 1_000_000)).is_some(), failed, "{share} {part}");
                assert_eq!(count.judge(Some(Quantity::Count(number))).is_some(), failed, "{count} {number}");
            }
        }
    }

    #[test]
    fn the_sentence_says_what_was_and_what_was_asked() {
        for (text, value, said) in [
            (
                "loss>1%",
                Quantity::share(5, 200),
                "loss is 2.5 %, and more than 1% is a failure (--fail-if 'loss>1%')",
            ),
            (
                "rtt.p99>=0.005",
                ns(6_123_456),
                "rtt.p99 is 6.123 ms, and 5ms or more is a failure (--fail-if 'rtt.p99>=5ms')",
            ),
            (
                "rtt.p99>5ms",
                ns(5_000_001),
                "rtt.p99 is 5000001 ns, and more than 5ms is a failure (--fail-if 'rtt.p99>5ms')",
            ),
            (
                "loss>1%",
                Quantity::share(1_000_001, 100_000_000),
                "loss is 1.000001 %, and more than 1% is a failure (--fail-if 'loss>1%')",
            ),
            (
                "duplicates=0",
                Some(Quantity::Count(0.0)),
                "duplicates is 0, and 0 is a failure (--fail-if 'duplicates=0')",
            ),
        ] {
            assert_eq!(check(text).judge(value).as_deref(), Some(said));
        }
    }

    #[test]
    fn what_cannot_be_told_has_failed() {
        let said = "rtt.p99 cannot be told, which is a failure too (--fail-if 'rtt.p99>5ms')";
        for value in [None, Some(Quantity::Count(1.0)), Quantity::share(1, 0)] {
            assert_eq!(check("rtt.p99>5ms").judge(value).as_deref(), Some(said));
        }
        let said = check("loss>1%").judge(Some(Quantity::Share(f64::NAN))).unwrap();
        assert!(said.starts_with("loss cannot be told"), "{said}");
    }

    #[test]
    fn the_figures_name_is_there_to_look_it_up() {
        assert_eq!(check("rtt.median<1s").figure(), "rtt.median");
    }

    fn quantity() -> impl Strategy<Value = Quantity> {
        prop_oneof![
            (0.0..=100.0).prop_map(Quantity::Share),
            (1..u64::from(u32::MAX) << 20).prop_map(|ns| Quantity::Span(Duration::from_nanos(ns))),
            (0.0..1e15).prop_map(Quantity::Count),
        ]
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(name in "[a-z0-9.-]{1,20}", sign in 0usize..5, limit in quantity()) {
            let threshold = Threshold { figure: name, comparison: Comparison::ALL[sign].1, limit };
            prop_assert_eq!(threshold.to_string().parse(), Ok(threshold));
        }

        #[test]
        fn any_text_is_read_or_refused_in_one_printable_line(text in "\\PC*|(loss|rtt)[<>= ]{0,3}[0-9a-z.%]{0,8}|(?s).{0,40}") {
            let said = match text.parse::<Threshold>() {
                Ok(threshold) => threshold.to_string(),
                Err(why) => why,
            };
            prop_assert!(!said.chars().any(char::is_control), "{}", said);
        }

        #[test]
        fn shares_compare_as_fractions_do(part in 0u64..1_000_000, whole in 1u64..1_000_000, tenths in 0u64..=1000) {
            let check = check(&format!("loss>{}.{}%", tenths / 10, tenths % 10));
            prop_assert_eq!(check.judge(Quantity::share(part, whole)).is_some(), part * 1000 > tenths * whole);
        }
    }
}
