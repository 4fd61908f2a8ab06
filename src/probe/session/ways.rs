//! Each direction by itself, by two clocks that need not agree.
//!
//! The far clock's offset is known the better the more packets have come back, so the first few wait until it is known well
//! before their delays are taken.

use std::borrow::Cow;
use std::time::Duration;

use crate::clock::Instant;
use crate::stats::{ClockOffset, Jitter, OffsetFigures, Pdv};

/// How many packets wait.
const EARLY: usize = 64;

/// How often the estimate of the far clock is renewed.
const RENEWED: Duration = Duration::from_millis(10);

/// Beyond what the round trips of two packets allow, how far the far clock may move between them without having been
/// set.
const FAR_STEP_NS: u64 = 1_000_000;

/// What a packet says of both directions, our own clock's steps taken out.
#[derive(Clone, Copy, Debug)]
pub struct Delays {
    /// Its number.
    pub number: u64,
    /// When it left.
    pub at: Instant,
    /// T2 - T1.
    pub there_ns: i64,
    /// T4 - T3.
    pub back_ns: i64,
}

impl Delays {
    /// By how much the far clock is ahead, as far as this packet knows, and how wrong that can be.
    fn ahead(&self) -> (i64, u64) {
        let (there, back) = (i128::from(self.there_ns), i128::from(self.back_ns));
        // Half of a sum of two fits again.
        (((there - back) / 2) as i64, ((there + back).max(0) / 2) as u64)
    }

    /// Whether both can be of a far clock that was not set in between.
    fn agrees(&self, other: &Delays) -> bool {
        let ((ahead, within), (before, allowed)) = (self.ahead(), other.ahead());
        let elapsed = self.at.as_nanos().abs_diff(other.at.as_nanos());
        let explained = within.saturating_add(allowed).saturating_add(FAR_STEP_NS + elapsed / 1000);
        ahead.abs_diff(before) <= explained
    }

    fn moved(self, moved_ns: i64) -> Option<Delays> {
        let there_ns = self.there_ns.checked_sub(moved_ns)?;
        Some(Delays { there_ns, back_ns: self.back_ns.checked_add(moved_ns)?, ..self })
    }
}

/// What one direction comes to.
#[derive(Clone, Debug, Default)]
pub struct Direction {
    /// Of delays as the clocks say them.
    pub jitter: Jitter,
    /// Of delays by the far clock as it is estimated.
    pub pdv: Pdv,
}

/// Both directions, and the far clock.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    there: Direction,
    back: Direction,
    offset: ClockOffset,
    /// The latest packet that agrees with those before it, and one since that does not.
    last: Option<Delays>,
    doubtful: Option<Delays>,
    /// How often the far clock was set, and by how much in all.
    steps: u64,
    moved_ns: i64,
    /// Those whose delays are still to be taken, as the clocks say them.
    early: Vec<Delays>,
    is_settled: bool,
    /// Whether one of the clocks was ever not believed.
    is_estimated: bool,
    /// What both ends state of their clocks' errors, when they are believed.
    stated_ns: Option<u64>,
    /// The widest bound of all delays taken.
    bound_ns: u64,
    /// The far clock as last estimated, when, and its bound.
    estimate: Option<(Instant, i64, u64)>,
}

impl Ways {
    /// Takes a packet; `stated_ns` as both ends have it, when both say that their clocks are kept right. Gives the
    /// delays with the far clock's steps taken out, and by how much it has been set, zero when it has not. A packet of
    /// which no other says the same is left out.
    pub fn record(&mut self, raw: Delays, stated_ns: Option<u64>) -> Option<(Delays, i64)> {
        let delays = raw.moved(self.moved_ns)?;
        let doubtful = self.doubtful.take();
        let moved_ns = match self.last {
            Some(last) if !delays.agrees(&last) => {
                // One that was overtaken may be from before the clock was set.
                if delays.at < last.at {
                    self.doubtful = doubtful;
                    return None;
                }
                if !doubtful.is_some_and(|doubtful| delays.agrees(&doubtful)) {
                    self.doubtful = Some(delays);
                    return None;
                }
                delays.ahead().0.saturating_sub(last.ahead().0)
            }
            _ => 0,
        };
        if moved_ns != 0 {
            // What was known of the clock is of no use any more.
            self.settle();
            self.steps += 1;
            self.moved_ns = self.moved_ns.saturating_add(moved_ns);
            (self.offset, self.estimate, self.is_settled) = (ClockOffset::default(), None, false);
        }
        let delays = delays.moved(moved_ns)?;
        self.last = Some(delays);
        // A clock that was set was not right before, or is not now; nor do delays by what it says and by the estimate
        // go together, so that what is stated only later comes too late.
        self.is_estimated |= stated_ns.is_none() || self.steps > 0;
        self.stated_ns = stated_ns.filter(|_| !self.is_estimated);
        self.offset.record(raw.at, raw.there_ns, raw.back_ns);
        self.there.jitter.record_delay(raw.number, delays.there_ns);
        self.back.jitter.record_delay(raw.number, delays.back_ns);
        if self.is_settled {
            self.take(&raw);
        } else {
            self.early.push(raw);
            if self.early.len() >= EARLY {
                self.settle();
            }
        }
        Some((delays, moved_ns))
    }

    /// How often the far clock was set.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Whether both clocks are believed.
    pub fn is_synchronised(&self) -> bool {
        self.stated_ns.is_some()
    }

    /// The far clock as it is estimated.
    pub fn offset(&self) -> Option<OffsetFigures> {
        self.offset.summary()
    }

    /// The same with the delays of those that wait.
    pub fn settled(&self) -> Cow<'_, Ways> {
        if self.is_settled {
            return Cow::Borrowed(self);
        }
        let mut ways = self.clone();
        ways.settle();
        Cow::Owned(ways)
    }

    /// There and back.
    pub fn directions(&self) -> [&Direction; 2] {
        [&self.there, &self.back]
    }

    /// How wrong delays can be, in nanoseconds.
    pub fn bound_ns(&self) -> u64 {
        self.bound_ns
    }

    /// Takes the delays of those that waited.
    fn settle(&mut self) {
        for delays in std::mem::take(&mut self.early) {
            self.estimate = None;
            self.take(&delays);
        }
        self.is_settled = true;
    }

    fn take(&mut self, raw: &Delays) {
        let (ahead, bound) = self.ahead(raw.at);
        self.bound_ns = self.bound_ns.max(bound);
        self.there.pdv.record(raw.there_ns.saturating_sub(ahead));
        self.back.pdv.record(raw.back_ns.saturating_add(ahead));
    }

    /// By how much the far clock is ahead, and how wrong that can be; looked up anew only so often.
    fn ahead(&mut self, at: Instant) -> (i64, u64) {
        if let Some(stated_ns) = self.stated_ns {
            return (0, stated_ns);
        }
        if let Some((since, ahead, bound)) = self.estimate
            && at.since(since) < RENEWED
        {
            return (ahead, bound);
        }
        let (ahead, bound) = self.offset.estimate_at(at).unwrap_or_default();
        let bound_ns = u64::try_from(bound.as_nanos()).unwrap_or(u64::MAX);
        self.estimate = Some((at, ahead, bound_ns));
        (ahead, bound_ns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stated_only_later_is_no_variation_of_delay() {
        // The far clock is 5 ms ahead all the time, and every delay is 1 ms.
        let delays = |number: u64| Delays {
            number,
            at: Instant::from_nanos(number * 20_000_000),
            there_ns: 6_000_000,
            back_ns: -4_000_000,
        };
        let mut ways = Ways::default();
        for number in 0..400 {
            ways.record(delays(number), (number >= 200).then_some(10_000_000));
        }
        assert!(!ways.is_synchronised());
        let mut believed = Ways::default();
        for number in 0..400 {
            believed.record(delays(number), Some(10_000_000));
        }
        assert!(believed.is_synchronised());
        for ways in [ways, believed] {
            for direction in ways.settled().directions() {
                let pdv = direction.pdv.summary().unwrap();
                assert_eq!(pdv.max, Duration::ZERO, "{pdv:?}");
            }
        }
    }
}
