package dev.quoll.core.nat;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.frame.NatTraversalFrame;

import java.util.ArrayList;
import java.util.List;

/// What a client asks of the server in the present round, REACH_OUT or PUNCH_ME_NOW frames, until
/// the server knows it. Those of former rounds are not repeated. *Confined*.
public final class ReachOuts {
    private record Notice(NatTraversalFrame frame, ReliableValue value) {}

    private final List<Notice> notices = new ArrayList<>();
    private long round;

    /// No round.
    public ReachOuts() {}

    /// A round begins.
    public void begin(long newRound) {
        round = newRound;
        notices.clear();
    }

    /// Asks for something in the present round.
    public void add(NatTraversalFrame frame) {
        Notice notice = new Notice(frame, new ReliableValue());
        notice.value().request(frame.hashCode());
        notices.add(notice);
    }

    /// How much was asked for in the present round.
    public int size() {
        return notices.size();
    }

    /// Whether the server is to be asked.
    public boolean wantsToSend() {
        return notices.stream().anyMatch(each -> each.value().isWanted());
    }

    /// Offers the frames.
    public void writeTo(FrameSink sink) {
        for (Notice each : notices) {
            if (each.value().isWanted() && sink.offer(each.frame())) {
                each.value().onSent();
            }
        }
    }

    /// A frame was lost.
    ///
    /// @param hash of the frame
    public void onLost(long ofRound, long hash) {
        if (ofRound == round) {
            notices.forEach(each -> each.value().onLost(hash));
        }
    }

    /// A frame arrived.
    ///
    /// @param hash of the frame
    public void onAcked(long ofRound, long hash) {
        if (ofRound == round) {
            notices.forEach(each -> each.value().onAcked(hash));
        }
    }
}
