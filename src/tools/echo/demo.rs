//! What `sockctl demo` tries of echo: everything comes back, over each wire, transport and family.

use crate::cli::demo::Stage;
use crate::contract::Transport;

/// Performs.
pub fn perform(stage: &mut Stage) {
    stage.enter("echo");
    for (transport, flags) in [
        (Transport::Tcp, &["--tcp", "--wire", "rfc862"][..]),
        (Transport::Udp, &["--udp", "--wire", "rfc862"]),
        (Transport::Tcp, &["--tcp", "--wire", "named", "--suffix", "ACK"]),
    ] {
        let Some(server) = stage.serve(transport, flags) else { continue };
        for peer in server.addresses.clone() {
            if stage.is_stopped() {
                return;
            }
            let flags = [flags, &["-n", "20", "-s", "1000"]].concat();
            let result = stage.client(peer, &flags).map_err(|error| error.to_string());
            let result = result.and_then(|played| match played.summary("answered").as_u64() {
                Some(20) if played.status == Some(0) => Ok(()),
                answered => Err(format!("{} came back", answered.unwrap_or_default())),
            });
            stage.check(transport, peer, "20 messages of 1000 bytes come back as they were", result);
        }
        stage.skip_ipv6(1);
        stage.end(server, "the server ends when told to and refused nobody", |played| {
            match played.summary("refused").as_object() {
                Some(refused) if refused.is_empty() => Ok(()),
                other => Err(format!("it refused {other:?}")),
            }
        });
    }
}
