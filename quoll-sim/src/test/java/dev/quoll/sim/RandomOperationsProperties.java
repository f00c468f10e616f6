package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
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
import java.util.Set;
import java.util.stream.Stream;

/// Whatever applications do and whenever the link fails: neither end is ever accused of breaking
/// the protocol, what was not given up arrives, and in the end it is quiet.
class RandomOperationsProperties {
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(1_000);

    /// After a move, paths over lines that the new address does not have are of no use; they end
    /// before it has to be quiet.
    private static final Duration PATH_IDLE = Duration.ofSeconds(40);

    private static final Duration SETTLING = Duration.ofSeconds(100);
    private static final Duration QUIET = Duration.ofSeconds(10);

    @Property
    void everythingSettles(@ForAll("operations") List<Operation> operations, @ForAll long seed) {
        Sim sim = sim("everythingSettles", seed);
        run(sim, operations);
    }

    @Property
    void everythingSettlesOverSeveralPaths(
            @ForAll("pathOperations") List<Operation> operations,
            @ForAll("lines") List<LineChoice> lines,
            @ForAll("pathCounts") int clientsPaths,
            @ForAll("pathCounts") int serversPaths,
            @ForAll("variants") Set<NatTraversalVariant> clientsTraversal,
            @ForAll("variants") Set<NatTraversalVariant> serversTraversal,
            @ForAll long seed) {
        Sim sim =
                sim("everythingSettlesOverSeveralPaths", seed)
                        .configure(it -> it.withNatTraversalAddresses(4))
                        .configure(
                                Side.CLIENT,
                                it ->
                                        it.withMultipath(paths(clientsPaths))
                                                .withNatTraversalVariants(clientsTraversal))
                        .configure(
                                Side.SERVER,
                                it ->
                                        it.withMultipath(paths(serversPaths))
                                                .withNatTraversalVariants(serversTraversal));
        LineChoice.addAll(sim, lines);
        run(sim, operations);
    }

    private static MultipathConfig paths(int count) {
        return MultipathConfig.of(count).withPathIdleNanos(PATH_IDLE.toNanos());
    }

    private static Sim sim(String test, long seed) {
        return Sim.of(new Replay("RandomOperationsProperties", test, new Seed(seed)))
                .delay(Duration.ofMillis(20))
                .loss(0.05)
                .idleTimeout(IDLE_TIMEOUT);
    }

    private static void run(Sim sim, List<Operation> operations) {
        Sim.Pair pair = sim.connect();

        operations.forEach(operation -> operation.run(sim, pair));
        if (operations.stream().anyMatch(Operation.Move.class::isInstance)) {
            sim.lines().forEach(LineChoice::repair);
        }
        settle(sim, pair);

        assertBlameless(pair.client());
        pair.serverIfAny().ifPresent(RandomOperationsProperties::assertBlameless);
        boolean isClosed =
                operations.stream().anyMatch(Operation.Close.class::isInstance)
                        || hasNoPathLeft(pair);
        if (!isClosed) {
            assertThat(pair.transferred()).as(pair.toString()).isTrue();
            assertQuiet(sim);
            pair.client().close(0, "");
        }
        sim.runFor(IDLE_TIMEOUT.plus(SETTLING)); // the close may have been lost
        assertThat(pair.client().isDrained()).as(pair.toString()).isTrue();
        assertThat(sim.server().live()).as(pair.toString()).isEmpty();
        assertThat(sim.server().routableIds()).isZero();
    }

    /// Both sides closed paths until none was left: each another one, or the one that worked.
    private static boolean hasNoPathLeft(Sim.Pair pair) {
        return Stream.concat(Stream.of(pair.client()), pair.serverIfAny().stream())
                .anyMatch(
                        end ->
                                end.closeCause()
                                        .filter(RandomOperationsProperties::isForWantOfAPath)
                                        .isPresent());
    }

    private static boolean isForWantOfAPath(CloseCause cause) {
        return cause instanceof CloseCause.LocalTransportError error
                && error.code() == TransportErrorCode.NO_VIABLE_PATH.code();
    }

    private static void settle(Sim sim, Sim.Pair pair) {
        sim.lines().forEach(line -> line.link().mend());
        for (int round = 0; round < 2; round++) {
            read(pair.client());
            pair.serverIfAny().ifPresent(RandomOperationsProperties::read);
            speakUp(sim, pair);
            sim.runFor(SETTLING);
        }
    }

    /// A client that is elsewhere and says nothing is not found.
    private static void speakUp(Sim sim, Sim.Pair pair) {
        pair.client().core().onNetworkChanged(_ -> true, sim.network().nowNanos());
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
                .filter(cause -> !isForWantOfAPath(cause))
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
        return Arbitraries.frequencyOf(applicationsAndNetwork()).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Operation>> pathOperations() {
        return Arbitraries.frequencyOf(
                        Tuple.of(60, Arbitraries.frequencyOf(applicationsAndNetwork())),
                        Tuple.of(40, onPaths()),
                        Tuple.of(30, traversals()))
                .list()
                .ofMaxSize(100);
    }

    @Provide
    Arbitrary<List<LineChoice>> lines() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(1, 200),
                        Arbitraries.frequency(
                                Tuple.of(4, LineChoice.Working.BOTH),
                                Tuple.of(1, LineChoice.Working.TO_SERVER),
                                Tuple.of(1, LineChoice.Working.TO_CLIENT)))
                .as(LineChoice::new)
                .list()
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<Integer> pathCounts() {
        return Arbitraries.integers().between(0, 6);
    }

    private static Arbitrary<Operation> traversals() {
        Arbitrary<Side> sides = Arbitraries.of(Side.class);
        Arbitrary<Integer> indexes = Arbitraries.integers().between(0, 20);
        Arbitrary<Operation> name =
                Combinators.combine(sides, indexes).as(Operation.NameAddress::new);
        Arbitrary<Operation> round =
                Combinators.combine(indexes, indexes).as(Operation.BeginRound::new);
        return Arbitraries.frequencyOf(
                Tuple.of(4, name),
                Tuple.of(4, round),
                Tuple.of(1, sides.map(Operation.ForgetAddresses::new)));
    }

    @Provide
    Arbitrary<Set<NatTraversalVariant>> variants() {
        return Arbitraries.frequency(
                Tuple.of(3, Set.of(NatTraversalVariant.values())),
                Tuple.of(3, Set.of(NatTraversalVariant.DRAFT)),
                Tuple.of(2, Set.of(NatTraversalVariant.IROH)),
                Tuple.of(1, Set.of()));
    }

    private static Arbitrary<Operation> onPaths() {
        Arbitrary<Side> sides = Arbitraries.of(Side.class);
        Arbitrary<Integer> indexes = Arbitraries.integers().between(0, 20);
        Arbitrary<PathStatus> statuses = Arbitraries.of(PathStatus.class);
        Arbitrary<Operation> open =
                Combinators.combine(indexes, statuses).as(Operation.OpenPath::new);
        Arbitrary<Operation> close =
                Combinators.combine(sides, indexes).as(Operation.ClosePath::new);
        Arbitrary<Operation> status =
                Combinators.combine(sides, indexes, statuses).as(Operation.SetPathStatus::new);
        Arbitrary<Operation> cut = Combinators.combine(indexes, sides).as(Operation.CutLine::new);
        Arbitrary<Operation> mend = Combinators.combine(indexes, sides).as(Operation.MendLine::new);
        return Arbitraries.frequencyOf(
                Tuple.of(6, open),
                Tuple.of(3, close),
                Tuple.of(3, status),
                Tuple.of(2, cut),
                Tuple.of(3, mend));
    }

    private static List<Tuple.Tuple2<Integer, Arbitrary<Operation>>> applicationsAndNetwork() {
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
        return List.of(
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
                Tuple.of(1, sides.map(Operation.Close::new)));
    }
}
