package dev.quoll.driver;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// A call whose caller has gone on with a future: whoever changes something tries it again.
final class PendingCall<T> extends Waiter {
    private final Attempt<T> attempt;
    private final Completer completer;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private @Nullable T answer;
    private @Nullable IOException failure;

    PendingCall(Attempt<T> attempt, Completer completer) {
        this.attempt = attempt;
        this.completer = completer;
    }

    CompletableFuture<T> future() {
        return future;
    }

    /// Whether it was ours to complete the future, as far as this thread knows.
    boolean isAnswered() {
        return answer != null || failure != null;
    }

    @Override
    boolean onChange() {
        if (future.isDone()) { // cancelled: nothing may be taken for it
            return true;
        }
        try {
            answer = attempt.tryNow();
        } catch (IOException e) {
            failure = e;
        }
        return isAnswered();
    }

    @Override
    void finish() {
        if (failure != null) {
            completer.fail(future, failure);
        } else if (answer != null) {
            completer.complete(future, answer);
        }
    }
}
