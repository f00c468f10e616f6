package dev.quoll.cli.perf;

import dev.quoll.cli.thread.Together;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

/// Requests on streams of their own, many at once, each followed by another until a time is over.
final class Requests {
    private Requests() {}

    /// Does as many as fit into the time of `job`, which has one.
    static Transfer run(Exchange exchange, Job job) throws IOException {
        Deadline deadline = Deadline.in(job.duration().orElseThrow());
        Callable<long[]> one = () -> inARow(exchange, job.bytes(), deadline);
        List<long[]> all = Together.run(Collections.nCopies(job.streams(), one));
        long[] nanos = all.stream().flatMapToLong(LongStream::of).toArray();
        return Transfer.timed(nanos.length * job.bytes(), RoundTrips.of(nanos));
    }

    /// How long each took; at least one is made.
    private static long[] inARow(Exchange exchange, long bytes, Deadline deadline)
            throws IOException {
        LongStream.Builder nanos = LongStream.builder();
        do {
            long start = System.nanoTime();
            exchange.both(bytes, bytes, bytes);
            nanos.add(System.nanoTime() - start);
        } while (!deadline.isOver());
        return nanos.build().toArray();
    }
}
