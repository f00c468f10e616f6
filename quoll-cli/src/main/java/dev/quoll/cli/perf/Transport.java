package dev.quoll.cli.perf;

import dev.quoll.Connection;
import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.PathStats;

/// What became of a connection after its handshake, for a program to read. *Immutable*.
///
/// @param keyUpdates how often the keys were changed
/// @param ecn whether ECN marks are known to arrive
record Transport(long keyUpdates, boolean ecn) {
    static Transport of(Connection connection) {
        return new Transport(
                connection.stats().keyUpdates(),
                connection.pathStats(PathId.ZERO).map(PathStats::ecnCapable).orElse(false));
    }
}
