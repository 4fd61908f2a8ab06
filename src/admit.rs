//! Who may be served: address ranges, protection against loops, rates per source; each refusal counted by reason.
//!
//! Pure and bounded: time comes in as `now`, and the table of sources never grows beyond [`MAX_SOURCES`].

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::BuildHasher;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net};
use serde::Serialize;

use crate::clock::Instant;
use crate::contract::{Event, News, Received};
use crate::pace::{OncePerSecond, TokenBucket};

/// Sources whose rate is followed one by one. With more at once, the others share one bucket.
pub const MAX_SOURCES: usize = 65_536;

/// Ports of the services that answer anything: a packet "from" one of them is forged to start a loop, or a
/// reflection. echo, daytime, chargen, DNS, NTP, SNMP, CLDAP, SSDP, memcached.
const REFLECTOR_PORTS: [u16; 9] = [7, 17, 19, 53, 123, 161, 389, 1900, 11211];

/// Whom the course replies go to over UDP, which are larger than their requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, serde::Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoursePeers {
    /// Loopback, private, link-local and unique-local addresses.
    Private,
    /// This machine alone.
    Loopback,
    /// Everybody.
    Any,
}

impl CoursePeers {
    fn include(self, ip: IpAddr) -> bool {
        match self {
            CoursePeers::Any => true,
            CoursePeers::Loopback => ip.is_loopback(),
            CoursePeers::Private => {
                ip.is_loopback()
                    || match ip {
                        IpAddr::V4(ip) => ip.is_private() || ip.is_link_local(),
                        IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local(),
                    }
            }
        }
    }
}

/// Whether a stop word may end a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, serde::Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemoteStop {
    /// Nobody's does.
    Off,
    /// One from this machine does.
    Loopback,
}

impl RemoteStop {
    /// Whether a stop word from `ip` ends the server.
    pub fn allows(self, ip: IpAddr) -> bool {
        self == RemoteStop::Loopback && ip.is_loopback()
    }
}

/// A range of addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefix(IpNet);

impl Prefix {
    /// Whether `ip` lies in it.
    pub fn contains(&self, ip: IpAddr) -> bool {
        self.0.contains(&ip)
    }
}

impl FromStr for Prefix {
    type Err = String;

    fn from_str(text: &str) -> Result<Prefix, String> {
        if let Ok(ip) = text.parse::<IpAddr>() {
            return Ok(Prefix(ip.to_canonical().into()));
        }
        let range = text.parse::<IpNet>().map_err(|_| {
            let text = text.escape_debug();
            format!("`{text}` is no range of addresses: write 10.0.0.0/8, 2001:db8::/32 or one address")
        })?;
        let range = unmapped(range);
        if range.addr() != range.network() {
            let (whole, one) = (range.trunc(), range.addr());
            return Err(format!(
                "`{text}` can be read in two ways: write {whole} for the range, or {one} for the address"
            ));
        }
        Ok(Prefix(range))
    }
}

/// `::ffff:192.0.2.0/120` is 192.0.2.0/24, since addresses are unmapped before anybody compares them.
fn unmapped(range: IpNet) -> IpNet {
    match (range.addr().to_canonical(), range.prefix_len().checked_sub(96)) {
        (IpAddr::V4(ip), Some(length)) if range.addr().is_ipv6() => {
            Ipv4Net::new(ip, length).map_or(range, IpNet::V4)
        }
        _ => range,
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.prefix_len() == self.0.max_prefix_len() { self.0.addr().fmt(f) } else { self.0.fmt(f) }
    }
}

crate::value::read_by_text!(Prefix);

/// Why somebody is not served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// A `deny` range, or none of the `allow` ranges.
    Denied,
    /// Not one of `course-peers`.
    NotCoursePeer,
    /// More than `max-pps` from one source.
    TooFast,
    /// From a port one of our own servers listens on.
    OwnPort,
    /// From the port of a well-known service that answers anything.
    ReflectorPort,
    /// From port 0, which nobody can be answered at.
    PortZero,
    /// Sent to or "from" a group or everybody.
    NotUnicast,
}

impl Refusal {
    /// Its name in a summary.
    pub const fn name(self) -> &'static str {
        match self {
            Refusal::Denied => "denied",
            Refusal::NotCoursePeer => "not-course-peer",
            Refusal::TooFast => "too-fast",
            Refusal::OwnPort => "own-port",
            Refusal::ReflectorPort => "reflector-port",
            Refusal::PortZero => "port-zero",
            Refusal::NotUnicast => "not-unicast",
        }
    }

    /// The reason as the rest of a sentence that names the sender.
    pub const fn why(self) -> &'static str {
        match self {
            Refusal::Denied => "its address is not allowed (--allow, --deny)",
            Refusal::NotCoursePeer => {
                "its address is public, and course replies are not sent there (--course-peers)"
            }
            Refusal::TooFast => "it sends more than --max-pps",
            Refusal::OwnPort => "it comes from the port of a sockctl server",
            Refusal::ReflectorPort => "it comes from the port of a service that answers anything",
            Refusal::PortZero => "it comes from port 0",
            Refusal::NotUnicast => "it comes from, or went to, more than one address",
        }
    }
}

/// What was refused, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Refused(BTreeMap<&'static str, u64>);

impl Refused {
    /// One more for this reason.
    pub fn count(&mut self, reason: &'static str) {
        *self.0.entry(reason).or_default() += 1;
    }

    /// All reasons together.
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }
}

impl fmt::Display for Refused {
    /// `malformed 3, too-fast 12`, or `none`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        for (i, (reason, count)) in self.0.iter().enumerate() {
            write!(f, "{}{reason} {count}", if i == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

/// A message that was not served, as one line a second tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ignored {
    /// Who sent it.
    pub peer: SocketAddr,
    /// The reason's name in the summary.
    pub reason: &'static str,
    /// The reason in words.
    pub why: &'static str,
    /// How many more there were since the last such line.
    pub held_back: u64,
}

impl fmt::Display for Ignored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ignored { peer, reason, why, held_back } = self;
        write!(f, "ignored a message from {peer}: {reason}: {why}")?;
        match held_back {
            0 => Ok(()),
            n => write!(f, " (and {n} more since the last such line)"),
        }
    }
}

/// Counts what is not served, and lets one line a second about it through.
#[derive(Debug, Default)]
pub struct Ignoring {
    refused: Refused,
    lines: OncePerSecond,
}

impl Ignoring {
    /// One more message that is not served; `Some` when a line about it is due.
    pub fn count(
        &mut self,
        now: Instant,
        peer: SocketAddr,
        reason: &'static str,
        why: &'static str,
    ) -> Option<Ignored> {
        self.refused.count(reason);
        self.lines.pass(now).map(|held_back| Ignored { peer, reason, why, held_back })
    }

    /// The same, and tells the line when it is due.
    pub fn tell<E: Event + From<Ignored>>(
        &mut self,
        now: Instant,
        peer: SocketAddr,
        reason: &'static str,
        why: &'static str,
        news: &mut News<E>,
    ) {
        if let Some(ignored) = self.count(now, peer, reason, why) {
            news.warn(ignored.into());
        }
    }

    /// All of them, by reason.
    pub fn refused(&self) -> &Refused {
        &self.refused
    }

    /// To count without a line.
    pub fn refused_mut(&mut self) -> &mut Refused {
        &mut self.refused
    }
}

/// The source a limit applies to: an IPv4 address, or an IPv6 /64, ports left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// A whole IPv4 address.
    V4(u32),
    /// The upper half of an IPv6 address.
    V6(u64),
}

impl From<IpAddr> for Source {
    fn from(ip: IpAddr) -> Source {
        match ip {
            IpAddr::V4(ip) => Source::V4(ip.to_bits()),
            IpAddr::V6(ip) => Source::V6((ip.to_bits() >> 64) as u64),
        }
    }
}

/// The rules of one server.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Only these, when there are any.
    pub allow: Vec<Prefix>,
    /// Never these.
    pub deny: Vec<Prefix>,
    /// Whom course replies over UDP go to.
    pub course_peers: CoursePeers,
    /// Requests a second from one source; loopback is exempt.
    pub max_pps: u64,
    /// UDP ports our own servers listen on.
    pub own_ports: Vec<u16>,
}

#[cfg(test)]
impl Rules {
    /// Everybody on a private address, at this rate, except from this port.
    pub(crate) fn for_tests(max_pps: u64, own_port: u16) -> Rules {
        let course_peers = CoursePeers::Private;
        Rules { allow: vec![], deny: vec![], course_peers, max_pps, own_ports: vec![own_port] }
    }
}

/// Applies [`Rules`] and remembers each source's rate.
#[derive(Debug)]
pub struct Admit<S> {
    rules: Rules,
    sources: HashMap<Source, TokenBucket, S>,
    /// Shared by all sources that found no place in the table.
    overflow: TokenBucket,
    next_sweep: Instant,
}

impl<S: BuildHasher> Admit<S> {
    /// `hasher` keys the table of sources; give a random one.
    pub fn new(rules: Rules, hasher: S) -> Admit<S> {
        let start = Instant::default();
        Admit {
            rules,
            sources: HashMap::with_hasher(hasher),
            overflow: TokenBucket::full(start),
            next_sweep: start,
        }
    }

    /// Whether a datagram on the course wire may be looked at.
    pub fn datagram(&mut self, now: Instant, request: &Received) -> Result<(), Refusal> {
        self.no_loop(request)?;
        self.course_peer(request.from.ip())?;
        self.source(now, request.from.ip())
    }

    /// Whether this may be answered by more than it said.
    pub fn course_peer(&self, ip: IpAddr) -> Result<(), Refusal> {
        if self.rules.course_peers.include(ip) { Ok(()) } else { Err(Refusal::NotCoursePeer) }
    }

    /// Whether an answer would go to one peer, and to none that answers it.
    pub fn no_loop(&self, request: &Received) -> Result<(), Refusal> {
        let (ip, port) = (request.from.ip(), request.from.port());
        if !request.unicast || ip.is_multicast() || ip.is_unspecified() || is_broadcast(ip) {
            return Err(Refusal::NotUnicast);
        }
        if port == 0 {
            return Err(Refusal::PortZero);
        }
        if self.rules.own_ports.contains(&port) {
            return Err(Refusal::OwnPort);
        }
        if REFLECTOR_PORTS.contains(&port) {
            return Err(Refusal::ReflectorPort);
        }
        Ok(())
    }

    /// Whether a source may connect, or be looked at further.
    pub fn source(&mut self, now: Instant, ip: IpAddr) -> Result<(), Refusal> {
        let within = |ranges: &[Prefix]| ranges.iter().any(|range| range.contains(ip));
        if within(&self.rules.deny) || !(self.rules.allow.is_empty() || within(&self.rules.allow)) {
            return Err(Refusal::Denied);
        }
        let rate = self.rules.max_pps;
        if ip.is_loopback() || self.bucket(now, ip.into()).take(now, rate) {
            return Ok(());
        }
        Err(Refusal::TooFast)
    }

    fn bucket(&mut self, now: Instant, source: Source) -> &mut TokenBucket {
        if self.sources.len() >= MAX_SOURCES && !self.sources.contains_key(&source) {
            if now >= self.next_sweep {
                self.next_sweep = now + std::time::Duration::from_secs(1);
                self.sources.retain(|_, bucket| !bucket.is_full(now));
            }
            if self.sources.len() >= MAX_SOURCES {
                return &mut self.overflow;
            }
        }
        self.sources.entry(source).or_insert_with(|| TokenBucket::full(now))
    }
}

/// Whether `bytes` are one of our own answers, also one in which a bit was flipped on the way: artificial corruption
/// must not make a loop of two servers.
pub fn is_nearly(bytes: &[u8], answer: &[u8]) -> bool {
    let flipped = bytes.iter().zip(answer).map(|(a, b)| (a ^ b).count_ones()).sum::<u32>();
    bytes.len() == answer.len() && flipped <= 1
}

fn is_broadcast(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_broadcast(),
        // Mapped addresses are taken apart where sockets are read; one that still arrives is forged.
        IpAddr::V6(ip) => ip.to_ipv4_mapped().is_some() || ip == Ipv6Addr::UNSPECIFIED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::RandomState;

    fn rules() -> Rules {
        Rules::for_tests(2, 9000)
    }

    fn ask(admit: &mut Admit<RandomState>, ms: u64, from: &str) -> Result<(), Refusal> {
        let from: SocketAddr = from.parse().unwrap();
        admit.datagram(
            Instant::from_nanos(ms * 1_000_000),
            &Received { from, to: None, unicast: true, arrival: Default::default() },
        )
    }

    #[test]
    fn each_reason_to_refuse() {
        let mut admit = Admit::new(rules(), RandomState::new());
        for (from, answer) in [
            ("127.0.0.1:40000", Ok(())),
            ("[::1]:40000", Ok(())),
            ("10.1.2.3:40000", Ok(())),
            ("[fe80::1]:40000", Ok(())),
            ("[fd00::1]:40000", Ok(())),
            ("192.0.2.1:40000", Err(Refusal::NotCoursePeer)),
            ("[2001:db8::1]:40000", Err(Refusal::NotCoursePeer)),
            ("127.0.0.2:9000", Err(Refusal::OwnPort)),
            ("127.0.0.1:7", Err(Refusal::ReflectorPort)),
            ("127.0.0.1:11211", Err(Refusal::ReflectorPort)),
            ("127.0.0.1:0", Err(Refusal::PortZero)),
            ("224.0.0.1:40000", Err(Refusal::NotUnicast)),
            ("255.255.255.255:40000", Err(Refusal::NotUnicast)),
            ("[ff02::1]:40000", Err(Refusal::NotUnicast)),
            ("[::ffff:127.0.0.1]:40000", Err(Refusal::NotUnicast)),
        ] {
            assert_eq!(ask(&mut admit, 0, from), answer, "{from}");
        }
    }

    #[test]
    fn a_datagram_to_everybody_is_refused() {
        let mut admit = Admit::new(rules(), RandomState::new());
        let request = Received {
            from: "10.0.0.1:4000".parse().unwrap(),
            to: None,
            unicast: false,
            arrival: Default::default(),
        };
        assert_eq!(admit.datagram(Instant::default(), &request), Err(Refusal::NotUnicast));
    }

    #[test]
    fn deny_beats_allow() {
        let rules = Rules {
            allow: vec!["10.0.0.0/8".parse().unwrap()],
            deny: vec!["10.0.0.1".parse().unwrap()],
            ..rules()
        };
        let mut admit = Admit::new(rules, RandomState::new());
        assert_eq!(ask(&mut admit, 0, "10.0.0.2:4000"), Ok(()));
        assert_eq!(ask(&mut admit, 0, "10.0.0.1:4000"), Err(Refusal::Denied));
        assert_eq!(ask(&mut admit, 0, "192.168.0.1:4000"), Err(Refusal::Denied));
    }

    #[test]
    fn ranges_have_one_reading() {
        for (text, shown) in [
            ("10.0.0.0/8", "10.0.0.0/8"),
            ("2001:db8::/32", "2001:db8::/32"),
            ("192.0.2.1", "192.0.2.1"),
            ("192.0.2.1/32", "192.0.2.1"),
            ("::ffff:192.0.2.0/120", "192.0.2.0/24"),
            ("::/0", "::/0"),
        ] {
            assert_eq!(text.parse::<Prefix>().unwrap().to_string(), shown);
        }
        for text in ["192.0.2.1/24", "10.0.0.0/33", "example.org", "", "::1%lo"] {
            assert!(text.parse::<Prefix>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_source_is_an_address_whatever_the_port_and_an_ipv6_network() {
        let mut admit = Admit::new(rules(), RandomState::new());
        assert_eq!(ask(&mut admit, 0, "10.0.0.1:1000"), Ok(()));
        assert_eq!(ask(&mut admit, 0, "10.0.0.1:1001"), Ok(()));
        assert_eq!(ask(&mut admit, 0, "10.0.0.1:1002"), Err(Refusal::TooFast));
        assert_eq!(ask(&mut admit, 0, "10.0.0.2:1000"), Ok(()));
        assert_eq!(ask(&mut admit, 500, "10.0.0.1:1003"), Ok(()));
        assert_eq!(ask(&mut admit, 0, "[fd00::1]:1000"), Ok(()));
        assert_eq!(ask(&mut admit, 0, "[fd00::2]:1000"), Ok(()));
        assert_eq!(ask(&mut admit, 0, "[fd00::3]:1000"), Err(Refusal::TooFast));
        for port in 1000..1100 {
            assert_eq!(ask(&mut admit, 0, &format!("127.0.0.1:{port}")), Ok(()));
        }
    }

    #[test]
    fn the_table_of_sources_is_bounded_and_recovers() {
        let mut admit = Admit::new(Rules { course_peers: CoursePeers::Any, ..rules() }, RandomState::new());
        let flood = |admit: &mut Admit<RandomState>, ms: u64, from: u32| {
            let ip = IpAddr::from(std::net::Ipv4Addr::from_bits(from));
            admit.source(Instant::from_nanos(ms * 1_000_000), ip)
        };
        for i in 0..2 * MAX_SOURCES as u32 {
            let _ = flood(&mut admit, 0, 0x0b00_0000 + i);
        }
        assert_eq!(admit.sources.len(), MAX_SOURCES);
        assert_eq!(flood(&mut admit, 0, 0x0c00_0000), Err(Refusal::TooFast), "the shared bucket is empty");
        assert_eq!(flood(&mut admit, 2000, 0x0c00_0000), Ok(()));
        assert_eq!(admit.sources.len(), 1, "the sweep forgot all that were quiet");
    }
}
