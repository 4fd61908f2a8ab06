//! How well the wall clock is kept: asked now and then, as it may be set right, or left alone, during a long run.

use std::time::Duration;

use crate::clock::{Instant, Quality};
use crate::net::sys::clock::quality;

/// How often it is asked.
const EVERY: Duration = Duration::from_secs(10);

/// Asks when it is time.
#[derive(Debug)]
pub(super) struct Watch {
    next: Instant,
}

impl Watch {
    /// From now on: cores are given what is known at the beginning.
    pub(super) fn begin(now: Instant) -> Watch {
        Watch { next: now + EVERY }
    }

    /// What is known, when it was last asked long enough ago.
    pub(super) fn look(&mut self, now: Instant) -> Option<Quality> {
        if now < self.next {
            return None;
        }
        self.next = now + EVERY;
        Some(quality())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_asked_now_and_then() {
        let start = Instant::from_nanos(5_000_000_000);
        let mut watch = Watch::begin(start);
        let second = Duration::from_secs(1);
        let asked: Vec<u32> = (0..40).filter(|s| watch.look(start + second * *s).is_some()).collect();
        assert_eq!(asked, [10, 20, 30]);
    }
}
