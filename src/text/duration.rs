//! Measured durations for people's eyes: three or four digits and a unit, at most eight characters below 10,000 s.

use std::time::Duration;

const US: u128 = 1_000;
const MS: u128 = 1_000_000;
const S: u128 = 1_000_000_000;
const TEN_S: u128 = 10 * S;

/// Below so many ns, once rounded: the unit, its ns, the decimals. From 0.1 ms on it is milliseconds, as in other
/// pings.
const STEPS: [(u128, &str, u128, usize); 6] = [
    (10 * US, "µs", US, 3),
    (100 * US, "µs", US, 1),
    (10 * MS, "ms", MS, 3),
    (S, "ms", MS, 1),
    (10 * S, "s", S, 3),
    (1000 * S, "s", S, 1),
];

/// `850 ns`, `20.3 µs`, `0.123 ms`, `4.512 ms`, `45.1 ms`, `1.203 s`, `3600 s`.
pub fn duration(duration: Duration) -> String {
    let ns = duration.as_nanos();
    if ns < US {
        return format!("{ns} ns");
    }
    for (below, name, unit, decimals) in STEPS {
        let scale = 10u128.pow(decimals as u32);
        let last_digit = unit / scale;
        let digits = (ns + last_digit / 2) / last_digit;
        if digits * last_digit < below {
            return format!("{}.{:0decimals$} {name}", digits / scale, digits % scale);
        }
    }
    format!("{} s", (ns + S / 2) / S)
}

/// The unit that suits durations up to `longest` on one axis, and how many nanoseconds it is.
pub fn duration_unit(longest: Duration) -> (f64, &'static str) {
    match longest.as_nanos() {
        ..MS => (US as f64, "µs"),
        MS..TEN_S => (MS as f64, "ms"),
        TEN_S.. => (S as f64, "s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_digits_and_where_they_change() {
        for (ns, text) in [
            (0, "0 ns"),
            (1, "1 ns"),
            (999, "999 ns"),
            (1_000, "1.000 µs"),
            (9_999, "9.999 µs"),
            (10_000, "10.0 µs"),
            (20_310, "20.3 µs"),
            (99_949, "99.9 µs"),
            (99_950, "0.100 ms"),
            (123_456, "0.123 ms"),
            (999_499, "0.999 ms"),
            (999_500, "1.000 ms"),
            (4_512_300, "4.512 ms"),
            (9_999_499, "9.999 ms"),
            (9_999_500, "10.0 ms"),
            (45_060_000, "45.1 ms"),
            (450_000_000, "450.0 ms"),
            (999_949_999, "999.9 ms"),
            (999_950_000, "1.000 s"),
            (1_203_000_000, "1.203 s"),
            (9_999_500_000, "10.0 s"),
            (59_960_000_000, "60.0 s"),
            (999_949_999_999, "999.9 s"),
            (999_950_000_000, "1000 s"),
            (3_600_000_000_000, "3600 s"),
        ] {
            assert_eq!(duration(Duration::from_nanos(ns)), text, "{ns} ns");
        }
        assert_eq!(duration(Duration::MAX), "18446744073709551616 s");
    }

    #[test]
    fn an_axis_has_the_unit_of_its_end() {
        for (ns, unit) in [
            (0, (1e3, "µs")),
            (999_999, (1e3, "µs")),
            (1_000_000, (1e6, "ms")),
            (9_999_999_999, (1e6, "ms")),
            (10_000_000_000, (1e9, "s")),
        ] {
            assert_eq!(duration_unit(Duration::from_nanos(ns)), unit, "{ns} ns");
        }
    }

    proptest! {
        #[test]
        fn the_text_is_short_and_says_nearly_the_same((bits, ns) in (0..64u32, any::<u64>())) {
            let ns = (ns >> bits).min(9_999_000_000_000);
            let text = duration(Duration::from_nanos(ns));
            prop_assert!(text.chars().count() <= 8, "{text}");
            let (number, unit) = text.split_once(' ').unwrap();
            let unit = match unit { "ns" => 1.0, "µs" => 1e3, "ms" => 1e6, _ => 1e9 };
            let said = number.parse::<f64>().unwrap() * unit;
            // Three digits: half a unit of the last is at most 1 in 200.
            prop_assert!((said - ns as f64).abs() <= ns as f64 / 200.0 + 1e-3, "{text} for {ns} ns");
        }
    }
}
