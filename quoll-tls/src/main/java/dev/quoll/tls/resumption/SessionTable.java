package dev.quoll.tls.resumption;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Sessions by server, newest last; bounded in servers, and in sessions of each and of each of its
/// protocols, so that one protocol does not displace another's. *Confined*.
final class SessionTable {
    /// More than servers hand out at a time; the oldest go first.
    static final int MAX_PER_PROTOCOL = 8;

    /// Of all protocols together; the oldest go first.
    static final int MAX_PER_SERVER = 32;

    private final int maxServers;
    private final Map<String, Deque<StoredSession>> sessions = new LinkedHashMap<>();

    SessionTable(int maxServers) {
        if (maxServers < 1) {
            throw new IllegalArgumentException("a store for " + maxServers + " servers");
        }
        this.maxServers = maxServers;
    }

    void put(String server, StoredSession session) {
        Deque<StoredSession> own = sessions.remove(server);
        if (own == null) {
            own = new ArrayDeque<>();
        }
        makeRoom(own, session.alpn());
        own.addLast(session);
        sessions.put(server, own); // now the youngest server
        if (sessions.size() > maxServers) {
            sessions.remove(sessions.keySet().iterator().next());
        }
    }

    private static void makeRoom(Deque<StoredSession> own, String alpn) {
        List<StoredSession> rivals = own.stream().filter(s -> s.alpn().equals(alpn)).toList();
        if (rivals.size() == MAX_PER_PROTOCOL) {
            own.remove(rivals.getFirst());
        } else if (own.size() == MAX_PER_SERVER) {
            own.removeFirst();
        }
    }

    Optional<StoredSession> take(String server, List<String> protocols, Instant now) {
        Deque<StoredSession> own = sessions.get(server);
        if (own == null) {
            return Optional.empty();
        }
        own.removeIf(session -> !session.expiry().isAfter(now));
        Optional<StoredSession> found = takeNewest(own, protocols);
        if (own.isEmpty()) {
            sessions.remove(server);
        }
        return found;
    }

    boolean has(String server, List<String> protocols, Instant now) {
        Deque<StoredSession> own = sessions.get(server);
        return own != null
                && own.stream()
                        .anyMatch(
                                session ->
                                        session.expiry().isAfter(now)
                                                && protocols.contains(session.alpn()));
    }

    private static Optional<StoredSession> takeNewest(
            Deque<StoredSession> own, List<String> protocols) {
        for (Iterator<StoredSession> i = own.descendingIterator(); i.hasNext(); ) {
            StoredSession session = i.next();
            if (protocols.contains(session.alpn())) {
                i.remove();
                return Optional.of(session);
            }
        }
        return Optional.empty();
    }

    void forEach(BiConsumer<String, StoredSession> action) {
        sessions.forEach((server, own) -> own.forEach(session -> action.accept(server, session)));
    }
}
