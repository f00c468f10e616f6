package dev.quoll.driver;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The last events of one kind. It knows none of its readers, each of which has a place of its own:
/// one that is too slow, or is never seen again, costs nothing. Guarded by the lock of its
/// connection.
public final class EventLog<E> {
    /// How many events are kept for those who have not read them yet.
    public static final int CAPACITY = 32;

    private final List<E> ring = new ArrayList<>();
    private long end; // how many there ever were

    EventLog() {}

    void add(E event) {
        if (ring.size() < CAPACITY) {
            ring.add(event);
        } else {
            ring.set((int) (end % CAPACITY), event);
        }
        end++;
    }

    /// A reader of what comes from now on.
    public EventReader<E> newReader() {
        return new Reader<>(this, end);
    }

    /// A place in the log. Guarded as the log is.
    private static final class Reader<E> implements EventReader<E> {
        private final EventLog<E> log;
        private long next;

        private Reader(EventLog<E> log, long next) {
            this.log = log;
            this.next = next;
        }

        @Override
        public long skipMissed() {
            long missed = Math.max(0, log.end - CAPACITY - next);
            next += missed;
            return missed;
        }

        @Override
        public @Nullable E poll() {
            return next == log.end ? null : log.ring.get((int) (next++ % CAPACITY));
        }

        @Override
        public EventReader<E> copy() {
            return new Reader<>(log, next);
        }
    }
}
