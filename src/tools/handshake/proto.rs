//! The two ends of a handshake as state machines: [`server`] with its [`leases`], and [`client`].
//!
//! Pure: bytes and `now` in, decisions out. No sockets, clock, randomness or printing.

pub mod client;
pub mod leases;
pub mod server;

#[cfg(test)]
mod sim_tests;
