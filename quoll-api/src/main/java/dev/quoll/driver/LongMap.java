package dev.quoll.driver;

import org.jspecify.annotations.Nullable;

/// A map from `long` to objects without an object per key: a power of two of slots, searched one
/// after the other. It has no memory of its own before the first key. *Confined*.
final class LongMap<V> {
    private static final int LEAST_SLOTS = 8;
    private static final long[] NO_KEYS = new long[1]; // one slot, which stays empty
    private static final @Nullable Object[] NO_VALUES = new @Nullable Object[1];

    private long[] keys = NO_KEYS;
    private @Nullable Object[] values = NO_VALUES;
    private int size;

    @Nullable V get(long key) {
        return valueAt(find(key));
    }

    void put(long key, V value) {
        if ((size + 1) * 2 > keys.length) {
            rehash(Math.max(LEAST_SLOTS, keys.length * 2));
        }
        int slot = find(key);
        if (values[slot] == null) {
            size++;
            keys[slot] = key;
        }
        values[slot] = value;
    }

    @Nullable V remove(long key) {
        int slot = find(key);
        V removed = valueAt(slot);
        if (removed != null) {
            size--;
            values[slot] = null;
            closeGap(slot);
        }
        return removed;
    }

    /// Takes any one of the values out; `null` if there is none.
    @Nullable V removeAny() {
        for (int slot = 0; size > 0 && slot < keys.length; slot++) {
            if (values[slot] != null) {
                return remove(keys[slot]);
            }
        }
        return null;
    }

    /// Forgets all keys and their memory.
    void clear() {
        keys = NO_KEYS;
        values = NO_VALUES;
        size = 0;
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked") // only put fills the array
    private @Nullable V valueAt(int slot) {
        return (V) values[slot];
    }

    private int find(long key) {
        int slot = home(key);
        while (values[slot] != null && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private int home(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 32) & keys.length - 1;
    }

    /// Moves those behind a freed slot that would not be found any more.
    private void closeGap(int freed) {
        int gap = freed;
        for (int slot = gap + 1 & keys.length - 1;
                values[slot] != null;
                slot = slot + 1 & keys.length - 1) {
            int distance = slot - home(keys[slot]) & keys.length - 1;
            if (distance >= (slot - gap & keys.length - 1)) {
                keys[gap] = keys[slot];
                values[gap] = values[slot];
                values[slot] = null;
                gap = slot;
            }
        }
    }

    private void rehash(int slots) {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[slots];
        values = new @Nullable Object[slots];
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldValues[old] != null) {
                int slot = find(oldKeys[old]);
                keys[slot] = oldKeys[old];
                values[slot] = oldValues[old];
            }
        }
    }
}
