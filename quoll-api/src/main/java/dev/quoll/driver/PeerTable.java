package dev.quoll.driver;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// Who gets the datagrams of which peer, at an endpoint whose connection IDs have no bytes: all
/// that tells connections apart is the other end of their route, since this end is the socket's.
/// *Thread-safe*; looking up costs no object.
///
/// A peer has one connection at a time (RFC 9000 §5.1). One that is closing gives way to the next
/// at once, and goes on to get what comes as well, until it is over, so that a lost close is said
/// again: which of the two can open a packet shows for whom it was.
final class PeerTable {
    /// How many closing connections to one peer are kept in mind; the oldest give way.
    static final int MOST_CLOSING = 4;

    private final ConcurrentHashMap<InetSocketAddress, Recipient> recipients =
            new ConcurrentHashMap<>();

    @Nullable Recipient find(InetSocketAddress remote) {
        return recipients.get(remote);
    }

    /// Whether there is a connection that is not closing.
    boolean isTaken(InetSocketAddress remote) {
        return isTaken(all(recipients.get(remote)));
    }

    /// Gives a connection what comes from a peer.
    ///
    /// @return false if another one gets it that is not closing
    boolean put(InetSocketAddress remote, ConnectionDriver connection) {
        Recipient now =
                recipients.compute(
                        remote,
                        (_, present) -> {
                            List<ConnectionDriver> all = all(present);
                            if (isTaken(all)) {
                                return present;
                            }
                            all.addFirst(connection);
                            return of(all.subList(0, Math.min(all.size(), 1 + MOST_CLOSING)));
                        });
        return all(now).getFirst() == connection;
    }

    /// A connection gets nothing any more.
    void remove(InetSocketAddress remote, ConnectionDriver connection) {
        recipients.computeIfPresent(
                remote,
                (_, present) -> {
                    List<ConnectionDriver> all = all(present);
                    all.remove(connection);
                    return of(all);
                });
    }

    int size() {
        return recipients.size();
    }

    private static boolean isTaken(List<ConnectionDriver> newestFirst) {
        return !newestFirst.isEmpty() && newestFirst.getFirst().progress().closeCause().isEmpty();
    }

    private static List<ConnectionDriver> all(@Nullable Recipient present) {
        List<ConnectionDriver> all = new ArrayList<>();
        switch (present) {
            case null -> {}
            case ConnectionDriver one -> all.add(one);
            case Successors many -> all.addAll(many.newestFirst());
            case IncomingDriver _ -> throw new IllegalStateException("clients are told by IDs");
        }
        return all;
    }

    private static @Nullable Recipient of(List<ConnectionDriver> all) {
        return switch (all.size()) {
            case 0 -> null;
            case 1 -> all.getFirst();
            default -> new Successors(List.copyOf(all));
        };
    }
}
