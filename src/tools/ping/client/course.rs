//! The client on the course's wire: calibrates, sends on a grid, says `exit`, and sums up.

use std::time::Duration;

use super::super::args::PacePlan;
use super::super::summary::{Interim, Summary};
use super::super::table;
use super::show::Show;
use crate::cli::Context;
use crate::cli::flags::Server;
use crate::cli::probing::Calibrated;
use crate::clock;
use crate::contract::{Collector, News};
use crate::drive::paced::Schedule;
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Exit, Result};
use crate::pace::{Pace, Sampling};
use crate::probe::account::{Account, Figures, PacketEvent, Settings};
use crate::probe::course;
use crate::report::{Csv, Report};

/// Sockets of a client: as many packets can be unanswered at once and their acknowledgements still be told apart.
const SOCKETS: usize = 16;

/// Pings until all packets are sent and answered or given up.
pub fn run(plan: PacePlan, server: Server, context: Context) -> Result<Exit> {
    let mut report = context.report("ping");
    let mut csv = plan.csv.clone().map(|path| Csv::create(path, table::HEADING)).transpose()?;
    let mut show = Show::new(plan.interval, plan.every, &context.options);
    let every = show.every(plan.every);
    let watch = report.watch(show.packets || csv.is_some());
    let ping = move |stop, mut teller| measure(&plan, &server, every, &stop, &mut teller);
    let summary = supervise(watch, context.leave, ping, |notice| {
        if let (Notice::Event(event), Some(csv)) = (&notice, &mut csv) {
            csv.row(table::line(event));
        }
        if let (Notice::Dropped(count), Some(csv)) = (&notice, &mut csv) {
            csv.miss(*count);
        }
        let other = |report: &mut Report, notice| {
            report.notice(notice, course::explain, |report, figures| report.result(&Interim::new(figures)))
        };
        let is_extra = |event: &PacketEvent| matches!(event, PacketEvent::Unexpected);
        show.notice(notice, &mut report, is_extra, |figures| Interim::new(figures).status(), other)
    })??;
    show.end(&mut report);
    let _ = report.result(&summary);
    if let Some(csv) = csv {
        csv.finish()?;
    }
    if let Some(hint) = summary.hint() {
        report.note(&hint);
    }
    report.finish()?;
    Ok(if summary.is_answered() { Exit::Done } else { Exit::Negative })
}

/// Calibrates, sends, says `exit`, and sums up.
fn measure(
    plan: &PacePlan,
    server: &Server,
    every: Option<Duration>,
    stop: &Stop,
    teller: &mut Teller<PacketEvent, Figures>,
) -> Result<Summary> {
    let &PacePlan { interval, reply_timeout, size, count, duration, .. } = plan;
    let mut account = Account::new(Settings { reply_timeout, size });
    let calibrated = Calibrated::find(server, size, stop, teller)?;
    let (server, is_calibrated) = (calibrated.server, calibrated.is_answered);
    if let Some(what) = calibrated.refused {
        account.refused(0, what, &mut News::new(false));
    } else {
        let (pace, payload) = (Pace::steady(interval), course::packet(size));
        let schedule = Schedule {
            sampling: Sampling::Periodic(pace),
            timer: plan.timer,
            count,
            duration,
            every,
            reply_timeout,
        };
        calibrated.run(SOCKETS, &schedule, payload, &mut account, stop, teller)?;
    }
    let figures = account.summary(clock::now());
    Ok(Summary::new(server, is_calibrated, interval, size, stop.raised(), figures))
}
