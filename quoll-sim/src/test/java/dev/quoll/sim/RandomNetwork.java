package dev.quoll.sim;

import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.id.Direction;
import dev.quoll.core.stream.StreamsConfig;
import dev.quoll.sim.application.Transfers;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.link.Blackouts;
import dev.quoll.sim.link.BurstLoss;
import dev.quoll.sim.link.Corruption;
import dev.quoll.sim.link.Delay;
import dev.quoll.sim.link.Duplication;
import dev.quoll.sim.link.EcnMarking;
import dev.quoll.sim.link.Jitter;
import dev.quoll.sim.link.LinkModel;
import dev.quoll.sim.link.Loss;
import dev.quoll.sim.link.Mtu;
import dev.quoll.sim.link.Queue;
import dev.quoll.sim.link.Rate;
import dev.quoll.sim.link.Reordering;
import dev.quoll.sim.seed.Replay;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A network, endpoints and an exchange that are all drawn by lot. *Confined*.
final class RandomNetwork {
    private static final double PRESENT = 0.3;

    private final RandomGenerator random;
    private final Sim sim;

    private RandomNetwork(Sim sim, RandomGenerator random) {
        this.sim = sim;
        this.random = random;
    }

    /// A run that is drawn by the seed of `replay`.
    static Sim of(Replay replay) {
        Sim sim = Sim.of(replay);
        new RandomNetwork(sim, sim.network().seed("draw").generator()).draw();
        return sim;
    }

    /// Gives one end something to send and to answer.
    static void fill(Transfers transfers, RandomGenerator random) {
        transfers.answerWith(logarithmic(random, 1, 100_000));
        for (int left = random.nextInt(20); left > 0; left--) {
            Direction direction =
                    random.nextBoolean() ? Direction.BIDIRECTIONAL : Direction.UNIDIRECTIONAL;
            transfers.send(direction, logarithmic(random, 1, 100_000) - 1);
        }
    }

    private void draw() {
        drawLink(sim::toServer);
        drawLink(sim::toClient);
        drawEndpoints();
    }

    private void drawLink(Consumer<LinkModel> link) {
        maybe(() -> link.accept(new Rate(logarithmic(100_000, 100_000_000), drawQueue())));
        link.accept(new Delay(millis(1, 300)));
        maybe(() -> link.accept(new Loss(random.nextDouble(0.35))));
        maybe(() -> link.accept(new BurstLoss(0.02, 0.2, 0.9)));
        maybe(() -> link.accept(new Jitter(millis(1, 200), drawOrder())));
        maybe(() -> link.accept(new Reordering(random.nextDouble(0.3), millis(1, 200))));
        maybe(() -> link.accept(new Duplication(random.nextDouble())));
        maybe(() -> link.accept(new Corruption(random.nextDouble(0.2))));
        maybe(() -> link.accept(Blackouts.at(millis(1, 5_000), millis(1, 10_000))));
        maybe(() -> link.accept(new EcnMarking(random.nextDouble())));
        maybe(() -> link.accept(new Mtu(random.nextInt(1200, 1500))));
    }

    private void drawEndpoints() {
        sim.configure(this::drawConfig);
        maybe(() -> sim.taskDelay(millis(1, 2_000)));
        int helloLength = (int) logarithmic(1, 8_000);
        int proofLength = (int) logarithmic(1, 15_000);
        boolean hasTls = random.nextDouble() < PRESENT;
        sim.security(hasTls ? Identities::tls : _ -> Security.plain(helloLength, proofLength));
    }

    private ConnectionConfig drawConfig(ConnectionConfig config) {
        return config.withMaxIdleTimeoutNanos(Duration.ofSeconds(200).toNanos())
                .withStreams(
                        new StreamsConfig(
                                logarithmic(2_000, 10_000_000),
                                logarithmic(1_000, 1_000_000),
                                random.nextInt(1, 20),
                                random.nextInt(1, 20),
                                logarithmic(1_000, 10_000_000)));
    }

    private Queue drawQueue() {
        return random.nextBoolean()
                ? Queue.ofBytes(logarithmic(2_000, 200_000))
                : Queue.ofDatagrams(random.nextInt(2, 100));
    }

    private Jitter.Order drawOrder() {
        return random.nextBoolean() ? Jitter.Order.FREE : Jitter.Order.KEPT;
    }

    private void maybe(Runnable action) {
        if (random.nextDouble() < PRESENT) {
            action.run();
        }
    }

    private Duration millis(long least, long most) {
        return Duration.ofMillis(logarithmic(least, most));
    }

    private long logarithmic(long least, long most) {
        return logarithmic(random, least, most);
    }

    /// Small values as often as large ones.
    private static long logarithmic(RandomGenerator random, long least, long most) {
        return (long) (least * Math.pow((double) most / least, random.nextDouble()));
    }
}
