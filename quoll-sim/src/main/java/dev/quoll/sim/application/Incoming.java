package dev.quoll.sim.application;

import dev.quoll.core.buffer.OffsetRanges;
import dev.quoll.core.stream.StreamResult;
import dev.quoll.core.stream.Streams;

import java.util.OptionalLong;

/// What comes on one stream, compared byte by byte with what it has to be. *Confined*.
public final class Incoming {
    private final long id;
    private final OffsetRanges seen = new OffsetRanges();
    private long received;
    private boolean isEnded;
    private boolean isStopped;
    private OptionalLong resetCode = OptionalLong.empty();

    Incoming(long id) {
        this.id = id;
    }

    /// The stream.
    public long id() {
        return id;
    }

    /// Bytes read so far, all of them right, and none twice.
    public long received() {
        return received;
    }

    /// Whether it was read to its end.
    public boolean isEnded() {
        return isEnded;
    }

    /// The code with which the peer reset it, if it did.
    public OptionalLong resetCode() {
        return resetCode;
    }

    /// Whether nothing more is to come: it ended, the peer reset it, or it was stopped here.
    public boolean isOver() {
        return isEnded || isStopped || resetCode.isPresent();
    }

    void stop(Streams streams, long code) {
        isStopped = true;
        streams.stop(id, code);
    }

    /// Reads all there is.
    ///
    /// @return whether there was anything, be it the end
    /// @throws IllegalStateException if a byte is not the one that was sent, or was read before
    boolean read(Streams streams, Content content, byte[] scratch) {
        long before = received;
        boolean wasOver = isOver();
        long result = streams.read(id, scratch, 0, scratch.length);
        while (result > 0) {
            check(content, scratch, streams.lastOffset(id), (int) result);
            result = streams.read(id, scratch, 0, scratch.length);
        }
        if (result == StreamResult.ENDED) {
            isEnded = true;
        } else if (StreamResult.isAborted(result)) {
            resetCode = OptionalLong.of(StreamResult.code(result));
        }
        return received > before || isOver() != wasOver;
    }

    private void check(Content content, byte[] scratch, long offset, int count) {
        long mismatch = content.mismatch(scratch, 0, count, offset);
        if (mismatch != offset + count) {
            throw new IllegalStateException(
                    "stream " + id + " delivered a wrong byte at " + mismatch);
        }
        int next = seen.firstEndingAfter(offset);
        if (next < seen.count() && seen.start(next) < offset + count) {
            throw new IllegalStateException("stream " + id + " delivered twice: " + offset);
        }
        seen.add(offset, offset + count);
        received += count;
    }

    @Override
    public String toString() {
        return "Incoming[%d, %d received%s]".formatted(id, received, isEnded ? ", ended" : "");
    }
}
