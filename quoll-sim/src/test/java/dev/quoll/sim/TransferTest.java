package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;
import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.stream.StreamsConfig;
import dev.quoll.sim.application.Transfers;
import dev.quoll.sim.link.Loss;
import dev.quoll.sim.link.Queue;
import dev.quoll.sim.link.Rate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/// Content over streams, each byte compared.
class TransferTest {
    private static final int MEGABIT = 1_000_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000, 1_000_000})
    void aStreamOfAnyLengthArrivesEachWay(long length) {
        Sim sim = Sim.seeded(1).delay(ofMillis(20));
        Sim.Pair pair = sim.connect();
        sim.server().onAccepted(end -> end.transfers().send(UNIDIRECTIONAL, length));
        pair.client().transfers().send(UNIDIRECTIONAL, length);

        run(sim, pair, 1, ofSeconds(20));

        assertThat(pair.client().transfers().bytesReceived()).isEqualTo(length);
        assertThat(pair.server().transfers().bytesReceived()).isEqualTo(length);
    }

    @Test
    void aThousandRequestsAreAnsweredThoughAHundredMayBeOpen() {
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).with(megabits(10));
        Sim.Pair pair = sim.connect();
        sim.server().onAccepted(end -> end.transfers().answerWith(2_000));
        for (int i = 0; i < 1000; i++) {
            pair.client().transfers().send(BIDIRECTIONAL, 500);
        }

        run(sim, pair, 1000, ofSeconds(60));

        assertThat(pair.client().transfers().bytesReceived()).isEqualTo(1000 * 2_000);
        assertThat(pair.server().transfers().bytesReceived()).isEqualTo(1000 * 500);
    }

    @Test
    void manyStreamsOfBothKindsGoBothWaysAtOnce() {
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).with(megabits(10)).loss(0.02);
        Sim.Pair pair = sim.connect();
        sim.server()
                .onAccepted(
                        end -> {
                            end.transfers().answerWith(20_000);
                            addMixed(end.transfers());
                        });
        pair.client().transfers().answerWith(20_000);
        addMixed(pair.client().transfers());

        run(sim, pair, 150, ofMinutes(2));

        assertThat(pair.client().transfers().endedCount()).isEqualTo(150);
        assertThat(pair.server().transfers().endedCount()).isEqualTo(150);
    }

    /// The figure of the issue: at least nine tenths of a link of 10 Mbit/s and 20 ms.
    @Test
    void aLongTransferFillsTheLink() {
        long length = 20_000_000;
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).with(megabits(10));
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(UNIDIRECTIONAL, length);

        run(sim, pair, 0, ofSeconds(60));

        double bitsPerSecond = length * 8 / (sim.elapsed().toNanos() / 1e9);
        System.out.printf("%.2f Mbit/s of 10%n", bitsPerSecond / MEGABIT);
        assertThat(bitsPerSecond).isGreaterThan(0.9 * 10 * MEGABIT);
    }

    @Test
    void aTransferGoesOnThoughHalfOfTheAcknowledgmentsAreLost() {
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).with(megabits(10)).toClient(new Loss(0.5));
        Sim.Pair pair = sim.connect();
        pair.client().transfers().send(UNIDIRECTIONAL, 2_000_000);

        run(sim, pair, 0, ofSeconds(10));
    }

    @Test
    void aReceiverThatDoesNotReadHoldsTheSenderAtItsWindows() {
        StreamsConfig small = new StreamsConfig(50_000, 20_000, 10, 10, 1_000_000);
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).configure(c -> c.withStreams(small));
        Sim.Pair pair = sim.connect();
        sim.server().onAccepted(end -> end.transfers().setReading(Transfers.Reading.PAUSED));
        for (int i = 0; i < 10; i++) {
            pair.client().transfers().send(UNIDIRECTIONAL, 30_000);
        }

        sim.runFor(ofSeconds(10));
        assertThat(pair.client().core().streams().bytesSent()).isEqualTo(50_000);
        pair.server().transfers().setReading(Transfers.Reading.AT_ONCE);
        pair.server().wake();

        run(sim, pair, 0, ofSeconds(10));
        assertThat(pair.server().transfers().bytesReceived()).isEqualTo(300_000);
    }

    private static void addMixed(Transfers transfers) {
        for (int i = 0; i < 50; i++) {
            transfers.send(UNIDIRECTIONAL, 10_000);
            transfers.send(BIDIRECTIONAL, 1_000L * i);
        }
    }

    private static Rate megabits(int count) {
        return new Rate((long) count * MEGABIT, Queue.ofBytes(75_000));
    }

    private static void run(Sim sim, Sim.Pair pair, int streamsOfServer, Duration limit) {
        sim.runUntil(
                () ->
                        pair.transferred()
                                && pair.client().transfers().incoming().size() >= streamsOfServer,
                limit);

        assertTrue(pair.transferred(), () -> sim.replay() + "\n" + pair);
    }
}
