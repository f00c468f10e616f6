package dev.quoll.cli.perf;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.cli.report.WrongContentException;
import dev.quoll.cli.thread.Together;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/// Does one job of `perf8` on a connection. *Confined*.
final class PerfClient {
    private final Connection connection;
    private final Exchange exchange;

    PerfClient(Connection connection) {
        this.connection = connection;
        exchange = new Exchange(connection);
    }

    /// Does `job` to its end, or until its time is over.
    Transfer run(Job job) throws IOException {
        long bytes = job.bytes();
        return switch (job.mode()) {
            case HANDSHAKE -> handshake();
            case DOWN -> down(job);
            case UP -> up(job);
            case ECHO -> Transfer.received(bytes, exchange.both(Exchange.ECHO, bytes, bytes));
            case STREAMS -> streams(job.streams(), bytes);
            case PP -> pingPong(job.rounds(), (int) bytes);
            case REQUESTS -> Requests.run(exchange, job);
            case DATAGRAMS -> DatagramEcho.run(connection, job);
            case HANDSHAKES -> throw new IllegalArgumentException("more than one connection");
        };
    }

    private Transfer handshake() throws IOException {
        connection.awaitHandshakeConfirmed();
        return Transfer.NOTHING;
    }

    private Transfer down(Job job) throws IOException {
        Received received =
                job.duration().isPresent()
                        ? exchange.downFor(job.duration().get())
                        : exchange.both(job.bytes(), 0, job.bytes());
        return Transfer.received(received.length(), received);
    }

    private Transfer up(Job job) throws IOException {
        if (job.duration().isPresent()) {
            return Transfer.sent(exchange.upFor(job.duration().get()));
        }
        exchange.both(0, job.bytes(), 0);
        return Transfer.sent(job.bytes());
    }

    private Transfer streams(int count, long bytes) throws IOException {
        Callable<Received> one = () -> exchange.both(bytes, bytes, bytes);
        List<Received> all = Together.run(Collections.nCopies(count, one));
        long sum = all.stream().mapToLong(Received::length).sum();
        return Transfer.received(sum, all.getFirst());
    }

    private Transfer pingPong(int rounds, int bytes) throws IOException {
        long[] nanos = new long[rounds];
        byte[] reply = new byte[bytes];
        try (BiStream stream = exchange.open(Exchange.ECHO)) {
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                thereAndBack(stream, (long) i * bytes, reply);
                nanos[i] = System.nanoTime() - start;
            }
            stream.send().finish();
        }
        return Transfer.timed((long) rounds * bytes, RoundTrips.of(nanos));
    }

    private static void thereAndBack(BiStream stream, long offset, byte[] reply)
            throws IOException {
        Body.writeAt(stream.send(), offset, reply.length);
        stream.send().flush();
        int count = stream.recv().readNBytes(reply, 0, reply.length);
        if (count < reply.length || !Body.matches(offset, reply, count)) {
            throw new WrongContentException("a message came back with other bytes");
        }
    }
}
