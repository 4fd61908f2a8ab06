//! Sockets and other descriptors: the only module that has any.
//!
//! Plain data goes in and out; addresses are unmapped here, so nobody above meets `::ffff:192.0.2.1`. No threads,
//! no clock reads of its own, nothing of any tool. Unsafe code lives in [`sys`] alone.

pub mod bound;
pub mod bulk;
pub mod input;
pub mod listen;
pub mod resolve;
pub mod stream;
pub mod sys;
pub mod terminal;
pub mod udp;
pub mod wait;
