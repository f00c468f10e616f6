package dev.quoll.sim.multipath;

import dev.quoll.core.spi.PathScheduling;
import dev.quoll.sim.seed.Replay;
import dev.quoll.sim.seed.Seed;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// One download over one or several lines, from the first datagram of the handshake to the last
/// byte. Paths over the further lines are opened as soon as the handshake is confirmed, while the
/// download has begun.
///
/// @param lines that of path 0 first
/// @param bytes of stream data
/// @param took how long
/// @param longestGap the longest the application waited for the next bytes, once the first had come
/// @param bytesOfLines UDP payload that came out of each line
record Download(
        List<TestedLine> lines,
        long bytes,
        Duration took,
        Duration longestGap,
        List<Long> bytesOfLines) {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    /// Downloads over all lines at once.
    static Download measure(
            PathScheduling scheduling, List<TestedLine> lines, long bytes, long seed, String test) {
        Replay replay = new Replay(Download.class.getName(), test, new Seed(seed));
        MultipathRun run = MultipathRun.over(replay, scheduling, lines);
        run.request(bytes);
        run.openAll();
        run.deliveries().forgetGaps();
        run.complete(LIMIT);
        return new Download(
                lines,
                bytes,
                run.sim().elapsed(),
                Duration.ofNanos(run.deliveries().longestGapNanos()),
                run.bytesToClient());
    }

    /// Downloads over one line, without the extension.
    static Download alone(TestedLine line, long bytes, long seed, String test) {
        return measure(new PathScheduling.LowestRttFirst(), List.of(line), bytes, seed, test);
    }

    /// Mbit/s of stream data.
    double megabits() {
        return bytes * 8 / 1e6 / (took.toNanos() / 1e9);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %,d bytes in %,d ms, %.2f Mbit/s, longest gap %,d ms, bytes of lines %s",
                lines,
                bytes,
                took.toMillis(),
                megabits(),
                longestGap.toMillis(),
                bytesOfLines);
    }
}
