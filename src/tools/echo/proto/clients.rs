//! Who is and was there: the register of the named wire. Pure and bounded.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;

use serde::Serialize;

use crate::clock::Wall;
use crate::tools::echo::wire::client_name;

/// How many clients that have left are remembered; of older ones only the number.
pub const MAX_PAST: usize = 1000;

/// One client, there or gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Client {
    /// The name it was given.
    pub name: String,
    /// Its address.
    pub address: SocketAddr,
    /// When it came.
    pub connected: Wall,
    /// When it left; `None` while it is there.
    pub disconnected: Option<Wall>,
}

/// All clients of a server, in the order in which they came.
#[derive(Debug, Default)]
pub struct Clients {
    there: BTreeMap<u64, (SocketAddr, Wall)>,
    past: VecDeque<(u64, Client)>,
    last: u64,
}

impl Clients {
    /// One more has come; gives its number, from which its name is made.
    pub fn enter(&mut self, address: SocketAddr, at: Wall) -> u64 {
        self.last += 1;
        self.there.insert(self.last, (address, at));
        self.last
    }

    /// It has left.
    pub fn leave(&mut self, number: u64, at: Wall) {
        let Some((address, connected)) = self.there.remove(&number) else { return };
        if self.past.len() == MAX_PAST {
            self.past.pop_front();
        }
        let client = Client { name: client_name(number), address, connected, disconnected: Some(at) };
        self.past.push_back((number, client));
    }

    /// The line of `status` about the first client after this number, and that client's number.
    pub fn status_after(&self, number: u64) -> Option<(u64, String)> {
        let (number, (_, connected)) = self.there.range(number + 1..).next()?;
        Some((*number, format!("{} connected at {}", client_name(*number), connected.local())))
    }

    /// Those that are there and those that are remembered, in the order in which they came.
    pub fn all(&self) -> Vec<Client> {
        let there = self.there.iter().map(|(number, (address, connected))| {
            let (name, address, connected) = (client_name(*number), *address, *connected);
            (*number, Client { name, address, connected, disconnected: None })
        });
        let mut all: Vec<_> = self.past.iter().cloned().chain(there).collect();
        all.sort_by_key(|(number, _)| *number);
        all.into_iter().map(|(_, client)| client).collect()
    }

    /// How many have come in all.
    pub fn count(&self) -> u64 {
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_register_is_in_order_and_bounded() {
        let (mut clients, address) = (Clients::default(), SocketAddr::from(([127, 0, 0, 1], 4000)));
        let at = |us| Wall::from_unix_micros(us);
        assert_eq!((clients.enter(address, at(1)), clients.enter(address, at(2))), (1, 2));
        clients.leave(2, at(3));
        clients.leave(2, at(4));
        assert_eq!(clients.enter(address, at(5)), 3, "a name is not given twice");
        let all: Vec<_> =
            clients.all().into_iter().map(|client| (client.name, client.disconnected)).collect();
        let named = |number, at| (client_name(number), at);
        assert_eq!(all, [named(1, None), named(2, Some(at(3))), named(3, None)]);
        let (next, line) = clients.status_after(1).unwrap();
        assert_eq!((next, line), (3, format!("Client03 connected at {}", at(5).local())));
        assert_eq!(clients.status_after(3), None);
        for _ in 0..2 * MAX_PAST {
            let number = clients.enter(address, at(6));
            clients.leave(number, at(7));
        }
        assert_eq!((clients.past.len(), clients.count()), (MAX_PAST, 3 + 2 * MAX_PAST as u64));
        assert_eq!(clients.all().len(), MAX_PAST + 2);
    }
}
