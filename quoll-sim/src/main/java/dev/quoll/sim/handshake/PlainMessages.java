package dev.quoll.sim.handshake;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Puts the messages of a [PlainHandshake] together from bytes that come in any pieces: four bytes
/// of length, then the content. *Confined*.
final class PlainMessages {
    private static final int MAX_LENGTH = 1 << 20;

    private byte[] pending = {};

    static byte[] encode(byte[] content) {
        return ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(content.length)
                .put(content)
                .array();
    }

    void add(byte[] bytes, int offset, int length) {
        pending =
                ByteBuffer.allocate(pending.length + length)
                        .put(pending)
                        .put(bytes, offset, length)
                        .array();
    }

    /// The content of the next message, once it is whole.
    Optional<byte[]> next() {
        if (pending.length < Integer.BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(pending);
        int length = in.getInt();
        if (length < 0 || length > MAX_LENGTH) {
            throw new IllegalStateException("no message of a plain handshake: " + length);
        }
        if (in.remaining() < length) {
            return Optional.empty();
        }
        byte[] content = new byte[length];
        in.get(content);
        pending = new byte[in.remaining()];
        in.get(pending);
        return Optional.of(content);
    }
}
