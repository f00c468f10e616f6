package dev.quoll.relay.wire;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.Varint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads the messages of a control stream, one after the other. *Confined*.
public final class MessageReader {
    private final InputStream in;
    private final byte[] integer = new byte[Varint.MAX_SIZE];
    private final ByteReader body = new ByteReader();

    public MessageReader(InputStream in) {
        this.in = in;
    }

    /// Waits for the next message; empty at the end of the stream.
    ///
    /// @throws MalformedMessageException if what comes is none
    /// @throws EOFException if the stream ends within one
    public Optional<Message> next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        long type = varint(first);
        long length = varint(required());
        if (length > Message.MAX_BODY) {
            throw new MalformedMessageException("a message of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the control stream ends within a message");
        }
        return Optional.of(Message.read(type, body.reset(bytes, 0, bytes.length)));
    }

    private long varint(int first) throws IOException {
        integer[0] = (byte) first;
        int size = Varint.sizeFrom(integer[0]);
        if (in.readNBytes(integer, 1, size - 1) < size - 1) {
            throw new EOFException("the control stream ends within a message");
        }
        return Varint.read(integer, 0);
    }

    private int required() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the control stream ends within a message");
        }
        return next;
    }
}
