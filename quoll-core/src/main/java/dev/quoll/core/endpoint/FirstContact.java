package dev.quoll.core.endpoint;

import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.stats.DropReason;

/// What a server does with a datagram that is for none of its connections. Immutable.
public sealed interface FirstContact {
    /// A client wants to connect.
    record Opens(FirstInitial initial) implements FirstContact {}

    /// Nothing is done.
    record Ignored(DropReason reason) implements FirstContact {}
}
