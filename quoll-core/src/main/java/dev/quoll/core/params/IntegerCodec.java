package dev.quoll.core.params;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

/// An integer from `min` to `max`.
record IntegerCodec(long min, long max) implements ParameterCodec<Long> {
    @Override
    public Long read(ByteReader in) throws TransportException {
        long value = in.varint();
        if (!isPossible(value)) {
            throw new TransportException(
                    TransportErrorCode.TRANSPORT_PARAMETER_ERROR, describe(value));
        }
        return value;
    }

    @Override
    public int length(Long value) {
        return Varint.size(value);
    }

    @Override
    public void write(Long value, ByteWriter out) {
        out.varint(value);
    }

    @Override
    public void check(Long value) {
        if (!isPossible(value)) {
            throw new IllegalArgumentException(describe(value));
        }
    }

    private boolean isPossible(long value) {
        return value >= min && value <= max;
    }

    private String describe(long value) {
        return value + " is not in " + min + ".." + max;
    }
}
