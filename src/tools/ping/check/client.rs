//! Cases of a ping client.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::check::case::Severity::{Required, Robust};
use crate::check::case::{Case, Outcome, unjudged, wrong};
use crate::check::trial::Trial;
use crate::cli::probing::check::client::{
    ended, it_announces_its_size, it_ends_without_the_last_answer, it_gives_up_without_a_server,
    it_goes_on_after_a_loss, it_says_exit, it_sends_its_count, it_tells_of_a_loss,
    it_waits_for_the_calibration, its_packets_are_no_calibrations, must_have_sent,
};
use crate::cli::probing::check::figures::{Number, entries, has_packet, has_time, numbers};
use crate::cli::probing::check::host::{Asked, Fate, Packet, Script, fly, median, must_be_told};

pub(super) const CASES: &[Case] = &[
    Case::client("PI-41", Required, it_announces_its_size)
        .requires("First of all it says `C` and the size it is asked for")
        .asked("the client's first message is `C <size>`, the size in decimal.")
        .hint("the size is left out, sent without the C, or a newline is added"),
    Case::client("PI-42", Required, it_waits_for_the_calibration)
        .requires("It waits for the answer to `C <size>` before it sends packets")
        .asked("the server answers `C <size>` with `Buffer Size Calibrated at Server.`; packets come after that.")
        .hint("the answer is not received at all, and is later taken for the first packet's"),
    Case::client("PI-43", Required, it_sends_its_count)
        .requires("It sends as many packets as it is asked for, and no more")
        .asked("`-n` is the number of packets.")
        .hint("the loop counts one too many or too few, or a packet is sent again"),
    Case::client("PI-44", Required, |trial| trial.steadily(it_keeps_its_interval))
        .requires("Packets leave one interval after another, however long the answers take")
        .asked("a packet is sent each interval; `-i` is the interval in seconds.")
        .hint("it sleeps a whole interval after each answer, or does not sleep at all when the answer is there")
        .lasts(|_| Duration::from_secs(2)),
    Case::client("PI-45", Required, it_goes_on_after_a_loss)
        .requires("When a packet is lost, the next one follows all the same")
        .asked("the server loses packets on purpose; the client goes on with the next when its interval comes.")
        .hint("the socket has no time-out, so that recvfrom waits for ever"),
    Case::client("PI-46", Required, |trial| trial.steadily(it_tells_each_rtt))
        .requires("For each packet it prints its number and its round-trip time")
        .asked("the client prints for each packet its number, size, and round-trip time or the loss.")
        .hint("the time is that of one way, in another unit than is printed, or counted from the wrong packet")
        .lasts(|_| Duration::from_secs(2)),
    Case::client("PI-47", Required, it_tells_of_a_loss)
        .requires("It prints which packet was lost")
        .asked("the client prints for each packet its number, size, and round-trip time or the loss.")
        .hint("the time-out is caught and nothing is printed"),
    Case::client("PI-48", Required, |trial| trial.steadily(it_tells_the_average))
        .requires("At the end it prints the average round-trip time of the packets that were answered")
        .asked("at the end the client prints the average RTT and the loss percentage.")
        .hint("the sum is divided by all packets, also those that were lost")
        .lasts(|_| Duration::from_secs(3)),
    Case::client("PI-49", Required, |trial| trial.steadily(it_tells_the_share_of_losses))
        .requires("At the end it prints the percentage of packets that were lost")
        .asked("at the end the client prints the average RTT and the loss percentage.")
        .hint("a whole-number division, or the number of losses in place of their share")
        .lasts(|_| Duration::from_secs(2)),
    Case::client("PI-50", Required, it_says_exit)
        .requires("After the last packet it says `exit`, and ends with status 0 when that is answered")
        .asked("the client's last message is `exit`; the server answers `Stopping the Server.`")
        .hint("the socket is closed without a word, or a newline is sent with it"),
    Case::client("PI-51", Required, its_packets_are_no_calibrations)
        .requires("No packet begins with C")
        .asked("what begins with C is a calibration; a packet is any other datagram, such as `Hello Server`.")
        .hint("the payload is a text such as `Client says hello`"),
    Case::client("PI-52", Robust, |trial| trial.steadily(a_late_answer_is_not_the_next_packets))
        .requires("An answer that comes after the interval is not taken for the next packet's")
        .asked("replies carry no number: one that comes after the next packet has left must not be reported as its RTT.")
        .hint("whatever arrives next is taken for the answer to the last packet; a socket for each packet tells them apart")
        .lasts(|_| Duration::from_secs(5)),
    Case::client("PI-53", Robust, it_gives_up_without_a_server)
        .requires("When nobody answers `C <size>`, it says so and ends, within 30 seconds")
        .asked("a datagram may be lost, and nobody may be listening: no wait is for ever.")
        .hint("the socket has no time-out before the first packet")
        .lasts(|_| Duration::from_secs(20)),
    Case::client("PI-54", Robust, |trial| {
        it_ends_without_the_last_answer(trial, "a line with the share of losses", |output, _| {
            // What share it is is another case's matter.
            entries(output).iter().any(|entry| speaks_of_loss(entry) && !numbers(entry).is_empty())
        })
    })
    .requires("When nobody answers `exit`, it prints its figures and ends all the same, within 30 seconds")
    .asked("a datagram may be lost; the figures do not depend on the last one.")
    .hint("the exception of the time-out ends the program before the figures are printed")
    .lasts(|_| Duration::from_secs(20)),
];

fn it_keeps_its_interval(trial: &Trial<'_>) -> Outcome {
    must_be_told(trial, "interval")?;
    // Half an interval is how far off it is if it does not count from packet to packet.
    let asked = Asked::new(6, 300);
    let (flight, _client) = fly(trial, asked, &Script::with(|_| Fate::After(150)))?;
    must_have_sent(&flight, 3)?;
    let (interval, seen) = (asked.interval.as_secs_f64(), median(flight.gaps()));
    if (0.8 * interval..=1.25 * interval).contains(&seen) {
        return Ok(());
    }
    wrong(
        format!("a packet every {interval} s, each answered after half of that"),
        format!("the median of the times between them is {seen:.3} s"),
    )
}

/// Where a round-trip time must lie when the server kept the packet waiting so long: nothing is faster, and neither
/// program comes to its turn at once.
fn about(waited: f64) -> RangeInclusive<f64> {
    0.97 * waited - 0.002..=waited + 0.15
}

fn spelled(range: &RangeInclusive<f64>) -> String {
    format!("from {:.3} to {:.3} s", range.start(), range.end())
}

fn it_tells_each_rtt(trial: &Trial<'_>) -> Outcome {
    let asked = Asked::new(3, 500);
    let script = Script::with(|number| Fate::After([60, 190, 330].get(number - 1).copied().unwrap_or(60)));
    let (flight, mut client) = fly(trial, asked, &script)?;
    must_have_sent(&flight, 3)?;
    let ended = ended(trial, &mut client, asked)?;
    let entries = entries(&ended.output);
    for (number, packet) in (1..).zip(flight.packets.iter().take(3)) {
        let Some(waited) = packet.waited() else { continue };
        let range = about(waited);
        if !entries.iter().any(|entry| has_packet(entry, number) && has_time(entry, &range)) {
            let expected = format!("a line for packet {number} with its RTT, {}", spelled(&range));
            return wrong(expected, ended.printed());
        }
    }
    Ok(())
}

fn it_tells_the_average(trial: &Trial<'_>) -> Outcome {
    // Some are lost, and one is slow, so that the average is nobody's own time.
    let fate = |number| match number {
        1 => Fate::After(420),
        2 => Fate::After(30),
        _ => Fate::Lost,
    };
    let asked = Asked::new(6, 600);
    let (flight, mut client) = fly(trial, asked, &Script::with(fate))?;
    must_have_sent(&flight, 2)?;
    let ended = ended(trial, &mut client, asked)?;
    let waited: Vec<f64> = flight.packets.iter().filter_map(Packet::waited).collect();
    let range = about(waited.iter().sum::<f64>() / waited.len() as f64);
    let is_average = |entry: &String| {
        let words = entry.to_lowercase();
        ["av", "mean"].iter().any(|word| words.contains(word)) && has_time(entry, &range)
    };
    if entries(&ended.output).iter().any(is_average) {
        return Ok(());
    }
    wrong(format!("a line with the average RTT, {}", spelled(&range)), ended.printed())
}

/// Whether a line has this percentage of losses.
fn tells_share(output: &str, percent: f64) -> bool {
    let is_it = |number: &Number| {
        let share = if number.unit == "%" { number.value } else { number.value * 100.0 };
        [number.value, share].iter().any(|value| (value - percent).abs() < 0.6)
    };
    entries(output).iter().any(|entry| speaks_of_loss(entry) && numbers(entry).iter().any(is_it))
}

fn speaks_of_loss(entry: &str) -> bool {
    let words = entry.to_lowercase();
    words.contains("loss") || words.contains("lost")
}

fn it_tells_the_share_of_losses(trial: &Trial<'_>) -> Outcome {
    must_be_told(trial, "count")?;
    // Of these numbers none is the percentage by chance.
    const SENT: usize = 10;
    const KEPT: usize = 7;
    let asked = Asked::new(SENT, 250);
    let fate = |number| if number > KEPT { Fate::Lost } else { Fate::After(0) };
    let (flight, mut client) = fly(trial, asked, &Script::with(fate))?;
    must_have_sent(&flight, KEPT + 1)?;
    let percent = 100.0 * (SENT - KEPT) as f64 / SENT as f64;
    let ended = ended(trial, &mut client, asked)?;
    if tells_share(&ended.output, percent) {
        return Ok(());
    }
    wrong(format!("a line with the share of losses, {percent} %"), ended.printed())
}

fn a_late_answer_is_not_the_next_packets(trial: &Trial<'_>) -> Outcome {
    // The second packet's answer comes while the third waits for its own.
    const LATE: usize = 2;
    let asked = Asked::new(4, 800);
    let fate = |number| if number == LATE { Fate::AfterNext(110) } else { Fate::After(400) };
    let (flight, mut client) = fly(trial, asked, &Script::with(fate))?;
    let (Some(Packet { answered: Some(left), .. }), Some(next)) =
        (flight.packets.get(LATE - 1), flight.packets.get(LATE))
    else {
        return unjudged("no packet came after the second one");
    };
    let gap = (*left - next.came).as_secs_f64();
    let ended = ended(trial, &mut client, asked)?;
    let is_mistaken = |entry: &&String| has_packet(entry, LATE + 1) && has_time(entry, &about(gap));
    match entries(&ended.output).iter().find(is_mistaken) {
        Some(entry) => wrong(
            format!(
                "an RTT of the third packet of about 0.4 s, or none; {gap:.3} s after it left the second one's answer came"
            ),
            shown(entry),
        ),
        None => Ok(()),
    }
}

fn shown(text: &str) -> String {
    crate::check::trial::shown(text.as_bytes())
}
