package dev.quoll.core.connection;

import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.path.Path;

import java.net.InetSocketAddress;
import java.util.Optional;

/// A path as it is at one moment, for those who decide how paths are used. Immutable.
///
/// @param id which path
/// @param remote where it leads
/// @param health what it is good for
/// @param status how we wish it to be used
/// @param rttNanos the smoothed round-trip time, an assumption before the first answer
/// @param observed where the peer says it sees us on it, if it is proved and the peer says so
public record PathView(
        PathId id,
        InetSocketAddress remote,
        PathHealth health,
        PathStatus status,
        long rttNanos,
        Optional<InetSocketAddress> observed) {
    static PathView of(Path path) {
        return new PathView(
                path.id(),
                path.route().fourTuple().remote(),
                healthOf(path),
                path.status().local(),
                path.network().rtt().smoothedNanos(),
                path.life().isOpen() ? path.addresses().observed() : Optional.empty());
    }

    private static PathHealth healthOf(Path path) {
        if (!path.life().isOpen()) {
            return PathHealth.TRIED;
        }
        return path.isSilent() ? PathHealth.SILENT : PathHealth.WORKING;
    }
}
