package dev.quoll.driver;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// Who waits for what. What is waited for is a number, a *topic*; those who wait for one topic are
/// a circular list in the order in which they came. Confined to the lock of its [Monitor], but for
/// the count.
final class Waits {
    private static final long NO_TOPIC = Long.MIN_VALUE;

    private final AtomicInteger count;
    private LongMap<Waiter> lastOf = new LongMap<>();
    private @Nullable Waiter lastReady;

    /// @param count of those for whom a delay would matter, together with other objects of this
    ///   class
    Waits(AtomicInteger count) {
        this.count = count;
    }

    void add(long topic, Waiter waiter) {
        if (Topic.isPrompt(topic)) {
            waiter.isCounted = true;
            count.incrementAndGet();
        }
        lastOf.put(topic, append(lastOf.get(topic), waiter));
    }

    /// Takes a waiter out that gives up.
    void remove(long topic, Waiter waiter) {
        Waiter last = lastOf.get(topic);
        if (last == null) {
            return;
        }
        for (Waiter before = last, at = next(last); ; before = at, at = next(at)) {
            if (at == waiter) {
                discount(waiter);
                if (at == before) {
                    lastOf.remove(topic);
                } else {
                    before.next = at.next;
                    lastOf.put(topic, at == last ? before : last);
                }
                return;
            }
            if (at == last) {
                return;
            }
        }
    }

    boolean isAwaited(long topic) {
        return lastOf.get(topic) != null;
    }

    /// Something changed for a topic.
    void change(long topic) {
        Waiter last = lastOf.remove(topic);
        if (last != null) {
            changeAll(last, topic);
        }
    }

    /// Something changed that all wait for, such as the end; every waiting is over by it.
    void changeEverything() {
        LongMap<Waiter> all = lastOf;
        lastOf = new LongMap<>();
        for (Waiter last = all.removeAny(); last != null; last = all.removeAny()) {
            changeAll(last, NO_TOPIC);
        }
    }

    private void changeAll(Waiter last, long topic) {
        Waiter at = next(last);
        while (true) {
            Waiter following = next(at);
            boolean isLast = at == last;
            discount(at);
            if (at.onChange()) {
                lastReady = append(lastReady, at);
            } else {
                add(topic, at);
            }
            if (isLast) {
                return;
            }
            at = following;
        }
    }

    private void discount(Waiter waiter) {
        if (waiter.isCounted) {
            waiter.isCounted = false;
            count.decrementAndGet();
        }
    }

    /// Takes those whose waiting is over, the last of a circular list; `null` if there are none.
    @Nullable Waiter takeReady() {
        Waiter ready = lastReady;
        lastReady = null;
        return ready;
    }

    /// Tells all of a circular list that [#takeReady] gave.
    static void finish(@Nullable Waiter last) {
        if (last == null) {
            return;
        }
        Waiter at = next(last);
        while (true) {
            Waiter following = next(at);
            at.finish();
            if (at == last) {
                return;
            }
            at = following;
        }
    }

    private static Waiter append(@Nullable Waiter last, Waiter added) {
        if (last == null) {
            added.next = added;
        } else {
            added.next = last.next;
            last.next = added;
        }
        return added;
    }

    private static Waiter next(Waiter waiter) {
        return Objects.requireNonNull(waiter.next, "not in a list");
    }
}
