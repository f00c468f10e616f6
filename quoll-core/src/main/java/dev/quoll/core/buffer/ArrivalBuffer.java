package dev.quoll.core.buffer;

/// Gives out the bytes of a stream without waiting for those before them: of what has arrived, the
/// lowest offset first. *Confined*.
///
/// Two bits per byte, from the first one that was not read to the highest that arrived, tell what
/// waits and what was given out. So memory is bounded by that span, not by how many pieces a
/// hostile peer cuts it into: at most the span itself, a quarter of it for the bits, both rounded
/// up to a power of two, and [ChunkRing#KEPT_CHUNKS] chunks. The user bounds the span: it does not
/// end while a byte is missing, however much is read beyond that.
public final class ArrivalBuffer implements ReceiveBuffer {
    private static final int BLOCK_SHIFT = 12; // offsets that a bit of `busy` stands for

    private final ChunkRing chunks;
    private final BitRing waiting = new BitRing(); // arrived and not given out
    private final BitRing given = new BitRing(); // given out, beyond `first`
    private final BitRing busy = new BitRing(); // blocks in which something waits
    private long first; // all before it was given out
    private long highest;
    private long arrivedCount;
    private long givenCount;
    private long lastOffset;

    /// Goes on where bytes were read in order up to `read`, with what of them stands in `chunks`.
    ArrivalBuffer(ChunkRing chunks, long read) {
        this.chunks = chunks;
        first = read;
        highest = read;
        arrivedCount = read;
        givenCount = read;
        lastOffset = read;
    }

    /// The bytes from `start` to before `end` stand in the chunks already.
    void adopt(long start, long end) {
        if (start < end) {
            cover(end);
            mark(start, end);
        }
    }

    @Override
    public void insert(long offset, byte[] from, int at, int length) {
        long end = offset + length;
        long start = Math.max(offset, first);
        if (start >= end) {
            return; // nothing, or repeats only
        }
        cover(end);
        while (start < end) { // what lies between bytes that were given out
            long fresh = given.nextClear(start, end);
            long to = given.nextSet(fresh, end);
            chunks.write(fresh, from, at + (int) (fresh - offset), (int) (to - fresh));
            mark(fresh, to);
            start = to;
        }
    }

    private void cover(long end) {
        highest = Math.max(highest, end);
        waiting.cover(first, highest);
        given.cover(first, highest);
        busy.cover(block(first), block(highest));
    }

    private void mark(long start, long end) {
        if (start < end) {
            arrivedCount += waiting.set(start, end);
            busy.set(block(start), block(end - 1) + 1);
        }
    }

    @Override
    public int read(byte[] into, int at, int length) {
        if (length == 0 || readable() == 0) {
            return 0;
        }
        long start = firstWaiting();
        long end = waiting.nextClear(start, Math.min(highest, start + length));
        int count = (int) (end - start);
        chunks.read(start, into, at, count);
        lastOffset = start;
        give(start, end);
        return count;
    }

    private long firstWaiting() {
        long block = busy.nextSet(block(first), block(highest) + 1);
        return waiting.nextSet(Math.max(first, block << BLOCK_SHIFT), highest);
    }

    private void give(long start, long end) {
        givenCount += end - start;
        waiting.clear(start, end);
        given.set(start, end);
        for (long block = block(start); block <= block(end - 1); block++) {
            clearIfIdle(block);
        }
        long next = given.nextClear(first, highest);
        given.clear(first, next);
        first = next;
        chunks.releaseBefore(first);
        if (first == highest) {
            waiting.release();
            given.release();
        }
    }

    private void clearIfIdle(long block) {
        long start = Math.max(first, block << BLOCK_SHIFT);
        long end = Math.min(highest, block + 1 << BLOCK_SHIFT);
        if (waiting.nextSet(start, end) == end) {
            busy.clear(block, block + 1);
        }
    }

    @Override
    public long lastOffset() {
        return lastOffset;
    }

    @Override
    public long readable() {
        return arrivedCount - givenCount;
    }

    @Override
    public long bytesRead() {
        return givenCount;
    }

    @Override
    public long readBefore() {
        return first;
    }

    @Override
    public boolean hasAllBefore(long end) {
        return arrivedCount == end;
    }

    @Override
    public void discard() {
        arrivedCount = givenCount;
        chunks.clear();
        waiting.clearAll();
        given.clearAll();
        busy.clearAll();
    }

    /// Bytes of memory held.
    long allocated() {
        return chunks.allocated() + waiting.allocated() + given.allocated() + busy.allocated();
    }

    private static long block(long offset) {
        return offset >> BLOCK_SHIFT;
    }
}
