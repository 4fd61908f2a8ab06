//! `--csv`: what stands in the line of each packet.

use super::proto::{Packet, SweepEvent};

/// The first line.
pub const HEADING: &str = "number,interval_ns,sent_ns,received_ns,size_bytes,result,rtt_ns";

/// The line of an event that is about one packet.
pub fn line(event: &SweepEvent) -> Option<String> {
    let SweepEvent::Packet(packet) = event else { return None };
    let Packet { number, interval_ns, sent_ns, received_ns, size_bytes, result, rtt_ns } = packet;
    let or_empty = |ns: &Option<u64>| ns.map_or(String::new(), |ns| ns.to_string());
    let (received, rtt) = (or_empty(received_ns), or_empty(rtt_ns));
    Some(format!("{number},{interval_ns},{sent_ns},{received},{size_bytes},{},{rtt}", result.word()))
}

#[cfg(test)]
mod tests {
    use super::super::proto::Fate;
    use super::*;

    #[test]
    fn a_line_for_each_packet() {
        let packet = Packet {
            number: 1,
            interval_ns: 500,
            sent_ns: 0,
            received_ns: Some(70),
            size_bytes: 12,
            result: Fate::Reply,
            rtt_ns: Some(70),
        };
        let lost = Packet { number: 2, received_ns: None, rtt_ns: None, result: Fate::Lost, ..packet };
        let lines = [packet, lost].map(|packet| line(&SweepEvent::Packet(packet)).unwrap());
        assert_eq!(lines, ["1,500,0,70,12,reply,70", "2,500,0,,12,lost,"]);
        assert_eq!(HEADING.split(',').count(), lines[1].split(',').count());
    }
}
