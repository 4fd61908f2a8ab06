//! Cases that are the same for ping's client and throughput's.

use std::time::Duration;

use super::figures::{entries, has_packet, tells_of_loss};
use super::host::{Asked, Fate, Flight, GIVING_UP, Script, fly, is_calibration, must_be_told};
use crate::check::case::{Fault, Outcome, spoken, unjudged, wrong};
use crate::check::trial::{Client, Ended, Trial, shown};
use crate::probe::course;

/// How long the answer to the calibration is kept back where a case looks whether it is waited for.
const KEPT_BACK: Duration = Duration::from_millis(900);

/// A packet that such a case loses.
const LOST: usize = 2;

/// What the client printed when all is over.
pub fn ended(trial: &Trial<'_>, client: &mut Client<'_>, asked: Asked) -> Outcome<Ended> {
    // The last packet's interval may still have to pass.
    client.end(trial.patience() + asked.interval * 2)
}

/// It sent as many packets as the case needs.
pub fn must_have_sent(flight: &Flight, count: usize) -> Outcome {
    if flight.packets.len() >= count {
        return Ok(());
    }
    wrong(format!("{count} packets"), packets(flight.packets.len()))
}

fn packets(count: usize) -> String {
    match count {
        0 => "no packet".to_owned(),
        1 => "one packet".to_owned(),
        count => format!("{count} packets"),
    }
}

/// First it says `C` and the size.
pub fn it_announces_its_size(trial: &Trial<'_>) -> Outcome {
    let asked = Asked { size: 123, ..Asked::new(2, 100) };
    let (flight, _client) = fly(trial, asked, &Script::PROMPT)?;
    let first = flight.first.unwrap_or_default();
    let expected = b"C 123";
    let is_well = match must_be_told(trial, "size") {
        Ok(()) => first == expected,
        Err(_) => is_calibration(&first) && !first.ends_with(b"\n"),
    };
    match is_well {
        true => Ok(()),
        false if first.is_empty() => wrong(shown(expected), "nothing"),
        false => wrong(shown(expected), shown(&first)),
    }
}

/// No packet leaves before the calibration is answered.
pub fn it_waits_for_the_calibration(trial: &Trial<'_>) -> Outcome {
    let script = Script { calibrates: Some(KEPT_BACK), ..Script::PROMPT };
    let (flight, _client) = fly(trial, Asked::new(2, 100), &script)?;
    must_have_sent(&flight, 1)?;
    let expected = "the first packet after the answer to `C <size>`";
    match (flight.calibrated, flight.packets.first()) {
        (Some(calibrated), Some(first)) if first.came >= calibrated => Ok(()),
        (_, Some(first)) => wrong(expected, format!("{} before it", shown(&first.payload))),
        (_, None) => wrong(expected, "no packet"),
    }
}

/// It sends as many as it is asked for.
pub fn it_sends_its_count(trial: &Trial<'_>) -> Outcome {
    must_be_told(trial, "count")?;
    let asked = Asked::new(7, 100);
    let (flight, _client) = fly(trial, asked, &Script::PROMPT)?;
    match flight.packets.len() {
        count if count == asked.count => Ok(()),
        count => wrong(packets(asked.count), packets(count)),
    }
}

/// No packet can be taken for a calibration.
pub fn its_packets_are_no_calibrations(trial: &Trial<'_>) -> Outcome {
    let (flight, _client) = fly(trial, Asked::new(3, 100), &Script::PROMPT)?;
    must_have_sent(&flight, 1)?;
    match flight.packets.iter().find(|packet| packet.payload.starts_with(b"C")) {
        Some(packet) => wrong("a packet that does not begin with C", shown(&packet.payload)),
        None => Ok(()),
    }
}

/// After a packet is lost, the next one comes.
pub fn it_goes_on_after_a_loss(trial: &Trial<'_>) -> Outcome {
    let (flight, _client) = fly(trial, Asked::new(4, 200), &Script::with(second_is_lost))?;
    must_have_sent(&flight, LOST)?;
    match flight.packets.len() {
        LOST => wrong("a further packet, after the one that was lost", "none"),
        _ => Ok(()),
    }
}

fn second_is_lost(number: usize) -> Fate {
    if number == LOST { Fate::Lost } else { Fate::After(0) }
}

/// It prints which packet was lost.
pub fn it_tells_of_a_loss(trial: &Trial<'_>) -> Outcome {
    let asked = Asked::new(4, 200);
    let (flight, mut client) = fly(trial, asked, &Script::with(second_is_lost))?;
    must_have_sent(&flight, LOST)?;
    let ended = ended(trial, &mut client, asked)?;
    if entries(&ended.output).iter().any(|entry| tells_of_loss(entry) && has_packet(entry, LOST)) {
        return Ok(());
    }
    wrong("a line with the second packet's number that says that it was lost", ended.printed())
}

/// After its packets it says `exit`, and ends well when that is answered.
pub fn it_says_exit(trial: &Trial<'_>) -> Outcome {
    let asked = Asked::new(2, 100);
    let (flight, mut client) = fly(trial, asked, &Script::PROMPT)?;
    if !flight.has_exited {
        let last = flight.packets.last().map(|packet| packet.payload.clone()).unwrap_or_default();
        return wrong(format!("{} at the end", shown(course::EXIT)), format!("{} as the last", shown(&last)));
    }
    if trial.is_by_hand() {
        return Ok(());
    }
    ended(trial, &mut client, asked)?.expect_status(0)
}

/// Without an answer to the calibration it does not wait for ever, and does not keep it to itself.
pub fn it_gives_up_without_a_server(trial: &Trial<'_>) -> Outcome {
    let asked = Asked::new(2, 100);
    let script = Script { calibrates: None, fate: |_| Fate::Lost, stops: false };
    let begun = trial.now();
    let (flight, mut client) = fly(trial, asked, &script)?;
    if flight.first.is_none() {
        return unjudged("it said nothing at all");
    }
    let ended = gives_up(&mut client, (begun + GIVING_UP).since(trial.now()))?;
    if ended.output.trim().is_empty() && ended.errors.trim().is_empty() {
        return wrong("a line that says that the server does not answer", "nothing was printed");
    }
    Ok(())
}

/// Without an answer to `exit` it ends all the same, and prints its figures.
pub fn it_ends_without_the_last_answer(
    trial: &Trial<'_>,
    figures: &str,
    are_there: fn(&str, &Flight) -> bool,
) -> Outcome {
    let asked = Asked { size: 1037, ..Asked::new(3, 200) };
    let (flight, mut client) = fly(trial, asked, &Script { stops: false, ..Script::PROMPT })?;
    if !flight.has_exited {
        return unjudged("it does not say `exit`");
    }
    let ended = gives_up(&mut client, GIVING_UP)?;
    if are_there(&ended.output, &flight) { Ok(()) } else { wrong(figures, ended.printed()) }
}

fn gives_up(client: &mut Client<'_>, left: Duration) -> Outcome<Ended> {
    match client.end(left) {
        Err(Fault::Wrong { .. }) => {
            let limit = spoken(GIVING_UP);
            wrong(format!("the client gives up within {limit}"), format!("it still ran after {limit}"))
        }
        other => other,
    }
}
