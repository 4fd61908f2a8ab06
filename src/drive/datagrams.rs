//! UDP servers: batches in, a core, batches out, on one thread.

use std::os::fd::AsFd;

use super::stop::Stop;
use super::{Figures, Notice, Teller};
use crate::clock;
use crate::contract::{Datagrams, Direction, Outbox, Traffic, Transport};
use crate::error::{Error, Result};
use crate::net::sys::mmsg::Slots;
use crate::net::udp::{Listener, MAX_RECEIVED};
use crate::net::wait::wait_all;

/// Serves `sockets` by `core` until `stop` is raised or the core wants to end.
///
/// Each turn takes at most one batch from each socket, so that neither family starves the other.
pub fn serve<C: Datagrams>(
    sockets: &[Listener],
    mut core: C,
    stop: &Stop,
    mut teller: Teller<C::Event, Figures<C::Summary>>,
) -> Result<Figures<C::Summary>> {
    for socket in sockets {
        teller.tell(Notice::Ready(Transport::Udp, socket.address()));
    }
    let mut slots = Slots::new(MAX_RECEIVED);
    let mut out = Outbox::new(teller.watch().details);
    let mut traffic = Traffic::default();
    let mut sources = vec![stop.fd(), stop.figures_fd()];
    sources.extend(sockets.iter().map(|socket| socket.as_fd()));
    let ended = loop {
        let limit = core.deadline().map(|deadline| deadline.since(clock::now()));
        let ready =
            wait_all(&sources, limit).map_err(|error| Error::system("cannot wait for datagrams", &error))?;
        if let Some(why) = stop.raised() {
            break why;
        }
        if ready.get(1) == Some(&true) && stop.figures_wanted() {
            let summary = core.summary(clock::now());
            teller.tell(Notice::Interim(Figures { summary, traffic, ended: None }));
        }
        let readable = sockets.iter().zip(ready.iter().skip(2)).filter(|(_, ready)| **ready);
        for (socket, _) in readable {
            take(socket, &mut core, &mut slots, &mut out, &mut traffic, &mut teller);
            post(sockets, &core, &mut out, &mut traffic, &mut teller);
        }
        let now = clock::now();
        if core.deadline().is_some_and(|deadline| deadline <= now) {
            core.tick(now, &mut out);
            post(sockets, &core, &mut out, &mut traffic, &mut teller);
        }
        teller.news(&mut out.news);
        if let Some(why) = out.news.stopped() {
            break why;
        }
    };
    Ok(Figures { summary: core.summary(clock::now()), traffic, ended: Some(ended) })
}

/// Takes one batch from one socket.
fn take<C: Datagrams>(
    socket: &Listener,
    core: &mut C,
    slots: &mut Slots,
    out: &mut Outbox<C::Event>,
    traffic: &mut Traffic,
    teller: &mut Teller<C::Event, Figures<C::Summary>>,
) {
    // An error here is about an earlier datagram (somebody's ICMP) and is gone once it has been read.
    if socket.receive(slots).is_err() {
        return;
    }
    let now = clock::now();
    for (request, payload) in slots.arrived() {
        traffic.datagrams_in += 1;
        traffic.in_bytes += payload.len() as u64;
        teller.message(Direction::In, Transport::Udp, request.from, payload);
        core.datagram(now, request, payload, out);
    }
}

/// Sends what the core wants to send, each datagram from the socket that can.
fn post<C: Datagrams>(
    sockets: &[Listener],
    core: &C,
    out: &mut Outbox<C::Event>,
    traffic: &mut Traffic,
    teller: &mut Teller<C::Event, Figures<C::Summary>>,
) {
    if out.transmits().is_empty() {
        return;
    }
    for socket in sockets {
        let sent = socket.send(out, |payload| core.leaving(clock::unix_ns(), payload));
        traffic.datagrams_out += sent.datagrams;
        traffic.out_bytes += sent.bytes;
        traffic.send_failures += sent.failures;
    }
    // Shown behind the sending: what carries its time has it now.
    for transmit in out.transmits() {
        teller.message(Direction::Out, Transport::Udp, transmit.to, out.payload(transmit));
    }
    out.clear();
}
