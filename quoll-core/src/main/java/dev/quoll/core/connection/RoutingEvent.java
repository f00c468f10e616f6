package dev.quoll.core.connection;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;

/// A change to the table that says which connection a datagram is for. To be applied before the
/// datagrams that [Connection#build] makes next are sent.
public sealed interface RoutingEvent {
    /// The peer may use this ID from now on.
    record CidIssued(ConnectionId connectionId) implements RoutingEvent {}

    /// The peer will not use this ID again.
    record CidRetired(ConnectionId connectionId) implements RoutingEvent {}

    /// A datagram that comes from the peer for nobody and ends with this token is for this
    /// connection: it is a stateless reset (RFC 9000 §10.3.1).
    record ResetTokenLearned(StatelessResetToken token) implements RoutingEvent {}

    /// The token means nothing any more.
    record ResetTokenForgotten(StatelessResetToken token) implements RoutingEvent {}

    /// The connection is over and all its IDs and tokens can be forgotten.
    record Drained() implements RoutingEvent {}
}
