package dev.quoll.driver;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.udp.SendBatch;
import dev.quoll.udp.UdpSocket;

/// Sends datagrams that belong to no connection. What a full socket does not take is lost: nobody
/// is owed an answer. *Thread-safe*.
final class StatelessAnswers {
    private final UdpSocket socket;

    StatelessAnswers(UdpSocket socket) {
        this.socket = socket;
    }

    /// Sends a datagram back to where another one came from.
    void send(byte[] datagram, FourTuple route) {
        socket.send(
                new SendBatch()
                        .to(route.remote(), route.local(), Ecn.NOT_ECT.bits())
                        .payload(datagram, 0, datagram.length, datagram.length));
    }
}
