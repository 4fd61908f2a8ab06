//! STAMP's packets and TLVs, read and reflected in both modes from any octets.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sockctl::probe::stamp::auth::Key;
use sockctl::probe::stamp::packet::{Mode, Reply, Request, set_sent_at};
use sockctl::probe::stamp::recognise::{is_reflection, looks_like_request};
use sockctl::probe::stamp::reflect::{Facts, Previous, reflect};
use sockctl::probe::stamp::timestamp::ErrorEstimate;
use sockctl::probe::stamp::tlv::{ClockSource, Method};

const NOW: u64 = 1_760_000_000_000_000_000;

fuzz_target!(|octets: &[u8]| {
    let key = Key::new(&[7; 32]);
    let facts = Facts {
        sequence: Some(3),
        received_at: NOW,
        sent_at: NOW + 1_000,
        error: ErrorEstimate::from_bits(0x8001),
        ttl: Some(64),
        traffic_class: 0xb9,
        dscp_allowed: true,
        location: Some((([192, 0, 2, 1], 40_000).into(), ([192, 0, 2, 2], 862).into())),
        received: 4,
        answered: 4,
        previous: Some(Previous { sequence: 2, sent_at: NOW - 1_000, method: Method::Software }),
        clock: ClockSource::Ntp,
        received_by: Method::Software,
        sent_by: Method::Software,
    };
    let _ = looks_like_request(octets);
    let _ = is_reflection(octets);
    for mode in [Mode::Open, Mode::Authenticated] {
        for key in [None, Some(&key)] {
            let mut packet = octets.to_vec();
            // Else none would ever be authentic.
            if packet.len() >= mode.base_length() {
                set_sent_at(mode, &mut packet, NOW, key);
            }
            let _ = Reply::parse(mode, key, &packet).map(|reply| reply.answers(key));
            let Ok(request) = Request::parse(mode, key, &packet) else { continue };
            let mut reply = Vec::new();
            reflect(&request, &facts, key, &mut reply);
            assert_eq!(reply.len(), packet.len().max(mode.base_length()));
            assert!(is_reflection(&reply) && !looks_like_request(&reply));
            assert!(Reply::parse(mode, key, &reply).is_ok());
        }
    }
});
