//! Cases of a throughput client.

use std::time::Duration;

use crate::check::case::Severity::{Required, Robust};
use crate::check::case::{Case, Outcome, unjudged, wrong};
use crate::check::trial::Trial;
use crate::cli::probing::check::client::{
    ended, it_announces_its_size, it_ends_without_the_last_answer, it_gives_up_without_a_server,
    it_goes_on_after_a_loss, it_says_exit, it_sends_its_count, it_tells_of_a_loss,
    it_waits_for_the_calibration, its_packets_are_no_calibrations, must_have_sent,
};
use crate::cli::probing::check::figures::{
    entries, has_bits, has_packet, has_time, has_times_apart, has_whole, numbers,
};
use crate::cli::probing::check::host::{Asked, Fate, Flight, Packet, Script, fly, median, must_be_told};

pub(super) const CASES: &[Case] = &[
    Case::client("TP-41", Required, it_announces_its_size)
        .requires("First of all it says `C` and the size it is asked for")
        .asked("the client's first message is `C <size>`, the size in decimal.")
        .hint("the size is left out, sent without the C, or a newline is added"),
    Case::client("TP-42", Required, it_waits_for_the_calibration)
        .requires("It waits for the answer to `C <size>` before it sends packets")
        .asked("the server answers `C <size>` with `Buffer Size Calibrated at Server.`; packets come after that.")
        .hint("the answer is not received at all, and is later taken for the first packet's"),
    Case::client("TP-43", Required, it_sends_its_count)
        .requires("It sends as many packets as it is asked for, and no more")
        .asked("`-n` is the number of packets.")
        .hint("the loop counts one too many or too few, or a packet is sent again"),
    Case::client("TP-44", Required, |trial| trial.steadily(its_interval_shrinks))
        .requires("After each packet the interval is 0.95 of what it was")
        .asked("after calibration the client sends packet k at the interval `i * 0.95^k`.")
        .hint("the interval is multiplied by 0.95 once a second or once for all, or a fixed time is taken off")
        .lasts(|_| Duration::from_secs(3)),
    Case::client("TP-45", Required, |trial| trial.steadily(its_first_interval_is_the_one_asked_for))
        .requires("The first interval is the one it is asked for")
        .asked("the client begins with the interval `-i` in seconds.")
        .hint("a fixed interval in the program, or milliseconds taken for seconds")
        .lasts(|_| Duration::from_secs(2)),
    Case::client("TP-46", Required, it_goes_on_after_a_loss)
        .requires("When a packet is lost, the next one follows all the same")
        .asked("the server loses packets on purpose; the client goes on with the next when its interval comes.")
        .hint("the socket has no time-out, so that recvfrom waits for ever"),
    Case::client("TP-47", Required, it_lists_the_intervals)
        .requires("It lists every packet with its interval")
        .asked("the client lists every packet: interval, send time, reply time or loss.")
        .hint("the interval is printed after it was multiplied for the next packet, or with too few digits")
        .lasts(|_| Duration::from_secs(2)),
    Case::client("TP-48", Required, |trial| trial.steadily(it_lists_the_times))
        .requires("It lists every packet with its send time and its reply time")
        .asked("the client records send and reply times and lists every packet with them.")
        .hint("one of the two is taken at the wrong place, such as after the interval has passed")
        .lasts(|_| Duration::from_secs(2)),
    Case::client("TP-49", Required, it_tells_of_a_loss)
        .requires("It lists which packet was lost")
        .asked("the client lists every packet: interval, send time, reply time or loss.")
        .hint("the time-out is caught and nothing is printed"),
    Case::client("TP-50", Required, |trial| trial.steadily(it_tells_the_throughput))
        .requires("For every second it prints the throughput: acknowledged packets x size x 8 x 2 bits")
        .asked("average throughput = acknowledged packets sent in that second x size x 8 x 2 bits, sent and returned.")
        .hint("lost packets are counted too, bytes are taken for bits, or the factor 2 is left out")
        .lasts(|_| Duration::from_secs(3)),
    Case::client("TP-51", Required, |trial| trial.steadily(it_tells_the_delay))
        .requires("For every second it prints the mean delay of its acknowledged packets")
        .asked("average delay = mean RTT of the acknowledged packets sent in that second.")
        .hint("the mean is that of the whole run, or the sum is divided by all packets of the second")
        .lasts(|_| Duration::from_secs(3)),
    Case::client("TP-52", Required, an_empty_second_has_nothing)
        .requires("A second without packets has a row too, with 0")
        .asked("a second without any has 0 throughput and no delay (the exercise says 0).")
        .hint("only the seconds in which something was sent are kept, or the mean of nothing divides by zero")
        .lasts(|_| Duration::from_secs(9)),
    Case::client("TP-53", Required, it_says_exit)
        .requires("After the last packet it says `exit`, and ends with status 0 when that is answered")
        .asked("the client's last message is `exit`; the server answers `Stopping the Server.`")
        .hint("the socket is closed without a word, or a newline is sent with it"),
    Case::client("TP-54", Required, its_packets_are_no_calibrations)
        .requires("No packet begins with C")
        .asked("what begins with C is a calibration; a packet is any other datagram, such as `Hello Server.`")
        .hint("the payload is a text such as `Client says hello`"),
    Case::client("TP-55", Robust, it_gives_up_without_a_server)
        .requires("When nobody answers `C <size>`, it says so and ends, within 30 seconds")
        .asked("a datagram may be lost, and nobody may be listening: no wait is for ever.")
        .hint("the socket has no time-out before the first packet")
        .lasts(|_| Duration::from_secs(20)),
    Case::client("TP-56", Robust, |trial| {
        it_ends_without_the_last_answer(trial, "a row for each second", |output, flight| {
            // That all are acknowledged in time is another case's matter.
            let mut acknowledged = 1..=flight.packets.len() as u64;
            acknowledged.any(|count| entries(output).iter().any(|entry| has_bits(entry, count * 1037 * 16)))
        })
    })
    .requires("When nobody answers `exit`, it prints its figures and ends all the same, within 30 seconds")
    .asked("a datagram may be lost; the figures do not depend on the last one.")
    .hint("the exception of the time-out ends the program before the figures are printed")
    .lasts(|_| Duration::from_secs(20)),
];

/// What the interval is multiplied by.
const FACTOR: f64 = 0.95;

fn its_interval_shrinks(trial: &Trial<'_>) -> Outcome {
    let asked = Asked::new(21, 200);
    let (flight, _client) = fly(trial, asked, &Script::PROMPT)?;
    must_have_sent(&flight, asked.count)?;
    // The medians of the first and of the last few are as far apart as the one to which they are nearest.
    const FEW: usize = 5;
    let gaps = flight.gaps();
    let (first, last) = (median(gaps[..FEW].to_vec()), median(gaps[gaps.len() - FEW..].to_vec()));
    let steps = (gaps.len() - FEW) as f64;
    let factor = (last / first.max(0.001)).powf(1.0 / steps);
    if (FACTOR - 0.02..=FACTOR + 0.02).contains(&factor) {
        return Ok(());
    }
    wrong(
        format!("times between packets that shrink to {FACTOR} with each"),
        format!(
            "they went from {first:.3} s to {last:.3} s in {steps} packets, which is {factor:.3} with each"
        ),
    )
}

fn its_first_interval_is_the_one_asked_for(trial: &Trial<'_>) -> Outcome {
    must_be_told(trial, "interval")?;
    let asked = Asked::new(4, 400);
    let (flight, _client) = fly(trial, asked, &Script::PROMPT)?;
    must_have_sent(&flight, asked.count)?;
    let expected = asked.interval.as_secs_f64() * FACTOR;
    let seen = median(flight.gaps());
    if (0.8 * expected..=1.25 * expected).contains(&seen) {
        return Ok(());
    }
    wrong(
        format!("intervals around {expected:.3} s at the beginning"),
        format!("the median of the first is {seen:.3} s"),
    )
}

fn it_lists_the_intervals(trial: &Trial<'_>) -> Outcome {
    must_be_told(trial, "interval")?;
    let asked = Asked::new(6, 200);
    let (flight, mut client) = fly(trial, asked, &Script::PROMPT)?;
    must_have_sent(&flight, asked.count)?;
    let ended = ended(trial, &mut client, asked)?;
    let entries = entries(&ended.output);
    let mut interval = asked.interval.as_secs_f64();
    for number in 1..=asked.count {
        let range = 0.99 * interval..=1.01 * interval;
        if !entries.iter().any(|entry| has_packet(entry, number) && has_time(entry, &range)) {
            return wrong(
                format!("a line for packet {number} with its interval, {interval:.4} s"),
                ended.printed(),
            );
        }
        interval *= FACTOR;
    }
    Ok(())
}

fn it_lists_the_times(trial: &Trial<'_>) -> Outcome {
    let asked = Asked::new(4, 450);
    let script = Script::with(|number| Fate::After(40 * number as u64 + 20));
    let (flight, mut client) = fly(trial, asked, &script)?;
    must_have_sent(&flight, asked.count)?;
    let ended = ended(trial, &mut client, asked)?;
    let entries = entries(&ended.output);
    for (number, packet) in (1..).zip(&flight.packets) {
        let Some(waited) = packet.waited() else { continue };
        // The two times, or the one and how long it took.
        let range = 0.97 * waited - 0.002..=waited + 0.1;
        let has_both = |entry: &&String| has_times_apart(entry, &range) || has_time(entry, &range);
        if !entries.iter().filter(|entry| has_packet(entry, number)).any(|entry| has_both(&entry)) {
            let expected =
                format!("a line for packet {number} with its send time and a reply time {waited:.3} s later");
            return wrong(expected, ended.printed());
        }
    }
    Ok(())
}

/// The packets by the second of the run in which they left, as far as it is certain, and how many more may belong to
/// each. The client's clock and ours are not read at the same moment.
fn by_second(flight: &Flight) -> Vec<(Vec<&Packet>, u64)> {
    const UNCERTAIN: f64 = 0.05;
    let Some(first) = flight.packets.first() else { return Vec::new() };
    let mut seconds: Vec<(Vec<&Packet>, u64)> = Vec::new();
    for packet in &flight.packets {
        let offset = (packet.came - first.came).as_secs_f64();
        let (from, to) = ((offset - UNCERTAIN).max(0.0) as usize, (offset + UNCERTAIN) as usize);
        seconds.resize_with(seconds.len().max(to + 1), Default::default);
        match seconds.get_mut(from..=to) {
            Some([(sure, _)]) => sure.push(packet),
            Some(either) => either.iter_mut().for_each(|(_, more)| *more += 1),
            None => {}
        }
    }
    seconds
}

/// Whether a line has the throughput of a second.
fn has_throughput(entry: &str, size: usize, acknowledged: u64, more: u64) -> bool {
    (acknowledged..=acknowledged + more).any(|count| count > 0 && has_bits(entry, count * size as u64 * 16))
}

fn acknowledged(packets: &[&Packet]) -> u64 {
    packets.iter().filter(|packet| packet.answered.is_some()).count() as u64
}

fn it_tells_the_throughput(trial: &Trial<'_>) -> Outcome {
    must_be_told(trial, "size")?;
    // Four packets leave in either second, none of them at its turn; the first second loses one.
    let fate = |number| if number == 2 { Fate::Lost } else { Fate::After(0) };
    let asked = Asked { size: 1037, ..Asked::new(8, 300) };
    let (flight, mut client) = fly(trial, asked, &Script::with(fate))?;
    must_have_sent(&flight, 2)?;
    let ended = ended(trial, &mut client, asked)?;
    let entries = entries(&ended.output);
    for (second, (packets, more)) in by_second(&flight).iter().enumerate() {
        let count = acknowledged(packets);
        if count > 0 && !entries.iter().any(|entry| has_throughput(entry, asked.size, count, *more)) {
            let bits = count * asked.size as u64 * 16;
            return wrong(
                format!("{bits} bit/s in second {second}: {count} packets x {} x 8 x 2", asked.size),
                ended.printed(),
            );
        }
    }
    Ok(())
}

fn it_tells_the_delay(trial: &Trial<'_>) -> Outcome {
    // The mean of the first second is no packet's own delay, and another than that of the second one.
    let fate = |number| match number {
        1 => Fate::After(60),
        2 => Fate::After(240),
        3 => Fate::Lost,
        _ => Fate::After(40),
    };
    let asked = Asked { size: 1037, ..Asked::new(6, 400) };
    let (flight, mut client) = fly(trial, asked, &Script::with(fate))?;
    must_have_sent(&flight, 2)?;
    let ended = ended(trial, &mut client, asked)?;
    let entries = entries(&ended.output);
    for (second, (packets, more)) in by_second(&flight).iter().enumerate() {
        let waited: Vec<f64> = packets.iter().filter_map(|packet| packet.waited()).collect();
        if *more > 0 {
            return unjudged("a packet left at the turn of a second");
        }
        if waited.is_empty() {
            continue;
        }
        let mean = waited.iter().sum::<f64>() / waited.len() as f64;
        let range = 0.97 * mean - 0.002..=mean + 0.07;
        // It stands in a line with the throughput of that second or with the second's number, from 0 or from 1.
        let is_of_second = |entry: &&String| {
            has_throughput(entry, asked.size, waited.len() as u64, 0)
                || has_whole(entry, second)
                || has_whole(entry, second + 1)
        };
        if !entries.iter().filter(is_of_second).any(|entry| has_time(entry, &range)) {
            let expected =
                format!("a mean delay from {:.3} to {:.3} s in second {second}", range.start(), range.end());
            return wrong(expected, ended.printed());
        }
    }
    Ok(())
}

fn an_empty_second_has_nothing(trial: &Trial<'_>) -> Outcome {
    must_be_told(trial, "interval")?;
    // Two packets, the second of them in second 4: that number is no packet's, however either is counted.
    const EMPTY: usize = 3;
    let asked = Asked::new(2, 4300);
    let (flight, mut client) = fly(trial, asked, &Script::PROMPT)?;
    must_have_sent(&flight, 2)?;
    let ended = ended(trial, &mut client, asked)?;
    let is_row = |entry: &&String| {
        let found = numbers(entry);
        found.iter().any(|number| number.value == EMPTY as f64)
            && found.iter().any(|number| number.value == 0.0)
    };
    if entries(&ended.output).iter().any(|entry| is_row(&entry)) {
        return Ok(());
    }
    wrong(format!("a row for second {EMPTY} with a throughput of 0"), ended.printed())
}
