package dev.quoll;

import dev.quoll.core.error.PathErrorCode;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.PathStats;
import dev.quoll.driver.PathCalls;
import dev.quoll.driver.PathProgress;
import dev.quoll.driver.Timeout;
import dev.quoll.driver.Topic;
import dev.quoll.error.PathException;

import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// One of the paths of a connection. Its number and its figures can be read when it is closed, too;
/// calls that want something of it throw [PathException] then. Objects for one path are equal. It
/// holds on to its connection, see [#weakHandle] for one that does not. *Thread-safe*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath Extension for QUIC
public final class Path {
    private final Connection connection; // which lives as long as this
    private final PathProgress progress;

    Path(Connection connection, PathProgress progress) {
        this.connection = connection;
        this.progress = progress;
    }

    private PathCalls calls() {
        return connection.driver().paths();
    }

    /// Its number. A connection begins with 0, and none is used twice.
    public PathId id() {
        return progress.id();
    }

    /// The connection it belongs to.
    public Connection connection() {
        return connection;
    }

    /// How this side wishes the path to be used.
    ///
    /// @throws PathException if it is closed
    public PathStatus status() throws PathException {
        try {
            return calls().status(progress);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Says how the path is to be used, to both sides: the peer is told.
    ///
    /// @return what was said before
    /// @throws PathException if it is closed
    /// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3.3
    public PathStatus setStatus(PathStatus status) throws PathException {
        try {
            return calls().setStatus(progress, status);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// How the peer wishes the path to be used; empty if it never said so, or if the path is
    /// closed.
    public Optional<PathStatus> remoteStatus() {
        try {
            return calls().remoteStatus(progress);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// What was counted and estimated on the path; the last figures if it is closed.
    public PathStats stats() {
        try {
            return calls().stats(progress);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Gives up the path. What is under way on it is sent again on others, and
    /// [Connection#pathEvents] tells when it is gone.
    ///
    /// @throws PathException if it is closed already, or is the only one: a connection without a
    ///   path is to be closed instead
    public void close() throws PathException {
        close(PathErrorCode.APPLICATION_ABANDON_PATH.code());
    }

    /// As [#close()], with a code for the peer.
    ///
    /// @param code 0 to 2^62-1; the peer's library may give codes a meaning
    /// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.2
    public void close(long code) throws PathException {
        try {
            calls().close(progress, Codes.checked(code));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Sends a packet over the path that the peer has to acknowledge.
    ///
    /// @throws PathException if it is closed
    public void ping() throws PathException {
        try {
            calls().ping(progress);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Changes the silence that ends the path while there is another.
    ///
    /// @param timeout from 1 ns; empty if silence is to end it no more
    /// @throws PathException if it is closed
    public void setMaxIdleTimeout(Optional<Duration> timeout) throws PathException {
        try {
            calls().setIdleTimeout(progress, nanos("idle timeout", timeout));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Changes the silence on the path after which a packet is sent that the peer has to
    /// acknowledge.
    ///
    /// @param interval from 1 ns; empty if the path is not to be kept alive any more
    /// @throws PathException if it is closed
    public void setKeepAliveInterval(Optional<Duration> interval) throws PathException {
        try {
            calls().setKeepAlive(progress, nanos("keep-alive", interval));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private static long nanos(String what, Optional<Duration> duration) {
        if (duration.isPresent() && !duration.get().isPositive()) {
            throw new IllegalArgumentException(what + " " + duration.get());
        }
        return duration.map(Timeout::of).orElse(Timeout.NEVER);
    }

    /// Where the peer is reached over the path, or was at last.
    public InetSocketAddress remoteAddress() {
        try {
            return calls().route(progress).remote();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The address of this machine that the path begins at, where it is known.
    public Optional<InetAddress> localIp() {
        try {
            return calls().route(progress).local();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Where the peer says it sees this side on the path: its mapping, if there is a NAT between.
    /// As [Connection#observedExternalAddress], but it changes no more when the path is gone.
    ///
    /// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-address-discovery/ Address Discovery
    public Watched<Optional<InetSocketAddress>> observedExternalAddress() {
        try {
            return new Watched<>(connection.driver(), Topic.PATH, progress.observedAddress());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// A handle that does not keep the connection alive.
    public WeakPathHandle weakHandle() {
        return new WeakPathHandle(connection, progress);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Path path
                && path.connection == connection
                && path.id().equals(id());
    }

    @Override
    public int hashCode() {
        return connection.hashCode() * 31 + id().hashCode();
    }

    @Override
    public String toString() {
        return "Path[" + id() + ", remote=" + remoteAddress() + "]";
    }
}
