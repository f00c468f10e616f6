package dev.quoll.core.congestion;

import dev.quoll.core.spi.AckedPacket;
import dev.quoll.core.spi.CongestionController;
import dev.quoll.core.spi.CongestionSignal;
import dev.quoll.core.spi.CongestionSnapshot;
import dev.quoll.core.spi.CongestionSnapshot.Phase;
import dev.quoll.core.spi.RateSample;

/// CUBIC: after congestion the window returns along a cubic curve to where it was, rests there, and
/// then looks for more. The first slow start ends by [HyStart]. *Confined*.
///
/// The window is counted in bytes; where RFC 9438 counts segments, one is the largest datagram.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9438 RFC 9438: CUBIC
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7.3 RFC 9002, section 7.3
public final class Cubic implements CongestionController {
    /// What remains of the window after congestion (RFC 9438 §4.6).
    static final double BETA = 0.7;

    private final LossWindow window;
    private final HyStart hyStart = new HyStart();
    private final CubicCurve curve = new CubicCurve();

    /// The curve before the last reduction.
    private final CubicCurve priorCurve = new CubicCurve();

    /// A controller with its initial window.
    public Cubic(int maxDatagramSize) {
        window = new LossWindow(maxDatagramSize);
    }

    @Override
    public void onSent(long nowNanos, int bytes, long bytesInFlight) {}

    @Override
    public void onAcked(AckedPacket packet) {
        if (!window.onAcked(packet)) {
            return;
        }
        if (!window.isSlowStart()) {
            window.widenTo(curve.grow(window.bytes(), window.maxDatagramSize(), packet));
        } else if (window.isFirstSlowStart()) { // RFC 9406 §4.3: no later one
            window.widenTo(window.bytes() + hyStart.growth(packet.bytes()));
        } else {
            window.widenTo(window.bytes() + packet.bytes()); // RFC 9002 §7.3.1
        }
    }

    @Override
    public void onRateSample(RateSample sample) {
        if (window.isFirstSlowStart() && hyStart.onSample(sample)) {
            window.endSlowStart();
        }
    }

    @Override
    public void onCongestion(CongestionSignal signal, long nowNanos, long sentNanos) {
        if (signal == CongestionSignal.PERSISTENT) {
            window.collapse();
            curve.onTimeout();
        } else if (window.isNewSign(sentNanos)) {
            priorCurve.copy(curve);
            curve.onCongestion(window.bytes());
            window.reduce(BETA, nowNanos);
        }
    }

    /// RFC 9438 §4.9: as if nothing had been lost.
    @Override
    public void onSpuriousCongestion(long nowNanos) {
        window.undo();
        curve.copy(priorCurve);
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
        Phase phase = window.phase();
        if (phase == Phase.SLOW_START && window.isFirstSlowStart() && hyStart.isConservative()) {
            phase = Phase.CONSERVATIVE_SLOW_START;
        }
        return new CongestionSnapshot.Cubic(
                window(), pacingRate, window.slowStartThreshold(), phase, curve.plateau());
    }
}
