package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

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
        boolean isDone = sim.runUntil(() -> isDone(pair), LIMIT);
        if (!isDone) {
            return Optional.of(sim.replay() + "\n" + pair);
        }
        pair.client().close(0, "");
        boolean isDrained = sim.runUntil(pair::drained, LIMIT);
        return isDrained
                ? Optional.empty()
                : Optional.of("not drained " + sim.replay() + "\n" + pair);
    }

    private static boolean isDone(Sim.Pair pair) {
        return pair.confirmed() && pair.transferred();
    }
}
