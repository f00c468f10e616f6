package dev.quoll.relay.server;

import dev.quoll.relay.PeerKey;
import dev.quoll.relay.RelayCloseCode;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Who is registered, by key. *Thread-safe*.
final class Registry {
    private final int most;
    private final Counters counters;
    private final Map<PeerKey, Peer> peers = new ConcurrentHashMap<>();
    private final ReentrantLock changing = new ReentrantLock(); // finding needs none

    Registry(int most, Counters counters) {
        this.most = most;
        this.counters = counters;
    }

    /// Registers a peer. One that was registered under the same key is told that it is no more.
    ///
    /// @return whether there was room
    boolean add(Peer peer) {
        Peer before;
        changing.lock();
        try {
            if (peers.size() >= most && !peers.containsKey(peer.key())) {
                counters.count(Event.REFUSED);
                return false;
            }
            before = peers.put(peer.key(), peer);
        } finally {
            changing.unlock();
        }
        counters.count(Event.REGISTERED);
        if (before != null) {
            counters.count(Event.REPLACED);
            before.close(RelayCloseCode.REPLACED);
        }
        return true;
    }

    /// A peer is gone, unless another one has its place.
    void remove(Peer peer) {
        peers.remove(peer.key(), peer);
        counters.onGone(Shed.of(peer.connection()));
    }

    Optional<Peer> find(PeerKey key) {
        return Optional.ofNullable(peers.get(key));
    }

    boolean isPresent(PeerKey key) {
        return peers.containsKey(key);
    }

    List<Peer> all() {
        return List.copyOf(peers.values());
    }

    int count() {
        return peers.size();
    }
}
