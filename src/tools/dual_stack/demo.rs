//! What `sockctl demo` tries of dual-stack: the dialogue over each family, and which one was taken.

use crate::cli::demo::Stage;
use crate::contract::Transport;

/// Performs.
pub fn perform(stage: &mut Stage) {
    stage.enter("dual-stack");
    let Some(server) = stage.serve(Transport::Tcp, &[]) else { return };
    for peer in server.addresses.clone() {
        if stage.is_stopped() {
            return;
        }
        let family = if peer.is_ipv4() { "ipv4" } else { "ipv6" };
        let result = stage.client(peer, &["--wire", "course", "-n", "5"]).map_err(|error| error.to_string());
        let result = result.and_then(|played| {
            let (taken, count) = (played.summary("family").as_str(), played.summary("acknowledged").as_u64());
            match (taken, count) {
                (Some(taken), Some(5)) if taken == family => Ok(()),
                (taken, count) => Err(format!("{count:?} acknowledged over {taken:?}")),
            }
        });
        stage.check(Transport::Tcp, peer, "five messages are acknowledged over the address's family", result);
    }
    stage.skip_ipv6(1);
    let families = server.addresses.len() as u64;
    stage.end(server, "the server ends when told to and counted a client for each family", |played| {
        let count = |name: &str| played.summary(name).as_u64().unwrap_or_default();
        match count("ipv4") + count("ipv6") {
            clients if clients == families => Ok(()),
            clients => Err(format!("it counted {clients}")),
        }
    });
}
