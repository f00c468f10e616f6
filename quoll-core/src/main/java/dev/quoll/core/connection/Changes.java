package dev.quoll.core.connection;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.observe.ConnectionState;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.path.Path;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds what is not as it was when last looked at: version, state, keys, paths and what is known
/// of them. *Confined*.
final class Changes {
    private final ConnectionId originalDestination;
    private final KeyChanges keys = new KeyChanges();
    private final Map<PathId, PathChanges> paths = new HashMap<>();
    private @Nullable QuicVersion version;
    private byte @Nullable [] peerParameters;
    private ConnectionState state = ConnectionState.ATTEMPTED;
    private long round;

    Changes(ConnectionId originalDestination) {
        this.originalDestination = originalDestination;
    }

    /// Adds what changed to `found`, which may hold what came of it.
    void find(Rooms rooms, List<Observation> found) {
        if (version == null) {
            found.addFirst(started(rooms));
        } else if (version != rooms.versions().current()) {
            found.add(new Observation.VersionChanged(rooms.versions().current().wire()));
        }
        version = rooms.versions().current();
        findPeerParameters(rooms, found);
        keys.find(rooms.side(), rooms.keys(), found);
        findRound(rooms, found);
        findPaths(rooms, found);
        findState(rooms.lifetime().state(), found);
    }

    private Observation started(Rooms rooms) {
        Path zero = rooms.paths().zero();
        return new Observation.Started(
                rooms.side(),
                originalDestination,
                zero.issuedIds().active().getFirst().id(),
                zero.route().fourTuple(),
                rooms.versions().current().wire(),
                rooms.versions().ours().stream().map(QuicVersion::wire).toList());
    }

    private void findPeerParameters(Rooms rooms, List<Observation> found) {
        byte[] now = rooms.agreement().peerParameters();
        if (now != null && now != peerParameters) {
            peerParameters = now;
            found.add(new Observation.PeerParameters(now.clone()));
        }
    }

    private void findRound(Rooms rooms, List<Observation> found) {
        long now = rooms.punching().roundNumber();
        if (now != round) {
            round = now;
            found.add(new Observation.RoundBegun(now));
        }
    }

    private void findPaths(Rooms rooms, List<Observation> found) {
        List<Path> known = rooms.paths().known();
        for (Path each : known) {
            paths.computeIfAbsent(each.id(), _ -> new PathChanges()).find(each, found);
        }
        if (paths.size() > known.size()) {
            paths.keySet().retainAll(known.stream().map(Path::id).toList());
        }
    }

    /// A server's handshake is confirmed as soon as it is complete: both are told.
    private void findState(Lifecycle lifecycle, List<Observation> found) {
        ConnectionState now = stateOf(lifecycle);
        if (state == ConnectionState.ATTEMPTED && now == ConnectionState.HANDSHAKE_CONFIRMED) {
            move(ConnectionState.HANDSHAKE_COMPLETE, found);
        }
        if (now != state) {
            move(now, found);
        }
    }

    private void move(ConnectionState now, List<Observation> found) {
        found.add(new Observation.StateChanged(state, now));
        state = now;
    }

    private static ConnectionState stateOf(Lifecycle lifecycle) {
        return switch (lifecycle) {
            case Lifecycle.Handshaking _ -> ConnectionState.ATTEMPTED;
            case Lifecycle.Established _ -> ConnectionState.HANDSHAKE_COMPLETE;
            case Lifecycle.Confirmed _ -> ConnectionState.HANDSHAKE_CONFIRMED;
            case Lifecycle.Closing _ -> ConnectionState.CLOSING;
            case Lifecycle.Draining _ -> ConnectionState.DRAINING;
            case Lifecycle.Drained _ -> ConnectionState.CLOSED;
        };
    }
}
