//! What `sockctl demo` tries of throughput: a short sweep whose packets are all accounted for, second by second.

use serde_json::Value;

use crate::cli::demo::Stage;
use crate::contract::Transport;

/// How many packets the demo sends each time.
const PACKETS: u64 = 30;

/// Performs.
pub fn perform(stage: &mut Stage) {
    stage.enter("throughput");
    let port = "--probe-port";
    let Some(server) = stage.serve_on(port, Transport::Udp, &["--loss", "25%", "--seed", "1"]) else {
        return;
    };
    let mut sent = 0;
    for peer in server.addresses.clone() {
        if stage.is_stopped() {
            return;
        }
        let count = PACKETS.to_string();
        let flags = ["-n", &count, "-i", "100ms", "--factor", "0.9", "-s", "1000", "--reply-timeout", "1s"];
        let result = stage.client(peer, &flags).map_err(|error| error.to_string()).and_then(|played| {
            let added = |name: &str| {
                let seconds = played.lines.iter().filter(|line| line["event"] == "second");
                seconds.filter_map(|line| line[name].as_u64()).sum::<u64>()
            };
            let figure = |name: &str| played.summary(name).as_u64().unwrap_or_default();
            let (acked, lost) = (figure("received"), figure("lost"));
            sent += figure("sent");
            let all = (PACKETS, acked, PACKETS - acked);
            let is_told = (added("sent"), added("acknowledged"), added("lost") + added("unclear")) == all;
            let bits = added("exercise_throughput_bps");
            match played.summary("exercise_throughput_bps") {
                Value::Number(_) if is_told && acked > 0 && lost > 0 && bits == acked * 1000 * 16 => Ok(()),
                _ => Err(format!("{sent} sent, {acked} acknowledged, {lost} lost, {bits} bits")),
            }
        });
        stage.check(Transport::Udp, peer, "30 packets ever faster, accounted for second by second", result);
    }
    stage.skip_ipv6(1);
    stage.end(server, "the server ends when told to and took every packet sent", |played| {
        let taken = played.summary("acknowledged").as_u64().unwrap_or_default();
        if taken == sent { Ok(()) } else { Err(format!("{taken} packets taken, {sent} sent")) }
    });
}
