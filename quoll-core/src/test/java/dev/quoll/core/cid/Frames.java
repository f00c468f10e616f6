package dev.quoll.core.cid;

import dev.quoll.core.delivery.ControlFrames;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.delivery.SentFrames;
import dev.quoll.core.frame.Frame;

import java.util.List;

/// What connection IDs have to say in packets.
final class Frames {
    private Frames() {}

    /// What a packet of any size takes from `ids`.
    static List<Frame> of(IssuedIds ids) {
        ControlFrames packet = ControlFrames.any();
        ids.writeTo(packet);
        return packet.taken();
    }

    /// What a packet of any size takes from `ids`.
    static List<Frame> of(PeerIds ids) {
        ControlFrames packet = ControlFrames.any();
        ids.writeTo(packet);
        return packet.taken();
    }

    /// A sent frame about a connection ID.
    static SentFrame sent(SentFrame.Kind kind, long sequenceNumber) {
        SentFrames sent = new SentFrames();
        sent.add(kind, 0, sequenceNumber);
        SentFrame frame = new SentFrame();
        sent.read(0, frame);
        return frame;
    }
}
