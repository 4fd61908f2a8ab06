//! What happens to packets, and to the clocks and the reflector behind them.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

use crate::contract::{Event, Level, Stamper, Unreachable};
use crate::text::duration;

/// An answered packet. Times in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sample {
    /// Its number, from 1.
    pub number: u64,
    /// When it left, counted from the first packet.
    pub sent_ns: u64,
    /// Its payload.
    pub size_bytes: usize,
    /// The round trip on the network: without the time at the reflector, between the kernels where they gave the times.
    pub rtt_ns: u64,
    /// The round trip as this program saw it: with the reflector's time, and the time that this host took.
    pub rtt_program_ns: u64,
    /// The time at the reflector.
    pub reflector_ns: u64,
    /// From our clock to the far one, which need not agree; `None` when a clock was set in between.
    pub forward_raw_ns: Option<i64>,
    /// From the far clock to ours.
    pub backward_raw_ns: Option<i64>,
    /// What was left of its TTL at the reflector.
    pub ttl: Option<u8>,
    /// Who took the time at which it left.
    pub sent_by: Stamper,
    /// Who took the time at which its answer arrived.
    pub received_by: Stamper,
    /// Whether the wall clock was set while it was under way.
    pub across_step: bool,
    /// Whether its answer came after that of a later packet (RFC 4737).
    pub is_reordered: bool,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fields' names say it, and Display has the sentences")]
pub enum SessionEvent {
    /// A packet was answered.
    Reply(Sample),
    /// A packet was not answered in time.
    Lost { number: u64, sent_ns: u64, size_bytes: usize },
    /// A packet was answered after it had been given up.
    Late { number: u64 },
    /// A packet was answered once more.
    Duplicate { number: u64 },
    /// The system could not send a packet.
    NotSent { number: u64, sent_ns: u64 },
    /// An ICMP message says that a packet did not arrive.
    Refused { unreachable: Unreachable },
    /// Something came that answers nothing.
    Unrecognised { length_bytes: usize },
    /// The reflector has begun to count anew.
    ReflectorRestarted,
    /// Our wall clock was set.
    ClockSet { moved_ns: i64 },
    /// The far clock was set.
    FarClockSet { moved_ns: i64 },
}

impl fmt::Display for SessionEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            SessionEvent::Reply(sample) => sample.fmt(f),
            SessionEvent::Lost { number, size_bytes, .. } => {
                write!(f, "packet {number}: {size_bytes} bytes, lost")
            }
            SessionEvent::Late { number } => write!(f, "packet {number}: answered after it was given up"),
            SessionEvent::Duplicate { number } => write!(f, "packet {number}: answered once more"),
            SessionEvent::NotSent { number, .. } => write!(f, "packet {number}: not sent by the system"),
            SessionEvent::Refused { unreachable } => write!(f, "{unreachable}, says an ICMP message"),
            SessionEvent::Unrecognised { length_bytes } => {
                write!(f, "{length_bytes} bytes that answer none of our packets")
            }
            SessionEvent::ReflectorRestarted => f.write_str(
                "the reflector counts from the beginning: it was restarted, or it has forgotten us",
            ),
            SessionEvent::ClockSet { moved_ns } => {
                write!(
                    f,
                    "this machine's wall clock was set by {}; round trips across it are by the other clock",
                    Signed(moved_ns)
                )
            }
            SessionEvent::FarClockSet { moved_ns } => {
                write!(f, "the reflector's clock was set by {}", Signed(moved_ns))
            }
        }
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Sample { number, size_bytes, rtt_ns, rtt_program_ns, .. } = *self;
        let [rtt, program] = [rtt_ns, rtt_program_ns].map(|ns| duration(Duration::from_nanos(ns)));
        write!(f, "packet {number}: {size_bytes} bytes, rtt {rtt} (program {program})")?;
        if self.is_reordered {
            f.write_str(", out of order")?;
        }
        if self.across_step { f.write_str(", a clock was set meanwhile") } else { Ok(()) }
    }
}

impl Event for SessionEvent {
    fn level(&self) -> Level {
        match self {
            SessionEvent::ReflectorRestarted
            | SessionEvent::ClockSet { .. }
            | SessionEvent::FarClockSet { .. } => Level::Warning,
            _ => Level::Detail,
        }
    }
}

/// A difference of times, with its sign.
pub struct Signed(pub i64);

impl fmt::Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "+" };
        write!(f, "{sign}{}", duration(Duration::from_nanos(self.0.unsigned_abs())))
    }
}
