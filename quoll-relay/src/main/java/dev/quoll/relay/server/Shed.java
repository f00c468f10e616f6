package dev.quoll.relay.server;

import dev.quoll.Connection;
import dev.quoll.core.stats.ConnectionStats;

/// Packets that the queues of a peer threw away. *Immutable*.
///
/// @param overRate that it sent, more than the relay passes on
/// @param queueFull that were for it, more than it took
record Shed(long overRate, long queueFull) {
    static final Shed NOTHING = new Shed(0, 0);

    static Shed of(Connection connection) {
        ConnectionStats stats = connection.stats();
        return new Shed(stats.datagramsUnread(), stats.datagramsUnsent());
    }

    Shed plus(Shed other) {
        return new Shed(overRate + other.overRate, queueFull + other.queueFull);
    }
}
