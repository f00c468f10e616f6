package dev.quoll.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A ClientHello as it is on the wire, to be sent with other extensions. *Immutable*, as long as
/// nobody writes into the arrays.
///
/// @param head all from the version to the methods of compression
/// @param extensions to the end
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2 RFC 8446, section 4.1.2
record RawHello(byte[] head, RawExtensions extensions) {
    private static final int TYPE = 1;
    private static final int HEADER_LENGTH = 4;
    private static final int VERSION_AND_RANDOM = 2 + 32;

    static RawHello read(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        in.position(HEADER_LENGTH + VERSION_AND_RANDOM);
        skip(in, in.get() & 0xff); // session id
        skip(in, in.getShort() & 0xffff); // cipher suites
        skip(in, in.get() & 0xff); // methods of compression
        byte[] head = Arrays.copyOfRange(message, HEADER_LENGTH, in.position());
        return new RawHello(head, RawExtensions.read(in));
    }

    private static void skip(ByteBuffer in, int length) {
        in.position(in.position() + length);
    }

    /// The same without the extension `type`, which must be there.
    RawHello without(int type) {
        return new RawHello(head, extensions.without(type));
    }

    /// The same with the extension `type`, which must be there, under the number `other`.
    RawHello renamed(int type, int other) {
        return new RawHello(head, extensions.renamed(type, other));
    }

    byte[] encode() {
        byte[] encoded = extensions.encode();
        int body = head.length + encoded.length;
        return ByteBuffer.allocate(HEADER_LENGTH + body)
                .putInt(TYPE << 24 | body)
                .put(head)
                .put(encoded)
                .array();
    }
}
