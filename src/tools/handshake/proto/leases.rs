//! Which connection IDs are leased, and until when.
//!
//! All leases last equally long and none is renewed, so they end in the order in which they began: a queue holds
//! them, oldest first, and an index finds an ID's place in it. Both ends of the queue and the index cost O(1).

use std::collections::{HashMap, VecDeque};
use std::hash::BuildHasher;
use std::net::IpAddr;
use std::time::Duration;

use hashbrown::HashTable;

use crate::admit::Source;
use crate::clock::Instant;

/// The bounds of a table of leases.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long a lease lasts.
    pub id_ttl: Duration,
    /// The most leases at once.
    pub max_ids: usize,
    /// The most leases of one source at once; loopback is exempt.
    pub max_ids_per_source: usize,
}

/// Why an ID is not leased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// Somebody holds it.
    Leased,
    /// There are `max-ids` leases.
    Full,
    /// The source holds `max-ids-per-source` leases.
    SourceFull,
}

#[derive(Debug)]
struct Lease {
    ends: Instant,
    id: Box<str>,
    source: Option<Source>,
}

/// An entry of the index: the number of a lease, and the hash of its ID, kept so that growing the index reads no ID.
#[derive(Clone, Copy, Debug)]
struct Place {
    number: u32,
    hash: u32,
}

impl Place {
    /// What the index goes by: its slot from the low bits, its tag from the highest.
    fn spread(hash: u32) -> u64 {
        u64::from(hash) << 32 | u64::from(hash)
    }
}

/// The leases there are.
#[derive(Debug)]
pub struct Leases<S> {
    limits: Limits,
    /// Oldest first. The lease at the front has the number `first`, the next one `first + 1`, and so on, modulo 2^32.
    queue: VecDeque<Lease>,
    first: u32,
    /// The numbers of the leases in the queue, found by the hash of their ID.
    index: HashTable<Place>,
    /// How many leases each source holds; loopback is not counted.
    held: HashMap<Source, usize, S>,
    hasher: S,
}

impl<S: BuildHasher + Clone> Leases<S> {
    /// No leases. `hasher` keys the tables; give a random one, so that nobody can choose IDs that collide.
    pub fn new(limits: Limits, hasher: S) -> Leases<S> {
        Leases {
            limits,
            queue: VecDeque::new(),
            first: 0,
            index: HashTable::new(),
            held: HashMap::with_hasher(hasher.clone()),
            hasher,
        }
    }

    /// How many leases there are; those that have ended are forgotten at the next [`Leases::expire`].
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Leases `id` to `holder`, unless that cannot be.
    pub fn lease(&mut self, now: Instant, id: &str, holder: IpAddr) -> Result<(), Denied> {
        self.expire(now);
        let hash = self.hasher.hash_one(id) as u32;
        let (queue, first) = (&self.queue, self.first);
        let same = |place: &Place| place.hash == hash && &*lease_at(queue, first, place.number).id == id;
        if self.index.find(Place::spread(hash), same).is_some() {
            return Err(Denied::Leased);
        }
        if self.queue.len() >= self.limits.max_ids {
            return Err(Denied::Full);
        }
        let source = (!holder.is_loopback()).then(|| Source::from(holder));
        if let Some(source) = source {
            let held = self.held.entry(source).or_default();
            if *held >= self.limits.max_ids_per_source {
                return Err(Denied::SourceFull);
            }
            *held += 1;
        }
        let number = self.first.wrapping_add(self.queue.len() as u32);
        self.queue.push_back(Lease { ends: now + self.limits.id_ttl, id: id.into(), source });
        self.index
            .insert_unique(Place::spread(hash), Place { number, hash }, |place| Place::spread(place.hash));
        Ok(())
    }

    /// Forgets the leases that have ended.
    pub fn expire(&mut self, now: Instant) {
        while self.queue.front().is_some_and(|lease| lease.ends <= now) {
            let Some(lease) = self.queue.pop_front() else { return };
            let number = self.first;
            self.first = self.first.wrapping_add(1);
            let hash = Place::spread(self.hasher.hash_one(&*lease.id) as u32);
            if let Ok(entry) = self.index.find_entry(hash, |place| place.number == number) {
                entry.remove();
            }
            if let Some(source) = lease.source
                && let Some(held) = self.held.get_mut(&source)
            {
                *held -= 1;
                if *held == 0 {
                    self.held.remove(&source);
                }
            }
        }
    }
}

/// The lease with this number, which the index has and so the queue too.
fn lease_at(queue: &VecDeque<Lease>, first: u32, number: u32) -> &Lease {
    &queue[number.wrapping_sub(first) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::hash::RandomState;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn at(seconds: u64) -> Instant {
        Instant::from_nanos(seconds * 1_000_000_000)
    }

    fn leases(max_ids: usize, max_ids_per_source: usize) -> Leases<RandomState> {
        Leases::new(
            Limits { id_ttl: Duration::from_secs(30), max_ids, max_ids_per_source },
            RandomState::new(),
        )
    }

    #[test]
    fn a_lease_ends_after_its_time_and_is_not_renewed() {
        let mut leases = leases(10, 10);
        assert_eq!(leases.lease(at(0), "1234", HERE), Ok(()));
        assert_eq!(leases.lease(at(29), "1234", HERE), Err(Denied::Leased));
        assert_eq!(leases.lease(at(29), "01234", HERE), Ok(()));
        assert_eq!(leases.lease(at(30), "1234", HERE), Ok(()));
        assert_eq!(leases.len(), 2);
        leases.expire(at(60));
        assert!(leases.is_empty());
    }

    #[test]
    fn the_table_is_bounded() {
        let mut leases = leases(2, 10);
        assert_eq!(leases.lease(at(0), "a", HERE), Ok(()));
        assert_eq!(leases.lease(at(1), "b", HERE), Ok(()));
        assert_eq!(leases.lease(at(2), "c", HERE), Err(Denied::Full));
        assert_eq!(leases.lease(at(2), "a", HERE), Err(Denied::Leased));
        assert_eq!(leases.lease(at(30), "c", HERE), Ok(()));
    }

    #[test]
    fn a_source_is_bounded_and_loopback_is_not() {
        let (mut leases, far) = (leases(100, 1), "192.0.2.1".parse().unwrap());
        assert_eq!(leases.lease(at(0), "a", far), Ok(()));
        assert_eq!(leases.lease(at(0), "b", far), Err(Denied::SourceFull));
        assert_eq!(leases.lease(at(30), "b", far), Ok(()));
        assert_eq!(leases.held.len(), 1);
        leases.expire(at(60));
        assert!(leases.held.is_empty());
        assert_eq!(leases.lease(at(60), "c", HERE), Ok(()));
        assert_eq!(leases.lease(at(60), "d", HERE), Ok(()));
    }

    #[test]
    fn numbers_may_wrap() {
        let mut leases = leases(10, 10);
        leases.first = u32::MAX - 1;
        for (i, id) in ["a", "b", "c", "d"].iter().enumerate() {
            assert_eq!(leases.lease(at(i as u64), id, HERE), Ok(()));
            assert_eq!(leases.lease(at(i as u64), id, HERE), Err(Denied::Leased));
        }
        leases.expire(at(32));
        assert_eq!(leases.lease(at(32), "c", HERE), Ok(()));
        assert_eq!(leases.lease(at(32), "d", HERE), Err(Denied::Leased));
    }

    proptest! {
        /// Against the plainest table there is: a list of what was granted when.
        #[test]
        fn it_does_what_a_plain_list_does(steps in prop::collection::vec((0u64..20, 0u8..12, 0u8..3), 1..300)) {
            let mut leases = leases(6, 3);
            let mut plain: Vec<(u64, u8, u8)> = Vec::new();
            let mut now = 0;
            for (wait, id, host) in steps {
                now += wait;
                plain.retain(|&(began, ..)| began + 30 > now);
                let expected = if plain.iter().any(|&(_, held, _)| held == id) {
                    Err(Denied::Leased)
                } else if plain.len() >= 6 {
                    Err(Denied::Full)
                } else if plain.iter().filter(|&&(.., by)| by == host).count() >= 3 {
                    Err(Denied::SourceFull)
                } else {
                    plain.push((now, id, host));
                    Ok(())
                };
                let holder = IpAddr::from([192, 0, 2, host]);
                prop_assert_eq!(leases.lease(at(now), &id.to_string(), holder), expected);
                prop_assert_eq!(leases.len(), plain.len());
            }
        }
    }
}
