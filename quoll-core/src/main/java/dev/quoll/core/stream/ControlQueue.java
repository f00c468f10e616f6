package dev.quoll.core.stream;

import dev.quoll.core.delivery.FrameSink;

import java.util.ArrayDeque;

/// The halves of streams that want to send control frames, each once, in the order they came.
/// *Confined*.
final class ControlQueue {
    private final ArrayDeque<StreamPart> queue = new ArrayDeque<>(0);

    /// Adds a half if it wants a control frame and is not here yet.
    void add(StreamPart part) {
        if (part.hasControl() && !part.queuedForControl) {
            part.queuedForControl = true;
            queue.addLast(part);
        }
    }

    /// Whether a control frame is wanted.
    boolean hasFrames() {
        StreamPart head = queue.peekFirst();
        while (head != null && !head.hasControl()) {
            queue.removeFirst();
            head.queuedForControl = false;
            head = queue.peekFirst();
        }
        return head != null;
    }

    /// Offers what is wanted.
    ///
    /// @return false if something did not fit
    boolean writeTo(FrameSink sink) {
        while (hasFrames()) {
            if (!queue.getFirst().writeControl(sink)) {
                return false;
            }
        }
        return true;
    }
}
