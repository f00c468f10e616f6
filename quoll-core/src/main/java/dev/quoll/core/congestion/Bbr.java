package dev.quoll.core.congestion;

import dev.quoll.core.spi.AckedPacket;
import dev.quoll.core.spi.CongestionController;
import dev.quoll.core.spi.CongestionSignal;
import dev.quoll.core.spi.CongestionSnapshot;
import dev.quoll.core.spi.CongestionSnapshot.BbrState;
import dev.quoll.core.spi.LostPacket;
import dev.quoll.core.spi.RateSample;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// BBR, version 3: measures how fast the network delivers and how long a packet takes without a
/// queue, sends at that rate, and keeps in flight what then fits into the network. Losses count
/// where there are many of them. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control
public final class Bbr implements CongestionController {
    /// What losses leave of a bound at least.
    static final double BETA = 0.7;

    /// A little less than the bandwidth is sent, so that a queue empties in time.
    private static final double PACING_MARGIN = 0.99;

    private static final double NANOS_PER_SECOND = 1e9;

    private final BbrModel model;
    private final BbrWindow window;
    private final BbrStates states;

    /// Bytes per second; 0 before the first sample of the round-trip time.
    private double pacingRate;

    /// A controller with its initial window.
    ///
    /// @param random decides when to look for bandwidth, so that not all senders do at once
    public Bbr(int maxDatagramSize, RandomGenerator random) {
        model = new BbrModel(maxDatagramSize);
        window = new BbrWindow(model);
        states = new BbrStates(model, window, random);
    }

    @Override
    public void onSent(long nowNanos, int bytes, long bytesInFlight) {
        window.onSent(bytesInFlight);
    }

    @Override
    public void onRestart(long nowNanos) {
        states.onRestart(nowNanos);
        if (states.isProbeBandwidth()) {
            pace(1);
        }
    }

    @Override
    public void onAcked(AckedPacket packet) {
        model.onAcked(packet.bytes());
        window.onAcked(packet.sentNanos());
    }

    @Override
    public void onLost(LostPacket packet) {
        states.onLost(packet);
    }

    @Override
    public void onCongestion(CongestionSignal signal, long nowNanos, long sentNanos) {
        switch (signal) {
            case LOSS -> window.onLoss(nowNanos, sentNanos);
            case ECN_CE -> states.onMarked(nowNanos);
            case PERSISTENT -> window.collapse();
        }
    }

    @Override
    public void onSpuriousCongestion(long nowNanos) {
        states.undo(nowNanos);
    }

    @Override
    public void onRateSample(RateSample sample) {
        model.onSample(sample, window.bytes(), states.isProbing());
        states.onSample(sample);
        model.finish(sample);
        if (pacingRate == 0 && sample.rttNanos() > 0) {
            pacingRate =
                    BbrStates.pacingGain(BbrState.STARTUP)
                            * InitialWindow.of(model.maxDatagramSize())
                            * NANOS_PER_SECOND
                            / sample.rttNanos();
        }
        pace(BbrStates.pacingGain(states.state()));
        window.onSample(sample, states.state());
    }

    @Override
    public void onMtuChanged(int maxDatagramSize) {
        window.onMtuChanged(maxDatagramSize);
    }

    @Override
    public long window() {
        return (long) window.bytes();
    }

    @Override
    public long pacingRate() {
        return (long) pacingRate;
    }

    /// While the queue is emptied, rates are low for that reason.
    @Override
    public boolean isHoldingBack() {
        return states.state() == BbrState.PROBE_RTT;
    }

    @Override
    public CongestionSnapshot snapshot(long currentPacingRate) {
        long minRttNanos = model.minRtt.nanos();
        return new CongestionSnapshot.Bbr(
                window(),
                currentPacingRate,
                states.state(),
                (long) model.bandwidth(),
                minRttNanos == MinRtt.UNKNOWN ? Duration.ZERO : Duration.ofNanos(minRttNanos),
                (long) model.longTerm.bytes(),
                (long) model.shortTerm.inflight());
    }

    /// Startup never becomes slower, because what the application leaves out may look like that.
    private void pace(double gain) {
        double rate = gain * model.bandwidth() * PACING_MARGIN;
        if (model.fullPipe.wasFull() || rate > pacingRate) {
            pacingRate = rate;
            model.onPacingRate(rate);
        }
    }
}
