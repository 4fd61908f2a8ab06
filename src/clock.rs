//! The two clocks, as two types that do not mix: [`Instant`] for intervals, [`Wall`] for people's eyes.
//!
//! The only place that asks what time it is. Cores never do: they are given `now`.

use std::ops::{Add, Sub};
use std::time::Duration;

use chrono::{DateTime, Local, SecondsFormat, Utc};
use nix::time::{ClockId, clock_gettime};

/// A point on the monotonic clock, in nanoseconds from a start that means nothing.
///
/// A test writes one as a literal: `Instant::from_nanos(30_000_000_000)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(u64);

impl Instant {
    /// The instant `ns` nanoseconds after the clock's start.
    pub const fn from_nanos(ns: u64) -> Instant {
        Instant(ns)
    }

    /// Nanoseconds since the clock's start.
    pub const fn as_nanos(self) -> u64 {
        self.0
    }

    /// So long before this; the clock's start when it is less.
    pub const fn before(self, span: Duration) -> Instant {
        let ns = span.as_nanos();
        Instant(if ns > self.0 as u128 { 0 } else { self.0 - ns as u64 })
    }

    /// How long after `earlier` this is; zero when it is not after it.
    pub const fn since(self, earlier: Instant) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

/// How well the wall clock is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quality {
    /// Whether something outside this machine keeps it right.
    pub is_synchronised: bool,
    /// How far it may be off, in nanoseconds; of a clock that nobody keeps right nobody knows.
    pub within_ns: u64,
}

impl Add<Duration> for Instant {
    type Output = Instant;

    /// Saturates: a deadline too far away is the last instant there is, some 584 years on.
    fn add(self, span: Duration) -> Instant {
        let ns = u64::try_from(span.as_nanos()).unwrap_or(u64::MAX);
        Instant(self.0.saturating_add(ns))
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Instant) -> Duration {
        self.since(earlier)
    }
}

/// What the monotonic clock says now.
pub fn now() -> Instant {
    // CLOCK_MONOTONIC cannot fail on Linux; were it to, a clock that stands still beats a panic.
    let time = clock_gettime(ClockId::CLOCK_MONOTONIC).map(Duration::from).unwrap_or_default();
    Instant::default() + time
}

/// A point on the wall clock, for display only: it can jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wall(DateTime<Utc>);

impl Wall {
    /// Local time as the exercises print it: `2023-01-16 06:06:06.123456`.
    pub fn local(self) -> String {
        self.0.with_timezone(&Local).format("%Y-%m-%d %H:%M:%S%.6f").to_string()
    }

    /// Local time of day for a trace: `06:06:06.123456`.
    pub fn time_of_day(self) -> String {
        self.0.with_timezone(&Local).format("%H:%M:%S%.6f").to_string()
    }

    /// RFC 3339 in UTC, microseconds: `2023-01-16T06:06:06.123456Z`.
    pub fn rfc3339(self) -> String {
        self.0.to_rfc3339_opts(SecondsFormat::Micros, true)
    }

    /// The wall time `us` microseconds after 1970-01-01 00:00 UTC.
    pub fn from_unix_micros(us: i64) -> Wall {
        Wall(DateTime::from_timestamp_micros(us).unwrap_or_default())
    }
}

impl Add<Duration> for Wall {
    type Output = Wall;

    /// Saturates at the last time that can be shown.
    fn add(self, span: Duration) -> Wall {
        let span = chrono::TimeDelta::from_std(span).unwrap_or(chrono::TimeDelta::MAX);
        Wall(self.0.checked_add_signed(span).unwrap_or(DateTime::<Utc>::MAX_UTC))
    }
}

impl serde::Serialize for Wall {
    /// As [`Wall::rfc3339`].
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.rfc3339())
    }
}

/// What both clocks said at one moment: lets a core, which is given instants, tell people the time.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    instant: Instant,
    wall: Wall,
}

impl Calendar {
    /// The two belong together.
    pub const fn new(instant: Instant, wall: Wall) -> Calendar {
        Calendar { instant, wall }
    }

    /// The wall time at `instant`, had the wall clock gone as the monotonic one since.
    pub fn wall(&self, instant: Instant) -> Wall {
        self.wall + instant.since(self.instant)
    }
}

/// What both clocks say now.
pub fn calendar() -> Calendar {
    Calendar::new(now(), wall())
}

/// What both clocks said at once: a wall clock that is set in between shows by the other one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// On the monotonic clock.
    pub instant: Instant,
    /// On the wall clock, in nanoseconds since 1970-01-01 UTC.
    pub unix_ns: u64,
}

/// What both clocks say now. A thread that was put aside between the two looks would take the time it lost for a wall
/// clock that was set, so they are looked at anew; the closest two of a few tries count.
pub fn moment() -> Moment {
    let (mut best, mut closest) = (Moment::default(), Duration::MAX);
    for _ in 0..4 {
        let moment = Moment { instant: now(), unix_ns: unix_ns() };
        let apart = now() - moment.instant;
        if apart < closest {
            (best, closest) = (moment, apart);
        }
        if closest < Duration::from_micros(10) {
            break;
        }
    }
    best
}

/// What the wall clock says now, in nanoseconds since 1970-01-01 UTC: for packets that carry the time.
pub fn unix_ns() -> u64 {
    let time = clock_gettime(ClockId::CLOCK_REALTIME).map(Duration::from).unwrap_or_default();
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// What the wall clock says now.
pub fn wall() -> Wall {
    Wall(Utc::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_saturates() {
        let start = Instant::from_nanos(5);
        assert_eq!((start + Duration::from_secs(1)).as_nanos(), 1_000_000_005);
        assert_eq!(start + Duration::MAX, Instant::from_nanos(u64::MAX));
        assert_eq!(start - (start + Duration::from_secs(1)), Duration::ZERO);
    }

    #[test]
    fn wall_time_is_printed_with_microseconds() {
        let wall = Wall::from_unix_micros(1_673_849_166_123_456);
        assert_eq!(wall.rfc3339(), "2023-01-16T06:06:06.123456Z");
        assert_eq!(wall.local().len(), "2023-01-16 06:06:06.123456".len());
        assert!(wall.local().ends_with(".123456"));
    }
}
