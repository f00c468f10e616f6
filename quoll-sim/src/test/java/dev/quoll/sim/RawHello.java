package dev.quoll.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A ClientHello as it is on the wire, to be sent with other extensions. *Immutable*, as long as
/// nobody writes into the arrays.
///
/// @param head all from the version to the methods of compression
/// @param extensions by type, in order
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2 RFC 8446, section 4.1.2
record RawHello(byte[] head, Map<Integer, byte[]> extensions) {
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
        skip(in, Short.BYTES); // the extensions go on to the end
        Map<Integer, byte[]> extensions = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            int type = in.getShort() & 0xffff;
            byte[] data = new byte[in.getShort() & 0xffff];
            in.get(data);
            extensions.put(type, data);
        }
        return new RawHello(head, extensions);
    }

    private static void skip(ByteBuffer in, int length) {
        in.position(in.position() + length);
    }

    /// The same without the extension `type`, which must be there.
    RawHello without(int type) {
        Map<Integer, byte[]> changed = new LinkedHashMap<>(extensions);
        if (changed.remove(type) == null) {
            throw new IllegalArgumentException("no extension " + type);
        }
        return new RawHello(head, changed);
    }

    /// The same with the extension `type`, which must be there, under the number `other`.
    RawHello renamed(int type, int other) {
        Map<Integer, byte[]> changed = new LinkedHashMap<>();
        extensions.forEach((each, data) -> changed.put(each == type ? other : each, data));
        if (!changed.containsKey(other)) {
            throw new IllegalArgumentException("no extension " + type);
        }
        return new RawHello(head, changed);
    }

    byte[] encode() {
        int length = extensions.values().stream().mapToInt(data -> 4 + data.length).sum();
        int body = head.length + Short.BYTES + length;
        ByteBuffer out = ByteBuffer.allocate(HEADER_LENGTH + body);
        out.putInt(TYPE << 24 | body).put(head).putShort((short) length);
        extensions.forEach(
                (type, data) ->
                        out.putShort(type.shortValue()).putShort((short) data.length).put(data));
        return out.array();
    }
}
