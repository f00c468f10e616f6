package dev.quoll.sim.nat;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.connection.PathHealth;
import dev.quoll.core.connection.PathView;
import dev.quoll.core.direct.AddressScope;
import dev.quoll.core.direct.CandidateSources;
import dev.quoll.core.direct.DirectPaths;
import dev.quoll.core.direct.DirectPathsConfig;
import dev.quoll.core.id.Side;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.sim.Sim;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.Hop;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.link.Link;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.link.Queue;
import dev.quoll.sim.measure.Deliveries;
import dev.quoll.sim.network.Duplex;
import dev.quoll.sim.network.Host;
import dev.quoll.sim.network.Nat;
import dev.quoll.sim.network.NatBehaviour;
import dev.quoll.sim.network.Router;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Two machines at home, each behind a translator, and a relay in the world between them. To the
/// machines the relay is a carrier: each knows the other by an address that stands for it there,
/// 10.0.0.1 and 10.0.0.2, which is none in the network. Both look for direct paths. *Confined*.
final class Homes {
    static final InetSocketAddress RELAY = new InetSocketAddress("192.0.2.53", 7842);

    /// From a machine to its translator, and from there to the world.
    private static final LinkSpec WIRE = LinkSpec.ideal().delay(ofMillis(5));

    private static final Duration PATIENCE = ofSeconds(10);
    private static final int REGISTRATION_BYTES = 20;

    private final Sim sim;
    private final Router world;
    private final Sim.Pair pair;
    private final Map<Side, Nat> nats = new EnumMap<>(Side.class);
    private final Map<Side, Link> direct = new EnumMap<>(Side.class);
    private final Map<Side, Link> relayed = new EnumMap<>(Side.class);
    private final Map<Side, InetSocketAddress> seenByRelay = new EnumMap<>(Side.class);
    private final Map<Side, DirectPaths> paths = new EnumMap<>(Side.class);
    private final Deliveries deliveries;

    Homes(Sim sim, NatBehaviour client, NatBehaviour server) {
        this(sim, client, server, 0);
    }

    /// @param loss share of the datagrams that are lost between the homes, but not over the relay
    Homes(Sim sim, NatBehaviour client, NatBehaviour server, double loss) {
        this.sim = sim;
        world = sim.network().router("world");
        pair = sim.connect();
        world.route(RELAY.getAddress(), this::relay);
        build(Side.CLIENT, client, loss);
        build(Side.SERVER, server, loss);
        register(Side.SERVER);
        sim.network().runFor(ofMillis(100));
        assertTrue(sim.runUntil(pair::confirmed, PATIENCE), sim::replay);
        deliveries = new Deliveries(sim.network().nowNanos());
        end(Side.CLIENT).transfers().onRead(_ -> deliveries.onDelivery(sim.network().nowNanos()));
    }

    private void build(Side side, NatBehaviour behaviour, double loss) {
        String outside = side == Side.CLIENT ? "198.51.100.1" : "203.0.113.1";
        Nat nat = sim.network().nat(side + " home", behaviour, outside);
        nats.put(side, nat);
        Host host = host(side);
        InetAddress home = host.address();
        Duplex inside = sim.network().attach(host, home, nat.inside(), WIRE, WIRE);
        Duplex street =
                sim.network().attach(nat.outside(), world, WIRE, WIRE, nat.outsideAddress());
        direct.put(side, link("direct to " + side, 16_000_000, 0, loss, street.back()));
        relayed.put(side, link("relayed to " + side, 8_000_000, 15, 0, street.back()));
        reachOutside(nat.outsideAddress(), side);

        InetSocketAddress standsForPeer = standsFor(side.peer());
        host.route(
                home,
                standsForPeer.getAddress(),
                datagram -> inside.there().accept(datagram.withDestination(RELAY)));
        Hop toHost = inside.back();
        nat.inside()
                .route(
                        home,
                        datagram ->
                                toHost.accept(
                                        isOfRelay(datagram)
                                                ? datagram.withSource(standsForPeer)
                                                : datagram));
    }

    private Link link(String name, long bitsPerSecond, int delayMillis, double loss, Hop to) {
        LinkSpec spec =
                LinkSpec.ideal()
                        .delay(ofMillis(delayMillis))
                        .loss(loss)
                        .rate(bitsPerSecond, Queue.ofBytes(100_000));
        return sim.network().link(name, spec, to);
    }

    private void reachOutside(InetAddress outside, Side side) {
        world.route(
                outside,
                datagram -> (isOfRelay(datagram) ? relayed : direct).get(side).accept(datagram));
    }

    private static boolean isOfRelay(Datagram datagram) {
        return datagram.source().equals(RELAY);
    }

    /// The relay passes on what comes from one home to the other.
    private void relay(Datagram datagram) {
        Side from =
                datagram.source().getAddress().equals(nats.get(Side.CLIENT).outsideAddress())
                        ? Side.CLIENT
                        : Side.SERVER;
        seenByRelay.put(from, datagram.source());
        InetSocketAddress to = seenByRelay.get(from.peer());
        if (to != null && datagram.length() > REGISTRATION_BYTES) {
            world.accept(datagram.withSource(RELAY).withDestination(to));
        }
    }

    private void register(Side side) {
        nats.get(side)
                .inside()
                .accept(
                        new Datagram(
                                0,
                                new byte[REGISTRATION_BYTES],
                                standsFor(side),
                                RELAY,
                                Ecn.NOT_ECT));
    }

    /// The address that stands for a machine on the other one.
    private InetSocketAddress standsFor(Side side) {
        int port =
                side == Side.CLIENT ? pair.clientBinding().port() : sim.server().binding().port();
        return new InetSocketAddress(host(side).address(), port);
    }

    static DirectPathsConfig config() {
        DirectPathsConfig usual = DirectPathsConfig.DEFAULT;
        return new DirectPathsConfig(
                usual.roundSpacingNanos(),
                usual.roundIntervalNanos(),
                usual.keepAliveNanos(),
                usual.directIdleNanos(),
                usual.relayedIdleNanos(),
                usual.relayed(),
                address -> address.getHostAddress().startsWith("10.0.0."));
    }

    /// Both sides look for direct paths from now on, and know where the relay sees them.
    Homes look() {
        return look(config());
    }

    /// The same in another way.
    Homes look(DirectPathsConfig config) {
        for (Side side : Side.values()) {
            paths.put(side, end(side).lookForDirectPaths(config));
            gather(side);
        }
        return this;
    }

    /// A side learns where the relay sees it at present.
    void gather(Side side) {
        CandidateSources sources =
                new CandidateSources(
                        List.of(),
                        List.of(seenByRelay.get(side)),
                        standsFor(side),
                        Set.of(),
                        EnumSet.of(AddressScope.GLOBAL, AddressScope.PRIVATE));
        setCandidates(side, sources.bestFirst());
    }

    /// Both sides stay registered with the relay from now on, and learn every second where it sees
    /// them.
    void keepGathering() {
        for (Side side : Side.values()) {
            register(side);
            gather(side);
        }
        sim.network().clock().at(sim.network().nowNanos() + 1_000_000_000, this::keepGathering);
    }

    /// A side may be reached at these addresses.
    void setCandidates(Side side, List<InetSocketAddress> candidates) {
        paths.get(side).setCandidates(candidates);
        end(side).wake();
    }

    Sim sim() {
        return sim;
    }

    Host host(Side side) {
        return side == Side.CLIENT ? sim.clients() : sim.servers();
    }

    Nat nat(Side side) {
        return nats.get(side);
    }

    /// Where the relay sees a side.
    InetSocketAddress seenByRelay(Side side) {
        return seenByRelay.get(side);
    }

    DirectPaths paths(Side side) {
        return paths.get(side);
    }

    SimConnection end(Side side) {
        return side == Side.CLIENT ? pair.client() : pair.server();
    }

    /// A home gets another outside address, as when the carrier assigns one.
    void renumber(Side side, String outside) {
        InetAddress address = InetAddress.ofLiteral(outside);
        reachOutside(address, side);
        nats.get(side).rebind(address);
    }

    /// Nothing passes between the homes but over the relay.
    void cutDirect() {
        direct.values().forEach(Link::cut);
    }

    void mendDirect() {
        direct.values().forEach(Link::mend);
    }

    void cutRelay() {
        relayed.values().forEach(Link::cut);
    }

    void mendRelay() {
        relayed.values().forEach(Link::mend);
    }

    /// The direct paths of a side that work.
    List<PathView> direct(Side side) {
        return working(side).filter(each -> !isRelayed(each, side)).toList();
    }

    /// The paths of a side over the relay that work.
    List<PathView> relayed(Side side) {
        return working(side).filter(each -> isRelayed(each, side)).toList();
    }

    private Stream<PathView> working(Side side) {
        return end(side).core().multipath().views().stream()
                .filter(each -> each.health() == PathHealth.WORKING);
    }

    private boolean isRelayed(PathView path, Side side) {
        return path.remote().getAddress().equals(standsFor(side.peer()).getAddress());
    }

    boolean isDirect() {
        return !direct(Side.CLIENT).isEmpty() && !direct(Side.SERVER).isEmpty();
    }

    /// Runs until there is a direct path.
    ///
    /// @return whether there is one
    boolean becomesDirect(Duration within) {
        return sim.runUntil(this::isDirect, within);
    }

    /// Bytes that reached a side directly.
    long bytesDirect(Side to) {
        return direct.get(to).passedBytes();
    }

    long bytesRelayed(Side to) {
        return relayed.get(to).passedBytes();
    }

    /// Begins a download from the server.
    void download(long bytes) {
        end(Side.SERVER).transfers().send(UNIDIRECTIONAL, bytes);
        end(Side.SERVER).wake();
    }

    /// When bytes of downloads came.
    Deliveries deliveries() {
        return deliveries;
    }

    long downloaded() {
        return end(Side.CLIENT).transfers().bytesReceived();
    }

    /// Runs until everything has arrived.
    void complete(Duration within) {
        assertTrue(sim.runUntil(pair::transferred, within), sim::replay);
        assertTrue(sim.runUntil(() -> end(Side.SERVER).transfers().isDone(), within), sim::replay);
    }

    /// How many REACH_OUT frames the client has sent: with one candidate, one in each round if none
    /// is lost.
    long reachOuts() {
        return end(Side.CLIENT)
                .core()
                .stats()
                .sent()
                .frames()
                .getOrDefault(FrameKind.REACH_OUT, 0L);
    }
}
