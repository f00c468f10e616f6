package dev.quoll.core.params;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.StatelessResetToken;

/// A stateless reset token.
enum ResetTokenCodec implements ParameterCodec<StatelessResetToken> {
    INSTANCE;

    @Override
    public StatelessResetToken read(ByteReader in) throws TransportException {
        int offset = in.skip(StatelessResetToken.LENGTH);
        return StatelessResetToken.of(in.array(), offset);
    }

    @Override
    public int length(StatelessResetToken value) {
        return StatelessResetToken.LENGTH;
    }

    @Override
    public void write(StatelessResetToken value, ByteWriter out) {
        value.copyTo(out.array(), out.position());
        out.skip(StatelessResetToken.LENGTH);
    }
}
