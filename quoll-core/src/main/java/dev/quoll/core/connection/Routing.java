package dev.quoll.core.connection;

import dev.quoll.core.cid.IssuedId;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.path.Path;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;

/// Keeps whoever routes datagrams informed of the connection IDs the peer may send to. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1.1 RFC 9000, section 5.1.1
final class Routing {
    private final Queue<RoutingEvent> events = new ArrayDeque<>();
    private final PeerSettings peer;
    private final Lifetime lifetime;

    Routing(PeerSettings peer, Lifetime lifetime) {
        this.peer = peer;
        this.lifetime = lifetime;
    }

    void announce(IssuedId issued) {
        events.add(new RoutingEvent.CidIssued(issued.id()));
    }

    /// Gives the peer as many IDs as it takes.
    void issue(Path path, long limit) {
        path.issuedIds().issue(limit).forEach(this::announce);
    }

    /// The peer gives an ID back, and gets another for it.
    void onRetire(Path path, long sequenceNumber, ReceivedPacket packet) throws TransportException {
        path.issuedIds()
                .onRetire(sequenceNumber, packet.destinationSequenceNumber())
                .ifPresent(retired -> events.add(new RoutingEvent.CidRetired(retired.id())));
        issue(path, peer.connectionIdLimit());
    }

    @Nullable RoutingEvent poll() {
        RoutingEvent event = events.poll();
        if (event == null && lifetime.takeDrained()) {
            return new RoutingEvent.Drained();
        }
        return event;
    }
}
