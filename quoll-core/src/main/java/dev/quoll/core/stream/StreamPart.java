package dev.quoll.core.stream;

import dev.quoll.core.delivery.FrameSink;

/// One half of a stream: what [SendStream] and [ReceiveStream] share, so that tables and queues can
/// hold them. *Confined*.
abstract sealed class StreamPart permits SendStream, ReceiveStream {
    /// Whether it is in a [ControlQueue]; that queue's alone.
    boolean queuedForControl;

    /// Whether [EventQueue] holds that it is readable or writable; that queue's alone.
    boolean announced;

    private final long id;

    StreamPart(long id) {
        this.id = id;
    }

    /// The stream's ID.
    final long id() {
        return id;
    }

    /// Whether a control frame of this stream is wanted.
    abstract boolean hasControl();

    /// Offers the control frames that are wanted.
    ///
    /// @return false if one of them did not fit
    abstract boolean writeControl(FrameSink sink);

    /// Whether nothing can happen to this half any more that the application or the peer must know.
    abstract boolean isDone();
}
