//! Cases of an ftp client.

use std::fs::{self, File};
use std::io::Read;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use super::{cannot_keep, content, folder, is_whole, key, letters, timeout};
use crate::check::case::Severity::{Required, Robust, Style};
use crate::check::case::{Case, Outcome, Terms, unjudged, wrong};
use crate::check::trial::{Client, Ended, Stream, Trial, shown};
use crate::contract::Transport;
use crate::tools::ftp::wire::{AUTH_ERROR, AUTH_SUCCESS};

pub(super) const CASES: &[Case] = &[
    Case::client("FT-41", Required, it_says_the_key)
        .requires("The client says the key first, and nothing else")
        .asked("the client says the key (`course-key`), `SECRET_KEY` by default; it is compared as a whole.")
        .hint("a newline after it, or the name of a file"),
    Case::client("FT-42", Required, it_writes_the_file)
        .requires("After AUTH_SUCCESS it writes what comes into its file, byte for byte, until the connection closes")
        .asked("`AUTH_SUCCESS` and then the file's bytes until the connection closes.")
        .hint("the file is opened as text, what comes is decoded, or AUTH_SUCCESS stands in it"),
    Case::client("FT-43", Required, it_writes_a_large_file)
        .requires("A file of 4 MiB is written whole")
        .asked("the file's bytes come until the connection closes, in as many reads as it takes.")
        .hint("one recv with a large number is taken for the whole file"),
    Case::client("FT-44", Required, it_ends_with_status_0)
        .requires("When the file has come it ends, with exit status 0")
        .asked("the end of the file is the end of the connection; then the client is done.")
        .hint("the loop goes on when recv gives nothing, which is the end"),
    Case::client("FT-45", Required, it_tells_of_a_refusal)
        .requires("On AUTH_ERROR it tells so")
        .asked("on `AUTH_ERROR` the exercise's client prints `Authentication failed`.")
        .hint("the answer is not looked at, or looked at together with what follows"),
    Case::client("FT-46", Required, it_writes_nothing_when_refused)
        .requires("On AUTH_ERROR it writes no file")
        .asked("a file follows `AUTH_SUCCESS` alone.")
        .hint("the answer is written into the file"),
    Case::client("FT-47", Robust, its_status_tells_of_a_refusal)
        .requires("On AUTH_ERROR its exit status is not 0")
        .asked("the exercise's client exits 1 when its key is wrong, so that a script can tell.")
        .hint("the program ends with status 0 whatever happened; sys.exit(1) tells"),
    Case::client("FT-48", Robust, it_says_the_key_in_one_write)
        .requires("It says the key in one write")
        .asked("the exercise's server wants the whole key in one read.")
        .hint("the key is sent byte by byte or in parts"),
    Case::client("FT-49", Robust, what_comes_with_the_answer_is_kept)
        .requires("Bytes of the file that come together with AUTH_SUCCESS are not lost")
        .asked("`AUTH_SUCCESS` is 12 bytes; the file's first bytes may arrive in the same segment.")
        .hint("what the first recv brings is taken for the answer alone; split it after 12 bytes"),
    Case::client("FT-50", Robust, an_answer_in_pieces_is_one_answer)
        .requires("AUTH_SUCCESS that arrives in two pieces is one answer")
        .asked("a client waits for all 12 bytes when they come in pieces.")
        .hint("one recv is taken for the whole answer, and the rest of it is written into the file"),
    Case::client("FT-51", Robust, an_empty_file_is_written)
        .requires("An empty file is written too")
        .asked("the file's bytes come until the connection closes; there may be none.")
        .hint("the file is opened only when its first byte has come"),
    Case::client("FT-52", Robust, a_short_read_is_not_the_end)
        .requires("A file that comes in short pieces with pauses between them is written whole")
        .asked("the end of the file is the end of the connection, and nothing else.")
        .hint("a read that is shorter than its buffer, or a time-out, is taken for the end"),
    Case::client("FT-53", Robust, another_answer_is_no_success)
        .requires("An answer that is neither AUTH_SUCCESS nor AUTH_ERROR is told, by an exit status other than 0")
        .asked("there are these two answers; the exercise's client takes any but `AUTH_ERROR` for success.")
        .hint("the answer is compared with AUTH_ERROR alone"),
    Case::client("FT-54", Robust, no_answer_is_no_success)
        .requires("A server that closes without an answer is told, by an exit status other than 0")
        .asked("the file follows `AUTH_SUCCESS`; a connection that ends before it has brought none.")
        .hint("recv gives nothing, which is not AUTH_ERROR and so passes for success"),
    Case::client("FT-55", Robust, a_broken_connection_is_told)
        .requires("A connection that is broken off in the middle of the file is told, by an exit status other than 0")
        .asked("a reset exits 1: the file is not whole.")
        .hint("the exception is caught and taken for the end of the file"),
    Case::client("FT-56", Style, a_part_does_not_look_whole)
        .requires("When the connection is broken off, no part of the file stays under its name")
        .asked("write to a temporary name and rename at a clean close; a reset leaves the part under its temporary name.")
        .hint("the file is opened under its own name from the beginning"),
    Case::client("FT-57", Robust, a_silent_server_does_not_hang_it)
        .requires("A server that does not answer the key does not hang it for ever")
        .asked("the client waits 15 s for the answer (`reply-timeout`), the exercise's 20 s.")
        .hint("no time-out is set")
        .lasts(for_ever),
    Case::client("FT-58", Robust, nobody_listening_is_told)
        .requires("When nobody listens it tells so and its exit status is not 0")
        .asked("a refused connection is an error like any other.")
        .hint("the exception is caught and nothing is printed, or the status stays 0"),
];

/// After so long without an answer a client is taken to wait for ever.
fn for_ever(terms: &Terms) -> Duration {
    timeout(terms).mul_f64(2.0)
}

/// Time for a client to notice what has come, and not so long that it gives up.
fn pause(terms: &Terms) -> Duration {
    super::PAUSE.min(timeout(terms) / 3)
}

/// A client under test that has connected and said its key.
struct Asking<'a> {
    // Before the folder it writes to: it is ended first.
    client: Client<'a>,
    stream: Stream<'a>,
    place: Place,
}

/// Where the client is told to write, in a folder of its own.
struct Place {
    path: PathBuf,
    _folder: TempDir,
}

impl Place {
    fn new() -> Outcome<Place> {
        let folder = folder()?;
        Ok(Place { path: folder.path().join("received"), _folder: folder })
    }

    /// What the client has written there, of very much only the beginning; none when there is no file.
    fn read(&self) -> Outcome<Option<Vec<u8>>> {
        // A pipe under that name would never come to an end.
        if !fs::symlink_metadata(&self.path).is_ok_and(|data| data.is_file()) {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        File::open(&self.path)
            .and_then(|file| file.take(MOST).read_to_end(&mut bytes))
            .map_err(|error| cannot_keep(&error))?;
        Ok(Some(bytes))
    }
}

/// More than any file has that is sent here.
const MOST: u64 = 8 << 20;

impl<'a> Asking<'a> {
    fn new(trial: &Trial<'a>) -> Outcome<Asking<'a>> {
        let mut asking = Asking::connected(trial)?;
        // What exactly it says is one case's matter.
        let said = asking.stream.receive_exactly(key(trial.terms).len(), trial.patience())?;
        if said.is_empty() { wrong(shown(key(trial.terms)), asking.stream.seen()) } else { Ok(asking) }
    }

    /// The same before it has said anything.
    fn connected(trial: &Trial<'a>) -> Outcome<Asking<'a>> {
        let host = trial.listen_tcp()?;
        let place = Place::new()?;
        let client = start(trial, host.address(), &place)?;
        let stream = host.expect_connection(trial.arrival())?;
        Ok(Asking { client, stream, place })
    }

    /// Says that the key is right, and waits so long that a client that reads once reads that alone.
    fn admit(&mut self, trial: &Trial<'_>) -> Outcome {
        self.stream.send(AUTH_SUCCESS)?;
        trial.pause(pause(trial.terms))
    }

    /// Closes, and gives what the client came to.
    fn close(&mut self, trial: &Trial<'_>) -> Outcome<Ended> {
        self.stream.finish();
        self.client.end(trial.patience())
    }

    /// The client has written this.
    fn has_written(mut self, file: &[u8], trial: &Trial<'_>) -> Outcome {
        self.close(trial)?;
        let place = self.let_go();
        match place.read()? {
            Some(written) => is_whole(file, &written),
            None => wrong(format!("a file of {} bytes", file.len()), "there is no file"),
        }
    }

    /// Ends the client and what it may have started, so that the file no longer changes.
    fn let_go(self) -> Place {
        self.place
    }
}

fn start<'a>(trial: &Trial<'a>, host: SocketAddr, place: &Place) -> Outcome<Client<'a>> {
    // A person is not asked to write there.
    let path = place.path.to_string_lossy().into_owned();
    let values = if trial.is_by_hand() { Vec::new() } else { vec![("output", path)] };
    trial.client(host, &values, "")
}

/// Where the client writes can be seen.
fn sees_the_file(trial: &Trial<'_>) -> Outcome {
    if trial.has("output") {
        return Ok(());
    }
    unjudged("where it writes is known when the command has {output} to be filled in")
}

/// It ended with a status that tells of a failure.
fn failed(ended: &Ended) -> Outcome {
    match ended.status {
        Some(0) => wrong("an exit status other than 0", "exit status 0"),
        Some(_) => Ok(()),
        None => wrong("an exit status other than 0", "a signal ended it"),
    }
}

fn it_says_the_key(trial: &Trial<'_>) -> Outcome {
    let mut asking = Asking::connected(trial)?;
    asking.stream.expect(key(trial.terms))?;
    match asking.stream.receive(Terms::QUIET)? {
        more if more.is_empty() => Ok(()),
        more => {
            let expected = format!("{} and nothing else", shown(key(trial.terms)));
            wrong(expected, format!("after it {}", shown(&more)))
        }
    }
}

fn it_writes_the_file(trial: &Trial<'_>) -> Outcome {
    sees_the_file(trial)?;
    let file = content(5000);
    let mut asking = Asking::new(trial)?;
    asking.admit(trial)?;
    asking.stream.send(&file)?;
    asking.has_written(&file, trial)
}

fn it_writes_a_large_file(trial: &Trial<'_>) -> Outcome {
    sees_the_file(trial)?;
    let file = letters(4 << 20);
    let mut asking = Asking::new(trial)?;
    asking.admit(trial)?;
    asking.stream.send(&file)?;
    asking.has_written(&file, trial)
}

fn it_ends_with_status_0(trial: &Trial<'_>) -> Outcome {
    let mut asking = Asking::new(trial)?;
    asking.admit(trial)?;
    asking.stream.send(b"Fourth file\n")?;
    asking.close(trial)?.expect_status(0)
}

fn it_tells_of_a_refusal(trial: &Trial<'_>) -> Outcome {
    let mut asking = Asking::new(trial)?;
    // What it prints from now on is about the answer.
    trial.pause(Terms::QUIET / 2)?;
    let before = asking.client.output()?;
    asking.stream.send(AUTH_ERROR)?;
    let ended = asking.close(trial)?;
    let tells = |text: &str| !text.trim().is_empty();
    let since = ended.output.get(before.len()..).unwrap_or(&ended.output);
    if tells(since) || tells(&ended.errors) {
        return Ok(());
    }
    wrong("a word about the refusal", "nothing was printed after AUTH_ERROR")
}

fn it_writes_nothing_when_refused(trial: &Trial<'_>) -> Outcome {
    sees_the_file(trial)?;
    let mut asking = Asking::new(trial)?;
    asking.stream.send(AUTH_ERROR)?;
    asking.close(trial)?;
    // An empty one may have been opened before the answer was known.
    match asking.let_go().read()? {
        Some(written) if !written.is_empty() => wrong("no file", format!("a file with {}", shown(&written))),
        _ => Ok(()),
    }
}

fn its_status_tells_of_a_refusal(trial: &Trial<'_>) -> Outcome {
    let mut asking = Asking::new(trial)?;
    asking.stream.send(AUTH_ERROR)?;
    failed(&asking.close(trial)?)
}

fn it_says_the_key_in_one_write(trial: &Trial<'_>) -> Outcome {
    let mut asking = Asking::connected(trial)?;
    let key = key(trial.terms);
    let mut first = asking.stream.receive_exactly(1, trial.patience())?;
    // What has come together with its first byte.
    first.extend(asking.stream.receive_exactly(key.len(), Duration::ZERO)?);
    if first.is_empty() {
        return wrong(shown(key), asking.stream.seen());
    }
    if first.len() >= key.len() {
        return Ok(());
    }
    let rest = asking.stream.receive(trial.patience())?;
    if rest.is_empty() {
        return unjudged("it says less than the key");
    }
    wrong(format!("{} at once", shown(key)), format!("{}, and later {}", shown(&first), shown(&rest)))
}

fn what_comes_with_the_answer_is_kept(trial: &Trial<'_>) -> Outcome {
    sees_the_file(trial)?;
    let file = letters(600);
    let mut asking = Asking::new(trial)?;
    asking.stream.send(&[AUTH_SUCCESS, &file].concat())?;
    asking.has_written(&file, trial)
}

fn an_answer_in_pieces_is_one_answer(trial: &Trial<'_>) -> Outcome {
    sees_the_file(trial)?;
    let file = letters(5000);
    let mut asking = Asking::new(trial)?;
    let (beginning, rest) = AUTH_SUCCESS.split_at(7);
    asking.stream.send(beginning)?;
    trial.pause(pause(trial.terms))?;
    asking.stream.send(rest)?;
    trial.pause(pause(trial.terms))?;
    asking.stream.send(&file)?;
    asking.has_written(&file, trial)
}

fn an_empty_file_is_written(trial: &Trial<'_>) -> Outcome {
    sees_the_file(trial)?;
    let mut asking = Asking::new(trial)?;
    asking.admit(trial)?;
    asking.has_written(b"", trial)
}

fn a_short_read_is_not_the_end(trial: &Trial<'_>) -> Outcome {
    sees_the_file(trial)?;
    let file = letters(100);
    let mut asking = Asking::new(trial)?;
    asking.admit(trial)?;
    for piece in file.chunks(30) {
        asking.stream.send(piece)?;
        trial.pause(Terms::QUIET / 2)?;
    }
    asking.has_written(&file, trial)
}

fn another_answer_is_no_success(trial: &Trial<'_>) -> Outcome {
    let mut asking = Asking::new(trial)?;
    asking.stream.send(b"220 Welcome\r\n")?;
    failed(&asking.close(trial)?)
}

fn no_answer_is_no_success(trial: &Trial<'_>) -> Outcome {
    let mut asking = Asking::new(trial)?;
    failed(&asking.close(trial)?)
}

/// Breaks the connection off when the client has a part of the file, and gives what it came to.
fn broken_off(trial: &Trial<'_>) -> Outcome<(Ended, Place)> {
    let mut asking = Asking::new(trial)?;
    asking.admit(trial)?;
    let Asking { mut client, mut stream, place } = asking;
    stream.send(&letters(5000))?;
    // A reset takes away what has not been read.
    trial.pause(pause(trial.terms))?;
    stream.vanish();
    let ended = client.end(trial.patience())?;
    Ok((ended, place))
}

fn a_broken_connection_is_told(trial: &Trial<'_>) -> Outcome {
    failed(&broken_off(trial)?.0)
}

fn a_part_does_not_look_whole(trial: &Trial<'_>) -> Outcome {
    sees_the_file(trial)?;
    match broken_off(trial)?.1.read()? {
        None => Ok(()),
        Some(part) => wrong("no file of that name", format!("a file of {} bytes", part.len())),
    }
}

fn a_silent_server_does_not_hang_it(trial: &Trial<'_>) -> Outcome {
    let mut asking = Asking::new(trial)?;
    asking.client.end(for_ever(trial.terms)).map(drop)
}

fn nobody_listening_is_told(trial: &Trial<'_>) -> Outcome {
    let (address, _claim) = trial.deserted(Transport::Tcp)?;
    let place = Place::new()?;
    let mut client = start(trial, address, &place)?;
    trial.did("no server listening");
    let ended = client.end(trial.arrival())?;
    if ended.output.trim().is_empty() && ended.errors.trim().is_empty() {
        return wrong("a word about it", "nothing was printed");
    }
    failed(&ended)
}
