//! The dialogue about the key as state machines: no sockets, no files, no clock.

pub mod client;
pub mod server;
