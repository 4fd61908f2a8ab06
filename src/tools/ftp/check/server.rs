//! Cases of an ftp server.

use std::fs::{self, File};

use tempfile::TempDir;

use super::{PAUSE, cannot_keep, content, folder, is_whole, key, letters};
use crate::check::case::Severity::{Required, Robust, Style};
use crate::check::case::{Case, Fault, Outcome, Terms, spoken, unjudged, wrong};
use crate::check::trial::{Server, Stream, Trial, shown};
use crate::contract::Transport;
use crate::tools::ftp::wire::{AUTH_ERROR, AUTH_SUCCESS};

pub(super) const CASES: &[Case] = &[
    Case::server("FT-01", Required, the_right_key_is_accepted)
        .requires("The right key is answered with AUTH_SUCCESS")
        .asked("the client says the key first; the server answers `AUTH_SUCCESS` when it is right.")
        .hint("another wording, or small letters"),
    Case::server("FT-02", Required, the_file_follows)
        .requires("After AUTH_SUCCESS comes the file, from its first byte to its last, and nothing else")
        .asked("`AUTH_SUCCESS` and then at once the file's bytes.")
        .hint("a newline after AUTH_SUCCESS, a file that is opened as text, or lines that are stripped"),
    Case::server("FT-03", Required, it_closes_after_the_file)
        .requires("The connection closes after the file")
        .asked("the file's bytes come until the connection closes: there is no other sign of its end.")
        .hint("the connection's socket is never closed; a client that reads to the end waits for ever"),
    Case::server("FT-04", Required, a_large_binary_file_comes_whole)
        .requires("A file of 1 MiB with every byte value comes whole")
        .asked("the file's bytes come as they are, whatever they are.")
        .hint("only one part is read, send() is used where sendall() is needed, or the file is opened as text"),
    Case::server("FT-05", Required, a_wrong_key_is_refused)
        .requires("A wrong key is answered with AUTH_ERROR and nothing else")
        .asked("the server answers `AUTH_ERROR` when the key is wrong; no byte of the file follows.")
        .hint("another wording, or the file is sent in either case"),
    Case::server("FT-06", Required, it_closes_after_a_refusal)
        .requires("The connection closes after a wrong key")
        .asked("`AUTH_ERROR` and close.")
        .hint("close() stands only where the file was sent"),
    Case::server("FT-07", Required, the_beginning_of_the_key_is_wrong)
        .requires("The beginning of the key is a wrong key")
        .asked("the key is compared as a whole.")
        .hint("the key is looked up with `in` or startswith the wrong way round"),
    Case::server("FT-08", Required, more_than_the_key_is_wrong)
        .requires("The key with something behind it is a wrong key")
        .asked("the key is compared as a whole.")
        .hint("startswith or a fixed number of bytes in place of =="),
    Case::server("FT-09", Robust, an_empty_file_comes_too)
        .requires("An empty file is AUTH_SUCCESS and nothing more")
        .asked("`AUTH_SUCCESS` and then the file's bytes, of which there may be none.")
        .hint("an empty file is taken for one that is not there"),
    Case::server("FT-10", Robust, a_key_in_pieces_is_one_key)
        .requires("A key that arrives in two pieces is one key")
        .asked("TCP is a stream: what was sent as one message may be read in several pieces.")
        .hint("one recv is taken for one message"),
    Case::server("FT-11", Robust, a_key_that_is_no_text_is_wrong)
        .requires("Bytes that are no text are a wrong key like any other")
        .asked("whatever is not the key is answered with `AUTH_ERROR`.")
        .hint("decode() raises an exception; compare bytes with bytes")
        .last(),
    Case::server("FT-12", Robust, a_second_client_is_served)
        .requires("When a client has the file, the next one gets the same")
        .asked("the exercise's server ends after one client; a server that is of use serves many.")
        .hint("accept() is called once, or the file is opened once and stands at its end for the second client"),
    Case::server("FT-13", Robust, a_wrong_key_costs_the_connection_alone)
        .requires("After a wrong key the next client is served")
        .asked("a wrong key costs the connection, not the server.")
        .hint("the program ends after AUTH_ERROR"),
    Case::server("FT-14", Robust, who_says_nothing_and_leaves_is_survived)
        .requires("After a client that left without a word the next one is served")
        .asked("a connection's failure is its client's alone.")
        .hint("recv gives nothing when the client has closed, which is no key"),
    Case::server("FT-15", Robust, a_vanishing_client_is_survived)
        .requires("A client that breaks off in the middle of the file does not end the server")
        .asked("a connection's failure is its client's alone.")
        .hint("sendall raises an exception, which ends the loop that accepts")
        .last(),
    Case::server("FT-16", Robust, a_silent_client_holds_nobody_up)
        .requires("A client that says nothing does not hold others up")
        .asked("the exercise's server serves one client at a time; one that serves many must not wait for a single one.")
        .hint("one client after another is served; a thread for each client lets them be served side by side"),
    Case::server("FT-17", Style, there_is_a_pause_before_the_file)
        .requires("Between AUTH_SUCCESS and the file there is a short pause")
        .asked("the exercise's client throws away what comes together with `AUTH_SUCCESS`; with a pause (`course-pause`, 300 ms) it loses nothing.")
        .hint("the file follows at once, and a client that reads both at once loses its beginning"),
];

/// The server under test and the file it was given.
struct Serving<'a> {
    server: Server<'a>,
    /// None when the program has a file of its own.
    file: Option<Vec<u8>>,
    _folder: TempDir,
}

impl<'a> Serving<'a> {
    /// A server with this file.
    fn new(trial: &Trial<'a>, file: Vec<u8>) -> Outcome<Serving<'a>> {
        let folder = folder()?;
        fs::write(folder.path().join(NAME), &file).map_err(|error| cannot_keep(&error))?;
        Serving::start(trial, folder, Some(file))
    }

    /// A server with a file of more bytes than the system keeps for a connection.
    fn with_huge_file(trial: &Trial<'a>) -> Outcome<Serving<'a>> {
        let folder = folder()?;
        File::create(folder.path().join(NAME))
            .and_then(|file| file.set_len(HUGE))
            .map_err(|error| cannot_keep(&error))?;
        Serving::start(trial, folder, None)
    }

    fn start(trial: &Trial<'a>, folder: TempDir, file: Option<Vec<u8>>) -> Outcome<Serving<'a>> {
        let path = folder.path().join(NAME).to_string_lossy().into_owned();
        let server = trial.server_with(Transport::Tcp, &[("file", path)])?;
        let file = file.filter(|_| trial.has("file"));
        Ok(Serving { server, file, _folder: folder })
    }

    /// The file, where it is ours.
    fn file(&self) -> Outcome<&[u8]> {
        match &self.file {
            Some(file) => Ok(file),
            None => unjudged("which file it has is known when the command has {file} to be filled in"),
        }
    }

    /// A client that has said this key.
    fn ask(&self, key: &[u8]) -> Outcome<Stream<'a>> {
        let mut client = self.server.connect()?;
        client.send(key)?;
        Ok(client)
    }

    /// A client with the right key, behind the answer to that.
    fn admitted(&self, trial: &Trial<'_>) -> Outcome<Stream<'a>> {
        let mut client = self.ask(key(trial.terms))?;
        admits(&mut client, trial)?;
        Ok(client)
    }
}

const NAME: &str = "file";
const HUGE: u64 = 16 << 20;

/// Bytes that are looked at together.
const PART: usize = 64 << 10;

/// A small file that is text.
fn text() -> Vec<u8> {
    b"The first line,\r\nthe second one\n\nand the last\n".to_vec()
}

/// It lets the client in. The exact words are one case's matter; here they may be any but those of a refusal.
fn admits(client: &mut Stream<'_>, trial: &Trial<'_>) -> Outcome {
    let answer = client.receive_exactly(AUTH_SUCCESS.len(), trial.patience())?;
    if answer.is_empty() {
        return wrong(shown(AUTH_SUCCESS), client.seen());
    }
    if answer.starts_with(AUTH_ERROR) { wrong(shown(AUTH_SUCCESS), shown(&answer)) } else { Ok(()) }
}

/// It does not let the client in, and says so. The exact words are one case's matter here too.
fn refuses(client: &mut Stream<'_>, trial: &Trial<'_>) -> Outcome {
    let answer = client.receive(trial.patience())?;
    if answer.is_empty() {
        return wrong(shown(AUTH_ERROR), client.seen());
    }
    if answer.starts_with(AUTH_SUCCESS) { wrong(shown(AUTH_ERROR), shown(&answer)) } else { Ok(()) }
}

/// What comes until the end, until nothing has come for a while, or until there are more than `most` bytes.
fn take(client: &mut Stream<'_>, most: usize, trial: &Trial<'_>) -> Outcome<Vec<u8>> {
    let mut taken = Vec::new();
    while taken.len() <= most {
        let part = client.receive_exactly((most + 1 - taken.len()).min(PART), trial.patience())?;
        if part.is_empty() {
            break;
        }
        taken.extend(part);
    }
    Ok(taken)
}

/// Gives the server time to notice what became of a client, before another one comes.
fn notice(trial: &Trial<'_>) -> Outcome {
    trial.pause(PAUSE)?;
    trial.did("another client:");
    Ok(())
}

fn the_right_key_is_accepted(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, text())?;
    serving.ask(key(trial.terms))?.expect(AUTH_SUCCESS)
}

fn the_file_follows(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, text())?;
    let file = serving.file()?;
    let mut client = serving.admitted(trial)?;
    let mut came = client.receive_exactly(file.len(), trial.patience())?;
    came.extend(client.receive(Terms::QUIET)?);
    is_whole(file, &came)
}

fn it_closes_after_the_file(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, text())?;
    let mut client = serving.admitted(trial)?;
    // It may be of any length, and is not kept.
    let mut came = 0;
    loop {
        match client.receive_exactly(PART, trial.patience())?.len() {
            0 => break,
            length => came += length,
        }
    }
    match client.end() {
        Some(_) => Ok(()),
        None => wrong(
            "the connection closed after the file",
            format!("{came} bytes, and it is still open {} after them", spoken(trial.patience())),
        ),
    }
}

fn a_large_binary_file_comes_whole(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, content(1 << 20))?;
    let file = serving.file()?;
    let mut client = serving.admitted(trial)?;
    let came = take(&mut client, file.len(), trial)?;
    is_whole(file, &came)
}

/// As long as the key and different from it in every byte.
fn wrong_key(trial: &Trial<'_>) -> Vec<u8> {
    key(trial.terms).iter().map(|byte| if *byte == b'x' { b'y' } else { b'x' }).collect()
}

fn a_wrong_key_is_refused(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, text())?;
    let mut client = serving.ask(&wrong_key(trial))?;
    client.expect(AUTH_ERROR)?;
    match client.receive(Terms::QUIET)? {
        more if more.is_empty() => Ok(()),
        more => wrong("`AUTH_ERROR` and nothing else", format!("after it {}", shown(&more))),
    }
}

fn it_closes_after_a_refusal(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, text())?;
    let mut client = serving.ask(&wrong_key(trial))?;
    match client.receive_to_end(trial.patience())? {
        Some(_) => Ok(()),
        None => wrong("the connection closed after a wrong key", client.seen()),
    }
}

fn the_beginning_of_the_key_is_wrong(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, text())?;
    let Some((_, beginning)) = key(trial.terms).split_last().filter(|(_, beginning)| !beginning.is_empty())
    else {
        return unjudged("the key has one byte alone");
    };
    let mut client = serving.ask(beginning)?;
    // A server that puts pieces together waits for the rest.
    client.finish();
    refuses(&mut client, trial)
}

fn more_than_the_key_is_wrong(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, text())?;
    let mut client = serving.ask(&[key(trial.terms), b"S"].concat())?;
    refuses(&mut client, trial)
}

fn an_empty_file_comes_too(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, Vec::new()).map_err(Fault::of_this_case_alone)?;
    let file = serving.file()?;
    let mut client = serving.admitted(trial)?;
    let came = client.receive(trial.patience())?;
    is_whole(file, &came)
}

fn a_key_in_pieces_is_one_key(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, text())?;
    let key = key(trial.terms);
    let (beginning, rest) = key.split_at(key.len() / 2);
    if beginning.is_empty() {
        return unjudged("the key has one byte alone");
    }
    let mut client = serving.ask(beginning)?;
    trial.pause(PAUSE)?;
    client.send(rest)?;
    admits(&mut client, trial)
}

fn a_key_that_is_no_text_is_wrong(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, text())?;
    let junk = vec![0xff; key(trial.terms).len()];
    let mut client = serving.ask(&junk)?;
    refuses(&mut client, trial)
}

fn a_second_client_is_served(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, letters(5000))?;
    // The file of a server that runs already may be of any length.
    let most = 1 << 20;
    let first = take(&mut serving.admitted(trial)?, most, trial)?;
    notice(trial)?;
    let second = take(&mut serving.admitted(trial)?, most, trial)?;
    is_whole(&first, &second)
}

fn a_wrong_key_costs_the_connection_alone(trial: &Trial<'_>) -> Outcome {
    let mut serving = Serving::new(trial, text())?;
    let mut client = serving.ask(&wrong_key(trial))?;
    // What comes back is another case's matter.
    client.receive(trial.patience())?;
    drop(client);
    notice(trial)?;
    serving.admitted(trial)?;
    serving.server.must_live("after a wrong key")
}

fn who_says_nothing_and_leaves_is_survived(trial: &Trial<'_>) -> Outcome {
    let mut serving = Serving::new(trial, text())?;
    drop(serving.server.connect()?);
    trial.did("a connection closed without a word");
    notice(trial)?;
    serving.admitted(trial)?;
    serving.server.must_live("after a client that said nothing")
}

fn a_vanishing_client_is_survived(trial: &Trial<'_>) -> Outcome {
    let mut serving = Serving::with_huge_file(trial)?;
    let mut client = serving.admitted(trial)?;
    if client.receive_exactly(1, trial.patience())?.is_empty() {
        return wrong("a file", client.seen());
    }
    client.vanish();
    notice(trial)?;
    serving.admitted(trial)?;
    serving.server.must_live("after a client that broke off")
}

fn a_silent_client_holds_nobody_up(trial: &Trial<'_>) -> Outcome {
    let serving = Serving::new(trial, text())?;
    let _silent = serving.server.connect()?;
    trial.did("a connection that stays open");
    serving.admitted(trial).map(drop)
}

fn there_is_a_pause_before_the_file(trial: &Trial<'_>) -> Outcome {
    let Some(pause) = trial.terms.profile.ftp.course_pause.limit() else {
        return unjudged("the profile asks for none (`course-pause`)");
    };
    // A third of it is long enough to be noticed by a client.
    let (pause, enough) = (trial.terms.scaled(pause), trial.terms.scaled(pause / 3));
    let serving = Serving::new(trial, text())?;
    let mut client = serving.admitted(trial)?;
    let begun = trial.now();
    if client.receive_exactly(1, trial.patience())?.is_empty() && client.end().is_none() {
        return wrong("a file", client.seen());
    }
    let waited = trial.now() - begun;
    if waited >= enough {
        return Ok(());
    }
    wrong(
        format!("the file about {} after AUTH_SUCCESS", spoken(pause)),
        format!("it came {} after that", spoken(waited)),
    )
}
