package dev.quoll.driver;

import dev.quoll.core.spi.TlsPreparation;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Does the slow work of handshakes: a few daemon threads and a queue. A connection has at most one
/// task in it; servers take no new client while it [#isFull]. Threads with nothing else to do
/// prepare later handshakes. *Thread-safe*.
final class HandshakeWorkers {
    /// Tasks that may wait before new clients are turned away; about a second of work.
    static final int MAX_WAITING = 1024;

    /// How long what is running may take when the endpoint ends.
    private static final long LAST_TASKS_MILLIS = 1000;

    private static final TlsPreparation NOTHING = new TlsPreparation() {};

    private final ThreadPoolExecutor pool;
    private final AtomicBoolean preparing = new AtomicBoolean();
    private volatile TlsPreparation latest = NOTHING;

    HandshakeWorkers() {
        this(Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    HandshakeWorkers(int threads) {
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

    /// A handshake begins, and others like it may follow.
    void onHandshake(TlsPreparation tls) {
        latest = tls;
    }

    void run(Runnable task) {
        pool.execute(
                () -> {
                    task.run();
                    prepare();
                });
    }

    /// Has what handshakes used up replaced, if a thread has nothing else to do.
    void prepareSoon() {
        if (pool.getQueue().isEmpty()) {
            pool.execute(this::prepare);
        }
    }

    /// Replaces what handshakes used up, on one thread at a time, as long as none waits.
    private void prepare() {
        if (preparing.compareAndSet(false, true)) {
            try {
                boolean more = true;
                while (more && pool.getQueue().isEmpty() && !pool.isShutdown()) {
                    more = latest.prepare();
                }
            } finally {
                preparing.set(false);
            }
        }
    }

    /// Takes nothing more, and lets what is running end, such as the storing of a session.
    void shutdown() {
        pool.shutdown();
        try {
            boolean _ = pool.awaitTermination(LAST_TASKS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        latest.forgetPrepared();
    }
}
