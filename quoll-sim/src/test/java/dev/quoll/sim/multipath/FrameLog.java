package dev.quoll.sim.multipath;

import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.PathAckFrame;
import dev.quoll.core.id.Side;
import dev.quoll.sim.PlainPacket;
import dev.quoll.sim.Tap;
import dev.quoll.sim.datagram.Datagram;

import java.util.ArrayList;
import java.util.List;

/// The frames that were sent over the lines of a run, as far as they outlive their packet: STREAM
/// and others that only point into it are left out. Packets have to be plain. *Confined*.
final class FrameLog {
    /// A frame that was sent.
    ///
    /// @param line over which line
    /// @param from who sent it
    record Seen(int line, Side from, Frame frame) {}

    /// A PATH_ACK frame that was sent.
    ///
    /// @param line over which line
    /// @param from who sent it
    /// @param path whose packets arrived
    record Ack(int line, Side from, long path) {}

    private final List<Seen> frames = new ArrayList<>();
    private final List<Ack> acks = new ArrayList<>();

    /// Watches one direction of a line, at the sender's end.
    Tap tap(int line, Side from) {
        return new Tap(datagram -> watch(line, from, datagram));
    }

    private void watch(int line, Side from, Datagram datagram) {
        PlainPacket.forEachFrame(
                datagram,
                frame -> {
                    if (frame instanceof PathAckFrame ack) {
                        acks.add(new Ack(line, from, ack.pathId()));
                    } else if (frame instanceof Record) {
                        frames.add(new Seen(line, from, frame));
                    }
                });
    }

    /// Everything seen so far is forgotten.
    void forget() {
        frames.clear();
        acks.clear();
    }

    /// The frames of one kind that a side sent, oldest first.
    <F extends Frame> List<F> sentBy(Side side, Class<F> kind) {
        return frames.stream()
                .filter(seen -> seen.from() == side)
                .map(Seen::frame)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /// The frames of one kind that were sent over a line, by whomever.
    <F extends Frame> List<F> over(int line, Class<F> kind) {
        return frames.stream()
                .filter(seen -> seen.line() == line)
                .map(Seen::frame)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /// The PATH_ACK frames of both sides.
    List<Ack> acks() {
        return List.copyOf(acks);
    }
}
