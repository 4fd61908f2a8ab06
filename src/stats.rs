//! What many packets come to: how their round-trip times are spread ([`Spread`]) and went over time ([`Series`]), how
//! delays vary from one packet to the next ([`Jitter`]) and against the shortest ([`Pdv`]), how many came out of order
//! ([`Order`]), and by how much the far clock differs from ours ([`ClockOffset`]).
//!
//! Pure and bounded: measurements come in one at a time, figures go out as plain data, and memory does not grow with
//! the number of packets. Figures are serialised in whole nanoseconds under names that end in `_ns`; where a word has
//! several meanings, the name says which.

mod histogram;
mod jitter;
mod offset;
mod order;
mod pdv;
mod series;

use std::time::Duration;

use serde::Serializer;

pub use histogram::{Distribution, Spread};
pub use jitter::{Jitter, Variation};
pub use offset::{ClockOffset, OffsetFigures};
pub use order::{Order, Reordering};
pub use pdv::{Pdv, PdvFigures};
pub use series::{Point, Range, Series};

/// Whole nanoseconds; 584 years and more are all the same.
fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// For `serialize_with`: an integer number of nanoseconds.
fn as_nanos<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(nanos(*duration))
}

/// For `serialize_with`: an integer number of nanoseconds, or null.
fn as_nanos_if_any<S: Serializer>(duration: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
    match duration {
        Some(duration) => as_nanos(duration, serializer),
        None => serializer.serialize_none(),
    }
}
