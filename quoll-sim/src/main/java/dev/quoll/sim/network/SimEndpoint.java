package dev.quoll.sim.network;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;

/// What is bound to a port of a [Host]: it takes datagrams, is asked for datagrams, and names the
/// time when it wants to be called again. The host calls it in one thread, and asks [#transmit] and
/// [#deadlineNanos] after every other call. *Confined*.
public interface SimEndpoint {
    /// No deadline.
    long NEVER = Long.MAX_VALUE;

    /// A datagram came. The endpoint may change the bytes, and may use them until it returns.
    void receive(byte[] bytes, int offset, int length, FourTuple route, Ecn ecn, long nowNanos);

    /// Offers `out` every datagram that may leave now.
    void transmit(DatagramSink out, long nowNanos);

    /// When [#onTimeout] is wanted, or [#NEVER]. A time that is past means at once.
    long deadlineNanos();

    /// The deadline has come.
    void onTimeout(long nowNanos);
}
