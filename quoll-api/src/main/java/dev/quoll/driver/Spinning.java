package dev.quoll.driver;

import java.time.Duration;

/// Whether who has the turn looks for datagrams again at once, in place of a wait in which its
/// processor may fall asleep: for a time after each datagram, as long as they follow one another so
/// quickly that the next one is likely to come within it. *Confined* to who has the turn.
final class Spinning {
    /// A datagram that was waited for asleep comes later than one that was looked for.
    private static final int GAPS = 2;

    private final long mostNanos;
    private long receivedNanos;
    private boolean isWorthwhile;

    /// @param most after a datagram; zero if there is to be none
    Spinning(Duration most) {
        mostNanos = most.toNanos();
    }

    /// Something has been received.
    void onReceived(long nowNanos) {
        isWorthwhile = nowNanos - receivedNanos <= GAPS * mostNanos;
        receivedNanos = nowNanos;
    }

    /// Whether to look again rather than to wait.
    boolean goesOn(long nowNanos) {
        return isWorthwhile && nowNanos - receivedNanos < mostNanos;
    }
}
