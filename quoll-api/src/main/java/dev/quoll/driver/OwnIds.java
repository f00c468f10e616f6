package dev.quoll.driver;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;

import java.util.HashSet;
import java.util.Set;

/// The IDs and reset tokens under which a connection stands in the tables. Confined to the lock of
/// its connection.
final class OwnIds {
    private final ConnectionTable table;
    private final ResetTable resets;
    private final Recipient owner;
    private final Set<ConnectionId> ids = new HashSet<>();
    private final Set<StatelessResetToken> tokens = new HashSet<>();

    OwnIds(ConnectionTable table, ResetTable resets, Recipient owner) {
        this.table = table;
        this.resets = resets;
        this.owner = owner;
    }

    void add(ConnectionId id) {
        ids.add(id);
        table.put(id, owner);
    }

    void remove(ConnectionId id) {
        ids.remove(id);
        table.remove(id, owner);
    }

    void add(StatelessResetToken token) {
        tokens.add(token);
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
    }
}
