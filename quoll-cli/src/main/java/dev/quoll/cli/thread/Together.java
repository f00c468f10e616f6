package dev.quoll.cli.thread;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// Work on several streams at once, each on a virtual thread of its own.
public final class Together {
    private Together() {}

    /// Does all of `tasks` and returns what came of them, in their order.
    ///
    /// @throws IOException what the first one failed with; the others are interrupted then
    public static <T> List<T> run(List<? extends Callable<T>> tasks) throws IOException {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(executor.submit(task)));
            try {
                return results(futures);
            } catch (IOException e) {
                executor.shutdownNow();
                throw e;
            }
        }
    }

    /// Begins `task`.
    public static <T> Future<T> start(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread.startVirtualThread(future);
        return future;
    }

    /// Waits for what comes of a task.
    ///
    /// @throws IOException what it failed with
    public static <T> T result(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException bug -> throw bug;
                case Error bug -> throw bug;
                case null, default -> throw new IOException(e.getCause());
            }
        }
    }

    private static <T> List<T> results(List<Future<T>> futures) throws IOException {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(result(future));
        }
        return results;
    }
}
