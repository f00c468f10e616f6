package dev.quoll.driver;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Completes futures on the application's executor, so that no thread of ours runs what hangs on
/// them. *Thread-safe*.
final class Completer {
    private final Executor executor;

    Completer(Executor executor) {
        this.executor = executor;
    }

    <T> void complete(CompletableFuture<T> future, T value) {
        run(() -> future.complete(value));
    }

    void fail(CompletableFuture<?> future, Throwable failure) {
        run(() -> future.completeExceptionally(failure));
    }

    /// Runs what is the application's.
    void run(Runnable completion) {
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException _) { // it is shut down or full, and a caller waits
            Thread.ofVirtual().name("quoll-callback").start(completion);
        }
    }
}
