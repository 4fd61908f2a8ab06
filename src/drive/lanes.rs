//! Many pieces of work on a few threads at once, each telling how it goes.

use std::collections::VecDeque;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How often there is a sign of life when nothing is told.
const TICK: Duration = Duration::from_secs(1);

/// Does the pieces of work 0 to `count`, in this order, `at_once` of them at the same time, and shows what they tell;
/// `None` about every second when nothing is told.
pub fn side_by_side<N: Send>(
    count: usize,
    at_once: usize,
    work: impl Fn(usize, &dyn Fn(N)) + Sync,
    mut show: impl FnMut(Option<N>),
) {
    let waiting: Mutex<VecDeque<usize>> = Mutex::new((0..count).collect());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let (sender, told) = channel();
    thread::scope(|scope| {
        for _ in 0..at_once.min(count) {
            let (next, work, sender) = (&next, &work, sender.clone());
            let lane = move || {
                while let Some(number) = next() {
                    // Fails only when nobody looks any more.
                    work(number, &|news| _ = sender.send(news));
                }
            };
            // Where the system has no thread for it, the other lanes do its work.
            let _ = thread::Builder::new().name("lane".to_owned()).spawn_scoped(scope, lane);
        }
        drop(sender);
        loop {
            match told.recv_timeout(TICK) {
                Ok(news) => show(Some(news)),
                Err(RecvTimeoutError::Timeout) => show(None),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;

    #[test]
    fn as_many_as_may_run_do_run_at_once_and_all_are_told_of() {
        // None of three can go on before all three are there.
        let barrier = Barrier::new(3);
        let mut told = Vec::new();
        let work = |number: usize, tell: &dyn Fn(usize)| {
            barrier.wait();
            tell(number);
        };
        side_by_side(6, 3, work, |news| told.extend(news));
        told.sort_unstable();
        assert_eq!(told, [0, 1, 2, 3, 4, 5]);
    }
}
