//! Cases of a dual-stack server.

use std::net::{IpAddr, Ipv6Addr};

use super::PAUSE;
use crate::check::case::Severity::{Required, Robust, Style};
use crate::check::case::{Case, Fault, Outcome, Terms, unjudged, wrong};
use crate::check::trial::{Server, Stream, Trial, shown};
use crate::contract::Transport;
use crate::tools::dual_stack::wire::{ACKNOWLEDGEMENT, EXIT, TEXT};

pub(super) const CASES: &[Case] = &[
    Case::server("DS-01", Required, a_text_is_acknowledged)
        .requires("A text is answered with Acknowledgement and nothing else")
        .asked("the client says `Hii Server`, the server answers `Acknowledgement`.")
        .hint("another wording, or a newline behind it"),
    Case::server("DS-02", Required, every_text_is_acknowledged)
        .requires("Each further text of the same client is acknowledged as well")
        .asked(
            "the client says `Hii Server` several times, each after the `Acknowledgement` to the one before.",
        )
        .hint("recv stands outside of the loop, or the connection is closed after one answer"),
    Case::server("DS-03", Required, any_text_is_acknowledged)
        .requires("Any other text is acknowledged too")
        .asked("`Hii Server` stands for any text but `exit`.")
        .hint("the text is compared with `Hii Server`"),
    Case::server("DS-04", Required, exit_ends_the_connection)
        .requires("On exit the server closes that connection")
        .asked("`exit`: the server closes that connection.")
        .hint("the inner loop is left, and the connection's socket stays open"),
    Case::server("DS-05", Required, exit_is_not_answered)
        .requires("An exit is not answered")
        .asked("`exit`: the server closes that connection, no reply.")
        .hint("the answer is sent before the text is looked at"),
    Case::server("DS-06", Required, the_next_client_is_served)
        .requires("After a client that said exit the next one is served")
        .asked("`exit` closes that connection, not the server.")
        .hint("break leaves the outer loop too, or exit() ends the program"),
    Case::server("DS-07", Required, it_listens_over_ipv6)
        .requires("Told to listen at ::1, it serves over IPv6")
        .asked("the family follows the address: the server listens on the family that its address has.")
        .hint("the socket is made with AF_INET; getaddrinfo() gives family and address together"),
    Case::server("DS-08", Robust, only_exit_itself_ends)
        .requires("A text that begins and ends with exit is a text like any other")
        .asked("`Hii Serverexit` is a text.")
        .hint("startswith, endswith or `in` where == is needed"),
    Case::server("DS-09", Robust, a_long_text_is_one_text)
        .requires("A text of 1000 bytes is acknowledged once")
        .asked("one read is one message; the exercise's server reads 1024 bytes at once.")
        .hint("the receive buffer is too small for it"),
    Case::server("DS-10", Robust, what_is_no_text_is_survived)
        .requires("Bytes that are no text are acknowledged and do not end the server")
        .asked("anything but `exit` is answered with `Acknowledgement`.")
        .hint("decode() raises an exception")
        .last(),
    Case::server("DS-11", Robust, a_client_that_closes_is_survived)
        .requires("After a client that closed without exit the next one is served")
        .asked("a connection's end is its client's alone.")
        .hint("recv gives nothing when the client has closed, and the loop goes on for ever"),
    Case::server("DS-12", Robust, a_vanishing_client_is_survived)
        .requires("After a client that broke off the next one is served")
        .asked("a connection's failure is its client's alone.")
        .hint("recv raises an exception, which ends the loop that accepts")
        .last(),
    Case::server("DS-13", Robust, clients_are_served_side_by_side)
        .requires("While one client is connected another is served")
        .asked("the exercise's server serves one client at a time; a good one serves all.")
        .hint(
            "one client after another is served; a thread for each client lets them be served side by side",
        ),
    Case::server("DS-14", Style, texts_are_printed)
        .requires("The server prints each text it takes")
        .asked("the exercise's servers print each message they take.")
        .hint("the output is kept back until the program ends; print with flush"),
];

fn start<'a>(trial: &Trial<'a>) -> Outcome<Server<'a>> {
    trial.server(Transport::Tcp)
}

/// A client that has said a text and was answered. The exact answer is one case's matter.
fn served<'a>(server: &Server<'a>, trial: &Trial<'_>) -> Outcome<Stream<'a>> {
    let mut client = server.connect()?;
    is_answered(&mut client, TEXT, trial)?;
    Ok(client)
}

fn is_answered(client: &mut Stream<'_>, text: &[u8], trial: &Trial<'_>) -> Outcome {
    client.send(text)?;
    let answer = client.receive(trial.patience())?;
    if answer.is_empty() { wrong(shown(ACKNOWLEDGEMENT), client.seen()) } else { Ok(()) }
}

/// Gives the server time to notice what became of a client, before another one comes.
fn notice(trial: &Trial<'_>) -> Outcome {
    trial.pause(PAUSE)?;
    trial.did("another client:");
    Ok(())
}

fn a_text_is_acknowledged(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = server.connect()?;
    client.send(TEXT)?;
    client.expect(ACKNOWLEDGEMENT)?;
    match client.receive(Terms::QUIET)? {
        more if more.is_empty() => Ok(()),
        more => wrong("`Acknowledgement` and nothing else", format!("after it {}", shown(&more))),
    }
}

fn every_text_is_acknowledged(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = served(&server, trial)?;
    for _ in 0..4 {
        is_answered(&mut client, TEXT, trial)?;
    }
    Ok(())
}

fn any_text_is_acknowledged(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = server.connect()?;
    is_answered(&mut client, b"What time is it?", trial)
}

fn exit_ends_the_connection(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = served(&server, trial)?;
    client.send(EXIT)?;
    match client.receive_to_end(trial.patience())? {
        Some(_) => Ok(()),
        None => wrong("the connection closed after exit", client.seen()),
    }
}

fn exit_is_not_answered(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = served(&server, trial)?;
    client.send(EXIT)?;
    match client.receive(Terms::QUIET)? {
        answer if answer.is_empty() => Ok(()),
        answer => wrong("no answer to exit", shown(&answer)),
    }
}

fn the_next_client_is_served(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    let mut client = served(&server, trial)?;
    client.send(EXIT)?;
    // Whether the server closes is another case's matter: the client does it too.
    client.receive(Terms::QUIET)?;
    drop(client);
    notice(trial)?;
    served(&server, trial)?;
    server.must_live("after an exit")
}

fn it_listens_over_ipv6(trial: &Trial<'_>) -> Outcome {
    if !trial.has("host") && !trial.has("address") {
        return unjudged(
            "where it listens is chosen when a command has {host} or {address} to be filled in; check one that runs at its own IPv6 address",
        );
    }
    let server = trial.server_at(Transport::Tcp, IpAddr::V6(Ipv6Addr::LOCALHOST), &[]);
    let server = server.map_err(Fault::of_this_case_alone)?;
    trial.did(format!("the server started for {}", server.address));
    served(&server, trial).map(drop)
}

fn only_exit_itself_ends(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    is_answered(&mut server.connect()?, b"exit or no exit", trial)
}

fn a_long_text_is_one_text(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let mut client = server.connect()?;
    client.send(TEXT)?;
    let usual = client.receive(trial.patience())?;
    if usual.is_empty() {
        return wrong(shown(ACKNOWLEDGEMENT), client.seen());
    }
    client.send(&[b'x'; 1000])?;
    let mut answer = client.receive(trial.patience())?;
    answer.extend(client.receive(Terms::QUIET)?);
    if answer == usual { Ok(()) } else { wrong(format!("{} once", shown(&usual)), shown(&answer)) }
}

fn what_is_no_text_is_survived(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    let mut client = server.connect()?;
    is_answered(&mut client, b"\xff\xfe\x00", trial)?;
    server.must_live("after bytes that are no text")
}

fn a_client_that_closes_is_survived(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    drop(served(&server, trial)?);
    trial.did("the connection closed");
    notice(trial)?;
    served(&server, trial)?;
    server.must_live("after a client that closed")
}

fn a_vanishing_client_is_survived(trial: &Trial<'_>) -> Outcome {
    let mut server = start(trial)?;
    served(&server, trial)?.vanish();
    notice(trial)?;
    served(&server, trial)?;
    server.must_live("after a client that broke off")
}

fn clients_are_served_side_by_side(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    let _first = served(&server, trial)?;
    trial.did("another client:");
    served(&server, trial).map(drop)
}

fn texts_are_printed(trial: &Trial<'_>) -> Outcome {
    let server = start(trial)?;
    if !server.is_ours() {
        return unjudged("what a server prints can be seen when it is started by a command");
    }
    let mut client = server.connect()?;
    client.send(b"text number 1401")?;
    // It prints before or after its answer.
    client.receive(trial.patience())?;
    trial.pause(Terms::QUIET)?;
    match server.output() {
        output if output.contains("text number 1401") => Ok(()),
        output => wrong("a line with `text number 1401`", shown(output.as_bytes())),
    }
}
