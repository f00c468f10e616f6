package dev.quoll.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// Sends one datagram without waiting: a channel, or in tests one whose buffer is full, as
/// loopback's never is.
@FunctionalInterface
interface DatagramWriter {
    /// Sends what remains of `datagram`, marked with `ecnBits`. Returns its length, or 0 if there
    /// is no room.
    int write(ByteBuffer datagram, InetSocketAddress remote, int ecnBits) throws IOException;
}
