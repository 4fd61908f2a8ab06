//! Many datagrams a system call: `recvmmsg` and `sendmmsg`, with the address asked as a control message.
//!
//! nix has both calls, but its `sendmmsg` gives one set of control messages to the whole batch, and each of our
//! answers leaves from the address that its own request was sent to.

use std::io;
use std::mem::{MaybeUninit, size_of, zeroed};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::os::fd::{AsRawFd, BorrowedFd};

use crate::contract::Received;

/// The most datagrams one call takes.
pub const BATCH: usize = 64;

/// Room for one control message with the larger of the two packet-info structures, aligned as the kernel wants it.
#[derive(Clone, Copy)]
#[repr(align(8))]
struct Control([u8; 64]);

/// Buffers for one batch of datagrams.
pub struct Slots {
    payloads: Box<[u8]>,
    size: usize,
    names: Box<[libc::sockaddr_storage; BATCH]>,
    controls: Box<[Control; BATCH]>,
    /// Length and meta data of what the last call received.
    arrived: Vec<(usize, Option<Received>)>,
}

impl Slots {
    /// Room for [`BATCH`] datagrams of up to `size` bytes; longer ones are cut. The pages of a slot cost nothing
    /// until a datagram has filled them.
    pub fn new(size: usize) -> Slots {
        // SAFETY: sockaddr_storage is plain data for which all zeros is a value.
        let name: libc::sockaddr_storage = unsafe { zeroed() };
        Slots {
            payloads: vec![0; size * BATCH].into_boxed_slice(),
            size,
            names: Box::new([name; BATCH]),
            controls: Box::new([Control([0; 64]); BATCH]),
            arrived: Vec::with_capacity(BATCH),
        }
    }

    /// What the last [`receive`] brought, in order of arrival.
    pub fn arrived(&self) -> impl Iterator<Item = (&Received, &[u8])> {
        let payloads = self.payloads.chunks(self.size.max(1));
        self.arrived.iter().zip(payloads).filter_map(|((length, meta), payload)| {
            // A datagram from an address that is none cannot be answered.
            Some((meta.as_ref()?, payload.get(..*length)?))
        })
    }
}

/// Receives what is there, up to a batch, without waiting. Gives the number of datagrams.
pub fn receive(fd: BorrowedFd<'_>, slots: &mut Slots) -> io::Result<usize> {
    slots.arrived.clear();
    let mut vectors: [MaybeUninit<libc::iovec>; BATCH] = [MaybeUninit::uninit(); BATCH];
    // SAFETY: mmsghdr is plain data for which all zeros is a value.
    let mut headers: [libc::mmsghdr; BATCH] = unsafe { zeroed() };
    let buffers = slots.payloads.chunks_mut(slots.size.max(1));
    let rows = headers
        .iter_mut()
        .zip(&mut vectors)
        .zip(buffers)
        .zip(slots.names.iter_mut())
        .zip(slots.controls.iter_mut());
    for ((((header, vector), payload), name), control) in rows {
        let vector =
            vector.write(libc::iovec { iov_base: payload.as_mut_ptr().cast(), iov_len: payload.len() });
        header.msg_hdr.msg_iov = vector;
        header.msg_hdr.msg_iovlen = 1;
        header.msg_hdr.msg_name = std::ptr::from_mut(name).cast();
        header.msg_hdr.msg_namelen = size_of::<libc::sockaddr_storage>() as libc::socklen_t;
        header.msg_hdr.msg_control = control.0.as_mut_ptr().cast();
        header.msg_hdr.msg_controllen = control.0.len();
    }
    // SAFETY: every header points at buffers that live in `slots` or in `vectors` until after the call, with
    // their true lengths; there are BATCH headers; `fd` is open.
    let count = unsafe {
        libc::recvmmsg(
            fd.as_raw_fd(),
            headers.as_mut_ptr(),
            BATCH as libc::c_uint,
            libc::MSG_DONTWAIT,
            std::ptr::null_mut(),
        )
    };
    let count = usize::try_from(count).map_err(|_| io::Error::last_os_error())?;
    for (header, name) in headers.iter().zip(slots.names.iter()).take(count) {
        let meta = from_storage(name).map(|from| received(from, &header.msg_hdr));
        slots.arrived.push((header.msg_len as usize, meta));
    }
    Ok(count)
}

/// One datagram to send.
#[derive(Clone, Copy)]
pub struct Outgoing<'a> {
    /// Where it goes.
    pub to: SocketAddr,
    /// Our address it leaves from.
    pub source: Option<IpAddr>,
    /// What it carries.
    pub payload: &'a [u8],
}

/// Sends the first [`BATCH`] of `datagrams` at most. Gives how many the kernel took, at least one; an error is
/// about the first of them.
pub fn send(fd: BorrowedFd<'_>, datagrams: &[Outgoing<'_>]) -> io::Result<usize> {
    let mut vectors: [MaybeUninit<libc::iovec>; BATCH] = [MaybeUninit::uninit(); BATCH];
    let mut names: [MaybeUninit<socket2::SockAddr>; BATCH] = [const { MaybeUninit::uninit() }; BATCH];
    let mut controls = [Control([0; 64]); BATCH];
    // SAFETY: as in `receive`.
    let mut headers: [libc::mmsghdr; BATCH] = unsafe { zeroed() };
    let rows = headers.iter_mut().zip(&mut vectors).zip(&mut names).zip(&mut controls).zip(datagrams);
    let mut count = 0;
    for ((((header, vector), name), control), datagram) in rows {
        let vector = vector.write(libc::iovec {
            // sendmmsg only reads from it.
            iov_base: datagram.payload.as_ptr().cast_mut().cast(),
            iov_len: datagram.payload.len(),
        });
        // SockAddr owns no memory, so that it is never dropped costs nothing.
        let name = name.write(datagram.to.into());
        header.msg_hdr.msg_iov = vector;
        header.msg_hdr.msg_iovlen = 1;
        header.msg_hdr.msg_name = name.as_ptr().cast_mut().cast();
        header.msg_hdr.msg_namelen = name.len();
        if let Some(source) = datagram.source {
            header.msg_hdr.msg_control = control.0.as_mut_ptr().cast();
            header.msg_hdr.msg_controllen = control.0.len();
            header.msg_hdr.msg_controllen = write_source(&mut header.msg_hdr, source, datagram.to);
        }
        count += 1;
    }
    // SAFETY: the first `count` headers point at buffers that outlive the call, with their true lengths.
    let sent = unsafe { libc::sendmmsg(fd.as_raw_fd(), headers.as_mut_ptr(), count, libc::MSG_DONTWAIT) };
    usize::try_from(sent).map_err(|_| io::Error::last_os_error())
}

/// Writes the control message that makes a datagram leave from `source`, and gives the length in use.
fn write_source(header: &mut libc::msghdr, source: IpAddr, to: SocketAddr) -> usize {
    match source {
        IpAddr::V4(source) => {
            let info = libc::in_pktinfo {
                ipi_ifindex: 0,
                ipi_spec_dst: libc::in_addr { s_addr: source.to_bits().to_be() },
                ipi_addr: libc::in_addr { s_addr: 0 },
            };
            write_control(header, libc::IPPROTO_IP, libc::IP_PKTINFO, info)
        }
        IpAddr::V6(source) => {
            // A link-local address means something on its own link only.
            let ipi6_ifindex = match to {
                SocketAddr::V6(to) if source.is_unicast_link_local() => to.scope_id(),
                _ => 0,
            };
            let info =
                libc::in6_pktinfo { ipi6_addr: libc::in6_addr { s6_addr: source.octets() }, ipi6_ifindex };
            write_control(header, libc::IPPROTO_IPV6, libc::IPV6_PKTINFO, info)
        }
    }
}

fn write_control<T: Copy>(
    header: &mut libc::msghdr,
    level: libc::c_int,
    kind: libc::c_int,
    data: T,
) -> usize {
    let length = size_of::<T>() as libc::c_uint;
    // SAFETY: the header's control buffer is a `Control`: 64 bytes, aligned, more than CMSG_SPACE of either
    // packet-info structure (28 and 36). CMSG_FIRSTHDR is therefore not null, and its data has room for `data`.
    unsafe {
        let message = libc::CMSG_FIRSTHDR(header);
        (*message).cmsg_level = level;
        (*message).cmsg_type = kind;
        (*message).cmsg_len = libc::CMSG_LEN(length) as _;
        libc::CMSG_DATA(message).cast::<T>().write_unaligned(data);
        libc::CMSG_SPACE(length) as usize
    }
}

/// Reads the address that was asked from the control messages.
fn received(from: SocketAddr, header: &libc::msghdr) -> Received {
    let mut meta = Received { from, to: None, unicast: true };
    // SAFETY: the kernel filled the control buffer and set its length; CMSG_NXTHDR stays inside it, and each
    // structure is read only behind a header of its own kind, which is followed by a whole one.
    unsafe {
        let mut message = libc::CMSG_FIRSTHDR(header);
        while !message.is_null() {
            let data = libc::CMSG_DATA(message);
            match ((*message).cmsg_level, (*message).cmsg_type) {
                (libc::IPPROTO_IP, libc::IP_PKTINFO) => {
                    let info = data.cast::<libc::in_pktinfo>().read_unaligned();
                    let local = Ipv4Addr::from_bits(u32::from_be(info.ipi_spec_dst.s_addr));
                    meta.to = Some(local.into());
                    // A packet to a group or to everybody has another address in its header than ours.
                    meta.unicast = info.ipi_addr.s_addr == info.ipi_spec_dst.s_addr;
                }
                (libc::IPPROTO_IPV6, libc::IPV6_PKTINFO) => {
                    let info = data.cast::<libc::in6_pktinfo>().read_unaligned();
                    let local = Ipv6Addr::from(info.ipi6_addr.s6_addr);
                    meta.unicast = !local.is_multicast();
                    meta.to = Some(local.into());
                }
                _ => {}
            }
            message = libc::CMSG_NXTHDR(header, message);
        }
    }
    meta
}

fn from_storage(storage: &libc::sockaddr_storage) -> Option<SocketAddr> {
    let start = std::ptr::from_ref(storage);
    // SAFETY: the storage is large enough and aligned for either structure, and the family, which the kernel
    // wrote, says which one it is; both are plain data.
    unsafe {
        match libc::c_int::from(storage.ss_family) {
            libc::AF_INET => {
                let name = &*start.cast::<libc::sockaddr_in>();
                let ip = Ipv4Addr::from_bits(u32::from_be(name.sin_addr.s_addr));
                Some(SocketAddrV4::new(ip, u16::from_be(name.sin_port)).into())
            }
            libc::AF_INET6 => {
                let name = &*start.cast::<libc::sockaddr_in6>();
                let ip = Ipv6Addr::from(name.sin6_addr.s6_addr);
                let port = u16::from_be(name.sin6_port);
                Some(SocketAddrV6::new(ip, port, 0, name.sin6_scope_id).into())
            }
            _ => None,
        }
    }
}
