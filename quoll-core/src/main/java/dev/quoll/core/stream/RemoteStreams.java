package dev.quoll.core.stream;

import dev.quoll.core.buffer.OffsetRanges;
import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.flow.ReceiveLimit;
import dev.quoll.core.frame.MaxStreamsFrame;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.StreamId;

/// The streams of a direction that the peer opened: how many, how many were accepted, and which of
/// them no frame named yet. Those were opened by a later one and cost nothing until then, so one
/// frame cannot make a crowd of objects. Credit for a new stream is given when one is closed.
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-4.6 RFC 9000, section 4.6
final class RemoteStreams {
    private final Direction direction;
    private final ReceiveLimit limit;
    // Not named, hence not closed, hence no more ranges than streams may be open at once.
    private final OffsetRanges untouched = new OffsetRanges();
    private long accepted;

    RemoteStreams(Direction direction, long mostOpen) {
        this.direction = direction;
        limit = new ReceiveLimit(mostOpen, StreamId.MAX_COUNT);
    }

    /// How many were opened.
    long opened() {
        return limit.received();
    }

    /// A frame named the stream `index`, which opens it and all before it (RFC 9000 §3.2).
    ///
    /// @return whether streams were opened
    /// @throws TransportException STREAM_LIMIT_ERROR
    boolean onNamed(long index) throws TransportException {
        if (index >= limit.limit()) { // RFC 9000 §4.6
            throw new TransportException(
                    TransportErrorCode.STREAM_LIMIT_ERROR,
                    "more streams than the limit of " + limit.limit());
        }
        long growth = limit.growth(index + 1);
        untouched.add(opened(), opened() + growth);
        limit.onReceived(growth);
        return growth > 0;
    }

    /// Whether the opened stream `index` has not been made yet; it is to be made now.
    boolean claim(long index) {
        if (!untouched.contains(index)) {
            return false;
        }
        untouched.remove(index, index + 1);
        return true;
    }

    /// Whether a stream waits to be accepted.
    boolean hasUnaccepted() {
        return accepted < opened();
    }

    /// Accepts the next stream, if [#hasUnaccepted].
    ///
    /// @return its index
    long accept() {
        return accepted++;
    }

    /// A stream is closed in all directions it has. The application took part in that, so it has
    /// accepted the stream.
    void onClosed() {
        limit.onConsumed(1);
    }

    /// Changes at run time how many may be open at once.
    void setMostOpen(long mostOpen) {
        limit.setWindow(mostOpen);
    }

    /// The limit to announce; also takes its fate.
    ReliableValue announcement() {
        return limit.announcement();
    }

    /// Offers MAX_STREAMS if it is wanted.
    ///
    /// @return false if it did not fit
    boolean writeTo(FrameSink sink) {
        if (announcement().isWanted()) {
            if (!sink.offer(new MaxStreamsFrame(direction, announcement().value()))) {
                return false;
            }
            announcement().onSent();
        }
        return true;
    }
}
