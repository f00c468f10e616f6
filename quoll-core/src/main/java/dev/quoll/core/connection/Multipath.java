package dev.quoll.core.connection;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.path.Path;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The paths of a connection as its owner sees them. What comes of each call is told by
/// [ConnectionEvent.PathChanged]. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath Extension for QUIC
public final class Multipath {
    private final Supplier<Rooms> rooms;

    /// @param rooms the present ones: a client may begin again
    Multipath(Supplier<Rooms> rooms) {
        this.rooms = rooms;
    }

    /// Whether both sides speak multipath and the handshake is done.
    public boolean isNegotiated() {
        return rooms.get().credit().isNegotiated() && !rooms.get().lifetime().isHandshaking();
    }

    /// The paths that were not given up, by their numbers; those that are still tried included.
    public List<PathId> paths() {
        return rooms.get().paths().known().stream()
                .filter(each -> !each.life().isAbandoned())
                .map(Path::id)
                .toList();
    }

    /// As [#paths], with what is known of them.
    public List<PathView> views() {
        return rooms.get().paths().known().stream()
                .filter(each -> !each.life().isAbandoned())
                .map(PathView::of)
                .toList();
    }

    /// Whether any path does not answer at present; asked often.
    public boolean isAnySilent() {
        List<Path> known = rooms.get().paths().known();
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).life().isOpen() && known.get(i).isSilent()) {
                return true;
            }
        }
        return false;
    }

    /// Opens another path. A client's.
    ///
    /// @param route the peer's address; and the local one that packets shall leave from, if that
    ///   matters
    public PathOpening open(FourTuple route, PathStatus status, long nowNanos) {
        return rooms.get().pathOpener().open(route, status, nowNanos);
    }

    /// As [#open], unless there is a path to that remote address, and from that local one if one is
    /// given.
    public PathOpening openEnsure(FourTuple route, PathStatus status, long nowNanos) {
        return rooms.get().pathOpener().openEnsure(route, status, nowNanos);
    }

    /// Gives up a path. What is under way on it is sent again on others.
    ///
    /// @param code for the peer, 0 to 2^62-1
    /// @return why it cannot be, if it cannot
    public Optional<PathFailure> close(PathId id, long code, long nowNanos) {
        return rooms.get().pathCloser().close(id, code, nowNanos);
    }

    /// Says how we wish a path to be used, to ourselves and to the peer.
    ///
    /// @return what was wished before; empty if there is no such path
    public Optional<PathStatus> setStatus(PathId id, PathStatus status) {
        Optional<Path> path = inUse(id);
        Optional<PathStatus> before = path.map(each -> each.status().local());
        if (path.isPresent() && before.get() != status) {
            path.get().status().begin(status);
            if (isNegotiated()) {
                path.get().status().announce();
            }
        }
        return before;
    }

    /// How we wish a path to be used; empty if there is no such path.
    public Optional<PathStatus> status(PathId id) {
        return inUse(id).map(each -> each.status().local());
    }

    /// How the peer wishes a path to be used; empty if it said nothing or there is no such path.
    public Optional<PathStatus> remoteStatus(PathId id) {
        return inUse(id).flatMap(each -> each.status().remote());
    }

    /// Where a path leads; empty if there is no such path.
    public Optional<FourTuple> route(PathId id) {
        return inUse(id).map(each -> each.route().fourTuple());
    }

    /// Our address as the peer says it sees it on a path that is proved; empty if it said nothing
    /// or there is no such path.
    public Optional<InetSocketAddress> observedAddress(PathId id) {
        return inUse(id)
                .filter(each -> each.life().isOpen())
                .flatMap(it -> it.addresses().observed());
    }

    /// Sends a packet that asks for an acknowledgment over a path.
    ///
    /// @return whether there is such a path
    public boolean ping(PathId id) {
        Optional<Path> path = inUse(id);
        path.ifPresent(each -> each.space().wantPing());
        return path.isPresent();
    }

    /// Sets the silence that ends a path while there is another.
    ///
    /// @param nanos at least 1, [Connection#NEVER] for none
    /// @return whether there is such a path
    public boolean setIdleTimeout(PathId id, long nanos) {
        Optional<Path> path = inUse(id);
        path.ifPresent(each -> each.life().setIdleNanos(nanos));
        return path.isPresent();
    }

    /// Sets the silence on a path after which a packet is sent that asks for an acknowledgment.
    ///
    /// @param nanos at least 1, [Connection#NEVER] for none
    /// @return whether there is such a path
    public boolean setKeepAlive(PathId id, long nanos) {
        Optional<Path> path = inUse(id);
        path.ifPresent(each -> each.life().setKeepAliveNanos(nanos));
        return path.isPresent();
    }

    private Optional<Path> inUse(PathId id) {
        return Optional.ofNullable(rooms.get().paths().find(id.value()))
                .filter(each -> !each.life().isAbandoned());
    }
}
