package dev.quoll.core.stream;

import dev.quoll.core.id.Direction;
import dev.quoll.core.id.StreamId;

/// What happened to streams that someone may wait for. A reused cursor, filled by [Streams#poll].
/// *Confined*.
public final class StreamEvent {
    /// What happened.
    public enum Kind {
        /// A read of the stream tells something: data, or its end.
        READABLE,
        /// The peer reset the stream with `code`; a read tells it too.
        RESET,
        /// A write that took fewer bytes than it had is worth another try.
        WRITABLE,
        /// The peer stopped the stream with `code`: nothing more can be sent.
        STOPPED,
        /// All that was sent is acknowledged: data and end, or the reset.
        DELIVERED,
        /// The peer opened streams of `direction`, which can be accepted.
        OPENED,
        /// More streams of `direction` may be opened.
        CREDIT;

        private static final Kind[] ALL = values();
    }

    private Kind kind = Kind.READABLE;
    private long streamId;
    private long code;

    void set(int kindOrdinal, long newStreamId, long newCode) {
        kind = Kind.ALL[kindOrdinal];
        streamId = newStreamId;
        code = newCode;
    }

    /// What happened.
    public Kind kind() {
        return kind;
    }

    /// The stream it happened to; not for OPENED and CREDIT.
    public long streamId() {
        return streamId;
    }

    /// The direction of the streams.
    public Direction direction() {
        return StreamId.direction(streamId);
    }

    /// The peer's application error code of RESET and STOPPED.
    public long code() {
        return code;
    }

    @Override
    public String toString() {
        return kind + "[streamId=" + streamId + ", code=" + code + "]";
    }
}
