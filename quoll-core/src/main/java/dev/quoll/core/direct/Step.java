package dev.quoll.core.direct;

import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;

import java.net.InetSocketAddress;

/// Something to be done with a connection. Immutable.
sealed interface Step {
    /// The peer is to be told that this side may be reached at an address.
    record Name(InetSocketAddress address) implements Step {}

    /// It is to be told that this side may not be reached there any more.
    record Withdraw(InetSocketAddress address) implements Step {}

    /// A round of probes is to begin.
    record BeginRound() implements Step {}

    /// A path is to be used so.
    record Use(PathId id, PathStatus status) implements Step {}

    /// Silence on a path is to be broken after so long, and to end it after so long.
    record Tend(PathId id, long keepAliveNanos, long idleNanos) implements Step {}

    /// A path is not needed.
    record Close(PathId id) implements Step {}

    /// The path over the relay is gone and shall be there again.
    record OpenRelayed(InetSocketAddress remote) implements Step {}
}
