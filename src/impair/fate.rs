//! The random decisions: what happens to answer number n.
//!
//! A fate follows from the seed, the number and the settings alone: nothing here remembers an earlier answer,
//! looks at a peer or at what is waiting, or has randomness that is not made from the seed.

use std::f64::consts::TAU;
use std::iter;
use std::time::Duration;

use fastrand::Rng;

use super::settings::{Delay, Law, Settings};

/// What happens to one answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fate {
    /// It is not sent.
    pub(super) lost: bool,
    /// It would have to wait, and there is no room. Never drawn: see [`Fate::overflow`].
    pub(super) overflow: bool,
    /// How long it waits; zero for not at all.
    pub(super) delay: Duration,
    /// It leaves twice.
    pub(super) duplicated: bool,
    /// It is held back until the next answer to its peer has left.
    pub(super) reordered: bool,
    /// Where a bit is flipped: a position on a payload that were 2^64 bits long.
    pub(super) flip: Option<u64>,
}

impl Fate {
    /// The fate of answer `number`.
    ///
    /// Every value is drawn, in this order, whether it is used or not. So an answer that was lost with one
    /// setting is lost with any other as long as `loss` stays.
    pub(super) fn of(settings: &Settings, number: u64) -> Fate {
        let mut rng = Rng::with_seed(mix(settings.seed, number));
        let [loss, duplicate, reorder, corrupt, share, first, second] = [(); 7].map(|()| unit(&mut rng));
        let position = rng.u64(..);
        Fate {
            lost: loss < settings.loss.probability(),
            overflow: false,
            delay: delay(settings.delay, share, first, second),
            duplicated: duplicate < settings.duplicate.probability(),
            reordered: reorder < settings.reorder.probability(),
            flip: (corrupt < settings.corrupt.probability()).then_some(position),
        }
    }

    /// What of this happens to `payload`: no bit of nothing is flipped, and to what is lost nothing else
    /// happens.
    pub(super) fn to(self, payload: &[u8]) -> Fate {
        if self.lost {
            return Fate { lost: true, ..Fate::default() };
        }
        Fate { flip: self.flip.filter(|_| !payload.is_empty()), ..self }
    }

    /// The fate of an answer that would have to wait when there is no room.
    pub(super) fn overflow() -> Fate {
        Fate { overflow: true, ..Fate::default() }
    }

    /// Whether it is sent at all.
    pub(super) fn leaves(self) -> bool {
        !self.lost && !self.overflow
    }

    /// Whether it is sent, but not at once.
    pub(super) fn waits(self) -> bool {
        self.leaves() && (self.reordered || !self.delay.is_zero())
    }

    /// What happens, in words; none when nothing does.
    pub(super) fn words(self) -> impl Iterator<Item = &'static str> {
        let word = |happens: bool, word| iter::once(word).filter(move |_| happens);
        word(self.lost, "lost")
            .chain(word(self.overflow, "overflow"))
            .chain(word(!self.delay.is_zero(), "delayed"))
            .chain(word(self.duplicated, "duplicated"))
            .chain(word(self.reordered, "reordered"))
            .chain(word(self.flip.is_some(), "corrupted"))
    }
}

/// `payload` with the bit flipped at `position` of 2^64; an empty one stays.
pub(super) fn flipped(payload: &[u8], position: u64) -> Vec<u8> {
    let mut payload = payload.to_vec();
    let bits = payload.len() as u128 * 8;
    let bit = (u128::from(position) * bits) >> u64::BITS;
    if let Some(byte) = payload.get_mut((bit / 8) as usize) {
        *byte ^= 1 << (bit % 8);
    }
    payload
}

/// The length of a delay from three numbers in 0..1.
fn delay(delay: Delay, share: f64, first: f64, second: f64) -> Duration {
    let Some((law, of)) = delay.parts() else { return Duration::ZERO };
    if share >= of.probability() {
        return Duration::ZERO;
    }
    let ns = |length: Duration| length.as_nanos() as f64;
    match law {
        Law::Fixed(length) => length,
        Law::Uniform(least, most) => least + Duration::from_nanos((first * ns(most - least)) as u64),
        Law::Normal { mean, deviation } => {
            // Box and Muller; `1 - first` is never 0, and the conversion takes what is below 0 for 0.
            let z = (-2.0 * (1.0 - first).ln()).sqrt() * (TAU * second).cos();
            Duration::from_nanos((ns(mean) + z * ns(deviation)) as u64).min(law.longest())
        }
    }
}

/// The next number, from 0 up to but without 1; exactly one draw.
fn unit(rng: &mut Rng) -> f64 {
    const STEP: f64 = 1.0 / (1u64 << f64::MANTISSA_DIGITS) as f64;
    (rng.u64(..) >> (u64::BITS - f64::MANTISSA_DIGITS)) as f64 * STEP
}

/// A seed for one answer. The server's seed is scattered first, so that neighbouring seeds share no answers.
fn mix(seed: u64, number: u64) -> u64 {
    scatter(scatter(seed).wrapping_add(number))
}

/// One step of SplitMix64 (Steele, Lea, Flood 2014): each bit that goes in changes half of those that come out.
fn scatter(value: u64) -> u64 {
    let z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::impair::settings::Chance;

    const ANSWERS: u64 = 100_000;

    type Happens = fn(&Fate) -> bool;

    fn settings(chance: &str, delay: &str, seed: u64) -> Settings {
        let [loss, duplicate, reorder, corrupt] = [(); 4].map(|()| chance.parse().unwrap());
        Settings { loss, delay: delay.parse().unwrap(), duplicate, reorder, corrupt, seed }
    }

    fn fates(settings: &Settings) -> Vec<Fate> {
        (0..ANSWERS).map(|number| Fate::of(settings, number)).collect()
    }

    fn seconds(fates: &[Fate]) -> Vec<f64> {
        fates.iter().map(|fate| fate.delay.as_secs_f64()).collect()
    }

    /// That what happened `hits` times in `tries` has this probability, within 4.5 standard errors: fewer than
    /// one in 100,000 right answers are refused.
    fn assert_share(what: &str, hits: usize, tries: usize, probability: f64) {
        let share = hits as f64 / tries as f64;
        let error = (probability * (1.0 - probability) / tries as f64).sqrt();
        assert!((share - probability).abs() <= 4.5 * error, "{what}: {share} instead of {probability}");
    }

    #[test]
    fn the_first_fates_of_seed_1_stay_as_they_are() {
        let of = |settings: &Settings| -> Vec<String> {
            let line = |number| {
                let fate = Fate::of(settings, number);
                let words: Vec<_> = fate.words().collect();
                let (delay, flip) = (fate.delay.as_micros(), fate.flip.unwrap_or_default());
                format!("{} {delay} {flip:x}", words.join("+"))
            };
            (0..8).map(line).collect()
        };
        assert_eq!(
            of(&settings("50%", "0..1@50%", 1)),
            [
                " 0 0",
                "delayed+duplicated+corrupted 417262 d0dd1402a8e53dc0",
                "delayed+duplicated+reordered+corrupted 384788 da43f55617ef634f",
                "reordered+corrupted 0 1b88022e320e0d59",
                "corrupted 0 4d45c7c4c405dd2e",
                "delayed+reordered 403194 0",
                "lost+delayed+corrupted 239150 16da4372f277bc3e",
                "lost+delayed+reordered 817615 0",
            ]
        );
        let normal = settings("0", "20ms~5ms", 1);
        let delays: Vec<_> = (0..8).map(|number| Fate::of(&normal, number).delay.as_micros()).collect();
        assert_eq!(delays, [19_107, 14_987, 19_819, 20_777, 26_200, 25_071, 22_605, 13_881]);
    }

    #[test]
    fn one_setting_does_not_touch_the_fates_of_the_others() {
        let base = settings("10%", "0..1s", 3);
        let other = "60%".parse().unwrap();
        for number in 0..2000 {
            let fate = Fate::of(&base, number);
            let with = |settings: Settings| Fate::of(&settings, number);
            let Fate { lost, delay, duplicated, reordered, flip, .. } = fate;
            assert_eq!(Fate { lost, ..with(Settings { loss: other, ..base }) }, fate);
            assert_eq!(Fate { delay, ..with(Settings { delay: Delay::OFF, ..base }) }, fate);
            assert_eq!(
                Fate { delay, ..with(Settings { delay: "1ms~1ms@3%".parse().unwrap(), ..base }) },
                fate
            );
            assert_eq!(Fate { duplicated, ..with(Settings { duplicate: other, ..base }) }, fate);
            assert_eq!(Fate { reordered, ..with(Settings { reorder: other, ..base }) }, fate);
            assert_eq!(Fate { flip, ..with(Settings { corrupt: other, ..base }) }, fate);
        }
    }

    #[test]
    fn what_happens_is_what_was_asked_for() {
        for (seed, chance) in [(1, "0.1%"), (2, "1%"), (3, "10%"), (4, "50%"), (u64::MAX, "90%")] {
            let probability = chance.parse().map(Chance::probability).unwrap();
            let fates = fates(&settings(chance, &format!("1s@{chance}"), seed));
            let happens: [(&str, Happens); 5] = [
                ("lost", |fate| fate.lost),
                ("delayed", |fate| !fate.delay.is_zero()),
                ("duplicated", |fate| fate.duplicated),
                ("reordered", |fate| fate.reordered),
                ("corrupted", |fate| fate.flip.is_some()),
            ];
            for (a, (what, first)) in happens.iter().enumerate() {
                let hits = fates.iter().filter(|fate| first(fate)).count();
                assert_share(what, hits, fates.len(), probability);
                // Neither what happened to the answer before nor what else happens to this one plays a part.
                let twice = fates.windows(2).filter(|pair| first(&pair[0]) && first(&pair[1])).count();
                assert_share(&format!("{what} twice"), twice, fates.len() - 1, probability.powi(2));
                for (and, second) in &happens[a + 1..] {
                    let both = fates.iter().filter(|fate| first(fate) && second(fate)).count();
                    assert_share(&format!("{what} and {and}"), both, fates.len(), probability.powi(2));
                }
            }
        }
    }

    #[test]
    fn nothing_and_everything_have_no_exceptions() {
        assert!(fates(&settings("0", "off", 5)).iter().all(|fate| *fate == Fate::default()));
        let all = fates(&settings("100%", "1ms", 5));
        assert!(all.iter().all(|fate| fate.words().count() == 5));
    }

    #[test]
    fn other_seeds_have_other_fates() {
        let lost =
            |seed| -> Vec<bool> { fates(&settings("50%", "off", seed)).iter().map(|f| f.lost).collect() };
        for (a, b) in [(0, 1), (1, 2), (7, 7 + (1 << 63)), (1, u64::MAX)] {
            let (a, b) = (lost(a), lost(b));
            // Also when one of them runs ahead.
            for ahead in [0, 1, 2] {
                let same = a[ahead..].iter().zip(&b).filter(|(a, b)| a == b).count();
                assert_share("same", same, a.len() - ahead, 0.5);
            }
        }
    }

    /// Kolmogorov and Smirnov at the level 0.1%: the distance times the root of n is below 1.95 in 999 of 1000.
    #[test]
    fn uniform_delays_are_uniform() {
        for seed in [1, 2, 3] {
            let mut delays = seconds(&fates(&settings("0", "0.1ms..0.5s", seed)));
            delays.sort_by(f64::total_cmp);
            let n = delays.len() as f64;
            let distance = delays.iter().enumerate().map(|(below, delay)| {
                let expected = (delay - 0.0001) / (0.5 - 0.0001);
                assert!((0.0..1.0).contains(&expected), "{delay}");
                (expected - below as f64 / n).abs().max(((below + 1) as f64 / n - expected).abs())
            });
            let distance = distance.fold(0.0, f64::max);
            assert!(distance * n.sqrt() < 1.95, "seed {seed}: {distance}");
        }
    }

    /// Both within 4.5 of their standard errors, and the shares within one and two deviations as they should
    /// be.
    #[test]
    fn normal_delays_have_their_mean_and_deviation() {
        let delays = seconds(&fates(&settings("0", "20ms~4ms", 1)));
        let n = delays.len() as f64;
        let mean = delays.iter().sum::<f64>() / n;
        let deviation = (delays.iter().map(|delay| (delay - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        assert!((mean - 0.020).abs() < 4.5 * 0.004 / n.sqrt(), "{mean}");
        assert!((deviation - 0.004).abs() < 4.5 * 0.004 / (2.0 * n).sqrt(), "{deviation}");
        for (within, share) in [(1.0, 0.682_689_5), (2.0, 0.954_499_7)] {
            let hits = delays.iter().filter(|delay| (*delay - 0.020).abs() < within * 0.004).count();
            assert_share("within", hits, delays.len(), share);
        }
    }

    #[test]
    fn normal_delays_are_cut_at_both_ends() {
        let delays = seconds(&fates(&settings("0", "1ms~1s", 1)));
        let at_once = delays.iter().filter(|delay| **delay == 0.0).count();
        assert_share("at once", at_once, delays.len(), 0.499_601);
        let far = delay("20ms~5ms".parse().unwrap(), 0.0, 1.0 - f64::EPSILON / 2.0, 0.0);
        assert_eq!(far, Duration::from_millis(60));
        let near = delay("20ms~5ms".parse().unwrap(), 0.0, 1.0 - f64::EPSILON / 2.0, 0.5);
        assert_eq!(near, Duration::ZERO);
    }

    #[test]
    fn a_flip_changes_one_bit_and_reaches_every_one() {
        let mut hits = [0; 24];
        for number in 0..24_000 {
            let position = Fate::of(&settings("100%", "off", 1), number).flip.unwrap();
            let bits =
                u32::from_be_bytes([&[0][..], &flipped(&[0; 3], position)].concat().try_into().unwrap());
            assert_eq!(bits.count_ones(), 1);
            hits[bits.trailing_zeros() as usize] += 1;
        }
        hits.iter().for_each(|hits| assert_share("bit", *hits, 24_000, 1.0 / 24.0));
        assert_eq!(flipped(&[0xFF, 0], 0), [0xFE, 0]);
        assert_eq!(flipped(&[0xFF, 0], u64::MAX), [0xFF, 0x80]);
        assert_eq!(flipped(&[], u64::MAX), [0; 0]);
    }

    #[test]
    fn to_what_is_lost_nothing_else_happens_and_no_bit_of_nothing_is_flipped() {
        let everything = Fate::of(&settings("100%", "1ms", 1), 0);
        assert_eq!(everything.to(b"x").words().collect::<Vec<_>>(), ["lost"]);
        let sent = Fate { lost: false, ..everything };
        assert_eq!((sent.to(b"x"), sent.to(b"")), (sent, Fate { flip: None, ..sent }));
    }
}
