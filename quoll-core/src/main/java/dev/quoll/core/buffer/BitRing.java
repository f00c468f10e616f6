package dev.quoll.core.buffer;

/// One bit for each offset in a range that moves up, such as: has it arrived ahead of a gap. Its
/// cost is an eighth of the range it covers, however many gaps a hostile peer leaves, and marking
/// takes a step per 64 bytes. *Confined*.
final class BitRing {
    /// Words kept while there is no gap: enough for 8 KiB out of order.
    private static final int KEPT_WORDS = 128;

    private static final long[] NO_WORDS = {};

    private long[] words = NO_WORDS; // a power of two, or none

    /// Makes room for offsets from `low` to `high`; below `low` no bit is set.
    void cover(long low, long high) {
        long first = low >> 6;
        long needed = (high >> 6) - first + 1;
        if (needed <= words.length) {
            return;
        }
        long[] wider = new long[Math.toIntExact(Math.max(1, Long.highestOneBit(needed - 1) * 2))];
        for (long word = first; word < first + words.length; word++) {
            wider[(int) word & wider.length - 1] = words[slot(word)];
        }
        words = wider;
    }

    /// Sets the bits from `start` to before `end`, all of them covered.
    ///
    /// @return how many of them were not set before
    long set(long start, long end) {
        long newly = 0;
        for (long at = start; at < end; at = wordEnd(at)) {
            int slot = slot(at >> 6);
            long mask = mask(at, end);
            newly += Long.bitCount(mask & ~words[slot]);
            words[slot] |= mask;
        }
        return newly;
    }

    /// Clears the bits from `start` to before `end`, all of them covered.
    void clear(long start, long end) {
        for (long at = start; at < end; at = wordEnd(at)) {
            words[slot(at >> 6)] &= ~mask(at, end);
        }
    }

    /// The first offset from `start` whose bit is not set, or `end` if all are.
    long nextClear(long start, long end) {
        for (long at = start; at < end; at = wordEnd(at)) {
            long clear = ~words[slot(at >> 6)] & mask(at, end);
            if (clear != 0) {
                return (at & -64) + Long.numberOfTrailingZeros(clear);
            }
        }
        return end;
    }

    /// The first offset from `start` whose bit is set, or `end` if none is.
    long nextSet(long start, long end) {
        for (long at = start; at < end; at = wordEnd(at)) {
            long set = words[slot(at >> 6)] & mask(at, end);
            if (set != 0) {
                return (at & -64) + Long.numberOfTrailingZeros(set);
            }
        }
        return end;
    }

    /// No bit is set any more; gives back what a large gap took.
    void release() {
        if (words.length > KEPT_WORDS) {
            words = NO_WORDS;
        }
    }

    /// Forgets all bits and keeps no memory.
    void clearAll() {
        words = NO_WORDS;
    }

    /// Bytes of memory held.
    long allocated() {
        return 8L * words.length;
    }

    private int slot(long word) {
        return (int) word & words.length - 1;
    }

    private static long wordEnd(long offset) {
        return (offset & -64) + 64;
    }

    /// The bits of the word of `start`, from `start` to before `end`.
    private static long mask(long start, long end) {
        long mask = -1L << start;
        return end < wordEnd(start) ? mask & ~(-1L << end) : mask;
    }
}
