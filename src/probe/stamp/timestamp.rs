//! Time on the wire: NTP or truncated PTPv2, 64 bits each, and how far a clock may be off (RFC 8762 §4.2.1,
//! RFC 4656 §4.1.2, RFC 8877 §4).
//!
//! Differences are integers in nanoseconds, right across the end of an era: NTP's seconds begin anew in 2036.

use crate::clock::Quality;

/// Seconds from 1900-01-01 to 1970-01-01.
const NTP_TO_UNIX: u64 = 2_208_988_800;

/// Seconds that atomic time, in which PTP counts, is ahead of UTC: since 2017, with none announced.
const TAI_AHEAD: u64 = 37;

const SECOND: u64 = 1_000_000_000;

/// How a timestamp counts: bit Z of the error estimate beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Seconds since 1900-01-01 UTC, then 2⁻³² seconds: what STAMP uses unless told otherwise.
    Ntp,
    /// Seconds since 1970-01-01 TAI, then nanoseconds. Many programs put UTC there.
    Ptp,
}

/// A point in time as it travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp {
    bits: u64,
    format: Format,
}

impl Timestamp {
    /// What these 64 bits say.
    pub const fn from_bits(bits: u64, format: Format) -> Timestamp {
        Timestamp { bits, format }
    }

    /// The instant `ns` nanoseconds after 1970-01-01 UTC, to the nearest step of the format.
    pub const fn from_unix(ns: u64, format: Format) -> Timestamp {
        let (seconds, rest) = (ns / SECOND, ns % SECOND);
        let bits = match format {
            Format::Ntp => {
                let fraction = ((rest << 32) + SECOND / 2) / SECOND;
                ((seconds + NTP_TO_UNIX) << 32).wrapping_add(fraction)
            }
            Format::Ptp => ((seconds + TAI_AHEAD) << 32) | rest,
        };
        Timestamp { bits, format }
    }

    /// Nanoseconds since 1970-01-01 UTC, in the era that puts it nearest to `near`. `None` when it is no time.
    pub fn to_unix(self, near: u64) -> Option<u64> {
        near.checked_add_signed(self.since(Timestamp::from_unix(near, self.format))?)
    }

    /// The 64 bits.
    pub const fn bits(self) -> u64 {
        self.bits
    }

    /// Nanoseconds from `earlier` to this, at most half an era (68 years) either way.
    ///
    /// `None` when the formats differ, which may mean scales 37 seconds apart, or when one of the two is no time.
    pub fn since(self, earlier: Timestamp) -> Option<i64> {
        match (self.format, earlier.format) {
            (Format::Ntp, Format::Ntp) => {
                let steps = i128::from(self.bits.wrapping_sub(earlier.bits).cast_signed());
                i64::try_from((steps * i128::from(SECOND) + (1 << 31)) >> 32).ok()
            }
            (Format::Ptp, Format::Ptp) => {
                const ERA: i64 = (SECOND << 32).cast_signed();
                let ns = self.ptp_ns()?.checked_sub(earlier.ptp_ns()?)?;
                Some(match ns {
                    _ if ns >= ERA / 2 => ns - ERA,
                    _ if ns < -ERA / 2 => ns + ERA,
                    _ => ns,
                })
            }
            _ => None,
        }
    }

    /// Nanoseconds since the era began; below 2³² seconds, so that they fit.
    fn ptp_ns(self) -> Option<i64> {
        let (seconds, ns) = (self.bits >> 32, self.bits & u64::from(u32::MAX));
        (ns < SECOND).then(|| (seconds * SECOND + ns).cast_signed())
    }
}

/// The four times of one answered packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// T1: the sender sent.
    pub sent: Timestamp,
    /// T2: the reflector received.
    pub reached: Timestamp,
    /// T3: the reflector answered.
    pub answered: Timestamp,
    /// T4: the sender received.
    pub received: Timestamp,
}

impl Times {
    /// Nanoseconds on the way there and back, without those at the reflector: right whatever the clocks say, unless
    /// one of them was set in between.
    pub fn round_trip(&self) -> Option<i64> {
        self.received.since(self.sent)?.checked_sub(self.answered.since(self.reached)?)
    }

    /// Nanoseconds on the way there, plus what the reflector's clock is ahead.
    pub fn forward(&self) -> Option<i64> {
        self.reached.since(self.sent)
    }

    /// Nanoseconds on the way back, less what the reflector's clock is ahead.
    pub fn backward(&self) -> Option<i64> {
        self.received.since(self.answered)
    }
}

/// What one end says about its clock (RFC 4656 §4.1.2): bits S, Z, six of scale, eight of multiplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorEstimate(u16);

impl ErrorEstimate {
    const SYNCHRONISED: u16 = 0x8000;
    const PTP: u16 = 0x4000;

    /// Of a clock that the system keeps, in NTP's format.
    pub const fn of(quality: Quality) -> ErrorEstimate {
        ErrorEstimate::new(quality.is_synchronised, Format::Ntp, quality.within_ns)
    }

    /// The smallest estimate that is not below `within` nanoseconds.
    pub const fn new(synchronised: bool, format: Format, within: u64) -> ErrorEstimate {
        let (mut steps, mut scale) = (((within as u128) << 32).div_ceil(SECOND as u128), 0);
        while steps > 0xff {
            steps = steps.div_ceil(2);
            scale += 1;
        }
        // No multiplier is no estimate.
        let multiplier = if steps == 0 { 1 } else { steps as u16 };
        let s = if synchronised { ErrorEstimate::SYNCHRONISED } else { 0 };
        let z = if matches!(format, Format::Ptp) { ErrorEstimate::PTP } else { 0 };
        ErrorEstimate(s | z | scale << 8 | multiplier)
    }

    /// What these 16 bits say.
    pub const fn from_bits(bits: u16) -> ErrorEstimate {
        ErrorEstimate(bits)
    }

    /// The 16 bits.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// Whether the clock follows a source outside.
    pub const fn synchronised(self) -> bool {
        self.0 & ErrorEstimate::SYNCHRONISED != 0
    }

    /// How the timestamps of this end count.
    pub const fn format(self) -> Format {
        if self.0 & ErrorEstimate::PTP == 0 { Format::Ntp } else { Format::Ptp }
    }

    /// How far off the clock may be. `None` when the multiplier is zero, which the standard forbids.
    pub fn seconds(self) -> Option<f64> {
        let [high, multiplier] = self.0.to_be_bytes();
        (multiplier != 0).then(|| f64::from(multiplier) * 2f64.powi(i32::from(high & 0x3f) - 32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NTP: fn(u64) -> Timestamp = |bits| Timestamp::from_bits(bits, Format::Ntp);
    const PTP: fn(u64) -> Timestamp = |bits| Timestamp::from_bits(bits, Format::Ptp);

    #[test]
    fn known_instants() {
        for (ns, ntp, ptp) in [
            (0, 0x83aa_7e80_0000_0000, 37 << 32),
            (500_000_000, 0x83aa_7e80_8000_0000, 37 << 32 | 500_000_000),
            (1, 0x83aa_7e80_0000_0004, 37 << 32 | 1), // 4.29 steps of NTP
            (999_999_999, 0x83aa_7e80_ffff_fffc, 37 << 32 | 999_999_999),
            // 2036-02-07 06:28:16: NTP's second 0 again.
            (2_085_978_496_000_000_000, 0, (2_085_978_496 + 37) << 32),
            // 2100-01-01: the second 2,048,... of NTP's second era.
            (4_102_444_800_000_000_000, (4_102_444_800 - 2_085_978_496) << 32, (4_102_444_800 + 37) << 32),
        ] {
            assert_eq!(Timestamp::from_unix(ns, Format::Ntp).bits(), ntp, "{ns}");
            assert_eq!(Timestamp::from_unix(ns, Format::Ptp).bits(), ptp, "{ns}");
        }
    }

    #[test]
    fn a_difference_goes_across_the_end_of_an_era() {
        // wire/stamp.md, vector 5: 256 steps before the end, and a microsecond (4294.97 steps) later.
        let before = NTP(0xffff_ffff_ffff_ff00);
        let after = NTP(0xffff_ffff_ffff_ff00_u64.wrapping_add(4295));
        assert_eq!(after.bits(), 4039);
        assert_eq!((after.since(before), before.since(after)), (Some(1_000), Some(-1_000)));
        let (before, after) = (PTP(0xffff_ffff << 32 | 999_999_900), PTP(900));
        assert_eq!((after.since(before), before.since(after)), (Some(1_000), Some(-1_000)));
    }

    #[test]
    fn no_difference_where_there_is_none() {
        assert_eq!(NTP(5).since(PTP(5)), None);
        assert_eq!(PTP(5).since(NTP(5)), None);
        assert_eq!(PTP(1_000_000_000).since(PTP(0)), None);
        assert_eq!(PTP(0).since(PTP(u64::MAX)), None);
        assert_eq!(PTP(u64::MAX).to_unix(0), None);
        // 1968.
        assert_eq!(NTP(1 << 63).to_unix(0), None);
    }

    #[test]
    fn the_round_trip_leaves_out_the_reflector_and_its_clock() {
        let at = |ns| Timestamp::from_unix(ns, Format::Ntp);
        // The reflector is 5 s ahead, and of another opinion how to count.
        let there = |ns: u64| Timestamp::from_unix(ns + 5_000_000_000, Format::Ptp);
        let times =
            Times { sent: at(1_000), reached: there(31_000), answered: there(40_000), received: at(80_007) };
        assert_eq!(times.round_trip(), Some(70_007));
        assert_eq!((times.forward(), times.backward()), (None, None));
        let there = |ns: u64| at(ns + 5_000_000_000);
        let times = Times { reached: there(31_000), answered: there(40_000), ..times };
        assert_eq!(times.round_trip(), Some(70_007));
        assert_eq!(times.forward(), Some(5_000_030_000));
        assert_eq!(times.backward(), Some(-4_999_959_993));
    }

    #[test]
    fn error_estimates() {
        let read = ErrorEstimate::from_bits;
        // S, scale 0, multiplier 1: one step of NTP.
        assert_eq!(read(0x8001).seconds(), Some(2f64.powi(-32)));
        assert!(read(0x8001).synchronised());
        assert_eq!(read(0x8001).format(), Format::Ntp);
        assert_eq!(read(0x6003).seconds(), Some(3.0));
        assert!(!read(0x6003).synchronised());
        assert_eq!(read(0x6003).format(), Format::Ptp);
        assert_eq!(read(0xff00).seconds(), None);
        assert_eq!(read(0xffff).seconds(), Some(255.0 * 2f64.powi(31)));

        let new = |ns| ErrorEstimate::new(true, Format::Ntp, ns).bits();
        assert_eq!(new(0), 0x8001);
        assert_eq!(new(1), 0x8005); // 4.29 steps, rounded up
        assert_eq!(new(1_000_000_000), 0x8000 | 25 << 8 | 128); // the smallest scale: 128 × 2²⁵ = 2³²
        assert_eq!(ErrorEstimate::new(false, Format::Ptp, 0).bits(), 0x4001);
    }

    proptest! {
        #[test]
        fn nanoseconds_come_back_whole(ns in 0..9_000_000_000_000_000_000_u64, apart in -2_000_000_000_000_000_000..2_000_000_000_000_000_000_i64) {
            for format in [Format::Ntp, Format::Ptp] {
                let at = Timestamp::from_unix(ns, format);
                prop_assert_eq!(at.to_unix(ns), Some(ns));
                prop_assert_eq!(Timestamp::from_bits(at.bits(), format), at);
                if let Some(later) = ns.checked_add_signed(apart) {
                    let later = Timestamp::from_unix(later, format);
                    prop_assert_eq!(later.since(at), Some(apart));
                    prop_assert_eq!(at.to_unix(later.to_unix(ns).unwrap()), Some(ns));
                }
            }
        }

        #[test]
        fn any_bits_are_harmless(a: u64, b: u64, c: u64, d: u64, near: u64, error: u16) {
            for format in [Format::Ntp, Format::Ptp] {
                let [sent, reached, answered, received] = [a, b, c, d].map(|bits| Timestamp::from_bits(bits, format));
                let times = Times { sent, reached, answered, received };
                let _ = (times.round_trip(), times.forward(), times.backward(), sent.to_unix(near));
                let _ = Timestamp::from_unix(near, format);
            }
            let _ = ErrorEstimate::from_bits(error).seconds();
        }

        #[test]
        fn an_estimate_is_not_below_the_error_nor_far_above(within: u64) {
            let estimate = ErrorEstimate::new(true, Format::Ptp, within);
            let (said, asked) = (estimate.seconds().unwrap(), within as f64 / 1e9);
            prop_assert!(said >= asked * (1.0 - 1e-15), "{said} {asked}");
            prop_assert!(said <= asked * (1.0 + 1.0 / 127.0) + 2f64.powi(-32), "{said} {asked}");
            prop_assert!(estimate.synchronised() && estimate.format() == Format::Ptp);
        }
    }
}
