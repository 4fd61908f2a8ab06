//! What a person types to the client: text for whom they talk to, and commands that begin with `/`. Pure.

use std::net::SocketAddr;

use super::args::read_address;

/// What `/help` says.
pub const HELP: &str = "what can be typed:
  TEXT              send it to whom you wrote to last, or else to who wrote to you last
  /to ADDRESS TEXT  send it to this address, such as 192.0.2.9:40000 or [2001:db8::1]:40000
  /me               show your own address, which others write to
  /stop-server      ask the relay to end, which it does where it may
  /quit             end this client
  /help             show this";

/// A line that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed<'a> {
    /// Nothing but blanks.
    Nothing,
    /// Text for whom we talk to.
    Text(&'a str),
    /// Whom to talk to from now on, and the first text if there is one.
    To(SocketAddr, Option<&'a str>),
    /// `/me`.
    Me,
    /// `/stop-server`.
    StopServer,
    /// `/quit`.
    Quit,
    /// `/help`.
    Help,
    /// What is wrong with it.
    Wrong(String),
}

impl Typed<'_> {
    /// Reads a line.
    pub fn read(line: &str) -> Typed<'_> {
        if line.trim().is_empty() {
            return Typed::Nothing;
        }
        if !line.starts_with('/') {
            return Typed::Text(line);
        }
        let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
        match command.trim_end() {
            "/to" => Typed::read_to(rest.trim_start()),
            "/me" => Typed::Me,
            "/stop-server" => Typed::StopServer,
            "/quit" => Typed::Quit,
            "/help" => Typed::Help,
            other => Typed::Wrong(format!("`{}` is no command; /help lists them", other.escape_debug())),
        }
    }

    fn read_to(rest: &str) -> Typed<'_> {
        let (address, text) = match rest.split_once(' ') {
            Some((address, text)) if !text.trim().is_empty() => (address, Some(text)),
            _ => (rest.trim_end(), None),
        };
        match read_address(address) {
            Ok(address) => Typed::To(address, text),
            Err(error) => Typed::Wrong(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let peer: SocketAddr = "127.0.0.1:9".parse().unwrap();
        for (line, typed) in [
            ("", Typed::Nothing),
            ("  \t", Typed::Nothing),
            ("hello /to you", Typed::Text("hello /to you")),
            (" /me", Typed::Text(" /me")),
            ("/to 127.0.0.1:9 hi  there", Typed::To(peer, Some("hi  there"))),
            ("/to 127.0.0.1/9 /me", Typed::To(peer, Some("/me"))),
            ("/to 127.0.0.1:9", Typed::To(peer, None)),
            ("/to 127.0.0.1:9 ", Typed::To(peer, None)),
            ("/me", Typed::Me),
            ("/me ", Typed::Me),
            ("/stop-server", Typed::StopServer),
            ("/quit", Typed::Quit),
            ("/help", Typed::Help),
        ] {
            assert_eq!(Typed::read(line), typed, "{line}");
        }
        for line in ["/", "/too 127.0.0.1:9 x", "/to", "/to me hi", "/to localhost:9 hi", "/\u{1b}[2J"] {
            let Typed::Wrong(why) = Typed::read(line) else { panic!("{line} is wrong") };
            assert!(!why.chars().any(char::is_control), "{why}");
        }
    }
}
