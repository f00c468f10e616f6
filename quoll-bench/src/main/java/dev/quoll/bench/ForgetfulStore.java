package dev.quoll.bench;

import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.tls.resumption.StoredSession;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Takes sessions and gives none back, so that every handshake is a full one and does all that a
/// client does that will resume it. *Thread-safe*.
public final class ForgetfulStore implements SessionStore {
    @Override
    public void put(String server, StoredSession session) {}

    @Override
    public Optional<StoredSession> take(String server, List<String> protocols, Instant now) {
        return Optional.empty();
    }
}
