package dev.quoll.driver;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Does the slow work of handshakes: a few daemon threads and a queue. A connection has at most one
/// task in it; servers take no new client while it [#isFull]. *Thread-safe*.
final class HandshakeWorkers {
    /// Tasks that may wait before new clients are turned away; about a second of work.
    static final int MAX_WAITING = 1024;

    private final ThreadPoolExecutor pool;

    HandshakeWorkers() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        5,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("quoll-handshake-", 0).factory(),
                        new ThreadPoolExecutor.DiscardPolicy()); // after shutdown
        pool.allowCoreThreadTimeOut(true);
    }

    boolean isFull() {
        return pool.getQueue().size() >= MAX_WAITING;
    }

    void run(Runnable task) {
        pool.execute(task);
    }

    void shutdown() {
        pool.shutdown();
    }
}
