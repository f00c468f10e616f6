package dev.quoll.core.buffer;

/// Puts the bytes of a stream in order. They may arrive in any order, repeat and overlap; the first
/// bytes received for an offset that is next in order are the ones read. *Confined*.
///
/// Memory is bounded by the span between the first unread byte and the highest one held, not by how
/// many pieces a hostile peer cuts it into: at most the span itself, an eighth of it for the map of
/// what arrived early, both rounded up to a power of two, and what is kept for later: twice what
/// was usual of late, or [ChunkRing#KEPT_CHUNKS] chunks. The span is bounded by flow control, or by
/// `capacity` where there is none.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-2.2 RFC 9000, section 2.2
public final class Reassembler implements ReceiveBuffer {
    private final ChunkRing chunks = new ChunkRing();
    private final BitRing early = new BitRing(); // what arrived beyond `contiguous`
    private final long capacity;
    private long read;
    private long contiguous; // all before it has arrived
    private long highest;
    private long lastOffset;

    /// A reassembler that is guarded by the flow control of its stream.
    public Reassembler() {
        this(Long.MAX_VALUE);
    }

    /// A reassembler that holds at most `capacity` bytes between the first unread byte and the
    /// highest one, for CRYPTO streams, which have no flow control (RFC 9000 §7.5).
    public Reassembler(long capacity) {
        this.capacity = capacity;
    }

    /// Whether bytes that end before `end` are within the capacity.
    public boolean canHold(long end) {
        return end - read <= capacity;
    }

    /// Takes in bytes. The caller has asked [#canHold] or its flow control first.
    @Override
    public void insert(long offset, byte[] from, int at, int length) {
        long end = offset + length;
        if (length == 0 || end <= contiguous) {
            return; // nothing, or repeats only
        }
        assert canHold(end);
        long start = Math.max(offset, contiguous);
        chunks.write(start, from, at + (int) (start - offset), (int) (end - start));
        if (start == contiguous) {
            advance(end);
        } else {
            early.cover(contiguous, end);
            early.set(start, end);
        }
        highest = Math.max(highest, end);
    }

    /// Copies up to `length` bytes that are next in order to `into` at `at`.
    ///
    /// @return how many were copied; 0 if the next byte has not arrived
    @Override
    public int read(byte[] into, int at, int length) {
        int count = (int) Math.min(length, readable());
        chunks.read(read, into, at, count);
        lastOffset = read;
        read += count;
        chunks.releaseBefore(read);
        return count;
    }

    @Override
    public long lastOffset() {
        return lastOffset;
    }

    @Override
    public long readable() {
        return contiguous - read;
    }

    /// How many bytes were read, which is the offset of the next one.
    @Override
    public long bytesRead() {
        return read;
    }

    @Override
    public long readBefore() {
        return read;
    }

    @Override
    public boolean hasAllBefore(long end) {
        return contiguous == end;
    }

    /// How many bytes arrived without a gap from the beginning.
    public long contiguous() {
        return contiguous;
    }

    /// The end of the highest byte that arrived.
    public long highest() {
        return highest;
    }

    /// Hands what was not read, and the memory it stands in, to a buffer that gives it out in any
    /// order; this one is of no use afterwards.
    public ArrivalBuffer unordered() {
        ArrivalBuffer arrivals = new ArrivalBuffer(chunks, read);
        arrivals.adopt(read, contiguous);
        for (long at = contiguous; at < highest; ) {
            long start = early.nextSet(at, highest);
            at = early.nextClear(start, highest);
            arrivals.adopt(start, at);
        }
        return arrivals;
    }

    @Override
    public void discard() {
        contiguous = read;
        highest = read;
        chunks.clear();
        early.clearAll();
    }

    /// Bytes of memory held.
    long allocated() {
        return chunks.allocated() + early.allocated();
    }

    private void advance(long end) {
        long next = end;
        if (highest > contiguous) { // something arrived early
            next = Math.max(end, early.nextClear(end, highest));
            early.clear(contiguous, Math.min(next, highest));
        }
        contiguous = next;
        if (highest <= contiguous) {
            early.release();
        }
    }
}
