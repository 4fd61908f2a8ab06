//! Which of the numbers that a reflector gives its answers have come back.
//!
//! Bounded: 32 KiB for the latest 2^18 numbers; all that are older count as having come.

use super::MAX_KEPT;

const WORDS: u64 = MAX_KEPT as u64 / 64;

/// The numbers above a first one.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    /// The one before the first.
    base: u64,
    highest: u64,
    /// How many have come.
    count: u64,
    /// A bit for each of the latest, in a ring; empty before the first.
    words: Vec<u64>,
}

impl Numbers {
    /// None yet; `base` and what is below it counts as having come.
    pub fn above(base: u64) -> Numbers {
        Numbers { base, highest: base, ..Numbers::default() }
    }

    /// The highest so far.
    pub fn highest(&self) -> u64 {
        self.highest
    }

    /// How many up to the highest have not come.
    pub fn missing(&self) -> u64 {
        (self.highest - self.base).saturating_sub(self.count)
    }

    /// Whether it has come, or is too old to tell.
    pub fn has(&self, number: u64) -> bool {
        let word = number / 64;
        number <= self.base
            || self.highest / 64 >= word + WORDS
            || number <= self.highest
                && self.words.get((word % WORDS) as usize).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    /// It has come.
    pub fn insert(&mut self, number: u64) {
        if self.has(number) {
            return;
        }
        if self.words.is_empty() {
            self.words.resize(WORDS as usize, 0);
        }
        let (word, newest) = (number / 64, self.highest / 64);
        for stale in (newest + 1..=word).rev().take(WORDS as usize) {
            self.set(stale, 0);
        }
        let bits = self.words.get((word % WORDS) as usize).copied().unwrap_or_default();
        self.set(word, bits | 1 << (number % 64));
        self.highest = self.highest.max(number);
        self.count += 1;
    }

    fn set(&mut self, word: u64, bits: u64) {
        if let Some(place) = self.words.get_mut((word % WORDS) as usize) {
            *place = bits;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_knows_what_a_set_knows(
            base in prop_oneof![Just(0), 0..u64::from(u32::MAX)],
            steps in prop::collection::vec(prop_oneof![20 => -100..100i64, 1 => -300_000..300_000i64], 0..300),
        ) {
            let (mut numbers, mut set, mut at) = (Numbers::above(base), BTreeSet::new(), base as i64);
            for step in steps {
                at = (at + step).max(0);
                let number = at as u64;
                let highest = set.last().copied().unwrap_or(base);
                let is_old = number <= base || highest / 64 >= number / 64 + WORDS;
                prop_assert_eq!(numbers.has(number), is_old || set.contains(&number));
                numbers.insert(number);
                if !is_old {
                    set.insert(number);
                }
                let highest = set.last().copied().unwrap_or(base);
                prop_assert_eq!((numbers.highest(), numbers.missing()), (highest, highest - base - set.len() as u64));
            }
        }
    }
}
