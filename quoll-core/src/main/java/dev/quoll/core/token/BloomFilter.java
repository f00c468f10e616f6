package dev.quoll.core.token;

/// A set of numbers in a fixed number of bits: it never forgets one, and now and then takes one for
/// known that is new. *Confined*.
///
/// Numbers must be as good as random: their own bits say where they go.
final class BloomFilter {
    /// Bits per number. With six a filter of 32 bits to the number errs once in 20,000 times.
    private static final int PROBES = 6;

    private final long[] words;

    /// @param bytes what the bits take at most, from 8; a power of two of them is used
    BloomFilter(int bytes) {
        words = new long[Integer.highestOneBit(Math.max(1, bytes / Long.BYTES))];
    }

    /// Adds a number.
    ///
    /// @return whether it was certainly not there before
    boolean add(long number) {
        boolean isNew = false;
        long bit = number;
        long step = number >>> 32 | 1; // odd, so that it reaches every bit
        for (int i = 0; i < PROBES; i++) {
            int word = (int) (bit >>> 6) & words.length - 1;
            long mask = 1L << bit; // by its lowest six bits
            isNew |= (words[word] & mask) == 0;
            words[word] |= mask;
            bit += step;
        }
        return isNew;
    }
}
