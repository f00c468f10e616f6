package dev.quoll.core.observe;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;

import java.util.Optional;

/// Says who observes which connection. *Thread-safe*: connections begin on many threads, and must
/// not be made to wait.
@FunctionalInterface
public interface ConnectionObservers {
    /// Nobody observes anything.
    ConnectionObservers NONE = (_, _) -> Optional.empty();

    /// A connection begins.
    ///
    /// @param side which end of it is ours
    /// @param originalDestination the connection ID that the client's first packet went to: chosen
    ///   by the client, the same on both sides, and that of no other connection unless a client
    ///   means harm
    /// @return who observes it; empty if nobody does
    Optional<ConnectionObserver> observe(Side side, ConnectionId originalDestination);
}
