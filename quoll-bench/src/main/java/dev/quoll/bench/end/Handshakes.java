package dev.quoll.bench.end;

import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.bench.HandshakeKind;
import dev.quoll.config.ClientConfig;
import dev.quoll.core.spi.HandshakeData;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Handshakes, one after the other, all full or all resumed. The time of each is that of the
/// handshake alone; a ticket comes after it, and is waited for whether it is of use or not.
/// *Confined*.
///
/// @param tickets where `config` keeps its sessions
record Handshakes(
        Endpoint endpoint,
        InetSocketAddress server,
        String name,
        ClientConfig config,
        Tickets tickets) {
    private static final int DIGITS = 3;

    /// As many full ones as fit into the time.
    Answer full(Duration limit) throws IOException, InterruptedException {
        return run(limit, HandshakeKind.FULL);
    }

    /// As many resumed ones as fit into the time.
    Answer resumed(Duration limit) throws IOException, InterruptedException {
        var _ = one(); // where the first ticket comes from
        return run(limit, HandshakeKind.RESUMED);
    }

    private record Outcome(long nanos, HandshakeKind kind) {}

    private Answer run(Duration limit, HandshakeKind wanted)
            throws IOException, InterruptedException {
        Histogram nanos = new Histogram(DIGITS);
        long sumNanos = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < limit.toNanos()) {
            Outcome outcome = one();
            if (outcome.kind() != wanted) {
                throw new IOException(outcome.kind() + " in place of " + wanted);
            }
            nanos.recordValue(outcome.nanos());
            sumNanos += outcome.nanos();
        }
        return Answer.of(sumNanos, nanos);
    }

    private Outcome one() throws IOException, InterruptedException {
        tickets.forget();
        long begun = System.nanoTime();
        try (Connection connection = endpoint.connectWith(config, server, name)) {
            long nanos = System.nanoTime() - begun;
            tickets.await();
            boolean isResumed =
                    connection.handshakeData().map(HandshakeData::resumed).orElseThrow();
            return new Outcome(nanos, isResumed ? HandshakeKind.RESUMED : HandshakeKind.FULL);
        }
    }
}
