package dev.quoll.driver;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Connection;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// A copy of a datagram that nobody could take at once; reused, so that it grows to the longest
/// there was. *Confined*, for instance to a lock.
final class KeptDatagram {
    private byte[] bytes = {};
    private int length;
    private @Nullable FourTuple route;
    private Ecn ecn = Ecn.NOT_ECT;

    void set(byte[] source, int offset, int newLength, FourTuple newRoute, Ecn newEcn) {
        if (bytes.length < newLength) {
            bytes = new byte[newLength];
        }
        System.arraycopy(source, offset, bytes, 0, newLength);
        length = newLength;
        route = newRoute;
        ecn = newEcn;
    }

    void giveTo(Connection core, long nowNanos) {
        core.receive(bytes, 0, length, Objects.requireNonNull(route), ecn, nowNanos);
    }

    void giveTo(Recipient recipient) {
        recipient.deliver(bytes, 0, length, Objects.requireNonNull(route), ecn);
    }
}
