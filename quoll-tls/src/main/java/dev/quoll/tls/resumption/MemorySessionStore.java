package dev.quoll.tls.resumption;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps sessions in memory, of each server the newest 8 of a protocol. *Thread-safe*.
public final class MemorySessionStore implements SessionStore {
    /// Servers remembered by default.
    public static final int DEFAULT_SERVERS = 256;

    private final SessionTable table;

    /// A store for [#DEFAULT_SERVERS] servers.
    public MemorySessionStore() {
        this(DEFAULT_SERVERS);
    }

    /// A store that drops the sessions of the server it heard least recently of when there are more
    /// than `maxServers`.
    public MemorySessionStore(int maxServers) {
        table = new SessionTable(maxServers);
    }

    @Override
    public synchronized void put(String server, StoredSession session) {
        table.put(server, session);
    }

    @Override
    public synchronized Optional<StoredSession> take(
            String server, List<String> protocols, Instant now) {
        return table.take(server, protocols, now);
    }

    @Override
    public synchronized boolean has(String server, List<String> protocols, Instant now) {
        return table.has(server, protocols, now);
    }
}
