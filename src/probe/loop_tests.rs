//! Two reflectors that one forged packet sets against each other fall silent, whichever they are and whatever happens
//! to a message on its way.

use std::hash::{BuildHasherDefault, DefaultHasher};
use std::net::SocketAddr;

use proptest::prelude::*;

use super::reflector::{Reflector, Settings};
use super::stamp::auth::Key;
use super::stamp::packet::{Mode, Probe, Request};
use super::stamp::reflect::{Facts, reflect};
use super::stamp::timestamp::{ErrorEstimate, Format};
use super::stamp::tlv::{Asks, ClockSource, Method};
use super::wire::Wire;
use crate::admit::Rules;
use crate::clock::Instant;
use crate::contract::{Arrival, Datagrams, Outbox, Received, Stamp, Stamper};

const NOW: u64 = 1_760_000_000_123_456_789;

/// What a message costs on the way, and what a reflector takes to answer.
const STEP: u64 = 40_000;

/// The longest dialogue that one packet may cause.
const HANDFUL: usize = 6;

fn key() -> Key {
    Key::new(&[7; 32])
}

/// Something that answers datagrams.
enum End {
    Ours(Box<Reflector<BuildHasherDefault<DefaultHasher>>>),
    /// Another make, of the worst kind: it reflects whatever is long enough.
    Credulous {
        key: Option<Key>,
        twamp: bool,
    },
}

#[derive(Clone, Copy, Debug)]
enum Make {
    Auto,
    Stateless,
    WithKey,
    RequiringKey,
    StampAlone,
    CourseAlone,
    Credulous,
    CredulousWithKey,
    /// Its replies have 38 octets.
    Twamp,
}

const MAKES: [Make; 9] = [
    Make::Auto,
    Make::Stateless,
    Make::WithKey,
    Make::RequiringKey,
    Make::StampAlone,
    Make::CourseAlone,
    Make::Credulous,
    Make::CredulousWithKey,
    Make::Twamp,
];

impl Make {
    const fn is_ours(self) -> bool {
        !matches!(self, Make::Credulous | Make::CredulousWithKey | Make::Twamp)
    }

    fn end(self) -> End {
        let mut settings = Settings::for_tests(Rules::for_tests(20_000, 8080));
        match self {
            Make::Auto => {}
            Make::Stateless => settings.stamp.limits.sessions = 0,
            Make::WithKey => settings.stamp.key = Some(key()),
            Make::RequiringKey => {
                settings.stamp.key = Some(key());
                settings.stamp.require_auth = true;
            }
            Make::StampAlone => settings.wire = Wire::Stamp,
            Make::CourseAlone => settings.wire = Wire::Course,
            Make::Credulous => return End::Credulous { key: None, twamp: false },
            Make::CredulousWithKey => return End::Credulous { key: Some(key()), twamp: false },
            Make::Twamp => return End::Credulous { key: None, twamp: true },
        }
        End::Ours(Box::new(Reflector::new(settings, BuildHasherDefault::default())))
    }
}

impl End {
    fn answers(&mut self, from: SocketAddr, at: u64, datagram: &[u8]) -> Vec<Vec<u8>> {
        match self {
            End::Ours(reflector) => {
                let at = Stamp { unix_ns: at, by: Stamper::Kernel };
                let arrival = Arrival { at, ttl: Some(255), ..Arrival::default() };
                let request = Received { from, to: None, unicast: true, arrival };
                let mut out = Outbox::new(false);
                reflector.datagram(Instant::default(), &request, datagram, &mut out);
                for transmit in out.transmits().to_vec() {
                    if transmit.is_stamped {
                        let leaving = reflector.leaving().unwrap();
                        leaving(at.unix_ns + STEP, out.payload_mut(&transmit));
                    }
                }
                out.transmits().iter().map(|transmit| out.payload(transmit).to_vec()).collect()
            }
            End::Credulous { key, twamp } => {
                let mode = if key.is_some() { Mode::of(datagram).unwrap_or(Mode::Open) } else { Mode::Open };
                let Ok(request) = Request::parse(mode, key.as_ref(), datagram) else { return vec![] };
                let sent_at = if *twamp { at } else { at + STEP };
                let facts = Facts { received_at: at, sent_at, ..facts() };
                let mut reply = Vec::new();
                reflect(&request, &facts, key.as_ref(), &mut reply);
                reply.truncate(if *twamp { 38 } else { reply.len() });
                vec![reply]
            }
        }
    }
}

fn facts() -> Facts {
    Facts {
        sequence: None,
        received_at: NOW,
        sent_at: NOW,
        error: ErrorEstimate::new(true, Format::Ntp, 1_000),
        ttl: Some(255),
        traffic_class: 0,
        dscp_allowed: true,
        location: None,
        received: 0,
        answered: 0,
        previous: None,
        clock: ClockSource::Ntp,
        received_by: Method::Software,
        sent_by: Method::Software,
    }
}

/// Forges `first` from the one to the other, and counts messages until silence. The nth message on the way has a bit
/// flipped, if `flip` says so.
fn messages(makes: [Make; 2], first: &[u8], flip: Option<(usize, usize)>) -> usize {
    until_silence(&mut makes.map(Make::end), first, flip)
}

fn until_silence(ends: &mut [End; 2], first: &[u8], flip: Option<(usize, usize)>) -> usize {
    let addresses: [SocketAddr; 2] = ["10.0.0.1:40000", "10.0.0.2:40000"].map(|text| text.parse().unwrap());
    let (mut flying, mut count) = (vec![first.to_vec()], 0);
    while let (Some(mut datagram), true) = (flying.pop(), count <= HANDFUL) {
        if let Some((nth, bit)) = flip
            && nth == count
            && !datagram.is_empty()
        {
            let bit = bit % (datagram.len() * 8);
            datagram[bit / 8] ^= 1 << (bit % 8);
        }
        count += 1;
        let there = count % 2;
        let answers = ends[there].answers(addresses[1 - there], NOW + count as u64 * 2 * STEP, &datagram);
        assert!(answers.len() <= 1, "one answer at most");
        for answer in &answers {
            // Texts of the course are answered by texts.
            let most = datagram.len().max(if datagram.len() < 14 { 33 } else { 44 });
            assert!(answer.len() <= most, "{} octets to {}", answer.len(), datagram.len());
        }
        flying.extend(answers);
    }
    count
}

/// Any two of which one at least is ours.
fn pairs() -> impl Iterator<Item = [Make; 2]> {
    let all = MAKES.into_iter().flat_map(|a| MAKES.into_iter().map(move |b| [a, b]));
    all.filter(|[a, b]| a.is_ours() || b.is_ours())
}

fn request(mode: Mode, asks: Asks, size: usize) -> Vec<u8> {
    let error = ErrorEstimate::new(true, Format::Ntp, 1_000);
    let probe = Probe { mode, sequence: 3, sent_at: NOW, error, ssid: 9, asks, size };
    let mut out = Vec::new();
    probe.write(Some(&key()), &mut out);
    out
}

/// Requests of each kind, and the replies to them.
fn forged() -> Vec<Vec<u8>> {
    let asks =
        Asks { class_of_service: Some(46), direct_measurement: Some(3), follow_up: true, ..Asks::default() };
    let mut forged = Vec::new();
    for mode in [Mode::Open, Mode::Authenticated] {
        for (asks, size) in [(Asks::default(), 0), (Asks::default(), 300), (asks, 0)] {
            forged.push(request(mode, asks, size));
        }
    }
    let bare = request(Mode::Open, Asks::default(), 0);
    for padding in [&[0; 27][..], &[0xff; 40], b"\xab\xcd\xef padding of TWAMP-Light, more of it"] {
        forged.push([&bare[..14], padding].concat());
    }
    forged.push(bare[..14].to_vec());
    let replies: Vec<Vec<u8>> = forged
        .iter()
        .flat_map(|request| Make::CredulousWithKey.end().answers(([10, 0, 0, 2], 1).into(), NOW, request))
        .collect();
    let short = replies[0][..38].to_vec();
    let texts = [&b"C 44"[..], b"Hello Server", b"Packet Acknowledged", b"exit", b"", b"\xff\0"];
    forged.extend(replies);
    forged.push(short);
    forged.extend(texts.map(<[u8]>::to_vec));
    forged
}

#[test]
fn any_two_reflectors_fall_silent_after_one_forged_packet() {
    for pair in pairs() {
        for first in forged() {
            let count = messages(pair, &first, None);
            assert!(count <= 4, "{pair:?}: {count} messages after {first:02x?}");
        }
    }
}

#[test]
fn a_forged_calibration_before_it_does_not_make_a_loop_of_it() {
    for pair in pairs() {
        for first in forged() {
            let mut ends = pair.map(Make::end);
            let counts = [&b"C 44"[..], &first].map(|forged| until_silence(&mut ends, forged, None));
            assert!(
                counts.iter().all(|count| *count <= 4),
                "{pair:?}: {counts:?} messages after {first:02x?}"
            );
        }
    }
}

#[test]
fn the_worst_kind_would_go_on_for_ever_among_itself() {
    let first = request(Mode::Open, Asks::default(), 0);
    assert!(messages([Make::Credulous; 2], &first, None) > HANDFUL);
}

#[test]
fn a_flipped_bit_does_not_wake_them() {
    for pair in pairs() {
        for first in
            [request(Mode::Open, Asks::default(), 0), request(Mode::Authenticated, Asks::default(), 0)]
        {
            for bit in 0..first.len() * 8 {
                let count = messages(pair, &first, Some((1, bit)));
                assert!(count <= HANDFUL, "{pair:?}: {count} messages, bit {bit} of the first reply");
            }
        }
    }
}

proptest! {
    #[test]
    fn no_octets_make_a_loop(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        pair in prop::sample::select(pairs().collect::<Vec<_>>()),
        flip in prop::option::of((0..4_usize, any::<usize>())),
    ) {
        prop_assert!(messages(pair, &bytes, flip) <= HANDFUL, "{pair:?}");
    }

    #[test]
    fn no_forged_packet_with_octets_changed_makes_a_loop(
        first in prop::sample::select(forged()),
        changes in prop::collection::vec((any::<usize>(), any::<u8>()), 0..4),
        cut in any::<usize>(),
        pair in prop::sample::select(pairs().collect::<Vec<_>>()),
        flip in prop::option::of((0..4_usize, any::<usize>())),
    ) {
        let mut first = first;
        for (at, octet) in changes {
            let length = first.len().max(1);
            if let Some(place) = first.get_mut(at % length) {
                *place = octet;
            }
        }
        first.truncate(cut % 400);
        prop_assert!(messages(pair, &first, flip) <= HANDFUL, "{pair:?} {first:02x?}");
    }
}
