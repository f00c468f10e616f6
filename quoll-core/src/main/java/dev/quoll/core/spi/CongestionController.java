package dev.quoll.core.spi;

/// Decides how many bytes may be in flight on one route. *Confined* to its connection, which calls
/// it while it holds its own state together: a controller answers at once and never blocks.
///
/// Only packets that count in the bytes in flight are reported. Times are nanoseconds since the
/// endpoint began, and never fall.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7 RFC 9002, section 7: Congestion Control
public interface CongestionController {
    /// The answer of [#pacingRate] of a controller that leaves pacing to window and round-trip
    /// time.
    long NO_RATE = 0;

    /// A packet was sent.
    ///
    /// @param bytesInFlight on the route, the packet included
    void onSent(long nowNanos, int bytes, long bytesInFlight);

    /// A packet was acknowledged. One ACK frame makes as many calls as it newly acknowledges
    /// packets, in ascending order of packet number.
    void onAcked(AckedPacket packet);

    /// The network is congested.
    ///
    /// @param sentNanos when the newest of the packets was sent that were lost or marked
    void onCongestion(CongestionSignal signal, long nowNanos, long sentNanos);

    /// The largest datagram the route carries has changed.
    ///
    /// @param maxDatagramSize in bytes, at least 1200
    void onMtuChanged(int maxDatagramSize);

    /// How many bytes may be in flight.
    long window();

    /// Bytes per second to send at, or [#NO_RATE].
    default long pacingRate() {
        return NO_RATE;
    }

    /// What the controller thinks now, for statistics and logs.
    CongestionSnapshot snapshot();
}
