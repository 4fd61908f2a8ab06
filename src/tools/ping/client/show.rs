//! What of a run is shown while it goes on: a line for each packet as far as a person can follow, else how it stands.

use std::ops::ControlFlow;
use std::time::Duration;

use crate::clock;
use crate::contract::{Event, Level};
use crate::drive::Notice;
use crate::pace::TokenBucket;
use crate::report::{Options, Report};

/// With packets closer together than this a line for each is more than a person can read.
const READABLE: Duration = Duration::from_millis(50);

/// How often the figures so far are shown instead.
const STATUS: Duration = Duration::from_secs(1);

/// The most lines a second where packets are far enough apart: what answers nothing may come faster.
const LINES: u64 = 60;

/// What is shown.
pub(super) struct Show {
    /// A line for each packet.
    pub(super) packets: bool,
    /// How it stands.
    pub(super) status: bool,
    /// Lines that may still be shown; `None` where all are.
    brake: Option<TokenBucket>,
    held_back: u64,
}

impl Show {
    /// Of packets so far apart; `every` is how often the user asked for figures.
    pub(super) fn new(apart: Duration, every: Option<Duration>, options: &Options) -> Show {
        let shows_all = options.json || options.verbosity > 0;
        let packets = options.verbosity >= 0 && (apart >= READABLE || shows_all);
        let status = options.verbosity >= 0 && every.is_none() && !packets;
        let brake = (packets && !shows_all).then(|| TokenBucket::full(clock::now()));
        Show { packets, status, brake, held_back: 0 }
    }

    /// How often figures are to be told.
    pub(super) fn every(&self, every: Option<Duration>) -> Option<Duration> {
        every.or(self.status.then_some(STATUS))
    }

    /// Shows a notice, or not; what is no event and no status is shown by `other`.
    pub(super) fn notice<E: Event, S>(
        &mut self,
        notice: Notice<E, S>,
        report: &mut Report,
        status: impl FnOnce(S) -> String,
        other: impl Fn(&mut Report, Notice<E, S>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match notice {
            Notice::Event(event) if event.level() != Level::Warning && !self.has_room_for_a_line() => {
                ControlFlow::Continue(())
            }
            Notice::Event(event) => {
                if self.held_back > 0 && self.packets {
                    other(report, Notice::Dropped(std::mem::take(&mut self.held_back)))?;
                }
                other(report, Notice::Event(event))
            }
            Notice::Interim(figures) if self.status => {
                report.progress(&status(figures));
                ControlFlow::Continue(())
            }
            notice => other(report, notice),
        }
    }

    fn has_room_for_a_line(&mut self) -> bool {
        let has_room = match &mut self.brake {
            _ if !self.packets => return false,
            Some(brake) => brake.take(clock::now(), LINES),
            None => true,
        };
        self.held_back += u64::from(!has_room);
        has_room
    }
}
