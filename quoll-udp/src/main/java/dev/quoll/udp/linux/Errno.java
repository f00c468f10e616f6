package dev.quoll.udp.linux;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;

/// The numbers a failed system call leaves in `errno`, those that mean something to a UDP socket.
public final class Errno {
    /// A firewall rule forbids it, or we may not do it.
    public static final int EPERM = 1;

    /// A signal came before anything was done.
    public static final int EINTR = 4;

    /// Of a segmented send: the interface does no checksums.
    public static final int EIO = 5;

    /// The descriptor is closed.
    public static final int EBADF = 9;

    /// Nothing to receive, or no room to send.
    public static final int EAGAIN = 11;

    /// The kernel is short of memory.
    public static final int ENOMEM = 12;

    /// The port is for others.
    public static final int EACCES = 13;

    /// An argument is wrong: segments this kernel does not cut, or a source address not ours.
    public static final int EINVAL = 22;

    /// Longer than a datagram or than the interface takes.
    public static final int EMSGSIZE = 90;

    /// The socket has not this family.
    public static final int EAFNOSUPPORT = 97;

    /// The port is taken.
    public static final int EADDRINUSE = 98;

    /// The local address is not of this machine.
    public static final int EADDRNOTAVAIL = 99;

    /// The interface is down.
    public static final int ENETDOWN = 100;

    /// No route to the network.
    public static final int ENETUNREACH = 101;

    /// The interface's queue is full.
    public static final int ENOBUFS = 105;

    /// Nobody listened where an earlier datagram went.
    public static final int ECONNREFUSED = 111;

    /// The host did not answer for an earlier datagram.
    public static final int EHOSTDOWN = 112;

    /// No route to the host.
    public static final int EHOSTUNREACH = 113;

    private Errno() {}

    /// The exception that says that `call` failed with `errno`.
    public static IOException exception(String call, int errno) {
        return switch (errno) {
            case EBADF -> new ClosedChannelException();
            case EADDRINUSE -> new BindException("address already in use");
            case EADDRNOTAVAIL -> new BindException("not an address of this machine");
            case EACCES -> new BindException("permission denied");
            default -> new SocketException(call + ": " + words(errno));
        };
    }

    private static String words(int errno) {
        return switch (errno) {
            case EPERM -> "not permitted";
            case EINVAL -> "invalid argument";
            case EMSGSIZE -> "message too long";
            case EAFNOSUPPORT -> "no such address family";
            case ENETDOWN -> "network is down";
            case ENETUNREACH -> "network is unreachable";
            case ECONNREFUSED -> "connection refused";
            case EHOSTDOWN -> "host is down";
            case EHOSTUNREACH -> "host is unreachable";
            default -> "errno " + errno;
        };
    }
}
