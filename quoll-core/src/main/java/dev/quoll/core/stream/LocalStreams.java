package dev.quoll.core.stream;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.flow.SendLimit;
import dev.quoll.core.frame.StreamsBlockedFrame;
import dev.quoll.core.id.Direction;

/// How many streams of a direction this side opened and may open. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-4.6 RFC 9000, section 4.6
final class LocalStreams {
    private final Direction direction;
    private final SendLimit limit = new SendLimit(0);

    LocalStreams(Direction direction) {
        this.direction = direction;
    }

    /// How many were opened.
    long opened() {
        return limit.used();
    }

    /// Counts one more stream as opened, or asks for STREAMS_BLOCKED.
    ///
    /// @return whether it may be opened; its index is what [#opened] was
    boolean open() {
        if (limit.available() == 0) {
            limit.onBlocked(); // RFC 9000 §4.6
            return false;
        }
        limit.use(1);
        return true;
    }

    /// The peer gave a limit.
    ///
    /// @return whether more streams may be opened than before
    boolean onLimit(long newLimit) {
        return limit.onLimit(newLimit);
    }

    /// Whether there is something to tell the peer; also takes its fate.
    ReliableValue blocked() {
        return limit.blocked();
    }

    /// Offers STREAMS_BLOCKED if it is wanted.
    ///
    /// @return false if it did not fit
    boolean writeTo(FrameSink sink) {
        if (blocked().isWanted()) {
            if (!sink.offer(new StreamsBlockedFrame(direction, blocked().value()))) {
                return false;
            }
            blocked().onSent();
        }
        return true;
    }
}
