//! `sockctl ping serve` as a STAMP Session-Reflector: the real executable, asked by senders that are written here octet
//! by octet after RFC 8762 and RFC 8972. Nothing of the product reads or writes these packets.
//!
//! Clocks are compared in one direction only: nothing comes before its time, however slow the machine.

use std::fs;
use std::io::IoSliceMut;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use nix::errno::Errno;
use nix::sys::socket::{ControlMessageOwned, MsgFlags, recvmsg, setsockopt, sockopt};
use ring::hmac;
use serde_json::{Value, json};
use socket2::SockRef;

use crate::harness::{Server, UdpPeer, loopbacks, run, shown};

/// T1 of every request: 2025-10-09 08:53:20.5 UTC.
const T1: [u8; 8] = *b"\xec\x91\xf6\x80\x80\0\0\0";
/// Bits S, Z, scale 0 and multiplier 1.
const ERROR: [u8; 2] = *b"\x80\x01";

const KEY: [u8; 32] = *b"\0\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\
    \x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f";
const KEY_IN_HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

const PADDING: u8 = 1;
const LOCATION: u8 = 2;
const TIMESTAMP_INFORMATION: u8 = 3;
const CLASS_OF_SERVICE: u8 = 4;
const DIRECT_MEASUREMENT: u8 = 5;
const FOLLOW_UP: u8 = 7;
const HMAC: u8 = 8;

const U: u8 = 0x80;
const M: u8 = 0x40;
const I: u8 = 0x20;

/// A request of the unauthenticated mode, and what follows it.
pub(crate) fn open(sequence: u32, ssid: u16, tail: &[u8]) -> Vec<u8> {
    let fields: [&[u8]; 6] = [&sequence.to_be_bytes(), &T1, &ERROR, &ssid.to_be_bytes(), &[0; 28], tail];
    fields.concat()
}

/// The same of the authenticated mode.
pub(crate) fn authentic(key: &[u8], sequence: u32, ssid: u16, tail: &[u8]) -> Vec<u8> {
    let fields: [&[u8]; 6] = [&sequence.to_be_bytes(), &[0; 12], &T1, &ERROR, &ssid.to_be_bytes(), &[0; 68]];
    let mut packet = fields.concat();
    packet.extend(tag(key, &[&packet]));
    packet.extend_from_slice(tail);
    packet
}

/// HMAC-SHA-256 of these parts, cut to 16 octets.
fn tag(key: &[u8], parts: &[&[u8]]) -> [u8; 16] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, &parts.concat()).as_ref()[..16].try_into().unwrap()
}

fn tlv(flags: u8, kind: u8, value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(value.len()).unwrap().to_be_bytes();
    [&[flags, kind], &length[..], value].concat()
}

fn u32_at(packet: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(packet[at..at + 4].try_into().unwrap())
}

/// Nanoseconds since 1970 of the NTP timestamp that begins there, to the nearest.
fn time_at(packet: &[u8], at: usize) -> u128 {
    let (seconds, fraction) = (u128::from(u32_at(packet, at)), u128::from(u32_at(packet, at + 4)));
    (seconds - 2_208_988_800) * 1_000_000_000 + ((fraction * 1_000_000_000 + (1 << 31)) >> 32)
}

fn wall() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos()
}

/// The reflector's number, and the request's that it copies.
fn numbers(reply: &[u8]) -> (u32, u32) {
    (u32_at(reply, 0), u32_at(reply, 24))
}

fn server(args: &[&str]) -> Server {
    Server::start("ping", &[&["--bind", "127.0.0.1", "--json"], args].concat())
}

fn sender(server: &Server) -> UdpPeer {
    UdpPeer::new(server.address())
}

/// This datagram is not answered: a good request that is sent after it is answered first and alone.
fn expect_silence(peer: &UdpPeer, datagram: &[u8], good: &[u8]) {
    peer.send(datagram);
    let reply = peer.ask(good);
    assert_eq!((reply.len(), &reply[14..16]), (good.len(), &good[14..16]), "{}", shown(datagram));
    peer.expect_nothing(&format!("{} is not answered", shown(datagram)));
}

/// The server's summary has these figures.
fn expect_summary(server: Server, expected: &Value) {
    let summary = server.stop().summary();
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&summary[key], value, "{key} in {summary}");
    }
}

/// The reply's TLVs to a request of the unauthenticated mode with these.
fn answered(peer: &UdpPeer, tail: &[u8]) -> Vec<u8> {
    let request = open(0, 42, tail);
    let reply = peer.ask(&request);
    assert_eq!(reply.len(), request.len(), "a reply is as long as its request");
    reply[44..].to_vec()
}

/// A file with this secret that nobody else can read.
fn secret(folder: &Path, text: &[u8]) -> PathBuf {
    let path = folder.join("secret");
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    path
}

/// A server whose secret is `KEY`.
fn server_with_key(args: &[&str]) -> Server {
    let folder = tempfile::tempdir().unwrap();
    let file = secret(folder.path(), KEY_IN_HEX.as_bytes());
    server(&[&["--key-file", file.to_str().unwrap()], args].concat())
}

/// A datagram, and TTL and traffic class of its header.
fn hear_with_header(peer: &UdpPeer) -> (Vec<u8>, u8, u8) {
    let (mut buffer, mut control) = ([0; 2048], nix::cmsg_space!(i32, i32));
    let (mut ttl, mut class) = (None, None);
    let length = loop {
        let mut parts = [IoSliceMut::new(&mut buffer)];
        let fd = peer.socket().as_raw_fd();
        let message = match recvmsg::<()>(fd, &mut parts, Some(&mut control), MsgFlags::empty()) {
            Err(Errno::EINTR) => continue,
            other => other.unwrap(),
        };
        for said in message.cmsgs().unwrap() {
            match said {
                ControlMessageOwned::Ipv4Ttl(value) | ControlMessageOwned::Ipv6HopLimit(value) => {
                    ttl = Some(u8::try_from(value).unwrap());
                }
                ControlMessageOwned::Ipv4Tos(value) => class = Some(value),
                ControlMessageOwned::Ipv6TClass(value) => class = Some(u8::try_from(value).unwrap()),
                other => panic!("{other:?}"),
            }
        }
        break message.bytes;
    };
    (buffer[..length].to_vec(), ttl.expect("a TTL"), class.expect("a traffic class"))
}

/// A sender on this family whose packets have this TTL and traffic class, and that sees those of the replies.
fn sender_with_header(server: &Server, ttl: u8, class: u8) -> UdpPeer {
    let peer = sender(server);
    let socket = SockRef::from(peer.socket());
    if server.address().is_ipv4() {
        socket.set_ttl_v4(ttl.into()).unwrap();
        socket.set_tos_v4(class.into()).unwrap();
        setsockopt(peer.socket(), sockopt::Ipv4RecvTtl, &true).unwrap();
        setsockopt(peer.socket(), sockopt::IpRecvTos, &true).unwrap();
    } else {
        socket.set_unicast_hops_v6(ttl.into()).unwrap();
        setsockopt(peer.socket(), sockopt::Ipv6TClass, &class.into()).unwrap();
        setsockopt(peer.socket(), sockopt::Ipv6RecvHopLimit, &true).unwrap();
        setsockopt(peer.socket(), sockopt::Ipv6RecvTClass, &true).unwrap();
    }
    peer
}

// The packet.

#[test]
fn a_reply_has_the_standards_fields_on_both_families() {
    for address in loopbacks() {
        let server = Server::start("ping", &["--bind", address]);
        let peer = sender(&server);
        let before = wall();
        let reply = peer.ask(open(0x0102_0304, 0xbeef, &[]));
        let after = wall();
        assert_eq!(reply.len(), 44);
        assert_eq!(reply[0..4], [0; 4], "its own count begins at 0");
        let (t2, t3) = (time_at(&reply, 16), time_at(&reply, 4));
        // A step of the timestamp is a quarter of a nanosecond.
        assert!(before <= t2 + 1, "T2 {t2} lies before {before}");
        assert!(t2 <= t3, "T2 {t2}, T3 {t3}");
        assert!(t3 <= after + 1, "T3 {t3} lies after {after}");
        assert_eq!(reply[12] & 0x40, 0, "bit Z: NTP's format");
        assert_ne!(reply[13], 0, "a multiplier");
        assert_eq!(reply[14..16], *b"\xbe\xef", "session id");
        assert_eq!(reply[24..28], *b"\x01\x02\x03\x04", "the sender's number");
        assert_eq!(reply[28..36], T1, "the sender's time");
        assert_eq!(reply[36..38], ERROR, "the sender's estimate");
        assert_eq!(reply[38..40], [0; 2]);
        assert_eq!(reply[41..44], [0; 3]);
    }
}

#[test]
fn the_ttl_is_told_as_it_arrived_and_replies_leave_with_the_highest() {
    for address in loopbacks() {
        let server = Server::start("ping", &["--bind", address]);
        for ttl in [255, 64, 33, 1] {
            let peer = sender_with_header(&server, ttl, 0);
            peer.send(open(0, 1, &[]));
            let (reply, back, _) = hear_with_header(&peer);
            assert_eq!((reply[40], back), (ttl, 255), "{address}");
        }
    }
}

#[test]
fn a_reply_has_the_dscp_of_its_request_or_the_one_that_is_asked_for() {
    for address in loopbacks() {
        let server = Server::start("ping", &["--bind", address]);
        // DSCP 46 and ECN 1.
        let peer = sender_with_header(&server, 64, 46 << 2 | 1);
        peer.send(open(0, 1, &[]));
        assert_eq!(hear_with_header(&peer).2, 46 << 2, "{address}: ECN is not copied");
        // DSCP 10 asked: 001010; 46 arrived: 101110; ECN 01; not refused 00; and 16 reserved bits.
        peer.send(open(1, 1, &tlv(U, CLASS_OF_SERVICE, &[10 << 2, 0, 0, 0])));
        let (reply, _, class) = hear_with_header(&peer);
        assert_eq!(reply[44..], tlv(0, CLASS_OF_SERVICE, &[0b0010_1010, 0b1110_0100, 0, 0]), "{address}");
        assert_eq!(class, 10 << 2, "{address}");
        peer.send(open(2, 1, &tlv(U, CLASS_OF_SERVICE, &[0; 4])));
        let (reply, _, class) = hear_with_header(&peer);
        assert_eq!(reply[44..], tlv(0, CLASS_OF_SERVICE, &[0b0000_0010, 0b1110_0100, 0, 0]), "{address}");
        assert_eq!(class, 0, "{address}");
    }
}

#[test]
fn an_answer_leaves_from_the_address_that_was_asked() {
    let server = Server::start("ping", &["--bind", "0.0.0.0"]);
    for last in [1, 2, 77] {
        // This one hears that address only.
        let to = SocketAddr::from(([127, 0, 0, last], server.address().port()));
        assert_eq!(numbers(&UdpPeer::new(to).ask(open(9, 1, &[]))), (0, 9));
    }
}

#[test]
fn a_short_request_of_a_twamp_light_sender_is_filled_up_with_zeros() {
    let server = server(&[]);
    let peer = sender(&server);
    for (count, length) in (14..44).enumerate() {
        let reply = peer.ask(&open(7, 0, &[])[..length]);
        assert_eq!((reply.len(), numbers(&reply)), (44, (u32::try_from(count).unwrap(), 7)), "{length}");
        assert_eq!((&reply[28..36], &reply[36..38]), (&T1[..], &ERROR[..]), "{length}");
    }
    expect_summary(server, &json!({"reflected": 30, "sessions": 1, "refused": {}}));
}

#[test]
fn padding_that_is_no_chain_of_tlvs_comes_back_as_it_was() {
    let server = server(&[]);
    let peer = sender(&server);
    for padding in [&[0; 27][..], b"\x01", b"\0\x01\xff\xff padding", &[0xff; 300], &[0; 1400]] {
        assert_eq!(shown(&answered(&peer, padding)), shown(padding));
    }
}

#[test]
fn the_largest_datagrams_come_back_whole() {
    let server = server(&[]);
    let peer = sender(&server);
    let padding = tlv(U, PADDING, &[0x5a; 65_507 - 48]);
    assert!(answered(&peer, &padding)[4..] == padding[4..]);
}

// Sessions.

#[test]
fn a_reflector_with_state_counts_its_replies_and_one_without_copies_the_number() {
    for (flag, expected) in [("--stateful=true", [0, 1, 2, 3]), ("--stateful=false", [0, 1, 3, 2])] {
        let server = server(&[flag]);
        let peer = sender(&server);
        for (sent, own) in [0, 1, 3, 2].into_iter().zip(expected) {
            assert_eq!(numbers(&peer.ask(open(sent, 1, &[]))), (own, sent), "{flag}");
        }
        let sessions = if flag == "--stateful=true" { 1 } else { 0 };
        expect_summary(server, &json!({"reflected": 4, "sessions": sessions, "uncounted": 0}));
    }
}

#[test]
fn sessions_are_told_apart_by_port_and_session_id() {
    let server = server(&[]);
    let (peer, other) = (sender(&server), sender(&server));
    for own in 0..3 {
        assert_eq!(numbers(&peer.ask(open(50, 1, &[]))), (own, 50));
        assert_eq!(numbers(&peer.ask(open(60, 2, &[]))), (own, 60));
        assert_eq!(numbers(&other.ask(open(70, 1, &[]))), (own, 70));
    }
    expect_summary(server, &json!({"reflected": 9, "sessions": 3, "uncounted": 0}));
}

#[test]
fn beyond_the_most_sessions_newcomers_are_answered_without_a_count() {
    let server = server(&["--max-sessions", "1"]);
    let peer = sender(&server);
    assert_eq!(numbers(&peer.ask(open(5, 1, &[]))), (0, 5));
    assert_eq!(numbers(&peer.ask(open(6, 2, &[]))), (6, 6));
    assert_eq!(numbers(&peer.ask(open(7, 1, &[]))), (1, 7));
    expect_summary(server, &json!({"reflected": 3, "sessions": 1, "uncounted": 1}));
}

#[test]
fn a_session_that_was_silent_for_its_time_begins_anew() {
    let server = server(&["--session-timeout", "50ms"]);
    let peer = sender(&server);
    for _ in 0..2 {
        assert_eq!(numbers(&peer.ask(open(9, 1, &[]))), (0, 9));
        thread::sleep(Duration::from_millis(60));
    }
}

#[test]
fn packets_closer_together_than_allowed_are_not_answered() {
    let server = server(&["--min-interval", "1h"]);
    let peer = sender(&server);
    assert_eq!(numbers(&peer.ask(open(0, 1, &[]))), (0, 0));
    expect_silence(&peer, &open(1, 1, &[]), &open(0, 2, &[]));
    expect_summary(server, &json!({"reflected": 2, "refused": {"too-close": 1}}));
}

#[test]
fn longer_packets_than_allowed_are_not_answered() {
    let server = server(&["--max-size", "100"]);
    let peer = sender(&server);
    expect_silence(&peer, &open(0, 1, &[0; 57]), &open(1, 2, &[0; 56]));
    expect_summary(server, &json!({"reflected": 1, "refused": {"too-long": 1}}));
}

// TLVs.

#[test]
fn direct_measurement_counts_the_session() {
    let server = server(&[]);
    let peer = sender(&server);
    peer.ask(open(0, 7, &[]));
    for count in 1..4 {
        let value = |counts: [u32; 3]| counts.map(u32::to_be_bytes).concat();
        let reply = answered(&peer, &tlv(U, DIRECT_MEASUREMENT, &value([100 + count, 0, 0])));
        assert_eq!(reply, tlv(0, DIRECT_MEASUREMENT, &value([100 + count, count, count])));
    }
}

#[test]
fn what_is_not_understood_comes_back_as_it_was_and_what_stands_beside_it_is_answered() {
    let server = server(&[]);
    let peer = sender(&server);
    for unknown in [0, 6, 9, 10, 11, 12, 99, 240, 255] {
        let tail = [
            tlv(U, DIRECT_MEASUREMENT, &[0; 12]),
            tlv(U, unknown, &[1, 2, 3]),
            tlv(U, PADDING, &[9; 5]),
            tlv(U, PADDING, &[]),
        ];
        let reply = answered(&peer, &tail.concat());
        assert_eq!(reply[0], 0, "understood");
        let rest = [tlv(U, unknown, &[1, 2, 3]), tlv(0, PADDING, &[9; 5]), tlv(0, PADDING, &[])];
        assert_eq!(reply[16..], rest.concat(), "type {unknown}");
    }
}

#[test]
fn a_wrong_length_is_told_and_what_follows_is_left_alone() {
    let server = server(&[]);
    let peer = sender(&server);
    for (kind, length) in [
        (LOCATION, 3),
        (TIMESTAMP_INFORMATION, 5),
        (CLASS_OF_SERVICE, 3),
        (DIRECT_MEASUREMENT, 13),
        (FOLLOW_UP, 15),
    ] {
        let (before, after) = (tlv(U, PADDING, &[7]), tlv(U, CLASS_OF_SERVICE, &[40, 0, 0, 0]));
        let reply = answered(&peer, &[before, tlv(U, kind, &vec![0; length]), after.clone()].concat());
        let expected = [tlv(0, PADDING, &[7]), tlv(M, kind, &vec![0; length]), after].concat();
        assert_eq!(reply, expected, "type {kind} of {length} octets");
    }
    // Longer than the packet.
    for kind in [PADDING, CLASS_OF_SERVICE, 99] {
        let reply = answered(&peer, &[U, kind, 0, 5, 1, 2, 3, 4]);
        let flags = if kind == 99 { U | M } else { M };
        assert_eq!(reply, [flags, kind, 0, 5, 1, 2, 3, 4]);
    }
    // No room for a header.
    let reply = answered(&peer, &[tlv(U, PADDING, &[7]), vec![U, CLASS_OF_SERVICE, 0]].concat());
    assert_eq!(reply, [tlv(0, PADDING, &[7]), vec![U, CLASS_OF_SERVICE, 0]].concat());
}

#[test]
fn reserved_flags_are_zero_in_a_reply() {
    let server = server_with_key(&[]);
    let peer = sender(&server);
    let tail = [tlv(U | 0x1f, PADDING, &[7]), tlv(U | 0x1f, 99, &[7]), tlv(U | 0x1f, FOLLOW_UP, &[7])];
    let expected = [tlv(0, PADDING, &[7]), tlv(U, 99, &[7]), tlv(M, FOLLOW_UP, &[0])];
    assert_eq!(answered(&peer, &tail.concat()), expected.concat());
    let accused = [tlv(U | 0x1f, PADDING, &[7]), tlv(U | 0x1f, HMAC, &[0; 16])];
    let expected = [tlv(U | I, PADDING, &[7]), tlv(U | I, HMAC, &[0; 16])];
    assert_eq!(answered(&peer, &accused.concat()), expected.concat());
    // Location's own links, the second of them too short.
    let inner = [vec![0; 4], tlv(U | 0x1f, 4, &[0; 16]), tlv(U | 0x1f, 7, &[0; 15])].concat();
    let reply = answered(&peer, &tlv(U, LOCATION, &inner));
    assert_eq!((reply[0], reply[8], reply[28]), (0, 0, U | M), "{}", shown(&reply));
}

#[test]
fn a_sender_is_told_where_its_packet_came_from_and_arrived_unless_that_is_forbidden() {
    let ask = |kind: u8| tlv(U, kind, &[0; 16]);
    for address in loopbacks() {
        let server = Server::start("ping", &["--bind", address]);
        let peer = sender(&server);
        let place = |v4: u8| match server.address().ip() {
            IpAddr::V4(ip) => tlv(0, v4, &[&ip.octets()[..], &[0; 12]].concat()),
            IpAddr::V6(ip) => tlv(0, v4 + 1, &ip.octets()),
        };
        let reply = answered(&peer, &tlv(U, LOCATION, &[&[0; 4], &ask(4)[..], &ask(7)].concat()));
        let ports = [server.address().port(), peer.local().port()].map(u16::to_be_bytes).concat();
        assert_eq!(reply, tlv(0, LOCATION, &[&ports, &place(5)[..], &place(8)].concat()), "{address}");
    }
    let server = server(&["--location=false"]);
    let asked = tlv(U, LOCATION, &[&[0; 4], &ask(4)[..], &ask(7)].concat());
    assert_eq!(answered(&sender(&server), &asked), asked);
}

#[test]
fn the_clock_is_described() {
    let server = server(&[]);
    let reply = answered(&sender(&server), &tlv(U, TIMESTAMP_INFORMATION, &[0; 4]));
    assert_eq!(reply[..4], [0, TIMESTAMP_INFORMATION, 0, 4]);
    // NTP or free-running; taken by software.
    assert!([1, 5].contains(&reply[4]) && reply[6] == reply[4], "{reply:?}");
    assert_eq!((reply[5], reply[7]), (2, 2), "{reply:?}");
}

// Keys.

#[test]
fn the_tag_here_is_the_one_that_another_library_makes() {
    // Python's: hmac.new(bytes(range(32)), packet, hashlib.sha256).digest()[:16]
    let packet = [&[1, 2, 3, 4][..], &[0; 12], b"\0\0\0\x01\x80\0\0\0\x80\x01\0\x2a", &[0; 68]].concat();
    let expected = *b"\xcb\x15\x69\xc5\x8f\x09\x12\x8e\x72\x85\xae\x32\xe3\xec\x04\x5d";
    assert_eq!(tag(&KEY, &[&packet]), expected);
}

#[test]
fn an_authenticated_reply_has_the_standards_fields_and_a_right_tag() {
    let server = server_with_key(&[]);
    let peer = sender(&server);
    let before = wall();
    let reply = peer.ask(authentic(&KEY, 0x0102_0304, 0xbeef, &[]));
    let after = wall();
    assert_eq!(reply.len(), 112);
    let (t2, t3) = (time_at(&reply, 32), time_at(&reply, 16));
    assert!(before <= t2 + 1 && t2 <= t3 && t3 <= after + 1, "{before} {t2} {t3} {after}");
    assert_ne!(reply[25], 0, "a multiplier");
    let mut expected = [0; 112];
    expected[16..26].copy_from_slice(&reply[16..26]);
    expected[26..28].copy_from_slice(b"\xbe\xef");
    expected[32..40].copy_from_slice(&reply[32..40]);
    expected[48..52].copy_from_slice(b"\x01\x02\x03\x04");
    expected[64..72].copy_from_slice(&T1);
    expected[72..74].copy_from_slice(&ERROR);
    expected[80] = reply[80];
    let tag = tag(&KEY, &[&reply[..96]]);
    expected[96..].copy_from_slice(&tag);
    assert_eq!(reply, expected);
    assert_ne!(reply[80], 0, "a TTL");
    expect_summary(server, &json!({"reflected": 1, "authenticated": 1, "refused": {}}));
}

#[test]
fn a_packet_whose_tag_is_wrong_is_met_with_silence() {
    let server = server_with_key(&[]);
    let peer = sender(&server);
    let good = authentic(&KEY, 0, 2, &[]);
    let expect_silence = |datagram: &[u8]| {
        peer.send(datagram);
        assert_eq!(peer.ask(&good)[26..28], [0, 2], "{}", shown(datagram));
        peer.expect_nothing("it is not answered");
    };
    let right = authentic(&KEY, 0, 1, &[]);
    expect_silence(&authentic(&[7; 32], 0, 1, &[]));
    for at in [0, 16, 27, 60, 95, 96, 111] {
        let mut flipped = right.clone();
        flipped[at] ^= 1;
        expect_silence(&flipped);
    }
    // No room for a tag.
    for length in [48, 96, 111] {
        expect_silence(&right[..length]);
    }
    expect_summary(server, &json!({"reflected": 11, "refused": {"not-authentic": 11}}));
}

#[test]
fn a_reflector_without_a_key_is_silent_to_authenticated_packets_alone() {
    let server = server(&[]);
    expect_silence(&sender(&server), &authentic(&KEY, 0, 1, &[]), &open(1, 2, &[]));
    expect_summary(server, &json!({"reflected": 1, "authenticated": 0, "refused": {"not-authentic": 1}}));
}

#[test]
fn a_key_is_no_reason_to_refuse_others_unless_told_so() {
    let open_to_all = server_with_key(&[]);
    assert_eq!(numbers(&sender(&open_to_all).ask(open(5, 1, &[]))), (0, 5));
    let server = server_with_key(&["--require-auth"]);
    let peer = sender(&server);
    peer.send(open(5, 1, &[]));
    peer.send(&open(5, 1, &[])[..14]);
    peer.send("C 64");
    peer.send("exit");
    assert_eq!(u32_at(&peer.ask(authentic(&KEY, 6, 1, &[])), 48), 6);
    peer.expect_nothing("the others are not answered");
    expect_summary(
        server,
        &json!({"reflected": 1, "authenticated": 1, "refused": {"not-authenticated": 2, "unrecognised": 2}}),
    );
}

/// TLVs and their HMAC TLV, which covers the packet's number too.
fn protected(key: &[u8], sequence: u32, tlvs: &[Vec<u8>], flags: u8) -> Vec<u8> {
    let tlvs = tlvs.concat();
    let tag = tag(key, &[&sequence.to_be_bytes(), &tlvs]);
    [tlvs, tlv(flags, HMAC, &tag)].concat()
}

#[test]
fn tlvs_are_protected_by_a_tag_of_their_own_in_both_modes() {
    let server = server_with_key(&[]);
    let peer = sender(&server);
    peer.ask(open(0, 42, &[]));
    let asked = [tlv(U, DIRECT_MEASUREMENT, &[0; 12]), tlv(U, 99, &[1, 2, 3])];
    let padding = tlv(U, PADDING, &[9; 6]);
    for (base, count) in [(44, 2), (112, 3)] {
        let tail = [protected(&KEY, 7, &asked, U), padding.clone()].concat();
        let request = if base == 44 { open(7, 42, &tail) } else { authentic(&KEY, 7, 42, &tail) };
        let reply = peer.ask(&request);
        // The session's second reply and its third.
        let counts = [0, count, count].map(u32::to_be_bytes).concat();
        let answers = [tlv(0, DIRECT_MEASUREMENT, &counts), tlv(U, 99, &[1, 2, 3])];
        let expected = [protected(&KEY, count - 1, &answers, 0), tlv(0, PADDING, &[9; 6])].concat();
        assert_eq!(reply[base..], expected, "at {base}");
    }
}

#[test]
fn tlvs_whose_tag_is_wrong_or_missing_are_all_accused_and_not_looked_into() {
    let server = server_with_key(&[]);
    let peer = sender(&server);
    let asked = [tlv(U, DIRECT_MEASUREMENT, &[0; 12]), tlv(U, CLASS_OF_SERVICE, &[40, 0, 0, 0])];
    let accused = |tail: &[u8]| {
        let mut tail = tail.to_vec();
        for at in [0, 16, 24] {
            if let Some(flags) = tail.get_mut(at) {
                *flags |= I;
            }
        }
        tail
    };
    let by_another_key = protected(&[7; 32], 0, &asked, U);
    let of_another_number = protected(&KEY, 1, &asked, U);
    for tail in [&by_another_key, &of_another_number] {
        assert_eq!(answered(&peer, tail), accused(tail));
    }
    // The authenticated mode asks for one.
    let bare = asked.concat();
    assert_eq!(peer.ask(authentic(&KEY, 0, 42, &bare))[112..], accused(&bare));
    // Padding alone needs none there.
    let padding = tlv(U, PADDING, &[9; 6]);
    assert_eq!(peer.ask(authentic(&KEY, 0, 42, &padding))[112..], tlv(0, PADDING, &[9; 6]));
}

#[test]
fn a_tag_that_cannot_be_tried_for_want_of_a_key_is_not_understood() {
    let server = server(&[]);
    let tail = protected(&KEY, 0, &[tlv(U, PADDING, &[1])], U);
    let expected = protected(&KEY, 0, &[tlv(U, PADDING, &[1])], U);
    let reply = answered(&sender(&server), &tail);
    assert_eq!((reply[0], &reply[1..]), (0, &expected[1..]));
}

#[test]
fn a_key_is_text_or_hexadecimal_digits_from_a_file_or_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let digits = KEY_IN_HEX.trim_end();
    for (text, key) in [
        (KEY_IN_HEX, &KEY[..]),
        (digits, &KEY),
        (&digits.to_uppercase(), &KEY),
        ("a text as a secret\r\n", b"a text as a secret"),
        ("00112233445566778899aabbccddeef\n", b"00112233445566778899aabbccddeef"),
    ] {
        let file = secret(folder.path(), text.as_bytes());
        let from_file = server(&["--require-auth", "-k", file.to_str().unwrap()]);
        let args = ["--bind", "127.0.0.1", "--require-auth"];
        let from_environment = Server::start_as("ping", &args, |mut command| {
            command.env("SOCKCTL_KEY", text);
            command
        });
        for server in [from_file, from_environment] {
            assert_eq!(u32_at(&sender(&server).ask(authentic(key, 6, 1, &[])), 48), 6, "{text}");
        }
    }
}

#[test]
fn what_is_no_key_is_said_before_anything_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let short = secret(folder.path(), b"short\n");
    let args = ["ping", "serve", "--bind", "127.0.0.1", "--port", "0"];
    let missing = folder.path().join("missing");
    for (more, why) in [
        (&["-k", short.to_str().unwrap()][..], "it has 5 bytes"),
        (&["-k", missing.to_str().unwrap()], "no such file"),
        (&["-k", folder.path().to_str().unwrap()], "directory"),
        (&["--require-auth"], "--require-auth needs a secret"),
    ] {
        let ended = run(&[&args, more].concat(), "").expect_exit(2);
        assert!(ended.stderr.contains(why), "{why}\n{ended}");
        assert_eq!(ended.stdout, "");
    }
}

#[test]
fn a_key_that_others_can_read_is_remarked_on_and_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = secret(folder.path(), b"a text as a secret\n");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let server = server(&["-v", "--trace", "-k", file.to_str().unwrap()]);
    sender(&server).ask(authentic(b"a text as a secret", 0, 1, &[]));
    let ended = server.stop();
    assert!(ended.stderr.contains("others can read the secret"), "{ended}");
    assert!(!ended.to_string().contains("a text as a secret"), "{ended}");
}

// Both wires, impairment, trace.

#[test]
fn both_wires_are_served_on_one_port_and_each_alone_when_told_so() {
    let both = server(&[]);
    let (course, stamp) = (sender(&both), sender(&both));
    for _ in 0..2 {
        assert_eq!(course.ask("Hello Server"), b"Packet Acknowledged");
        assert_eq!(numbers(&stamp.ask(open(5, 1, &[]))).1, 5);
        assert_eq!(course.ask(b"\xff\0"), b"Packet Acknowledged");
    }
    expect_summary(both, &json!({"reflected": 2, "acknowledged": 4, "refused": {}}));

    let course_alone = server(&["--wire", "course"]);
    assert_eq!(sender(&course_alone).ask(open(5, 1, &[])), b"Packet Acknowledged");
    let stamp_alone = server(&["--wire", "stamp"]);
    let peer = sender(&stamp_alone);
    for text in ["C 64", "Hello Server", "exit", "", "a text that is longer than a STAMP packet has to be"] {
        expect_silence(&peer, text.as_bytes(), &open(5, 1, &[]));
    }
    expect_summary(stamp_alone, &json!({"reflected": 5, "refused": {"unrecognised": 5}}));
}

#[test]
fn a_source_that_has_said_its_calibration_is_acknowledged_whatever_it_sends() {
    let server = server(&[]);
    let (peer, other) = (sender(&server), sender(&server));
    assert_eq!(numbers(&peer.ask(open(5, 1, &[]))), (0, 5));
    assert_eq!(peer.ask("C 44"), b"Buffer Size Calibrated at Server.");
    assert_eq!(peer.ask(open(5, 1, &[])), b"Packet Acknowledged");
    assert_eq!(numbers(&other.ask(open(5, 1, &[]))), (0, 5), "another port of the same address");
    // Its exercise is over.
    assert_eq!(peer.ask("exit"), b"Stopping the Server.");
    assert_eq!(numbers(&peer.ask(open(6, 1, &[]))), (1, 6));
}

#[test]
fn a_reply_is_never_reflected() {
    let server = server_with_key(&[]);
    let peer = sender(&server);
    for request in
        [open(0, 1, &[]), open(0, 1, &[0; 300]), authentic(&KEY, 0, 1, &[]), open(0, 1, &[])[..14].into()]
    {
        let reply = peer.ask(&request);
        expect_silence(&peer, &reply, &open(0, 2, &[]));
    }
    expect_summary(server, &json!({"reflected": 8, "refused": {"reflection": 4}}));
}

#[test]
fn an_artificial_delay_looks_like_the_networks() {
    let server = server(&["--delay", "50ms"]);
    for _ in 0..3 {
        let reply = sender(&server).ask(open(0, 1, &[]));
        let (t2, t3, t4) = (time_at(&reply, 16), time_at(&reply, 4), wall());
        assert!(t2 <= t3 && t3 + 50_000_000 <= t4 + 1, "T2 {t2}, T3 {t3}, T4 {t4}");
    }
}

#[test]
fn artificial_loss_takes_replies_and_leaves_their_numbers() {
    const COUNT: u32 = 60;
    let server = server(&["--loss", "50%", "--seed", "7"]);
    let peer = sender(&server);
    (0..COUNT).for_each(|sequence| peer.send(open(sequence, 1, &[])));
    // Calibrations are never lost.
    peer.send("C 44");
    let replies: Vec<Vec<u8>> =
        std::iter::from_fn(|| Some(peer.hear()).filter(|reply| reply.len() == 44)).collect();
    assert!(
        replies.iter().all(|reply| u32_at(reply, 0) == u32_at(reply, 24)),
        "none was lost on its way there"
    );
    assert!(!replies.is_empty() && replies.len() < COUNT as usize, "{}", replies.len());
    expect_summary(server, &json!({"reflected": COUNT, "sessions": 1}));
}

#[test]
fn a_reply_that_leaves_twice_is_twice_the_same_and_a_corrupted_one_differs_by_a_bit() {
    let twice = server(&["--duplicate", "100%"]);
    let peer = sender(&twice);
    let first = peer.ask(open(0, 1, &[]));
    let second = peer.hear();
    let without_t3 = |reply: &[u8]| [&reply[..4], &reply[12..]].concat();
    assert_eq!(without_t3(&first), without_t3(&second));
    assert!(time_at(&first, 4) <= time_at(&second, 4));

    // The reply is the same each time but for its times, in which no truth is known.
    let corrupting = server(&["--corrupt", "100%", "--stateful=false"]);
    let peer = sender(&corrupting);
    let mut differing = 0;
    for _ in 0..40 {
        let reply = peer.ask(open(9, 1, &[0xaa; 100]));
        let expected =
            [&open(9, 1, &[])[..4], &[0, 1], &9_u32.to_be_bytes(), &T1, &ERROR, &[0; 2], &[0xaa; 100]]
                .concat();
        let known = [&reply[..4], &reply[14..16], &reply[24..40], &reply[44..]].concat();
        let flipped: u32 = known.iter().zip(&expected).map(|(a, b)| (a ^ b).count_ones()).sum();
        assert!(flipped <= 1 && known.len() == expected.len(), "{}", shown(&reply));
        differing += flipped;
    }
    assert_ne!(differing, 0);
}

#[test]
fn a_trace_explains_both_directions() {
    let server = Server::start("ping", &["--bind", "127.0.0.1", "--trace"]);
    let peer = sender(&server);
    peer.ask(open(7, 42, &tlv(U, CLASS_OF_SERVICE, &[0; 4])));
    peer.ask(open(8, 42, &tlv(U, 99, &[0; 4])));
    let ended = server.stop();
    for said in [
        "STAMP request: sequence 7, T1 ",
        ", session 42, Class of Service 4 U (DSCP 0 for the way back)\n",
        "STAMP reply: sequence 0 to 7, T1 ",
        ", session 42, Class of Service 4 (DSCP 0 and ECN 0 there)\n",
        "STAMP reply: sequence 1 to 8, T1 ",
        ", session 42, TLV 99 4 U\n",
    ] {
        assert!(ended.stdout.contains(said), "{said}\n{ended}");
    }
    assert_eq!((ended.stdout.matches(" <- udp ").count(), ended.stdout.matches(" -> udp ").count()), (2, 2));
}

#[test]
fn events_tell_each_reflected_packet() {
    let server = server(&["-v"]);
    let peer = sender(&server);
    peer.ask(open(7, 42, &[]));
    let events = server.stop().events();
    let event = events.iter().find(|event| event["event"] == "reflected").expect("an event");
    let expected = json!({"sequence": 7, "ssid": 42, "authenticated": false, "length_bytes": 44});
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&event[key], value, "{key} in {event}");
    }
    assert_eq!(event["peer"], peer.local().to_string());
    assert_eq!(peer.local().ip(), Ipv4Addr::LOCALHOST);
}
