//! Many datagrams a system call: `recvmmsg` and `sendmmsg`, with what stands beside a datagram in control messages:
//! the address asked, when it passed the kernel, what its IP header said.
//!
//! nix has both calls, but its `sendmmsg` gives one set of control messages to the whole batch, and each of our
//! answers leaves from the address that its own request was sent to.

use std::io;
use std::mem::{MaybeUninit, size_of, zeroed};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::os::fd::{AsRawFd, BorrowedFd};

use crate::clock;
use crate::contract::{Arrival, Received, Stamp, Stamper};

/// The most datagrams one call takes.
pub const BATCH: usize = 64;

/// How many datagrams are asked for where few come.
const FEW: usize = 4;

/// Room for the control messages of one datagram, aligned as the kernel wants them: packet info (40 bytes), time
/// (64), TTL, traffic class and lost datagrams (24 each).
const CONTROL_ROOM: usize = 192;

#[derive(Clone, Copy)]
#[repr(align(8))]
struct Control([u8; CONTROL_ROOM]);

/// Buffers for one batch of datagrams.
pub struct Slots {
    payloads: Box<[u8]>,
    size: usize,
    names: Box<[libc::sockaddr_storage; BATCH]>,
    controls: Box<[Control; BATCH]>,
    /// How many the next call asks for: little is prepared in vain while little comes.
    asks: usize,
    /// Length and meta data of what the last call received.
    arrived: Vec<(usize, Option<Received>)>,
}

impl Slots {
    /// The most datagrams in it.
    pub const BATCH: usize = BATCH;

    /// Room for [`BATCH`] datagrams of up to `size` bytes; longer ones are cut. The pages of a slot cost nothing
    /// until a datagram has filled them.
    pub fn new(size: usize) -> Slots {
        // SAFETY: sockaddr_storage is plain data for which all zeros is a value.
        let name: libc::sockaddr_storage = unsafe { zeroed() };
        Slots {
            payloads: vec![0; size * BATCH].into_boxed_slice(),
            size,
            names: Box::new([name; BATCH]),
            controls: Box::new([Control([0; CONTROL_ROOM]); BATCH]),
            asks: FEW,
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
    let mut arrived = std::mem::take(&mut slots.arrived);
    let count = take(fd, slots, libc::MSG_DONTWAIT, |length, name, header, read_at| {
        arrived.push((length, from_storage(name).map(|from| received(from, read_at, header))));
    });
    slots.arrived = arrived;
    count.map(|(count, _)| count)
}

/// When one of a socket's datagrams left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Which one, as it was sent (see [`Follow`]).
    pub index: u32,
    /// When the kernel handed it to the device, in nanoseconds since 1970-01-01 UTC.
    pub unix_ns: u64,
}

/// Takes from the socket's error queue when datagrams left, without waiting, and forgets what `slots` received.
pub fn departures(fd: BorrowedFd<'_>, slots: &mut Slots, departures: &mut Vec<Departure>) -> io::Result<()> {
    slots.arrived.clear();
    let flags = libc::MSG_DONTWAIT | libc::MSG_ERRQUEUE;
    while take(fd, slots, flags, |_, _, header, _| departures.extend(departure(header)))?.1 {}
    Ok(())
}

/// Receives a batch, and shows for each datagram its length, its sender, its header, and when it was read. Gives how many
/// there were, and whether as many as were asked for.
fn take(
    fd: BorrowedFd<'_>,
    slots: &mut Slots,
    flags: libc::c_int,
    mut show: impl FnMut(usize, &libc::sockaddr_storage, &libc::msghdr, Stamp),
) -> io::Result<(usize, bool)> {
    let asked = slots.asks;
    let mut vectors: [MaybeUninit<libc::iovec>; BATCH] = [MaybeUninit::uninit(); BATCH];
    // SAFETY: mmsghdr is plain data for which all zeros is a value.
    let mut headers: [libc::mmsghdr; BATCH] = unsafe { zeroed() };
    let buffers = slots.payloads.chunks_mut(slots.size.max(1));
    let rows = headers
        .iter_mut()
        .zip(&mut vectors)
        .zip(buffers)
        .zip(slots.names.iter_mut())
        .zip(slots.controls.iter_mut())
        .take(asked);
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
    // SAFETY: the first `asked` headers point at buffers that live in `slots` or in `vectors` until after the call,
    // with their true lengths; there are BATCH headers, and at least as many as are asked for; `fd` is open.
    let count = unsafe {
        libc::recvmmsg(
            fd.as_raw_fd(),
            headers.as_mut_ptr(),
            asked as libc::c_uint,
            flags,
            std::ptr::null_mut(),
        )
    };
    let count = usize::try_from(count).map_err(|_| io::Error::last_os_error())?;
    let read_at = Stamp { unix_ns: clock::unix_ns(), by: Stamper::Program };
    for (header, name) in headers.iter().zip(slots.names.iter()).take(count) {
        show(header.msg_len as usize, name, &header.msg_hdr, read_at);
    }
    slots.asks = (2 * count).clamp(FEW, BATCH);
    Ok((count, count == asked))
}

/// One datagram to send.
#[derive(Clone, Copy)]
pub struct Outgoing<'a> {
    /// Where it goes.
    pub to: SocketAddr,
    /// Our address it leaves from.
    pub source: Option<IpAddr>,
    /// DSCP and ECN, as one octet; `None` for the socket's own.
    pub traffic_class: Option<u8>,
    /// Whether the kernel is to say when it left, although the socket does not ask for that.
    pub follow: Follow,
    /// What it carries.
    pub payload: &'a [u8],
}

/// Whether the kernel is to say when a datagram left, and by which index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// It is not.
    No,
    /// By the kernel's own count from 0 of those that it is to say it of, which wraps; what was not sent may have been
    /// counted.
    Counted,
    /// By this one. Kernels before 6.13 do not know it: `EINVAL`.
    As(u32),
}

/// The control message that gives a datagram's index (`SCM_TS_OPT_ID` of asm-generic/socket.h).
const INDEX: libc::c_int = 81;

/// Sends one datagram of a connected socket that asks when its datagrams left, and gives it an index. Kernels before
/// 6.13 do not know that: `EINVAL`.
pub fn send_indexed(fd: BorrowedFd<'_>, payload: &[u8], index: u32) -> io::Result<()> {
    let mut vector = libc::iovec {
        // Sending only reads from it.
        iov_base: payload.as_ptr().cast_mut().cast(),
        iov_len: payload.len(),
    };
    let mut control = Control([0; CONTROL_ROOM]);
    let mut controls = Controls { room: &mut control, used: 0 };
    controls.write(libc::SOL_SOCKET, INDEX, index);
    let used = controls.used;
    // SAFETY: msghdr is plain data for which all zeros is a value.
    let mut header: libc::msghdr = unsafe { zeroed() };
    header.msg_iov = &raw mut vector;
    header.msg_iovlen = 1;
    header.msg_control = control.0.as_mut_ptr().cast();
    header.msg_controllen = used;
    // SAFETY: the header points at buffers that outlive the call, with their true lengths.
    let sent = unsafe { libc::sendmsg(fd.as_raw_fd(), &raw const header, libc::MSG_DONTWAIT) };
    if sent < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Sends one datagram. Beside [`send`] it has no batch to prepare.
pub fn send_one(fd: BorrowedFd<'_>, datagram: &Outgoing<'_>) -> io::Result<()> {
    let (mut vector, mut name) = (MaybeUninit::uninit(), MaybeUninit::uninit());
    let mut control = Control([0; CONTROL_ROOM]);
    // SAFETY: msghdr is plain data for which all zeros is a value.
    let mut header: libc::msghdr = unsafe { zeroed() };
    fill(&mut header, &mut vector, &mut name, &mut control, datagram);
    // SAFETY: the header points at buffers that outlive the call, with their true lengths.
    let sent = unsafe { libc::sendmsg(fd.as_raw_fd(), &raw const header, libc::MSG_DONTWAIT) };
    if sent < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Sends the first [`BATCH`] of `datagrams` at most. Gives how many the kernel took, at least one; an error is
/// about the first of them.
pub fn send<'a>(fd: BorrowedFd<'_>, datagrams: impl Iterator<Item = Outgoing<'a>>) -> io::Result<usize> {
    let mut vectors: [MaybeUninit<libc::iovec>; BATCH] = [MaybeUninit::uninit(); BATCH];
    let mut names: [MaybeUninit<socket2::SockAddr>; BATCH] = [const { MaybeUninit::uninit() }; BATCH];
    let mut controls = [Control([0; CONTROL_ROOM]); BATCH];
    // SAFETY: as in `take`.
    let mut headers: [libc::mmsghdr; BATCH] = unsafe { zeroed() };
    let rows = headers.iter_mut().zip(&mut vectors).zip(&mut names).zip(&mut controls).zip(datagrams);
    let mut count = 0;
    for ((((header, vector), name), control), datagram) in rows {
        fill(&mut header.msg_hdr, vector, name, control, &datagram);
        count += 1;
    }
    // SAFETY: the first `count` headers point at buffers that outlive the call, with their true lengths.
    let sent = unsafe { libc::sendmmsg(fd.as_raw_fd(), headers.as_mut_ptr(), count, libc::MSG_DONTWAIT) };
    usize::try_from(sent).map_err(|_| io::Error::last_os_error())
}

/// Makes a header, with what it points at, that sends a datagram.
fn fill(
    header: &mut libc::msghdr,
    vector: &mut MaybeUninit<libc::iovec>,
    name: &mut MaybeUninit<socket2::SockAddr>,
    control: &mut Control,
    datagram: &Outgoing<'_>,
) {
    header.msg_iov = vector.write(libc::iovec {
        // Sending only reads from it.
        iov_base: datagram.payload.as_ptr().cast_mut().cast(),
        iov_len: datagram.payload.len(),
    });
    header.msg_iovlen = 1;
    // SockAddr owns no memory, so that it is never dropped costs nothing.
    let name = name.write(datagram.to.into());
    header.msg_name = name.as_ptr().cast_mut().cast();
    header.msg_namelen = name.len();
    let mut controls = Controls { room: control, used: 0 };
    if let Some(source) = datagram.source {
        controls.source(source, datagram.to);
    }
    if let Some(class) = datagram.traffic_class {
        controls.traffic_class(class, datagram.to);
    }
    if datagram.follow != Follow::No {
        controls.write(libc::SOL_SOCKET, libc::SO_TIMESTAMPING, libc::SOF_TIMESTAMPING_TX_SOFTWARE);
    }
    if let Follow::As(index) = datagram.follow {
        controls.write(libc::SOL_SOCKET, INDEX, index);
    }
    if controls.used > 0 {
        header.msg_controllen = controls.used;
        header.msg_control = control.0.as_mut_ptr().cast();
    }
}

/// Control messages being written, one behind the other.
struct Controls<'a> {
    room: &'a mut Control,
    used: usize,
}

impl Controls<'_> {
    /// Makes a datagram leave from `source`.
    fn source(&mut self, source: IpAddr, to: SocketAddr) {
        match source {
            IpAddr::V4(source) => {
                let info = libc::in_pktinfo {
                    ipi_ifindex: 0,
                    ipi_spec_dst: libc::in_addr { s_addr: source.to_bits().to_be() },
                    ipi_addr: libc::in_addr { s_addr: 0 },
                };
                self.write(libc::IPPROTO_IP, libc::IP_PKTINFO, info);
            }
            IpAddr::V6(source) => {
                // A link-local address means something on its own link only.
                let ipi6_ifindex = match to {
                    SocketAddr::V6(to) if source.is_unicast_link_local() => to.scope_id(),
                    _ => 0,
                };
                let ipi6_addr = libc::in6_addr { s6_addr: source.octets() };
                self.write(
                    libc::IPPROTO_IPV6,
                    libc::IPV6_PKTINFO,
                    libc::in6_pktinfo { ipi6_addr, ipi6_ifindex },
                );
            }
        }
    }

    /// Gives a datagram its DSCP and ECN.
    fn traffic_class(&mut self, class: u8, to: SocketAddr) {
        let class = libc::c_int::from(class);
        match to {
            SocketAddr::V4(_) => self.write(libc::IPPROTO_IP, libc::IP_TOS, class),
            SocketAddr::V6(_) => self.write(libc::IPPROTO_IPV6, libc::IPV6_TCLASS, class),
        }
    }

    fn write<T: Copy>(&mut self, level: libc::c_int, kind: libc::c_int, data: T) {
        let length = size_of::<T>() as libc::c_uint;
        // SAFETY: pure arithmetic.
        let (space, whole) = unsafe { (libc::CMSG_SPACE(length) as usize, libc::CMSG_LEN(length) as usize) };
        let Some(place) = self.room.0.get_mut(self.used..self.used + space) else { return };
        let header = libc::cmsghdr { cmsg_len: whole, cmsg_level: level, cmsg_type: kind };
        // SAFETY: `place` has CMSG_SPACE octets, which is a header and, behind it where CMSG_LEN(0) says, room for
        // the data; both are plain data, and neither write asks for an alignment.
        unsafe {
            let start = place.as_mut_ptr();
            start.cast::<libc::cmsghdr>().write_unaligned(header);
            start.add(libc::CMSG_LEN(0) as usize).cast::<T>().write_unaligned(data);
        }
        self.used += space;
    }
}

/// Reads the control messages. `read_at` is when the datagram was read, for one that the kernel has not stamped.
fn received(from: SocketAddr, read_at: Stamp, header: &libc::msghdr) -> Received {
    let arrival = Arrival { at: read_at, ..Arrival::default() };
    let mut meta = Received { from, to: None, unicast: true, arrival };
    for control in controls(header) {
        match control.kind {
            (libc::IPPROTO_IP, libc::IP_PKTINFO) => {
                let Some(info) = control.read::<libc::in_pktinfo>() else { continue };
                let local = Ipv4Addr::from_bits(u32::from_be(info.ipi_spec_dst.s_addr));
                meta.to = Some(local.into());
                // A packet to a group or to everybody has another address in its header than ours.
                meta.unicast = info.ipi_addr.s_addr == info.ipi_spec_dst.s_addr;
            }
            (libc::IPPROTO_IPV6, libc::IPV6_PKTINFO) => {
                let Some(info) = control.read::<libc::in6_pktinfo>() else { continue };
                let local = Ipv6Addr::from(info.ipi6_addr.s6_addr);
                meta.unicast = !local.is_multicast();
                meta.to = Some(local.into());
            }
            TIMES => {
                if let Some(unix_ns) = control.read().and_then(nanos) {
                    meta.arrival.at = Stamp { unix_ns, by: Stamper::Kernel };
                }
            }
            (libc::IPPROTO_IP, libc::IP_TTL) | (libc::IPPROTO_IPV6, libc::IPV6_HOPLIMIT) => {
                meta.arrival.ttl = control.read::<libc::c_int>().and_then(|ttl| u8::try_from(ttl).ok());
            }
            // An octet over IPv4, an integer over IPv6.
            (libc::IPPROTO_IP, libc::IP_TOS) => meta.arrival.traffic_class = control.read(),
            (libc::IPPROTO_IPV6, libc::IPV6_TCLASS) => {
                let class = control.read::<libc::c_int>();
                meta.arrival.traffic_class = class.and_then(|class| u8::try_from(class).ok());
            }
            (libc::SOL_SOCKET, libc::SO_RXQ_OVFL) => meta.arrival.dropped = control.read(),
            _ => {}
        }
    }
    meta
}

/// Reads which datagram an entry of the error queue is about, and when it left.
fn departure(header: &libc::msghdr) -> Option<Departure> {
    let (mut index, mut unix_ns) = (None, None);
    for control in controls(header) {
        match control.kind {
            TIMES => unix_ns = control.read().and_then(nanos),
            (libc::IPPROTO_IP, libc::IP_RECVERR) | (libc::IPPROTO_IPV6, libc::IPV6_RECVERR) => {
                let error = control.read::<libc::sock_extended_err>();
                let is_departure = |error: &libc::sock_extended_err| {
                    error.ee_origin == libc::SO_EE_ORIGIN_TIMESTAMPING && error.ee_info == LEFT
                };
                index = error.filter(is_departure).map(|error| error.ee_data);
            }
            _ => {}
        }
    }
    Some(Departure { index: index?, unix_ns: unix_ns? })
}

/// Three times, the first of which is the kernel's own; the last would be the device's.
const TIMES: (libc::c_int, libc::c_int) = (libc::SOL_SOCKET, libc::SCM_TIMESTAMPING);

/// In an entry of the error queue: the datagram was handed to the device (`SCM_TSTAMP_SND` of linux/errqueue.h).
const LEFT: u32 = 0;

/// One control message that was received.
struct Beside<'a> {
    /// Its level and its type.
    kind: (libc::c_int, libc::c_int),
    data: &'a [u8],
}

impl Beside<'_> {
    /// Its data as the structure that belongs to its kind; `None` when there is less of it. Give only types of plain
    /// data, for which any octets are a value.
    fn read<T: Copy>(&self) -> Option<T> {
        // SAFETY: there are as many octets as the structure has, it is read without regard to alignment, and any
        // octets are a value of the plain data that is asked for here.
        (self.data.len() >= size_of::<T>())
            .then(|| unsafe { self.data.as_ptr().cast::<T>().read_unaligned() })
    }
}

/// The control messages behind a header that the kernel has filled.
fn controls(header: &libc::msghdr) -> impl Iterator<Item = Beside<'_>> {
    // SAFETY: the kernel filled the control buffer and set its length; CMSG_NXTHDR stays inside it.
    let mut next = unsafe { libc::CMSG_FIRSTHDR(header) };
    std::iter::from_fn(move || {
        // SAFETY: it is null at the end, or points at a whole header in the buffer.
        let message = unsafe { next.as_ref() }?;
        // SAFETY: as above; the data of a message lie behind its header, as many octets as its length says.
        unsafe {
            let start = libc::CMSG_DATA(message);
            let length = (message.cmsg_len as usize).saturating_sub(libc::CMSG_LEN(0) as usize);
            next = libc::CMSG_NXTHDR(header, message);
            let data = std::slice::from_raw_parts(start, length);
            Some(Beside { kind: (message.cmsg_level, message.cmsg_type), data })
        }
    })
}

/// Nanoseconds since 1970; `None` for a time that was not taken.
fn nanos(time: libc::timespec) -> Option<u64> {
    let (seconds, ns) = (u64::try_from(time.tv_sec).ok()?, u64::try_from(time.tv_nsec).ok()?);
    Some(seconds.checked_mul(1_000_000_000)?.checked_add(ns)?).filter(|ns| *ns > 0)
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
