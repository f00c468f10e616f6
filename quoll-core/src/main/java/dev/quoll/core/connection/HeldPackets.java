package dev.quoll.core.connection;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.spi.EncryptionLevel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;

/// Packets that came before the keys that open them: while TLS works, or because the network
/// changed the order. Few are kept, since anyone can send such packets. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.7 RFC 9001, section 5.7
final class HeldPackets {
    /// The most packets kept; the rest is for the peer to send again.
    static final int MAX_PACKETS = 32;

    /// One packet, copied out of its datagram.
    record Held(
            EncryptionLevel level, byte[] bytes, FourTuple route, Ecn ecn, long receivedNanos) {}

    private final Queue<Held> packets = new ArrayDeque<>(0);

    /// Keeps a copy of a packet, and says whether there was room for it.
    boolean hold(
            EncryptionLevel level,
            byte[] bytes,
            int from,
            int to,
            FourTuple route,
            Ecn ecn,
            long nowNanos) {
        if (packets.size() == MAX_PACKETS) {
            return false;
        }
        byte[] copy = Arrays.copyOfRange(bytes, from, to);
        packets.add(new Held(level, copy, route, ecn, nowNanos));
        return true;
    }

    /// Takes out the packets of `level`, oldest first.
    List<Held> take(EncryptionLevel level) {
        List<Held> taken = new ArrayList<>();
        for (Iterator<Held> each = packets.iterator(); each.hasNext(); ) {
            Held held = each.next();
            if (held.level() == level) {
                taken.add(held);
                each.remove();
            }
        }
        return taken;
    }

    boolean isEmpty() {
        return packets.isEmpty();
    }
}
