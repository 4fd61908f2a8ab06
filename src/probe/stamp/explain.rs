//! A packet in words, for `--trace`.

use std::fmt::Write;
use std::net::IpAddr;
use std::time::Duration;

use super::octets::{u16_at, u32_at, u64_at};
use super::packet::Mode;
use super::recognise::{is_reflection, looks_like_request};
use super::timestamp::{ErrorEstimate, Format, Timestamp};
use super::tlv::{
    Answers, CLASS_OF_SERVICE, ClockSource, DIRECT_MEASUREMENT, EXTRA_PADDING, FOLLOW_UP, HMAC, LOCATION,
    Location, MALFORMED, Method, NOT_AUTHENTIC, TIMESTAMP_INFORMATION, Tlv, Tlvs, UNRECOGNISED,
};
use crate::clock::Wall;

/// What a STAMP packet says, field by field; `None` when these octets are none. Tags are not tried: there is no key
/// here.
pub fn explain(datagram: &[u8]) -> Option<String> {
    let is_reply = is_reflection(datagram);
    if !is_reply && !looks_like_request(datagram) {
        return None;
    }
    let mode = Mode::of(datagram)?;
    let layout = mode.layout();
    let error = ErrorEstimate::from_bits(u16_at(datagram, layout.error())?);
    let time = |at, error: ErrorEstimate| Some(shown(u64_at(datagram, at)?, error.format()));
    let (kind, own) = if is_reply { ("reply", "T3") } else { ("request", "T1") };
    let mut text = format!("STAMP {kind}");
    if mode == Mode::Authenticated {
        text.push_str(", authenticated");
    }
    // Writing to a string cannot fail.
    let _ = write!(text, ": sequence {}", u32_at(datagram, 0)?);
    if is_reply {
        let sender_error = ErrorEstimate::from_bits(u16_at(datagram, layout.sender_error)?);
        let _ = write!(
            text,
            " to {}, T1 {}, T2 {}",
            u32_at(datagram, layout.sender_sequence)?,
            time(layout.sender_timestamp, sender_error)?,
            time(layout.received, error)?
        );
        if let Some(ttl) = datagram.get(layout.ttl).filter(|ttl| **ttl != 0) {
            let _ = write!(text, ", TTL there {ttl}");
        }
    }
    let clock = if error.synchronised() { "synchronised" } else { "not synchronised" };
    let within = error.seconds().map_or("unknown".to_owned(), |seconds| {
        crate::text::duration(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
    });
    let _ = write!(text, ", {own} {} ({clock}, within {within})", time(layout.timestamp, error)?);
    if let Some(ssid) = u16_at(datagram, layout.ssid()).filter(|ssid| *ssid != 0) {
        let _ = write!(text, ", session {ssid}");
    }
    let tail = datagram.get(layout.base..).unwrap_or_default();
    // A request's tail may be padding of TWAMP-Light; a reply's was taken for TLVs when it was a request.
    let tlvs = if is_reply { Some(Tlvs::new(tail)) } else { Tlvs::of_request(tail) };
    for tlv in tlvs.into_iter().flatten() {
        let _ = write!(text, ", {} {}", name(tlv.kind), tlv.value.len());
        for (flag, letter) in [(UNRECOGNISED, 'U'), (MALFORMED, 'M'), (NOT_AUTHENTIC, 'I')] {
            if tlv.flags & flag != 0 {
                let _ = write!(text, " {letter}");
            }
        }
        let meaning = if is_reply { answered(&tlv, error.format()) } else { asked(&tlv) };
        if let Some(meaning) = meaning.filter(|meaning| !meaning.is_empty()) {
            let _ = write!(text, " ({meaning})");
        }
    }
    Some(text)
}

/// What a question says, where it says something.
fn asked(tlv: &Tlv<'_>) -> Option<String> {
    match tlv.kind {
        CLASS_OF_SERVICE => Some(format!("DSCP {} for the way back", tlv.value.first()? >> 2)),
        DIRECT_MEASUREMENT => Some(format!("{} sent", u32_at(tlv.value, 0)?)),
        _ => None,
    }
}

/// What an answer says; none when there is none.
fn answered(tlv: &Tlv<'_>, format: Format) -> Option<String> {
    let answers = Answers::of(tlv, format);
    let or_none = |ip: Option<IpAddr>| ip.map_or("?".to_owned(), |ip| ip.to_string());
    let words = [
        answers.location.map(|seen| {
            let Location { source_port, destination_port, .. } = seen;
            let (source, destination) = (or_none(seen.source), or_none(seen.destination));
            format!("from {source} port {source_port} to {destination} port {destination_port}")
        }),
        answers.timestamp_information.map(|told| {
            let clock = |told: Option<ClockSource>| told.map_or("unknown", ClockSource::name);
            let method = |told: Option<Method>| told.map_or("unknown", Method::name);
            let (received, sent) = (clock(told.received_clock), clock(told.sent_clock));
            let (received_by, sent_by) = (method(told.received_by), method(told.sent_by));
            format!("T2 {received} by {received_by}, T3 {sent} by {sent_by}")
        }),
        answers.class_of_service.map(|class| {
            let refused = if class.refused { ", DSCP for the way back refused" } else { "" };
            format!("DSCP {} and ECN {} there{refused}", class.dscp, class.ecn)
        }),
        answers.direct_measurement.map(|direct| {
            format!("{} sent, {} received there, {} answered", direct.sent, direct.received, direct.answered)
        }),
        answers.follow_up.map(|follow_up| {
            let (sequence, left) = (follow_up.sequence, shown(follow_up.sent_at.bits(), format));
            format!("reply {sequence} left {left} by {}", follow_up.method.map_or("unknown", Method::name))
        }),
    ];
    words.into_iter().flatten().next()
}

/// The time of day; for what is no time, its bits.
fn shown(bits: u64, format: Format) -> String {
    // Any year near ours makes the era the right one.
    const NEAR: u64 = 1_800_000_000_000_000_000;
    let unix_ns = Timestamp::from_bits(bits, format).to_unix(NEAR);
    let micros = unix_ns.and_then(|ns| i64::try_from(ns / 1000).ok());
    micros.map_or_else(|| format!("{bits:#018x}"), |us| Wall::from_unix_micros(us).time_of_day())
}

fn name(kind: u8) -> String {
    match kind {
        EXTRA_PADDING => "Extra Padding".to_owned(),
        LOCATION => "Location".to_owned(),
        TIMESTAMP_INFORMATION => "Timestamp Information".to_owned(),
        CLASS_OF_SERVICE => "Class of Service".to_owned(),
        DIRECT_MEASUREMENT => "Direct Measurement".to_owned(),
        FOLLOW_UP => "Follow-Up Telemetry".to_owned(),
        HMAC => "HMAC".to_owned(),
        other => format!("TLV {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::auth::Key;
    use super::super::packet::{Probe, Request};
    use super::super::reflect::{Facts, reflect};
    use super::super::tlv::Asks;
    use super::*;
    use proptest::prelude::*;

    const NOW: u64 = 1_760_000_000_123_456_789;

    #[test]
    fn both_directions_are_told_field_by_field() {
        let error = ErrorEstimate::new(true, Format::Ntp, 1_000_000);
        let asks = Asks { class_of_service: Some(46), ..Asks::default() };
        let key = Key::new(b"k");
        for (mode, is_said) in [(Mode::Open, false), (Mode::Authenticated, true)] {
            let probe = Probe { mode, sequence: 7, sent_at: NOW, error, ssid: 42, asks, size: 200 };
            let (mut request, mut reply) = (Vec::new(), Vec::new());
            probe.write(Some(&key), &mut request);
            let parsed = Request::parse(mode, Some(&key), &request).unwrap();
            reflect(&parsed, &Facts::for_tests(NOW), Some(&key), &mut reply);
            let asked = explain(&request).unwrap();
            assert!(asked.starts_with("STAMP request"), "{asked}");
            assert!(asked.contains(": sequence 7, T1 ") && asked.contains(", session 42"), "{asked}");
            assert!(asked.contains("Class of Service 4 U") && asked.contains("Extra Padding"), "{asked}");
            let answered = explain(&reply).unwrap();
            assert!(answered.starts_with("STAMP reply"), "{answered}");
            assert!(answered.contains(" to 7, T1 ") && answered.contains(", T3 "), "{answered}");
            assert!(asked.contains("Class of Service 4 U (DSCP 46 for the way back)"), "{asked}");
            assert!(answered.contains("Class of Service 4 (DSCP "), "{answered}");
            assert_eq!(
                (asked.contains("authenticated"), answered.contains("authenticated")),
                (is_said, is_said)
            );
        }
    }

    #[test]
    fn texts_are_none() {
        for text in [&b"Hello Server"[..], b"", b"Packet Acknowledged", &[0; 100]] {
            assert_eq!(explain(text), None);
        }
    }

    proptest! {
        #[test]
        fn any_octets_can_be_told(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(explain(&bytes).is_none_or(|text| !text.chars().any(char::is_control)));
        }
    }
}
