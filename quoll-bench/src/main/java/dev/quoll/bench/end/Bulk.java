package dev.quoll.bench.end;

import dev.quoll.BiStream;
import dev.quoll.Connection;

import java.io.IOException;
import java.nio.ByteBuffer;

/// One body on one stream.
final class Bulk {
    private Bulk() {}

    static Answer down(Connection connection, long bytes) throws IOException {
        long start = System.nanoTime();
        try (BiStream stream = connection.openBi()) {
            writeHeader(stream, bytes);
            stream.send().finish();
            long came = StreamAnswerer.count(stream.recv());
            if (came != bytes) {
                throw new IOException(came + " bytes came instead of " + bytes);
            }
        }
        return Answer.since(start, bytes);
    }

    static Answer up(Connection connection, long bytes) throws IOException {
        long start = System.nanoTime();
        try (BiStream stream = connection.openBi()) {
            writeHeader(stream, 1);
            StreamAnswerer.write(stream.send(), bytes);
            stream.send().finish();
            StreamAnswerer.count(stream.recv());
        }
        return Answer.since(start, bytes);
    }

    /// What the stream begins with: how long a reply is wanted, or that it is to be an echo.
    static void writeHeader(BiStream stream, long header) throws IOException {
        stream.send().write(ByteBuffer.allocate(Long.BYTES).putLong(header).array());
    }
}
