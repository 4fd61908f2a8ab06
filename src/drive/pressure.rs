//! Whether this machine had so much to do that what was measured in time tells little.

use std::fs;
use std::num::NonZero;
use std::thread;
use std::time::Duration;

use crate::clock::{self, Instant};

/// The share of a time in which somebody waited for the machine, from which on it is busy.
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

    /// Whether programs had to wait for the machine for much of the time since. No, where the system does not tell.
    pub fn is_high(&self) -> bool {
        let (Some(before), Some(now)) = (self.waited, waited()) else { return false };
        now.saturating_sub(before) > (clock::now() - self.since).mul_f64(BUSY)
    }
}

/// How long programs of this machine have waited since it started: for a processor, for memory, for a disk, or with
/// the machine itself, where it is a virtual one that was not given a processor.
fn waited() -> Option<Duration> {
    let read = |path: &str| fs::read_to_string(path).ok();
    let within = ["cpu", "io", "memory"].map(|what| total(&read(&format!("/proc/pressure/{what}"))?));
    // Of all processors together.
    let processors = thread::available_parallelism().map_or(1, NonZero::get).try_into().unwrap_or(u32::MAX);
    let stolen = read("/proc/stat").and_then(|text| stolen(&text)).map(|stolen| stolen / processors);
    within.into_iter().chain([stolen]).flatten().reduce(|sum, waited| sum + waited)
}

/// The system's `some avg10=0.00 avg60=0.00 avg300=0.00 total=123`, in microseconds.
fn total(text: &str) -> Option<Duration> {
    let some = text.lines().find(|line| line.starts_with("some "))?;
    some.rsplit_once("total=")?.1.parse().ok().map(Duration::from_micros)
}

/// The eighth number of the system's line `cpu 3730216 670134 ...`, in hundredths of a second, of all processors
/// together.
fn stolen(text: &str) -> Option<Duration> {
    let all = text.lines().find_map(|line| line.strip_prefix("cpu "))?;
    let hundredths: u64 = all.split_whitespace().nth(7)?.parse().ok()?;
    hundredths.checked_mul(10).map(Duration::from_millis)
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

    #[test]
    fn stolen_time_is_read_and_what_is_missing_is_none() {
        let text = "cpu  3730216 670134 822510 3829468 21960 0 57066 1733 5 6\ncpu0 1 2 3 4 5 6 7 8 9 10\n";
        assert_eq!(stolen(text), Some(Duration::from_millis(17_330)));
        assert_eq!(stolen("cpu  1 2 3 4\n"), None);
        assert_eq!(stolen("cpu0 1 2 3 4 5 6 7 8 9 10\n"), None);
    }
}
