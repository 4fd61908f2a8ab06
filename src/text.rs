//! Values as text for people: bytes that are safe for a terminal, durations, amounts and rates at a glance. Pure.

mod duration;
mod escape;
mod rate;
mod volume;

pub use duration::{duration, duration_unit};
pub use escape::{Escaped, is_text, json_escaped};
pub use rate::{rate, rate_unit};
pub use volume::{bits_per_second, volume};
