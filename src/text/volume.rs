//! Amounts of bytes and rates for people's eyes: three digits and a decimal unit.

use std::time::Duration;

const UNITS: [&str; 7] = ["", "k", "M", "G", "T", "P", "E"];

/// `999 bytes`, `1.07 GB`.
pub fn volume(bytes: u64) -> String {
    match bytes {
        1 => "1 byte".to_owned(),
        0..1000 => format!("{bytes} bytes"),
        _ => format!("{}B", scaled(bytes as f64)),
    }
}

/// Bits a second in which `bytes` took that long; `None` when they took no time.
pub fn bits_per_second(bytes: u64, took: Duration) -> Option<u64> {
    let rate = bytes as f64 * 8.0 / took.as_secs_f64();
    rate.is_finite().then_some(rate as u64)
}

/// Three digits, a space, and the prefix of the unit.
fn scaled(value: f64) -> String {
    let mut value = value;
    for unit in UNITS {
        let decimals = match value {
            _ if unit.is_empty() && value < 999.5 => 0,
            ..9.995 => 2,
            ..99.95 => 1,
            ..999.5 => 0,
            _ => {
                value /= 1000.0;
                continue;
            }
        };
        return format!("{value:.decimals$} {unit}");
    }
    format!("{value:.0} thousand E")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_and_a_unit() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_000, "1.00 kB"),
            (9_994, "9.99 kB"),
            (9_995, "10.0 kB"),
            (99_949, "99.9 kB"),
            (99_950, "100 kB"),
            (999_499, "999 kB"),
            (999_500, "1.00 MB"),
            (1_073_741_824, "1.07 GB"),
            (u64::MAX, "18.4 EB"),
        ] {
            assert_eq!(volume(bytes), text, "{bytes}");
        }
    }

    #[test]
    fn a_rate_needs_time() {
        assert_eq!(bits_per_second(125, Duration::from_secs(1)), Some(1000));
        assert_eq!(bits_per_second(125, Duration::ZERO), None);
        assert_eq!(bits_per_second(0, Duration::ZERO), None);
    }
}
