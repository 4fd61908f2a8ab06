//! What `sockctl demo` tries of handshake: granted, refused while leased, granted again, over each transport and
//! family.

use std::net::SocketAddr;
use std::time::Duration;

use crate::cli::demo::{Played, Stage};
use crate::contract::Transport;

/// How long the demo's leases last: long enough to be met, short enough to be waited for.
const LEASE: &str = "700ms";

/// How often, and how long apart, the demo asks whether such a lease has ended.
const ATTEMPTS: u32 = 100;
const BETWEEN: Duration = Duration::from_millis(100);

/// Performs.
pub fn perform(stage: &mut Stage) {
    stage.enter("handshake");
    for transport in [Transport::Udp, Transport::Tcp] {
        let over = over(transport);
        let flags = [over, "--id-ttl", LEASE, "--idle-timeout", "1m"];
        let Some(server) = stage.serve(transport, &flags) else { continue };
        let mut granted = 0;
        // An id for each family, so that one's lease is not in the other's way.
        for (peer, id) in server.addresses.clone().into_iter().zip(["1234", "2345"]) {
            if stage.is_stopped() {
                return;
            }
            let first = ask(stage, transport, peer, id).and_then(|played| established(&played, peer));
            granted += u64::from(first.is_ok());
            stage.check(transport, peer, "a free id is leased, to the address the client has", first);
            let second = ask(stage, transport, peer, id).and_then(|played| refused(&played));
            stage.check(transport, peer, "a leased id is refused", second);
            let third = ask_until_granted(stage, transport, peer, id);
            granted += u64::from(third.is_ok());
            stage.check(transport, peer, "the id is free again when the lease has ended", third);
        }
        stage.skip_ipv6(3);
        stage.end(server, "the server ends when told to and counted what it granted", |played| match played
            .summary("granted")
            .as_u64()
        {
            Some(count) if count == granted => Ok(()),
            other => Err(format!("it counted {other:?} leases, the clients {granted}")),
        });
    }
}

fn over(transport: Transport) -> &'static str {
    if transport == Transport::Tcp { "--tcp" } else { "--udp" }
}

fn ask(stage: &mut Stage, transport: Transport, peer: SocketAddr, id: &str) -> Result<Played, String> {
    let flags = [over(transport), "--id", id, "--tries", "1", "--reply-timeout", "5s"];
    stage.client(peer, &flags).map_err(|error| error.to_string())
}

fn established(played: &Played, peer: SocketAddr) -> Result<(), String> {
    if played.status != Some(0) {
        return Err(format!("no lease: {}", last_reason(played)));
    }
    let address = played.summary("address").as_str().unwrap_or_default();
    if address != peer.ip().to_string() {
        return Err(format!("the server saw the client at {address}"));
    }
    Ok(())
}

fn refused(played: &Played) -> Result<(), String> {
    match (played.status, last_reason(played).as_str()) {
        (Some(1), "reset") => Ok(()),
        (Some(0), _) => Err("it was granted twice".to_owned()),
        (_, why) => Err(format!("no RESET: {why}")),
    }
}

fn ask_until_granted(
    stage: &mut Stage,
    transport: Transport,
    peer: SocketAddr,
    id: &str,
) -> Result<(), String> {
    for _ in 0..ATTEMPTS {
        let result = ask(stage, transport, peer, id).and_then(|played| match refused(&played) {
            Ok(()) => Ok(false),
            Err(_) => established(&played, peer).map(|()| true),
        })?;
        if result {
            return Ok(());
        }
        if stage.is_stopped() {
            break;
        }
        stage.pause(BETWEEN);
    }
    Err("it is still leased".to_owned())
}

fn last_reason(played: &Played) -> String {
    let mut reasons = played.lines.iter().filter_map(|line| line["reason"].as_str());
    reasons.next_back().unwrap_or("no answer").to_owned()
}
