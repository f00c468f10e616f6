package dev.quoll.core.connection;

import dev.quoll.core.id.ConnectionId;

/// A change to the table that says which connection a datagram is for. To be applied before the
/// datagrams that [Connection#build] makes next are sent.
public sealed interface RoutingEvent {
    /// The peer may use this ID from now on.
    record CidIssued(ConnectionId connectionId) implements RoutingEvent {}

    /// The peer will not use this ID again.
    record CidRetired(ConnectionId connectionId) implements RoutingEvent {}

    /// The connection is over and all its IDs can be forgotten.
    record Drained() implements RoutingEvent {}
}
