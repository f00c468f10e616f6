package dev.quoll.core.stream;

/// What a read or write did, in one `long`: a value without an object. It is a count of bytes, at
/// least 0, where 0 for a wanted length above 0 means *not now*; or [#ENDED], [#GONE], or *aborted*
/// by the peer with an application error code.
public final class StreamResult {
    /// Nothing can be read or written now; an event tells when to try again.
    public static final long BLOCKED = 0;

    /// The application read to the end of the stream.
    public static final long ENDED = -1;

    /// There is no such half of a stream, or not any more: this side has finished, reset or stopped
    /// it, or has been told of its end before.
    public static final long GONE = -2;

    private static final long ABORTED = Long.MIN_VALUE;
    private static final long LOWEST_CODELESS = -16;

    private StreamResult() {}

    /// The peer gave up with `code`: by RESET_STREAM what is read, by STOP_SENDING what is written.
    public static long aborted(long code) {
        return ABORTED | code;
    }

    /// Whether the peer gave up; then [#code] says with which code.
    public static boolean isAborted(long result) {
        return result < LOWEST_CODELESS;
    }

    /// The code of an aborted stream, from 0 to 2^62-1.
    public static long code(long result) {
        assert isAborted(result);
        return result & ~ABORTED;
    }
}
