//! System calls that no safe crate offers in the shape we need. Each unsafe block says why it is sound.

#![allow(unsafe_code, reason = "this folder is where unsafe code may be")]

pub mod clock;
pub mod mmsg;
pub mod outq;
pub mod path;
