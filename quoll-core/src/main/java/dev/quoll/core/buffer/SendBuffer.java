package dev.quoll.core.buffer;

/// The bytes written to a stream, kept until the peer acknowledged them. Each byte is pending, in
/// flight or acknowledged; what was lost goes out again before what was never sent. Bytes are
/// copied once in and once out into each packet. *Confined*. The caller bounds what is written by
/// [#unacknowledged].
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.3 RFC 9000, section 13.3
public final class SendBuffer {
    private final ChunkRing chunks = new ChunkRing();
    private final OffsetRanges lost = new OffsetRanges();
    private final OffsetRanges acknowledged = new OffsetRanges(); // beyond `base`
    private long base; // all before it is acknowledged
    private long sent; // all before it was sent at least once
    private long end; // all before it was written

    /// Appends `length` bytes of `from`, beginning at `at`.
    public void write(byte[] from, int at, int length) {
        chunks.write(end, from, at, length);
        end += length;
    }

    /// How many bytes were written, which is the offset of the next one.
    public long end() {
        return end;
    }

    /// How many bytes were sent at least once, which is the offset of the first new one.
    public long sent() {
        return sent;
    }

    /// Bytes kept: from the first one unacknowledged to the last one written.
    public long unacknowledged() {
        return end - base;
    }

    /// How many bytes were lost and wait to be sent again.
    public long lostBytes() {
        long sum = 0;
        for (int i = 0; i < lost.count(); i++) {
            sum += lost.end(i) - lost.start(i);
        }
        return sum;
    }

    /// Whether [#nextOffset] is of bytes that were sent before and lost.
    public boolean hasLost() {
        return !lost.isEmpty();
    }

    /// Where the bytes begin that should be sent next.
    public long nextOffset() {
        return hasLost() ? lost.start(0) : sent;
    }

    /// How many bytes from [#nextOffset] may be sent in one piece; 0 if there is nothing to send.
    public long nextLength() {
        return hasLost() ? lost.end(0) - lost.start(0) : end - sent;
    }

    /// Copies the next `length` bytes, at most [#nextLength], to `into` at `at`; they are in flight
    /// now.
    public void take(int length, byte[] into, int at) {
        assert length <= nextLength();
        long offset = nextOffset();
        chunks.read(offset, into, at, length);
        if (hasLost()) {
            lost.remove(offset, offset + length);
        } else {
            sent += length;
        }
    }

    /// The peer acknowledged `length` bytes from `offset`.
    public void onAcked(long offset, int length) {
        long from = Math.max(offset, base);
        long to = offset + length;
        if (from >= to || base == end) {
            return;
        }
        assert to <= sent;
        lost.remove(from, to);
        if (from > base) {
            acknowledged.add(from, to);
            return;
        }
        base = to;
        while (!acknowledged.isEmpty() && acknowledged.start(0) <= base) {
            base = Math.max(base, acknowledged.end(0));
            acknowledged.remove(0, base);
        }
        chunks.releaseBefore(base);
    }

    /// A packet with `length` bytes from `offset` was lost: those not acknowledged since are
    /// pending again.
    public void onLost(long offset, int length) {
        long at = Math.max(offset, base);
        long to = offset + length;
        int index = acknowledged.firstEndingAfter(at);
        while (index < acknowledged.count() && acknowledged.start(index) < to) {
            lost.add(at, acknowledged.start(index));
            at = acknowledged.end(index++);
        }
        lost.add(at, to);
    }

    /// Drops all bytes; what becomes of those in flight no longer matters.
    public void clear() {
        base = end;
        sent = end;
        lost.clear();
        acknowledged.clear();
        chunks.clear();
    }

    /// Bytes of memory held.
    long allocated() {
        return chunks.allocated();
    }
}
