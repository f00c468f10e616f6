package dev.quoll.core.stream;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// Halves of streams by stream ID: a hash table with open addressing, because a map of boxed keys
/// would allocate for each frame. Shrinks when most streams have gone. *Confined*.
final class StreamTable<T extends StreamPart> {
    private static final int SMALLEST = 4;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private @Nullable StreamPart[] slots = new StreamPart[SMALLEST];
    private int size;

    /// How many there are.
    int size() {
        return size;
    }

    /// Places held, in use or not.
    int capacity() {
        return slots.length;
    }

    /// The half with this ID, if there is one.
    @SuppressWarnings("unchecked") // only `put` fills slots
    @Nullable T get(long id) {
        return (T) slots[find(id)];
    }

    /// Adds a half whose ID is not in the table.
    void put(T part) {
        if (2 * (size + 1) > slots.length) {
            resize(slots.length * 2);
        }
        slots[find(part.id())] = part;
        size++;
    }

    /// Removes the half with this ID, if there is one.
    void remove(long id) {
        int hole = find(id);
        if (slots[hole] == null) {
            return;
        }
        slots[hole] = null;
        size--;
        closeUp(hole);
        if (slots.length > SMALLEST && 8 * size < slots.length) {
            resize(slots.length / 2);
        }
    }

    /// Calls `action` with each half, in no order; it must not change the table.
    @SuppressWarnings("unchecked") // only `put` fills slots
    void forEach(Consumer<? super T> action) {
        for (StreamPart part : slots) {
            if (part != null) {
                action.accept((T) part);
            }
        }
    }

    /// Moves those back that were placed further on because of what stood in the hole.
    private void closeUp(int hole) {
        int mask = slots.length - 1;
        int at = hole;
        for (int next = hole + 1 & mask; slots[next] != null; next = next + 1 & mask) {
            StreamPart part = slots[next];
            int home = home(part.id());
            if ((next - home & mask) >= (next - at & mask)) {
                slots[at] = part;
                slots[next] = null;
                at = next;
            }
        }
    }

    /// The slot of `id`, or the free one where it belongs.
    private int find(long id) {
        int mask = slots.length - 1;
        int at = home(id);
        StreamPart part = slots[at];
        while (part != null && part.id() != id) {
            at = at + 1 & mask;
            part = slots[at];
        }
        return at;
    }

    private int home(long id) {
        return (int) (id * GOLDEN >>> 32) & slots.length - 1;
    }

    private void resize(int length) {
        @Nullable StreamPart[] old = slots;
        slots = new StreamPart[length];
        for (StreamPart part : old) {
            if (part != null) {
                slots[find(part.id())] = part;
            }
        }
    }
}
