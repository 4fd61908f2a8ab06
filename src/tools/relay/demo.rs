//! What `sockctl demo` tries of relay: a message to a client that is there, and one to nobody.

use std::net::SocketAddr;

use crate::cli::demo::{Played, Stage};
use crate::contract::Transport;

/// What is sent.
const TEXT: &str = "hello: a message with a colon";

/// Performs.
pub fn perform(stage: &mut Stage) {
    stage.enter("relay");
    let Some(server) = stage.serve(Transport::Udp, &[]) else { return };
    let relays = server.addresses.clone();
    for relay in &relays {
        if stage.is_stopped() {
            return;
        }
        pass_on(stage, *relay);
    }
    stage.skip_ipv6(3);
    stage.end(server, "the server ends when told to and counted what it passed on", |played| {
        let forwarded = played.summary("forwarded").as_u64();
        (forwarded == Some(relays.len() as u64)).then_some(()).ok_or(format!("{forwarded:?} messages"))
    });
}

fn pass_on(stage: &mut Stage, relay: SocketAddr) {
    let Some(listener) = stage.client_that_stays(Transport::Udp, relay, &["--listen"]) else { return };
    let there = listener.addresses[0].to_string();
    for (to, status, checked) in [
        (there.as_str(), 0, "a message to a registered client is passed on"),
        // The server itself is nobody's address.
        (&relay.to_string(), 1, "a message to anybody else is refused"),
    ] {
        let played = stage.client(relay, &["--to", to, TEXT]).map_err(|error| error.to_string());
        let result = played.and_then(|played| match played.status {
            Some(found) if found == status => Ok(()),
            other => Err(format!("the client ended with {other:?}")),
        });
        stage.check(Transport::Udp, relay, checked, result);
    }
    stage.end(listener, "that client received it, once, and nothing else", received);
}

/// The one message that was sent.
fn received(played: &Played) -> Result<(), String> {
    let texts = played.lines.iter().filter(|line| line["event"] == "message").map(|line| &line["text"]);
    let texts: Vec<_> = texts.collect();
    if texts == [TEXT] { Ok(()) } else { Err(format!("it received {texts:?}")) }
}
