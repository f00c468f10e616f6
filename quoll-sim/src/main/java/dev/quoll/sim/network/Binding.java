package dev.quoll.sim.network;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.World;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// An endpoint on a port of a host: hands it what arrives, asks it what to send, and keeps its
/// deadline. Datagrams that arrive in the same instant are all handed in before it is asked to
/// send. *Confined*.
public final class Binding {
    /// Datagrams that an endpoint may send in one instant. More means that it would never stop.
    public static final int MAX_DATAGRAMS_PER_INSTANT = 100_000;

    private final Host host;
    private final World world;
    private final SimEndpoint endpoint;
    private final Map<FourTuple, FourTuple> routes = new HashMap<>();
    private int port;
    private boolean isBound = true;
    private boolean willWake;
    private long armedNanos = SimEndpoint.NEVER;
    private long sendingNanos;
    private int sentThisInstant;
    private long stoppedUntilNanos;

    Binding(Host host, SimEndpoint endpoint, int port) {
        this.host = host;
        this.world = host.world();
        this.endpoint = endpoint;
        this.port = port;
    }

    /// The port it has now.
    public int port() {
        return port;
    }

    /// Where others reach it: the host's first address and the port.
    public InetSocketAddress address() {
        return new InetSocketAddress(host.address(), port);
    }

    /// Has the endpoint asked for datagrams and its deadline, in this instant. To be called after
    /// the application did something to it.
    public void wake() {
        if (!willWake) {
            willWake = true;
            world.clock().at(world.nowNanos(), this::turn);
        }
    }

    /// Moves the endpoint to another port, as when a socket is opened anew.
    public void moveTo(int newPort) {
        host.bind(newPort, this);
        host.unbind(port);
        port = newPort;
    }

    /// Takes the endpoint away for good: what arrives is dropped, and it is not called again.
    public void unbind() {
        host.unbind(port);
        isBound = false;
    }

    /// Stops the endpoint for a while, as when its machine sleeps: what arrives waits, and so does
    /// its deadline.
    public void stopFor(Duration duration) {
        stoppedUntilNanos = world.nowNanos() + duration.toNanos();
    }

    /// Whether it is stopped; `later` is done when it goes on.
    private boolean isStopped(Runnable later) {
        boolean isStopped = world.nowNanos() < stoppedUntilNanos;
        if (isStopped) {
            world.clock().at(stoppedUntilNanos, later);
        }
        return isStopped;
    }

    void receive(Datagram datagram) {
        if (isStopped(() -> receive(datagram))) {
            return;
        }
        byte[] bytes = datagram.bytes();
        FourTuple route = routeOf(datagram);
        endpoint.receive(bytes, 0, bytes.length, route, datagram.ecn(), world.nowNanos());
        wake();
    }

    private void turn() {
        if (isStopped(this::turn)) {
            return;
        }
        willWake = false;
        if (!isBound) {
            return;
        }
        endpoint.transmit(this::send, world.nowNanos());
        arm();
    }

    /// An earlier deadline is set at once; a later one when the earlier has passed for nothing.
    private void arm() {
        long deadline = Math.max(endpoint.deadlineNanos(), world.nowNanos());
        if (deadline < armedNanos) {
            armedNanos = deadline;
            world.clock().at(deadline, () -> onAlarm(deadline));
        }
    }

    private void onAlarm(long atNanos) {
        if (isStopped(() -> onAlarm(atNanos))) {
            return;
        }
        if (!isBound || atNanos != armedNanos) {
            return; // an earlier alarm was set after this one
        }
        armedNanos = SimEndpoint.NEVER;
        if (endpoint.deadlineNanos() <= world.nowNanos()) {
            endpoint.onTimeout(world.nowNanos());
            wake();
        } else {
            arm();
        }
    }

    private void send(byte[] bytes, int offset, int length, FourTuple route, Ecn ecn) {
        countInstant();
        InetSocketAddress remote = route.remote();
        InetAddress local = route.local().or(() -> addressTowards(remote)).orElseThrow();
        host.send(
                new Datagram(
                        world.trace().sent() + 1,
                        Arrays.copyOfRange(bytes, offset, offset + length),
                        new InetSocketAddress(local, port),
                        remote,
                        ecn));
    }

    private Optional<InetAddress> addressTowards(InetSocketAddress remote) {
        return host.addressTowards(remote.getAddress());
    }

    private void countInstant() {
        if (world.nowNanos() != sendingNanos) {
            sendingNanos = world.nowNanos();
            sentThisInstant = 0;
        }
        if (++sentThisInstant > MAX_DATAGRAMS_PER_INSTANT) {
            throw new IllegalStateException(host.name() + ":" + port + " sends without end");
        }
    }

    /// Interned, as sockets do it.
    private FourTuple routeOf(Datagram datagram) {
        Optional<InetAddress> local = Optional.of(datagram.destination().getAddress());
        return routes.computeIfAbsent(new FourTuple(datagram.source(), local), route -> route);
    }
}
