package dev.quoll.cli.report;

import java.time.Duration;
import java.util.Locale;

/// Numbers as people read them, the same in every locale.
public final class Amount {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Amount() {}

    /// `0 B`, `999 B`, `1.0 kB`, `20.0 MB`.
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /// Megabits per second.
    public static String rate(long bytes, double seconds) {
        return String.format(Locale.ROOT, "%.1f Mbit/s", bytes * 8 / 1e6 / seconds);
    }

    /// Seconds with as many digits as mean something.
    public static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f s", seconds);
    }

    /// Milliseconds.
    public static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
    }

    /// Seconds from a `System.nanoTime()` until now.
    public static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
