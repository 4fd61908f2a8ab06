//! On which way packets were lost, from what the reflector says it has counted.
//!
//! A stateful reflector numbers its replies, and with Direct Measurement (RFC 8972 §4.5) says how many packets it has
//! received besides. What was sent up to a packet that was answered, less what had arrived by then, was lost on the way
//! there. Copies made on the way there count as arrived too: those of which both answers come back are taken out; one
//! whose own answer is lost makes a loss there look like one on the way back.

/// What the reflector had counted when it answered a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many packets had been sent, this one among them.
    pub sent: u64,
    /// How many had arrived, this one among them; `None` when the reflector does not say.
    pub received: Option<u32>,
    /// How many had been answered, this one among them, if the reflector counts.
    pub answered: u32,
}

/// A count whose 32 bits are unwrapped.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    sent: u64,
    received: u64,
    answered: u64,
}

/// Follows the counts of one session.
#[derive(Clone, Debug, Default)]
pub struct Split {
    /// Where the reflector's present count began.
    base: Level,
    /// The latest one; `None` before the first.
    top: Option<Level>,
    /// Copies made on the way there since `base`.
    copies: u64,
    /// What earlier counts of a reflector that began anew came to.
    forward: u64,
    refused: u64,
    restarts: u64,
    /// Lost packets since `top`, of which nothing is known yet.
    lost_since: u64,
    /// Lost packets between two counts, of which nothing will ever be known.
    lost_between: u64,
    is_counting: bool,
}

/// How packets were lost, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Losses {
    /// On the way there.
    pub forward: u64,
    /// Arrived there, and not answered.
    pub refused: u64,
    /// On the way back.
    pub backward: u64,
    /// On either.
    pub undetermined: u64,
}

impl Split {
    /// Takes a count from the first answer to a packet. Gives whether the reflector has begun to count anew.
    pub fn answered(&mut self, count: Count) -> bool {
        let near = self.top.unwrap_or(self.base);
        let answered = widen(near.answered, count.answered);
        let received = count.received.map_or(answered, |received| widen(near.received, received));
        let level = Level { sent: count.sent, received, answered };
        // A stateless reflector answers with the packet's own number.
        self.is_counting |= count.received.is_some() || answered != count.sent;
        let Some(top) = self.top else {
            // Counted more than we have sent: the reflector has counted for somebody else before.
            if answered.max(received) > count.sent {
                self.base = before(level);
                self.lost_between += std::mem::take(&mut self.lost_since);
            }
            self.lost_since = 0;
            self.top = Some(level);
            return false;
        };
        if count.sent < top.sent {
            return false;
        }
        let anew = u64::from(count.answered);
        if answered < top.answered && anew <= count.sent - top.sent {
            self.begin_anew(Level {
                sent: count.sent,
                received: u64::from(count.received.unwrap_or(count.answered)),
                answered: anew,
            });
            return true;
        }
        self.lost_since = 0;
        self.top = Some(Level {
            sent: count.sent,
            received: received.max(top.received),
            answered: answered.max(top.answered),
        });
        false
    }

    /// Takes another answer to a packet; `is_copy` says that the reflector has answered it twice.
    pub fn duplicated(&mut self, is_copy: bool) {
        self.copies += u64::from(is_copy);
        self.is_counting |= is_copy;
    }

    /// Takes a packet that nobody has answered in time; `sent` as in [`Count`].
    pub fn lost(&mut self, sent: u64) {
        if self.top.is_some() && sent <= self.base.sent {
            self.lost_between += 1;
        } else if self.top.is_none_or(|top| sent > top.sent) {
            self.lost_since += 1;
        }
    }

    /// How often the reflector has begun to count anew.
    pub fn restarts(&self) -> u64 {
        self.restarts
    }

    /// Where `lost` packets were lost; `None` when packets were lost and the reflector does not count.
    pub fn losses(&self, lost: u64) -> Option<Losses> {
        if lost > 0 && !self.is_counting {
            return None;
        }
        let (forward, refused) = self.present();
        let undetermined = (self.lost_between + self.lost_since).min(lost);
        let known = lost - undetermined;
        let forward = (self.forward + forward).min(known);
        let refused = (self.refused + refused).min(known - forward);
        Some(Losses { forward, refused, backward: known - forward - refused, undetermined })
    }

    /// On the way there, and at the reflector, since `base`.
    fn present(&self) -> (u64, u64) {
        let Some(top) = self.top else { return (0, 0) };
        let sent = top.sent - self.base.sent;
        let received = top.received.saturating_sub(self.base.received);
        let answered = top.answered.saturating_sub(self.base.answered);
        let arrived = received.saturating_sub(self.copies);
        (sent.saturating_sub(arrived), received.saturating_sub(answered))
    }

    fn begin_anew(&mut self, first: Level) {
        let (forward, refused) = self.present();
        self.forward += forward;
        self.refused += refused;
        self.restarts += 1;
        self.lost_between += std::mem::take(&mut self.lost_since);
        self.copies = 0;
        self.base = before(first);
        self.top = Some(first);
    }
}

/// The count one packet earlier.
fn before(level: Level) -> Level {
    Level {
        sent: level.sent.saturating_sub(1),
        received: level.received.saturating_sub(1),
        answered: level.answered.saturating_sub(1),
    }
}

/// The number with these low 32 bits that is nearest to `near`.
pub fn widen(near: u64, low: u32) -> u64 {
    let ahead = low.wrapping_sub(near as u32).cast_signed();
    near.checked_add_signed(ahead.into()).unwrap_or(u64::from(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a reflector that numbers its replies and says no more.
    const fn plain(sent: u64, answered: u32) -> Count {
        Count { sent, received: None, answered }
    }

    const fn losses(forward: u64, refused: u64, backward: u64, undetermined: u64) -> Option<Losses> {
        Some(Losses { forward, refused, backward, undetermined })
    }

    #[test]
    fn the_way_there_is_what_the_reflector_has_not_counted() {
        let mut split = Split::default();
        // Packets 2 and 3 are lost there, the answer to 5 on the way back; the last two nobody knows.
        for count in [plain(1, 1), plain(4, 2), plain(6, 4)] {
            assert!(!split.answered(count));
        }
        for sent in [2, 3, 5, 7, 8] {
            split.lost(sent);
        }
        assert_eq!(split.losses(5), losses(2, 0, 1, 2));
    }

    #[test]
    fn what_it_has_received_and_not_answered_was_refused() {
        let mut split = Split::default();
        split.answered(Count { sent: 1, received: Some(1), answered: 1 });
        split.answered(Count { sent: 6, received: Some(5), answered: 3 });
        [2, 3, 4, 5].into_iter().for_each(|sent| split.lost(sent));
        assert_eq!(split.losses(4), losses(1, 2, 1, 0));
    }

    #[test]
    fn nothing_is_known_of_a_stateless_reflector_that_loses() {
        let mut split = Split::default();
        split.answered(plain(1, 1));
        split.answered(plain(5, 5));
        assert_eq!(split.losses(0), losses(0, 0, 0, 0));
        assert_eq!(split.losses(3), None);
    }

    #[test]
    fn packets_that_overtake_one_another_change_nothing() {
        let mut split = Split::default();
        // 3 arrives before 2, and the answer to 4 comes last.
        for count in [plain(1, 1), plain(3, 2), plain(2, 3), plain(5, 5), plain(4, 4)] {
            assert!(!split.answered(count));
        }
        assert_eq!(split.losses(0), losses(0, 0, 0, 0));
    }

    #[test]
    fn copies_made_on_the_way_there_hide_no_loss() {
        let mut split = Split::default();
        split.answered(plain(1, 1));
        split.duplicated(true);
        // 2 is lost there, and 3 is what the reflector counts as its third.
        split.answered(plain(3, 3));
        split.lost(2);
        split.duplicated(false);
        assert_eq!(split.losses(1), losses(1, 0, 0, 0));
    }

    #[test]
    fn a_reflector_that_begins_anew_is_noticed_and_costs_no_more_than_the_gap() {
        let mut split = Split::default();
        for sent in 1..=50 {
            assert!(!split.answered(Count { sent, received: Some(sent as u32), answered: sent as u32 }));
        }
        // 51 to 60 meet nobody, 61 is lost there, 64 on the way back.
        (51..=60).for_each(|sent| split.lost(sent));
        assert!(split.answered(Count { sent: 62, received: Some(1), answered: 1 }));
        split.lost(61);
        assert!(!split.answered(Count { sent: 65, received: Some(4), answered: 4 }));
        split.lost(64);
        assert_eq!((split.restarts(), split.losses(12)), (1, losses(0, 0, 1, 11)));
    }

    #[test]
    fn counts_of_32_bits_go_on_after_their_end() {
        let mut split = Split { base: Level { sent: 0, received: 0, answered: 0 }, ..Split::default() };
        let begun = u64::from(u32::MAX) - 1;
        split.answered(plain(begun, begun as u32));
        split.answered(plain(begun + 5, (begun + 4) as u32));
        split.lost(begun + 3);
        assert_eq!(split.losses(1), losses(1, 0, 0, 0));
        assert_eq!(widen(u64::from(u32::MAX), 3), u64::from(u32::MAX) + 4);
        assert_eq!(widen(5, u32::MAX), u64::from(u32::MAX), "never below zero");
    }

    #[test]
    fn a_count_that_is_ahead_of_ours_began_before_us() {
        let mut split = Split::default();
        split.lost(1);
        split.answered(plain(2, 100));
        split.answered(plain(4, 101));
        split.lost(3);
        assert_eq!(split.losses(2), losses(1, 0, 0, 1));
    }
}
