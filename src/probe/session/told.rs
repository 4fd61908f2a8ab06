//! What a reflector tells of itself when it is asked (RFC 8972): where packets came from as it saw them, where its clock
//! gets its time, and when its replies really left.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use serde::Serialize;

use crate::probe::stamp::packet::Reply;
use crate::probe::stamp::timestamp::Timestamp;
use crate::probe::stamp::tlv::{Answers, ClockSource, FollowUp, Location, Method, TimestampInformation};
use crate::stats::{Distribution, Spread};

/// Gathers it.
#[derive(Clone, Debug, Default)]
pub struct Told {
    location: Option<Location>,
    clock: Option<TimestampInformation>,
    /// The latest reply's own number and the time it says that it left.
    last: Option<(u32, Timestamp)>,
    /// How much later replies really left.
    later: Spread,
}

/// What was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Reflector {
    /// From where packets came as it saw them: another address than ours means a translation on the way.
    pub sees_us_at: Option<SocketAddr>,
    /// To which address they came.
    pub is_at: Option<IpAddr>,
    /// Where the clock gets its time by which packets arrived.
    pub clock: Option<&'static str>,
    /// Who took that time.
    pub stamped_by: Option<&'static str>,
    /// How much later replies left than they say (Follow-Up Telemetry).
    pub sent_later: Option<Distribution>,
}

impl Told {
    /// Takes a reply.
    pub fn take(&mut self, reply: &Reply<'_>, answers: &Answers) {
        self.location = answers.location.or(self.location);
        self.clock = answers.timestamp_information.or(self.clock);
        if let Some(follow_up) = answers.follow_up {
            self.follow(&follow_up);
        }
        self.last = Some((reply.sequence, reply.sent_at));
    }

    /// All of it; `None` when nothing was told.
    pub fn summary(&self) -> Option<Reflector> {
        let sent_later = self.later.summary();
        if self.location.is_none() && self.clock.is_none() && sent_later.is_none() {
            return None;
        }
        let location = self.location.unwrap_or_default();
        Some(Reflector {
            sees_us_at: location.source.map(|ip| SocketAddr::new(ip, location.source_port)),
            is_at: location.destination,
            clock: self.clock.and_then(|told| told.received_clock).map(ClockSource::name),
            stamped_by: self.clock.and_then(|told| told.received_by).map(Method::name),
            sent_later,
        })
    }

    fn follow(&mut self, follow_up: &FollowUp) {
        let Some((sequence, said)) = self.last else { return };
        // A time before the one in the reply is none of that reply.
        let later = follow_up.sent_at.since(said).and_then(|ns| u64::try_from(ns).ok());
        if let (true, Some(ns)) = (sequence == follow_up.sequence, later) {
            self.later.record(Duration::from_nanos(ns));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::stamp::packet::{Mode, Probe, Request};
    use crate::probe::stamp::reflect::{Facts, Previous, reflect};
    use crate::probe::stamp::timestamp::{ErrorEstimate, Format};
    use crate::probe::stamp::tlv::Asks;

    const NOW: u64 = 1_800_000_000_000_000_000;

    /// Takes the reply with this number to a packet that asks everything.
    fn take(told: &mut Told, sequence: u32, previous: Option<Previous>) {
        let asks = Asks { location: true, timestamp_information: true, follow_up: true, ..Asks::default() };
        let error = ErrorEstimate::new(true, Format::Ntp, 1_000);
        let probe = Probe { mode: Mode::Open, sequence, sent_at: NOW, error, ssid: 1, asks, size: 0 };
        let (mut request, mut reply) = (Vec::new(), Vec::new());
        probe.write(None, &mut request);
        let request = Request::parse(Mode::Open, None, &request).unwrap();
        let location = Some(("192.0.2.7:40000".parse().unwrap(), "198.51.100.1:862".parse().unwrap()));
        let sent_at = NOW + u64::from(sequence) * 1_000_000;
        let facts = Facts { sequence: Some(sequence), sent_at, location, previous, ..Facts::for_tests(NOW) };
        reflect(&request, &facts, None, &mut reply);
        let reply = Reply::parse(Mode::Open, None, &reply).unwrap();
        told.take(&reply, &reply.answers(None));
    }

    #[test]
    fn a_reply_s_own_time_is_followed_up_by_the_next() {
        let mut told = Told::default();
        assert_eq!(told.summary(), None);
        let left = |sequence: u32, later: u64| {
            let sent_at = NOW + u64::from(sequence) * 1_000_000 + later;
            Some(Previous { sequence, sent_at, method: Method::Software })
        };
        take(&mut told, 0, None);
        take(&mut told, 1, left(0, 3_000));
        // Of another reply than the one before, or earlier than it says.
        take(&mut told, 2, left(0, 3_000));
        take(&mut told, 3, Some(Previous { sequence: 2, sent_at: NOW, method: Method::Software }));
        take(&mut told, 4, left(3, 5_000));
        let summary = told.summary().unwrap();
        let later = summary.sent_later.unwrap();
        assert_eq!((later.count, later.min.as_nanos(), later.max.as_nanos()), (2, 3_000, 5_000));
        assert_eq!(summary.sees_us_at, Some("192.0.2.7:40000".parse().unwrap()));
        assert_eq!(summary.is_at, Some("198.51.100.1".parse().unwrap()));
        assert_eq!((summary.clock, summary.stamped_by), (Some("gnss"), Some("software")));
    }
}
