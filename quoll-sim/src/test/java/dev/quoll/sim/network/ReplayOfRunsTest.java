package dev.quoll.sim.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.quoll.sim.link.BurstLoss;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.link.Queue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// One seed decides everything.
class ReplayOfRunsTest {
    private static final LinkSpec FAULTY =
            LinkSpec.ideal()
                    .rate(1_000_000, Queue.ofBytes(5_000))
                    .delay(Duration.ofMillis(10))
                    .with(new BurstLoss(0.1, 0.5, 0.9))
                    .jitter(Duration.ofMillis(30))
                    .duplication(0.1)
                    .corruption(0.1);

    @Test
    void theSameSeedGivesTheSameTrace() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(run(seed).trace().hash()).isEqualTo(run(seed).trace().hash());
        }
    }

    @Test
    void everySeedGivesAnotherTrace() {
        Set<Long> hashes = new HashSet<>();
        for (long seed = 1; seed <= 100; seed++) {
            hashes.add(run(seed).trace().hash());
        }
        assertThat(hashes).hasSize(100);
    }

    @Test
    void aFailureInARunCarriesTheLineThatReplaysIt() {
        Network network = Network.seeded(17);
        network.clock()
                .at(
                        5,
                        () -> {
                            throw new IllegalStateException("broken");
                        });

        Throwable failure = catchThrowable(() -> network.runFor(Duration.ofSeconds(1)));

        assertThat(failure).hasMessage("broken");
        assertThat(failure.getSuppressed())
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("#aFailureInARunCarriesTheLineThatReplaysIt -Dquoll.seed=17 ")
                .contains("at 5 ns");
    }

    @Test
    void theLineSaysWhatTheLinksAreLike() {
        assertThat(run(3).replay())
                .contains("-Dquoll.seed=3 ")
                .contains("client/10.0.0.1>server/10.0.0.2[Rate[bitsPerSecond=1000000")
                .contains("Delay[time=PT0.01S]");
    }

    private static Network run(long seed) {
        Network network = Network.seeded(seed);
        Host client = network.host("client", "10.0.0.1");
        Host server = network.host("server", "10.0.0.2");
        network.connect(client, server, FAULTY, FAULTY);
        Binding served = server.bind(443, Talker.echoing());
        client.bind(5000, Talker.sending(200, 1_000_000, served.address()));
        network.runFor(Duration.ofSeconds(1));
        return network;
    }
}
