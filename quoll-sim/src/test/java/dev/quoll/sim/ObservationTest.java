package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.PathOpening;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.frame.PaddingFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.observe.ConnectionState;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.observe.Observation.KeyDiscarded;
import dev.quoll.core.observe.Observation.KeyUpdated;
import dev.quoll.core.observe.Observation.MetricsUpdated;
import dev.quoll.core.observe.Observation.PacketReceived;
import dev.quoll.core.observe.Observation.PacketSent;
import dev.quoll.core.observe.ObservedPacket;
import dev.quoll.core.observe.PacketKind;
import dev.quoll.core.stats.ConnectionStats;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.core.stats.Traffic;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.network.Line;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// What connections tell of themselves to one who listens.
class ObservationTest {
    private static final PathId SECOND = new PathId(1);

    private final ObservationLog log = new ObservationLog();

    @Test
    void aRunThatIsObservedIsTheSameRun() {
        long alone = hashOfTransfer(ObservationTest::multipath);
        long observed = hashOfTransfer(config -> log.listenTo(multipath(config)));

        assertThat(observed).isEqualTo(alone);
        assertThat(log.of(Side.CLIENT)).isNotEmpty();
        assertThat(log.of(Side.SERVER)).isNotEmpty();
    }

    private static ConnectionConfig multipath(ConnectionConfig config) {
        return config.withMultipath(MultipathConfig.of(4));
    }

    private static long hashOfTransfer(UnaryOperator<ConnectionConfig> change) {
        Sim sim = Sim.seeded(3).delay(ofMillis(20)).loss(0.05).configure(change);
        Sim.Pair pair = transfer(sim, 300_000);
        pair.client().close(7, "done");
        sim.runUntil(pair::drained, ofSeconds(30));
        return sim.network().trace().hash();
    }

    @ParameterizedTest
    @EnumSource
    void everyPacketThatIsCountedIsTold(Side side) {
        Sim sim = Sim.seeded(5).delay(ofMillis(20)).loss(0.05).configure(log::listenTo);
        Sim.Pair pair = transfer(sim, 500_000);

        ConnectionStats stats =
                (side == Side.CLIENT ? pair.client() : pair.server()).core().stats();
        List<Observation.PacketLost> lost = log.of(side, Observation.PacketLost.class);
        assertThat(lost).hasSize((int) stats.packetsLost());
        assertThat(lost.stream().mapToLong(Observation.PacketLost::length).sum())
                .isEqualTo(stats.bytesLost());
        check(
                log.of(side, PacketSent.class).stream().map(PacketSent::packet).toList(),
                stats.sent());
        check(
                log.of(side, PacketReceived.class).stream().map(PacketReceived::packet).toList(),
                stats.received());
        long dropped = stats.dropped().values().stream().mapToLong(Long::longValue).sum();
        assertThat(log.of(side, Observation.PacketDropped.class)).hasSize((int) dropped);
    }

    private static void check(List<ObservedPacket> packets, Traffic counted) {
        AtomicLong frames = new AtomicLong();
        for (ObservedPacket each : packets) {
            assertThat(each.length()).isEqualTo(each.header().length + each.payload().length + 16);
            ObservationLog.read(
                    each, frame -> frames.addAndGet(frame instanceof PaddingFrame ? 0 : 1));
        }
        assertThat(frames.get())
                .isEqualTo(
                        counted.frames().entrySet().stream()
                                .filter(it -> it.getKey() != FrameKind.PADDING)
                                .mapToLong(Map.Entry::getValue)
                                .sum());
        long bytes = packets.stream().mapToLong(ObservedPacket::length).sum();
        assertThat(bytes).isEqualTo(counted.bytes());
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionIsToldFromItsBeginningToItsEnd(Side side) {
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).configure(log::listenTo);
        Sim.Pair pair = transfer(sim, 10_000);
        pair.client().close(7, "done");
        assertTrue(sim.runUntil(pair::drained, ofSeconds(30)), sim::replay);

        List<Observation> told = log.of(side);
        assertThat(told.getFirst())
                .isInstanceOfSatisfying(
                        Observation.Started.class,
                        started -> {
                            assertThat(started.side()).isEqualTo(side);
                            assertThat(started.version()).isEqualTo(QuicVersion.V1.wire());
                            assertThat(started.originalDestination())
                                    .isEqualTo(originalDestination(side.peer()));
                        });
        assertThat(told.getLast()).isEqualTo(new Observation.Ended());
        assertThat(log.of(side, Observation.Ended.class)).hasSize(1);
        assertThat(log.of(side, Observation.LocalParameters.class)).hasSize(1);
        assertThat(log.of(side, Observation.PeerParameters.class)).hasSize(1);
        assertThat(log.of(side, Observation.HandshakeCompleted.class)).hasSize(1);
        assertThat(states(side))
                .startsWith(ConnectionState.HANDSHAKE_COMPLETE, ConnectionState.HANDSHAKE_CONFIRMED)
                .endsWith(ConnectionState.CLOSED);
        assertThat(log.of(side, Observation.Closed.class).getFirst().cause())
                .isInstanceOf(
                        side == Side.CLIENT
                                ? CloseCause.LocallyClosed.class
                                : CloseCause.ApplicationClosed.class);
    }

    private ConnectionId originalDestination(Side side) {
        return log.of(side, Observation.Started.class).getFirst().originalDestination();
    }

    private List<ConnectionState> states(Side side) {
        return log.of(side, Observation.StateChanged.class).stream()
                .map(Observation.StateChanged::now)
                .toList();
    }

    @Test
    void keysAreToldAsTheyComeAndGo() {
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).configure(log::listenTo);
        Sim.Pair pair = transfer(sim, 10_000);
        pair.client().core().updateKeys();
        pair.client().transfers().send(UNIDIRECTIONAL, 100_000);
        pair.client().wake();
        assertTrue(sim.runUntil(pair::transferred, ofSeconds(30)), sim::replay);

        assertThat(log.of(Side.CLIENT, KeyUpdated.class))
                .contains(
                        new KeyUpdated(PacketKind.INITIAL, Side.CLIENT, 0),
                        new KeyUpdated(PacketKind.HANDSHAKE, Side.SERVER, 0),
                        new KeyUpdated(PacketKind.ONE_RTT, Side.CLIENT, 0),
                        new KeyUpdated(PacketKind.ONE_RTT, Side.CLIENT, 1),
                        new KeyUpdated(PacketKind.ONE_RTT, Side.SERVER, 1));
        assertThat(log.of(Side.CLIENT, KeyDiscarded.class))
                .contains(
                        new KeyDiscarded(PacketKind.INITIAL, Side.CLIENT, 0),
                        new KeyDiscarded(PacketKind.HANDSHAKE, Side.SERVER, 0),
                        new KeyDiscarded(PacketKind.ONE_RTT, Side.CLIENT, 0));
    }

    @Test
    void metricsAreToldWhenTheyChange() {
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).loss(0.02).configure(log::listenTo);
        Sim.Pair pair = transfer(sim, 500_000);

        List<MetricsUpdated> metrics = log.of(Side.CLIENT, MetricsUpdated.class);
        assertThat(metrics).hasSizeGreaterThan(50);
        for (int i = 1; i < metrics.size(); i++) {
            assertThat(metrics.get(i)).isNotEqualTo(metrics.get(i - 1));
        }
        MetricsUpdated last = metrics.getLast();
        assertThat(last.metrics().minRttNanos()).isEqualTo(ofMillis(40).toNanos());
        assertThat(last.metrics().congestionWindow())
                .isEqualTo(
                        pair.client()
                                .core()
                                .pathStats(PathId.ZERO)
                                .orElseThrow()
                                .congestionWindow());
        assertThat(log.of(Side.CLIENT, Observation.CongestionStateChanged.class))
                .extracting(Observation.CongestionStateChanged::now)
                .contains("slow_start", "recovery", "congestion_avoidance");
    }

    @Test
    void aSecondPathIsTold() {
        Sim sim =
                Sim.seeded(1)
                        .delay(ofMillis(20))
                        .configure(config -> log.listenTo(multipath(config)));
        Sim.Pair pair = transfer(sim, 10_000);
        LinkSpec wire = LinkSpec.ideal().delay(ofMillis(5));
        Line line = sim.addLine(wire, wire);
        PathOpening opening =
                pair.client()
                        .core()
                        .multipath()
                        .open(sim.routeOver(line), PathStatus.AVAILABLE, sim.network().nowNanos());
        assertThat(opening).isInstanceOf(PathOpening.Begun.class);
        pair.client().wake();
        sim.runFor(ofSeconds(1));

        for (Side side : Side.values()) {
            assertThat(log.of(side, Observation.RouteAssigned.class))
                    .extracting(Observation.RouteAssigned::path)
                    .containsExactly(PathId.ZERO, SECOND);
            assertThat(log.of(side))
                    .contains(new Observation.PathChanged(new PathEvent.Established(SECOND)));
            assertThat(log.of(side, PacketReceived.class))
                    .anyMatch(it -> it.packet().path().equals(SECOND));
            assertThat(log.of(side, MetricsUpdated.class))
                    .anyMatch(it -> it.path().equals(SECOND) && it.metrics().hasRtt());
        }
    }

    private static Sim.Pair transfer(Sim sim, long length) {
        Sim.Pair pair = sim.connect();
        sim.server().onAccepted(end -> end.transfers().send(UNIDIRECTIONAL, length));
        pair.client().transfers().send(UNIDIRECTIONAL, length);
        assertTrue(
                sim.runUntil(
                        () ->
                                pair.confirmed()
                                        && pair.transferred()
                                        && pair.client().transfers().bytesReceived() == length
                                        && pair.server().transfers().bytesReceived() == length,
                        ofSeconds(60)),
                sim::replay);
        return pair;
    }
}
