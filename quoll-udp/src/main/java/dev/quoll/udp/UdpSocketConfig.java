package dev.quoll.udp;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/// How a socket is opened. Immutable.
///
/// The local address decides the family: an IPv4 address gives an IPv4 socket, an IPv6 one an IPv6
/// socket, and the IPv6 wildcard `::` one that serves both. Port 0 lets the system choose.
///
/// @param local the address to bind to
/// @param sendBufferBytes the send buffer asked for, empty for the system's default
/// @param receiveBufferBytes the receive buffer asked for, empty for the system's default; what is
///   not read in time and does not fit there is lost
/// @param options what is asked for beyond that
/// @param nativeCalls whether [UdpSockets] may call the system directly
public record UdpSocketConfig(
        InetSocketAddress local,
        OptionalInt sendBufferBytes,
        OptionalInt receiveBufferBytes,
        Set<Option> options,
        NativeCalls nativeCalls) {

    /// What a socket does only if asked to.
    public enum Option {
        /// Several sockets share one address and port if all of them ask for it, and the system
        /// spreads peers over them. With port 0 it is a port that nobody else has, to be shared
        /// from then on. An error where the system cannot.
        SHARE_PORT,
        /// An IPv6 socket leaves IPv4 alone, so that another may have the same port there. An error
        /// with [NioUdpSocket], which has no such switch.
        IPV6_ONLY,
        /// Neither does the system cut what is sent nor join what is received: each message is one
        /// datagram. For tests, and for drivers of network cards that do it wrongly.
        NO_OFFLOAD
    }

    /// Whether to send and receive by direct system calls, for which Java wants an access right.
    public enum NativeCalls {
        /// If the right was given, as by `--enable-native-access=dev.quoll.udp` (or `ALL-UNNAMED`
        /// on the class path). Nothing is printed if not.
        IF_ENABLED,
        /// Wherever they work. Without the right the JVM prints a warning, or refuses if it was
        /// told to.
        ALWAYS,
        /// Never: [NioUdpSocket].
        NEVER
    }

    /// @throws IllegalArgumentException if the address has a host name that is not resolved, or a
    ///   buffer is not positive
    public UdpSocketConfig {
        if (local.isUnresolved()) {
            throw new IllegalArgumentException("unresolved local address " + local);
        }
        checkPositive(sendBufferBytes);
        checkPositive(receiveBufferBytes);
        options = Set.copyOf(options);
    }

    /// A socket bound to `local`, with the system's buffers and no options.
    public static UdpSocketConfig bindTo(InetSocketAddress local) {
        OptionalInt systems = OptionalInt.empty();
        return new UdpSocketConfig(local, systems, systems, Set.of(), NativeCalls.IF_ENABLED);
    }

    /// The same with a send buffer of `bytes`. The system may grant less; the socket tells.
    public UdpSocketConfig withSendBuffer(int bytes) {
        return new UdpSocketConfig(
                local, OptionalInt.of(bytes), receiveBufferBytes, options, nativeCalls);
    }

    /// The same with a receive buffer of `bytes`. The system may grant less; the socket tells.
    public UdpSocketConfig withReceiveBuffer(int bytes) {
        return new UdpSocketConfig(
                local, sendBufferBytes, OptionalInt.of(bytes), options, nativeCalls);
    }

    /// The same with `option` too.
    public UdpSocketConfig with(Option option) {
        EnumSet<Option> all = EnumSet.of(option);
        all.addAll(options);
        return new UdpSocketConfig(local, sendBufferBytes, receiveBufferBytes, all, nativeCalls);
    }

    /// The same, with this said about system calls.
    public UdpSocketConfig with(NativeCalls calls) {
        return new UdpSocketConfig(local, sendBufferBytes, receiveBufferBytes, options, calls);
    }

    /// The same, bound to another address.
    public UdpSocketConfig at(InetSocketAddress address) {
        return new UdpSocketConfig(
                address, sendBufferBytes, receiveBufferBytes, options, nativeCalls);
    }

    /// Whether `option` is asked for.
    public boolean has(Option option) {
        return options.contains(option);
    }

    private static void checkPositive(OptionalInt bytes) {
        if (bytes.isPresent() && bytes.getAsInt() <= 0) {
            throw new IllegalArgumentException("buffer of " + bytes.getAsInt() + " bytes");
        }
    }
}
