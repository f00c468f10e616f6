package dev.quoll.bench.end;

import dev.quoll.BiStream;
import dev.quoll.Connection;

import org.HdrHistogram.Histogram;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

/// Messages there and back on one stream, the next when the last is back.
final class PingPong {
    static final int MESSAGE_LENGTH = 64;
    private static final int DIGITS = 3;

    private PingPong() {}

    static Answer run(Connection connection, Duration limit) throws IOException {
        Histogram nanos = new Histogram(DIGITS);
        byte[] message = new byte[MESSAGE_LENGTH];
        try (BiStream stream = connection.openBi()) {
            Bulk.writeHeader(stream, StreamAnswerer.ECHO);
            long start = System.nanoTime();
            while (System.nanoTime() - start < limit.toNanos()) {
                long sent = System.nanoTime();
                thereAndBack(stream, message);
                nanos.recordValue(System.nanoTime() - sent);
            }
            stream.send().finish();
            return Answer.since(start, nanos);
        }
    }

    private static void thereAndBack(BiStream stream, byte[] message) throws IOException {
        stream.send().write(message);
        stream.send().flush();
        if (stream.recv().readNBytes(message, 0, message.length) < message.length) {
            throw new EOFException("the echo ended");
        }
    }
}
