//! The client's side: what the bytes after the key mean, however they are cut into reads.

use crate::tools::ftp::wire::{AUTH_ERROR, AUTH_SUCCESS};

/// The most bytes of an answer that is neither word which are kept, to be shown.
const SHOWN: usize = 64;

/// What has come so far.
#[derive(Debug, Default)]
pub struct Answer {
    /// Never longer than the longer word, until it is known to be neither.
    said: Vec<u8>,
}

/// What an answer has turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard<'a> {
    /// Not known yet.
    More,
    /// The key is right; these are the file's first bytes.
    Granted(&'a [u8]),
    /// The key is wrong.
    Refused,
    /// Neither word: its beginning.
    Strange(Vec<u8>),
}

impl Answer {
    /// Takes the next bytes; never none. To be called until it gives something else than [`Heard::More`].
    pub fn read<'a>(&mut self, bytes: &'a [u8]) -> Heard<'a> {
        let missing = AUTH_SUCCESS.len().saturating_sub(self.said.len()).min(bytes.len());
        let (head, rest) = bytes.split_at(missing);
        self.said.extend_from_slice(head);
        if self.said == AUTH_SUCCESS {
            Heard::Granted(rest)
        } else if self.said.starts_with(AUTH_ERROR) {
            Heard::Refused
        } else if [AUTH_SUCCESS, AUTH_ERROR].iter().any(|word| word.starts_with(&self.said)) {
            Heard::More
        } else {
            self.said.extend_from_slice(rest);
            self.said.truncate(SHOWN);
            Heard::Strange(std::mem::take(&mut self.said))
        }
    }

    /// What there is when no more comes; empty when nothing came at all.
    pub fn into_bytes(self) -> Vec<u8> {
        self.said
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a stream comes to when it is read in pieces that end at these places: the file, or what else was heard.
    fn read_in_pieces(stream: &[u8], cuts: &[usize]) -> Result<Vec<u8>, Option<Heard<'static>>> {
        let mut answer = Answer::default();
        let mut ends: Vec<usize> = cuts.iter().map(|cut| cut % (stream.len() + 1)).collect();
        ends.push(stream.len());
        ends.sort_unstable();
        let mut start = 0;
        for end in ends {
            if end == start {
                continue;
            }
            match answer.read(&stream[start..end]) {
                Heard::More => start = end,
                Heard::Granted(first) => return Ok([first, &stream[end..]].concat()),
                Heard::Refused => return Err(Some(Heard::Refused)),
                Heard::Strange(shown) => return Err(Some(Heard::Strange(shown))),
            }
        }
        Err(None)
    }

    #[test]
    fn an_answer_is_split_after_its_twelve_bytes() {
        let read = |stream: &[u8]| read_in_pieces(stream, &[]);
        assert_eq!(read(b"AUTH_SUCCESS"), Ok(vec![]));
        assert_eq!(read(b"AUTH_SUCCESS\n"), Ok(b"\n".to_vec()), "a file may begin with a line end");
        assert_eq!(read(b"AUTH_SUCCESSAUTH_SUCCESS"), Ok(b"AUTH_SUCCESS".to_vec()));
        assert_eq!(read(b"AUTH_ERROR"), Err(Some(Heard::Refused)));
        assert_eq!(read(b"AUTH_ERROR\r\n"), Err(Some(Heard::Refused)));
        assert_eq!(read(b"AUTH_SUCCES"), Err(None));
        for strange in [&b"AUTH_SUCCESX"[..], b"220 ftp", b"\x1b[2J", b"auth_success"] {
            assert_eq!(read(strange), Err(Some(Heard::Strange(strange.to_vec()))));
        }
        let Err(Some(Heard::Strange(shown))) = read(&[b'x'; 10_000]) else { panic!() };
        assert_eq!(shown.len(), SHOWN);
    }

    proptest! {
        #[test]
        fn a_file_comes_whole_however_it_is_cut(
            file in prop::collection::vec(any::<u8>(), 0..60),
            cuts in prop::collection::vec(any::<usize>(), 0..40),
        ) {
            let stream = [AUTH_SUCCESS, &file].concat();
            prop_assert_eq!(read_in_pieces(&stream, &cuts), Ok(file));
        }

        #[test]
        fn any_other_stream_gives_the_same_verdict_however_it_is_cut(
            stream in prop_oneof!["AUTH_(ERR|SUC)?[A-Z\\n]{0,8}".prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..30)],
            cuts in prop::collection::vec(any::<usize>(), 0..40),
        ) {
            // What is shown of a strange answer is as much as had come.
            let kind = |read: Result<Vec<u8>, Option<Heard<'static>>>| match read {
                Err(Some(Heard::Strange(_))) => Err(Some(Heard::Strange(Vec::new()))),
                other => other,
            };
            prop_assert_eq!(kind(read_in_pieces(&stream, &cuts)), kind(read_in_pieces(&stream, &[])));
        }
    }
}
