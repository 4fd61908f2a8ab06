//! What may follow a packet (RFC 8972 §4): a chain of type, length and value, each with flags that say how the reflector
//! took it. Here are the chain, a sender's questions, and the answers in a reply.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::auth::{Key, TAG_LENGTH};
use super::octets::{field, put, u16_at, u32_at, u64_at};
use super::packet::Mode;
use super::timestamp::{Format, Timestamp};
use crate::clock::Quality;

/// Flag U: the reflector does not understand this one. Senders set it.
pub const UNRECOGNISED: u8 = 0x80;
/// Flag M: its length is wrong; what follows was not looked at.
pub const MALFORMED: u8 = 0x40;
/// Flag I: the tag over the TLVs was wrong.
pub const NOT_AUTHENTIC: u8 = 0x20;

/// Type of Extra Padding (§4.1).
pub const EXTRA_PADDING: u8 = 1;
/// Type of Location (§4.2).
pub const LOCATION: u8 = 2;
/// Type of Timestamp Information (§4.3).
pub const TIMESTAMP_INFORMATION: u8 = 3;
/// Type of Class of Service (§4.4).
pub const CLASS_OF_SERVICE: u8 = 4;
/// Type of Direct Measurement (§4.5).
pub const DIRECT_MEASUREMENT: u8 = 5;
/// Type of Follow-Up Telemetry (§4.7).
pub const FOLLOW_UP: u8 = 7;
/// Type of HMAC (§4.8).
pub const HMAC: u8 = 8;

/// Location's own TLVs: an address is asked for, and answered as one of either family.
pub(super) mod place {
    pub(crate) const DESTINATION: u8 = 4;
    pub(crate) const DESTINATION_V4: u8 = 5;
    pub(crate) const DESTINATION_V6: u8 = 6;
    pub(crate) const SOURCE: u8 = 7;
    pub(crate) const SOURCE_V4: u8 = 8;
    pub(crate) const SOURCE_V6: u8 = 9;
    /// Room for an address of either family; one of IPv4 takes the first four octets.
    pub(crate) const ADDRESS_LENGTH: usize = 16;
}

const HEADER: usize = 4;

/// One link of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tlv<'a> {
    /// Where its header begins in the tail.
    pub at: usize,
    /// U, M, I and five more bits.
    pub flags: u8,
    /// What the value is.
    pub kind: u8,
    /// As much of the value as there is.
    pub value: &'a [u8],
    /// False when the packet ends before the value does.
    pub whole: bool,
}

impl Tlv<'_> {
    /// Whether its length cannot be right (§4).
    pub(super) fn is_malformed(&self) -> bool {
        let length = self.value.len();
        !self.whole
            || match self.kind {
                LOCATION => length < 4,
                TIMESTAMP_INFORMATION | CLASS_OF_SERVICE => length != 4,
                DIRECT_MEASUREMENT => length != 12,
                FOLLOW_UP => length != 16,
                HMAC => length != TAG_LENGTH,
                _ => false,
            }
    }
}

/// The TLVs of a tail, which is what follows the packet proper. Up to three octets at the end that are no header are
/// left out; one whose value is cut off is the last.
#[derive(Clone, Copy, Debug)]
pub struct Tlvs<'a> {
    tail: &'a [u8],
    at: usize,
}

impl<'a> Tlvs<'a> {
    /// The chain in `tail`.
    pub fn new(tail: &'a [u8]) -> Tlvs<'a> {
        Tlvs { tail, at: 0 }
    }

    /// The chain in a request's tail. None when the tail is a TWAMP-Light sender's padding: a STAMP sender sets U and
    /// neither M nor I.
    pub fn of_request(tail: &'a [u8]) -> Option<Tlvs<'a>> {
        let tlvs = Tlvs::new(tail);
        let first = tlvs.clone().next()?;
        (first.flags & (UNRECOGNISED | MALFORMED | NOT_AUTHENTIC) == UNRECOGNISED).then_some(tlvs)
    }
}

impl<'a> Iterator for Tlvs<'a> {
    type Item = Tlv<'a>;

    fn next(&mut self) -> Option<Tlv<'a>> {
        let ([flags, kind, high, low], rest) = self.tail.get(self.at..)?.split_first_chunk()?;
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let (value, whole) = rest.get(..length).map_or((rest, false), |value| (value, true));
        let at = self.at;
        self.at += HEADER + value.len();
        Some(Tlv { at, flags: *flags, kind: *kind, value, whole })
    }
}

/// What the HMAC TLV says about the others (§4.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Integrity {
    /// There is none and none is needed, or there is no key to try it with.
    Unknown,
    /// Its tag is right.
    Proven,
    /// Its tag is wrong, or it lies before others than padding, or it is missing in the authenticated mode.
    Broken,
}

impl Integrity {
    /// Of the chain in a packet's tail. The tag covers the packet's sequence number and all TLVs before it.
    pub(super) fn of(mode: Mode, key: Option<&Key>, sequence: u32, tail: &[u8]) -> Integrity {
        let Some(key) = key else { return Integrity::Unknown };
        let (mut tag, mut others) = (None, false);
        for tlv in Tlvs::new(tail) {
            match (tlv.kind, tag) {
                (EXTRA_PADDING, _) => {}
                (_, Some(_)) => return Integrity::Broken,
                (HMAC, None) => tag = Some(tlv),
                (_, None) => others = true,
            }
        }
        match tag {
            Some(tlv) if tlv.whole => {
                let covered = tail.get(..tlv.at).unwrap_or_default();
                let proven = key.verifies(&[&sequence.to_be_bytes(), covered], tlv.value);
                if proven { Integrity::Proven } else { Integrity::Broken }
            }
            None if mode == Mode::Open || !others => Integrity::Unknown,
            _ => Integrity::Broken,
        }
    }
}

/// Where a clock gets its time (§4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockSource {
    /// NTP.
    Ntp,
    /// PTP.
    Ptp,
    /// A telephone network's: SSU or BITS.
    Ssu,
    /// Satellites or other time signals.
    Gnss,
    /// Nobody: it runs free.
    Local,
}

impl ClockSource {
    /// What is known of a clock that the system keeps.
    pub const fn of(quality: Quality) -> ClockSource {
        if quality.is_synchronised { ClockSource::Ntp } else { ClockSource::Local }
    }

    const ALL: [ClockSource; 5] =
        [ClockSource::Ntp, ClockSource::Ptp, ClockSource::Ssu, ClockSource::Gnss, ClockSource::Local];

    pub(super) const fn code(self) -> u8 {
        match self {
            ClockSource::Ntp => 1,
            ClockSource::Ptp => 2,
            ClockSource::Ssu => 3,
            ClockSource::Gnss => 4,
            ClockSource::Local => 5,
        }
    }

    fn from_code(code: u8) -> Option<ClockSource> {
        ClockSource::ALL.into_iter().find(|source| source.code() == code)
    }

    /// As it is told.
    pub const fn name(self) -> &'static str {
        match self {
            ClockSource::Ntp => "ntp",
            ClockSource::Ptp => "ptp",
            ClockSource::Ssu => "ssu",
            ClockSource::Gnss => "gnss",
            ClockSource::Local => "local",
        }
    }
}

/// Who took a timestamp (§4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Hardware had a part in it.
    Hardware,
    /// Software where the packet passed: the kernel, or the program.
    Software,
    /// Software further away.
    ControlPlane,
}

impl Method {
    const ALL: [Method; 3] = [Method::Hardware, Method::Software, Method::ControlPlane];

    pub(super) const fn code(self) -> u8 {
        match self {
            Method::Hardware => 1,
            Method::Software => 2,
            Method::ControlPlane => 3,
        }
    }

    fn from_code(code: u8) -> Option<Method> {
        Method::ALL.into_iter().find(|method| method.code() == code)
    }

    /// As it is told.
    pub const fn name(self) -> &'static str {
        match self {
            Method::Hardware => "hardware",
            Method::Software => "software",
            Method::ControlPlane => "control-plane",
        }
    }
}

/// What a sender asks besides the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// Between which addresses and ports the packet arrived.
    pub location: bool,
    /// Where the reflector's clock gets its time.
    pub timestamp_information: bool,
    /// Which DSCP and ECN arrived; the reply is to have this DSCP.
    pub class_of_service: Option<u8>,
    /// How many packets arrived and were answered; the sender has sent so many.
    pub direct_measurement: Option<u32>,
    /// When the reply before this one really left.
    pub follow_up: bool,
    /// A tag over all that in the open mode too, when there is a key. The authenticated mode always has one.
    pub protected: bool,
}

impl Asks {
    /// Appends the questions to a packet, their tag, and padding up to `size` octets of the whole packet.
    pub(super) fn write(&self, mode: Mode, key: Option<&Key>, sequence: u32, size: usize, out: &mut Vec<u8>) {
        let base = out.len();
        if self.location {
            let mut value = [0; 4 + 2 * (HEADER + place::ADDRESS_LENGTH)];
            for (at, kind) in [(4, place::DESTINATION), (4 + HEADER + place::ADDRESS_LENGTH, place::SOURCE)] {
                put(&mut value, at, &[UNRECOGNISED, kind, 0, place::ADDRESS_LENGTH as u8]);
            }
            append(out, LOCATION, &value);
        }
        if self.timestamp_information {
            append(out, TIMESTAMP_INFORMATION, &[0; 4]);
        }
        if let Some(dscp) = self.class_of_service {
            append(out, CLASS_OF_SERVICE, &[dscp << 2, 0, 0, 0]);
        }
        if let Some(sent) = self.direct_measurement {
            let mut value = [0; 12];
            put(&mut value, 0, &sent.to_be_bytes());
            append(out, DIRECT_MEASUREMENT, &value);
        }
        if self.follow_up {
            append(out, FOLLOW_UP, &[0; 16]);
        }
        let protected = self.protected || mode == Mode::Authenticated;
        if let (Some(key), true, Some(asked)) = (key, protected && out.len() > base, out.get(base..)) {
            let tag = key.tag(&[&sequence.to_be_bytes(), asked]);
            append(out, HMAC, &tag);
        }
        let gap = size.saturating_sub(out.len());
        if gap >= HEADER {
            // At random, so that nothing on the way shrinks it; the same for the same packet.
            let mut padding = vec![0; gap - HEADER];
            fastrand::Rng::with_seed(u64::from(sequence)).fill(&mut padding);
            append(out, EXTRA_PADDING, &padding);
        } else {
            out.resize(out.len() + gap, 0);
        }
    }
}

/// The value fits in 16 bits: it is part of a datagram.
fn append(out: &mut Vec<u8>, kind: u8, value: &[u8]) {
    let [high, low] = u16::try_from(value.len()).unwrap_or(u16::MAX).to_be_bytes();
    out.extend_from_slice(&[UNRECOGNISED, kind, high, low]);
    out.extend_from_slice(value);
}

/// Where a packet came from and arrived, as the reflector saw it (§4.2): another address or port than the sender's own
/// means a translation on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// The sender's port.
    pub source_port: u16,
    /// The reflector's port.
    pub destination_port: u16,
    /// The sender's address.
    pub source: Option<IpAddr>,
    /// The reflector's address.
    pub destination: Option<IpAddr>,
}

/// The reflector's clock (§4.3). `None` where it says nothing we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampInformation {
    /// Where the clock of T2 gets its time.
    pub received_clock: Option<ClockSource>,
    /// Who took T2.
    pub received_by: Option<Method>,
    /// Where the clock of T3 gets its time.
    pub sent_clock: Option<ClockSource>,
    /// Who took T3.
    pub sent_by: Option<Method>,
}

/// What became of the class of service on the way (§4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassOfService {
    /// The DSCP that arrived at the reflector.
    pub dscp: u8,
    /// The ECN that arrived there.
    pub ecn: u8,
    /// The reflector did not give the reply the DSCP that was asked for.
    pub refused: bool,
}

/// Counts of the session (§4.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DirectMeasurement {
    /// What the sender had sent, as it said.
    pub sent: u32,
    /// What the reflector had received.
    pub received: u32,
    /// What the reflector had answered.
    pub answered: u32,
}

/// When an earlier reply really left (§4.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The reflector's number of that reply.
    pub sequence: u32,
    /// When it left, in the reflector's format.
    pub sent_at: Timestamp,
    /// Who took that time.
    pub method: Option<Method>,
}

/// Why some answers, or all, are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// One of the TLVs has a wrong length, here or as the reflector saw it; those after it are left out.
    Malformed,
    /// The tag over the TLVs was wrong, here or at the reflector; all are left out.
    NotAuthentic,
}

/// What a reflector answered. `None` where it was not asked or does not understand the question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each type says it")]
pub struct Answers {
    pub location: Option<Location>,
    pub timestamp_information: Option<TimestampInformation>,
    pub class_of_service: Option<ClassOfService>,
    pub direct_measurement: Option<DirectMeasurement>,
    pub follow_up: Option<FollowUp>,
    pub flaw: Option<Flaw>,
}

impl Answers {
    /// Reads a reply's tail; `format` is how the reflector's timestamps count.
    pub(super) fn read(mode: Mode, key: Option<&Key>, sequence: u32, format: Format, tail: &[u8]) -> Answers {
        let mut answers = Answers::default();
        let accused = Tlvs::new(tail).any(|tlv| tlv.flags & NOT_AUTHENTIC != 0);
        if accused || Integrity::of(mode, key, sequence, tail) == Integrity::Broken {
            answers.flaw = Some(Flaw::NotAuthentic);
            return answers;
        }
        for tlv in Tlvs::new(tail) {
            if tlv.flags & MALFORMED != 0 || tlv.is_malformed() {
                answers.flaw = Some(Flaw::Malformed);
                break;
            }
            if tlv.flags & UNRECOGNISED == 0 {
                answers.take(&tlv, format);
            }
        }
        answers
    }

    /// What this one answers; nothing where it is a question still, or wrong.
    pub(super) fn of(tlv: &Tlv<'_>, format: Format) -> Answers {
        let mut answers = Answers::default();
        if tlv.flags & (MALFORMED | UNRECOGNISED) == 0 && !tlv.is_malformed() {
            answers.take(tlv, format);
        }
        answers
    }

    /// The lengths have been checked, so that each field is there.
    fn take(&mut self, tlv: &Tlv<'_>, format: Format) {
        match tlv.kind {
            LOCATION => self.location = location(tlv.value),
            TIMESTAMP_INFORMATION => self.timestamp_information = timestamp_information(tlv.value),
            CLASS_OF_SERVICE => self.class_of_service = class_of_service(tlv.value),
            DIRECT_MEASUREMENT => self.direct_measurement = direct_measurement(tlv.value),
            FOLLOW_UP => self.follow_up = follow_up(tlv.value, format),
            _ => {}
        }
    }
}

fn timestamp_information(value: &[u8]) -> Option<TimestampInformation> {
    let [received_clock, received_by, sent_clock, sent_by] = field(value, 0)?;
    Some(TimestampInformation {
        received_clock: ClockSource::from_code(received_clock),
        received_by: Method::from_code(received_by),
        sent_clock: ClockSource::from_code(sent_clock),
        sent_by: Method::from_code(sent_by),
    })
}

/// 6 bits asked, 6 that arrived, 2 of ECN, 2 of refusal; of the 16 reserved ones others make uses of their own.
fn class_of_service(value: &[u8]) -> Option<ClassOfService> {
    let bits = u16_at(value, 0)?;
    let dscp = (bits >> 4 & 0x3f) as u8;
    Some(ClassOfService { dscp, ecn: (bits >> 2 & 0x3) as u8, refused: bits & 0x3 == 1 })
}

fn direct_measurement(value: &[u8]) -> Option<DirectMeasurement> {
    let (sent, received, answered) = (u32_at(value, 0)?, u32_at(value, 4)?, u32_at(value, 8)?);
    Some(DirectMeasurement { sent, received, answered })
}

/// All zeros are no answer: from a reflector that keeps nothing, or has answered nothing yet.
fn follow_up(value: &[u8], format: Format) -> Option<FollowUp> {
    let sent_at = Timestamp::from_bits(u64_at(value, 4)?, format);
    let method = Method::from_code(*value.get(12)?);
    let answered = value.iter().any(|octet| *octet != 0);
    answered.then_some(FollowUp { sequence: u32_at(value, 0)?, sent_at, method })
}

fn location(value: &[u8]) -> Option<Location> {
    let mut seen = Location {
        destination_port: u16_at(value, 0)?,
        source_port: u16_at(value, 2)?,
        ..Location::default()
    };
    let v4 = |octets| field(octets, 0).map(|octets: [u8; 4]| IpAddr::V4(Ipv4Addr::from(octets)));
    let v6 = |octets| field(octets, 0).map(|octets: [u8; 16]| IpAddr::V6(Ipv6Addr::from(octets)));
    for inner in Tlvs::new(value.get(4..)?).filter(|inner| inner.flags & UNRECOGNISED == 0) {
        match inner.kind {
            place::DESTINATION_V4 => seen.destination = v4(inner.value),
            place::DESTINATION_V6 => seen.destination = v6(inner.value),
            place::SOURCE_V4 => seen.source = v4(inner.value),
            place::SOURCE_V6 => seen.source = v6(inner.value),
            _ => {}
        }
    }
    Some(seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(asks: Asks, mode: Mode, key: Option<&Key>, size: usize) -> Vec<u8> {
        let mut out = vec![0; mode.base_length()];
        asks.write(mode, key, 7, size, &mut out);
        out.split_off(mode.base_length())
    }

    const ALL: Asks = Asks {
        location: true,
        timestamp_information: true,
        class_of_service: Some(46),
        direct_measurement: Some(0x0102_0304),
        follow_up: true,
        protected: false,
    };

    #[test]
    fn questions_have_the_standards_octets() {
        assert_eq!(
            written(ALL, Mode::Open, None, 0),
            *b"\x80\x02\0\x2c\
            \0\0\0\0\
            \x80\x04\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
            \x80\x07\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
            \x80\x03\0\x04\0\0\0\0\
            \x80\x04\0\x04\xb8\0\0\0\
            \x80\x05\0\x0c\x01\x02\x03\x04\0\0\0\0\0\0\0\0\
            \x80\x07\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
        );
        assert_eq!(written(Asks::default(), Mode::Open, None, 0), *b"");
    }

    #[test]
    fn padding_fills_the_packet_up() {
        for (size, begin) in [
            (43, &b""[..]),
            (44, b""),
            (45, b"\0"),
            (47, b"\0\0\0"),
            (48, b"\x80\x01\0\0"),
            (49, b"\x80\x01\0\x01"),
            (1_472, b"\x80\x01\x05\x90"),
        ] {
            let tail = written(Asks::default(), Mode::Open, None, size);
            assert_eq!(tail.len(), size.max(44) - 44);
            assert!(tail.starts_with(begin), "{size}: {tail:?}");
        }
        // At random: no octet is far more common than the others.
        let tail = written(Asks::default(), Mode::Open, None, 44 + 4 + 25_600);
        let most = (0..=255).map(|octet| tail.iter().filter(|o| **o == octet).count()).max();
        assert!(most.unwrap() < 200, "{most:?}");
    }

    #[test]
    fn questions_are_protected_where_they_must_be_or_are_asked_to_be() {
        let key = Key::new(b"k");
        let cos = Asks { class_of_service: Some(0), ..Asks::default() };
        let kinds = |asks, mode, key, size| {
            let tail = written(asks, mode, key, size);
            Tlvs::new(&tail).map(|tlv| tlv.kind).collect::<Vec<_>>()
        };
        let authenticated = Mode::Authenticated;
        assert_eq!(kinds(cos, authenticated, Some(&key), 0), [CLASS_OF_SERVICE, HMAC]);
        assert_eq!(kinds(cos, authenticated, Some(&key), 200), [CLASS_OF_SERVICE, HMAC, EXTRA_PADDING]);
        // Only padding needs no tag.
        assert_eq!(kinds(Asks::default(), authenticated, Some(&key), 200), [EXTRA_PADDING]);
        assert_eq!(kinds(cos, Mode::Open, Some(&key), 0), [CLASS_OF_SERVICE]);
        let protected = Asks { protected: true, ..cos };
        assert_eq!(kinds(protected, Mode::Open, Some(&key), 0), [CLASS_OF_SERVICE, HMAC]);
        assert_eq!(kinds(protected, Mode::Open, None, 0), [CLASS_OF_SERVICE]);
    }

    #[test]
    fn the_tag_covers_the_number_and_what_lies_before_it_and_is_last_but_for_padding() {
        let key = Key::new(b"k");
        let whole = written(ALL, Mode::Authenticated, Some(&key), 300);
        let of = |mode, key: Option<&Key>, sequence, tail: &[u8]| Integrity::of(mode, key, sequence, tail);
        let authenticated = |tail: &[u8]| of(Mode::Authenticated, Some(&key), 7, tail);
        assert_eq!(authenticated(&whole), Integrity::Proven);
        assert_eq!(of(Mode::Open, Some(&key), 7, &whole), Integrity::Proven);
        assert_eq!(of(Mode::Open, Some(&key), 8, &whole), Integrity::Broken);
        assert_eq!(of(Mode::Open, Some(&Key::new(b"l")), 7, &whole), Integrity::Broken);
        assert_eq!(of(Mode::Open, None, 8, &whole), Integrity::Unknown);
        let tag = Tlvs::new(&whole).find(|tlv| tlv.kind == HMAC).unwrap().at;
        // All but the flags of the tag's own header.
        for octet in (0..tag).chain(tag + 1..tag + 20) {
            let mut changed = whole.clone();
            changed[octet] ^= 1;
            assert_eq!(authenticated(&changed), Integrity::Broken, "octet {octet}");
        }
        // Padding behind it is not covered.
        let mut padded = whole.clone();
        *padded.last_mut().unwrap() ^= 1;
        assert_eq!(authenticated(&padded), Integrity::Proven);
        // Anything else behind it breaks it, a second tag too.
        for behind in [CLASS_OF_SERVICE, HMAC, 99] {
            let mut longer = whole.clone();
            append(&mut longer, behind, &[0; 4]);
            assert_eq!(authenticated(&longer), Integrity::Broken, "{behind}");
        }
        // Missing: right for padding alone, and in the open mode.
        assert_eq!(authenticated(&whole[..tag]), Integrity::Broken);
        assert_eq!(of(Mode::Open, Some(&key), 7, &whole[..tag]), Integrity::Unknown);
        assert_eq!(authenticated(b"\x80\x01\0\x01x\x80\x01\0\0"), Integrity::Unknown);
        assert_eq!(authenticated(b""), Integrity::Unknown);
        // Cut.
        assert_eq!(authenticated(&whole[..tag + 19]), Integrity::Broken);
    }

    #[test]
    fn a_tail_without_structure_is_no_chain() {
        let is_chain = |tail: &[u8]| Tlvs::of_request(tail).is_some();
        assert!(is_chain(b"\x80\x01\0\0"));
        assert!(is_chain(b"\x90\x63\xff\xff"));
        for padding in
            [&b""[..], b"\x80", b"\x80\x01\0", &[0; 40], &[0xff; 40], b"\xc0\x01\0\0", b"\xa0\x01\0\0"]
        {
            assert!(!is_chain(padding), "{padding:?}");
        }
    }

    fn read(tail: &[u8]) -> Answers {
        Answers::read(Mode::Open, None, 7, Format::Ntp, tail)
    }

    #[test]
    fn answers_are_read() {
        let answers = read(
            b"\0\x02\0\x2c\
            \x03\x5e\x9c\x40\
            \0\x05\0\x10\xc0\0\x02\x01\0\0\0\0\0\0\0\0\0\0\0\0\
            \0\x09\0\x10\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01\
            \0\x03\0\x04\x01\x01\x05\x02\
            \0\x04\0\x04\xb8\x25\x30\xff\
            \0\x05\0\x0c\0\0\0\x0a\0\0\0\x09\0\0\0\x08\
            \0\x07\0\x10\0\0\0\x06\xe9\0\0\0\x80\0\0\0\x02\0\0\0\
            \0\x01\0\x03xyz",
        );
        assert_eq!(
            answers,
            Answers {
                location: Some(Location {
                    source_port: 40_000,
                    destination_port: 862,
                    source: Some("2001:db8::1".parse().unwrap()),
                    destination: Some("192.0.2.1".parse().unwrap()),
                }),
                timestamp_information: Some(TimestampInformation {
                    received_clock: Some(ClockSource::Ntp),
                    received_by: Some(Method::Hardware),
                    sent_clock: Some(ClockSource::Local),
                    sent_by: Some(Method::Software),
                }),
                // Of 0xb825: 46 asked, 2 and ECN 1 arrived, 1 is a refusal.
                class_of_service: Some(ClassOfService { dscp: 2, ecn: 1, refused: true }),
                direct_measurement: Some(DirectMeasurement { sent: 10, received: 9, answered: 8 }),
                follow_up: Some(FollowUp {
                    sequence: 6,
                    sent_at: Timestamp::from_bits(0xe900_0000_8000_0000, Format::Ntp),
                    method: Some(Method::Software),
                }),
                flaw: None,
            }
        );
    }

    #[test]
    fn a_sender_skips_what_was_not_understood_and_stops_at_what_is_malformed() {
        let cos = |flags: u8| [flags, 4, 0, 4, 0xb8, 0, 0, 0];
        let information = |flags: u8| [flags, 3, 0, 4, 1, 2, 1, 2];
        let got = |tail: [[u8; 8]; 2]| {
            let answers = read(&tail.concat());
            (answers.class_of_service.is_some(), answers.timestamp_information.is_some(), answers.flaw)
        };
        assert_eq!(got([cos(0), information(0)]), (true, true, None));
        assert_eq!(got([cos(0x80), information(0)]), (false, true, None));
        assert_eq!(got([cos(0x40), information(0)]), (false, false, Some(Flaw::Malformed)));
        assert_eq!(got([cos(0), information(0x40)]), (true, false, Some(Flaw::Malformed)));
        assert_eq!(got([cos(0), information(0x20)]), (false, false, Some(Flaw::NotAuthentic)));
        // RFC 10052's flag C and the reserved bits say nothing here.
        assert_eq!(got([cos(0x1f), information(0x10)]), (true, true, None));
        // Wrong lengths that the reflector did not flag.
        let flaw = |tail: &[u8]| read(tail).flaw;
        assert_eq!(flaw(b"\0\x04\0\x03abc"), Some(Flaw::Malformed));
        assert_eq!(flaw(b"\0\x63\0\x03ab"), Some(Flaw::Malformed));
        assert_eq!(flaw(b"\0\x63\0\x03abc\0\0"), None);
    }

    #[test]
    fn follow_up_of_nothing_is_none() {
        assert_eq!(read(b"\0\x07\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0").follow_up, None);
    }

    #[test]
    fn answers_with_a_key_must_be_proven() {
        let key = Key::new(b"k");
        let mut tail = b"\0\x04\0\x04\xb8\0\0\0".to_vec();
        let read = |mode, tail: &[u8]| Answers::read(mode, Some(&key), 7, Format::Ntp, tail);
        assert_eq!(read(Mode::Authenticated, &tail).flaw, Some(Flaw::NotAuthentic));
        assert_eq!(read(Mode::Open, &tail).flaw, None);
        let tag = key.tag(&[&[0, 0, 0, 7], &tail]);
        append(&mut tail, HMAC, &tag);
        assert!(read(Mode::Authenticated, &tail).class_of_service.is_some());
        tail[4] ^= 1;
        let refused = Answers { flaw: Some(Flaw::NotAuthentic), ..Answers::default() };
        assert_eq!(read(Mode::Authenticated, &tail), refused);
        assert_eq!(read(Mode::Open, &tail), refused);
    }

    proptest! {
        #[test]
        fn a_chain_covers_any_tail_in_order(tail in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut end = 0;
            for tlv in Tlvs::new(&tail) {
                prop_assert_eq!(tlv.at, end);
                end += HEADER + tlv.value.len();
                prop_assert!(tlv.whole || end == tail.len());
            }
            prop_assert!(tail.len() - end < HEADER);
        }

        #[test]
        fn any_octets_are_harmless(tail in prop::collection::vec(any::<u8>(), 0..300), sequence: u32) {
            let key = Key::new(b"k");
            for mode in [Mode::Open, Mode::Authenticated] {
                for key in [None, Some(&key)] {
                    let _ = Answers::read(mode, key, sequence, Format::Ptp, &tail);
                }
            }
            let _ = location(&tail);
        }
    }
}
