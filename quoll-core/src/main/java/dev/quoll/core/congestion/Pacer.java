package dev.quoll.core.congestion;

import dev.quoll.core.spi.CongestionController;

/// Spreads what the window allows over the round trip: a bucket of bytes that fills at the pacing
/// rate. *Confined*; one per route.
///
/// The bucket holds 2 ms of the rate, within 10 and 256 packets; where 10 packets are more than 10
/// ms of the rate it holds those 10 ms, and never less than 2 packets. Before the first sample of
/// the round-trip time nothing is paced, for the initial window may leave at once; unless the
/// application set a limit, which holds from the first byte.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7.7 RFC 9002, section 7.7: Pacing
public final class Pacer {
    /// The answer of [#budget] when nothing is paced.
    public static final int UNPACED = Integer.MAX_VALUE;

    /// As a limit of the rate: none.
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final double GAIN = 1.25;
    private static final double NANOS_PER_SECOND = 1e9;

    private static final long BURST_NANOS = 2_000_000;
    private static final long MAX_BURST_NANOS = 10_000_000;
    private static final long QUANTUM_NANOS = 1_000_000;
    private static final int MIN_BURST_PACKETS = 10;
    private static final int MAX_BURST_PACKETS = 256;
    private static final int LEAST_PACKETS = 2;

    /// Waited for in addition, so that rounding leaves no byte missing at the end of a wait.
    private static final double SLACK_BYTES = 1e-3;

    /// Bytes per nanosecond, infinite without a limit.
    private final double maxRate;

    private int maxDatagramSize;
    private boolean paces;

    /// Bytes per nanosecond.
    private double rate;

    private long capacity;
    private double credit;
    private long filledNanos;

    /// A pacer that lets everything through until it knows a rate.
    ///
    /// @param maxBytesPerSecond the most it ever lets through, at least 1, or [#UNLIMITED]
    public Pacer(int maxDatagramSize, long maxBytesPerSecond) {
        this.maxDatagramSize = maxDatagramSize;
        if (maxBytesPerSecond == UNLIMITED) {
            maxRate = Double.POSITIVE_INFINITY;
        } else {
            maxRate = maxBytesPerSecond / NANOS_PER_SECOND;
            begin(maxRate, 0);
        }
    }

    /// The window or the round-trip time has changed.
    ///
    /// @param window bytes that may be in flight
    /// @param smoothedRttNanos after the first sample; at least 1
    /// @param controllerRate bytes per second, or [CongestionController#NO_RATE]
    public void onWindow(long window, long smoothedRttNanos, long controllerRate, long nowNanos) {
        fill(nowNanos);
        double wanted =
                controllerRate == CongestionController.NO_RATE
                        ? GAIN * window / smoothedRttNanos
                        : controllerRate / NANOS_PER_SECOND;
        if (paces) {
            rate = Math.min(wanted, maxRate);
            updateCapacity();
        } else {
            begin(wanted, nowNanos);
        }
    }

    /// Bytes per second let through on average, 0 if nothing is paced yet.
    public long bytesPerSecond() {
        return paces ? Math.round(rate * NANOS_PER_SECOND) : 0;
    }

    /// The largest datagram the route carries has changed.
    public void onMtuChanged(int newMaxDatagramSize) {
        maxDatagramSize = newMaxDatagramSize;
        updateCapacity();
    }

    /// Bytes were sent, paced or not: a probe takes credit too, and may take what is not there.
    public void onSent(int bytes, long nowNanos) {
        fill(nowNanos);
        credit = Math.max(credit - bytes, (double) -capacity);
    }

    /// How many bytes may be sent now, at least 0; [#UNPACED] if any number.
    public int budget(long nowNanos) {
        if (!paces) {
            return UNPACED;
        }
        fill(nowNanos);
        return (int) Math.max(credit, 0);
    }

    /// When `bytes` may be sent; for more than the bucket holds, when it is full. `nowNanos` if at
    /// once.
    public long earliestSendNanos(int bytes, long nowNanos) {
        fill(nowNanos);
        double missing = Math.min(bytes, capacity) - credit;
        return !paces || missing <= 0
                ? nowNanos
                : nowNanos + (long) Math.ceil((missing + SLACK_BYTES) / rate);
    }

    /// How many bytes are worth waiting for, so that a batch is more than a packet: 1 ms of the
    /// rate, at least 2 packets.
    public int quantum() {
        return (int) clamp(rate * QUANTUM_NANOS, LEAST_PACKETS, MAX_BURST_PACKETS);
    }

    private void begin(double firstRate, long nowNanos) {
        paces = true;
        rate = firstRate;
        updateCapacity();
        credit = capacity;
        filledNanos = nowNanos;
    }

    private void fill(long nowNanos) {
        if (paces && nowNanos > filledNanos) {
            credit = Math.min((double) capacity, credit + (nowNanos - filledNanos) * rate);
            filledNanos = nowNanos;
        }
    }

    private void updateCapacity() {
        double burst = clamp(rate * BURST_NANOS, MIN_BURST_PACKETS, MAX_BURST_PACKETS);
        double longest = Math.min(burst, rate * MAX_BURST_NANOS);
        capacity = Math.round(clamp(longest, LEAST_PACKETS, MAX_BURST_PACKETS));
        credit = Math.min(credit, (double) capacity);
    }

    private double clamp(double bytes, int minPackets, int maxPackets) {
        return Math.clamp(
                bytes,
                (double) minPackets * maxDatagramSize,
                (double) maxPackets * maxDatagramSize);
    }
}
