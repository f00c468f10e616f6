package dev.quoll.core.buffer;

import java.util.Arrays;

/// A set of numbers, kept as sorted ranges that neither touch nor overlap: what was lost, what was
/// acknowledged early, which streams were skipped. Made for few ranges; the user bounds their
/// number. *Confined*.
public final class OffsetRanges {
    private static final long[] NONE = {};

    private long[] bounds = NONE; // start and end, alternating
    private int count;

    /// Whether the set has no number.
    public boolean isEmpty() {
        return count == 0;
    }

    /// How many ranges there are.
    public int count() {
        return count;
    }

    /// The first number of range `index`.
    public long start(int index) {
        assert index < count;
        return bounds[2 * index];
    }

    /// The number after the last one of range `index`.
    public long end(int index) {
        assert index < count;
        return bounds[2 * index + 1];
    }

    /// Whether `number` is in the set.
    public boolean contains(long number) {
        int index = firstEndingAfter(number);
        return index < count && start(index) <= number;
    }

    /// The index of the first range that ends after `number`, or [#count] if none does.
    public int firstEndingAfter(long number) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = low + high >>> 1;
            if (end(middle) > number) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /// Adds the numbers from `start` to before `end`.
    public void add(long start, long end) {
        if (start >= end) {
            return;
        }
        int from = firstEndingAfter(start - 1); // a range that ends at `start` is extended
        int to = from;
        long mergedStart = start;
        long mergedEnd = end;
        while (to < count && start(to) <= end) {
            mergedStart = Math.min(mergedStart, start(to));
            mergedEnd = Math.max(mergedEnd, end(to));
            to++;
        }
        replace(from, to, 1);
        put(from, mergedStart, mergedEnd);
    }

    /// Takes out the numbers from `start` to before `end`.
    public void remove(long start, long end) {
        int from = firstEndingAfter(start);
        if (start >= end || from == count || start(from) >= end) {
            return;
        }
        int to = from;
        while (to < count && start(to) < end) {
            to++;
        }
        long left = start(from);
        long right = end(to - 1);
        replace(from, to, (left < start ? 1 : 0) + (right > end ? 1 : 0));
        int at = from;
        if (left < start) {
            put(at++, left, start);
        }
        if (right > end) {
            put(at, end, right);
        }
    }

    /// Empties the set and keeps no memory.
    public void clear() {
        bounds = NONE;
        count = 0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int index = 0; index < count; index++) {
            text.append(index == 0 ? "" : ", ")
                    .append(start(index))
                    .append("..")
                    .append(end(index));
        }
        return text.append(']').toString();
    }

    private void put(int index, long start, long end) {
        bounds[2 * index] = start;
        bounds[2 * index + 1] = end;
    }

    /// Makes the places `from` to before `to` into `places` places.
    private void replace(int from, int to, int places) {
        int resized = count - (to - from) + places;
        if (2 * resized > bounds.length) {
            bounds = Arrays.copyOf(bounds, Math.max(4, 2 * bounds.length));
        }
        System.arraycopy(bounds, 2 * to, bounds, 2 * (from + places), 2 * (count - to));
        count = resized;
    }
}
