package dev.quoll.core.connection;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.packet.Token;
import dev.quoll.core.spi.HandshakeData;

import java.net.InetSocketAddress;

/// What a connection tells its owner; stream events have a queue of their own in `Streams`.
public sealed interface ConnectionEvent {
    /// TLS is finished on this side: streams can be used.
    record Established(HandshakeData data) implements ConnectionEvent {}

    /// The server took our early data: what was sent counts. For a client that offered it, before
    /// [Established].
    record EarlyDataAccepted() implements ConnectionEvent {}

    /// The server did not take our early data: all streams opened so far are forgotten, and their
    /// IDs are free again. For a client that offered it, before [Established].
    record EarlyDataRejected() implements ConnectionEvent {}

    /// TLS is known to be finished on both sides (RFC 9001 §4.1.2).
    record Confirmed() implements ConnectionEvent {}

    /// The server gave a token for a later connection to it. A client's.
    record TokenReceived(Token token) implements ConnectionEvent {}

    /// Something happened to a path.
    record PathChanged(PathEvent event) implements ConnectionEvent {}

    /// The server says that it may be reached at an address. A client's.
    record CandidateAdded(InetSocketAddress address) implements ConnectionEvent {}

    /// The server may not be reached there any more. A client's.
    record CandidateRemoved(InetSocketAddress address) implements ConnectionEvent {}

    /// The connection ended; given once, before [RoutingEvent.Drained].
    record Closed(CloseCause cause) implements ConnectionEvent {}
}
