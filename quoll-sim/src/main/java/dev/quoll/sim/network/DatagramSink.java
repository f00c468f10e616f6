package dev.quoll.sim.network;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;

/// Where an endpoint puts what it sends.
@FunctionalInterface
public interface DatagramSink {
    /// Sends a datagram; the bytes are copied. It leaves from the route's local address, or from
    /// the host's first address of the same family if the route has none.
    void send(byte[] bytes, int offset, int length, FourTuple route, Ecn ecn);

    /// Sends `length` bytes as datagrams of `segmentSize`, of which the last may be shorter.
    default void sendBatch(
            byte[] bytes, int offset, int length, int segmentSize, FourTuple route, Ecn ecn) {
        for (int sent = 0; sent < length; sent += segmentSize) {
            send(bytes, offset + sent, Math.min(segmentSize, length - sent), route, ecn);
        }
    }
}
