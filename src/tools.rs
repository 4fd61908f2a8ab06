//! tools
pub mod handshake;
