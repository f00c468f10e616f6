package dev.quoll.driver;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/// Batches that nobody uses now, so that a connection needs memory for sending only while it sends.
/// *Thread-safe*.
final class OutgoingPool {
    private static final int MAX_KEPT = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Outgoing> free = new ArrayDeque<>();

    Outgoing take() {
        Outgoing kept = takeKept();
        return kept == null ? new Outgoing() : kept;
    }

    private @Nullable Outgoing takeKept() {
        lock.lock();
        try {
            return free.poll();
        } finally {
            lock.unlock();
        }
    }

    void giveBack(Outgoing outgoing) {
        lock.lock();
        try {
            if (free.size() < MAX_KEPT) {
                free.push(outgoing);
            }
        } finally {
            lock.unlock();
        }
    }
}
