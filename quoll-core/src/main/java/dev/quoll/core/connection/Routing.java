package dev.quoll.core.connection;

import dev.quoll.core.cid.IssuedId;
import dev.quoll.core.cid.PeerIds;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.path.Path;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/// Keeps whoever routes datagrams informed of the connection IDs the peer may send to, and of the
/// tokens with which it may end the connection. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1.1 RFC 9000, section 5.1.1
final class Routing {
    private final Queue<RoutingEvent> events = new ArrayDeque<>();
    private final PeerSettings peer;
    private final Lifetime lifetime;
    private final PeerIds peerIds;
    private final Set<StatelessResetToken> tokens = new HashSet<>();
    private long tokenChanges;

    /// @param peerIds the IDs we send to
    Routing(PeerIds peerIds, PeerSettings peer, Lifetime lifetime) {
        this.peerIds = peerIds;
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

    /// The peer gives us an ID to send to. What clients give in the handshake has no reset token:
    /// it is left as soon as there is another one, or a client that lost its state could not say
    /// so.
    void onNewConnectionId(Path path, NewConnectionIdFrame frame) throws TransportException {
        path.peerIds().onNewConnectionId(frame);
        if (!path.peerIds().canBeReset()) {
            path.peerIds().switchToFresh();
        }
    }

    /// Gives the peer other IDs and asks for the present ones back.
    void rotate(Path path) {
        path.issuedIds().rotate(peer.connectionIdLimit()).forEach(this::announce);
    }

    /// The peer gives an ID back, and gets another for it.
    void onRetire(Path path, long sequenceNumber, ReceivedPacket packet) throws TransportException {
        path.issuedIds()
                .onRetire(sequenceNumber, packet.destinationSequenceNumber())
                .ifPresent(retired -> events.add(new RoutingEvent.CidRetired(retired.id())));
        issue(path, peer.connectionIdLimit());
    }

    @Nullable RoutingEvent poll() {
        if (peerIds.changes() != tokenChanges) {
            tokenChanges = peerIds.changes();
            followTokens(peerIds.resetTokens());
        }
        RoutingEvent event = events.poll();
        if (event == null && lifetime.takeDrained()) {
            return new RoutingEvent.Drained();
        }
        return event;
    }

    private void followTokens(Set<StatelessResetToken> present) {
        for (StatelessResetToken token : tokens) {
            if (!present.contains(token)) {
                events.add(new RoutingEvent.ResetTokenForgotten(token));
            }
        }
        for (StatelessResetToken token : present) {
            if (!tokens.contains(token)) {
                events.add(new RoutingEvent.ResetTokenLearned(token));
            }
        }
        tokens.clear();
        tokens.addAll(present);
    }
}
