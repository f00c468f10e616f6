package dev.quoll.sim.endpoint;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionServices;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.connection.RoutingEvent;
import dev.quoll.core.endpoint.Destination;
import dev.quoll.core.endpoint.FirstContact;
import dev.quoll.core.endpoint.FirstContactReader;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.stats.DropCounts;
import dev.quoll.core.stats.DropReason;
import dev.quoll.sim.network.Binding;
import dev.quoll.sim.network.DatagramSink;
import dev.quoll.sim.network.Host;
import dev.quoll.sim.network.SimEndpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A server that accepts every connection and tells them apart by the IDs of the packets that come.
/// *Confined*.
public final class SimServer implements SimEndpoint {
    private final Settings settings;
    private final ConnectionServices services;
    private final TaskRunner tasks;
    private final Binding binding;
    private final Destination destination;
    private final FirstContactReader contacts;
    private final DropCounts drops = new DropCounts();
    private final Map<ConnectionId, SimConnection> byId = new HashMap<>();
    private final Map<ConnectionId, SimConnection> accepted = new HashMap<>();
    private final List<SimConnection> live = new ArrayList<>();
    private Consumer<SimConnection> onAccepted = _ -> {};

    /// A server without connections.
    public SimServer(Settings settings, Host host, int port) {
        this.settings = settings;
        this.services = settings.services();
        this.tasks =
                new TaskRunner(
                        settings.clock(),
                        settings.taskDelay(),
                        settings.seed().split("tasks").generator());
        this.destination = new Destination(settings.connectionIdLength());
        this.contacts = new FirstContactReader(settings.connectionIdLength());
        this.binding = host.bind(port, this);
    }

    /// Has `action` done to each connection as soon as it is accepted.
    public void onAccepted(Consumer<SimConnection> action) {
        onAccepted = action;
    }

    /// The socket, so to say.
    public Binding binding() {
        return binding;
    }

    /// The connection whose client began with a packet to `firstDestination`, if it came.
    public Optional<SimConnection> accepted(ConnectionId firstDestination) {
        return Optional.ofNullable(accepted.get(firstDestination));
    }

    /// The connections that are not over.
    public List<SimConnection> live() {
        return List.copyOf(live);
    }

    /// How many connection IDs lead to a connection.
    public int routableIds() {
        return byId.size();
    }

    /// Datagrams that were for no connection and began none, by reason.
    public Map<DropReason, Long> dropped() {
        return drops.snapshot();
    }

    @Override
    public void receive(
            byte[] bytes, int offset, int length, FourTuple route, Ecn ecn, long nowNanos) {
        if (!destination.read(bytes, offset, length)) {
            drops.add(DropReason.MALFORMED_HEADER);
            return;
        }
        SimConnection known =
                byId.get(ConnectionId.of(bytes, destination.offset(), destination.length()));
        if (known != null) {
            known.receive(bytes, offset, length, route, ecn, nowNanos);
            return;
        }
        switch (contacts.read(bytes, offset, length)) {
            case FirstContact.Opens(FirstInitial first) ->
                    accept(first, bytes, offset, length, route, ecn, nowNanos);
            case FirstContact.Ignored(DropReason reason) -> drops.add(reason);
        }
    }

    private void accept(
            FirstInitial first,
            byte[] bytes,
            int offset,
            int length,
            FourTuple route,
            Ecn ecn,
            long nowNanos) {
        Connection core =
                Connection.server(
                        settings.config(),
                        services,
                        settings.security().server(),
                        first,
                        route,
                        nowNanos);
        core.receive(bytes, offset, length, route, ecn, nowNanos);
        if (core.stats().received().frames().isEmpty()) {
            drops.add(DropReason.NOT_AUTHENTIC); // nothing opens: damaged on the way
            return;
        }
        SimConnection connection =
                new SimConnection(core, settings, tasks, this::route, binding::wake);
        byId.put(first.destination(), connection);
        accepted.put(first.destination(), connection);
        live.add(connection);
        onAccepted.accept(connection);
    }

    /// Keeps the table in step with one connection.
    private void route(SimConnection connection, RoutingEvent event) {
        switch (event) {
            case RoutingEvent.CidIssued(ConnectionId id) -> byId.put(id, connection);
            case RoutingEvent.CidRetired(ConnectionId id) -> byId.remove(id);
            case RoutingEvent.Drained() -> {
                byId.values().removeIf(each -> each == connection);
                live.remove(connection);
            }
        }
    }

    @Override
    public void transmit(DatagramSink out, long nowNanos) {
        for (SimConnection connection : live()) {
            connection.transmit(out, nowNanos);
        }
    }

    @Override
    public long deadlineNanos() {
        return live.stream().mapToLong(SimConnection::deadlineNanos).min().orElse(NEVER);
    }

    @Override
    public void onTimeout(long nowNanos) {
        for (SimConnection connection : live()) {
            if (connection.deadlineNanos() <= nowNanos) {
                connection.onTimeout(nowNanos);
            }
        }
    }
}
