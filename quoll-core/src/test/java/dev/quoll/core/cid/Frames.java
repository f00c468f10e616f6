package dev.quoll.core.cid;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.delivery.SentFrames;
import dev.quoll.core.frame.Frame;

import java.util.ArrayList;
import java.util.List;

/// A packet that takes a number of control frames and shows them.
final class Frames implements FrameSink {
    private final int most;
    private final List<Frame> taken = new ArrayList<>();

    private Frames(int most) {
        this.most = most;
    }

    static Frames upTo(int most) {
        return new Frames(most);
    }

    /// What a packet of any size takes from `ids`.
    static List<Frame> of(IssuedIds ids) {
        Frames frames = upTo(Integer.MAX_VALUE);
        ids.writeTo(frames);
        return frames.taken();
    }

    /// What a packet of any size takes from `ids`.
    static List<Frame> of(PeerIds ids) {
        Frames frames = upTo(Integer.MAX_VALUE);
        ids.writeTo(frames);
        return frames.taken();
    }

    /// A sent frame about a connection ID.
    static SentFrame sent(SentFrame.Kind kind, long sequenceNumber) {
        SentFrames sent = new SentFrames();
        sent.add(kind, 0, sequenceNumber);
        SentFrame frame = new SentFrame();
        sent.read(0, frame);
        return frame;
    }

    List<Frame> taken() {
        return taken;
    }

    @Override
    public int remaining() {
        return 1000;
    }

    @Override
    public boolean offer(Frame frame) {
        return taken.size() < most && taken.add(frame);
    }

    @Override
    public long stream(long streamId, long offset, int length, boolean fin) {
        return NO_ROOM;
    }

    @Override
    public long crypto(long offset, int length) {
        return NO_ROOM;
    }

    @Override
    public byte[] array() {
        return new byte[0];
    }
}
