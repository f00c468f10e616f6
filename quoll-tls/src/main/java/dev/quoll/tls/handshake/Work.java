package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.HandshakeTask;

import org.jspecify.annotations.Nullable;

/// A task: a body to be run on any thread, and what the session does with the outcome on its own.
/// The body sees nothing that the session may change meanwhile.
final class Work<T> implements HandshakeTask {
    /// The slow part.
    @FunctionalInterface
    interface Body<T> {
        T run() throws TransportException;
    }

    /// The part that goes on with the handshake.
    @FunctionalInterface
    interface Continuation<T> {
        void accept(T outcome) throws TransportException;
    }

    private final Body<T> body;
    private final Continuation<T> continuation;
    private @Nullable T outcome;
    private @Nullable TransportException failure;

    Work(Body<T> body, Continuation<T> continuation) {
        this.body = body;
        this.continuation = continuation;
    }

    @Override
    public void run() {
        try {
            outcome = body.run();
        } catch (TransportException e) {
            failure = e;
        } catch (RuntimeException e) { // a provider or a trust manager that broke
            failure = Alert.internalError("a handshake task broke", e);
        }
    }

    /// Goes on with the outcome.
    ///
    /// @throws TransportException if the body or what follows failed
    void complete() throws TransportException {
        if (failure != null) {
            throw failure;
        }
        if (outcome == null) {
            throw new IllegalStateException("a task that has not been run");
        }
        continuation.accept(outcome);
    }
}
