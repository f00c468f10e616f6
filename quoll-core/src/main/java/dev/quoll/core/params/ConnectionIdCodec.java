package dev.quoll.core.params;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.ConnectionId;

/// A connection ID of 0 to 20 bytes.
enum ConnectionIdCodec implements ParameterCodec<ConnectionId> {
    INSTANCE;

    @Override
    public ConnectionId read(ByteReader in) throws TransportException {
        int length = in.remaining();
        if (length > ConnectionId.MAX_LENGTH) {
            throw new TransportException(
                    TransportErrorCode.TRANSPORT_PARAMETER_ERROR,
                    "connection ID of " + length + " bytes");
        }
        return ConnectionId.of(in.array(), in.skip(length), length);
    }

    @Override
    public int length(ConnectionId value) {
        return value.length();
    }

    @Override
    public void write(ConnectionId value, ByteWriter out) {
        value.copyTo(out.array(), out.position());
        out.skip(value.length());
    }
}
