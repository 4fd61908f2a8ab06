//! Who is registered, and until when: a bounded table, full of those who still say something.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use crate::clock::Instant;

/// How often a full table is searched for registrations that have ended.
const SWEEP: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug)]
struct Peer {
    ends: Instant,
    /// Our address that the peer talks to, which messages for it leave from.
    asked: Option<IpAddr>,
}

/// Registered addresses.
#[derive(Debug)]
pub(super) struct Peers<S> {
    ttl: Duration,
    max: usize,
    table: HashMap<SocketAddr, Peer, S>,
    next_sweep: Instant,
}

/// There is no room for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Full;

impl<S: BuildHasher> Peers<S> {
    /// At most `max` of them, each for `ttl` after it last said something. `hasher` keys the table.
    pub(super) fn new(ttl: Duration, max: usize, hasher: S) -> Peers<S> {
        Peers { ttl, max, table: HashMap::with_hasher(hasher), next_sweep: Instant::default() }
    }

    /// A message came from `from` to `asked`; false when nobody is registered there.
    pub(super) fn renew(&mut self, now: Instant, from: SocketAddr, asked: Option<IpAddr>) -> bool {
        match self.table.get_mut(&from) {
            Some(peer) if peer.ends > now => {
                *peer = Peer { ends: now + self.ttl, asked };
                true
            }
            _ => false,
        }
    }

    /// Registers a peer. In a full table the place of one that has ended is free within a second.
    pub(super) fn register(
        &mut self,
        now: Instant,
        from: SocketAddr,
        asked: Option<IpAddr>,
    ) -> Result<(), Full> {
        let is_new = !self.table.contains_key(&from);
        if is_new && self.table.len() >= self.max && now >= self.next_sweep {
            self.next_sweep = now + SWEEP;
            self.table.retain(|_, peer| peer.ends > now);
        }
        if is_new && self.table.len() >= self.max {
            return Err(Full);
        }
        self.table.insert(from, Peer { ends: now + self.ttl, asked });
        Ok(())
    }

    /// Our address that messages for `peer` leave from, when it is registered.
    pub(super) fn find(&self, now: Instant, peer: SocketAddr) -> Option<Option<IpAddr>> {
        self.table.get(&peer).filter(|peer| peer.ends > now).map(|peer| peer.asked)
    }

    /// How many there are.
    pub(super) fn count(&self, now: Instant) -> usize {
        self.table.values().filter(|peer| peer.ends > now).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::hash::RandomState;

    fn at(ms: u64) -> Instant {
        Instant::from_nanos(ms * 1_000_000)
    }

    fn peer(port: u16) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], port))
    }

    #[test]
    fn a_registration_ends_unless_the_peer_says_something() {
        let mut peers = Peers::new(Duration::from_secs(5), 9, RandomState::new());
        assert!(!peers.renew(at(0), peer(1), None));
        assert_eq!(peers.register(at(0), peer(1), None), Ok(()));
        assert!(peers.renew(at(4_999), peer(1), Some([127, 0, 0, 2].into())));
        assert_eq!(peers.find(at(9_998), peer(1)), Some(Some([127, 0, 0, 2].into())));
        assert_eq!((peers.find(at(9_999), peer(1)), peers.count(at(9_999))), (None, 0));
        assert!(!peers.renew(at(9_999), peer(1), None), "what has ended is not renewed");
    }

    #[test]
    fn a_full_table_has_room_again_when_a_registration_has_ended() {
        let mut peers = Peers::new(Duration::from_secs(5), 2, RandomState::new());
        assert_eq!(peers.register(at(0), peer(1), None), Ok(()));
        assert_eq!(peers.register(at(1000), peer(2), None), Ok(()));
        assert_eq!(peers.register(at(4_500), peer(3), None), Err(Full));
        assert_eq!(peers.register(at(4_500), peer(2), None), Ok(()), "who is there may register again");
        assert_eq!(peers.register(at(5_400), peer(3), None), Err(Full), "searched a moment ago");
        assert_eq!(peers.register(at(5_500), peer(3), None), Ok(()));
    }

    proptest! {
        /// Against the plainest table there is.
        #[test]
        fn who_is_registered_is_who_said_something_lately(steps in prop::collection::vec((0u64..900, 1u16..6, any::<bool>()), 1..200)) {
            let mut peers = Peers::new(Duration::from_secs(1), 9, RandomState::new());
            let (mut now, mut plain) = (0, HashMap::new());
            for (wait, port, registers) in steps {
                now += wait;
                plain.retain(|_, ends| *ends > now);
                prop_assert_eq!(peers.find(at(now), peer(port)).is_some(), plain.contains_key(&port));
                if registers {
                    prop_assert_eq!(peers.register(at(now), peer(port), None), Ok(()));
                } else {
                    prop_assert_eq!(peers.renew(at(now), peer(port), None), plain.contains_key(&port));
                }
                if registers || plain.contains_key(&port) {
                    plain.insert(port, now + 1000);
                }
                prop_assert_eq!(peers.count(at(now)), plain.len());
            }
        }
    }
}
