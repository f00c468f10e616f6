package dev.quoll.driver;

import dev.quoll.core.id.ConnectionId;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Who gets the datagrams for which connection ID. *Thread-safe*; looking up costs no object.
final class ConnectionTable {
    private final ConcurrentHashMap<ConnectionIdKey, Recipient> recipients =
            new ConcurrentHashMap<>();
    private final HashSecret secret;

    ConnectionTable(RandomGenerator random) {
        secret = new HashSecret(random);
    }

    /// A key for [#find], to be kept by one reader.
    ConnectionIdKey newLookup() {
        return new ConnectionIdKey(secret);
    }

    @Nullable Recipient find(ConnectionIdKey lookup, byte[] datagram, int offset, int length) {
        return recipients.get(lookup.set(datagram, offset, length));
    }

    @Nullable Recipient find(ConnectionId id) {
        return recipients.get(key(id));
    }

    void put(ConnectionId id, Recipient recipient) {
        recipients.put(key(id), recipient);
    }

    /// Forgets an ID, unless somebody else has it now.
    void remove(ConnectionId id, Recipient recipient) {
        recipients.remove(key(id), recipient);
    }

    private ConnectionIdKey key(ConnectionId id) {
        byte[] bytes = id.toBytes();
        return new ConnectionIdKey(secret).set(bytes, 0, bytes.length);
    }

    int size() {
        return recipients.size();
    }
}
