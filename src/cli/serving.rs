//! What every server does around its core: say that it is ready, show what it tells, and sum up at the end.
//!
//! A tool opens its sockets and makes a [`Service`] of each transport; [`run`] runs them side by side.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::ops::ControlFlow;
use std::time::Duration;

use serde::{Serialize, Serializer};

use crate::cli::Context;
use crate::clock::{self, Instant};
use crate::contract::{Bulk, Datagrams, Ended as Why, Event, Level, Streams, Transport};
use crate::drive::bulk::{Body, Limits};
use crate::drive::stop::Stop;
use crate::drive::streams::MAX_REFUSED;
use crate::drive::{self, Figures, Teller, Work, supervise_all};
use crate::error::{Exit, Result};
use crate::impair::{self, Impaired};
use crate::net::listen::Bound;
use crate::net::{stream, udp};
use crate::report::{Part, Report, ServerSummary, TogetherSummary};

/// How a server is shown.
#[derive(Clone, Copy, Debug)]
pub struct Show {
    /// The tool's name.
    pub tool: &'static str,
    /// Whether each message is printed.
    pub events: bool,
    /// What a message means, for `--trace`.
    pub explain: fn(&[u8]) -> String,
}

/// One server over one transport, its sockets open.
pub struct Service {
    show: Show,
    transport: Transport,
    notes: Vec<String>,
    /// How many files its connections may have open at once.
    files: usize,
    run: Box<dyn FnOnce(Stop, Line) -> Result<Figures<Counts>> + Send>,
}

type Line = Teller<Told, Figures<Counts>>;

impl Service {
    /// The tool it belongs to.
    pub fn tool(&self) -> &'static str {
        self.show.tool
    }

    /// Serves UDP by `core`, its answers impaired on purpose.
    pub fn datagrams<C>(
        show: Show,
        bound: Bound<udp::Listener>,
        core: C,
        impairment: impair::Settings,
    ) -> Service
    where
        C: Datagrams + Send + 'static,
        C::Summary: Serialize + fmt::Display,
    {
        Service::datagrams_on_threads(show, vec![bound], core, impairment)
    }

    /// The same with a thread for each of `bound`, which share their addresses.
    pub fn datagrams_on_threads<C>(
        show: Show,
        bound: Vec<Bound<udp::Listener>>,
        core: C,
        impairment: impair::Settings,
    ) -> Service
    where
        C: Datagrams + Send + 'static,
        C::Summary: Serialize + fmt::Display,
    {
        let mut notes = Vec::new();
        let mut groups = Vec::new();
        for bound in bound {
            groups.push(bound.sockets);
            // All lack the same.
            notes = bound.notes;
        }
        let run = move |stop: Stop, line: Line| {
            let core = Impaired::new(core, impairment, line.watch().details);
            drive::datagrams::serve(&groups, core, &stop, line.map(Told::new, counts)).map(counts)
        };
        Service { show, transport: Transport::Udp, notes, files: 0, run: Box::new(run) }
    }

    /// Serves TCP by `core`, at most `max_clients` connections at once.
    pub fn streams<C>(show: Show, bound: Bound<stream::Listener>, core: C, max_clients: usize) -> Service
    where
        C: Streams + Send + 'static,
        C::Summary: Serialize + fmt::Display,
    {
        let run = move |stop: Stop, line: Line| {
            let line = line.map(Told::new, counts);
            drive::streams::serve(bound.sockets, core, max_clients, &stop, line).map(counts)
        };
        let files = max_clients.saturating_add(MAX_REFUSED);
        Service { show, transport: Transport::Tcp, notes: bound.notes, files, run: Box::new(run) }
    }

    /// Serves what `open` opens over TCP, to clients that `core` grants it.
    pub fn bulk<C>(
        show: Show,
        bound: Bound<stream::Listener>,
        core: C,
        open: impl Fn() -> io::Result<Body> + Send + Sync + 'static,
        limits: Limits,
    ) -> Service
    where
        C: Bulk + Send + 'static,
        C::Connection: Send,
        C::Summary: Serialize + fmt::Display,
    {
        let run = move |stop: Stop, line: Line| {
            let line = line.map(Told::new, counts);
            drive::bulk::serve(&bound.sockets, core, open, limits, &stop, line).map(counts)
        };
        // Each client has the file open too.
        let files = limits.max_clients.saturating_mul(2);
        Service { show, transport: Transport::Tcp, notes: bound.notes, files, run: Box::new(run) }
    }
}

/// Runs the services of one tool until told to stop. When one of them ends, so do the others.
pub fn run(context: &Context, services: Vec<Service>) -> Result<Exit> {
    let started = clock::now();
    let tool = services.first().map_or("serve", |service| service.show.tool);
    let mut report = context.report(tool);
    make_room(&mut report, &services);
    let mut ended = run_groups(context, vec![services], started)?;
    if let Some(result) = ended.pop() {
        let (why, parts) = result.figures?;
        let _ = report.result(&ServerSummary::new(result.ran, why, parts));
    }
    report.finish().map(|()| Exit::Done)
}

/// Runs the services of several tools in one process until told to stop. A tool that ends by itself ends alone.
pub fn run_together(context: &Context, tools: Vec<Vec<Service>>) -> Result<Exit> {
    let started = clock::now();
    let mut report = context.report("serve");
    make_room(&mut report, tools.iter().flatten());
    let ended = run_groups(context, tools, started)?;
    let ran = clock::now() - started;
    let (mut servers, mut failure) = (Vec::new(), None);
    for Ended { tool, ran, figures } in ended {
        match figures {
            Ok((why, parts)) => servers.push((tool, ServerSummary::new(ran, why, parts))),
            Err(error) => {
                report.warning(&format_args!("{tool} failed: {error}"));
                failure.get_or_insert(error);
            }
        }
    }
    let _ = report.result(&TogetherSummary::new(ran, servers));
    report.finish()?;
    failure.map_or(Ok(Exit::Done), Err)
}

/// Lets this process open what all its services may need at once: none is to take files from another.
fn make_room<'a>(report: &mut Report, services: impl IntoIterator<Item = &'a Service>) {
    let files = services.into_iter().map(|service| service.files).fold(0, usize::saturating_add);
    if let Some(note) = stream::make_room(files) {
        report.note(&note);
    }
}

/// What is left of one tool's services.
struct Ended {
    tool: &'static str,
    ran: Duration,
    figures: Result<(Option<Why>, Vec<Part<Counts>>)>,
}

/// Runs each group of services; the services of one end together.
fn run_groups(context: &Context, groups: Vec<Vec<Service>>, started: Instant) -> Result<Vec<Ended>> {
    let has_several = groups.len() > 1;
    let mut shown = Vec::new();
    let mut works = Vec::new();
    for (group, services) in groups.into_iter().enumerate() {
        for Service { show, transport, notes, run, .. } in services {
            let mut report = context.report(show.tool);
            for note in &notes {
                report.note(note);
            }
            let run = Box::new(move |stop, line| (run(stop, line), clock::now()));
            works.push(Work { watch: report.watch(show.events), group, run });
            shown.push((group, report, show, transport));
        }
    }
    let why = |(result, _): &(Result<Figures<Counts>>, Instant)| match result {
        Ok(figures) => figures.ended,
        Err(_) => Some(Why::Failure),
    };
    let mut of_group: BTreeMap<usize, usize> = BTreeMap::new();
    for (group, ..) in &shown {
        *of_group.entry(*group).or_default() += 1;
    }
    // Figures so far, until those of the whole group are there.
    let mut so_far: BTreeMap<usize, BTreeMap<usize, Part<Counts>>> = BTreeMap::new();
    let results = supervise_all(context.leave, works, why, |number, notice| match shown.get_mut(number) {
        Some((group, report, show, transport)) => {
            report.notice(notice, show.explain, |report, figures: Figures<Counts>| {
                let parts = so_far.entry(*group).or_default();
                parts.insert(number, Part::new(*transport, figures.summary, figures.traffic));
                if of_group.get(group) != Some(&parts.len()) {
                    return ControlFlow::Continue(());
                }
                let parts = std::mem::take(parts).into_values().collect();
                let summary = ServerSummary::new(clock::now() - started, None, parts);
                report.result(&if has_several { summary.named(show.tool) } else { summary })
            })
        }
        None => ControlFlow::Continue(()),
    })?;
    let mut groups: BTreeMap<usize, Ended> = BTreeMap::new();
    for ((result, at), (group, report, show, transport)) in results.into_iter().zip(shown) {
        report.finish()?;
        let group = groups.entry(group).or_insert_with(|| Ended {
            tool: show.tool,
            ran: Duration::ZERO,
            figures: Ok((None, Vec::new())),
        });
        group.ran = group.ran.max(at - started);
        match (&mut group.figures, result) {
            (Ok((why, parts)), Ok(figures)) => {
                *why = why.or(figures.ended);
                parts.push(Part::new(transport, figures.summary, figures.traffic));
            }
            (Ok(_), Err(error)) => group.figures = Err(error),
            (Err(_), _) => {}
        }
    }
    Ok(groups.into_values().collect())
}

/// An event of any server.
struct Told(Box<dyn AnyEvent>);

trait AnyEvent: erased_serde::Serialize + fmt::Display + Send {
    fn level(&self) -> Level;
}

impl<E: Event> AnyEvent for E {
    fn level(&self) -> Level {
        Event::level(self)
    }
}

impl Told {
    fn new<E: Event>(event: E) -> Told {
        Told(Box::new(event))
    }
}

impl Event for Told {
    fn level(&self) -> Level {
        AnyEvent::level(&*self.0)
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Told {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        erased_serde::serialize(&*self.0, serializer)
    }
}

/// What any server counted.
struct Counts(Box<dyn AnyCounts>);

trait AnyCounts: erased_serde::Serialize + fmt::Display + Send {}

impl<C: Serialize + fmt::Display + Send> AnyCounts for C {}

/// The same figures, of whatever server they are.
fn counts<C: Serialize + fmt::Display + Send + 'static>(figures: Figures<C>) -> Figures<Counts> {
    let Figures { summary, traffic, ended } = figures;
    Figures { summary: Counts(Box::new(summary)), traffic, ended }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        erased_serde::serialize(&*self.0, serializer)
    }
}
