//! How long before a slot a sender must wake, to spin the rest of the time: long enough that the system's own lateness
//! seldom matters, and no longer.

use std::time::Duration;

/// Follows how late the system wakes the sender: what 99 wakes in 100 are not later than, step by step.
#[derive(Clone, Copy, Debug)]
pub struct WakeLead {
    lead_ns: u64,
}

impl WakeLead {
    /// Before anything is known, and never more: spinning costs a processor.
    pub const LONGEST: Duration = Duration::from_micros(100);
    const SHORTEST: Duration = Duration::from_micros(20);

    /// What each wake that was in time takes away; one that was not adds 99 times as much.
    const STEP_NS: u64 = 50;

    /// How long before its slot the sender asks to be woken.
    pub const fn get(self) -> Duration {
        Duration::from_nanos(self.lead_ns)
    }

    /// Takes how much later than asked for it was woken.
    pub fn woken(&mut self, late: Duration) {
        let is_late = late.as_nanos() > u128::from(self.lead_ns);
        let wanted = if is_late {
            self.lead_ns + 99 * Self::STEP_NS
        } else {
            self.lead_ns.saturating_sub(Self::STEP_NS)
        };
        let (shortest, longest) = (Self::SHORTEST.as_nanos() as u64, Self::LONGEST.as_nanos() as u64);
        self.lead_ns = wanted.clamp(shortest, longest);
    }
}

impl Default for WakeLead {
    fn default() -> WakeLead {
        WakeLead { lead_ns: Self::LONGEST.as_nanos() as u64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lead_is_what_ninety_nine_in_a_hundred_do_not_exceed() {
        let mut lead = WakeLead::default();
        let mut random = fastrand::Rng::with_seed(1);
        let mut above = 0;
        for wake in 0..200_000 {
            // Evenly between 0 and 60 microseconds: the 99th percentile is 59.4.
            let late = Duration::from_nanos(random.u64(0..60_000));
            if wake >= 100_000 {
                above += u64::from(late > lead.get());
            }
            lead.woken(late);
        }
        assert!((500..2000).contains(&above), "{above} of 100000");
    }

    #[test]
    fn it_stays_within_its_bounds() {
        let mut lead = WakeLead::default();
        assert_eq!(lead.get(), WakeLead::LONGEST);
        (0..10_000).for_each(|_| lead.woken(Duration::ZERO));
        assert_eq!(lead.get(), WakeLead::SHORTEST);
        (0..10_000).for_each(|_| lead.woken(Duration::from_secs(1)));
        assert_eq!(lead.get(), WakeLead::LONGEST);
    }
}
