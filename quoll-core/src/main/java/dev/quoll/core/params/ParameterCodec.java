package dev.quoll.core.params;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportException;

/// How the value of a parameter is checked and written, its length aside.
interface ParameterCodec<T> {
    /// Reads the value, which is to be all that `in` has left; that is checked by the caller.
    ///
    /// @throws TransportException TRANSPORT_PARAMETER_ERROR if the value is not a possible one
    T read(ByteReader in) throws TransportException;

    /// Bytes that [#write] writes.
    int length(T value);

    /// Writes a value.
    void write(T value, ByteWriter out);

    /// Checks a value of our own.
    ///
    /// @throws IllegalArgumentException if the peer would refuse it
    default void check(T value) {}
}
