package dev.quoll.core.buffer;

import java.util.Arrays;

/// Memory addressed by stream offset: a ring of equal chunks that covers the offsets in use and
/// moves up with them. Growing moves references, not bytes; chunks are made when first written to
/// and used again when their offsets were released, so a steady stream allocates nothing. The chunk
/// released last is used first, since it is the one most likely to be in the processor's cache.
/// Most streams are short: the first chunk begins small and grows with what is written. *Confined*.
final class ChunkRing {
    /// Bytes in a chunk.
    static final int CHUNK_LENGTH = 1 << ChunkRing.SHIFT;

    /// Chunks that are kept for later when all is released, if no more were needed of late; above
    /// it memory follows what is in use.
    static final int KEPT_CHUNKS = 16;

    private static final int SHIFT = 12;
    private static final int SMALLEST_CHUNK = 64;

    /// Over how many times that all was released the usual need is averaged.
    private static final int REMEMBERED = 64;

    private static final byte[] NO_CHUNK = {};
    private static final byte[][] NO_SLOTS = {};

    private byte[][] slots = NO_SLOTS; // a power of two, or none
    private byte[][] spare = NO_SLOTS; // a stack of whole chunks that were released
    private int spares;
    private long firstChunk;
    private long endChunk;
    private long peak; // most chunks in use since all was released
    private long peaks; // their average, times REMEMBERED

    /// Copies `length` bytes in. The caller bounds the distance from the first offset in use.
    void write(long offset, byte[] from, int at, int length) {
        assert offset >> SHIFT >= firstChunk;
        if (length > 0) {
            cover((offset + length - 1) >> SHIFT);
        }
        int done = 0;
        while (done < length) {
            int start = within(offset + done);
            int count = Math.min(CHUNK_LENGTH - start, length - done);
            byte[] chunk = chunk(offset + done >> SHIFT, start + count);
            System.arraycopy(from, at + done, chunk, start, count);
            done += count;
        }
    }

    /// Copies out `length` bytes that were written before.
    void read(long offset, byte[] into, int at, int length) {
        assert offset >> SHIFT >= firstChunk;
        int done = 0;
        while (done < length) {
            int start = within(offset + done);
            int count = Math.min(CHUNK_LENGTH - start, length - done);
            System.arraycopy(slots[slot(offset + done >> SHIFT)], start, into, at + done, count);
            done += count;
        }
    }

    /// Bytes before `offset` are not needed any more.
    void releaseBefore(long offset) {
        long first = offset >> SHIFT;
        for (long chunk = firstChunk; chunk < Math.min(first, endChunk); chunk++) {
            release(slot(chunk));
        }
        firstChunk = first;
        endChunk = Math.max(endChunk, firstChunk);
        long used = endChunk - firstChunk;
        if (used <= 1 && peak > 1) {
            peaks += peak - peaks / REMEMBERED;
            peak = 0;
        }
        long kept = Math.max(KEPT_CHUNKS, 2 * peaks / REMEMBERED);
        while (slots.length > kept && used * 4 <= slots.length) {
            resize(slots.length / 2);
        }
    }

    private void release(int slot) {
        byte[] chunk = slots[slot];
        slots[slot] = NO_CHUNK;
        if (chunk.length == CHUNK_LENGTH) {
            if (spares == spare.length) {
                spare = Arrays.copyOf(spare, Math.min(slots.length, Math.max(2, 2 * spares)));
            }
            spare[spares++] = chunk;
        }
    }

    /// Forgets everything and keeps no memory.
    void clear() {
        slots = NO_SLOTS;
        spare = NO_SLOTS;
        spares = 0;
    }

    /// Bytes of memory held, in use or kept for later.
    long allocated() {
        long bytes = 0;
        for (byte[] chunk : slots) {
            bytes += chunk.length;
        }
        return bytes + (long) spares * CHUNK_LENGTH;
    }

    private void cover(long lastChunk) {
        endChunk = Math.max(endChunk, lastChunk + 1);
        peak = Math.max(peak, endChunk - firstChunk);
        if (endChunk - firstChunk > slots.length) {
            resize(Math.toIntExact(Long.highestOneBit(endChunk - firstChunk - 1) * 2));
        }
    }

    private void resize(int count) {
        byte[][] resized = new byte[Math.max(count, 1)][];
        Arrays.fill(resized, NO_CHUNK);
        int moved = Math.min(slots.length, resized.length);
        for (long chunk = firstChunk; chunk < firstChunk + moved; chunk++) {
            resized[(int) chunk & resized.length - 1] = slots[slot(chunk)];
        }
        slots = resized;
        int room = Math.max(0, resized.length - (int) (endChunk - firstChunk));
        if (spares > room) {
            spare = Arrays.copyOf(spare, room);
            spares = room;
        }
    }

    /// A chunk with room for its first `length` bytes at least.
    private byte[] chunk(long number, int length) {
        byte[] present = slots[slot(number)];
        if (present.length < length) {
            present = number == 0 ? Arrays.copyOf(present, smallest(length)) : whole();
            slots[slot(number)] = present;
        }
        return present;
    }

    private byte[] whole() {
        if (spares == 0) {
            return new byte[CHUNK_LENGTH];
        }
        byte[] chunk = spare[--spares];
        spare[spares] = NO_CHUNK;
        return chunk;
    }

    private static int smallest(int length) {
        return Math.max(SMALLEST_CHUNK, Integer.highestOneBit(length - 1) << 1);
    }

    private int slot(long chunk) {
        return (int) chunk & slots.length - 1;
    }

    private static int within(long offset) {
        return (int) offset & CHUNK_LENGTH - 1;
    }
}
