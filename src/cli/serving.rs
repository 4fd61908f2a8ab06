//! What every server does around its core: say that it is ready, show what it tells, and sum up at the end.

use std::fmt;
use std::io;
use std::ops::ControlFlow;

use serde::Serialize;

use crate::cli::Context;
use crate::clock::{self, Instant};
use crate::contract::{Bulk, Datagrams, Event, Streams, Transport};
use crate::drive::bulk::{Body, Limits};
use crate::drive::{self, Figures, Notice, supervise};
use crate::error::{Exit, Result};
use crate::impair::{self, Impaired};
use crate::net::listen::Bound;
use crate::net::{stream, udp};
use crate::report::{Report, ServerSummary};

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

/// Serves UDP by `core` until told to stop, its answers impaired on purpose.
pub fn datagrams<C>(
    context: &Context,
    show: Show,
    bound: Bound<udp::Listener>,
    core: C,
    impairment: impair::Settings,
) -> Result<Exit>
where
    C: Datagrams + Send + 'static,
    C::Summary: Serialize + fmt::Display,
{
    let (mut report, started) = begin(context, show, &bound);
    let watch = report.watch(show.events);
    let core = Impaired::new(core, impairment, watch.details);
    let serve = move |stop, teller| drive::datagrams::serve(&bound.sockets, core, &stop, teller);
    let figures = supervise(watch, context.leave, serve, |notice| {
        tell(&mut report, show, Transport::Udp, started, notice)
    })??;
    end(report, Transport::Udp, started, figures)
}

/// Serves TCP by `core` until told to stop, at most `max_clients` connections at once.
pub fn streams<C>(
    context: &Context,
    show: Show,
    bound: Bound<stream::Listener>,
    core: C,
    max_clients: usize,
) -> Result<Exit>
where
    C: Streams + Send + 'static,
    C::Summary: Serialize + fmt::Display,
{
    let (mut report, started) = begin(context, show, &bound);
    let serve = move |stop, teller| drive::streams::serve(bound.sockets, core, max_clients, &stop, teller);
    let watch = report.watch(show.events);
    let figures = supervise(watch, context.leave, serve, |notice| {
        tell(&mut report, show, Transport::Tcp, started, notice)
    })??;
    end(report, Transport::Tcp, started, figures)
}

/// Serves what `open` opens over TCP, to clients that `core` grants it.
pub fn bulk<C>(
    context: &Context,
    show: Show,
    bound: Bound<stream::Listener>,
    core: C,
    open: impl Fn() -> io::Result<Body> + Send + Sync + 'static,
    limits: Limits,
) -> Result<Exit>
where
    C: Bulk + Send + 'static,
    C::Connection: Send,
    C::Summary: Serialize + fmt::Display,
{
    let (mut report, started) = begin(context, show, &bound);
    let serve = move |stop, teller| drive::bulk::serve(&bound.sockets, core, open, limits, &stop, teller);
    let watch = report.watch(show.events);
    let figures = supervise(watch, context.leave, serve, |notice| {
        tell(&mut report, show, Transport::Tcp, started, notice)
    })??;
    end(report, Transport::Tcp, started, figures)
}

fn begin<T>(context: &Context, show: Show, bound: &Bound<T>) -> (Report, Instant) {
    let mut report = context.report(show.tool);
    for note in &bound.notes {
        report.note(note);
    }
    (report, clock::now())
}

fn tell<E: Event, S: Serialize + fmt::Display>(
    report: &mut Report,
    show: Show,
    transport: Transport,
    started: Instant,
    notice: Notice<E, Figures<S>>,
) -> ControlFlow<()> {
    report.notice(notice, show.explain, |report, figures| {
        report.result(&ServerSummary::new(transport, clock::now() - started, figures))
    })
}

fn end<S: Serialize + fmt::Display>(
    mut report: Report,
    transport: Transport,
    started: Instant,
    figures: Figures<S>,
) -> Result<Exit> {
    let _ = report.result(&ServerSummary::new(transport, clock::now() - started, figures));
    report.finish().map(|()| Exit::Done)
}
