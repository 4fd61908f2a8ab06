//! Bytes from the network made safe for a terminal. Pure.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use serde::{Serialize, Serializer};

/// Shows bytes as text in which control characters, and what is not UTF-8, are escaped: `HELLO 1\n\xff`.
pub struct Escaped<'a>(pub &'a [u8]);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.utf8_chunks() {
            for c in chunk.valid().chars() {
                // Quotes are harmless and stay readable; characters that change the direction of text are not.
                match c {
                    '\'' | '"' => write!(f, "{c}")?,
                    _ if is_invisible(c) => write!(f, "{}", c.escape_unicode())?,
                    _ => write!(f, "{}", c.escape_debug())?,
                }
            }
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02x}")?;
            }
        }
        Ok(())
    }
}

impl Serialize for Escaped<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// JSON text in which no character is left that steers a terminal: JSON itself lets most of them stand.
///
/// They stand inside strings alone, where each can be written as `\u` and four digits.
pub fn json_escaped(json: &str) -> Cow<'_, str> {
    let steers = |c: char| c.is_control() || is_invisible(c);
    if !json.contains(steers) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if steers(c) {
            // Writing to a String cannot fail, and all of these have four digits.
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Marks that steer how other text is shown: direction, joining, byte order.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether these are text in any language: UTF-8, with no control characters but white space. No bytes are text.
pub fn is_text(bytes: &[u8]) -> bool {
    let shown = |byte: &u8| !byte.is_ascii_control() || byte.is_ascii_whitespace();
    bytes.iter().all(shown) && std::str::from_utf8(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_are_escaped_and_text_is_not() {
        for (bytes, shown) in [
            (&b"HELLO 'x'"[..], "HELLO 'x'"),
            (b"a\x1b[31m\r\n\0", "a\\u{1b}[31m\\r\\n\\0"),
            (b"\xff\xfe", "\\xff\\xfe"),
            ("é\u{202e}".as_bytes(), "é\\u{202e}"),
            (b"back\\slash", "back\\\\slash"),
        ] {
            assert_eq!(Escaped(bytes).to_string(), shown);
        }
    }

    #[test]
    fn json_stays_the_same_value() {
        let text = "a\u{7f}\u{9b}31m\u{202e}\u{feff}\n\"\\ é 数";
        let json = serde_json::to_string(text).unwrap();
        let safe = json_escaped(&json);
        assert_eq!(safe, r#""a\u007f\u009b31m\u202e\ufeff\n\"\\ é 数""#);
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), text);
        assert!(matches!(json_escaped("{\"a\":1}"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn nothing_that_steers_a_terminal_comes_through(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(!Escaped(&bytes).to_string().chars().any(|c| c.is_control() || is_invisible(c)));
        }
    }
}
