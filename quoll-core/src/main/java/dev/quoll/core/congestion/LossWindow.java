package dev.quoll.core.congestion;

import dev.quoll.core.spi.AckedPacket;
import dev.quoll.core.spi.CongestionSnapshot;
import dev.quoll.core.spi.CongestionSnapshot.Phase;

/// The window of a controller that goes by losses: slow start, one reduction in a round trip, and
/// its undoing. How it grows after slow start, and by how much it shrinks, is the controller's.
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7.3 RFC 9002, section 7.3
final class LossWindow {
    private static final long BEFORE_ALL = -1;

    private int maxDatagramSize;

    /// A fraction of a byte counts: an acknowledgment may add less than one.
    private double bytes;

    private long slowStartThreshold = CongestionSnapshot.UNLIMITED;

    /// When the last congestion was noticed. Packets sent up to then neither shrink the window
    /// again nor widen it.
    private long recoveryStartNanos = BEFORE_ALL;

    private boolean inRecovery;

    /// What the last reduction changed.
    private double priorBytes;

    private long priorThreshold = CongestionSnapshot.UNLIMITED;
    private long priorRecoveryStartNanos = BEFORE_ALL;

    LossWindow(int maxDatagramSize) {
        this.maxDatagramSize = maxDatagramSize;
        this.bytes = InitialWindow.of(maxDatagramSize);
    }

    double bytes() {
        return bytes;
    }

    long wholeBytes() {
        return (long) bytes;
    }

    int maxDatagramSize() {
        return maxDatagramSize;
    }

    long slowStartThreshold() {
        return slowStartThreshold;
    }

    boolean isSlowStart() {
        return bytes < slowStartThreshold;
    }

    /// Whether there was no congestion yet.
    boolean isFirstSlowStart() {
        return slowStartThreshold == CongestionSnapshot.UNLIMITED;
    }

    /// A packet was acknowledged.
    ///
    /// @return whether it may widen the window
    boolean onAcked(AckedPacket packet) {
        if (packet.sentNanos() <= recoveryStartNanos) {
            return false; // RFC 9002 §7.3.2
        }
        inRecovery = false;
        return !packet.isAppLimited(); // RFC 9002 §7.8
    }

    void widenTo(double newBytes) {
        bytes = newBytes;
    }

    /// The window is wide enough without a loss having said so.
    void endSlowStart() {
        slowStartThreshold = (long) bytes;
    }

    /// Whether packets sent up to `sentNanos` are a new sign of congestion: once in a round trip,
    /// whatever is lost or marked in it (RFC 9002 §7.3.2).
    boolean isNewSign(long sentNanos) {
        return sentNanos > recoveryStartNanos;
    }

    /// Leaves a part of the window.
    void reduce(double factor, long nowNanos) {
        priorBytes = bytes;
        priorThreshold = slowStartThreshold;
        priorRecoveryStartNanos = recoveryStartNanos;
        recoveryStartNanos = nowNanos;
        inRecovery = true;
        bytes = Math.max(bytes * factor, minimum());
        slowStartThreshold = (long) bytes;
    }

    /// RFC 9002 §7.6.2: back to the minimum, and up again by slow start.
    void collapse() {
        bytes = minimum();
        recoveryStartNanos = BEFORE_ALL;
        inRecovery = false;
    }

    /// As if the last reduction had not been.
    void undo() {
        bytes = Math.max(bytes, priorBytes);
        slowStartThreshold = priorThreshold;
        recoveryStartNanos = priorRecoveryStartNanos;
        inRecovery = false;
    }

    void onMtuChanged(int newMaxDatagramSize) {
        boolean isInitial = bytes == InitialWindow.of(maxDatagramSize);
        maxDatagramSize = newMaxDatagramSize;
        bytes =
                isInitial
                        ? InitialWindow.of(newMaxDatagramSize) // RFC 9002 §7.2
                        : Math.max(bytes, minimum());
    }

    Phase phase() {
        if (inRecovery) {
            return Phase.RECOVERY;
        }
        return isSlowStart() ? Phase.SLOW_START : Phase.CONGESTION_AVOIDANCE;
    }

    private double minimum() {
        return InitialWindow.minimum(maxDatagramSize);
    }
}
