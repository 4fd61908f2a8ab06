//! The client on STAMP's wire: a session with each target, all on one schedule.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use super::super::args::{Ask, PacePlan, StampPlan, When};
use super::super::report::{Interim, Summary, Target};
use super::super::{figures, plot, table};
use super::course::{READABLE, STATUS};
use super::mtu;
use crate::cli::Context;
use crate::cli::flags::Server;
use crate::cli::probing::{cannot_send, clock_quality, explain};
use crate::clock;
use crate::contract::{Collector, Ended, Event, Level};
use crate::drive::paced::{self, Lines, Schedule};
use crate::drive::stop::Stop;
use crate::drive::{Notice, Teller, supervise};
use crate::error::{Error, Exit, Result};
use crate::net::resolve;
use crate::net::udp::{Connected, MAX_PAYLOAD, Travel};
use crate::pace::{Pace, Sampling};
use crate::probe::session;
use crate::probe::sessions::{Prober, Sessions, Standing, TargetEvent};
use crate::probe::stamp::auth::Key;
use crate::probe::stamp::packet::{Mode, Probe};
use crate::probe::stamp::tlv::Asks;
use crate::report::Csv;
use crate::report::plot::Picture;
use crate::text::duration as span;

/// A target whose address is known.
#[derive(Clone, Debug)]
pub struct Reached {
    /// As it was named.
    pub name: Arc<str>,
    /// Its address.
    pub server: SocketAddr,
    /// How packets travel there.
    pub travel: Travel,
}

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
    draws: bool,
}

/// Probes until all packets are sent and answered or given up.
pub fn run(pace: PacePlan, plan: StampPlan, context: Context) -> Result<Exit> {
    let mut report = context.report("ping");
    let (key, remark) = plan.key_file.find()?.map_or((None, None), |found| (Some(found.key), found.remark));
    if let Some(remark) = remark {
        report.note(&remark);
    }
    let targets = plan
        .servers
        .iter()
        .map(|(name, server)| reach(name, server, &plan.travel))
        .collect::<Result<Vec<_>>>()?;
    if plan.finds_mtu {
        return mtu::run(targets, pace.reply_timeout, key, context);
    }
    if let Some(file) = &plan.plot {
        file.check()?;
    }
    let run = Run::new(pace, &plan, targets, key, context.random())?;
    let (interval, size, authenticated) = (run.pace.interval, run.prober.size, run.prober.key.is_some());
    let has_several = run.targets.len() > 1;
    let names: Vec<Arc<str>> = run.targets.iter().map(|target| target.name.clone()).collect();
    let servers: Vec<SocketAddr> = run.targets.iter().map(|target| target.server).collect();
    let ssids = run.prober.ssids.clone();
    let only = names.first().map_or("", |name| name);
    let mut csv = run.pace.csv.clone().map(|path| Csv::create(path, table::STAMP_HEADING)).transpose()?;
    let per_target = u32::try_from(names.len()).unwrap_or(u32::MAX).max(1);
    let shows_packets =
        interval / per_target >= READABLE || report.is_json() || context.options.verbosity > 0;
    let shows_status = run.pace.every.is_none() && !shows_packets;
    let every = run.pace.every.or(shows_status.then_some(STATUS));
    let watch = report.watch(shows_packets || csv.is_some());
    let Outcome { standing, picture, ended_by } = supervise(
        watch,
        context.leave,
        move |stop, mut teller| run.measure(every, &stop, &mut teller),
        |notice| {
            if let (Notice::Event(event), Some(csv)) = (&notice, &mut csv) {
                csv.row(table::stamp_line(event, only));
            }
            if let (Notice::Dropped(count), Some(csv)) = (&notice, &mut csv) {
                csv.miss(*count);
            }
            match notice {
                Notice::Event(event) if !shows_packets && is_detail(&event) => ControlFlow::Continue(()),
                Notice::Interim(standing) if shows_status => {
                    report.progress(&Interim::new(&names, standing).status());
                    ControlFlow::Continue(())
                }
                other => report.notice(other, explain, |report, standing| {
                    report.result(&Interim::new(&names, standing))
                }),
            }
        },
    )??;
    let targets: Vec<Target> = names
        .into_iter()
        .zip(servers)
        .zip(ssids)
        .zip(standing)
        .map(|(((target, server), ssid), Standing { total, .. })| Target {
            target,
            server,
            ssid,
            figures: total,
        })
        .collect();
    let failures: Vec<String> = targets
        .iter()
        .flat_map(|target| {
            let broken = plan
                .checks
                .iter()
                .filter_map(|check| check.judge(figures::value(&target.figures, check.figure())));
            broken.map(|why| if has_several { format!("{}: {why}", target.target) } else { why })
        })
        .collect();
    let summary = Summary::new(interval, size, authenticated, ended_by, failures, targets);
    let _ = report.result(&summary);
    if let Some(csv) = csv {
        csv.finish()?;
    }
    if let (Some(file), Some(picture)) = (&plan.plot, picture) {
        file.write(&picture)?;
    }
    for failure in summary.failures() {
        report.warning(failure);
    }
    let unheard: Vec<&Target> =
        summary.targets().iter().filter(|target| target.figures.received == 0).collect();
    for target in &unheard {
        if let Some(hint) = hint(target, authenticated, &plan.travel) {
            report.note(&hint);
        }
    }
    let exit = match (
        summary.failures().is_empty(),
        unheard.len() < summary.targets().len() || summary.targets().is_empty(),
    ) {
        (false, _) => Exit::Threshold,
        (true, true) => Exit::Done,
        (true, false) => Exit::Negative,
    };
    report.finish().map(|()| exit)
}

fn is_detail(event: &TargetEvent) -> bool {
    event.level() != Level::Warning
}

/// Why nothing came back, and what might help.
fn hint(target: &Target, authenticated: bool, travel: &Travel) -> Option<String> {
    let (server, n) = (target.server, &target.figures);
    Some(if n.refused_by_icmp > 0 {
        let port = server.port();
        format!("nobody listens at {server} over udp; `sockctl ping serve --port {port}` starts a server")
    } else if n.sent == 0 && n.not_sent == 0 {
        return None;
    } else if n.sent == 0 && travel.dont_fragment {
        format!(
            "nothing could be sent to {server}: packets may be too long for --df, and --mtu finds how long they can be"
        )
    } else if n.sent == 0 {
        format!("nothing could be sent to {server}; `ip route get {}` tells of the way there", server.ip())
    } else if authenticated {
        format!("nobody answered at {server}: it may have another key, or none")
    } else {
        format!("nobody answered at {server}; if a course program sits there, try --wire course")
    })
}

/// The first address of a server, and how packets travel there.
fn reach(name: &str, server: &Server, travel: &Travel) -> Result<Reached> {
    let addresses = resolve::resolve(&server.host, server.port, server.family)?;
    // Towards an address of the other family nothing can be sent from it.
    let suits = |at: &&SocketAddr| travel.source.is_none_or(|source| source.is_ipv4() == at.is_ipv4());
    let address = addresses.iter().find(suits).or(addresses.first()).copied();
    let address = address.ok_or_else(|| Error::start("there is no address to send to"))?;
    Ok(Reached { name: name.into(), server: address, travel: travel.clone() })
}

impl Reached {
    /// A socket towards it.
    pub fn connect(&self) -> Result<Connected> {
        let opened = Connected::open_by(self.server, &self.travel);
        opened.map_err(|error| match &self.travel.interface {
            Some(name) => Error::system(format!("cannot send to {} by {name}", self.server), &error)
                .hint("`ip link` lists this machine's interfaces"),
            None => cannot_send(self.travel.source, self.server, &error),
        })
    }
}

impl Run {
    fn new(
        pace: PacePlan,
        plan: &StampPlan,
        targets: Vec<Reached>,
        key: Option<Key>,
        seed: u64,
    ) -> Result<Run> {
        let (clock, _) = clock_quality();
        let mode = if key.is_some() { Mode::Authenticated } else { Mode::Open };
        let mut prober = Prober {
            mode,
            key,
            ssids: ssids(plan.ssid, targets.len(), seed),
            asks: Asks::default(),
            size: pace.size,
            clock,
        };
        choose(&mut prober, plan, pace.size)?;
        let settings = session::Settings {
            mode,
            key: prober.key.clone(),
            ssid: 0,
            reply_timeout: pace.reply_timeout,
            size: prober.size,
            ttl: plan.travel.ttl.unwrap_or(u8::MAX),
            traffic_class: plan.travel.traffic_class,
            clock,
        };
        Ok(Run { pace, targets, prober, settings, seed, draws: plan.plot.is_some() })
    }

    fn measure(
        self,
        every: Option<Duration>,
        stop: &Stop,
        teller: &mut Teller<TargetEvent, Vec<Standing>>,
    ) -> Result<Outcome> {
        let Run { pace, targets, prober, settings, seed, draws } = self;
        let sockets = targets.iter().map(Reached::connect).collect::<Result<Vec<_>>>()?;
        let lines = Lines::of_targets(sockets)
            .map_err(|error| Error::system("cannot ask the kernel when packets leave", &error))?;
        let has_several = targets.len() > 1;
        let session = |(target, ssid): (&Reached, &u16)| {
            (has_several.then(|| target.name.clone()), session::Settings { ssid: *ssid, ..settings.clone() })
        };
        let mut sessions = Sessions::new(targets.iter().zip(&prober.ssids).map(session).collect(), draws);
        let PacePlan { count, duration, reply_timeout, timer, interval, .. } = pace;
        let sampling = match pace.schedule {
            When::Periodic => Sampling::Periodic(Pace::steady(interval)),
            When::Poisson => Sampling::Poisson { mean: interval, seed },
        };
        let schedule = Schedule { sampling, timer, count, duration, every, reply_timeout };
        paced::run(&lines, &schedule, prober, &mut sessions, stop, teller)?;
        let standing = sessions.summary(clock::now());
        let picture = sessions.picture().zip(targets.first().zip(standing.first()));
        let picture = picture.map(|((series, shares), (target, standing))| {
            let n = &standing.total;
            let title = format!("{} every {}", target.server, span(interval));
            let sent = format!("{} sent, {} lost ({:.2} %)", n.sent, n.lost, n.loss_percent);
            let spread = n.rtt.as_ref().map_or(String::new(), |rtt| {
                format!("median {}, p99 {}, max {}", span(rtt.median), span(rtt.p99), span(rtt.max))
            });
            // Of the packets sent, those lost among them.
            let answered = if n.sent == 0 { 0.0 } else { n.received as f64 / n.sent as f64 };
            let shares: Vec<_> = shares.into_iter().map(|(rtt, share)| (rtt, share * answered)).collect();
            plot::picture(title, [sent, spread], &series, &shares)
        });
        Ok(Outcome { standing, picture, ended_by: stop.raised() })
    }
}

/// Ids that are not zero, and differ from session to session.
fn ssids(given: Option<u16>, count: usize, seed: u64) -> Vec<u16> {
    let first = given.unwrap_or(seed as u16);
    let mut next = first;
    let mut id = || {
        let id = if next == 0 { 1 } else { next };
        next = id.wrapping_add(1);
        id
    };
    (0..count).map(|_| id()).collect()
}

/// What packets ask for and how long they are: as long as needed, or what fits into the size asked for.
fn choose(prober: &mut Prober, plan: &StampPlan, size: usize) -> Result<()> {
    let mut asked = BTreeMap::new();
    for ask in &plan.asks {
        asked.insert(*ask as u8, *ask);
    }
    let bare = prober.mode.base_length();
    if plan.size_is_given && size < bare {
        return Err(Error::usage(format!("a STAMP packet has {bare} bytes at least, and not {size}"))
            .hint("--wire course has shorter ones"));
    }
    for ask in plan.asks.iter().filter(|ask| asked.remove(&(**ask as u8)).is_some()) {
        let asks = with(prober.asks, *ask, plan.travel.traffic_class);
        let needed = length(prober, asks);
        if needed <= if plan.size_is_given { size } else { MAX_PAYLOAD } {
            prober.asks = asks;
        }
    }
    prober.size = length(prober, prober.asks).max(size);
    Ok(())
}

fn with(asks: Asks, ask: Ask, traffic_class: u8) -> Asks {
    match ask {
        Ask::ClassOfService => Asks { class_of_service: Some(traffic_class >> 2), ..asks },
        Ask::DirectMeasurement => Asks { direct_measurement: Some(0), ..asks },
        Ask::FollowUpTelemetry => Asks { follow_up: true, ..asks },
        Ask::TimestampInformation => Asks { timestamp_information: true, ..asks },
        Ask::Location => Asks { location: true, ..asks },
    }
}

/// How long a packet is that asks so much and no more.
fn length(prober: &Prober, asks: Asks) -> usize {
    let Prober { mode, clock, .. } = *prober;
    let probe = Probe { mode, sequence: 0, sent_at: 0, error: clock, ssid: 1, asks, size: 0 };
    let mut out = Vec::new();
    probe.write(prober.key.as_ref(), &mut out);
    out.len()
}
