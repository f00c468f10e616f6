package dev.quoll.core.multipath;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.frame.PathAbandonFrame;
import dev.quoll.core.id.PathId;

import java.util.ArrayList;
import java.util.List;

/// The paths we gave up, until the peer knows. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3.4
public final class Abandonments {
    /// So many are kept for a peer that acknowledges none of them; it gets no further paths then.
    public static final int MAX_UNACKNOWLEDGED = MultipathConfig.MAX_PATHS;

    private record Abandonment(PathId id, long code, ReliableValue notice) {}

    private final List<Abandonment> all = new ArrayList<>();

    /// Nothing is given up.
    public Abandonments() {}

    /// The peer is to learn that a path is given up.
    public void add(PathId id, long code) {
        Abandonment added = new Abandonment(id, code, new ReliableValue());
        added.notice().request(id.value());
        all.add(added);
    }

    /// Whether the peer may not know yet that a path is given up.
    public boolean contains(PathId id) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(id)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the peer has left so many unacknowledged that there should be no more.
    public boolean isFull() {
        return all.size() >= MAX_UNACKNOWLEDGED;
    }

    /// Whether the peer is still to be told.
    public boolean wantsToSend() {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).notice().isWanted()) {
                return true;
            }
        }
        return false;
    }

    /// Offers PATH_ABANDON for each.
    public void writeTo(FrameSink sink) {
        for (int i = 0; i < all.size(); i++) {
            Abandonment each = all.get(i);
            if (each.notice().isWanted()) {
                if (!sink.offer(new PathAbandonFrame(each.id().value(), each.code()))) {
                    return;
                }
                each.notice().onSent();
            }
        }
    }

    /// The peer is told again of every path of which it may not know.
    public void repeat() {
        for (int i = 0; i < all.size(); i++) {
            onLost(all.get(i).id().value());
        }
    }

    /// PATH_ABANDON arrived.
    public void onAcked(long pathId) {
        all.removeIf(each -> each.id().value() == pathId);
    }

    /// PATH_ABANDON was lost.
    public void onLost(long pathId) {
        for (Abandonment each : all) {
            each.notice().onLost(pathId);
        }
    }
}
