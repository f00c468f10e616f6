package dev.quoll.core.congestion;

/// The smallest window and the one to begin with.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7.2 RFC 9002, section 7.2
final class InitialWindow {
    private static final int PACKETS = 10;
    private static final long BYTES = 14_720;
    private static final int MIN_PACKETS = 2;

    private InitialWindow() {}

    /// The window a network begins with.
    static long of(int maxDatagramSize) {
        return Math.min(
                (long) PACKETS * maxDatagramSize, Math.max(BYTES, minimum(maxDatagramSize)));
    }

    /// The window that congestion leaves at least.
    static long minimum(int maxDatagramSize) {
        return (long) MIN_PACKETS * maxDatagramSize;
    }
}
