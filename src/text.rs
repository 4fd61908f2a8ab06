//! Values as text for people: bytes that are safe for a terminal, durations at a glance. Pure.

mod duration;
mod escape;

pub use duration::duration;
pub use escape::{Escaped, json_escaped};
