package dev.quoll.cli.perf;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.SendStream;
import dev.quoll.cli.report.WrongContentException;
import dev.quoll.cli.thread.Together;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/// Does one job of `perf8` on a connection. *Confined*.
final class PerfClient {
    /// The header that asks for the body to come back, 2^64-1.
    static final long ECHO = -1;

    private final Connection connection;

    PerfClient(Connection connection) {
        this.connection = connection;
    }

    /// Does `job` to its end.
    Transfer run(Job job) throws IOException {
        long bytes = job.bytes();
        return switch (job.mode()) {
            case HANDSHAKE -> handshake();
            case DOWN -> Transfer.received(bytes, exchange(bytes, 0, bytes));
            case UP -> up(bytes);
            case ECHO -> Transfer.received(bytes, exchange(ECHO, bytes, bytes));
            case STREAMS -> streams(job.streams(), bytes);
            case PP -> pingPong(job.rounds(), (int) bytes);
        };
    }

    private Transfer handshake() throws IOException {
        connection.awaitHandshakeConfirmed();
        return Transfer.NOTHING;
    }

    private Transfer up(long bytes) throws IOException {
        exchange(0, bytes, 0);
        return Transfer.sent(bytes);
    }

    private Transfer streams(int count, long bytes) throws IOException {
        Callable<Received> one = () -> exchange(bytes, bytes, bytes);
        List<Received> all = Together.run(Collections.nCopies(count, one));
        long sum = all.stream().mapToLong(Received::length).sum();
        return Transfer.received(sum, all.getFirst());
    }

    private Transfer pingPong(int rounds, int bytes) throws IOException {
        long[] nanos = new long[rounds];
        byte[] reply = new byte[bytes];
        try (BiStream stream = connection.openBi()) {
            writeHeader(stream.send(), ECHO);
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                thereAndBack(stream, (long) i * bytes, reply);
                nanos[i] = System.nanoTime() - start;
            }
            stream.send().finish();
        }
        long sum = (long) rounds * bytes;
        return new Transfer(sum, Optional.empty(), Optional.of(RoundTrips.of(nanos)));
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

    private Received exchange(long header, long bodyLength, long expected) throws IOException {
        BiStream stream = connection.openBi();
        writeHeader(stream.send(), header);
        Future<Boolean> sending = Together.start(() -> sendBody(stream.send(), bodyLength));
        Received received = receive(stream);
        Together.result(sending);
        if (received.length() != expected) {
            throw new WrongContentException(
                    "asked for " + expected + " bytes, " + received.length() + " came");
        }
        if (!received.asExpected()) {
            throw new WrongContentException("other bytes came than were asked for");
        }
        return received;
    }

    private static Received receive(BiStream stream) throws IOException {
        try {
            return new Meter().takeAll(stream.recv());
        } catch (IOException e) {
            stream.send().reset(0); // so that the other thread does not wait for ever
            throw e;
        }
    }

    private static Boolean sendBody(SendStream out, long length) throws IOException {
        Body.write(out, length);
        out.finish();
        return true;
    }

    private static void writeHeader(SendStream out, long header) throws IOException {
        out.write(ByteBuffer.allocate(Long.BYTES).putLong(header).array());
    }
}
