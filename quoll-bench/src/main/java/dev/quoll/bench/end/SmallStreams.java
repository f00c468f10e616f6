package dev.quoll.bench.end;

import dev.quoll.BiStream;
import dev.quoll.Connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Streams with a small request and a small reply, each on a virtual thread.
final class SmallStreams {
    private static final long TICK_NANOS = Duration.ofMillis(1).toNanos();
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private SmallStreams() {}

    /// As many as fit into the time, `count` at once, each with a reply of one byte.
    static Answer atOnce(Connection connection, Duration limit, int count)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Future<Long>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                workers.add(threads.submit(() -> oneByOne(connection, start, limit)));
            }
        }
        return Answer.since(start, sum(workers));
    }

    private static long oneByOne(Connection connection, long start, Duration limit)
            throws IOException {
        byte[] request = request(Long.BYTES, 1);
        long done = 0;
        while (System.nanoTime() - start < limit.toNanos()) {
            exchange(connection, request, 1);
            done++;
        }
        return done;
    }

    /// `rate` requests a second over all connections in turn, each one datagram each way.
    static Answer steadily(List<Connection> connections, Duration limit, long rate)
            throws IOException, InterruptedException {
        byte[] request = request(PingPong.MESSAGE_LENGTH, PingPong.MESSAGE_LENGTH);
        List<Future<Long>> requests = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long now = start; now - start < limit.toNanos(); now = System.nanoTime()) {
                long due = (now - start) * rate / NANOS_PER_SECOND;
                for (int number = requests.size(); number < due; number++) {
                    Connection connection = connections.get(number % connections.size());
                    requests.add(
                            threads.submit(() -> exchange(connection, request, request.length)));
                }
                LockSupport.parkNanos(TICK_NANOS);
            }
        }
        return Answer.since(start, sum(requests));
    }

    private static byte[] request(int length, long reply) {
        return ByteBuffer.allocate(length).putLong(reply).array();
    }

    private static long exchange(Connection connection, byte[] request, int reply)
            throws IOException {
        try (BiStream stream = connection.openBi()) {
            stream.send().write(request);
            stream.send().finish();
            if (stream.recv().readToEnd(reply).length != reply) {
                throw new IOException("a short reply");
            }
            return 1;
        }
    }

    private static long sum(List<Future<Long>> all) throws IOException, InterruptedException {
        long sum = 0;
        for (Future<Long> one : all) {
            try {
                sum += one.get();
            } catch (ExecutionException e) {
                throw new IOException("a stream failed", e.getCause());
            }
        }
        return sum;
    }
}
