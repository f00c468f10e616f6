package dev.quoll.bench.side;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Has two sides do the same work in turn. *Confined*.
///
/// @param warmUps runs of each side before the first pair, since a JIT compiler needs them
/// @param log where it tells how it gets on
record Contest(
        Commands ours, Commands theirs, int pairs, int warmUps, Path folder, PrintStream log) {
    /// Runs of one work, for one number of open connections.
    Comparison run(Peer peer, Work work, Work.Amounts amounts)
            throws IOException, InterruptedException {
        return work.wantsFreshProcesses()
                ? withFreshProcesses(peer, work, amounts)
                : withTheSameProcesses(peer, work, amounts);
    }

    private Comparison withTheSameProcesses(Peer peer, Work work, Work.Amounts amounts)
            throws IOException, InterruptedException {
        try (Team us = Team.start(ours, folder);
                Team them = Team.start(theirs, folder)) {
            if (work == Work.REQUESTS) {
                us.run(Work.IDLE.job(amounts));
                them.run(Work.IDLE.job(amounts));
            }
            String job = work.job(amounts);
            for (int i = 0; i < warmUps; i++) {
                tell(work, "warm-up", new Pair(us.run(job), them.run(job)));
            }
            List<Pair> all = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                Pair pair = new Pair(us.run(job), them.run(job));
                tell(work, "pair " + (i + 1), pair);
                all.add(pair);
            }
            return new Comparison(
                    peer, work, amounts.connections(), all, us.peakBytes(), them.peakBytes());
        }
    }

    private Comparison withFreshProcesses(Peer peer, Work work, Work.Amounts amounts)
            throws IOException, InterruptedException {
        List<Pair> all = new ArrayList<>();
        long ourPeak = 0;
        long theirPeak = 0;
        for (int i = 0; i < pairs; i++) {
            try (Team us = Team.start(ours, folder);
                    Team them = Team.start(theirs, folder)) {
                // A first connection, for what every one after it finds there.
                us.run(Work.IDLE.job(new Work.Amounts(0, 0, 1)));
                them.run(Work.IDLE.job(new Work.Amounts(0, 0, 1)));
                String job = work.job(amounts);
                Pair pair = new Pair(us.runForMemory(job), them.runForMemory(job));
                tell(work, "pair " + (i + 1), pair);
                all.add(pair);
                ourPeak = Math.max(ourPeak, us.peakBytes());
                theirPeak = Math.max(theirPeak, them.peakBytes());
            }
        }
        return new Comparison(peer, work, amounts.connections(), all, ourPeak, theirPeak);
    }

    private void tell(Work work, String run, Pair pair) {
        log.printf(
                Locale.ROOT,
                "%s, %s: ours %,.2f, theirs %,.2f %s%n",
                work,
                run,
                work.value(pair.ours()),
                work.value(pair.theirs()),
                work.unit());
    }
}
