//! What dual-stack decides: bytes and `now` in, bytes and decisions out.

pub mod server;
