package dev.quoll.sim.network;

import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.Hop;
import dev.quoll.sim.datagram.World;

import java.net.InetAddress;

/// Passes datagrams on by their destination, in no time. Its buffers are those of the links that
/// leave it: several hosts share one when their routes share a link with a rate. *Confined*.
public final class Router implements Hop {
    private final String name;
    private final World world;
    private final Routes routes = new Routes();

    Router(String name, World world) {
        this.name = name;
        this.world = world;
    }

    /// Sends what is for `destination` to `hop`.
    public void route(InetAddress destination, Hop hop) {
        routes.add(destination, hop);
    }

    /// Sends all else to `hop`.
    public void routeDefault(Hop hop) {
        routes.addDefault(hop);
    }

    /// Its name in the trace.
    public String name() {
        return name;
    }

    @Override
    public void accept(Datagram datagram) {
        routes.towards(datagram.destination().getAddress())
                .ifPresentOrElse(hop -> hop.accept(datagram), () -> drop(datagram));
    }

    private void drop(Datagram datagram) {
        world.trace().onDropped(datagram, name, DropCause.NO_ROUTE, world.nowNanos());
    }
}
