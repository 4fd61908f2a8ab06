//! When the packets to one target leave: the slots of a periodic stream (RFC 3432), or of Poisson sampling (RFC 2330,
//! §11.1.1), which no regular event on the network can stay in step with.

use std::time::Duration;

use super::{Grid, Pace};
use crate::clock::Instant;

/// How slots follow one another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sampling {
    /// At this pace.
    Periodic(Pace),
    /// At random: each gap is drawn from an exponential distribution of this mean.
    Poisson {
        /// The mean gap.
        mean: Duration,
        /// The same seed gives the same gaps.
        seed: u64,
    },
}

impl Sampling {
    /// How far apart slots are on average; where they move together, in the end.
    pub fn mean(&self) -> Duration {
        match self {
            Sampling::Periodic(pace) => pace.shortest(),
            Sampling::Poisson { mean, .. } => *mean,
        }
    }
}

/// The slots of one target, one after the other. A late sender takes the latest that has begun; those before it are
/// missed.
#[derive(Clone, Debug)]
pub struct Slots {
    next: Next,
}

#[derive(Clone, Debug)]
enum Next {
    Grid { grid: Grid, slot: u64 },
    Poisson { due: Instant, following: Instant, mean: Duration, random: fastrand::Rng },
}

/// The slot that a sender uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// When it begins.
    pub due: Instant,
    /// How many passed unused before it.
    pub missed: u64,
    /// From it to the next.
    pub interval: Duration,
}

impl Slots {
    /// Those of target `index` of `count`: periodic streams to several targets are spread over the first interval, lest
    /// all packets leave at once.
    pub fn new(start: Instant, sampling: Sampling, index: usize, count: usize) -> Slots {
        let next = match sampling {
            Sampling::Periodic(pace) => {
                let share = u32::try_from(count.max(1)).unwrap_or(u32::MAX);
                let shift = pace.interval(0) / share * u32::try_from(index).unwrap_or(u32::MAX);
                Next::Grid { grid: Grid::at_pace(start + shift, pace), slot: 0 }
            }
            Sampling::Poisson { mean, seed } => {
                let mut random = fastrand::Rng::with_seed(seed.wrapping_add(index as u64));
                let due = start + gap(mean, &mut random);
                let following = due + gap(mean, &mut random);
                Next::Poisson { due, following, mean, random }
            }
        };
        Slots { next }
    }

    /// When the next one begins.
    pub fn due(&self) -> Instant {
        match &self.next {
            Next::Grid { grid, slot } => grid.slot(*slot),
            Next::Poisson { due, .. } => *due,
        }
    }

    /// Takes the slot to use `now`, which is not before it is due.
    pub fn take(&mut self, now: Instant) -> Taken {
        match &mut self.next {
            Next::Grid { grid, slot } => {
                let current = grid.current(*slot, now);
                let missed = current - *slot;
                *slot = current.saturating_add(1);
                Taken { due: grid.slot(current), missed, interval: grid.interval(current) }
            }
            Next::Poisson { due, following, mean, random } => {
                let mut missed = 0;
                while *following <= now {
                    *due = *following;
                    *following = *due + gap(*mean, random);
                    missed += 1;
                }
                let taken = Taken { due: *due, missed, interval: *following - *due };
                *due = *following;
                *following = *due + gap(*mean, random);
                taken
            }
        }
    }
}

/// From one to the next, at least a nanosecond, so that time goes on.
fn gap(mean: Duration, random: &mut fastrand::Rng) -> Duration {
    // In (0, 1], so that its logarithm is a number.
    let uniform = 1.0 - random.f64();
    Duration::try_from_secs_f64(mean.as_secs_f64() * -uniform.ln())
        .unwrap_or(mean)
        .max(Duration::from_nanos(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(us: u64) -> Instant {
        Instant::from_nanos(us * 1000)
    }

    const fn us(us: u64) -> Duration {
        Duration::from_micros(us)
    }

    #[test]
    fn periodic_targets_are_spread_over_the_interval() {
        let even = Sampling::Periodic(Pace::steady(us(100)));
        let due: Vec<Instant> = (0..4).map(|index| Slots::new(at(5), even, index, 4).due()).collect();
        assert_eq!(due, [at(5), at(30), at(55), at(80)]);
    }

    #[test]
    fn a_late_sender_takes_the_latest_slot_that_has_begun() {
        let mut slots = Slots::new(at(0), Sampling::Periodic(Pace::steady(us(100))), 0, 1);
        assert_eq!(slots.take(at(99)), Taken { due: at(0), missed: 0, interval: us(100) });
        assert_eq!(slots.take(at(399)), Taken { due: at(300), missed: 2, interval: us(100) });
        assert_eq!(slots.due(), at(400));
    }

    fn poisson(seed: u64) -> Slots {
        Slots::new(at(0), Sampling::Poisson { mean: us(100), seed }, 0, 1)
    }

    #[test]
    fn poisson_gaps_have_the_mean_and_the_spread_of_their_distribution() {
        const PACKETS: u32 = 100_000;
        let mut slots = poisson(1);
        let gaps: Vec<f64> = (0..PACKETS)
            .map(|_| {
                let due = slots.due();
                slots.take(due);
                (slots.due() - due).as_secs_f64() * 1e6
            })
            .collect();
        let mean = gaps.iter().sum::<f64>() / f64::from(PACKETS);
        let deviation =
            (gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>() / f64::from(PACKETS)).sqrt();
        // Both are the mean of the distribution; a hundredth is three standard errors.
        assert!((mean - 100.0).abs() < 1.0 && (deviation - 100.0).abs() < 1.5, "{mean} {deviation}");
        // Half of them are below ln 2 of it.
        let below = gaps.iter().filter(|gap| **gap < 69.3).count();
        assert!((below as f64 / f64::from(PACKETS) - 0.5).abs() < 0.01, "{below}");
    }

    #[test]
    fn missed_poisson_slots_are_those_of_the_same_stream() {
        let (mut prompt, mut late) = (poisson(7), poisson(7));
        let dues: Vec<Instant> = (0..50)
            .map(|_| {
                let due = prompt.due();
                prompt.take(due);
                due
            })
            .collect();
        let now = dues[20] + Duration::from_nanos(1);
        assert_eq!(late.take(now).missed, 20);
        assert_eq!(late.due(), dues[21]);
        assert_ne!(poisson(8).due(), poisson(7).due());
    }
}
