package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.sim.measure.Percentiles;
import dev.quoll.sim.seed.Replay;
import dev.quoll.sim.seed.Seed;
import dev.quoll.sim.seed.Seeds;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/// A thousand bad networks. Every run is one thread's, and as many run at a time as there are
/// processors.
class LossyTransferTest {
    private static final int SEEDS = 1000;
    private static final int REPEATED_SEEDS = 20;
    private static final int TOLERATED_PERCENT = 20;
    private static final String RECORD = "lossy-transfer.properties";

    @Test
    void everySeedEndsInTimeAndHardlySlowerThanRecorded() throws IOException {
        String test = "everySeedEndsInTimeAndHardlySlowerThanRecorded";

        List<LossyTransfer.Outcome> outcomes =
                Seeds.first(SEEDS).parallel().mapToObj(seed -> run(test, seed)).toList();

        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.hasEnded())
                .extracting(LossyTransfer.Outcome::description)
                .isEmpty();
        if (outcomes.size() == SEEDS) {
            compareWithRecord(
                    Percentiles.of(
                            outcomes.stream().mapToLong(LossyTransfer.Outcome::millis).toArray()));
        }
    }

    @Test
    void theSameSeedGivesTheSameTrace() {
        String test = "theSameSeedGivesTheSameTrace";

        List<Long> first = hashes(test);
        List<Long> second = hashes(test);

        assertThat(second).isEqualTo(first).doesNotHaveDuplicates();
    }

    private static List<Long> hashes(String test) {
        return Seeds.first(REPEATED_SEEDS)
                .parallel()
                .mapToObj(seed -> run(test, seed).traceHash())
                .toList();
    }

    private static LossyTransfer.Outcome run(String test, long seed) {
        return LossyTransfer.run(
                new Replay(LossyTransferTest.class.getName(), test, new Seed(seed)));
    }

    private static void compareWithRecord(Percentiles measured) throws IOException {
        Percentiles recorded = recorded();
        System.out.printf("lossy transfer, virtual ms: %s, recorded %s%n", measured, recorded);
        assertThat(measured.isWorseThan(recorded, TOLERATED_PERCENT))
                .as(
                        "p99 rose by over %d %%: %s, recorded %s",
                        TOLERATED_PERCENT, measured, recorded)
                .isFalse();
    }

    private static Percentiles recorded() throws IOException {
        Properties figures = new Properties();
        try (InputStream in = LossyTransferTest.class.getResourceAsStream(RECORD)) {
            figures.load(Objects.requireNonNull(in, RECORD));
        }
        return new Percentiles(
                (int) figure(figures, "seeds"),
                figure(figures, "p50"),
                figure(figures, "p99"),
                figure(figures, "max"));
    }

    private static long figure(Properties figures, String name) {
        return Long.parseLong(figures.getProperty(name));
    }
}
