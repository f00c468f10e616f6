package dev.quoll.qlog;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.PunchOutcome;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.params.AddressReports;
import dev.quoll.core.stats.ConnectionStats;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.core.stats.Traffic;
import dev.quoll.sim.Sim;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.network.Line;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is in the files of connections of the simulator.
class QlogOfRunsTest {
    private static final LinkSpec WIRE = LinkSpec.ideal().delay(ofMillis(5));

    @TempDir private Path directory;
    private QlogDirectory qlog;

    @BeforeEach
    void open() throws IOException {
        qlog = QlogDirectory.open(directory);
    }

    @Test
    void aTransferCanBeReadAndItsCountsAgree() throws IOException {
        Sim sim = Sim.seeded(5).delay(ofMillis(20)).loss(0.05).configure(this::recorded);
        Sim.Pair pair = transfer(sim, 300_000);
        ConnectionStats client = pair.client().core().stats();
        ConnectionStats server = pair.server().core().stats();
        qlog.close();

        assertThat(qlog.droppedEvents()).isZero();
        check(QlogText.in(directory, "_client.sqlog"), client, "client");
        check(QlogText.in(directory, "_server.sqlog"), server, "server");
    }

    private static void check(QlogText text, ConnectionStats stats, String side) {
        Map<String, Object> trace = QlogText.object(text.header(), "trace");
        assertThat(text.header())
                .containsEntry("file_schema", "urn:ietf:params:qlog:file:sequential")
                .containsEntry("serialization_format", "application/qlog+json-seq");
        assertThat(QlogText.object(trace, "vantage_point")).containsEntry("type", side);
        double last = 0;
        for (Map<String, Object> event : text.events()) {
            double time = ((Number) event.get("time")).doubleValue();
            assertThat(time).isGreaterThanOrEqualTo(last);
            last = time;
        }
        assertThat(text.data("quic:packet_lost")).hasSize((int) stats.packetsLost());
        assertThat(framesOf(text, "quic:packet_sent")).isEqualTo(framesOf(stats.sent()));
        assertThat(framesOf(text, "quic:packet_received")).isEqualTo(framesOf(stats.received()));
    }

    /// Padding is counted where it is written, and read in one piece.
    private static Map<String, Long> framesOf(QlogText text, String event) {
        Map<String, Long> counts = new TreeMap<>();
        for (Map<String, Object> packet : text.data(event)) {
            for (Map<String, Object> frame : QlogText.list(packet, "frames")) {
                counts.merge((String) frame.get("frame_type"), 1L, Long::sum);
            }
        }
        counts.remove("padding");
        return counts;
    }

    private static Map<String, Long> framesOf(Traffic traffic) {
        Map<String, Long> counts = new TreeMap<>();
        traffic.frames()
                .forEach((kind, count) -> counts.put(kind.name().toLowerCase(Locale.ROOT), count));
        counts.remove(FrameKind.PADDING.name().toLowerCase(Locale.ROOT));
        return counts;
    }

    @Test
    void theStepsOfAConnectionAreThere() throws IOException {
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).configure(this::recorded);
        Sim.Pair pair = transfer(sim, 10_000);
        pair.client().close(7, "done");
        assertTrue(sim.runUntil(pair::drained, ofSeconds(30)), sim::replay);
        qlog.close();

        QlogText text = QlogText.in(directory, "_server.sqlog");
        assertThat(text.events().getFirst()).containsEntry("name", "quic:connection_started");
        assertThat(text.data("quic:version_information").getFirst())
                .containsEntry("chosen_version", "00000001")
                .containsEntry("server_versions", List.of("00000001", "6b3343cf"));
        assertThat(text.data("quic:parameters_set"))
                .extracting(data -> data.get("initiator"))
                .contains("local", "remote");
        assertThat(text.data("quic:connection_state_updated"))
                .extracting(data -> data.get("new"))
                .startsWith("handshake_complete", "handshake_confirmed")
                .endsWith("closed");
        assertThat(text.data("quic:key_updated"))
                .extracting(data -> data.get("key_type"))
                .contains("client_initial_secret", "server_1rtt_secret");
        assertThat(text.data("quic:congestion_state_updated").getFirst())
                .containsEntry("new", "slow_start");
        assertThat(text.data("quic:connection_closed").getFirst())
                .containsEntry("initiator", "remote")
                .containsEntry("trigger", "application")
                .containsEntry("error_code", 7)
                .containsEntry("reason", "done");
    }

    @Test
    void secretsAreNotThere() throws IOException {
        List<String> secrets = new ArrayList<>();
        Sim sim =
                Sim.seeded(1)
                        .delay(ofMillis(20))
                        .configure(
                                config ->
                                        config.withObservers(
                                                (side, id) -> {
                                                    var file = qlog.observe(side, id).orElseThrow();
                                                    return Optional.of(
                                                            (told, now) -> {
                                                                Secrets.collect(told, secrets);
                                                                file.on(told, now);
                                                            });
                                                }));
        transfer(sim, 10_000);
        qlog.close();

        assertThat(secrets).hasSizeGreaterThan(5);
        for (String end : List.of("_client.sqlog", "_server.sqlog")) {
            String text = QlogText.in(directory, end).text();
            assertThat(secrets).allSatisfy(secret -> assertThat(text).doesNotContain(secret));
            assertThat(text).doesNotContain("stateless_reset_token");
        }
    }

    @Test
    void aSecondPathIsThere() throws IOException {
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).configure(this::recorded);
        Sim.Pair pair = transfer(sim, 10_000);
        Line line = sim.addLine(WIRE, WIRE);
        pair.client()
                .core()
                .multipath()
                .open(sim.routeOver(line), PathStatus.AVAILABLE, sim.network().nowNanos());
        pair.client().wake();
        sim.runFor(ofSeconds(1));
        qlog.close();

        QlogText text = QlogText.in(directory, "_client.sqlog");
        assertThat(text.data("quic:tuple_assigned"))
                .extracting(data -> data.get("tuple_id"))
                .containsExactly("", "1");
        assertThat(text.data("quoll:path_updated"))
                .contains(Map.of("path_id", 1, "new", "established"));
        assertThat(text.events())
                .anySatisfy(
                        event ->
                                assertThat(event)
                                        .containsEntry("name", "quic:recovery_metrics_updated")
                                        .containsEntry("tuple", "1"));
        assertThat(text.data("quic:packet_sent"))
                .anySatisfy(
                        data ->
                                assertThat(QlogText.object(data, "header"))
                                        .containsEntry("path_id", 1));
        assertThat(text.frames("quic:packet_received", "path_ack")).isNotEmpty();
        assertThat(text.frames("quic:packet_received", "observed_address")).isNotEmpty();
        assertThat(text.data("quic:parameters_set").getFirst())
                .containsKeys(
                        "initial_max_path_id", "address_discovery", "nat_traversal_addresses");
    }

    @Test
    void aRoundOfNatTraversalIsThere() throws IOException {
        Sim sim = Sim.seeded(1).delay(ofMillis(20)).configure(this::recorded);
        Sim.Pair pair = transfer(sim, 10_000);
        Line line = sim.addLine("10.1.0.1", "10.1.0.2", WIRE, WIRE);
        InetSocketAddress server =
                new InetSocketAddress(line.farAddress(), sim.server().binding().port());
        InetSocketAddress client =
                new InetSocketAddress(line.nearAddress(), pair.clientBinding().port());
        pair.server().core().natTraversal().addLocalAddress(server);
        pair.client().core().natTraversal().addLocalAddress(client);
        pair.server().wake();
        sim.runFor(ofSeconds(1));
        PunchOutcome outcome =
                pair.client().core().natTraversal().initiateRound(sim.network().nowNanos());
        assertThat(outcome).isInstanceOf(PunchOutcome.Begun.class);
        pair.client().wake();
        sim.runFor(ofSeconds(3));
        qlog.close();

        QlogText atClient = QlogText.in(directory, "_client.sqlog");
        assertThat(atClient.data("quoll:nat_candidate_updated"))
                .containsExactly(Map.of("new", "added", "ip_v4", "10.1.0.2", "port_v4", 443));
        assertThat(atClient.data("quoll:nat_round_started")).containsExactly(Map.of("round", 1));
        assertThat(atClient.frames("quic:packet_received", "add_address")).isNotEmpty();
        QlogText atServer = QlogText.in(directory, "_server.sqlog");
        assertThat(atServer.data("quoll:nat_round_started")).containsExactly(Map.of("round", 1));
        assertThat(atServer.frames("quic:packet_received", "reach_out").getFirst())
                .containsEntry("ip_v4", "10.1.0.1")
                .containsEntry("round", 1);
    }

    private ConnectionConfig recorded(ConnectionConfig config) {
        return config.withObservers(qlog)
                .withMultipath(MultipathConfig.of(4))
                .withNatTraversalAddresses(8)
                .withAddressReports(Optional.of(AddressReports.BOTH));
    }

    private static Sim.Pair transfer(Sim sim, long length) {
        Sim.Pair pair = sim.connect();
        sim.server().onAccepted(end -> end.transfers().send(UNIDIRECTIONAL, length));
        pair.client().transfers().send(UNIDIRECTIONAL, length);
        assertTrue(sim.runUntil(() -> isDone(pair, length), ofSeconds(60)), sim::replay);
        return pair;
    }

    private static boolean isDone(Sim.Pair pair, long length) {
        return pair.confirmed()
                && pair.client().transfers().bytesReceived() == length
                && pair.server().transfers().bytesReceived() == length;
    }
}
