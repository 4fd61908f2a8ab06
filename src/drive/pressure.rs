//! Whether this machine had so much to do that what was measured in time tells little.

use std::fs;
use std::time::Duration;

use crate::clock::{self, Instant};

/// The share of a time in which somebody waited for a processor, from which on a machine is busy.
const BUSY: f64 = 0.2;

/// A beginning, to be asked later.
#[derive(Clone, Copy, Debug)]
pub struct Pressure {
    since: Instant,
    waited: Option<Duration>,
}

impl Pressure {
    /// From now on.
    pub fn begin() -> Pressure {
        Pressure { since: clock::now(), waited: waited() }
    }

    /// Whether programs had to wait for a processor for much of the time since. No, where the system does not tell.
    pub fn is_high(&self) -> bool {
        let (Some(before), Some(now)) = (self.waited, waited()) else { return false };
        now.saturating_sub(before) > (clock::now() - self.since).mul_f64(BUSY)
    }
}

/// How long some program of this machine has waited for a processor since it started.
fn waited() -> Option<Duration> {
    total(&fs::read_to_string("/proc/pressure/cpu").ok()?)
}

/// The system's `some avg10=0.00 avg60=0.00 avg300=0.00 total=123`, in microseconds.
fn total(text: &str) -> Option<Duration> {
    let some = text.lines().find(|line| line.starts_with("some "))?;
    some.rsplit_once("total=")?.1.parse().ok().map(Duration::from_micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_read_and_what_is_missing_is_none() {
        let text = "some avg10=0.12 avg60=0.34 avg300=0.56 total=1234567\nfull avg10=0.00 total=9\n";
        assert_eq!(total(text), Some(Duration::from_micros(1_234_567)));
        assert_eq!(total("full total=9\n"), None);
        assert_eq!(total("some total=x\n"), None);
    }
}
