package dev.quoll.core.nat;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.frame.ReachOutFrame;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// A client's addresses of the present round, until the server knows them. Those of former rounds
/// are not repeated. *Confined*.
public final class ReachOuts {
    private record Notice(InetSocketAddress address, ReliableValue value) {}

    private final List<Notice> notices = new ArrayList<>();
    private long round;

    /// No round.
    public ReachOuts() {}

    /// A round begins.
    public void begin(long newRound, List<InetSocketAddress> addresses) {
        round = newRound;
        notices.clear();
        for (int i = 0; i < addresses.size(); i++) {
            Notice notice = new Notice(addresses.get(i), new ReliableValue());
            notice.value().request(i);
            notices.add(notice);
        }
    }

    /// Whether the server is to be told an address.
    public boolean wantsToSend() {
        return notices.stream().anyMatch(each -> each.value().isWanted());
    }

    /// Offers REACH_OUT frames.
    public void writeTo(FrameSink sink) {
        for (Notice each : notices) {
            if (each.value().isWanted() && sink.offer(new ReachOutFrame(round, each.address()))) {
                each.value().onSent();
            }
        }
    }

    /// REACH_OUT was lost.
    ///
    /// @param hash of the address
    public void onLost(long ofRound, long hash) {
        for (Notice each : notices) {
            if (ofRound == round && each.address().hashCode() == hash) {
                each.value().onLost(each.value().value());
            }
        }
    }

    /// REACH_OUT arrived.
    ///
    /// @param hash of the address
    public void onAcked(long ofRound, long hash) {
        for (Notice each : notices) {
            if (ofRound == round && each.address().hashCode() == hash) {
                each.value().onAcked(each.value().value());
            }
        }
    }
}
