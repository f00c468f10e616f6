package dev.quoll.sim;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Transport parameters as they are on the wire, whatever they mean: for a side that sends what it
/// must not. *Immutable*, as long as nobody writes into the arrays.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-18 RFC 9000, section 18
record RawParameters(Map<Long, byte[]> values) {
    static RawParameters read(byte[] encoded) {
        Map<Long, byte[]> values = new LinkedHashMap<>();
        ByteReader in = new ByteReader();
        in.reset(encoded, 0, encoded.length);
        try {
            while (in.hasRemaining()) {
                long id = in.varint();
                int length = in.countOfBytes();
                int start = in.skip(length);
                values.put(id, Arrays.copyOfRange(encoded, start, start + length));
            }
        } catch (TransportException e) {
            throw new IllegalArgumentException(e);
        }
        return new RawParameters(values);
    }

    /// The same with `value` for the parameter `id`.
    RawParameters with(long id, byte... value) {
        Map<Long, byte[]> changed = new LinkedHashMap<>(values);
        changed.put(id, value);
        return new RawParameters(changed);
    }

    /// The same without the parameter `id`, which must be there.
    RawParameters without(long id) {
        Map<Long, byte[]> changed = new LinkedHashMap<>(values);
        if (changed.remove(id) == null) {
            throw new IllegalArgumentException("no parameter " + id);
        }
        return new RawParameters(changed);
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(new byte[1000]);
        values.forEach(
                (id, value) -> {
                    out.varint(id).varint(value.length);
                    out.bytes(value, 0, value.length);
                });
        return Arrays.copyOf(out.array(), out.position());
    }
}
