package dev.quoll.core.stream;

import java.util.ArrayDeque;

/// The memory that data written but not acknowledged may take, over all streams of a connection,
/// and the streams whose writers wait for some. *Confined*.
final class SendWindow {
    /// Room that must have come free for each writer that waits before they are woken, unless it is
    /// an eighth of the window: a crowd is not woken for a packet's worth.
    private static final long ROOM_PER_WRITER = 1024;

    private final ArrayDeque<SendStream> waiting = new ArrayDeque<>(0);
    private long bound;
    private long unacknowledged;

    SendWindow(long bound) {
        this.bound = bound;
    }

    /// Bytes written and not acknowledged.
    long unacknowledged() {
        return unacknowledged;
    }

    /// Bytes that may be written now.
    long room() {
        return Math.max(0, bound - unacknowledged);
    }

    void setBound(long newBound) {
        bound = newBound;
    }

    /// `length` bytes were written, at most [#room].
    void take(int length) {
        unacknowledged += length;
    }

    /// `length` bytes were acknowledged or dropped.
    void giveBack(long length) {
        unacknowledged -= length;
        assert unacknowledged >= 0;
    }

    /// A writer of this stream waits for room.
    void await(SendStream stream) {
        if (!stream.awaitsRoom) {
            stream.awaitsRoom = true;
            waiting.addLast(stream);
        }
    }

    /// Announces to all that wait that they may write, if there is room worth it.
    void wake(EventQueue events) {
        long enough = Math.min(bound / 8, waiting.size() * ROOM_PER_WRITER);
        if (waiting.isEmpty() || room() < Math.max(1, enough)) {
            return;
        }
        for (SendStream stream = waiting.poll(); stream != null; stream = waiting.poll()) {
            stream.awaitsRoom = false;
            events.writable(stream);
        }
    }
}
