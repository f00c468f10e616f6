package dev.quoll.cli.perf;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.SendStream;
import dev.quoll.cli.report.WrongContentException;
import dev.quoll.cli.thread.Together;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Future;

/// Single streams of `perf8`, with one body or two. *Thread-safe*.
record Exchange(Connection connection) {
    /// The header that asks for the body to come back, 2^64-1.
    static final long ECHO = -1;

    /// The header that asks for more than can ever be read.
    private static final long ENDLESS = Long.MAX_VALUE;

    /// Sends a body, and takes another one meanwhile.
    ///
    /// @param expected the length of the one that is to come
    Received both(long header, long bodyLength, long expected) throws IOException {
        BiStream stream = open(header);
        Future<Boolean> sending = Together.start(() -> sendBody(stream.send(), bodyLength));
        Received received = receive(stream);
        Together.result(sending);
        if (received.length() != expected) {
            throw new WrongContentException(
                    "asked for " + expected + " bytes, " + received.length() + " came");
        }
        check(received);
        return received;
    }

    /// Takes a body for a time, and stops it then.
    Received downFor(Duration duration) throws IOException {
        Deadline deadline = Deadline.in(duration);
        BiStream stream = open(ENDLESS);
        stream.send().finish();
        stream.recv().setReadTimeout(duration); // a server that has fallen silent
        Meter meter = new Meter();
        byte[] buffer = new byte[Meter.BUFFER_LENGTH];
        while (!deadline.isOver()) {
            int count = stream.recv().read(buffer);
            if (count < 0) {
                throw new WrongContentException("the server ended a body without end");
            }
            meter.add(buffer, count);
        }
        stream.recv().stop(0);
        Received received = meter.received();
        check(received);
        return received;
    }

    /// Sends a body for a time, and waits until all of it has come.
    ///
    /// @return its length
    long upFor(Duration duration) throws IOException {
        Deadline deadline = Deadline.in(duration);
        BiStream stream = open(0);
        long sent = 0;
        while (!deadline.isOver()) {
            Body.writeAt(stream.send(), sent, Body.PIECE_LENGTH);
            sent += Body.PIECE_LENGTH;
        }
        stream.send().finish();
        if (receive(stream).length() != 0) {
            throw new WrongContentException("bytes came that nobody asked for");
        }
        return sent;
    }

    /// A stream with its header written.
    BiStream open(long header) throws IOException {
        BiStream stream = connection.openBi();
        stream.send().write(ByteBuffer.allocate(Long.BYTES).putLong(header).array());
        return stream;
    }

    private static void check(Received received) throws WrongContentException {
        if (!received.asExpected()) {
            throw new WrongContentException("other bytes came than were asked for");
        }
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
}
