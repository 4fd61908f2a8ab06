//! The client: calibrates, sends at a shrinking interval, says `exit`, and sums up.

use std::ops::ControlFlow;

use super::args::ClientPlan;
use super::plot;
use super::proto::{Second, Series, Settings, Sweep, SweepEvent, SweepFigures};
use super::summary::{Interim, Summary};
use super::table;
use crate::cli::Context;
use crate::cli::probing::Calibrated;
use crate::clock;
use crate::contract::{Collector, News};
use crate::drive::paced::{Schedule, Timer};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Exit, Result};
use crate::pace::Sampling;
use crate::probe::course;
use crate::report::Csv;

/// Sweeps until all packets are sent and answered or given up.
pub fn run(plan: ClientPlan, context: Context) -> Result<Exit> {
    let mut report = context.report("throughput");
    let mut csv = plan.csv.clone().map(|path| Csv::create(path, table::HEADING)).transpose()?;
    let picture = plan.plot.clone();
    if let Some(picture) = &picture {
        picture.check()?;
    }
    let shows_packets = report.is_json() || context.options.verbosity > 0 || plan.events;
    let tells_packets = shows_packets || csv.is_some();
    let watch = report.watch(true);
    let sweep = move |stop, mut teller| measure(&plan, tells_packets, &stop, &mut teller);
    let mut has_heading = report.is_json();
    let (summary, series) = supervise(watch, context.leave, sweep, |notice| {
        if let (Notice::Event(event), Some(csv)) = (&notice, &mut csv) {
            csv.row(table::line(event));
        }
        if let (Notice::Dropped(count), Some(csv)) = (&notice, &mut csv) {
            csv.miss(*count);
        }
        match notice {
            Notice::Event(SweepEvent::Packet(_) | SweepEvent::Stray(_)) if !shows_packets => {
                ControlFlow::Continue(())
            }
            Notice::Event(SweepEvent::Second(second)) if !has_heading => {
                has_heading = true;
                report.text(&Second::HEADING)?;
                report.text(&second)
            }
            other => {
                report.notice(other, course::explain, |report, figures| report.result(&Interim::new(figures)))
            }
        }
    })??;
    let _ = report.result(&summary);
    // A table that cannot be written is no reason to go without the picture.
    let table = csv.map_or(Ok(()), Csv::finish);
    // Nothing is no reason to replace an earlier picture.
    if let Some(picture) = picture.filter(|_| !series.seconds.is_empty()) {
        if series.is_cut {
            report
                .warning(&format_args!("{picture} shows the first part of the run: it was too long to draw"));
        }
        picture.write(&plot::picture(&summary, &series))?;
    }
    if let Some(hint) = summary.hint() {
        report.note(&hint);
    }
    table?;
    report.finish()?;
    Ok(if summary.is_answered() { Exit::Done } else { Exit::Negative })
}

/// Calibrates, sends, says `exit`, and sums up.
fn measure(
    plan: &ClientPlan,
    tells_packets: bool,
    stop: &Stop,
    teller: &mut Teller<SweepEvent, SweepFigures>,
) -> Result<(Summary, Series)> {
    let &ClientPlan { reply_timeout, size, count, .. } = plan;
    let mut sweep =
        Sweep::new(Settings { reply_timeout, size, tells_packets, keeps_series: plan.plot.is_some() });
    let calibrated = Calibrated::find(&plan.server, size, stop, teller)?;
    let (server, is_calibrated) = (calibrated.server, calibrated.is_answered);
    if let Some(what) = calibrated.refused {
        sweep.refused(0, what, &mut News::new(false));
    } else {
        let (pace, payload) = (plan.pace(), course::sweep_packet(size));
        let schedule = Schedule {
            sampling: Sampling::Periodic(pace),
            timer: Timer::Hybrid,
            count,
            duration: None,
            every: None,
            reply_timeout,
        };
        calibrated.run(plan.sockets(), &schedule, payload, &mut sweep, stop, teller)?;
    }
    let summary = Summary::new(plan, server, is_calibrated, stop.raised(), sweep.summary(clock::now()));
    let mut news = News::new(true);
    let series = sweep.finish(&mut news);
    teller.news(&mut news);
    Ok((summary, series))
}
