package dev.quoll.error;

/// The peer sent more than the limit that was given for reading a stream to its end.
public final class StreamTooLongException extends QuicException {
    private static final long serialVersionUID = 1L;

    private final int limit;

    public StreamTooLongException(int limit) {
        super(
                "the stream has more than "
                        + limit
                        + " bytes; raise the limit or read piece by piece",
                null);
        this.limit = limit;
    }

    /// The limit in bytes.
    public int limit() {
        return limit;
    }
}
