//! What of a run is shown while it goes on: a line for each packet as far as a person can follow, else how it stands.

use std::ops::ControlFlow;
use std::time::Duration;

use crate::clock;
use crate::contract::{Event, Level};
use crate::drive::Notice;
use crate::pace::{OncePerSecond, TokenBucket};
use crate::report::{Options, Report};

/// With packets closer together than this a line for each is more than a person can read.
const READABLE: Duration = Duration::from_millis(50);

/// How often the figures so far are shown instead.
const STATUS: Duration = Duration::from_secs(1);

/// The most lines a second of what is no packet's own fate: what answers nothing may come as fast as it likes.
const LINES: u64 = 20;

/// What is shown.
pub(super) struct Show {
    /// A line for each packet.
    pub(super) packets: bool,
    /// How it stands.
    status: bool,
    brake: Option<Brake>,
}

/// Holds back lines that come too fast.
struct Brake {
    lines: TokenBucket,
    remarks: OncePerSecond,
    held_back: u64,
}

impl Show {
    /// Of packets so far apart; `every` is how often the user asked for figures.
    pub(super) fn new(apart: Duration, every: Option<Duration>, options: &Options) -> Show {
        let shows_all = options.json || options.verbosity > 0;
        let packets = options.verbosity >= 0 && (apart >= READABLE || shows_all);
        let status = options.verbosity >= 0 && every.is_none() && !packets;
        let lines = TokenBucket::full(clock::now());
        let brake = Brake { lines, remarks: OncePerSecond::default(), held_back: 0 };
        Show { packets, status, brake: (!shows_all).then_some(brake) }
    }

    /// How often figures are to be told.
    pub(super) fn every(&self, every: Option<Duration>) -> Option<Duration> {
        every.or(self.status.then_some(STATUS))
    }

    /// Shows a notice as `show` does, or leaves it out. An event that `is_extra` is about no packet that was sent, or
    /// about one of which another has told.
    pub(super) fn notice<E: Event, S>(
        &mut self,
        notice: Notice<E, S>,
        report: &mut Report,
        is_extra: impl Fn(&E) -> bool,
        status: impl FnOnce(S) -> String,
        show: impl Fn(&mut Report, Notice<E, S>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match notice {
            Notice::Event(event) if event.level() == Level::Warning => show(report, Notice::Event(event)),
            Notice::Event(_) | Notice::Dropped(_) if !self.packets => ControlFlow::Continue(()),
            Notice::Event(event) => {
                let passes = self.brake.as_mut().is_none_or(|brake| brake.passes(is_extra(&event), report));
                if passes { show(report, Notice::Event(event)) } else { ControlFlow::Continue(()) }
            }
            Notice::Interim(figures) if self.status => {
                report.progress(&status(figures));
                ControlFlow::Continue(())
            }
            notice => show(report, notice),
        }
    }

    /// Says what has been left out, at the end.
    pub(super) fn end(self, report: &mut Report) {
        if let Some(brake) = self.brake {
            remark(brake.held_back, report);
        }
    }
}

impl Brake {
    /// Whether a line may be shown.
    fn passes(&mut self, is_extra: bool, report: &mut Report) -> bool {
        let now = clock::now();
        let passes = !is_extra || self.lines.take(now, LINES);
        self.held_back += u64::from(!passes);
        if self.held_back > 0 && self.remarks.pass(now).is_some() {
            remark(std::mem::take(&mut self.held_back), report);
        }
        passes
    }
}

fn remark(held_back: u64, report: &mut Report) {
    if held_back > 0 {
        let lines = if held_back == 1 { "1 line".to_owned() } else { format!("{held_back} lines") };
        report.note(&format_args!("{lines} of late, double or unknown answers left out here; -v shows all"));
    }
}
