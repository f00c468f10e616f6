package dev.quoll.driver;

import dev.quoll.core.event.PathFailure;
import dev.quoll.error.PathException;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// A value of which only the present one is kept: whoever is too slow for the others misses them,
/// and costs nothing. Guarded by the lock of its connection, but for [#value], which is for anyone.
public final class LatestValue<T> {
    private final T first;
    private volatile T value;
    private Optional<PathFailure> end = Optional.empty();

    LatestValue(T first) {
        this.first = first;
        this.value = first;
    }

    /// The value at present, or the last one.
    public T value() {
        return value;
    }

    void set(T present) {
        value = present;
    }

    /// It does not change any more.
    void end(PathFailure why) {
        end = Optional.of(why);
    }

    /// The value if it is another than `last`; `null` if it may become so.
    ///
    /// @throws PathException if it will not
    public @Nullable T unless(T last) throws PathException {
        T present = value;
        if (!present.equals(last)) {
            return present;
        }
        if (end.isPresent()) {
            throw new PathException(end.get());
        }
        return null;
    }

    /// A reader of the changes, from the first value on.
    public EventReader<T> newReader() {
        return new Reader<>(this, first);
    }

    private static final class Reader<T> implements EventReader<T> {
        private final LatestValue<T> source;
        private T last;

        private Reader(LatestValue<T> source, T last) {
            this.source = source;
            this.last = last;
        }

        @Override
        public long skipMissed() {
            return 0; // none is worth being told of
        }

        @Override
        public @Nullable T poll() throws PathException {
            T changed = source.unless(last);
            if (changed != null) {
                last = changed;
            }
            return changed;
        }

        @Override
        public EventReader<T> copy() {
            return new Reader<>(source, last);
        }
    }
}
