package dev.quoll.core.congestion;

/// Tells whether a packet was sent because the application had no more, and not because window or
/// pacer allowed no more: then its acknowledgment must not widen the window. *Confined*; one per
/// route.
///
/// A packet was limited by the network if, between its sending and its acknowledgment, data had to
/// wait for a window that was in use.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7.8 RFC 9002, section 7.8
public final class AppLimit {
    private static final long NEVER_HELD_BACK = -1;

    private long heldBackNanos = NEVER_HELD_BACK;

    /// Data was ready, but the window or the pacer made it wait. If only the pacer did so, while
    /// less than half of the window was in use, the window is wide enough.
    public void onHeldBack(long nowNanos, long bytesInFlight, long window) {
        if (2 * bytesInFlight >= window) {
            heldBackNanos = nowNanos;
        }
    }

    /// Whether a packet sent at `sentNanos` and acknowledged now was limited by the application.
    public boolean isAppLimited(long sentNanos) {
        return heldBackNanos < sentNanos;
    }
}
