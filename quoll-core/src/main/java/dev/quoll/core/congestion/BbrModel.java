package dev.quoll.core.congestion;

import dev.quoll.core.spi.CongestionSnapshot.BbrState;
import dev.quoll.core.spi.RateSample;

/// What BBR knows of the network: how fast it delivers, how long that takes without a queue, and
/// how much may be in flight. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section 5.5
final class BbrModel {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double LOSS_THRESHOLD = 0.02;
    private static final int MIN_PACKETS = 4;
    private static final int PROBE_UP_PACKETS = 2;
    private static final double QUANTUM_SECONDS = 1e-3;
    private static final double MAX_QUANTUM = 65_536;

    final Rounds rounds = new Rounds();
    final MaxBandwidth maxBandwidth = new MaxBandwidth();
    final MinRtt minRtt = new MinRtt();
    final AckAggregation aggregation = new AckAggregation();
    final FullPipe fullPipe = new FullPipe();
    final ShortTermBounds shortTerm = new ShortTermBounds();
    final LongTermInflight longTerm = new LongTermInflight();

    private int maxDatagramSize;
    private double bandwidth;
    private double pacingRate;
    private long delivered;

    BbrModel(int maxDatagramSize) {
        this.maxDatagramSize = maxDatagramSize;
    }

    void onMtuChanged(int newMaxDatagramSize) {
        maxDatagramSize = newMaxDatagramSize;
    }

    /// A packet was acknowledged.
    void onAcked(int bytes) {
        delivered += bytes;
    }

    /// An ACK frame was processed: takes its rates into account.
    ///
    /// @param isProbing whether the sender tries to be faster than the network
    void onSample(RateSample sample, double window, boolean isProbing) {
        delivered = sample.totalDelivered();
        shortTerm.onSample(sample);
        rounds.onSample(sample);
        maxBandwidth.onSample(sample);
        if (shortTerm.isRoundStart()) {
            if (!isProbing) {
                shortTerm.adapt(maxBandwidth.value(), window);
            }
            shortTerm.forgetLosses();
        }
        aggregation.onSample(sample, bandwidth, window, rounds, fullPipe.wasFull());
        fullPipe.onSample(sample, rounds);
    }

    /// The end of what an ACK frame causes.
    void finish(RateSample sample) {
        shortTerm.advance(sample);
        bandwidth = Math.min(maxBandwidth.value(), shortTerm.bandwidth());
    }

    /// The rate at which packets are sent has changed; it decides how large bursts are.
    void onPacingRate(double bytesPerSecond) {
        pacingRate = bytesPerSecond;
    }

    /// Bytes per second the network delivers.
    double bandwidth() {
        return bandwidth;
    }

    /// Bytes acknowledged so far.
    long delivered() {
        return delivered;
    }

    int maxDatagramSize() {
        return maxDatagramSize;
    }

    /// A multiple of what fits into the network at its bandwidth.
    double bdp(double gain) {
        return minRtt.nanos() == MinRtt.UNKNOWN
                ? InitialWindow.of(maxDatagramSize)
                : gain * bandwidth * minRtt.nanos() / NANOS_PER_SECOND;
    }

    /// How much may be in flight for a multiple of what fits into the network.
    double inflight(double gain, BbrState state) {
        return withBudget(bdp(gain), state);
    }

    /// The most that is useful in flight, bursts of acknowledgments included.
    double maxInflight(double gain, BbrState state) {
        return withBudget(bdp(gain) + aggregation.extra(), state);
    }

    /// What leaves room for others in the queue.
    double inflightWithHeadroom() {
        return longTerm.withHeadroom(maxDatagramSize, minWindow());
    }

    /// The window while the queue is emptied.
    double probeRttWindow(double gain) {
        return Math.max(bdp(gain), minWindow());
    }

    /// As few packets as keep both directions busy.
    double minWindow() {
        return (double) MIN_PACKETS * maxDatagramSize;
    }

    /// Whether more was lost than a queue should lose.
    static boolean isTooHigh(long lost, long inFlight) {
        return lost > inFlight * LOSS_THRESHOLD;
    }

    /// How much was in flight when the losses became too many, within the packet in which they did.
    static double inflightAtLoss(long inFlight, long lost, int bytes) {
        double inFlightBefore = (double) inFlight - bytes;
        double lostBefore = (double) lost - bytes;
        return inFlightBefore
                + (LOSS_THRESHOLD * inFlightBefore - lostBefore) / (1 - LOSS_THRESHOLD);
    }

    private double withBudget(double bytes, BbrState state) {
        double quantum = Math.min(pacingRate * QUANTUM_SECONDS, MAX_QUANTUM);
        double enough = Math.max(bytes, Math.max(quantum, minWindow()));
        return state == BbrState.PROBE_BW_UP ? enough + PROBE_UP_PACKETS * maxDatagramSize : enough;
    }
}
