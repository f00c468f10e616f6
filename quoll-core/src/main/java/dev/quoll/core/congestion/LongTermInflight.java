package dev.quoll.core.congestion;

import dev.quoll.core.spi.RateSample;

/// The most bytes in flight that did not cause too many losses when BBR last looked for bandwidth;
/// raised by a packet at first and by twice as much in each round trip of a new search. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section
///   5.3.3.6
final class LongTermInflight {
    /// No bound is known.
    static final double NONE = Double.POSITIVE_INFINITY;

    private static final double HEADROOM = 0.15;
    private static final int MAX_ROUNDS = 30;

    private double bytes = NONE;
    private double priorBytes = NONE;
    private double ackedPerStep = NONE;
    private double acked;
    private int rounds;

    double bytes() {
        return bytes;
    }

    /// What leaves room for others.
    ///
    /// @param least never less than this
    double withHeadroom(int maxDatagramSize, double least) {
        return bytes == NONE
                ? NONE
                : Math.max(bytes - Math.max(maxDatagramSize, HEADROOM * bytes), least);
    }

    /// So many bytes in flight are too many.
    void bound(double newBytes) {
        bytes = newBytes;
    }

    /// So many bytes in flight were not too many.
    void atLeast(long newBytes) {
        if (bytes != NONE) {
            bytes = Math.max(bytes, (double) newBytes);
        }
    }

    /// A search is going to begin.
    void beforeSearch() {
        rounds = 0;
        acked = 0;
    }

    /// A search is over.
    void afterSearch() {
        ackedPerStep = NONE;
    }

    /// Doubles the growth, as at the beginning of each round trip of a search.
    void steepen(double window, int maxDatagramSize) {
        double stepsInRound = 1L << rounds;
        rounds = Math.min(rounds + 1, MAX_ROUNDS);
        ackedPerStep = Math.max(window / stepsInRound, maxDatagramSize);
    }

    /// Grows by what was acknowledged while the bound was reached.
    void grow(RateSample sample, double window, int maxDatagramSize, boolean isRoundStart) {
        acked += sample.newlyAcked();
        double steps = Math.floor(acked / ackedPerStep);
        if (steps > 0) {
            acked -= steps * ackedPerStep;
            bytes += steps * maxDatagramSize;
        }
        if (isRoundStart) {
            steepen(window, maxDatagramSize);
        }
    }

    /// Something is lost: what follows may have to be undone.
    void remember() {
        priorBytes = bytes;
    }

    /// The losses were none.
    void undo() {
        bytes = Math.max(bytes, priorBytes);
    }
}
