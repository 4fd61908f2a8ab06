//! relay's decisions: who is registered, what a server does with a message, what a client asks and when. Pure.

pub mod client;
mod peers;
pub mod server;
#[cfg(test)]
mod sim_tests;
