package dev.quoll.driver;

import dev.quoll.core.spi.HandshakeTask;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/// Who does the slow work of one handshake: a thread that waits for its end, since handing the work
/// to another one and the outcome back takes longer than some of it, or else the endpoint's
/// workers. There is one task at a time. Confined to the lock of its connection, but for [#await].
final class HandshakeTasks {
    private final ConnectionDriver connection;
    private final HandshakeWorkers workers;
    private final Queue<HandshakeTask> given = new ArrayDeque<>(0); // to those who wait
    private int waiting;

    HandshakeTasks(ConnectionDriver connection, HandshakeWorkers workers) {
        this.connection = connection;
        this.workers = workers;
    }

    /// Has a task done without this thread.
    void start(HandshakeTask task) {
        if (given.size() < waiting) {
            given.add(task);
            connection.waits().change(Topic.ESTABLISHED);
        } else {
            workers.run(() -> connection.work(task));
        }
    }

    private sealed interface Step<T> {
        record Done<T>(T answer) implements Step<T> {}

        record Work<T>(HandshakeTask task) implements Step<T> {}
    }

    /// Waits for the end of the handshake, and does its tasks meanwhile.
    ///
    /// @param attempt for [Topic#ESTABLISHED]
    <T> T await(Attempt<T> attempt, long timeoutNanos) throws IOException {
        long began = System.nanoTime();
        join();
        try {
            while (true) {
                Step<T> step =
                        connection.call(
                                Topic.ESTABLISHED,
                                () -> next(attempt),
                                timeoutNanos == Timeout.NEVER
                                        ? Timeout.NEVER
                                        : timeoutNanos - (System.nanoTime() - began));
                switch (step) {
                    case Step.Done<T>(T answer) -> {
                        return answer;
                    }
                    case Step.Work<T>(HandshakeTask task) -> connection.work(task);
                }
            }
        } finally {
            giveUp();
        }
    }

    private <T> @Nullable Step<T> next(Attempt<T> attempt) throws IOException {
        T answer = attempt.tryNow();
        if (answer != null) {
            return new Step.Done<>(answer);
        }
        HandshakeTask task = given.poll();
        return task == null ? null : new Step.Work<>(task);
    }

    private void join() {
        connection.enter();
        waiting++;
        connection.leave();
    }

    private void giveUp() {
        connection.enter();
        try {
            waiting--;
            if (waiting == 0) {
                given.forEach(task -> workers.run(() -> connection.work(task)));
                given.clear();
                workers.prepareSoon();
            }
        } finally {
            connection.leave();
        }
    }
}
