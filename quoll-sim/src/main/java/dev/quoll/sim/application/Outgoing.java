package dev.quoll.sim.application;

import dev.quoll.core.id.Direction;
import dev.quoll.core.stream.StreamResult;
import dev.quoll.core.stream.Streams;

import java.util.OptionalLong;

/// Content that is sent on one stream, from its first byte to the end of the stream. *Confined*.
public final class Outgoing {
    private final Direction direction;
    private final long length;
    private OptionalLong id = OptionalLong.empty();
    private OptionalLong stopCode = OptionalLong.empty();
    private long written;
    private boolean isFinished;
    private boolean isDelivered;

    Outgoing(Direction direction, long length) {
        this.direction = direction;
        this.length = length;
    }

    /// The kind of stream.
    public Direction direction() {
        return direction;
    }

    /// How many bytes are to be sent.
    public long length() {
        return length;
    }

    /// The stream, once the peer allowed it to be opened.
    public OptionalLong id() {
        return id;
    }

    /// Bytes that the stream has taken so far.
    public long written() {
        return written;
    }

    /// Whether the peer has acknowledged all of it and the end, or the reset.
    public boolean isDelivered() {
        return isDelivered;
    }

    /// The code with which the peer stopped it, if it did.
    public OptionalLong stopCode() {
        return stopCode;
    }

    void onOpened(long streamId) {
        id = OptionalLong.of(streamId);
    }

    void onDelivered() {
        isDelivered = true;
    }

    void onStopped(long code) {
        stopCode = OptionalLong.of(code);
        isFinished = true;
    }

    void reset(Streams streams, long code) {
        isFinished = true;
        id.ifPresent(stream -> streams.reset(stream, code));
    }

    /// Writes as much as the stream takes; after the last byte, the end.
    void write(Streams streams, Content content, byte[] scratch) {
        long stream = id.orElseThrow();
        while (!isFinished && written < length) {
            int count = (int) Math.min(scratch.length, length - written);
            content.fill(scratch, 0, count, written);
            long result = streams.write(stream, scratch, 0, count);
            if (StreamResult.isAborted(result)) {
                onStopped(StreamResult.code(result));
                return;
            }
            if (result <= 0) {
                return; // WRITABLE follows, or nothing ever if the stream is gone
            }
            written += result;
        }
        if (!isFinished) {
            isFinished = true;
            streams.finish(stream);
        }
    }

    @Override
    public String toString() {
        return "Outgoing[%s, %d of %d written%s]"
                .formatted(id, written, length, isDelivered ? ", delivered" : "");
    }
}
