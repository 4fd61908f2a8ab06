//! Values as text for people: bytes that are safe for a terminal, durations and amounts at a glance. Pure.

mod duration;
mod escape;
mod volume;

pub use duration::duration;
pub use escape::Escaped;
pub use volume::{bits_per_second, rate, volume};
