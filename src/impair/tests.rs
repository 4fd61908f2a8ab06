//! The bad line around a core: what leaves when, for whom, and what is told about it.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use proptest::prelude::*;
use serde::Serialize;

use super::line::{AT_ONCE, Line};
use super::waiting::{MAX_WAITING, MAX_WAITING_BYTES};
use super::*;
use crate::contract::Ended;

/// Sends every datagram back, surely when it begins with `s`; says so, ticks every 10 s, and ends at the word
/// `end`.
struct Parrot {
    tick_at: Instant,
    heard: u64,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Squawk {
    Heard { length: usize },
    Odd { length: usize },
}

impl fmt::Display for Squawk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Event for Squawk {
    fn level(&self) -> Level {
        match self {
            Squawk::Heard { .. } => Level::Detail,
            Squawk::Odd { .. } => Level::Warning,
        }
    }
}

impl Server for Parrot {
    type Event = Squawk;
    type Summary = u64;

    fn deadline(&self) -> Option<Instant> {
        Some(self.tick_at)
    }

    fn summary(&self, _now: Instant) -> u64 {
        self.heard
    }
}

impl Datagrams for Parrot {
    fn datagram(&mut self, _now: Instant, request: &Received, payload: &[u8], out: &mut Outbox<Squawk>) {
        self.heard += 1;
        let length = payload.len();
        out.news.detail(|| Squawk::Heard { length });
        match payload {
            [b's', ..] => out.reply_surely(request, payload),
            b"end" => out.news.stop(Ended::Idle),
            _ => out.reply(request, payload),
        }
        if length % 2 == 1 {
            out.news.warn(Squawk::Odd { length });
        }
    }

    fn tick(&mut self, now: Instant, out: &mut Outbox<Squawk>) {
        assert!(self.tick_at <= now);
        self.tick_at = now + Duration::from_secs(10);
        out.send(peer(999), None, Kind::Answer, b"tick");
    }
}

fn parrot() -> Parrot {
    Parrot { tick_at: at(10_000), heard: 0 }
}

fn at(ms: u64) -> Instant {
    Instant::from_nanos(ms * 1_000_000)
}

fn peer(port: u16) -> SocketAddr {
    SocketAddr::from(([192, 0, 2, 1], port))
}

fn from(port: u16) -> Received {
    Received { from: peer(port), to: Some([192, 0, 2, 9].into()), unicast: true, arrival: Default::default() }
}

const NOTHING: Settings = Settings {
    loss: Chance::NEVER,
    delay: Delay::OFF,
    duplicate: Chance::NEVER,
    reorder: Chance::NEVER,
    corrupt: Chance::NEVER,
    seed: 1,
};

fn half() -> Chance {
    "50%".parse().unwrap()
}

fn delayed(delay: &str) -> Settings {
    Settings { delay: delay.parse().unwrap(), ..NOTHING }
}

/// An impaired parrot, and everything that has left it: millisecond, port, text.
struct Bench {
    core: Impaired<Parrot>,
    out: Outbox<ImpairedEvent<Squawk>>,
    left: Vec<(u64, u16, String)>,
}

impl Bench {
    fn new(settings: Settings) -> Bench {
        Bench { core: Impaired::new(parrot(), settings, true), out: Outbox::new(true), left: Vec::new() }
    }

    /// Time passes: every deadline up to `ms` is kept to the nanosecond.
    fn until(&mut self, ms: u64) {
        while let Some(due) = self.core.deadline().filter(|due| *due <= at(ms)) {
            let left = self.left.len();
            self.core.tick(due, &mut self.out);
            self.collect(due);
            let is_done = self.core.deadline().is_none_or(|next| next > due);
            assert!(
                is_done || self.left.len() >= left + AT_ONCE,
                "a tick leaves undone what is too much at once"
            );
        }
    }

    fn ask(&mut self, ms: u64, port: u16, payload: &str) {
        self.until(ms);
        self.core.datagram(at(ms), &from(port), payload.as_bytes(), &mut self.out);
        self.collect(at(ms));
    }

    fn collect(&mut self, now: Instant) {
        for transmit in self.out.transmits() {
            let text = String::from_utf8_lossy(self.out.payload(transmit)).into_owned();
            self.left.push((now.as_nanos() / 1_000_000, transmit.to.port(), text));
        }
        self.out.clear();
    }

    fn expect(&mut self, left: &[(u64, u16, &str)]) {
        let found: Vec<_> = self.left.iter().map(|(ms, port, text)| (*ms, *port, text.as_str())).collect();
        assert_eq!(found, left);
        self.left.clear();
    }

    fn counts(&self) -> Counts {
        self.core.summary(at(0)).impairment.unwrap()
    }

    fn fates(&mut self) -> Vec<Impairment> {
        let told = self.out.news.take();
        told.filter_map(|event| if let ImpairedEvent::Fate(fate) = event { Some(fate) } else { None })
            .collect()
    }
}

#[test]
fn a_delay_is_each_answers_own_and_ends_exactly() {
    let mut bench = Bench::new(delayed("20ms"));
    bench.ask(0, 1, "a");
    bench.ask(5, 2, "b");
    bench.ask(6, 1, "c");
    assert_eq!(bench.core.deadline(), Some(at(20)));
    bench.expect(&[]);
    bench.until(10_020);
    bench.expect(&[(20, 1, "a"), (25, 2, "b"), (26, 1, "c"), (10_020, 999, "tick")]);
    assert_eq!(bench.core.deadline(), Some(at(20_000)), "the core's own");
    assert_eq!((bench.counts().answers, bench.counts().delayed), (4, 4));
}

#[test]
fn a_share_of_the_answers_waits_and_the_others_leave_at_once() {
    let mut bench = Bench::new(delayed("1s@50%"));
    for n in 0..100 {
        bench.ask(n, 1, &n.to_string());
    }
    let at_once = bench.left.len() as u64;
    assert_eq!(at_once + bench.counts().delayed, 100);
    assert!((30..70).contains(&at_once) && bench.left.iter().all(|(ms, _, n)| *n == ms.to_string()));
    bench.until(2000);
    assert_eq!(bench.left.len(), 100);
}

#[test]
fn what_is_due_leaves_before_what_a_datagram_brings() {
    let mut bench = Bench::new(delayed("20ms"));
    bench.ask(0, 1, "late");
    // The driver was busy: no tick at 20 ms.
    bench.core.datagram(at(30), &from(1), b"surely", &mut bench.out);
    bench.collect(at(30));
    bench.expect(&[(30, 1, "late"), (30, 1, "surely")]);
}

#[test]
fn a_duplicate_leaves_right_behind_also_when_delayed() {
    let mut bench = Bench::new(Settings { duplicate: Chance::ALWAYS, ..NOTHING });
    bench.ask(0, 1, "a");
    bench.ask(0, 2, "b");
    bench.expect(&[(0, 1, "a"), (0, 1, "a"), (0, 2, "b"), (0, 2, "b")]);
    let mut bench = Bench::new(Settings { duplicate: Chance::ALWAYS, ..delayed("1ms") });
    bench.ask(0, 1, "a");
    bench.ask(0, 2, "b");
    bench.until(1);
    bench.expect(&[(1, 1, "a"), (1, 1, "a"), (1, 2, "b"), (1, 2, "b")]);
    assert_eq!((bench.counts().answers, bench.counts().duplicated), (2, 2));
}

#[test]
fn a_reordered_answer_leaves_behind_the_next_one_to_its_peer() {
    for (delay, later) in [("off", 0), ("200ms", 200)] {
        let mut bench = Bench::new(Settings { reorder: half(), ..delayed(delay) });
        for n in 0..10 {
            bench.ask(n, 1, &n.to_string());
        }
        let fates = bench.fates().into_iter().filter(|fate| fate.fate.ends_with("reordered"));
        assert_eq!(fates.map(|fate| fate.number).collect::<Vec<_>>(), [2, 3, 5, 7, 8], "by seed 1");
        bench.until(500);
        let left: Vec<_> = bench.left.iter().map(|(ms, _, text)| (ms - later, text.as_str())).collect();
        let behind_4 = [(4, "4"), (4, "2"), (4, "3")];
        let behind_9 = [(9, "9"), (9, "7"), (9, "8")];
        assert_eq!(left, [&[(0, "0"), (1, "1")][..], &behind_4, &[(6, "6"), (6, "5")], &behind_9].concat());
    }
}

#[test]
fn it_is_held_back_for_a_second_at_most_and_no_other_peer_helps() {
    let mut bench = Bench::new(Settings { reorder: Chance::ALWAYS, duplicate: Chance::ALWAYS, ..NOTHING });
    bench.ask(0, 1, "a");
    bench.ask(300, 1, "b");
    bench.ask(400, 2, "c");
    bench.ask(500, 1, "surely");
    assert_eq!(bench.core.deadline(), Some(at(1000)));
    bench.until(2000);
    bench.expect(&[
        (500, 1, "surely"),
        (1000, 1, "a"),
        (1000, 1, "a"),
        (1300, 1, "b"),
        (1300, 1, "b"),
        (1400, 2, "c"),
        (1400, 2, "c"),
    ]);
}

#[test]
fn it_is_held_back_once_its_delay_is_over() {
    let mut bench = Bench::new(Settings { reorder: Chance::ALWAYS, ..delayed("200ms") });
    bench.ask(0, 1, "a");
    assert_eq!(bench.core.deadline(), Some(at(200)));
    bench.until(200);
    assert_eq!(bench.core.deadline(), Some(at(1200)));
    bench.until(1200);
    bench.expect(&[(1200, 1, "a")]);
    assert_eq!((bench.counts().delayed, bench.counts().reordered), (1, 1));
}

#[test]
fn a_corrupted_answer_differs_in_one_bit_and_an_empty_one_stays() {
    let mut core = Impaired::new(parrot(), Settings { corrupt: Chance::ALWAYS, ..NOTHING }, false);
    let mut out = Outbox::new(false);
    core.datagram(at(0), &from(1), &[0; 100], &mut out);
    core.datagram(at(0), &from(1), &[], &mut out);
    let [first, second] = out.transmits() else { panic!("{out:?}") };
    assert_eq!(out.payload(first).iter().map(|byte| byte.count_ones()).sum::<u32>(), 1);
    assert_eq!((out.payload(first).len(), out.payload(second).len()), (100, 0));
    assert_eq!(core.summary(at(0)).impairment.map(|counts| counts.corrupted), Some(1));
}

#[test]
fn what_is_sent_surely_is_never_touched() {
    let everything = Settings {
        loss: Chance::ALWAYS,
        duplicate: Chance::ALWAYS,
        reorder: Chance::ALWAYS,
        corrupt: Chance::ALWAYS,
        ..delayed("1s")
    };
    for settings in [everything, Settings { loss: Chance::NEVER, ..everything }] {
        let mut bench = Bench::new(settings);
        bench.ask(0, 1, "answer");
        bench.ask(1, 1, "surely");
        bench.ask(2, 1, "again");
        bench.expect(&[(1, 1, "surely")]);
        assert_eq!(bench.counts().answers, 2);
    }
}

#[test]
fn what_is_lost_is_not_sent_and_nothing_else_happens_to_it() {
    let settings = Settings { loss: Chance::ALWAYS, duplicate: Chance::ALWAYS, ..delayed("1s") };
    let mut bench = Bench::new(settings);
    bench.ask(0, 1, "answer");
    bench.until(9999);
    bench.expect(&[]);
    let alone = Counts { answers: 1, lost: 1, ..Counts::new(1) };
    assert_eq!((bench.counts(), bench.fates().pop().unwrap().fate.as_str()), (alone, "lost"));
}

#[test]
fn the_same_seed_gives_the_same_fates_whoever_else_is_there() {
    let settings = Settings {
        loss: "10%".parse().unwrap(),
        duplicate: half(),
        reorder: half(),
        corrupt: half(),
        ..delayed("0.1ms..0.5s")
    };
    let run = |settings, gap: u64, peers: u64, sure: bool| {
        let mut bench = Bench::new(settings);
        for n in 0..500 {
            bench.ask(n * gap, (n % peers) as u16, "answer");
            if sure {
                bench.ask(n * gap, 7, "surely");
            }
        }
        let fates = bench.fates().into_iter();
        fates.map(|fate| (fate.number, fate.fate, fate.delay_ns)).collect::<Vec<_>>()
    };
    // All within the first 10 s, before the parrot's own tick makes an answer.
    let alone = run(settings, 1, 1, false);
    assert_eq!(alone, run(settings, 1, 1, false));
    assert_eq!(alone, run(settings, 7, 50, true));
    assert_ne!(alone, run(Settings { seed: 2, ..settings }, 1, 1, false));
    let without = |fates: Vec<(u64, String, u64)>| -> Vec<_> {
        let sent = fates.into_iter().filter(|(_, fate, _)| fate != "lost");
        sent.map(|(number, _, delay_ns)| (number, delay_ns)).collect()
    };
    let gently = Settings { duplicate: Chance::NEVER, reorder: Chance::NEVER, ..settings };
    assert_eq!(without(alone), without(run(gently, 1, 1, false)));
}

#[test]
fn the_counts_are_those_of_the_events() {
    let chance = "20%".parse().unwrap();
    let settings =
        Settings { loss: chance, duplicate: chance, reorder: chance, corrupt: chance, ..delayed("1ms@20%") };
    let mut bench = Bench::new(settings);
    for n in 0..2000 {
        bench.ask(n, 1, "answer");
    }
    let fates = bench.fates();
    let of =
        |word: &str| fates.iter().filter(|fate| fate.fate.split('+').any(|said| said == word)).count() as u64;
    let expected = Counts {
        answers: 2000,
        lost: of("lost"),
        delayed: of("delayed"),
        duplicated: of("duplicated"),
        reordered: of("reordered"),
        corrupted: of("corrupted"),
        overflow: 0,
        seed: 1,
    };
    assert_eq!(bench.counts(), expected);
    assert!(expected.lost > 0 && expected.corrupted > 0);
    bench.until(9000);
    assert_eq!(bench.left.len() as u64, 2000 - expected.lost + expected.duplicated);
}

#[test]
fn at_the_bound_an_answer_is_dropped_and_later_there_is_room_again() {
    let mut bench = Bench::new(delayed("1s"));
    for _ in 0..MAX_WAITING + 10 {
        bench.ask(0, 1, "a");
    }
    let counts = bench.counts();
    assert_eq!((counts.overflow, counts.delayed, counts.lost), (10, MAX_WAITING as u64, 0));
    assert_eq!(bench.fates().pop().unwrap().fate, "overflow");
    bench.ask(1000, 1, "b");
    bench.until(2000);
    assert_eq!(bench.left.len(), MAX_WAITING + 1);
    assert_eq!(bench.counts().overflow, 10);
}

#[test]
fn a_wave_of_late_answers_leaves_in_turns_and_in_order() {
    let mut bench = Bench::new(delayed("1s"));
    for number in 0..3 * AT_ONCE {
        bench.ask(0, 1, &number.to_string());
    }
    bench.core.tick(at(1000), &mut bench.out);
    assert_eq!(bench.out.transmits().len(), AT_ONCE);
    assert_eq!(bench.core.deadline(), Some(at(1000)), "the next turn is due at once");
    bench.core.datagram(at(1000), &from(2), b"new", &mut bench.out);
    assert_eq!(bench.out.transmits().len(), AT_ONCE, "what arrives brings no more of them out");
    bench.collect(at(1000));
    bench.until(1500);
    let texts: Vec<_> = bench.left.iter().map(|(_, _, text)| text.clone()).collect();
    let all: Vec<_> = (0..3 * AT_ONCE).map(|number| number.to_string()).collect();
    assert_eq!(texts, all);
}

#[test]
fn at_the_bound_of_bytes_an_answer_that_need_not_wait_still_leaves() {
    let mut line = Line::new(delayed("1s@50%"));
    let mut out: Outbox<ImpairedEvent<Squawk>> = Outbox::new(false);
    let payload = vec![0; MAX_WAITING_BYTES / 16];
    let mut said: Outbox<Squawk> = Outbox::new(false);
    said.send(peer(1), None, Kind::Answer, b"");
    let answer = said.transmits()[0];
    for _ in 0..100 {
        line.take(at(0), &answer, &payload, &mut out);
        out.clear();
    }
    let counts = line.counts();
    assert_eq!(counts.delayed, 16);
    assert!(counts.overflow > 0 && counts.delayed + counts.overflow < 100);
    line.leave_due(at(1000), &mut out);
    assert_eq!((out.transmits().len(), line.deadline()), (16, None));
}

#[test]
fn what_the_core_tells_comes_first_and_stays_in_order() {
    let mut bench = Bench::new(delayed("1s"));
    bench.ask(0, 1, "odd");
    bench.ask(0, 1, "end");
    let told: Vec<_> = bench.out.news.take().map(|event| serde_json::to_string(&event).unwrap()).collect();
    assert_eq!(
        told,
        [
            r#"{"event":"heard","length":3}"#,
            r#"{"event":"odd","length":3}"#,
            r#"{"event":"impaired","peer":"192.0.2.1:1","number":0,"fate":"delayed","delay_ns":1000000000}"#,
            r#"{"event":"heard","length":3}"#,
            r#"{"event":"odd","length":3}"#,
        ]
    );
    assert_eq!(bench.out.news.stopped(), Some(Ended::Idle));
}

#[test]
fn without_details_only_warnings_are_told() {
    let mut core = Impaired::new(parrot(), delayed("1s"), false);
    let mut out = Outbox::new(false);
    core.datagram(at(0), &from(1), b"odd", &mut out);
    core.datagram(at(0), &from(1), b"even", &mut out);
    let told: Vec<_> = out.news.take().map(|event| (event.level(), event.to_string())).collect();
    assert_eq!(told, [(Level::Warning, "Odd { length: 3 }".to_owned())]);
}

/// What a core sends, tells and wants, step by step.
fn transcript<C: Datagrams<Event: fmt::Display>>(
    mut core: C,
    requests: &[(u64, u16, Vec<u8>)],
) -> Vec<String> {
    let (mut out, mut lines, mut now) = (Outbox::new(true), Vec::new(), 0);
    for (gap, port, payload) in requests {
        now += gap;
        if core.deadline().is_some_and(|due| due <= at(now)) {
            core.tick(at(now), &mut out);
        }
        core.datagram(at(now), &from(*port), payload, &mut out);
        for transmit in out.transmits() {
            lines.push(format!("{:?} {:?}", transmit, out.payload(transmit)));
        }
        out.clear();
        lines.extend(out.news.take().map(|event| event.to_string()));
        lines.push(format!("{:?} {:?}", core.deadline(), out.news.stopped()));
    }
    lines
}

/// A pause in milliseconds, a port, and what is said.
fn request() -> impl Strategy<Value = (u64, u16, Vec<u8>)> {
    let payload = prop_oneof![Just(b"end".to_vec()), prop::collection::vec(any::<u8>(), 0..8)];
    (0u64..6000, 0u16..5, payload)
}

proptest! {
    #[test]
    fn when_nothing_is_set_nothing_changes(
        requests in prop::collection::vec(request(), 0..40),
        seed: u64,
    ) {
        let impaired = Impaired::new(parrot(), Settings { seed, ..NOTHING }, true);
        prop_assert_eq!(transcript(parrot(), &requests), transcript(impaired, &requests));
        let impaired = Impaired::new(parrot(), Settings { seed, ..NOTHING }, true);
        prop_assert_eq!(impaired.summary(at(0)).impairment, None);
    }

    /// Whatever is set, each answer leaves as often as its fate says, and none waits longer than it may.
    #[test]
    fn nothing_is_forgotten(requests in prop::collection::vec((0u64..700, 0u16..3), 0..60), seed: u64) {
        let settings = Settings { reorder: half(), duplicate: half(), seed, ..delayed("0..1s@50%") };
        let mut bench = Bench::new(settings);
        let mut now = 0;
        for (n, (gap, port)) in requests.iter().enumerate() {
            now += gap;
            bench.ask(now, *port, &format!("{n} {now}"));
        }
        bench.until(now + 2000);
        let left: Vec<_> = bench.left.iter().filter(|(_, port, _)| *port != 999).collect();
        for (n, _) in requests.iter().enumerate() {
            let copies = left.iter().filter(|(.., text)| text.starts_with(&format!("{n} "))).count();
            prop_assert!((1..=2).contains(&copies), "{n} left {copies} times");
        }
        for (ms, _, text) in left {
            let asked: u64 = text.split_once(' ').unwrap().1.parse().unwrap();
            prop_assert!((asked..=asked + 2000).contains(ms), "{text} left at {ms}");
        }
    }
}
