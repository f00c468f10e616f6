package dev.quoll.cli.qlog;

import java.util.Arrays;

/// A value over time, in few enough points to be drawn: where there are more, neighbours become
/// one, the higher of them. *Confined*.
final class Series {
    /// More points than a chart has columns for show nothing more.
    static final int MOST_POINTS = 4000;

    private final double[] seconds = new double[MOST_POINTS];
    private final double[] values = new double[MOST_POINTS];
    private int size;
    private int merged = 1;
    private int inLast;

    /// Adds a point behind the others.
    void add(double second, double value) {
        if (inLast > 0 && inLast < merged) {
            values[size - 1] = Math.max(values[size - 1], value);
            inLast++;
            return;
        }
        if (size == MOST_POINTS) {
            halve();
        }
        seconds[size] = second;
        values[size] = value;
        size++;
        inLast = 1;
    }

    private void halve() {
        for (int i = 0; i < size / 2; i++) {
            seconds[i] = seconds[2 * i];
            values[i] = Math.max(values[2 * i], values[2 * i + 1]);
        }
        size /= 2;
        merged *= 2;
    }

    boolean isEmpty() {
        return size == 0;
    }

    double[] seconds() {
        return Arrays.copyOf(seconds, size);
    }

    double[] values() {
        return Arrays.copyOf(values, size);
    }
}
