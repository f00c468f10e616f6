package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.id.PathId;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.seed.Replay;
import dev.quoll.sim.seed.Seed;
import dev.quoll.sim.seed.Seeds;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Networks and exchanges drawn by lot, some of which once showed a fault.
class RandomNetworksTest {
    private static final int SEEDS = 300;
    private static final Duration LIMIT = Duration.ofSeconds(1_000);
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(20);

    @Test
    void everythingArrivesWhateverTheNetworkIsLike() {
        assertAllArrives("everythingArrivesWhateverTheNetworkIsLike", Seeds.first(SEEDS));
    }

    private static void assertAllArrives(String test, LongStream seeds) {
        List<String> failures =
                seeds.parallel()
                        .mapToObj(seed -> run(test, seed))
                        .flatMap(Optional::stream)
                        .toList();
        assertThat(failures).isEmpty();
    }

    /// @return what went wrong
    private static Optional<String> run(String test, long seed) {
        Sim sim =
                RandomNetwork.of(
                        new Replay(RandomNetworksTest.class.getName(), test, new Seed(seed)));
        Sim.Pair pair = sim.connect();
        RandomNetwork.fill(pair.client().transfers(), sim.network().seed("client").generator());
        sim.server()
                .onAccepted(
                        end ->
                                RandomNetwork.fill(
                                        end.transfers(), sim.network().seed("server").generator()));
        return fault(sim, pair).map(fault -> fault + "\n" + sim.replay() + "\n" + pair);
    }

    private static Optional<String> fault(Sim sim, Sim.Pair pair) {
        if (!sim.runUntil(() -> isDone(pair), LIMIT)) {
            return Optional.of("not delivered");
        }
        sim.runFor(SETTLING);
        long sent = sim.network().trace().sent();
        sim.runFor(QUIET);
        if (sim.network().trace().sent() != sent) {
            return Optional.of("not quiet");
        }
        if (bytesInFlight(pair.client()) + bytesInFlight(pair.server()) != 0) {
            return Optional.of("something stays in flight");
        }
        pair.client().close(0, "");
        return sim.runUntil(pair::drained, LIMIT) ? Optional.empty() : Optional.of("not drained");
    }

    private static long bytesInFlight(SimConnection end) {
        return end.core().pathStats(PathId.ZERO).orElseThrow().bytesInFlight();
    }

    private static boolean isDone(Sim.Pair pair) {
        return pair.confirmed() && pair.transferred();
    }
}
