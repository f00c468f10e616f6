package dev.quoll.bench.end;

import dev.quoll.BiStream;
import dev.quoll.Connection;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Answers the streams of `perf8`, each on a thread of its own. *Thread-safe*.
///
/// @param threads of which kind
record StreamAnswerer(ThreadKind threads) {
    /// Asks for all that is sent to come back, 2^64-1.
    static final long ECHO = -1;

    private static final int PIECE_LENGTH = 1 << 16;
    private static final int SHORT_LENGTH = 256;
    private static final byte[] ZEROS = new byte[PIECE_LENGTH];

    /// Serves one connection to its end.
    void serve(Connection connection) throws IOException {
        while (true) {
            BiStream stream = connection.acceptBi();
            threads.start(() -> answer(stream));
        }
    }

    private static void answer(BiStream stream) {
        try (var _ = stream.recv();
                var _ = stream.send().orReset()) {
            long header = new DataInputStream(stream.recv()).readLong();
            if (header == ECHO) {
                echo(stream.recv(), stream.send());
            } else {
                count(stream.recv());
                write(stream.send(), header);
            }
            stream.send().finish();
        } catch (IOException _) {
            // The client gave up the stream or the connection, and knows it.
        }
    }

    private static void echo(InputStream in, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE_LENGTH];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            out.write(piece, 0, length);
            out.flush();
        }
    }

    /// Reads to the end of the stream, and keeps nothing but the number of bytes. Short streams do
    /// without the memory that long ones are read by.
    static long count(InputStream in) throws IOException {
        byte[] piece = new byte[SHORT_LENGTH];
        long sum = 0;
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            sum += length;
            if (sum >= SHORT_LENGTH && piece.length < PIECE_LENGTH) {
                piece = new byte[PIECE_LENGTH];
            }
        }
        return sum;
    }

    /// Writes zeros.
    static void write(OutputStream out, long length) throws IOException {
        for (long left = length; left > 0; left -= PIECE_LENGTH) {
            out.write(ZEROS, 0, (int) Math.min(left, PIECE_LENGTH));
        }
    }
}
