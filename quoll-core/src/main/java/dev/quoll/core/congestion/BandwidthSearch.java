package dev.quoll.core.congestion;

import dev.quoll.core.spi.CongestionSnapshot.BbrState;
import dev.quoll.core.spi.RateSample;

import java.util.random.RandomGenerator;

/// The cycle in which BBR looks for more bandwidth: empties the queue, cruises, fills the network
/// and then sends faster than it delivers. A search that caused too many losses is followed by one
/// that stops where they began, and only if that goes well by a full one. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section
///   5.3.3
final class BandwidthSearch {
    /// What the acknowledgments that arrive now are about.
    private enum Feedback {
        NONE,
        REFILLING,
        STARTING,
        SEARCHING,
        STOPPING
    }

    /// In a network with so many packets the search keeps pace with Reno; in larger ones it is
    /// faster.
    private static final int MAX_RENO_ROUNDS = 63;

    private static final long MIN_WAIT_NANOS = 2_000_000_000;
    private static final long MAX_EXTRA_WAIT_NANOS = 1_000_000_000;

    private final BbrModel model;
    private final BbrWindow window;
    private final RandomGenerator random;

    private Feedback feedback = Feedback.NONE;
    private boolean isSampled;
    private boolean wasTooHigh;
    private boolean wasPrecautionary;
    private long cycleStartNanos;
    private long waitNanos;

    /// Rounds before this one do not count as waiting.
    private long waitStartRound;

    BandwidthSearch(BbrModel model, BbrWindow window, RandomGenerator random) {
        this.model = model;
        this.window = window;
        this.random = random;
    }

    /// Whether what arrives now was sent in a search that was not yet found to go too far.
    boolean isSampled() {
        return isSampled;
    }

    /// Sends less than the network delivers for a while, as at the end of every search.
    BbrState slowDown(long nowNanos) {
        model.shortTerm.resetSignals();
        model.longTerm.afterSearch();
        waitStartRound = model.rounds.count() - random.nextInt(2);
        waitNanos = MIN_WAIT_NANOS + random.nextLong(MAX_EXTRA_WAIT_NANOS);
        cycleStartNanos = nowNanos;
        stop();
        return BbrState.PROBE_BW_DOWN;
    }

    /// Sends as fast as the network delivers, up to the long-term bound, before it sends faster.
    BbrState refill() {
        model.shortTerm.reset();
        model.longTerm.beforeSearch();
        wasPrecautionary = false;
        feedback = Feedback.REFILLING;
        model.rounds.restart(model.delivered());
        return BbrState.PROBE_BW_REFILL;
    }

    /// What arrives in the next round trip was still sent in the search.
    void stop() {
        feedback = Feedback.STOPPING;
        model.rounds.restart(model.delivered());
    }

    /// So much in flight caused too many losses.
    void onTooHigh(double inFlight, boolean isAppLimited) {
        wasTooHigh = true;
        isSampled = false; // once in a search
        if (!isAppLimited) {
            model.longTerm.bound(Math.max(inFlight, targetInflight() * Bbr.BETA));
        }
    }

    /// An ACK frame was processed: tells what it is about.
    ///
    /// @return whether a cautious search went well, and a full one is to follow at once
    boolean onFeedback(RateSample sample, boolean isProbeBandwidth) {
        if (!model.rounds.isStart()) {
            return false;
        }
        if (feedback == Feedback.STARTING) {
            feedback = Feedback.SEARCHING;
        } else if (feedback == Feedback.STOPPING) {
            isSampled = false;
            feedback = Feedback.NONE;
            if (isProbeBandwidth && !sample.isAppLimited()) {
                model.maxBandwidth.advance();
            }
            return isProbeBandwidth && wasPrecautionary && !wasTooHigh;
        }
        return false;
    }

    /// Raises the long-term bound if what was in flight was not too much.
    void raise(RateSample sample, BbrState state) {
        LongTermInflight longTerm = model.longTerm;
        if (BbrModel.isTooHigh(sample.lostSinceSent(), sample.inFlightWhenSent())
                || longTerm.bytes() == LongTermInflight.NONE) {
            return;
        }
        longTerm.atLeast(sample.inFlightWhenSent());
        if (state == BbrState.PROBE_BW_UP && isBound()) {
            longTerm.grow(sample, window.bytes(), model.maxDatagramSize(), model.rounds.isStart());
        }
    }

    /// The state that follows `state`, mostly itself.
    BbrState next(BbrState state, RateSample sample) {
        return switch (state) {
            case PROBE_BW_DOWN -> {
                if (isTimeToSearch(sample.nowNanos())) {
                    yield refill();
                }
                yield isTimeToCruise(sample, state) ? BbrState.PROBE_BW_CRUISE : state;
            }
            case PROBE_BW_CRUISE -> isTimeToSearch(sample.nowNanos()) ? refill() : state;
            case PROBE_BW_REFILL -> model.rounds.isStart() ? speedUp(sample) : state;
            case PROBE_BW_UP -> {
                if (!isTimeToSlowDown(sample)) {
                    yield state;
                }
                wasTooHigh = false; // no losses are known yet
                yield slowDown(sample.nowNanos());
            }
            case STARTUP, DRAIN, PROBE_RTT -> state;
        };
    }

    private BbrState speedUp(RateSample sample) {
        isSampled = true;
        feedback = Feedback.STARTING;
        model.rounds.restart(model.delivered());
        model.fullPipe.reset(sample.deliveryRate());
        model.longTerm.steepen(window.bytes(), model.maxDatagramSize());
        return BbrState.PROBE_BW_UP;
    }

    private boolean isTimeToSearch(long nowNanos) {
        double packets = targetInflight() / model.maxDatagramSize();
        return nowNanos > cycleStartNanos + waitNanos
                || model.rounds.count() - waitStartRound >= Math.min(packets, MAX_RENO_ROUNDS);
    }

    private boolean isTimeToCruise(RateSample sample, BbrState state) {
        return sample.bytesInFlight() <= model.inflightWithHeadroom()
                && sample.bytesInFlight() <= model.inflight(1, state);
    }

    private boolean isTimeToSlowDown(RateSample sample) {
        if (wasTooHigh && sample.bytesInFlight() >= model.longTerm.bytes()) {
            wasPrecautionary = true;
            return true;
        }
        if (isBound()) {
            model.fullPipe.reset(sample.deliveryRate()); // the bound hides what there is
            return false;
        }
        return model.fullPipe.isFull();
    }

    /// Whether the long-term bound keeps the sender from sending more.
    private boolean isBound() {
        return window.isLimiting() && window.bytes() >= model.longTerm.bytes();
    }

    private double targetInflight() {
        return Math.min(model.bdp(1), window.bytes());
    }
}
