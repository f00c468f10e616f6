package dev.quoll.bench.end;

import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.tls.resumption.StoredSession;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Sessions of a client that can wait for one. *Thread-safe*.
final class Tickets implements SessionStore {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final SessionStore store;
    private final Semaphore came = new Semaphore(0);

    /// @param store what keeps them
    Tickets(SessionStore store) {
        this.store = store;
    }

    /// Those that came so far count no more.
    void forget() {
        came.drainPermits();
    }

    /// Waits until one comes.
    void await() throws IOException, InterruptedException {
        if (!came.tryAcquire(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("no ticket came");
        }
    }

    @Override
    public void put(String server, StoredSession session) {
        store.put(server, session);
        came.release();
    }

    @Override
    public Optional<StoredSession> take(String server, List<String> protocols, Instant now) {
        return store.take(server, protocols, now);
    }

    @Override
    public boolean has(String server, List<String> protocols, Instant now) {
        return store.has(server, protocols, now);
    }
}
