//! `--csv`: what stands in the line of each packet.

use crate::probe::account::PacketEvent;

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
