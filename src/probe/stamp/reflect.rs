//! A request made into its reply (RFC 8762 §4.3, RFC 8972 §4): as long as the request, except that a short one of
//! TWAMP-Light is filled up.

use std::net::{IpAddr, SocketAddr};

use super::auth::Key;
use super::octets::put;
use super::packet::{Request, set_sent_at};
use super::timestamp::{ErrorEstimate, Timestamp};
use super::tlv::{
    CLASS_OF_SERVICE, ClockSource, DIRECT_MEASUREMENT, EXTRA_PADDING, FOLLOW_UP, HMAC, Integrity, LOCATION,
    MALFORMED, Method, NOT_AUTHENTIC, TIMESTAMP_INFORMATION, Tlv, Tlvs, UNRECOGNISED, place,
};

/// What a reflector knows about a request and itself. Times are in nanoseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The reflector's own count of replies in this session, from 0; without one it copies the sender's number.
    pub sequence: Option<u32>,
    /// T2.
    pub received_at: u64,
    /// T3; [`set_sent_at`] can set it later.
    pub sent_at: u64,
    /// What is known of the reflector's clock; its format is that of all the reflector's timestamps.
    pub error: ErrorEstimate,
    /// What was left of the request's TTL or hop limit, where the system said it.
    pub ttl: Option<u8>,
    /// DSCP and ECN that arrived, as one octet of the IP header.
    pub traffic_class: u8,
    /// Whether a sender may choose the DSCP of its replies.
    pub dscp_allowed: bool,
    /// Where the request came from and where it arrived; `None` to keep that to oneself.
    pub location: Option<(SocketAddr, SocketAddr)>,
    /// How many requests of this session have arrived, this one among them.
    pub received: u32,
    /// How many have been answered, this one among them.
    pub answered: u32,
    /// The session's reply before this one, where the reflector knows when it really left.
    pub previous: Option<Previous>,
    /// Where the clock gets its time.
    pub clock: ClockSource,
    /// Who took T2.
    pub received_by: Method,
    /// Who took T3.
    pub sent_by: Method,
}

/// A reply that has left.
#[derive(Clone, Copy, Debug)]
pub struct Previous {
    /// Its own number.
    pub sequence: u32,
    /// When it left, in nanoseconds since 1970-01-01 UTC.
    pub sent_at: u64,
    /// Who took that time.
    pub method: Method,
}

/// Writes the reply into `out`, in place of what was there. Gives the DSCP it is to have, when the sender asked for one
/// that it may have; else the reply has the request's.
pub fn reflect(request: &Request<'_>, facts: &Facts, key: Option<&Key>, out: &mut Vec<u8>) -> Option<u8> {
    let layout = request.mode.layout();
    let tail = request.datagram.get(layout.base..).unwrap_or_default();
    let sequence = facts.sequence.unwrap_or(request.sequence);
    let received_at = Timestamp::from_unix(facts.received_at, facts.error.format());

    out.clear();
    out.resize(layout.base, 0);
    put(out, 0, &sequence.to_be_bytes());
    put(out, layout.error(), &facts.error.bits().to_be_bytes());
    put(out, layout.ssid(), &request.ssid.to_be_bytes());
    put(out, layout.received, &received_at.bits().to_be_bytes());
    put(out, layout.sender_sequence, &request.sequence.to_be_bytes());
    put(out, layout.sender_timestamp, &request.sent_at.bits().to_be_bytes());
    put(out, layout.sender_error, &request.error.bits().to_be_bytes());
    put(out, layout.ttl, &[facts.ttl.unwrap_or(0)]);
    out.extend_from_slice(tail);

    let dscp = match (Tlvs::of_request(tail), out.get_mut(layout.base..)) {
        (Some(tlvs), Some(reply)) => {
            let integrity = Integrity::of(request.mode, key, request.sequence, tail);
            // A tag that could not be tried is one that is not understood.
            let key = key.filter(|_| integrity == Integrity::Proven);
            if integrity == Integrity::Broken {
                accuse(tlvs, reply);
                None
            } else {
                Filling { facts, sequence, key }.fill(tlvs, reply)
            }
        }
        _ => None,
    };
    set_sent_at(request.mode, out, facts.sent_at, key);
    dscp
}

/// The tag over the TLVs is wrong: none is looked into, all say so (RFC 8972 §4.8).
fn accuse(tlvs: Tlvs<'_>, reply: &mut [u8]) {
    for tlv in tlvs {
        if let Some(flags) = reply.get_mut(tlv.at) {
            let malformed = if tlv.is_malformed() { MALFORMED } else { 0 };
            *flags = *flags & UNRECOGNISED | NOT_AUTHENTIC | malformed;
        }
    }
}

/// What the reply's TLVs are filled from.
struct Filling<'a> {
    facts: &'a Facts,
    sequence: u32,
    /// There when the request's own tag was right: then the reply's TLVs get one.
    key: Option<&'a Key>,
}

impl Filling<'_> {
    /// `reply` is a copy of the tail that `tlvs` walks over.
    fn fill(&self, tlvs: Tlvs<'_>, reply: &mut [u8]) -> Option<u8> {
        let mut dscp = None;
        for tlv in tlvs {
            let Some((before, rest)) = reply.split_at_mut_checked(tlv.at) else { break };
            let Some(([flags, ..], rest)) = rest.split_first_chunk_mut::<4>() else { break };
            let Some(value) = rest.get_mut(..tlv.value.len()) else { break };
            let understood = self.understands(tlv.kind);
            // The others are ours to set, or reserved and zero in all that is sent (RFC 8972 §4).
            *flags &= UNRECOGNISED;
            if understood {
                *flags &= !UNRECOGNISED;
            }
            if tlv.is_malformed() {
                *flags |= MALFORMED;
                if tlv.kind == FOLLOW_UP {
                    value.fill(0); // RFC 8972 §4.7
                }
                break;
            }
            match tlv.kind {
                LOCATION => self.location(&tlv, value),
                TIMESTAMP_INFORMATION => {
                    let clock = self.facts.clock.code();
                    put(value, 0, &[clock, self.facts.received_by.code(), clock, self.facts.sent_by.code()]);
                }
                CLASS_OF_SERVICE => dscp = self.class_of_service(value),
                DIRECT_MEASUREMENT => {
                    put(value, 4, &self.facts.received.to_be_bytes());
                    put(value, 8, &self.facts.answered.to_be_bytes());
                }
                FOLLOW_UP => self.follow_up(value),
                HMAC => {
                    if let Some(key) = self.key {
                        put(value, 0, &key.tag(&[&self.sequence.to_be_bytes(), before]));
                    }
                }
                _ => {}
            }
        }
        dscp
    }

    fn understands(&self, kind: u8) -> bool {
        match kind {
            EXTRA_PADDING | TIMESTAMP_INFORMATION | CLASS_OF_SERVICE | DIRECT_MEASUREMENT | FOLLOW_UP => true,
            LOCATION => self.facts.location.is_some(),
            HMAC => self.key.is_some(),
            _ => false,
        }
    }

    /// The ports, then the addresses where they are asked for: each in its place, so that the length stays.
    fn location(&self, tlv: &Tlv<'_>, value: &mut [u8]) {
        let Some((source, destination)) = self.facts.location else { return };
        put(value, 0, &destination.port().to_be_bytes());
        put(value, 2, &source.port().to_be_bytes());
        let Some(places) = value.get_mut(4..) else { return };
        for inner in Tlvs::new(tlv.value.get(4..).unwrap_or_default()) {
            let asked = match inner.kind {
                place::DESTINATION => Some((destination, place::DESTINATION_V4, place::DESTINATION_V6)),
                place::SOURCE => Some((source, place::SOURCE_V4, place::SOURCE_V6)),
                _ => None,
            };
            let Some(answer) = places.get_mut(inner.at..) else { break };
            if !inner.whole || (asked.is_some() && inner.value.len() != place::ADDRESS_LENGTH) {
                put(answer, 0, &[inner.flags & UNRECOGNISED | MALFORMED]);
                break;
            }
            let Some((seen, v4, v6)) = asked else { continue };
            let mut address = [0; place::ADDRESS_LENGTH];
            let kind = match seen.ip().to_canonical() {
                IpAddr::V4(ip) => {
                    put(&mut address, 0, &ip.octets());
                    v4
                }
                IpAddr::V6(ip) => {
                    address = ip.octets();
                    v6
                }
            };
            put(answer, 0, &[0, kind]);
            put(answer, 4, &address);
        }
    }

    /// Six bits asked for, six that arrived, two of ECN, two of refusal, 16 reserved (RFC 8972 §4.4).
    fn class_of_service(&self, value: &mut [u8]) -> Option<u8> {
        let asked = value.first()? >> 2;
        let refused = u16::from(!self.facts.dscp_allowed);
        let bits = u16::from(asked) << 10 | u16::from(self.facts.traffic_class) << 2 | refused;
        put(value, 0, &(u32::from(bits) << 16).to_be_bytes());
        self.facts.dscp_allowed.then_some(asked)
    }

    /// Zeros when nothing is known of a reply before this.
    fn follow_up(&self, value: &mut [u8]) {
        value.fill(0);
        if let Some(previous) = self.facts.previous {
            let sent_at = Timestamp::from_unix(previous.sent_at, self.facts.error.format());
            put(value, 0, &previous.sequence.to_be_bytes());
            put(value, 4, &sent_at.bits().to_be_bytes());
            put(value, 12, &[previous.method.code()]);
        }
    }
}

#[cfg(test)]
impl Facts {
    /// A stateless reflector whose every fact is another number.
    pub(crate) fn for_tests(now: u64) -> Facts {
        Facts {
            sequence: None,
            received_at: now + 1_000,
            sent_at: now + 3_500,
            error: ErrorEstimate::from_bits(0x0304),
            ttl: Some(61),
            traffic_class: 10 << 2 | 1,
            dscp_allowed: true,
            location: Some(("192.0.2.7:40000".parse().unwrap(), "[2001:db8::9]:862".parse().unwrap())),
            received: 0x0a0b_0c0d,
            answered: 0x0102_0304,
            previous: None,
            clock: ClockSource::Gnss,
            received_by: Method::Software,
            sent_by: Method::ControlPlane,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::packet::{Mode, Probe, Reply};
    use super::super::timestamp::Format;
    use super::super::tlv::{self, Answers, Asks, Flaw};
    use super::*;
    use proptest::prelude::*;

    const NOW: u64 = 1_760_000_000_000_000_000;

    fn zeros() -> Key {
        Key::new(&[0; 32])
    }

    fn probe(mode: Mode) -> Probe {
        let error = ErrorEstimate::from_bits(0x8001);
        Probe { mode, sequence: 0x0102_0304, sent_at: NOW, error, ssid: 42, asks: Asks::default(), size: 0 }
    }

    fn written(probe: Probe) -> Vec<u8> {
        let mut out = Vec::new();
        probe.write(Some(&zeros()), &mut out);
        out
    }

    fn reflected(mode: Mode, request: &[u8], facts: &Facts) -> (Vec<u8>, Option<u8>) {
        let request = Request::parse(mode, Some(&zeros()), request).unwrap();
        let mut out = vec![0xee; 5];
        let dscp = reflect(&request, facts, Some(&zeros()), &mut out);
        (out, dscp)
    }

    /// The tail of the reply to an open request with this tail.
    fn answered(tail: &[u8], facts: &Facts) -> Vec<u8> {
        let request = [&written(probe(Mode::Open)), tail].concat();
        reflected(Mode::Open, &request, facts).0.split_off(44)
    }

    fn facts() -> Facts {
        Facts::for_tests(NOW)
    }

    #[test]
    fn the_reply_has_the_standards_octets() {
        // NOW is NTP's second 0xec91_f680.
        let facts = Facts { sequence: Some(7), received_at: NOW, sent_at: NOW + 500_000_000, ..facts() };
        let (reply, dscp) = reflected(Mode::Open, &written(probe(Mode::Open)), &facts);
        assert_eq!(
            reply,
            *b"\0\0\0\x07\
            \xec\x91\xf6\x80\x80\0\0\0\
            \x03\x04\
            \0\x2a\
            \xec\x91\xf6\x80\0\0\0\0\
            \x01\x02\x03\x04\
            \xec\x91\xf6\x80\0\0\0\0\
            \x80\x01\
            \0\0\
            \x3d\
            \0\0\0"
        );
        assert_eq!(dscp, None);

        let (reply, _) = reflected(Mode::Authenticated, &written(probe(Mode::Authenticated)), &facts);
        assert_eq!(
            reply,
            *b"\0\0\0\x07\0\0\0\0\0\0\0\0\0\0\0\0\
            \xec\x91\xf6\x80\x80\0\0\0\
            \x03\x04\
            \0\x2a\
            \0\0\0\0\
            \xec\x91\xf6\x80\0\0\0\0\
            \0\0\0\0\0\0\0\0\
            \x01\x02\x03\x04\
            \0\0\0\0\0\0\0\0\0\0\0\0\
            \xec\x91\xf6\x80\0\0\0\0\
            \x80\x01\
            \0\0\0\0\0\0\
            \x3d\
            \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
            \x36\xc2\xf7\xc1\xea\xc3\xaa\x3b\xd0\x21\xb4\x84\x8a\xb9\x54\x47"
        );
    }

    #[test]
    fn a_reflector_without_state_copies_the_number_and_one_that_sees_no_ttl_says_nothing() {
        let facts = Facts { sequence: None, ttl: None, ..facts() };
        for mode in [Mode::Open, Mode::Authenticated] {
            let (bytes, _) = reflected(mode, &written(probe(mode)), &facts);
            let reply = Reply::parse(mode, Some(&zeros()), &bytes).unwrap();
            assert_eq!((reply.sequence, reply.request_sequence), (0x0102_0304, 0x0102_0304));
            assert_eq!(reply.ttl, None);
        }
    }

    #[test]
    fn each_end_keeps_its_own_format() {
        let facts = Facts { error: ErrorEstimate::new(true, Format::Ptp, 100), ..facts() };
        let (bytes, _) = reflected(Mode::Open, &written(probe(Mode::Open)), &facts);
        let reply = Reply::parse(Mode::Open, None, &bytes).unwrap();
        assert_eq!(reply.received_at, Timestamp::from_unix(facts.received_at, Format::Ptp));
        assert_eq!(reply.sent_at, Timestamp::from_unix(facts.sent_at, Format::Ptp));
        assert_eq!(reply.request_sent_at, Timestamp::from_unix(NOW, Format::Ntp));
        assert_eq!(reply.sent_at.since(reply.received_at), Some(2_500));
    }

    #[test]
    fn a_short_request_of_twamp_light_is_filled_up() {
        let whole = written(probe(Mode::Open));
        for length in 14..44 {
            let (reply, _) = reflected(Mode::Open, &whole[..length], &facts());
            assert_eq!(reply.len(), 44);
            let reply = Reply::parse(Mode::Open, None, &reply).unwrap();
            assert_eq!((reply.request_sequence, reply.ttl), (0x0102_0304, Some(61)));
        }
    }

    #[test]
    fn padding_without_structure_is_copied() {
        let random: Vec<u8> = (0..100).map(|i| (i * 37 + 11) as u8 & 0x7f).collect();
        for tail in [&b"\0"[..], b"\x80\x01\0", &[0; 27], &[0xff; 27], &random, b"\xc0\x04\0\x04abcd"] {
            assert_eq!(answered(tail, &facts()), tail);
        }
    }

    /// wire/stamp.md, vector 3, with the tags that Python's hmac computes for a key of 32 zeros.
    #[test]
    fn a_chain_is_answered_link_by_link() {
        let request = [
            written(probe(Mode::Open)),
            b"\x80\x04\0\x04\xb8\0\0\0\
            \x80\x63\0\x03abc\
            \x80\x01\0\x07paddin!\
            \x80\x08\0\x10\x42\x67\x1b\x89\xda\x0e\xcc\xfe\xce\x3a\x62\xf8\x91\x4b\xe4\xaf"
                .to_vec(),
        ]
        .concat();
        let (reply, dscp) = reflected(Mode::Open, &request, &Facts { sequence: Some(5), ..facts() });
        assert_eq!(
            reply[44..],
            *b"\0\x04\0\x04\xb8\xa4\0\0\
            \x80\x63\0\x03abc\
            \0\x01\0\x07paddin!\
            \0\x08\0\x10\xb7\x97\xf8\x62\xfe\xd0\x0e\xb7\xb4\x41\x84\xa2\x24\x44\x3c\x3a"
        );
        assert_eq!(dscp, Some(46));
    }

    #[test]
    fn each_question_has_its_answer() {
        let asks = Asks {
            location: true,
            timestamp_information: true,
            class_of_service: Some(46),
            direct_measurement: Some(9),
            follow_up: true,
            protected: false,
        };
        let previous = Previous { sequence: 4, sent_at: NOW - 7, method: Method::Hardware };
        let facts = Facts { sequence: Some(5), previous: Some(previous), ..facts() };
        let software = (Some(ClockSource::Gnss), Some(Method::Software));
        for mode in [Mode::Open, Mode::Authenticated] {
            for size in [0, 250, 1_000] {
                let request = written(Probe { asks, size, ..probe(mode) });
                let (bytes, dscp) = reflected(mode, &request, &facts);
                assert_eq!((bytes.len(), dscp), (request.len(), Some(46)));
                let reply = Reply::parse(mode, Some(&zeros()), &bytes).unwrap();
                let answers = reply.answers(Some(&zeros()));
                assert_eq!(answers.flaw, None);
                let location = answers.location.unwrap();
                assert_eq!((location.source_port, location.destination_port), (40_000, 862));
                assert_eq!(location.source, Some("192.0.2.7".parse().unwrap()));
                assert_eq!(location.destination, Some("2001:db8::9".parse().unwrap()));
                let clock = answers.timestamp_information.unwrap();
                assert_eq!((clock.received_clock, clock.received_by), software);
                assert_eq!((clock.sent_clock, clock.sent_by), (software.0, Some(Method::ControlPlane)));
                let class = answers.class_of_service.unwrap();
                assert_eq!((class.dscp, class.ecn, class.refused), (10, 1, false));
                let counts = answers.direct_measurement.unwrap();
                assert_eq!((counts.sent, counts.received, counts.answered), (9, 0x0a0b_0c0d, 0x0102_0304));
                let follow_up = answers.follow_up.unwrap();
                assert_eq!((follow_up.sequence, follow_up.method), (4, Some(Method::Hardware)));
                assert_eq!(follow_up.sent_at.to_unix(NOW), Some(NOW - 7));
            }
        }
    }

    #[test]
    fn what_a_reflector_may_not_say_or_do_it_does_not() {
        let asks = Asks { location: true, class_of_service: Some(46), follow_up: true, ..Asks::default() };
        let facts = Facts { location: None, dscp_allowed: false, ..facts() };
        let request = written(Probe { asks, ..probe(Mode::Open) });
        let (bytes, dscp) = reflected(Mode::Open, &request, &facts);
        assert_eq!(dscp, None);
        // Location as it came, not understood.
        assert_eq!(bytes[44..92], request[44..92]);
        let answers = Reply::parse(Mode::Open, None, &bytes).unwrap().answers(None);
        assert!(answers.class_of_service.unwrap().refused);
        assert_eq!((answers.location, answers.follow_up, answers.flaw), (None, None, None));
    }

    #[test]
    fn locations_own_links_keep_their_length_and_have_flags_of_their_own() {
        // A MAC address, which a program does not see, and the source.
        assert_eq!(
            answered(
                b"\x80\x02\0\x24\0\0\0\0\
                \x80\x01\0\x08\0\0\0\0\0\0\0\0\
                \x80\x07\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                &facts()
            ),
            b"\0\x02\0\x24\x03\x5e\x9c\x40\
            \x80\x01\0\x08\0\0\0\0\0\0\0\0\
            \0\x08\0\x10\xc0\0\x02\x07\0\0\0\0\0\0\0\0\0\0\0\0"
        );
        // One of a wrong length, and one that is cut off.
        for (inner, answer) in [
            (&b"\x80\x07\0\x04\0\0\0\0"[..], &b"\xc0\x07\0\x04\0\0\0\0"[..]),
            (b"\x80\x01\0\x09\0\0\0\0", b"\xc0\x01\0\x09\0\0\0\0"),
        ] {
            let request = [b"\x80\x02\0\x0c\0\0\0\0", inner].concat();
            assert_eq!(answered(&request, &facts()), [b"\0\x02\0\x0c\x03\x5e\x9c\x40", answer].concat());
        }
    }

    #[test]
    fn a_mapped_address_is_shown_as_what_it_is() {
        let source = "[::ffff:192.0.2.7]:40000".parse().unwrap();
        let facts = Facts { location: Some((source, source)), ..facts() };
        let asks = Asks { location: true, ..Asks::default() };
        let (bytes, _) = reflected(Mode::Open, &written(Probe { asks, ..probe(Mode::Open) }), &facts);
        let seen = Reply::parse(Mode::Open, None, &bytes).unwrap().answers(None).location.unwrap();
        assert_eq!(seen.source, Some("192.0.2.7".parse().unwrap()));
    }

    /// wire/stamp.md, vector 4.
    #[test]
    fn a_length_beyond_the_end_is_malformed_and_the_rest_is_copied() {
        let tail = b"\x80\x01\0\x02ab\x80\x04\0\x05\xb8\0\0\0";
        assert_eq!(answered(tail, &facts()), b"\0\x01\0\x02ab\x40\x04\0\x05\xb8\0\0\0");
        let tail = b"\x80\x63\xff\xff\x80\x04\0\x04\xb8\0\0\0";
        assert_eq!(answered(tail, &facts()), b"\xc0\x63\xff\xff\x80\x04\0\x04\xb8\0\0\0");
    }

    #[test]
    fn a_wrong_length_ends_the_work() {
        let good = b"\x80\x04\0\x04\xb8\0\0\0";
        for (kind, length) in [
            (LOCATION, 3),
            (TIMESTAMP_INFORMATION, 5),
            (CLASS_OF_SERVICE, 3),
            (DIRECT_MEASUREMENT, 11),
            (FOLLOW_UP, 15),
        ] {
            let value = vec![0x55; length];
            let tail = [good, &[0x80, kind, 0, length as u8][..], &value, good].concat();
            let left = if kind == FOLLOW_UP { vec![0; length] } else { value };
            let answer =
                [b"\0\x04\0\x04\xb8\xa4\0\0", &[0x40, kind, 0, length as u8][..], &left, good].concat();
            assert_eq!(answered(&tail, &facts()), answer, "{kind}");
        }
    }

    #[test]
    fn a_wrong_tag_is_said_on_every_link() {
        let asks = Asks { class_of_service: Some(46), follow_up: true, protected: true, ..Asks::default() };
        for mode in [Mode::Open, Mode::Authenticated] {
            let base = mode.base_length();
            let mut request = written(Probe { asks, size: base + 100, ..probe(mode) });
            request[base + 4] ^= 4;
            let (bytes, dscp) = reflected(mode, &request, &facts());
            assert_eq!(dscp, None);
            let tail = &bytes[base..];
            assert_eq!(Tlvs::new(tail).map(|tlv| tlv.kind).collect::<Vec<_>>(), [4, 7, 8, 1]);
            for (seen, sent) in Tlvs::new(tail).zip(Tlvs::new(&request[base..])) {
                assert_eq!((seen.flags, seen.value), (UNRECOGNISED | NOT_AUTHENTIC, sent.value));
            }
            let answers = Reply::parse(mode, Some(&zeros()), &bytes).unwrap().answers(Some(&zeros()));
            assert_eq!(answers, Answers { flaw: Some(Flaw::NotAuthentic), ..Answers::default() });
        }
    }

    #[test]
    fn a_missing_tag_is_a_wrong_one_in_the_authenticated_mode_alone() {
        let answer = |mode: Mode| {
            let mut request =
                [&written(probe(mode))[..], b"\x80\x05\0\x0c\0\0\0\x01\0\0\0\0\0\0\0\0"].concat();
            set_sent_at(mode, &mut request, NOW, Some(&zeros()));
            reflected(mode, &request, &facts()).0.split_off(mode.base_length())[0]
        };
        assert_eq!(answer(Mode::Authenticated), UNRECOGNISED | NOT_AUTHENTIC);
        assert_eq!(answer(Mode::Open), 0);
    }

    #[test]
    fn without_a_key_a_tag_is_not_understood() {
        let asks = Asks { class_of_service: Some(46), protected: true, ..Asks::default() };
        let bytes = written(Probe { asks, ..probe(Mode::Open) });
        let request = Request::parse(Mode::Open, None, &bytes).unwrap();
        let mut reply = Vec::new();
        reflect(&request, &facts(), None, &mut reply);
        assert_eq!(reply[52..], bytes[52..]);
        assert_eq!(reply[44], 0);
        // A sender that wanted it proven does not take what is not.
        let answers = |key| Reply::parse(Mode::Open, None, &reply).unwrap().answers(key).flaw;
        assert_eq!((answers(None), answers(Some(&zeros()))), (None, Some(Flaw::NotAuthentic)));
    }

    #[test]
    fn the_time_of_sending_can_be_set_last() {
        for mode in [Mode::Open, Mode::Authenticated] {
            let asks = Asks { follow_up: true, protected: true, ..Asks::default() };
            let (mut bytes, _) = reflected(mode, &written(Probe { asks, ..probe(mode) }), &facts());
            set_sent_at(mode, &mut bytes, NOW + 9_999, Some(&zeros()));
            let reply = Reply::parse(mode, Some(&zeros()), &bytes).unwrap();
            assert_eq!(reply.sent_at.to_unix(NOW), Some(NOW + 9_999));
            assert_eq!(reply.answers(Some(&zeros())).flaw, None);
        }
    }

    proptest! {
        #[test]
        fn a_reply_is_as_long_as_its_request(tail in prop::collection::vec(any::<u8>(), 0..400)) {
            for mode in [Mode::Open, Mode::Authenticated] {
                let mut request = [written(probe(mode)), tail.clone()].concat();
                set_sent_at(mode, &mut request, NOW, Some(&zeros()));
                let (reply, _) = reflected(mode, &request, &facts());
                prop_assert_eq!(reply.len(), request.len());
                prop_assert!(Reply::parse(mode, Some(&zeros()), &reply).is_ok());
            }
        }

        /// Links that are well formed, known or not, in any order, whole or cut off.
        #[test]
        fn any_chain_keeps_its_types_and_lengths(
            links in prop::collection::vec((0..12_u8, prop::collection::vec(any::<u8>(), 0..20)), 1..8),
            cut in 0..30_usize,
        ) {
            let mut tail = Vec::new();
            for (kind, value) in &links {
                tail.extend([0x80, *kind, 0, value.len() as u8]);
                tail.extend(value);
            }
            tail.truncate(tail.len().saturating_sub(cut));
            let reply = answered(&tail, &facts());
            prop_assert_eq!(reply.len(), tail.len());
            let shape = |bytes| tlv::Tlvs::new(bytes).map(|tlv| (tlv.kind, tlv.value.len())).collect::<Vec<_>>();
            prop_assert_eq!(shape(&reply), shape(&tail));
        }
    }
}
