package dev.quoll.sim.clock;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// Time that passes only when there is something to do. It begins at 0, counts nanoseconds and
/// jumps from event to event; events of the same instant run in the order they were asked for, so a
/// run depends on nothing outside itself. *Confined* to the thread that runs it.
public final class VirtualClock {
    /// Events that may share one instant. More means that something re-arms itself for "now"
    /// without end.
    public static final int MAX_EVENTS_PER_INSTANT = 1_000_000;

    private record Event(long atNanos, long sequence, Runnable action) {
        static final Comparator<Event> ORDER =
                Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::sequence);
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>(Event.ORDER);
    private long nowNanos;
    private long nextSequence;
    private long eventsRun;
    private int eventsThisInstant;

    /// A clock that shows 0.
    public VirtualClock() {}

    /// Nanoseconds since the run began, never negative.
    public long nowNanos() {
        return nowNanos;
    }

    /// Events that have run so far.
    public long eventsRun() {
        return eventsRun;
    }

    /// Events that wait.
    public int pending() {
        return events.size();
    }

    /// Runs `action` when the clock shows `atNanos`, or at once if that is past.
    public void at(long atNanos, Runnable action) {
        events.add(new Event(Math.max(atNanos, nowNanos), nextSequence++, action));
    }

    /// Runs `action` when `delay` has passed.
    public void after(Duration delay, Runnable action) {
        at(nowNanos + delay.toNanos(), action);
    }

    /// Runs events until `condition` holds or `limit` has passed since the call. The condition is
    /// looked at before the first event and after each.
    ///
    /// @return whether the condition holds; if it does not, the clock shows the end of the limit
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        long endNanos = nowNanos + limit.toNanos();
        while (!condition.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.atNanos > endNanos) {
                moveTo(endNanos);
                return false;
            }
            events.remove();
            run(next);
        }
        return true;
    }

    /// Runs every event of the next `duration` and leaves the clock at its end.
    public void runFor(Duration duration) {
        runUntil(() -> false, duration);
    }

    private void run(Event event) {
        moveTo(event.atNanos);
        eventsRun++;
        if (++eventsThisInstant > MAX_EVENTS_PER_INSTANT) {
            throw new IllegalStateException("time stands still at " + nowNanos + " ns");
        }
        event.action.run();
    }

    private void moveTo(long toNanos) {
        if (toNanos > nowNanos) {
            nowNanos = toNanos;
            eventsThisInstant = 0;
        }
    }
}
