package dev.quoll.relay.server;

import dev.quoll.relay.PeerKey;
import dev.quoll.relay.wire.PacketHeader;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which handle stands for whom on one connection. There are so many at most: the one that was not
/// used for longest makes room. None is given twice. *Confined* to the lock of its [Peer].
final class Handles {
    /// A handle in use.
    static final class Entry {
        private final long handle;
        private final PeerKey key;

        /// Whether the peer was told that nobody is there.
        private boolean absenceTold;

        private Entry(long handle, PeerKey key) {
            this.handle = handle;
            this.key = key;
        }

        long handle() {
            return handle;
        }

        PeerKey key() {
            return key;
        }

        /// A packet came for it, and its peer is registered, or not.
        ///
        /// @return whether that it is not is to be told now
        boolean onUse(boolean isPresent) {
            boolean tells = !isPresent && !absenceTold;
            absenceTold = !isPresent;
            return tells;
        }
    }

    private final int most;
    private final Map<Long, Entry> byHandle = new HashMap<>();
    private final LinkedHashMap<PeerKey, Entry> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private long last;

    Handles(int most) {
        this.most = most;
    }

    /// Who a handle stands for; `null` for nobody. Counts as use.
    @Nullable Entry find(long handle) {
        Entry found = byHandle.get(handle);
        return found == null ? null : byKey.get(found.key);
    }

    /// The handle of a peer; `null` if it has none. Counts as use.
    @Nullable Entry find(PeerKey key) {
        return byKey.get(key);
    }

    /// Whether there is another number to give.
    boolean canGive() {
        return last < PacketHeader.MAX_HANDLE;
    }

    /// Takes back the handle that was not used for longest, if there is no room for another.
    @Nullable Entry makeRoom() {
        if (byKey.size() < most) {
            return null;
        }
        Entry eldest = byKey.firstEntry().getValue();
        byKey.remove(eldest.key);
        byHandle.remove(eldest.handle);
        return eldest;
    }

    /// A new handle, for a peer that has none.
    Entry give(PeerKey key) {
        assert canGive() && byKey.size() < most && !byKey.containsKey(key);
        Entry given = new Entry(++last, key);
        byKey.put(key, given);
        byHandle.put(given.handle, given);
        return given;
    }

    int count() {
        return byKey.size();
    }
}
