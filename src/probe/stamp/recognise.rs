//! What a datagram is, on a port where STAMP and the course's wire are served side by side.
//!
//! Requests carry no magic number: they are known by what they have, and replies by what only a reflector writes.

use std::ops::Range;

use super::octets::{u32_at, u64_at};
use super::packet::{Layout, Mode};
use crate::text::is_text;

/// How far apart, in seconds, a reflector's two timestamps may be and still prove its hand.
const ANSWERED_WITHIN: u32 = 60;

impl Mode {
    /// Which mode a request is of, if it is one: an authenticated packet has zeros where the other has its timestamp
    /// and its error estimate (RFC 8762 §4.2.2).
    pub fn of(datagram: &[u8]) -> Option<Mode> {
        let authenticated = Mode::Authenticated.layout().shortest_request;
        if datagram.len() >= authenticated && is_zero(datagram, &(4..16)) {
            Some(Mode::Authenticated)
        } else {
            (datagram.len() >= Mode::Open.layout().shortest_request).then_some(Mode::Open)
        }
    }
}

/// Whether this is a request of STAMP or TWAMP-Light: long enough, no text, an error estimate that is one, and no
/// reply.
pub fn looks_like_request(datagram: &[u8]) -> bool {
    let estimated = |mode: Mode| datagram.get(mode.layout().error() + 1).is_some_and(|m| *m != 0);
    Mode::of(datagram).is_some_and(estimated) && !is_text(datagram) && !is_reflection(datagram)
}

/// Whether this is itself a reflector's reply, of any kind: never to be reflected, or two of them would go on for ever.
///
/// A request has zeros, or a TWAMP-Light sender's padding, where a reply has the receive timestamp. One of two further
/// signs must be there too, for padding may be anything: that timestamp is near the one of the answer, or there are
/// zeros in all places where a reply must have them. No single flipped bit takes away both.
pub fn is_reflection(datagram: &[u8]) -> bool {
    let layout = match Mode::of(datagram) {
        Some(mode) if datagram.len() >= mode.layout().shortest_reply => mode.layout(),
        _ => return false,
    };
    u64_at(datagram, layout.received).is_some_and(|received| received != 0)
        && (answered_at_once(datagram, layout) || layout.zeros.iter().all(|range| is_zero(datagram, range)))
}

/// Both formats have their seconds in the high half.
fn answered_at_once(datagram: &[u8], layout: &Layout) -> bool {
    let seconds = |at| u32_at(datagram, at);
    let (Some(received), Some(sent)) = (seconds(layout.received), seconds(layout.timestamp)) else {
        return false;
    };
    sent.wrapping_sub(received).min(received.wrapping_sub(sent)) <= ANSWERED_WITHIN
}

fn is_zero(datagram: &[u8], range: &Range<usize>) -> bool {
    datagram.get(range.clone()).is_some_and(|octets| octets.iter().all(|octet| *octet == 0))
}

#[cfg(test)]
mod tests {
    use super::super::auth::Key;
    use super::super::packet::{Probe, Request};
    use super::super::reflect::{Facts, reflect};
    use super::super::timestamp::{ErrorEstimate, Format};
    use super::super::tlv::Asks;
    use super::*;
    use crate::probe::course;
    use proptest::prelude::*;

    const NOW: u64 = 1_760_000_000_123_456_789;

    fn request(mode: Mode, size: usize) -> Vec<u8> {
        let error = ErrorEstimate::new(true, Format::Ntp, 1_000_000);
        let probe = Probe { mode, sequence: 0, sent_at: NOW, error, ssid: 1, asks: Asks::default(), size };
        let mut out = Vec::new();
        probe.write(Some(&Key::new(b"k")), &mut out);
        out
    }

    fn reply(mode: Mode, request: &[u8], error: ErrorEstimate) -> Vec<u8> {
        let key = Key::new(b"k");
        let request = Request::parse(mode, Some(&key), request).unwrap();
        let facts = Facts { error, ..Facts::for_tests(NOW) };
        let mut out = Vec::new();
        reflect(&request, &facts, Some(&key), &mut out);
        out
    }

    #[test]
    fn requests_are_known_from_texts() {
        for size in [0, 45, 48, 500] {
            assert_eq!(Mode::of(&request(Mode::Open, size)), Some(Mode::Open));
            assert!(looks_like_request(&request(Mode::Open, size)), "{size}");
            assert_eq!(Mode::of(&request(Mode::Authenticated, size)), Some(Mode::Authenticated));
            assert!(looks_like_request(&request(Mode::Authenticated, size)), "{size}");
        }
        for length in 0..44 {
            let twamp = &request(Mode::Open, 0)[..length];
            assert_eq!(looks_like_request(twamp), length >= 14, "{length}");
        }
        for text in [
            &b"Hello Server, how are you?"[..],
            b"C 1000            \r\n",
            "Grüße an den Server, alles Gute!".as_bytes(),
            b"",
            &[0; 13],
            &[0; 14],
            &[0; 200],
        ] {
            assert!(!looks_like_request(text), "{text:?}");
        }
        for size in 0..300 {
            assert!(!looks_like_request(&course::packet(size)));
        }
    }

    #[test]
    fn an_estimate_of_nothing_is_no_request() {
        for (mode, multiplier) in [(Mode::Open, 13), (Mode::Authenticated, 25)] {
            let mut request = request(mode, 0);
            request[multiplier] = 0;
            assert!(!looks_like_request(&request));
        }
    }

    #[test]
    fn a_reply_is_never_reflected_even_with_a_bit_flipped() {
        for mode in [Mode::Open, Mode::Authenticated] {
            for format in [Format::Ntp, Format::Ptp] {
                let reply = reply(mode, &request(mode, 130), ErrorEstimate::new(true, format, 1));
                assert!(is_reflection(&reply) && !looks_like_request(&reply), "{mode:?} {format:?}");
                for bit in 0..reply.len() * 8 {
                    let mut flipped = reply.clone();
                    flipped[bit / 8] ^= 1 << (bit % 8);
                    // One octet of zeros can make it a request of the open mode: the answer to that is again a
                    // reply, and ends it.
                    let other_mode = mode == Mode::Authenticated && (104..112).contains(&bit);
                    assert!(other_mode || !looks_like_request(&flipped), "{mode:?} {format:?} bit {bit}");
                }
            }
        }
    }

    #[test]
    fn a_reflector_of_another_make_is_recognised() {
        // A responder of TWAMP-Light that answers with 38 octets, T2 the same as T3.
        let mut short = reply(Mode::Open, &request(Mode::Open, 0), ErrorEstimate::from_bits(1));
        short.copy_within(4..12, 16);
        short.truncate(38);
        assert!(is_reflection(&short));
        // One whose two timestamps come from two clocks.
        let mut apart = reply(Mode::Open, &request(Mode::Open, 0), ErrorEstimate::from_bits(1));
        apart[16] ^= 0xff;
        assert!(is_reflection(&apart));
    }

    #[test]
    fn padding_of_any_pattern_does_not_make_a_request_a_reply() {
        for pattern in [&b"\0"[..], b"\xff", b"\xab\xcd", b"\0\x01\x02\x03\x04\x05\x06\x07\x08", b"padding"] {
            for length in 14..200 {
                let mut twamp = request(Mode::Open, 0)[..14].to_vec();
                twamp.extend(pattern.iter().cycle().take(length - 14));
                assert!(looks_like_request(&twamp), "{pattern:?} {length}");
            }
        }
    }

    proptest! {
        #[test]
        fn padding_at_random_neither(padding in prop::collection::vec(any::<u8>(), 24..200)) {
            let mut twamp = request(Mode::Open, 0)[..14].to_vec();
            twamp.extend(padding);
            prop_assert!(looks_like_request(&twamp));
        }

        #[test]
        fn no_reply_to_any_octets_is_answered(bytes in prop::collection::vec(any::<u8>(), 14..200)) {
            let request = Request::parse(Mode::Open, None, &bytes).unwrap();
            let mut reply = Vec::new();
            reflect(&request, &Facts::for_tests(NOW), None, &mut reply);
            prop_assert!(is_reflection(&reply) && !looks_like_request(&reply));
        }

        #[test]
        fn any_octets_are_harmless(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = (looks_like_request(&bytes), is_reflection(&bytes), Mode::of(&bytes));
        }
    }
}
