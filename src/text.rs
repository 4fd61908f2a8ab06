//! Values as text for people: bytes that are safe for a terminal, durations and rates at a glance. Pure.

mod duration;
mod escape;
mod rate;

pub use duration::duration;
pub use escape::{Escaped, json_escaped};
pub use rate::{rate, rate_unit};
