package dev.quoll.core.params;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

import java.util.OptionalLong;

/// Nothing, or an integer from 1 on.
///
/// @spec https://datatracker.ietf.org/doc/draft-seemann-quic-nat-traversal/ Using QUIC to traverse
///   NATs, section 4.5
enum ConcurrencyLimitCodec implements ParameterCodec<OptionalLong> {
    INSTANCE;

    @Override
    public OptionalLong read(ByteReader in) throws TransportException {
        if (!in.hasRemaining()) {
            return OptionalLong.empty();
        }
        long limit = in.varint();
        if (limit == 0) {
            throw new TransportException(
                    TransportErrorCode.TRANSPORT_PARAMETER_ERROR, "a limit of 0");
        }
        return OptionalLong.of(limit);
    }

    @Override
    public int length(OptionalLong value) {
        return value.isPresent() ? Varint.size(value.getAsLong()) : 0;
    }

    @Override
    public void write(OptionalLong value, ByteWriter out) {
        value.ifPresent(out::varint);
    }

    @Override
    public void check(OptionalLong value) {
        if (value.isPresent() && (value.getAsLong() < 1 || value.getAsLong() > Varint.MAX_VALUE)) {
            throw new IllegalArgumentException(value.getAsLong() + " is no limit");
        }
    }
}
