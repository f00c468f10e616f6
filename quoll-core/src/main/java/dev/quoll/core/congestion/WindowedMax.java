package dev.quoll.core.congestion;

/// The largest of the values of the last few rounds, without keeping them all: the largest, and the
/// largest two after it that are newer. *Confined*.
final class WindowedMax {
    private static final int KEPT = 3;

    private final double[] values = new double[KEPT];
    private final long[] rounds = new long[KEPT];

    /// The largest value up to now.
    double value() {
        return values[0];
    }

    /// Takes a value into account, and forgets those older than `length` rounds.
    void add(double value, long round, int length) {
        while (rounds[0] + length < round && values[0] > 0) {
            dropOldest(round);
        }
        for (int i = 0; i < KEPT; i++) {
            if (value >= values[i]) {
                fillFrom(i, value, round);
                return;
            }
        }
        splitWindow(value, round, length);
    }

    private void dropOldest(long round) {
        System.arraycopy(values, 1, values, 0, KEPT - 1);
        System.arraycopy(rounds, 1, rounds, 0, KEPT - 1);
        values[KEPT - 1] = 0;
        rounds[KEPT - 1] = round;
    }

    private void fillFrom(int index, double value, long round) {
        for (int i = index; i < KEPT; i++) {
            values[i] = value;
            rounds[i] = round;
        }
    }

    /// A smaller value takes the place of one that stands for too large a part of the window, so
    /// that something of the newer parts is known when the largest goes.
    private void splitWindow(double value, long round, int length) {
        if (rounds[1] == rounds[0] && round - rounds[0] > length / 4) {
            fillFrom(1, value, round);
        } else if (rounds[2] == rounds[1] && round - rounds[1] > length / 2) {
            fillFrom(2, value, round);
        }
    }
}
