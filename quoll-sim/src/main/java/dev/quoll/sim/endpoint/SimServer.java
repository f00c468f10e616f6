package dev.quoll.sim.endpoint;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Admission;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionServices;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.connection.RoutingEvent;
import dev.quoll.core.endpoint.Destination;
import dev.quoll.core.endpoint.FirstAnswers;
import dev.quoll.core.endpoint.FirstContact;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.packet.Token;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.stats.DropCounts;
import dev.quoll.core.stats.DropReason;
import dev.quoll.core.token.TokenVerdict;
import dev.quoll.sim.network.Binding;
import dev.quoll.sim.network.DatagramSink;
import dev.quoll.sim.network.Host;
import dev.quoll.sim.network.SimEndpoint;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A server that accepts whom its [Gatekeeper] lets in, and tells connections apart by the IDs of
/// the packets that come. *Confined*.
public final class SimServer implements SimEndpoint {
    private final Settings settings;
    private final ConnectionServices services;
    private final TaskRunner tasks;
    private final Binding binding;
    private final Destination destination;
    private final Strangers strangers;
    private final Gatekeeper gate;
    private final DropCounts drops = new DropCounts();
    private final Map<ConnectionId, SimConnection> byId = new HashMap<>();
    private final Map<ConnectionId, SimConnection> accepted = new HashMap<>();
    private final Map<StatelessResetToken, SimConnection> byResetToken = new HashMap<>();
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
        this.strangers = new Strangers(services, settings.config().versions());
        this.gate = new Gatekeeper(settings.clock(), settings.seed().split("tokens"));
        this.binding = host.bind(port, this);
    }

    /// Has `action` done to each connection as soon as it is accepted.
    public void onAccepted(Consumer<SimConnection> action) {
        onAccepted = action;
    }

    /// Who may enter.
    public Gatekeeper gate() {
        return gate;
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
        SimConnection known = find(bytes, offset, length);
        if (known != null) {
            known.receive(bytes, offset, length, route, ecn, nowNanos);
            return;
        }
        switch (strangers.judge(bytes, offset, length, nowNanos)) {
            case FirstContact.Opens(FirstInitial first) ->
                    onClient(first, bytes, offset, length, route, ecn, nowNanos);
            case FirstContact.OtherVersion(byte[] answer) -> strangers.answer(answer, route);
            case FirstContact.Forgotten(byte[] answer) -> strangers.answer(answer, route);
            case FirstContact.Ignored(DropReason reason) -> drops.add(reason);
        }
    }

    private @Nullable SimConnection find(byte[] bytes, int offset, int length) {
        if (destination.read(bytes, offset, length)) {
            ConnectionId id = ConnectionId.of(bytes, destination.offset(), destination.length());
            SimConnection known = byId.get(id);
            if (known != null) {
                return known;
            }
        }
        int tokenOffset = offset + length - StatelessResetToken.LENGTH;
        return tokenOffset < offset
                ? null
                : byResetToken.get(StatelessResetToken.of(bytes, tokenOffset));
    }

    /// Loses all state, as a machine does that starts anew; its keys are the same.
    public void forget() {
        byId.clear();
        byResetToken.clear();
        live.clear();
    }

    private void onClient(
            FirstInitial first,
            byte[] bytes,
            int offset,
            int length,
            FourTuple route,
            Ecn ecn,
            long nowNanos) {
        TokenVerdict verdict = gate.judge(first, route.remote());
        if (verdict instanceof TokenVerdict.Invalid) {
            close(first, TransportErrorCode.INVALID_TOKEN, route);
            return;
        }
        Admission client = gate.admissionOf(first, verdict, route.remote());
        switch (gate.answer(client)) {
            case ACCEPT -> accept(client, bytes, offset, length, route, ecn, nowNanos);
            case REFUSE -> close(first, TransportErrorCode.CONNECTION_REFUSED, route);
            case RETRY -> retry(first, route);
            case IGNORE -> drops.add(DropReason.NOT_ACCEPTING);
        }
    }

    private void close(FirstInitial first, TransportErrorCode code, FourTuple route) {
        ConnectionId source = services.connectionIds().generate();
        PacketProtection protection = settings.security().protection();
        strangers.answer(FirstAnswers.close(first, source, code, protection), route);
    }

    private void retry(FirstInitial first, FourTuple route) {
        ConnectionId source = services.connectionIds().generate();
        Token token = gate.retryToken(first, source, route.remote());
        strangers.answer(FirstAnswers.retry(first, source, token, services.random()), route);
    }

    private void accept(
            Admission client,
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
                        client,
                        route,
                        nowNanos);
        core.receive(bytes, offset, length, route, ecn, nowNanos);
        if (core.stats().received().frames().isEmpty()) {
            drops.add(DropReason.NOT_AUTHENTIC); // nothing opens: damaged on the way
            return;
        }
        SimConnection connection =
                new SimConnection(core, settings, tasks, this::route, binding::wake);
        byId.put(client.initial().destination(), connection);
        accepted.put(client.originalDestination(), connection);
        live.add(connection);
        onAccepted.accept(connection);
    }

    /// Keeps the table in step with one connection.
    private void route(SimConnection connection, RoutingEvent event) {
        switch (event) {
            case RoutingEvent.CidIssued(ConnectionId id) -> byId.put(id, connection);
            case RoutingEvent.CidRetired(ConnectionId id) -> byId.remove(id);
            case RoutingEvent.ResetTokenLearned(StatelessResetToken token) ->
                    byResetToken.put(token, connection);
            case RoutingEvent.ResetTokenForgotten(StatelessResetToken token) ->
                    byResetToken.remove(token);
            case RoutingEvent.Drained() -> {
                byId.values().removeIf(each -> each == connection);
                byResetToken.values().removeIf(each -> each == connection);
                live.remove(connection);
            }
        }
    }

    @Override
    public void transmit(DatagramSink out, long nowNanos) {
        strangers.transmit(out);
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
