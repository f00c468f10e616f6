package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.Side;
import dev.quoll.sim.application.Transfers;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.seed.Replay;
import dev.quoll.sim.seed.Seed;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import java.time.Duration;
import java.util.List;

/// Whatever applications do and whenever the link fails: neither end is ever accused of breaking
/// the protocol, what was not given up arrives, and in the end it is quiet.
class RandomOperationsProperties {
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(1_000);
    private static final Duration SETTLING = Duration.ofSeconds(100);
    private static final Duration QUIET = Duration.ofSeconds(10);

    @Property
    void everythingSettles(@ForAll("operations") List<Operation> operations, @ForAll long seed) {
        Sim sim =
                Sim.of(
                                new Replay(
                                        "RandomOperationsProperties",
                                        "everythingSettles",
                                        new Seed(seed)))
                        .delay(Duration.ofMillis(20))
                        .loss(0.05)
                        .idleTimeout(IDLE_TIMEOUT);
        Sim.Pair pair = sim.connect();

        operations.forEach(operation -> operation.run(sim, pair));
        settle(sim, pair);

        assertBlameless(pair.client());
        pair.serverIfAny().ifPresent(RandomOperationsProperties::assertBlameless);
        if (operations.stream().noneMatch(Operation.Close.class::isInstance)) {
            assertThat(pair.transferred()).as(pair.toString()).isTrue();
            assertQuiet(sim);
            pair.client().close(0, "");
        }
        sim.runFor(IDLE_TIMEOUT.plus(SETTLING)); // the close may have been lost
        assertThat(pair.client().isDrained()).as(pair.toString()).isTrue();
        assertThat(sim.server().live()).as(pair.toString()).isEmpty();
        assertThat(sim.server().routableIds()).isZero();
    }

    private static void settle(Sim sim, Sim.Pair pair) {
        sim.link().mend();
        for (int round = 0; round < 2; round++) {
            read(pair.client());
            pair.serverIfAny().ifPresent(RandomOperationsProperties::read);
            speakUp(sim, pair);
            sim.runFor(SETTLING);
        }
    }

    /// A client that is elsewhere and says nothing is not found.
    private static void speakUp(Sim sim, Sim.Pair pair) {
        pair.client().core().onNetworkChanged(sim.network().nowNanos());
        pair.client().wake();
    }

    private static void read(SimConnection end) {
        end.core().streams().setConnectionWindow(1 << 20);
        end.core().streams().setStreamWindow(1 << 20);
        end.transfers().setReading(Transfers.Reading.AT_ONCE);
        end.wake();
    }

    private static void assertBlameless(SimConnection end) {
        end.closeCause()
                .ifPresent(
                        cause ->
                                assertThat(cause)
                                        .as(end.toString())
                                        .isNotInstanceOf(CloseCause.LocalTransportError.class)
                                        .isNotInstanceOf(CloseCause.TimedOut.class));
    }

    private static void assertQuiet(Sim sim) {
        long sent = sim.network().trace().sent();
        sim.runFor(QUIET);
        assertThat(sim.network().trace().sent()).isEqualTo(sent);
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        Arbitrary<Side> sides = Arbitraries.of(Side.class);
        Arbitrary<Integer> indexes = Arbitraries.integers().between(0, 20);
        Arbitrary<Operation> send =
                Combinators.combine(
                                sides,
                                Arbitraries.of(Direction.class),
                                Arbitraries.integers().between(0, 100_000))
                        .as(Operation.Send::new);
        Arbitrary<Operation> reading =
                Combinators.combine(sides, Arbitraries.of(Transfers.Reading.class))
                        .as(Operation.SetReading::new);
        Arbitrary<Operation> window =
                Combinators.combine(sides, Arbitraries.integers().between(0, 50_000))
                        .as(Operation.SetWindow::new);
        Arbitrary<Operation> datagram =
                Combinators.combine(sides, Arbitraries.integers().between(0, 1_500))
                        .as(Operation.SendDatagram::new);
        Arbitrary<Operation> advance =
                Arbitraries.integers().between(0, 300).map(Operation.Advance::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(20, advance),
                        Tuple.of(20, send),
                        Tuple.of(5, Combinators.combine(sides, indexes).as(Operation.Reset::new)),
                        Tuple.of(5, Combinators.combine(sides, indexes).as(Operation.Stop::new)),
                        Tuple.of(4, reading),
                        Tuple.of(4, window),
                        Tuple.of(2, sides.map(Operation.Cut::new)),
                        Tuple.of(4, sides.map(Operation.Mend::new)),
                        Tuple.of(4, datagram),
                        Tuple.of(2, sides.map(Operation.UpdateKeys::new)),
                        Tuple.of(2, sides.map(Operation.ChangeNetwork::new)),
                        Tuple.of(2, indexes.map(Operation.Rebind::new)),
                        Tuple.of(2, indexes.map(Operation.Move::new)),
                        Tuple.of(1, sides.map(Operation.Close::new)))
                .list()
                .ofMaxSize(60);
    }
}
