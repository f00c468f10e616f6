package dev.quoll.tls.handshake;

import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.TlsEvent;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;

/// What a role gives out: events in order, and at most one piece of work at a time. *Confined*.
final class Output {
    private final Queue<TlsEvent> events = new ArrayDeque<>();
    private @Nullable Work<?> waiting;
    private @Nullable Work<?> running;

    void emit(TlsEvent event) {
        events.add(event);
    }

    void send(EncryptionLevel level, byte[] messages) {
        emit(new TlsEvent.HandshakeBytes(level, messages));
    }

    <T> void work(Work.Body<T> body, Work.Continuation<T> continuation) {
        assert !isWorkPending();
        waiting = new Work<>(body, continuation);
    }

    boolean isWorkPending() {
        return waiting != null || running != null;
    }

    @Nullable TlsEvent pollEvent() {
        return events.poll();
    }

    @Nullable Work<?> pollWork() {
        if (waiting != null) {
            running = waiting;
            waiting = null;
            return running;
        }
        return null;
    }

    /// Drops what nobody has taken yet.
    void discard() {
        events.clear();
        waiting = null;
    }

    /// The work that was given out, which is over.
    ///
    /// @throws IllegalStateException if `task` is not that work
    Work<?> takeBack(Object task) {
        Work<?> done = running;
        if (done == null || done != task) {
            throw new IllegalStateException("a task that is not out");
        }
        running = null;
        return done;
    }
}
