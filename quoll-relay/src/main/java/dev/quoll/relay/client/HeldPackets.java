package dev.quoll.relay.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/// The newest packets to somebody who has no handle yet. *Confined* to the lock of its
/// [Correspondents].
final class HeldPackets {
    /// As many as a flight of a handshake.
    static final int MOST = 16;

    private final Queue<byte[]> waiting = new ArrayDeque<>();

    /// Takes a copy of a packet.
    ///
    /// @return whether an older one was thrown away for it
    boolean add(byte[] bytes, int offset, int length) {
        waiting.add(Arrays.copyOfRange(bytes, offset, offset + length));
        if (waiting.size() > MOST) {
            waiting.remove();
            return true;
        }
        return false;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// All of them, which are held no longer.
    List<byte[]> takeAll() {
        List<byte[]> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }
}
