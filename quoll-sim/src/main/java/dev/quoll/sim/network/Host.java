package dev.quoll.sim.network;

import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.Hop;
import dev.quoll.sim.datagram.World;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A machine with one or more addresses. Which link a datagram takes depends on the address that it
/// leaves from and on its destination. *Confined*.
public final class Host implements Hop {
    private final String name;
    private final World world;
    private final Map<InetAddress, Routes> addresses = new LinkedHashMap<>();
    private final Map<Integer, Binding> bindings = new HashMap<>();

    Host(String name, World world) {
        this.name = name;
        this.world = world;
    }

    /// Its name in the trace.
    public String name() {
        return name;
    }

    /// The first address it was given and still has.
    ///
    /// @throws IllegalStateException if it has none
    public InetAddress address() {
        return addresses.keySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no address"));
    }

    /// Gives it a further address, not yet connected to anything.
    public void addAddress(InetAddress address) {
        addresses.putIfAbsent(address, new Routes());
    }

    /// Takes an address away, as when an interface goes: nothing leaves from it or arrives at it.
    public void removeAddress(InetAddress address) {
        addresses.remove(address);
    }

    /// Puts another address in the place of one: it is as early in the order, and leads where that
    /// one led.
    public void replaceAddress(InetAddress old, InetAddress replacement) {
        routesOf(old);
        if (addresses.containsKey(replacement)) {
            throw new IllegalArgumentException(name + " has " + replacement.getHostAddress());
        }
        Map<InetAddress, Routes> before = new LinkedHashMap<>(addresses);
        addresses.clear();
        before.forEach(
                (each, routes) -> addresses.put(each.equals(old) ? replacement : each, routes));
    }

    /// Sends what leaves from `local` for `destination` to `hop`.
    public void route(InetAddress local, InetAddress destination, Hop hop) {
        routesOf(local).add(destination, hop);
    }

    /// Sends all else that leaves from `local` to `hop`.
    public void routeDefault(InetAddress local, Hop hop) {
        routesOf(local).addDefault(hop);
    }

    /// Attaches `endpoint` to `port` of every address, and asks it for its first datagrams as soon
    /// as the clock runs.
    public Binding bind(int port, SimEndpoint endpoint) {
        Binding binding = new Binding(this, endpoint, port);
        bind(port, binding);
        binding.wake();
        return binding;
    }

    @Override
    public void accept(Datagram datagram) {
        if (!addresses.containsKey(datagram.destination().getAddress())) {
            drop(datagram, DropCause.NO_SUCH_ADDRESS);
            return;
        }
        Binding binding = bindings.get(datagram.destination().getPort());
        if (binding == null) {
            drop(datagram, DropCause.NO_ENDPOINT);
            return;
        }
        world.trace().onDelivered(datagram, name, world.nowNanos());
        binding.receive(datagram);
    }

    void bind(int port, Binding binding) {
        if (bindings.putIfAbsent(port, binding) != null) {
            throw new IllegalArgumentException(name + " has port " + port + " in use");
        }
    }

    void unbind(int port) {
        bindings.remove(port);
    }

    World world() {
        return world;
    }

    /// The address that a datagram to `remote` leaves from when its sender does not say: the first
    /// from which a way leads there.
    Optional<InetAddress> addressTowards(InetAddress remote) {
        List<InetAddress> ofFamily =
                addresses.keySet().stream()
                        .filter(address -> address.getClass() == remote.getClass())
                        .toList();
        return ofFamily.stream()
                .filter(address -> routesOf(address).towards(remote).isPresent())
                .findFirst()
                .or(() -> ofFamily.stream().findFirst());
    }

    void send(Datagram datagram) {
        world.trace().onSent(datagram, name, world.nowNanos());
        Routes routes = addresses.get(datagram.source().getAddress());
        InetAddress destination = datagram.destination().getAddress();
        if (routes == null) {
            drop(datagram, DropCause.NO_SUCH_SOURCE);
        } else if (addresses.containsKey(destination)) {
            world.clock().at(world.nowNanos(), () -> accept(datagram));
        } else {
            routes.towards(destination)
                    .ifPresentOrElse(
                            hop -> hop.accept(datagram), () -> drop(datagram, DropCause.NO_ROUTE));
        }
    }

    private Routes routesOf(InetAddress local) {
        Routes routes = addresses.get(local);
        if (routes == null) {
            throw new IllegalArgumentException(name + " does not have " + local.getHostAddress());
        }
        return routes;
    }

    private void drop(Datagram datagram, DropCause cause) {
        world.trace().onDropped(datagram, name, cause, world.nowNanos());
    }
}
