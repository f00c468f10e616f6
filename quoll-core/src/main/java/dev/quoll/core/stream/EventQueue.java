package dev.quoll.core.stream;

import dev.quoll.core.id.Direction;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StreamId;
import dev.quoll.core.stream.StreamEvent.Kind;

/// Events in a ring of numbers. A stream is in it once as readable and once as writable, a
/// direction once as opened and once as having credit; all else happens once in a stream's life. So
/// a peer cannot make it longer than the streams it may have. *Confined*.
final class EventQueue {
    private static final int WORDS = 3;

    private final boolean[] directionAnnounced = new boolean[Kind.values().length * 2];
    private long[] ring = new long[WORDS]; // grows
    private int mask; // its places less one
    private long first;
    private long next;

    void readable(ReceiveStream stream) {
        announce(Kind.READABLE, stream);
    }

    void writable(SendStream stream) {
        announce(Kind.WRITABLE, stream);
    }

    void reset(long streamId, long code) {
        add(Kind.RESET, streamId, code);
    }

    void stopped(long streamId, long code) {
        add(Kind.STOPPED, streamId, code);
    }

    void delivered(long streamId) {
        add(Kind.DELIVERED, streamId, 0);
    }

    void opened(Direction direction) {
        announce(Kind.OPENED, direction);
    }

    void credit(Direction direction) {
        announce(Kind.CREDIT, direction);
    }

    /// Takes the oldest event out. The caller then clears [StreamPart#announced] of its stream.
    ///
    /// @return false if there is none
    boolean poll(StreamEvent into) {
        if (first == next) {
            return false;
        }
        int at = slot(first++);
        into.set((int) ring[at], ring[at + 1], ring[at + 2]);
        directionAnnounced[flag(into.kind(), into.direction())] = false;
        return true;
    }

    private void announce(Kind kind, StreamPart part) {
        if (!part.announced) {
            part.announced = true;
            add(kind, part.id(), 0);
        }
    }

    private void announce(Kind kind, Direction direction) {
        int flag = flag(kind, direction);
        if (!directionAnnounced[flag]) {
            directionAnnounced[flag] = true;
            add(kind, StreamId.of(Side.CLIENT, direction, 0), 0);
        }
    }

    private void add(Kind kind, long streamId, long code) {
        if (next - first > mask) {
            grow();
        }
        int at = slot(next++);
        ring[at] = kind.ordinal();
        ring[at + 1] = streamId;
        ring[at + 2] = code;
    }

    private static int flag(Kind kind, Direction direction) {
        return kind.ordinal() * 2 + direction.ordinal();
    }

    private int slot(long index) {
        return ((int) index & mask) * WORDS;
    }

    private void grow() {
        long[] wider = new long[ring.length * 2];
        int widerMask = mask * 2 + 1;
        for (long index = first; index < next; index++) {
            System.arraycopy(ring, slot(index), wider, ((int) index & widerMask) * WORDS, WORDS);
        }
        ring = wider;
        mask = widerMask;
    }
}
