package dev.quoll;

import dev.quoll.driver.ConnectionDriver;
import dev.quoll.driver.EventReader;
import dev.quoll.driver.Timeout;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.QuicException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/// Events of a connection in the order in which they happened, from the moment on at which the
/// stream was asked for. Each stream sees all of them; of several threads that read one stream each
/// event goes to one. A stream does not keep its connection alive, and need not be closed.
/// *Thread-safe*.
///
/// The last 32 events are kept for a reader that has other things to do. If it misses more than
/// that it is told how many, and goes on with those that are there:
///
/// ```java
/// switch (events.next()) {
///     case EventStream.Happened(PathEvent event) -> use(event);
///     case EventStream.Lagged(long missed) -> lookAtEverythingAgain();
/// }
/// ```
///
/// When the connection has ended and all events are read, calls throw [ConnectionException].
///
/// @param <E> what happens
public final class EventStream<E> {
    private final ConnectionDriver driver;
    private final long topic;
    private final EventReader<E> reader;

    EventStream(ConnectionDriver driver, long topic, EventReader<E> reader) {
        this.driver = driver;
        this.topic = topic;
        this.reader = reader;
    }

    /// What a reader gets. Immutable.
    ///
    /// @param <E> what happens
    public sealed interface Item<E> {}

    /// Something happened.
    ///
    /// @param <E> what happens
    public record Happened<E>(E event) implements Item<E> {}

    /// The reader was too slow for some events, which it will not see any more.
    ///
    /// @param missed how many, at least 1
    /// @param <E> what happens
    public record Lagged<E>(long missed) implements Item<E> {}

    /// Waits for the next event.
    ///
    /// @throws ConnectionException if none will come, because the connection has ended
    /// @throws InterruptedIOException if the thread is interrupted
    public Item<E> next() throws IOException {
        return driver.call(topic, () -> tryNext(reader), Timeout.NEVER);
    }

    /// As [#next], without waiting.
    public CompletableFuture<Item<E>> nextAsync() {
        return nextAsync(reader);
    }

    /// Waits for the next event for at most `timeout`, which may be zero.
    ///
    /// @return the event; empty if none happened
    /// @throws ConnectionException if none will come, because the connection has ended
    /// @throws InterruptedIOException if the thread is interrupted
    public Optional<Item<E>> poll(Duration timeout) throws IOException {
        try {
            return Optional.of(driver.call(topic, () -> tryNext(reader), Timeout.of(timeout)));
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
    }

    /// The same events for subscribers, each of which gets all of them, from the one on that this
    /// stream is at when it subscribes. Subscribers run on the endpoint's executor. The end of the
    /// connection is an error for them, a [ConnectionException].
    public Flow.Publisher<Item<E>> publisher() {
        return subscriber -> {
            EventReader<E> own = driver.read(_ -> reader.copy());
            new EventSubscription<>(subscriber, () -> nextAsync(own)).begin();
        };
    }

    private CompletableFuture<Item<E>> nextAsync(EventReader<E> from) {
        return driver.callAsync(topic, () -> tryNext(from));
    }

    private @Nullable Item<E> tryNext(EventReader<E> from) throws QuicException {
        long missed = from.skipMissed();
        if (missed > 0) {
            return new Lagged<>(missed);
        }
        E event = from.poll();
        if (event == null) {
            driver.checkOpen();
            return null;
        }
        return new Happened<>(event);
    }
}
