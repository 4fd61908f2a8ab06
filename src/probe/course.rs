//! The course format of ping and throughput: `C <size>` first, then any packets, each acknowledged, then `exit`.
//!
//! Bytes to values and back, nothing else. One datagram is one message; acknowledgements carry no number.

use crate::admit::is_nearly;

/// The answer to a calibration.
pub const CALIBRATED: &[u8] = b"Buffer Size Calibrated at Server.";

/// The answer to a packet.
pub const ACKNOWLEDGED: &[u8] = b"Packet Acknowledged";

/// The answer to `exit`.
pub const STOPPING: &[u8] = b"Stopping the Server.";

const ANSWERS: [&[u8]; 3] = [CALIBRATED, ACKNOWLEDGED, STOPPING];

/// The client's last message.
pub const EXIT: &[u8] = b"exit";

/// What the exercises' packets say: ping's and throughput's.
const HELLO: &[u8] = b"Hello Server";
const HELLO_STOP: &[u8] = b"Hello Server.";

/// What a client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// `C <size>`: the size of the packets to come, in bytes.
    Calibrate(u32),
    /// `exit`.
    Exit,
    /// Anything else: a packet to acknowledge.
    Packet,
    /// One of the server's own answers, or what a STAMP reflector makes of one: never to be answered, or two servers
    /// would talk for ever.
    Reflection,
}

impl Request {
    /// Reads a message. White space at its end, which people's tools add, does not count.
    ///
    /// An answer in which a bit was flipped on the way is a reflection too.
    pub fn parse(bytes: &[u8]) -> Request {
        match bytes.trim_ascii_end() {
            text if ANSWERS.iter().any(|answer| is_nearly(text, answer)) || has_answer(bytes) => {
                Request::Reflection
            }
            EXIT => Request::Exit,
            text => size(text).map_or(Request::Packet, Request::Calibrate),
        }
    }
}

/// Whether this is a STAMP reply to one of the server's answers: octets 24 to 37 are the first 14 of its request, whose
/// number, timestamp and error estimate they would be (RFC 8762 §4.3.1).
fn has_answer(bytes: &[u8]) -> bool {
    let copied = bytes.get(24..38).unwrap_or_default();
    ANSWERS.iter().filter_map(|answer| answer.get(..14)).any(|answer| is_nearly(copied, answer))
}

fn size(text: &[u8]) -> Option<u32> {
    let digits = text.strip_prefix(b"C ")?;
    // parse() would also take a sign.
    let digits =
        std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    digits.parse().ok()
}

/// The calibration for packets of `size` bytes.
pub fn calibration(size: usize) -> String {
    format!("C {size}")
}

/// A packet of `size` bytes: the exercise's text, cut or filled up with spaces. It never begins with `C`.
pub fn packet(size: usize) -> Vec<u8> {
    filled(HELLO, size)
}

/// The same with throughput's text, which ends in a full stop.
pub fn sweep_packet(size: usize) -> Vec<u8> {
    filled(HELLO_STOP, size)
}

fn filled(text: &[u8], size: usize) -> Vec<u8> {
    text.iter().copied().chain(std::iter::repeat(b' ')).take(size).collect()
}

/// What a message means, for `--trace`.
pub fn explain(bytes: &[u8]) -> String {
    match bytes {
        CALIBRATED => "reply: calibrated".to_owned(),
        ACKNOWLEDGED => "reply: a packet is acknowledged; which one it does not say".to_owned(),
        STOPPING => "reply to exit".to_owned(),
        _ => match Request::parse(bytes) {
            Request::Calibrate(size) => format!("calibration: packets of {size} bytes follow"),
            Request::Exit => "exit: the client has finished".to_owned(),
            Request::Packet | Request::Reflection => format!("packet of {} bytes", bytes.len()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn messages() {
        for (bytes, request) in [
            (&b"C 100"[..], Request::Calibrate(100)),
            (b"C 0", Request::Calibrate(0)),
            (b"C 12\n", Request::Calibrate(12)),
            (b"C 4294967296", Request::Packet),
            (b"C -1", Request::Packet),
            (b"C +1", Request::Packet),
            (b"C 1 2", Request::Packet),
            (b"C", Request::Packet),
            (b"C ", Request::Packet),
            (b"C12", Request::Packet),
            (b"c 12", Request::Packet),
            (b"Calibrate", Request::Packet),
            (b"exit", Request::Exit),
            (b"exit\r\n", Request::Exit),
            (b"Exit", Request::Packet),
            (b"exi", Request::Packet),
            (b"", Request::Packet),
            (b"\xff\xfe", Request::Packet),
            (b"Packet Acknowledged", Request::Reflection),
            (b"Buffer Size Calibrated at Server.", Request::Reflection),
            (b"Stopping the Server.", Request::Reflection),
        ] {
            assert_eq!(Request::parse(bytes), request, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn an_answer_with_a_flipped_bit_is_still_no_packet() {
        for answer in [CALIBRATED, ACKNOWLEDGED, STOPPING] {
            for bit in 0..answer.len() * 8 {
                let mut flipped = answer.to_vec();
                flipped[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(Request::parse(&flipped), Request::Reflection, "bit {bit}");
            }
        }
    }

    #[test]
    fn what_a_stamp_reflector_makes_of_an_answer_is_no_packet() {
        // From stamp-suite 1.0.0: number, T3, estimate, session, T2, then what it copied, and a TTL of 64.
        let reply = *b"Pack\
            \xee\xad\x12\xf5\xa9\xd7\xed\x63\0\x01\x65\x64\xee\xad\x12\xf5\xa9\xd7\x2c\x7b\
            Packet Acknowl\0\0\x40\0\0\0";
        assert_eq!(Request::parse(&reply), Request::Reflection);
        assert_eq!(Request::parse(&reply[..38]), Request::Reflection, "TWAMP-Light's is shorter");
        for answer in [CALIBRATED, STOPPING] {
            let other = [&reply[..24], &answer[..14], &reply[38..]].concat();
            assert_eq!(Request::parse(&other), Request::Reflection);
        }
        let other = [&reply[..24], b"Hello Server  ", &reply[38..]].concat();
        assert_eq!(Request::parse(&other), Request::Packet);
        assert_eq!(Request::parse(&[1; 100]), Request::Packet);
    }

    #[test]
    fn packets_have_the_size_asked_for_and_are_never_commands() {
        assert_eq!(packet(12), b"Hello Server");
        assert_eq!(packet(3), b"Hel");
        assert_eq!(packet(14), b"Hello Server  ");
        assert_eq!(sweep_packet(14), b"Hello Server. ");
        for size in 0..2000 {
            for packet in [packet(size), sweep_packet(size)] {
                assert_eq!((packet.len(), Request::parse(&packet)), (size, Request::Packet));
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_have_a_meaning_that_can_be_shown(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            prop_assert!(!explain(&bytes).chars().any(char::is_control));
        }

        #[test]
        fn every_size_is_understood(size: u32) {
            prop_assert_eq!(Request::parse(calibration(size as usize).as_bytes()), Request::Calibrate(size));
        }
    }
}
