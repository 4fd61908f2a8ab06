//! What is asked of programs that send and acknowledge probes: the server, which is the same for ping and throughput,
//! and what their clients have in common.

pub mod client;
pub mod figures;
pub mod host;
pub mod server;
