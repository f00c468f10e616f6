package dev.quoll.driver;

import dev.quoll.core.stats.DropReason;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// What an endpoint counts. *Thread-safe*.
public final class EndpointCounts {
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong outgoing = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong ignored = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong unproved = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLongArray dropped = new AtomicLongArray(DropReason.values().length);

    EndpointCounts() {}

    void onAccepted() {
        accepted.incrementAndGet();
    }

    void onOutgoing() {
        outgoing.incrementAndGet();
    }

    void onRefused() {
        refused.incrementAndGet();
    }

    void onIgnored() {
        ignored.incrementAndGet();
    }

    void onRetried() {
        retried.incrementAndGet();
    }

    /// A handshake begins with a client that has not proved its address.
    void onUnproved() {
        unproved.incrementAndGet();
    }

    /// It has proved it by now, or failed.
    void onHandshakeOver() {
        unproved.decrementAndGet();
    }

    /// Handshakes with clients that have not proved their address.
    long unproved() {
        return unproved.get();
    }

    void onWaiting() {
        waiting.incrementAndGet();
    }

    void onWaitingBytes(long bytes) {
        waitingBytes.addAndGet(bytes);
    }

    /// A client waits no longer, for which `bytes` were kept.
    void onAnswered(long bytes) {
        waiting.decrementAndGet();
        waitingBytes.addAndGet(-bytes);
    }

    void onDropped(DropReason reason) {
        dropped.incrementAndGet(reason.ordinal());
    }

    /// Clients that are not answered.
    long waiting() {
        return waiting.get();
    }

    /// Bytes kept for them.
    long waitingBytes() {
        return waitingBytes.get();
    }

    /// Clients accepted.
    public long accepted() {
        return accepted.get();
    }

    /// Connections begun here.
    public long outgoing() {
        return outgoing.get();
    }

    /// Clients refused.
    public long refused() {
        return refused.get();
    }

    /// Clients ignored.
    public long ignored() {
        return ignored.get();
    }

    /// Clients asked to prove their address.
    public long retried() {
        return retried.get();
    }

    /// Datagrams that were for nobody, by reason.
    public Map<DropReason, Long> dropped() {
        Map<DropReason, Long> copy = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            if (dropped.get(reason.ordinal()) > 0) {
                copy.put(reason, dropped.get(reason.ordinal()));
            }
        }
        return copy;
    }
}
