//! The server that a client under test meets: it does what a case tells it to, and keeps what came.

use std::net::SocketAddr;
use std::time::Duration;

use crate::check::case::{Outcome, seconds, unjudged};
use crate::check::program::Value;
use crate::check::trial::{Client, Trial, UdpHost};
use crate::clock::Instant;
use crate::probe::course;

/// The most datagrams that are taken of one client.
const MOST: usize = 1000;

/// How often it is looked whether the client still runs.
const GLANCE: Duration = Duration::from_millis(100);

/// How long a client may take to give up on a server that is silent, in the dialogue around its packets.
pub const GIVING_UP: Duration = Duration::from_secs(30);

/// What a client is asked to send.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// How many packets.
    pub count: usize,
    /// The time between the first two.
    pub interval: Duration,
    /// Bytes of each.
    pub size: usize,
}

impl Asked {
    /// So many packets so many milliseconds apart.
    pub fn new(count: usize, interval_ms: u64) -> Asked {
        Asked { count, interval: Duration::from_millis(interval_ms), size: 100 }
    }

    /// What stands for it in a command.
    pub fn values(&self) -> Vec<Value> {
        vec![
            ("count", self.count.to_string()),
            ("interval", seconds(self.interval)),
            ("size", self.size.to_string()),
        ]
    }
}

/// The client is told this value, by its command or by the person who starts it.
pub fn must_be_told(trial: &Trial<'_>, place: &str) -> Outcome {
    if trial.is_by_hand() || trial.has(place) {
        return Ok(());
    }
    unjudged(format!("the command has no {{{place}}}, so that the client does as it likes"))
}

/// What the server does with a packet.
#[derive(Clone, Copy, Debug)]
pub enum Fate {
    /// Acknowledges it after so many milliseconds.
    After(u64),
    /// Loses it.
    Lost,
    /// Acknowledges it so many milliseconds after the next one has come.
    AfterNext(u64),
}

/// What the server does.
#[derive(Clone, Copy, Debug)]
pub struct Script {
    /// When it answers the calibration; never where there is no time.
    pub calibrates: Option<Duration>,
    /// What it does with each packet, by its number from 1.
    pub fate: fn(usize) -> Fate,
    /// Whether it answers `exit`.
    pub stops: bool,
}

impl Script {
    /// It answers everything at once.
    pub const PROMPT: Script = Script::with(|_| Fate::After(0));

    /// It does this with packets, and answers the rest at once.
    pub const fn with(fate: fn(usize) -> Fate) -> Script {
        Script { calibrates: Some(Duration::ZERO), fate, stops: true }
    }
}

/// A packet that came.
#[derive(Clone, Debug)]
pub struct Packet {
    /// What it was.
    pub payload: Vec<u8>,
    /// When it came.
    pub came: Instant,
    /// When its acknowledgement left.
    pub answered: Option<Instant>,
}

impl Packet {
    /// How long the server kept it waiting, in seconds.
    pub fn waited(&self) -> Option<f64> {
        self.answered.map(|answered| (answered - self.came).as_secs_f64())
    }
}

/// All that came of a client.
#[derive(Clone, Debug, Default)]
pub struct Flight {
    /// Its first datagram.
    pub first: Option<Vec<u8>>,
    /// When its calibration was answered.
    pub calibrated: Option<Instant>,
    /// Its packets.
    pub packets: Vec<Packet>,
    /// Whether it said `exit`.
    pub has_exited: bool,
}

impl Flight {
    /// The times between packets, in seconds.
    pub fn gaps(&self) -> Vec<f64> {
        let came = self.packets.iter().map(|packet| packet.came);
        came.clone().skip(1).zip(came).map(|(next, one)| (next - one).as_secs_f64()).collect()
    }
}

/// The middle one, or zero of none.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// A reply that waits for its time.
struct Reply {
    due: Instant,
    peer: SocketAddr,
    bytes: &'static [u8],
    /// The packet it acknowledges.
    packet: Option<usize>,
}

/// Starts the client and plays its server, until it says `exit` or falls silent.
pub fn fly<'a>(trial: &Trial<'a>, asked: Asked, script: &Script) -> Outcome<(Flight, Client<'a>)> {
    let host = trial.listen_udp()?;
    let mut client = trial.client(host.address(), &asked.values(), "")?;
    let flight = play(trial, &host, &mut client, asked, script)?;
    Ok((flight, client))
}

fn play(
    trial: &Trial<'_>,
    host: &UdpHost<'_>,
    client: &mut Client<'_>,
    asked: Asked,
    script: &Script,
) -> Outcome<Flight> {
    let mut flight = Flight::default();
    let mut replies: Vec<Reply> = Vec::new();
    // The packet that waits for the one after it.
    let mut awaiting: Option<(SocketAddr, Duration)> = None;
    let silence = trial.patience().max(asked.interval * 2);
    let mut quiet_from = trial.now();
    let mut limit = trial.arrival();
    for _ in 0..MOST {
        let deadline = quiet_from + limit;
        let datagram = loop {
            let now = trial.now();
            replies.sort_by_key(|reply| std::cmp::Reverse(reply.due));
            if let Some(reply) = replies.pop_if(|reply| reply.due <= now) {
                host.send(reply.bytes, reply.peer)?;
                let sent = trial.now();
                match reply.packet.and_then(|number| flight.packets.get_mut(number - 1)) {
                    Some(packet) => packet.answered = Some(sent),
                    None => flight.calibrated = Some(sent),
                }
                continue;
            }
            // Nothing comes of a client that has ended but what is there already.
            let has_ended = client.has_ended();
            let next = replies.last().map_or(deadline, |reply| reply.due).min(deadline).min(now + GLANCE);
            match host.receive(next.since(now))? {
                None if !has_ended && trial.now() < deadline => {}
                other => break other,
            }
        };
        let Some((bytes, peer)) = datagram else { break };
        let came = trial.now();
        (quiet_from, limit) = (came, silence);
        if flight.first.is_none() {
            flight.first = Some(bytes.clone());
        }
        if is_calibration(&bytes) {
            let reply = |delay| Reply { due: came + delay, peer, bytes: course::CALIBRATED, packet: None };
            replies.extend(script.calibrates.map(reply));
            // With a server that is silent it may wait for long.
            limit = if script.calibrates.is_none() { GIVING_UP } else { silence };
            continue;
        }
        if bytes.trim_ascii() == course::EXIT {
            flight.has_exited = true;
            if script.stops {
                host.send(course::STOPPING, peer)?;
            }
            break;
        }
        flight.packets.push(Packet { payload: bytes, came, answered: None });
        let number = flight.packets.len();
        let mut answer = |number, peer, due| {
            replies.push(Reply { due, peer, bytes: course::ACKNOWLEDGED, packet: Some(number) });
        };
        if let Some((peer, delay)) = awaiting.take() {
            answer(number - 1, peer, came + delay);
        }
        match (script.fate)(number) {
            Fate::After(ms) => answer(number, peer, came + Duration::from_millis(ms)),
            Fate::AfterNext(ms) => awaiting = Some((peer, Duration::from_millis(ms))),
            Fate::Lost => {}
        }
    }
    Ok(flight)
}

/// Whether these are `C` and a size; that a newline follows is another case's matter.
pub fn is_calibration(bytes: &[u8]) -> bool {
    let digits = bytes.trim_ascii_end().strip_prefix(b"C ").unwrap_or_default();
    !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
}
