//! The client's figures in words: the lines that the summaries of ping and throughput share, and what their users
//! might do about what went wrong.

use std::fmt::Write;
use std::net::SocketAddr;
use std::time::Duration;

use super::account::Figures;
use crate::contract::Unreachable;
use crate::stats::Distribution;
use crate::text::duration as span;

/// What became of the packets.
pub fn packets(n: &Figures) -> String {
    let mut line = format!(
        "{} sent, {} received ({} late), {} ambiguous, {} lost ({:.1} %)",
        n.sent, n.received, n.late, n.ambiguous, n.lost, n.loss_percent
    );
    for (count, what) in [
        (n.unexpected, "unexpected acknowledgements"),
        (n.not_sent, "not sent by the system"),
        (n.refused_by_icmp, "refused by ICMP"),
        (n.awaited, "still awaited"),
    ] {
        if count > 0 {
            // Writing to a string cannot fail.
            let _ = write!(line, ", {count} {what}");
        }
    }
    line
}

/// The mean as the exercise counts it.
pub fn exercise_average(n: &Figures) -> String {
    n.exercise_average_ns.map_or("none".to_owned(), |ns| span(Duration::from_nanos(ns)))
}

/// How round-trip times are spread.
pub fn spread(d: &Distribution) -> String {
    let parts = [
        ("min", d.min),
        ("mean", d.mean),
        ("median", d.median),
        ("p95", d.p95),
        ("p99", d.p99),
        ("max", d.max),
    ];
    parts.map(|(name, value)| format!("{name} {}", span(value))).join("  ")
}

/// How round-trip times vary from one packet to the next; `None` when there were too few.
pub fn jitter(n: &Figures) -> Option<String> {
    let mut line = format!("{} (RFC 3550, of round trips)", span(n.jitter.jitter_rfc3550?));
    if let (Some(mean), Some(max)) = (n.jitter.ipdv_rfc3393_mean_abs, n.jitter.ipdv_rfc3393_max_abs) {
        let _ = write!(line, ", |IPDV| mean {} max {} (RFC 3393, the same)", span(mean), span(max));
    }
    Some(line)
}

/// How good the sender was; `None` when it sent nothing.
pub fn sender(n: &Figures) -> Option<String> {
    let Distribution { median, p99, max, .. } = n.lateness.as_ref()?;
    let (median, p99, max) = (span(*median), span(*p99), span(*max));
    Some(format!("{} slots missed, late by median {median}, p99 {p99}, max {max}", n.missed_slots))
}

/// How the figures stand while packets are sent.
pub fn so_far(n: &Figures) -> String {
    let Figures { sent, received, late, ambiguous, lost, rtt, .. } = n;
    let rtt = rtt
        .as_ref()
        .map_or(String::new(), |rtt| format!(", rtt mean {}, max {}", span(rtt.mean), span(rtt.max)));
    format!("so far: {sent} sent, {received} received ({late} late), {ambiguous} ambiguous, {lost} lost{rtt}")
}

/// Whether anything came back.
pub fn is_answered(n: &Figures) -> bool {
    n.received + n.ambiguous > 0
}

/// Why nothing came back from `server`, and what starts one there: `serve` is a command without its port.
pub fn unanswered(n: &Figures, server: SocketAddr, is_calibrated: bool, serve: &str) -> Option<String> {
    if is_answered(n) || (n.sent == 0 && n.refused_by_icmp == 0) {
        return None;
    }
    if is_calibrated && n.sent > 0 {
        return Some(format!("{server} answered the calibration, but acknowledged no packet in time"));
    }
    Some(match n.unreachable {
        Some(what) => unreached(server, what, serve),
        None => format!("nobody answered at {server} over udp; `{serve} {}` starts a server", server.port()),
    })
}

/// What an ICMP message says of `server`, and what might help: `serve` is a command without its port.
pub fn unreached(server: SocketAddr, what: Unreachable, serve: &str) -> String {
    let (ip, port) = (server.ip(), server.port());
    match what {
        Unreachable::Port => format!("nobody listens at {server} over udp; `{serve} {port}` starts a server"),
        Unreachable::Host | Unreachable::Network => {
            format!("{ip} cannot be reached: {what}; udp port {port} must be let in there")
        }
    }
}

/// Why some acknowledgements are nobody's, when there are any; `remedy` says what makes packets fewer at once.
pub fn ambiguous(n: &Figures, remedy: &str) -> Option<String> {
    (n.ambiguous > 0).then(|| {
        format!(
            "{} acknowledgements could belong to several packets: more were unanswered at once than the client has \
             sockets; {remedy}, or --reply-timeout shorter if answers never take so long",
            n.ambiguous
        )
    })
}
