package dev.quoll.sim.network;

import dev.quoll.sim.clock.VirtualClock;
import dev.quoll.sim.datagram.Hop;
import dev.quoll.sim.datagram.Trace;
import dev.quoll.sim.datagram.World;
import dev.quoll.sim.link.Link;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.network.NatBehaviour.Dependence;
import dev.quoll.sim.seed.Replay;
import dev.quoll.sim.seed.Seed;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// A virtual network and its time. Everything that happens follows from the seed and from what the
/// test does; nothing from the machine. What goes wrong while it runs carries the line that replays
/// it. *Confined* to the thread of the test.
public final class Network {
    private final Replay replay;
    private final World world;
    private final Map<String, Link> links = new LinkedHashMap<>();

    private Network(Replay replay) {
        this.replay = replay;
        this.world = World.seeded(replay.seed());
    }

    /// An empty network at time 0. To be called by the test itself, which is what a replay names.
    public static Network seeded(long seed) {
        return new Network(Replay.ofCaller(seed));
    }

    /// An empty network at time 0 whose failures carry the line of `replay`.
    public static Network of(Replay replay) {
        return new Network(replay);
    }

    /// A host with these addresses, written as numbers.
    public Host host(String name, String... addresses) {
        Host host = new Host(name, world);
        for (String address : addresses) {
            host.addAddress(InetAddress.ofLiteral(address));
        }
        return host;
    }

    /// A router that knows no way yet.
    public Router router(String name) {
        return new Router(name, world);
    }

    /// An address translator, connected to nothing yet.
    public Nat nat(String name, NatBehaviour behaviour, String outsideAddress) {
        return new Nat(name, behaviour, InetAddress.ofLiteral(outsideAddress), world);
    }

    /// A firewall before `guarded`, connected to nothing yet.
    ///
    /// @param filtering what of its source decides whether a datagram from outside may enter
    /// @param timeout how long it remembers what was sent out
    public Firewall firewall(
            String name, Dependence filtering, Duration timeout, InetAddress... guarded) {
        return new Firewall(name, filtering, timeout, List.of(guarded), world);
    }

    /// One direction of a link; its name is its share in the seed.
    public Link link(String name, LinkSpec spec, Hop to) {
        Link link = new Link(name, spec, to, world);
        if (links.putIfAbsent(name, link) != null) {
            throw new IllegalArgumentException("there is a link " + name + " already");
        }
        return link;
    }

    /// Connects the first addresses of two hosts.
    public Duplex connect(Host first, Host second, LinkSpec there, LinkSpec back) {
        return connect(first, first.address(), second, second.address(), there, back);
    }

    /// Connects one address of a host with one of another: only datagrams between these two take
    /// the link.
    public Duplex connect(
            Host first,
            InetAddress firstAddress,
            Host second,
            InetAddress secondAddress,
            LinkSpec there,
            LinkSpec back) {
        return line(first, firstAddress, second, secondAddress, there, back).link();
    }

    /// The same, to be renumbered later.
    public Line line(
            Host near,
            InetAddress nearAddress,
            Host far,
            InetAddress farAddress,
            LinkSpec there,
            LinkSpec back) {
        Duplex duplex = duplex(at(near, nearAddress), near, at(far, farAddress), far, there, back);
        near.route(nearAddress, farAddress, duplex.there());
        far.route(farAddress, nearAddress, duplex.back());
        return new Line(near, nearAddress, far, farAddress, duplex);
    }

    /// Attaches an address of a host to a router, which is then the way to everywhere from it.
    public Duplex attach(
            Host host, InetAddress address, Router router, LinkSpec up, LinkSpec down) {
        Duplex duplex = duplex(at(host, address), host, router.name(), router, up, down);
        host.routeDefault(address, duplex.there());
        router.route(address, duplex.back());
        return duplex;
    }

    /// Puts a router behind another: what it does not know goes up, and what is for one of
    /// `addresses` comes down.
    public Duplex attach(
            Router lower, Router upper, LinkSpec up, LinkSpec down, InetAddress... addresses) {
        Duplex duplex = duplex(lower.name(), lower, upper.name(), upper, up, down);
        lower.routeDefault(duplex.there());
        for (InetAddress address : addresses) {
            upper.route(address, duplex.back());
        }
        return duplex;
    }

    /// The time, and what is to come.
    public VirtualClock clock() {
        return world.clock();
    }

    /// The time in nanoseconds since the run began.
    public long nowNanos() {
        return world.nowNanos();
    }

    /// What has happened.
    public Trace trace() {
        return world.trace();
    }

    /// The seed of the part called `name`, for what tests add of their own.
    public Seed seed(String name) {
        return world.seed().split("test " + name);
    }

    /// Runs until `condition` holds or `limit` has passed.
    ///
    /// @return whether it holds
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        try {
            return clock().runUntil(condition, limit);
        } catch (RuntimeException | Error e) {
            e.addSuppressed(replay.hint(parameters()));
            throw e;
        }
    }

    /// Runs for `duration`.
    public void runFor(Duration duration) {
        runUntil(() -> false, duration);
    }

    /// The line that replays this run; to be given to the assertions after it.
    public String replay() {
        return replay.line(parameters());
    }

    private String parameters() {
        return "links %s, at %,d ns, trace %016x"
                .formatted(links.values(), nowNanos(), trace().hash());
    }

    private Duplex duplex(
            String first, Hop firstHop, String second, Hop secondHop, LinkSpec up, LinkSpec down) {
        return new Duplex(
                link(first + ">" + second, up, secondHop),
                link(second + ">" + first, down, firstHop));
    }

    private static String at(Host host, InetAddress address) {
        return host.name() + "/" + address.getHostAddress();
    }
}
