package dev.quoll.sim.endpoint;

import dev.quoll.core.connection.Connection;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.sim.clock.VirtualClock;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Runs the slow work of handshakes: at once, or so that each piece takes a time of its own.
/// *Confined*.
final class TaskRunner {
    private final VirtualClock clock;
    private final long maxDelayNanos;
    private final RandomGenerator random;

    TaskRunner(VirtualClock clock, Duration maxDelay, RandomGenerator random) {
        this.clock = clock;
        this.maxDelayNanos = maxDelay.toNanos();
        this.random = random;
    }

    /// Runs what `connection` has to run; `whenDone` is called after each piece that took time.
    void runAll(Connection connection, Runnable whenDone) {
        for (HandshakeTask task = connection.pollHandshakeTask();
                task != null;
                task = connection.pollHandshakeTask()) {
            run(connection, task, whenDone);
        }
    }

    private void run(Connection connection, HandshakeTask task, Runnable whenDone) {
        task.run();
        if (maxDelayNanos == 0) {
            connection.onTaskDone(task, clock.nowNanos());
            return;
        }
        Duration delay = Duration.ofNanos(random.nextLong(1, maxDelayNanos + 1));
        clock.after(
                delay,
                () -> {
                    connection.onTaskDone(task, clock.nowNanos());
                    whenDone.run();
                });
    }
}
