package dev.quoll.sim.multipath;

import dev.quoll.core.id.PathId;
import dev.quoll.core.spi.PathScheduling;
import dev.quoll.core.stats.PathStats;
import dev.quoll.sim.seed.Replay;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// A download over two lines drawn by lot, of which one goes in the middle of it.
///
/// @param lines that of path 0 first
/// @param cut the one that goes, 0 or 1
/// @param gapNanos the longest that the application waited for the next bytes because of it
/// @param boundNanos how long it may be at most, where the other line loses nothing
/// @param lossNanos what a loss on the other line costs at most
/// @param losses packets that the other line lost at that time, because its queue was full
/// @param replay the line that shows it again
record Failover(
        List<TestedLine> lines,
        int cut,
        long gapNanos,
        long boundNanos,
        long lossNanos,
        long losses,
        String replay) {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long ACK_DELAY_NANOS = 25_000_000;
    private static final double SECONDS = 4;

    static Failover run(Replay replay, PathScheduling scheduling) {
        RandomGenerator random = replay.seed().split("failover").generator();
        List<TestedLine> lines = List.of(draw(random), draw(random));
        int cut = random.nextInt(2);
        double part = random.nextDouble(0.4, 0.8); // windows have found their size
        long length = (long) (bytesPerSecond(lines) * SECONDS);

        MultipathRun run = MultipathRun.over(replay, scheduling, lines);
        run.openAll();
        run.request(length);
        run.runUntil(() -> run.client().transfers().bytesReceived() >= part * length, LIMIT);
        return cut(run, lines, cut);
    }

    private static Failover cut(MultipathRun run, List<TestedLine> lines, int cut) {
        long pto = run.server().core().ptoNanos(new PathId(cut)).orElseThrow();
        PathStats other = run.sent(1 - cut);
        long rtt = other.rtt().toNanos();
        long bound = 2 * pto + rtt + ACK_DELAY_NANOS;
        long end = run.nowNanos() + bound;
        run.line(cut).link().cut();
        run.deliveries().forgetGaps();
        run.runUntil(
                () -> run.deliveries().lastNanos() > end || run.client().transfers().isDone(),
                LIMIT);
        long gap = run.deliveries().longestGapNanos();
        long losses = run.sent(1 - cut).packetsLost() - other.packetsLost();
        run.complete(LIMIT);
        return new Failover(lines, cut, gap, bound, 2 * rtt, losses, run.sim().replay());
    }

    private static double bytesPerSecond(List<TestedLine> lines) {
        return lines.stream().mapToDouble(TestedLine::megabits).sum() * 1e6 / Byte.SIZE;
    }

    private static TestedLine draw(RandomGenerator random) {
        return TestedLine.of(logarithmic(random, 5, 50), logarithmic(random, 10, 200));
    }

    private static double logarithmic(RandomGenerator random, double least, double most) {
        return Math.rint(10 * least * Math.pow(most / least, random.nextDouble())) / 10;
    }

    boolean isInTime() {
        return gapNanos <= boundNanos + (losses > 0 ? lossNanos : 0);
    }

    /// The gap in thousandths of what it may be where nothing else is lost.
    long permille() {
        return 1000 * gapNanos / boundNanos;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s without %d: %d of %d ms, the other lost %d; %s",
                lines,
                cut,
                gapNanos / 1_000_000,
                boundNanos / 1_000_000,
                losses,
                replay);
    }
}
