package dev.quoll.sim.network;

import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.World;
import dev.quoll.sim.network.NatBehaviour.Dependence;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A firewall between two routers that lets in only what answers something sent out before, and
/// translates nothing: what most homes have for IPv6. Hosts are attached to [#inside], the rest of
/// the network to [#outside]. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc6092#section-3.2 RFC 6092, section 3.2
public final class Firewall {
    private record Flow(InetSocketAddress inside, InetSocketAddress outsidePart) {}

    private final String name;
    private final World world;
    private final Dependence filtering;
    private final Duration timeout;
    private final Router inside;
    private final Router outside;
    private final Map<Flow, Long> usedNanos = new HashMap<>();

    /// @param filtering what of its source decides whether a datagram from outside may enter
    /// @param timeout how long a flow is remembered after the last datagram from inside
    Firewall(
            String name,
            Dependence filtering,
            Duration timeout,
            List<InetAddress> guarded,
            World world) {
        this.name = name;
        this.world = world;
        this.filtering = filtering;
        this.timeout = timeout;
        inside = new Router(name + " inside", world);
        outside = new Router(name + " outside", world);
        inside.routeDefault(this::leave);
        guarded.forEach(address -> outside.route(address, this::enter));
    }

    /// The router that the guarded hosts are attached to.
    public Router inside() {
        return inside;
    }

    /// The router that leads to the world.
    public Router outside() {
        return outside;
    }

    private void leave(Datagram datagram) {
        usedNanos.put(flow(datagram.source(), datagram.destination()), world.nowNanos());
        outside.accept(datagram);
    }

    private void enter(Datagram datagram) {
        Long used = usedNanos.get(flow(datagram.destination(), datagram.source()));
        if (used != null && world.nowNanos() - used <= timeout.toNanos()) {
            inside.accept(datagram);
        } else {
            world.trace().onDropped(datagram, name, DropCause.FILTERED, world.nowNanos());
        }
    }

    private Flow flow(InetSocketAddress insider, InetSocketAddress outsider) {
        return new Flow(insider, filtering.partOf(outsider));
    }
}
