//! `--csv`: what stands in the line of each packet, on either wire.

use crate::contract::Stamper;
use crate::probe::account::PacketEvent;
use crate::probe::session::event::{Sample, SessionEvent};
use crate::probe::sessions::TargetEvent;

/// The first line.
pub const HEADING: &str = "number,sent_ns,size_bytes,result,rtt_ns";

/// The line of an event that is about one packet.
pub fn line(event: &PacketEvent) -> Option<String> {
    let (number, sent_ns, size_bytes, result, rtt) = match *event {
        PacketEvent::Reply { number, sent_ns, size_bytes, rtt_ns, late } => {
            (number, sent_ns, size_bytes, if late { "late" } else { "reply" }, rtt_ns.to_string())
        }
        PacketEvent::Lost { number, sent_ns, size_bytes } => {
            (number, sent_ns, size_bytes, "lost", String::new())
        }
        PacketEvent::Unclear { number, sent_ns, size_bytes, .. } => {
            (number, sent_ns, size_bytes, "unclear", String::new())
        }
        PacketEvent::NotSent { number, sent_ns, size_bytes } => {
            (number, sent_ns, size_bytes, "not-sent", String::new())
        }
        PacketEvent::Ambiguous { .. } | PacketEvent::Unexpected => return None,
    };
    Some(format!("{number},{sent_ns},{size_bytes},{result},{rtt}"))
}

/// The first line on STAMP's wire.
pub const STAMP_HEADING: &str = "target,number,sent_ns,size_bytes,result,rtt_ns,rtt_program_ns,reflector_ns,forward_raw_ns,\
     backward_raw_ns,ttl,sent_by,received_by";

/// The line of an event on STAMP's wire that is about one packet; `only` is the target where there is one alone.
pub fn stamp_line(told: &TargetEvent, only: &str) -> Option<String> {
    let target = quoted(told.target.as_deref().unwrap_or(only));
    let without_times = |number: u64, sent_ns: Option<u64>, size_bytes: Option<usize>, result: &str| {
        let sent_ns = sent_ns.map(|ns| ns.to_string()).unwrap_or_default();
        let size_bytes = size_bytes.map(|bytes| bytes.to_string()).unwrap_or_default();
        Some(format!("{target},{number},{sent_ns},{size_bytes},{result},,,,,,,,"))
    };
    match told.event {
        SessionEvent::Reply(sample) => Some(format!("{target},{}", answered(&sample))),
        SessionEvent::Lost { number, sent_ns, size_bytes } => {
            without_times(number, Some(sent_ns), Some(size_bytes), "lost")
        }
        SessionEvent::NotSent { number, sent_ns } => without_times(number, Some(sent_ns), None, "not-sent"),
        SessionEvent::Late { number } => without_times(number, None, None, "late"),
        SessionEvent::Duplicate { number } => without_times(number, None, None, "duplicate"),
        _ => None,
    }
}

fn answered(sample: &Sample) -> String {
    let signed = |ns: Option<i64>| ns.map(|ns| ns.to_string()).unwrap_or_default();
    let by = |stamper| match stamper {
        Stamper::Kernel => "kernel",
        Stamper::Program => "program",
    };
    let ttl = sample.ttl.map(|ttl| ttl.to_string()).unwrap_or_default();
    let result = if sample.is_reordered { "reordered" } else { "reply" };
    let Sample { number, sent_ns, size_bytes, rtt_ns, rtt_program_ns, reflector_ns, .. } = *sample;
    let (there, back) = (signed(sample.forward_raw_ns), signed(sample.backward_raw_ns));
    let (left, arrived) = (by(sample.sent_by), by(sample.received_by));
    format!(
        "{number},{sent_ns},{size_bytes},{result},{rtt_ns},{rtt_program_ns},{reflector_ns},{there},{back},{ttl},{left},\
         {arrived}"
    )
}

/// A name with what would end its cell in quotes.
fn quoted(name: &str) -> String {
    if name.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", name.replace('"', "\"\""))
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_each_packet() {
        let lines = [
            PacketEvent::Reply { number: 1, sent_ns: 0, size_bytes: 64, rtt_ns: 120_000, late: false },
            PacketEvent::Ambiguous { first: 2, last: 3 },
            PacketEvent::Lost { number: 2, sent_ns: 1_000_000_000, size_bytes: 64 },
        ]
        .map(|event| line(&event));
        assert_eq!(lines, [Some("1,0,64,reply,120000".into()), None, Some("2,1000000000,64,lost,".into())]);
    }
}
