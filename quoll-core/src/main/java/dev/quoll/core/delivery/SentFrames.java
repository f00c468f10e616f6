package dev.quoll.core.delivery;

/// The frames of packets that are still unacknowledged, in the order sent: three numbers a frame,
/// in a ring that grows to what is in flight. *Confined*. A packet remembers the index of its first
/// frame and how many it has.
public final class SentFrames {
    private static final int WORDS = 3;
    private static final int FIRST_CAPACITY = 16; // a power of two, as all that follow
    private static final long FIN_BIT = 1L << 31;

    private long[] ring = new long[FIRST_CAPACITY * WORDS];
    private int mask = FIRST_CAPACITY - 1;
    private long first;
    private long next;

    /// The index the next frame will get; indices only grow.
    public long next() {
        return next;
    }

    /// Remembers a frame that has no data.
    public void add(SentFrame.Kind kind, long id, long offset) {
        add(kind, id, offset, 0, false);
    }

    /// Remembers a frame.
    ///
    /// @param length bytes of data, at least 0
    public void add(SentFrame.Kind kind, long id, long offset, int length, boolean fin) {
        assert length >= 0;
        if (next - first > mask) {
            resize(2 * (mask + 1));
        }
        int at = slot(next++);
        ring[at] = (long) kind.ordinal() << 32 | (fin ? FIN_BIT : 0) | length;
        ring[at + 1] = id;
        ring[at + 2] = offset;
    }

    /// Reads the frame at `index` into `into`.
    public void read(long index, SentFrame into) {
        assert index >= first && index < next;
        int at = slot(index);
        long word = ring[at];
        into.set(
                SentFrame.Kind.of((int) (word >>> 32)),
                (word & FIN_BIT) != 0,
                (int) word & Integer.MAX_VALUE,
                ring[at + 1],
                ring[at + 2]);
    }

    /// Forgets frames sent after `index`, because their packet was not sent after all.
    public void truncate(long index) {
        assert index >= first && index <= next;
        next = index;
    }

    /// Forgets all frames before `index`: the oldest packet still of interest begins there.
    public void releaseBefore(long index) {
        first = Math.max(first, Math.min(index, next));
    }

    /// Lets go of room that the frames remembered do not need.
    public void rest() {
        int count = (int) (next - first);
        resize(count < 2 ? 1 : Integer.highestOneBit(count - 1) * 2);
    }

    private int slot(long index) {
        return ((int) index & mask) * WORDS;
    }

    private void resize(int capacity) {
        long[] resized = new long[capacity * WORDS];
        int resizedMask = capacity - 1;
        for (long index = first; index < next; index++) {
            int to = ((int) index & resizedMask) * WORDS;
            System.arraycopy(ring, slot(index), resized, to, WORDS);
        }
        ring = resized;
        mask = resizedMask;
    }
}
