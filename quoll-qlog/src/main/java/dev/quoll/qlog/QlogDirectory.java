package dev.quoll.qlog;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.observe.ConnectionObserver;
import dev.quoll.core.observe.ConnectionObservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A directory with a qlog file for each connection, named by the connection ID that the client's
/// first packet went to and by the side: `0123456789abcdef_client.sqlog`. *Thread-safe*.
///
/// Connections only hand over what they tell; a thread of the directory, a daemon, decodes and
/// writes it. Where it cannot keep up, events are left out and the file says how many. Secrets are
/// not written: no keys, no reset tokens, no tokens for addresses, nothing that streams, datagrams
/// and TLS carry. Addresses are.
///
/// ```java
/// try (QlogDirectory qlog = QlogDirectory.open(Path.of("qlogs"))) {
///     TransportConfig transport = TransportConfig.builder().observers(qlog).build();
///     ...
/// }
/// ```
public final class QlogDirectory implements ConnectionObservers, AutoCloseable {
    private final Path directory;
    private final QlogLimits limits;
    private final InstantSource clock;
    private final EventQueue queue;
    private final Thread writer;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong unobserved = new AtomicLong();
    private volatile boolean isClosed;

    private QlogDirectory(Path directory, QlogLimits limits, InstantSource clock) {
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
        queue = new EventQueue(limits);
        writer = Thread.ofPlatform().daemon().name("quoll-qlog").unstarted(queue::writeAll);
    }

    /// Uses a directory, which is made if it is not there.
    ///
    /// @throws IOException if it cannot be made
    public static QlogDirectory open(Path directory) throws IOException {
        return open(directory, QlogLimits.DEFAULT);
    }

    /// As [#open(Path)], within other limits.
    ///
    /// @throws IOException if it cannot be made
    public static QlogDirectory open(Path directory, QlogLimits limits) throws IOException {
        return open(directory, limits, InstantSource.system());
    }

    /// @param clock tells when a trace begins
    static QlogDirectory open(Path directory, QlogLimits limits, InstantSource clock)
            throws IOException {
        Files.createDirectories(directory);
        QlogDirectory made = new QlogDirectory(directory, limits, clock);
        made.writer.start();
        return made;
    }

    @Override
    public Optional<ConnectionObserver> observe(Side side, ConnectionId originalDestination) {
        if (isClosed || open.incrementAndGet() > limits.openFiles()) {
            open.decrementAndGet();
            unobserved.incrementAndGet();
            return Optional.empty();
        }
        TraceName name = new TraceName(originalDestination, side);
        TraceFile file =
                new TraceFile(directory, name, clock.instant(), limits, open::decrementAndGet);
        return Optional.of(queue.entrance(file));
    }

    /// How many connections there is no file for, since too many were open.
    public long unobservedConnections() {
        return unobserved.get();
    }

    /// Events of all connections that were left out, since too many waited.
    public long droppedEvents() {
        return queue.dropped();
    }

    /// Writes what was told so far and ends all files. What connections tell later is lost, so they
    /// should have ended.
    @Override
    public void close() {
        isClosed = true;
        queue.close();
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
