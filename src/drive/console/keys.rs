//! Bytes of a keyboard made into keys. Pure.

/// What a key asks for; the names are those of the shells' usual keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Something to write.
    Char(char),
    Enter,
    /// Ctrl-D: the end when nothing is written, otherwise [`Key::Delete`].
    EndOrDelete,
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    Up,
    Down,
    Backspace,
    Delete,
    EraseWordLeft,
    EraseWordRight,
    EraseToStart,
    EraseToEnd,
    /// Puts back what was erased last.
    Yank,
    ClearScreen,
}

/// The longest escape sequence that is kept; what is longer means nothing to us anyway.
const MAX_SEQUENCE: usize = 32;

/// Where in the stream of bytes we are.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// The beginning of a character.
    incomplete: Vec<u8>,
    state: State,
    was_return: bool,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Text,
    Escape,
    /// After `ESC [`: what came of its parameters.
    Sequence(String),
    /// After `ESC O`.
    Single,
}

impl Keys {
    /// Takes bytes as they come; a character may be cut between two calls. What is not UTF-8 is replaced.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Vec<Key> {
        self.decode(bytes).chars().filter_map(|c| self.key(c)).collect()
    }

    fn decode(&mut self, bytes: &[u8]) -> String {
        self.incomplete.extend_from_slice(bytes);
        let bytes = std::mem::take(&mut self.incomplete);
        let mut text = String::new();
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            text.push_str(chunk.valid());
            let wrong = chunk.invalid();
            let may_go_on = || std::str::from_utf8(wrong).is_err_and(|error| error.error_len().is_none());
            if chunks.peek().is_none() && may_go_on() {
                self.incomplete = wrong.to_vec();
            } else if !wrong.is_empty() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        text
    }

    fn key(&mut self, c: char) -> Option<Key> {
        match (std::mem::take(&mut self.state), c) {
            (_, '\x1b') => {
                self.state = State::Escape;
                None
            }
            (State::Escape, '[') => {
                self.state = State::Sequence(String::new());
                None
            }
            (State::Escape, 'O') => {
                self.state = State::Single;
                None
            }
            (State::Escape, 'b') => Some(Key::WordLeft),
            (State::Escape, 'f') => Some(Key::WordRight),
            (State::Escape, 'd') => Some(Key::EraseWordRight),
            (State::Escape, '\x7f' | '\x08') => Some(Key::EraseWordLeft),
            (State::Sequence(parameters), '@'..='~') => sequence(&parameters, c),
            (State::Sequence(mut parameters), ' '..='?') if parameters.len() < MAX_SEQUENCE => {
                parameters.push(c);
                self.state = State::Sequence(parameters);
                None
            }
            (State::Single, _) => sequence("", c),
            // Somebody pressed Escape and went on writing, or a sequence was broken off.
            (State::Text | State::Escape | State::Sequence(_), _) => self.plain(c),
        }
    }

    fn plain(&mut self, c: char) -> Option<Key> {
        let was_return = std::mem::replace(&mut self.was_return, c == '\r');
        Some(match c {
            '\r' => Key::Enter,
            // One end of line, in two characters.
            '\n' if was_return => return None,
            '\n' => Key::Enter,
            '\x01' => Key::Home,
            '\x02' => Key::Left,
            '\x04' => Key::EndOrDelete,
            '\x05' => Key::End,
            '\x06' => Key::Right,
            '\x08' | '\x7f' => Key::Backspace,
            '\x0b' => Key::EraseToEnd,
            '\x0c' => Key::ClearScreen,
            '\x0e' => Key::Down,
            '\x10' => Key::Up,
            '\x15' => Key::EraseToStart,
            '\x17' => Key::EraseWordLeft,
            '\x19' => Key::Yank,
            '\t' => Key::Char(c),
            _ if c.is_control() => return None,
            _ => Key::Char(c),
        })
    }
}

/// What `ESC [ parameters last` is; 5 and 3 as second parameter are Ctrl and Alt.
fn sequence(parameters: &str, last: char) -> Option<Key> {
    let (first, second) = parameters.split_once(';').unwrap_or((parameters, ""));
    let by_word = ["3", "5"].contains(&second);
    Some(match (last, first) {
        ('A', _) => Key::Up,
        ('B', _) => Key::Down,
        ('C', _) if by_word => Key::WordRight,
        ('D', _) if by_word => Key::WordLeft,
        ('C', _) => Key::Right,
        ('D', _) => Key::Left,
        ('H', _) | ('~', "1" | "7") => Key::Home,
        ('F', _) | ('~', "4" | "8") => Key::End,
        ('~', "3") if by_word => Key::EraseWordRight,
        ('~', "3") => Key::Delete,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys(bytes: &[u8]) -> Vec<Key> {
        Keys::default().take(bytes)
    }

    fn typed(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).collect()
    }

    #[test]
    fn keys_of_usual_terminals() {
        for (bytes, key) in [
            (&b"\x1b[A"[..], Key::Up),
            (b"\x1bOA", Key::Up),
            (b"\x1b[D", Key::Left),
            (b"\x1b[1;5D", Key::WordLeft),
            (b"\x1b[1;3C", Key::WordRight),
            (b"\x1bf", Key::WordRight),
            (b"\x1b[3~", Key::Delete),
            (b"\x1b[H", Key::Home),
            (b"\x1b[4~", Key::End),
            (b"\x17", Key::EraseWordLeft),
            (b"\x7f", Key::Backspace),
            (b"\r", Key::Enter),
            (b"\n", Key::Enter),
            (b"\r\n", Key::Enter),
        ] {
            assert_eq!(keys(bytes), [key], "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn what_means_nothing_to_us_is_left_out_and_no_more_than_that() {
        // The marks around a paste, a function key, a key without a meaning.
        assert_eq!(keys(b"a\x1b[200~b\x1b[201~c\x1b[15~d\x00e"), typed("abcde"));
        assert_eq!(keys(b"\x1bhello"), typed("hello"), "Escape swallows nothing");
        let long = [b"\x1b[".as_slice(), &[b'1'; 100], b"~x"].concat();
        assert_eq!(keys(&long).last(), Some(&Key::Char('x')));
    }

    #[test]
    fn a_character_may_come_in_pieces_and_what_is_none_is_replaced() {
        let mut cut = Keys::default();
        let pieces: Vec<Key> = "a\u{e9}\u{1f980}".bytes().flat_map(|byte| cut.take(&[byte])).collect();
        assert_eq!(pieces, typed("a\u{e9}\u{1f980}"));
        assert_eq!(keys(b"a\xffb\xe2\x82c"), typed("a\u{fffd}b\u{fffd}c"));
    }

    proptest! {
        #[test]
        fn any_bytes_give_the_same_keys_however_they_are_cut(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            at in 0_usize..200,
        ) {
            let (first, second) = bytes.split_at(at.min(bytes.len()));
            let mut cut = Keys::default();
            prop_assert_eq!([cut.take(first), cut.take(second)].concat(), keys(&bytes));
        }
    }
}
