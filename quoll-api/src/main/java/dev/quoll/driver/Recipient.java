package dev.quoll.driver;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;

/// Who gets datagrams. *Thread-safe*.
sealed interface Recipient permits ConnectionDriver, IncomingDriver, Successors {
    /// Takes a datagram without ever waiting: one that cannot be kept is dropped, as if the network
    /// had lost it. The bytes are the caller's again when this returns.
    void deliver(byte[] bytes, int offset, int length, FourTuple route, Ecn ecn);
}
