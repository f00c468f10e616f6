package dev.quoll;

import dev.quoll.driver.ConnectionDriver;
import dev.quoll.driver.LatestValue;
import dev.quoll.driver.Timeout;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.PathException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A value of a connection, or of a path, that changes while it lives. Only the present one is
/// kept: whoever is slow to ask gets the newest and misses those between. It does not keep its
/// connection alive, and need not be closed. *Thread-safe*.
///
/// Once it cannot change any more, calls that wait for a change throw [ConnectionException] if the
/// connection has ended, and [PathException] if the path is gone.
///
/// @param <T> the value
public final class Watched<T> {
    private final ConnectionDriver driver;
    private final long topic;
    private final LatestValue<T> source;

    Watched(ConnectionDriver driver, long topic, LatestValue<T> source) {
        this.driver = driver;
        this.topic = topic;
        this.source = source;
    }

    /// The value at present; the last one when it cannot change any more.
    public T get() {
        return source.value();
    }

    /// Waits until the value is another than `last`.
    ///
    /// @return the value, at once if it is another already
    /// @throws ConnectionException if it will not change, because the connection has ended
    /// @throws PathException if it will not change, because the path is gone
    /// @throws InterruptedIOException if the thread is interrupted
    public T awaitChange(T last) throws IOException {
        return driver.call(topic, () -> tryChange(last), Timeout.NEVER);
    }

    /// As [#awaitChange(Object)], for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if it did not change in that time
    public T awaitChange(T last, Duration timeout) throws IOException {
        return driver.call(topic, () -> tryChange(last), Timeout.of(timeout));
    }

    /// As [#awaitChange(Object)], without waiting.
    public CompletableFuture<T> awaitChangeAsync(T last) {
        return driver.callAsync(topic, () -> tryChange(last));
    }

    /// The value at present, unless it never changed, and what it becomes from then on. No reader
    /// of it is told that it [EventStream.Lagged]: it gets the newest value.
    public EventStream<T> changes() {
        return new EventStream<>(driver, topic, source.newReader());
    }

    private @Nullable T tryChange(T last) throws IOException {
        T changed = source.unless(last);
        if (changed == null) {
            driver.checkOpen();
        }
        return changed;
    }
}
