package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.multipath.Paths;
import dev.quoll.core.path.Path;

/// Has a connection that has been silent for a while let go of the memory that packets take:
/// ciphers, an array to open into, rings. All of it is made again for the next packet. *Confined*.
///
/// A server with many connections has most of them silent at any time, and this is a quarter of
/// what one takes.
final class Rest {
    /// Half of the usual idle timeout: to be woken costs as much as a few packets, which nobody
    /// should pay who has something to say now and then.
    static final long SILENCE_NANOS = 15_000_000_000L;

    private final Lifetime lifetime;
    private long sinceNanos;
    private boolean isResting;

    Rest(Lifetime lifetime) {
        this.lifetime = lifetime;
    }

    /// A packet was opened, or packets were built.
    void onActivity(long nowNanos) {
        sinceNanos = nowNanos;
        isResting = false;
    }

    /// When the rest begins if nothing happens.
    long deadlineNanos() {
        return isResting || !lifetime.isConfirmed() ? NEVER : sinceNanos + SILENCE_NANOS;
    }

    /// Begins the rest if the silence has lasted.
    void onTimeout(Paths paths, PacketKeys keys, Receiver receiver, long nowNanos) {
        if (nowNanos < deadlineNanos()) {
            return;
        }
        isResting = true;
        for (Path each : paths.known()) {
            each.space().rest();
        }
        keys.oneRtt().rest();
        receiver.rest();
    }
}
