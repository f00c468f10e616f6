package dev.quoll.bench;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;

import org.jspecify.annotations.Nullable;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/// One handshake between two sessions in memory, whole flights handed over, tasks run at once. All
/// that a side does counts as its own, and nothing else does: the clock is the CPU time of this
/// thread, which stands still while others have the processor. *Confined*.
final class Exchange {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final End client;
    private final End server;

    /// @param client begins a session; the time it takes is the client's
    Exchange(Supplier<TlsSession> client, Supplier<TlsSession> server) {
        this.client = new End(client);
        this.server = new End(server);
    }

    /// Carries flights until nobody has any more.
    ///
    /// @throws TransportException if one side refuses what the other does
    HandshakeCost run() throws TransportException {
        boolean moved;
        do {
            moved = client.carryTo(server);
            moved |= server.carryTo(client);
        } while (moved);
        if (client.outcome == null || server.outcome == null) {
            throw new IllegalStateException("a handshake that does not end");
        }
        return new HandshakeCost(client.outcome, client.nanos, server.nanos);
    }

    /// One side.
    private static final class End {
        private final TlsSession session;
        private final Queue<TlsEvent.HandshakeBytes> flight = new ArrayDeque<>();
        private @Nullable HandshakeData outcome;
        private long nanos;

        private End(Supplier<TlsSession> begin) {
            long start = THREADS.getCurrentThreadCpuTime();
            session = begin.get();
            nanos = THREADS.getCurrentThreadCpuTime() - start;
        }

        private boolean carryTo(End other) throws TransportException {
            collect();
            if (flight.isEmpty()) {
                return false;
            }
            other.take(flight);
            return true;
        }

        private void take(Queue<TlsEvent.HandshakeBytes> incoming) throws TransportException {
            long start = THREADS.getCurrentThreadCpuTime();
            while (!incoming.isEmpty()) {
                TlsEvent.HandshakeBytes next = incoming.remove();
                session.onBytes(next.level(), next.bytes(), 0, next.bytes().length);
                runTasks();
            }
            collect();
            nanos += THREADS.getCurrentThreadCpuTime() - start;
        }

        private void runTasks() throws TransportException {
            for (HandshakeTask task = session.pollTask(); task != null; task = session.pollTask()) {
                task.run();
                session.onTaskDone(task);
            }
        }

        private void collect() {
            for (TlsEvent event = session.poll(); event != null; event = session.poll()) {
                switch (event) {
                    case TlsEvent.HandshakeBytes bytes -> flight.add(bytes);
                    case TlsEvent.Finished(HandshakeData data) -> outcome = data;
                    default -> {}
                }
            }
        }
    }
}
