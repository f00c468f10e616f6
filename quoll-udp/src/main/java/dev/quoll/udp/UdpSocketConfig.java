package dev.quoll.udp;

import java.net.InetSocketAddress;
import java.util.OptionalInt;

/// How a socket is opened. Immutable.
///
/// The local address decides the family: an IPv4 address gives an IPv4 socket, an IPv6 one an IPv6
/// socket, and the IPv6 wildcard `::` one that serves both. Port 0 lets the system choose.
///
/// @param local the address to bind to
/// @param sendBufferBytes the send buffer asked for, empty for the system's default
/// @param receiveBufferBytes the receive buffer asked for, empty for the system's default; what is
///   not read in time and does not fit there is lost
public record UdpSocketConfig(
        InetSocketAddress local, OptionalInt sendBufferBytes, OptionalInt receiveBufferBytes) {

    /// @throws IllegalArgumentException if the address has a host name that is not resolved, or a
    ///   buffer is not positive
    public UdpSocketConfig {
        if (local.isUnresolved()) {
            throw new IllegalArgumentException("unresolved local address " + local);
        }
        checkPositive(sendBufferBytes);
        checkPositive(receiveBufferBytes);
    }

    /// A socket bound to `local`, with the system's buffers.
    public static UdpSocketConfig bindTo(InetSocketAddress local) {
        return new UdpSocketConfig(local, OptionalInt.empty(), OptionalInt.empty());
    }

    /// The same with a send buffer of `bytes`. The system may grant less; the socket tells.
    public UdpSocketConfig withSendBuffer(int bytes) {
        return new UdpSocketConfig(local, OptionalInt.of(bytes), receiveBufferBytes);
    }

    /// The same with a receive buffer of `bytes`. The system may grant less; the socket tells.
    public UdpSocketConfig withReceiveBuffer(int bytes) {
        return new UdpSocketConfig(local, sendBufferBytes, OptionalInt.of(bytes));
    }

    private static void checkPositive(OptionalInt bytes) {
        if (bytes.isPresent() && bytes.getAsInt() <= 0) {
            throw new IllegalArgumentException("buffer of " + bytes.getAsInt() + " bytes");
        }
    }
}
