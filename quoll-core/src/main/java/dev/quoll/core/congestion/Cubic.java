package dev.quoll.core.congestion;

import dev.quoll.core.spi.AckedPacket;
import dev.quoll.core.spi.CongestionController;
import dev.quoll.core.spi.CongestionSignal;
import dev.quoll.core.spi.CongestionSnapshot;
import dev.quoll.core.spi.CongestionSnapshot.Phase;

/// CUBIC: after congestion the window returns along a cubic curve to where it was, rests there, and
/// then looks for more. *Confined*.
///
/// The window is counted in bytes; where RFC 9438 counts segments, one is the largest datagram.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9438 RFC 9438: CUBIC
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7.3 RFC 9002, section 7.3
public final class Cubic implements CongestionController {
    /// What remains of the window after congestion (RFC 9438 §4.6).
    static final double BETA = 0.7;

    private static final int INITIAL_PACKETS = 10;
    private static final long INITIAL_BYTES = 14_720;
    private static final int MIN_PACKETS = 2;
    private static final long BEFORE_ALL = -1;

    private final CubicCurve curve = new CubicCurve();

    private int maxDatagramSize;

    /// A fraction of a byte counts: near the plateau an acknowledgment adds less than one.
    private double window;

    private long slowStartThreshold = Long.MAX_VALUE;

    /// When the last congestion was noticed. Packets sent up to then neither shrink the window
    /// again nor widen it.
    private long recoveryStartNanos = BEFORE_ALL;

    private boolean inRecovery;

    /// A controller with its initial window.
    public Cubic(int maxDatagramSize) {
        this.maxDatagramSize = maxDatagramSize;
        this.window = initialWindow(maxDatagramSize);
    }

    /// The window a route begins with (RFC 9002 §7.2).
    static long initialWindow(int maxDatagramSize) {
        long atMost = Math.max(INITIAL_BYTES, (long) MIN_PACKETS * maxDatagramSize);
        return Math.min((long) INITIAL_PACKETS * maxDatagramSize, atMost);
    }

    @Override
    public void onSent(long nowNanos, int bytes, long bytesInFlight) {}

    @Override
    public void onAcked(AckedPacket packet) {
        if (packet.sentNanos() <= recoveryStartNanos) {
            return; // RFC 9002 §7.3.2
        }
        inRecovery = false;
        if (packet.isAppLimited()) {
            return; // RFC 9002 §7.8
        }
        if (window < slowStartThreshold) {
            window += packet.bytes(); // RFC 9002 §7.3.1
        } else {
            window = curve.grow(window, maxDatagramSize, packet);
        }
    }

    @Override
    public void onCongestion(CongestionSignal signal, long nowNanos, long sentNanos) {
        if (signal == CongestionSignal.PERSISTENT) {
            collapse();
        } else if (sentNanos > recoveryStartNanos) {
            reduce(nowNanos);
        }
    }

    /// Once per round trip, whatever is lost or marked in it (RFC 9002 §7.3.2).
    private void reduce(long nowNanos) {
        recoveryStartNanos = nowNanos;
        inRecovery = true;
        curve.onCongestion(window);
        window = Math.max(window * BETA, (double) minWindow());
        slowStartThreshold = (long) window;
    }

    /// RFC 9002 §7.6.2: back to the minimum, and up again by slow start.
    private void collapse() {
        window = minWindow();
        recoveryStartNanos = BEFORE_ALL;
        inRecovery = false;
        curve.onTimeout();
    }

    @Override
    public void onMtuChanged(int newMaxDatagramSize) {
        boolean isInitial = window == initialWindow(maxDatagramSize);
        maxDatagramSize = newMaxDatagramSize;
        window =
                isInitial
                        ? initialWindow(newMaxDatagramSize) // RFC 9002 §7.2
                        : Math.max(window, (double) minWindow());
    }

    @Override
    public long window() {
        return (long) window;
    }

    @Override
    public CongestionSnapshot snapshot() {
        Phase phase =
                inRecovery
                        ? Phase.RECOVERY
                        : window < slowStartThreshold
                                ? Phase.SLOW_START
                                : Phase.CONGESTION_AVOIDANCE;
        return new CongestionSnapshot.LossBased(window(), slowStartThreshold, phase);
    }

    private long minWindow() {
        return (long) MIN_PACKETS * maxDatagramSize;
    }
}
