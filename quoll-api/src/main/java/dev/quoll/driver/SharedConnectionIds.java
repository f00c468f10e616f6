package dev.quoll.driver;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.spi.ConnectionIdGenerator;

import java.util.concurrent.locks.ReentrantLock;

/// The generator of an endpoint, for all its connections, so that no two of them get the same ID.
/// *Thread-safe*.
final class SharedConnectionIds implements ConnectionIdGenerator {
    private final ReentrantLock lock = new ReentrantLock(); // held for moments only
    private final ConnectionIdGenerator ids;
    private final int length;

    SharedConnectionIds(ConnectionIdGenerator ids) {
        this.ids = ids;
        this.length = ids.length();
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public ConnectionId generate() {
        lock.lock();
        try {
            return ids.generate();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean mayHaveMade(ConnectionId id) {
        lock.lock();
        try {
            return ids.mayHaveMade(id);
        } finally {
            lock.unlock();
        }
    }
}
