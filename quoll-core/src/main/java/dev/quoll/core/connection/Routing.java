package dev.quoll.core.connection;

import dev.quoll.core.cid.IssuedId;
import dev.quoll.core.cid.IssuedIds;
import dev.quoll.core.cid.PeerIds;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.path.Path;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/// Keeps whoever routes datagrams informed of the connection IDs the peer may send to, and of the
/// tokens with which it may end the connection. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1.1 RFC 9000, section 5.1.1
final class Routing {
    private final Queue<RoutingEvent> events = new ArrayDeque<>(0);
    private final PeerSettings peer;
    private final Lifetime lifetime;
    private final Paths paths;
    private List<StatelessResetToken> tokens = List.of();
    private long tokenChanges;
    private long pathChanges;

    Routing(Paths paths, PeerSettings peer, Lifetime lifetime) {
        this.paths = paths;
        this.peer = peer;
        this.lifetime = lifetime;
    }

    void announce(IssuedId issued) {
        events.add(new RoutingEvent.CidIssued(issued.id()));
    }

    /// Gives the peer as many IDs as it takes.
    void issue(IssuedIds issuedIds, long limit) {
        issuedIds.issue(limit).forEach(this::announce);
    }

    /// The peer gives us an ID to send to. What clients give in the handshake has no reset token:
    /// it is left as soon as there is another one, or a client that lost its state could not say
    /// so.
    void onNewConnectionId(PeerIds peerIds, NewConnectionIdFrame frame) throws TransportException {
        if (paths.isHeldOnAnother(peerIds, frame.connectionId())) { // multipath §3.2.1
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION, "one connection ID for two paths");
        }
        peerIds.onNewConnectionId(frame);
        if (!peerIds.canBeReset()) {
            peerIds.switchToFresh();
        }
    }

    /// Gives the peer other IDs and asks for the present ones back.
    void rotate(Path path) {
        path.issuedIds().rotate(peer.connectionIdLimit()).forEach(this::announce);
    }

    /// The peer gives an ID back, and gets another for it.
    ///
    /// @param arrivedOn the sequence number of the ID that the peer used for it
    void onRetire(IssuedIds issuedIds, long sequenceNumber, long arrivedOn)
            throws TransportException {
        issuedIds.onRetire(sequenceNumber, arrivedOn).ifPresent(this::retire);
        issue(issuedIds, peer.connectionIdLimit());
    }

    /// The path is forgotten: the peer uses none of its IDs any more.
    void retireAll(IssuedIds issuedIds) {
        issuedIds.active().forEach(this::retire);
    }

    private void retire(IssuedId retired) {
        events.add(new RoutingEvent.CidRetired(retired.id()));
    }

    @Nullable RoutingEvent poll() {
        followTokens();
        RoutingEvent event = events.poll();
        if (event == null && lifetime.takeDrained()) {
            return new RoutingEvent.Drained();
        }
        return event;
    }

    private void followTokens() {
        long changes = 0;
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            changes += known.get(i).peerIds().changes();
        }
        if (changes == tokenChanges && paths.changes() == pathChanges) {
            return;
        }
        tokenChanges = changes;
        pathChanges = paths.changes();
        Set<StatelessResetToken> present = new HashSet<>();
        known.forEach(each -> present.addAll(each.peerIds().resetTokens()));
        follow(present);
    }

    private void follow(Set<StatelessResetToken> present) {
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
        tokens = List.copyOf(present);
    }
}
