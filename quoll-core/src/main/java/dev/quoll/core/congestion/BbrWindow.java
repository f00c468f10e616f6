package dev.quoll.core.congestion;

import dev.quoll.core.spi.CongestionSnapshot.BbrState;
import dev.quoll.core.spi.RateSample;

/// The window of BBR: grows with what is acknowledged up to what the model says, and is cut at once
/// to what the model says. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section
///   5.6.4
final class BbrWindow {
    private static final long BEFORE_ALL = -1;

    private final BbrModel model;
    private double bytes;

    /// What it was when nothing was lost and the queue not emptied.
    private double priorBytes;

    private long recoveryStartNanos = BEFORE_ALL;
    private boolean inRecovery;

    /// The last round in which the window was used up.
    private long limitedRound = BEFORE_ALL;

    BbrWindow(BbrModel model) {
        this.model = model;
        this.bytes = InitialWindow.of(model.maxDatagramSize());
    }

    double bytes() {
        return bytes;
    }

    void onMtuChanged(int newMaxDatagramSize) {
        boolean isInitial = bytes == InitialWindow.of(model.maxDatagramSize());
        model.onMtuChanged(newMaxDatagramSize);
        if (isInitial) {
            bytes = InitialWindow.of(newMaxDatagramSize); // RFC 9002 §7.2
        }
    }

    void onSent(long bytesInFlight) {
        if (bytesInFlight + model.maxDatagramSize() > bytes) {
            limitedRound = model.rounds.count();
        }
    }

    /// Whether it was used up in this round or the last one.
    boolean isLimiting() {
        return limitedRound != BEFORE_ALL && limitedRound >= model.rounds.count() - 1;
    }

    /// A packet was acknowledged; one sent after the losses were noticed ends the recovery.
    void onAcked(long sentNanos) {
        if (inRecovery && sentNanos > recoveryStartNanos) {
            inRecovery = false;
            restore();
        }
    }

    /// Packets were lost, the newest of them sent at `sentNanos`.
    void onLoss(long nowNanos, long sentNanos) {
        if (sentNanos > recoveryStartNanos) {
            recoveryStartNanos = nowNanos;
            inRecovery = true;
        }
    }

    /// RFC 9002 §7.6.2: the smallest window, until something is acknowledged.
    void collapse() {
        save(BbrState.STARTUP);
        bytes = InitialWindow.minimum(model.maxDatagramSize());
    }

    /// Remembers the window before it is cut for a while.
    void save(BbrState state) {
        boolean isCut = inRecovery || state == BbrState.PROBE_RTT;
        priorBytes = isCut ? Math.max(priorBytes, bytes) : bytes;
    }

    /// Brings back what [#save] remembered.
    void restore() {
        bytes = Math.max(bytes, priorBytes);
    }

    /// The losses were none.
    void undo() {
        inRecovery = false;
        restore();
    }

    /// An ACK frame was processed, and the model knows of it.
    void onSample(RateSample sample, BbrState state) {
        double most = model.maxInflight(BbrStates.windowGain(state), state);
        if (model.fullPipe.wasFull()) {
            bytes = Math.min(bytes + sample.newlyAcked(), most);
        } else if (bytes < most || model.delivered() < InitialWindow.of(model.maxDatagramSize())) {
            bytes += sample.newlyAcked();
        }
        bytes = Math.max(bytes, model.minWindow());
        if (state == BbrState.PROBE_RTT) {
            bytes = Math.min(bytes, model.probeRttWindow(BbrStates.windowGain(state)));
        }
        bytes = Math.min(bytes, cap(state));
    }

    private double cap(BbrState state) {
        double longTerm =
                switch (state) {
                    case STARTUP, DRAIN -> LongTermInflight.NONE;
                    case PROBE_BW_DOWN, PROBE_BW_REFILL, PROBE_BW_UP -> model.longTerm.bytes();
                    case PROBE_BW_CRUISE, PROBE_RTT -> model.inflightWithHeadroom();
                };
        return Math.max(Math.min(longTerm, model.shortTerm.inflight()), model.minWindow());
    }
}
