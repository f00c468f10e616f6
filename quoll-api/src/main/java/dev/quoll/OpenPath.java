package dev.quoll;

import dev.quoll.core.id.PathId;
import dev.quoll.driver.PathCalls;
import dev.quoll.driver.Timeout;
import dev.quoll.driver.Topic;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.PathException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A path that is being opened. Whoever lets go of this object does not stop that: the path is
/// there as soon as the peer has answered, and [Connection#pathEvents] tells of it in any case.
/// *Thread-safe*.
public final class OpenPath {
    private final Connection connection; // which lives as long as this
    private final PathCalls.Start start;

    OpenPath(Connection connection, PathCalls.Start start) {
        this.connection = connection;
        this.start = start;
    }

    /// The path's number, known from the first moment on; empty if it cannot be opened, for which
    /// [#await()] says the reason at once.
    public Optional<PathId> pathId() {
        return switch (start) {
            case PathCalls.Start.Begun(var path) -> Optional.of(path.id());
            case PathCalls.Start.Failed _ -> Optional.empty();
        };
    }

    /// Waits until the peer is proved to be reached over the path.
    ///
    /// @throws PathException if the path cannot be opened, or was given up before it was there
    /// @throws ConnectionException if the connection has ended
    /// @throws InterruptedIOException if the thread is interrupted; the path goes on opening
    public Path await() throws IOException {
        return await(Timeout.NEVER);
    }

    /// As [#await()], for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if it takes longer; the path goes on opening
    public Path await(Duration timeout) throws IOException {
        return await(Timeout.of(timeout));
    }

    /// As [#await()], without waiting.
    public CompletableFuture<Path> awaitAsync() {
        try {
            return connection.driver().callAsync(Topic.PATH, this::tryPath);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private Path await(long timeoutNanos) throws IOException {
        try {
            return connection.driver().call(Topic.PATH, this::tryPath, timeoutNanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private @Nullable Path tryPath() throws PathException, ConnectionException {
        return connection.driver().paths().isUp(start)
                        && start instanceof PathCalls.Start.Begun(var path)
                ? new Path(connection, path)
                : null;
    }

    @Override
    public String toString() {
        return "OpenPath[" + pathId().map(PathId::toString).orElse("failed") + "]";
    }
}
