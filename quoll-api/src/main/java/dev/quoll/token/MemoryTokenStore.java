package dev.quoll.token;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Keeps tokens in memory, the newest few of each server. *Thread-safe*.
public final class MemoryTokenStore implements TokenStore {
    /// Servers remembered unless said otherwise.
    public static final int DEFAULT_SERVERS = 256;

    /// Tokens of each server; the oldest go first.
    public static final int MAX_PER_SERVER = 2;

    private final int maxServers;
    private final Map<String, Deque<byte[]>> tokens = new LinkedHashMap<>();

    /// A store for [#DEFAULT_SERVERS] servers.
    public MemoryTokenStore() {
        this(DEFAULT_SERVERS);
    }

    /// A store that drops the tokens of the server it heard least recently of when there are more
    /// than `maxServers`.
    public MemoryTokenStore(int maxServers) {
        if (maxServers < 1) {
            throw new IllegalArgumentException("a store for " + maxServers + " servers");
        }
        this.maxServers = maxServers;
    }

    @Override
    public synchronized void put(String server, byte[] token) {
        Deque<byte[]> own = tokens.remove(server);
        if (own == null) {
            own = new ArrayDeque<>();
        }
        if (own.size() == MAX_PER_SERVER) {
            own.removeFirst();
        }
        own.addLast(token);
        tokens.put(server, own); // now the youngest server
        if (tokens.size() > maxServers) {
            tokens.remove(tokens.keySet().iterator().next());
        }
    }

    @Override
    public synchronized Optional<byte[]> take(String server) {
        Deque<byte[]> own = tokens.get(server);
        if (own == null) {
            return Optional.empty();
        }
        byte[] newest = own.removeLast();
        if (own.isEmpty()) {
            tokens.remove(server);
        }
        return Optional.of(newest);
    }
}
