//! The line that is being written: what keys do to it, and what stands on the screen for it. Pure: keys in, text for
//! the terminal out.

use std::collections::VecDeque;

use tui_input::{Input, InputRequest as Request};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::keys::Key;

/// The longest line that can be typed, in bytes.
const MAX_LINE: usize = 4096;

/// How many lines Up brings back.
const HISTORY: usize = 500;

/// A prompt and what was written after it.
///
/// While it is shown the cursor stands somewhere in it, and nothing stands below it.
#[derive(Debug)]
pub(super) struct Line {
    prompt: String,
    text: Input,
    /// Earlier lines, the newest first.
    history: VecDeque<String>,
    /// Which of them is shown, counted from 1; 0 is the line that is being written.
    shown: usize,
    /// What was being written when Up was pressed.
    draft: String,
    columns: usize,
    /// How far the cursor is below the prompt's first row.
    row: usize,
}

/// What a key completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Line(String),
    End,
}

impl Line {
    /// An empty line on a terminal that is so wide.
    pub(super) fn new(prompt: &str, columns: usize) -> Line {
        Line {
            prompt: prompt.to_owned(),
            text: Input::default(),
            history: VecDeque::new(),
            shown: 0,
            draft: String::new(),
            columns: columns.max(1),
            row: 0,
        }
    }

    /// Takes it from the screen; the cursor stands where it began.
    pub(super) fn erase(&mut self, out: &mut String) {
        up(self.row, out);
        out.push_str("\r\x1b[J");
        self.row = 0;
    }

    /// Puts it on the screen, from the cursor on.
    pub(super) fn draw(&mut self, out: &mut String) {
        let before: String = self.text.value().chars().take(self.text.cursor()).collect();
        self.write(out);
        let (end_row, _) = self.place(self.text.value());
        let (row, column) = self.place(&before);
        if before.len() < self.text.value().len() {
            up(end_row - row, out);
            out.push('\r');
            if column > 0 {
                out.push_str(&format!("\x1b[{column}C"));
            }
        }
        self.row = row;
    }

    /// Takes it from the screen for good. What was not sent stays to be read, as a line of its own.
    pub(super) fn leave(&mut self, out: &mut String) {
        self.erase(out);
        if !self.text.value().is_empty() {
            self.write_whole(out);
        }
    }

    /// The terminal has this width now. Terminals break their rows anew, so that the cursor is elsewhere in them.
    pub(super) fn set_columns(&mut self, columns: usize) {
        if columns != self.columns {
            self.columns = columns.max(1);
            let before: String = self.text.value().chars().take(self.text.cursor()).collect();
            (self.row, _) = self.place(&before);
        }
    }

    /// Does what a key asks for. To be called while the line is erased: what is completed is left on the screen.
    pub(super) fn press(&mut self, key: Key, out: &mut String) -> Option<Done> {
        let request = match key {
            Key::Enter => return Some(Done::Line(self.enter(out))),
            Key::EndOrDelete if self.text.value().is_empty() => return Some(Done::End),
            Key::Up => return self.remember(self.shown + 1),
            Key::Down => return self.remember(self.shown.saturating_sub(1)),
            Key::ClearScreen => {
                out.push_str("\x1b[H\x1b[2J");
                return None;
            }
            Key::Char(c) if self.text.value().len() + c.len_utf8() > MAX_LINE => {
                out.push('\x07');
                return None;
            }
            Key::Char(c) => Request::InsertChar(c),
            Key::Left => Request::GoToPrevChar,
            Key::Right => Request::GoToNextChar,
            Key::WordLeft => Request::GoToPrevWord,
            Key::WordRight => Request::GoToNextWord,
            Key::Home => Request::GoToStart,
            Key::End => Request::GoToEnd,
            Key::Backspace => Request::DeletePrevChar,
            Key::Delete | Key::EndOrDelete => Request::DeleteNextChar,
            Key::EraseWordLeft => Request::DeletePrevWord,
            Key::EraseWordRight => Request::DeleteNextWord,
            Key::EraseToStart => Request::DeleteFromStart,
            Key::EraseToEnd => Request::DeleteTillEnd,
            Key::Yank => Request::Yank,
        };
        self.text.handle(request);
        None
    }

    fn enter(&mut self, out: &mut String) -> String {
        self.write_whole(out);
        let line = self.text.value_and_reset();
        self.shown = 0;
        if !line.trim().is_empty() && self.history.front() != Some(&line) {
            self.history.push_front(line.clone());
            self.history.truncate(HISTORY);
        }
        line
    }

    fn remember(&mut self, which: usize) -> Option<Done> {
        let text = match which.checked_sub(1) {
            None if self.shown == 0 => return None,
            None => std::mem::take(&mut self.draft),
            Some(number) => self.history.get(number)?.clone(),
        };
        if self.shown == 0 {
            self.draft = self.text.value().to_owned();
        }
        self.text = std::mem::take(&mut self.text).with_value(text);
        self.shown = which;
        None
    }

    /// All of it, with the cursor after it.
    fn write(&self, out: &mut String) {
        out.push_str(&self.prompt);
        out.push_str(&visible(self.text.value()));
        // In the last column terminals wait with the next row until there is something to put there.
        if self.fills_its_rows() {
            out.push_str("\r\n");
        }
    }

    /// All of it as whole rows: the cursor stands below.
    fn write_whole(&self, out: &mut String) {
        self.write(out);
        if !self.fills_its_rows() {
            out.push_str("\r\n");
        }
    }

    fn fills_its_rows(&self) -> bool {
        matches!(self.place(self.text.value()), (1.., 0))
    }

    /// Row and column after the prompt and this much of the text.
    fn place(&self, text: &str) -> (usize, usize) {
        let shown = [self.prompt.as_str(), &visible(text)].concat();
        let (mut row, mut column) = (0, 0);
        for width in shown.graphemes(true).map(UnicodeWidthStr::width) {
            if column + width > self.columns {
                (row, column) = (row + 1, 0);
            }
            column += width;
        }
        if column >= self.columns { (row + 1, 0) } else { (row, column) }
    }
}

/// A tab takes one cell, so that all that follows stays where we believe it.
fn visible(text: &str) -> String {
    text.replace('\t', " ")
}

fn up(rows: usize, out: &mut String) {
    if rows > 0 {
        out.push_str(&format!("\x1b[{rows}A"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::keys::Keys;
    use super::*;
    use proptest::prelude::*;
    use std::num::NonZero;

    /// A line on a terminal.
    struct Seen {
        line: Line,
        keys: Keys,
        terminal: vt100::Parser,
        done: Vec<Done>,
    }

    fn terminal(columns: u16) -> vt100::Parser {
        vt100::Parser::new(NonZero::new(40).unwrap(), NonZero::new(columns).unwrap(), 0)
    }

    impl Seen {
        fn new(columns: u16) -> Seen {
            let line = Line::new("you> ", columns.into());
            let mut seen =
                Seen { line, keys: Keys::default(), terminal: terminal(columns), done: Vec::new() };
            seen.write(Line::draw);
            seen
        }

        fn write(&mut self, write: impl FnOnce(&mut Line, &mut String)) {
            let mut out = String::new();
            write(&mut self.line, &mut out);
            // As the system does on the way to a terminal.
            self.terminal.process(out.replace("\r\n", "\n").replace('\n', "\r\n").as_bytes());
        }

        fn press(&mut self, keys: &str) {
            let (keys, mut done) = (self.keys.take(keys.as_bytes()), Vec::new());
            self.write(|line, out| {
                line.erase(out);
                done.extend(keys.into_iter().filter_map(|key| line.press(key, out)));
                line.draw(out);
            });
            self.done.extend(done);
        }

        fn message(&mut self, text: &str) {
            self.write(|line, out| {
                line.erase(out);
                out.push_str(text);
                out.push('\n');
                line.draw(out);
            });
        }

        fn screen(&self) -> String {
            self.terminal.screen().contents()
        }

        /// The screen up to the cursor.
        fn before_cursor(&self) -> String {
            let (row, column) = self.terminal.screen().cursor_position();
            self.terminal.screen().contents_between(0, 0, row, column)
        }

        fn lines(&self) -> Vec<&str> {
            fn text(done: &Done) -> &str {
                match done {
                    Done::Line(text) => text,
                    Done::End => "(end)",
                }
            }
            self.done.iter().map(text).collect()
        }
    }

    #[test]
    fn a_message_goes_above_what_is_half_written() {
        let mut seen = Seen::new(20);
        seen.press("half");
        seen.message("from somebody");
        assert_eq!(seen.screen(), "from somebody\nyou> half");
        seen.press(" and whole\r");
        assert_eq!(seen.lines(), ["half and whole"]);
        assert_eq!(seen.screen().trim_end(), "from somebody\nyou> half and whole\nyou>");
    }

    #[test]
    fn lines_that_fill_a_row_or_more_are_erased_whole() {
        for length in [14, 15, 16, 34, 35, 36, 55] {
            let text = "x".repeat(length);
            let mut seen = Seen::new(20);
            seen.press(&text);
            seen.message("first");
            seen.press("\x1b[D\x1b[D");
            seen.message("second");
            let shown = seen.screen();
            let (messages, line) = shown.split_at("first\nsecond\n".len());
            assert_eq!(messages, "first\nsecond\n", "{length}");
            assert_eq!(line.trim_end().replace('\n', ""), format!("you> {text}"), "{length}");
            let expected = format!("first\nsecond\nyou> {}", &text[2..]);
            assert_eq!(seen.before_cursor(), expected, "the cursor, {length}");
        }
    }

    #[test]
    fn wide_and_composed_characters_keep_their_cells() {
        let mut seen = Seen::new(12);
        // Five and two and two and two leave one cell, and the fourth needs two.
        seen.press("\u{6f22}\u{5b57}\u{6f22}\u{5b57}e\u{301}");
        seen.message("m");
        let shown = seen.before_cursor().replace('\n', "|");
        assert_eq!(shown, "m|you> \u{6f22}\u{5b57}\u{6f22}|\u{5b57}e\u{301}");
        seen.press("\x7f\x7f\x1b[D!\r");
        assert_eq!(
            seen.lines(),
            ["\u{6f22}\u{5b57}!\u{6f22}"],
            "Backspace takes what people call a character"
        );
    }

    #[test]
    fn a_paste_of_several_lines_is_as_many_lines() {
        let mut seen = Seen::new(20);
        seen.press("one\rtwo\r\nthree\nfour");
        assert_eq!(seen.lines(), ["one", "two", "three"]);
        assert_eq!(seen.screen(), "you> one\nyou> two\nyou> three\nyou> four");
    }

    #[test]
    fn up_brings_lines_back_and_down_what_was_being_written() {
        let mut seen = Seen::new(20);
        seen.press("one\rtwo\rtwo\r \rdraft");
        let mut shown = Vec::new();
        for key in ["\x1b[A", "\x1b[A", "\x1b[A", "\x1b[B", "\x1b[B", "\x1b[B"] {
            seen.press(key);
            shown.push(seen.line.text.value().to_owned());
        }
        assert_eq!(shown, ["two", "one", "one", "two", "draft", "draft"]);
        for number in 0..2 * HISTORY {
            seen.press(&format!("\x15{number}\r"));
        }
        assert_eq!(seen.line.history.len(), HISTORY);
    }

    #[test]
    fn keys_edit_within_the_line() {
        let mut seen = Seen::new(40);
        seen.press("hello big world\x1bb\x1bb\x0b\x01\x19\x05end\x1b[D\x1b[3~\x02\x04\r");
        assert_eq!(seen.lines(), ["big worldhello e"]);
        seen.press("some words\x17\x15done\r\x04");
        assert_eq!(seen.lines()[1..], ["done", "(end)"]);
    }

    #[test]
    fn a_line_is_no_longer_than_what_is_kept_of_it() {
        let mut seen = Seen::new(80);
        seen.press(&"\u{e9}".repeat(MAX_LINE));
        seen.press("\r");
        assert_eq!(seen.lines()[0].len(), MAX_LINE);
        assert_eq!(seen.terminal.screen().cursor_position().1, 5);
    }

    #[test]
    fn what_was_not_sent_can_still_be_read_at_the_end() {
        let mut seen = Seen::new(20);
        seen.press("half\x1b[D");
        seen.write(Line::leave);
        assert_eq!((seen.screen().as_str(), seen.before_cursor().as_str()), ("you> half", "you> half\n"));
        let mut seen = Seen::new(20);
        seen.write(Line::leave);
        assert_eq!(seen.screen(), "");
    }

    #[test]
    fn a_narrower_window_breaks_rows_anew() {
        let mut seen = Seen::new(40);
        seen.press("abcdefghijklmnopqrstuvwxyz");
        // A terminal that breaks its rows anew shows this, with the cursor after it.
        seen.terminal = terminal(20);
        seen.terminal.process(b"before\r\nyou> abcdefghijklmnopqrstuvwxyz");
        seen.line.set_columns(20);
        seen.message("m");
        assert_eq!(seen.screen(), "before\nm\nyou> abcdefghijklmnopqrstuvwxyz");
    }

    fn steps() -> impl Strategy<Value = Vec<String>> {
        let keys = prop_oneof![
            "[a-z ]{1,12}",
            "[\u{6f22}\u{5b57}a]{1,6}",
            prop::sample::select(vec![
                "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x01", "\x05", "\x7f", "\x17", "\x0b", "\x15",
                "\x19", "\r", "\t", "\x1bb", "message",
            ])
            .prop_map(str::to_owned),
        ];
        prop::collection::vec(keys, 0..40)
    }

    proptest! {
        /// Whatever is pressed: the screen holds the messages and lines in order and then the line itself, as if
        /// all had been written at once.
        #[test]
        fn the_screen_is_what_was_said_and_what_is_being_written(columns in 8_u16..40, steps in steps()) {
            let mut seen = Seen::new(columns);
            let mut transcript = String::new();
            for step in steps {
                let sent = seen.done.len();
                if step == "message" {
                    seen.message("a message of 26 characters");
                    transcript.push_str("a message of 26 characters\r\n");
                } else {
                    seen.press(&step);
                }
                for done in &seen.done[sent..] {
                    let Done::Line(line) = done else { unreachable!("Ctrl-D was not pressed") };
                    transcript.push_str(&format!("you> {}\r\n", line.replace('\t', " ")));
                }
            }
            let now = format!("{transcript}you> {}", seen.line.text.value().replace('\t', " "));
            let mut expected = terminal(columns);
            expected.process(now.as_bytes());
            let shown = seen.screen();
            let last = |text: &str| text.trim_end().lines().rev().take(8).map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(last(&shown), last(&expected.screen().contents()));
        }
    }
}
