package dev.quoll.sim.nat;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.connection.NatTraversal;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.sim.Sim;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.network.Host;
import dev.quoll.sim.network.Nat;
import dev.quoll.sim.network.NatBehaviour;
import dev.quoll.sim.network.Network;
import dev.quoll.sim.network.Router;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A connection between two machines over a way such as a relay would be, each of which is behind
/// translators on its way to the world. Unless it is told to choose otherwise, a translator keeps
/// the port of a first mapping (one under 1024 becomes 1024), so each machine's guess of its
/// outside address is right unless mappings differ by destination. *Confined*.
final class Meeting {
    static final InetSocketAddress CLIENT = new InetSocketAddress("198.51.100.1", 50_000);
    static final InetSocketAddress SERVER = new InetSocketAddress("203.0.113.1", 1024);

    /// What takes datagrams from a machine to its translator, and from one router to the next.
    static final LinkSpec WIRE = LinkSpec.ideal().delay(Duration.ofMillis(20));

    private static final InetSocketAddress REFLECTOR = new InetSocketAddress("192.0.2.53", 3478);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sim sim;
    private final LinkSpec wire;
    private final Router world;
    private final Sim.Pair pair;
    private final Map<Side, List<Nat>> nats = new EnumMap<>(Side.class);
    private final List<InetSocketAddress> reflected = new ArrayList<>();

    private Meeting(Sim sim, LinkSpec wire) {
        this.sim = sim.delay(Duration.ofMillis(30));
        this.wire = wire;
        world = sim.network().router("world");
        world.route(REFLECTOR.getAddress(), datagram -> reflected.add(datagram.source()));
        pair = sim.connect();
    }

    /// Builds the network and runs until the connection is confirmed.
    static Meeting behind(Sim sim, NatBehaviour client, NatBehaviour server) {
        return behind(sim, WIRE, List.of(client), List.of(server));
    }

    /// The same with several translators a side, the innermost first, and other wires.
    static Meeting behind(
            Sim sim, LinkSpec wire, List<NatBehaviour> client, List<NatBehaviour> server) {
        Meeting meeting = new Meeting(sim, wire);
        meeting.shield(Side.CLIENT, client);
        meeting.shield(Side.SERVER, server);
        meeting.confirm();
        return meeting;
    }

    /// Both are behind the same translator, the server with a further address, `serverInside`,
    /// which the client reaches without it.
    static Meeting behindOne(Sim sim, NatBehaviour both, InetAddress serverInside) {
        Meeting meeting = new Meeting(sim, WIRE);
        Nat nat = sim.network().nat("everybody's", both, CLIENT.getHostString());
        sim.servers().addAddress(serverInside);
        meeting.attach(sim.clients(), sim.clients().address(), nat.inside());
        meeting.attach(sim.servers(), sim.servers().address(), nat.inside());
        meeting.attach(sim.servers(), serverInside, nat.inside());
        meeting.attachToWorld(nat.outside(), nat.outsideAddress());
        for (Side side : Side.values()) {
            meeting.nats.put(side, List.of(nat));
        }
        meeting.confirm();
        return meeting;
    }

    /// Nothing but the way of path 0 is there yet.
    static Meeting unattached(Sim sim) {
        Meeting meeting = new Meeting(sim, WIRE);
        meeting.confirm();
        return meeting;
    }

    private void shield(Side side, List<NatBehaviour> levels) {
        Host host = host(side);
        List<Nat> chain = new ArrayList<>();
        for (NatBehaviour behaviour : levels) {
            boolean isOutermost = chain.size() == levels.size() - 1;
            InetSocketAddress last = side == Side.CLIENT ? CLIENT : SERVER;
            String address = isOutermost ? last.getHostString() : "100.64.0." + (1 + chain.size());
            Nat nat = sim.network().nat(side + " level " + chain.size(), behaviour, address);
            if (chain.isEmpty()) {
                attach(host, host.address(), nat.inside());
            } else {
                attach(chain.getLast(), nat.inside());
            }
            chain.add(nat);
        }
        attach(chain.getLast(), world);
        nats.put(side, chain);
    }

    /// Attaches an address of a host.
    void attach(Host host, InetAddress address, Router router) {
        sim.network().attach(host, address, router, wire, wire);
    }

    /// Attaches a router that leads to these addresses.
    void attachToWorld(Router router, InetAddress... addresses) {
        sim.network().attach(router, world, wire, wire, addresses);
    }

    private void attach(Nat nat, Router upper) {
        sim.network().attach(nat.outside(), upper, wire, wire, nat.outsideAddress());
    }

    private void confirm() {
        assertTrue(sim.runUntil(pair::confirmed, PATIENCE), sim::replay);
    }

    Sim sim() {
        return sim;
    }

    Network network() {
        return sim.network();
    }

    /// Where the world's datagrams go by; what is added to it is reached from everywhere.
    Router world() {
        return world;
    }

    Host host(Side side) {
        return side == Side.CLIENT ? sim.clients() : sim.servers();
    }

    /// The translators of a side, the innermost first.
    List<Nat> nats(Side side) {
        return nats.getOrDefault(side, List.of());
    }

    SimConnection end(Side side) {
        return switch (side) {
            case CLIENT -> pair.client();
            case SERVER -> pair.server();
        };
    }

    /// An end's view of it, to be changed; what it is asked for is done when time runs.
    NatTraversal traversal(Side side) {
        end(side).wake();
        return end(side).core().natTraversal();
    }

    /// The address and port that a host in the world sees of a side's socket.
    InetSocketAddress seenFromWorld(Side side) {
        int port =
                side == Side.CLIENT ? pair.clientBinding().port() : sim.server().binding().port();
        InetSocketAddress inside = new InetSocketAddress(host(side).address(), port);
        nats(side)
                .getFirst()
                .inside()
                .accept(new Datagram(0, new byte[20], inside, REFLECTOR, Ecn.NOT_ECT));
        sim.runFor(Duration.ofMillis(200));
        return reflected.getLast();
    }

    /// Both name the address they have outside.
    void nameAddresses() {
        name(CLIENT, SERVER);
    }

    /// Both name an address.
    void name(InetSocketAddress client, InetSocketAddress server) {
        traversal(Side.SERVER).addLocalAddress(server);
        traversal(Side.CLIENT).addLocalAddress(client);
        sim.runFor(Duration.ofMillis(500));
    }

    /// Begins a round, and runs for as long as one lasts.
    ///
    /// @return whether a direct path is there
    boolean punches() {
        return punches(new PathId(1));
    }

    /// The same where the direct path is not the first.
    boolean punches(PathId next) {
        traversal(Side.CLIENT).initiateRound(sim.network().nowNanos());
        return sim.runUntil(() -> has(Side.CLIENT, next) && has(Side.SERVER, next), PATIENCE);
    }

    /// Begins a round without multipath, and runs for as long as one lasts.
    ///
    /// @return whether both have moved to the direct route
    boolean moves() {
        InetSocketAddress client = remote(Side.CLIENT);
        InetSocketAddress server = remote(Side.SERVER);
        traversal(Side.CLIENT).initiateRound(sim.network().nowNanos());
        return sim.runUntil(
                () -> !remote(Side.CLIENT).equals(client) && !remote(Side.SERVER).equals(server),
                PATIENCE);
    }

    /// Where a side's path 0 leads.
    InetSocketAddress remote(Side side) {
        return end(side).core().multipath().route(PathId.ZERO).orElseThrow().remote();
    }

    private boolean has(Side side, PathId path) {
        return end(side).pathEvents().contains(new PathEvent.Established(path));
    }

    /// Both prefer the direct path from now on.
    void prefer(PathId direct) {
        for (Side side : Side.values()) {
            end(side).core().multipath().setStatus(direct, PathStatus.AVAILABLE);
            end(side).core().multipath().setStatus(PathId.ZERO, PathStatus.BACKUP);
            end(side).wake();
        }
        sim.runFor(Duration.ofMillis(500));
    }

    /// Whether the connection is as good as before.
    void stillWorks() {
        end(Side.CLIENT).transfers().send(BIDIRECTIONAL, 10_000);
        end(Side.CLIENT).wake();
        assertTrue(sim.runUntil(end(Side.CLIENT).transfers()::isDone, PATIENCE), sim::replay);
    }
}
