//! The bad line: takes one answer after another and lets each leave when and how its fate says.
//!
//! It knows no core and no request. `now` may repeat but must not go back.

use std::borrow::Cow;
use std::net::SocketAddr;

use super::fate::{Fate, flipped};
use super::settings::Settings;
use super::told::{Counts, ImpairedEvent, Impairment};
use super::waiting::{Waiter, Waiting};
use crate::clock::Instant;
use crate::contract::{Event, Outbox, Transmit};

/// How many answers that have waited leave at most from one turn to the next. With more due at once, whoever
/// serves looks at what has arrived in between, so that no wave of late answers makes the others wait.
pub(super) const AT_ONCE: usize = 64;

/// The line's state.
#[derive(Debug)]
pub(super) struct Line {
    settings: Settings,
    waiting: Waiting,
    counts: Counts,
    /// How many may still leave in this turn.
    allowed: usize,
}

impl Line {
    pub(super) fn new(settings: Settings) -> Line {
        Line { settings, waiting: Waiting::default(), counts: Counts::new(settings.seed), allowed: AT_ONCE }
    }

    /// How often what has happened.
    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// When [`Line::leave_due`] is due; `None` for never.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.waiting.deadline()
    }

    /// Takes an answer. It leaves now, later or never.
    pub(super) fn take<E: Event>(
        &mut self,
        now: Instant,
        answer: &Transmit,
        payload: &[u8],
        out: &mut Outbox<ImpairedEvent<E>>,
    ) {
        let number = self.counts.answers;
        let fate = self.fate(number, payload);
        self.counts.count(fate);
        if fate != Fate::default() {
            out.news.detail(|| ImpairedEvent::Fate(Impairment::new(answer.to, number, fate)));
        }
        if !fate.leaves() {
            return;
        }
        let mut answer = *answer;
        // A delay is to look like the network's, and a time written anew could undo the damage.
        answer.is_stamped &= !fate.waits() && fate.flip.is_none();
        if !answer.is_stamped {
            answer.followed_as = None;
        }
        let payload = match fate.flip {
            Some(position) => Cow::Owned(flipped(payload, position)),
            None => Cow::Borrowed(payload),
        };
        let copies = if fate.duplicated { 2 } else { 1 };
        if fate.waits() {
            let payload = payload.into_owned().into_boxed_slice();
            let waiter = Waiter { number, answer, copies, reordered: fate.reordered, payload };
            self.waiting.delay(now + fate.delay, waiter);
            // One without a delay is held back from now on.
            self.leave_due(now, out);
        } else {
            send(&answer, copies, &payload, out);
            self.let_go(answer.to, out);
        }
    }

    /// Begins a new turn.
    pub(super) fn turn(&mut self) {
        self.allowed = AT_ONCE;
    }

    /// Sends the answers whose time has come, as many as may leave in this turn.
    pub(super) fn leave_due<E: Event>(&mut self, now: Instant, out: &mut Outbox<ImpairedEvent<E>>) {
        while self.allowed > 0
            && let Some(waiter) = self.waiting.pop_due(now)
        {
            self.allowed -= 1;
            send(&waiter.answer, waiter.copies, &waiter.payload, out);
            // One that was held back for its whole second has overtaken nobody.
            if !waiter.reordered {
                self.let_go(waiter.answer.to, out);
            }
        }
    }

    /// What happens to answer `number`, as far as there is room for it.
    fn fate(&self, number: u64, payload: &[u8]) -> Fate {
        let fate = Fate::of(&self.settings, number).to(payload);
        if fate.waits() && !self.waiting.has_room(payload.len()) { Fate::overflow() } else { fate }
    }

    /// Sends what was held back until an answer to `peer` has left.
    fn let_go<E: Event>(&mut self, peer: SocketAddr, out: &mut Outbox<ImpairedEvent<E>>) {
        while let Some(waiter) = self.waiting.pop_held_back(peer) {
            send(&waiter.answer, waiter.copies, &waiter.payload, out);
        }
    }
}

fn send<E: Event>(answer: &Transmit, copies: usize, payload: &[u8], out: &mut Outbox<ImpairedEvent<E>>) {
    for _ in 0..copies {
        out.forward(answer, payload);
    }
}
