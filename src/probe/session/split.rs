//! On which way packets were lost, from the numbers that a stateful reflector gives its answers.
//!
//! It counts: a number between others that never comes back was lost on the way back. With Direct Measurement (RFC 8972
//! §4.5) it says besides how many packets have reached it, so that those it did not answer are known. Of the others
//! those sent before the latest that was answered were lost on the way there; of those sent after it nothing is known.
//!
//! A copy made on the way there is answered by itself. When of the two answers only one comes back, the missing number
//! is the copy's, and cannot be told from a loss: another packet's loss on the way there is then taken for one on the
//! way back.

use super::numbers::Numbers;

/// What the reflector said when it answered a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many packets had been sent, this one among them.
    pub sent: u64,
    /// How many have been sent by now.
    pub sent_by_now: u64,
    /// The number of the answer, from 1.
    pub number: u32,
    /// Whether that is no mere copy of the packet's own number.
    pub is_own: bool,
    /// How many packets it has received and not answered, if it says so.
    pub refused: Option<u32>,
}

/// Follows the numbers of one session.
#[derive(Clone, Debug, Default)]
pub struct Split {
    is_counting: bool,
    /// Those of the reflector's present count.
    numbers: Numbers,
    /// Packets up to this one belong to an earlier count.
    since: u64,
    /// The latest that was answered.
    top: u64,
    /// What it had refused before the present count, and has now.
    refused: Option<(u32, u32)>,
    /// Answered after they had been given up: lost, as it were, on the way back.
    late: u64,
    lost: u64,
    last_lost: u64,
    restarts: u64,
    /// What earlier counts came to; the last of them ended with this packet.
    earlier: Losses,
    ended: u64,
}

/// How packets were lost, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// Takes the first answer to a packet. Gives whether the reflector has begun to count anew: it has given a number
    /// that it had given to another packet before.
    pub fn answered(&mut self, count: Count, is_late: bool) -> bool {
        if count.sent <= self.since {
            // What was missing when that count ended has come after all.
            let was_missing = count.sent <= self.ended && !is_late;
            self.earlier.backward = self.earlier.backward.saturating_sub(u64::from(was_missing));
            return false;
        }
        let number = self.widened(count.number);
        let is_anew = self.top > 0 && self.numbers.has(number);
        if is_anew {
            self.begin_anew(&count);
        } else if self.top == 0 && number > before_us(count.sent_by_now) {
            self.earlier.undetermined = self.lost;
            self.begin_at(&count);
        }
        self.is_counting |= count.is_own;
        self.numbers.insert(self.widened(count.number));
        self.top = self.top.max(count.sent);
        self.late += u64::from(is_late);
        if let Some(refused) = count.refused {
            let (before, now) = self.refused.unwrap_or_default();
            self.refused = Some((before, now.max(refused)));
        }
        is_anew
    }

    /// Takes another answer to a packet: one to a copy of it made on the way there has a number of its own.
    pub fn again(&mut self, count: Count) {
        if count.sent > self.since && self.top > 0 {
            self.is_counting |= count.is_own;
            self.numbers.insert(self.widened(count.number));
        }
    }

    /// Takes a packet that nobody has answered in time; `sent` as in [`Count`], rising.
    pub fn lost(&mut self, sent: u64) {
        self.lost += 1;
        self.last_lost = sent;
        let is_between = self.ended < sent && sent <= self.since;
        self.earlier.undetermined += u64::from(is_between);
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
        let backward = self.earlier.backward.saturating_add(self.numbers.missing() + self.late).min(lost);
        let refused = (self.earlier.refused + self.refused()).min(lost - backward);
        let rest = lost - backward - refused;
        let undetermined = (self.earlier.undetermined + self.since_top()).min(rest);
        Some(Losses { forward: rest - undetermined, refused, backward, undetermined })
    }

    /// Lost since the latest answer.
    fn since_top(&self) -> u64 {
        self.last_lost.saturating_sub(self.top)
    }

    fn refused(&self) -> u64 {
        self.refused.map_or(0, |(before, now)| now.saturating_sub(before).into())
    }

    fn widened(&self, number: u32) -> u64 {
        widen(self.numbers.highest(), number)
    }

    fn begin_anew(&mut self, first: &Count) {
        self.restarts += 1;
        if self.is_counting {
            self.earlier.backward = self.earlier.backward.saturating_add(self.numbers.missing());
            self.earlier.refused += self.refused();
            self.earlier.undetermined += self.since_top();
            self.ended = self.top;
        } else {
            // It has only copied numbers so far.
            self.earlier.undetermined = self.lost;
            self.late = 0;
        }
        self.begin_at(first);
    }

    /// What the reflector counted before this one is not ours, or not known.
    fn begin_at(&mut self, first: &Count) {
        self.since = self.top.max(first.sent.saturating_sub(1));
        self.numbers = Numbers::above(u64::from(first.number).saturating_sub(1));
        self.refused = first.refused.map(|refused| (refused, refused));
    }
}

/// Above this a first number says that the reflector counted before: there are copies, and packets that overtake.
fn before_us(sent: u64) -> u64 {
    2 * sent + 8
}

/// The number with these low 32 bits that is nearest to `near`.
pub fn widen(near: u64, low: u32) -> u64 {
    let ahead = low.wrapping_sub(near as u32).cast_signed();
    near.checked_add_signed(ahead.into()).unwrap_or(u64::from(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a reflector that numbers its answers and says no more.
    const fn plain(sent: u64, number: u32) -> Count {
        Count { sent, sent_by_now: sent, number, is_own: number as u64 != sent, refused: None }
    }

    const fn losses(forward: u64, refused: u64, backward: u64, undetermined: u64) -> Option<Losses> {
        Some(Losses { forward, refused, backward, undetermined })
    }

    fn answered(split: &mut Split, counts: &[(u64, u32)]) {
        for (sent, number) in counts {
            assert!(!split.answered(plain(*sent, *number), false), "{sent} {number}");
        }
    }

    fn lost(split: &mut Split, sent: impl IntoIterator<Item = u64>) {
        sent.into_iter().for_each(|sent| split.lost(sent));
    }

    #[test]
    fn a_number_that_does_not_come_back_was_lost_on_the_way_back() {
        let mut split = Split::default();
        // Packets 2 and 3 are lost there, the answer to 5 on the way back; the last two nobody knows.
        answered(&mut split, &[(1, 1), (4, 2), (6, 4)]);
        lost(&mut split, [2, 3, 5, 7, 8]);
        assert_eq!(split.losses(5), losses(2, 0, 1, 2));
    }

    #[test]
    fn what_it_has_received_and_not_answered_was_refused() {
        let mut split = Split::default();
        split.answered(Count { refused: Some(0), ..plain(1, 1) }, false);
        split.answered(Count { refused: Some(2), ..plain(6, 3) }, false);
        lost(&mut split, [2, 3, 4, 5]);
        assert_eq!(split.losses(4), losses(1, 2, 1, 0));
    }

    #[test]
    fn nothing_is_known_of_a_stateless_reflector_that_loses() {
        let mut split = Split::default();
        answered(&mut split, &[(1, 1), (5, 5)]);
        assert_eq!(split.losses(0), losses(0, 0, 0, 0));
        assert_eq!(split.losses(3), None);
    }

    #[test]
    fn packets_that_overtake_one_another_change_nothing() {
        let mut split = Split::default();
        // 2 arrives before 1, 4 before 3; the answers to 1 and 2 overtake one another again, that to 5 comes last.
        answered(&mut split, &[(1, 2), (2, 1), (4, 3), (3, 4), (6, 6), (5, 5)]);
        assert_eq!(split.losses(0), losses(0, 0, 0, 0));
        lost(&mut split, [7]);
        answered(&mut split, &[(8, 7)]);
        assert_eq!(split.losses(1), losses(1, 0, 0, 0));
    }

    #[test]
    fn copies_made_on_the_way_there_hide_no_loss() {
        let mut split = Split::default();
        answered(&mut split, &[(1, 1)]);
        // Its copy is answered too, and that answer comes twice; 2 is lost there.
        split.again(plain(1, 2));
        split.again(plain(1, 2));
        answered(&mut split, &[(3, 3)]);
        lost(&mut split, [2]);
        split.again(plain(3, 3));
        assert_eq!(split.losses(1), losses(1, 0, 0, 0));
    }

    #[test]
    fn a_reflector_that_begins_anew_is_noticed_and_costs_no_more_than_the_gap() {
        let mut split = Split::default();
        let before: Vec<_> =
            (1..=50).filter(|n| *n != 40).map(|n| (n, n as u32 - u32::from(n > 40))).collect();
        answered(&mut split, &before);
        // 40 was lost there. 51 to 60 meet nobody, 61 is lost there, 64 on the way back.
        lost(&mut split, [40]);
        lost(&mut split, 51..=58);
        assert!(split.answered(plain(62, 1), false));
        lost(&mut split, 59..=61);
        answered(&mut split, &[(63, 2), (65, 4)]);
        lost(&mut split, [64]);
        assert_eq!((split.restarts(), split.losses(13)), (1, losses(1, 0, 1, 11)));
    }

    #[test]
    fn an_answer_from_before_the_restart_was_not_lost_after_all() {
        let mut split = Split::default();
        // 2 is lost there, the answer to 4 is under way.
        answered(&mut split, &[(1, 1), (3, 2), (5, 4)]);
        assert!(split.answered(plain(6, 1), false));
        lost(&mut split, [2]);
        assert_eq!(split.losses(1), losses(0, 0, 1, 0), "the one under way is missing");
        answered(&mut split, &[(4, 3)]);
        assert_eq!(split.losses(1), losses(1, 0, 0, 0));
    }

    #[test]
    fn a_reflector_that_begins_to_count_says_nothing_of_what_was_before() {
        let mut split = Split::default();
        answered(&mut split, &[(1, 1), (3, 3)]);
        lost(&mut split, [2]);
        assert!(split.answered(plain(4, 1), false));
        answered(&mut split, &[(6, 2)]);
        lost(&mut split, [5]);
        assert_eq!(split.losses(2), losses(1, 0, 0, 1));
    }

    #[test]
    fn an_answer_that_is_late_was_lost_on_the_way_back() {
        let mut split = Split::default();
        answered(&mut split, &[(1, 1), (4, 3)]);
        lost(&mut split, [2, 3]);
        assert_eq!(split.losses(2), losses(1, 0, 1, 0));
        assert!(!split.answered(plain(3, 2), true));
        assert_eq!(split.losses(2), losses(1, 0, 1, 0));
    }

    #[test]
    fn counts_of_32_bits_go_on_after_their_end() {
        let mut split = Split::default();
        answered(&mut split, &[(1, u32::MAX - 2), (6, 1)]);
        lost(&mut split, 2..6);
        assert_eq!(split.losses(4), losses(1, 0, 3, 0));
        assert_eq!(widen(u64::from(u32::MAX), 3), u64::from(u32::MAX) + 4);
        assert_eq!(widen(5, u32::MAX), u64::from(u32::MAX), "never below zero");
    }

    #[test]
    fn a_count_that_is_ahead_of_ours_began_before_us() {
        let mut split = Split::default();
        lost(&mut split, [1]);
        answered(&mut split, &[(2, 100), (4, 101)]);
        lost(&mut split, [3]);
        // The first one may have been its 99th.
        assert_eq!(split.losses(2), losses(1, 0, 0, 1));
    }
}
