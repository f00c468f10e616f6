package dev.quoll;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/// Things done at the same time, all of which have to succeed.
final class Tasks {
    /// Something that may fail.
    interface Task {
        void run() throws Exception;
    }

    private final ExecutorService threads;
    private final List<Future<?>> futures = new ArrayList<>();

    Tasks(ExecutorService threads) {
        this.threads = threads;
    }

    void add(Task task) {
        Callable<Void> callable =
                () -> {
                    task.run();
                    return null;
                };
        futures.add(threads.submit(callable));
    }

    /// Waits for all.
    ///
    /// @return how many there were
    int await() throws InterruptedException, ExecutionException {
        for (Future<?> future : futures) {
            future.get();
        }
        return futures.size();
    }
}
