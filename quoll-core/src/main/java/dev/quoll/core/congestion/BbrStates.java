package dev.quoll.core.congestion;

import dev.quoll.core.spi.CongestionSnapshot.BbrState;
import dev.quoll.core.spi.LostPacket;
import dev.quoll.core.spi.RateSample;

import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// The states of BBR and what leads from one to the next. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section 5.3
final class BbrStates {
    private static final int STARTUP_LOST_RANGES = 6;
    private static final int MAX_DRAIN_ROUNDS = 3;
    private static final long PROBE_RTT_NANOS = 200_000_000;
    private static final long NOT_YET = -1;
    private static final long NONE = -2;

    private final BbrModel model;
    private final BbrWindow window;
    private final BandwidthSearch search;

    private BbrState state = BbrState.STARTUP;

    /// The state that losses ended, to go back to if they were none.
    private @Nullable BbrState undoState;

    private long drainStartRound;
    private int lostRanges;
    private long lastLostNumber = NONE;
    private boolean isRestarting;
    private long probeRttDoneNanos = NOT_YET;
    private boolean isProbeRttRoundDone;

    BbrStates(BbrModel model, BbrWindow window, RandomGenerator random) {
        this.model = model;
        this.window = window;
        this.search = new BandwidthSearch(model, window, random);
    }

    BbrState state() {
        return state;
    }

    static double pacingGain(BbrState state) {
        return switch (state) {
            case STARTUP -> 2.77;
            case DRAIN -> 0.5;
            case PROBE_BW_DOWN -> 0.9;
            case PROBE_BW_CRUISE, PROBE_BW_REFILL, PROBE_RTT -> 1;
            case PROBE_BW_UP -> 1.25;
        };
    }

    static double windowGain(BbrState state) {
        return switch (state) {
            case STARTUP, DRAIN, PROBE_BW_DOWN, PROBE_BW_CRUISE, PROBE_BW_REFILL -> 2;
            case PROBE_BW_UP -> 2.25;
            case PROBE_RTT -> 0.5;
        };
    }

    /// Whether it is one of those in which BBR spends its life.
    boolean isProbeBandwidth() {
        return switch (state) {
            case PROBE_BW_DOWN, PROBE_BW_CRUISE, PROBE_BW_REFILL, PROBE_BW_UP -> true;
            case STARTUP, DRAIN, PROBE_RTT -> false;
        };
    }

    /// Whether the sender tries to be faster than the network.
    boolean isProbing() {
        return switch (state) {
            case STARTUP, PROBE_BW_REFILL, PROBE_BW_UP -> true;
            case DRAIN, PROBE_BW_DOWN, PROBE_BW_CRUISE, PROBE_RTT -> false;
        };
    }

    /// An ACK frame was processed, and the model knows of it.
    void onSample(RateSample sample) {
        checkStartupDone(sample);
        checkDrainDone(sample);
        if (model.fullPipe.wasFull()) {
            advanceSearch(sample);
        }
        model.minRtt.onSample(sample);
        checkProbeRtt(sample);
        isRestarting &= sample.delivered() == 0;
    }

    /// A packet was lost.
    void onLost(LostPacket packet) {
        noteLoss();
        if (packet.packetNumber() != lastLostNumber + 1) {
            lostRanges++;
        }
        lastLostNumber = packet.packetNumber();
        if (search.isSampled()
                && BbrModel.isTooHigh(packet.lostSinceSent(), packet.inFlightWhenSent())) {
            double inFlight =
                    BbrModel.inflightAtLoss(
                            packet.inFlightWhenSent(), packet.lostSinceSent(), packet.bytes());
            onTooHigh(inFlight, packet.isAppLimited(), packet.nowNanos());
        }
    }

    /// The network marked packets: as good as too many losses, if BBR tries to be faster now. The
    /// draft leaves open what to do, but that marks are to be taken for congestion.
    void onMarked(long nowNanos) {
        noteLoss();
        if (state == BbrState.STARTUP) {
            endStartup();
            enterDrain();
        } else if (search.isSampled()) {
            onTooHigh(window.bytes(), false, nowNanos);
        }
    }

    /// Sending begins again after the application had nothing to send.
    void onRestart(long nowNanos) {
        isRestarting = true;
        model.aggregation.restart(nowNanos);
        if (state == BbrState.PROBE_RTT) {
            checkProbeRttDone(nowNanos);
        }
    }

    /// The losses were none: goes back to the search they ended.
    void undo(long nowNanos) {
        window.undo();
        model.fullPipe.reset(0);
        model.shortTerm.undo();
        model.longTerm.undo();
        if (undoState == BbrState.STARTUP && state != BbrState.STARTUP) {
            model.fullPipe.forget();
            if (state != BbrState.PROBE_RTT) {
                state = BbrState.STARTUP;
            }
        } else if (undoState == BbrState.PROBE_BW_UP
                && state != BbrState.PROBE_BW_UP
                && state != BbrState.PROBE_RTT) {
            state = search.refill();
        }
        undoState = null;
    }

    private void checkStartupDone(RateSample sample) {
        if (model.shortTerm.isRoundStart()) {
            if (state == BbrState.STARTUP
                    && lostRanges >= STARTUP_LOST_RANGES
                    && BbrModel.isTooHigh(sample.lostSinceSent(), sample.inFlightWhenSent())) {
                endStartup();
            }
            lostRanges = 0;
        }
        if (state == BbrState.STARTUP && model.fullPipe.wasFull()) {
            enterDrain();
        }
    }

    private void endStartup() {
        undoState = BbrState.STARTUP;
        model.fullPipe.markFull();
        model.longTerm.bound(Math.max(model.bdp(1), model.shortTerm.latestDelivered()));
    }

    private void enterDrain() {
        state = BbrState.DRAIN;
        drainStartRound = model.rounds.count();
    }

    private void checkDrainDone(RateSample sample) {
        if (state == BbrState.DRAIN
                && (sample.bytesInFlight() <= model.inflight(1, state)
                        || model.rounds.count() > drainStartRound + MAX_DRAIN_ROUNDS)) {
            state = search.slowDown(sample.nowNanos());
        }
    }

    private void advanceSearch(RateSample sample) {
        boolean isOver = search.onFeedback(sample, isProbeBandwidth());
        if (isOver) {
            state = search.refill();
            return;
        }
        search.raise(sample, state);
        if (isProbeBandwidth()) {
            state = search.next(state, sample);
        }
    }

    private void noteLoss() {
        if (model.shortTerm.onLoss(model.delivered())) {
            window.save(state);
            model.longTerm.remember();
            undoState = null;
        }
    }

    private void onTooHigh(double inFlight, boolean isAppLimited, long nowNanos) {
        search.onTooHigh(inFlight, isAppLimited);
        if (state == BbrState.PROBE_BW_UP) {
            undoState = state;
            state = search.slowDown(nowNanos);
        }
    }

    private void checkProbeRtt(RateSample sample) {
        if (state != BbrState.PROBE_RTT && model.minRtt.isProbeDue() && !isRestarting) {
            window.save(state);
            state = BbrState.PROBE_RTT;
            probeRttDoneNanos = NOT_YET;
            search.stop();
        }
        if (state == BbrState.PROBE_RTT) {
            holdQueueEmpty(sample);
        }
    }

    /// The queue is to be empty for 200 ms and a round trip.
    private void holdQueueEmpty(RateSample sample) {
        if (probeRttDoneNanos != NOT_YET) {
            isProbeRttRoundDone |= model.rounds.isStart();
            if (isProbeRttRoundDone) {
                checkProbeRttDone(sample.nowNanos());
            }
        } else if (sample.bytesInFlight() <= model.probeRttWindow(windowGain(state))) {
            probeRttDoneNanos = sample.nowNanos() + PROBE_RTT_NANOS;
            isProbeRttRoundDone = false;
            model.rounds.restart(model.delivered());
        }
    }

    private void checkProbeRttDone(long nowNanos) {
        if (probeRttDoneNanos == NOT_YET || nowNanos <= probeRttDoneNanos) {
            return;
        }
        model.minRtt.onProbed(nowNanos);
        window.restore();
        model.shortTerm.reset();
        if (model.fullPipe.wasFull()) {
            search.slowDown(nowNanos);
            state = BbrState.PROBE_BW_CRUISE; // what is in flight is low already
        } else {
            state = BbrState.STARTUP;
        }
    }
}
