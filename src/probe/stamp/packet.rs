//! The packets of both modes (RFC 8762 §4.2 and §4.3): a request read and written, a reply read.

use super::auth::{Key, TAG_LENGTH};
use super::octets::{field, put, u16_at, u32_at, u64_at};
use super::timestamp::{ErrorEstimate, Timestamp};
use super::tlv::{Answers, Asks, FOLLOW_UP, Tlvs};

/// The largest datagram that UDP over IPv4 carries.
pub const MAX_SIZE: usize = 65_507;

/// Where the tag of an authenticated packet lies; it covers all octets before it.
const TAG_AT: usize = 96;

/// Whether packets carry a tag; both ends must have been told the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Unauthenticated.
    Open,
    /// Authenticated with HMAC-SHA-256-128.
    Authenticated,
}

/// Where the fields of a mode lie, in octets from the start. The sequence number is always the first field; the error
/// estimate and the session id follow the timestamp.
pub(super) struct Layout {
    /// The length of a packet without TLVs, which begin there.
    pub(super) base: usize,
    /// The shortest request: TWAMP-Light's (RFC 8762 §4.6).
    pub(super) shortest_request: usize,
    /// The shortest reply: in the open mode that of TWAMP-Light reflectors that leave out the TTL.
    pub(super) shortest_reply: usize,
    pub(super) timestamp: usize,
    // In replies alone:
    pub(super) received: usize,
    pub(super) sender_sequence: usize,
    pub(super) sender_timestamp: usize,
    pub(super) sender_error: usize,
    pub(super) ttl: usize,
    /// Where a reply has zeros.
    pub(super) zeros: &'static [std::ops::Range<usize>],
}

impl Mode {
    pub(super) const fn layout(self) -> &'static Layout {
        match self {
            Mode::Open => &Layout {
                base: 44,
                shortest_request: 14,
                shortest_reply: 38,
                timestamp: 4,
                received: 16,
                sender_sequence: 24,
                sender_timestamp: 28,
                sender_error: 36,
                ttl: 40,
                zeros: &[38..40, 41..44],
            },
            Mode::Authenticated => &Layout {
                base: 112,
                shortest_request: 48,
                shortest_reply: 112,
                timestamp: 16,
                received: 32,
                sender_sequence: 48,
                sender_timestamp: 64,
                sender_error: 72,
                ttl: 80,
                zeros: &[4..16, 28..32, 40..48, 52..64, 74..80, 81..96],
            },
        }
    }

    /// How long a packet without TLVs is: 44 or 112 octets.
    pub const fn base_length(self) -> usize {
        self.layout().base
    }
}

impl Layout {
    pub(super) const fn error(&self) -> usize {
        self.timestamp + 8
    }

    pub(super) const fn ssid(&self) -> usize {
        self.timestamp + 10
    }
}

/// Why a datagram is no packet of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Shorter than the shortest of its mode.
    TooShort,
    /// Its tag is missing or wrong: drop it in silence (RFC 8762 §4.4).
    NotAuthentic,
}

/// What a sender sent; long enough and, where its mode says so, authentic.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Its number.
    pub sequence: u32,
    /// T1, in the sender's format.
    pub sent_at: Timestamp,
    /// What the sender says about its clock.
    pub error: ErrorEstimate,
    /// The session id; zero from senders without one (RFC 8972 §3).
    pub ssid: u16,
    pub(super) mode: Mode,
    pub(super) datagram: &'a [u8],
}

impl<'a> Request<'a> {
    /// Reads a request. An authenticated one needs the key.
    ///
    /// A short one of TWAMP-Light (48 octets) has no tag that this key could prove, and is not authentic.
    pub fn parse(mode: Mode, key: Option<&Key>, datagram: &'a [u8]) -> Result<Request<'a>, Refusal> {
        let layout = mode.layout();
        checked(mode, key, datagram, layout.shortest_request)?;
        let fields = || {
            let error = ErrorEstimate::from_bits(u16_at(datagram, layout.error())?);
            let sent_at = Timestamp::from_bits(u64_at(datagram, layout.timestamp)?, error.format());
            let ssid = u16_at(datagram, layout.ssid()).unwrap_or_default();
            Some(Request { sequence: u32_at(datagram, 0)?, sent_at, error, ssid, mode, datagram })
        };
        fields().ok_or(Refusal::TooShort)
    }

    /// Whether it asks when the reply before really left (RFC 8972 §4.7).
    pub fn asks_follow_up(&self) -> bool {
        let tail = self.datagram.get(self.mode.base_length()..).unwrap_or_default();
        Tlvs::of_request(tail).is_some_and(|mut tlvs| tlvs.any(|tlv| tlv.kind == FOLLOW_UP))
    }

    /// Whether the reply is longer than this: a TWAMP-Light sender's that is not padded.
    pub fn is_short(&self) -> bool {
        self.datagram.len() < self.mode.base_length()
    }
}

/// What a reflector answered; long enough and, where its mode says so, authentic.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    /// The reflector's number: its own count when it keeps one, else a copy of `request_sequence`.
    pub sequence: u32,
    /// T3, in the reflector's format.
    pub sent_at: Timestamp,
    /// What the reflector says about its clock.
    pub error: ErrorEstimate,
    /// The session id; zero from reflectors that know none (RFC 8972 §3).
    pub ssid: u16,
    /// T2, in the reflector's format.
    pub received_at: Timestamp,
    /// The number of the request.
    pub request_sequence: u32,
    /// T1 as the request had it, in the sender's format.
    pub request_sent_at: Timestamp,
    /// The request's error estimate.
    pub request_error: ErrorEstimate,
    /// What was left of the request's TTL or hop limit; `None` where the reflector does not know.
    pub ttl: Option<u8>,
    mode: Mode,
    datagram: &'a [u8],
}

impl<'a> Reply<'a> {
    /// Reads a reply. An authenticated one needs the key.
    pub fn parse(mode: Mode, key: Option<&Key>, datagram: &'a [u8]) -> Result<Reply<'a>, Refusal> {
        let layout = mode.layout();
        checked(mode, key, datagram, layout.shortest_reply)?;
        let fields = || {
            let error = ErrorEstimate::from_bits(u16_at(datagram, layout.error())?);
            let request_error = ErrorEstimate::from_bits(u16_at(datagram, layout.sender_error)?);
            let time =
                |at, error: ErrorEstimate| Some(Timestamp::from_bits(u64_at(datagram, at)?, error.format()));
            Some(Reply {
                sequence: u32_at(datagram, 0)?,
                sent_at: time(layout.timestamp, error)?,
                error,
                ssid: u16_at(datagram, layout.ssid())?,
                received_at: time(layout.received, error)?,
                request_sequence: u32_at(datagram, layout.sender_sequence)?,
                request_sent_at: time(layout.sender_timestamp, request_error)?,
                request_error,
                ttl: datagram.get(layout.ttl).copied().filter(|ttl| *ttl != 0),
                mode,
                datagram,
            })
        };
        fields().ok_or(Refusal::TooShort)
    }

    /// What the reflector answered to the sender's TLVs. With a key their own tag must be right.
    pub fn answers(&self, key: Option<&Key>) -> Answers {
        let tail = self.datagram.get(self.mode.base_length()..).unwrap_or_default();
        Answers::read(self.mode, key, self.sequence, self.error.format(), tail)
    }
}

/// Long enough, and authentic where the mode says so; the tag is looked at before any field.
fn checked(mode: Mode, key: Option<&Key>, datagram: &[u8], shortest: usize) -> Result<(), Refusal> {
    if datagram.len() < shortest {
        return Err(Refusal::TooShort);
    }
    let authentic = || {
        let tag: [u8; TAG_LENGTH] = field(datagram, TAG_AT)?;
        Some(key?.verifies(&[datagram.get(..TAG_AT)?], &tag))
    };
    match mode {
        Mode::Authenticated if authentic() != Some(true) => Err(Refusal::NotAuthentic),
        _ => Ok(()),
    }
}

/// A request to write.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    /// With a tag or without.
    pub mode: Mode,
    /// Its number: 0 for the first of a session.
    pub sequence: u32,
    /// T1: nanoseconds since 1970-01-01 UTC.
    pub sent_at: u64,
    /// What is known of our clock; its format is that of the timestamp.
    pub error: ErrorEstimate,
    /// The session id, not zero.
    pub ssid: u16,
    /// What the reflector is asked besides.
    pub asks: Asks,
    /// How many octets the packet has, filled up with Extra Padding: at least what its mode and `asks` need, at most
    /// [`MAX_SIZE`]. A rest of one to three octets, too small for a TLV, is zeros.
    pub size: usize,
}

impl Probe {
    /// Writes the packet into `out`, in place of what was there. The authenticated mode needs the key.
    pub fn write(&self, key: Option<&Key>, out: &mut Vec<u8>) {
        let layout = self.mode.layout();
        out.clear();
        out.resize(layout.base, 0);
        put(out, 0, &self.sequence.to_be_bytes());
        put(out, layout.error(), &self.error.bits().to_be_bytes());
        put(out, layout.ssid(), &self.ssid.to_be_bytes());
        let size = self.size.min(MAX_SIZE);
        self.asks.write(self.mode, key, self.sequence, size, out);
        set_sent_at(self.mode, out, self.sent_at, key);
    }
}

/// Gives a written request its T1, or a reply its T3, and its tag anew: the last thing before it is sent.
///
/// `sent_at` is in nanoseconds since 1970-01-01 UTC; the packet's own error estimate says in which format it travels.
pub fn set_sent_at(mode: Mode, packet: &mut [u8], sent_at: u64, key: Option<&Key>) {
    let layout = mode.layout();
    let error = ErrorEstimate::from_bits(u16_at(packet, layout.error()).unwrap_or_default());
    put(packet, layout.timestamp, &Timestamp::from_unix(sent_at, error.format()).bits().to_be_bytes());
    if let (Mode::Authenticated, Some(key), Some(covered)) = (mode, key, packet.get(..TAG_AT)) {
        let tag = key.tag(&[covered]);
        put(packet, TAG_AT, &tag);
    }
}

#[cfg(test)]
mod tests {
    use super::super::timestamp::Format;
    use super::*;
    use proptest::prelude::*;

    /// Half a second after NTP's second 1 of the era that begins in 2036.
    const T1: u64 = 2_085_978_497_500_000_000;

    fn probe(mode: Mode, size: usize) -> Probe {
        let error = ErrorEstimate::from_bits(0x8001);
        Probe { mode, sequence: 0x0102_0304, sent_at: T1, error, ssid: 42, asks: Asks::default(), size }
    }

    fn written(probe: Probe, key: Option<&Key>) -> Vec<u8> {
        let mut out = vec![0xee; 7];
        probe.write(key, &mut out);
        out
    }

    /// wire/stamp.md, vector 1.
    const OPEN: [u8; 44] = *b"\x01\x02\x03\x04\
        \0\0\0\x01\x80\0\0\0\
        \x80\x01\
        \0\x2a\
        \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

    /// wire/stamp.md, vector 2; the tag was computed by Python's hmac with a key of 32 zeros.
    const AUTHENTICATED: [u8; 112] = *b"\x01\x02\x03\x04\0\0\0\0\0\0\0\0\0\0\0\0\
        \0\0\0\x01\x80\0\0\0\
        \x80\x01\
        \0\x2a\
        \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
        \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
        \xfa\x2a\xc1\xf6\xba\xe5\xd3\xf0\x9e\xc9\x27\xe9\xee\x5e\x55\xac";

    fn zeros() -> Key {
        Key::new(&[0; 32])
    }

    #[test]
    fn requests_have_the_standards_octets() {
        assert_eq!(written(probe(Mode::Open, 0), None), OPEN);
        assert_eq!(written(probe(Mode::Authenticated, 0), Some(&zeros())), AUTHENTICATED);
    }

    #[test]
    fn requests_are_read() {
        for (mode, bytes) in [(Mode::Open, &OPEN[..]), (Mode::Authenticated, &AUTHENTICATED)] {
            let request = Request::parse(mode, Some(&zeros()), bytes).unwrap();
            assert_eq!((request.sequence, request.ssid, request.error.bits()), (0x0102_0304, 42, 0x8001));
            assert_eq!(request.sent_at, Timestamp::from_unix(T1, Format::Ntp));
            assert!(!request.is_short());
        }
    }

    #[test]
    fn a_tag_is_looked_at_before_anything_else() {
        let refusal = |key: Option<&Key>, bytes: &[u8]| Request::parse(Mode::Authenticated, key, bytes).err();
        let (zeros, other) = (zeros(), Key::new(b"other"));
        assert_eq!(refusal(Some(&zeros), &AUTHENTICATED), None);
        assert_eq!(refusal(None, &AUTHENTICATED), Some(Refusal::NotAuthentic));
        assert_eq!(refusal(Some(&other), &AUTHENTICATED), Some(Refusal::NotAuthentic));
        for octet in 0..112 {
            let mut changed = AUTHENTICATED;
            changed[octet] ^= 0x10;
            assert_eq!(refusal(Some(&zeros), &changed), Some(Refusal::NotAuthentic), "octet {octet}");
        }
        // TWAMP-Light's: long enough for it, but without a tag of ours.
        assert_eq!(refusal(Some(&zeros), &AUTHENTICATED[..47]), Some(Refusal::TooShort));
        assert_eq!(refusal(Some(&zeros), &AUTHENTICATED[..48]), Some(Refusal::NotAuthentic));
        assert_eq!(refusal(Some(&zeros), &AUTHENTICATED[..111]), Some(Refusal::NotAuthentic));
    }

    #[test]
    fn the_shortest_request_is_twamp_lights() {
        let parse = |length: usize| Request::parse(Mode::Open, None, &OPEN[..length]);
        assert_eq!(parse(13).map(|_| ()), Err(Refusal::TooShort));
        for length in 14..=44 {
            let request = parse(length).unwrap();
            assert_eq!((request.sequence, request.is_short()), (0x0102_0304, length < 44));
            assert_eq!(request.ssid, if length < 16 { 0 } else { 42 });
        }
    }

    #[test]
    fn a_timestamp_travels_in_the_format_that_its_packet_says() {
        let error = ErrorEstimate::new(false, Format::Ptp, 1_000);
        let packet = written(Probe { error, ..probe(Mode::Open, 0) }, None);
        let request = Request::parse(Mode::Open, None, &packet).unwrap();
        assert_eq!(request.sent_at, Timestamp::from_unix(T1, Format::Ptp));
    }

    /// A reflector's reply with a value of its own in every field; TTL 64.
    const REPLY: [u8; 44] = *b"\0\0\0\x07\
        \xe9\0\0\0\0\0\0\x03\
        \xc1\x02\
        \0\x2a\
        \xe9\0\0\0\0\0\0\x02\
        \0\0\0\x09\
        \xe8\0\0\0\0\0\0\x01\
        \x80\x01\
        \0\0\
        \x40\
        \0\0\0";

    #[test]
    fn replies_are_read() {
        let reply = Reply::parse(Mode::Open, None, &REPLY).unwrap();
        assert_eq!((reply.sequence, reply.request_sequence, reply.ssid), (7, 9, 42));
        assert_eq!((reply.error.bits(), reply.request_error.bits()), (0xc102, 0x8001));
        // The reflector counts as PTP does, the sender as NTP.
        assert_eq!(reply.sent_at, Timestamp::from_bits(0xe900_0000_0000_0003, Format::Ptp));
        assert_eq!(reply.received_at, Timestamp::from_bits(0xe900_0000_0000_0002, Format::Ptp));
        assert_eq!(reply.request_sent_at, Timestamp::from_bits(0xe800_0000_0000_0001, Format::Ntp));
        assert_eq!(reply.ttl, Some(64));
        let mut unknown = REPLY;
        unknown[40] = 0;
        assert_eq!(Reply::parse(Mode::Open, None, &unknown).unwrap().ttl, None);
    }

    #[test]
    fn a_reply_of_twamp_light_may_be_shorter() {
        assert_eq!(Reply::parse(Mode::Open, None, &REPLY[..37]).map(|_| ()), Err(Refusal::TooShort));
        for length in 38..44 {
            let reply = Reply::parse(Mode::Open, None, &REPLY[..length]).unwrap();
            assert_eq!((reply.request_sequence, reply.ttl), (9, (length > 40).then_some(64)));
            assert_eq!(reply.answers(None), Answers::default());
        }
    }

    proptest! {
        #[test]
        fn a_request_has_the_size_asked_for(size in 0..2_000_usize, sequence: u32, ssid: u16, sent_at: u64) {
            for mode in [Mode::Open, Mode::Authenticated] {
                let probe = Probe { sequence, ssid, sent_at, ..probe(mode, size) };
                let packet = written(probe, Some(&zeros()));
                prop_assert_eq!(packet.len(), size.max(mode.base_length()));
                let request = Request::parse(mode, Some(&zeros()), &packet).unwrap();
                prop_assert_eq!((request.sequence, request.ssid), (sequence, ssid));
                prop_assert_eq!(request.sent_at, Timestamp::from_unix(sent_at, Format::Ntp));
            }
        }

        #[test]
        fn any_octets_are_harmless(bytes in prop::collection::vec(any::<u8>(), 0..300), sent_at: u64) {
            for mode in [Mode::Open, Mode::Authenticated] {
                for key in [None, Some(&zeros())] {
                    let _ = Request::parse(mode, key, &bytes);
                    let _ = Reply::parse(mode, key, &bytes).map(|reply| reply.answers(key));
                    set_sent_at(mode, &mut bytes.clone(), sent_at, key);
                }
            }
        }
    }

    #[test]
    fn no_packet_is_larger_than_a_datagram() {
        assert_eq!(written(probe(Mode::Open, usize::MAX), None).len(), MAX_SIZE);
    }
}
