//! What the client's packets ask for, and how long they are.

use super::super::args::{Ask, StampPlan};
use crate::error::{Error, Result};
use crate::net::sys::clock::quality;
use crate::net::udp::MAX_PAYLOAD;
use crate::probe::sessions::Prober;
use crate::probe::stamp::auth::Key;
use crate::probe::stamp::packet::{Mode, Probe};
use crate::probe::stamp::timestamp::ErrorEstimate;
use crate::probe::stamp::tlv::Asks;

/// The packets of so many sessions: as long as what they ask for needs, or asking for what fits into the size given.
pub fn prober(plan: &StampPlan, size: usize, key: Option<Key>, sessions: usize, seed: u64) -> Result<Prober> {
    let mode = if key.is_some() { Mode::Authenticated } else { Mode::Open };
    let bare = mode.base_length();
    if plan.size_is_given && size < bare {
        return Err(Error::usage(format!("a STAMP packet has {bare} bytes at least, and not {size}"))
            .hint("--wire course has shorter ones"));
    }
    let clock = ErrorEstimate::of(quality());
    let ssids = ssids(plan.ssid.unwrap_or(seed as u16), sessions);
    let mut prober = Prober { mode, key, ssids, asks: Asks::default(), size, clock };
    let longest = if plan.size_is_given { size } else { MAX_PAYLOAD };
    for ask in &plan.asks {
        let asks = with(prober.asks, *ask, plan.travel.traffic_class);
        if length(&prober, asks) <= longest {
            prober.asks = asks;
        }
    }
    prober.size = length(&prober, prober.asks).max(size);
    Ok(prober)
}

/// Ids that differ from session to session; none is zero, which would be no id.
fn ssids(first: u16, sessions: usize) -> Vec<u16> {
    (0..=u16::MAX).cycle().map(|n| first.wrapping_add(n)).filter(|id| *id != 0).take(sessions).collect()
}

fn with(asks: Asks, ask: Ask, traffic_class: u8) -> Asks {
    match ask {
        Ask::ClassOfService => Asks { class_of_service: Some(traffic_class >> 2), ..asks },
        Ask::DirectMeasurement => Asks { direct_measurement: Some(0), ..asks },
        Ask::FollowUpTelemetry => Asks { follow_up: true, ..asks },
        Ask::TimestampInformation => Asks { timestamp_information: true, ..asks },
        Ask::Location => Asks { location: true, ..asks },
    }
}

/// How long a packet is that asks so much and no more.
fn length(prober: &Prober, asks: Asks) -> usize {
    let Prober { mode, clock, .. } = *prober;
    let probe = Probe { mode, sequence: 0, sent_at: 0, error: clock, ssid: 1, asks, size: 0 };
    let mut out = Vec::new();
    probe.write(prober.key.as_ref(), &mut out);
    out.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn session_ids_differ_and_none_is_zero() {
        assert_eq!(ssids(7, 3), [7, 8, 9]);
        assert_eq!(ssids(u16::MAX, 3), [u16::MAX, 1, 2]);
        assert_eq!(ssids(0, 1), [1]);
    }
}
