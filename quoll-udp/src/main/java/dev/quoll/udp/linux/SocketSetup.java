package dev.quoll.udp.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/// A new socket that never blocks, while its options are set and before others use it. Who opens it
/// closes [#descriptors] if anything fails. *Confined*.
public final class SocketSetup {
    private final Family family;
    private final Arena memory = Arena.ofAuto();
    private final MemorySegment errno = SystemCalls.newState(memory);
    private final MemorySegment value = memory.allocate(JAVA_INT);
    private final MemorySegment length = memory.allocate(JAVA_INT);
    private final Descriptors descriptors;

    private SocketSetup(Family family) throws IOException {
        this.family = family;
        int type = Constants.SOCK_DGRAM | Constants.SOCK_NONBLOCK | Constants.SOCK_CLOEXEC;
        int socket = SystemCalls.socket(errno, family.number(), type);
        if (socket == -Errno.EAFNOSUPPORT) {
            throw new SocketException("this machine has no " + family);
        }
        check("socket", socket);
        int event = SystemCalls.eventfd(errno, Constants.EFD_NONBLOCK | Constants.EFD_CLOEXEC);
        if (event < 0) {
            SystemCalls.close(errno, socket);
            throw Errno.exception("eventfd", -event);
        }
        descriptors = new Descriptors(socket, event);
    }

    /// Opens a socket of the family that `local` has.
    ///
    /// @throws IOException if this machine does not have that family, or no descriptor is left
    public static SocketSetup open(InetAddress local) throws IOException {
        return new SocketSetup(Family.of(local));
    }

    /// The socket, and what wakes those who wait for it.
    public Descriptors descriptors() {
        return descriptors;
    }

    Family family() {
        return family;
    }

    /// Whether an IPv6 socket takes no IPv4 datagrams; without it the wildcard serves both.
    public void setIpv6Only(boolean only) throws IOException {
        if (family == Family.IPV6) {
            int result = set(Constants.SOL_IPV6, Constants.IPV6_V6ONLY, only ? 1 : 0);
            check("IPV6_V6ONLY", result);
        }
    }

    /// Lets several sockets that all ask for it, and are of one user, share a port.
    public void sharePort() throws IOException {
        check("SO_REUSEPORT", set(Constants.SOL_SOCKET, Constants.SO_REUSEPORT, 1));
    }

    /// Asks for a send buffer; the kernel may grant less.
    ///
    /// @param bytes how large
    public void requestSendBuffer(int bytes) {
        requestBuffer(Constants.SO_SNDBUF, Constants.SO_SNDBUFFORCE, bytes);
    }

    /// Asks for a receive buffer; the kernel may grant less.
    ///
    /// @param bytes how large
    public void requestReceiveBuffer(int bytes) {
        requestBuffer(Constants.SO_RCVBUF, Constants.SO_RCVBUFFORCE, bytes);
    }

    /// Past the system's maximum only the second option helps, and only an administrator.
    private void requestBuffer(int option, int forced, int bytes) {
        set(Constants.SOL_SOCKET, option, bytes);
        if (bufferBytes(option) < bytes) {
            set(Constants.SOL_SOCKET, forced, bytes);
        }
    }

    /// The send buffer that was granted, in bytes.
    public int sendBufferBytes() {
        return bufferBytes(Constants.SO_SNDBUF);
    }

    /// The receive buffer that was granted, in bytes.
    public int receiveBufferBytes() {
        return bufferBytes(Constants.SO_RCVBUF);
    }

    /// The kernel doubles what it grants for what it keeps beside the data, and tells the double.
    private int bufferBytes(int option) {
        return get(Constants.SOL_SOCKET, option) < 0 ? 0 : value.get(JAVA_INT, 0) / 2;
    }

    /// Sends nothing in fragments, and takes no word of the network for how long a datagram may be.
    ///
    /// @return whether the kernel does so
    public boolean forbidFragments() {
        return setBoth(
                Constants.IP_MTU_DISCOVER,
                Constants.IP_PMTUDISC_PROBE,
                Constants.IPV6_MTU_DISCOVER,
                Constants.IPV6_PMTUDISC_PROBE);
    }

    /// Lets the kernel tell the ECN mark of each datagram.
    ///
    /// @return whether it does
    public boolean reportEcn() {
        return setBoth(Constants.IP_RECVTOS, 1, Constants.IPV6_RECVTCLASS, 1);
    }

    /// Lets the kernel tell the local address of each datagram.
    ///
    /// @return whether it does
    public boolean reportLocalAddress() {
        return family == Family.IPV4
                ? set(Constants.SOL_IP, Constants.IP_PKTINFO, 1) == 0
                : set(Constants.SOL_IPV6, Constants.IPV6_RECVPKTINFO, 1) == 0;
    }

    /// Lets the kernel join datagrams of one sender and one size.
    ///
    /// @return whether it does
    public boolean joinReceived() {
        return set(Constants.SOL_UDP, Constants.UDP_GRO, 1) == 0;
    }

    /// Whether the kernel knows how to cut what is sent.
    public boolean canSegment() {
        return get(Constants.SOL_UDP, Constants.UDP_SEGMENT) == 0;
    }

    /// Binds the socket.
    ///
    /// @return the address it has now, with its port
    /// @throws java.net.BindException if the address is in use or not ours
    public InetSocketAddress bind(InetSocketAddress local) throws IOException {
        MemorySegment address = memory.allocate(family.addressBytes(), Long.BYTES);
        RawAddress.write(local, family, address, 0);
        descriptors.enterOpen();
        try {
            check("bind", SystemCalls.bind(errno, descriptors.socket(), address));
            length.set(JAVA_INT, 0, (int) address.byteSize());
            int socket = descriptors.socket();
            check("getsockname", SystemCalls.getsockname(errno, socket, address, length));
        } finally {
            descriptors.leave();
        }
        int port = RawAddress.port(address, 0);
        return new InetSocketAddress(local.getAddress(), port);
    }

    /// An option of IPv4, which IPv6 sockets have for their IPv4 datagrams, and its twin of IPv6.
    private boolean setBoth(int ipv4Option, int ipv4Value, int ipv6Option, int ipv6Value) {
        boolean works = set(Constants.SOL_IP, ipv4Option, ipv4Value) == 0;
        return family == Family.IPV4
                ? works
                : set(Constants.SOL_IPV6, ipv6Option, ipv6Value) == 0 && works;
    }

    /// Sets an option of a number. Returns 0, or `-errno`.
    int set(int level, int option, int number) {
        value.set(JAVA_INT, 0, number);
        if (!descriptors.enter()) {
            return -Errno.EBADF;
        }
        try {
            return SystemCalls.setsockopt(errno, descriptors.socket(), level, option, value);
        } finally {
            descriptors.leave();
        }
    }

    /// Puts an option of a number into `value`. Returns 0, or `-errno`.
    private int get(int level, int option) {
        length.set(JAVA_INT, 0, Integer.BYTES);
        if (!descriptors.enter()) {
            return -Errno.EBADF;
        }
        try {
            int socket = descriptors.socket();
            return SystemCalls.getsockopt(errno, socket, level, option, value, length);
        } finally {
            descriptors.leave();
        }
    }

    private static void check(String call, int result) throws IOException {
        if (result < 0) {
            throw Errno.exception(call, -result);
        }
    }
}
