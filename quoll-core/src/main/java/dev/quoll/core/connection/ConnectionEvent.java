package dev.quoll.core.connection;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.spi.HandshakeData;

/// What a connection tells its owner; stream events have a queue of their own in `Streams`.
public sealed interface ConnectionEvent {
    /// TLS is finished on this side: streams can be used.
    record Established(HandshakeData data) implements ConnectionEvent {}

    /// TLS is known to be finished on both sides (RFC 9001 §4.1.2).
    record Confirmed() implements ConnectionEvent {}

    /// The connection ended; given once, before [RoutingEvent.Drained].
    record Closed(CloseCause cause) implements ConnectionEvent {}
}
