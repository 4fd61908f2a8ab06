//! Programs of others, and of ours, that run beside us: each in a process group of its own, its output kept within
//! bounds, and none left behind when we end.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use nix::sys::signal::{Signal, kill, killpg};
use nix::sys::wait::waitpid;
use nix::unistd::Pid;

use super::stop::Stop;
use crate::clock;
use crate::net::wait::{For, wait};

/// How much of each output is kept: its beginning, and its end.
const BEGINNING: usize = 256 << 10;
const END: usize = 16 << 10;

/// How often a program that is waited for is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// How often we look for what escaped from a program's group, at most.
const SWEEPS: u32 = 200;

/// Programs that run now, and how to end this process: a second Ctrl-C leaves none of them behind.
static RUNNING: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());
static LEAVE: OnceLock<fn(u8)> = OnceLock::new();

fn running() -> MutexGuard<'static, BTreeSet<u32>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What ends this process in place of `leave`, once it has ended the programs it started.
pub fn leaving(leave: fn(u8)) -> fn(u8) {
    let _ = LEAVE.set(leave);
    leave_alone
}

fn leave_alone(code: u8) {
    // Held until the end, so that no other is started.
    let running = running();
    for id in running.iter() {
        end_group(*id);
    }
    end_those_but(&running);
    if let Some(leave) = LEAVE.get() {
        leave(code);
    }
}

/// Starts a program in a group of its own: Ctrl-C does not reach it, it is ours to end it with [`reap`].
pub fn spawn(command: &mut Command) -> io::Result<Child> {
    let mut running = running();
    let child = command.process_group(0).spawn()?;
    running.insert(child.id());
    Ok(child)
}

/// Ends a program and its group at once, if they have not ended yet, and lets go of them.
pub fn reap(child: &mut Child) -> io::Result<ExitStatus> {
    end_group(child.id());
    let status = child.wait();
    running().remove(&child.id());
    status
}

fn end_group(id: u32) {
    // A group that has ended already cannot be told to.
    if let Ok(id) = i32::try_from(id) {
        let _ = killpg(Pid::from_raw(id), Signal::SIGKILL);
    }
}

/// From now on, what a program leaves behind becomes a child of ours, so that it can be found and ended.
pub fn adopt_orphans() {
    // Where that is refused, they live on; nothing else changes.
    let _ = nix::sys::prctl::set_child_subreaper(true);
}

/// Ends what has become a child of ours without being started by us: it left its program's group on purpose, and
/// [`adopt_orphans`] made it ours when that program had ended.
pub fn end_orphans() {
    end_those_but(&running());
}

/// Ends the processes whose parent we are, but for those that are `running`.
fn end_those_but(running: &BTreeSet<u32>) {
    for _ in 0..SWEEPS {
        let orphans: Vec<i32> = children()
            .into_iter()
            .filter(|id| !running.contains(id))
            .filter_map(|id| i32::try_from(id).ok())
            .collect();
        if orphans.is_empty() {
            return;
        }
        for orphan in orphans.into_iter().map(Pid::from_raw) {
            // Its own children become ours, and are met in the next round.
            let _ = kill(orphan, Signal::SIGKILL);
            let _ = waitpid(orphan, None);
        }
    }
}

/// The processes whose parent we are.
fn children() -> Vec<u32> {
    let ours = std::process::id().to_string();
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|id| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // After the name, which may hold anything and ends with the last bracket: state, parent.
        let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1));
        parent == Some(&ours)
    })
    .collect()
}

/// A program whose input is ours to give and whose output is kept. It is ended when it is let go of.
pub struct Program {
    child: Child,
    input: Option<Sender<String>>,
    output: Arc<Mutex<Kept>>,
    errors: Arc<Mutex<Kept>>,
}

/// What is kept of an output.
#[derive(Clone, Debug, Default)]
struct Kept {
    bytes: Vec<u8>,
    /// Bytes that were thrown away between the beginning and the end.
    missing: u64,
    is_closed: bool,
}

impl Kept {
    fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        // Twice the end, so that not every read moves it.
        if let Some(excess) = self.bytes.len().checked_sub(BEGINNING + 2 * END) {
            self.bytes.drain(BEGINNING..BEGINNING + END + excess);
            self.missing += (END + excess) as u64;
        }
    }

    /// What is kept, and where something is missing that it is.
    fn told(&self) -> Vec<u8> {
        match self.bytes.get(..BEGINNING).zip(self.bytes.get(BEGINNING..)) {
            Some((beginning, end)) if self.missing > 0 => {
                let gap = format!("\n... {} bytes are left out here ...\n", self.missing);
                [beginning, gap.as_bytes(), end].concat()
            }
            _ => self.bytes.clone(),
        }
    }
}

impl Program {
    /// Starts it.
    pub fn start(command: &mut Command) -> io::Result<Program> {
        let mut child = spawn(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()))?;
        let input = child.stdin.take().map(typing).transpose()?;
        let (output, errors) = (gather(child.stdout.take())?, gather(child.stderr.take())?);
        Ok(Program { child, input, output, errors })
    }

    /// Types this, without waiting until the program reads it. One that no longer reads is no error.
    pub fn say(&mut self, text: &str) {
        if let Some(input) = &self.input {
            let _ = input.send(text.to_owned());
        }
    }

    /// Says that nothing more will be typed.
    pub fn close_input(&mut self) {
        self.input = None;
    }

    /// What it has printed so far on standard output; of very much only the beginning and the end.
    pub fn output(&self) -> Vec<u8> {
        lock(&self.output).told()
    }

    /// The same of standard error.
    pub fn errors(&self) -> Vec<u8> {
        lock(&self.errors).told()
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.child.try_wait()
    }

    /// Waits until `seen` finds what it looks for, at most for `limit`, and not when `stop` is raised.
    pub fn wait_until<T>(
        &mut self,
        limit: Duration,
        stop: &Stop,
        mut seen: impl FnMut(&mut Program) -> Option<T>,
    ) -> Option<T> {
        let deadline = clock::now() + limit;
        loop {
            let left = deadline.since(clock::now());
            let found = seen(self);
            if found.is_some() || left.is_zero() || stop.raised().is_some() {
                return found;
            }
            let _ = wait([(stop.fd(), For::Reading)], Some(left.min(LOOK)));
        }
    }

    /// Waits until it has ended and all it printed has been read.
    pub fn wait_for_end(&mut self, limit: Duration, stop: &Stop) -> Option<ExitStatus> {
        let status = self.wait_until(limit, stop, |program| program.ended().ok().flatten())?;
        // A child it left behind may hold the output open.
        let is_read = |program: &mut Program| {
            (lock(&program.output).is_closed && lock(&program.errors).is_closed).then_some(())
        };
        self.wait_until(LOOK * 20, stop, is_read);
        Some(status)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = reap(&mut self.child);
    }
}

/// Types on a thread of its own, which ends with the program at the latest: it may never read.
fn typing(mut pipe: ChildStdin) -> io::Result<Sender<String>> {
    let (sender, texts) = channel::<String>();
    super::spawn("input", move || {
        for text in texts {
            if pipe.write_all(text.as_bytes()).is_err() {
                return;
            }
        }
    })?;
    Ok(sender)
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads an output to its end on a thread of its own: a program is never held up because nobody reads.
fn gather(pipe: Option<impl Read + Send + 'static>) -> io::Result<Arc<Mutex<Kept>>> {
    let kept = Arc::new(Mutex::new(Kept::default()));
    let Some(mut pipe) = pipe else { return Ok(kept) };
    let ours = kept.clone();
    super::spawn("output", move || {
        let mut chunk = [0; 16 << 10];
        loop {
            match pipe.read(&mut chunk) {
                Ok(length @ 1..) => lock(&ours).take(chunk.get(..length).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                _ => break,
            }
        }
        lock(&ours).is_closed = true;
    })?;
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Program {
        Program::start(Command::new("sh").args(["-c", script])).unwrap()
    }

    const LIMIT: Duration = Duration::from_secs(30);

    #[test]
    fn of_very_much_output_the_beginning_and_the_end_are_kept() {
        let mut kept = Kept::default();
        let mut given = Vec::new();
        for number in 0..200_000_u32 {
            kept.take(&number.to_be_bytes());
            given.extend_from_slice(&number.to_be_bytes());
        }
        assert!(kept.bytes.len() <= BEGINNING + 2 * END);
        assert_eq!(kept.bytes[..BEGINNING], given[..BEGINNING]);
        assert_eq!(kept.bytes[BEGINNING..], given[given.len() - (kept.bytes.len() - BEGINNING)..]);
        assert_eq!(kept.missing as usize, given.len() - kept.bytes.len());
    }

    #[test]
    fn what_is_typed_arrives_and_what_is_printed_is_kept() {
        let stop = Stop::new().unwrap();
        let mut program = shell("read line; echo \"heard $line\"; echo oops >&2; exit 3");
        program.say("hello\n");
        let status = program.wait_for_end(LIMIT, &stop).unwrap();
        assert_eq!(status.code(), Some(3));
        assert_eq!(program.output(), b"heard hello\n");
        assert_eq!(program.errors(), b"oops\n");
    }

    #[test]
    fn a_program_that_is_let_go_of_takes_its_children_along() {
        let stop = Stop::new().unwrap();
        adopt_orphans();
        let mut program = shell("setsid sh -c 'echo $$; sleep 600' & sh -c 'echo $$; sleep 600' & wait");
        let ids: Vec<String> = program
            .wait_until(LIMIT, &stop, |program| {
                let output = String::from_utf8(program.output()).unwrap();
                let ids: Vec<String> = output.lines().map(str::to_owned).collect();
                (ids.len() == 2).then_some(ids)
            })
            .unwrap();
        drop(program);
        end_orphans();
        for id in ids {
            let is_there =
                fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| !stat.contains(") Z "));
            assert!(!is_there, "{id} is still there");
        }
    }

    #[test]
    fn a_wait_ends_with_its_limit_and_with_the_stop() {
        let stop = Stop::new().unwrap();
        let mut program = shell("sleep 600");
        assert!(program.wait_for_end(Duration::from_millis(30), &stop).is_none());
        stop.raise(crate::contract::Ended::Signal);
        assert!(program.wait_for_end(LIMIT, &stop).is_none());
    }
}
