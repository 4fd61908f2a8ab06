//! One direction of many packets: how its delays vary, by each definition.

use serde::Serialize;

use super::{Jitter, Pdv, PdvFigures, Variation};

/// Takes the delays of packets in one direction, in the order in which they arrived, and gives their
/// [`OneWayFigures`].
#[derive(Clone, Debug, Default)]
pub struct OneWay {
    jitter: Jitter,
    pdv: Pdv,
}

/// Figures of one direction, of at least one packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OneWayFigures {
    /// How many packets.
    pub count: u64,
    /// The shortest delay, exactly, as the two clocks have it: what they differ by is in it, so it may be years or
    /// below zero. A delay of the distribution is this and its PDV.
    pub min_raw_ns: i64,
    /// How delays vary from one packet to the next.
    #[serde(flatten)]
    pub jitter: Variation,
    /// How delays vary against the shortest.
    #[serde(rename = "pdv_rfc5481")]
    pub pdv: PdvFigures,
}

impl OneWay {
    /// Packet `number` took `delay_ns` from one clock to the other. Numbers count by one from packet to packet as
    /// they were sent.
    pub fn record(&mut self, number: u64, delay_ns: i64) {
        self.jitter.record_delay(number, delay_ns);
        self.pdv.record(delay_ns);
    }

    /// The figures so far; `None` before the first packet.
    pub fn summary(&self) -> Option<OneWayFigures> {
        Some(OneWayFigures {
            count: self.pdv.count(),
            min_raw_ns: self.pdv.min_ns()?,
            jitter: self.jitter.summary(),
            pdv: self.pdv.summary()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nothing_recorded_has_no_figures() {
        assert_eq!(OneWay::default().summary(), None);
    }

    #[test]
    fn each_definition_has_its_figures_in_the_json() {
        let mut one_way = OneWay::default();
        // The far clock is behind: T2 - T1 is below zero.
        for (number, ns) in [(1, -1000), (2, -968), (4, -1000)] {
            one_way.record(number, ns);
        }
        // |D| = 32, 32: J = 2, then 2 + 30/16 = 3.9.
        let expected = json!({
            "count": 3,
            "min_raw_ns": -1000,
            "jitter_rfc3550_ns": 4,
            "ipdv_rfc3393_count": 1,
            "ipdv_rfc3393_mean_abs_ns": 32,
            "ipdv_rfc3393_max_abs_ns": 32,
            "pdv_rfc5481": { "median_ns": 0, "p95_ns": 32, "p99_ns": 32, "p99_9_ns": 32, "max_ns": 32 },
        });
        assert_eq!(serde_json::to_value(one_way.summary()).unwrap(), expected);
    }
}
