//! The table of leases alone, with a thousand IDs and with a million: its speed, its pauses, its memory.

use std::hash::RandomState;
use std::net::{IpAddr, Ipv4Addr};
use std::process::Command;
use std::time::{Duration, Instant};

use sockctl::clock;
use sockctl::tools::handshake::proto::leases::{Leases, Limits};

use crate::measure::{median, ratio, status_bytes, table, thousands};
use crate::{FEW, FIRST_ID, MANY};

/// A table from which, as time moves on, as many IDs go as come.
struct Steady {
    leases: Leases<RandomState>,
    next: u64,
    per_second: Vec<f64>,
}

impl Steady {
    /// One ID a microsecond, and each stays for `held` of them.
    fn new(held: u64) -> Steady {
        let limits = Limits {
            id_ttl: Duration::from_micros(held),
            max_ids: usize::MAX,
            max_ids_per_source: usize::MAX,
        };
        Steady { leases: Leases::new(limits, RandomState::new()), next: FIRST_ID, per_second: Vec::new() }
    }

    /// Leases that many new IDs.
    fn lease(&mut self, count: u64) -> Duration {
        let ids = self.new_ids(count);
        let start = Instant::now();
        ids.iter().for_each(|id| self.lease_one(id));
        start.elapsed()
    }

    /// The same, but gives the longest time that one of them took.
    fn longest_lease(&mut self, count: u64) -> Duration {
        let mut longest = Duration::ZERO;
        for id in self.new_ids(count) {
            let start = Instant::now();
            self.lease_one(&id);
            longest = longest.max(start.elapsed());
        }
        longest
    }

    fn new_ids(&self, count: u64) -> Vec<String> {
        (self.next..self.next + count).map(|id| id.to_string()).collect()
    }

    fn lease_one(&mut self, id: &str) {
        let now = clock::Instant::from_nanos(self.next * 1_000);
        self.leases.lease(now, id, Ipv4Addr::LOCALHOST.into()).unwrap();
        self.next += 1;
    }
}

pub(crate) fn core() {
    const ROUNDS: usize = 15;
    const ASKED: u64 = 100_000;
    let (mut few, mut many) = (Steady::new(FEW), Steady::new(MANY));
    few.lease(FEW);
    // The shortest of three, for whatever else runs here only lengthens it.
    let again = [(); 2].map(|()| Steady::new(MANY).longest_lease(MANY));
    let longest = many.longest_lease(MANY).min(again[0]).min(again[1]);
    for _ in 0..ROUNDS {
        for steady in [&mut few, &mut many] {
            let took = steady.lease(ASKED);
            steady.per_second.push(ASKED as f64 / took.as_secs_f64());
        }
    }
    let row = |held: u64, steady: &Steady| {
        assert_eq!(steady.leases.len() as u64, held);
        let rate = median(steady.per_second.iter().copied());
        vec![
            format!("{} IDs held", thousands(held as f64)),
            thousands(rate),
            format!("{:.0}", 1e9 / rate),
            format!("{:.2}", ratio(&steady.per_second, &few.per_second)),
        ]
    };
    let title = format!("core: one ID ends for each new one; medians of {ROUNDS} rounds in turn");
    table(&title, &["", "leases/s", "ns/lease", "to 1,000"], &[row(FEW, &few), row(MANY, &many)]);
    let start = Instant::now();
    many.leases.expire(clock::Instant::from_nanos(u64::MAX));
    let ended = start.elapsed();
    println!("  longest of the first million leases, while the table grew: {longest:.1?}");
    println!("  a million leases that end at once: {ended:.1?}");
}

/// Each row in a process of its own, so that none inherits the pages of another.
pub(crate) fn memory() {
    let mut rows = Vec::new();
    for ids in ["of 4 to 7 characters", "of 64 characters", "of 64 characters, a source each"] {
        let mut child = Command::new(std::env::current_exe().unwrap());
        let output = child.args(["--memory-of", ids]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let figures = String::from_utf8(output.stdout).unwrap();
        let mut row = vec![format!("1,000,000 IDs {ids}")];
        row.extend(figures.trim().split(',').map(str::to_owned));
        rows.push(row);
    }
    table("memory of the core's table, MB of 1,000,000 bytes", &["", "full", "peak"], &rows);
}

/// The child: leases a million IDs and prints what the process has grown by, now and at its peak.
pub(crate) fn hold_a_million(ids: &str) {
    let (long, far) = (ids.contains("64"), ids.contains("source"));
    let mut steady = Steady::new(2 * MANY);
    let before = status_bytes("self", "VmRSS");
    for number in 0..MANY {
        let id = FIRST_ID + number;
        let id = if long { format!("{id:064}") } else { id.to_string() };
        let holder = if far { 0x0a00_0000 + number as u32 } else { 0x7f00_0001 };
        let holder = IpAddr::from(Ipv4Addr::from_bits(holder));
        steady.leases.lease(clock::Instant::from_nanos(number), &id, holder).unwrap();
    }
    let grown = |key| (status_bytes("self", key) - before) as f64 / 1e6;
    println!("{:.1},{:.1}", grown("VmRSS"), grown("VmHWM"));
    assert_eq!(steady.leases.len() as u64, MANY);
}
