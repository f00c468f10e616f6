package dev.quoll.relay.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// How a [RelayCarrier] stands with its relay. *Immutable*.
public sealed interface RelayState {
    /// It is not registered yet, or not any more, and on its way.
    ///
    /// @param lastFailure what went wrong last, if something did
    record Connecting(Optional<IOException> lastFailure) implements RelayState {}

    /// It is registered: packets go both ways.
    ///
    /// @param relay where the relay is reached
    /// @param packetsPerSecond that the relay passes on for us
    /// @param bytesPerSecond of packets that it passes on for us
    /// @param maxPacketSize bytes of the largest packet that it passes on
    record Registered(
            InetSocketAddress relay, long packetsPerSecond, long bytesPerSecond, int maxPacketSize)
            implements RelayState {}

    /// Another program has registered under the same key. It stays so.
    record Replaced() implements RelayState {}

    /// It is closed, or the endpoint it connects by is.
    record Closed() implements RelayState {}
}
