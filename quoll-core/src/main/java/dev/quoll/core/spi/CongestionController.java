package dev.quoll.core.spi;

/// Decides how many bytes may be in flight on one network, and how fast they are sent. *Confined*
/// to its connection, which calls it while it holds its own state together: a controller answers at
/// once and never blocks.
///
/// Only packets that count in the bytes in flight are reported. Times are nanoseconds since the
/// endpoint began, and never fall. For an ACK frame the calls are [#onAcked] for each packet,
/// [#onCongestion] for marks, [#onLost] for each packet found lost by it and [#onCongestion] for
/// all of them, and [#onRateSample] at last. A timer may find losses too.
///
/// What cannot be left out has no default; a controller that goes by losses alone needs no more.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7 RFC 9002, section 7: Congestion Control
public interface CongestionController {
    /// The answer of [#pacingRate] of a controller that leaves pacing to window and round-trip
    /// time.
    long NO_RATE = 0;

    /// A packet was sent.
    ///
    /// @param bytesInFlight on the network, the packet included
    void onSent(long nowNanos, int bytes, long bytesInFlight);

    /// A packet is about to be sent while nothing is in flight, after the application had nothing
    /// to send.
    default void onRestart(long nowNanos) {}

    /// A packet was acknowledged. One ACK frame makes as many calls as it newly acknowledges
    /// packets, in ascending order of packet number.
    void onAcked(AckedPacket packet);

    /// A packet was lost. Probes for a larger MTU are not reported.
    default void onLost(LostPacket packet) {}

    /// The network is congested.
    ///
    /// @param sentNanos when the newest of the packets was sent that were lost or marked
    void onCongestion(CongestionSignal signal, long nowNanos, long sentNanos);

    /// All packets whose loss was the last [CongestionSignal#LOSS] that meant anything new, and
    /// those lost in the same round trip, have arrived after all: what was done because of it can
    /// be undone.
    default void onSpuriousCongestion(long nowNanos) {}

    /// All that an ACK frame says is said, and this is the sum of it.
    default void onRateSample(RateSample sample) {}

    /// The largest datagram the network carries has changed.
    ///
    /// @param maxDatagramSize in bytes, at least 1200
    void onMtuChanged(int maxDatagramSize);

    /// How many bytes may be in flight.
    long window();

    /// Bytes per second to send at, or [#NO_RATE].
    default long pacingRate() {
        return NO_RATE;
    }

    /// Whether the controller holds the sender back for reasons of its own, so that the rate at
    /// which packets now sent are delivered says nothing of the network.
    default boolean isHoldingBack() {
        return false;
    }

    /// What the controller thinks now, for statistics and logs.
    ///
    /// @param pacingRate bytes per second at which packets are spread, 0 while they are not
    CongestionSnapshot snapshot(long pacingRate);
}
