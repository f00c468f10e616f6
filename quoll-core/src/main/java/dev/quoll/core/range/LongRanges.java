package dev.quoll.core.range;

import java.util.Arrays;

/// A set of numbers from 0 on, kept as ascending ranges that neither overlap nor touch, in one
/// array and without an object per range. Both ends of a range belong to it. *Confined*.
///
/// A set may have a most number of ranges; past it the lowest range is forgotten, so that a peer
/// who leaves gaps cannot make it grow.
public final class LongRanges {
    /// What a query answers when no number fits.
    public static final long NONE = -1;

    private static final int FIRST_RANGES = 2;
    private static final long[] EMPTY = {};

    private final int maxCount;

    /// Range `i` is `ends[2 * i]` to `ends[2 * i + 1]`.
    private long[] ends = EMPTY;

    private int count;

    /// An empty set that may have any number of ranges.
    public LongRanges() {
        this(Integer.MAX_VALUE);
    }

    /// An empty set of at most `maxCount` ranges, at least 1.
    public LongRanges(int maxCount) {
        if (maxCount < 1) {
            throw new IllegalArgumentException("at most " + maxCount + " ranges");
        }
        this.maxCount = maxCount;
    }

    /// Adds one number.
    ///
    /// @return whether it was not there before
    public boolean add(long value) {
        return add(value, value);
    }

    /// Adds the numbers from `low` to `high`, both included.
    ///
    /// @return whether any of them was not there before
    public boolean add(long low, long high) {
        assert 0 <= low && low <= high && high < Long.MAX_VALUE;
        int from = firstEndingAtOrAfter(low - 1);
        int to = from;
        while (to < count && low(to) <= high + 1) {
            to++;
        }
        if (to == from + 1 && low(from) <= low && high <= high(from)) {
            return false;
        }
        long joinedLow = to == from ? low : Math.min(low, low(from));
        long joinedHigh = to == from ? high : Math.max(high, high(to - 1));
        replace(from, to, 1);
        set(from, joinedLow, joinedHigh);
        dropLowest();
        return true;
    }

    /// Removes the numbers from `low` to `high`, both included; some or all may be missing.
    public void remove(long low, long high) {
        assert 0 <= low && low <= high;
        int from = firstEndingAtOrAfter(low);
        int to = from;
        while (to < count && low(to) <= high) {
            to++;
        }
        if (to == from) {
            return;
        }
        long firstLow = low(from);
        long lastHigh = high(to - 1);
        int at = from;
        replace(from, to, (firstLow < low ? 1 : 0) + (lastHigh > high ? 1 : 0));
        if (firstLow < low) {
            set(at++, firstLow, low - 1);
        }
        if (lastHigh > high) {
            set(at, high + 1, lastHigh);
        }
        dropLowest();
    }

    /// Removes `value` and every number below it.
    public void removeUpTo(long value) {
        if (value >= 0) {
            remove(0, value);
        }
    }

    /// Removes every number.
    public void clear() {
        count = 0;
    }

    /// Whether `value` is in the set.
    public boolean contains(long value) {
        int at = firstEndingAtOrAfter(value);
        return at < count && low(at) <= value;
    }

    /// The smallest number of the set from `from` to `to`, both included, or [#NONE].
    public long next(long from, long to) {
        int at = firstEndingAtOrAfter(from);
        if (at == count) {
            return NONE;
        }
        long found = Math.max(from, low(at));
        return found <= to ? found : NONE;
    }

    /// The smallest number from `from` on that is not in the set.
    public long nextMissing(long from) {
        int at = firstEndingAtOrAfter(from);
        return at < count && low(at) <= from ? high(at) + 1 : from;
    }

    /// How many ranges there are.
    public int count() {
        return count;
    }

    /// Whether there is no number in the set.
    public boolean isEmpty() {
        return count == 0;
    }

    /// The lowest number of range `index`; range 0 is the lowest.
    public long low(int index) {
        assert index < count;
        return ends[2 * index];
    }

    /// The highest number of range `index`.
    public long high(int index) {
        assert index < count;
        return ends[2 * index + 1];
    }

    /// The smallest number of the set, or [#NONE].
    public long min() {
        return count == 0 ? NONE : ends[0];
    }

    /// The largest number of the set, or [#NONE].
    public long max() {
        return count == 0 ? NONE : ends[2 * count - 1];
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ").append(low(i)).append("..").append(high(i));
        }
        return text.append(']').toString();
    }

    /// The index of the lowest range whose high end is at least `value`, or `count`. What is added
    /// or asked for lies mostly at the top, so that is looked at first.
    private int firstEndingAtOrAfter(long value) {
        if (count == 0 || high(count - 1) < value) {
            return count;
        }
        int below = -1;
        int above = count - 1;
        if (above > 0 && high(above - 1) < value) {
            return above;
        }
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (high(middle) < value) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return above;
    }

    /// Makes place for `newCount` ranges where those from `from` to `to`, excluded, were.
    private void replace(int from, int to, int newCount) {
        int after = count - (to - from) + newCount;
        if (2 * after > ends.length) {
            ends = Arrays.copyOf(ends, Math.max(2 * FIRST_RANGES, 2 * ends.length));
        }
        System.arraycopy(ends, 2 * to, ends, 2 * (from + newCount), 2 * (count - to));
        count = after;
    }

    private void set(int index, long low, long high) {
        ends[2 * index] = low;
        ends[2 * index + 1] = high;
    }

    private void dropLowest() {
        if (count > maxCount) {
            replace(0, count - maxCount, 0);
        }
    }
}
