//! Rates for people's eyes: three or four digits and a unit of bits a second.

/// From so many bits a second on: the unit and its bits a second.
const UNITS: [(f64, &str); 4] = [(1e9, "Gbit/s"), (1e6, "Mbit/s"), (1e3, "kbit/s"), (1.0, "bit/s")];

/// The unit that suits a rate, and how many bits a second it is.
pub fn rate_unit(bps: f64) -> (f64, &'static str) {
    UNITS.into_iter().find(|(one, _)| bps >= *one).unwrap_or(UNITS[3])
}

/// `0 bit/s`, `152 bit/s`, `48.00 kbit/s`, `1.250 Mbit/s`.
pub fn rate(bps: u64) -> String {
    let bps = bps as f64;
    let (one, unit) = rate_unit(bps);
    let number = bps / one;
    let decimals = match number {
        _ if one == 1.0 => 0,
        ..10.0 => 3,
        ..100.0 => 2,
        _ => 1,
    };
    format!("{number:.decimals$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_digits() {
        for (bps, text) in [
            (0, "0 bit/s"),
            (999, "999 bit/s"),
            (1_000, "1.000 kbit/s"),
            (48_000, "48.00 kbit/s"),
            (896_000, "896.0 kbit/s"),
            (1_250_000, "1.250 Mbit/s"),
            (40_000_000_000, "40.00 Gbit/s"),
        ] {
            assert_eq!(rate(bps), text);
        }
    }
}
