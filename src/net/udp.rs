//! UDP sockets: a server's, which know the address they were asked at, and a client's, connected to one peer.

use std::io;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::atomic::{AtomicU8, Ordering};

use nix::sys::socket::{TimestampingFlag, setsockopt, sockopt};
use socket2::{Domain, Protocol, Socket, Type};

use super::sys;
use super::sys::mmsg::{self, Departure, Follow, Outgoing, Slots};
use crate::contract::{Event, Outbox, Transmit, Unreachable};

/// The longest payload of a UDP datagram over IPv4, in bytes.
pub const MAX_PAYLOAD: usize = 65_507;

/// The longest payload of any UDP datagram, which is one over IPv6 without a jumbo option, in bytes.
pub const MAX_RECEIVED: usize = 65_527;

/// Room for datagrams that wait to be read, in bytes, where the system allows so much. Its default holds under 300
/// small ones, which a sender fills in a millisecond.
const RECEIVE_BUFFER: usize = 4 << 20;

/// The highest TTL or hop limit: what is left of it at the other end says how many hops there were.
const FULL_TTL: u8 = 255;

/// From now on each datagram comes with its TTL, its traffic class, and how many had no room before it.
fn say_headers(socket: &impl AsFd, is_ipv6: bool) -> io::Result<()> {
    if is_ipv6 {
        setsockopt(socket, sockopt::Ipv6RecvHopLimit, &true)?;
        setsockopt(socket, sockopt::Ipv6RecvTClass, &true)?;
    } else {
        setsockopt(socket, sockopt::Ipv4RecvTtl, &true)?;
        setsockopt(socket, sockopt::IpRecvTos, &true)?;
    }
    Ok(setsockopt(socket, sockopt::RxqOvfl, &1)?)
}

/// The times of a socket whose answers that are followed ask for themselves, and are counted as they do.
fn answering_times() -> TimestampingFlag {
    TimestampingFlag::SOF_TIMESTAMPING_RX_SOFTWARE
        | TimestampingFlag::SOF_TIMESTAMPING_SOFTWARE
        | TimestampingFlag::SOF_TIMESTAMPING_OPT_ID
        | TimestampingFlag::SOF_TIMESTAMPING_OPT_TSONLY
}

/// The times of a socket all of whose packets are counted.
fn sending_times() -> TimestampingFlag {
    answering_times() | TimestampingFlag::SOF_TIMESTAMPING_TX_SOFTWARE
}

/// Whether the kernel takes an index for each datagram; one that does not counts them itself.
#[derive(Debug)]
struct Indexes(AtomicU8);

impl Indexes {
    const UNKNOWN: u8 = 0;
    const TAKEN: u8 = 1;
    const REFUSED: u8 = 2;

    const fn new() -> Indexes {
        Indexes(AtomicU8::new(Indexes::UNKNOWN))
    }

    /// Sends a datagram, with an index unless that is known to be of no use. That the kernel refuses one is known when
    /// it takes the same datagram without: the error has other causes too.
    fn send(
        &self,
        indexed: impl Fn() -> io::Result<()>,
        plain: impl Fn() -> io::Result<()>,
    ) -> io::Result<()> {
        let known = self.0.load(Ordering::Relaxed);
        if known == Indexes::REFUSED {
            return plain();
        }
        let sent = indexed();
        match &sent {
            Ok(()) if known == Indexes::UNKNOWN => self.0.store(Indexes::TAKEN, Ordering::Relaxed),
            Err(error) if known == Indexes::UNKNOWN && error.raw_os_error() == Some(libc::EINVAL) => {
                plain()?;
                self.0.store(Indexes::REFUSED, Ordering::Relaxed);
                return Ok(());
            }
            _ => {}
        }
        sent
    }
}

fn set_ttl(socket: &Socket, is_ipv6: bool, ttl: u8) -> io::Result<()> {
    if is_ipv6 { socket.set_unicast_hops_v6(ttl.into()) } else { socket.set_ttl_v4(ttl.into()) }
}

/// A server's socket: one family, non-blocking.
#[derive(Debug)]
pub struct Listener {
    socket: Socket,
    address: SocketAddr,
    indexes: Indexes,
}

impl Listener {
    /// Opens and binds it. An IPv6 socket takes IPv6 alone.
    pub fn bind(address: SocketAddr) -> io::Result<Listener> {
        Listener::open(address, false)
    }

    /// The same for one of several sockets that share the address, all of them this user's.
    pub fn bind_shared(address: SocketAddr) -> io::Result<Listener> {
        Listener::open(address, true)
    }

    fn open(address: SocketAddr, is_shared: bool) -> io::Result<Listener> {
        let socket = Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::UDP))?;
        socket.set_reuse_port(is_shared)?;
        if address.is_ipv6() {
            socket.set_only_v6(true)?;
            setsockopt(&socket, sockopt::Ipv6RecvPacketInfo, &true)?;
        } else {
            setsockopt(&socket, sockopt::Ipv4PacketInfo, &true)?;
        }
        let _ = socket.set_recv_buffer_size(RECEIVE_BUFFER);
        socket.set_nonblocking(true)?;
        socket.bind(&address.into())?;
        let address = socket.local_addr()?.as_socket().unwrap_or(address);
        Ok(Listener { socket, address, indexes: Indexes::new() })
    }

    /// From now on the kernel says when each datagram arrived and what its header said, and answers leave with a TTL
    /// from which the other end can count the hops.
    pub fn measure(&self) -> io::Result<()> {
        say_headers(&self.socket, self.address.is_ipv6())?;
        setsockopt(&self.socket, sockopt::Timestamping, &answering_times())?;
        set_ttl(&self.socket, self.address.is_ipv6(), FULL_TTL)
    }

    /// Where it listens; the port is the real one.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Receives what is there, up to a batch; zero when there is nothing.
    pub fn receive(&self, slots: &mut Slots) -> io::Result<usize> {
        match mmsg::receive(self.socket.as_fd(), slots) {
            Ok(count) => Ok(count),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(0),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Sends those datagrams of the outbox that are this socket's to send: of its family, and from its address.
    ///
    /// One that is to carry the time it leaves at leaves alone, right behind `leaving`, which writes that time:
    /// in a batch all but the first would leave later than they say.
    /// What the followed ones among them are called is added to `followed`, which was empty, in the order of
    /// [`Departure::index`] from `next` on.
    pub fn send<E: Event>(
        &self,
        out: &mut Outbox<E>,
        leaving: impl Fn(&mut [u8]),
        next: u32,
        followed: &mut Vec<u64>,
    ) -> Sent {
        let transmits: Vec<Transmit> =
            out.transmits().iter().filter(|transmit| self.sends(transmit)).copied().collect();
        let (mut sent, mut rest) = (Sent::default(), &transmits[..]);
        while let Some((first, others)) = rest.split_first() {
            if first.is_stamped {
                leaving(out.payload_mut(first));
                let index = next.wrapping_add(followed.len() as u32);
                if self.send_alone(out, first, index, &mut sent) {
                    followed.extend(first.followed_as);
                }
                rest = others;
                continue;
            }
            let count = rest.iter().take_while(|transmit| !transmit.is_stamped).take(mmsg::BATCH).count();
            let (now, after) = rest.split_at(count);
            self.send_batch(out, now, &mut sent);
            rest = after;
        }
        sent
    }

    /// Whether the system took it; if it is followed, by this index.
    fn send_alone<E: Event>(
        &self,
        out: &Outbox<E>,
        transmit: &Transmit,
        index: u32,
        sent: &mut Sent,
    ) -> bool {
        let datagram = self.outgoing(out, transmit);
        let send = |follow| mmsg::send_one(self.socket.as_fd(), &Outgoing { follow, ..datagram });
        loop {
            let gone = match transmit.followed_as {
                None => send(Follow::No),
                Some(_) => self.indexes.send(|| send(Follow::As(index)), || send(Follow::Counted)),
            };
            match gone {
                Ok(()) => {
                    sent.datagrams += 1;
                    sent.bytes += datagram.payload.len() as u64;
                    return true;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => {
                    sent.failures += 1;
                    return false;
                }
            }
        }
    }

    /// Takes what the kernel has said since about when followed answers left; `slots` are used and emptied.
    pub fn departures(&self, slots: &mut Slots, departures: &mut Vec<Departure>) {
        // Without them nobody is told.
        let _ = mmsg::departures(self.socket.as_fd(), slots, departures);
    }

    fn send_batch<E: Event>(&self, out: &Outbox<E>, transmits: &[Transmit], sent: &mut Sent) {
        let mut rest = transmits;
        while !rest.is_empty() {
            match mmsg::send(self.socket.as_fd(), rest.iter().map(|transmit| self.outgoing(out, transmit))) {
                Ok(count) => {
                    let (gone, after) = rest.split_at(count.clamp(1, rest.len()));
                    sent.datagrams += gone.len() as u64;
                    sent.bytes += gone.iter().map(|transmit| out.payload(transmit).len() as u64).sum::<u64>();
                    rest = after;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // No route back, a full buffer, a firewall: UDP may lose it here as anywhere else.
                Err(_) => {
                    sent.failures += 1;
                    rest = &rest[1..];
                }
            }
        }
    }
}

impl Listener {
    /// What the system is told to send. What it does by itself is left out: it costs time.
    fn outgoing<'a, E: Event>(&self, out: &'a Outbox<E>, transmit: &Transmit) -> Outgoing<'a> {
        let Transmit { to, source, traffic_class, .. } = *transmit;
        Outgoing {
            to,
            source: source.filter(|_| self.address.ip().is_unspecified()),
            traffic_class: traffic_class.filter(|class| *class != 0),
            follow: Follow::No,
            payload: out.payload(transmit),
        }
    }

    /// A socket bound to one address sends what leaves from there; one bound to all addresses sends the rest of its
    /// family.
    fn sends(&self, transmit: &Transmit) -> bool {
        let own = self.address.ip();
        // The same link-local address may be ours on several links.
        let is_same_link = match (self.address, transmit.to) {
            (SocketAddr::V6(own), SocketAddr::V6(to)) if own.ip().is_unicast_link_local() => {
                own.scope_id() == to.scope_id()
            }
            _ => true,
        };
        transmit.to.is_ipv4() == own.is_ipv4()
            && (own.is_unspecified() || (transmit.source == Some(own) && is_same_link))
    }
}

impl AsFd for Listener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

/// What [`Listener::send`] did.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sent {
    /// Datagrams the system took.
    pub datagrams: u64,
    /// Their payload bytes.
    pub bytes: u64,
    /// Datagrams it refused.
    pub failures: u64,
}

/// A client's socket: it talks to one peer, and what others send does not reach it. Non-blocking.
#[derive(Debug)]
pub struct Connected {
    socket: UdpSocket,
    peer: SocketAddr,
    indexes: Indexes,
}

/// How a client's packets travel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Travel {
    /// Our address they leave from.
    pub source: Option<IpAddr>,
    /// The interface they leave by.
    pub interface: Option<String>,
    /// Their TTL or hop limit; `None` for the system's.
    pub ttl: Option<u8>,
    /// Their DSCP and ECN, as one octet of the IP header.
    pub traffic_class: u8,
    /// Whether nobody on the way may break them in pieces.
    pub dont_fragment: bool,
}

impl Connected {
    /// Opens it towards `peer`, from our address `source` when one is given.
    pub fn open(peer: SocketAddr, source: Option<IpAddr>) -> io::Result<Connected> {
        Connected::open_by(peer, &Travel { source, ..Travel::default() })
    }

    /// Opens it towards `peer`, its packets to travel so.
    pub fn open_by(peer: SocketAddr, travel: &Travel) -> io::Result<Connected> {
        let socket = Socket::new(Domain::for_address(peer), Type::DGRAM, Some(Protocol::UDP))?;
        if let Some(interface) = &travel.interface {
            socket.bind_device(Some(interface.as_bytes()))?;
        }
        if let Some(source) = travel.source {
            socket.bind(&SocketAddr::new(source, 0).into())?;
        }
        if let Some(ttl) = travel.ttl {
            set_ttl(&socket, peer.is_ipv6(), ttl)?;
        }
        match (travel.traffic_class, peer) {
            (0, _) => {}
            (class, SocketAddr::V4(_)) => socket.set_tos_v4(class.into())?,
            (class, SocketAddr::V6(_)) => setsockopt(&socket, sockopt::Ipv6TClass, &class.into())?,
        }
        if travel.dont_fragment {
            sys::path::dont_fragment(socket.as_fd(), peer.is_ipv6())?;
        }
        let _ = socket.set_recv_buffer_size(RECEIVE_BUFFER);
        socket.set_nonblocking(true)?;
        socket.connect(&peer.into())?;
        Ok(Connected { socket: socket.into(), peer, indexes: Indexes::new() })
    }

    /// From now on the kernel says when each packet left, when each answer arrived, and what its header said.
    pub fn measure(&self) -> io::Result<()> {
        say_headers(&self.socket, self.peer.is_ipv6())?;
        Ok(setsockopt(&self.socket, sockopt::Timestamping, &sending_times())?)
    }

    /// Receives what is there, up to a batch; `WouldBlock` when there is nothing. What does not fit is cut.
    pub fn receive_batch(&self, slots: &mut Slots) -> io::Result<()> {
        mmsg::receive(self.socket.as_fd(), slots).map(drop)
    }

    /// Takes what the kernel has said since about when packets left; `slots` are used and emptied.
    pub fn departures(&self, slots: &mut Slots, departures: &mut Vec<Departure>) {
        // Without them there are the program's own times.
        let _ = mmsg::departures(self.socket.as_fd(), slots, departures);
    }

    /// Whom it talks to.
    pub fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// Looks anew for the way to the peer. Where our address is gone another one is taken, and another port; else both
    /// stay, so that the peer knows us again.
    pub fn reconnect(&self) -> io::Result<()> {
        let mut own = self.local()?;
        own.set_port(0);
        if UdpSocket::bind(own).is_err_and(|error| error.kind() == io::ErrorKind::AddrNotAvailable) {
            sys::path::forget_peer(self.socket.as_fd())?;
        }
        self.socket.connect(self.peer)
    }

    /// Our own address.
    pub fn local(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Sends one datagram. An error may be about an earlier one (see [`unreachable()`]) and is gone by being told: then
    /// this one has not been sent, and can be when it is tried again.
    pub fn send(&self, payload: &[u8]) -> io::Result<()> {
        self.socket.send(payload).map(drop)
    }

    /// The same, with an index for [`Departure`] after [`Connected::measure`]. A kernel that does not take it counts by
    /// itself from 0, those too that it could not send.
    pub fn send_indexed(&self, payload: &[u8], index: u32) -> io::Result<()> {
        self.indexes.send(|| mmsg::send_indexed(self.socket.as_fd(), payload, index), || self.send(payload))
    }

    /// Receives one datagram; what does not fit is cut. Gives its length.
    pub fn receive(&self, buffer: &mut [u8]) -> io::Result<usize> {
        self.socket.recv(buffer)
    }
}

impl AsFd for Connected {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

/// What an error of a connected socket says of an earlier packet, if it may be about one: these are the errors that
/// the kernel makes of ICMP messages. A way that is missing here gives some of them too.
pub fn unreachable(error: &io::Error) -> Option<Unreachable> {
    match error.raw_os_error()? {
        libc::ECONNREFUSED => Some(Unreachable::Port),
        libc::EHOSTUNREACH | libc::EHOSTDOWN | libc::EACCES => Some(Unreachable::Host),
        libc::ENOPROTOOPT | libc::EPROTO | libc::EOPNOTSUPP => Some(Unreachable::Host),
        libc::ENETUNREACH | libc::ENONET => Some(Unreachable::Network),
        _ => None,
    }
}

/// Whether a packet was not sent because it is longer than our device, or the way as far as it is known, takes.
pub fn is_too_long(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::EMSGSIZE)
}

/// A socket that hears everybody and talks to anybody, one datagram at a time. Non-blocking.
#[derive(Debug)]
pub struct Unconnected {
    socket: UdpSocket,
    address: SocketAddr,
}

impl Unconnected {
    /// Opens and binds it.
    pub fn bind(address: SocketAddr) -> io::Result<Unconnected> {
        let socket = UdpSocket::bind(address)?;
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        Ok(Unconnected { socket, address })
    }

    /// Where it listens; the port is the real one.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sends one datagram to `peer`.
    pub fn send_to(&self, payload: &[u8], peer: SocketAddr) -> io::Result<()> {
        self.socket.send_to(payload, peer).map(drop)
    }

    /// Receives one datagram; what does not fit is cut. Gives its length and who sent it.
    pub fn receive_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        let (length, peer) = self.socket.recv_from(buffer)?;
        Ok((length, SocketAddr::new(peer.ip().to_canonical(), peer.port())))
    }
}

impl AsFd for Unconnected {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}
