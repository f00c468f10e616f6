package dev.quoll.sim.multipath;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quoll.core.connection.Multipath;
import dev.quoll.core.connection.PathOpening;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.spi.PathScheduling;
import dev.quoll.core.stats.PathStats;
import dev.quoll.sim.Sim;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.link.LinkModel;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.measure.Deliveries;
import dev.quoll.sim.network.Duplex;
import dev.quoll.sim.network.Line;
import dev.quoll.sim.network.Nat;
import dev.quoll.sim.network.NatBehaviour;
import dev.quoll.sim.seed.Replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

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

    private MultipathRun(Sim sim, List<LinkSpec> toServer, List<LinkSpec> toClient) {
        this.sim = sim;
        toServer.getFirst().models().forEach(sim::toServer);
        toClient.getFirst().models().forEach(sim::toClient);
        lines.add(sim.line());
        for (int i = 1; i < toServer.size(); i++) {
            lines.add(sim.addLine(toServer.get(i), toClient.get(i)));
        }
        pair = sim.connect();
        deliveries = new Deliveries(0);
        client().transfers().onRead(_ -> deliveries.onDelivery(nowNanos()));
    }

    /// Begins a connection that may have a path over each line. With one line the extension is not
    /// offered.
    static MultipathRun over(Replay replay, PathScheduling scheduling, List<TestedLine> lines) {
        MultipathConfig multipath =
                lines.size() > 1
                        ? MultipathConfig.of(lines.size()).withScheduling(scheduling)
                        : MultipathConfig.OFF;
        List<LinkSpec> links = lines.stream().map(TestedLine::link).toList();
        Sim sim = Sim.of(replay).configure(config -> config.withMultipath(multipath));
        return new MultipathRun(sim, links, links);
    }

    /// Begins a connection of `sim`, whose endpoints are set up already, over `lines`, which are
    /// the same in both directions.
    static MultipathRun over(Sim sim, LinkSpec... lines) {
        return new MultipathRun(sim, List.of(lines), List.of(lines));
    }

    /// The same, and writes down in `log` which frames are sent; packets must be plain.
    static MultipathRun watched(Sim sim, FrameLog log, LinkSpec... lines) {
        return watched(sim, log, List.of(lines), List.of(lines));
    }

    /// The same over lines that differ by direction.
    static MultipathRun watched(
            Sim sim, FrameLog log, List<LinkSpec> toServer, List<LinkSpec> toClient) {
        return new MultipathRun(
                sim, tapped(log, Side.CLIENT, toServer), tapped(log, Side.SERVER, toClient));
    }

    /// A line without a limit, loss or queue.
    static LinkSpec wire(long roundTripMillis) {
        return LinkSpec.ideal().delay(Duration.ofNanos(roundTripMillis * 1_000_000 / 2));
    }

    private static List<LinkSpec> tapped(FrameLog log, Side from, List<LinkSpec> lines) {
        List<LinkSpec> tapped = new ArrayList<>();
        for (LinkSpec line : lines) {
            LinkSpec link = LinkSpec.ideal().with(log.tap(tapped.size(), from));
            for (LinkModel model : line.models()) {
                link = link.with(model);
            }
            tapped.add(link);
        }
        return tapped;
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

    /// Puts an address translator into a line that has no path yet.
    Nat behindNat(int number, NatBehaviour behaviour) {
        Line line = line(number);
        Nat nat = sim.network().nat("nat " + number, behaviour, "198.51.100." + number);
        Duplex link =
                sim.network()
                        .attach(
                                sim.clients(),
                                line.nearAddress(),
                                nat.inside(),
                                line.link().there().spec(),
                                line.link().back().spec());
        sim.clients().route(line.nearAddress(), line.farAddress(), link.there());
        nat.outside().route(line.farAddress(), sim.servers());
        sim.servers().route(line.farAddress(), nat.outsideAddress(), nat.outside());
        return nat;
    }

    /// When the client's application was given bytes.
    Deliveries deliveries() {
        return deliveries;
    }

    /// Has the client ask for `length` bytes at once.
    void request(long length) {
        sim.server().onAccepted(end -> end.transfers().answerWith(length));
        pair.serverIfAny().ifPresent(end -> end.transfers().answerWith(length));
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
        long limit = nowNanos() + PATIENCE.toNanos();
        while (nowNanos() < limit) {
            PathOpening opening =
                    client().core().multipath().open(sim.routeOver(line), status, nowNanos());
            client().wake();
            if (opening instanceof PathOpening.Begun(PathId id)) {
                return id;
            }
            sim.runFor(RETRY); // connection IDs for it may be on their way
        }
        throw new AssertionError("no path over " + line.link() + ": " + describe());
    }

    /// The same for the line with this number, as any path, and waits until it is established.
    PathId established(int line) {
        PathId id = open(line(line), PathStatus.AVAILABLE);
        awaitEstablished(id);
        return id;
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

    /// An end's view of the paths, to be changed; what it is asked for is done when time runs.
    Multipath paths(Side side) {
        end(side).wake();
        return end(side).core().multipath();
    }

    /// What happened to one path at one end, oldest first.
    List<PathEvent> events(Side side, PathId id) {
        return end(side).pathEvents().stream().filter(event -> event.id().equals(id)).toList();
    }

    SimConnection end(Side side) {
        return switch (side) {
            case CLIENT -> client();
            case SERVER -> server();
        };
    }

    long nowNanos() {
        return sim.network().nowNanos();
    }

    void runFor(Duration duration) {
        sim.runFor(duration);
    }

    void runUntil(BooleanSupplier condition, Duration limit) {
        assertTrue(sim.runUntil(condition, limit), this::describe);
    }

    String describe() {
        return pair + "\n" + sim.replay();
    }
}
