package dev.quoll.cli.perf;

import dev.quoll.Connection;
import dev.quoll.Endpoint;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.stream.LongStream;

/// Connections to one server, one after the other until a time is over. *Immutable*.
record Handshakes(Endpoint endpoint, InetSocketAddress address, String name) {
    /// Makes as many as fit into the time of `job`, which has one, and at least one.
    Transfer run(Job job) throws IOException {
        Deadline deadline = Deadline.in(job.duration().orElseThrow());
        LongStream.Builder nanos = LongStream.builder();
        do {
            long start = System.nanoTime();
            try (Connection _ = endpoint.connect(address, name)) {
                nanos.add(System.nanoTime() - start);
            }
        } while (!deadline.isOver());
        return Transfer.timed(0, RoundTrips.of(nanos.build().toArray()));
    }
}
