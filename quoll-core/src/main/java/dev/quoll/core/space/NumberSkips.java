package dev.quoll.core.space;

import java.util.random.RandomGenerator;

/// Which packet numbers are left out, at random and ever more seldom: a peer that acknowledges one
/// of them acknowledges what it cannot have seen. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-21.4 RFC 9000, section 21.4
public final class NumberSkips {
    private static final long FIRST_GAP = 32;
    private static final long LARGEST_GAP = 1 << 16;

    private final RandomGenerator random;
    private long gap = FIRST_GAP;
    private long next;

    /// Numbers chosen with `random`.
    public NumberSkips(RandomGenerator random) {
        this.random = random;
        next = random.nextLong(gap, 2 * gap);
    }

    /// Whether the number is to be left out.
    public boolean skips(long number) {
        if (number < next) {
            return false;
        }
        gap = Math.min(2 * gap, LARGEST_GAP);
        next = number + random.nextLong(gap, 2 * gap);
        return true;
    }
}
