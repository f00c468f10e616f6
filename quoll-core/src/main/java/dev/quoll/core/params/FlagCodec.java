package dev.quoll.core.params;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;

/// A parameter without a value, which is true by being there.
enum FlagCodec implements ParameterCodec<Boolean> {
    INSTANCE;

    @Override
    public Boolean read(ByteReader in) {
        return true;
    }

    @Override
    public int length(Boolean value) {
        return 0;
    }

    @Override
    public void write(Boolean value, ByteWriter out) {}
}
