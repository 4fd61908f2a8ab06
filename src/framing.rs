//! Messages out of a byte stream that nobody framed, as the course's programs write them over TCP.
//!
//! What one read brings is one message, as long as the first one does not contain a newline. If it does, a person or
//! a line-wise program sits there: from then on each line is a message, and answers end as lines do. Pure: bytes in,
//! messages out, and never more kept than [`MAX_LINE`].

/// The longest line that is kept until its end has come, in bytes. Longer ones are passed on in parts.
pub const MAX_LINE: usize = 4096;

/// The state of one connection.
#[derive(Debug, Default)]
pub struct Framing {
    mode: Mode,
    /// The beginning of a line whose end has not come, or a piece that was told and is to be forgotten.
    line: Vec<u8>,
    /// What the line begins with once the piece that was told is forgotten; `None` when none was told.
    then: Option<&'static [u8]>,
    /// The beginning of this line has been passed on already.
    is_cut: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Unknown,
    Reads,
    Lines,
}

/// What a stream says next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The bytes, without the end of the line.
    pub text: &'a [u8],
    /// How the line ended, which is how its answer ends: `\n`, `\r\n`, or nothing for what is no line.
    pub ending: &'static [u8],
    /// Nothing of this message was passed on before.
    pub is_first: bool,
    /// Nothing of this message will follow.
    pub is_last: bool,
}

impl Piece<'_> {
    /// Whether it is a message in one piece.
    pub fn is_whole(&self) -> bool {
        self.is_first && self.is_last
    }
}

impl Framing {
    /// Takes the next piece off the front of `read`, which is what one read brought, or what is left of it.
    /// `None` when no more can be told; the rest is kept then.
    pub fn next<'a, 'r: 'a>(&'a mut self, read: &mut &'r [u8]) -> Option<Piece<'a>> {
        self.forget_told();
        if read.is_empty() {
            return None;
        }
        if self.mode == Mode::Unknown {
            self.mode = if read.contains(&b'\n') { Mode::Lines } else { Mode::Reads };
        }
        if self.mode == Mode::Reads {
            let text = std::mem::take(read);
            return Some(Piece { text, ending: b"", is_first: true, is_last: true });
        }
        let is_first = !self.is_cut;
        let Some(end) = read.iter().position(|&byte| byte == b'\n') else {
            let text = std::mem::take(read);
            if self.line.len() + text.len() <= MAX_LINE {
                self.line.extend_from_slice(text);
                return None;
            }
            // A carriage return at the very end may belong to the end of the line.
            let (text, then) = match text.split_last() {
                Some((b'\r', text)) => (text, &b"\r"[..]),
                _ => (text, &b""[..]),
            };
            self.is_cut = true;
            let text = self.tell(text, then);
            return Some(Piece { text, ending: b"", is_first, is_last: false });
        };
        let (line, rest) = read.split_at(end);
        *read = rest.get(1..).unwrap_or_default();
        self.is_cut = false;
        let line = self.tell(line, b"");
        let (text, ending): (_, &[u8]) = match line.strip_suffix(b"\r") {
            Some(text) => (text, b"\r\n"),
            None => (line, b"\n"),
        };
        Some(Piece { text, ending, is_first, is_last: true })
    }

    /// What is left when the stream has ended: the last line, which needs no newline.
    pub fn end(&mut self) -> Option<Piece<'_>> {
        self.forget_told();
        let is_first = !std::mem::take(&mut self.is_cut);
        let text = self.tell(b"", b"");
        (!text.is_empty() || !is_first).then_some(Piece { text, ending: b"", is_first, is_last: true })
    }

    /// What was kept with `text` behind it; both are forgotten at the next call, when the line begins with `then`.
    fn tell<'a>(&'a mut self, text: &'a [u8], then: &'static [u8]) -> &'a [u8] {
        self.then = Some(then);
        if self.line.is_empty() {
            return text;
        }
        self.line.extend_from_slice(text);
        &self.line
    }

    fn forget_told(&mut self) {
        if let Some(then) = self.then.take() {
            // Given back whole: a silent connection holds no buffer.
            self.line = then.to_vec();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every piece of these reads, and of the end.
    fn pieces(reads: &[&[u8]]) -> Vec<(Vec<u8>, &'static [u8], bool, bool)> {
        let mut framing = Framing::default();
        let mut all = Vec::new();
        let own = |piece: Piece<'_>| (piece.text.to_vec(), piece.ending, piece.is_first, piece.is_last);
        for read in reads {
            let mut read = *read;
            while let Some(piece) = framing.next(&mut read) {
                all.push(own(piece));
            }
            assert!(read.is_empty() && framing.line.len() <= MAX_LINE);
        }
        all.extend(framing.end().map(own));
        assert!(framing.end().is_none(), "the end comes once");
        all
    }

    fn whole(text: &[u8], ending: &'static [u8]) -> (Vec<u8>, &'static [u8], bool, bool) {
        (text.to_vec(), ending, true, true)
    }

    #[test]
    fn a_read_is_a_message_until_somebody_types_lines() {
        assert_eq!(pieces(&[b"Hii Server", b"exit"]), [whole(b"Hii Server", b""), whole(b"exit", b"")]);
        assert_eq!(pieces(&[b"one", b"two\n"]), [whole(b"one", b""), whole(b"two\n", b"")], "as it began");
        assert_eq!(
            pieces(&[b"one\ntwo", b" and\r\n\nlast"]),
            [whole(b"one", b"\n"), whole(b"two and", b"\r\n"), whole(b"", b"\n"), whole(b"last", b"")]
        );
        assert_eq!(pieces(&[b"one\r", b"\n"]), [whole(b"one\r", b""), whole(b"\n", b"")]);
        assert_eq!(pieces(&[]), []);
    }

    #[test]
    fn a_long_line_is_told_in_parts() {
        let long = vec![b'x'; MAX_LINE];
        let reads: [&[u8]; 4] = [b"\n", &long, b"yy\r", b"\nz\n"];
        let cut = [&long[..], b"yy"].concat();
        assert_eq!(
            pieces(&reads),
            [whole(b"", b"\n"), (cut, b"", true, false), (vec![], b"\r\n", false, true), whole(b"z", b"\n")]
        );
        assert_eq!(pieces(&[b"\n", &long, b"y"]).last().unwrap(), &(vec![], &b""[..], false, true));
    }

    proptest! {
        #[test]
        fn lines_do_not_depend_on_how_they_were_split(
            bytes in prop::collection::vec(prop_oneof![4 => any::<u8>(), 1 => Just(b'\n'), 1 => Just(b'\r')], 0..600),
            cuts in prop::collection::vec(0usize..600, 0..20),
        ) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.sort_unstable();
            let mut reads: Vec<&[u8]> = vec![b"\n"];
            let mut from = 0;
            for cut in cuts {
                reads.push(&bytes[from..cut]);
                from = cut;
            }
            reads.push(&bytes[from..]);
            let joined: Vec<u8> = pieces(&reads).iter().flat_map(|(text, ending, ..)| [text, *ending].concat()).collect();
            prop_assert_eq!(&joined, &[b"\n", &bytes[..]].concat());
            prop_assert_eq!(pieces(&reads), pieces(&[b"\n", &bytes]));
        }
    }
}
