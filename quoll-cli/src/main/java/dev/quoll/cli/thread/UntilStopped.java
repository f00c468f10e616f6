package dev.quoll.cli.thread;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Runs a server until the process is asked to end, by SIGINT or SIGTERM, or the thread is
/// interrupted.
public final class UntilStopped {
    private static final long MOST_SECONDS_TO_STOP = 30;

    private UntilStopped() {}

    /// Serves in the calling thread; returns when an interrupt ended it and what was under way is
    /// cleaned up.
    @FunctionalInterface
    public interface Server {
        void serve() throws IOException;
    }

    /// Runs `server`. A signal interrupts it, waits for it to return, and ends the process with
    /// status 0: to stop is what it was asked for.
    public static void run(Server server) throws IOException {
        Thread serving = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(serving, ended), "quoll-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            server.serve();
        } finally {
            ended.countDown();
            remove(hook);
        }
    }

    private static void stop(Thread serving, CountDownLatch ended) {
        serving.interrupt();
        try {
            if (ended.await(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it runs already
        }
    }
}
