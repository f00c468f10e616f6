package dev.quoll.core.cid;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.PathRetireConnectionIdFrame;
import dev.quoll.core.frame.RetireConnectionIdFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.range.LongRanges;

import java.util.ArrayList;
import java.util.List;

/// The connection IDs we no longer use, until the peer knows. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1.2 RFC 9000, section 5.1.2
final class Retirements {
    /// The most retirements the peer may leave unacknowledged (RFC 9000 §5.1.2 asks for at least
    /// twice the IDs it may issue).
    static final int MAX_UNACKNOWLEDGED = 50;

    private static final int MAX_RETIRED_RANGES = 64;

    private final PathId path;
    private final LongRanges retired = new LongRanges(MAX_RETIRED_RANGES);
    private final List<ReliableValue> unacknowledged = new ArrayList<>();

    /// Nothing is retired.
    Retirements(PathId path) {
        this.path = path;
    }

    /// The peer need not know any more.
    void clear() {
        unacknowledged.clear();
    }

    /// Whether the ID was retired before, or has a number so low that it counts as such.
    boolean contains(long sequenceNumber) {
        boolean isForgotten =
                retired.count() == MAX_RETIRED_RANGES && sequenceNumber < retired.min();
        return isForgotten || retired.contains(sequenceNumber);
    }

    /// Whether one more ID can be retired.
    boolean hasRoom() {
        return unacknowledged.size() < MAX_UNACKNOWLEDGED;
    }

    /// Retires an ID that was not retired before.
    ///
    /// @throws TransportException CONNECTION_ID_LIMIT_ERROR if the peer makes us retire IDs faster
    ///   than it acknowledges
    void add(long sequenceNumber) throws TransportException {
        if (!hasRoom()) { // RFC 9000 §5.1.2
            throw new TransportException(
                    TransportErrorCode.CONNECTION_ID_LIMIT_ERROR,
                    "over " + MAX_UNACKNOWLEDGED + " retired connection IDs");
        }
        retired.add(sequenceNumber);
        ReliableValue retirement = new ReliableValue();
        retirement.request(sequenceNumber);
        unacknowledged.add(retirement);
    }

    boolean wantsToSend() {
        for (int i = 0; i < unacknowledged.size(); i++) {
            if (unacknowledged.get(i).isWanted()) {
                return true;
            }
        }
        return false;
    }

    void writeTo(FrameSink sink) {
        for (int i = 0; i < unacknowledged.size(); i++) {
            ReliableValue retirement = unacknowledged.get(i);
            if (retirement.isWanted()) {
                if (!sink.offer(frameOf(retirement.value()))) {
                    return;
                }
                retirement.onSent();
            }
        }
    }

    private Frame frameOf(long sequenceNumber) {
        return path.equals(PathId.ZERO)
                ? new RetireConnectionIdFrame(sequenceNumber)
                : new PathRetireConnectionIdFrame(path.value(), sequenceNumber);
    }

    void onAcked(SentFrame frame) {
        unacknowledged.removeIf(retirement -> retirement.value() == frame.offset());
    }

    void onLost(SentFrame frame) {
        unacknowledged.forEach(retirement -> retirement.onLost(frame.offset()));
    }
}
