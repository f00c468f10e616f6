package dev.quoll.driver;

import dev.quoll.core.id.ConnectionId;

import java.util.HashSet;
import java.util.Set;

/// The IDs under which a connection stands in the table. Confined to the lock of its connection.
final class OwnIds {
    private final ConnectionTable table;
    private final Recipient owner;
    private final Set<ConnectionId> ids = new HashSet<>();

    OwnIds(ConnectionTable table, Recipient owner) {
        this.table = table;
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

    void removeAll() {
        ids.forEach(id -> table.remove(id, owner));
        ids.clear();
    }
}
