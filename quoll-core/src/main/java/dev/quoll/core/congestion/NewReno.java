package dev.quoll.core.congestion;

import dev.quoll.core.spi.AckedPacket;
import dev.quoll.core.spi.CongestionController;
import dev.quoll.core.spi.CongestionSignal;
import dev.quoll.core.spi.CongestionSnapshot;

/// NewReno: half the window for a loss, and a packet more in every round trip without one.
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#appendix-B RFC 9002, appendix B
public final class NewReno implements CongestionController {
    /// What remains of the window after congestion (RFC 9002 §7.3.2).
    private static final double REDUCTION = 0.5;

    private final LossWindow window;

    /// A controller with its initial window.
    public NewReno(int maxDatagramSize) {
        window = new LossWindow(maxDatagramSize);
    }

    @Override
    public void onSent(long nowNanos, int bytes, long bytesInFlight) {}

    @Override
    public void onAcked(AckedPacket packet) {
        if (window.onAcked(packet)) {
            double share =
                    window.isSlowStart()
                            ? 1 // RFC 9002 §7.3.1
                            : window.maxDatagramSize() / window.bytes(); // RFC 9002 §7.3.3
            window.widenTo(window.bytes() + share * packet.bytes());
        }
    }

    @Override
    public void onCongestion(CongestionSignal signal, long nowNanos, long sentNanos) {
        if (signal == CongestionSignal.PERSISTENT) {
            window.collapse();
        } else if (window.isNewSign(sentNanos)) {
            window.reduce(REDUCTION, nowNanos);
        }
    }

    @Override
    public void onSpuriousCongestion(long nowNanos) {
        window.undo();
    }

    @Override
    public void onMtuChanged(int maxDatagramSize) {
        window.onMtuChanged(maxDatagramSize);
    }

    @Override
    public long window() {
        return window.wholeBytes();
    }

    @Override
    public CongestionSnapshot snapshot(long pacingRate) {
        return new CongestionSnapshot.NewReno(
                window(), pacingRate, window.slowStartThreshold(), window.phase());
    }
}
