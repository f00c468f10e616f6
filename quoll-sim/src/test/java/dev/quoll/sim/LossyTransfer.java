package dev.quoll.sim;

import dev.quoll.core.id.Direction;
import dev.quoll.sim.link.Corruption;
import dev.quoll.sim.link.Duplication;
import dev.quoll.sim.link.Queue;
import dev.quoll.sim.link.Rate;
import dev.quoll.sim.link.Reordering;
import dev.quoll.sim.seed.Replay;

import java.time.Duration;

/// A handshake with TLS and one megabyte each way over a network that does all that networks do
/// wrong.
final class LossyTransfer {
    static final Duration LIMIT = Duration.ofMinutes(5);

    private static final long LENGTH = 1_000_000;
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

    /// How a run ended.
    ///
    /// @param hasEnded whether all was delivered within the limit
    /// @param millis the virtual time it took
    /// @param description the line that replays it, and what both ends have to say
    record Outcome(boolean hasEnded, long millis, long traceHash, String description) {}

    private LossyTransfer() {}

    static Outcome run(Replay replay) {
        Sim sim =
                Sim.of(replay)
                        .security(Identities::tls)
                        .idleTimeout(IDLE_TIMEOUT)
                        .with(new Rate(10_000_000, Queue.ofBytes(100_000)))
                        .delay(Duration.ofMillis(20))
                        .loss(0.3)
                        .with(new Reordering(0.05, Duration.ofMillis(15)))
                        .with(new Duplication(0.02))
                        .with(new Corruption(0.01));
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(Direction.UNIDIRECTIONAL, LENGTH);
        sim.server().onAccepted(end -> end.transfers().send(Direction.UNIDIRECTIONAL, LENGTH));
        boolean hasEnded = sim.runUntil(() -> isComplete(pair), LIMIT);
        return new Outcome(
                hasEnded,
                sim.elapsed().toMillis(),
                sim.network().trace().hash(),
                sim.replay() + "\n" + pair);
    }

    private static boolean isComplete(Sim.Pair pair) {
        return pair.transferred()
                && pair.client().transfers().bytesReceived() == LENGTH
                && pair.server().transfers().bytesReceived() == LENGTH;
    }
}
