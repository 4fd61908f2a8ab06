//! What the kernel knows of its wall clock: whether somebody keeps it right, and how far it may be off.

use std::mem::zeroed;

use crate::clock::Quality;

/// Asks the kernel. Where it does not tell, the clock counts as kept by nobody.
pub fn quality() -> Quality {
    // SAFETY: timex is plain data for which all zeros is a value; with no modes set the call only reads the clock's
    // state into it.
    let (state, told) = unsafe {
        let mut told: libc::timex = zeroed();
        (libc::adjtimex(&raw mut told), told)
    };
    let is_synchronised = state >= 0 && state != libc::TIME_ERROR && told.status & libc::STA_UNSYNC == 0;
    let within_us = u64::try_from(told.maxerror).unwrap_or_default();
    Quality { is_synchronised, within_ns: within_us.saturating_mul(1000) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_knows_how_far_off_it_may_be() {
        let Quality { is_synchronised, within_ns } = quality();
        // The kernel gives up at 16 s.
        assert!(within_ns <= 20_000_000_000, "{within_ns}");
        assert!(!is_synchronised || within_ns < 16_000_000_000, "{within_ns}");
    }
}
