//! Two relays, and a relay and itself, on the simulated wire: whatever is forged between them, they fall silent.

use std::hash::RandomState;
use std::net::SocketAddr;
use std::time::Duration;

use proptest::prelude::*;

use super::server::{Relay, Settings};
use crate::admit::{RemoteStop, Rules};
use crate::drive::sim::{Host, Packet, Party, Wire};
use crate::impair::{self, Impaired};
use crate::probe::reflector::{self, Reflector};

/// More datagrams than this on the wire is a loop.
const LOOP: usize = 50;

/// Relays that do not know of each other's ports, as those of two profiles, on bad lines that flip a bit of everything.
fn relay(address: &str, seed: u64) -> Host<Impaired<Relay<RandomState>>> {
    let address: SocketAddr = address.parse().unwrap();
    let settings = Settings {
        peer_ttl: Duration::from_secs(300),
        max_peers: 100,
        max_first_contacts: 5,
        open: false,
        listening: vec![address],
        rules: Rules::for_tests(100, 1),
        remote_stop: RemoteStop::Off,
    };
    let corrupt = if seed == 0 { "0%" } else { "100%" };
    let bad = impair::Settings {
        loss: "0%".parse().unwrap(),
        delay: "off".parse().unwrap(),
        duplicate: "0%".parse().unwrap(),
        reorder: "0%".parse().unwrap(),
        corrupt: corrupt.parse().unwrap(),
        seed,
    };
    Host::new(Impaired::new(Relay::new(settings, RandomState::new()), bad, false), address)
}

/// How many datagrams are sent in all when these are forged: from the one, to the other.
fn sent(a: &str, b: &str, forged: &[(bool, Vec<u8>)], seed: u64) -> usize {
    let (mut first, mut second) = (relay(a, seed), relay(b, seed));
    let mut wire = Wire::new(|_, _: &Packet| vec![Duration::from_millis(1)]);
    let [a, b] = [a, b].map(|text| text.parse::<SocketAddr>().unwrap());
    for (forward, payload) in forged {
        let (from, to) = if *forward { (a, b) } else { (b, a) };
        wire.send(vec![Packet { from, to, payload: payload.clone() }]);
        while wire.log.len() < LOOP * forged.len() && wire.step(&mut first, &mut second) {}
    }
    assert!(first.deadline().is_none() && second.deadline().is_none());
    wire.log.len()
}

#[test]
fn one_relay_registered_at_itself_falls_silent() {
    let own = "127.0.0.1:3478";
    let forged =
        [&b"hii"[..], b"to:127.0.0.1/3478;content:x", b"hii", b"400", b"x"].map(|said| (true, said.to_vec()));
    assert!(sent(own, own, &forged, 0) <= 3 * forged.len());
}

#[test]
fn two_relays_registered_at_each_other_fall_silent() {
    let (a, b) = ("127.0.0.1:3478", "127.0.0.2:3479");
    let forged = [
        (true, &b"hii"[..]),
        (false, b"hii"),
        (true, b"to:127.0.0.1/3478;content:to:127.0.0.2/3479;content:x"),
        (false, b"to:127.0.0.2/3479;content:hii"),
        (true, b"nonsense"),
    ];
    let forged = forged.map(|(forward, said)| (forward, said.to_vec()));
    let count = sent(a, b, &forged, 0);
    assert!(count > forged.len() && count <= 3 * forged.len(), "{count}");
}

/// A ping server that does not know the relay's port.
fn ping(address: &str) -> Host<Reflector<RandomState>> {
    let settings = reflector::Settings::for_tests(Rules::for_tests(20_000, 1));
    Host::new(Reflector::new(settings, RandomState::new()), address.parse().unwrap())
}

#[test]
fn a_relay_and_a_ping_server_that_do_not_know_each_other_fall_silent() {
    let (relay_at, ping_at) = ("127.0.0.1:3478", "127.0.0.2:8081");
    let (mut relay, mut ping) = (relay(relay_at, 0), ping(ping_at));
    let mut wire = Wire::new(|_, _: &Packet| vec![Duration::from_millis(1)]);
    let [relay_at, ping_at] = [relay_at, ping_at].map(|text| text.parse::<SocketAddr>().unwrap());
    let said: [&[u8]; 6] = [b"x", b"hii", b"C 5", b"exit", b"to:127.0.0.2/8081;content:x", b"400"];
    for payload in said {
        for (from, to) in [(relay_at, ping_at), (ping_at, relay_at)] {
            wire.send(vec![Packet { from, to, payload: payload.to_vec() }]);
            while wire.log.len() < LOOP * said.len() && wire.step(&mut relay, &mut ping) {}
        }
    }
    assert!(wire.log.len() < 5 * 2 * said.len(), "{} datagrams", wire.log.len());
}

proptest! {
    #[test]
    fn nothing_forged_makes_a_loop_also_when_bits_are_flipped(
        said in prop::collection::vec((any::<bool>(), prop_oneof![
            Just(b"hii".to_vec()),
            Just(b"to:127.0.0.1/3478;content:x".to_vec()),
            Just(b"to:127.0.0.2/3479;content:to:127.0.0.1/3478;content:x".to_vec()),
            prop::collection::vec(any::<u8>(), 0..20),
        ]), 1..8),
        seed in 0u64..1000,
    ) {
        let (a, b) = ("127.0.0.1:3478", "127.0.0.2:3479");
        let hellos = [(true, b"hii".to_vec()), (false, b"hii".to_vec())];
        let forged: Vec<_> = hellos.into_iter().chain(said).collect();
        prop_assert!(sent(a, b, &forged, seed) < 6 * forged.len());
    }
}
