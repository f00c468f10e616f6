package dev.quoll.driver;

import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.DatagramBatch;
import dev.quoll.udp.SendBatch;
import dev.quoll.udp.SendResult;
import dev.quoll.udp.UdpSocket;

/// Datagrams on their way from a connection to the socket. Reused; *confined* to whoever has the
/// right to send.
final class Outgoing {
    /// How many bytes a batch has at most: what one system call takes.
    private static final int CAPACITY = 65_507;

    private final DatagramBatch datagrams = new DatagramBatch(CAPACITY);
    private final SendBatch batch = new SendBatch();
    private boolean isSealed = true; // there is nothing yet

    /// Lets the connection fill it; see [Connection#build].
    boolean build(Connection core, int maxDatagrams, long nowNanos) {
        isSealed = !core.build(datagrams, maxDatagrams, nowNanos);
        return !isSealed;
    }

    /// Encrypts what was built, once.
    void seal() {
        if (isSealed) {
            return;
        }
        isSealed = true;
        datagrams.seal();
        batch.to(datagrams.route().remote(), datagrams.route().local(), datagrams.ecn().bits())
                .payload(datagrams.bytes(), 0, datagrams.length(), datagrams.segmentSize());
    }

    /// Sends what is left. Datagrams that cannot be sent are lost, as datagrams may be.
    ///
    /// @return whether nothing is left; else the socket is full
    boolean send(UdpSocket socket) {
        while (!batch.isEmpty()) {
            SendResult result = socket.send(batch);
            switch (result) {
                case SENT -> {}
                case WOULD_BLOCK -> {
                    return false;
                }
                case TOO_LONG, FAILED -> batch.skip(1);
                case UNREACHABLE, CLOSED -> batch.skip(batch.segments());
            }
        }
        return true;
    }
}
