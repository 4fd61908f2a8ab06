//! The client on STAMP's wire: a session with each target, all on one schedule.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use super::super::args::{PacePlan, StampPlan, When};
use super::super::plot::Compared;
use super::super::report::{Interim, Summary, Target};
use super::super::{figures, plot, table};
use super::show::Show;
use super::target::{Reached, reach_all};
use super::{mtu, packets};
use crate::cli::Context;
use crate::cli::probing::explain;
use crate::clock;
use crate::contract::{Collector, Ended};
use crate::drive::paced::{self, Lines, Schedule};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Error, Exit, Result};
use crate::net::udp::Travel;
use crate::pace::{Pace, Sampling};
use crate::probe::session::event::SessionEvent;
use crate::probe::session::figures::Figures;
use crate::probe::sessions::{Prober, Sessions, Standing, TargetEvent};
use crate::probe::{session, words};
use crate::report::plot::{Mark, Picture};
use crate::report::{Csv, Report};
use crate::stats::Series;
use crate::text::duration as span;
use crate::threshold::Check;

/// What a run has come to.
struct Outcome {
    standing: Vec<Standing>,
    picture: Option<Picture>,
    ended_by: Option<Ended>,
}

/// Everything a run needs, before it has sent anything.
struct Run {
    pace: PacePlan,
    targets: Vec<Reached>,
    prober: Prober,
    settings: session::Settings,
    seed: u64,
    /// Of so many targets there will be a picture.
    pictured: usize,
}

/// Probes until all packets are sent and answered or given up.
pub fn run(pace: PacePlan, plan: StampPlan, context: Context) -> Result<Exit> {
    let mut report = context.report("ping");
    let (key, remark) = plan.key_file.find()?.map_or((None, None), |found| (Some(found.key), found.remark));
    if let Some(remark) = remark {
        report.note(&remark);
    }
    let targets = reach_all(&plan, &mut report)?;
    if plan.finds_mtu {
        return mtu::run(targets, pace.reply_timeout, key, context);
    }
    if let Some(file) = &plan.plot {
        file.check()?;
    }
    let prober = packets::prober(&plan, pace.size, key, targets.len(), context.random())?;
    let run = Run::new(pace, &plan, targets, prober, context.random());
    let mut csv = run.pace.csv.clone().map(|path| Csv::create(path, table::STAMP_HEADING)).transpose()?;
    let reached = run.targets.len();
    let conclusion = Conclusion::of(&run, &plan);
    let mut outcome = watch(run, &mut csv, &mut report, &context)?;
    let picture = outcome.picture.take();
    // First of all: a file that cannot be written is not to cost the figures.
    let exit = conclusion.tell(outcome, &plan, &mut report);
    if let Some(csv) = csv {
        csv.finish()?;
    }
    if let (Some(file), Some(picture)) = (&plan.plot, &picture) {
        file.write(picture)?;
        if reached > Mark::COLOURS {
            report.note(&format_args!("{file} shows the first {} of {reached} targets", Mark::COLOURS));
        }
    }
    report.finish().map(|()| exit)
}

/// Runs it, and shows what happens as far as a person can follow.
fn watch(run: Run, csv: &mut Option<Csv>, report: &mut Report, context: &Context) -> Result<Outcome> {
    let names: Vec<Arc<str>> = run.targets.iter().map(|target| target.name.clone()).collect();
    let only = names.first().map_or("", |name| name);
    let targets = u32::try_from(names.len()).unwrap_or(u32::MAX).max(1);
    let mut show = Show::new(run.pace.interval / targets, run.pace.every, &context.options);
    let every = show.every(run.pace.every);
    let watch = report.watch(show.packets || csv.is_some());
    let work = move |stop, mut teller| run.measure(every, &stop, &mut teller);
    let outcome = supervise(watch, context.leave, work, |notice| {
        match (&notice, &mut *csv) {
            (Notice::Event(event), Some(csv)) => csv.row(table::stamp_line(event, only)),
            (Notice::Dropped(count), Some(csv)) => csv.miss(*count),
            _ => {}
        }
        let other = |report: &mut Report, notice| {
            report.notice(notice, explain, |report, standing| report.result(&Interim::new(&names, standing)))
        };
        show.notice(notice, report, is_extra, |standing| Interim::new(&names, standing).status(), other)
    })??;
    show.end(report);
    Ok(outcome)
}

/// Whether it is about no packet that was sent, or about one of which another event has told.
fn is_extra(event: &TargetEvent) -> bool {
    use SessionEvent::{Duplicate, Late, Refused, Unrecognised};
    matches!(event.event, Duplicate { .. } | Late { .. } | Refused { .. } | Unrecognised { .. })
}

/// What is known of a run before it ends, for what is said at its end.
struct Conclusion {
    sampling: (When, Duration),
    size: usize,
    authenticated: bool,
    /// Names, addresses and session ids.
    targets: Vec<(Arc<str>, SocketAddr, u16)>,
    /// Whether some of those that were named have no address.
    is_short: bool,
}

impl Conclusion {
    fn of(run: &Run, plan: &StampPlan) -> Conclusion {
        let named = run.targets.iter().zip(&run.prober.ssids);
        Conclusion {
            sampling: (run.pace.schedule, run.pace.interval),
            size: run.prober.size,
            authenticated: run.prober.key.is_some(),
            targets: named.map(|(target, ssid)| (target.name.clone(), target.server, *ssid)).collect(),
            is_short: run.targets.len() < plan.servers.len(),
        }
    }

    /// Says what it came to, and what might help.
    fn tell(self, outcome: Outcome, plan: &StampPlan, report: &mut Report) -> Exit {
        let Conclusion { sampling, size, authenticated, targets, is_short } = self;
        let standing = outcome.standing.into_iter().map(|standing| standing.total);
        let with_figures = |((target, server, ssid), figures)| Target { target, server, ssid, figures };
        let targets: Vec<Target> = targets.into_iter().zip(standing).map(with_figures).collect();
        let failures = failures(&targets, plan);
        let summary = Summary::new(sampling, size, authenticated, outcome.ended_by, failures, targets);
        let _ = report.result(&summary);
        for failure in summary.failures() {
            report.warning(failure);
        }
        let unheard = || summary.targets().iter().filter(|target| target.figures.received == 0);
        for hint in unheard().filter_map(|target| hint(target, authenticated, &plan.travel)) {
            report.note(&hint);
        }
        match summary.failures().is_empty() {
            false => Exit::Threshold,
            true if is_short || unheard().next().is_some() => Exit::Negative,
            true => Exit::Done,
        }
    }
}

/// What of `--fail-if` is so.
fn failures(targets: &[Target], plan: &StampPlan) -> Vec<String> {
    let mut failures = Vec::new();
    for target in targets {
        let value = |check: &Check| check.judge(figures::value(&target.figures, check.figure()));
        for why in plan.checks.iter().filter_map(value) {
            failures.push(if targets.len() > 1 { format!("{}: {why}", target.target) } else { why });
        }
    }
    failures
}

/// Why nothing came back, and what might help.
fn hint(target: &Target, authenticated: bool, travel: &Travel) -> Option<String> {
    let (server, n) = (target.server, &target.figures);
    Some(if n.unrecognised > 0 {
        format!(
            "what came back from {server} answers none of our packets: it may speak another wire, or have another key"
        )
    } else if n.sent == 0 && n.not_sent == 0 {
        return None;
    } else if n.sent == 0 && travel.dont_fragment {
        format!(
            "nothing could be sent to {server}: packets may be too long for --df, and --mtu finds how long they can be"
        )
    } else if n.sent == 0 {
        format!("nothing could be sent to {server}; `ip route get {}` tells of the way there", server.ip())
    } else if let Some(what) = n.unreachable {
        words::unreached(server, what, "sockctl ping serve --port")
    } else if authenticated {
        format!("nobody answered at {server}: it may have another key, or none")
    } else {
        format!("nobody answered at {server}; if a course program sits there, try --wire course")
    })
}

impl Run {
    fn new(pace: PacePlan, plan: &StampPlan, targets: Vec<Reached>, prober: Prober, seed: u64) -> Run {
        let settings = session::Settings {
            mode: prober.mode,
            key: prober.key.clone(),
            ssid: 0,
            reply_timeout: pace.reply_timeout,
            size: prober.size,
            ttl: plan.travel.ttl.unwrap_or(u8::MAX),
            traffic_class: plan.travel.traffic_class,
            clock: prober.clock,
        };
        let pictured = plan.plot.as_ref().map_or(0, |_| targets.len().min(Mark::COLOURS));
        Run { pace, targets, prober, settings, seed, pictured }
    }

    fn measure(
        self,
        every: Option<Duration>,
        stop: &Stop,
        teller: &mut Teller<TargetEvent, Vec<Standing>>,
    ) -> Result<Outcome> {
        let Run { pace, targets, prober, settings, seed, pictured } = self;
        let sockets = targets.iter().map(Reached::connect).collect::<Result<Vec<_>>>()?;
        let lines = Lines::of_targets(sockets)
            .map_err(|error| Error::system("cannot ask the kernel when packets leave", &error))?;
        let has_several = targets.len() > 1;
        let session = |(target, ssid): (&Reached, &u16)| {
            (has_several.then(|| target.name.clone()), session::Settings { ssid: *ssid, ..settings.clone() })
        };
        let mut sessions = Sessions::new(targets.iter().zip(&prober.ssids).map(session).collect(), pictured);
        let PacePlan { count, duration, reply_timeout, timer, interval, .. } = pace;
        let sampling = match pace.schedule {
            When::Periodic => Sampling::Periodic(Pace::steady(interval)),
            When::Poisson => Sampling::Poisson { mean: interval, seed },
        };
        let schedule = Schedule { sampling, timer, count, duration, every, reply_timeout };
        paced::run(&lines, &schedule, prober, &mut sessions, stop, teller)?;
        let standing = sessions.summary(clock::now());
        let picture = picture(&pace, &targets, &standing, sessions.pictured());
        Ok(Outcome { standing, picture, ended_by: stop.raised() })
    }
}

/// What `--plot` draws: one target's run, or several beside each other.
fn picture(
    plan: &PacePlan,
    targets: &[Reached],
    standing: &[Standing],
    pictured: Vec<(Series, Vec<(Duration, f64)>)>,
) -> Option<Picture> {
    let every = plan.schedule.words(plan.interval);
    let drawn = targets.iter().zip(standing).zip(pictured).map(|((target, standing), (series, shares))| {
        let n = &standing.total;
        // Of the packets sent, those lost among them.
        let answered = if n.sent == 0 { 0.0 } else { n.received as f64 / n.sent as f64 };
        let shares: Vec<_> = shares.into_iter().map(|(rtt, share)| (rtt, share * answered)).collect();
        (target, n, Compared { name: target.name.to_string(), kept: series, shares })
    });
    let drawn: Vec<(&Reached, &Figures, Compared)> = drawn.collect();
    match &drawn[..] {
        [] => None,
        [(target, n, only)] if targets.len() == 1 => {
            let sent = format!("{} sent, {} lost ({:.2} %)", n.sent, n.lost, n.loss_percent);
            let spread = n.rtt.as_ref().map_or(String::new(), |rtt| {
                format!("median {}, p99 {}, max {}", span(rtt.median), span(rtt.p99), span(rtt.max))
            });
            let title = format!("{} {every}", target.server);
            Some(plot::picture(title, [sent, spread], &only.kept, &only.shares))
        }
        _ => {
            let sum = |count: fn(&Figures) -> u64| drawn.iter().map(|(_, n, _)| count(n)).sum::<u64>();
            let caption = format!("{} sent, {} lost", sum(|n| n.sent), sum(|n| n.lost));
            let first = if drawn.len() < targets.len() { "the first " } else { "" };
            let title = format!("{first}{} targets, each {every}", drawn.len());
            let compared: Vec<Compared> = drawn.into_iter().map(|(_, _, compared)| compared).collect();
            Some(plot::comparison(title, caption, &compared))
        }
    }
}
