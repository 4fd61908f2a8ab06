//! The wires of throughput. Their packets are ping's, in [`crate::probe`].

use serde::{Deserialize, Serialize};

/// What is measured with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// The course's: UDP packets at a shrinking interval, each acknowledged
    Course,
}
