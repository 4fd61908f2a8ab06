//! What `sockctl demo` tries of ping: packets reflected, and artificial loss that both ends agree about.

use crate::cli::demo::Stage;
use crate::contract::Transport;

/// How many packets the demo sends each time.
const PACKETS: u64 = 20;

/// Performs.
pub fn perform(stage: &mut Stage) {
    stage.enter("ping");
    let Some(server) = stage.serve(Transport::Udp, &["--loss", "25%", "--delay", "1ms..5ms", "--seed", "1"])
    else {
        return;
    };
    let mut answered = 0;
    for peer in server.addresses.clone() {
        if stage.is_stopped() {
            return;
        }
        let (count, flags) = (PACKETS.to_string(), ["-i", "20ms", "--reply-timeout", "1s"]);
        let flags: Vec<&str> = ["-n", &count].into_iter().chain(flags).collect();
        let result = stage.client(peer, &flags).map_err(|error| error.to_string()).and_then(|played| {
            let figure = |name: &str| played.summary(name).as_u64().unwrap_or_default();
            let (received, lost) = (figure("received"), figure("lost"));
            answered += received + figure("duplicates") + figure("late");
            match (figure("sent"), lost) {
                (PACKETS, 1..PACKETS) => Ok(()),
                (sent, _) => Err(format!("{sent} sent, {received} received, {lost} lost")),
            }
        });
        stage.check(Transport::Udp, peer, "20 packets, some lost on purpose, some answered", result);
    }
    stage.skip_ipv6(1);
    stage.end(server, "the server ends when told to and let as many answers out as came in", |played| {
        let figure = |name: &str| played.summary(name).as_u64().unwrap_or_default();
        let impaired = |name: &str| played.summary("impairment")[name].as_u64().unwrap_or_default();
        let left = figure("reflected").saturating_sub(impaired("lost"));
        if left == answered && impaired("lost") > 0 {
            Ok(())
        } else {
            Err(format!("{left} replies left the server, {answered} reached the clients"))
        }
    });
}
