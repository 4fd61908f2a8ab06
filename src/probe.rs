//! What ping and throughput share: the packets of their wires, the server that answers them, and the client's
//! account of which answer belongs to which packet.
//!
//! Pure: bytes and instants in, decisions out.

pub mod account;
pub mod course;
pub mod reflector;
pub mod session;
pub mod sessions;
pub mod stamp;
pub mod wire;
pub mod words;

#[cfg(test)]
mod loop_tests;
#[cfg(test)]
mod sim_tests;
