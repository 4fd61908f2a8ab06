//! Cases of a server that acknowledges probes.
//!
//! What is random is judged so that a server which does what the exercise says fails less than once in a million runs.

use std::time::Duration;

use crate::check::case::Severity::{Required, Robust, Style};
use crate::check::case::{Case, Outcome, Terms, spoken, unjudged, wrong};
use crate::check::program::Value;
use crate::check::trial::{Datagrams, Server, Trial, shown};
use crate::contract::Transport::Udp;
use crate::probe::course::{ACKNOWLEDGED, CALIBRATED, EXIT, STOPPING};

use super::host::median;

/// All cases of such a server.
pub const CASES: &[Case] = &[
    Case::server("PI-01", Required, a_calibration_is_answered)
        .requires("`C <size>` is answered: Buffer Size Calibrated at Server.")
        .asked("the client's first message is `C <size>`; the server answers `Buffer Size Calibrated at Server.`")
        .hint("the full stop is missing, a newline is added, or the size is part of the answer"),
    Case::server("PI-02", Required, a_packet_is_acknowledged)
        .requires("A packet is acknowledged: Packet Acknowledged")
        .asked("any other datagram, such as `Hello Server`, is answered with `Packet Acknowledged` unless it is lost.")
        .hint("the packet itself is sent back, or two answers are sent"),
    Case::server("PI-03", Required, |trial| trial.steadily(calibrations_are_never_impaired))
        .requires("A calibration is never lost and not delayed")
        .asked("`C` and `exit` are never impaired.")
        .hint("loss and delay are drawn before it is looked what the message is")
        .lasts(|_| Duration::from_secs(1))
        .alone(),
    Case::server("PI-04", Required, packets_are_lost)
        .requires("A tenth of the packets is lost")
        .asked("loss with probability 1/10: no answer to the packet.")
        .hint("randint(1, 10) < 1 never happens, and randint(0, 1) is every second one")
        .lasts(|terms| Line::of(terms).one_by_one(60))
        .alone(),
    Case::server("PI-05", Required, |trial| trial.steadily(packets_are_delayed))
        .requires("Acknowledgements are late by 0.1 ms to 0.5 s, each time another")
        .asked("the delay of each is uniform in 0.1 ms ... 0.5 s.")
        .hint("seconds and milliseconds are mixed up, or the delay is drawn once for all packets")
        .lasts(|terms| Line::of(terms).one_by_one(DELAYS))
        .alone(),
    Case::server("PI-06", Required, each_asker_has_its_answer)
        .requires("Each answer goes to the client that asked")
        .asked("the server serves any number of clients; the answer goes to the address the packet came from.")
        .hint("the address of the client that calibrated is kept for all answers that follow"),
    Case::server("PI-07", Required, a_client_calibrates_anew)
        .requires("A client may calibrate again, with another size")
        .asked("`C <size>` sets the size of the packets to come, whenever it comes.")
        .hint("the calibration is read once, before the loop, and another one is taken for a packet"),
    Case::server("PI-08", Robust, |trial| trial.steadily(delays_do_not_add_up))
        .requires("The delay of one client's packet does not delay the others'")
        .asked("the exercise's server sleeps and so delays every client; a good one delays each answer by itself.")
        .hint("the server sleeps in its one loop; a thread or a timer for each answer does not hold up the rest")
        .lasts(|terms| Line::of(terms).most * 3)
        .alone(),
    Case::server("PI-09", Robust, long_datagrams_are_not_cut)
        .requires("A datagram that is longer than the size announced is not cut")
        .asked("the exercise's server cuts at the last size anybody announced: after `C 3` it reads `exi` for `exit`.")
        .hint("the size announced is the buffer of recvfrom"),
    Case::server("PI-10", Robust, what_begins_with_c_is_survived)
        .requires("What begins with C and is no calibration does not end the server")
        .asked("anything that starts with `C` and is no calibration kills the exercise's server; a good one acknowledges it.")
        .hint("int() of what follows the C has no guard, or a size is taken that no buffer can have"),
    Case::server("PI-11", Robust, any_bytes_are_a_packet)
        .requires("A packet may be empty or no text: it is acknowledged like any other")
        .asked("a packet is any other datagram.")
        .hint("the message is decoded without a guard, or an empty one is taken for the end"),
    Case::server("PI-12", Style, messages_are_printed)
        .requires("The server prints each message it takes")
        .asked("the exercise's servers print each message they take.")
        .hint("the output is kept back until the program ends; print with flush"),
    Case::server("PI-13", Required, exit_is_answered)
        .requires("`exit` is answered: Stopping the Server.")
        .asked("the client's last message is `exit`; the server answers `Stopping the Server.`")
        .hint("the program ends before it answers, or the message is compared with a newline at its end")
        .last(),
    Case::server("PI-14", Required, exit_ends_the_server)
        .requires("`exit` ends the server, with status 0")
        .asked("`exit` stops the server, when it comes from the same machine.")
        .hint("break leaves only the inner loop, or the program ends with a traceback")
        .last(),
];

/// How many delays are measured.
const DELAYS: u32 = 48;

/// What can be filled into the command of a server.
pub fn values(terms: &Terms) -> Vec<Value> {
    Line::of(terms).values()
}

/// What the server does to acknowledgements on purpose.
#[derive(Clone, Copy, Debug)]
struct Line {
    loss: f64,
    /// The shortest delay and the longest.
    least: Duration,
    most: Duration,
    /// Only a share of them is delayed.
    is_for_a_share: bool,
}

impl Line {
    /// Nothing that matters.
    const CLEAN: Line =
        Line { loss: 0.0, least: Duration::ZERO, most: Duration::from_millis(1), is_for_a_share: false };

    /// As the profile has it.
    fn of(terms: &Terms) -> Line {
        let ping = &terms.profile.ping;
        let range = ping.delay.range();
        let (least, most) = range.unwrap_or_default();
        Line {
            loss: ping.loss.probability(),
            least: terms.scaled(least),
            most: terms.scaled(most),
            is_for_a_share: range.is_none(),
        }
    }

    fn values(self) -> Vec<Value> {
        let seconds = |span: Duration| format!("{}", (span.as_secs_f64() * 1e6).round() / 1e6);
        vec![
            ("loss", format!("{}", self.loss)),
            ("delay-min", seconds(self.least)),
            ("delay-max", seconds(self.most)),
        ]
    }

    /// The delay that is exceeded as often as not.
    fn middle(self) -> Duration {
        (self.least + self.most) / 2
    }

    /// How long an acknowledgement that is not lost may take.
    fn wait(self) -> Duration {
        self.most.mul_f64(1.5) + Duration::from_millis(400)
    }

    /// About how long so many packets take, one after another.
    fn one_by_one(self, packets: u32) -> Duration {
        (self.middle() + self.wait().mul_f64(self.loss)) * packets
    }

    /// How many packets it takes until all of them are lost by chance once in ten million times.
    fn tries(self) -> u32 {
        (1..60).find(|tries| self.loss.powf(f64::from(*tries)) < 1e-7).unwrap_or(60)
    }
}

/// The server, and what it does to acknowledgements: `wanted` as far as its command can be told.
fn start<'a>(trial: &Trial<'a>, wanted: Line) -> Outcome<(Server<'a>, Line)> {
    let mut line = Line::of(trial.terms);
    if trial.has("loss") {
        line.loss = wanted.loss;
    }
    if trial.has("delay-min") && trial.has("delay-max") {
        line = Line { loss: line.loss, ..wanted };
    }
    Ok((trial.server_with(Udp, &wanted.values())?, line))
}

/// The server with as little loss and delay as its command can be told.
fn clean<'a>(trial: &Trial<'a>) -> Outcome<(Server<'a>, Line)> {
    start(trial, Line::CLEAN)
}

/// Sends the packet until it is answered, as it may be lost. What exactly the answer says is one case's matter alone.
fn acknowledgement(trial: &Trial<'_>, end: &Datagrams<'_>, packet: &[u8], line: Line) -> Outcome<Vec<u8>> {
    let tries = line.tries();
    for number in 1..=tries {
        end.send(packet)?;
        let limit = if number == tries { line.wait().max(trial.patience()) } else { line.wait() };
        match end.receive(limit)? {
            Some(answer) => return Ok(answer),
            None if end.is_refused() => break,
            None => {}
        }
    }
    wrong(
        shown(ACKNOWLEDGED),
        if tries > 1 { format!("nothing in {tries} tries") } else { end.nothing(trial.patience()) },
    )
}

/// A client calibrates; what exactly the answer says is one case's matter alone.
fn calibrate(trial: &Trial<'_>, end: &Datagrams<'_>, message: &[u8]) -> Outcome<Vec<u8>> {
    end.send(message)?;
    match end.receive(trial.patience())? {
        Some(answer) => Ok(answer),
        None => wrong(shown(CALIBRATED), end.nothing(trial.patience())),
    }
}

/// A size for which nothing that follows is cut.
const AMPLE: &[u8] = b"C 2048";

fn a_calibration_is_answered(trial: &Trial<'_>) -> Outcome {
    let (server, _) = clean(trial)?;
    let end = server.datagrams()?;
    end.send(AMPLE)?;
    end.expect(CALIBRATED)?;
    end.expect_nothing("one datagram and no more")
}

fn a_packet_is_acknowledged(trial: &Trial<'_>) -> Outcome {
    let (server, line) = clean(trial)?;
    let end = server.datagrams()?;
    let answer = acknowledgement(trial, &end, b"Hello Server", line)?;
    if answer != ACKNOWLEDGED {
        return wrong(shown(ACKNOWLEDGED), shown(&answer));
    }
    end.expect_nothing("one datagram and no more")
}

fn calibrations_are_never_impaired(trial: &Trial<'_>) -> Outcome {
    const ASKED: u32 = 40;
    let own = Line::of(trial.terms);
    let (server, line) = start(trial, Line { loss: 1.0, least: own.most, ..own })?;
    let mut took = Vec::new();
    for number in 1..=ASKED {
        let end = server.datagrams()?;
        let asked = trial.now();
        end.send(AMPLE)?;
        // What exactly it says is another case's matter.
        if end.receive(trial.patience())?.is_none() {
            return wrong(
                "an answer to every `C <size>`",
                format!("{} to number {number} of {ASKED}", end.nothing(trial.patience())),
            );
        }
        took.push((trial.now() - asked).as_secs_f64());
    }
    let (took, delay) = (median(took), line.middle().as_secs_f64());
    // With delays too short to be told from how long a program takes, this cannot fail.
    if took > delay / 2.0 + 0.005 {
        return wrong(
            "an answer to `C <size>` without the delay that packets have",
            format!("the median of {ASKED} is {:.1} ms", took * 1000.0),
        );
    }
    Ok(())
}

/// The smallest number of losses that as many or more of so many packets have by chance once in ten million times.
fn too_many(packets: u32, loss: f64) -> u32 {
    if loss == 0.0 {
        return 1;
    }
    // The probability of each number, from all packets lost downwards.
    let mut chance = loss.powf(f64::from(packets));
    let mut sum = 0.0;
    for lost in (0..=packets).rev() {
        sum += chance;
        if sum > 1e-7 {
            return lost + 1;
        }
        chance *= f64::from(lost) / f64::from(packets - lost + 1) * (1.0 - loss) / loss;
    }
    0
}

fn packets_are_lost(trial: &Trial<'_>) -> Outcome {
    const ENOUGH: u32 = 60;
    let own = Line::of(trial.terms);
    let (server, line) = start(trial, Line { loss: own.loss, ..Line::CLEAN })?;
    if line.loss >= 1.0 {
        return unjudged("the profile has every packet lost");
    }
    // Without one loss in so many there is none.
    let at_most = (1e-7_f64.ln() / (1.0 - line.loss).ln()).min(400.0) as u32;
    let end = server.datagrams()?;
    let (mut sent, mut answered) = (0, 0);
    // One at a time: the exercise's server sleeps for each.
    loop {
        let has_lost = answered < sent;
        let is_over = sent >= ENOUGH && (has_lost || line.loss == 0.0 || sent >= at_most);
        if is_over && !has_lost {
            break;
        }
        if !is_over {
            end.send(b"Hello Server")?;
            sent += 1;
        }
        // An answer that comes late, as it does on a busy machine, counts all the same.
        let limit = if is_over { line.wait().max(trial.patience()) } else { line.wait() };
        match end.receive(limit)? {
            Some(_) => answered += 1,
            None if end.is_refused() => {
                return wrong("some packets acknowledged, others lost", "nobody listens there");
            }
            None if is_over => break,
            None => {}
        }
    }
    let lost = sent.saturating_sub(answered);
    if lost < too_many(sent, line.loss) && (lost > 0 || line.loss == 0.0) {
        return Ok(());
    }
    wrong(
        format!("about {:.0} % of the packets lost", line.loss * 100.0),
        format!("of {sent} packets {lost} were not answered"),
    )
}

fn packets_are_delayed(trial: &Trial<'_>) -> Outcome {
    let own = Line::of(trial.terms);
    if own.is_for_a_share {
        return unjudged("the profile delays a share of the packets only");
    }
    let (server, line) = start(trial, Line { loss: 0.0, ..own })?;
    let end = server.datagrams()?;
    let mut delays = Vec::new();
    for _ in 0..DELAYS * 2 {
        let asked = trial.now();
        end.send(b"Hello Server")?;
        if end.receive(line.wait())?.is_some() {
            delays.push((trial.now() - asked).as_secs_f64());
        } else if end.is_refused() {
            break;
        }
        if delays.len() as u32 == DELAYS {
            break;
        }
    }
    let count = delays.len() as f64;
    let (least, most) = (line.least.as_secs_f64(), line.most.as_secs_f64());
    let expected = format!("delays from {} to {}, each time another", spelled(least), spelled(most));
    if count < f64::from(DELAYS) / 2.0 {
        return wrong(expected, format!("{count} of {} packets were acknowledged", DELAYS * 2));
    }
    let shortest = delays.iter().copied().fold(f64::MAX, f64::min);
    let longest = delays.iter().copied().fold(0.0, f64::max);
    let middle = median(delays);
    // The median of so many lies within five standard deviations. A program does not come to its turn at once, and now
    // and then much later, which a mean would show.
    let room = 2.5 * (most - least) / (count + 2.0).sqrt();
    let center = (least + most) / 2.0;
    let is_right = middle > center - room - 0.001
        && middle < center + room + 0.04
        && longest - shortest > 0.3 * (most - least);
    if is_right {
        return Ok(());
    }
    wrong(
        expected,
        format!(
            "{count} delays from {} to {}, their median {}",
            spelled(shortest),
            spelled(longest),
            spelled(middle)
        ),
    )
}

fn spelled(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1000.0)
}

fn each_asker_has_its_answer(trial: &Trial<'_>) -> Outcome {
    let (server, line) = clean(trial)?;
    let (one, other) = (server.datagrams()?, server.datagrams()?);
    for end in [&one, &other] {
        calibrate(trial, end, AMPLE)?;
    }
    for (asking, silent) in [(&one, &other), (&other, &one)] {
        acknowledgement(trial, asking, b"Hello Server", line)?;
        silent.expect_nothing("no answer to a client that has not asked")?;
    }
    Ok(())
}

fn a_client_calibrates_anew(trial: &Trial<'_>) -> Outcome {
    let (server, line) = clean(trial)?;
    let end = server.datagrams()?;
    let first = calibrate(trial, &end, b"C 512")?;
    acknowledgement(trial, &end, b"Hello Server", line)?;
    // Of a packet that was taken for lost an acknowledgement may still come.
    for _ in 0..line.tries() {
        end.receive(Duration::ZERO)?;
    }
    match calibrate(trial, &end, AMPLE)? {
        again if again == first => Ok(()),
        again => wrong(format!("{} again, to {}", shown(&first), shown(AMPLE)), shown(&again)),
    }
}

fn delays_do_not_add_up(trial: &Trial<'_>) -> Outcome {
    const CLIENTS: u32 = 48;
    let own = Line::of(trial.terms);
    let (server, line) = start(trial, Line { loss: 0.0, least: own.most, ..own })?;
    let sum = line.middle().mul_f64(1.0 - line.loss) * CLIENTS;
    // A program does not come to its turn at once.
    let soon = line.most.mul_f64(1.5) + Duration::from_millis(300);
    if sum < soon.mul_f64(1.6) {
        return unjudged(format!("delays of {} are too short to tell", spoken(line.middle())));
    }
    let limit = soon.max(sum / 2);
    let mut waiting = (0..CLIENTS).map(|_| server.datagrams()).collect::<Outcome<Vec<_>>>()?;
    let begun = trial.now();
    for end in &waiting {
        end.send(b"Hello Server")?;
    }
    let deadline = begun + limit;
    let (mut in_time, mut late) = (0, 0);
    let mut quiet_from = deadline;
    // A server that sleeps is let finish, for the sake of the cases that follow.
    while !waiting.is_empty() && trial.now().since(quiet_from) < trial.patience() {
        let now = trial.now();
        let mut still = Vec::new();
        for end in waiting {
            match end.receive(Duration::ZERO)? {
                None => still.push(end),
                Some(_) if now < deadline => in_time += 1,
                Some(_) => (late, quiet_from) = (late + 1, now),
            }
        }
        waiting = still;
        trial.pause(Duration::from_millis(5))?;
    }
    if in_time + late < CLIENTS / 4 {
        return unjudged(format!("only {} of {CLIENTS} clients were answered", in_time + late));
    }
    // One or the other may be late for reasons of the machine.
    if late <= CLIENTS / 8 {
        return Ok(());
    }
    wrong(
        format!("packets of {CLIENTS} clients at once, acknowledged within {}", spoken(limit)),
        format!("{late} acknowledgements came later"),
    )
}

fn long_datagrams_are_not_cut(trial: &Trial<'_>) -> Outcome {
    let (server, _) = clean(trial)?;
    let first = calibrate(trial, &server.datagrams()?, b"C 2")?;
    let end = server.datagrams()?;
    // Cut at two bytes it is no calibration any more.
    end.send(AMPLE)?;
    let expected = || format!("{} to {} after `C 2`", shown(&first), shown(AMPLE));
    match end.receive(trial.patience())? {
        Some(answer) if answer == first => Ok(()),
        Some(answer) => wrong(expected(), shown(&answer)),
        None => wrong(expected(), end.nothing(trial.patience())),
    }
}

fn what_begins_with_c_is_survived(trial: &Trial<'_>) -> Outcome {
    let (mut server, line) = clean(trial)?;
    for junk in [&b"C"[..], b"Cat", b"C x", b"C -1", b"C 99999999999999999999"] {
        let end = server.datagrams()?;
        end.send(junk)?;
        // Whether it is acknowledged is left open; until then a server that ends has ended.
        end.receive(line.wait())?;
        server.must_live(&format!("after {}", shown(junk)))?;
    }
    calibrate(trial, &server.datagrams()?, AMPLE).map(drop)
}

fn any_bytes_are_a_packet(trial: &Trial<'_>) -> Outcome {
    let (mut server, line) = clean(trial)?;
    let end = server.datagrams()?;
    for packet in [&b""[..], b"\xff\xfe\x00"] {
        let answer = acknowledgement(trial, &end, packet, line);
        server.must_live(&format!("after {}", shown(packet)))?;
        answer?;
    }
    Ok(())
}

fn messages_are_printed(trial: &Trial<'_>) -> Outcome {
    let (server, _) = clean(trial)?;
    if !server.is_ours() {
        return unjudged("what a server prints can be seen when it is started by a command");
    }
    server.datagrams()?.send(b"Hello 5150")?;
    let sent = trial.now();
    while !server.output().contains("5150") {
        if trial.now() - sent > trial.patience() {
            return wrong("a line with Hello 5150", shown(server.output().as_bytes()));
        }
        trial.pause(Duration::from_millis(20))?;
    }
    Ok(())
}

/// It is told to lose every packet, which `exit` is not.
fn losing<'a>(trial: &Trial<'a>) -> Outcome<Server<'a>> {
    let (server, _) = start(trial, Line { loss: 1.0, ..Line::CLEAN })?;
    Ok(server)
}

fn exit_is_answered(trial: &Trial<'_>) -> Outcome {
    let server = losing(trial)?;
    let end = server.datagrams()?;
    end.send(EXIT)?;
    end.expect(STOPPING)
}

fn exit_ends_the_server(trial: &Trial<'_>) -> Outcome {
    let mut server = losing(trial)?;
    let ends = trial.terms.profile.ping.remote_stop.allows(server.address.ip());
    let end = server.datagrams()?;
    // What was played before may have ended a server that is not ours.
    end.send(AMPLE)?;
    if end.receive(trial.patience())?.is_none() {
        return unjudged("it did not answer any more before `exit` was said");
    }
    end.send(EXIT)?;
    // What it answers is another case's matter.
    end.receive(Terms::QUIET)?;
    if ends && server.is_ours() {
        let expected = "it ends after `exit`, with status 0";
        return match server.ended(trial.patience())? {
            Some(status) if status.success() => Ok(()),
            Some(status) => wrong(expected, format!("it ended with {status}")),
            None => wrong(expected, format!("it still runs after {}", spoken(trial.patience()))),
        };
    }
    let again = server.datagrams()?;
    again.send(AMPLE)?;
    match again.receive(Terms::QUIET)? {
        Some(answer) if ends => wrong("nobody listens there any more", shown(&answer)),
        None if !ends => wrong("it goes on after `exit`", again.nothing(Terms::QUIET)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_server_does_not_lose_too_many() {
        // P(X >= 20) of 60 at 0.1 is about 7.6e-7, P(X >= 22) about 4e-8.
        assert_eq!(too_many(60, 0.1), 22);
        assert_eq!(too_many(60, 0.999), 61);
        assert_eq!(too_many(60, 0.0), 1);
        assert_eq!(Line { loss: 0.1, ..Line::CLEAN }.tries(), 8);
        assert_eq!(Line::CLEAN.tries(), 1);
    }
}
