package dev.quoll.core.address;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A route through the network: the peer's address and port, and the local address where it is
/// known. The local port is the socket's. Immutable; sockets intern it, so that a datagram costs no
/// new one.
///
/// @param remote where the peer is reached
/// @param local the local address that packets arrive at and leave from, if the socket tells
public record FourTuple(InetSocketAddress remote, Optional<InetAddress> local) {
    /// A route whose local address is left to the operating system.
    public static FourTuple to(InetSocketAddress remote) {
        return new FourTuple(remote, Optional.empty());
    }
}
