//! The kinds of value that flags and profile keys have, each with one way to read it and one to write it.
//!
//! Every type here has one `FromStr`: clap uses it for flags, serde for the profile, so both accept the same
//! words and refuse them with the same sentence. No I/O, no defaults.

use std::fmt;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;
use std::time::Duration;

use serde::de::{self, Visitor};

/// Longer than any run, shorter than any overflow: about a hundred years.
const LONGEST: Duration = Duration::from_secs(100 * 31_557_600);

/// A length of time above zero: `0.2` (seconds), `200ms`, `1m 30s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(Duration);

impl Span {
    /// The same as a [`Duration`].
    pub const fn duration(self) -> Duration {
        self.0
    }
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Span, String> {
        let text = text.trim();
        let refuse = |why: &str| Err(format!("`{text}` is no duration: {why}"));
        if text.starts_with('-') {
            return refuse("it is negative");
        }
        let span = match text.parse::<f64>() {
            Ok(seconds) => match Duration::try_from_secs_f64(seconds) {
                Ok(span) => span,
                Err(_) => return refuse("it is out of range"),
            },
            Err(_) => match humantime::parse_duration(text) {
                Ok(span) => span,
                Err(_) => {
                    return refuse(
                        "write seconds as in 0.2, or a number and a unit as in 200ms, 15s, 2m, 1h 30m",
                    );
                }
            },
        };
        if span.is_zero() {
            return refuse("it must be longer than zero");
        }
        if span > LONGEST {
            return refuse("it is longer than 100 years");
        }
        Ok(Span(span))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        humantime::format_duration(self.0).fmt(f)
    }
}

/// A [`Span`] after which something is given up, or `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout(Option<Span>);

impl Timeout {
    /// Never.
    pub const OFF: Timeout = Timeout(None);

    /// How long, or `None` when it is off.
    pub fn limit(self) -> Option<Duration> {
        self.0.map(Span::duration)
    }
}

impl FromStr for Timeout {
    type Err = String;

    fn from_str(text: &str) -> Result<Timeout, String> {
        if text.trim() == "off" {
            return Ok(Timeout::OFF);
        }
        text.parse().map(|span| Timeout(Some(span))).map_err(|why: String| format!("{why}; `off` for never"))
    }
}

impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(span) => span.fmt(f),
            None => f.write_str("off"),
        }
    }
}

/// A port to listen on: 0 to 65535, where 0 lets the system choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Port(pub u16);

impl FromStr for Port {
    type Err = String;

    fn from_str(text: &str) -> Result<Port, String> {
        text.parse().map(Port).map_err(|_| format!("`{text}` is no port: write a number from 0 to 65535"))
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How many: a whole number from 1 to 4,294,967,295.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(u32);

impl Count {
    /// The number.
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}

impl FromStr for Count {
    type Err = String;

    fn from_str(text: &str) -> Result<Count, String> {
        match text.parse() {
            Ok(0) | Err(_) => Err(format!(
                "`{}` is no count: write a whole number from 1 to {}",
                text.escape_debug(),
                u32::MAX
            )),
            Ok(number) => Ok(Count(number)),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How often: a whole number, where 0 means until it is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times(u64);

impl Times {
    /// How often; `None` without end.
    pub const fn limit(self) -> Option<u64> {
        if self.0 == 0 { None } else { Some(self.0) }
    }
}

impl FromStr for Times {
    type Err = String;

    fn from_str(text: &str) -> Result<Times, String> {
        text.parse().map(Times).map_err(|_| {
            format!("`{}` is no count: write a whole number, or 0 for no end", text.escape_debug())
        })
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A number of bytes: `1200`, `64k` (of 1000), `1Mi` (of 1024).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(u64);

impl Size {
    /// In bytes.
    pub const fn bytes(self) -> u64 {
        self.0
    }
}

/// What a size may end in, and how many bytes that is.
const SIZE_UNITS: [(&str, u64); 6] =
    [("Ki", 1 << 10), ("Mi", 1 << 20), ("Gi", 1 << 30), ("k", 1_000), ("M", 1_000_000), ("G", 1_000_000_000)];

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Size, String> {
        let unit = SIZE_UNITS.iter().find_map(|(unit, bytes)| Some((text.strip_suffix(unit)?, *bytes)));
        let (number, bytes) = unit.unwrap_or((text, 1));
        let size = number.parse::<u64>().ok().and_then(|number| number.checked_mul(bytes));
        size.map(Size).ok_or_else(|| {
            format!(
                "`{}` is no size: write bytes as in 1200, 64k (of 1000) or 1Mi (of 1024)",
                text.escape_debug()
            )
        })
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Yes or no: `true` or `false`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switch(pub bool);

impl FromStr for Switch {
    type Err = String;

    fn from_str(text: &str) -> Result<Switch, String> {
        text.parse().map(Switch).map_err(|_| format!("`{}` is neither true nor false", text.escape_debug()))
    }
}

impl fmt::Display for Switch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The key of the course's file transfer: 1 to 1024 bytes of text on one line. It travels in clear and is no secret
/// to the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseKey(String);

impl CourseKey {
    /// The most bytes a key has: what the exercise's server reads at once.
    pub const MAX: usize = 1024;

    /// The bytes that are sent.
    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl FromStr for CourseKey {
    type Err = String;

    /// What is wrong is said without the key itself: it may come from a file that is not meant to be shown.
    fn from_str(text: &str) -> Result<CourseKey, String> {
        match text.len() {
            0 => Err("a key cannot be empty".to_owned()),
            1..=CourseKey::MAX if text.chars().any(char::is_control) => {
                Err("a key is one line of text, without line ends and other control characters".to_owned())
            }
            1..=CourseKey::MAX => Ok(CourseKey(text.to_owned())),
            length => Err(format!("a key has at most {} bytes, this one has {length}", CourseKey::MAX)),
        }
    }
}

impl fmt::Display for CourseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address to listen on, IPv4-mapped IPv6 unmapped: `127.0.0.1`, `::`, `fe80::1%eth0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The address.
    pub ip: IpAddr,
    /// The interface a link-local address belongs to, by name or number.
    pub zone: Option<String>,
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Address, String> {
        let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
        let (ip, zone) = match bare.split_once('%') {
            Some((ip, zone)) => (ip, Some(zone)),
            None => (bare, None),
        };
        let refuse = || format!("`{text}` is no address: write one such as 127.0.0.1, ::1 or fe80::1%eth0");
        let ip: IpAddr = ip.parse().map_err(|_| refuse())?;
        if zone.is_some_and(|zone| zone.is_empty() || !matches!(ip, IpAddr::V6(_))) {
            return Err(refuse());
        }
        Ok(Address { ip: ip.to_canonical(), zone: zone.map(str::to_owned) })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.zone {
            Some(zone) => write!(f, "{}%{zone}", self.ip),
            None => self.ip.fmt(f),
        }
    }
}

/// Whom a client talks to: `host`, `host:port`, `192.0.2.1:80`, `[2001:db8::1]:80`, `2001:db8::1`, `fe80::1%eth0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// A name to look up, or an address.
    pub host: Host,
    /// The port, when the target names one; never 0.
    pub port: Option<u16>,
}

/// The part of a [`Target`] before the port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A name to look up.
    Name(String),
    /// An address as it stands.
    Address(Address),
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Target, String> {
        if let Some(inner) = text.strip_prefix('[') {
            let (address, rest) =
                inner.split_once(']').ok_or_else(|| format!("`{text}` is no target: `]` is missing"))?;
            let port = match rest.strip_prefix(':') {
                Some(port) => Some(target_port(text, port)?),
                None if rest.is_empty() => None,
                None => {
                    return Err(format!(
                        "`{text}` is no target: after `]` stands `:` and a port, or nothing"
                    ));
                }
            };
            return Ok(Target { host: Host::Address(address.parse()?), port });
        }
        if text.matches(':').count() > 1 {
            return bare_ipv6(text);
        }
        let (host, port) = match text.split_once(':') {
            Some((host, port)) => (host, Some(target_port(text, port)?)),
            None => (text, None),
        };
        let host = match host.parse() {
            Ok(address) => Host::Address(address),
            Err(_) => Host::Name(host_name(text, host)?),
        };
        Ok(Target { host, port })
    }
}

/// Reads an IPv6 address without brackets, which therefore can have no port.
fn bare_ipv6(text: &str) -> Result<Target, String> {
    let address: Address = text.parse()?;
    if let Some((before, last)) = text.rsplit_once(':') {
        let looks_like_a_port = last.len() > 1 && last.bytes().all(|b| b.is_ascii_digit());
        if looks_like_a_port && before.parse::<Ipv6Addr>().is_ok() {
            return Err(format!(
                "`{text}` can be read in two ways: write [{before}]:{last} for port {last}, or [{text}] for the address"
            ));
        }
    }
    Ok(Target { host: Host::Address(address), port: None })
}

fn target_port(text: &str, port: &str) -> Result<u16, String> {
    match port.parse() {
        Ok(0) | Err(_) => Err(format!("`{text}` is no target: `{port}` is no port from 1 to 65535")),
        Ok(port) => Ok(port),
    }
}

fn host_name(text: &str, host: &str) -> Result<String, String> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b) || !b.is_ascii();
    if host.is_empty() || host.len() > 253 || host.starts_with('-') || !host.bytes().all(fits) {
        return Err(format!(
            "`{}` is no target: write host, host:port, 192.0.2.1:80 or [2001:db8::1]:80",
            text.escape_debug()
        ));
    }
    Ok(host.to_owned())
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Host::Name(name) => f.write_str(name),
            Host::Address(address) => address.fmt(f),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.host, self.port) {
            (host, None) => host.fmt(f),
            (Host::Address(address), Some(port)) if address.ip.is_ipv6() => write!(f, "[{address}]:{port}"),
            (host, Some(port)) => write!(f, "{host}:{port}"),
        }
    }
}

/// Reads a value by its `FromStr`, whether TOML has it as a string or as a number.
pub(crate) struct ByText<T>(pub(crate) PhantomData<T>);

impl<T: FromStr<Err = String>> Visitor<'_> for ByText<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a number")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }
}

macro_rules! read_by_text {
    ($($value:ty),+) => {$(
        impl<'de> serde::Deserialize<'de> for $value {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_any($crate::value::ByText(std::marker::PhantomData))
            }
        }

        impl serde::Serialize for $value {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
    )+};
}
pub(crate) use read_by_text;

read_by_text!(Span, Timeout, Port, Count, Times, Size, Address, Target, CourseKey);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(text: &str) -> Result<Duration, String> {
        text.parse().map(Span::duration)
    }

    #[test]
    fn durations_are_seconds_or_have_a_unit() {
        for (text, ms) in [
            ("0.2", 200),
            ("15", 15_000),
            (" 2m", 120_000),
            ("200ms", 200),
            ("1.5s", 1500),
            ("1m 30s", 90_000),
        ] {
            assert_eq!(span(text), Ok(Duration::from_millis(ms)), "{text}");
        }
        for text in [
            "",
            "0",
            "0s",
            "-1",
            "-1s",
            "1e300",
            "inf",
            "NaN",
            "9999999999999",
            "101years",
            "soon",
            "1 lightyear",
        ] {
            let why = span(text).unwrap_err();
            assert!(why.contains("is no duration"), "{text}: {why}");
        }
    }

    #[test]
    fn a_timeout_can_be_off() {
        assert_eq!("off".parse(), Ok(Timeout::OFF));
        assert_eq!("2m".parse::<Timeout>().unwrap().limit(), Some(Duration::from_secs(120)));
        assert!("never".parse::<Timeout>().unwrap_err().contains("`off`"));
    }

    #[test]
    fn ports_stay_in_range() {
        assert_eq!("9000".parse(), Ok(Port(9000)));
        for text in ["70000", "-1", "http", "", "80 "] {
            assert!(text.parse::<Port>().unwrap_err().contains("from 0 to 65535"), "{text}");
        }
    }

    #[test]
    fn counts_are_whole_and_not_zero() {
        assert_eq!("3".parse().map(Count::get), Ok(3));
        for text in ["0", "-1", "1.5", "4294967296", "many", ""] {
            assert!(text.parse::<Count>().unwrap_err().contains("from 1 to"), "{text}");
        }
        assert!("yes".parse::<Switch>().is_err());
    }

    #[test]
    fn sizes_have_units_of_1000_and_of_1024() {
        for (text, bytes) in
            [("0", 0), ("1200", 1200), ("64k", 64_000), ("1Ki", 1024), ("2M", 2_000_000), ("1Gi", 1 << 30)]
        {
            assert_eq!(text.parse().map(Size::bytes), Ok(bytes), "{text}");
        }
        for text in ["", "-1", "1.5k", "k", "1K", "1 k", "99999999999G"] {
            assert!(text.parse::<Size>().unwrap_err().contains("is no size"), "{text}");
        }
        assert_eq!(("0".parse().map(Times::limit), "7".parse().map(Times::limit)), (Ok(None), Ok(Some(7))));
        assert!("-1".parse::<Times>().is_err());
    }

    #[test]
    fn targets_have_one_reading() {
        for (text, host, port) in [
            ("localhost", "localhost", None),
            ("localhost:9000", "localhost", Some(9000)),
            ("127.0.0.1:80", "127.0.0.1", Some(80)),
            ("[::1]:80", "::1", Some(80)),
            ("[::1]", "::1", None),
            ("::1", "::1", None),
            ("2001:db8::8:800:200c:417a", "2001:db8::8:800:200c:417a", None),
            ("fe80::1%eth0", "fe80::1%eth0", None),
            ("[fe80::1%eth0]:80", "fe80::1%eth0", Some(80)),
            ("::ffff:127.0.0.1", "127.0.0.1", None),
        ] {
            let target: Target = text.parse().unwrap_or_else(|why| panic!("{text}: {why}"));
            assert_eq!((target.host.to_string().as_str(), target.port), (host, port), "{text}");
        }
        for text in [
            "",
            ":80",
            "host:",
            "host:0",
            "host:70000",
            "[::1",
            "[::1]80",
            "[::1]:x",
            "a b",
            "-x",
            "127.0.0.1%lo",
            "::g",
        ] {
            assert!(text.parse::<Target>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_ipv6_address_with_a_port_but_no_brackets_is_refused_with_a_hint() {
        let why = "::1:80".parse::<Target>().unwrap_err();
        assert!(why.contains("[::1]:80") && why.contains("[::1:80]"), "{why}");
    }

    #[test]
    fn a_key_is_one_line_of_text_and_is_not_shown_when_it_is_wrong() {
        for text in ["SECRET_KEY", "k", "with space, é"] {
            assert_eq!(text.parse::<CourseKey>().map(|key| key.to_string()), Ok(text.to_owned()));
        }
        assert!("k".repeat(CourseKey::MAX).parse::<CourseKey>().is_ok());
        for text in ["", "hidden\n", "hidden\0", "\u{1b}hidden", &"hidden".repeat(200)] {
            let why = text.parse::<CourseKey>().unwrap_err();
            assert!(!why.contains("hidden"), "{why}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let _ = (text.parse::<Span>(), text.parse::<Timeout>(), text.parse::<Port>(), text.parse::<Address>());
            if let Ok(target) = text.parse::<Target>() {
                prop_assert_eq!(target.to_string().parse::<Target>(), Ok(target));
            }
        }

        #[test]
        fn a_duration_survives_being_written(ns in 1u64..u64::MAX / 8) {
            let span = Span(Duration::from_nanos(ns));
            prop_assert_eq!(span.to_string().parse::<Span>(), Ok(span));
        }
    }
}
