package dev.quoll.core.delivery;

import dev.quoll.core.frame.Frame;

import java.util.ArrayList;
import java.util.List;

/// A packet that takes a number of control frames and shows them; for data it has no room.
public final class ControlFrames implements FrameSink {
    private final int most;
    private final List<Frame> taken = new ArrayList<>();

    private ControlFrames(int most) {
        this.most = most;
    }

    /// A packet of any size.
    public static ControlFrames any() {
        return upTo(Integer.MAX_VALUE);
    }

    /// A packet that takes `most` frames.
    public static ControlFrames upTo(int most) {
        return new ControlFrames(most);
    }

    /// The frames it took.
    public List<Frame> taken() {
        return taken;
    }

    @Override
    public int remaining() {
        return most - taken.size();
    }

    @Override
    public boolean offer(Frame frame) {
        return remaining() > 0 && taken.add(frame);
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
