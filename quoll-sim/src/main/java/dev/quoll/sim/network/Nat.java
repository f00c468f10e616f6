package dev.quoll.sim.network;

import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.World;
import dev.quoll.sim.network.NatBehaviour.Hairpinning;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// An address translator between two routers: hosts are attached to [#inside], the rest of the
/// network to [#outside], which may in turn be the inside of another. Datagrams on their way out
/// get the translator's address and a port of a mapping, those on their way in the address behind
/// it. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc4787 RFC 4787
public final class Nat {
    private final String name;
    private final World world;
    private final NatBehaviour behaviour;
    private final Router inside;
    private final Router outside;
    private final NatMappings mappings;
    private InetAddress outsideAddress;

    Nat(String name, NatBehaviour behaviour, InetAddress outsideAddress, World world) {
        this.name = name;
        this.world = world;
        this.behaviour = behaviour;
        this.outsideAddress = outsideAddress;
        inside = new Router(name + " inside", world);
        outside = new Router(name + " outside", world);
        mappings = new NatMappings(behaviour, world.seed().split("nat " + name).generator());
        inside.routeDefault(this::leave);
        outside.route(outsideAddress, this::enter);
    }

    /// The router that hosts behind the translator are attached to.
    public Router inside() {
        return inside;
    }

    /// The router that leads to the world.
    public Router outside() {
        return outside;
    }

    /// The address that the world sees now.
    public InetAddress outsideAddress() {
        return outsideAddress;
    }

    /// Forgets every mapping, as after a restart: the next datagram of each host gets a port it has
    /// not had before, and what is sent to the old ones is dropped.
    public void rebind() {
        mappings.forget();
    }

    /// Gets another outside address, and forgets every mapping. Routers beyond must know the way to
    /// it already.
    public void rebind(InetAddress newOutsideAddress) {
        outside.route(newOutsideAddress, this::enter);
        outsideAddress = newOutsideAddress;
        mappings.forget();
    }

    /// Mappings now alive.
    public int mappings() {
        return mappings.count(world.nowNanos());
    }

    private void leave(Datagram datagram) {
        boolean isHairpin = datagram.destination().getAddress().equals(outsideAddress);
        if (isHairpin && behaviour.hairpinning() == Hairpinning.REFUSED) {
            drop(datagram, DropCause.NO_ROUTE);
            return;
        }
        mappings.outward(datagram.source(), datagram.destination(), world.nowNanos())
                .ifPresentOrElse(
                        port -> outside.accept(datagram.withSource(outsideAt(port))),
                        () -> drop(datagram, DropCause.NO_MAPPING));
    }

    private InetSocketAddress outsideAt(int port) {
        return new InetSocketAddress(outsideAddress, port);
    }

    private void enter(Datagram datagram) {
        Optional<NatMappings.Mapping> mapping =
                datagram.destination().getAddress().equals(outsideAddress)
                        ? mappings.at(datagram.destination().getPort(), world.nowNanos())
                        : Optional.empty();
        if (mapping.isEmpty()) {
            drop(datagram, DropCause.NO_MAPPING);
        } else if (!mapping.get().admits(datagram.source())) {
            drop(datagram, DropCause.FILTERED);
        } else {
            inside.accept(datagram.withDestination(mapping.get().inside()));
        }
    }

    private void drop(Datagram datagram, DropCause cause) {
        world.trace().onDropped(datagram, name, cause, world.nowNanos());
    }
}
