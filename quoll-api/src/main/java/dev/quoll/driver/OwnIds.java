package dev.quoll.driver;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// The IDs and reset tokens under which a connection stands in the tables, or its peer's address if
/// its IDs have no bytes. Confined to the lock of its connection.
final class OwnIds {
    private static final int FEW = 6;

    private final ConnectionTable table;
    private final ResetTable resets;
    private final PeerTable peers;
    private final ConnectionDriver owner;
    private @Nullable InetSocketAddress peer;
    private final List<ConnectionId> ids = new ArrayList<>(FEW); // each once, as the tokens
    private final List<StatelessResetToken> tokens = new ArrayList<>(FEW);

    OwnIds(ConnectionTable table, ResetTable resets, PeerTable peers, ConnectionDriver owner) {
        this.table = table;
        this.resets = resets;
        this.peers = peers;
        this.owner = owner;
    }

    /// Takes all that comes from a peer.
    ///
    /// @return false if another connection does
    boolean claim(InetSocketAddress remote) {
        boolean isFree = peers.put(remote, owner);
        peer = isFree ? remote : null;
        return isFree;
    }

    void add(ConnectionId id) {
        if (id.length() > 0) { // else it was claimed by address
            if (!ids.contains(id)) {
                ids.add(id);
            }
            table.put(id, owner);
        }
    }

    void remove(ConnectionId id) {
        ids.remove(id);
        table.remove(id, owner);
    }

    void add(StatelessResetToken token) {
        if (!tokens.contains(token)) {
            tokens.add(token);
        }
        resets.put(token, owner);
    }

    void remove(StatelessResetToken token) {
        tokens.remove(token);
        resets.remove(token, owner);
    }

    void removeAll() {
        tokens.forEach(token -> resets.remove(token, owner));
        tokens.clear();
        ids.forEach(id -> table.remove(id, owner));
        ids.clear();
        if (peer != null) {
            peers.remove(peer, owner);
        }
    }
}
