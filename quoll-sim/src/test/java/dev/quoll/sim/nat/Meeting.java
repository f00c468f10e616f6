package dev.quoll.sim.nat;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quoll.core.connection.NatTraversal;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.sim.Sim;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.network.Nat;
import dev.quoll.sim.network.NatBehaviour;
import dev.quoll.sim.network.Network;
import dev.quoll.sim.network.Router;

import java.net.InetSocketAddress;
import java.time.Duration;

/// A connection between two machines over a way such as a relay would be, each of which is behind a
/// translator on its way to the world. The translators keep the port of a first mapping (one under
/// 1024 becomes 1024), so each machine's guess of its outside address is right unless mappings
/// differ by destination. *Confined*.
final class Meeting {
    static final InetSocketAddress CLIENT = new InetSocketAddress("198.51.100.1", 50_000);
    static final InetSocketAddress SERVER = new InetSocketAddress("203.0.113.1", 1024);

    private static final LinkSpec WIRE = LinkSpec.ideal().delay(Duration.ofMillis(20));
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sim sim;
    private final Sim.Pair pair;

    private Meeting(Sim sim) {
        this.sim = sim;
        pair = sim.connect();
    }

    /// Builds the network and runs until the connection is confirmed.
    static Meeting behind(Sim sim, NatBehaviour client, NatBehaviour server) {
        Meeting meeting = new Meeting(sim.delay(Duration.ofMillis(30)));
        Network network = sim.network();
        Router world = network.router("world");
        Nat clients = network.nat("client's", client, CLIENT.getHostString());
        Nat servers = network.nat("server's", server, SERVER.getHostString());
        network.attach(sim.clients(), sim.clients().address(), clients.inside(), WIRE, WIRE);
        network.attach(sim.servers(), sim.servers().address(), servers.inside(), WIRE, WIRE);
        network.attach(clients.outside(), world, WIRE, WIRE, clients.outsideAddress());
        network.attach(servers.outside(), world, WIRE, WIRE, servers.outsideAddress());
        assertTrue(sim.runUntil(meeting.pair::confirmed, PATIENCE), sim::replay);
        return meeting;
    }

    Sim sim() {
        return sim;
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

    /// Both name the address they have outside.
    void nameAddresses() {
        traversal(Side.SERVER).addLocalAddress(SERVER);
        traversal(Side.CLIENT).addLocalAddress(CLIENT);
        sim.runFor(Duration.ofMillis(200));
    }

    /// Begins a round, and runs for as long as one lasts.
    ///
    /// @return whether a direct path is there
    boolean punches() {
        traversal(Side.CLIENT).initiateRound(sim.network().nowNanos());
        PathEvent established = new PathEvent.Established(new PathId(1));
        return sim.runUntil(
                () ->
                        end(Side.CLIENT).pathEvents().contains(established)
                                && end(Side.SERVER).pathEvents().contains(established),
                PATIENCE);
    }

    /// Whether the connection is as good as before.
    void stillWorks() {
        end(Side.CLIENT).transfers().send(BIDIRECTIONAL, 10_000);
        end(Side.CLIENT).wake();
        assertTrue(sim.runUntil(end(Side.CLIENT).transfers()::isDone, PATIENCE), sim::replay);
    }
}
