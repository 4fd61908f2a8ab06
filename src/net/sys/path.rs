//! What a socket knows of the way to its peer: whether packets may be broken in pieces, how long they may be, and from
//! which of our addresses they leave.

use std::io;
use std::mem::{size_of, zeroed};
use std::os::fd::{AsRawFd, BorrowedFd};

/// From now on packets are never broken in pieces, neither here nor on the way, and may be as long as the device takes,
/// whatever has been heard of the way.
pub fn dont_fragment(fd: BorrowedFd<'_>, is_ipv6: bool) -> io::Result<()> {
    let (level, option, value) = if is_ipv6 {
        (libc::IPPROTO_IPV6, libc::IPV6_MTU_DISCOVER, libc::IPV6_PMTUDISC_PROBE)
    } else {
        (libc::IPPROTO_IP, libc::IP_MTU_DISCOVER, libc::IP_PMTUDISC_PROBE)
    };
    // SAFETY: the option takes an integer, which lives until after the call, with its true length; `fd` is open.
    let done = unsafe {
        libc::setsockopt(
            fd.as_raw_fd(),
            level,
            option,
            (&raw const value).cast(),
            size_of::<libc::c_int>() as libc::socklen_t,
        )
    };
    if done == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// Takes a UDP socket's peer from it, and our address and port with it unless they were asked for; connecting it anew
/// chooses them from what is there by then.
pub fn forget_peer(fd: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: sockaddr is plain data for which all zeros is a value: AF_UNSPEC, no address.
    let nobody: libc::sockaddr = unsafe { zeroed() };
    // SAFETY: the address lives until after the call, with its true length; `fd` is open.
    let done = unsafe {
        libc::connect(fd.as_raw_fd(), &raw const nobody, size_of::<libc::sockaddr>() as libc::socklen_t)
    };
    if done == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
