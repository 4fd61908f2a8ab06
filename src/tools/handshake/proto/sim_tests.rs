//! Both ends on the simulated wire: minutes of the exercise in milliseconds of ours.

use std::collections::VecDeque;
use std::hash::RandomState;
use std::net::SocketAddr;
use std::time::Duration;

use super::client::{Client, Next, Outcome, Try, Why};
use super::leases::Limits;
use super::server::{LeaseServer, Settings};
use crate::admit::Rules;
use crate::clock::Instant;
use crate::contract::{Ended, Server, Transport};
use crate::drive::sim::{Fate, Host, Packet, Party, Wire};
use crate::tools::handshake::wire::{self, Id};

const MS: Duration = Duration::from_millis(1);

fn at(ms: u64) -> Instant {
    Instant::from_nanos(ms * 1_000_000)
}

fn server_address() -> SocketAddr {
    "192.168.0.1:9000".parse().unwrap()
}

fn host() -> Host<LeaseServer<RandomState>> {
    let settings = Settings {
        limits: Limits { id_ttl: Duration::from_secs(30), max_ids: 100, max_ids_per_source: 100 },
        idle_timeout: Some(Duration::from_secs(120)),
        request_timeout: Duration::from_secs(10),
        rules: Rules::for_tests(50, 9000),
    };
    Host::new(LeaseServer::new(Instant::default(), settings, RandomState::new()), server_address())
}

/// A user who runs the client with these ids, and starts it again with the next list when it has ended.
struct User {
    runs: VecDeque<(Instant, Vec<Id>)>,
    client: Option<Client>,
    /// A new socket for each try: the port counts up.
    port: u16,
    outcomes: Vec<(Instant, Outcome)>,
    failures: Vec<(Instant, Why)>,
}

impl User {
    /// One run of the client for each list, at these milliseconds.
    fn new(runs: &[(u64, &[&str])]) -> User {
        let runs = runs.iter().map(|(ms, ids)| (at(*ms), ids.iter().map(|id| id.parse().unwrap()).collect()));
        User { runs: runs.collect(), client: None, port: 40_000, outcomes: vec![], failures: vec![] }
    }

    fn address(&self) -> SocketAddr {
        SocketAddr::new("192.168.0.2".parse().unwrap(), self.port)
    }

    fn advance(&mut self, now: Instant, out: &mut Vec<Packet>) {
        let Some(client) = &mut self.client else { return };
        match client.what_next() {
            Next::Ask(id) => {
                self.port += 1;
                let payload = wire::request(id.as_str()).into_bytes();
                client.sent(now, id);
                out.push(Packet { from: self.address(), to: server_address(), payload });
            }
            Next::NeedId => {
                client.give_id(None);
                self.advance(now, out);
            }
            Next::Over(outcome) => {
                self.outcomes.push((now, outcome));
                self.client = None;
            }
        }
    }

    fn ended(&mut self, now: Instant, ended: Option<Try>, out: &mut Vec<Packet>) {
        if let Some(Try::Failed { why, .. }) = &ended {
            self.failures.push((now, *why));
        }
        if ended.is_some() {
            self.advance(now, out);
        }
    }
}

impl Party for User {
    fn receive(&mut self, now: Instant, packet: &Packet, out: &mut Vec<Packet>) {
        assert_eq!(packet.from, server_address());
        let ended = self.client.as_mut().and_then(|client| client.received(now, &packet.payload));
        self.ended(now, ended, out);
    }

    fn deadline(&self) -> Option<Instant> {
        match &self.client {
            Some(client) => client.deadline(),
            None => self.runs.front().map(|(start, _)| *start),
        }
    }

    fn wake(&mut self, now: Instant, out: &mut Vec<Packet>) {
        if let Some(client) = &mut self.client {
            let ended = client.timeout(now);
            return self.ended(now, ended, out);
        }
        if let Some((_, ids)) = self.runs.pop_front() {
            self.client = Some(Client::new(Transport::Udp, 3, Some(Duration::from_secs(15)), ids));
            self.advance(now, out);
        }
    }
}

/// Plays until nothing happens any more, within a bounded number of steps.
fn play<F: FnMut(usize, &Packet) -> Fate>(
    user: &mut User,
    fate: F,
) -> (Wire<F>, Host<LeaseServer<RandomState>>) {
    let (mut wire, mut host) = (Wire::new(fate), host());
    for _ in 0..10_000 {
        if !wire.step(&mut host, user) {
            return (wire, host);
        }
    }
    panic!("it never ends");
}

fn established(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Established { .. })
}

#[test]
fn a_lease_lasts_thirty_seconds_and_the_server_two_idle_minutes() {
    let runs: [(u64, &[&str]); 4] = [(0, &["7"]), (29_000, &["7"]), (29_997, &["7"]), (30_003, &["7"])];
    let mut user = User::new(&runs);
    let (wire, host) = play(&mut user, |_, _| vec![MS]);
    let granted: Vec<bool> = user.outcomes.iter().map(|(_, outcome)| established(outcome)).collect();
    // The lease begins when the request arrives, at 1 ms; the third request arrives at 29,998, the fourth at 30,004.
    assert_eq!(granted, [true, false, false, true]);
    assert_eq!(host.ended(), Some(Ended::Idle));
    assert_eq!(wire.now, at(30_004 + 120_000));
    assert_eq!(host.core.summary(wire.now).requests, 4);
}

#[test]
fn three_tries_of_fifteen_seconds_when_everything_is_lost() {
    let mut user = User::new(&[(0, &["a", "b", "c", "d"])]);
    let (wire, host) = play(&mut user, |_, _| vec![]);
    assert_eq!(
        user.failures,
        [(at(15_000), Why::Timeout), (at(30_000), Why::Timeout), (at(45_000), Why::Timeout)]
    );
    assert_eq!(user.outcomes, [(at(45_000), Outcome::Failure)]);
    let ports: Vec<u16> = wire.log.iter().map(|(_, packet, _)| packet.from.port()).collect();
    assert_eq!(ports, [40_001, 40_002, 40_003], "a new socket for each try, and no fourth");
    assert_eq!(host.core.summary(wire.now).requests, 0);
}

#[test]
fn a_lost_answer_costs_the_id_and_the_next_try_gets_another() {
    // Datagram 0 is the request for `a`, 1 its answer, which is lost.
    let mut user = User::new(&[(0, &["a", "b"])]);
    let (wire, host) = play(&mut user, |n, _| if n == 1 { vec![] } else { vec![MS] });
    assert_eq!(user.failures, [(at(15_000), Why::Timeout)]);
    assert!(established(&user.outcomes[0].1));
    assert_eq!(host.core.summary(wire.now).granted, 2);
}

#[test]
fn a_duplicated_request_is_refused_the_second_time_but_the_client_is_content() {
    let mut user = User::new(&[(0, &["a"])]);
    let (wire, host) = play(&mut user, |n, _| if n == 0 { vec![MS, 2 * MS] } else { vec![MS] });
    assert!(established(&user.outcomes[0].1));
    let counts = host.core.summary(wire.now);
    assert_eq!((counts.granted, counts.reset), (1, 1));
}

#[test]
fn an_answer_later_than_the_time_out_belongs_to_no_try() {
    // The answer about `a` comes when the client asks for `b` already.
    let mut user = User::new(&[(0, &["a", "b"])]);
    play(&mut user, |n, _| if n == 1 { vec![16_000 * MS] } else { vec![2_000 * MS] });
    assert_eq!(user.failures, [(at(15_000), Why::Timeout)]);
    let Outcome::Established { id, rtt, .. } = &user.outcomes[0].1 else { panic!() };
    assert_eq!((id.as_str(), *rtt), ("b", Duration::from_secs(4)));
}
