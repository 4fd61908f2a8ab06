//! How many bytes of a TCP connection its peer has not acknowledged: `SIOCOUTQ`, which no safe crate offers.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};

/// Bytes that were written and that the peer has not acknowledged (tcp(7)).
pub fn unacknowledged(fd: BorrowedFd<'_>) -> io::Result<usize> {
    let mut bytes: libc::c_int = 0;
    // SAFETY: TIOCOUTQ, which is SIOCOUTQ, writes one int to where the third argument points; it lives long enough.
    let result = unsafe { libc::ioctl(fd.as_raw_fd(), libc::TIOCOUTQ, &raw mut bytes) };
    if result < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(usize::try_from(bytes).unwrap_or(0))
}
