//! The course format of a handshake: `HELLO <id>`, answered by `OK <id> <ip> <port>` or `RESET <id>`.
//!
//! Bytes to values and back, nothing else. Both directions are ASCII without a terminator; one datagram, or one
//! read, is one message. Words are separated by ASCII white space, and whatever comes after those named is ignored.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// The longest connection ID, in characters.
pub const MAX_ID: usize = 64;

/// The longest request that is looked at over TCP, in bytes: room for an ID and some ignored words.
pub const MAX_REQUEST: usize = 1024;

/// A connection ID: 1 to 64 printable ASCII characters without a space. It is text: `07` is not `7`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Id(String);

impl Id {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Id, String> {
        match check_id(text.as_bytes()) {
            Ok(id) => Ok(Id(id.to_owned())),
            Err(_) => Err(format!(
                "`{}` is no connection ID: it has 1 to {MAX_ID} printable ASCII characters and no space",
                text.escape_debug()
            )),
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why bytes are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// They could be the beginning of one.
    Incomplete,
    /// Their first word is another.
    UnknownWord,
    /// The ID is too long, or has characters an ID cannot have.
    BadId,
    /// The address or the port in an `OK` is none.
    BadAddress,
}

impl Malformed {
    /// What is wrong, in words.
    pub const fn why(self) -> &'static str {
        match self {
            Malformed::Incomplete => "it ends too early",
            Malformed::UnknownWord => "its first word is unknown",
            Malformed::BadId => "its ID is not 1 to 64 printable ASCII characters",
            Malformed::BadAddress => "its address or port is none",
        }
    }
}

fn words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty())
}

fn check_id(word: &[u8]) -> Result<&str, Malformed> {
    let fits = (1..=MAX_ID).contains(&word.len()) && word.iter().all(u8::is_ascii_graphic);
    std::str::from_utf8(word).ok().filter(|_| fits).ok_or(Malformed::BadId)
}

/// Reads `HELLO <id>` and gives the ID.
pub fn parse_request(bytes: &[u8]) -> Result<&str, Malformed> {
    let mut words = words(bytes);
    let verb = words.next().unwrap_or_default();
    match words.next() {
        Some(id) if verb == b"HELLO" => check_id(id),
        None if b"HELLO".starts_with(verb) => Err(Malformed::Incomplete),
        _ => Err(Malformed::UnknownWord),
    }
}

/// The request for `id`.
pub fn request(id: &str) -> String {
    format!("HELLO {id}")
}

/// A server's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply<'a> {
    /// The ID is leased; the client was seen at this address.
    Ok {
        /// The ID asked for.
        id: &'a str,
        /// The client's address and port as the server sees them.
        client: SocketAddr,
    },
    /// The ID is not free.
    Reset {
        /// The ID asked for.
        id: &'a str,
    },
}

impl<'a> Reply<'a> {
    /// Reads an answer.
    pub fn parse(bytes: &'a [u8]) -> Result<Reply<'a>, Malformed> {
        let mut words = words(bytes);
        let verb = words.next().unwrap_or_default();
        let mut word = || words.next().ok_or(Malformed::Incomplete);
        match verb {
            b"OK" => {
                let id = check_id(word()?)?;
                let (ip, port) = (number::<IpAddr>(word()?)?, number(word()?)?);
                Ok(Reply::Ok { id, client: SocketAddr::new(ip, port) })
            }
            b"RESET" => Ok(Reply::Reset { id: check_id(word()?)? }),
            _ if b"OK".starts_with(verb) || b"RESET".starts_with(verb) => Err(Malformed::Incomplete),
            _ => Err(Malformed::UnknownWord),
        }
    }

    /// The ID it is about.
    pub fn id(&self) -> &'a str {
        match *self {
            Reply::Ok { id, .. } | Reply::Reset { id } => id,
        }
    }
}

/// An address or a port.
fn number<T: FromStr>(word: &[u8]) -> Result<T, Malformed> {
    std::str::from_utf8(word).ok().and_then(|word| word.parse().ok()).ok_or(Malformed::BadAddress)
}

impl fmt::Display for Reply<'_> {
    /// The bytes on the wire.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reply::Ok { id, client } => write!(f, "OK {id} {} {}", client.ip(), client.port()),
            Reply::Reset { id } => write!(f, "RESET {id}"),
        }
    }
}

/// What a message means, field by field, for `--trace`.
pub fn explain(bytes: &[u8]) -> String {
    match parse_request(bytes) {
        Ok(id) => return format!("request: HELLO, id `{id}`"),
        Err(Malformed::BadId) => return format!("no request: {}", Malformed::BadId.why()),
        Err(_) => {}
    }
    match Reply::parse(bytes) {
        Ok(Reply::Ok { id, client }) => {
            format!("reply: OK, id `{id}`, client address {}, client port {}", client.ip(), client.port())
        }
        Ok(Reply::Reset { id }) => format!("reply: RESET, id `{id}` is not free"),
        Err(why) => format!("no handshake message: {}", why.why()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn requests_that_are_taken() {
        let longest = "x".repeat(MAX_ID);
        for (bytes, id) in [
            (&b"HELLO 1234"[..], "1234"),
            (b"HELLO 07", "07"),
            (b"HELLO 1234\n", "1234"),
            (b"  HELLO \t 1234\r\n", "1234"),
            (b"HELLO 1234 127.0.0.1 9000", "1234"),
            (b"HELLO 1234 \xff\0", "1234"),
            (b"HELLO !~", "!~"),
            (format!("HELLO {longest}").as_bytes(), &longest),
        ] {
            assert_eq!(parse_request(bytes), Ok(id));
        }
    }

    #[test]
    fn requests_that_are_not() {
        let too_long = format!("HELLO {}", "x".repeat(MAX_ID + 1));
        for (bytes, why) in [
            (&b""[..], Malformed::Incomplete),
            (b"HEL", Malformed::Incomplete),
            (b"HELLO", Malformed::Incomplete),
            (b"HELLO ", Malformed::Incomplete),
            (b"hello 1", Malformed::UnknownWord),
            (b"HELLOO 1", Malformed::UnknownWord),
            (b"HEL 1", Malformed::UnknownWord),
            (b"GET / HTTP/1.1", Malformed::UnknownWord),
            (b"HELLO \xff\xfe", Malformed::BadId),
            (b"\xff\xfe", Malformed::UnknownWord),
            (b"HELLO a\x01b", Malformed::BadId),
            ("HELLO é".as_bytes(), Malformed::BadId),
            (too_long.as_bytes(), Malformed::BadId),
        ] {
            assert_eq!(parse_request(bytes), Err(why), "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn replies_are_the_bytes_of_the_course_page() {
        let v4 = Reply::Ok { id: "1234", client: "127.0.0.1:40000".parse().unwrap() };
        assert_eq!(v4.to_string(), "OK 1234 127.0.0.1 40000");
        let v6 = Reply::Ok { id: "a", client: "[::1]:40000".parse().unwrap() };
        assert_eq!(v6.to_string(), "OK a ::1 40000");
        assert_eq!(Reply::Reset { id: "1234" }.to_string(), "RESET 1234");
        for reply in [v4, v6, Reply::Reset { id: "1234" }] {
            assert_eq!(Reply::parse(reply.to_string().as_bytes()), Ok(reply));
        }
    }

    #[test]
    fn replies_that_are_none() {
        for (bytes, why) in [
            (&b"OK 1234 127.0.0.1"[..], Malformed::Incomplete),
            (b"RES", Malformed::Incomplete),
            (b"OK 1 localhost 80", Malformed::BadAddress),
            (b"OK 1 127.0.0.1 65536", Malformed::BadAddress),
            (b"YES 1", Malformed::UnknownWord),
            (b"\xff", Malformed::UnknownWord),
            (b"OK 1 \xff 80", Malformed::BadAddress),
        ] {
            assert_eq!(Reply::parse(bytes), Err(why));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(id) = parse_request(&bytes) {
                let again = request(id);
                prop_assert_eq!(parse_request(again.as_bytes()), Ok(id));
            }
            if let Ok(reply) = Reply::parse(&bytes) {
                prop_assert!(reply.to_string().is_ascii());
            }
            prop_assert!(!explain(&bytes).chars().any(char::is_control));
        }

        #[test]
        fn every_id_travels_there_and_back(id in "[!-~]{1,64}", port in any::<u16>(), ip in any::<IpAddr>()) {
            let request = request(&id);
            prop_assert_eq!(parse_request(request.as_bytes()), Ok(&*id));
            let reply = Reply::Ok { id: &id, client: SocketAddr::new(ip, port) };
            let written = reply.to_string();
            prop_assert_eq!(Reply::parse(written.as_bytes()), Ok(reply));
        }
    }
}
