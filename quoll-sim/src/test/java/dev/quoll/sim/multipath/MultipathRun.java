package dev.quoll.sim.multipath;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.PathOpening;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.spi.PathScheduling;
import dev.quoll.core.stats.PathStats;
import dev.quoll.sim.Sim;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.link.LinkModel;
import dev.quoll.sim.measure.Deliveries;
import dev.quoll.sim.network.Line;
import dev.quoll.sim.seed.Replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// One connection between a client with several addresses, each with a line of its own, and a
/// server with one. The first line is that of path 0; the client opens a path over each of the
/// others when it is told to. *Confined*.
final class MultipathRun {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMillis(5);
    private static final int REQUEST = 100;

    private final Sim sim;
    private final Sim.Pair pair;
    private final List<Line> lines = new ArrayList<>();
    private final Deliveries deliveries;

    private MultipathRun(Sim sim, List<TestedLine> tested) {
        this.sim = sim;
        for (LinkModel model : tested.getFirst().link().models()) {
            sim.with(model);
        }
        lines.add(sim.line());
        for (TestedLine line : tested.subList(1, tested.size())) {
            lines.add(sim.addLine(line.link(), line.link()));
        }
        pair = sim.connect();
        deliveries = new Deliveries(0);
        pair.client().transfers().onRead(_ -> deliveries.onDelivery(sim.network().nowNanos()));
    }

    /// Begins a connection that may have a path over each line. With one line the extension is not
    /// offered.
    static MultipathRun over(Replay replay, PathScheduling scheduling, List<TestedLine> lines) {
        int paths = lines.size() > 1 ? lines.size() : 0;
        return over(replay, lines, c -> with(c, MultipathConfig.of(paths), scheduling));
    }

    /// The same with settings of the test's own on both sides.
    static MultipathRun over(
            Replay replay, List<TestedLine> lines, UnaryOperator<ConnectionConfig> settings) {
        return new MultipathRun(Sim.of(replay).configure(settings), lines);
    }

    private static ConnectionConfig with(
            ConnectionConfig config, MultipathConfig multipath, PathScheduling scheduling) {
        return config.withMultipath(multipath.withScheduling(scheduling));
    }

    Sim sim() {
        return sim;
    }

    Sim.Pair pair() {
        return pair;
    }

    SimConnection client() {
        return pair.client();
    }

    SimConnection server() {
        return pair.server();
    }

    Line line(int number) {
        return lines.get(number);
    }

    /// When the client's application was given bytes.
    Deliveries deliveries() {
        return deliveries;
    }

    /// Has the client ask for `length` bytes at once.
    void request(long length) {
        sim.server().onAccepted(end -> end.transfers().answerWith(length));
        client().transfers().send(BIDIRECTIONAL, REQUEST);
        client().wake();
    }

    /// Runs until the handshake is confirmed.
    void confirm() {
        assertTrue(sim.runUntil(pair::confirmed, PATIENCE), this::describe);
    }

    /// Has the client open a path over each line but the first, as soon as it can, and runs until
    /// both sides know that they are reached over all of them.
    void openAll() {
        confirm();
        List<PathId> begun = new ArrayList<>();
        for (Line line : lines.subList(1, lines.size())) {
            begun.add(open(line, PathStatus.AVAILABLE));
        }
        begun.forEach(this::awaitEstablished);
    }

    /// Has the client open a path over `line`.
    PathId open(Line line, PathStatus status) {
        long limit = sim.network().nowNanos() + PATIENCE.toNanos();
        while (sim.network().nowNanos() < limit) {
            PathOpening opening =
                    client().core()
                            .multipath()
                            .open(sim.routeOver(line), status, sim.network().nowNanos());
            client().wake();
            if (opening instanceof PathOpening.Begun(PathId id)) {
                return id;
            }
            sim.runFor(RETRY); // connection IDs for it may be on their way
        }
        throw new AssertionError("no path over " + line.link() + ": " + describe());
    }

    /// Runs until both sides know that they are reached over a path.
    void awaitEstablished(PathId id) {
        PathEvent established = new PathEvent.Established(id);
        assertTrue(
                sim.runUntil(
                        () ->
                                client().pathEvents().contains(established)
                                        && server().pathEvents().contains(established),
                        PATIENCE),
                this::describe);
    }

    /// Runs until everything asked for has come.
    void complete(Duration limit) {
        assertTrue(sim.runUntil(client().transfers()::isDone, limit), this::describe);
    }

    /// Bytes of UDP payload that came out of each line at the client's end, since the beginning.
    List<Long> bytesToClient() {
        return lines.stream().map(line -> line.link().back().passedBytes()).toList();
    }

    /// The server's figures of a path.
    PathStats sent(int path) {
        return server().core().pathStats(new PathId(path)).orElseThrow();
    }

    String describe() {
        return pair + "\n" + sim.replay();
    }
}
