package dev.quoll.core.connection;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;

import java.util.List;
import java.util.Optional;

/// The paths of a connection as its owner sees them. What comes of each call is told by
/// [ConnectionEvent.PathChanged]. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath Extension for QUIC
public final class Multipath {
    /// Whether both sides speak multipath and the handshake is done.
    public boolean isNegotiated() {
        return false;
    }

    /// The paths that were not given up, by their numbers.
    public List<PathId> paths() {
        return List.of(PathId.ZERO);
    }

    /// Opens another path. A client's.
    public PathOpening open(FourTuple route, PathStatus status, long nowNanos) {
        return new PathOpening.Failed(PathFailure.MULTIPATH_NOT_NEGOTIATED);
    }

    /// As [#open], unless there is a path to that remote address, and from that local one if one is
    /// given.
    public PathOpening openEnsure(FourTuple route, PathStatus status, long nowNanos) {
        return new PathOpening.Failed(PathFailure.MULTIPATH_NOT_NEGOTIATED);
    }

    /// Gives up a path. What is under way on it is sent again on others.
    ///
    /// @param code for the peer, 0 to 2^62-1
    /// @return why it cannot be, if it cannot
    public Optional<PathFailure> close(PathId id, long code, long nowNanos) {
        return Optional.of(PathFailure.MULTIPATH_NOT_NEGOTIATED);
    }

    /// Says how we wish a path to be used, to ourselves and to the peer.
    ///
    /// @return what was wished before; empty if there is no such path
    public Optional<PathStatus> setStatus(PathId id, PathStatus status) {
        return Optional.empty();
    }

    /// How we wish a path to be used; empty if there is no such path.
    public Optional<PathStatus> status(PathId id) {
        return Optional.empty();
    }

    /// How the peer wishes a path to be used; empty if it said nothing or there is no such path.
    public Optional<PathStatus> remoteStatus(PathId id) {
        return Optional.empty();
    }

    /// Where a path leads; empty if there is no such path.
    public Optional<FourTuple> route(PathId id) {
        return Optional.empty();
    }

    /// Sends a packet that asks for an acknowledgment over a path.
    ///
    /// @return whether there is such a path
    public boolean ping(PathId id) {
        return false;
    }

    /// Sets the silence that ends a path while there is another.
    ///
    /// @param nanos at least 1, [Connection#NEVER] for none
    /// @return whether there is such a path
    public boolean setIdleTimeout(PathId id, long nanos) {
        return false;
    }

    /// Sets the silence on a path after which a packet is sent that asks for an acknowledgment.
    ///
    /// @param nanos at least 1, [Connection#NEVER] for none
    /// @return whether there is such a path
    public boolean setKeepAlive(PathId id, long nanos) {
        return false;
    }
}
