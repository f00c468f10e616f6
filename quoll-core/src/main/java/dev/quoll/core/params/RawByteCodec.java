package dev.quoll.core.params;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

/// One byte that is no varint, from 1 to 255.
enum RawByteCodec implements ParameterCodec<Long> {
    INSTANCE;

    private static final long MAX = 255;

    @Override
    public Long read(ByteReader in) throws TransportException {
        long value = in.uint8();
        if (value == 0) {
            throw new TransportException(
                    TransportErrorCode.TRANSPORT_PARAMETER_ERROR, "0 is not in 1..255");
        }
        return value;
    }

    @Override
    public int length(Long value) {
        return 1;
    }

    @Override
    public void write(Long value, ByteWriter out) {
        out.uint8(Math.toIntExact(value));
    }

    @Override
    public void check(Long value) {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException(value + " is not in 1.." + MAX);
        }
    }
}
