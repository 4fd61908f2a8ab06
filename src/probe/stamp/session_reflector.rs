//! The Session-Reflector (RFC 8762 §4.3): a request in, its reply out, or the reason for silence.

use std::collections::VecDeque;
use std::hash::BuildHasher;
use std::net::SocketAddr;

use super::auth::Key;
use super::packet::{Mode, Refusal, Request, set_sent_at};
use super::reflect::{Facts, Previous, reflect};
use super::sessions::{Decision, Limits, Name, Place, Sessions};
use super::timestamp::ErrorEstimate;
use super::tlv::{ClockSource, Method};
use crate::clock::{Instant, Quality};
use crate::contract::{Leaving, Received};

/// The most replies of which the kernel may yet tell when they left.
const MAX_FOLLOWED: usize = 4096;

/// What the reflector is told to be.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The key of authenticated sessions.
    pub key: Option<Key>,
    /// Whether others go unanswered.
    pub require_auth: bool,
    /// What it remembers.
    pub limits: Limits,
    /// The longest request that is answered, in octets.
    pub max_size: usize,
    /// What is known of our clock.
    pub clock: ErrorEstimate,
    /// Where it gets its time.
    pub clock_source: ClockSource,
    /// Our port, when a sender is told the addresses and ports that its packet arrived with.
    pub location_port: Option<u16>,
}

/// Why a request goes unanswered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Its tag is wrong, or we have no key.
    NotAuthentic,
    /// It has no tag, and must have one.
    Open,
    /// Longer than what is answered.
    TooLong,
    /// Shorter than its answer, and its sender is none that may have more than it sent.
    Short,
    /// Its session's packets come too close together.
    TooClose,
}

impl Silence {
    /// Its name in a summary.
    pub const fn name(self) -> &'static str {
        match self {
            Silence::NotAuthentic => "not-authentic",
            Silence::Open => "not-authenticated",
            Silence::TooLong => "too-long",
            Silence::Short => "short-request",
            Silence::TooClose => "too-close",
        }
    }

    /// The reason as the rest of a sentence that names the sender.
    pub const fn why(self) -> &'static str {
        match self {
            Silence::NotAuthentic => "its HMAC is not made with our key, or we have none (--key-file)",
            Silence::Open => "it has no HMAC, which --require-auth asks for",
            Silence::TooLong => "it is longer than --max-size",
            Silence::Short => {
                "the answer is longer than the request, and its address is public (--course-peers)"
            }
            Silence::TooClose => "its packets are closer together than --min-interval",
        }
    }
}

/// An answered request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reflected {
    /// Its number.
    pub sequence: u32,
    /// Its session id.
    pub ssid: u16,
    /// With a tag or without.
    pub mode: Mode,
    /// Whether there was no room to remember its session.
    pub is_uncounted: bool,
    /// DSCP and ECN that the reply is to have, as one octet.
    pub traffic_class: Option<u8>,
    /// What [`SessionReflector::departed`] is to call it, when its sender will be told when it left.
    pub followed_as: Option<u64>,
}

/// The reflector's state.
#[derive(Debug)]
pub struct SessionReflector<S> {
    settings: Settings,
    sessions: Sessions<S>,
    /// The reply made last.
    reply: Vec<u8>,
    /// Replies of which the kernel may yet tell when they left: their sessions and their numbers.
    followed: VecDeque<(Name, u32)>,
    /// What the first of them is called.
    first_followed: u64,
}

impl<S: BuildHasher> SessionReflector<S> {
    /// A reflector; `hasher` keys its sessions, give a random one.
    pub fn new(settings: Settings, hasher: S) -> SessionReflector<S> {
        let sessions = Sessions::new(settings.limits, hasher);
        SessionReflector {
            settings,
            sessions,
            reply: Vec::new(),
            followed: VecDeque::new(),
            first_followed: 0,
        }
    }

    /// Takes a request that `looks_like_request`. `may_grow` says whether its sender may have a longer answer.
    pub fn take(
        &mut self,
        now: Instant,
        from: &Received,
        datagram: &[u8],
        may_grow: bool,
    ) -> Result<Reflected, Silence> {
        let Settings { key, require_auth, max_size, .. } = &self.settings;
        if datagram.len() > *max_size {
            return Err(Silence::TooLong);
        }
        let mode = Mode::of(datagram).unwrap_or(Mode::Open);
        if *require_auth && mode == Mode::Open {
            return Err(Silence::Open);
        }
        let request = Request::parse(mode, key.as_ref(), datagram).map_err(|refusal| match refusal {
            // One that looks like a request has the length.
            Refusal::NotAuthentic | Refusal::TooShort => Silence::NotAuthentic,
        })?;
        if request.is_short() && !may_grow {
            return Err(Silence::Short);
        }
        let name = Name { from: from.from, to: from.to, ssid: request.ssid };
        let place = match self.sessions.take(now, name) {
            Decision::Counted(place) => Some(place),
            Decision::Uncounted => None,
            Decision::TooClose => return Err(Silence::TooClose),
        };
        let (traffic_class, asks_follow_up) = (from.arrival.traffic_class, request.asks_follow_up());
        let facts = Facts {
            sequence: place.map(|place| place.answered.wrapping_sub(1)),
            received_at: from.arrival.at.unix_ns,
            sent_at: from.arrival.at.unix_ns,
            error: self.settings.clock,
            ttl: from.arrival.ttl,
            traffic_class: traffic_class.unwrap_or_default(),
            dscp_allowed: true,
            location: self.location(from),
            received: place.map_or(0, |place| place.received),
            answered: place.map_or(0, |place| place.answered),
            previous: if asks_follow_up { self.sessions.previous(&name) } else { None },
            clock: self.settings.clock_source,
            received_by: Method::Software,
            sent_by: Method::Software,
        };
        let asked = reflect(&request, &facts, self.settings.key.as_ref(), &mut self.reply);
        let dscp = asked.map(|dscp| dscp << 2).or(traffic_class.map(|class| class & 0xfc));
        Ok(Reflected {
            sequence: request.sequence,
            ssid: request.ssid,
            mode,
            is_uncounted: place.is_none() && self.settings.limits.sessions > 0,
            traffic_class: dscp,
            followed_as: place.filter(|_| asks_follow_up).map(|place| self.follow(name, place)),
        })
    }

    /// How well our clock is kept now.
    pub fn clock(&mut self, quality: Quality) {
        self.settings.clock = ErrorEstimate::of(quality);
        self.settings.clock_source = ClockSource::of(quality);
    }

    /// The kernel says when a reply really left.
    pub fn departed(&mut self, followed_as: u64, unix_ns: u64) {
        let index =
            followed_as.checked_sub(self.first_followed).and_then(|index| usize::try_from(index).ok());
        if let Some((name, sequence)) = index.and_then(|index| self.followed.get(index)) {
            let previous = Previous { sequence: *sequence, sent_at: unix_ns, method: Method::Software };
            self.sessions.departed(name, previous);
        }
    }

    /// Remembers a reply until the kernel has told when it left.
    fn follow(&mut self, name: Name, place: Place) -> u64 {
        if self.followed.len() >= MAX_FOLLOWED {
            self.followed.pop_front();
            self.first_followed += 1;
        }
        self.followed.push_back((name, place.answered.wrapping_sub(1)));
        self.first_followed + self.followed.len() as u64 - 1
    }

    /// Counts a request that is not answered for another reason than ours.
    pub fn refuse(&mut self, from: &Received, datagram: &[u8]) {
        let mode = Mode::of(datagram).unwrap_or(Mode::Open);
        if let Ok(request) = Request::parse(mode, self.settings.key.as_ref(), datagram) {
            self.sessions.refuse(&Name { from: from.from, to: from.to, ssid: request.ssid });
        }
    }

    /// The reply to the request taken last.
    pub fn reply(&self) -> &[u8] {
        &self.reply
    }

    /// What gives a reply of ours the time at which it leaves.
    pub fn leaving(&self) -> Box<Leaving> {
        let key = self.settings.key.clone();
        Box::new(move |unix_ns, reply| {
            if let Some(mode) = Mode::of(reply) {
                set_sent_at(mode, reply, unix_ns, key.as_ref());
            }
        })
    }

    /// How many sessions are remembered.
    pub fn sessions(&self) -> usize {
        self.sessions.len()
    }

    fn location(&self, from: &Received) -> Option<(SocketAddr, SocketAddr)> {
        Some((from.from, SocketAddr::new(from.to?, self.settings.location_port?)))
    }
}

#[cfg(test)]
impl Settings {
    /// Without a key, for ten sessions, at port 8080.
    pub(crate) fn for_tests() -> Settings {
        use super::timestamp::Format;
        use std::time::Duration;
        let limits = Limits { sessions: 10, timeout: Duration::from_secs(300), min_interval: Duration::ZERO };
        Settings {
            key: None,
            require_auth: false,
            limits,
            max_size: 65_507,
            clock: ErrorEstimate::new(true, Format::Ntp, 1_000),
            clock_source: ClockSource::Ntp,
            location_port: Some(8080),
        }
    }
}
