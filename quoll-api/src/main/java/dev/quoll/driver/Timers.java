package dev.quoll.driver;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/// The deadlines of an endpoint's connections: a binary heap, the earliest on top. An owner is in
/// it once. *Confined* to the reactor.
final class Timers<T> {
    private @Nullable Timer<T>[] heap = newHeap();
    private int size;

    @SuppressWarnings({
        "unchecked",
        "rawtypes"
    }) // an array of a generic type is made in no other way
    private static <T> @Nullable Timer<T>[] newHeap() {
        return new @Nullable Timer[16];
    }

    /// One owner's place in the heap.
    static final class Timer<T> {
        private static final int ABSENT = -1;

        private final T owner;
        private long deadlineNanos;
        private int index = ABSENT;

        Timer(T owner) {
            this.owner = owner;
        }
    }

    /// Sees to it that `timer` fires at `deadlineNanos` or earlier.
    void schedule(Timer<T> timer, long deadlineNanos) {
        if (timer.index == Timer.ABSENT) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            timer.deadlineNanos = deadlineNanos;
            rise(size++, timer);
        } else if (deadlineNanos < timer.deadlineNanos) {
            timer.deadlineNanos = deadlineNanos;
            rise(timer.index, timer);
        }
    }

    /// The earliest deadline, or [Timeout#NEVER].
    long earliestNanos() {
        return size == 0 ? Timeout.NEVER : at(0).deadlineNanos;
    }

    /// Takes out the owner with the earliest deadline, if it has come; else `null`.
    @Nullable T pollDue(long nowNanos) {
        if (size == 0 || at(0).deadlineNanos > nowNanos) {
            return null;
        }
        return removeTop().owner;
    }

    int size() {
        return size;
    }

    private Timer<T> removeTop() {
        Timer<T> top = at(0);
        top.index = Timer.ABSENT;
        Timer<T> last = at(--size);
        heap[size] = null;
        if (size > 0) {
            sink(last);
        }
        return top;
    }

    private void rise(int from, Timer<T> timer) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) / 2;
            if (at(parent).deadlineNanos <= timer.deadlineNanos) {
                break;
            }
            set(index, at(parent));
            index = parent;
        }
        set(index, timer);
    }

    private void sink(Timer<T> timer) {
        int index = 0;
        while (true) {
            int child = index * 2 + 1;
            if (child + 1 < size && at(child + 1).deadlineNanos < at(child).deadlineNanos) {
                child++;
            }
            if (child >= size || at(child).deadlineNanos >= timer.deadlineNanos) {
                break;
            }
            set(index, at(child));
            index = child;
        }
        set(index, timer);
    }

    private void set(int index, Timer<T> timer) {
        heap[index] = timer;
        timer.index = index;
    }

    private Timer<T> at(int index) {
        return Objects.requireNonNull(heap[index]);
    }
}
