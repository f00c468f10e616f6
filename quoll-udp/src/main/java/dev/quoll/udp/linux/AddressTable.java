package dev.quoll.udp.linux;

import org.jspecify.annotations.Nullable;

/// Keeps one object for each address seen lately, so that a known address costs none. Rows of four;
/// in a full one the address not seen for longest gives way, so a flood of forged addresses costs
/// objects and nothing else. *Confined*.
///
/// @param <T> what is kept
final class AddressTable<T> {
    /// Makes the object for an address; the halves of its IPv6 form, port and scope.
    @FunctionalInterface
    interface Maker<T> {
        T make(long high, long low, int port, int scope);
    }

    private static final int WAYS = 4;
    private static final int KEY = 3; // longs of one: high, low, port and scope

    private final Maker<T> maker;
    private final int rows;
    private final long[] keys;
    private final @Nullable Object[] values;

    /// @param rows how many rows, a power of two above 1; four times as many addresses are kept
    AddressTable(int rows, Maker<T> maker) {
        this.maker = maker;
        this.rows = rows;
        keys = new long[rows * WAYS * KEY];
        values = new @Nullable Object[rows * WAYS];
    }

    /// The object kept for an address, or a new one.
    @SuppressWarnings("unchecked") // only makers' objects are kept
    T get(long high, long low, int port, int scope) {
        long rest = (long) port << Integer.SIZE | Integer.toUnsignedLong(scope);
        int row = rowOf(high, low, rest) * WAYS;
        for (int way = 0; way < WAYS; way++) {
            Object value = values[row + way];
            if (value == null) {
                break;
            }
            if (isAt((row + way) * KEY, high, low, rest)) {
                moveToFront(row, way, value, high, low, rest);
                return (T) value;
            }
        }
        T made = maker.make(high, low, port, scope);
        moveToFront(row, WAYS - 1, made, high, low, rest);
        return made;
    }

    private int rowOf(long high, long low, long rest) {
        long hash = (high * 31 + low) * 31 + rest;
        hash *= 0x9E3779B97F4A7C15L; // spreads neighbouring ports and hosts
        return (int) (hash >>> (Long.SIZE - Integer.numberOfTrailingZeros(rows)));
    }

    private boolean isAt(int key, long high, long low, long rest) {
        return keys[key] == high && keys[key + 1] == low && keys[key + 2] == rest;
    }

    private void moveToFront(int row, int way, Object value, long high, long low, long rest) {
        if (way > 0) {
            System.arraycopy(values, row, values, row + 1, way);
            System.arraycopy(keys, row * KEY, keys, (row + 1) * KEY, way * KEY);
        }
        values[row] = value;
        keys[row * KEY] = high;
        keys[row * KEY + 1] = low;
        keys[row * KEY + 2] = rest;
    }
}
