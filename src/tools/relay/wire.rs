//! The course format: `hii` to register, `to:<ip>/<port>;content:<text>` to send, answers with a code.
//!
//! Bytes to values and back, nothing else. One datagram is one message. Nothing in it says which request an answer
//! belongs to.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};

use serde::{Deserialize, Serialize};

use crate::admit::is_nearly;
use crate::probe::course;
use crate::text::Escaped;

/// How messages are passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// The course's: hii registers, to:IP/PORT;content:TEXT sends
    Course,
}

/// Registers the sender.
pub const REGISTER: &str = "hii";

/// Ends a server that lets itself be ended.
pub const STOP: &str = "exit server";

/// The longest datagram that is sent to anybody, in bytes.
pub const MAX_DATAGRAM: usize = 65_507;

/// An answer to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(into = "u16")]
#[repr(u16)]
pub enum Code {
    /// It is on its way.
    Sent = 200,
    /// There is no `;` in it, or it is not UTF-8.
    NoSemicolon = 400,
    /// The header has not exactly one `:` and one `/`, or the content has no `:`.
    BadForm = 401,
    /// The header's word is not `to`.
    NotTo = 402,
    /// The port is no number.
    BadPort = 403,
    /// The content's word is not `content`.
    NotContent = 404,
    /// The message cannot be sent there.
    NotSent = 405,
}

impl Code {
    /// All of them.
    pub const ALL: [Code; 7] = [
        Code::Sent,
        Code::NoSemicolon,
        Code::BadForm,
        Code::NotTo,
        Code::BadPort,
        Code::NotContent,
        Code::NotSent,
    ];

    /// The whole answer.
    pub const fn text(self) -> &'static str {
        match self {
            Code::Sent => "200, UDP Packet Sent Successfully",
            Code::NoSemicolon => "400",
            Code::BadForm => "401",
            Code::NotTo => "402",
            Code::BadPort => "403",
            Code::NotContent => "404",
            Code::NotSent => "405, Could not send the message to the requested address",
        }
    }

    /// What it means, in a few words.
    pub const fn why(self) -> &'static str {
        match self {
            Code::Sent => "it is on its way",
            Code::NoSemicolon => "no `;` between header and content, or no UTF-8 text",
            Code::BadForm => "the header is not `to:<ip>/<port>`, or the content has no `:`",
            Code::NotTo => "the header does not begin with `to`",
            Code::BadPort => "the port is no number",
            Code::NotContent => "the content does not begin with `content`",
            Code::NotSent => "nobody is registered there, or that address is not sent to",
        }
    }
}

impl From<Code> for u16 {
    fn from(code: Code) -> u16 {
        code as u16
    }
}

/// Why a message that can be read names nobody it could go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAddress {
    /// The host is no address: a name, which is not looked up for strangers, or a mistake.
    Host,
    /// No port has this number.
    Port,
}

/// What a server receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request<'a> {
    /// `hii`, in any case.
    Register,
    /// `exit server`.
    Stop,
    /// `to:<ip>/<port>;content:<text>`. An IPv4-mapped address is the IPv4 address it means.
    Send {
        /// Whom the text is for.
        to: Result<SocketAddr, NoAddress>,
        /// What the text is, every byte of it.
        text: &'a str,
    },
    /// None of these; how it is answered.
    Malformed(Code),
    /// What a relay sends: never to be answered, or two relays would talk for ever.
    Reflection,
}

impl Request<'_> {
    /// Reads a message, checking in the order of the codes.
    pub fn parse(bytes: &[u8]) -> Request<'_> {
        if is_reflection(bytes) {
            return Request::Reflection;
        }
        let Ok(text) = std::str::from_utf8(bytes) else { return Request::Malformed(Code::NoSemicolon) };
        if text.eq_ignore_ascii_case(REGISTER) {
            return Request::Register;
        }
        if text == STOP {
            return Request::Stop;
        }
        let Some((header, content)) = text.split_once(';') else {
            return Request::Malformed(Code::NoSemicolon);
        };
        let (Some((word, ip, port)), Some((content, text))) = (read_header(header), read_content(content))
        else {
            return Request::Malformed(Code::BadForm);
        };
        if !word.eq_ignore_ascii_case("to") {
            return Request::Malformed(Code::NotTo);
        }
        if !is_number(port) {
            return Request::Malformed(Code::BadPort);
        }
        if !content.eq_ignore_ascii_case("content") {
            return Request::Malformed(Code::NotContent);
        }
        Request::Send { to: read_address(ip, port), text }
    }
}

/// Word, address and port of a header with exactly one `:` and one `/`, those between brackets left out.
fn read_header(header: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = match header.split_once('[').map(|(before, rest)| (before, rest.split_once(']'))) {
        Some((before, Some((_, after)))) => (before, after),
        _ => (header, ""),
    };
    let count = |sign| before.matches(sign).count() + after.matches(sign).count();
    if (count(':'), count('/')) != (1, 1) {
        return None;
    }
    let (word, target) = header.split_once(':')?;
    // With the slash before the colon the word is not `to`, and what the rest is does not matter.
    let (ip, port) = target.rsplit_once('/').unwrap_or((target, ""));
    Some((word.trim(), ip.trim(), port.trim()))
}

/// The word before the first `:`, and what is after it. One space there belongs to the form, as in `content : text`.
fn read_content(content: &str) -> Option<(&str, &str)> {
    let (word, text) = content.split_once(':')?;
    Some((word.trim(), text.strip_prefix(' ').unwrap_or(text)))
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads `192.0.2.1`, `[2001:db8::1]` or `[fe80::1%2]` with a port.
fn read_address(ip: &str, port: &str) -> Result<SocketAddr, NoAddress> {
    let port = port.parse().ok().filter(|port| *port != 0).ok_or(NoAddress::Port)?;
    let Some(ip) = ip.strip_prefix('[').and_then(|ip| ip.strip_suffix(']')) else {
        let ip: Ipv4Addr = ip.parse().map_err(|_| NoAddress::Host)?;
        return Ok(SocketAddr::new(ip.into(), port));
    };
    let (ip, scope) = ip.split_once('%').unwrap_or((ip, "0"));
    let (Ok(ip), Ok(scope)) = (ip.parse::<Ipv6Addr>(), scope.parse()) else { return Err(NoAddress::Host) };
    Ok(match ip.to_canonical() {
        IpAddr::V4(ip) => SocketAddr::new(ip.into(), port),
        IpAddr::V6(ip) => SocketAddrV6::new(ip, port, 0, scope).into(),
    })
}

/// The answer to `hii`: an address as Python prints the tuple, `('192.0.2.1', 4000)` or `('2001:db8::1', 4000, 0, 0)`.
pub struct OwnAddress(pub SocketAddr);

impl fmt::Display for OwnAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            SocketAddr::V4(at) => write!(f, "('{}', {})", at.ip(), at.port()),
            SocketAddr::V6(at) => {
                write!(f, "('{}', {}, {}, {})", at.ip(), at.port(), at.flowinfo(), at.scope_id())
            }
        }
    }
}

impl OwnAddress {
    fn parse(text: &str) -> Option<OwnAddress> {
        let (ip, numbers) = text.strip_prefix("('")?.strip_suffix(')')?.split_once("',")?;
        let mut numbers = numbers.split(',').map(|number| number.trim().parse::<u32>());
        let port = u16::try_from(numbers.next()?.ok()?).ok()?;
        let at = match (ip.parse::<IpAddr>().ok()?, numbers.next(), numbers.next()) {
            (IpAddr::V4(ip), None, None) => SocketAddr::new(ip.into(), port),
            (IpAddr::V6(ip), Some(Ok(flow)), Some(Ok(scope))) => {
                SocketAddrV6::new(ip, port, flow, scope).into()
            }
            _ => return None,
        };
        numbers.next().is_none().then_some(OwnAddress(at))
    }
}

/// An address as this wire writes it: `192.0.2.1/4000`, `[2001:db8::1]/4000`.
pub struct Endpoint(pub SocketAddr);

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ip, port) = (self.0.ip(), self.0.port());
        match self.0 {
            SocketAddr::V4(_) => write!(f, "{ip}/{port}"),
            SocketAddr::V6(at) if at.scope_id() != 0 => write!(f, "[{ip}%{}]/{port}", at.scope_id()),
            SocketAddr::V6(_) => write!(f, "[{ip}]/{port}"),
        }
    }
}

/// The request that sends `text` to `to`. A space that `text` begins with is kept by one more before it.
pub fn send(to: SocketAddr, text: &str) -> String {
    let space = if text.starts_with(' ') { " " } else { "" };
    format!("to:{};content:{space}{text}", Endpoint(to))
}

/// What arrives at the one a message is for.
pub fn forwarded(from: SocketAddr, text: &str) -> String {
    format!("{} ; content : {text}", Endpoint(from))
}

/// What a client receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply<'a> {
    /// The answer to `hii`: our address as the relay sees it.
    Own(SocketAddr),
    /// The answer to a message.
    Code(Code),
    /// A message from somebody. What is not UTF-8 in it is the relay's fault.
    Message {
        /// Who sent it, as the relay says.
        from: SocketAddr,
        /// What it says.
        text: &'a [u8],
    },
    /// None of these.
    Unknown,
}

impl Reply<'_> {
    /// Reads what a relay sent. A message begins with an address and has a `;`, which no answer does: whatever its
    /// text says, it is never taken for an answer.
    pub fn parse(bytes: &[u8]) -> Reply<'_> {
        if let Some((from, text)) = read_forwarded(bytes) {
            return Reply::Message { from, text };
        }
        let Ok(text) = std::str::from_utf8(bytes.trim_ascii_end()) else { return Reply::Unknown };
        let code = Code::ALL.into_iter().find(|code| code.text() == text);
        match (code, OwnAddress::parse(text)) {
            (Some(code), _) => Reply::Code(code),
            (None, Some(own)) => Reply::Own(own.0),
            (None, None) => Reply::Unknown,
        }
    }
}

/// Reads `<ip>/<port> ; content : <text>`, with other spaces than ours too, as other people's relays may write it.
fn read_forwarded(bytes: &[u8]) -> Option<(SocketAddr, &[u8])> {
    let split = |bytes: &'_ [u8], sign| bytes.iter().position(|byte| *byte == sign);
    let (header, rest) = bytes.split_at(split(bytes, b';')?);
    let (word, text) = rest.split_at(split(rest, b':')?);
    let (header, word) = (std::str::from_utf8(header).ok()?, word.get(1..)?);
    let text = text.get(1..)?;
    let (ip, port) = header.rsplit_once('/')?;
    // Python programs write IPv6 addresses without brackets.
    let bare: Option<Ipv6Addr> = ip.trim().parse().ok();
    let ip = bare.map_or_else(|| ip.trim().to_owned(), |ip| format!("[{ip}]"));
    let from = read_address(&ip, port.trim()).ok()?;
    let is_content = word.trim_ascii().eq_ignore_ascii_case(b"content");
    is_content.then_some((from, text.strip_prefix(b" ").unwrap_or(text)))
}

/// Whether a relay sends this: an answer, also with a bit flipped on the way, or a message it forwards. Or a ping
/// server: it would acknowledge our answer to that, wherever it listens.
fn is_reflection(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii_end();
    let is_own = || std::str::from_utf8(text).is_ok_and(|text| OwnAddress::parse(text).is_some());
    // Exactly as we write it: another header without `to` is a mistake, which is answered.
    let is_forwarded = || {
        read_forwarded(bytes)
            .is_some_and(|(from, _)| bytes.starts_with(format!("{} ; content : ", Endpoint(from)).as_bytes()))
    };
    // A flipped bit may have made white space of the last byte.
    let is_code = |code: &Code| [bytes, text].iter().any(|said| is_nearly(said, code.text().as_bytes()));
    Code::ALL.iter().any(is_code) || is_own() || is_forwarded() || is_acknowledgement(bytes)
}

fn is_acknowledgement(bytes: &[u8]) -> bool {
    course::Request::parse(bytes) == course::Request::Reflection
}

/// What a message means, for `--trace`.
pub fn explain(bytes: &[u8]) -> String {
    match Reply::parse(bytes) {
        Reply::Own(at) => return format!("reply: the sender of hii is registered and has the address {at}"),
        Reply::Code(code) => return format!("reply: {}, {}", code as u16, code.why()),
        Reply::Message { from, text } => {
            return format!("message from {from}, text `{}`", Escaped(text));
        }
        Reply::Unknown => {}
    }
    // A trace cuts long messages, maybe inside a character.
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()).unwrap_or_default(),
        _ => bytes,
    };
    match Request::parse(whole) {
        Request::Register => "request: register the sender".to_owned(),
        Request::Stop => "request: end the server".to_owned(),
        Request::Send { to: Ok(to), text } => {
            format!("request: send to {to} the text `{}`", Escaped(text.as_bytes()))
        }
        Request::Send { to: Err(NoAddress::Host), .. } => "request: send to what is no address".to_owned(),
        Request::Send { to: Err(NoAddress::Port), .. } => "request: send to what is no port".to_owned(),
        Request::Malformed(code) => format!("no request: {}", code.why()),
        Request::Reflection => "what a server answers, or nearly".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_no_message_is_answered_in_the_order_of_the_codes() {
        for (bytes, code) in [
            (&b""[..], 400),
            (b"hello", 400),
            (b"hii ", 400),
            (b" hii", 400),
            (b"hii\n", 400),
            (b"EXIT SERVER", 400),
            (b"exit server\n", 400),
            (b"\xff;", 400),
            (b"to:127.0.0.1/1;content:\xff", 400),
            (b";", 401),
            (b"to 127.0.0.1/1;content:x", 401),
            (b"to:127.0.0.1:1;content:x", 401),
            (b"to:127.0.0.1/1/2;content:x", 401),
            (b"to::1/1;content:x", 401),
            (b"to:::1/1;content:x", 401),
            (b"to:[::1/1;content:x", 401),
            (b"to:127.0.0.1/1;content", 401),
            (b"to:127.0.0.1/1;", 401),
            (b"127.0.0.1/1;content:x", 401),
            (b"from:127.0.0.1/1;content:x", 402),
            (b":127.0.0.1/1;content:x", 402),
            (b"to/1:2;content:x", 402),
            (b"from:127.0.0.1/x;text:x", 402),
            (b"to:127.0.0.1/;content:x", 403),
            (b"to:127.0.0.1/http;content:x", 403),
            (b"to:127.0.0.1/1.5;content:x", 403),
            (b"to:127.0.0.1/-;content:x", 403),
            (b"to:name/x;text:x", 403),
            (b"to:127.0.0.1/1;text:x", 404),
            (b"to:127.0.0.1/1; :x", 404),
        ] {
            let found = match Request::parse(bytes) {
                Request::Malformed(code) => code as u16,
                other => panic!("{}: {other:?}", bytes.escape_ascii()),
            };
            assert_eq!(found, code, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn messages_are_read_with_spaces_and_in_any_case() {
        for (text, to, said) in [
            ("to:127.0.0.1/4000;content:hello", "127.0.0.1:4000", "hello"),
            (" To : 127.0.0.1 / 4000 ; CONTENT : hello ", "127.0.0.1:4000", "hello "),
            ("to:127.0.0.1/04000;content:", "127.0.0.1:4000", ""),
            ("to:127.0.0.1/4000;content:a:b;c", "127.0.0.1:4000", "a:b;c"),
            ("to:[::1]/4000;content:x\n", "[::1]:4000", "x\n"),
            ("to: [::1] /4000;content:  x", "[::1]:4000", " x"),
            ("to:[fe80::1%2]/4000;content:200", "[fe80::1%2]:4000", "200"),
            ("to:[::ffff:127.0.0.1]/4000;content:x", "127.0.0.1:4000", "x"),
        ] {
            let expected = Request::Send { to: Ok(at(to)), text: said };
            assert_eq!(Request::parse(text.as_bytes()), expected, "{text}");
        }
        for word in ["hii", "HII", "hIi"] {
            assert_eq!(Request::parse(word.as_bytes()), Request::Register);
        }
        assert_eq!(Request::parse(b"exit server"), Request::Stop);
    }

    #[test]
    fn what_is_no_address_is_looked_up_nowhere() {
        for (target, why) in [
            ("localhost/4000", NoAddress::Host),
            ("127.1/4000", NoAddress::Host),
            ("127.0.0.01/4000", NoAddress::Host),
            ("0x7f000001/4000", NoAddress::Host),
            ("[127.0.0.1]/4000", NoAddress::Host),
            ("[::1%lo]/4000", NoAddress::Host),
            ("[]/4000", NoAddress::Host),
            ("/4000", NoAddress::Host),
            ("127.0.0.1/0", NoAddress::Port),
            ("127.0.0.1/-1", NoAddress::Port),
            ("127.0.0.1/65536", NoAddress::Port),
            ("127.0.0.1/99999999999999999999", NoAddress::Port),
        ] {
            let message = format!("to:{target};content:x");
            let expected = Request::Send { to: Err(why), text: "x" };
            assert_eq!(Request::parse(message.as_bytes()), expected, "{target}");
        }
    }

    #[test]
    fn a_relays_own_words_are_reflections_also_with_a_flipped_bit() {
        let own =
            ["127.0.0.1:4000", "[::1]:4000", "[fe80::1%2]:4000"].map(|text| OwnAddress(at(text)).to_string());
        assert_eq!(own[..2], ["('127.0.0.1', 4000)", "('::1', 4000, 0, 0)"]);
        let codes = Code::ALL.map(|code| code.text().to_owned());
        let messages =
            ["127.0.0.1:4000", "[::1]:4000"].map(|text| forwarded(at(text), "to:127.0.0.1/1;content:x"));
        assert_eq!(messages[0], "127.0.0.1/4000 ; content : to:127.0.0.1/1;content:x");
        for said in own.iter().chain(&codes).chain(&messages) {
            for end in ["", "\n", " \r\n"] {
                assert_eq!(Request::parse(format!("{said}{end}").as_bytes()), Request::Reflection, "{said}");
            }
        }
        for code in &codes {
            for bit in 0..code.len() * 8 {
                let mut flipped = code.clone().into_bytes();
                flipped[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(Request::parse(&flipped), Request::Reflection, "{code}, bit {bit}");
            }
        }
    }

    #[test]
    fn no_text_makes_a_message_an_answer() {
        for text in ["200, UDP Packet Sent Successfully", "400", "('127.0.0.1', 4000)", "", ";", ":"] {
            let bytes = forwarded(at("[::1]:9"), text);
            let expected = Reply::Message { from: at("[::1]:9"), text: text.as_bytes() };
            assert_eq!(Reply::parse(bytes.as_bytes()), expected);
        }
        assert_eq!(Reply::parse(b"('127.0.0.1', 4000)\n"), Reply::Own(at("127.0.0.1:4000")));
        assert_eq!(Reply::parse(b"('::1', 4000, 0, 2)"), Reply::Own(at("[::1%2]:4000")));
        assert_eq!(
            Reply::parse(b"127.0.0.1/9;content:x"),
            Reply::Message { from: at("127.0.0.1:9"), text: b"x" }
        );
        for other in
            ["", "200", "hii", "('127.0.0.1', 4000, 0, 0)", "('::1', 4000)", "('::1', 4000, 0, 0, 0)", "(''"]
        {
            assert_eq!(Reply::parse(other.as_bytes()), Reply::Unknown, "{other}");
        }
    }

    fn addresses() -> impl Strategy<Value = SocketAddr> {
        let v6 = (any::<Ipv6Addr>(), any::<u16>(), any::<u32>());
        prop_oneof![
            (any::<Ipv4Addr>(), 1u16..).prop_map(SocketAddr::from),
            v6.prop_map(|(ip, port, scope)| match ip.to_canonical() {
                IpAddr::V6(ip) => SocketAddrV6::new(ip, port.max(1), 0, scope).into(),
                v4 => SocketAddr::new(v4, port.max(1)),
            }),
        ]
    }

    proptest! {
        #[test]
        fn any_bytes_have_a_meaning_that_can_be_shown(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            prop_assert!(!explain(&bytes).chars().any(char::is_control));
        }

        #[test]
        fn what_is_sent_is_what_arrives(to in addresses(), from in addresses(), text in "(?s).{0,40}") {
            let request = send(to, &text);
            prop_assert_eq!(Request::parse(request.as_bytes()), Request::Send { to: Ok(to), text: &text });
            let message = forwarded(from, &text);
            prop_assert_eq!(Reply::parse(message.as_bytes()), Reply::Message { from, text: text.as_bytes() });
            prop_assert_eq!(Request::parse(message.as_bytes()), Request::Reflection);
            let own = OwnAddress(from).to_string();
            prop_assert_eq!(Reply::parse(own.as_bytes()), Reply::Own(from));
        }
    }
}
