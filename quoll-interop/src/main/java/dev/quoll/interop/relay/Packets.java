package dev.quoll.interop.relay;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads the headers of the packets of a datagram as far as they are readable without keys.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.2 RFC 9000, section 12.2: Coalescing
final class Packets {
    private static final int LONG_HEADER = 0x80;

    /// Zeros behind the last packet fill a datagram of quiche; they are no packet.
    private static final int FIXED_BIT = 0x40;

    private Packets() {}

    /// @param version of the long header; 0 for a short one
    record Seen(PacketKind kind, int version) {}

    /// The packets up to the first that does not tell its end, or is damaged.
    static List<Seen> in(byte[] datagram) {
        List<Seen> packets = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(datagram);
        try {
            while (rest.hasRemaining()) {
                packets.add(next(rest));
            }
        } catch (BufferUnderflowException e) {
            // damaged on the way; what was read before stands
        }
        return packets;
    }

    private static Seen next(ByteBuffer rest) {
        int first = rest.get() & 0xff;
        if ((first & LONG_HEADER) == 0) {
            rest.position(rest.limit());
            return new Seen((first & FIXED_BIT) == 0 ? PacketKind.UNKNOWN : PacketKind.ONE_RTT, 0);
        }
        int version = rest.getInt();
        PacketKind kind = PacketKind.of(first, version);
        switch (kind) {
            case INITIAL -> {
                skipIds(rest);
                skip(rest, varint(rest)); // the token
                skip(rest, varint(rest));
            }
            case ZERO_RTT, HANDSHAKE -> {
                skipIds(rest);
                skip(rest, varint(rest));
            }
            case RETRY, VERSION_NEGOTIATION, ONE_RTT, UNKNOWN -> rest.position(rest.limit());
        }
        return new Seen(kind, version);
    }

    private static void skipIds(ByteBuffer rest) {
        skip(rest, rest.get() & 0xff);
        skip(rest, rest.get() & 0xff);
    }

    private static void skip(ByteBuffer rest, long length) {
        if (length > rest.remaining()) {
            throw new BufferUnderflowException();
        }
        rest.position(rest.position() + (int) length);
    }

    private static long varint(ByteBuffer rest) {
        int first = rest.get() & 0xff;
        long value = first & 0x3f;
        for (int more = (1 << (first >> 6)) - 1; more > 0; more--) {
            value = value << 8 | rest.get() & 0xff;
        }
        return value;
    }
}
