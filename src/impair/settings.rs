//! What a bad line is told to be, as flags and profile keys say it: chances, delays, the seed.
//!
//! Values and their words only: nothing here draws a random number or knows an answer.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::value::{Span, read_by_text};

/// What happens to the answers of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How likely an answer is not sent.
    pub loss: Chance,
    /// How long an answer waits before it leaves.
    pub delay: Delay,
    /// How likely an answer leaves twice, the second right behind the first.
    pub duplicate: Chance,
    /// How likely an answer is held back until the next one to the same peer has left, at most 1 s.
    pub reorder: Chance,
    /// How likely one bit of an answer is flipped.
    pub corrupt: Chance,
    /// What the fates of all answers follow from, together with the settings above.
    pub seed: u64,
}

impl Settings {
    /// Whether anything can happen to any answer.
    pub fn change_something(&self) -> bool {
        let chances = [self.loss, self.duplicate, self.reorder, self.corrupt];
        self.delay.parts().is_some() || chances.iter().any(|chance| *chance != Chance::NEVER)
    }
}

/// A probability from 0 to 1, in steps of 0.0000001%: `0`, `0.1`, `10%`, `100%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chance {
    /// Whole steps, so that every chance is written exactly as it is read.
    steps: u32,
}

/// A chance of 1 in steps; a percent has seven decimals.
const STEPS: u32 = 1_000_000_000;
const STEPS_PER_PERCENT: u32 = STEPS / 100;

impl Chance {
    /// It does not happen.
    pub const NEVER: Chance = Chance { steps: 0 };
    /// It always happens.
    pub const ALWAYS: Chance = Chance { steps: STEPS };

    /// As a number from 0 to 1.
    pub fn probability(self) -> f64 {
        f64::from(self.steps) / f64::from(STEPS)
    }
}

impl FromStr for Chance {
    type Err = String;

    fn from_str(text: &str) -> Result<Chance, String> {
        let text = text.trim();
        let refuse = |why: &str| Err(format!("`{}` is no probability: {why}", text.escape_debug()));
        let (number, one) = match text.strip_suffix('%') {
            Some(percent) => (percent.trim_end(), STEPS_PER_PERCENT),
            None => (text, STEPS),
        };
        let Ok(number) = number.parse::<f64>() else {
            return refuse("write a number from 0 to 1 as in 0.1, or a percentage as in 10%");
        };
        let steps = number * f64::from(one);
        if !(0.0..=f64::from(STEPS)).contains(&steps) {
            return refuse("it must lie from 0 to 1, which is 0% to 100%");
        }
        if number > 0.0 && steps < 0.5 {
            return refuse("the smallest above 0 is 0.0000001%");
        }
        Ok(Chance { steps: steps.round() as u32 })
    }
}

impl fmt::Display for Chance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.steps / STEPS_PER_PERCENT, self.steps % STEPS_PER_PERCENT);
        match rest {
            0 => write!(f, "{whole}%"),
            _ => write!(f, "{whole}.{}%", format!("{rest:07}").trim_end_matches('0')),
        }
    }
}

/// How long answers wait, at most 1 h: `off`, `20ms`, any time from `0.1ms..0.5s` alike, or around a mean with
/// a standard deviation as `20ms~5ms`; each of them for a share of the answers only, as in `20ms@10%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delay(Option<(Law, Chance)>);

/// How the length of one delay is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Law {
    /// Always the same.
    Fixed(Duration),
    /// Between these two, everywhere alike; the first may be zero.
    Uniform(Duration, Duration),
    /// Normally distributed, cut at zero and at [`Law::longest`].
    Normal { mean: Duration, deviation: Duration },
}

impl Law {
    /// No delay is longer.
    pub(super) fn longest(self) -> Duration {
        match self {
            Law::Fixed(length) => length,
            Law::Uniform(_, most) => most,
            Law::Normal { mean, deviation } => mean.saturating_add(deviation.saturating_mul(8)),
        }
    }
}

impl Delay {
    /// Answers leave at once.
    pub const OFF: Delay = Delay(None);

    /// The longest that can be asked for.
    pub const LONGEST: Duration = Duration::from_secs(3600);

    /// Between which two lengths answers wait, as good as all of them; `None` where only a share of them waits.
    pub fn range(self) -> Option<(Duration, Duration)> {
        match self.parts() {
            None => Some((Duration::ZERO, Duration::ZERO)),
            Some((_, share)) if share != Chance::ALWAYS => None,
            Some((Law::Fixed(length), _)) => Some((length, length)),
            Some((Law::Uniform(least, most), _)) => Some((least, most)),
            Some((Law::Normal { mean, deviation }, _)) => {
                let far = deviation.saturating_mul(3);
                Some((mean.saturating_sub(far), mean.saturating_add(far)))
            }
        }
    }

    /// The law and the share of the answers it applies to; `None` when it applies to none.
    pub(super) fn parts(self) -> Option<(Law, Chance)> {
        self.0.filter(|(_, share)| *share != Chance::NEVER)
    }
}

impl FromStr for Delay {
    type Err = String;

    fn from_str(text: &str) -> Result<Delay, String> {
        if text.trim() == "off" {
            return Ok(Delay::OFF);
        }
        read_delay(text).map(|delay| Delay(Some(delay))).map_err(|why| {
            let text = text.trim().escape_debug();
            format!(
                "`{text}` is no delay: {why}; write off, 20ms, 0.1ms..0.5s or 20ms~5ms, with @10% for a share"
            )
        })
    }
}

fn read_delay(text: &str) -> Result<(Law, Chance), String> {
    let (law, share) = match text.rsplit_once('@') {
        Some((law, share)) => (law, share.parse()?),
        None => (text, Chance::ALWAYS),
    };
    let law = read_law(law)?;
    if law.longest() > Delay::LONGEST {
        let longest = humantime::format_duration(law.longest());
        return Err(format!("it can be as long as {longest}, and 1h is the longest there is"));
    }
    Ok((law, share))
}

fn read_law(text: &str) -> Result<Law, String> {
    let span = |text: &str| text.parse().map(Span::duration);
    if let Some((least, most)) = text.split_once("..") {
        let (least, most) = (if is_zero(least) { Duration::ZERO } else { span(least)? }, span(most)?);
        return if least <= most {
            Ok(Law::Uniform(least, most))
        } else {
            Err("it ends before it begins".into())
        };
    }
    if let Some((mean, deviation)) = text.split_once('~') {
        return Ok(Law::Normal { mean: span(mean)?, deviation: span(deviation)? });
    }
    span(text).map(Law::Fixed)
}

/// Whether this is the one length of time that is no [`Span`].
fn is_zero(text: &str) -> bool {
    let text = text.trim();
    (text.parse() == Ok(0.0) && !text.starts_with('-'))
        || humantime::parse_duration(text) == Ok(Duration::ZERO)
}

impl fmt::Display for Delay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use humantime::format_duration as word;
        let Some((law, share)) = self.0 else { return f.write_str("off") };
        match law {
            Law::Fixed(length) => write!(f, "{}", word(length))?,
            Law::Uniform(least, most) => write!(f, "{}..{}", word(least), word(most))?,
            Law::Normal { mean, deviation } => write!(f, "{}~{}", word(mean), word(deviation))?,
        }
        if share == Chance::ALWAYS { Ok(()) } else { write!(f, "@{share}") }
    }
}

/// Where the random decisions begin: `random`, or a number from 0 to 18,446,744,073,709,551,615 that repeats
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seed {
    /// Another one each time.
    Random,
    /// This one.
    Fixed(u64),
}

impl Seed {
    /// The number, which `random` makes when there is none.
    pub fn number(self, random: impl FnOnce() -> u64) -> u64 {
        match self {
            Seed::Random => random(),
            Seed::Fixed(number) => number,
        }
    }
}

impl FromStr for Seed {
    type Err = String;

    fn from_str(text: &str) -> Result<Seed, String> {
        match text.trim() {
            "random" => Ok(Seed::Random),
            number => number.parse().map(Seed::Fixed).map_err(|_| {
                let text = text.escape_debug();
                format!("`{text}` is no seed: write random or a whole number from 0 to {}", u64::MAX)
            }),
        }
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Seed::Random => f.write_str("random"),
            Seed::Fixed(number) => number.fmt(f),
        }
    }
}

read_by_text!(Chance, Delay, Seed);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rewritten<T: FromStr<Err = String> + fmt::Display>(text: &str) -> String {
        text.parse::<T>().unwrap_or_else(|why| panic!("{text}: {why}")).to_string()
    }

    fn refused<T: FromStr<Err = String> + fmt::Debug>(text: &str, word: &str) {
        let why = text.parse::<T>().unwrap_err();
        assert!(why.contains("is no") && why.contains(word), "{text}: {why}");
    }

    #[test]
    fn a_chance_is_a_number_or_a_percentage() {
        for (text, written) in [
            ("0", "0%"),
            ("0.1", "10%"),
            ("10%", "10%"),
            (" 7 % ", "7%"),
            ("0.001", "0.1%"),
            ("1", "100%"),
            ("100%", "100%"),
            ("12.5%", "12.5%"),
            ("0.07", "7%"),
            ("1e-9", "0.0000001%"),
        ] {
            assert_eq!(rewritten::<Chance>(text), written, "{text}");
        }
        for text in ["10", "1.1", "-0.1", "101%", "-1%", "inf", "NaN"] {
            refused::<Chance>(text, "from 0 to 1");
        }
        for text in ["", "%", "often", "1/2", "5 percent"] {
            refused::<Chance>(text, "as in 10%");
        }
        refused::<Chance>("1e-12", "smallest");
        assert_eq!("25%".parse().map(Chance::probability), Ok(0.25));
    }

    #[test]
    fn a_delay_is_fixed_uniform_or_normal_and_may_have_a_share() {
        for (text, written) in [
            ("off", "off"),
            (" 20ms ", "20ms"),
            ("0.02", "20ms"),
            ("0.1ms..0.5s", "100us..500ms"),
            ("0..1", "0s..1s"),
            ("0s..1m 30s", "0s..1m 30s"),
            ("5ms..5ms", "5ms..5ms"),
            ("20ms~5ms", "20ms~5ms"),
            ("20ms@10%", "20ms@10%"),
            ("0..1s @ 0.001", "0s..1s@0.1%"),
            ("20ms~5ms@100%", "20ms~5ms"),
            ("20ms@0", "20ms@0%"),
            ("1h", "1h"),
        ] {
            assert_eq!(rewritten::<Delay>(text), written, "{text}");
        }
        for (text, word) in [
            ("", "write off"),
            ("0", "longer than zero"),
            ("0..0", "longer than zero"),
            ("-1..1", "negative"),
            ("-0..1", "negative"),
            ("-1", "negative"),
            ("2..1", "ends before it begins"),
            ("20ms~0", "longer than zero"),
            ("20ms@110%", "from 0 to 1"),
            ("20ms@", "as in 10%"),
            ("off@10%", "write off"),
            ("61m", "longest"),
            ("0..61m", "longest"),
            ("52m~61s", "1h 8s"),
            ("99 years~99 years", "longest"),
        ] {
            refused::<Delay>(text, word);
        }
    }

    #[test]
    fn a_seed_is_random_or_a_number() {
        assert_eq!(rewritten::<Seed>("18446744073709551615"), "18446744073709551615");
        assert_eq!(rewritten::<Seed>("random"), "random");
        for text in ["", "-1", "1.5", "18446744073709551616", "dice"] {
            refused::<Seed>(text, "random");
        }
        assert_eq!((Seed::Random.number(|| 4), Seed::Fixed(7).number(|| 4)), (4, 7));
    }

    #[test]
    fn a_profile_may_write_a_number_or_a_string() {
        #[derive(serde::Deserialize, serde::Serialize)]
        struct Keys {
            loss: Chance,
            delay: Delay,
            seed: Seed,
        }
        let keys: Keys = toml::from_str("loss = 0.1\ndelay = 0.02\nseed = 7").unwrap();
        let written = toml::to_string(&keys).unwrap();
        assert_eq!(written, "loss = \"10%\"\ndelay = \"20ms\"\nseed = \"7\"\n");
        let why = toml::from_str::<Keys>("loss = 10\ndelay = \"off\"\nseed = \"random\"").err().unwrap();
        assert!(why.to_string().contains("`10` is no probability"), "{why}");
    }

    #[test]
    fn settings_say_whether_they_change_something() {
        let off = Settings {
            loss: Chance::NEVER,
            delay: "20ms@0%".parse().unwrap(),
            duplicate: Chance::NEVER,
            reorder: Chance::NEVER,
            corrupt: Chance::NEVER,
            seed: 1,
        };
        let some = "1%".parse().unwrap();
        assert!(!off.change_something());
        for on in [
            Settings { loss: some, ..off },
            Settings { delay: "1ms".parse().unwrap(), ..off },
            Settings { duplicate: some, ..off },
            Settings { reorder: some, ..off },
            Settings { corrupt: some, ..off },
        ] {
            assert!(on.change_something(), "{on:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9.~@%hms offrandom-]*|.*") {
            if let Ok(chance) = text.parse::<Chance>() {
                prop_assert_eq!(chance.to_string().parse(), Ok(chance));
            }
            if let Ok(delay) = text.parse::<Delay>() {
                prop_assert_eq!(delay.to_string().parse(), Ok(delay));
            }
            if let Ok(seed) = text.parse::<Seed>() {
                prop_assert_eq!(seed.to_string().parse(), Ok(seed));
            }
        }

        #[test]
        fn a_chance_survives_being_written(steps in 0..=STEPS) {
            let chance = Chance { steps };
            prop_assert_eq!(chance.to_string().parse(), Ok(chance));
            prop_assert_eq!(chance.probability().to_string().parse(), Ok(chance));
        }

        #[test]
        fn a_delay_survives_being_written(
            a in 0u64..1_000_000_000_000,
            b in 1u64..100_000_000_000,
            steps in 0..=STEPS,
        ) {
            let (a, b) = (Duration::from_nanos(a), Duration::from_nanos(b));
            for law in [Law::Fixed(a + b), Law::Uniform(a, a + b), Law::Normal { mean: a + b, deviation: b }] {
                let delay = Delay(Some((law, Chance { steps })));
                prop_assert_eq!(delay.to_string().parse(), Ok(delay));
            }
        }
    }
}
