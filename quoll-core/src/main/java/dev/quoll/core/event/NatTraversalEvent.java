package dev.quoll.core.event;

import java.net.InetSocketAddress;

/// What a server says about the addresses at which it may be reached. It may lie. Clients alone get
/// these. Immutable.
public sealed interface NatTraversalEvent {
    /// Which address.
    InetSocketAddress address();

    /// The server may be reached there: a new round would try it.
    record AddressAdded(InetSocketAddress address) implements NatTraversalEvent {}

    /// The server may not be reached there any more.
    record AddressRemoved(InetSocketAddress address) implements NatTraversalEvent {}
}
