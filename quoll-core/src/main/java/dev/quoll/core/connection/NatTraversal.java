package dev.quoll.core.connection;

import dev.quoll.core.event.TraversalFailure;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// NAT traversal of a connection as its owner sees it. A path to where the peer is reached is told
/// by [ConnectionEvent.PathChanged]; it has the status backup. Without multipath the client moves
/// there instead. *Confined*.
public final class NatTraversal {
    private final Supplier<Rooms> rooms;

    /// @param rooms the present ones: a client may begin again
    NatTraversal(Supplier<Rooms> rooms) {
        this.rooms = rooms;
    }

    /// Whether both sides speak it and the handshake is done.
    public boolean isNegotiated() {
        return rooms.get().punching().isActive();
    }

    /// Says that we may be reached at an address. A server tells its client; a client names it in
    /// its next round.
    ///
    /// @return why it cannot be, if it cannot
    public Optional<TraversalFailure> addLocalAddress(InetSocketAddress address) {
        return rooms.get().punching().add(address);
    }

    /// Says that we may not be reached there any more; unknown ones are ignored.
    public void removeLocalAddress(InetSocketAddress address) {
        rooms.get().punching().remove(address);
    }

    /// How many addresses of ours the peer takes.
    public int addressLimit() {
        return rooms.get().punching().terms().addressLimit();
    }

    /// Where we may be reached.
    public List<InetSocketAddress> localAddresses() {
        return rooms.get().punching().localAddresses();
    }

    /// Where the server says that it may be reached; empty for a server.
    public List<InetSocketAddress> remoteAddresses() {
        return rooms.get().punching().peerAddresses();
    }

    /// Begins a round of probes to all addresses of the server, and asks it for probes to all of
    /// ours; the round before is over. A client's.
    public PunchOutcome initiateRound(long nowNanos) {
        return rooms.get().punching().begin(nowNanos);
    }
}
