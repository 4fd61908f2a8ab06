//! The server: binds, says that it is ready, serves, and says what it did.

use std::hash::RandomState;
use std::net::SocketAddr;
use std::ops::ControlFlow;

use super::args::ServePlan;
use super::proto::server::{Counts, LeaseServer, ServerEvent};
use super::wire;
use crate::cli::Context;
use crate::clock::{self, Instant};
use crate::contract::Transport;
use crate::drive::{Figures, Notice, datagrams, streams, supervise};
use crate::error::{Exit, Result};
use crate::net::listen::{self, Bound};
use crate::report::{Report, ServerSummary};

/// Serves until told to stop.
pub fn run(mut plan: ServePlan, context: Context) -> Result<Exit> {
    let mut report = context.report("handshake");
    let (started, watch, leave) = (clock::now(), report.watch(plan.events), context.leave);
    let figures = match plan.transport {
        Transport::Udp => {
            let bound = listen::udp(&plan.bind, plan.port)?;
            take_note(&mut report, &bound, &mut plan);
            let core = LeaseServer::new(started, plan.settings, RandomState::new());
            let serve = move |stop, teller| datagrams::serve(&bound.sockets, core, &stop, teller);
            supervise(watch, leave, serve, |notice| show(&mut report, started, notice))??
        }
        Transport::Tcp => {
            let bound = listen::tcp(&plan.bind, plan.port)?;
            take_note(&mut report, &bound, &mut plan);
            let core = LeaseServer::new(started, plan.settings, RandomState::new());
            let serve =
                move |stop, teller| streams::serve(bound.sockets, core, plan.max_clients, &stop, teller);
            supervise(watch, leave, serve, |notice| show(&mut report, started, notice))??
        }
    };
    let _ = report.result(&ServerSummary::new(clock::now() - started, figures));
    report.finish().map(|()| Exit::Done)
}

/// Tells people what is missing, and the core on which ports it really is.
fn take_note<T>(report: &mut Report, bound: &Bound<T>, plan: &mut ServePlan) {
    for note in &bound.notes {
        report.note(note);
    }
    plan.settings.rules.own_ports.extend(bound.addresses.iter().map(SocketAddr::port));
}

fn show(
    report: &mut Report,
    started: Instant,
    notice: Notice<ServerEvent, Figures<Counts>>,
) -> ControlFlow<()> {
    report.notice(notice, wire::explain, |report, figures| {
        report.result(&ServerSummary::new(clock::now() - started, figures))
    })
}
