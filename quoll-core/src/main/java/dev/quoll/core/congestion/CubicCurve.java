package dev.quoll.core.congestion;

import dev.quoll.core.spi.AckedPacket;

/// The growth of CUBIC's window in congestion avoidance: the cubic curve, and the window that Reno
/// would have, of which the larger counts. *Confined*.
///
/// Windows are bytes, times seconds since the stage of congestion avoidance began. Time in which
/// the application left the window unused does not count (RFC 9438 §5.8).
///
/// @spec https://www.rfc-editor.org/rfc/rfc9438#section-4 RFC 9438, section 4
final class CubicCurve {
    private static final double C = 0.4;
    private static final double BETA = Cubic.BETA;
    private static final double NANOS_PER_SECOND = 1e9;

    /// How many segments Reno adds a round trip, to be as fast on average as with a factor of 0.5.
    private static final double RENO_ALPHA = 3 * (1 - BETA) / (1 + BETA); // RFC 9438 §4.3

    /// Where the curve is flat: about where the last congestion was.
    private double maxWindow;

    /// The window before the last reduction.
    private double priorWindow;

    private boolean began;
    private boolean afterTimeout;
    private double elapsed;
    private double timeToMax;
    private double renoWindow;
    private long grownNanos;

    /// The window is about to be reduced because of congestion.
    void onCongestion(double window) {
        boolean fell = window < maxWindow;
        maxWindow = fell ? window * (1 + BETA) / 2 : window; // RFC 9438 §4.7: fast convergence
        priorWindow = window;
        began = false;
        afterTimeout = false;
    }

    /// Nothing arrived for long: the next stage starts at its own plateau (RFC 9438 §4.8).
    void onTimeout() {
        began = false;
        afterTimeout = true;
    }

    /// Becomes what another curve is.
    void copy(CubicCurve other) {
        maxWindow = other.maxWindow;
        priorWindow = other.priorWindow;
        began = other.began;
        afterTimeout = other.afterTimeout;
        elapsed = other.elapsed;
        timeToMax = other.timeToMax;
        renoWindow = other.renoWindow;
        grownNanos = other.grownNanos;
    }

    /// Where the curve is flat, in bytes; 0 before the first congestion.
    long plateau() {
        return (long) maxWindow;
    }

    /// The window after a packet was acknowledged.
    double grow(double window, int segment, AckedPacket packet) {
        if (!began) {
            begin(window, segment, packet.nowNanos());
        }
        advance(packet);
        growReno(window, segment, packet.bytes());
        if (at(elapsed, segment) < renoWindow) {
            return Math.max(window, renoWindow); // RFC 9438 §4.3
        }
        double target = at(elapsed + packet.smoothedRttNanos() / NANOS_PER_SECOND, segment);
        double bounded = Math.clamp(target, window, 1.5 * window); // RFC 9438 §4.4, §4.5
        return window + (bounded - window) * packet.bytes() / window;
    }

    private void begin(double window, int segment, long nowNanos) {
        began = true;
        elapsed = 0;
        grownNanos = nowNanos;
        renoWindow = window;
        if (afterTimeout || maxWindow <= window) {
            maxWindow = window;
        }
        timeToMax = Math.cbrt((maxWindow - window) / segment / C); // RFC 9438 §4.2
    }

    /// Lets the time pass since the last growth, but not time before the packet was sent: then
    /// nothing that counts was under way.
    private void advance(AckedPacket packet) {
        long sinceNanos = Math.max(grownNanos, packet.sentNanos());
        elapsed += Math.max(0, packet.nowNanos() - sinceNanos) / NANOS_PER_SECOND;
        grownNanos = packet.nowNanos();
    }

    private void growReno(double window, int segment, int bytes) {
        double alpha = renoWindow < priorWindow ? RENO_ALPHA : 1; // RFC 9438 §4.3
        renoWindow += alpha * segment * bytes / window;
    }

    /// The height of the curve at a time.
    private double at(double time, int segment) {
        double fromMax = time - timeToMax;
        return C * fromMax * fromMax * fromMax * segment + maxWindow;
    }
}
