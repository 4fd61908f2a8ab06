//! What echo decides: bytes and `now` in, bytes and decisions out.

pub mod client;
pub mod clients;
pub mod datagrams;
pub mod streams;
