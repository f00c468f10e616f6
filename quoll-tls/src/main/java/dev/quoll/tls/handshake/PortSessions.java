package dev.quoll.tls.handshake;

import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.tls.resumption.StoredSession;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The part of a store that is for the servers at one port, each named by host and port: the last
/// colon is before the port. *Thread-safe*.
record PortSessions(SessionStore store, int port) implements SessionStore {
    @Override
    public void put(String server, StoredSession session) {
        store.put(atPort(server), session);
    }

    @Override
    public Optional<StoredSession> take(String server, List<String> protocols, Instant now) {
        return store.take(atPort(server), protocols, now);
    }

    private String atPort(String server) {
        return server + ":" + port;
    }
}
