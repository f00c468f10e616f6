package dev.quoll.error;

/// This side has finished, reset, stopped or closed the stream, so it cannot be used any more.
public final class ClosedStreamException extends QuicException {
    private static final long serialVersionUID = 1L;

    public ClosedStreamException() {
        super("the stream was finished, reset, stopped or closed on this side", null);
    }
}
