//! What every server does around its core: say that it is ready, show what it tells, and sum up at the end.
//!
//! A tool opens its sockets and makes a [`Service`] of each transport; [`run`] runs them side by side.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::cli::Context;
use crate::clock;
use crate::contract::{Datagrams, Ended, Event, Level, Streams, Transport};
use crate::drive::stop::Stop;
use crate::drive::{self, Figures, Teller, Work, supervise_all};
use crate::error::{Exit, Result};
use crate::impair::{self, Impaired};
use crate::net::listen::Bound;
use crate::net::{stream, udp};
use crate::report::{Part, ServerSummary};

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
    run: Box<dyn FnOnce(Stop, Line) -> Result<Figures<Counts>> + Send>,
}

type Line = Teller<Told, Figures<Counts>>;

impl Service {
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
        let run = move |stop: Stop, line: Line| {
            let core = Impaired::new(core, impairment, line.watch().details);
            drive::datagrams::serve(&bound.sockets, core, &stop, line.map(Told::new, counts)).map(counts)
        };
        Service { show, transport: Transport::Udp, notes: bound.notes, run: Box::new(run) }
    }

    /// Serves TCP by `core`, at most `max_clients` connections at once.
    pub fn streams<C>(show: Show, mut bound: Bound<stream::Listener>, core: C, max_clients: usize) -> Service
    where
        C: Streams + Send + 'static,
        C::Summary: Serialize + fmt::Display,
    {
        bound.notes.extend(stream::make_room(max_clients));
        let run = move |stop: Stop, line: Line| {
            let line = line.map(Told::new, counts);
            drive::streams::serve(bound.sockets, core, max_clients, &stop, line).map(counts)
        };
        Service { show, transport: Transport::Tcp, notes: bound.notes, run: Box::new(run) }
    }
}

/// Runs the services of one tool until told to stop. When one of them ends, so do the others.
pub fn run(context: &Context, services: Vec<Service>) -> Result<Exit> {
    let started = clock::now();
    let mut shown = Vec::new();
    let mut works = Vec::new();
    for Service { show, transport, notes, run } in services {
        let mut report = context.report(show.tool);
        for note in &notes {
            report.note(note);
        }
        works.push(Work { watch: report.watch(show.events), group: 0, run });
        shown.push((report, show, transport));
    }
    let why = |result: &Result<Figures<Counts>>| match result {
        Ok(figures) => figures.ended,
        Err(_) => Some(Ended::Failure),
    };
    let figures = supervise_all(context.leave, works, why, |number, notice| {
        let Some((report, show, transport)) = shown.get_mut(number) else {
            return std::ops::ControlFlow::Continue(());
        };
        report.notice(notice, show.explain, |report, figures: Figures<Counts>| {
            let part = Part::new(*transport, figures.summary, figures.traffic);
            report.result(&ServerSummary::new(clock::now() - started, figures.ended, vec![part]))
        })
    })?;
    let transports: Vec<Transport> = shown.iter().map(|(_, _, transport)| *transport).collect();
    let Some((mut report, ..)) = shown.pop() else { return Ok(Exit::Done) };
    let mut ended = None;
    let mut parts = Vec::new();
    for (figures, transport) in figures.into_iter().zip(transports) {
        let figures = figures?;
        ended = ended.or(figures.ended);
        parts.push(Part::new(transport, figures.summary, figures.traffic));
    }
    let _ = report.result(&ServerSummary::new(clock::now() - started, ended, parts));
    report.finish().map(|()| Exit::Done)
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
