//! What people hear about a bad line: what happened to which answer, and how often in all.
//!
//! Words and figures only: nothing here decides a fate or sends an answer.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use serde::Serialize;

use super::fate::Fate;
use crate::contract::{Event, Level};

/// What an impaired server tells people: what its core says, and what happened to answers.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum ImpairedEvent<E> {
    /// From the core, as it is.
    Core(E),
    /// Something happened to an answer.
    Fate(Impairment),
}

/// What happened to one answer, when something did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Impairment {
    event: &'static str,
    /// Whose answer it is.
    pub peer: SocketAddr,
    /// Its number among all answers, counted from 0.
    pub number: u64,
    /// `lost` or `overflow`, or what of `delayed`, `duplicated`, `reordered` and `corrupted` with `+` in
    /// between.
    pub fate: String,
    /// How long it is delayed, without the time it is held back; 0 when it is not.
    pub delay_ns: u64,
}

impl Impairment {
    pub(super) fn new(peer: SocketAddr, number: u64, fate: Fate) -> Impairment {
        Impairment {
            event: "impaired",
            peer,
            number,
            fate: fate.words().collect::<Vec<_>>().join("+"),
            delay_ns: u64::try_from(fate.delay.as_nanos()).unwrap_or(u64::MAX),
        }
    }
}

impl fmt::Display for Impairment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Impairment { peer, number, fate, delay_ns, .. } = self;
        write!(f, "answer {number} to {peer}: {fate}")?;
        match delay_ns {
            0 => Ok(()),
            ns => write!(f, " ({})", humantime::format_duration(Duration::from_nanos(*ns))),
        }
    }
}

impl<E: fmt::Display> fmt::Display for ImpairedEvent<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImpairedEvent::Core(event) => event.fmt(f),
            ImpairedEvent::Fate(impairment) => impairment.fmt(f),
        }
    }
}

impl<E: Event> Event for ImpairedEvent<E> {
    fn level(&self) -> Level {
        match self {
            ImpairedEvent::Core(event) => event.level(),
            ImpairedEvent::Fate(_) => Level::Trace,
        }
    }
}

/// How often what happened. To an answer that was lost or found no room nothing else did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Answers that could be impaired, each counted once.
    pub answers: u64,
    /// Not sent on purpose.
    pub lost: u64,
    /// Sent later.
    pub delayed: u64,
    /// Sent twice.
    pub duplicated: u64,
    /// Held back for the next answer to the same peer.
    pub reordered: u64,
    /// With a bit flipped.
    pub corrupted: u64,
    /// Not sent because too many were waiting.
    pub overflow: u64,
    /// What repeats all this.
    pub seed: u64,
}

impl Counts {
    pub(super) fn new(seed: u64) -> Counts {
        Counts {
            answers: 0,
            lost: 0,
            delayed: 0,
            duplicated: 0,
            reordered: 0,
            corrupted: 0,
            overflow: 0,
            seed,
        }
    }

    pub(super) fn count(&mut self, fate: Fate) {
        self.answers += 1;
        self.lost += u64::from(fate.lost);
        self.delayed += u64::from(!fate.delay.is_zero());
        self.duplicated += u64::from(fate.duplicated);
        self.reordered += u64::from(fate.reordered);
        self.corrupted += u64::from(fate.flip.is_some());
        self.overflow += u64::from(fate.overflow);
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { answers, lost, delayed, duplicated, reordered, corrupted, overflow, seed } = self;
        write!(
            f,
            "  impaired  {answers} answers: {lost} lost, {delayed} delayed, {duplicated} duplicated, "
        )?;
        write!(
            f,
            "{reordered} reordered, {corrupted} corrupted, {overflow} without room to wait; seed {seed}"
        )
    }
}

/// A core's figures, and those of the bad line when there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Summary<S> {
    /// The core's own.
    #[serde(flatten)]
    pub core: S,
    /// `None` when nothing was set that could happen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impairment: Option<Counts>,
}

impl<S: fmt::Display> fmt::Display for Summary<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.fmt(f)?;
        match &self.impairment {
            Some(counts) => write!(f, "\n{counts}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Figures {
        requests: u64,
    }

    impl fmt::Display for Figures {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "  requests  {}", self.requests)
        }
    }

    fn json(value: &impl Serialize) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn the_figures_stand_below_those_of_the_core() {
        let counts = Counts { answers: 9, lost: 1, ..Counts::new(7) };
        let summary = Summary { core: Figures { requests: 9 }, impairment: Some(counts) };
        assert_eq!(
            summary.to_string(),
            "  requests  9\n  impaired  9 answers: 1 lost, 0 delayed, 0 duplicated, 0 reordered, 0 corrupted, \
             0 without room to wait; seed 7"
        );
        assert_eq!(
            json(&summary),
            r#"{"requests":9,"impairment":{"answers":9,"lost":1,"delayed":0,"duplicated":0,"reordered":0,"corrupted":0,"overflow":0,"seed":7}}"#
        );
        let summary = Summary { impairment: None, ..summary };
        assert_eq!(
            (summary.to_string().as_str(), json(&summary).as_str()),
            ("  requests  9", r#"{"requests":9}"#)
        );
    }

    #[test]
    fn an_event_says_everything_that_happened() {
        let peer = "[::1]:9".parse().unwrap();
        let fate = Fate { delay: Duration::from_millis(20), flip: Some(0), ..Fate::default() };
        let event: ImpairedEvent<()> = ImpairedEvent::Fate(Impairment::new(peer, 3, fate));
        assert_eq!(
            json(&event),
            r#"{"event":"impaired","peer":"[::1]:9","number":3,"fate":"delayed+corrupted","delay_ns":20000000}"#
        );
        let ImpairedEvent::Fate(event) = event else { panic!("{event:?}") };
        assert_eq!(event.to_string(), "answer 3 to [::1]:9: delayed+corrupted (20ms)");
        let lost = Impairment::new(peer, 4, Fate { lost: true, ..Fate::default() });
        assert_eq!(lost.to_string(), "answer 4 to [::1]:9: lost");
    }
}
