package dev.quoll.cli.perf;

import dev.quoll.Connection;
import dev.quoll.cli.report.WrongContentException;
import dev.quoll.cli.thread.Together;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;

/// Datagrams there and back, both ends of it. Each has a piece of the common body, which begins one
/// byte later than that of the one before.
final class DatagramEcho {
    /// What is not back after that is lost.
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private DatagramEcho() {}

    /// Sends for the time of `job`, which has one, and takes what comes back.
    static Transfer run(Connection connection, Job job) throws IOException {
        int bytes = (int) job.bytes();
        Deadline deadline = Deadline.in(job.duration().orElseThrow());
        Future<Long> sending = Together.start(() -> send(connection, bytes, deadline));
        long received = 0;
        while (!sending.isDone() || received < Together.result(sending)) {
            try {
                check(connection.readDatagram(SILENCE), bytes);
                received++;
            } catch (SocketTimeoutException e) {
                if (sending.isDone()) {
                    break;
                }
            }
        }
        return Transfer.ofDatagrams(
                received * bytes, new DatagramCount(Together.result(sending), received));
    }

    /// How many datagrams went and came back. *Immutable*.
    record DatagramCount(long sent, long received) {}

    private static long send(Connection connection, int bytes, Deadline deadline)
            throws IOException {
        long sent = 0;
        while (!deadline.isOver()) {
            ByteArrayOutputStream datagram = new ByteArrayOutputStream(bytes);
            Body.writeAt(datagram, sent, bytes);
            connection.sendDatagramWait(datagram.toByteArray());
            sent++;
        }
        return sent;
    }

    private static void check(byte[] datagram, int bytes) throws WrongContentException {
        // its first byte is its offset, or else no byte of a body
        if (datagram.length != bytes || !Body.matches(datagram[0] & 0xff, datagram, bytes)) {
            throw new WrongContentException("a datagram came back with other bytes");
        }
    }

    /// Sends back what comes, until the connection ends.
    static void answer(Connection connection) {
        try {
            while (true) {
                connection.sendDatagramWait(connection.readDatagram());
            }
        } catch (IOException e) {
            // The connection's end is told by who serves it, or the client takes none so long.
        }
    }
}
