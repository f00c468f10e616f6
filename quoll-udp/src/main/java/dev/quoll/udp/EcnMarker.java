package dev.quoll.udp;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/// Marks what leaves a channel with an ECN mark. The JDK sets marks for the whole socket, so this
/// does so when the mark changes, and whoever sends holds one lock from here until the datagram is
/// gone. Confined to that lock.
///
/// @spec https://www.rfc-editor.org/rfc/rfc3168#section-5 RFC 3168, section 5
final class EcnMarker {
    private static final int ECT_0 = 2;

    private final DatagramChannel channel;
    private final boolean works;
    private int current;

    EcnMarker(DatagramChannel channel) {
        this.channel = channel;
        works = probe();
    }

    private boolean probe() {
        if (!channel.supportedOptions().contains(StandardSocketOptions.IP_TOS)) {
            return false;
        }
        try {
            channel.setOption(StandardSocketOptions.IP_TOS, ECT_0);
            boolean kept = channel.getOption(StandardSocketOptions.IP_TOS) == ECT_0;
            channel.setOption(StandardSocketOptions.IP_TOS, 0);
            return kept;
        } catch (IOException e) {
            return false; // some systems offer the option and refuse it
        }
    }

    /// Whether marks reach the wire.
    boolean works() {
        return works;
    }

    /// Marks all datagrams from here on with `ecnBits`.
    void mark(int ecnBits) throws IOException {
        if (works && ecnBits != current) {
            channel.setOption(StandardSocketOptions.IP_TOS, ecnBits);
            current = ecnBits;
        }
    }
}
