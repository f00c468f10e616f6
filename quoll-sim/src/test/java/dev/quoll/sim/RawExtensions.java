package dev.quoll.sim;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/// The extensions of a TLS message as they are on the wire, by type and in order, to be sent other
/// than they are. *Immutable*, as long as nobody writes into the arrays.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2 RFC 8446, section 4.2
record RawExtensions(Map<Integer, byte[]> byType) {
    /// Reads them with their length in front, and goes behind them.
    static RawExtensions read(ByteBuffer in) {
        int length = in.getShort() & 0xffff;
        int end = in.position() + length;
        Map<Integer, byte[]> byType = new LinkedHashMap<>();
        while (in.position() < end) {
            int type = in.getShort() & 0xffff;
            byte[] data = new byte[in.getShort() & 0xffff];
            in.get(data);
            byType.put(type, data);
        }
        return new RawExtensions(byType);
    }

    /// The same without `type`, which must be there.
    RawExtensions without(int type) {
        Map<Integer, byte[]> changed = new LinkedHashMap<>(byType);
        require(changed.remove(type) != null, type);
        return new RawExtensions(changed);
    }

    /// The same with other data for `type`, which must be there.
    RawExtensions with(int type, byte[] data) {
        Map<Integer, byte[]> changed = new LinkedHashMap<>(byType);
        require(changed.replace(type, data) != null, type);
        return new RawExtensions(changed);
    }

    /// The same with `type`, which must be there, under the number `other`.
    RawExtensions renamed(int type, int other) {
        Map<Integer, byte[]> changed = new LinkedHashMap<>();
        byType.forEach((each, data) -> changed.put(each == type ? other : each, data));
        require(changed.containsKey(other), type);
        return new RawExtensions(changed);
    }

    private static void require(boolean isThere, int type) {
        if (!isThere) {
            throw new IllegalArgumentException("no extension " + type);
        }
    }

    /// The bytes on the wire, their length in front.
    byte[] encode() {
        int length = byType.values().stream().mapToInt(data -> 4 + data.length).sum();
        ByteBuffer out = ByteBuffer.allocate(Short.BYTES + length).putShort((short) length);
        byType.forEach(
                (type, data) ->
                        out.putShort(type.shortValue()).putShort((short) data.length).put(data));
        return out.array();
    }
}
