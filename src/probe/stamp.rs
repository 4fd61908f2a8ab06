//! STAMP, the standard's wire of ping (RFC 8762, and RFC 8972 for session id and TLVs): packets to values and back.
//!
//! | module | what lives there |
//! |---|---|
//! | [`timestamp`] | the two formats of time, their differences, the error estimate |
//! | [`packet`] | the two modes; a request read, a reply read, a request written |
//! | [`tlv`] | what may follow a packet: asked by a sender, read from a reply |
//! | [`reflect`] | a request made into its reply |
//! | [`recognise`] | what a datagram is on a port that serves the course's wire too |
//! | [`auth`] | the key |
//! | [`sessions`] | what a stateful reflector remembers |
//! | [`session_reflector`] | the reflector: a request in, its reply out |
//! | [`explain`] | a packet in words, for `--trace` |
//!
//! All integers are big-endian. No octets whatever make any of this fail other than by the error it returns.

pub mod auth;
pub mod explain;
mod octets;
pub mod packet;
pub mod recognise;
pub mod reflect;
pub mod session_reflector;
pub mod sessions;
pub mod timestamp;
pub mod tlv;
