//! Numbers in what other people's programs print, with the units they may have.

use std::ops::RangeInclusive;

/// A number in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// As it stands there.
    pub value: f64,
    /// It has neither a point nor an exponent.
    pub is_whole: bool,
    /// The letters after it, or a percent sign, in lower case.
    pub unit: String,
}

impl Number {
    /// The times in seconds that it can mean: without a unit it may be seconds or milliseconds.
    fn seconds(&self) -> Vec<f64> {
        let Number { value, unit, .. } = self;
        match unit.as_str() {
            "s" | "sec" | "secs" | "second" | "seconds" => vec![*value],
            "ms" | "msec" | "msecs" | "millisecond" | "milliseconds" => vec![value / 1e3],
            "us" | "µs" | "μs" | "microsecond" | "microseconds" => vec![value / 1e6],
            "ns" | "nanosecond" | "nanoseconds" => vec![value / 1e9],
            "%" | "percent" | "byte" | "bytes" | "b" | "bit" | "bits" => Vec::new(),
            _ => vec![*value, value / 1e3],
        }
    }
}

/// The numbers of a text. What has more than one point, such as an address, is none.
pub fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[start..];
        let (digits, mut after) = split(rest, |c| c.is_ascii_digit() || c == '.');
        let mut written = digits.trim_end_matches('.').to_owned();
        let exponent = after.strip_prefix(['e', 'E']).map(|rest| split(rest, |c| "+-0123456789".contains(c)));
        if let Some((power, behind)) = exponent
            && power.ends_with(|c: char| c.is_ascii_digit())
        {
            written.push_str(&format!("e{power}"));
            after = behind;
        }
        let is_whole = written.bytes().all(|byte| byte.is_ascii_digit());
        let behind = after.trim_start_matches(' ');
        let unit = match behind.strip_prefix('%') {
            Some(_) => "%".to_owned(),
            None => split(behind, char::is_alphabetic).0.to_lowercase(),
        };
        // With several points this is no number.
        if let Ok(value) = written.parse() {
            found.push(Number { value, is_whole, unit });
        }
        rest = after;
    }
    found
}

fn split(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !belongs(c)).unwrap_or(text.len()))
}

/// Whether one of the numbers can be a time in this range of seconds.
pub fn has_time(text: &str, range: &RangeInclusive<f64>) -> bool {
    numbers(text).iter().flat_map(Number::seconds).any(|seconds| range.contains(&seconds))
}

/// Whether two of the numbers are times so far apart, in seconds.
pub fn has_times_apart(text: &str, range: &RangeInclusive<f64>) -> bool {
    let times: Vec<f64> = numbers(text).iter().flat_map(Number::seconds).collect();
    times.iter().any(|one| times.iter().any(|other| range.contains(&(other - one))))
}

/// Whether it has this whole number.
pub fn has_whole(text: &str, wanted: usize) -> bool {
    numbers(text).iter().any(|number| number.is_whole && number.value == wanted as f64)
}

/// Whether it has this packet's number, counted from 1 or from 0; `number` is counted from 1.
pub fn has_packet(text: &str, number: usize) -> bool {
    has_whole(text, number) || has_whole(text, number - 1)
}

/// Whether one of the numbers is this many bits, plain or in thousands or millions.
pub fn has_bits(text: &str, bits: u64) -> bool {
    let wanted = bits as f64;
    let scales = [1.0, 1e3, 1e6, 1024.0, 1_048_576.0];
    numbers(text)
        .iter()
        .any(|number| scales.iter().any(|scale| (number.value * scale - wanted).abs() <= wanted * 0.006))
}

/// The lines of a text, where one without a whole number goes on with the one before it: some programs say which packet
/// it is in one line and what became of it in the next.
pub fn entries(text: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in text.lines() {
        match entries.last_mut() {
            Some(last) if !numbers(line).iter().any(|number| number.is_whole) => {
                last.push(' ');
                last.push_str(line);
            }
            _ => entries.push(line.to_owned()),
        }
    }
    entries
}

/// Whether a line tells of a loss.
pub fn tells_of_loss(line: &str) -> bool {
    let line = line.to_lowercase();
    let words =
        ["lost", "loss", "timeout", "timed out", "time out", "no reply", "no response", "dropped", "missing"];
    words.iter().any(|word| line.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(f64, bool, String)> {
        numbers(text).into_iter().map(|number| (number.value, number.is_whole, number.unit)).collect()
    }

    #[test]
    fn numbers_have_their_units() {
        let number = |value, is_whole, unit: &str| (value, is_whole, unit.to_owned());
        assert_eq!(
            read("Packet3: RTT = 0.25 seconds, 12ms; 33.3 % of 127.0.0.1, 9.5e-05s. 1e 7."),
            [
                number(3.0, true, ""),
                number(0.25, false, "seconds"),
                number(12.0, true, "ms"),
                number(33.3, false, "%"),
                number(9.5e-5, false, "s"),
                number(1.0, true, "e"),
                number(7.0, true, ""),
            ]
        );
        assert_eq!(read("none"), []);
    }

    #[test]
    fn a_time_without_a_unit_may_be_seconds_or_milliseconds() {
        let range = 0.2..=0.3;
        for text in ["0.25", "250", "250.1 ms", "RTT=0.25s", "250000 µs"] {
            assert!(has_time(text, &range), "{text}");
        }
        for text in ["0.25 ms", "250 s", "0.25 %", "250 bytes", "25"] {
            assert!(!has_time(text, &range), "{text}");
        }
        assert!(has_times_apart("sent 1.5 reply 1.75", &range));
        assert!(!has_times_apart("sent 1.5 reply 1.55", &range));
    }

    #[test]
    fn bits_may_be_counted_in_thousands() {
        for text in ["66368 bit/s", "66.4 kbit/s", "0.0664 Mbps", "64.8 Kibit/s"] {
            assert!(has_bits(text, 66_368), "{text}");
        }
        assert!(!has_bits("33184", 66_368));
    }

    #[test]
    fn what_stands_in_the_next_line_belongs_to_the_packet() {
        let text = "Packet 1\nRTT 0.5\nPacket 2\nRequest timed out\n";
        assert_eq!(entries(text), ["Packet 1 RTT 0.5", "Packet 2 Request timed out"]);
        assert!(has_packet("Packet 1", 1) && has_packet("Packet 0", 1) && !has_packet("Packet 2.5", 2));
        assert!(tells_of_loss("Request timed out") && !tells_of_loss("RTT 0.5"));
    }
}
