//! Which wires there are for probes.

use serde::{Deserialize, Serialize};

/// What is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// A server answers both wires, each message by what it looks like; a client speaks STAMP.
    Auto,
    /// The standard: RFC 8762, with the extensions of RFC 8972; TWAMP-Light programs are understood.
    Stamp,
    /// The exercise's: any packet is acknowledged, without a number.
    Course,
}
