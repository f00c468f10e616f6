package dev.quoll;

import dev.quoll.udp.UdpSocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The room a socket was granted for datagrams that nobody has read or sent yet, in bytes; 0 where
/// there is no such thing. Immutable.
///
/// @param receive room for what has arrived
/// @param send room for what is to leave
record SocketBuffers(int receive, int send) {
    static SocketBuffers of(UdpSocket socket) {
        return new SocketBuffers(socket.receiveBufferBytes(), socket.sendBufferBytes());
    }

    /// What to tell the administrator where the system has granted less than was asked for.
    Optional<String> complaint(int askedBytes) {
        List<String> limits = new ArrayList<>();
        if (isClipped(receive, askedBytes)) {
            limits.add("net.core.rmem_max");
        }
        if (isClipped(send, askedBytes)) {
            limits.add("net.core.wmem_max");
        }
        return limits.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "socket buffers of %d bytes were asked for; granted: %d to receive, %d to"
                                        .formatted(askedBytes, receive, send)
                                + " send. Bursts may be lost. On Linux raise "
                                + String.join(" and ", limits));
    }

    private static boolean isClipped(int granted, int askedBytes) {
        return granted > 0 && granted < askedBytes;
    }

    @Override
    public String toString() {
        return "buffers of " + receive + " bytes to receive and " + send + " to send";
    }
}
